from __future__ import annotations

import datetime as dt

import pytest

from stockpile_app.domain.errors import BadValue, NotFound
from stockpile_app.domain.guarding import (
    FitLock,
    LogAccess,
    LoseKey,
    MoveKey,
    PrintAccessLog,
    PrintKeyRegister,
)
from stockpile_app.domain.incidents import PrintIncidentReport, ReportIncident
from stockpile_app.domain.people import AddPerson
from stockpile_app.domain.places import AddPlace, SpecifyPlace
from stockpile_app.domain.vocabulary import Component, IncidentKind, MarkOccasion, PlaceKind
from stockpile_app.domain.weapons import ObserveMark, RegisterWeapon
from tests.builders import number
from tests.unit.documents.material import qr_codes, texts

DAY = dt.date(2026, 3, 2)
moment = dt.datetime.fromisoformat


@pytest.fixture
def store(services):
    """A store with two keys, one of them with a person and one lost."""
    store = services.places.add(AddPlace(PlaceKind.STORE, "Store A", parent=1)).place_id
    services.places.specify(SpecifyPlace(place_id=store, two_keys=True))
    guarding = services.guarding
    for hand, label in ((1, "Upper"), (2, "Lower")):
        guarding.fit_lock(
            FitLock(place_id=store, label=label, copies=2, occurred_on=DAY, hand=hand)
        )
    person = services.people.add(AddPerson(name="Juma", organisation="Army")).person_id
    guarding.move_key(MoveKey(lock_id=1, copy=1, occurred_on=DAY, witness="Abdi", person_id=person))
    guarding.lose_key(LoseKey(lock_id=2, copy=2, occurred_on=DAY, circumstances="x"))
    return store


def text(path):
    return " ".join(" ".join(texts(path.read_bytes())).split())


def test_that_the_key_register_of_a_depot_is_sealed_and_recorded(services, store, tmp_path):
    other = services.places.add(AddPlace(PlaceKind.DEPOT, "Annex")).place_id
    services.guarding.fit_lock(
        FitLock(place_id=other, label="Elsewhere", copies=1, occurred_on=DAY)
    )
    out = tmp_path / "keys.pdf"
    done = services.guarding.papers.key_register(PrintKeyRegister(out=out, place_id=1))
    told = text(out)
    assert done.number in told
    assert "Juma" in told
    assert "Lower: TO BE CHANGED" in told
    assert "Elsewhere" not in told
    assert qr_codes(out.read_bytes())
    entry = services.ledgers.entries(limit=1)[0]
    assert (entry.kind, "key-register" in entry.body) == ("document-issued", True)


def test_that_a_key_register_is_of_a_depot(services, store, tmp_path):
    out = tmp_path / "keys.pdf"
    with pytest.raises(BadValue, match="choose a depot"):
        services.guarding.papers.key_register(PrintKeyRegister(out=out, place_id=store))
    with pytest.raises(NotFound):
        services.guarding.papers.key_register(PrintKeyRegister(out=out, place_id=99))
    assert not out.exists()


def test_that_the_access_log_of_a_period_is_in_the_order_people_came(services, store, tmp_path):
    for name, at in (("Late", "2026-03-02T05:00"), ("Early", "2026-03-01T22:00")):
        services.guarding.log_access(
            LogAccess(
                place_id=store,
                people=(name, "Abdi"),
                came_at=moment(at),
                purpose="Count",
                left_at=moment(at),
            )
        )
    out = tmp_path / "log.pdf"
    papers = services.guarding.papers
    done = papers.access_log(
        PrintAccessLog(out=out, place_id=1, first=dt.date(2026, 3, 1), last=DAY)
    )
    told = text(out)
    assert done.number in told
    assert told.index("Early") < told.index("Late")
    papers.access_log(PrintAccessLog(out=out, place_id=store, first=DAY, last=DAY, blank_lines=0))
    assert "Early" not in text(out)


@pytest.mark.parametrize(
    ("fields", "field"),
    [({"first": dt.date(2026, 3, 3)}, "first"), ({"blank_lines": 201}, "blank_lines")],
)
def test_that_an_access_log_that_cannot_be_is_refused(services, tmp_path, fields, field):
    values = {"out": tmp_path / "log.pdf", "place_id": 1, "first": DAY, "last": DAY}
    with pytest.raises(BadValue) as refused:
        services.guarding.papers.access_log(PrintAccessLog(**{**values, **fields}))
    assert refused.value.field == field


def test_that_the_report_of_an_incident_is_sealed_and_recorded(services, tmp_path):
    services.weapons.register(RegisterWeapon(place_id=1, serial="A1", model="M16A1"))
    services.weapons.observe_mark(
        ObserveMark(
            weapon_id=1,
            component=Component.RECEIVER,
            occasion=MarkOccasion.IMPORT,
            text="KE 2019",
        )
    )
    incident = services.incidents.report(
        ReportIncident(
            kind=IncidentKind.THEFT,
            discovered_on=DAY,
            circumstances="The chain was cut.",
            weapon_ids=(1,),
        )
    ).incident_id
    out = tmp_path / "report.pdf"
    done = services.incidents.papers.report(PrintIncidentReport(out=out, incident_id=incident))
    told = text(out)
    for each in (done.number, f"Incident {incident}", number(1), "KE 2019", "The chain was cut."):
        assert each in told
    assert done.weapons == 1
    with pytest.raises(NotFound):
        services.incidents.papers.report(PrintIncidentReport(out=out, incident_id=999))
