"""Papers about movements: what is asked for when one is printed, and what a log lists."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from stockpile_app.domain.documents import PrintDocument
from stockpile_app.domain.records import WeaponRecord
from stockpile_app.domain.vocabulary import MovementKind


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintMovement(PrintDocument):
    """Asks for the paper of a movement."""

    movement_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintRemovalLog(PrintDocument):
    """Asks for what was taken out of a place between two days, both included."""

    place_id: int
    since: dt.date
    until: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintWeaponHistory(PrintDocument):
    """Asks for the custody history of a weapon."""

    weapon_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintPersonHistory(PrintDocument):
    """Asks for the custody history of a person, with what they hold now."""

    person_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RemovalRecord:
    """A weapon that was taken out of a place (IDDRS 4.10, 7.3).

    Attributes:
        place: Where it was, from the depot down.
        who: Name and code of who got it; the depot that it was sent to, of a dispatch.
        organisation: Of who got it.
        recorded_at: When it was recorded; aware.
        ended_on: When it came back or arrived, or was reported lost.
        ended_by: By which of these.
    """

    weapon: WeaponRecord
    kind: MovementKind
    number: str
    occurred_on: dt.date
    place: str
    who: str
    organisation: str
    handed_by: str
    received_by: str
    authorised_by: str
    purpose: str
    due_on: dt.date | None
    recorded_at: dt.datetime
    ended_on: dt.date | None
    ended_by: MovementKind | None
