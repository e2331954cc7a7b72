"""Reads locks and keys, access, and tests of devices."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import Connection, Row, Select, func, or_, select

from stockpile_app.domain.guarding import (
    AccessRecord,
    DeviceTestRecord,
    KeyCountRecord,
    KeyEvent,
    KeyEventRecord,
    KeyRecord,
    LockRecord,
)
from stockpile_app.domain.records import PlaceRecord
from stockpile_app.domain.vocabulary import DeviceKind
from stockpile_app.persistence.base import table_of
from stockpile_app.persistence.place_index import read_places
from stockpile_app.persistence.tables import (
    ORIGIN_BITS,
    AccessRow,
    DeviceTestRow,
    KeyCopyRow,
    KeyCountRow,
    KeyEventRow,
    LockRow,
    PersonRow,
)
from stockpile_app.persistence.values import day_or_none

_L: Final = table_of(LockRow).c
_K: Final = table_of(KeyCopyRow).c
_P: Final = table_of(PersonRow).c
_E: Final = table_of(KeyEventRow).c
_A: Final = table_of(AccessRow).c
_D: Final = table_of(DeviceTestRow).c
_C: Final = table_of(KeyCountRow).c

Places = Mapping[int, PlaceRecord]


def locks(
    connection: Connection, *, removed: bool = False, lock_id: int | None = None
) -> list[LockRecord]:
    """Return locks with their keys, place by place; ``removed`` ones too if asked."""
    statement = select(table_of(LockRow)).order_by(_L.label, _L.id)
    if not removed:
        statement = statement.where(_L.removed_on.is_(None))
    if lock_id is not None:
        statement = statement.where(_L.id == lock_id)
    rows = connection.execute(statement).all()
    places = read_places(connection)
    keys: dict[int, list[KeyRecord]] = {}
    for key in _keys(connection, _key_rows(), places.by_id):
        keys.setdefault(key.lock_id, []).append(key)
    order = {each.id: at for at, each in enumerate(places.in_order())}
    return [
        _lock(row, places.by_id, keys.get(row.id, []))
        for row in sorted(rows, key=lambda row: order[row.place_id])
    ]


def lock(connection: Connection, lock_id: int) -> LockRecord | None:
    """Return one lock, removed or not."""
    found = locks(connection, removed=True, lock_id=lock_id)
    return found[0] if found else None


def keys_out(connection: Connection, person_id: int | None = None) -> list[KeyRecord]:
    """Return the keys that are with people, or with one of them, the longest out first."""
    statement = _key_rows().where(_K.person_id.is_not(None), _K.lost_on.is_(None))
    if person_id is not None:
        statement = statement.where(_K.person_id == person_id)
    return _keys(connection, statement.order_by(None).order_by(_K.since, _L.label, _K["copy"]))


def key_events(
    connection: Connection, lock_id: int | None = None, *, before: int | None, limit: int
) -> list[KeyEventRecord]:
    """Return what became of keys, newest first, from below the id ``before``."""
    statement = (
        select(table_of(KeyEventRow), _E["copy"].label("number"), _L.label, _P.name)
        .join(table_of(LockRow), _L.id == _E.lock_id)
        .outerjoin(table_of(PersonRow), _P.id == _E.person_id)
        .order_by(_E.id.desc())
        .limit(limit)
    )
    if lock_id is not None:
        statement = statement.where(_E.lock_id == lock_id)
    if before is not None:
        statement = statement.where(_E.id < before)
    return [
        KeyEventRecord(
            id=row.id,
            lock_id=row.lock_id,
            lock=row.label,
            copy=row.number,
            event=KeyEvent(row.event),
            person=row.name or "",
            occurred_on=dt.date.fromisoformat(row.occurred_on),
            witness=row.witness,
            purpose=row.purpose,
            recorded_by=row.recorded_by,
        )
        for row in connection.execute(statement)
    ]


def last_lock(connection: Connection) -> int:
    """Return the highest number of this register's locks."""
    own = _L.id < 1 << ORIGIN_BITS
    return connection.execute(select(func.max(_L.id)).where(own)).scalar() or 0


def keys_in(connection: Connection, places: Collection[int]) -> int:
    """Return how many keys the locks of these places have, in the safe and with people."""
    return connection.execute(
        select(func.count())
        .select_from(table_of(KeyCopyRow))
        .join(table_of(LockRow), _L.id == _K.lock_id)
        .where(_L.place_id.in_(places), _L.removed_on.is_(None), _K.lost_on.is_(None))
    ).scalar_one()


def key_counts(
    connection: Connection, place_id: int | None = None, *, limit: int
) -> list[KeyCountRecord]:
    """Return counts of keys, newest first, of one depot or of all."""
    statement = select(table_of(KeyCountRow)).order_by(_C.id.desc()).limit(limit)
    if place_id is not None:
        statement = statement.where(_C.place_id == place_id)
    places = read_places(connection).by_id
    return [_key_count(row, places) for row in connection.execute(statement)]


def last_key_counts(connection: Connection) -> dict[int, KeyCountRecord]:
    """Return the last count of keys of each depot."""
    newest = select(func.max(_C.id)).group_by(_C.place_id)
    rows = connection.execute(select(table_of(KeyCountRow)).where(_C.id.in_(newest)))
    places = read_places(connection).by_id
    return {row.place_id: _key_count(row, places) for row in rows}


