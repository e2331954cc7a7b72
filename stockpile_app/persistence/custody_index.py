"""Reads what stands around weapons, and the histories of who had them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, Row, Select, func, select

from stockpile_app.domain.movement_papers import RemovalRecord
from stockpile_app.domain.movement_rules import Holding
from stockpile_app.domain.movements import REMOVALS, CustodySpan
from stockpile_app.domain.records import WeaponRecord
from stockpile_app.domain.vocabulary import IncidentKind, MovementKind, Status
from stockpile_app.persistence.base import table_of
from stockpile_app.persistence.movement_index import (
    day,
    load_many,
    numbers,
    title,
    told,
)
from stockpile_app.persistence.place_index import PlaceBook, read_places
from stockpile_app.persistence.tables import (
    ORIGIN_BITS,
    CustodyRow,
    IncidentRow,
    IncidentWeaponRow,
    MovementLineRow,
    MovementRow,
    PersonRow,
    SightingRow,
    WeaponRow,
)
from stockpile_app.persistence.unit_of_work import moment_of
from stockpile_app.persistence.values import day_or_none, portions
from stockpile_app.persistence.weapon_records import STATUS, load

_M: Final = table_of(MovementRow).c
_L: Final = table_of(MovementLineRow).c
_C: Final = table_of(CustodyRow).c
_P: Final = table_of(PersonRow).c
_W: Final = table_of(WeaponRow).c
_LOSES: Final = [each.value for each in IncidentKind if each.status is not None]
_HANDS: Final = [
    each.value for each in (MovementKind.ISSUE, MovementKind.LOAN, MovementKind.REPAIR)
]
_SPANS: Final = (
    select(
        table_of(MovementLineRow),
        _M.kind,
        _M.occurred_on,
        _M.recorded_at,
        _M.due_on,
        _M.person_id,
        _M.place_id,
        _P.name,
        _P.code,
    )
    .join(table_of(MovementRow), _M.id == _L.movement_id)
    .outerjoin(table_of(PersonRow), _P.id == _M.person_id)
)


class Known(NamedTuple):
    """Something dated that is known of a weapon.

    Attributes:
        entry: Number of what says so: a voucher, a stocktake, an incident; "" for the day it was
            received.
    """

    on: dt.date
    entry: str


class End(NamedTuple):
    """When something ended, and by what."""

    on: dt.date
    by: MovementKind


def holdings(connection: Connection, weapon_ids: Sequence[int]) -> dict[int, Holding]:
    """Return, of the weapons that are out, by what and with whom."""
    found: list[Row[Any]] = []
    for ids in portions(weapon_ids):
        found += connection.execute(
            select(
                _C.weapon_id,
                _C.movement_id,
                _C.person_id,
                _C.since,
                _P.name,
                _P.code,
                _M.place_id,
            )
            .join(table_of(MovementRow), _M.id == _C.movement_id)
            .outerjoin(table_of(PersonRow), _P.id == _C.person_id)
            .where(_C.weapon_id.in_(ids))
        )
    if not found:
        return {}
    entries = numbers(connection, {row.movement_id for row in found})
    book = read_places(connection)
    return {
        row.weapon_id: Holding(
            who=title(row.name, row.code) or book.by_id[row.place_id].path,
            since=day(row.since),
            entry=entries[row.movement_id],
            movement_id=row.movement_id,
            person_id=row.person_id,
        )
        for row in found
    }


def weapons_in(connection: Connection, place_id: int) -> list[WeaponRecord]:
    """Return the weapons that the register names a place for, by number; inner places not."""
    ids = connection.execute(select(_W.id).where(_W.place_id == place_id).order_by(_W.id))
    found = load_many(connection, ids.scalars().all())
    return sorted(found.values(), key=lambda each: each.id)


def losses(connection: Connection, weapon_ids: Sequence[int]) -> dict[int, int]:
    """Return, of the weapons that are lost or stolen, the number of the incident."""
    found: dict[int, int] = {}
    for ids in portions(weapon_ids):
        rows = connection.execute(
            select(IncidentWeaponRow.weapon_id, func.max(IncidentWeaponRow.incident_id))
            .join(IncidentRow, IncidentRow.id == IncidentWeaponRow.incident_id)
            .where(
                IncidentWeaponRow.weapon_id.in_(ids),
                IncidentWeaponRow.recovered_on.is_(None),
                IncidentRow.kind.in_(_LOSES),
            )
            .group_by(IncidentWeaponRow.weapon_id)
        )
        found |= {row[0]: row[1] for row in rows}
    return found


def last_entries(connection: Connection, weapon_ids: Sequence[int]) -> dict[int, int]:
    """Return the ``seq`` of the last entry about each weapon."""
    found: dict[int, int] = {}
    for ids in portions(weapon_ids):
        rows = connection.execute(select(_W.id, _W.changed_seq).where(_W.id.in_(ids)))
        found |= {row[0]: row[1] for row in rows}
    return found


def last_known(connection: Connection, weapon_ids: Sequence[int]) -> dict[int, Known]:
    """Return the latest day that anything is known of, by weapon.

    Counted are the day it was received, its movements, the last count that saw it, and incidents.
    """
    latest: dict[int, tuple[str, str, int]] = {}
    for ids in portions(weapon_ids):
        for kind, statement in _dated(ids).items():
            for weapon_id, on, ref in connection.execute(statement):
                if on is not None:
                    latest[weapon_id] = max(latest.get(weapon_id, ("", "", 0)), (on, kind, ref))
    vouchers = {ref for _on, kind, ref in latest.values() if kind == "movement"}
    named = numbers(connection, vouchers)
    return {
        weapon_id: Known(day(on), named.get(ref, "") if kind == "movement" else _named(kind, ref))
        for weapon_id, (on, kind, ref) in latest.items()
    }


def _dated(ids: Sequence[int]) -> dict[str, Select[Any]]:
    incident = IncidentWeaponRow
    return {
        "received": select(_W.id, _W.received_on, _W.id).where(_W.id.in_(ids)),
        "movement": select(_L.weapon_id, _M.occurred_on, _M.id)
        .join(table_of(MovementRow), _M.id == _L.movement_id)
        .where(_L.weapon_id.in_(ids)),
        "stocktake": select(
            SightingRow.weapon_id, SightingRow.seen_on, SightingRow.stocktake_id
        ).where(SightingRow.weapon_id.in_(ids)),
        "incident": select(incident.weapon_id, IncidentRow.discovered_on, IncidentRow.id)
        .join(IncidentRow, IncidentRow.id == incident.incident_id)
        .where(incident.weapon_id.in_(ids)),
    }


def _named(kind: str, ref: int) -> str:
    return "" if kind == "received" else str(ref & ((1 << ORIGIN_BITS) - 1))


def weapon_spans(connection: Connection, weapon_id: int) -> list[CustodySpan]:
    """Return where a weapon was and who had it, oldest first; [] where there is no such weapon."""
    weapon = load(connection, [weapon_id]).get(weapon_id)
    if weapon is None:
        return []
    book = read_places(connection)
    rows = [
        row
        for row in connection.execute(
            _SPANS.where(_L.weapon_id == weapon_id).order_by(_L.movement_id)
        )
        if row.outcome != "missing"
    ]
    first = (rows[0].from_place_id, rows[0].from_fixed_id) if rows else (weapon.place_id, None)
    spans = [
        CustodySpan(
            weapon_id=weapon_id,
            weapon_number=weapon.number,
            kind=None,
            where=told(book, *first),
            person_id=None,
            status=STATUS[rows[0].status_before] if rows else weapon.status,
            since=weapon.received_on,
            until=day(rows[0].occurred_on) if rows else None,
            due_on=None,
            movement_id=None,
            number="",
            ended_by=MovementKind(rows[0].kind) if rows else None,
        )
    ]
    entries = numbers(connection, [row.movement_id for row in rows])
    for at, row in enumerate(rows):
        end = _end(rows[at + 1]) if at + 1 < len(rows) else None
        spans.append(_span(row, weapon.number, book, entries, end))
    if weapon.status.is_in_place:  # its container may have been put elsewhere since
        spans[-1] = replace(spans[-1], where=book.by_id[weapon.place_id].path)
    return spans


def person_spans(connection: Connection, person_id: int, limit: int) -> list[CustodySpan]:
    """Return what a person had, the newest ``limit`` spans, newest first."""
    rows = connection.execute(
        _SPANS.where(_M.person_id == person_id, _M.kind.in_(_HANDS))
        .order_by(_L.movement_id.desc(), _L.weapon_id.desc())
        .limit(limit)
    ).all()
    ends = _ends(connection, rows)
    weapons = load_many(connection, [row.weapon_id for row in rows])
    entries = numbers(connection, {row.movement_id for row in rows})
    book = read_places(connection)
    return [
        _span(
            row,
            weapons[row.weapon_id].number,
            book,
            entries,
            ends.get((row.movement_id, row.weapon_id)),
        )
        for row in rows
    ]


def removals(
    connection: Connection, place_id: int, since: dt.date, until: dt.date, *, limit: int
) -> list[RemovalRecord]:
    """Return what was taken out of a place, and of all inside it, day by day."""
    book = read_places(connection)
    rows = connection.execute(
        _SPANS.add_columns(
            _P.organisation, _M.handed_by, _M.received_by, _M.authorised_by, _M.purpose
        )
        .where(
            _M.kind.in_([each.value for each in REMOVALS]),
            _M.occurred_on >= since.isoformat(),
            _M.occurred_on <= until.isoformat(),
            _L.from_fixed_id.in_(book.inside(place_id)) | (_L.from_place_id == place_id),
        )
        .order_by(_M.occurred_on, _M.id, _L.weapon_id)
        .limit(limit)
    ).all()
    ends = _ends(connection, rows)
    weapons = load_many(connection, list({row.weapon_id for row in rows}))
    entries = numbers(connection, {row.movement_id for row in rows})
    return [
        RemovalRecord(
            weapon=weapons[row.weapon_id],
            kind=MovementKind(row.kind),
            number=entries[row.movement_id],
            occurred_on=day(row.occurred_on),
            place=told(book, row.from_place_id, row.from_fixed_id),
            who=title(row.name, row.code) or book.by_id[row.place_id].path,
            organisation=row.organisation or "",
            handed_by=row.handed_by,
            received_by=row.received_by,
            authorised_by=row.authorised_by,
            purpose=row.purpose,
            due_on=day_or_none(row.due_on),
            recorded_at=moment_of(row.recorded_at),
            ended_on=end.on if end else None,
            ended_by=end.by if end else None,
        )
        for row in rows
        for end in (ends.get((row.movement_id, row.weapon_id)),)
    ]


def _span(
    row: Row[Any], number: str, book: PlaceBook, entries: dict[int, str], end: End | None
) -> CustodySpan:
    kind = MovementKind(row.kind)
    if row.to_place_id is not None:
        where = told(book, row.to_place_id, row.to_fixed_id)
    else:
        place = "" if row.place_id is None else book.by_id[row.place_id].path
        where = title(row.name, row.code) or place
    return CustodySpan(
        weapon_id=row.weapon_id,
        weapon_number=number,
        kind=kind,
        where=where,
        person_id=row.person_id if row.kind in _HANDS else None,
        status=Status(row.status_after),
        since=day(row.occurred_on),
        until=end.on if end else None,
        due_on=day_or_none(row.due_on),
        movement_id=row.movement_id,
        number=entries[row.movement_id],
        ended_by=end.by if end else None,
    )


def _end(row: Any) -> End:
    return End(day(row.occurred_on), MovementKind(row.kind))


def _ends(connection: Connection, rows: Sequence[Row[Any]]) -> dict[tuple[int, int], End]:
    """Return what ended each line: the next movement of its weapon, where there was one."""
    later = table_of(MovementLineRow).alias()
    found: dict[tuple[int, int], End] = {}
    for ids in portions(list({row.movement_id for row in rows})):
        following = (
            select(_L.movement_id, _L.weapon_id, func.min(later.c.movement_id).label("next_id"))
            .join(later, later.c.weapon_id == _L.weapon_id)
            .where(
                _L.movement_id.in_(ids),
                later.c.movement_id > _L.movement_id,
                later.c.outcome != "missing",
            )
            .group_by(_L.movement_id, _L.weapon_id)
            .subquery()
        )
        ended = connection.execute(
            select(following.c.movement_id, following.c.weapon_id, _M.occurred_on, _M.kind).join(
                table_of(MovementRow), _M.id == following.c.next_id
            )
        )
        found |= {(row.movement_id, row.weapon_id): _end(row) for row in ended}
    return found
