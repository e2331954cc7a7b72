"""Reads what was inside what, at any time: containers are carried from place to place."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import Any, Final

from sqlalchemy import Connection, select

from stockpile_app.domain.facts import DispatchReceived, PlaceAdded, PlaceMoved, decode
from stockpile_app.domain.vocabulary import PlaceKind
from stockpile_app.persistence.base import table_of
from stockpile_app.persistence.tables import EntryRow, PlaceRow, id_in

_E: Final = table_of(EntryRow).c
_P: Final = table_of(PlaceRow).c
_KINDS: Final = (PlaceAdded.kind, PlaceMoved.kind, DispatchReceived.kind)

Stays = tuple[list[int], list[int | None]]
"""Entries, in order, and the place that a container was in from each on."""


class PlaceTree:
    """The places of a register with all that containers were ever in.

    Attributes:
        kinds: Kind of each place, by id.
        moved: The containers that were put somewhere else at some time.
        moves: (seq, container) of each time that a container was put somewhere else, in order.
    """

    def __init__(
        self,
        parents: dict[int, int | None],
        kinds: dict[int, PlaceKind],
        stays: dict[int, Stays],
    ) -> None:
        """Hold the places as they are now, and the stays of containers that were moved."""
        self._parents = parents
        self._stays = {each: stay for each, stay in stays.items() if len(stay[0]) > 1}
        self.kinds = kinds
        self.moved = frozenset(self._stays)
        self.moves = sorted(
            (seq, container) for container, (seqs, _) in self._stays.items() for seq in seqs[1:]
        )

    def path(self, place: int, seq: int | None) -> Iterator[int]:
        """Yield a place and all that it was in once ``seq`` was recorded, or is in now (None)."""
        at: int | None = place
        while at is not None:
            yield at
            stays = self._stays.get(at)
            if stays is None or seq is None:
                at = self._parents[at]
            else:
                at = stays[1][max(bisect_right(stays[0], seq) - 1, 0)]


def place_tree(connection: Connection, origin: str, number: int) -> PlaceTree:
    """Return the places of a register, whose origin has this number here."""
    rows = connection.execute(select(_P.id, _P.parent_id, _P.kind)).all()
    kinds = {row.id: PlaceKind(row.kind) for row in rows}
    containers = {each for each, kind in kinds.items() if kind is PlaceKind.CONTAINER}
    stays: dict[int, Stays] = {}
    if containers:  # only they are moved; without any, the ledger need not be read
        for seq, container, parent in _told(connection, origin, number):
            if container in containers:
                seqs, parents = stays.setdefault(container, ([], []))
                seqs.append(seq)
                parents.append(parent)
    return PlaceTree({row.id: row.parent_id for row in rows}, kinds, stays)


def _told(
    connection: Connection, origin: str, number: int
) -> Iterator[tuple[int, int, int | None]]:
    """Yield (seq, place, what it was put in), in order."""
    entries = connection.execute(
        select(_E.seq, _E.kind, _E.body)
        .where(_E.origin == origin, _E.kind.in_(_KINDS))
        .order_by(_E.seq)
    )
    for seq, kind, body in entries:
        fact: Any = decode(kind, body)
        if isinstance(fact, DispatchReceived):
            for container in fact.containers:
                yield seq, id_in(number, container), id_in(number, fact.place)
        else:
            parent = None if fact.parent is None else id_in(number, fact.parent)
            yield seq, id_in(number, fact.place), parent
