"""Depots, stores and racks."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select, update

from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.facts import PlaceAdded, PlaceClosed, PlaceDescribed
from stockpile_app.persistence.base import table_of
from stockpile_app.persistence.ledger_store import insert_rows
from stockpile_app.persistence.projections.projector import Projector, Stated, handles
from stockpile_app.persistence.tables import PlaceRow


@handles(PlaceAdded)
def _place_added(projector: Projector, batch: Sequence[Stated]) -> None:
    for stated in batch:
        fact: PlaceAdded = stated.fact
        place_id = projector.place_id(stated.origin, fact.place)
        parent_id = depot_id = None
        if fact.parent is not None:
            parent_id = projector.place_id(stated.origin, fact.parent)
            depot_id = projector.connection.execute(
                select(PlaceRow.depot_id).where(PlaceRow.id == parent_id)
            ).scalar_one()
        row = (
            place_id,
            fact.place_kind.value,
            fact.code,
            fact.name,
            parent_id,
            depot_id or place_id,
            fact.store_kind and fact.store_kind.value,
            None,
            fact.batch,
        )
        insert_rows(projector.connection, table_of(PlaceRow), [row])
    projector.changed(ChangeSet(places=True))


@handles(PlaceDescribed)
def _place_described(projector: Projector, batch: Sequence[Stated]) -> None:
    for stated in batch:
        _update(projector, stated, code=stated.fact.code, name=stated.fact.name)


@handles(PlaceClosed)
def _place_closed(projector: Projector, batch: Sequence[Stated]) -> None:
    for stated in batch:
        _update(projector, stated, closed_seq=stated.seq)


def _update(projector: Projector, stated: Stated, **values: object) -> None:
    place_id = projector.place_id(stated.origin, stated.fact.place)
    projector.connection.execute(update(PlaceRow).where(PlaceRow.id == place_id).values(**values))
    projector.changed(ChangeSet(places=True))
