"""Locks, keys, who goes in and out, and tests of what guards a store."""

from __future__ import annotations

from typing import ClassVar

from stockpile_app.domain.facts.base import Fact
from stockpile_app.domain.vocabulary import DeviceKind


class LockFitted(Fact, frozen=True):
    """A place has a lock with so many keys.

    ``hand`` is 1 or 2 for the two locks of a place with two keys, 0 for any other.
    """

    kind: ClassVar[str] = "lock-fitted"
    lock: int
    place: int
    label: str
    copies: int
    occurred_on: str
    hand: int = 0


class LockRemoved(Fact, frozen=True):
    """A lock was changed or taken away; its keys open nothing any more."""

    kind: ClassVar[str] = "lock-removed"
    lock: int
    occurred_on: str
    reason: str


class KeyMoved(Fact, frozen=True):
    """A key went to a person, or back into the key safe (no ``person``)."""

    kind: ClassVar[str] = "key-moved"
    lock: int
    copy: int
    occurred_on: str
    witness: str
    person: int | None = None
    purpose: str = ""


class KeyLost(Fact, frozen=True):
    """A key cannot be found; its lock must be changed."""

    kind: ClassVar[str] = "key-lost"
    lock: int
    copy: int
    occurred_on: str
    circumstances: str


class KeysCounted(Fact, frozen=True):
    """The keys of a depot were counted."""

    kind: ClassVar[str] = "keys-counted"
    place: int
    occurred_on: str
    expected: int
    counted: int
    counted_by: str
    witness: str = ""


class AccessLogged(Fact, frozen=True):
    """People were in a place; times are local, ``YYYY-MM-DDTHH:MM``."""

    kind: ClassVar[str] = "access-logged"
    place: int
    people: tuple[str, ...]
    came_at: str
    purpose: str
    left_at: str | None = None
    escort: str = ""
    visitors: bool = False


class AccessEnded(Fact, frozen=True):
    """They have left; ``access`` is the ``seq`` of their entry."""

    kind: ClassVar[str] = "access-ended"
    access: int
    left_at: str


class DeviceTested(Fact, frozen=True):
    """Something that guards a place was tested."""

    kind: ClassVar[str] = "device-tested"
    place: int
    device: DeviceKind
    occurred_on: str
    passed: bool
    tested_by: str
    label: str = ""
    notes: str = ""


class DeviceRetired(Fact, frozen=True):
    """A device guards a place no more, or was never there under this label."""

    kind: ClassVar[str] = "device-retired"
    place: int
    device: DeviceKind
    occurred_on: str
    reason: str
    label: str = ""
