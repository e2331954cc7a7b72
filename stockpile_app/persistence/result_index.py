"""Reads what both counts say and what the register has, to compare them; and what came of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import Connection, Select, bindparam, func, select

from stockpile_app.domain.counting import Candidate, Seen, TypeKey
from stockpile_app.domain.records import WeaponRecord
from stockpile_app.domain.stocktake_records import RECOUNT, CountedWeapon, StocktakeRecord
from stockpile_app.domain.stocktake_results import DiscrepancyRecord
from stockpile_app.domain.vocabulary import LineResult
from stockpile_app.persistence.base import table_of
from stockpile_app.persistence.count_index import faces, in_sample, is_inside
from stockpile_app.persistence.place_index import PlaceBook, read_places
from stockpile_app.persistence.stocktake_index import IN_PLACE
from stockpile_app.persistence.tables import (
    ORIGIN_BITS,
    CountLineRow,
    DiscrepancyRow,
    OriginRow,
    SampleLineRow,
    SightingRow,
    StocktakeRow,
    WeaponRow,
)
from stockpile_app.persistence.values import day_or_none, portions
from stockpile_app.persistence.weapon_records import load

_C: Final = table_of(CountLineRow).c
_W: Final = table_of(WeaponRow).c
_D: Final = table_of(DiscrepancyRow).c
_SAMPLE: Final = table_of(SampleLineRow).c
_SEEN: Final = (
    select(_W.number, _C.place_id, _C.serial_read, _C.altered, _C.found)
    .join(table_of(WeaponRow), _W.id == _C.weapon_id)
    .where(_C.stocktake_id == bindparam("stocktake"), _C.counter == bindparam("counter"))
    .order_by(_C.id)
)


# --- what is there to be counted -------------------------------------------------------------


def candidates(connection: Connection, place_ids: Sequence[int]) -> list[Candidate]:
    """Return the weapons of some places with the day on which each was last seen."""
    sighting = table_of(SightingRow)
    statement = select(_W.number, sighting.c.seen_on).outerjoin(
        sighting, sighting.c.weapon_id == _W.id
    )
    return [
        Candidate(row.number, row.seen_on) for row in _in_places(connection, statement, place_ids)
    ]


def expected(
    connection: Connection, record: StocktakeRecord, scope: Sequence[int]
) -> dict[str, int]:
    """Return the place of each weapon that should be found, by register number.

    And of those that were counted and should be in a place that is not counted.
    """
    if record.sample:
        sampled = select(_SAMPLE.weapon_id).where(_SAMPLE.stocktake_id == record.id)
        rows: Sequence[Any] = connection.execute(
            select(_W.number, _W.place_id).where(_W.id.in_(sampled), _W.status.in_(IN_PLACE))
        ).all()
    else:
        rows = _in_places(connection, select(_W.number, _W.place_id), scope)
    found = {row[0]: row[1] for row in rows}
    counted = select(_C.weapon_id).where(_C.stocktake_id == record.id)
    elsewhere = connection.execute(
        select(_W.number, _W.place_id).where(_W.id.in_(counted), _W.status.in_(IN_PLACE))
    )
    return {row[0]: row[1] for row in elsewhere} | found


def is_expected(connection: Connection, record: StocktakeRecord, weapon_id: int) -> bool:
    """Whether a weapon should be found, and is one that is looked for."""
    place_id = connection.execute(
        select(_W.place_id).where(_W.id == weapon_id, _W.status.in_(IN_PLACE))
    ).scalar()
    if place_id is None or not is_inside(connection, place_id, record.place_id):
        return False
    return not record.sample or in_sample(connection, record.id, weapon_id)


def expected_types(connection: Connection, scope: Sequence[int]) -> dict[TypeKey, int]:
    """Return how many weapons of each type should be in some places."""
    kinds = (func.coalesce(_W.category, ""), _W.model, _W.calibre)
    statement = select(*kinds, func.count()).group_by(*kinds)
    found: dict[TypeKey, int] = {}
    for row in _in_places(connection, statement, scope):
        kind = TypeKey(*row[:3])
        found[kind] = found.get(kind, 0) + row[3]
    return found


def sample(connection: Connection, stocktake_id: int) -> list[WeaponRecord]:
    """Return the weapons of a sample in the order of their places and serials."""
    ids = list(
        connection.execute(
            select(_SAMPLE.weapon_id).where(_SAMPLE.stocktake_id == stocktake_id)
        ).scalars()
    )
    found: list[WeaponRecord] = []
    for some in portions(ids):
        found += load(connection, some).values()
    if not found:
        return []
    at = {place.id: order for order, place in enumerate(read_places(connection).in_order())}
    return sorted(found, key=lambda each: (at[each.place_id], each.serial or "", each.id))


# --- what was counted --------------------------------------------------------------------------


def seen(connection: Connection, stocktake_id: int, counter: int) -> dict[str, Seen]:
    """Return what a counter saw, by register number."""
    rows = connection.execute(_SEEN, {"stocktake": stocktake_id, "counter": counter})
    return {row.number: _what(row) for row in rows}


def recounted(connection: Connection, stocktake_id: int) -> dict[str, Seen | None]:
    """Return what both saw when they looked again; None for a weapon that is not there."""
    rows = connection.execute(_SEEN, {"stocktake": stocktake_id, "counter": RECOUNT})
    return {row.number: _what(row) if row.found else None for row in rows}


def serials(connection: Connection, stocktake_id: int) -> dict[str, str | None]:
    """Return the registered serials of all that was counted."""
    counted = select(_C.weapon_id).where(_C.stocktake_id == stocktake_id)
    rows = connection.execute(select(_W.number, _W.serial).where(_W.id.in_(counted)))
    return {row.number: row.serial for row in rows}


def ids_of(connection: Connection, numbers: Sequence[str]) -> dict[str, int]:
    """Return the ids of weapons by register number, which says them."""
    origins = {
        row.origin: row.number
        for row in connection.execute(select(OriginRow.origin, OriginRow.number))
    }
    found = {}
    for number in numbers:
        origin, sequence, _ = number.split("-")
        found[number] = (origins[origin] << ORIGIN_BITS) | int(sequence)
    return found


def _what(row: Any) -> Seen:
    return Seen(row.place_id or 0, row.serial_read, bool(row.altered))


def _in_places(
    connection: Connection, statement: Select[Any], place_ids: Sequence[int]
) -> list[Any]:
    """Return the rows of a statement about the weapons that should be in some places."""
    rows: list[Any] = []
    for some in portions(place_ids):
        rows += connection.execute(
            statement.where(_W.place_id.in_(some), _W.status.in_(IN_PLACE))
        ).all()
    return rows


# --- discrepancies -----------------------------------------------------------------------------


def discrepancies(
    connection: Connection,
    *,
    open_only: bool = False,
    stocktake_id: int | None = None,
    before: int | None = None,
    limit: int | None = 200,
) -> list[DiscrepancyRecord]:
    """Return discrepancies, newest first, from below the id ``before``."""
    statement = _discrepancies().order_by(_D.id.desc()).limit(limit)
    if open_only:
        statement = statement.where(_D.closed_on.is_(None))
    if stocktake_id is not None:
        statement = statement.where(_D.stocktake_id == stocktake_id)
    if before is not None:
        statement = statement.where(_D.id < before)
    return _records(connection, statement)


def discrepancy(connection: Connection, discrepancy_id: int) -> DiscrepancyRecord | None:
    """Return one discrepancy."""
    found = _records(connection, _discrepancies().where(_D.id == discrepancy_id))
    return found[0] if found else None


def _discrepancies() -> Select[Any]:
    stocktake = table_of(StocktakeRow).c
    return (
        select(
            table_of(DiscrepancyRow),
            stocktake.place_id.label("counted_place"),
            stocktake.closed_on.label("raised_on"),
            OriginRow.origin,
        )
        .join(table_of(StocktakeRow), stocktake.id == _D.stocktake_id)
        .join(OriginRow, OriginRow.number == _D.id.bitwise_rshift(ORIGIN_BITS))
    )


def _records(connection: Connection, statement: Select[Any]) -> list[DiscrepancyRecord]:
    rows = connection.execute(statement).all()
    if not rows:
        return []
    book = read_places(connection)
    weapons = faces(connection, [row.weapon_id for row in rows if row.weapon_id is not None])
    return [
        _record(row, book, weapons[row.weapon_id].weapon if row.weapon_id is not None else None)
        for row in rows
    ]


def _record(row: Any, book: PlaceBook, weapon: CountedWeapon | None) -> DiscrepancyRecord:
    mask = (1 << ORIGIN_BITS) - 1
    return DiscrepancyRecord(
        id=row.id,
        number=f"DC-{row.origin}-{row.id & mask}",
        stocktake_id=row.stocktake_id,
        stocktake=f"ST-{row.origin}-{row.stocktake_id & mask}",
        raised_on=dt.date.fromisoformat(row.raised_on),
        place=book.by_id[row.counted_place].path,
        result=LineResult(row.result),
        weapon=weapon,
        belongs_id=row.place_id,
        belongs=book.by_id[row.place_id].path if row.place_id is not None else "",
        found_id=row.found_place_id,
        found=book.by_id[row.found_place_id].path if row.found_place_id is not None else "",
        serial_read=row.serial_read,
        description=row.description,
        quantity=row.quantity,
        owner=row.owner,
        cause=row.cause,
        action=row.action,
        due_on=day_or_none(row.due_on),
        outcome=row.outcome,
        closed_on=day_or_none(row.closed_on),
    )
