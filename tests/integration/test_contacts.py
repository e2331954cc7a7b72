"""The directory of national points of contact: who it is, and when that was last found right."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from stockpile_app.domain.contacts import ConfirmContact, RetireContact
from stockpile_app.domain.errors import BadValue, NotFound
from stockpile_app.domain.tracing import StateTraceTargets
from tests.builders_tracing import TODAY, contact_command

DAY = dt.timedelta(days=1)


@pytest.fixture
def contacts(services_as):
    return services_as("farah").contacts


def test_that_an_office_is_in_the_directory_and_can_be_restated(contacts):
    done = contacts.state(contact_command())
    assert done.changes.contacts
    office = contacts.get(done.contact_id)
    assert (office.country, office.office) == ("UG", "National Focal Point")
    again = contacts.state(contact_command(contact_id=office.id, telephone="+256 555"))
    assert again.contact_id == office.id
    assert [each.telephone for each in contacts.all()] == ["+256 555"]


def test_that_offices_are_in_the_order_of_countries_and_found_by_any_name(contacts):
    contacts.state(contact_command())
    contacts.state(contact_command(country="TZ", office="Police", authority=""))
    assert [each.country for each in contacts.all()] == ["TZ", "UG"]
    for text in ("tanz", "TZ", "polic"):
        assert [each.country for each in contacts.find(text)] == ["TZ"]
    assert len(contacts.find("example.org")) == 2


def test_that_it_is_told_how_long_nobody_confirmed_an_office(contacts, clock):
    first = contacts.state(contact_command()).contact_id
    never = contacts.state(contact_command(country="TZ", confirmed_on=None)).contact_id
    assert [each.id for each in contacts.unconfirmed()] == [never]
    clock.advance(days=400)
    assert [each.id for each in contacts.unconfirmed()] == [never, first]
    assert contacts.get(first).days_unconfirmed == 400
    assert [each.id for each in contacts.unconfirmed(500)] == [never]
    today = TODAY + 400 * DAY
    contacts.confirm(ConfirmContact(contact_id=first, confirmed_on=today, confirmed_by="letter"))
    assert not contacts.get(first).is_stale
    with pytest.raises(BadValue, match="cannot be before"):
        contacts.confirm(
            ConfirmContact(contact_id=first, confirmed_on=TODAY, confirmed_by="letter")
        )


def test_that_the_targets_say_when_an_office_is_asked_again(services_as, clock):
    services = services_as("farah")
    services.contacts.state(contact_command())
    services.tracing.state_targets(
        StateTraceTargets(acknowledge=2, answer=9, confirm=5, reason="instruction 4")
    )
    clock.advance(days=6)
    assert len(services.contacts.unconfirmed()) == 1


def test_that_a_retired_office_stays_in_the_history_alone(contacts):
    office = contacts.state(contact_command()).contact_id
    contacts.retire(RetireContact(contact_id=office, reason="moved"))
    assert contacts.all() == []
    assert [each.retired for each in contacts.all(retired=True)] == [True]
    for act in (
        lambda: contacts.retire(RetireContact(contact_id=office, reason="again")),
        lambda: contacts.state(contact_command(contact_id=office)),
        lambda: contacts.confirm(
            ConfirmContact(contact_id=office, confirmed_on=TODAY, confirmed_by="x")
        ),
    ):
        with pytest.raises(NotFound):
            act()
    contacts.state(contact_command())  # the same name is free again


def test_that_an_administrator_keeps_the_directory_and_reads_nothing_else(services_as):
    administrator = services_as("gita")
    office = administrator.contacts.state(contact_command()).contact_id
    assert administrator.contacts.get(office).country == "UG"


@pytest.mark.parametrize(
    ("fields", "match"),
    [
        ({"country": ""}, "Name the State"),
        ({"country": "Atlantis"}, "no country"),
        ({"office": " "}, "Name the office"),
        ({"instruments": ()}, "for what"),
        ({"email": "nobody"}, "no e-mail"),
        ({"email": "@x"}, "no e-mail"),
        ({"confirmed_on": TODAY + DAY}, "in the future"),
        ({"confirmed_by": ""}, "how it was confirmed"),
        ({"post": "x" * 501}, "longer than"),
    ],
)
def test_that_an_office_is_refused_with_a_sentence(contacts, fields, match):
    with pytest.raises(BadValue, match=match):
        contacts.state(dataclasses.replace(contact_command(), **fields))


def test_that_the_same_office_is_not_in_the_directory_twice(contacts):
    contacts.state(contact_command())
    with pytest.raises(BadValue, match="in the directory already"):
        contacts.state(contact_command(office="NATIONAL focal point"))
    with pytest.raises(NotFound):
        contacts.get(99)
