from __future__ import annotations

import pytest

from stockpile_app.domain import facts as f
from stockpile_app.domain.errors import BadValue, NotAllowedNow, NotFound
from stockpile_app.domain.places import AddPlace, DescribePlace, SpecifyPlace
from stockpile_app.domain.vocabulary import (
    CustodyKind,
    DepotKind,
    PersonKind,
    PlaceKind,
    StocktakeKind,
    StoreKind,
)
from stockpile_app.domain.weapons import RegisterWeapon
from tests.builders import number

DEPOT, STORE, RACK, BIN, CONTAINER = PlaceKind


def add(services, kind, name, parent=None, **more):
    return services.places.add(AddPlace(kind, name, parent=parent, **more)).place_id


@pytest.fixture
def rack(services):
    store = add(services, STORE, "Store A", 1)
    return store, add(services, RACK, "Rack 1", store)


def test_that_places_are_listed_each_after_the_one_it_is_in(services, rack):
    add(services, DEPOT, "Annex")
    listed = services.places.all()
    assert [each.path for each in listed] == [
        "Annex",
        "Main depot",
        "Main depot / Store A",
        "Main depot / Store A / Rack 1",
    ]
    assert [each.code for each in listed] == ["D4", "D1", "S2", "R3"]
    assert listed[2].store_kind is StoreKind.WEAPONS
    assert {each.depot for each in listed[1:]} == {1}


def test_that_weapons_are_counted_in_every_place_around_them(services, rack):
    services.weapons.register(RegisterWeapon(place_id=rack[1], serial="A1"))
    services.weapons.register(RegisterWeapon(place_id=1, serial="A2"))
    assert [each.weapons for each in services.places.all()] == [2, 1, 1]


@pytest.mark.parametrize(
    ("kind", "name", "parent", "field"),
    [
        (DEPOT, "", None, "name"),
        (DEPOT, "  ", None, "name"),
        (DEPOT, "MAIN DEPOT", None, "name"),
        (DEPOT, "x" * 121, None, "name"),
        (STORE, "Store", None, "parent"),
        (RACK, "Rack", 1, "parent"),
        (DEPOT, "Depot", 1, "parent"),
    ],
)
def test_that_a_place_that_does_not_fit_is_refused(services, kind, name, parent, field):
    head = services.ledgers.entries(limit=1)
    with pytest.raises(BadValue) as refused:
        add(services, kind, name, parent)
    assert refused.value.field == field
    assert services.ledgers.entries(limit=1) == head


def test_that_the_same_name_may_stand_in_two_depots(services):
    other = add(services, DEPOT, "Annex")
    add(services, STORE, "Store A", 1)
    add(services, STORE, "Store A", other)
    with pytest.raises(BadValue):
        add(services, STORE, "store a", other)


def test_that_a_place_is_found_by_names_or_codes(services, rack):
    store, rack_id = rack
    find = services.places.find
    assert find("main DEPOT").id == 1
    assert find(depot="D1").id == 1
    assert find(store="Store A").id == store
    assert find("Main depot", "S2").id == store
    assert find("Main depot", "Store A", "Rack 1").id == rack_id
    assert find(rack="rack 1").id == rack_id
    for wanted in (("Annex",), ("Annex", "Store A"), ("", "Store B"), ("",)):
        with pytest.raises(NotFound):
            find(*wanted)


def test_that_a_name_that_stands_twice_is_not_guessed(services, rack):
    other = add(services, DEPOT, "Annex")
    add(services, STORE, "Store A", other)
    with pytest.raises(NotFound, match="Several"):
        services.places.find(store="Store A")
    assert services.places.find("Annex", "Store A").parent == other


def test_that_a_place_is_called_something_else(services, rack):
    services.places.describe(DescribePlace(rack[0], "Store Ä", ""))
    place = services.places.find(store="Store Ä")
    assert (place.code, place.path) == ("S2", "Main depot / Store Ä")
    with pytest.raises(BadValue):
        services.places.describe(DescribePlace(rack[0], "", "S2"))


def test_that_only_an_empty_place_is_closed(services, rack):
    store, rack_id = rack
    services.weapons.register(RegisterWeapon(place_id=rack_id, serial="A1"))
    with pytest.raises(NotAllowedNow, match="1 weapons"):
        services.places.close(rack_id)
    with pytest.raises(NotAllowedNow):
        services.places.close(store)


def test_that_a_place_with_places_inside_is_closed_last(services, rack):
    store, rack_id = rack
    with pytest.raises(NotAllowedNow, match="inside"):
        services.places.close(store)
    services.places.close(rack_id, "moved")
    services.places.close(store)
    assert [each.id for each in services.places.all()] == [1]
    assert len(services.places.all(closed=True)) == 3
    for act in (
        lambda: services.places.close(store),
        lambda: services.places.describe(DescribePlace(store, "x", "")),
        lambda: add(services, RACK, "Rack 2", store),
        lambda: services.weapons.register(RegisterWeapon(place_id=store, serial="A1")),
        lambda: services.places.find(store="Store A"),
    ):
        with pytest.raises(NotFound):
            act()
    assert add(services, STORE, "Store A", 1) != store
    assert services.ledgers.verify().ok


