"""Answers which weapons match, in which order, and what they are."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, func, select

from stockpile_app.domain.progress import Progress
from stockpile_app.domain.records import HoldingRecord, WeaponOrder, WeaponQuery, WeaponRecord
from stockpile_app.domain.vocabulary import Category, Status
from stockpile_app.persistence import bulk, search
from stockpile_app.persistence.base import table_of
from stockpile_app.persistence.place_index import PlaceBook, read_places
from stockpile_app.persistence.tables import CustodyRow, WeaponRow
from stockpile_app.persistence.weapon_records import (
    CATEGORY,
    CONDITION,
    SERIAL_NORM,
    STATUS,
    load,
    record_of,
    records,
)

PAGE: Final = 200
_NO_PLACES: Final = PlaceBook(())

_W: Final = table_of(WeaponRow).c
NOT_HELD: Final = tuple(each.value for each in Status if not each.is_held)
_ORDER: Final[dict[WeaponOrder, ColumnElement[Any]]] = {
    WeaponOrder.NUMBER: _W.id,
    WeaponOrder.SERIAL: _W.serial_norm,
    WeaponOrder.MAKER: _W.maker,
    WeaponOrder.MODEL: _W.model,
    WeaponOrder.CALIBRE: _W.calibre,
    WeaponOrder.CATEGORY: _W.category,
    WeaponOrder.CONDITION: _W.condition,
    WeaponOrder.STATUS: _W.status,
    WeaponOrder.RECEIVED: _W.received_on,
}


def snapshot(connection: Connection, query: WeaponQuery, progress: Progress) -> array[int]:
    """Return the ids of every match, in order: 8 bytes each."""
    ids: array[int] = array("q")
    places = _NO_PLACES
    if query.place is not None or query.order is WeaponOrder.PLACE:
        places = read_places(connection)
    wanted = None if query.place is None else places.inside(query.place)
    conditions = conditions_of(connection, query)
    if query.order is WeaponOrder.PLACE:
        # place by place in the order of their names, which one index answers
        ordered = wanted if wanted is not None else [each.id for each in places.in_order()]
        for place_id in reversed(ordered) if query.descending else ordered:
            _extend(connection, ids, [*conditions, _W.place_id == place_id], [_W.id], progress)
        return ids
    if wanted is not None:
        conditions.append(_W.place_id.in_(wanted))
    key = _ORDER[query.order]
    keys: list[ColumnElement[Any]] = [key] if key is _W.id else [key, _W.id]
    if query.descending:
        keys = [each.desc() for each in keys]
    _extend(connection, ids, conditions, keys, progress)
    return ids


def _extend(
    connection: Connection,
    ids: array[int],
    conditions: Sequence[ColumnElement[bool]],
    order: Sequence[ColumnElement[Any]],
    progress: Progress,
) -> None:
    statement = select(_W.id).where(*conditions).order_by(*order)
    for rows in bulk.chunks(connection, statement):
        ids.extend([weapon_id for (weapon_id,) in rows])
        progress.report(len(ids), 0)


def conditions_of(connection: Connection, query: WeaponQuery) -> list[ColumnElement[bool]]:
    """Return what a weapon must be, but for the place where it must be."""
    conditions: list[ColumnElement[bool]] = []
    if query.text.strip():
        conditions.append(search.matches(connection, query.text))
    if not query.statuses and not query.withdrawn:
        conditions.append(_W.status != Status.WITHDRAWN.value)
    if query.held:
        conditions.append(_W.status.not_in(NOT_HELD))
    return [*conditions, *_chosen(query), *_typed(query), *_out(query), *_unknown(query)]


def _out(query: WeaponQuery) -> Iterator[ColumnElement[bool]]:
    """Yield what picks the weapons that somebody has."""
    custody = select(CustodyRow.weapon_id)
    if query.custodian is not None:
        yield _W.id.in_(custody.where(CustodyRow.person_id == query.custodian))
    if query.due_before is not None:
        yield _W.id.in_(custody.where(CustodyRow.due_on < query.due_before.isoformat()))


def _unknown(query: WeaponQuery) -> Iterator[ColumnElement[bool]]:
    missing: dict[str, ColumnElement[bool]] = {
        "marks": _W.marks == 0,
        "photographs": _W.photographs == 0,
        "category": _W.category.is_(None),
        "condition": _W.condition.is_(None),
    }
    for name in query.unknown:
        yield missing[name]


def _chosen(query: WeaponQuery) -> Iterator[ColumnElement[bool]]:
    for column, values in (
        (_W.status, query.statuses),
        (_W.category, query.categories),
        (_W.condition, query.conditions),
    ):
        if values:
            yield column.in_([each.value for each in values])
    if query.models:
        yield _W.model.in_(query.models)


def _typed(query: WeaponQuery) -> Iterator[ColumnElement[bool]]:
    for column, text in ((_W.model, query.model), (_W.maker, query.maker)):
        if text.strip():
            yield func.lower(column).contains(text.strip().lower(), autoescape=True)
    for column, value in (
        (_W.serial_state, query.serial_state),
        (_W.batch, query.batch),
        (_W.calibre, query.calibre.strip() or None),
    ):
        if value is not None:
            yield column == value


def iterate(
    connection: Connection, query: WeaponQuery, progress: Progress
) -> tuple[int, Iterator[WeaponRecord]]:
    """Return how many match, and an iterator over them; both see one picture."""
    ids = snapshot(connection, query, progress)
    return len(ids), in_order(connection, ids)


def in_order(connection: Connection, ids: Sequence[int]) -> Iterator[WeaponRecord]:
    """Yield the weapons of ``ids`` that exist, as they stand there."""
    for start in range(0, len(ids), PAGE):
        page = ids[start : start + PAGE]
        found = load(connection, page)
        yield from (found[each] for each in page if each in found)


def holdings(connection: Connection) -> list[HoldingRecord]:
    """Return how many weapons of each kind are in each depot; only what is held counts."""
    places = read_places(connection)
    kinds = (_W.place_id, _W.category, _W.model, _W.calibre, _W.condition, _W.status)
    rows = connection.execute(
        select(*kinds, func.count()).where(_W.status.not_in(NOT_HELD)).group_by(*kinds)
    )
    totals: dict[tuple[Any, ...], int] = {}
    for row in rows:
        key = (places.names(row[0])[0], *row[1:6])
        totals[key] = totals.get(key, 0) + row[6]
    return [
        HoldingRecord(
            depot=depot,
            category=CATEGORY[category],
            model=model,
            calibre=calibre,
            condition=CONDITION[condition],
            status=STATUS[status],
            weapons=weapons,
        )
        for (depot, category, model, calibre, condition, status), weapons in sorted(
            totals.items(), key=lambda item: tuple(str(part or "") for part in item[0])
        )
    ]


def with_serials(connection: Connection, serials: Sequence[str]) -> dict[str, list[WeaponRecord]]:
    """Return the weapons that carry one of these normalised serials, by serial.

    Withdrawn registrations carry none.
    """
    rows = connection.execute(records().where(_W.serial_norm.in_(serials)))
    found: dict[str, list[WeaponRecord]] = {}
    for row in rows:
        found.setdefault(row[SERIAL_NORM], []).append(record_of(row))
    return found


def with_row_keys(connection: Connection, row_keys: Sequence[str]) -> dict[str, list[int]]:
    """Return the ids of weapons that came from these source rows, by row key."""
    found: dict[str, list[int]] = {}
    rows = connection.execute(select(_W.row_key, _W.id).where(_W.row_key.in_(row_keys)))
    for row_key, weapon_id in rows:
        found.setdefault(row_key, []).append(weapon_id)
    return found


def distinct_values(connection: Connection, column: str) -> list[str]:
    """Return the values of "maker", "model" or "calibre" that occur, for completion and filters."""
    values = connection.execute(
        select(_W[column]).where(_W[column] != "").distinct().order_by(_W[column]).limit(2000)
    )
    return list(values.scalars())


def totals_by_type(
    connection: Connection, place: int | None
) -> list[tuple[Category | None, str, str, int]]:
    """Return (category, model, calibre, weapons) that a place holds, as the database counts."""
    kinds = (_W.category, _W.model, _W.calibre)
    statement = select(*kinds, func.count()).where(_W.status.not_in(NOT_HELD))
    if place is not None:
        statement = statement.where(_W.place_id.in_(read_places(connection).inside(place)))
    rows = connection.execute(statement.group_by(*kinds).order_by(*kinds))
    return [(CATEGORY[row[0]], row[1], row[2], row[3]) for row in rows]
