"""Reads places: few enough that all of them are read at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Final

from sqlalchemy import Connection, func, select

from stockpile_app.domain.places import SealEventRecord
from stockpile_app.domain.records import PlaceRecord
from stockpile_app.domain.vocabulary import DepotKind, PlaceKind, SealEvent, Status, StoreKind
from stockpile_app.persistence.tables import PlaceRow, SealEventRow, WeaponRow
from stockpile_app.persistence.values import day_or_none

_IN_PLACE: Final = frozenset(each.value for each in Status if each.is_in_place)
_OUT: Final = frozenset(each.value for each in Status if each.is_out)


class PlaceBook:
    """All places at one moment, by id."""

    def __init__(self, records: Iterable[PlaceRecord]) -> None:
        """Hold these places."""
        self.by_id: dict[int, PlaceRecord] = {}
        self._open: dict[tuple[int | None, str], int] = {}
        for record in records:
            self.add(record)

    def add(self, record: PlaceRecord) -> None:
        """Hold one more place."""
        self.by_id[record.id] = record
        if not record.closed:
            self._open[record.parent, record.name.casefold()] = record.id

    def called(self, name: str, parent: int | None) -> int | None:
        """Return the open place of this name in ``parent``, whatever the case."""
        return self._open.get((parent, name.casefold()))

    def names(self, place_id: int) -> tuple[str, str, str]:
        """Return the names of depot and store, and of all below; "" where it is less deep."""
        return self.by_id[place_id].names

    def inside(self, place_id: int) -> list[int]:
        """Return a place and everything inside it, in the order of their paths."""
        found = {place_id}
        for record in self.in_order():
            if record.parent in found:
                found.add(record.id)
        return [record.id for record in self.in_order() if record.id in found]

    def above(self, place_id: int) -> list[int]:
        """Return the places that a place is inside of, innermost first."""
        found = []
        parent = self.by_id[place_id].parent
        while parent is not None:
            found.append(parent)
            parent = self.by_id[parent].parent
        return found

    def in_order(self) -> list[PlaceRecord]:
        """Return all places, each after the one it is in."""
        return sorted(self.by_id.values(), key=lambda each: self._path(each.id))

    def _path(self, place_id: int) -> tuple[tuple[str, int], ...]:
        path: list[tuple[str, int]] = []
        place: PlaceRecord | None = self.by_id[place_id]
        while place is not None:
            path.append((place.name.casefold(), place.id))
            place = self.by_id.get(place.parent) if place.parent is not None else None
        return tuple(reversed(path))


def read_places(connection: Connection, *, counts: bool = False) -> PlaceBook:
    """Return all places; ``counts`` also says how many weapons are in each, or belong there."""
    rows = connection.execute(select(PlaceRow.__table__)).all()
    parents = {row.id: row.parent_id for row in rows}
    names = {row.id: row.name for row in rows}
    weapons, out = _counts(connection, parents) if counts else ({}, {})
    return PlaceBook(
        PlaceRecord(
            id=row.id,
            kind=PlaceKind(row.kind),
            code=row.code,
            name=row.name,
            parent=row.parent_id,
            depot=row.depot_id,
            path=_path(row.id, parents, names),
            store_kind=StoreKind(row.store_kind) if row.store_kind else None,
            closed=row.closed_seq is not None,
            weapons=weapons.get(row.id, 0),
            out=out.get(row.id, 0),
            names=(row.depot, row.store, row.within),
            depot_kind=DepotKind(row.depot_kind) if row.depot_kind else None,
            address=row.address,
            capacity=row.capacity,
            keeper=row.keeper,
            two_keys=bool(row.two_keys),
            two_parties=bool(row.two_parties),
            notes=row.notes,
            seals=tuple(row.seals.split("\n")) if row.seals else (),
            sealed_on=day_or_none(row.sealed_on),
            dispatch_id=row.dispatch_id,
        )
        for row in rows
    )


def is_open(connection: Connection, place_id: int) -> bool:
    """Whether there is such a place and it is in use."""
    found = connection.execute(
        select(PlaceRow.id).where(PlaceRow.id == place_id, PlaceRow.closed_seq.is_(None))
    )
    return found.first() is not None


def _path(place_id: int, parents: dict[int, int | None], names: dict[int, str]) -> str:
    parts = []
    at: int | None = place_id
    while at is not None:
        parts.append(names[at])
        at = parents[at]
    return " / ".join(reversed(parts))


def _counts(
    connection: Connection, parents: dict[int, int | None]
) -> tuple[dict[int, int], dict[int, int]]:
    """Return how many weapons are in each place now, and how many belong there but are out."""
    direct = connection.execute(
        select(WeaponRow.place_id, WeaponRow.status, func.count())
        .where(WeaponRow.status.in_(_IN_PLACE | _OUT))
        .group_by(WeaponRow.place_id, WeaponRow.status)
    )
    present: dict[int, int] = {}
    out: dict[int, int] = {}
    for place_id, status, number in direct:
        counts = present if status in _IN_PLACE else out
        at: int | None = place_id
        while at is not None:
            counts[at] = counts.get(at, 0) + number
            at = parents[at]
    return present, out


def holds_weapons(connection: Connection, place_id: int) -> bool:
    """Whether weapons are directly in a place, or belong there and are out."""
    found = connection.execute(
        select(WeaponRow.id)
        .where(WeaponRow.place_id == place_id, WeaponRow.status.in_(_IN_PLACE | _OUT))
        .limit(1)
    )
    return found.first() is not None


def seal_events(connection: Connection, place_id: int, limit: int = 100) -> list[SealEventRecord]:
    """Return what was recorded of a container's seals, newest first."""
    rows = connection.execute(
        select(SealEventRow.__table__)
        .where(SealEventRow.place_id == place_id)
        .order_by(SealEventRow.id.desc())
        .limit(limit)
    )
    return [
        SealEventRecord(
            id=row.id,
            event=SealEvent(row.event),
            occurred_on=dt.date.fromisoformat(row.occurred_on),
            seals=tuple(row.seals.split("\n")) if row.seals else (),
            intact=bool(row.intact),
            done_by=row.done_by,
            witness=row.witness,
            notes=row.notes,
        )
        for row in rows
    ]


def used_seals(connection: Connection) -> Iterator[tuple[int, str]]:
    """Yield (container, seal number) of every seal that was ever put on one."""
    rows = connection.execute(
        select(SealEventRow.place_id, SealEventRow.seals).where(
            SealEventRow.event == SealEvent.SEALED.value
        )
    )
    for place_id, seals in rows:
        for seal in seals.split("\n"):
            yield place_id, seal
