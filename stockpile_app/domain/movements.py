"""Movements: what people ask to have recorded of weapons that change hands or places, and rules.

Names of who hands over, receives and authorises are texts, as they stand on the voucher. One
command is one voucher, whatever the number of its weapons.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.numbers import CodeKind, PaperCode
from stockpile_app.domain.records import WeaponRecord
from stockpile_app.domain.text import N_
from stockpile_app.domain.vocabulary import (
    Condition,
    CustodyKind,
    LabelledEnum,
    MovementKind,
    Status,
)

LONGEST_PURPOSE: Final = 500

PREFIX: Final[dict[MovementKind, str]] = {
    MovementKind.MOVE: "MV",
    MovementKind.ISSUE: "IV",
    MovementKind.LOAN: "LV",
    MovementKind.REPAIR: "WV",
    MovementKind.RETURN: "RV",
    MovementKind.DISPATCH: "DM",
    MovementKind.RECEIPT: "DR",
    MovementKind.LOSS: "LS",
    MovementKind.RECOVERY: "RY",
    MovementKind.DISPOSAL: "DV",
}
"""What a voucher's number begins with; the entry that states the movement ends it."""

MOVEMENT_OF: Final[dict[CustodyKind, MovementKind]] = {
    CustodyKind.ISSUE: MovementKind.ISSUE,
    CustodyKind.LOAN: MovementKind.LOAN,
    CustodyKind.REPAIR: MovementKind.REPAIR,
}
STATUS_OF: Final[dict[MovementKind, Status]] = {
    MovementKind.ISSUE: Status.ISSUED,
    MovementKind.LOAN: Status.ON_LOAN,
    MovementKind.REPAIR: Status.IN_REPAIR,
    MovementKind.DISPATCH: Status.IN_TRANSIT,
}
"""What a weapon is after a movement that takes it out of its place."""

_IN_PLACE: Final = frozenset(each for each in Status if each.is_in_place)
ALLOWED: Final[dict[MovementKind, frozenset[Status]]] = {
    MovementKind.MOVE: _IN_PLACE,
    MovementKind.ISSUE: frozenset({Status.IN_STORE}),
    MovementKind.LOAN: frozenset({Status.IN_STORE}),
    MovementKind.REPAIR: frozenset({Status.IN_STORE}),
    MovementKind.RETURN: frozenset({Status.ISSUED, Status.ON_LOAN, Status.IN_REPAIR}),
    MovementKind.DISPATCH: _IN_PLACE,
    MovementKind.RECEIPT: frozenset({Status.IN_TRANSIT}),
}
"""What a weapon must be for each movement that people ask for."""

REMOVALS: Final = (
    MovementKind.ISSUE,
    MovementKind.LOAN,
    MovementKind.REPAIR,
    MovementKind.DISPATCH,
)
"""Movements that take weapons out of a depot: what a removal log lists (IDDRS 4.10, 7.3)."""


# --- what is asked for ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveWeapons:
    """Asks to put weapons in another place of the same depot.

    Attributes:
        explanation: Why the day is earlier than something known of one of the weapons.
    """

    weapon_ids: tuple[int, ...]
    place_id: int
    occurred_on: dt.date
    handed_by: str
    received_by: str = ""
    authorised_by: str = ""
    reason: str = ""
    explanation: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueWeapons:
    """Asks to hand weapons to a person or unit.

    Attributes:
        due_on: When they should be back; a unit alone may have weapons without such a day.
    """

    weapon_ids: tuple[int, ...]
    custody: CustodyKind = CustodyKind.ISSUE
    person_id: int
    due_on: dt.date | None = None
    occurred_on: dt.date
    handed_by: str
    received_by: str
    authorised_by: str
    purpose: str = ""
    explanation: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnWeapons:
    """Asks to take weapons back from whoever has them, into a place.

    Attributes:
        conditions: As assessed on return, by weapon; the others keep theirs.
    """

    weapon_ids: tuple[int, ...]
    place_id: int
    occurred_on: dt.date
    handed_by: str
    received_by: str
    conditions: Mapping[int, Condition] = field(default_factory=dict)
    notes: str = ""
    explanation: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DispatchContainers:
    """Asks to send sealed containers, with all that is in them, to another depot.

    Attributes:
        received_by: Who takes them on the way.
        expected_on: When they should be there; after it they are overdue.
    """

    container_ids: tuple[int, ...]
    depot_id: int
    occurred_on: dt.date
    expected_on: dt.date
    handed_by: str
    received_by: str
    authorised_by: str
    vehicle: str = ""
    escort: str = ""
    explanation: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiveDispatch:
    """Asks to record what arrived of a dispatch, checked line by line against its manifest.

    A dispatch may be received in several parts. A container arrives with the first receipt that
    names its seals; its weapons may be checked then or later.

    Attributes:
        place_id: Where the containers are put, in the depot they were sent to.
        weapon_ids: Lines that were seen.
        missing_ids: Lines that were looked for and are not there: an incident is reported at once.
        unexpected: Serials or numbers that are there and not on the manifest.
        seals: Seal numbers as they are read, by container that arrives; none for broken seals.
    """

    dispatch_id: int
    place_id: int
    occurred_on: dt.date
    handed_by: str
    received_by: str
    weapon_ids: tuple[int, ...] = ()
    missing_ids: tuple[int, ...] = ()
    unexpected: tuple[str, ...] = ()
    seals: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    notes: str = ""
    explanation: str = ""


