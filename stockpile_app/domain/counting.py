"""Counting a store: what to check and when, whether two counts agree, and what the count shows.

Two people count without seeing the register or each other's count. Where they agree the line is
settled; where they differ it is counted again. Only then is it compared with the register.
"""

from __future__ import annotations

import calendar
import datetime as dt
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256
from typing import Final, NamedTuple

from stockpile_app.domain.errors import BadValue
from stockpile_app.domain.serials import is_placeholder, normalise
from stockpile_app.domain.text import N_
from stockpile_app.domain.vocabulary import LineResult

EXACT_UP_TO: Final = 10_000
"""Stores of up to so many weapons get the exact chance of detection."""

FULL_EVERY_MONTHS: Final = 6
_ONE: Final = 1 << 128  # the chance 1 in fixed point

# --- what to check ---------------------------------------------------------------------------


class Candidate(NamedTuple):
    """A weapon that the sample may fall on.

    Attributes:
        number: Its register number.
        seen_on: ISO day (``2026-05-04``) its serial was last read off it; None if never.
    """

    number: str
    seen_on: str | None


def sample_size(n: int) -> int:
    """Return a tenth of ``n`` weapons, rounded up: at least one of any, none of none.

    Not less than 10 % of the serials are checked (IDDRS 4.10 section 7.3.1).

    Raises:
        ValueError: ``n`` is negative.
    """
    if n < 0:
        raise ValueError("a number of weapons is not negative")
    return (n + 9) // 10


def draw_sample(candidates: Sequence[Candidate], seed: str) -> tuple[str, ...]:
    """Return the register numbers whose serials are to be read, in the order drawn.

    Longest unseen first (STANDARDS section 10, item 2), a weapon never seen before all others.
    Among weapons last seen on the same day, chance decides: the lower SHA-256 of
    ``<seed>:<number>`` in UTF-8 goes first. The order of ``candidates`` does not matter.

    An inspector with the list, its days and the seed draws the same sample on any machine: write
    beside each number its day (nothing where there is none) and what
    ``printf %s '<seed>:<number>' | sha256sum`` prints, sort by day and then by that, and take the
    first tenth, rounded up.

    The seed must not be known before the day. Even so, who was just checked is safe until the
    others have been: only the surprise count of everything is unforeseeable.

    Raises:
        ValueError: The same weapon is given twice.
    """
    if len({each.number for each in candidates}) != len(candidates):
        raise ValueError("a weapon is a candidate once")

    def turn(each: Candidate) -> tuple[str, str]:
        return each.seen_on or "", sha256(f"{seed}:{each.number}".encode()).hexdigest()

    drawn = sorted(candidates, key=turn)[: sample_size(len(candidates))]
    return tuple(each.number for each in drawn)


def detection_chance(total: int, missing: int, sample: int) -> Fraction:
    """Return the chance that a random sample has at least one of the missing weapons in it.

    ``1 - C(N-d, n) / C(N, n)`` (STANDARDS section 10, item 3), for a sample every weapon is
    equally likely to be in. Exact for up to ``EXACT_UP_TO`` weapons; above, in integers of 128
    binary places, so that it is the same on every machine, is right to more than 30 decimals, and
    is 0 or 1 only where it is impossible or certain. A sample larger than the store is all of it.

    Raises:
        ValueError: A number is negative, or more are missing than there are.
    """
    if min(total, missing, sample) < 0 or missing > total:
        raise ValueError("none is negative, and no more are missing than there are")
    few, many = sorted((missing, min(sample, total)))  # the formula is the same either way round
    if few == 0:
        return Fraction(0)
    if few + many > total:
        return Fraction(1)
    if total <= EXACT_UP_TO:
        return 1 - Fraction(math.perm(total - many, few), math.perm(total, few))
    unnoticed = _ONE
    for drawn in range(few):
        unnoticed = unnoticed * (total - many - drawn) // (total - drawn)
        if unnoticed == 0:
            break
    return 1 - Fraction(max(unnoticed, 1), _ONE)


NOT_UNIFORM: Final = N_(
    "The sample takes first the weapons that were longest unseen, so it is no random draw: a weapon"
    " that was seen lately is not looked at before the others have been. The chances are those of"
    " a random sample of the same size. Only a count of everything finds everything."
)
"""Stands beside every chance that is shown for a sample of ``draw_sample``."""

_SHOWN_MISSING: Final = (1, 2, 5, 10, 20, 50, 100)


