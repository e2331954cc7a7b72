"""Which movements the page “Movements” shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from stockpile_app.domain.movements import MOVEMENT_OF, MovementRecord
from stockpile_app.domain.text import N_
from stockpile_app.domain.vocabulary import LabelledEnum, MovementKind
from stockpile_app.services.gateway import Services

PAGE: Final = 200
_GIVEN: Final = tuple(MOVEMENT_OF.values())
_MOST_PAGES: Final = 50


class Show(LabelledEnum):
    """What is shown."""

    ALL = "all", N_("All movements")
    OUT = "out", N_("Out now")
    OVERDUE = "overdue", N_("Overdue")
    IN_TRANSIT = "in_transit", N_("In transit")


@dataclass(frozen=True, slots=True)
class MovementFilter:
    """Filters of the page.

    Attributes:
        person_id: Only what this person got or gave back.
        weapon_id: Only what this weapon was part of.
        weapon: Its number.
    """

    show: Show = Show.ALL
    person_id: int | None = None
    weapon_id: int | None = None
    weapon: str = ""


def fetch(
    services: Services, asked: MovementFilter, before: int | None = None, limit: int = PAGE
) -> tuple[Sequence[MovementRecord], bool]:
    """Return ``limit`` movements, newest first, and whether there may be older ones."""
    if asked.show in {Show.ALL, Show.OUT}:
        kinds = _GIVEN if asked.show is Show.OUT else ()
        out = asked.show is Show.OUT
        found = _page(services, asked, before, limit, kinds=kinds, open_only=out)
        return found, len(found) == limit
    if asked.show is Show.OVERDUE:
        return _overdue(services, asked), False
    return _in_transit(services, asked), False


def _page(
    services: Services,
    asked: MovementFilter,
    before: int | None,
    limit: int = PAGE,
    *,
    kinds: tuple[MovementKind, ...] = (),
    open_only: bool = False,
) -> Sequence[MovementRecord]:
    return services.movements.list(
        kinds,
        person_id=asked.person_id,
        weapon_id=asked.weapon_id,
        before=before,
        limit=limit,
        open_only=open_only,
    )


def _overdue(services: Services, asked: MovementFilter) -> list[MovementRecord]:
    found: list[MovementRecord] = []
    before: int | None = None
    for _page_number in range(_MOST_PAGES):
        page = _page(services, asked, before, open_only=True)
        found += [each for each in page if each.overdue]
        if len(page) < PAGE:
            break
        before = page[-1].id
    return sorted(found, key=lambda each: (str(each.due_on), each.id))


def _in_transit(services: Services, asked: MovementFilter) -> list[MovementRecord]:
    if asked.weapon_id is None:
        return list(services.movements.in_transit())
    kinds = (MovementKind.DISPATCH,)
    return list(_page(services, asked, None, kinds=kinds, open_only=True))
