"""What went wrong: losses, thefts, diversions, break-ins, accidents."""

from __future__ import annotations

from typing import ClassVar

from stockpile_app.domain.facts.base import Fact
from stockpile_app.domain.vocabulary import IncidentKind


class IncidentReported(Fact, frozen=True):
    """Something went wrong; its ``seq`` is the number of the incident.

    The weapons named are lost or stolen from now on (``IncidentKind.status``).

    Attributes:
        occurred_from, occurred_until: Days between which it must have happened.
        stocktake, dispatch: What brought it to light, by ``seq``.
    """

    kind: ClassVar[str] = "incident-reported"
    incident_kind: IncidentKind
    discovered_on: str
    circumstances: str
    reported_by: str
    place: int | None = None
    weapons: tuple[str, ...] = ()
    occurred_from: str | None = None
    occurred_until: str | None = None
    stocktake: int | None = None
    dispatch: int | None = None


class IncidentNotified(Fact, frozen=True):
    """Somebody was told; ``notified_at`` is local, ``YYYY-MM-DDTHH:MM``."""

    kind: ClassVar[str] = "incident-notified"
    incident: int
    whom: str
    notified_at: str
    how: str = ""
    reference: str = ""


class IncidentInvestigated(Fact, frozen=True):
    """What is known of an incident and done about it, as of now."""

    kind: ClassVar[str] = "incident-investigated"
    incident: int
    findings: str = ""
    action: str = ""
    investigators: str = ""
    police_reference: str = ""
    interpol_reference: str = ""


class IncidentClosed(Fact, frozen=True):
    """An incident is dealt with; weapons that are still gone are written off by it."""

    kind: ClassVar[str] = "incident-closed"
    incident: int
    occurred_on: str
    outcome: str


class WeaponsRecovered(Fact, frozen=True):
    """Lost or stolen weapons are back, in a place."""

    kind: ClassVar[str] = "weapons-recovered"
    weapons: tuple[str, ...]
    place: int
    occurred_on: str
    received_by: str
    circumstances: str
    incident: int | None = None
    explanation: str = ""