def accesses(  # noqa: PLR0913 - each narrows the list
    connection: Connection,
    places: Collection[int] | None = None,
    *,
    first: dt.date | None = None,
    last: dt.date | None = None,
    open_only: bool = False,
    before: int | None = None,
    limit: int,
) -> list[AccessRecord]:
    """Return who was in these places on these days, newest entry first."""
    statement = select(table_of(AccessRow)).order_by(_A.id.desc()).limit(limit)
    if places is not None:
        statement = statement.where(_A.place_id.in_(places))
    if first is not None:  # who came before and stayed was there too
        since = first.isoformat()
        statement = statement.where(
            or_(_A.came_at >= since, _A.left_at >= since, _A.left_at.is_(None))
        )
    if last is not None:
        statement = statement.where(_A.came_at < (last + dt.timedelta(days=1)).isoformat())
    if open_only:
        statement = statement.where(_A.left_at.is_(None))
    if before is not None:
        statement = statement.where(_A.id < before)
    known = read_places(connection).by_id
    return [_access(row, known) for row in connection.execute(statement)]


def access(connection: Connection, access_id: int) -> AccessRecord | None:
    """Return one entry of the access log."""
    row = connection.execute(select(table_of(AccessRow)).where(_A.id == access_id)).first()
    return _access(row, read_places(connection).by_id) if row else None


def device_tests(
    connection: Connection,
    places: Collection[int] | None = None,
    *,
    before: int | None = None,
    limit: int,
) -> list[DeviceTestRecord]:
    """Return tests of devices, newest entry first, from below the id ``before``."""
    statement = select(table_of(DeviceTestRow)).order_by(_D.id.desc()).limit(limit)
    if places is not None:
        statement = statement.where(_D.place_id.in_(places))
    if before is not None:
        statement = statement.where(_D.id < before)
    known = read_places(connection).by_id
    return [_test(row, known) for row in connection.execute(statement)]


def last_tests(connection: Connection) -> list[DeviceTestRecord]:
    """Return the last test of each device in use, in a place in use: by the day, then the entry.

    A device is known by its place, its kind and its label, whatever the case.
    """
    rows = connection.execute(
        select(table_of(DeviceTestRow)).order_by(_D.tested_on, _D.id)
    )  # few: a test is made once in weeks
    known = read_places(connection).by_id
    newest: dict[tuple[int, str, str], Row[Any]] = {
        (row.place_id, row.device, row.label.casefold()): row for row in rows
    }
    return [
        _test(row, known)
        for row in newest.values()
        if not (row.retired or known[row.place_id].closed)
    ]


def _key_rows() -> Select[Any]:
    return (
        select(
            _K.lock_id,
            _K["copy"].label("number"),
            _K.person_id,
            _K.since,
            _K.lost_on,
            _L.label,
            _L.place_id,
            _L.hand,
            _P.name,
            _P.organisation,
        )
        .join(table_of(LockRow), _L.id == _K.lock_id)
        .outerjoin(table_of(PersonRow), _P.id == _K.person_id)
        .order_by(_K.lock_id, _K["copy"])
    )


def _keys(
    connection: Connection, statement: Select[Any], places: Places | None = None
) -> list[KeyRecord]:
    places = places or read_places(connection).by_id
    return [
        KeyRecord(
            lock_id=row.lock_id,
            copy=row.number,
            lock=row.label,
            place_id=row.place_id,
            place=places[row.place_id].path,
            hand=row.hand,
            person_id=row.person_id,
            person=row.name or "",
            organisation=row.organisation or "",
            since=dt.date.fromisoformat(row.since),
            lost_on=day_or_none(row.lost_on),
        )
        for row in connection.execute(statement)
    ]


def _lock(row: Row[Any], places: Places, keys: Sequence[KeyRecord]) -> LockRecord:
    return LockRecord(
        id=row.id,
        place_id=row.place_id,
        place=places[row.place_id].path,
        label=row.label,
        hand=row.hand,
        copies=row.copies,
        fitted_on=dt.date.fromisoformat(row.fitted_on),
        removed_on=day_or_none(row.removed_on),
        reason=row.reason,
        keys=tuple(keys),
    )


def _key_count(row: Row[Any], places: Places) -> KeyCountRecord:
    return KeyCountRecord(
        id=row.id,
        place_id=row.place_id,
        place=places[row.place_id].path,
        counted_on=dt.date.fromisoformat(row.counted_on),
        expected=row.expected,
        counted=row.counted,
        counted_by=row.counted_by,
        witness=row.witness,
    )


def _access(row: Row[Any], places: Places) -> AccessRecord:
    return AccessRecord(
        id=row.id,
        place_id=row.place_id,
        place=places[row.place_id].path,
        people=tuple(row.people.split("\n")),
        came_at=dt.datetime.fromisoformat(row.came_at),
        left_at=dt.datetime.fromisoformat(row.left_at) if row.left_at else None,
        purpose=row.purpose,
        escort=row.escort,
        visitors=bool(row.visitors),
    )


def _test(row: Row[Any], places: Places) -> DeviceTestRecord:
    return DeviceTestRecord(
        id=row.id,
        place_id=row.place_id,
        place=places[row.place_id].path,
        device=DeviceKind(row.device),
        label=row.label,
        tested_on=dt.date.fromisoformat(row.tested_on),
        passed=bool(row.passed),
        tested_by=row.tested_by,
        notes=row.notes,
        retired=bool(row.retired),
    )
