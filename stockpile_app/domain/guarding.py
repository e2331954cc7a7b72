"""Keys, access and tests of devices: what is known of them, and what people ask to have recorded.

The rules are in ``guarding_rules``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from stockpile_app.domain.documents import PrintDocument
from stockpile_app.domain.vocabulary import DeviceKind


class KeyEvent(StrEnum):
    """What became of a key."""

    OUT = "out"
    IN = "in"
    LOST = "lost"


class Due(StrEnum):
    """How a test that comes again stands."""

    FAILED = "failed"
    """The last one was not passed; it stays so until one is."""
    OVERDUE = "overdue"
    DUE = "due"
    """Within the next seven days."""
    LATER = "later"


@dataclass(frozen=True, slots=True)
class KeyRecord:
    """One key of a lock.

    Attributes:
        copy: Its number on the lock, from 1.
        person_id: Who has it; None when it is in the key safe, or lost.
        since: The day it went there.
        lost_on: The day it was said to be lost.
    """

    lock_id: int
    copy: int
    lock: str
    place_id: int
    place: str
    hand: int
    person_id: int | None
    person: str
    organisation: str
    since: dt.date
    lost_on: dt.date | None


@dataclass(frozen=True, slots=True)
class LockRecord:
    """A lock of a place, with its keys.

    Attributes:
        hand: 1 or 2 for the two locks of a place with two keys, 0 for any other.
    """

    id: int
    place_id: int
    place: str
    label: str
    hand: int
    copies: int
    fitted_on: dt.date
    removed_on: dt.date | None
    reason: str
    keys: tuple[KeyRecord, ...]

    @property
    def to_be_changed(self) -> bool:
        """Whether a key of it is lost, so that it no longer keeps anybody out."""
        return self.removed_on is None and any(key.lost_on for key in self.keys)


@dataclass(frozen=True, slots=True)
class KeyEventRecord:
    """A key that went from one hand to another, or was lost."""

    id: int
    lock_id: int
    lock: str
    copy: int
    event: KeyEvent
    person: str
    occurred_on: dt.date
    witness: str
    purpose: str
    recorded_by: str


@dataclass(frozen=True, slots=True)
class KeyCountRecord:
    """A count of the keys of a depot."""

    id: int
    place_id: int
    place: str
    counted_on: dt.date
    expected: int
    counted: int
    counted_by: str
    witness: str

    @property
    def difference(self) -> int:
        """More or fewer than the register knows of."""
        return self.counted - self.expected


@dataclass(frozen=True, slots=True)
class KeyCountDue:
    """When the keys of a depot are to be counted again; ``last`` is None where they never were."""

    place_id: int
    place: str
    last: KeyCountRecord | None
    due_on: dt.date
    state: Due


@dataclass(frozen=True, slots=True)
class AccessRecord:
    """People who were in a place; times are local. ``left_at`` is None while they are in."""

    id: int
    place_id: int
    place: str
    people: tuple[str, ...]
    came_at: dt.datetime
    left_at: dt.datetime | None
    purpose: str
    escort: str
    visitors: bool


@dataclass(frozen=True, slots=True)
class DeviceTestRecord:
    """A test of something that guards a place.

    Attributes:
        retired: It is no test: it says that the device guards the place no more.
    """

    id: int
    place_id: int
    place: str
    device: DeviceKind
    label: str
    tested_on: dt.date
    passed: bool
    tested_by: str
    notes: str
    retired: bool = False


@dataclass(frozen=True, slots=True)
class DeviceDue:
    """When something that guards a place is to be tested again, after its last test."""

    last: DeviceTestRecord
    due_on: dt.date
    state: Due


@dataclass(frozen=True, slots=True)
class Interval:
    """After how many days a test comes again, and where that is said.

    Attributes:
        sure: ``seen``, ``secondary``, ``memory`` or ``proposal``.
    """

    days: int
    source: str
    sure: str


@dataclass(frozen=True, slots=True)
class Intervals:
    """The intervals of ``resources/guarding/test-intervals.yaml``."""

    key_count: Interval
    devices: Mapping[DeviceKind, Interval]


@dataclass(frozen=True, slots=True, kw_only=True)
class FitLock:
    """Asks to record that a place has a lock with so many keys."""

    place_id: int
    label: str
    copies: int
    occurred_on: dt.date
    hand: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveLock:
    """Asks to record that a lock was changed or taken away."""

    lock_id: int
    occurred_on: dt.date
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveKey:
    """Asks to record that a key went to a person, or back into the key safe (no person)."""

    lock_id: int
    copy: int
    occurred_on: dt.date
    witness: str
    person_id: int | None = None
    purpose: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoseKey:
    """Asks to record that a key cannot be found."""

    lock_id: int
    copy: int
    occurred_on: dt.date
    circumstances: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CountKeys:
    """Asks to record a count of a depot's keys, those with people too."""

    place_id: int
    occurred_on: dt.date
    counted: int
    counted_by: str
    witness: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LogAccess:
    """Asks to record people in a place; times are local.

    Attributes:
        people: Names of those who went in; the escort need not be among them.
        left_at: None while they are in.
        visitors: They have no right of their own to be there.
    """

    place_id: int
    people: tuple[str, ...]
    came_at: dt.datetime
    purpose: str
    escort: str = ""
    visitors: bool = False
    left_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordDeviceTest:
    """Asks to record a test of something that guards a place.

    Attributes:
        label: Which one, where there are several of the kind.
    """

    place_id: int
    device: DeviceKind
    occurred_on: dt.date
    passed: bool
    tested_by: str
    label: str = ""
    notes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RetireDevice:
    """Asks to record that a device guards a place no more, or never did under this label."""

    place_id: int
    device: DeviceKind
    label: str
    occurred_on: dt.date
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintKeyRegister(PrintDocument):
    """Asks for the page of the key register of a depot."""

    place_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintAccessLog(PrintDocument):
    """Asks for the access log of a place, with everything in it, from a day until a day.

    Attributes:
        blank_lines: Left free at the end, to be filled in by hand.
    """

    place_id: int
    first: dt.date
    last: dt.date
    blank_lines: int = 12
