"""Places: what is where."""

from __future__ import annotations

from typing import ClassVar

from stockpile_app.domain.facts.base import Fact
from stockpile_app.domain.vocabulary import (
    DepotKind,
    PlaceKind,
    StoreKind,
)


class PlaceAdded(Fact, frozen=True):
    """A depot, a store in a depot or a rack in a store exists."""

    kind: ClassVar[str] = "place-added"
    place: int
    place_kind: PlaceKind
    code: str
    name: str
    parent: int | None = None
    store_kind: StoreKind | None = None
    batch: int | None = None


class PlaceDescribed(Fact, frozen=True):
    """A place is from now on called this."""

    kind: ClassVar[str] = "place-described"
    place: int
    code: str
    name: str


class PlaceClosed(Fact, frozen=True):
    """A place is no longer used."""

    kind: ClassVar[str] = "place-closed"
    place: int
    reason: str = ""


class PlaceSpecified(Fact, frozen=True):
    """What a place is for and who keeps it, from now on.

    Attributes:
        capacity: For how many weapons it is built.
        keeper: Name of the storekeeper.
        two_keys: It has two locks whose keys may not meet in one hand.
        two_parties: The two key holders are of different organisations (IDDRS 4.11, 6.1.2).
    """

    kind: ClassVar[str] = "place-specified"
    place: int
    depot_kind: DepotKind | None = None
    address: str = ""
    capacity: int | None = None
    keeper: str = ""
    two_keys: bool = False
    two_parties: bool = False
    notes: str = ""


class PlaceMoved(Fact, frozen=True):
    """A container was put somewhere else, with everything in it."""

    kind: ClassVar[str] = "place-moved"
    place: int
    parent: int
    occurred_on: str
    reason: str = ""


class ContainerSealed(Fact, frozen=True):
    """A container was closed with these seals."""

    kind: ClassVar[str] = "container-sealed"
    place: int
    seals: tuple[str, ...]
    occurred_on: str
    sealed_by: str
    witness: str = ""


class ContainerSealChecked(Fact, frozen=True):
    """The seals of a container were looked at; ``seals`` are the numbers read."""

    kind: ClassVar[str] = "container-seal-checked"
    place: int
    seals: tuple[str, ...]
    intact: bool
    occurred_on: str
    checked_by: str
    notes: str = ""


class ContainerOpened(Fact, frozen=True):
    """The seals of a container were taken off."""

    kind: ClassVar[str] = "container-opened"
    place: int
    occurred_on: str
    opened_by: str
    witness: str = ""
    reason: str = ""
