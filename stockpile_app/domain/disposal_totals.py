"""Stated totals beside recorded ones: what does not agree is refused, with the difference."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from stockpile_app.domain.disposal import StatedTotal
from stockpile_app.domain.disposal_records import TypeTotals
from stockpile_app.domain.errors import BadValue, NotAllowedNow
from stockpile_app.domain.text import N_

_THAT_DAY: Final = N_("Disposed of that day")
_TOTALS: Final = N_("The totals do not agree. {first}")
_TOTALS_MORE: Final = N_("The totals do not agree. {first} {more} more types differ.")
_DIFFERENCE: Final = N_("{what}: counted {stated}, recorded {recorded}, difference {difference}.")


class Difference(NamedTuple):
    """A type, or another message, whose stated number is not the recorded one."""

    what: object
    stated: int
    recorded: int


def cross_foot(stated: Iterable[StatedTotal], totals: Iterable[TypeTotals]) -> list[Difference]:
    """Return every type whose stated number is not what is recorded as disposed of."""
    counted: dict[tuple[str, str, str], int] = {}
    for each in stated:
        key = (each.category or "", each.model, each.calibre)
        counted[key] = counted.get(key, 0) + each.weapons
    recorded = {(each.category or "", each.model, each.calibre): each.disposed for each in totals}
    return [
        Difference(
            " ".join(filter(None, key[1:])) or key[0] or "–",
            counted.get(key, 0),
            recorded.get(key, 0),
        )
        for key in sorted(counted.keys() | recorded.keys())
        if counted.get(key, 0) != recorded.get(key, 0)
    ]


class TotalsDiffer(BadValue):
    """Stated totals are not the recorded ones.

    Attributes:
        differences: All of them.
    """

    def __init__(self, differences: Sequence[Difference], field: str) -> None:
        first = NotAllowedNow(
            _DIFFERENCE,
            what=differences[0].what,
            stated=differences[0].stated,
            recorded=differences[0].recorded,
            difference=f"{differences[0].stated - differences[0].recorded:+d}",
        )
        more = len(differences) - 1
        super().__init__(_TOTALS_MORE if more else _TOTALS, field, first=first, more=more)
        self.differences = tuple(differences)


def check_totals(stated: Iterable[StatedTotal], totals: Iterable[TypeTotals]) -> None:
    """Refuse stated totals that are not the recorded ones, with every difference.

    Raises:
        TotalsDiffer: They do not agree.
    """
    differences = cross_foot(stated, totals)
    if differences:
        raise TotalsDiffer(differences, "totals")


def check_number(stated: int, recorded: int, field: str) -> int:
    """Return a stated number that is the recorded one.

    Raises:
        TotalsDiffer: It is not; says the difference.
    """
    if stated != recorded:
        raise TotalsDiffer([Difference(NotAllowedNow(_THAT_DAY), stated, recorded)], field)
    return stated
