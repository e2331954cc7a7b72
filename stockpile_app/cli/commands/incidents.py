"""Incidents: what went wrong, who was told, and what came of it."""

from __future__ import annotations

import datetime as dt
from typing import Any, Final

import click

from stockpile_app import i18n
from stockpile_app.cli import naming
from stockpile_app.cli.naming import Day
from stockpile_app.cli.options import Command, Group, Session, option, pass_session
from stockpile_app.cli.output import label, result, table
from stockpile_app.cli.query import PLACE_OPTIONS, Code, place_id, takes
from stockpile_app.cli.session import second_person, signed_in
from stockpile_app.domain.incidents import (
    CloseIncident,
    IncidentRecord,
    InvestigateIncident,
    NotifyOfIncident,
    ReportIncident,
)
from stockpile_app.domain.text import N_
from stockpile_app.domain.vocabulary import IncidentKind
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import tr
from stockpile_app.services.gateway import Services

_MOMENT: Final = click.DateTime(["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"])


@click.group("incident", cls=Group, help=N_("List, report, investigate and close incidents."))
def incident_command() -> None:
    """Hold the commands about incidents."""


@incident_command.command("list", cls=Command, help=N_("List incidents, the newest first."))
@option("--open", "open_only", is_flag=True, help=N_("Only those that are not closed."))
@pass_session
def list_incidents(session: Session, *, open_only: bool) -> None:
    """Print incidents."""
    with signed_in(session, read_only=True) as services:
        found = services.incidents.list(open_only=open_only)
    head = (
        _("Incident"),
        _("Kind"),
        _("Discovered"),
        _("Place"),
        _("Weapons"),
        _("Gone"),
        _("Closed"),
    )
    rows = (
        (
            str(each.id),
            label(each.kind),
            i18n.format_date(each.discovered_on),
            each.place,
            str(each.weapons),
            str(each.gone),
            i18n.format_date(each.closed_on) if each.closed_on else "",
        )
        for each in found
    )
    data = {"incidents": [_incident(each) for each in found]}
    result(session, data, table(head, rows, frozenset({0, 4, 5})))


@incident_command.command("report", cls=Command, help=N_("Report that something went wrong."))
@takes(
    option("--kind", type=Code(IncidentKind), required=True, help=N_("Such as loss or theft.")),
    option("--circumstances", required=True, metavar="TEXT", help=N_("What happened.")),
    option("--discovered", type=Day(), help=N_("When it was found; today unless given.")),
    option("--number", "numbers", multiple=True, metavar="NUMBER", help=N_("A weapon concerned.")),
    *PLACE_OPTIONS,
    option("--from", "first", type=Day(), help=N_("The first day on which it can have happened.")),
    option("--until", "last", type=Day(), help=N_("The last day on which it can have happened.")),
)
@pass_session
def report_incident(session: Session, /, **given: Any) -> None:
    """Report an incident; its weapons are lost or stolen from now on."""
    with signed_in(session) as services:
        done = services.incidents.report(
            ReportIncident(
                kind=given["kind"],
                discovered_on=given["discovered"] or services.desk.today,
                circumstances=given["circumstances"],
                place_id=place_id(services, given["depot"], given["store"], given["rack"]),
                weapon_ids=naming.weapon_ids(services, given["numbers"]),
                occurred_from=given["first"],
                occurred_until=given["last"],
            )
        )
        found = _read(services, done.incident_id)
    _tell(session, found, N_("Incident {incident} is reported. Tell the police, and say so here."))


@incident_command.command("notify", cls=Command, help=N_("Record who was told of an incident."))
@click.argument("incident")
@takes(
    option("--whom", required=True, metavar="NAME", help=N_("Who was told.")),
    option("--at", type=_MOMENT, required=True, metavar="YYYY-MM-DDTHH:MM", help=N_("When.")),
    option("--how", metavar="TEXT", default="", help=N_("By telephone, letter …")),
    option("--reference", metavar="TEXT", default="", help=N_("The number they gave it.")),
)
@pass_session
def notify_of_incident(session: Session, /, incident: str, **given: Any) -> None:
    """Record a notification."""
    with signed_in(session) as services:
        incident_id = naming.entry_id(services, incident)
        services.incidents.notify(
            NotifyOfIncident(
                incident_id=incident_id,
                whom=given["whom"],
                when=given["at"],
                how=given["how"],
                reference=given["reference"],
            )
        )
        found = _read(services, incident_id)
    _tell(session, found, N_("Incident {incident}: the notification is recorded."))


@incident_command.command(
    "investigate", cls=Command, help=N_("Record what is known of an incident; replaces the last.")
)
@click.argument("incident")
@takes(
    option("--findings", metavar="TEXT", default="", help=N_("What was found out.")),
    option("--action", metavar="TEXT", default="", help=N_("What is done about it.")),
    option("--investigators", metavar="TEXT", default="", help=N_("Who looks into it.")),
    option("--police-reference", metavar="TEXT", default="", help=N_("The number at the police.")),
    option("--interpol-reference", metavar="TEXT", default="", help=N_("The number at INTERPOL.")),
)
@pass_session
def investigate_incident(session: Session, /, incident: str, **given: Any) -> None:
    """Record the state of an investigation."""
    with signed_in(session) as services:
        incident_id = naming.entry_id(services, incident)
        services.incidents.investigate(InvestigateIncident(incident_id=incident_id, **given))
        found = _read(services, incident_id)
    _tell(session, found, N_("Incident {incident}: the investigation is recorded."))


@incident_command.command("close", cls=Command, help=N_("Close an incident."))
@click.argument("incident")
@takes(
    option("--outcome", required=True, metavar="TEXT", help=N_("What came of it.")),
    option("--on", type=Day(), help=N_("The day; today unless given.")),
)
@pass_session
def close_incident(session: Session, incident: str, outcome: str, on: dt.date | None) -> None:
    """Close an incident; with weapons still gone it needs a second person."""
    with signed_in(session) as services:
        incident_id = naming.entry_id(services, incident)
        services.incidents.close(
            CloseIncident(
                incident_id=incident_id, occurred_on=on or services.desk.today, outcome=outcome
            ),
            second_person(session),
        )
        found = _read(services, incident_id)
    _tell(session, found, N_("Incident {incident} is closed."))


def _read(services: Services, incident_id: int) -> IncidentRecord:
    return services.incidents.get(incident_id).incident


def _incident(record: IncidentRecord) -> dict[str, Any]:
    return {
        "incident": record.id,
        "kind": record.kind.value,
        "discovered_on": record.discovered_on.isoformat(),
        "place": record.place,
        "circumstances": record.circumstances,
        "weapons": record.weapons,
        "gone": record.gone,
        "notified": record.notified,
        "closed_on": record.closed_on and record.closed_on.isoformat(),
    }


def _tell(session: Session, record: IncidentRecord, sentence: str) -> None:
    result(session, _incident(record), [tr(sentence, incident=record.id)])
