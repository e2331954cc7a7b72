from __future__ import annotations

import datetime as dt

import pytest

from stockpile_app.domain import facts as f
from stockpile_app.domain.errors import (
    BadValue,
    NotAllowed,
    NotAllowedNow,
    NotFound,
    SecondPersonNeeded,
)
from stockpile_app.domain.incidents import (
    CloseIncident,
    InvestigateIncident,
    NotifyOfIncident,
    RecoverWeapons,
    ReportIncident,
)
from stockpile_app.domain.places import AddPlace
from stockpile_app.domain.progress import NoProgress
from stockpile_app.domain.vocabulary import (
    CustodyKind,
    IncidentKind,
    MovementKind,
    PersonKind,
    PlaceKind,
    Status,
)
from stockpile_app.domain.weapons import RegisterWeapon
from stockpile_app.persistence.verify import verify
from tests.builders import BRIAN, number

moment = dt.datetime.fromisoformat
TODAY = dt.date(2026, 3, 2)
NIGHT = moment("2026-03-02T00:00")


@pytest.fixture
def weapons(services):
    """Five weapons in a rack of a store."""
    store = services.places.add(AddPlace(PlaceKind.STORE, "Store A", parent=1)).place_id
    rack = services.places.add(AddPlace(PlaceKind.RACK, "Rack 1", parent=store)).place_id
    return [
        services.weapons.register(
            RegisterWeapon(place_id=rack, serial=f"A{at}", model="AKM")
        ).weapon_id
        for at in range(1, 6)
    ]


def report(services, *weapon_ids, **fields):
    values = {
        "kind": IncidentKind.THEFT,
        "discovered_on": TODAY,
        "circumstances": "The chain of rack 1 was cut.",
        "weapon_ids": weapon_ids,
    }
    return services.incidents.report(ReportIncident(**{**values, **fields})).incident_id


def tell(services, incident, **fields):
    values = {"incident_id": incident, "whom": "Police, Nakuru", "when": NIGHT}
    return services.incidents.notify(NotifyOfIncident(**{**values, **fields}))


def look_into(services, incident, **fields):
    values = {"incident_id": incident, "findings": "The window was open.", "action": "Bars fitted."}
    return services.incidents.investigate(InvestigateIncident(**{**values, **fields}))


def close(services, incident, second=None, **fields):
    values = {"incident_id": incident, "occurred_on": TODAY, "outcome": "Handed to the court."}
    return services.incidents.close(CloseIncident(**{**values, **fields}), second)


def recover(services, *weapon_ids, **fields):
    values = {
        "weapon_ids": weapon_ids,
        "place_id": 3,
        "occurred_on": TODAY,
        "circumstances": "Found by the police at a road block.",
    }
    return services.incidents.recover(RecoverWeapons(**{**values, **fields}))


def status(services, weapon_id):
    return services.desk.weapon(weapon_id).status


@pytest.mark.parametrize(
    ("kind", "becomes"),
    [
        (IncidentKind.LOSS, Status.LOST),
        (IncidentKind.THEFT, Status.STOLEN),
        (IncidentKind.DIVERSION, Status.LOST),
        (IncidentKind.BREAK_IN, Status.STOLEN),
        (IncidentKind.UNEXPLAINED, Status.LOST),
        (IncidentKind.ACCIDENT, Status.IN_STORE),
    ],
)
def test_that_a_reported_weapon_is_lost_or_stolen_at_once(services, weapons, kind, becomes):
    report(services, weapons[0], kind=kind)
    assert status(services, weapons[0]) is becomes
    assert status(services, weapons[1]) is Status.IN_STORE
    moved = services.movements.list(weapon_id=weapons[0])
    assert [each.kind for each in moved] == ([] if kind is IncidentKind.ACCIDENT else ["loss"])


