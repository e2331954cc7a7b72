"""Incidents: what people ask to have recorded of them, and the rules."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final

from stockpile_app.domain.documents import PrintDocument
from stockpile_app.domain.errors import BadValue, NotAllowedNow
from stockpile_app.domain.records import WeaponRecord
from stockpile_app.domain.text import N_
from stockpile_app.domain.vocabulary import IncidentKind, Status
from stockpile_app.domain.weapons import LONGEST_NOTE, check_day, check_text

LONGEST_REFERENCE: Final = 120
LOST: Final = frozenset({Status.LOST, Status.STOLEN})
"""What a weapon is while it is gone; every act refuses it and every answer says so."""

MUST_TELL: Final = frozenset({IncidentKind.LOSS, IncidentKind.THEFT, IncidentKind.DIVERSION})
"""Kinds that are closed, where weapons are concerned, only after somebody was told."""

_GONE: Final = {
    Status.LOST: N_(
        "{number} is lost already, by incident {incident}. Record what is new at that incident."
    ),
    Status.STOLEN: N_(
        "{number} is stolen already, by incident {incident}. Record what is new at that incident."
    ),
}
_FINAL: Final = N_("{number} is {status}: nothing more can be recorded of it.")
_ORDER: Final = N_("It cannot have happened after {day}, the day it was discovered.")


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentRecord:
    """Something that went wrong.

    Attributes:
        id: Also its number in this register.
        place: Path of the place, or "".
        occurred_from, occurred_until: Days between which it must have happened.
        stocktake_id, dispatch_id: What brought it to light.
        weapons: How many weapons it concerns.
        gone: How many of them are lost or stolen by it and not back.
        notified: How many were told.
    """

    id: int
    kind: IncidentKind
    discovered_on: dt.date
    circumstances: str
    reported_by: str
    recorded_at: dt.datetime
    place_id: int | None = None
    place: str = ""
    occurred_from: dt.date | None = None
    occurred_until: dt.date | None = None
    stocktake_id: int | None = None
    dispatch_id: int | None = None
    findings: str = ""
    action: str = ""
    investigators: str = ""
    police_reference: str = ""
    interpol_reference: str = ""
    outcome: str = ""
    closed_on: dt.date | None = None
    weapons: int = 0
    gone: int = 0
    notified: int = 0

    @property
    def is_open(self) -> bool:
        """Whether it is still to be dealt with."""
        return self.closed_on is None


@dataclass(frozen=True, slots=True)
class IncidentWeapon:
    """A weapon that an incident concerns.

    Attributes:
        before: What it was until then.
        gone: Whether it is lost or stolen by this incident and not back.
    """

    weapon: WeaponRecord
    before: Status
    recovered_on: dt.date | None
    gone: bool


@dataclass(frozen=True, slots=True)
class NotificationRecord:
    """Somebody who was told; ``notified_at`` is local time."""

    id: int
    whom: str
    notified_at: dt.datetime
    how: str
    reference: str


@dataclass(frozen=True, slots=True)
class IncidentDetails:
    """An incident with everything about it."""

    incident: IncidentRecord
    weapons: tuple[IncidentWeapon, ...]
    notifications: tuple[NotificationRecord, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportIncident:
    """Asks to record that something went wrong.

    Attributes:
        weapon_ids: From now on lost or stolen, unless it is an accident.
        occurred_from, occurred_until: Days between which it must have happened, where known.
    """

    kind: IncidentKind
    discovered_on: dt.date
    circumstances: str
    place_id: int | None = None
    weapon_ids: tuple[int, ...] = ()
    occurred_from: dt.date | None = None
    occurred_until: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NotifyOfIncident:
    """Asks to record who was told of an incident; ``when`` is local time."""

    incident_id: int
    whom: str
    when: dt.datetime
    how: str = ""
    reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class InvestigateIncident:
    """Asks to record what is known of an incident as of now; all fields are the new ones."""

    incident_id: int
    findings: str = ""
    action: str = ""
    investigators: str = ""
    police_reference: str = ""
    interpol_reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoverWeapons:
    """Asks to record that lost or stolen weapons are back.

    Attributes:
        place_id: Where they are put.
        received_by: Who took them in; the user, when it is empty.
        explanation: Why the day is earlier than something known of a weapon.
    """

    weapon_ids: tuple[int, ...]
    place_id: int
    occurred_on: dt.date
    circumstances: str
    received_by: str = ""
    explanation: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseIncident:
    """Asks to close an incident."""

    incident_id: int
    occurred_on: dt.date
    outcome: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintIncidentReport(PrintDocument):
    """Asks for the report of an incident."""

    incident_id: int


def check_report(command: ReportIncident, today: dt.date) -> str:
    """Return the circumstances, cleaned, of a report whose days are in order.

    Raises:
        BadValue: They are empty, or a day is in the future or after the discovery.
    """
    circumstances = needed(
        command.circumstances, "circumstances", N_("Say what happened, as far as it is known.")
    )
    check_day(command.discovered_on, "discovered_on", today)
    discovered = command.discovered_on
    for field in ("occurred_from", "occurred_until"):
        day: dt.date | None = getattr(command, field)
        if day is not None and day > discovered:
            raise BadValue(_ORDER, field, day=discovered.isoformat())
    first, last = command.occurred_from, command.occurred_until
    if first is not None and last is not None and first > last:
        raise BadValue(
            N_("The first day is after the last. Write the earlier day first."), "occurred_from"
        )
    return circumstances


def check_not_gone(weapons: Iterable[WeaponRecord], incident_of: dict[int, int]) -> None:
    """Refuse weapons that are lost, stolen or no more.

    Args:
        incident_of: Incident by weapon, for those that are lost or stolen.

    Raises:
        NotAllowedNow: Names the first of them, and its incident.
    """
    for weapon in weapons:
        if weapon.status in LOST:
            incident = incident_of.get(weapon.id, "–")
            raise NotAllowedNow(_GONE[weapon.status], number=weapon.number, incident=incident)
        if weapon.status.is_final:
            status = weapon.status.label.lower()
            raise NotAllowedNow(_FINAL, number=weapon.number, status=status)


def check_recoverable(weapons: Collection[WeaponRecord]) -> None:
    """Refuse to recover what is not gone.

    Raises:
        NotAllowedNow: A weapon is neither lost nor stolen.
        BadValue: None is named.
    """
    if not weapons:
        raise BadValue(N_("Choose the weapons that are back."), "weapons")
    for weapon in weapons:
        if weapon.status not in LOST:
            raise NotAllowedNow(
                N_("{number} is neither lost nor stolen: it is “{status}”."),
                number=weapon.number,
                status=weapon.status.label,
            )


def check_open(incident: IncidentRecord) -> None:
    """Refuse an incident that is closed.

    Raises:
        NotAllowedNow: It is; says since when.
    """
    if incident.closed_on is not None:
        raise NotAllowedNow(
            N_("Incident {incident} was closed on {day}. Report what is new as a new incident."),
            incident=incident.id,
            day=incident.closed_on.isoformat(),
        )


def check_day_of(incident: IncidentRecord, day: dt.date, field: str, today: dt.date) -> str:
    """Return a day after the discovery and not in the future, as the ledger keeps it.

    Raises:
        BadValue: It is not.
    """
    check_day(day, field, today)
    if day < incident.discovered_on:
        raise BadValue(
            N_("{day} is before {discovered}, the day the incident was discovered."),
            field,
            day=day.isoformat(),
            discovered=incident.discovered_on.isoformat(),
        )
    return day.isoformat()


def must_tell(incident: IncidentRecord) -> bool:
    """Whether somebody outside the store must be told before it is closed.

    Of every loss, theft or diversion of weapons, and of whatever left weapons gone.
    """
    return bool(incident.gone or (incident.kind in MUST_TELL and incident.weapons))


def check_closing(incident: IncidentRecord) -> None:
    """Refuse to close what was not looked into, or of which nobody was told.

    PoA II.17 g asks for procedures and sanctions after theft or loss; STANDARDS section 13 g for
    a named authority, and for a record at INTERPOL where weapons are lost or stolen.

    Raises:
        NotAllowedNow: It is closed; or findings, action or a notification is missing.
    """
    check_open(incident)
    if not incident.findings.strip() or not incident.action.strip():
        raise NotAllowedNow(
            N_(
                "Incident {incident} cannot be closed before its findings and the action taken"
                " are recorded. Record the investigation first."
            ),
            incident=incident.id,
        )
    if must_tell(incident) and not incident.notified:
        raise NotAllowedNow(
            N_(
                "Nobody has been told of incident {incident}. Tell the police and the authority"
                " that your rules name, and record whom you told. Lost and stolen weapons should"
                " also be recorded at INTERPOL (iARMS)."
            ),
            incident=incident.id,
        )


def needed(value: str, field: str, sentence: str, longest: int = LONGEST_NOTE) -> str:
    """Return a text that may not be empty, cleaned.

    Raises:
        BadValue: It is empty or too long.
    """
    text = check_text(value, field, longest)
    if not text.strip():
        raise BadValue(sentence, field)
    return text
