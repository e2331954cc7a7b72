"""What is due of tracing, contacts, training and needs is told to those whom it concerns."""

from __future__ import annotations

import datetime as dt

import pytest

from stockpile_app.domain.collection_people import PersonalData, RegisterParticipant
from stockpile_app.domain.collection_sites import OpenProgramme, OpenSite, TeamMember
from stockpile_app.domain.collections_vocabulary import ParticipantKind, TeamDuty
from stockpile_app.domain.needs import NeedWords, RaiseNeed
from stockpile_app.domain.needs_vocabulary import NeedKind
from stockpile_app.domain.overview import DueKind
from stockpile_app.domain.people import AddPerson
from stockpile_app.domain.staff import GainQualification
from stockpile_app.domain.vocabulary import PersonKind
from tests.builders_tracing import (
    SECRET,
    contact_command,
    open_command,
    receive_command,
    register_weapon,
    sent_request,
)

TODAY = dt.date(2026, 3, 2)


def due(services, *kinds):
    found = services.overview.read()
    items = (*found.overdue.items, *found.this_week.items, *found.open.items)
    return [each for each in items if each.kind in kinds]


@pytest.fixture
def traced(services, services_as):
    """A request that went out long ago, and one that came in."""
    weapon = register_weapon(services)
    tracing = services_as("farah")
    long_ago = TODAY - dt.timedelta(days=90)
    sent_request(tracing, weapon, long_ago)
    tracing.tracing.receive(receive_command(received_on=long_ago))
    tracing.tracing.open_request(open_command(weapon))
    return services_as


def test_that_requests_that_wait_are_told_to_holders_without_their_names(traced):
    holder = traced("farah")
    titles = sorted((each.title, each.overdue(TODAY)) for each in due(holder, DueKind.TRACE))
    assert [title for title, _ in titles] == [
        "no answer came",
        "nobody acknowledged it",
        "we have not acknowledged it",
        "we owe an answer",
    ]
    assert all(late for _, late in titles)
    for each in due(holder, DueKind.TRACE):
        assert (each.item_id, each.about, each.where, each.weapons) == (None, "", "", 0)
        assert SECRET not in repr(each)


@pytest.mark.parametrize("name", ["amina", "brian", "chipo", "dora", "emeka"])
def test_that_nobody_else_is_told_that_there_is_a_request(traced, name):
    assert due(traced(name), DueKind.TRACE) == []


def test_that_the_first_look_at_the_overview_opens_no_compartment(services_as):
    services = services_as("farah")
    before = services.ledgers.last_seal()
    assert due(services, DueKind.TRACE) == []
    assert services.ledgers.last_seal() == before


def test_that_offices_are_to_be_confirmed_by_those_who_keep_the_directory(services_as):
    farah = services_as("farah")
    farah.contacts.state(
        contact_command(confirmed_on=TODAY - dt.timedelta(days=900), office="Old office")
    )
    farah.contacts.state(contact_command(confirmed_on=None, confirmed_by="", office="Never asked"))
    farah.contacts.state(contact_command(confirmed_on=TODAY, office="Asked today"))
    found = due(farah, DueKind.CONTACT)
    assert [(each.about, each.where) for each in found] == [
        ("Old office", "Uganda"),
        ("Never asked", "Uganda"),
    ]
    assert found[0].overdue(TODAY)
    assert found[1].due_on is None
    assert found[0].page == "contacts"
    assert due(services_as("chipo"), DueKind.CONTACT) == []


def test_that_qualifications_run_out_and_needs_are_open(services, services_as):
    person = services.people.add(AddPerson(kind=PersonKind.PERSON, name="Otieno")).person_id
    topic = next(each for each in services.staff.table().topics if each.months)
    for expires in (TODAY - dt.timedelta(days=3), TODAY + dt.timedelta(days=20)):
        services.staff.gain(
            GainQualification(
                person_id=person,
                topic=topic.code,
                gained_on=TODAY - dt.timedelta(days=400),
                expires_on=expires,
            )
        )
    services.needs.state(
        RaiseNeed(
            kind=NeedKind.MARKING,
            words=NeedWords(
                title="Two marking machines", objective="Mark", due_on=TODAY + dt.timedelta(days=4)
            ),
        )
    )
    [qualification] = due(services, DueKind.QUALIFICATION)
    assert (qualification.title, qualification.about) == (topic.name, "Otieno")
    assert qualification.due_on == TODAY + dt.timedelta(days=20)
    [need] = due(services, DueKind.NEED)
    assert (need.title, need.about) == (NeedKind.MARKING.label, "Two marking machines")
    assert due(services_as("chipo"), DueKind.QUALIFICATION, DueKind.NEED) == []


def test_that_days_of_collecting_and_open_hand_ins_are_told_to_their_officers(services_as, clock):
    ddr = services_as("emeka")
    setup = ddr.collections.setup
    programme = setup.open_programme(
        OpenProgramme(name="North", authority="Commission", starts_on=TODAY)
    ).id
    site = setup.open_site(
        OpenSite(programme=programme, code="KAV", opened_on=TODAY, name="Kav")
    ).id
    setup.state_team(site, (TeamMember(name="Ms Fir", sex=None, duty=TeamDuty.LEADER),))
    ddr.collections.desk.register(
        RegisterParticipant(
            site=site,
            kind=ParticipantKind.CIVILIAN,
            personal=PersonalData(name=SECRET),
            age=30,
        )
    )
    [waiting] = due(ddr, DueKind.COLLECTION)
    assert (waiting.title, waiting.where) == ("somebody’s hand-in is open", "Kav")
    assert SECRET not in repr(waiting)
    clock.advance(days=1)
    found = due(services_as("emeka"), DueKind.COLLECTION)
    assert "the day is not closed" in [each.title for each in found if each.due_on == TODAY]
    assert due(services_as("chipo"), DueKind.COLLECTION) == []
    assert due(services_as("brian"), DueKind.COLLECTION)
