"""The work under a disposal order: days, what was read, what was disposed of, photographs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sqlalchemy import select, update

from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.disposal_records import DisposalLineState
from stockpile_app.domain.disposal_vocabulary import DisposalKind
from stockpile_app.domain.facts import (
    DisposalCheckRecorded,
    DisposalDayClosed,
    DisposalDayOpened,
    DisposalPhotographAdded,
    DisposalStopLifted,
    DisposalWeaponStopped,
    DisposalWeaponVerified,
    DisposedWeaponFound,
    WeaponsDisposed,
)
from stockpile_app.domain.vocabulary import MovementKind
from stockpile_app.persistence.base import table_of
from stockpile_app.persistence.ledger_store import insert_rows
from stockpile_app.persistence.projections.disposal_lines import (
    as_json,
    day_id,
    order_id,
    set_lines,
)
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
    DisposalCheckRow,
    DisposalDayRow,
    DisposalLineRow,
    DisposalOrderRow,
    DisposalPhotographRow,
    FoundAgainRow,
    id_in,
)

_CHANGED: Final = ChangeSet(disposal=True)


@handles(DisposalDayOpened)
def _day_opened(projector: Projector, batch: Sequence[Stated]) -> None:
    rows = [
        (
            own_id(projector, stated),
            order_id(projector, stated),
            projector.place_id(stated.origin, stated.fact.place),
            stated.fact.started_at,
            stated.fact.reader,
            stated.fact.confirmer,
            stated.fact.operator,
            stated.fact.method,
            " ".join(each.value for each in stated.fact.components),
            as_json(stated.fact.witnesses),
            stated.fact.measures,
            *(0, 0, 0),
            *(None, 0, "", ""),
        )
        for stated in batch
    ]
    insert_rows(projector.connection, table_of(DisposalDayRow), rows)
    projector.changed(_CHANGED)


@handles(DisposalWeaponVerified, DisposalWeaponStopped)
def _read(projector: Projector, batch: Sequence[Stated]) -> None:
    for stated in batch:
        fact: DisposalWeaponVerified | DisposalWeaponStopped = stated.fact
        stopped = isinstance(fact, DisposalWeaponStopped)
        order, day = order_id(projector, stated), day_id(projector, stated)
        weapon_id = projector.weapon_id(fact.number)
        set_lines(
            projector,
            order,
            [weapon_id],
            state=(DisposalLineState.STOPPED if stopped else DisposalLineState.VERIFIED).value,
            day_id=day,
            serial_read=fact.serial_read,
            serial_confirmed=fact.serial_confirmed,
            reason=fact.reason if isinstance(fact, DisposalWeaponStopped) else "",
            verified_at=None if stopped else fact.at,
            read_seq=stated.seq,
        )
        _count(projector, day, "stopped" if stopped else "verified", 1)
        touch(projector, stated, [weapon_id])
    projector.changed(_CHANGED)


@handles(DisposalStopLifted)
def _lifted(projector: Projector, batch: Sequence[Stated]) -> None:
    for stated in batch:
        fact: DisposalStopLifted = stated.fact
        weapon_id = projector.weapon_id(fact.number)
        set_lines(
            projector,
            order_id(projector, stated),
            [weapon_id],
            state=DisposalLineState.PLACED.value,
            reason=fact.explanation,
        )
        touch(projector, stated, [weapon_id])
    projector.changed(_CHANGED)


@handles(WeaponsDisposed)
def _disposed(projector: Projector, batch: Sequence[Stated]) -> None:
    for stated in batch:
        fact: WeaponsDisposed = stated.fact
        order, day = order_id(projector, stated), day_id(projector, stated)
        kind = projector.connection.execute(
            select(DisposalOrderRow.kind).where(DisposalOrderRow.id == order)
        ).scalar_one()
        status = DisposalKind(kind).status.value
        weapons = held(projector, fact.weapons)
        ids = [each.id for each in weapons]
        _leave(projector, stated, order, weapons, status)
        touch(projector, stated, ids, status=status)
        set_lines(
            projector,
            order,
            ids,
            state=DisposalLineState.DISPOSED.value,
            disposed_at=fact.at,
            disposed_seq=stated.seq,
            received_by=fact.received_by,
        )
        _count(projector, day, "disposed", len(ids))
    projector.changed(_CHANGED)


def _leave(
    projector: Projector, stated: Stated, order: int, weapons: Sequence[Held], status: str
) -> None:
    """Write the voucher by which weapons leave, so that the books of their store explain it."""
    fact: WeaponsDisposed = stated.fact
    end_custody(projector, [each.id for each in weapons])
    write_movement(
        projector,
        stated,
        MovementKind.DISPOSAL,
        [Line(each.id, each.place_id, None, each.status, status) for each in weapons],
        occurred_on=fact.at[:10],
        ref_id=order,
        handed_by=fact.operator,
        received_by=fact.received_by,
        purpose=fact.notes,
    )


@handles(DisposalDayClosed)
def _day_closed(projector: Projector, batch: Sequence[Stated]) -> None:
    for stated in batch:
        fact: DisposalDayClosed = stated.fact
        day = day_id(projector, stated)
        projector.connection.execute(
            update(DisposalDayRow)
            .where(DisposalDayRow.id == day)
            .values(
                ended_at=fact.ended_at, scrap=fact.scrap, scrap_to=fact.scrap_to, notes=fact.notes
            )
        )
        # what was read and is not disposed of is read again: it was out of sight meanwhile
        projector.connection.execute(
            update(DisposalLineRow)
            .where(
                DisposalLineRow.day_id == day,
                DisposalLineRow.state == DisposalLineState.VERIFIED.value,
            )
            .values(state=DisposalLineState.PLACED.value)
        )
    projector.changed(_CHANGED)


@handles(DisposalCheckRecorded)
def _checked(projector: Projector, batch: Sequence[Stated]) -> None:
    for stated in batch:
        fact: DisposalCheckRecorded = stated.fact
        order, code = order_id(projector, stated), fact.check.value
        table = table_of(DisposalCheckRow)
        projector.connection.execute(
            table.delete().where(table.c.order_id == order, table.c.code == code)
        )
        row = (order, code, fact.passed, fact.occurred_on, fact.checked_by)
        insert_rows(projector.connection, table, [(*row, fact.reference, fact.notes, stated.seq)])
    projector.changed(_CHANGED)


@handles(DisposalPhotographAdded)
def _photographed(projector: Projector, batch: Sequence[Stated]) -> None:
    rows = []
    for stated in batch:
        fact: DisposalPhotographAdded = stated.fact
        weapon_id = projector.weapon_id(fact.number) if fact.number else None
        row = (own_id(projector, stated), order_id(projector, stated), weapon_id, fact.moment.value)
        rows.append((*row, fact.sha256, fact.media_type, fact.size, fact.caption))
        if weapon_id is not None:
            touch(projector, stated, [weapon_id])
    insert_rows(projector.connection, table_of(DisposalPhotographRow), rows)
    projector.changed(_CHANGED)


@handles(DisposedWeaponFound)
def _found(projector: Projector, batch: Sequence[Stated]) -> None:
    for stated in batch:
        fact: DisposedWeaponFound = stated.fact
        weapon_id = projector.weapon_id(fact.number)
        place = None if fact.place is None else projector.place_id(stated.origin, fact.place)
        origin = projector.origin_number(stated.origin)
        incident = None if fact.incident is None else id_in(origin, fact.incident)
        row = (own_id(projector, stated), weapon_id, order_id(projector, stated), fact.occurred_on)
        more = (fact.found_by, fact.circumstances, fact.certificate, place, incident)
        insert_rows(projector.connection, table_of(FoundAgainRow), [(*row, *more)])
        touch(projector, stated, [weapon_id])
    projector.changed(_CHANGED)


def _count(projector: Projector, day: int, column: str, more: int) -> None:
    counted = table_of(DisposalDayRow).c[column]
    projector.connection.execute(
        update(DisposalDayRow).where(DisposalDayRow.id == day).values({column: counted + more})
    )