def detection_chances(total: int, sample: int) -> tuple[tuple[int, Fraction], ...]:
    """Return (missing, chance) for the numbers missing that a sheet shows."""
    return tuple(
        (missing, detection_chance(total, missing, sample))
        for missing in _SHOWN_MISSING
        if missing <= total
    )


def show_chance(value: Fraction) -> str:
    """Return a chance with four decimals, halves rounded up; ``1.0000`` only if it is certain."""
    shown = math.floor(value * 10_000 + Fraction(1, 2))
    if value < 1:
        shown = min(shown, 9_999)
    return f"{shown // 10_000}.{shown % 10_000:04d}"


# --- when to check ---------------------------------------------------------------------------


def weekly_due(last: dt.date) -> dt.date:
    """Return the day of the next weekly check."""
    return last + dt.timedelta(days=7)


def months_after(day: dt.date, months: int) -> dt.date:
    """Return the same day of a later month, or that month's last day where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    longest = calendar.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(day.day, longest))


def next_due(kind_code: str, last: dt.date | None, since: dt.date) -> dt.date:
    """Return the day by which the next count of a kind is to be done.

    Each week by number and type (``weekly``), with the serials of a tenth (``tenth``); every six
    calendar months everything (``full``): IDDRS 4.10 section 7.3.1. ``since`` is the day the store
    came into use; it stands for the last count where there was none.

    Raises:
        ValueError: The kind has no schedule, as a handover or a surprise count.
    """
    match kind_code:
        case "weekly" | "tenth":
            return weekly_due(last or since)
        case "full":
            return months_after(last or since, FULL_EVERY_MONTHS)
        case _:
            raise ValueError(f"{kind_code} has no schedule")


def is_overdue(due: dt.date, today: dt.date) -> bool:
    """Whether the day has passed; on the day itself the count is not overdue."""
    return today > due


# --- whether two counts agree ----------------------------------------------------------------


class Seen(NamedTuple):
    """What one counter states of one weapon; counts map register numbers to it.

    Attributes:
        place: The place it was seen in; 0, which contradicts none, where it was not said.
        serial_read: The serial as read off the weapon; "" where it was not read.
        altered: Whether a mark looks altered.
    """

    place: int
    serial_read: str
    altered: bool


class TypeKey(NamedTuple):
    """What weapons are counted by where no serials are read; "" where it is not known."""

    category: str
    model: str
    calibre: str


def differences(first: Mapping[str, Seen], second: Mapping[str, Seen]) -> tuple[str, ...]:
    """Return the register numbers that are to be recounted, sorted.

    One counter saw the weapon and the other did not, or they state another place, serial or
    altered mark. Serials that differ in case, spaces and dashes alone are the same.
    """
    return tuple(
        number
        for number in sorted(first.keys() | second.keys())
        if not _agree(first.get(number), second.get(number))
    )


def settle(
    first: Mapping[str, Seen], second: Mapping[str, Seen], recount: Mapping[str, Seen | None]
) -> dict[str, Seen]:
    """Return the settled count, sorted by register number.

    What both counters saw alike stands, whatever the recount says; everything else is as recounted,
    with None for a weapon that was looked for and is not there.

    Raises:
        BadValue: Lines on which the counters differ have no recount.
    """
    differing = frozenset(differences(first, second))
    _check_recounted(sum(number not in recount for number in differing))
    agreed = {n: e if e.place else second[n] for n, e in first.items() if n not in differing}
    recounted = {number: seen for number, seen in recount.items() if seen is not None}
    return dict(sorted((recounted | agreed).items()))


def type_differences(
    first: Mapping[TypeKey, int], second: Mapping[TypeKey, int]
) -> tuple[TypeKey, ...]:
    """Return the types of which two counters counted another number, sorted; unnamed is none."""
    keys = sorted(first.keys() | second.keys())
    return tuple(key for key in keys if first.get(key, 0) != second.get(key, 0))


def settle_types(
    first: Mapping[TypeKey, int], second: Mapping[TypeKey, int], recount: Mapping[TypeKey, int]
) -> dict[TypeKey, int]:
    """Return the settled count by type, sorted: as both counted, otherwise as recounted.

    Raises:
        BadValue: Types on which the counters differ have no recount.
    """
    differing = type_differences(first, second)
    _check_recounted(sum(key not in recount for key in differing))
    agreed = (first.keys() | second.keys()) - set(differing)
    settled = dict(recount) | {key: first.get(key, 0) for key in agreed}
    return dict(sorted(settled.items()))


def _agree(one: Seen | None, other: Seen | None) -> bool:
    if one is None or other is None:
        return one is other
    same_serial = normalise(one.serial_read) == normalise(other.serial_read)
    same_place = one.place == other.place or not (one.place and other.place)  # 0 says nothing
    return same_serial and same_place and one.altered == other.altered


def _check_recounted(lines: int) -> None:
    if lines:
        raise BadValue(
            N_("The two counts differ. Lines still to be counted again: {lines}."),
            "recount",
            lines=lines,
        )


# --- what the count shows --------------------------------------------------------------------


class Line(NamedTuple):
    """One result of a count; places are None where there is none or none was stated."""

    number: str
    result: LineResult
    expected_place: int | None
    found_place: int | None


def judge(
    expected: Mapping[str, int],
    settled: Mapping[str, Seen],
    in_scope: Callable[[int], bool],
    *,
    serials: Mapping[str, str | None],
) -> list[Line]:
    """Return what the settled count shows, sorted by register number, results as in the enum.

    Args:
        expected: The place of each weapon the register has in a place, counted here or not.
        settled: What ``settle`` returned.
        in_scope: Whether a place is counted in this stocktake.
        serials: The registered serials, None where none is; a weapon that is left out, or whose
            serial the counters did not read, is not compared.
    """
    lines: list[Line] = []
    for number in sorted(expected.keys() | settled.keys()):
        place, seen = expected.get(number), settled.get(number)
        is_expected = place is not None and in_scope(place)
        if seen is None:
            if is_expected:
                lines.append(Line(number, LineResult.MISSING, place, None))
            continue
        results = [_found(place, seen) if is_expected else LineResult.UNEXPECTED]
        if number in serials and _serial_differs(seen.serial_read, serials[number]):
            results.append(LineResult.SERIAL_DIFFERS)
        if seen.altered:
            results.append(LineResult.MARK_ALTERED)
        lines += [Line(number, result, place, seen.place or None) for result in results]
    return lines


def accuracy(lines: Iterable[Line]) -> Fraction:
    """Return matched / expected weapons (STANDARDS section 10, item 4); 1 if none is expected.

    Matched is what was found in its place with nothing to remark.
    """
    results: dict[str, set[LineResult]] = {}
    for line in lines:
        results.setdefault(line.number, set()).add(line.result)
    expected = [each for each in results.values() if LineResult.UNEXPECTED not in each]
    matched = sum(each == {LineResult.FOUND} for each in expected)
    return Fraction(matched, len(expected)) if expected else Fraction(1)


def _found(expected_place: int | None, seen: Seen) -> LineResult:
    elsewhere = seen.place not in {0, expected_place}
    return LineResult.MISPLACED if elsewhere else LineResult.FOUND


def _serial_differs(read: str, registered: str | None) -> bool:
    # a counter who writes "none" of a weapon registered without a serial says the same
    return read != "" and _serial_key(read) != _serial_key(registered or "")


def _serial_key(serial: str) -> str:
    return "" if is_placeholder(serial) else normalise(serial)


# --- reconciliation --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Balance:
    """How many weapons of a type a store had, got, gave and has, over a period."""

    opening: int = 0
    received: int = 0
    issued: int = 0
    lost: int = 0
    recovered: int = 0
    closing: int = 0

    @property
    def residue(self) -> int:
        """Weapons too many (or, below 0, too few) at closing; any but 0 is a discrepancy.

        Opening + received - out - lost + recovered = closing (STANDARDS section 10, item 4).
        """
        expected = self.opening + self.received - self.issued - self.lost + self.recovered
        return self.closing - expected


StoreType = tuple[int, TypeKey]


class BalanceRow(NamedTuple):
    """The balance of one type in one store."""

    store: int
    kind: TypeKey
    balance: Balance


def reconcile(
    *,
    opening: Mapping[StoreType, int],
    received: Mapping[StoreType, int],
    issued: Mapping[StoreType, int],
    lost: Mapping[StoreType, int],
    recovered: Mapping[StoreType, int],
    closing: Mapping[StoreType, int],
) -> list[BalanceRow]:
    """Return the balance of every type in every store, by store and type; all-zero ones not.

    ``issued`` is all that went out: issued, dispatched, destroyed or moved to another store.
    """
    columns = (opening, received, issued, lost, recovered, closing)
    rows = [
        BalanceRow(*key, Balance(*(column.get(key, 0) for column in columns)))
        for key in sorted(set().union(*columns))
    ]
    return [row for row in rows if row.balance != Balance()]
