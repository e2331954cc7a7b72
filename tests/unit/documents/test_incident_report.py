from __future__ import annotations

import io
from dataclasses import replace

import pytest

from stockpile_app.documents.incident_report import write_incident_report
from stockpile_app.domain.incidents import IncidentDetails
from stockpile_app.domain.vocabulary import IncidentKind
from tests.unit.documents.guarding_material import (
    CLOSED,
    DAY,
    INCIDENT,
    LONG,
    MARK,
    incident_details,
)
from tests.unit.documents.material import STAMP, texts, weapon

REPORT = replace(STAMP, title="Report of an incident")


def report(details=None, marks=None, stamp=REPORT):
    out = io.BytesIO()
    pages = write_incident_report(out, stamp, details or incident_details(), marks)
    pdf = out.getvalue()
    assert len(texts(pdf)) == pages
    return pdf


def flat(pdf):
    return " ".join(" ".join(texts(pdf)).split())


def test_that_a_closed_theft_tells_everything():
    told = flat(report())
    for each in (
        "Incident 57",
        "Theft",
        "Main depot / Store A",
        "Discovered on Mar 2, 2026",
        "between Feb 27, 2026 and Mar 1, 2026",
        "The chain of rack 1 was cut.",
        "The window bars were bent outwards.",
        "2 weapons concerned",
        "Still gone: 1. Back: 1.",
        "back on Apr 1, 2026",
        "Stolen",
        "Police station, Nakuru",
        "OB 12/2026",
        "CR 114/2026",
        "iARMS 2026/KE/0991",
        "Maj. Otieno",
        "The guard of the second watch",
        "Bars welded",
        "One weapon found at a road block",
        "Closed on May 4, 2026.",
        "1 weapon is written off by this incident.",
        "Investigated by",
    ):
        assert each in told, each


def test_that_weapons_are_fully_identified_with_their_marks():
    told = flat(report(marks={1: [MARK]}))
    first = weapon(1)
    for each in (first.serial, first.number, first.maker, first.model, first.calibre, "1967"):
        assert each in told
    assert "Marks: KE 2019 MOD (Frame or receiver, left side)" in told


def test_that_an_open_report_says_that_nobody_was_told_and_leaves_lines():
    told = flat(report(incident_details(INCIDENT, told=0)))
    assert "Nobody yet" in told
    assert "INTERPOL (iARMS)" in told
    assert "Outcome" in told
    assert "written off" not in told


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"occurred_from": None, "occurred_until": None}, "not known"),
        ({"occurred_until": None}, "not before Feb 27, 2026"),
        ({"occurred_from": None}, "not after Mar 1, 2026"),
        ({"occurred_from": DAY, "occurred_until": DAY}, "on Mar 2, 2026"),
        ({"stocktake_id": 41}, "stocktake 41"),
        ({"dispatch_id": 42}, "dispatch 42"),
    ],
)
def test_that_days_and_origin_are_told_as_far_as_known(fields, words):
    assert words in flat(report(incident_details(replace(INCIDENT, **fields))))


def test_that_an_accident_without_weapons_needs_no_advice():
    accident = replace(CLOSED, kind=IncidentKind.ACCIDENT, weapons=0, gone=0, place="")
    told = flat(report(IncidentDetails(accident, (), ())))
    assert "No weapon is named" in told
    assert "INTERPOL (iARMS)" not in told
    assert "Place not said" in told


def test_that_long_texts_and_many_weapons_go_on_without_loss():
    incident = replace(CLOSED, circumstances=f"{LONG * 7} the end.", findings=f"{LONG * 7} found.")
    details = incident_details(incident, weapons=150)
    pdf = report(details, {each.weapon.id: [MARK] for each in details.weapons})
    told = flat(pdf)
    assert "the end." in told
    assert "found." in told
    assert all(each.weapon.number in told for each in details.weapons)
    assert len(texts(pdf)) > 5


def test_that_the_same_report_gives_the_same_bytes():
    assert report() == report()


def test_that_any_script_is_drawn():
    incident = replace(CLOSED, circumstances="قطع السلسلة. Цепь перерезана. 鎖が切られた。")
    told = flat(report(incident_details(incident)))
    assert "Цепь перерезана." in told
    assert "鎖が切られた" in told
    assert "‹U+" not in told
