"""Reckons a day of collecting: what was taken in, whether it agrees, and what one site can do.

Two figures that must agree come from different sources wherever that is possible: receipts from
the papers that were made, weapons from the register, places from where the weapons are now.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from stockpile_app.domain.collection_days import Capacity, CheckedPair
from stockpile_app.domain.collections_vocabulary import AgeGroup, DayCheck
from stockpile_app.domain.errors import BadValue, NotAllowedNow
from stockpile_app.domain.text import N_
from stockpile_app.domain.vocabulary import Category, Sex

_OPEN = N_(
    "These hand-ins of {day} are still open: {hand_ins}. Finish them, or give them up, before the"
    " day is closed."
)
_UNEXPLAINED = N_(
    "{check}: {first} and {second} differ. Look for the reason, and write it down if they stay so."
)
_NOT_DIFFERENT = N_("{check} agree; there is nothing to explain.")


class Whereabouts(Enum):
    """Where a weapon is that was handed in."""

    PRESENT = auto()
    SENT = auto()
    ELSEWHERE = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class DayWeapon:
    """A weapon of a day.

    Attributes:
        registered: Whether it is in the register, and not withdrawn from it.
    """

    tag: str
    category: Category | None
    registered: bool
    whereabouts: Whereabouts


@dataclass(frozen=True, slots=True, kw_only=True)
class DayHandIn:
    """A hand-in of a day that was not given up.

    Attributes:
        receipts: How many times its receipt was printed.
        explosives: Items that were found; ``referred`` of them to a technician.
    """

    number: str
    participant: str
    sex: Sex | None
    age_group: AgeGroup
    eligible: bool | None
    opened_at: dt.datetime
    closed_at: dt.datetime | None
    receipts: int
    weapons: tuple[DayWeapon, ...] = ()
    ammunition: tuple[tuple[str, int], ...] = ()
    explosives: tuple[tuple[str, int], ...] = ()
    referred: int = 0


def pairs_of(
    hand_ins: Sequence[DayHandIn], explanations: Mapping[DayCheck, str] | None = None
) -> tuple[CheckedPair, ...]:
    """Return the figures of a day that must agree, in the order of ``DayCheck``."""
    weapons = [weapon for each in hand_ins for weapon in each.weapons]
    there = (Whereabouts.PRESENT, Whereabouts.SENT)
    found = {
        DayCheck.RECEIPTS: (len(hand_ins), sum(1 for each in hand_ins if each.receipts)),
        DayCheck.TAGS: (len(weapons), len({weapon.tag for weapon in weapons})),
        DayCheck.REGISTERED: (len(weapons), sum(1 for each in weapons if each.registered)),
        DayCheck.PRESENT: (len(weapons), sum(1 for each in weapons if each.whereabouts in there)),
        DayCheck.EXPLOSIVES: (
            sum(quantity for each in hand_ins for _, quantity in each.explosives),
            sum(each.referred for each in hand_ins),
        ),
    }
    told = explanations or {}
    return tuple(
        CheckedPair(check=check, first=one, second=other, explanation=told.get(check, ""))
        for check, (one, other) in found.items()
    )


def check_closable(
    day: dt.date, open_hand_ins: Sequence[str], pairs: Iterable[CheckedPair]
) -> None:
    """Refuse to close a day that is not finished, or whose figures differ and nobody says why.

    Raises:
        BadValue: Figures differ without an explanation, or agree with one.
        NotAllowedNow: Hand-ins are open.
    """
    if open_hand_ins:
        raise NotAllowedNow(_OPEN, day=day.isoformat(), hand_ins=", ".join(open_hand_ins))
    for pair in pairs:
        if not pair.agrees and not pair.explanation:
            raise BadValue(
                _UNEXPLAINED,
                pair.check.value,
                check=pair.check.label,
                first=pair.first,
                second=pair.second,
            )
        if pair.agrees and pair.explanation:
            raise BadValue(_NOT_DIFFERENT, pair.check.value, check=pair.check.label)


def weapons_of(
    hand_ins: Iterable[DayHandIn],
) -> tuple[tuple[Category | None, int, int, int], ...]:
    """Return weapons by category: handed in, present, sent."""
    found: dict[Category | None, list[int]] = {}
    for weapon in (weapon for each in hand_ins for weapon in each.weapons):
        row = found.setdefault(weapon.category, [0, 0, 0])
        row[0] += 1
        row[1] += weapon.whereabouts is Whereabouts.PRESENT
        row[2] += weapon.whereabouts is Whereabouts.SENT
    order: list[Category | None] = [*Category, None]
    return tuple(
        (category, found[category][0], found[category][1], found[category][2])
        for category in order
        if category in found
    )


def people_of(hand_ins: Iterable[DayHandIn]) -> tuple[tuple[Sex | None, AgeGroup, int], ...]:
    """Return people by sex and age group, each counted once however often they came."""
    people = {each.participant: (each.sex, each.age_group) for each in hand_ins}
    counted = Counter(people.values())
    sexes: list[Sex | None] = [*Sex, None]
    return tuple(
        (sex, group, counted[sex, group])
        for sex in sexes
        for group in AgeGroup
        if counted[sex, group]
    )


def together(items: Iterable[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    """Return quantities of the same kind as one, by kind."""
    found: Counter[str] = Counter()
    for kind, quantity in items:
        found[kind] += quantity
    return tuple(sorted(found.items()))


def mean_minutes(hand_ins: Iterable[DayHandIn]) -> float | None:
    """Return how long one person took on average; None where nobody is done."""
    took = [
        (each.closed_at - each.opened_at).total_seconds() / 60
        for each in hand_ins
        if each.closed_at is not None
    ]
    return sum(took) / len(took) if took else None


def capacity_of(*, people: int, lanes: int, hours: int, minutes: int) -> Capacity:
    """Return what a site can do: lanes times hours over the minutes one takes (IDDRS 4.10, 5.8).

    A person who is begun before the end of a day is not counted as served on it.
    """
    one_lane = hours * 60 // minutes
    per_day = lanes * one_lane
    return Capacity(
        people=people,
        lanes=lanes,
        hours=hours,
        minutes=minutes,
        per_day=per_day,
        days=-(-people // per_day) if per_day else 0,
        lanes_needed=-(-people // one_lane) if one_lane else 0,
    )
