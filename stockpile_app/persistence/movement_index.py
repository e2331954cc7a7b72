"""Reads movements, their lines, who has what, and what is on its way."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Row, Select, func, select

from stockpile_app.domain.movements import (
    CustodyRecord,
    LineState,
    MovementLineRecord,
    MovementRecord,
    movement_number,
)
from stockpile_app.domain.records import PlaceRecord, WeaponRecord
from stockpile_app.domain.vocabulary import MovementKind, PlaceKind
from stockpile_app.persistence.base import table_of
from stockpile_app.persistence.place_index import PlaceBook, read_places
from stockpile_app.persistence.tables import (
    ORIGIN_BITS,
    CustodyRow,
    MovementLineRow,
    MovementRow,
    OriginRow,
    PersonRow,
)
from stockpile_app.persistence.unit_of_work import moment_of
from stockpile_app.persistence.values import day_or_none, portions
from stockpile_app.persistence.weapon_records import STATUS, load

_M: Final = table_of(MovementRow).c
_L: Final = table_of(MovementLineRow).c
_C: Final = table_of(CustodyRow).c
_P: Final = table_of(PersonRow).c
_MOVEMENTS: Final = select(table_of(MovementRow), _P.name, _P.code).outerjoin(
    table_of(PersonRow), _P.id == _M.person_id
)
_SEQ: Final = (1 << ORIGIN_BITS) - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class MovementQuery:
    """Which movements, newest first. Filters are combined; an empty one lets everything through.

    Attributes:
        before: Only those of a lower id.
        open_only: Only those of which a weapon is still out or in transit.
    """

    kinds: tuple[MovementKind, ...] = ()
    person_id: int | None = None
    weapon_id: int | None = None
    ref_id: int | None = None
    before: int | None = None
    open_only: bool = False
    limit: int = 200


def movement(connection: Connection, movement_id: int, today: dt.date) -> MovementRecord | None:
    """Return one movement."""
    rows = connection.execute(_MOVEMENTS.where(_M.id == movement_id)).all()
    found = _records(connection, rows, today)
    return found[0] if found else None


def movements(connection: Connection, query: MovementQuery, today: dt.date) -> list[MovementRecord]:
    """Return movements, newest first."""
    statement = _MOVEMENTS.where(*_conditions(query)).order_by(_M.id.desc()).limit(query.limit)
    return _records(connection, connection.execute(statement).all(), today)


def in_transit(connection: Connection, today: dt.date) -> list[MovementRecord]:
    """Return dispatches of which something is still in transit, the earliest expected first."""
    open_ones = select(_C.movement_id).where(_C.kind == MovementKind.DISPATCH.value)
    statement = _MOVEMENTS.where(_M.id.in_(open_ones)).order_by(_M.due_on, _M.id)
    return _records(connection, connection.execute(statement).all(), today)


def numbers(connection: Connection, movement_ids: Iterable[int]) -> dict[int, str]:
    """Return the voucher numbers of movements."""
    ids, found = list(movement_ids), {}
    origins = _origins(connection)
    for some in portions(ids):
        for row in connection.execute(select(_M.id, _M.kind).where(_M.id.in_(some))):
            found[row.id] = _number(origins, row.id, row.kind)
    return found


def lines(connection: Connection, movement_id: int) -> list[MovementLineRecord]:
    """Return the weapons of a movement, by number."""
    rows = connection.execute(
        select(table_of(MovementLineRow), _M.kind)
        .join(table_of(MovementRow), _M.id == _L.movement_id)
        .where(_L.movement_id == movement_id)
        .order_by(_L.weapon_id)
    ).all()
    states = _states(connection, movement_id, rows)
    weapons = load_many(connection, [row.weapon_id for row in rows])
    book = read_places(connection)
    return [
        MovementLineRecord(
            weapon=weapons[row.weapon_id],
            from_place_id=row.from_place_id,
            from_place=told(book, row.from_place_id, row.from_fixed_id),
            to_place=told(book, row.to_place_id, row.to_fixed_id),
            from_depot=book.names(row.from_fixed_id)[0],
            state=states[row.weapon_id],
            status_before=STATUS[row.status_before],
            status_after=STATUS[row.status_after],
        )
        for row in rows
    ]


def custody(
    connection: Connection,
    today: dt.date,
    *conditions: ColumnElement[bool],
    limit: int,
) -> list[CustodyRecord]:
    """Return weapons that are out, by weapon id."""
    rows = connection.execute(
        select(table_of(CustodyRow), _P.name, _P.code, _M.place_id)
        .join(table_of(MovementRow), _M.id == _C.movement_id)
        .outerjoin(table_of(PersonRow), _P.id == _C.person_id)
        .where(*conditions)
        .order_by(_C.weapon_id)
        .limit(limit)
    ).all()
    weapons = load_many(connection, [row.weapon_id for row in rows])
    origins = _origins(connection)
    book = read_places(connection)
    return [
        CustodyRecord(
            weapon=weapons[row.weapon_id],
            kind=MovementKind(row.kind),
            person_id=row.person_id,
            person=title(row.name, row.code) or book.by_id[row.place_id].path,
            since=day(row.since),
            due_on=day_or_none(row.due_on),
            movement_id=row.movement_id,
            number=_number(origins, row.movement_id, row.kind),
            overdue=_is_past(row.due_on, today),
        )
        for row in rows
    ]


def custody_conditions(
    today: dt.date, *, person_id: int | None, overdue_only: bool, after: int
) -> list[ColumnElement[bool]]:
    """Return which weapons that are out ``custody`` returns."""
    conditions = [_C.weapon_id > after]
    if person_id is not None:
        conditions.append(_C.person_id == person_id)
    if overdue_only:
        conditions.append(_C.due_on < today.isoformat())
    return conditions


def load_many(connection: Connection, ids: Sequence[int]) -> dict[int, WeaponRecord]:
    """Return the records of any number of weapons."""
    found: dict[int, WeaponRecord] = {}
    for some in portions(ids):
        found |= load(connection, some)
    return found


def told(book: PlaceBook, place_id: int | None, fixed_id: int | None) -> str:
    """Return what a place is called where it may have been elsewhere then.

    A container is told with where it stood; everything else by its path.
    """
    if place_id is None:
        return ""
    place: PlaceRecord = book.by_id[place_id]
    if place.kind is not PlaceKind.CONTAINER or fixed_id in {None, place_id}:
        return place.path
    return f"{book.by_id[fixed_id].path} / {place.name}" if fixed_id else place.path


def title(name: str | None, code: str | None) -> str:
    """Return name and code of a person; "" for nobody."""
    return f"{name} ({code})" if code else name or ""


def day(text: str) -> dt.date:
    """Return a day as it is stored."""
    return dt.date.fromisoformat(text)


def _conditions(query: MovementQuery) -> Iterator[ColumnElement[bool]]:
    if query.kinds:
        yield _M.kind.in_([each.value for each in query.kinds])
    if query.before is not None:
        yield _M.id < query.before
    if query.person_id is not None:
        yield _M.person_id == query.person_id
    if query.ref_id is not None:
        yield _M.ref_id == query.ref_id
    if query.weapon_id is not None:
        yield _M.id.in_(select(_L.movement_id).where(_L.weapon_id == query.weapon_id))
    if query.open_only:
        yield _M.id.in_(select(_C.movement_id))


def _records(
    connection: Connection, rows: Sequence[Row[Any]], today: dt.date
) -> list[MovementRecord]:
    if not rows:
        return []
    open_ones: dict[int, int] = {}
    for some in portions([row.id for row in rows]):
        counts: Select[Any] = (
            select(_C.movement_id, func.count())
            .where(_C.movement_id.in_(some))
            .group_by(_C.movement_id)
        )
        open_ones |= {row[0]: row[1] for row in connection.execute(counts)}
    origins = _origins(connection)
    book = read_places(connection)
    return [_record(row, book, origins, open_ones.get(row.id, 0), today) for row in rows]


def _record(
    row: Row[Any], book: PlaceBook, origins: dict[int, str], left: int, today: dt.date
) -> MovementRecord:
    return MovementRecord(
        id=row.id,
        kind=MovementKind(row.kind),
        number=_number(origins, row.id, row.kind),
        occurred_on=day(row.occurred_on),
        recorded_at=moment_of(row.recorded_at),
        recorded_by=row.recorded_by,
        place_id=row.place_id,
        place="" if row.place_id is None else book.by_id[row.place_id].path,
        person_id=row.person_id,
        person=title(row.name, row.code),
        ref_id=row.ref_id,
        due_on=day_or_none(row.due_on),
        handed_by=row.handed_by,
        received_by=row.received_by,
        authorised_by=row.authorised_by,
        purpose=row.purpose,
        vehicle=row.vehicle,
        escort=row.escort,
        explanation=row.explanation,
        weapons=row.weapons,
        open=left,
        overdue=bool(left) and _is_past(row.due_on, today),
    )


def _states(
    connection: Connection, movement_id: int, rows: Sequence[Row[Any]]
) -> dict[int, LineState]:
    """Return what became of each line: of what went out, by the next movement of the weapon."""
    states = {row.weapon_id: _own_state(row) for row in rows}
    if not rows or rows[0].kind not in _OUT:
        return states
    further = table_of(MovementLineRow).alias()
    following = (
        select(_L.weapon_id, func.min(further.c.movement_id).label("next_id"))
        .join(further, further.c.weapon_id == _L.weapon_id)
        .where(_L.movement_id == movement_id, further.c.movement_id > movement_id)
        .group_by(_L.weapon_id)
        .subquery()
    )
    ended = connection.execute(
        select(_L.weapon_id, _M.kind, _L.outcome)
        .join(
            following,
            (following.c.next_id == _L.movement_id) & (following.c.weapon_id == _L.weapon_id),
        )
        .join(table_of(MovementRow), _M.id == _L.movement_id)
    )
    for row in ended:
        states[row.weapon_id] = _LATER.get(row.kind) or _RECEIPT.get(row.outcome, LineState.DONE)
    return states


def _own_state(row: Row[Any]) -> LineState:
    return _AT_FIRST.get(row.kind) or _RECEIPT.get(row.outcome, LineState.DONE)


_OUT: Final = {
    MovementKind.ISSUE.value,
    MovementKind.LOAN.value,
    MovementKind.REPAIR.value,
    MovementKind.DISPATCH.value,
}
_AT_FIRST: Final = {
    MovementKind.ISSUE.value: LineState.OUT,
    MovementKind.LOAN.value: LineState.OUT,
    MovementKind.REPAIR.value: LineState.OUT,
    MovementKind.DISPATCH.value: LineState.IN_TRANSIT,
    MovementKind.LOSS.value: LineState.LOST,
    MovementKind.DISPOSAL.value: LineState.DISPOSED,
}
_LATER: Final = {
    MovementKind.RETURN.value: LineState.RETURNED,
    MovementKind.LOSS.value: LineState.LOST,
}
_RECEIPT: Final = {"received": LineState.RECEIVED, "missing": LineState.MISSING}


def _origins(connection: Connection) -> dict[int, str]:
    rows = connection.execute(select(OriginRow.number, OriginRow.origin))
    return {row.number: row.origin for row in rows}


def _number(origins: dict[int, str], movement_id: int, kind: str) -> str:
    origin, seq = origins[movement_id >> ORIGIN_BITS], movement_id & _SEQ
    return movement_number(MovementKind(kind), origin, seq)


def _is_past(due_on: str | None, today: dt.date) -> bool:
    return due_on is not None and due_on < today.isoformat()
