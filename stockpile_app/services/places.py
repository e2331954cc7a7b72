"""Depots, and the stores, racks, bins and containers in them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from stockpile_app.domain.access import Permission
from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.errors import BadValue, NotFound
from stockpile_app.domain.facts import Fact, PlaceAdded, PlaceClosed, PlaceDescribed, PlaceSpecified
from stockpile_app.domain.places import (
    LONGEST_CODE,
    LONGEST_REASON,
    AddPlace,
    CheckSeals,
    DescribePlace,
    MovePlace,
    OpenContainer,
    SealContainer,
    SealEventRecord,
    SealsCompared,
    SpecifyPlace,
    check_capacity,
    check_closable,
    check_parent,
)
from stockpile_app.domain.records import PlaceRecord
from stockpile_app.domain.text import N_
from stockpile_app.domain.vocabulary import PlaceKind, StoreKind
from stockpile_app.domain.weapons import LONGEST_NOTE, check_text
from stockpile_app.persistence import history
from stockpile_app.persistence.place_index import PlaceBook, read_places, seal_events
from stockpile_app.services import containers
from stockpile_app.services.containers import Moment
from stockpile_app.services.desk import Desk
from stockpile_app.services.standing import check_not_counted

_PREFIX = {
    PlaceKind.DEPOT: "D",
    PlaceKind.STORE: "S",
    PlaceKind.RACK: "R",
    PlaceKind.BIN: "B",
    PlaceKind.CONTAINER: "C",
}
_TAKEN = N_("There is a place “{name}” there already.")


@dataclass(frozen=True, slots=True)
class PlaceChanged:
    """Result of an act on a place."""

    place_id: int
    changes: ChangeSet


@dataclass(frozen=True, slots=True)
class SealsChecked:
    """Result of a check of seals.

    Attributes:
        intact: Whether the right seals were on it, undamaged.
    """

    place_id: int
    intact: bool
    compared: SealsCompared
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
        """Add a depot, or a store, rack, bin or container in one.

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
            code = check_text(command.code, "code", LONGEST_CODE) or place.code
            uow.record(PlaceDescribed(place=place.id, code=code, name=name))
            return PlaceChanged(place.id, uow.commit())

    def specify(self, command: SpecifyPlace) -> PlaceChanged:
        """Record what a place is for, how much it holds and who keeps it.

        Raises:
            BadValue: A text is too long, or a value does not fit the kind of place.
            NotFound: There is no such place.
        """
        self._desk.require(Permission.PLACES)
        with self._desk.store.write() as uow:
            place = _existing(read_places(uow.connection), command.place_id)
            uow.record(_specified(place, command))
            return PlaceChanged(place.id, uow.commit())

    def close(self, place_id: int, reason: str = "") -> PlaceChanged:
        """Close an empty place.

        Raises:
            NotAllowedNow: Weapons are in it or belong there, open places are in it, it is sealed,
                in transit or being counted.
            NotFound: There is no such place.
        """
        self._desk.require(Permission.PLACES)
        with self._desk.store.write() as uow:
            book = read_places(uow.connection, counts=True)
            place = _existing(book, place_id)
            inside = (each for each in book.by_id.values() if each.parent == place_id)
            check_closable(place, has_open_places=any(not each.closed for each in inside))
            check_not_counted(uow.connection, book, place_id)
            reason = check_text(reason, "reason", LONGEST_REASON)
            uow.record(PlaceClosed(place=place_id, reason=reason))
            return PlaceChanged(place_id, uow.commit())

    # --- containers ------------------------------------------------------------------------------

    def move(self, command: MovePlace) -> PlaceChanged:
        """Put a container, sealed or not, with everything in it somewhere else.

        Raises:
            BadValue: It is no container, does not fit there, is there already, or the day is wrong.
            NotAllowedNow: It is in transit, one of the two places is being counted, or weapons
                would go to another depot without a dispatch.
            NotFound: One of the places does not exist, or is closed.
        """
        return self._act(
            command.place_id,
            lambda at, place: containers.moved(
                at, place, command, _existing(at.book, command.parent)
            ),
        )

    def seal(self, command: SealContainer) -> PlaceChanged:
        """Record that a container was closed with numbered seals.

        Raises:
            BadValue: It is no container, a seal number is missing, twice or used elsewhere, the
                day is wrong, or the witness is the one who sealed it.
            NotAllowedNow: It is sealed or in transit.
            NotFound: There is no such place.
        """
        return self._act(command.place_id, lambda at, place: containers.sealed(at, place, command))

    def check_seals(self, command: CheckSeals) -> SealsChecked:
        """Record which seal numbers were read on a container, and say whether they are right.

        Raises:
            BadValue: It is no container, a number is given twice, or the day is wrong.
            NotAllowedNow: It is not sealed.
            NotFound: There is no such place.
        """
        self._desk.require(Permission.COUNT)
        with self._desk.store.write() as uow:
            book = read_places(uow.connection)
            at = Moment(uow.connection, book, self._desk.today)
            place = _existing(book, command.place_id)
            fact, compared = containers.checked(at, place, command)
            uow.record(fact)
            return SealsChecked(place.id, fact.intact, compared, uow.commit())

    def open(self, command: OpenContainer) -> PlaceChanged:
        """Record that the seals of a container were taken off before a witness.

        Raises:
            BadValue: It is no container, there is no witness or reason, or the day is wrong.
            NotAllowedNow: It is not sealed, or in transit.
            NotFound: There is no such place.
        """
        return self._act(command.place_id, lambda at, place: containers.opened(at, place, command))

    def seal_history(self, place_id: int, *, limit: int = 100) -> list[SealEventRecord]:
        """Return what was recorded of a container's seals, newest first.

        Raises:
            NotAllowed: The user may not look at places.
        """
        self._desk.require(Permission.READ)
        with self._desk.store.read() as connection:
            return seal_events(connection, place_id, limit)

    def _act(self, place_id: int, state: Callable[[Moment, PlaceRecord], Fact]) -> PlaceChanged:
        """Record what ``state`` returns about an open place."""
        self._desk.require(Permission.MOVE)
        with self._desk.store.write() as uow:
            book = read_places(uow.connection)
            place = _existing(book, place_id)
            uow.record(state(Moment(uow.connection, book, self._desk.today), place))
            return PlaceChanged(place.id, uow.commit())


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
        code=check_text(command.code, "code", LONGEST_CODE) or f"{_PREFIX[command.kind]}{number}",
        name=_free_name(book, command.name, command.parent),
        parent=command.parent,
        store_kind=store_kind,
        batch=batch,
    )


def _specified(place: PlaceRecord, command: SpecifyPlace) -> PlaceSpecified:
    if command.depot_kind is not None and place.kind is not PlaceKind.DEPOT:
        raise BadValue(N_("Only a depot is of a kind of depot."), "depot_kind")
    if command.two_parties and not command.two_keys:
        raise BadValue(
            N_("Keys of two organisations need two locks: choose two keys too."), "two_keys"
        )
    return PlaceSpecified(
        place=place.id,
        depot_kind=command.depot_kind,
        address=check_text(command.address, "address", LONGEST_NOTE),
        capacity=check_capacity(command.capacity),
        keeper=check_text(command.keeper, "keeper"),
        two_keys=command.two_keys,
        two_parties=command.two_parties,
        notes=check_text(command.notes, "notes", LONGEST_NOTE),
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
    if depth != {PlaceKind.DEPOT: 0, PlaceKind.STORE: 1}.get(place.kind, 2):
        return False
    own = {place.name.casefold(), place.code.casefold(), names[depth].casefold()}
    if wanted[depth].casefold() not in own:
        return False
    return all(
        not asked or asked.casefold() == name.casefold()
        for asked, name in zip(wanted[:depth], names[:depth], strict=True)
    )
