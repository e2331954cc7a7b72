"""Reads incidents, their weapons, and who was told."""

from __future__ import annotations

import datetime as dt
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, case, func, select

from stockpile_app.domain.incidents import (
    IncidentDetails,
    IncidentRecord,
    IncidentWeapon,
    NotificationRecord,
)
from stockpile_app.domain.vocabulary import IncidentKind, Status
from stockpile_app.persistence.base import table_of
from stockpile_app.persistence.movement_index import load_many
from stockpile_app.persistence.place_index import read_places
from stockpile_app.persistence.tables import (
    IncidentRow,
    IncidentWeaponRow,
    NotificationRow,
)
from stockpile_app.persistence.unit_of_work import moment_of
from stockpile_app.persistence.values import day_or_none

_LOSES: Final = tuple(each.value for each in IncidentKind if each.status is not None)
_I: Final = table_of(IncidentRow).c
_W: Final = table_of(IncidentWeaponRow).c
_N: Final = table_of(NotificationRow).c


def incidents(
    connection: Connection,
    *,
    open_only: bool = False,
    limit: int = 200,
    before: int | None = None,
) -> list[IncidentRecord]:
    """Return incidents, newest first, from below the id ``before``."""
    statement = _statement().order_by(_I.id.desc()).limit(limit)
    if open_only:
        statement = statement.where(_I.closed_on.is_(None))
    if before is not None:
        statement = statement.where(_I.id < before)
    return _records(connection, statement)


def incident(connection: Connection, incident_id: int) -> IncidentRecord | None:
    """Return one incident."""
    found = _records(connection, _statement().where(_I.id == incident_id))
    return found[0] if found else None


def details(connection: Connection, incident_id: int) -> IncidentDetails | None:
    """Return an incident with everything about it."""
    found = incident(connection, incident_id)
    if found is None:
        return None
    weapons = tuple(weapons_of(connection, incident_id))
    return IncidentDetails(found, weapons, tuple(notifications_of(connection, incident_id)))


def incidents_of_weapon(connection: Connection, weapon_id: int) -> list[IncidentRecord]:
    """Return the incidents that concern a weapon, newest first."""
    concerned = select(_W.incident_id).where(_W.weapon_id == weapon_id)
    return _records(connection, _statement().where(_I.id.in_(concerned)).order_by(_I.id.desc()))


def weapons_of(connection: Connection, incident_id: int) -> list[IncidentWeapon]:
    """Return the weapons of an incident, by number."""
    rows = connection.execute(
        select(_W.weapon_id, _W.status_before, _W.recovered_on, _I.kind)
        .join(table_of(IncidentRow), _I.id == _W.incident_id)
        .where(_W.incident_id == incident_id)
        .order_by(_W.weapon_id)
    ).all()
    records = load_many(connection, [row.weapon_id for row in rows])
    return [
        IncidentWeapon(
            weapon=records[row.weapon_id],
            before=Status(row.status_before),
            recovered_on=day_or_none(row.recovered_on),
            gone=row.recovered_on is None and row.kind in _LOSES,
        )
        for row in rows
    ]


def notifications_of(connection: Connection, incident_id: int) -> list[NotificationRecord]:
    """Return who was told of an incident, in the order they were told."""
    rows = connection.execute(
        select(table_of(NotificationRow))
        .where(_N.incident_id == incident_id)
        .order_by(_N.notified_at, _N.id)
    )
    return [
        NotificationRecord(
            id=row.id,
            whom=row.whom,
            notified_at=dt.datetime.fromisoformat(row.notified_at),
            how=row.how,
            reference=row.reference,
        )
        for row in rows
    ]


def _statement() -> Select[Any]:
    lost = and_(_W.recovered_on.is_(None), _I.kind.in_(_LOSES))
    return select(
        table_of(IncidentRow),
        _counted(_W.incident_id, func.count()).label("weapons"),
        _counted(_W.incident_id, func.coalesce(func.sum(case((lost, 1), else_=0)), 0)).label(
            "gone"
        ),
        _counted(_N.incident_id, func.count()).label("notified"),
    )


def _counted(column: ColumnElement[Any], what: ColumnElement[Any]) -> Any:
    return select(what).where(column == _I.id).correlate(table_of(IncidentRow)).scalar_subquery()


def _records(connection: Connection, statement: Select[Any]) -> list[IncidentRecord]:
    places = read_places(connection).by_id
    return [
        _record(row, places[row.place_id].path if row.place_id is not None else "")
        for row in connection.execute(statement)
    ]


def _record(row: Row[Any], place: str) -> IncidentRecord:
    return IncidentRecord(
        id=row.id,
        kind=IncidentKind(row.kind),
        discovered_on=dt.date.fromisoformat(row.discovered_on),
        circumstances=row.circumstances,
        reported_by=row.reported_by,
        recorded_at=moment_of(row.recorded_at),
        place_id=row.place_id,
        place=place,
        occurred_from=day_or_none(row.occurred_from),
        occurred_until=day_or_none(row.occurred_until),
        stocktake_id=row.stocktake_id,
        dispatch_id=row.dispatch_id,
        findings=row.findings,
        action=row.action,
        investigators=row.investigators,
        police_reference=row.police_reference,
        interpol_reference=row.interpol_reference,
        outcome=row.outcome,
        closed_on=day_or_none(row.closed_on),
        weapons=row.weapons,
        gone=row.gone,
        notified=row.notified,
    )