# --- what is known -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class MovementRecord:
    """A voucher: what happened to some weapons on one day.

    Attributes:
        number: Of the voucher, such as ``IV-KE01-123``.
        place: Where they went, from the depot down; the depot they are sent to, of a dispatch.
        person: Name and code of who got or had them.
        ref_id: The dispatch that a receipt answers, or the incident of a loss or recovery.
        purpose: Purpose, reason or notes, whichever the kind has.
        weapons: How many lines it has.
        open: How many of them are still out or in transit.
        overdue: Whether any of these should be back, or have arrived, before today.
    """

    id: int
    kind: MovementKind
    number: str
    occurred_on: dt.date
    recorded_at: dt.datetime
    recorded_by: str
    place_id: int | None = None
    place: str = ""
    person_id: int | None = None
    person: str = ""
    ref_id: int | None = None
    due_on: dt.date | None = None
    handed_by: str = ""
    received_by: str = ""
    authorised_by: str = ""
    purpose: str = ""
    vehicle: str = ""
    escort: str = ""
    explanation: str = ""
    weapons: int = 0
    open: int = 0
    overdue: bool = False

    @property
    def code(self) -> str:
        """The bar code that opens it."""
        _, origin, seq = self.number.split("-")
        return PaperCode(CodeKind.MOVEMENT, origin, int(seq)).code


class LineState(LabelledEnum):
    """Where a line of a movement stands."""

    DONE = "done", N_("Done")
    OUT = "out", N_("Out")
    RETURNED = "returned", N_("Returned")
    IN_TRANSIT = "in_transit", N_("In transit")
    RECEIVED = "received", N_("Received")
    MISSING = "missing", N_("Missing")
    LOST = "lost", N_("Lost or stolen")
    DISPOSED = "disposed", N_("Disposed of")


@dataclass(frozen=True, slots=True, kw_only=True)
class MovementLineRecord:
    """One weapon of a movement.

    Attributes:
        weapon: As it is now.
        from_place, to_place: From the depot down, "" where there is none. A container is told with
            where it stood then; it may have been put elsewhere since.
        state: What became of the line since.
    """

    weapon: WeaponRecord
    from_place_id: int
    from_place: str
    to_place: str
    from_depot: str
    state: LineState
    status_before: Status
    status_after: Status


@dataclass(frozen=True, slots=True, kw_only=True)
class CustodyRecord:
    """A weapon that is out: issued, on loan, in repair or in transit.

    Attributes:
        kind: ``ISSUE``, ``LOAN``, ``REPAIR`` or ``DISPATCH``.
        person: Name and code of who has it; where it is going, of a dispatch.
        number: Of the voucher it is out by.
    """

    weapon: WeaponRecord
    kind: MovementKind
    person_id: int | None
    person: str
    since: dt.date
    due_on: dt.date | None
    movement_id: int
    number: str
    overdue: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ManifestContainerRecord:
    """A container of a dispatch.

    Attributes:
        seals: Seal numbers on leaving.
        seals_read: As they were read on arrival; None until then.
        intact: Whether they were whole and the same; None until it arrived.
        arrived_id: The receipt it arrived with.
        weapons: How many lines are in it; ``open`` of them are still in transit.
    """

    place_id: int
    name: str
    code: str
    seals: tuple[str, ...]
    seals_read: tuple[str, ...] | None
    intact: bool | None
    arrived_id: int | None
    weapons: int
    open: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DispatchRecord:
    """A dispatch with its manifest.

    Attributes:
        from_depot: Where it came from.
        lines: In the order of containers and numbers; ``from_place_id`` is the container.
        receipts: What was received of it so far.
        unexpected: Serials or numbers that were there on receipt and not on the manifest.
    """

    movement: MovementRecord
    from_depot_id: int
    from_depot: str
    containers: tuple[ManifestContainerRecord, ...]
    lines: tuple[MovementLineRecord, ...]
    receipts: tuple[MovementRecord, ...] = ()
    unexpected: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CustodySpan:
    """Where a weapon was, or who had it, for a time.

    Attributes:
        weapon_id, weapon_number: Which weapon.
        kind: The movement that began it; None for the place it was registered in.
        where: A place, or name and code of a person.
        person_id: Who had it, where somebody had.
        status: What the weapon was in that time.
        since, until: Days; ``since`` is None where the day of receipt is not known, ``until``
            where it is still so.
        due_on: When it should have been back.
        movement_id, number: The voucher that began it; None and "" for the registration.
        ended_by: The movement that ended it; None where it is still so.
    """

    weapon_id: int
    weapon_number: str
    kind: MovementKind | None
    where: str
    person_id: int | None
    status: Status
    since: dt.date | None
    until: dt.date | None
    due_on: dt.date | None
    movement_id: int | None
    number: str
    ended_by: MovementKind | None = None


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why one weapon cannot be moved, issued, returned or sent; ``i18n.error_text`` says it.

    Attributes:
        number: Register number of the weapon.
    """

    weapon_id: int
    number: str
    message_id: str
    params: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MovementDone:
    """Result of a movement.

    Attributes:
        number: Of the voucher.
        incident_id: The incident that was reported because lines were missing.
    """

    movement_id: int
    number: str
    changes: ChangeSet
    incident_id: int | None = None


def movement_number(kind: MovementKind, origin: str, seq: int) -> str:
    """Return the number of a voucher, which leads to the entry that states the movement."""
    return f"{PREFIX[kind]}-{origin}-{seq}"
