"""Incidents: reported, told, investigated and closed; and weapons that come back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from stockpile_app.domain.access import Permission, SecondPersonAct
from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.errors import BadValue, NotFound
from stockpile_app.domain.facts import (
    IncidentClosed,
    IncidentInvestigated,
    IncidentNotified,
    IncidentReported,
    WeaponsRecovered,
)
from stockpile_app.domain.incidents import (
    LONGEST_REFERENCE,
    CloseIncident,
    IncidentDetails,
    IncidentRecord,
    InvestigateIncident,
    NotifyOfIncident,
    RecoverWeapons,
    ReportIncident,
    check_closing,
    check_day_of,
    check_not_gone,
    check_open,
    check_recoverable,
    check_report,
    needed,
)
from stockpile_app.domain.records import WeaponRecord
from stockpile_app.domain.text import N_
from stockpile_app.domain.users import Credentials
from stockpile_app.domain.weapons import LONGEST_NOTE, check_day, check_text
from stockpile_app.persistence import custody_index, incident_index
from stockpile_app.persistence.base import Connection
from stockpile_app.persistence.place_index import is_open, read_places
from stockpile_app.services import standing
from stockpile_app.services.desk import Desk
from stockpile_app.services.incident_papers import IncidentPapers
from stockpile_app.services.standing import check_place, chosen_weapons

_NO_INCIDENT = N_("There is no such incident in this register.")


@dataclass(frozen=True, slots=True)
class IncidentChanged:
    """Result of an act on an incident; of a recovery without one, 0."""

    incident_id: int
    changes: ChangeSet


class Incidents:
    """What is done about what went wrong."""

    def __init__(self, desk: Desk) -> None:
        """Work at ``desk``."""
        self._desk = desk

    @cached_property
    def papers(self) -> IncidentPapers:
        """Reports of incidents."""
        return IncidentPapers(self._desk)

    # --- looking ---------------------------------------------------------------------------------

    def list(
        self, *, open_only: bool = False, limit: int = 200, before: int | None = None
    ) -> Sequence[IncidentRecord]:
        """Return incidents, newest first, from below the id ``before``.

        Raises:
            NotAllowed: The user may not look at incidents.
        """
        self._desk.require(Permission.READ)
        with self._desk.store.read() as connection:
            return incident_index.incidents(
                connection, open_only=open_only, limit=limit, before=before
            )

    def get(self, incident_id: int) -> IncidentDetails:
        """Return an incident with everything about it.

        Raises:
            NotFound: There is none of this id.
        """
        self._desk.require(Permission.READ)
        with self._desk.store.read() as connection:
            found = incident_index.details(connection, incident_id)
        if found is None:
            raise NotFound(_NO_INCIDENT)
        return found

    def of_weapon(self, weapon_id: int) -> Sequence[IncidentRecord]:
        """Return the incidents that concern a weapon, newest first."""
        self._desk.require(Permission.READ)
        with self._desk.store.read() as connection:
            return incident_index.incidents_of_weapon(connection, weapon_id)

    # --- recording -------------------------------------------------------------------------------

    def report(self, command: ReportIncident) -> IncidentChanged:
        """Record that something went wrong; its weapons are lost or stolen from now on.

        Raises:
            BadValue: Nothing is said of it, or a day is in the future or out of order.
            NotAllowedNow: A weapon is lost, stolen or no more already.
            NotFound: There is no such place or weapon.
        """
        self._desk.require(Permission.REPORT_INCIDENT)
        circumstances = check_report(command, self._desk.today)
        with self._desk.store.write() as uow:
            if command.place_id is not None and not is_open(uow.connection, command.place_id):
                raise NotFound(N_("There is no such place, or it is closed."))
            weapons = _chosen(uow.connection, command.weapon_ids)
            gone = custody_index.losses(uow.connection, [each.id for each in weapons])
            check_not_gone(weapons, gone)
            incident = uow.next_seq
            uow.record(
                IncidentReported(
                    incident_kind=command.kind,
                    discovered_on=command.discovered_on.isoformat(),
                    circumstances=circumstances,
                    reported_by=self._desk.user.full_name,
                    place=command.place_id,
                    weapons=tuple(each.number for each in weapons),
                    occurred_from=check_day(
                        command.occurred_from, "occurred_from", self._desk.today
                    ),
                    occurred_until=check_day(
                        command.occurred_until, "occurred_until", self._desk.today
                    ),
                )
            )
            return IncidentChanged(incident, uow.commit())

    def notify(self, command: NotifyOfIncident) -> IncidentChanged:
        """Record who was told of an incident.

        Raises:
            BadValue: Nobody is named, or the time is in the future or before the discovery.
            NotAllowedNow: The incident is closed.
            NotFound: There is no such incident.
        """
        self._desk.require(Permission.REPORT_INCIDENT)
        whom = needed(command.whom, "whom", N_("Say who was told."), LONGEST_REFERENCE)
        how = check_text(command.how, "how")
        reference = check_text(command.reference, "reference")
        with self._desk.store.write() as uow:
            incident = _open(uow.connection, command.incident_id)
            check_day_of(incident, command.when.date(), "when", self._desk.today)
            if command.when > self._desk.local_now:
                raise BadValue(N_("The time is in the future."), "when")
            uow.record(
                IncidentNotified(
                    incident=incident.id,
                    whom=whom,
                    notified_at=command.when.strftime("%Y-%m-%dT%H:%M"),
                    how=how,
                    reference=reference,
                )
            )
            return IncidentChanged(incident.id, uow.commit())

    def investigate(self, command: InvestigateIncident) -> IncidentChanged:
        """Record what is known of an incident and done about it, as of now.

        Raises:
            BadValue: A text is too long, or nothing is said.
            NotAllowedNow: The incident is closed.
            NotFound: There is no such incident.
        """
        self._desk.require(Permission.INVESTIGATE)
        fact = IncidentInvestigated(
            incident=command.incident_id,
            findings=check_text(command.findings, "findings", LONGEST_NOTE),
            action=check_text(command.action, "action", LONGEST_NOTE),
            investigators=check_text(command.investigators, "investigators"),
            police_reference=check_text(command.police_reference, "police_reference"),
            interpol_reference=check_text(command.interpol_reference, "interpol_reference"),
        )
        with self._desk.store.write() as uow:
            incident = _open(uow.connection, command.incident_id)
            if fact == IncidentInvestigated(incident=incident.id):
                raise BadValue(N_("Write what was found or done."), "findings")
            uow.record(fact)
            return IncidentChanged(incident.id, uow.commit())

    def recover(self, command: RecoverWeapons) -> IncidentChanged:
        """Record that lost or stolen weapons are back; they are in store again.

        Weapons of several incidents may come back together, and those of a closed one too: what
        was written off is found years later.

        Raises:
            BadValue: Nothing is said of how, or the day is in the future, before the discovery, or
                before something else that is known of a weapon and not explained.
            NotAllowedNow: A weapon is neither lost nor stolen, or the place takes nothing now.
            NotFound: There is no such place or weapon.
        """
        self._desk.require(Permission.INVESTIGATE)
        circumstances = needed(
            command.circumstances, "circumstances", N_("Say how the weapons came back.")
        )
        today = self._desk.today
        with self._desk.store.write() as uow:
            weapons = _chosen(uow.connection, command.weapon_ids)
            check_recoverable(weapons)
            check_place(uow.connection, read_places(uow.connection), command.place_id)
            gone = custody_index.losses(uow.connection, [each.id for each in weapons])
            concerned = sorted(set(gone.values()))
            for each in concerned:
                incident = _existing(uow.connection, each)
                check_day_of(incident, command.occurred_on, "occurred_on", today)
            explanation = standing.check_day(
                uow.connection, command.occurred_on, today, weapons, command.explanation
            )
            uow.record(
                WeaponsRecovered(
                    weapons=tuple(each.number for each in weapons),
                    place=command.place_id,
                    occurred_on=command.occurred_on.isoformat(),
                    received_by=check_text(command.received_by, "received_by")
                    or self._desk.user.full_name,
                    circumstances=circumstances,
                    incident=concerned[0] if len(concerned) == 1 else None,
                    explanation=explanation,
                )
            )
            return IncidentChanged(concerned[0] if concerned else 0, uow.commit())

    def close(self, command: CloseIncident, second: Credentials | None = None) -> IncidentChanged:
        """Close an incident; a second person approves while weapons are still gone.

        Raises:
            BadValue: No outcome is given, or the day is in the future or before the discovery.
            NotAllowedNow: It is closed; findings, action or a notification is missing.
            NotFound: There is no such incident.
            SecondPersonNeeded: Weapons are still gone and no second person was named.
        """
        self._desk.require(Permission.INVESTIGATE)
        outcome = needed(command.outcome, "outcome", N_("Say how the incident ended."))
        with self._desk.store.read() as connection:
            incident = _existing(connection, command.incident_id)
        check_closing(incident)
        day = check_day_of(incident, command.occurred_on, "occurred_on", self._desk.today)
        approver = None
        if incident.gone:
            approver = self._desk.approval(SecondPersonAct.WRITE_OFF, second)
        with self._desk.store.write(approver) as uow:
            check_closing(_existing(uow.connection, incident.id))
            uow.record(IncidentClosed(incident=incident.id, occurred_on=day, outcome=outcome))
            return IncidentChanged(incident.id, uow.commit())


def _existing(connection: Connection, incident_id: int) -> IncidentRecord:
    found = incident_index.incident(connection, incident_id)
    if found is None:
        raise NotFound(_NO_INCIDENT)
    return found


def _open(connection: Connection, incident_id: int) -> IncidentRecord:
    incident = _existing(connection, incident_id)
    check_open(incident)
    return incident


def _chosen(connection: Connection, weapon_ids: Sequence[int]) -> list[WeaponRecord]:
    """Return these weapons, each once, in the order given."""
    return chosen_weapons(connection, list(dict.fromkeys(weapon_ids)))
