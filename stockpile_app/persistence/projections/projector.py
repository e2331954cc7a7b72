"""Hands entries to the handlers of their kinds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, select

from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.facts import Fact
from stockpile_app.persistence.tables import OriginRow, id_in

MANY: Final = 1000
"""Above this many weapons a change is not named one by one."""


class Stated(NamedTuple):
    """A fact and the entry that states it."""

    origin: str
    seq: int
    recorded_at: str
    recorded_by: str
    fact: Any


Handler = Callable[["Projector", Sequence[Stated]], None]

HANDLERS: Final[dict[type[Fact], Handler]] = {}


def handles(*kinds: type[Fact]) -> Callable[[Handler], Handler]:
    """Register the decorated function as the handler of ``kinds``."""

    def register(handler: Handler) -> Handler:
        HANDLERS.update(dict.fromkeys(kinds, handler))
        return handler

    return register


def writes_nothing(*kinds: type[Fact]) -> None:
    """Say that facts of these kinds stand in the ledger alone."""
    HANDLERS.update(dict.fromkeys(kinds, lambda _projector, _batch: None))


class Projector:
    """Applies entries to the derived tables behind one connection.

    Attributes:
        text_index: Whether the full-text index is kept too; a rebuild for comparison does not.
        changes: What was changed so far.
    """

    def __init__(self, connection: Connection, *, text_index: bool = True) -> None:
        """Apply to the tables behind ``connection``, inside its transaction."""
        self.connection = connection
        self.text_index = text_index
        self.changes = ChangeSet()
        self._origins: dict[str, int] = {}

    def apply(self, stated: Iterable[Stated]) -> None:
        """Apply facts in the order they were stated."""
        for kind, run in groupby(stated, key=lambda each: type(each.fact)):
            HANDLERS[kind](self, list(run))

    def origin_number(self, origin: str) -> int:
        """Return the number of a register whose entries are here; 0 is this register's own."""
        if origin not in self._origins:
            rows = self.connection.execute(select(OriginRow.origin, OriginRow.number))
            self._origins = {row.origin: row.number for row in rows}
        return self._origins[origin]

    def weapon_id(self, number: str) -> int:
        """Return the id of the weapon with this register number."""
        origin, sequence, _ = number.split("-")
        return id_in(self.origin_number(origin), int(sequence))

    def place_id(self, origin: str, place: int) -> int:
        """Return the id of a place that an entry of ``origin`` names."""
        return id_in(self.origin_number(origin), place)

    def changed(self, changes: ChangeSet) -> None:
        """Add to what was changed."""
        self.changes |= changes

    def changed_weapons(self, ids: Sequence[int]) -> None:
        """Add weapons to what was changed."""
        if len(ids) > MANY or self.changes.many:
            self.changed(ChangeSet(many=True))
        else:
            self.changed(ChangeSet(weapons=frozenset(ids)))
