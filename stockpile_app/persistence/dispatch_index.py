"""Reads dispatches with their manifests, and what was received of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

from sqlalchemy import Connection, func, select

from stockpile_app.domain.facts import DispatchReceived, decode
from stockpile_app.domain.movements import (
    DispatchRecord,
    LineState,
    ManifestContainerRecord,
    MovementLineRecord,
)
from stockpile_app.domain.vocabulary import MovementKind
from stockpile_app.persistence.base import table_of
from stockpile_app.persistence.movement_index import MovementQuery, lines, movement, movements
from stockpile_app.persistence.place_index import PlaceBook, read_places
from stockpile_app.persistence.tables import (
    ORIGIN_BITS,
    EntryRow,
    IncidentRow,
    ManifestContainerRow,
    MovementLineRow,
    OriginRow,
)

_L: Final = table_of(MovementLineRow).c
_MOST_RECEIPTS: Final = 10_000
_SEQ: Final = (1 << ORIGIN_BITS) - 1


def dispatch(connection: Connection, dispatch_id: int, today: dt.date) -> DispatchRecord | None:
    """Return a dispatch with its manifest; a receipt's id gives the dispatch it answers."""
    found = movement(connection, dispatch_id, today)
    if found is not None and found.kind is MovementKind.RECEIPT and found.ref_id is not None:
        found = movement(connection, found.ref_id, today)
    if found is None or found.kind is not MovementKind.DISPATCH:
        return None
    manifest = lines(connection, found.id)
    book = read_places(connection)
    left = connection.execute(
        select(func.min(_L.from_fixed_id)).where(_L.movement_id == found.id)
    ).scalar_one()
    containers = _containers(connection, found.id, book, manifest)
    order = {each.place_id: at for at, each in enumerate(containers)}
    manifest.sort(key=lambda each: (order.get(each.from_place_id, -1), each.weapon.id))
    query = MovementQuery(kinds=(MovementKind.RECEIPT,), ref_id=found.id, limit=_MOST_RECEIPTS)
    receipts = tuple(reversed(movements(connection, query, today)))
    return DispatchRecord(
        movement=found,
        from_depot_id=book.by_id[left].depot,
        from_depot=book.by_id[book.by_id[left].depot].name,
        containers=containers,
        lines=tuple(manifest),
        receipts=receipts,
        unexpected=tuple(text for each in receipts for text in unexpected(connection, each.id)),
    )


def unexpected(connection: Connection, receipt_id: int) -> tuple[str, ...]:
    """Return what a receipt found that was not on the manifest; its entry alone says it."""
    row = connection.execute(
        select(EntryRow.kind, EntryRow.body)
        .join(OriginRow, OriginRow.origin == EntryRow.origin)
        .where(OriginRow.number == receipt_id >> ORIGIN_BITS, EntryRow.seq == receipt_id & _SEQ)
    ).first()
    fact = decode(row.kind, row.body) if row else None
    return fact.unexpected if isinstance(fact, DispatchReceived) else ()


def incidents(connection: Connection, dispatch_id: int) -> list[int]:
    """Return the incidents that were reported when a dispatch was received."""
    found = select(IncidentRow.id).where(IncidentRow.dispatch_id == dispatch_id)
    return list(connection.execute(found.order_by(IncidentRow.id)).scalars())


def _containers(
    connection: Connection,
    dispatch_id: int,
    book: PlaceBook,
    manifest: Sequence[MovementLineRecord],
) -> tuple[ManifestContainerRecord, ...]:
    rows = connection.execute(
        select(table_of(ManifestContainerRow)).where(
            ManifestContainerRow.movement_id == dispatch_id
        )
    )
    found = []
    for row in rows:
        inside = [each.state for each in manifest if each.from_place_id == row.place_id]
        found.append(
            ManifestContainerRecord(
                place_id=row.place_id,
                name=book.by_id[row.place_id].name,
                code=book.by_id[row.place_id].code,
                seals=_split(row.seals) or (),
                seals_read=_split(row.seals_read),
                intact=None if row.intact is None else bool(row.intact),
                arrived_id=row.arrived_id,
                weapons=len(inside),
                open=inside.count(LineState.IN_TRANSIT),
            )
        )
    return tuple(sorted(found, key=lambda each: (each.name.casefold(), each.place_id)))


def _split(seals: str | None) -> tuple[str, ...] | None:
    if seals is None:
        return None
    return tuple(seals.split("\n")) if seals else ()