def test_that_bins_and_containers_stand_where_they_fit(services, rack):
    _store, rack_id = rack
    bin_id = add(services, BIN, "Bin 1", rack_id)
    chest = add(services, CONTAINER, "Chest 1", bin_id)
    loose = add(services, CONTAINER, "Chest 2", 1)
    places = {each.id: each for each in services.places.all()}
    assert places[chest].path == "Main depot / Store A / Rack 1 / Bin 1 / Chest 1"
    assert places[chest].names == ("Main depot", "Store A", "Rack 1 / Bin 1 / Chest 1")
    assert places[chest].code == f"C{chest}"
    assert services.places.find(rack="chest 2").id == loose
    assert services.places.find("Main depot", "Store A", "Chest 1").id == chest
    with pytest.raises(BadValue):
        add(services, BIN, "Bin 2", chest)


@pytest.fixture
def issued(services, rack):
    """Two weapons in a rack; the first is out with somebody."""
    for serial in ("A1", "A2"):
        services.weapons.register(RegisterWeapon(place_id=rack[1], serial=serial))
    with services.desk.store.write() as uow:
        uow.record(
            f.PersonAdded(person=1, person_kind=PersonKind.PERSON, name="Ada"),
            f.WeaponsIssued(
                weapons=(number(1),),
                custody=CustodyKind.ISSUE,
                person=1,
                occurred_on="2026-03-02",
                handed_by="Chipo",
                received_by="Ada",
                authorised_by="Brian",
            ),
        )
        uow.commit()
    return rack


def test_that_weapons_that_are_out_are_counted_apart(services, issued):
    assert [(each.weapons, each.out) for each in services.places.all()] == [(1, 1)] * 3
    assert [(each.weapons, each.out) for each in services.places.all(counts=False)] == [(0, 0)] * 3


def test_that_a_place_whose_weapons_are_out_is_not_closed(services, issued):
    with services.desk.store.write() as uow:
        uow.record(f.RegistrationWithdrawn(number=number(2), corrects=1, reason="typing practice"))
        uow.commit()
    with pytest.raises(NotAllowedNow, match="1 weapons that belong there are out"):
        services.places.close(issued[1])


def test_that_a_place_is_specified(services, rack):
    services.places.specify(
        SpecifyPlace(
            place_id=1,
            depot_kind=DepotKind.POLICE_ARMOURY,
            address="Harbour road 1\nMombasa",
            capacity=500,
            keeper="Chipo",
            two_keys=True,
            two_parties=True,
            notes="Floods",
        )
    )
    depot = services.places.find("Main depot")
    assert (depot.depot_kind, depot.address) == (
        DepotKind.POLICE_ARMOURY,
        "Harbour road 1\nMombasa",
    )
    assert (depot.capacity, depot.keeper, depot.notes) == (500, "Chipo", "Floods")
    assert depot.two_keys
    assert depot.two_parties
    services.places.specify(SpecifyPlace(place_id=1))
    assert services.places.find("Main depot").capacity is None
    assert services.ledgers.verify().ok


@pytest.mark.parametrize(
    ("place", "fields", "field"),
    [
        (1, {"capacity": 0}, "capacity"),
        (1, {"keeper": "x" * 121}, "keeper"),
        (1, {"two_parties": True}, "two_keys"),
        (2, {"depot_kind": DepotKind.TEMPORARY}, "depot_kind"),
    ],
)
def test_that_what_does_not_fit_a_place_is_refused(services, rack, place, fields, field):
    with pytest.raises(BadValue) as refused:
        services.places.specify(SpecifyPlace(place_id=place, **fields))
    assert refused.value.field == field


def test_that_a_place_that_is_being_counted_is_not_closed(services, rack):
    with services.desk.store.write() as uow:
        uow.record(
            f.StocktakeOpened(
                stocktake_kind=StocktakeKind.FULL,
                place=1,
                occurred_on="2026-03-02",
                counters=("A", "B"),
            )
        )
        uow.commit()
    with pytest.raises(NotAllowedNow, match="being counted"):
        services.places.close(rack[1])


def test_that_more_weapons_than_a_place_is_built_for_are_not_refused(services, rack):
    services.places.specify(SpecifyPlace(place_id=rack[1], capacity=1))
    for serial in ("A1", "A2"):
        services.weapons.register(RegisterWeapon(place_id=rack[1], serial=serial))
    place = services.places.find(rack="Rack 1")
    assert place.capacity == 1
    assert [each.weapons for each in services.places.all()] == [2, 2, 2]
