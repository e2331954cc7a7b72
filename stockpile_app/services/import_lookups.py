"""What an import looks up of each row: earlier rows, registered weapons, places."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence

from stockpile_app.domain.facts import PlaceAdded
from stockpile_app.domain.places import AddPlace, names_below
from stockpile_app.domain.records import PlaceRecord, WeaponRecord
from stockpile_app.domain.serials import normalise
from stockpile_app.domain.vocabulary import PlaceKind
from stockpile_app.domain.weapons import Identity, tells_apart
from stockpile_app.exchange.rows import ReadRow
from stockpile_app.persistence import search, weapon_index
from stockpile_app.persistence.base import Connection
from stockpile_app.persistence.place_index import PlaceBook
from stockpile_app.persistence.weapon_records import load


class Seen:
    """The serials of an import so far, in some 200 bytes a row: a million rows must fit."""

    def __init__(self) -> None:
        """Have seen nothing."""
        self._first: dict[str, int] = {}
        self._next: dict[int, int] = {}  # several rows with one serial are rare: a chain of them
        self._rows = array("L")
        self._identities = array("L")
        self._files = array("L")
        self._numbers: dict[Identity, int] = {}
        self._names: dict[str, int] = {}

    def note(self, serial: str, stated: Identity, row: int, file: str) -> tuple[int, str] | None:
        """Note a row, unless an earlier one is the same weapon; return that one's row and file."""
        number = self._numbers.setdefault(stated, len(self._numbers))
        mine = len(self._rows)
        at = self._first.setdefault(serial, mine)
        if at != mine:
            known, names = list(self._numbers), list(self._names)
            while True:
                if not tells_apart(stated, known[self._identities[at]]):
                    return self._rows[at], names[self._files[at]]
                if at not in self._next:
                    break
                at = self._next[at]
            self._next[at] = mine
        self._rows.append(row)
        self._identities.append(number)
        self._files.append(self._names.setdefault(file, len(self._names)))
        return None


class Known:
    """What is registered of the rows of one chunk, asked once for all of them."""

    def __init__(self, connection: Connection, rows: Sequence[ReadRow]) -> None:
        """Ask about these rows."""
        weapons = [row.weapon for row in rows if row.weapon is not None and not row.errors]
        serials = {normalise(each.serial) for each in weapons if each.serial and not each.number}
        self.serials = weapon_index.with_serials(connection, sorted(serials)) if serials else {}
        self.numbers: dict[str, WeaponRecord] = {}
        wanted = {each.number.upper() for each in weapons if each.number}
        ids = {text: search.weapon_by_number(connection, text) for text in wanted}
        found = load(connection, [each for each in ids.values() if each is not None])
        for text, weapon_id in ids.items():
            if weapon_id is not None and weapon_id in found:
                self.numbers[text] = found[weapon_id]


class PlaceResolver:
    """Finds places by their names or codes, and remembers those that the import adds."""

    def __init__(self, book: PlaceBook) -> None:
        """Begin with the places that exist."""
        self.book = book
        self._ids: dict[tuple[str, str, str], int] = {}
        for place in book.by_id.values():
            if not place.closed:
                self._note(place)

    def find(self, path: tuple[str, str, str]) -> int | None:
        """Return the place that a row names, if it exists."""
        found = self._ids.get(path)
        if found is None:
            folded = (path[0].casefold(), path[1].casefold(), path[2].casefold())
            found = self._ids.get(folded)
            if found is not None:
                self._ids[path] = found  # as written, too: the next row finds it at once
        return found

    def missing(self, path: tuple[str, str, str]) -> Iterator[AddPlace]:
        """Yield what must be added for ``path``, outermost first; add each before the next."""
        parent: int | None = None
        for depth, kind in enumerate((PlaceKind.DEPOT, PlaceKind.STORE, PlaceKind.RACK), start=1):
            if not path[depth - 1]:
                return
            level = (*path[:depth], *("",) * (3 - depth))
            found = self.find((level[0], level[1], level[2]))
            if found is None:
                yield AddPlace(kind, path[depth - 1], parent=parent)
                found = self.find((level[0], level[1], level[2]))
            parent = found

    def add(self, fact: PlaceAdded) -> str:
        """Remember a place that will exist; return its path."""
        parent = self.book.by_id[fact.parent] if fact.parent is not None else None
        record = PlaceRecord(
            id=fact.place,
            kind=fact.place_kind,
            code=fact.code,
            name=fact.name,
            parent=fact.parent,
            depot=parent.depot if parent else fact.place,
            path=f"{parent.path} / {fact.name}" if parent else fact.name,
            store_kind=fact.store_kind,
            closed=False,
            names=names_below(parent.names if parent else ("", "", ""), fact.place_kind, fact.name),
        )
        self.book.add(record)
        self._note(record)
        return record.path

    def _note(self, place: PlaceRecord) -> None:
        depot, store, rack = (each.casefold() for each in self.book.names(place.id))
        self._ids[depot, store, rack] = place.id
        own = {PlaceKind.DEPOT: 0, PlaceKind.STORE: 1}.get(place.kind, 2)
        by_code = [depot, store, rack]
        by_code[own] = place.code.casefold()
        self._ids.setdefault((by_code[0], by_code[1], by_code[2]), place.id)
