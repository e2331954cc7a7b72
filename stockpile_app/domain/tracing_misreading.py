"""How far a serial number, as somebody read it, is from one that is registered.

Characters that are taken for one another (``serials.fold``) cost next to nothing; a character that
was read wrong, is missing or one too many counts as one misreading, and so do two neighbours that
changed places. The weights are our own: they only put hits in order.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from operator import ne
from typing import Final

from stockpile_app.domain.serials import fold, normalise
from stockpile_app.domain.tracing_vocabulary import HitReason

MOST_ERRORS: Final = 2
SHORTEST_FOR_TWO: Final = 5
SHORTEST_FOR_ONE: Final = 3
SHORTEST_PART: Final = 4

_ALIKE: Final = 8
_SIMILAR: Final = 80
_WRONG: Final = 100
_SWAPPED: Final = 100
_MISSING: Final = 125
_PART: Final = 150
_MOST_LOST: Final = 15
_LETTERS: Final = "ACDEFGHJKMNPRTUVWXY0123456789"
_COUNTED: Final = 1000
"""More than any weights: fewer misreadings always win."""

_LOOKS: Final = (
    "38",
    "56",
    "68",
    "17",
    "14",
    "47",
    "49",
    "A4",
    "6G",
    "CG",
    "0D",
    "CE",
    "CO",
    "UV",
    "VY",
    "MN",
    "HN",
    "EF",
    "PR",
    "KX",
    "B3",
    "83",
    "69",
    "08",
    "06",
    "27",
    "IJ",
    "1J",
    "1T",
    "7T",
    "WV",
    "DO",
    "PF",
    "KR",
    "9G",
    "90",
)
_SIMILAR_PAIRS: Final = frozenset(
    pair for a, b in _LOOKS for pair in ((fold(a), fold(b)), (fold(b), fold(a)))
)


@dataclass(frozen=True, slots=True)
class Misreading:
    """How one text may have been read as another.

    Attributes:
        penalty: 0 when it is the same; the more, the less likely.
        errors: Misread characters, look-alikes not counted.
        differences: Positions, in the letters and digits of what is registered, that differ.
    """

    reason: HitReason
    penalty: int
    errors: int
    differences: tuple[int, ...] = ()


def errors_allowed(folded: str) -> int:
    """Return how many misreadings are looked for in a text this long."""
    if len(folded) >= SHORTEST_FOR_TWO:
        return MOST_ERRORS
    return 1 if len(folded) >= SHORTEST_FOR_ONE else 0


def within(asked: str, held: str, most: int) -> bool:
    """Whether two folded texts are at most that many misreadings apart."""
    if asked == held:
        return True
    if abs(len(asked) - len(held)) > most:
        return False
    if not asked or not held:
        return True
    if len(asked) == len(held) and sum(map(ne, asked, held)) <= most:
        return True
    return _distance(asked, held) <= most


class Neighbourhood:
    """Tells which of very many folded texts are within some misreadings of one.

    Most are ruled out by their letters alone, whatever the order: each letter is a large number,
    and what one text has more than another is the difference of two sums.
    """

    def __init__(self, asked: str, most: int) -> None:
        """Look for what is at most ``most`` misreadings from ``asked``."""
        self._asked, self._most = asked, most
        letters = sorted({*_LETTERS, *asked})
        chance = random.Random(len(letters))  # noqa: S311 - a number for each letter, no secret
        self._numbers = {each: chance.getrandbits(60) for each in letters}
        self._sum = sum(map(self._numbers.__getitem__, asked))
        self._near = self._differences()

    def __contains__(self, text: str) -> bool:
        """Whether a text is near enough."""
        if text == self._asked:
            return True
        asked, most = self._asked, self._most
        if len(text) == len(asked) and sum(map(ne, asked, text)) <= most:
            return True
        try:
            more = sum(map(self._numbers.__getitem__, text)) - self._sum
        except KeyError:  # a letter of another script
            return within(asked, text, most)
        near = self._near.get(len(text) - len(asked), ())
        return more in near and within(asked, text, most)

    def _differences(self) -> dict[int, set[int]]:
        """Return by how much sums of near texts can differ, wrong letters in place left out."""
        found: dict[int, set[int]] = {0: {0}}
        lost = {self._numbers[each] for each in self._asked}
        gained = set(self._numbers.values())
        for _ in range(self._most):
            before = {length: set(sums) for length, sums in found.items()}
            for length, sums in before.items():
                found.setdefault(length + 1, set()).update(a + b for a in sums for b in gained)
                found.setdefault(length - 1, set()).update(a - b for a in sums for b in lost)
        if self._most > 1:  # one letter too many or too few, and one wrong
            wrong = {a - b for a in gained for b in lost}
            found[1].update(a + b for a in wrong for b in gained)
            found[-1].update(a - b for a in wrong for b in lost)
        return found


def pieces(folded: str, most: int) -> tuple[str, ...]:
    """Return texts of which at least one stands in every text within ``most`` misreadings.

    Cut into one piece more than there can be misreadings, one piece is whole. Only neighbours that
    changed places across a cut harm two pieces at once: these are given, too, changed back, and so
    is the whole text with those at every cut changed.
    """
    count = most + 1
    cuts = [len(folded) * each // count for each in range(count + 1)]
    cut = [folded[a:b] for a, b in pairwise(cuts)]
    swapped = [_swapped(folded, [cuts[at]])[cuts[at - 1] : cuts[at + 1]] for at in range(1, count)]
    return tuple(dict.fromkeys((*cut, *swapped, _swapped(folded, cuts[1:-1]))))


def _swapped(text: str, cuts: list[int]) -> str:
    """Return a text whose characters on both sides of each cut changed places."""
    characters = list(text)
    for at in cuts:
        characters[at - 1], characters[at] = characters[at], characters[at - 1]
    return "".join(characters)


def compare(asked: str, held: str) -> Misreading | None:
    """Return how ``held`` may have been read as ``asked``; None where it hardly was."""
    asked_norm, held_norm = _letters(asked), _letters(held)
    if not asked_norm or not held_norm:
        return None
    if asked_norm == held_norm:
        return Misreading(HitReason.EXACT, 0, 0)
    asked_fold, held_fold = _folded(asked), _folded(held)
    found = [_part(asked_fold, held_fold)]
    if within(asked_fold, held_fold, errors_allowed(asked_fold)):
        found.append(_misread(asked_norm, held_norm))
    return min(filter(None, found), key=lambda each: each.penalty, default=None)


def _misread(asked: str, held: str) -> Misreading:
    cost, steps = _aligned(asked, held)
    errors, penalty = divmod(cost, _COUNTED)
    differences = tuple(sorted({at for at, _ in steps}))
    swaps = sum(1 for _, step in steps if step == "swap")
    if errors == 0:
        reason = HitReason.LOOK_ALIKE
    elif errors == 1:
        reason = HitReason.SWAPPED if swaps else HitReason.ONE_MISREAD
    else:
        reason = HitReason.TWO_MISREAD
    return Misreading(reason, penalty, errors, differences)


def _part(asked: str, held: str) -> Misreading | None:
    shorter, longer = sorted((asked, held), key=len)
    if len(shorter) < SHORTEST_PART or shorter not in longer:
        return None
    lost = min(len(longer) - len(shorter), _MOST_LOST)
    return Misreading(HitReason.PART, _PART + 10 * lost, 0)


@lru_cache(maxsize=8192)
def _folded(text: str) -> str:
    return fold(text)


@lru_cache(maxsize=8192)
def _letters(text: str) -> str:
    """Return the letters and digits of a text, normalised; ``fold`` gives as many."""
    return "".join(filter(str.isalnum, normalise(text)))


def _aligned(asked: str, held: str) -> tuple[int, list[tuple[int, str]]]:
    """Return the cheapest way from one text to the other, and where in ``held`` they differ."""
    rows = [[_COUNTED * at + _MISSING * at for at in range(len(held) + 1)]]
    for i, one in enumerate(asked, start=1):
        row = [(_COUNTED + _MISSING) * i]
        for j, other in enumerate(held, start=1):
            best = min(
                rows[i - 1][j - 1] + _substituted(one, other),
                rows[i - 1][j] + _COUNTED + _MISSING,
                row[j - 1] + _COUNTED + _MISSING,
            )
            if _is_swap(asked, held, i, j):
                best = min(best, rows[i - 2][j - 2] + _COUNTED + _SWAPPED)
            row.append(best)
        rows.append(row)
    return rows[-1][-1], _steps(asked, held, rows)


def _steps(asked: str, held: str, rows: list[list[int]]) -> list[tuple[int, str]]:
    """Return (position in ``held``, step) of everything that differs, walking back."""
    steps = []
    i, j = len(asked), len(held)
    while i or j:
        here = rows[i][j]
        if i and j and here == rows[i - 1][j - 1] + _substituted(asked[i - 1], held[j - 1]):
            i, j = i - 1, j - 1
            if asked[i] != held[j]:
                steps.append((j, "wrong"))
        elif _is_swap(asked, held, i, j) and here == rows[i - 2][j - 2] + _COUNTED + _SWAPPED:
            i, j = i - 2, j - 2
            steps += [(j + 1, "swapped"), (j, "swap")]
        elif j and here == rows[i][j - 1] + _COUNTED + _MISSING:
            j -= 1
            steps.append((j, "missing"))
        else:
            i -= 1
            steps.append((min(j, len(held) - 1), "extra"))
    return steps


def _is_swap(asked: str, held: str, i: int, j: int) -> bool:
    return (
        i > 1
        and j > 1
        and fold(asked[i - 1]) == fold(held[j - 2])
        and fold(asked[i - 2]) == fold(held[j - 1])
        and fold(asked[i - 1]) != fold(asked[i - 2])
    )


def _substituted(one: str, other: str) -> int:
    if one == other:
        return 0
    pair = (fold(one), fold(other))
    if pair[0] == pair[1]:
        return _ALIKE
    return _COUNTED + (_SIMILAR if pair in _SIMILAR_PAIRS else _WRONG)


def _distance(one: str, other: str) -> int:
    """Return the optimal string alignment distance of two short texts.

    Hyyrö's bit-parallel form: a column of the matrix is a few operations on whole numbers.
    """
    places: dict[str, int] = {}
    for at, character in enumerate(one):
        places[character] = places.get(character, 0) | 1 << at
    last = 1 << (len(one) - 1)
    vertical_plus, vertical_minus = (1 << len(one)) - 1, 0
    diagonal, before, score = 0, 0, len(one)
    for character in other:
        match = places.get(character, 0)
        swap = (((~diagonal) & match) << 1) & before
        diagonal = (
            (((match & vertical_plus) + vertical_plus) ^ vertical_plus) | match | vertical_minus
        ) | swap
        plus = vertical_minus | ~(diagonal | vertical_plus)
        minus = diagonal & vertical_plus
        if plus & last:
            score += 1
        if minus & last:
            score -= 1
        plus = (plus << 1) | 1
        minus <<= 1
        vertical_plus = minus | ~(diagonal | plus)
        vertical_minus = diagonal & plus
        before = match
    return score
