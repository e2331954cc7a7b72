from __future__ import annotations

import pytest

from stockpile_app.domain.places import AddPlace
from stockpile_app.domain.records import WeaponQuery
from stockpile_app.domain.vocabulary import Category, Condition, PlaceKind
from stockpile_app.domain.weapon_groups import GroupBy
from stockpile_app.domain.weapons import RegisterWeapon


@pytest.fixture
def stock(services):
    """Weapons in a depot itself, in a store of it, and in two racks of that store."""
    add = services.places.add
    store = add(AddPlace(PlaceKind.STORE, "Store A", parent=1)).place_id
    racks = [add(AddPlace(PlaceKind.RACK, f"Rack {at}", parent=store)).place_id for at in (1, 2)]
    for at, place in enumerate((1, store, racks[0], racks[0], racks[1])):
        services.weapons.register(
            RegisterWeapon(
                place_id=place,
                serial=f"A{at}",
                model=("AKM", "AKMS", "")[at % 3],
                calibre="7.62 x 39 mm" if at else "",
                category=Category.RIFLE if at > 1 else None,
                condition=Condition.SERVICEABLE if at else None,
            )
        )
    return services, store, racks


@pytest.mark.parametrize("by", GroupBy)
@pytest.mark.parametrize("text", ["", "A"])
def test_that_each_group_counts_exactly_what_its_query_lists(stock, by, text):
    services, store, _racks = stock
    for place in (None, 1, store):
        query = WeaponQuery(text=text, place=place)
        found = services.lists.groups(query, by)
        assert sum(each.weapons for each in found) == len(services.weapons.snapshot(query))
        for each in found:
            if each.query is not None:
                assert len(services.weapons.snapshot(each.query)) == each.weapons, each


def test_that_places_are_grouped_one_level_below_the_one_that_is_shown(stock):
    services, store, _racks = stock
    depots = services.lists.groups(WeaponQuery(), GroupBy.PLACE)
    assert [(each.query.place, each.weapons) for each in depots] == [(1, 5)]
    inside = services.lists.groups(WeaponQuery(place=1), GroupBy.PLACE)
    assert [each.weapons for each in inside] == [4, 1]
    assert inside[0].query.place == store
    assert inside[1].query is None  # those that are in the depot itself
    assert [each.weapons for each in services.lists.groups(WeaponQuery(place=store), GroupBy.PLACE)]
    assert sorted(
        each.weapons for each in services.lists.groups(WeaponQuery(place=store), GroupBy.PLACE)
    ) == [1, 1, 2]


def test_that_a_model_is_opened_alone_though_another_begins_like_it(stock):
    services, _store, _racks = stock
    groups = {each.value: each for each in services.lists.groups(WeaponQuery(), GroupBy.MODEL)}
    assert set(groups) == {"AKM", "AKMS", ""}
    assert groups["AKM"].weapons == len(services.weapons.snapshot(groups["AKM"].query)) == 2
