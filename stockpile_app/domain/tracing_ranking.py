"""Puts the weapons that a description may be about in order, and says why each is there.

Each weapon begins with 1000 points. What was misread, and what does not fit, takes some away: so
that a weapon of the right model whose serial was misread twice stands before another model with
exactly that serial. The weights are our own: they only put hits in order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from stockpile_app.domain.confidential_facts.tracing import Description
from stockpile_app.domain.serials import fold
from stockpile_app.domain.tracing_misreading import SHORTEST_PART, Misreading, compare, within
from stockpile_app.domain.tracing_records import FieldAgreement
from stockpile_app.domain.tracing_vocabulary import Agreement, HitReason
from stockpile_app.domain.weapons import LONGEST_SERIAL

FULL: Final = 1000
MOST_MARKS: Final = 12
SHORTEST_MARK: Final = 3
_OTHER_MARK: Final = 40
_SHORTEST_CLOSE: Final = 2
_BETWEEN: Final = re.compile(r"[\n,;|]+")
_WEIGHTS: Final = {
    # field: (differs, nearly agrees, not known here); a misread character takes 100 away
    "model": (100, 20, 25),
    "calibre": (100, 30, 25),
    "category": (60, 20, 10),
    "maker": (60, 10, 10),
    "country": (60, 10, 10),
    # weapons with nearly the same serial are seldom of the same year by chance
    "year": (130, 70, 30),
}


class Held(NamedTuple):
    """A weapon of the register, as far as it is compared."""

    id: int
    number: str
    serial: str
    maker: str
    model: str
    calibre: str
    country: str
    category: str
    year: int | None


class HeldMark(NamedTuple):
    """A mark of a weapon, as far as it is compared."""

    weapon_id: int
    text: str
    serial: str
    code: str


class _Reason(NamedTuple):
    """``where`` is the mark that it rests on, "" for the serial number."""

    penalty: int
    read: Misreading
    compared: str
    where: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """A description, made ready to be compared.

    Attributes:
        marks: Other marks that can be searched for, see ``marks_said``.
        calibre: In the spelling of the register, where it is known.
        close_calibres: Calibres that are easily meant.
        numbers: Ids of weapons whose register number stands in the description.
    """

    said: Description
    marks: tuple[str, ...] = ()
    calibre: str = ""
    close_calibres: frozenset[str] = frozenset()
    numbers: frozenset[int] = frozenset()


def marks_said(said: Description) -> tuple[str, ...]:
    """Return what can be searched for of other marks: each of them, then numbers within them."""
    segments = [each.strip() for each in _BETWEEN.split(said.other_marks)]
    numbers = [each for each in said.other_marks.split() if any(map(str.isdigit, each))]
    known = dict.fromkeys(
        each[:LONGEST_SERIAL]
        for some, least in ((segments, SHORTEST_MARK), (numbers, SHORTEST_PART))
        for each in some
        if len(fold(each)) >= least
    )
    return tuple(known)[:MOST_MARKS]


@dataclass(frozen=True, slots=True)
class Ranked:
    """A weapon with its points and the reason for them."""

    weapon_id: int
    score: int
    reason: HitReason
    compared: str
    where: str = ""
    differences: tuple[int, ...] = ()
    fields: tuple[FieldAgreement, ...] = ()


def rank(asked: Asked, weapons: Iterable[Held], marks: Iterable[HeldMark]) -> list[Ranked]:
    """Return the weapons that may be the one asked for, the likeliest first."""
    of_weapon: dict[int, list[HeldMark]] = {}
    for mark in marks:
        of_weapon.setdefault(mark.weapon_id, []).append(mark)
    ranked = [
        each
        for weapon in weapons
        if (each := _ranked(asked, weapon, of_weapon.get(weapon.id, []))) is not None
    ]
    return sorted(ranked, key=lambda each: (-each.score, each.weapon_id))


def _ranked(asked: Asked, weapon: Held, marks: Sequence[HeldMark]) -> Ranked | None:
    found = list(_reasons(asked, weapon, marks))
    if not found:
        return None
    best = min(found, key=lambda each: each.penalty)
    fields, doubt = _fields(asked, weapon)
    return Ranked(
        weapon_id=weapon.id,
        score=max(1, FULL - best.penalty - doubt),
        reason=best.read.reason,
        compared=best.compared,
        where=best.where,
        differences=best.read.differences,
        fields=fields,
    )


def _reasons(asked: Asked, weapon: Held, marks: Sequence[HeldMark]) -> Iterator[_Reason]:
    serial = asked.said.serial
    if weapon.id in asked.numbers:
        yield _Reason(0, Misreading(HitReason.NUMBER, 0, 0), weapon.number)
    if (read := compare(serial, weapon.serial)) is not None:
        yield _Reason(read.penalty, read, weapon.serial)
    for line in asked.marks:
        yield from _by_mark(line, weapon.serial, "")
    said = tuple(filter(None, (serial, *asked.marks)))
    for mark in marks:
        for text in dict.fromkeys((mark.serial, mark.text, mark.code, *mark.text.split())):
            for line in said:
                yield from _by_mark(line, text, mark.text)


def _by_mark(asked: str, held: str, where: str) -> Iterator[_Reason]:
    read = compare(asked, held)
    if read is None:
        return
    sure = read.reason in {HitReason.EXACT, HitReason.PART}
    reason = HitReason.OTHER_MARK if sure else HitReason.OTHER_MARK_ALIKE
    yield _Reason(read.penalty + _OTHER_MARK, replace(read, reason=reason), held, where)


def _fields(asked: Asked, weapon: Held) -> tuple[tuple[FieldAgreement, ...], int]:
    fields, doubt = [], 0
    for name, (differs, close, unknown) in _WEIGHTS.items():
        wanted = str(
            (asked.calibre if name == "calibre" else "") or getattr(asked.said, name) or ""
        )
        if not wanted:
            continue
        held = str(getattr(weapon, name) or "")
        agreement = _agreement(asked, name, wanted, held)
        doubt += {
            Agreement.AGREES: 0,
            Agreement.CLOSE: close,
            Agreement.DIFFERS: differs,
            Agreement.UNKNOWN: unknown,
        }[agreement]
        fields.append(FieldAgreement(name, agreement, wanted, held))
    return tuple(fields), doubt


def _agreement(asked: Asked, name: str, wanted: str, held: str) -> Agreement:
    if not held:
        return Agreement.UNKNOWN
    one, other = fold(wanted), fold(held)
    if one == other:
        return Agreement.AGREES
    match name:
        case "calibre":
            close = held in asked.close_calibres
        case "year":
            close = abs(int(wanted) - int(held)) == 1
        case "model" | "maker":
            close = _close(one, other)
        case _:
            close = False
    return Agreement.CLOSE if close else Agreement.DIFFERS


def _close(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) >= _SHORTEST_CLOSE and shorter in longer:
        return True
    return len(shorter) > _SHORTEST_CLOSE + 1 and within(one, other, 1)
