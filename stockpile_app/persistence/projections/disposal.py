"""Disposal orders and their lists: ordered, approved, placed, taken off, verified afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import select, update

from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.disposal_records import DisposalLineState, OrderState
from stockpile_app.domain.facts import (
    DisposalApproved,
    DisposalCancelled,
    DisposalLineRemoved,
    DisposalOrdered,
    DisposalPlaced,
    DisposalVerified,
)
from stockpile_app.domain.vocabulary import MovementKind, Status
from stockpile_app.persistence.base import table_of
from stockpile_app.persistence.ledger_store import insert_rows
from stockpile_app.persistence.projections.disposal_lines import (
    as_json,
    open_lines,
    order_id,
    set_lines,
    set_order,
)
from stockpile_app.persistence.projections.movement_lines import (
    Line,
    held,
    own_id,
    touch,
    write_movement,
)
from stockpile_app.persistence.projections.projector import Projector, Stated, handles
from stockpile_app.persistence.tables import DisposalLineRow, DisposalOrderRow, WeaponRow
from stockpile_app.persistence.values import portions

_CHANGED: Final = ChangeSet(disposal=True)
_W: Final = table_of(WeaponRow).c
_LISTED: Final = (_W.id, _W.status, _W.serial, _W.maker, _W.model, _W.calibre, _W.country)


@handles(DisposalOrdered)
def _ordered(projector: Projector, batch: Sequence[Stated]) -> None:
    for stated in batch:
        fact: DisposalOrdered = stated.fact
        order = own_id(projector, stated)
        row = (
            order,
            fact.disposal.value,
            OrderState.ORDERED.value,
            fact.occurred_on,
            stated.recorded_by,
            fact.authority,
            fact.legal_basis,
            fact.reason,
            fact.reference,
            fact.method,
            fact.method_reason,
            fact.comparison,
            fact.recipient,
            fact.digest,
            len(set(fact.weapons)),
            *(None, "", None),
            *(None, "", None),
            *("", "[]", "[]", ""),
        )
        insert_rows(projector.connection, table_of(DisposalOrderRow), [row])
        ids = [each.id for each in held(projector, fact.weapons)]
        insert_rows(projector.connection, table_of(DisposalLineRow), _lines(projector, order, ids))
        touch(projector, stated, ids)
    projector.changed(_CHANGED)


def _lines(projector: Projector, order: int, ids: Sequence[int]) -> list[tuple[Any, ...]]:
    """Return the rows of a list, each with the identity that the weapon has now."""
    found: dict[int, Any] = {}
    for some in portions(ids):
        rows = projector.connection.execute(select(*_LISTED, _W.category).where(_W.id.in_(some)))
        found |= {row[0]: row for row in rows}
    state = DisposalLineState.LISTED.value
    unread = (None, None, None, None, "", None, None, None, None, "")
    return [
        (order, each, at, state, found[each][1], *found[each][2:], *unread)
        for at, each in enumerate(ids, start=1)
    ]


@handles(DisposalApproved)
def _approved(projector: Projector, batch: Sequence[Stated]) -> None:
    for stated in batch:
        fact: DisposalApproved = stated.fact
        order = order_id(projector, stated)
        set_order(
            projector,
            order,
            state=OrderState.APPROVED.value,
            approved_on=fact.occurred_on,
            approved_by=fact.approved_by,
            approved_seq=stated.seq,
        )
        ids = open_lines(projector, order)
        touch(projector, stated, ids, status=Status.FOR_DISPOSAL.value)
    projector.changed(_CHANGED)


@handles(DisposalCancelled)
def _cancelled(projector: Projector, batch: Sequence[Stated]) -> None:
    for stated in batch:
        fact: DisposalCancelled = stated.fact
        order = order_id(projector, stated)
        set_order(projector, order, state=OrderState.CANCELLED.value, cancelled=fact.reason)
        _take_off(projector, stated, order, open_lines(projector, order), fact.reason)
    projector.changed(_CHANGED)


@handles(DisposalLineRemoved)
def _removed(projector: Projector, batch: Sequence[Stated]) -> None:
    for stated in batch:
        fact: DisposalLineRemoved = stated.fact
        order = order_id(projector, stated)
        named = set(map(projector.weapon_id, fact.weapons))
        ids = [each for each in open_lines(projector, order) if each in named]
        _take_off(projector, stated, order, ids, fact.reason)
    projector.changed(_CHANGED)


def _take_off(
    projector: Projector, stated: Stated, order: int, ids: Sequence[int], reason: str
) -> None:
    """Take weapons off an order; what is for disposal by it is again what it was before."""
    before: dict[str, list[int]] = {}
    for some in portions(ids):
        rows = projector.connection.execute(
            select(DisposalLineRow.weapon_id, DisposalLineRow.status_before)
            .join(WeaponRow, WeaponRow.id == DisposalLineRow.weapon_id)
            .where(
                DisposalLineRow.order_id == order,
                DisposalLineRow.weapon_id.in_(some),
                WeaponRow.status == Status.FOR_DISPOSAL.value,
            )
        )
        for weapon_id, status in rows:
            before.setdefault(status, []).append(weapon_id)
    touch(projector, stated, ids)
    for status, some in before.items():
        for part in portions(some):
            projector.connection.execute(
                update(WeaponRow).where(_W.id.in_(part)).values(status=status)
            )
    set_lines(projector, order, ids, state=DisposalLineState.REMOVED.value, reason=reason)


@handles(DisposalPlaced)
def _placed(projector: Projector, batch: Sequence[Stated]) -> None:
    for stated in batch:
        fact: DisposalPlaced = stated.fact
        order = order_id(projector, stated)
        place_id = projector.place_id(stated.origin, fact.place)
        weapons = held(projector, fact.weapons)
        moved = [each for each in weapons if each.place_id != place_id]
        if moved:
            write_movement(
                projector,
                stated,
                MovementKind.MOVE,
                [
                    Line(each.id, each.place_id, place_id, each.status, each.status)
                    for each in moved
                ],
                occurred_on=fact.occurred_on,
                place_id=place_id,
                ref_id=order,
                handed_by=fact.handed_by,
                received_by=fact.received_by,
                purpose=fact.guarded_by,
            )
        ids = [each.id for each in weapons]
        touch(projector, stated, ids, place_id=place_id)
        set_lines(
            projector,
            order,
            ids,
            state=DisposalLineState.PLACED.value,
            place_id=place_id,
            reason="",
        )
    projector.changed(_CHANGED)


@handles(DisposalVerified)
def _verified(projector: Projector, batch: Sequence[Stated]) -> None:
    for stated in batch:
        fact: DisposalVerified = stated.fact
        set_order(
            projector,
            order_id(projector, stated),
            state=OrderState.VERIFIED.value,
            verified_on=fact.occurred_on,
            verified_by=fact.verifier,
            verified_seq=stated.seq,
            statement=fact.statement,
            stated=as_json(fact.totals),
            observers=as_json(fact.observers),
        )
    projector.changed(_CHANGED)
