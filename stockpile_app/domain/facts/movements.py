"""Weapons that go from one place or hand to another.

One fact is one voucher; it names all its weapons. ``handed_by``, ``received_by`` and
``authorised_by`` are names as they stand on the voucher. ``explanation`` says why the day is
earlier than an earlier fact about one of the weapons.
"""

from __future__ import annotations

from typing import ClassVar

from stockpile_app.domain.facts.base import Fact
from stockpile_app.domain.vocabulary import Condition, CustodyKind


class WeaponsMoved(Fact, frozen=True):
    """Weapons were put in another place of the same depot."""

    kind: ClassVar[str] = "weapons-moved"
    weapons: tuple[str, ...]
    place: int
    occurred_on: str
    handed_by: str
    received_by: str = ""
    authorised_by: str = ""
    reason: str = ""
    explanation: str = ""


class WeaponsIssued(Fact, frozen=True):
    """Weapons were handed to a person or unit, who should give them back by ``due_on``."""

    kind: ClassVar[str] = "weapons-issued"
    weapons: tuple[str, ...]
    custody: CustodyKind
    person: int
    occurred_on: str
    handed_by: str
    received_by: str
    authorised_by: str
    due_on: str | None = None
    purpose: str = ""
    explanation: str = ""


class WeaponsReturned(Fact, frozen=True):
    """Weapons came back into a place. ``conditions`` are by number, where they were assessed."""

    kind: ClassVar[str] = "weapons-returned"
    weapons: tuple[str, ...]
    person: int
    place: int
    occurred_on: str
    handed_by: str
    received_by: str
    conditions: dict[str, Condition] = {}
    notes: str = ""
    explanation: str = ""


class WeaponsDispatched(Fact, frozen=True):
    """Sealed containers left for another depot; its ``seq`` is the number of the manifest.

    Attributes:
        loads: Weapons by container.
        seals: Seal numbers by container, as they were on leaving.
        place: The depot they go to.
        received_by: Who takes them on the way.
    """

    kind: ClassVar[str] = "weapons-dispatched"
    loads: dict[int, tuple[str, ...]]
    seals: dict[int, tuple[str, ...]]
    place: int
    occurred_on: str
    expected_on: str
    handed_by: str
    received_by: str
    authorised_by: str
    vehicle: str = ""
    escort: str = ""
    explanation: str = ""


class DispatchReceived(Fact, frozen=True):
    """Containers of a dispatch arrived and were checked against the manifest, line by line.

    Attributes:
        dispatch: The ``seq`` of the ``WeaponsDispatched``.
        place: Where the containers were put.
        weapons: The lines confirmed. Lines in neither list were not checked yet.
        missing: Lines looked for and not there; they stay in transit until an incident or a
            further receipt says more.
        unexpected: Serials or numbers that were there and not on the manifest.
        seals: Seal numbers by container, as they were read on arrival.
        intact: Containers whose seals were whole and those of the manifest.
    """

    kind: ClassVar[str] = "dispatch-received"
    dispatch: int
    place: int
    weapons: tuple[str, ...]
    occurred_on: str
    handed_by: str
    received_by: str
    containers: tuple[int, ...] = ()
    seals: dict[int, tuple[str, ...]] = {}
    intact: tuple[int, ...] = ()
    missing: tuple[str, ...] = ()
    unexpected: tuple[str, ...] = ()
    notes: str = ""
    explanation: str = ""