def test_that_an_incident_keeps_what_was_said_of_it(services, weapons):
    incident = report(
        services,
        weapons[1],
        weapons[0],
        place_id=2,
        occurred_from=dt.date(2026, 2, 27),
        occurred_until=dt.date(2026, 3, 1),
    )
    found = services.incidents.get(incident)
    record = found.incident
    assert record.kind is IncidentKind.THEFT
    assert record.place == "Main depot / Store A"
    assert record.reported_by == "Amina"
    assert (record.occurred_from.day, record.occurred_until.day) == (27, 1)
    assert (record.weapons, record.gone, record.notified) == (2, 2, 0)
    assert record.is_open
    assert [each.weapon.number for each in found.weapons] == [number(1), number(2)]
    assert all(each.gone and each.before is Status.IN_STORE for each in found.weapons)
    assert services.incidents.of_weapon(weapons[0]) == [record]
    assert services.incidents.of_weapon(weapons[4]) == []
    assert services.incidents.list(open_only=True) == [record]


def test_that_a_weapon_in_somebodys_hands_can_be_lost_and_is_then_with_nobody(services):
    with services.desk.store.write() as uow:
        uow.record(
            f.PersonAdded(person=60, person_kind=PersonKind.PERSON, name="Juma"),
            f.WeaponRegistered(number=number(1), place=1, serial="A1"),
            f.WeaponsIssued(
                weapons=(number(1),),
                custody=CustodyKind.ISSUE,
                person=60,
                occurred_on="2026-03-01",
                handed_by="Amina",
                received_by="Juma",
                authorised_by="Brian",
            ),
        )
        uow.commit()
    assert status(services, 1) is Status.ISSUED
    incident = report(services, 1, kind=IncidentKind.LOSS)
    weapon = services.desk.weapon(1)
    assert (weapon.status, weapon.custodian, weapon.due_on) == (Status.LOST, "", None)
    assert services.incidents.get(incident).weapons[0].before is Status.ISSUED
    recover(services, 1, place_id=1)
    assert status(services, 1) is Status.IN_STORE


def test_that_a_weapon_that_is_gone_is_refused_by_its_incident(services, weapons):
    incident = report(services, weapons[0])
    with pytest.raises(
        NotAllowedNow, match=f"{number(1)} is stolen already, by incident {incident}"
    ):
        report(services, weapons[1], weapons[0])
    assert status(services, weapons[1]) is Status.IN_STORE
    assert len(services.incidents.list()) == 1


def test_that_a_withdrawn_weapon_is_refused(services, weapons):
    with services.desk.store.write() as uow:
        uow.record(f.RegistrationWithdrawn(number=number(1), corrects=1, reason="twice"))
        uow.commit()
    with pytest.raises(NotAllowedNow, match="registration withdrawn"):
        report(services, weapons[0])


@pytest.mark.parametrize(
    ("fields", "field", "message"),
    [
        ({"circumstances": " "}, "circumstances", "Say what happened"),
        ({"discovered_on": dt.date(2026, 3, 3)}, "discovered_on", "in the future"),
        ({"occurred_until": dt.date(2026, 3, 3)}, "occurred_until", "cannot have happened after"),
        ({"occurred_from": dt.date(2026, 3, 3)}, "occurred_from", "cannot have happened after"),
        (
            {"occurred_from": dt.date(2026, 3, 2), "occurred_until": dt.date(2026, 3, 1)},
            "occurred_from",
            "first day is after the last",
        ),
    ],
)
def test_that_a_report_needs_days_in_order_and_circumstances(services, fields, field, message):
    with pytest.raises(BadValue, match=message) as refused:
        report(services, **fields)
    assert refused.value.field == field
    assert services.incidents.list() == []


def test_that_a_place_or_weapon_that_is_not_there_is_refused(services):
    with pytest.raises(NotFound):
        report(services, place_id=99)
    with pytest.raises(NotFound):
        report(services, 99)
    with pytest.raises(NotFound):
        services.incidents.get(99)


