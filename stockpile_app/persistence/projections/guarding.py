"""Locks and keys, access, and tests of what guards a store."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sqlalchemy import select, update

from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.facts import (
    AccessEnded,
    AccessLogged,
    DeviceRetired,
    DeviceTested,
    KeyLost,
    KeyMoved,
    KeysCounted,
    LockFitted,
    LockRemoved,
)
from stockpile_app.domain.guarding import KeyEvent
from stockpile_app.persistence.base import table_of
from stockpile_app.persistence.ledger_store import insert_rows
from stockpile_app.persistence.projections.movement_lines import own_id
from stockpile_app.persistence.projections.people import person_id
from stockpile_app.persistence.projections.projector import Projector, Stated, handles
from stockpile_app.persistence.tables import (
    AccessRow,
    DeviceTestRow,
    KeyCopyRow,
    KeyCountRow,
    KeyEventRow,
    LockRow,
    id_in,
)

_KEYS: Final = ChangeSet(keys=True)
_HOLDERS: Final = ChangeSet(keys=True, people=True)


@handles(LockFitted)
def _fitted(projector: Projector, batch: Sequence[Stated]) -> None:
    for stated in batch:
        fact: LockFitted = stated.fact
        lock = _lock(projector, stated)
        place_id = projector.place_id(stated.origin, fact.place)
        row = (lock, place_id, fact.label, fact.hand, fact.copies, fact.occurred_on, None, "")
        insert_rows(projector.connection, table_of(LockRow), [row])
        keys = [(lock, copy, None, fact.occurred_on, None) for copy in range(1, fact.copies + 1)]
        insert_rows(projector.connection, table_of(KeyCopyRow), keys)
    projector.changed(_KEYS)


@handles(LockRemoved)
def _removed(projector: Projector, batch: Sequence[Stated]) -> None:
    for stated in batch:
        fact: LockRemoved = stated.fact
        lock = _lock(projector, stated)
        projector.connection.execute(
            update(LockRow)
            .where(LockRow.id == lock)
            .values(removed_on=fact.occurred_on, reason=fact.reason)
        )
        # they open nothing any more, so nobody answers for them
        projector.connection.execute(
            update(KeyCopyRow)
            .where(KeyCopyRow.lock_id == lock, KeyCopyRow.person_id.is_not(None))
            .values(person_id=None, since=fact.occurred_on)
        )
    projector.changed(_HOLDERS)


@handles(KeyMoved)
def _moved(projector: Projector, batch: Sequence[Stated]) -> None:
    for stated in batch:
        fact: KeyMoved = stated.fact
        holder = None
        if fact.person is not None:
            holder = person_id(projector, stated.origin, fact.person)
        event = KeyEvent.IN if holder is None else KeyEvent.OUT
        who = _holder(projector, stated) if holder is None else holder
        _key_event(projector, stated, event, who, (fact.witness, fact.purpose))
        _set(projector, stated, person_id=holder, since=fact.occurred_on)
    projector.changed(_HOLDERS)


@handles(KeyLost)
def _lost(projector: Projector, batch: Sequence[Stated]) -> None:
    for stated in batch:
        fact: KeyLost = stated.fact
        who = _holder(projector, stated)
        _key_event(projector, stated, KeyEvent.LOST, who, ("", fact.circumstances))
        _set(projector, stated, person_id=None, since=fact.occurred_on, lost_on=fact.occurred_on)
    projector.changed(_HOLDERS)


@handles(KeysCounted)
def _counted(projector: Projector, batch: Sequence[Stated]) -> None:
    rows = [
        (
            own_id(projector, stated),
            projector.place_id(stated.origin, stated.fact.place),
            stated.fact.occurred_on,
            stated.fact.expected,
            stated.fact.counted,
            stated.fact.counted_by,
            stated.fact.witness,
        )
        for stated in batch
    ]
    insert_rows(projector.connection, table_of(KeyCountRow), rows)
    projector.changed(_KEYS)


@handles(AccessLogged)
def _logged(projector: Projector, batch: Sequence[Stated]) -> None:
    rows = []
    for stated in batch:
        fact: AccessLogged = stated.fact
        rows.append(
            (
                own_id(projector, stated),
                projector.place_id(stated.origin, fact.place),
                "\n".join(fact.people),
                fact.came_at,
                fact.left_at,
                fact.purpose,
                fact.escort,
                fact.visitors,
            )
        )
    insert_rows(projector.connection, table_of(AccessRow), rows)
    projector.changed(_KEYS)


@handles(AccessEnded)
def _ended(projector: Projector, batch: Sequence[Stated]) -> None:
    for stated in batch:
        fact: AccessEnded = stated.fact
        access = id_in(projector.origin_number(stated.origin), fact.access)
        projector.connection.execute(
            update(AccessRow).where(AccessRow.id == access).values(left_at=fact.left_at)
        )
    projector.changed(_KEYS)


@handles(DeviceTested)
def _tested(projector: Projector, batch: Sequence[Stated]) -> None:
    rows = []
    for stated in batch:
        fact: DeviceTested = stated.fact
        rows.append(
            (
                own_id(projector, stated),
                projector.place_id(stated.origin, fact.place),
                fact.device.value,
                fact.label,
                fact.occurred_on,
                fact.passed,
                fact.tested_by,
                fact.notes,
                False,
            )
        )
    insert_rows(projector.connection, table_of(DeviceTestRow), rows)
    projector.changed(_KEYS)


@handles(DeviceRetired)
def _retired(projector: Projector, batch: Sequence[Stated]) -> None:
    rows = []
    for stated in batch:
        fact: DeviceRetired = stated.fact
        rows.append(
            (
                own_id(projector, stated),
                projector.place_id(stated.origin, fact.place),
                fact.device.value,
                fact.label,
                fact.occurred_on,
                True,
                stated.recorded_by,
                fact.reason,
                True,
            )
        )
    insert_rows(projector.connection, table_of(DeviceTestRow), rows)
    projector.changed(_KEYS)


def _lock(projector: Projector, stated: Stated) -> int:
    return id_in(projector.origin_number(stated.origin), stated.fact.lock)


def _holder(projector: Projector, stated: Stated) -> int | None:
    """Return who has the key of a fact until now."""
    return projector.connection.execute(
        select(KeyCopyRow.person_id).where(
            KeyCopyRow.lock_id == _lock(projector, stated), KeyCopyRow.copy == stated.fact.copy
        )
    ).scalar()


def _set(projector: Projector, stated: Stated, **values: object) -> None:
    projector.connection.execute(
        update(KeyCopyRow)
        .where(KeyCopyRow.lock_id == _lock(projector, stated), KeyCopyRow.copy == stated.fact.copy)
        .values(**values)
    )


def _key_event(
    projector: Projector,
    stated: Stated,
    event: KeyEvent,
    holder: int | None,
    told: tuple[str, str],
) -> None:
    """Write that a key went; ``told`` are the witness and the purpose."""
    row = (
        own_id(projector, stated),
        _lock(projector, stated),
        stated.fact.copy,
        event.value,
        holder,
        stated.fact.occurred_on,
        *told,
        stated.recorded_by,
    )
    insert_rows(projector.connection, table_of(KeyEventRow), [row])
