from __future__ import annotations

import pytest

from stockpile_app.domain import facts as f
from stockpile_app.domain.errors import BadValue, NotAllowedNow, NotFound
from stockpile_app.domain.people import AddPerson, DescribePerson, PersonRecord
from stockpile_app.domain.vocabulary import CustodyKind, PersonKind, Sex
from stockpile_app.domain.weapons import RegisterWeapon
from tests.builders import number


def add(services, name="Ada Example", code="", **more):
    return services.people.add(AddPerson(name=name, code=code, **more)).person_id


def record(services, *facts):
    with services.desk.store.write() as uow:
        uow.record(*facts)
        uow.commit()


def test_that_a_person_is_read_as_added(services):
    person_id = add(
        services,
        "Wanjiru Example",
        "K-12",
        post="Sergeant",
        organisation="2nd Company",
        sex=Sex.FEMALE,
        user="CHIPO",
    )
    assert services.people.get(person_id) == PersonRecord(
        id=1,
        kind=PersonKind.PERSON,
        name="Wanjiru Example",
        code="K-12",
        post="Sergeant",
        organisation="2nd Company",
        sex=Sex.FEMALE,
        user="chipo",
    )
    assert services.ledgers.verify().ok


def test_that_adding_says_what_changed(services):
    result = services.people.add(AddPerson(name="Ada"))
    assert result.changes.people
    assert not result.changes.places


def test_that_people_are_listed_by_name(services):
    for name in ("zoe", "Ada", "éva", "Bob"):
        add(services, name)
    assert [each.name for each in services.people.all()] == ["Ada", "Bob", "zoe", "éva"]


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "ADA EXAMPLE", "code": "k-12"}, "code"),
        ({"name": "Bob", "user": "nobody"}, "user"),
        ({"name": "Bob", "user": "chipo"}, "user"),
    ],
)
def test_that_who_does_not_fit_is_refused_and_nothing_recorded(services, fields, field):
    add(services, "Ada Example", "K-12", user="chipo")
    head = services.ledgers.entries(limit=1)
    with pytest.raises(BadValue) as refused:
        add(services, **fields)
    assert refused.value.field == field
    assert services.ledgers.entries(limit=1) == head


def test_that_the_same_name_needs_another_code(services):
    add(services, "Ada Example")
    with pytest.raises(BadValue) as refused:
        add(services, "ada example")
    assert refused.value.field == "name"
    assert add(services, "Ada Example", "K-13") == 2


def test_that_who_is_retired_stands_in_nobodys_way(services):
    services.people.retire(add(services, "Ada Example", "K-12", user="chipo"), "left")
    again = add(services, "Ada Example", "K-12", user="chipo")
    assert [each.id for each in services.people.all()] == [again]
    assert [each.retired for each in services.people.all(retired=True)] == [True, False]


def test_that_describing_replaces_all_that_is_known_but_the_kind(services):
    unit = add(services, "2nd Company", "C2", kind=PersonKind.UNIT, organisation="Battalion")
    services.people.describe(DescribePerson(person_id=unit, name="2nd Company", code="C-2"))
    person = services.people.get(unit)
    assert (person.code, person.organisation, person.kind) == ("C-2", "", PersonKind.UNIT)
    with pytest.raises(BadValue):
        services.people.describe(DescribePerson(person_id=unit, name="x", sex=Sex.MALE))


def test_that_people_are_found_by_any_part_and_the_exact_code_first(services):
    for name, code in (("Bob A-1", "B-7"), ("Zoe", "A-1"), ("Ada", "A-11"), ("Eve", "")):
        add(services, name, code)
    services.people.retire(add(services, "A-1 gone"))
    assert [each.name for each in services.people.find("a-1")] == ["Zoe", "Ada", "Bob A-1"]
    assert [each.name for each in services.people.find("a-1", limit=1)] == ["Zoe"]
    assert services.people.find("nobody") == []


def test_that_nobody_is_found_where_there_is_nobody(services):
    for act in (
        lambda: services.people.get(9),
        lambda: services.people.describe(DescribePerson(person_id=9, name="x")),
        lambda: services.people.retire(9),
    ):
        with pytest.raises(NotFound):
            act()


def test_that_who_is_retired_stays_so(services):
    person_id = add(services)
    services.people.retire(person_id)
    with pytest.raises(NotFound):
        services.people.retire(person_id)
    with pytest.raises(NotFound):
        services.people.describe(DescribePerson(person_id=person_id, name="x"))


@pytest.fixture
def holder(services):
    """Ada, who has two weapons and one key; a second key of hers is lost."""
    person_id = add(services, "Ada", "K-12")
    for serial in ("A1", "A2"):
        services.weapons.register(RegisterWeapon(place_id=1, serial=serial))
    record(
        services,
        f.WeaponsIssued(
            custody=CustodyKind.ISSUE,
            weapons=(number(1), number(2)),
            person=person_id,
            occurred_on="2026-03-02",
            handed_by="Chipo",
            received_by="Ada",
            authorised_by="Brian",
        ),
        f.LockFitted(lock=1, place=1, label="door", copies=2, occurred_on="2026-03-01"),
        f.KeyMoved(lock=1, copy=1, person=person_id, occurred_on="2026-03-02", witness="B"),
        f.KeyMoved(lock=1, copy=2, person=person_id, occurred_on="2026-03-02", witness="B"),
        f.KeyLost(lock=1, copy=2, occurred_on="2026-03-02", circumstances="river"),
    )
    return person_id


def test_that_who_has_weapons_or_keys_is_not_retired(services, holder):
    person = services.people.get(holder)
    assert (person.weapons, person.keys) == (2, 1)
    with pytest.raises(NotAllowedNow, match="weapons: 2, keys: 1"):
        services.people.retire(holder)
    record(
        services,
        f.WeaponsReturned(
            weapons=(number(1), number(2)),
            person=holder,
            place=1,
            occurred_on="2026-03-02",
            handed_by="Ada",
            received_by="Chipo",
        ),
        f.KeyMoved(lock=1, copy=1, occurred_on="2026-03-02", witness="B"),
    )
    services.people.retire(holder)
    assert services.people.get(holder).retired
