"""Places: what people ask to have recorded of them, and the rules of their levels and seals."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from stockpile_app.domain.errors import BadValue, NotAllowedNow
from stockpile_app.domain.records import PlaceRecord
from stockpile_app.domain.text import N_, clean
from stockpile_app.domain.vocabulary import DepotKind, PlaceKind, SealEvent, StoreKind
from stockpile_app.domain.weapons import check_text

LONGEST_CODE: Final = 32
LONGEST_REASON: Final = 500
LONGEST_SEAL: Final = 40
MOST_SEALS: Final = 12
MOST_WEAPONS: Final = 10_000_000

PARENT_KINDS: Final[dict[PlaceKind, tuple[PlaceKind | None, ...]]] = {
    PlaceKind.DEPOT: (None,),
    PlaceKind.STORE: (PlaceKind.DEPOT,),
    PlaceKind.RACK: (PlaceKind.STORE,),
    PlaceKind.BIN: (PlaceKind.STORE, PlaceKind.RACK),
    PlaceKind.CONTAINER: (PlaceKind.DEPOT, PlaceKind.STORE, PlaceKind.RACK, PlaceKind.BIN),
}
"""What a place may be in. A depot stands alone; a container is put where there is room."""

Names = tuple[str, str, str]
"""The names of a depot, of a store, and of everything below; "" where a place is less deep."""


def names_below(above: Names, kind: PlaceKind, name: str) -> Names:
    """Return the names of a place of this kind and name, inside the place called ``above``."""
    depot, store, within = above
    if kind is PlaceKind.DEPOT:
        return name, "", ""
    if kind is PlaceKind.STORE:
        return depot, name, ""
    return depot, store, f"{within} / {name}" if within else name


@dataclass(frozen=True, slots=True)
class AddPlace:
    """Asks to add a place; ``code`` is made up where it is empty."""

    kind: PlaceKind
    name: str
    code: str = ""
    parent: int | None = None
    store_kind: StoreKind | None = None


@dataclass(frozen=True, slots=True)
class DescribePlace:
    """Asks to call a place something else."""

    place_id: int
    name: str
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecifyPlace:
    """Asks to record what a place is for and who keeps it; all fields are the new ones.

    Attributes:
        depot_kind: Of a depot alone.
        capacity: For how many weapons it is built.
        keeper: Name of the storekeeper.
        two_keys: It has two locks whose keys may not meet in one hand.
        two_parties: The two key holders are of different organisations (IDDRS 4.11, 6.1.2).
    """

    place_id: int
    depot_kind: DepotKind | None = None
    address: str = ""
    capacity: int | None = None
    keeper: str = ""
    two_keys: bool = False
    two_parties: bool = False
    notes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MovePlace:
    """Asks to put a container, with everything in it, somewhere else in this register."""

    place_id: int
    parent: int
    moved_on: dt.date
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SealContainer:
    """Asks to record that a container was closed with these seals."""

    place_id: int
    seals: tuple[str, ...]
    sealed_on: dt.date
    sealed_by: str
    witness: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckSeals:
    """Asks to record which seal numbers were read on a container.

    Attributes:
        undamaged: Whether the seals themselves were whole, whatever their numbers.
    """

    place_id: int
    seals: tuple[str, ...]
    checked_on: dt.date
    checked_by: str
    undamaged: bool = True
    notes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenContainer:
    """Asks to record that the seals of a container were taken off."""

    place_id: int
    opened_on: dt.date
    opened_by: str
    witness: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class SealEventRecord:
    """A container was sealed, checked or opened.

    Attributes:
        seals: The numbers put on, or read in a check.
        intact: Of a check: the numbers were those recorded, and undamaged.
    """

    id: int
    event: SealEvent
    occurred_on: dt.date
    seals: tuple[str, ...]
    intact: bool
    done_by: str
    witness: str
    notes: str


@dataclass(frozen=True, slots=True)
class SealsCompared:
    """Seal numbers read on a container beside those recorded.

    Attributes:
        missing: Recorded, but not read.
        strange: Read, but not recorded.
    """

    missing: tuple[str, ...]
    strange: tuple[str, ...]

    @property
    def same(self) -> bool:
        """Whether the right seals, and no others, are on the container."""
        return not (self.missing or self.strange)


def is_usable(place: PlaceRecord) -> bool:
    """Whether weapons may be put into the place or taken from it, as far as it tells itself."""
    return not (place.closed or place.seals or place.dispatch_id is not None)


def check_parent(kind: PlaceKind, parent: PlaceKind | None) -> None:
    """Refuse a place in a place of the wrong level.

    Raises:
        BadValue: Such as a rack in a depot.
    """
    if parent not in PARENT_KINDS[kind]:
        raise BadValue(
            N_(
                "A store is in a depot, a rack in a store, a bin in a store or rack, and a"
                " container in any of them; choose the place it is in."
            ),
            "parent",
        )


def check_two_people(who: tuple[str, str], witness: tuple[str, str]) -> tuple[str, str]:
    """Return the names of who did something and of the witness, if there was one.

    Args:
        who: Field and name.
        witness: Field and name; the name may be empty.

    Raises:
        BadValue: Nobody is named, or both are the same person.
    """
    name = check_text(who[1], who[0])
    if not name:
        raise BadValue(N_("Say who did it."), who[0])
    second = check_text(witness[1], witness[0])
    if second.casefold() == name.casefold():
        raise BadValue(N_("The witness must be somebody else than {name}."), witness[0], name=name)
    return name, second


def clean_seals(seals: Sequence[str], least: int = 1) -> tuple[str, ...]:
    """Return seal numbers as they are recorded: cleaned, none of them empty or twice.

    Raises:
        BadValue: There are fewer than ``least`` or too many, or one is too long or given twice.
    """
    cleaned = tuple(filter(None, (clean(each) for each in seals)))
    if len(cleaned) < least:
        raise BadValue(N_("Give the number of at least one seal."), "seals")
    if len(cleaned) > MOST_SEALS:
        raise BadValue(
            N_("A container has at most {most} seals in this register."), "seals", most=MOST_SEALS
        )
    for each in cleaned:
        if len(each) > LONGEST_SEAL:
            raise BadValue(
                N_("The seal number {seal} is longer than {longest} characters."),
                "seals",
                seal=each,
                longest=LONGEST_SEAL,
            )
    folded = [seal_key(each) for each in cleaned]
    for each, key in zip(cleaned, folded, strict=True):
        if folded.count(key) > 1:
            raise BadValue(N_("The seal number {seal} is given twice."), "seals", seal=each)
    return cleaned


def seal_key(seal: str) -> str:
    """Return what two seal numbers have in common when they are the same seal."""
    return "".join(seal.split()).casefold()


def compare_seals(recorded: Sequence[str], read: Sequence[str]) -> SealsCompared:
    """Compare the seal numbers of a container with those that were read on it."""
    known, seen = {seal_key(each) for each in recorded}, {seal_key(each) for each in read}
    return SealsCompared(
        missing=tuple(each for each in recorded if seal_key(each) not in seen),
        strange=tuple(each for each in read if seal_key(each) not in known),
    )


def check_capacity(capacity: int | None) -> int | None:
    """Return for how many weapons a place is built.

    Raises:
        BadValue: It is not a sensible number.
    """
    if capacity is not None and not 1 <= capacity <= MOST_WEAPONS:
        raise BadValue(
            N_("The capacity must be a number of weapons from 1 to {most}, or empty."),
            "capacity",
            most=MOST_WEAPONS,
        )
    return capacity


def check_closable(place: PlaceRecord, *, has_open_places: bool) -> None:
    """Refuse to close a place that something is in, or belongs to.

    Raises:
        NotAllowedNow: Weapons are in it or belong there, open places are in it, it is sealed or
            it is on its way.
    """
    if place.weapons:
        raise NotAllowedNow(
            N_("“{name}” cannot be closed: {weapons} weapons are in it."),
            name=place.path,
            weapons=place.weapons,
        )
    if place.out:
        raise NotAllowedNow(
            N_(
                "“{name}” cannot be closed: {weapons} weapons that belong there are out. They must"
                " come back, or go elsewhere, first."
            ),
            name=place.path,
            weapons=place.out,
        )
    if has_open_places:
        raise NotAllowedNow(
            N_("“{name}” cannot be closed: close the places inside it first."), name=place.path
        )
    check_not_in_transit(place)
    if place.seals:
        raise NotAllowedNow(
            N_("“{name}” cannot be closed: it is sealed. Open it first."), name=place.path
        )


def check_not_in_transit(place: PlaceRecord) -> None:
    """Refuse what cannot be done with a container that is on its way.

    Raises:
        NotAllowedNow: It is.
    """
    if place.dispatch_id is not None:
        raise NotAllowedNow(
            N_("“{name}” is on its way with a dispatch. Confirm its receipt first."),
            name=place.path,
        )


def check_container(place: PlaceRecord) -> None:
    """Refuse what is done with containers alone.

    Raises:
        BadValue: The place is no container.
    """
    if place.kind is not PlaceKind.CONTAINER:
        raise BadValue(N_("“{name}” is not a container."), "place_id", name=place.path)