def test_that_who_was_told_is_kept_in_the_order_they_were_told(services, weapons):
    incident = report(services, weapons[0])
    tell(services, incident, whom="Ministry", when=moment("2026-03-02T07:30"), how="letter")
    tell(services, incident, reference="OB 12/2026")
    told = services.incidents.get(incident).notifications
    assert [each.whom for each in told] == ["Police, Nakuru", "Ministry"]
    assert told[0].reference == "OB 12/2026"
    assert (told[1].how, told[1].notified_at) == ("letter", moment("2026-03-02T07:30"))


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"whom": ""}, "whom"),
        ({"when": moment("2026-03-03T00:00")}, "when"),
        ({"when": moment("2026-03-02T23:59")}, "when"),
        ({"when": moment("2026-03-01T00:00")}, "when"),
    ],
)
def test_that_a_notification_needs_a_name_and_a_time_after_the_discovery(services, fields, field):
    incident = report(services)
    with pytest.raises(BadValue) as refused:
        tell(services, incident, **fields)
    assert refused.value.field == field


def test_that_an_investigation_replaces_what_was_known(services):
    incident = report(services)
    look_into(services, incident, police_reference="CR 7", interpol_reference="i-99")
    look_into(services, incident, findings="The guard slept.", investigators="Maj. Otieno")
    record = services.incidents.get(incident).incident
    assert record.findings == "The guard slept."
    assert (record.police_reference, record.investigators) == ("", "Maj. Otieno")
    with pytest.raises(BadValue, match="Write what was found"):
        look_into(services, incident, findings="", action="")


def test_that_an_incident_closes_only_when_it_was_looked_into_and_told(services, weapons):
    incident = report(services, weapons[0])
    with pytest.raises(NotAllowedNow, match="before its findings and the action"):
        close(services, incident, BRIAN)
    look_into(services, incident, action="")
    with pytest.raises(NotAllowedNow, match="before its findings and the action"):
        close(services, incident, BRIAN)
    look_into(services, incident)
    with pytest.raises(NotAllowedNow, match=r"Tell the police .* INTERPOL \(iARMS\)"):
        close(services, incident, BRIAN)
    tell(services, incident)
    close(services, incident, BRIAN)
    assert services.incidents.list(open_only=True) == []
    closed = services.incidents.get(incident).incident
    assert (closed.closed_on, closed.outcome) == (TODAY, "Handed to the court.")


def test_that_weapons_still_gone_are_written_off_by_two(services, weapons):
    incident = report(services, weapons[0], weapons[1])
    look_into(services, incident)
    tell(services, incident)
    with pytest.raises(SecondPersonNeeded):
        close(services, incident)
    recover(services, weapons[0])
    with pytest.raises(SecondPersonNeeded):
        close(services, incident)
    close(services, incident, BRIAN)
    entry = services.ledgers.entries(limit=1)[0]
    assert (entry.kind, entry.recorded_by, entry.approved_by) == (
        "incident-closed",
        "amina",
        "brian",
    )


def test_that_an_incident_whose_weapons_are_all_back_is_closed_by_one(services, weapons):
    incident = report(services, weapons[0], kind=IncidentKind.UNEXPLAINED)
    look_into(services, incident)
    recover(services, weapons[0])
    close(services, incident)
    assert services.incidents.get(incident).incident.gone == 0


def test_that_an_unexplained_shortage_is_told_before_it_is_written_off(services, weapons):
    incident = report(services, weapons[0], kind=IncidentKind.UNEXPLAINED)
    look_into(services, incident)
    with pytest.raises(NotAllowedNow, match="Nobody has been told"):
        close(services, incident, BRIAN)


def test_that_an_accident_is_closed_without_telling_anybody(services, weapons):
    incident = report(services, weapons[0], kind=IncidentKind.ACCIDENT)
    look_into(services, incident)
    close(services, incident)
    assert status(services, weapons[0]) is Status.IN_STORE


def test_that_nothing_is_added_to_a_closed_incident(services):
    incident = report(services, kind=IncidentKind.ACCIDENT)
    look_into(services, incident)
    with pytest.raises(BadValue, match="Say how the incident ended"):
        close(services, incident, outcome=" ")
    with pytest.raises(BadValue, match="before 2026-03-02"):
        close(services, incident, occurred_on=dt.date(2026, 3, 1))
    close(services, incident)
    for act in (close, look_into, tell):
        with pytest.raises(NotAllowedNow, match=f"Incident {incident} was closed on 2026-03-02"):
            act(services, incident)


