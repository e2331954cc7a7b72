"""Who may ask what of ``services.incidents``."""

from __future__ import annotations

import datetime as dt

from stockpile_app.domain.incidents import (
    CloseIncident,
    InvestigateIncident,
    NotifyOfIncident,
    PrintIncidentReport,
    RecoverWeapons,
    ReportIncident,
)
from stockpile_app.domain.vocabulary import IncidentKind
from tests.builders import BRIAN, GITA

DAY = dt.date(2026, 3, 1)
MOMENT = dt.datetime.fromisoformat("2026-03-01T08:00")
READERS, REPORTERS, INVESTIGATORS = "SMIDT", "SMI", "M"


def other(services):
    return GITA if services.user.name == "brian" else BRIAN


ROWS = {
    "incidents.list": (READERS, lambda s, out: s.incidents.list()),
    "incidents.get": (READERS, lambda s, out: s.incidents.get(1)),
    "incidents.of_weapon": (READERS, lambda s, out: s.incidents.of_weapon(1)),
    "incidents.report": (
        REPORTERS,
        lambda s, out: s.incidents.report(
            ReportIncident(kind=IncidentKind.ACCIDENT, discovered_on=DAY, circumstances="x")
        ),
    ),
    "incidents.notify": (
        REPORTERS,
        lambda s, out: s.incidents.notify(NotifyOfIncident(incident_id=1, whom="x", when=MOMENT)),
    ),
    "incidents.investigate": (
        INVESTIGATORS,
        lambda s, out: s.incidents.investigate(InvestigateIncident(incident_id=1, findings="x")),
    ),
    "incidents.recover": (
        INVESTIGATORS,
        lambda s, out: s.incidents.recover(
            RecoverWeapons(weapon_ids=(1,), place_id=1, occurred_on=DAY, circumstances="x")
        ),
    ),
    "incidents.close": (
        INVESTIGATORS,
        lambda s, out: s.incidents.close(
            CloseIncident(incident_id=1, occurred_on=DAY, outcome="x"), other(s)
        ),
    ),
    "incidents.papers.report": (
        READERS,
        lambda s, out: s.incidents.papers.report(
            PrintIncidentReport(out=out / "report.pdf", incident_id=1)
        ),
    ),
}
