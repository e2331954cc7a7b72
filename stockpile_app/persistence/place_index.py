"""Reads places: few enough that all of them are read at once."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, func, select

from stockpile_app.domain.records import PlaceRecord
from stockpile_app.domain.vocabulary import PlaceKind, Status, StoreKind
from stockpile_app.persistence.tables import PlaceRow, WeaponRow


class PlaceBook:
    """All places at one moment, by id."""

    def __init__(self, records: Iterable[PlaceRecord]) -> None:
        """Hold these places."""
        self.by_id: dict[int, PlaceRecord] = {}
        self._names: dict[int, tuple[str, str, str]] = {}
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
        """Return the names of depot, store and rack; "" where the place is less deep."""
        names = self._names.get(place_id)
        if names is None:
            levels = {PlaceKind.DEPOT: "", PlaceKind.STORE: "", PlaceKind.RACK: ""}
            place: PlaceRecord | None = self.by_id[place_id]
            while place is not None:
                levels[place.kind] = place.name
                place = self.by_id.get(place.parent) if place.parent is not None else None
            names = (levels[PlaceKind.DEPOT], levels[PlaceKind.STORE], levels[PlaceKind.RACK])
            self._names[place_id] = names
        return names

    def inside(self, place_id: int) -> list[int]:
        """Return a place and everything inside it, in the order of their paths."""
        found = {place_id}
        for record in self.in_order():
            if record.parent in found:
                found.add(record.id)
        return [record.id for record in self.in_order() if record.id in found]

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
    """Return all places; ``counts`` also says how many weapons are in each."""
    rows = connection.execute(select(PlaceRow.__table__)).all()
    parents = {row.id: row.parent_id for row in rows}
    names = {row.id: row.name for row in rows}
    weapons = _counts(connection, parents) if counts else {}
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


def _counts(connection: Connection, parents: dict[int, int | None]) -> dict[int, int]:
    direct = connection.execute(
        select(WeaponRow.place_id, func.count())
        .where(WeaponRow.status != Status.WITHDRAWN.value)
        .group_by(WeaponRow.place_id)
    )
    counts: dict[int, int] = {}
    for place_id, number in direct:
        at: int | None = place_id
        while at is not None:
            counts[at] = counts.get(at, 0) + number
            at = parents[at]
    return counts