def test_that_recovered_weapons_are_back_in_a_place(services, weapons, clock):
    incident = report(services, weapons[0], weapons[1])
    clock.advance(days=40)
    other = services.places.add(AddPlace(PlaceKind.DEPOT, "Police store")).place_id
    recover(services, weapons[0], place_id=other, occurred_on=dt.date(2026, 4, 1))
    weapon = services.desk.weapon(weapons[0])
    assert (weapon.status, weapon.place_id) == (Status.IN_STORE, other)
    found = services.incidents.get(incident)
    assert [each.gone for each in found.weapons] == [False, True]
    assert found.weapons[0].recovered_on == dt.date(2026, 4, 1)
    back = services.movements.list([MovementKind.RECOVERY])
    assert [(each.place_id, each.received_by) for each in back] == [(other, "Amina")]
    # and may be lost again, by another incident
    again = report(services, weapons[0], kind=IncidentKind.LOSS, discovered_on=dt.date(2026, 4, 2))
    assert [each.id for each in services.incidents.of_weapon(weapons[0])] == [again, incident]
    assert services.incidents.get(incident).incident.gone == 1


def test_that_what_was_written_off_can_be_found_years_later(services, weapons, clock):
    incident = report(services, weapons[0])
    look_into(services, incident)
    tell(services, incident)
    close(services, incident, BRIAN)
    clock.advance(days=900)
    assert recover(services, weapons[0]).incident_id == incident
    assert services.incidents.get(incident).incident.gone == 0


def test_that_weapons_of_several_incidents_come_back_together(services, weapons):
    report(services, weapons[0])
    report(services, weapons[1], kind=IncidentKind.LOSS)
    recover(services, weapons[0], weapons[1])
    assert [each.gone for each in services.incidents.list()] == [0, 0]


@pytest.mark.parametrize(
    ("fields", "error", "message"),
    [
        ({"weapon_ids": ()}, BadValue, "Choose the weapons"),
        ({"weapon_ids": (2,)}, NotAllowedNow, "neither lost nor stolen"),
        ({"circumstances": ""}, BadValue, "Say how the weapons came back"),
        ({"occurred_on": dt.date(2026, 3, 3)}, BadValue, "in the future"),
        ({"occurred_on": dt.date(2026, 3, 1)}, BadValue, "the day the incident was discovered"),
        ({"place_id": 99}, NotFound, "no such place"),
    ],
)
def test_that_a_recovery_that_does_not_fit_is_refused(services, weapons, fields, error, message):
    report(services, weapons[0])
    with pytest.raises(error, match=message):
        recover(services, **{"weapon_ids": (weapons[0],), **fields})
    assert status(services, weapons[0]) is Status.STOLEN


def test_that_a_storekeeper_reports_and_tells_but_does_not_close(services_as):
    services = services_as("chipo")
    incident = report(services, kind=IncidentKind.ACCIDENT)
    tell(services, incident)
    for act in (look_into, close):
        with pytest.raises(NotAllowed):
            act(services, incident)


def test_that_incidents_of_many_weapons_are_fast_enough_and_verify(services):
    count = 1200
    with services.desk.store.write() as uow:
        uow.record(
            *(
                f.WeaponRegistered(number=number(each), place=1, serial=f"S{each}")
                for each in range(1, count + 1)
            )
        )
        uow.commit()
    incident = report(services, *range(1, count + 1))
    assert services.incidents.list()[0].gone == count
    assert len(services.incidents.get(incident).weapons) == count
    recover(services, *range(1, count), place_id=1)
    assert services.incidents.list()[0].gone == 1
    assert verify(services.desk.store, NoProgress()).ok


def test_that_a_long_list_is_read_page_by_page(services):
    made = [report(services, kind=IncidentKind.ACCIDENT) for _ in range(5)]
    first = services.incidents.list(limit=2)
    rest = services.incidents.list(limit=10, before=first[-1].id)
    assert [each.id for each in (*first, *rest)] == made[::-1]
