"""Depots, stores and racks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from stockpile_app.domain.access import Permission
from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.errors import BadValue, NotAllowedNow, NotFound
from stockpile_app.domain.facts import PlaceAdded, PlaceClosed, PlaceDescribed
from stockpile_app.domain.places import AddPlace, DescribePlace, check_parent
from stockpile_app.domain.records import PlaceRecord
from stockpile_app.domain.text import N_
from stockpile_app.domain.vocabulary import PlaceKind, StoreKind
from stockpile_app.domain.weapons import check_text
from stockpile_app.persistence import history
from stockpile_app.persistence.place_index import PlaceBook, read_places
from stockpile_app.services.desk import Desk

_PREFIX = {PlaceKind.DEPOT: "D", PlaceKind.STORE: "S", PlaceKind.RACK: "R"}
_TAKEN = N_("There is a place “{name}” there already.")
_NOT_EMPTY = N_("“{name}” cannot be closed: {weapons} weapons are in it.")
_HAS_PLACES = N_("“{name}” cannot be closed: close the places inside it first.")


@dataclass(frozen=True, slots=True)
class PlaceChanged:
    """Result of an act on a place."""

    place_id: int
    changes: ChangeSet


class Places:
    """What is done with places."""

    def __init__(self, desk: Desk) -> None:
        """Work at ``desk``."""
        self._desk = desk

    def all(self, *, closed: bool = False, counts: bool = True) -> list[PlaceRecord]:
        """Return places, each after the one it is in; ``closed`` ones too if asked.

        Raises:
            NotAllowed: The user may not look at places.
        """
        self._desk.require(Permission.READ)
        with self._desk.store.read() as connection:
            book = read_places(connection, counts=counts)
        return [each for each in book.in_order() if closed or not each.closed]

    def find(self, depot: str = "", store: str = "", rack: str = "") -> PlaceRecord:
        """Return the open place with these names or codes; a store or rack may stand alone.

        Raises:
            NotFound: There is none, or several.
        """
        self._desk.require(Permission.READ)
        with self._desk.store.read() as connection:
            book = read_places(connection)
        found = [
            each
            for each in book.in_order()
            if not each.closed and _fits(each, book.names(each.id), (depot, store, rack))
        ]
        wanted = " / ".join(filter(None, (depot, store, rack)))
        if not found:
            raise NotFound(N_("There is no place “{name}” in this register."), name=wanted)
        if len(found) > 1:
            raise NotFound(
                N_("Several places are called “{name}”; name the depot too."), name=wanted
            )
        return found[0]

    def add(self, command: AddPlace) -> PlaceChanged:
        """Add a depot, a store or a rack.

        Raises:
            BadValue: The name is empty or taken, or the place it is in does not fit.
            NotAllowed: The user may not add places.
        """
        self._desk.require(Permission.PLACES)
        with self._desk.store.write() as uow:
            book = read_places(uow.connection)
            fact = new_place(book, command, history.last_sequences(uow.connection)[1] + 1)
            uow.record(fact)
            return PlaceChanged(fact.place, uow.commit())

    def describe(self, command: DescribePlace) -> PlaceChanged:
        """Call a place something else.

        Raises:
            BadValue: The name is empty or taken.
            NotFound: There is no such place.
        """
        self._desk.require(Permission.PLACES)
        with self._desk.store.write() as uow:
            book = read_places(uow.connection)
            place = _existing(book, command.place_id)
            name = _free_name(book, command.name, place.parent, place.id)
            code = check_text(command.code, "code", 32) or place.code
            uow.record(PlaceDescribed(place=place.id, code=code, name=name))
            return PlaceChanged(place.id, uow.commit())

    def close(self, place_id: int, reason: str = "") -> PlaceChanged:
        """Close an empty place.

        Raises:
            NotAllowedNow: Weapons or open places are in it.
            NotFound: There is no such place.
        """
        self._desk.require(Permission.PLACES)
        with self._desk.store.write() as uow:
            book = read_places(uow.connection, counts=True)
            place = _existing(book, place_id)
            if place.weapons:
                raise NotAllowedNow(_NOT_EMPTY, name=place.path, weapons=place.weapons)
            if any(each.parent == place_id and not each.closed for each in book.by_id.values()):
                raise NotAllowedNow(_HAS_PLACES, name=place.path)
            uow.record(PlaceClosed(place=place_id, reason=check_text(reason, "reason", 500)))
            return PlaceChanged(place_id, uow.commit())


def new_place(
    book: PlaceBook, command: AddPlace, number: int, batch: int | None = None
) -> PlaceAdded:
    """Return the fact that a place exists, after checking that it may.

    Raises:
        BadValue: The name is empty or taken, or the place it is in does not fit.
    """
    parent = None if command.parent is None else _existing(book, command.parent)
    check_parent(command.kind, parent.kind if parent else None)
    store_kind = command.store_kind
    if command.kind is PlaceKind.STORE:
        store_kind = store_kind or StoreKind.WEAPONS
    return PlaceAdded(
        place=number,
        place_kind=command.kind,
        code=check_text(command.code, "code", 32) or f"{_PREFIX[command.kind]}{number}",
        name=_free_name(book, command.name, command.parent),
        parent=command.parent,
        store_kind=store_kind,
        batch=batch,
    )


def _existing(book: PlaceBook, place_id: int) -> PlaceRecord:
    place = book.by_id.get(place_id)
    if place is None or place.closed:
        raise NotFound(N_("There is no such place, or it is closed."))
    return place


def _free_name(book: PlaceBook, name: str, parent: int | None, own: int | None = None) -> str:
    name = check_text(name, "name")
    if not name:
        raise BadValue(N_("A place needs a name."), "name")
    if book.called(name, parent) not in {None, own}:
        raise BadValue(_TAKEN, "name", name=name)
    return name


def _fits(place: PlaceRecord, names: Sequence[str], wanted: Sequence[str]) -> bool:
    """Whether a place is the deepest level asked for, inside the levels asked for above it."""
    depth = max((at for at, name in enumerate(wanted) if name), default=-1)
    if depth != list(PlaceKind).index(place.kind):
        return False
    if wanted[depth].casefold() not in {place.name.casefold(), place.code.casefold()}:
        return False
    return all(
        not asked or asked.casefold() == name.casefold()
        for asked, name in zip(wanted[:depth], names[:depth], strict=True)
    )
