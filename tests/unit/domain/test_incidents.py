from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from stockpile_app.domain.errors import NotAllowedNow
from stockpile_app.domain.incidents import IncidentRecord, check_closing, must_tell
from stockpile_app.domain.vocabulary import IncidentKind

INCIDENT = IncidentRecord(
    id=5,
    kind=IncidentKind.THEFT,
    discovered_on=dt.date(2026, 3, 2),
    circumstances="x",
    reported_by="A",
    recorded_at=dt.datetime(2026, 3, 2, tzinfo=dt.UTC),
    findings="x",
    action="x",
)


@pytest.mark.parametrize(
    ("kind", "weapons", "gone", "told"),
    [
        (IncidentKind.LOSS, 1, 0, True),
        (IncidentKind.THEFT, 1, 1, True),
        (IncidentKind.DIVERSION, 2, 0, True),
        (IncidentKind.LOSS, 0, 0, False),
        (IncidentKind.BREAK_IN, 0, 0, False),
        (IncidentKind.BREAK_IN, 1, 1, True),
        (IncidentKind.UNEXPLAINED, 1, 0, False),
        (IncidentKind.UNEXPLAINED, 1, 1, True),
        (IncidentKind.ACCIDENT, 1, 0, False),
    ],
)
def test_that_losses_thefts_and_what_leaves_weapons_gone_are_told(kind, weapons, gone, told):
    incident = replace(INCIDENT, kind=kind, weapons=weapons, gone=gone)
    assert must_tell(incident) is told
    if told:
        with pytest.raises(NotAllowedNow, match="Nobody has been told"):
            check_closing(incident)
        check_closing(replace(incident, notified=1))
    else:
        check_closing(incident)


@pytest.mark.parametrize("missing", [{"findings": " \n"}, {"action": ""}])
def test_that_an_incident_is_not_closed_unexamined(missing):
    with pytest.raises(NotAllowedNow, match="before its findings and the action"):
        check_closing(replace(INCIDENT, **missing))


def test_that_a_closed_incident_is_not_closed_again():
    closed = replace(INCIDENT, closed_on=dt.date(2026, 3, 3))
    assert not closed.is_open
    with pytest.raises(NotAllowedNow, match="was closed on 2026-03-03"):
        check_closing(closed)
