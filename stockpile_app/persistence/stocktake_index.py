"""Reads stocktakes, and which of them keep a place from being touched."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any, Final

from sqlalchemy import Connection, Row, Select, bindparam, func, select

from stockpile_app.domain.counting import TypeKey
from stockpile_app.domain.numbers import CodeKind, PaperCode
from stockpile_app.domain.stocktake_records import StocktakeRecord, StocktakeState
from stockpile_app.domain.vocabulary import Status, StocktakeKind
from stockpile_app.persistence.base import table_of
from stockpile_app.persistence.tables import (
    ORIGIN_BITS,
    CountedTypeRow,
    EntryRow,
    IncidentRow,
    OriginRow,
    PlaceRow,
    StocktakeRow,
    UserRow,
    WeaponRow,
)
from stockpile_app.persistence.unit_of_work import moment_of
from stockpile_app.persistence.values import day_or_none

IN_PLACE: Final = tuple(each.value for each in Status if each.is_in_place)
_IS_OPEN: Final = (StocktakeState.OPEN.value, StocktakeState.COUNTED.value)
_S: Final = table_of(StocktakeRow).c
_P: Final = table_of(PlaceRow).c
_W: Final = table_of(WeaponRow).c
_RECORDS: Final = (
    select(table_of(StocktakeRow), _P.depot, _P.store, _P.within, OriginRow.origin)
    .join(table_of(PlaceRow), _P.id == _S.place_id)
    .join(OriginRow, OriginRow.number == _S.id.bitwise_rshift(ORIGIN_BITS))
)
_ONE: Final = _RECORDS.where(_S.id == bindparam("stocktake"))
_OPEN: Final = _RECORDS.where(_S.state.in_(_IS_OPEN)).order_by(_S.id)


def stocktakes(
    connection: Connection,
    *,
    open_only: bool = False,
    place_id: int | None = None,
    before: int | None = None,
    limit: int = 200,
) -> list[StocktakeRecord]:
    """Return stocktakes, newest first, from below the id ``before``."""
    statement = _RECORDS.order_by(_S.id.desc()).limit(limit)
    if open_only:
        statement = statement.where(_S.state.in_(_IS_OPEN))
    if place_id is not None:
        statement = statement.where(_S.place_id == place_id)
    if before is not None:
        statement = statement.where(_S.id < before)
    return _records(connection, statement)


def stocktake(connection: Connection, stocktake_id: int) -> StocktakeRecord | None:
    """Return one stocktake."""
    row = connection.execute(_ONE, {"stocktake": stocktake_id}).first()
    return _record(row) if row else None


def locks(connection: Connection, place_ids: Collection[int]) -> dict[int, StocktakeRecord]:
    """Return what keeps places from being touched, by place; those that may be are left out.

    A stocktake does that is open over the place, or over one above or below it; the first opened.
    """
    found = _records(connection, _OPEN)
    if not found or not place_ids:
        return {}
    parents = {row[0]: row[1] for row in connection.execute(select(_P.id, _P.parent_id))}
    counted = [(record, frozenset(_up(record.place_id, parents))) for record in found]
    locked: dict[int, StocktakeRecord] = {}
    for place_id in place_ids:
        above = frozenset(_up(place_id, parents))
        for record, over in counted:
            if record.place_id in above or place_id in over:
                locked[place_id] = record
                break
    return locked


def open_over(connection: Connection, place_ids: Collection[int]) -> StocktakeRecord | None:
    """Return the first opened stocktake that keeps one of these places from being touched."""
    return min(locks(connection, place_ids).values(), key=lambda each: each.id, default=None)


def open_over_import(connection: Connection, batch: int) -> StocktakeRecord | None:
    """Return a stocktake that counts where weapons of an import are, or None."""
    if not _records(connection, _OPEN):
        return None
    places = select(_W.place_id).where(_W.batch == batch).distinct()
    return open_over(connection, list(connection.execute(places).scalars()))


def last_count(
    connection: Connection,
    place_id: int,
    kinds: Collection[StocktakeKind],
    before: int | None = None,
) -> StocktakeRecord | None:
    """Return the stocktake of exactly this place that was closed last before an entry."""
    statement = _RECORDS.where(
        _S.place_id == place_id,
        _S.state == StocktakeState.CLOSED.value,
        _S.kind.in_([each.value for each in kinds]),
    )
    if before is not None:
        statement = statement.where(_S.closed_seq < before)
    found = _records(connection, statement.order_by(_S.closed_seq.desc()).limit(1))
    return found[0] if found else None


def counted_types(connection: Connection, stocktake_id: int) -> dict[TypeKey, tuple[int, int]]:
    """Return (expected, counted) of each type, as a closed stocktake states them, sorted."""
    table = table_of(CountedTypeRow)
    rows = connection.execute(select(table).where(table.c.stocktake_id == stocktake_id))
    found = {
        TypeKey(row.category, row.model, row.calibre): (row.expected, row.counted) for row in rows
    }
    return dict(sorted(found.items()))


def closing(connection: Connection, record: StocktakeRecord) -> tuple[str, int | None]:
    """Return who approved a closing ("" for nobody), and the incident that it opened."""
    origin = record.number.split("-")[1]
    name = connection.execute(
        select(func.coalesce(UserRow.full_name, EntryRow.approved_by))
        .join_from(EntryRow, UserRow, UserRow.name == EntryRow.approved_by, isouter=True)
        .where(EntryRow.origin == origin, EntryRow.seq == record.closed_seq)
    ).scalar()
    incident = connection.execute(
        select(func.min(IncidentRow.id)).where(IncidentRow.stocktake_id == record.id)
    ).scalar()
    return name or "", incident


def known_types(connection: Connection) -> list[TypeKey]:
    """Return every type of the whole register, sorted."""
    kinds = (func.coalesce(_W.category, ""), _W.model, _W.calibre)
    rows = connection.execute(select(*kinds).where(_W.status != Status.WITHDRAWN.value).distinct())
    return sorted(TypeKey(*row) for row in rows)


def _up(place: int, parents: dict[int, int | None]) -> list[int]:
    """Return a place and all that it is in."""
    found: list[int] = []
    at: int | None = place
    while at is not None and at in parents:
        found.append(at)
        at = parents[at]
    return found


def _records(connection: Connection, statement: Select[Any]) -> list[StocktakeRecord]:
    return [_record(row) for row in connection.execute(statement)]


def _record(row: Row[Any]) -> StocktakeRecord:
    sequence = row.id & ((1 << ORIGIN_BITS) - 1)
    first, _, second = row.counters.partition("\n")
    return StocktakeRecord(
        id=row.id,
        number=f"ST-{row.origin}-{sequence}",
        code=PaperCode(CodeKind.STOCKTAKE, row.origin, sequence).code,
        kind=StocktakeKind(row.kind),
        place_id=row.place_id,
        path=" / ".join(filter(None, (row.depot, row.store, row.within))),
        opened_on=dt.date.fromisoformat(row.opened_on),
        opened_at=moment_of(row.opened_at),
        opened_by=row.opened_by,
        counters=(first, second),
        seed=row.seed,
        sample=row.sample,
        population=row.population,
        handing_over=row.handing_over,
        taking_over=row.taking_over,
        reason=row.reason,
        state=StocktakeState(row.state),
        finished=(bool(row.finished_first), bool(row.finished_second)),
        closed_on=day_or_none(row.closed_on),
        closed_seq=row.closed_seq,
        expected=row.expected,
        found=row.found,
        notes=row.notes,
    )
