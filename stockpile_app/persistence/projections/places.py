"""Depots and the stores, racks, bins and containers in them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select, update

from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.facts import (
    ContainerOpened,
    ContainerSealChecked,
    ContainerSealed,
    PlaceAdded,
    PlaceClosed,
    PlaceDescribed,
    PlaceMoved,
    PlaceSpecified,
)
from stockpile_app.domain.places import Names, names_below
from stockpile_app.domain.vocabulary import PlaceKind, SealEvent, Status
from stockpile_app.persistence.base import table_of
from stockpile_app.persistence.ledger_store import insert_rows
from stockpile_app.persistence.projections.projector import Projector, Stated, handles
from stockpile_app.persistence.tables import (
    PlaceRow,
    SealEventRow,
    WeaponEntryRow,
    WeaponRow,
    id_in,
)

_IN_PLACE = tuple(each.value for each in Status if each.is_in_place)
_DEFAULTS = (None, "", None, "", False, False, "", "", None, None)


@handles(PlaceAdded)
def _place_added(projector: Projector, batch: Sequence[Stated]) -> None:
    for stated in batch:
        fact: PlaceAdded = stated.fact
        place_id = projector.place_id(stated.origin, fact.place)
        parent_id, depot_id = None, place_id
        above: Names = ("", "", "")
        if fact.parent is not None:
            parent_id = projector.place_id(stated.origin, fact.parent)
            depot_id, above = _of(projector, parent_id)
        row = (
            place_id,
            fact.place_kind.value,
            fact.code,
            fact.name,
            parent_id,
            depot_id,
            fact.store_kind and fact.store_kind.value,
            None,
            fact.batch,
            *names_below(above, fact.place_kind, fact.name),
            *_DEFAULTS,
        )
        insert_rows(projector.connection, table_of(PlaceRow), [row])
    projector.changed(ChangeSet(places=True))


@handles(PlaceDescribed)
def _place_described(projector: Projector, batch: Sequence[Stated]) -> None:
    for stated in batch:
        place_id = _update(projector, stated, code=stated.fact.code, name=stated.fact.name)
        _name_again(projector, place_id)


@handles(PlaceMoved)
def _place_moved(projector: Projector, batch: Sequence[Stated]) -> None:
    for stated in batch:
        fact: PlaceMoved = stated.fact
        put(projector, stated, fact.place, fact.parent)
        _went_along(projector, stated, projector.place_id(stated.origin, fact.place))


def _went_along(projector: Projector, stated: Stated, place_id: int) -> None:
    """Tell the weapons in a container that they were moved with it."""
    inside = projector.connection.execute(
        select(WeaponRow.id)
        .where(WeaponRow.place_id == place_id, WeaponRow.status.in_(_IN_PLACE))
        .order_by(WeaponRow.id)
    )
    ids = inside.scalars().all()
    entries = [(weapon_id, stated.origin, stated.seq) for weapon_id in ids]
    insert_rows(projector.connection, table_of(WeaponEntryRow), entries)
    projector.connection.execute(
        update(WeaponRow)
        .where(WeaponRow.place_id == place_id, WeaponRow.status.in_(_IN_PLACE))
        .values(changed_seq=stated.seq)
    )
    projector.changed_weapons(ids)


def put(projector: Projector, stated: Stated, place: int, parent: int, **values: object) -> None:
    """Put a place with everything inside it into another."""
    parent_id = projector.place_id(stated.origin, parent)
    _change(projector, projector.place_id(stated.origin, place), parent_id=parent_id, **values)
    _name_again(projector, projector.place_id(stated.origin, place))


@handles(PlaceSpecified)
def _place_specified(projector: Projector, batch: Sequence[Stated]) -> None:
    for stated in batch:
        fact: PlaceSpecified = stated.fact
        _update(
            projector,
            stated,
            depot_kind=fact.depot_kind and fact.depot_kind.value,
            address=fact.address,
            capacity=fact.capacity,
            keeper=fact.keeper,
            two_keys=fact.two_keys,
            two_parties=fact.two_parties,
            notes=fact.notes,
        )


@handles(PlaceClosed)
def _place_closed(projector: Projector, batch: Sequence[Stated]) -> None:
    for stated in batch:
        _update(projector, stated, closed_seq=stated.seq)


@handles(ContainerSealed)
def _sealed(projector: Projector, batch: Sequence[Stated]) -> None:
    for stated in batch:
        fact: ContainerSealed = stated.fact
        seals = "\n".join(fact.seals)
        _update(projector, stated, seals=seals, sealed_on=fact.occurred_on)
        _seal_event(
            projector, stated, SealEvent.SEALED, (seals, True, fact.sealed_by, fact.witness, "")
        )


@handles(ContainerSealChecked)
def _seal_checked(projector: Projector, batch: Sequence[Stated]) -> None:
    for stated in batch:
        fact: ContainerSealChecked = stated.fact
        seals = "\n".join(fact.seals)
        told = (seals, fact.intact, fact.checked_by, "", fact.notes)
        _seal_event(projector, stated, SealEvent.CHECKED, told)
    projector.changed(ChangeSet(places=True))


@handles(ContainerOpened)
def _opened(projector: Projector, batch: Sequence[Stated]) -> None:
    for stated in batch:
        fact: ContainerOpened = stated.fact
        _update(projector, stated, seals="", sealed_on=None)
        told = ("", True, fact.opened_by, fact.witness, fact.reason)
        _seal_event(projector, stated, SealEvent.OPENED, told)


def _seal_event(
    projector: Projector, stated: Stated, event: SealEvent, told: tuple[str, bool, str, str, str]
) -> None:
    row = (
        id_in(projector.origin_number(stated.origin), stated.seq),
        projector.place_id(stated.origin, stated.fact.place),
        event.value,
        stated.fact.occurred_on,
        *told,
    )
    insert_rows(projector.connection, table_of(SealEventRow), [row])


def _update(projector: Projector, stated: Stated, **values: object) -> int:
    place_id = projector.place_id(stated.origin, stated.fact.place)
    _change(projector, place_id, **values)
    return place_id


def _change(projector: Projector, place_id: int, **values: object) -> None:
    projector.connection.execute(update(PlaceRow).where(PlaceRow.id == place_id).values(**values))
    projector.changed(ChangeSet(places=True))


def _of(projector: Projector, place_id: int) -> tuple[int, Names]:
    """Return a place's depot and its names from the depot down."""
    row = projector.connection.execute(
        select(PlaceRow.depot_id, PlaceRow.depot, PlaceRow.store, PlaceRow.within).where(
            PlaceRow.id == place_id
        )
    ).one()
    return row[0], (row[1], row[2], row[3])


def _name_again(projector: Projector, place_id: int) -> None:
    """Tell a place, and everything inside it, where it is."""
    row = projector.connection.execute(
        select(PlaceRow.kind, PlaceRow.name, PlaceRow.parent_id).where(PlaceRow.id == place_id)
    ).one()
    depot_id = place_id
    above: Names = ("", "", "")
    if row.parent_id is not None:
        depot_id, above = _of(projector, row.parent_id)
    depot, store, within = names_below(above, PlaceKind(row.kind), row.name)
    _change(projector, place_id, depot_id=depot_id, depot=depot, store=store, within=within)
    inside = projector.connection.execute(
        select(PlaceRow.id).where(PlaceRow.parent_id == place_id)
    ).scalars()
    for each in inside.all():
        _name_again(projector, each)
