"""Hand-ins: what is asked for, and what is known."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.collection_people import ParticipantRecord
from stockpile_app.domain.collections_vocabulary import (
    SafeState,
)
from stockpile_app.domain.vocabulary import Category, Condition, SerialState


def receipt_number(origin: str, seq: int) -> str:
    """Return the number of a hand-in and of its receipt."""
    return f"HR-{origin}-{seq}"


@dataclass(frozen=True, slots=True, kw_only=True)
class HandInWeapon:
    """Asks to take over a weapon.

    Attributes:
        tag: The code on its tag; "" takes its register number, which our labels print.
        marks: Further marks as they stand on the weapon, one a line.
        despite: Record it though a weapon of this identity is in the register.
        known: Id of the lost or stolen weapon of this register that it is: that one is recovered,
            and none is registered anew.
    """

    hand_in: int
    category: Category | None = None
    maker: str = ""
    model: str = ""
    calibre: str = ""
    country: str = ""
    year: int | None = None
    serial: str | None = None
    serial_state: SerialState = SerialState.RECORDED
    condition: Condition | None = None
    serviceable: bool | None = None
    safe: SafeState = SafeState.SAFE
    cleared_by: str = ""
    tag: str = ""
    accessories: str = ""
    notes: str = ""
    marks: str = ""
    despite: bool = False
    known: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HandInAmmunition:
    """Asks to take over rounds of one type and lot."""

    hand_in: int
    nature: str
    quantity: int
    lot: str = ""
    headstamp: str = ""
    safe: SafeState = SafeState.NOT_EXAMINED
    technician: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferExplosive:
    """Asks to record that a technician was called to something explosive."""

    hand_in: int
    description: str
    technician: str
    quantity: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class WeaponLine:
    """A weapon of a hand-in."""

    weapon_id: int
    number: str
    tag: str
    category: Category | None
    maker: str
    model: str
    calibre: str
    country: str
    serial: str | None
    serial_state: SerialState
    condition: Condition | None
    serviceable: bool | None
    safe: SafeState
    cleared_by: str
    accessories: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AmmunitionLine:
    """Rounds of a hand-in."""

    id: int
    nature: str
    lot: str
    headstamp: str
    quantity: int
    safe: SafeState
    technician: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplosiveLine:
    """Something explosive of a hand-in, referred to a technician."""

    id: int
    description: str
    quantity: int
    technician: str
    referred_at: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class HandInRecord:
    """A hand-in.

    Attributes:
        number: Of the hand-in and its receipt, such as ``HR-KE01-123``.
        closed_at: None while it is open.
        cancelled: Whether the person left without handing anything in.
    """

    id: int
    number: str
    participant: str
    site: int
    site_name: str
    opened_at: dt.datetime
    closed_at: dt.datetime | None
    officer: str
    cancelled: bool
    weapons: int
    rounds: int
    explosives: int

    @property
    def is_open(self) -> bool:
        """Whether something can be added."""
        return self.closed_at is None and not self.cancelled


@dataclass(frozen=True, slots=True, kw_only=True)
class HandInDetails:
    """A hand-in with everything that was taken over."""

    hand_in: HandInRecord
    participant: ParticipantRecord
    weapons: tuple[WeaponLine, ...]
    ammunition: tuple[AmmunitionLine, ...]
    explosives: tuple[ExplosiveLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HandInQuery:
    """Which hand-ins to list; newest first, from below the id ``before``."""

    site: int | None = None
    day: dt.date | None = None
    participant: str = ""
    open_only: bool = False
    limit: int = 200
    before: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HandInChanged:
    """Result of a step of field mode: the hand-in as it is now.

    Attributes:
        line: The id of what was added: of the weapon, or of the line.
    """

    details: HandInDetails
    changes: ChangeSet
    line: int = 0
