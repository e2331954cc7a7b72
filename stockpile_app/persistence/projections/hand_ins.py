"""Hand-ins: what somebody brought, line by line, until the receipt is given."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sqlalchemy import delete, update

from stockpile_app.domain.facts import (
    AmmunitionHandedIn,
    ExplosiveReferred,
    HandInCancelled,
    HandInClosed,
    HandInLineRemoved,
    HandInOpened,
    WeaponHandedIn,
)
from stockpile_app.persistence.base import table_of
from stockpile_app.persistence.ledger_store import insert_rows
from stockpile_app.persistence.projections.collections import CHANGED, begun, participant_id
from stockpile_app.persistence.projections.movement_lines import own_id, touch
from stockpile_app.persistence.projections.projector import Projector, Stated, handles
from stockpile_app.persistence.tables import (
    HandInAmmunitionRow,
    HandInExplosiveRow,
    HandInRow,
    HandInWeaponRow,
)

_LINES: Final = (HandInWeaponRow, HandInAmmunitionRow, HandInExplosiveRow)


@handles(HandInOpened)
def _opened(projector: Projector, batch: Sequence[Stated]) -> None:
    for stated in batch:
        fact: HandInOpened = stated.fact
        row = (
            own_id(projector, stated),
            participant_id(projector, stated),
            begun(projector, stated, fact.site),
            fact.opened_at,
            stated.recorded_by,
            None,
            "",
            None,
        )
        insert_rows(projector.connection, table_of(HandInRow), [row])
    projector.changed(CHANGED)


@handles(WeaponHandedIn)
def _weapon_handed_in(projector: Projector, batch: Sequence[Stated]) -> None:
    for stated in batch:
        fact: WeaponHandedIn = stated.fact
        weapon_id = projector.weapon_id(fact.number)
        row = (
            own_id(projector, stated),
            begun(projector, stated, fact.hand_in),
            weapon_id,
            fact.tag,
            fact.safe.value,
            fact.cleared_by,
            fact.serviceable,
            fact.accessories,
        )
        insert_rows(projector.connection, table_of(HandInWeaponRow), [row])
        touch(projector, stated, [weapon_id])
    projector.changed(CHANGED)


@handles(AmmunitionHandedIn)
def _ammunition_handed_in(projector: Projector, batch: Sequence[Stated]) -> None:
    rows = []
    for stated in batch:
        fact: AmmunitionHandedIn = stated.fact
        rows.append(
            (
                own_id(projector, stated),
                begun(projector, stated, fact.hand_in),
                fact.nature,
                fact.lot,
                fact.headstamp,
                fact.quantity,
                fact.safe.value,
                fact.technician,
            )
        )
    insert_rows(projector.connection, table_of(HandInAmmunitionRow), rows)
    projector.changed(CHANGED)


@handles(ExplosiveReferred)
def _explosive_referred(projector: Projector, batch: Sequence[Stated]) -> None:
    rows = []
    for stated in batch:
        fact: ExplosiveReferred = stated.fact
        rows.append(
            (
                own_id(projector, stated),
                begun(projector, stated, fact.hand_in),
                fact.description,
                fact.quantity,
                fact.technician,
                fact.referred_at,
            )
        )
    insert_rows(projector.connection, table_of(HandInExplosiveRow), rows)
    projector.changed(CHANGED)


@handles(HandInLineRemoved)
def _line_removed(projector: Projector, batch: Sequence[Stated]) -> None:
    for stated in batch:
        fact: HandInLineRemoved = stated.fact
        line = begun(projector, stated, fact.line)
        for row in _LINES:
            table = table_of(row)
            projector.connection.execute(delete(table).where(table.c.id == line))
    projector.changed(CHANGED)


@handles(HandInClosed)
def _closed(projector: Projector, batch: Sequence[Stated]) -> None:
    for stated in batch:
        fact: HandInClosed = stated.fact
        projector.connection.execute(
            update(HandInRow)
            .where(HandInRow.id == begun(projector, stated, fact.hand_in))
            .values(closed_at=fact.closed_at, officer=fact.officer)
        )
    projector.changed(CHANGED)


@handles(HandInCancelled)
def _cancelled(projector: Projector, batch: Sequence[Stated]) -> None:
    for stated in batch:
        fact: HandInCancelled = stated.fact
        projector.connection.execute(
            update(HandInRow)
            .where(HandInRow.id == begun(projector, stated, fact.hand_in))
            .values(cancelled=fact.reason)
        )
    projector.changed(CHANGED)
