"""Movements of weapons: vouchers with their lines, who has what, and what is on its way."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import Any, Final

from sqlalchemy import bindparam, select, update

from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.facts import (
    DispatchReceived,
    WeaponsDispatched,
    WeaponsIssued,
    WeaponsMoved,
    WeaponsReturned,
)
from stockpile_app.domain.movements import MOVEMENT_OF, STATUS_OF
from stockpile_app.domain.vocabulary import MovementKind
from stockpile_app.persistence.base import table_of
from stockpile_app.persistence.ledger_store import insert_rows
from stockpile_app.persistence.projections import places
from stockpile_app.persistence.projections.movement_lines import (
    MISSING,
    RECEIVED,
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
    CustodyRow,
    ManifestContainerRow,
    PlaceRow,
    WeaponRow,
    id_in,
)
from stockpile_app.persistence.values import portions

_W: Final = table_of(WeaponRow).c
_SET: Final = update(table_of(WeaponRow)).where(_W.id == bindparam("weapon"))


@handles(WeaponsMoved)
def _moved(projector: Projector, batch: Sequence[Stated]) -> None:
    for stated in batch:
        fact: WeaponsMoved = stated.fact
        place_id = projector.place_id(stated.origin, fact.place)
        weapons = held(projector, fact.weapons)
        write_movement(
            projector,
            stated,
            MovementKind.MOVE,
            [Line(each.id, each.place_id, place_id, each.status, each.status) for each in weapons],
            **_names(fact),
            place_id=place_id,
            authorised_by=fact.authorised_by,
            purpose=fact.reason,
        )
        touch(projector, stated, [each.id for each in weapons], place_id=place_id)


@handles(WeaponsIssued)
def _issued(projector: Projector, batch: Sequence[Stated]) -> None:
    for stated in batch:
        fact: WeaponsIssued = stated.fact
        kind = MOVEMENT_OF[fact.custody]
        person_id = projector.place_id(stated.origin, fact.person)
        weapons = held(projector, fact.weapons)
        status = STATUS_OF[kind].value
        movement = write_movement(
            projector,
            stated,
            kind,
            [Line(each.id, each.place_id, None, each.status, status) for each in weapons],
            **_names(fact),
            person_id=person_id,
            due_on=fact.due_on,
            authorised_by=fact.authorised_by,
            purpose=fact.purpose,
        )
        custody = (kind.value, movement, person_id, fact.occurred_on, fact.due_on)
        _take_out(projector, stated, weapons, custody)


@handles(WeaponsReturned)
def _returned(projector: Projector, batch: Sequence[Stated]) -> None:
    for stated in batch:
        fact: WeaponsReturned = stated.fact
        place_id = projector.place_id(stated.origin, fact.place)
        weapons = held(projector, fact.weapons)
        before = _status_before(projector, weapons)
        lines = [
            Line(each.id, each.place_id, place_id, each.status, before[each.id]) for each in weapons
        ]
        write_movement(
            projector,
            stated,
            MovementKind.RETURN,
            lines,
            **_names(fact),
            place_id=place_id,
            person_id=projector.place_id(stated.origin, fact.person),
            purpose=fact.notes,
        )
        _put_back(projector, stated, weapons, before, place_id=place_id)
        _assess(projector, fact)


@handles(WeaponsDispatched)
def _dispatched(projector: Projector, batch: Sequence[Stated]) -> None:
    for stated in batch:
        fact: WeaponsDispatched = stated.fact
        kind = MovementKind.DISPATCH
        weapons = held(projector, chain.from_iterable(fact.loads.values()))
        status = STATUS_OF[kind].value
        movement = write_movement(
            projector,
            stated,
            kind,
            [Line(each.id, each.place_id, None, each.status, status) for each in weapons],
            **_names(fact),
            place_id=projector.place_id(stated.origin, fact.place),
            due_on=fact.expected_on,
            authorised_by=fact.authorised_by,
            vehicle=fact.vehicle,
            escort=fact.escort,
        )
        rows = []
        for container in fact.loads:
            container_id = projector.place_id(stated.origin, container)
            seals = "\n".join(fact.seals.get(container, ()))
            rows.append((movement, container_id, seals, None, None, None))
            projector.connection.execute(
                update(PlaceRow).where(PlaceRow.id == container_id).values(dispatch_id=movement)
            )
        insert_rows(projector.connection, table_of(ManifestContainerRow), rows)
        projector.changed(ChangeSet(places=True))
        custody = (kind.value, movement, None, fact.occurred_on, fact.expected_on)
        _take_out(projector, stated, weapons, custody)


@handles(DispatchReceived)
def _received(projector: Projector, batch: Sequence[Stated]) -> None:
    for stated in batch:
        fact: DispatchReceived = stated.fact
        dispatch = id_in(projector.origin_number(stated.origin), fact.dispatch)
        _arrive(projector, stated, dispatch)
        weapons = held(projector, fact.weapons)
        before = _status_before(projector, weapons)
        missing = held(projector, (each for each in fact.missing if each not in fact.weapons))
        lines = [
            Line(each.id, each.place_id, each.place_id, each.status, before[each.id], RECEIVED)
            for each in weapons
        ]
        lines += [
            Line(each.id, each.place_id, None, each.status, each.status, MISSING)
            for each in missing
        ]
        write_movement(
            projector,
            stated,
            MovementKind.RECEIPT,
            lines,
            **_names(fact),
            place_id=projector.place_id(stated.origin, fact.place),
            ref_id=dispatch,
            purpose=fact.notes,
        )
        _put_back(projector, stated, weapons, before)
        touch(projector, stated, [each.id for each in missing])


def _arrive(projector: Projector, stated: Stated, dispatch: int) -> None:
    """Put the containers of a receipt where they are now, and keep what was read on them."""
    fact: DispatchReceived = stated.fact
    for container in fact.containers:
        places.put(projector, stated, container, fact.place, dispatch_id=None)
        projector.connection.execute(
            update(ManifestContainerRow)
            .where(
                ManifestContainerRow.movement_id == dispatch,
                ManifestContainerRow.place_id == projector.place_id(stated.origin, container),
            )
            .values(
                seals_read="\n".join(fact.seals.get(container, ())),
                intact=container in fact.intact,
                arrived_id=own_id(projector, stated),
            )
        )


def _names(fact: Any) -> dict[str, object]:
    """Return what all movements say of themselves."""
    return {
        "occurred_on": fact.occurred_on,
        "handed_by": fact.handed_by,
        "received_by": fact.received_by,
        "explanation": fact.explanation,
    }


def _take_out(
    projector: Projector, stated: Stated, weapons: Sequence[Held], custody: tuple[Any, ...]
) -> None:
    """Give weapons out of their places into somebody's hands.

    Args:
        custody: Kind, movement, person, since and due.
    """
    before = _status_before(projector, weapons)
    ids = [each.id for each in weapons]
    end_custody(projector, ids)
    rows = [(each, *custody, before[each]) for each in ids]
    insert_rows(projector.connection, table_of(CustodyRow), rows)
    touch(projector, stated, ids, status=STATUS_OF[MovementKind(custody[0])].value)


def _put_back(
    projector: Projector,
    stated: Stated,
    weapons: Sequence[Held],
    before: dict[int, str],
    **values: object,
) -> None:
    """Take weapons out of whoever's hands, as what they were before."""
    ids = [each.id for each in weapons]
    end_custody(projector, ids)
    touch(projector, stated, ids, **values)
    changed = [each for each in weapons if before[each.id] != each.status]
    statuses = [{"weapon": each.id, "was": before[each.id]} for each in changed]
    _set_each(projector, {"status": bindparam("was")}, statuses)


def _status_before(projector: Projector, weapons: Sequence[Held]) -> dict[int, str]:
    """Return what weapons were before they were given out; what they are, of those that are in."""
    before = {each.id: each.status for each in weapons}
    for ids in portions(list(before)):
        rows = projector.connection.execute(
            select(CustodyRow.weapon_id, CustodyRow.status_before).where(
                CustodyRow.weapon_id.in_(ids)
            )
        )
        before |= {row[0]: row[1] for row in rows}
    return before


def _assess(projector: Projector, fact: WeaponsReturned) -> None:
    named = set(fact.weapons)
    values = [
        {"weapon": projector.weapon_id(number), "assessed": condition.value}
        for number, condition in fact.conditions.items()
        if number in named
    ]
    _set_each(projector, {"condition": bindparam("assessed")}, values)


def _set_each(
    projector: Projector, columns: dict[str, Any], values: Sequence[dict[str, object]]
) -> None:
    if values:
        projector.connection.execute(_SET.values(columns), list(values))
