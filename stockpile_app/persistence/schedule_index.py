"""Reads which counts are due: of every store with weapons, by when."""

from __future__ import annotations

import datetime as dt
from typing import Final

from sqlalchemy import Connection, exists, func, select

from stockpile_app.domain import counting
from stockpile_app.domain.stocktake_records import DOES_FOR, DueCount, StocktakeState
from stockpile_app.domain.vocabulary import PlaceKind, StocktakeKind
from stockpile_app.persistence.base import table_of
from stockpile_app.persistence.place_index import PlaceBook, read_places
from stockpile_app.persistence.stocktake_index import IN_PLACE, stocktakes
from stockpile_app.persistence.tables import (
    ORIGIN_BITS,
    EntryRow,
    MovementLineRow,
    MovementRow,
    OriginRow,
    PlaceRow,
    StocktakeRow,
    WeaponRow,
)
from stockpile_app.persistence.unit_of_work import moment_of

_W: Final = table_of(WeaponRow).c
_P: Final = table_of(PlaceRow).c
_S: Final = table_of(StocktakeRow).c
_LINE: Final = table_of(MovementLineRow).c


def due_counts(connection: Connection, today: dt.date) -> list[DueCount]:
    """Return the counts that the schedule asks for, the first due first."""
    book = read_places(connection)
    units = _units(connection, book)
    last = _last_counts(connection, today)
    counted_now = {each.place_id: each.id for each in stocktakes(connection, open_only=True)}
    found: list[DueCount] = []
    for unit, inside in units.items():
        around = _above(book, unit)
        open_id = next((counted_now[each] for each in around if each in counted_now), None)
        since: dt.date | None = None
        for kind, enough in DOES_FOR.items():
            days = [
                last[place, each] for place in around for each in enough if (place, each) in last
            ]
            if not days and since is None:
                since = _in_use_since(connection, inside) or today
            done = max(days, default=None)
            due = counting.next_due(kind.value, done, since or today)
            overdue = counting.is_overdue(due, today)
            found.append(DueCount(unit, book.by_id[unit].path, kind, done, due, overdue, open_id))
    order = {each.id: at for at, each in enumerate(book.in_order())}
    return sorted(found, key=lambda each: (each.due, order[each.place_id]))


def _units(connection: Connection, book: PlaceBook) -> dict[int, list[int]]:
    """Return stores with weapons, or depots with some outside their stores, with their places."""
    # the first weapon of each place is looked for, not all of them
    first = exists().where(_W.place_id == _P.id, _W.status.in_(IN_PLACE))
    held = connection.execute(select(_P.id).where(first)).scalars()
    units: dict[int, list[int]] = {}
    for place_id in held:
        units.setdefault(_unit_of(book, place_id), []).append(place_id)
    return units


def _unit_of(book: PlaceBook, place_id: int) -> int:
    for each in _above(book, place_id):
        if book.by_id[each].kind is PlaceKind.STORE:
            return each
    return book.by_id[place_id].depot


def _above(book: PlaceBook, place_id: int) -> list[int]:
    """Return a place and all that it is in, innermost first."""
    found: list[int] = []
    at: int | None = place_id
    while at is not None:
        found.append(at)
        at = book.by_id[at].parent
    return found


def _last_counts(
    connection: Connection, today: dt.date
) -> dict[tuple[int, StocktakeKind], dt.date]:
    # a count that is dated in the future, when the clock was wrong, puts the next one off for years
    rows = connection.execute(
        select(_S.place_id, _S.kind, func.max(_S.closed_on))
        .where(_S.state == StocktakeState.CLOSED.value, _S.closed_on <= today.isoformat())
        .group_by(_S.place_id, _S.kind)
    )
    return {(row[0], StocktakeKind(row[1])): dt.date.fromisoformat(row[2]) for row in rows}


def _in_use_since(connection: Connection, place_ids: list[int]) -> dt.date | None:
    """Return the day on which the first weapon was registered in, or brought to, some places."""
    days: list[dt.date] = []
    line = table_of(MovementLineRow)
    brought = connection.execute(
        select(func.min(MovementRow.occurred_on))
        .join(line, _LINE.movement_id == MovementRow.id)
        .where(_LINE.to_place_id.in_(place_ids))
    ).scalar()
    if brought is not None:
        days.append(dt.date.fromisoformat(brought))
    first = _first_registered(connection, place_ids)
    if first is not None:
        recorded = connection.execute(
            select(EntryRow.recorded_at)
            .join(OriginRow, OriginRow.origin == EntryRow.origin)
            .join(table_of(WeaponRow), _W.registered_seq == EntryRow.seq)
            .where(_W.id == first, OriginRow.number == first >> ORIGIN_BITS)
        ).scalar_one()
        days.append(moment_of(recorded).astimezone().date())
    return min(days, default=None)


def _first_registered(connection: Connection, place_ids: list[int]) -> int | None:
    """Return the first of the weapons of some places that were there from the beginning."""
    never_moved = ~exists().where(_LINE.weapon_id == _W.id)
    of_place = (
        select(_W.id).where(_W.place_id == _P.id, never_moved).order_by(_W.id).limit(1)
    ).scalar_subquery()
    firsts = connection.execute(select(of_place).where(_P.id.in_(place_ids))).scalars()
    return min((each for each in firsts if each is not None), default=None)
