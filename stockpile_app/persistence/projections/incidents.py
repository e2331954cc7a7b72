"""Incidents, the weapons they concern, who was told, and weapons that came back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sqlalchemy import select, update

from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.facts import (
    IncidentClosed,
    IncidentInvestigated,
    IncidentNotified,
    IncidentReported,
    WeaponsRecovered,
)
from stockpile_app.domain.vocabulary import IncidentKind, MovementKind, Status
from stockpile_app.persistence.base import table_of
from stockpile_app.persistence.ledger_store import insert_rows
from stockpile_app.persistence.projections.movement_lines import (
    Held,
    Line,
    end_custody,
    held,
    own_id,
    touch,
    write_movement,
)
from stockpile_app.persistence.projections.projector import Projector, Stated, handles
from stockpile_app.persistence.tables import (
    IncidentRow,
    IncidentWeaponRow,
    NotificationRow,
    id_in,
)
from stockpile_app.persistence.values import portions

_INCIDENTS: Final = ChangeSet(incidents=True)
_LOSES: Final = tuple(each.value for each in IncidentKind if each.status is not None)


@handles(IncidentReported)
def _reported(projector: Projector, batch: Sequence[Stated]) -> None:
    for stated in batch:
        fact: IncidentReported = stated.fact
        incident = own_id(projector, stated)
        row = (
            incident,
            fact.incident_kind.value,
            None if fact.place is None else projector.place_id(stated.origin, fact.place),
            fact.discovered_on,
            fact.occurred_from,
            fact.occurred_until,
            fact.circumstances,
            fact.reported_by,
            stated.recorded_at,
            _id_or_none(projector, stated, fact.stocktake),
            _id_or_none(projector, stated, fact.dispatch),
            *("",) * 6,
            None,
        )
        insert_rows(projector.connection, table_of(IncidentRow), [row])
        weapons = held(projector, fact.weapons)
        insert_rows(
            projector.connection,
            table_of(IncidentWeaponRow),
            [(incident, each.id, each.status, None) for each in weapons],
        )
        _lose(projector, stated, weapons)
    projector.changed(_INCIDENTS)


def _lose(projector: Projector, stated: Stated, weapons: Sequence[Held]) -> None:
    """Set the status of an incident's weapons, and take them out of whoever had them."""
    fact: IncidentReported = stated.fact
    status = fact.incident_kind.status
    ids = [each.id for each in weapons]
    if status is None:
        touch(projector, stated, ids)
        return
    if weapons:
        end_custody(projector, ids)
        lines = [Line(each.id, each.place_id, None, each.status, status.value) for each in weapons]
        write_movement(
            projector,
            stated,
            MovementKind.LOSS,
            lines,
            occurred_on=fact.discovered_on,
            ref_id=own_id(projector, stated),
            purpose=fact.circumstances,
        )
    touch(projector, stated, ids, status=status.value)


@handles(WeaponsRecovered)
def _recovered(projector: Projector, batch: Sequence[Stated]) -> None:
    for stated in batch:
        fact: WeaponsRecovered = stated.fact
        weapons = held(projector, fact.weapons)
        place_id = projector.place_id(stated.origin, fact.place)
        _found(projector, [each.id for each in weapons], fact.occurred_on)
        status = Status.IN_STORE.value
        write_movement(
            projector,
            stated,
            MovementKind.RECOVERY,
            [Line(each.id, each.place_id, place_id, each.status, status) for each in weapons],
            occurred_on=fact.occurred_on,
            place_id=place_id,
            ref_id=_id_or_none(projector, stated, fact.incident),
            received_by=fact.received_by,
            purpose=fact.circumstances,
            explanation=fact.explanation,
        )
        ids = [each.id for each in weapons]
        end_custody(projector, ids)
        touch(projector, stated, ids, status=status, place_id=place_id)
    projector.changed(_INCIDENTS)


def _found(projector: Projector, ids: Sequence[int], day: str) -> None:
    """Note the day with every incident by which these weapons were gone."""
    lost = select(IncidentRow.id).where(IncidentRow.kind.in_(_LOSES))
    for some in portions(ids):
        projector.connection.execute(
            update(IncidentWeaponRow)
            .where(
                IncidentWeaponRow.weapon_id.in_(some),
                IncidentWeaponRow.recovered_on.is_(None),
                IncidentWeaponRow.incident_id.in_(lost),
            )
            .values(recovered_on=day)
        )


@handles(IncidentNotified)
def _notified(projector: Projector, batch: Sequence[Stated]) -> None:
    rows = [
        (
            own_id(projector, stated),
            _incident(projector, stated),
            stated.fact.whom,
            stated.fact.notified_at,
            stated.fact.how,
            stated.fact.reference,
        )
        for stated in batch
    ]
    insert_rows(projector.connection, table_of(NotificationRow), rows)
    projector.changed(_INCIDENTS)


@handles(IncidentInvestigated)
def _investigated(projector: Projector, batch: Sequence[Stated]) -> None:
    for stated in batch:
        fact: IncidentInvestigated = stated.fact
        _change(
            projector,
            stated,
            findings=fact.findings,
            action=fact.action,
            investigators=fact.investigators,
            police_reference=fact.police_reference,
            interpol_reference=fact.interpol_reference,
        )


@handles(IncidentClosed)
def _closed(projector: Projector, batch: Sequence[Stated]) -> None:
    for stated in batch:
        fact: IncidentClosed = stated.fact
        _change(projector, stated, outcome=fact.outcome, closed_on=fact.occurred_on)


def _change(projector: Projector, stated: Stated, **values: object) -> None:
    projector.connection.execute(
        update(IncidentRow).where(IncidentRow.id == _incident(projector, stated)).values(**values)
    )
    projector.changed(_INCIDENTS)


def _incident(projector: Projector, stated: Stated) -> int:
    return id_in(projector.origin_number(stated.origin), stated.fact.incident)


def _id_or_none(projector: Projector, stated: Stated, seq: int | None) -> int | None:
    return None if seq is None else id_in(projector.origin_number(stated.origin), seq)
