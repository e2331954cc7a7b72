from __future__ import annotations

from dataclasses import replace

import pytest

from stockpile_app.domain.errors import BadValue, NotAllowedNow
from stockpile_app.domain.places import (
    check_capacity,
    check_closable,
    check_container,
    check_parent,
    check_two_people,
    clean_seals,
    compare_seals,
    is_usable,
    names_below,
)
from stockpile_app.domain.records import PlaceRecord
from stockpile_app.domain.vocabulary import PlaceKind

DEPOT, STORE, RACK, BIN, CONTAINER = PlaceKind
FITS = {
    (DEPOT, None),
    (STORE, DEPOT),
    (RACK, STORE),
    (BIN, STORE),
    (BIN, RACK),
    (CONTAINER, DEPOT),
    (CONTAINER, STORE),
    (CONTAINER, RACK),
    (CONTAINER, BIN),
}
CHEST = PlaceRecord(
    id=7,
    kind=CONTAINER,
    code="C7",
    name="Chest",
    parent=1,
    depot=1,
    path="Main depot / Chest",
    store_kind=None,
    closed=False,
)


@pytest.mark.parametrize("kind", PlaceKind)
@pytest.mark.parametrize("parent", [None, *PlaceKind])
def test_that_each_level_stands_in_one_above(kind, parent):
    if (kind, parent) in FITS:
        check_parent(kind, parent)
    else:
        with pytest.raises(BadValue):
            check_parent(kind, parent)


def test_that_names_go_from_the_depot_down():
    store = names_below(names_below(("", "", ""), DEPOT, "D"), STORE, "S")
    rack = names_below(store, RACK, "R")
    assert names_below(names_below(rack, BIN, "B"), CONTAINER, "C") == ("D", "S", "R / B / C")
    assert names_below(("D", "", ""), CONTAINER, "C") == ("D", "", "C")


@pytest.mark.parametrize(
    ("change", "usable"),
    [
        ({}, True),
        ({"seals": ("A1",)}, False),
        ({"dispatch_id": 3}, False),
        ({"closed": True}, False),
    ],
)
def test_that_only_what_is_open_and_here_is_usable(change, usable):
    assert is_usable(replace(CHEST, **change)) is usable


@pytest.mark.parametrize(
    "seals",
    [(), ("", "  "), ("x" * 41,), ("A 1", "a1"), tuple(f"A{at}" for at in range(13))],
)
def test_that_seal_numbers_that_cannot_be_are_refused(seals):
    with pytest.raises(BadValue) as refused:
        clean_seals(seals)
    assert refused.value.field == "seals"


def test_that_a_check_may_find_no_seal_at_all():
    assert clean_seals(["", " "], least=0) == ()
    assert clean_seals([" A  1 ", "", "B2"]) == ("A 1", "B2")


def test_that_seals_are_compared_whatever_order_spaces_and_case():
    assert compare_seals(("A 1", "B2"), ("b2", "a1")).same
    compared = compare_seals(("A1", "B2"), ("b2", "C3"))
    assert (compared.missing, compared.strange) == (("A1",), ("C3",))
    assert not compared.same
    assert not compare_seals(("A1",), ()).same
    assert not compare_seals(("A1",), ("A1", "B2")).same


def test_that_a_witness_is_somebody_else():
    assert check_two_people(("by", " Ada "), ("witness", "")) == ("Ada", "")
    for who, witness, field in ((" ", "Bob", "by"), ("Ada Löwe", "ADA  LÖWE", "witness")):
        with pytest.raises(BadValue) as refused:
            check_two_people(("by", who), ("witness", witness))
        assert refused.value.field == field


@pytest.mark.parametrize("capacity", [0, -1, 10_000_001])
def test_that_a_capacity_is_a_number_of_weapons(capacity):
    with pytest.raises(BadValue):
        check_capacity(capacity)
    assert check_capacity(None) is None
    assert check_capacity(1) == 1


@pytest.mark.parametrize(
    ("change", "places", "said"),
    [
        ({"weapons": 3}, False, "3 weapons are in it"),
        ({"out": 2}, False, "2 weapons that belong there are out"),
        ({"weapons": 3, "out": 2}, False, "3 weapons are in it"),
        ({}, True, "inside it first"),
        ({"seals": ("A",)}, False, "sealed"),
        ({"dispatch_id": 9, "seals": ("A",)}, False, "on its way"),
    ],
)
def test_that_a_place_that_something_belongs_to_is_not_closed(change, places, said):
    with pytest.raises(NotAllowedNow, match=said):
        check_closable(replace(CHEST, **change), has_open_places=places)


def test_that_an_empty_place_is_closed_and_only_containers_are_containers():
    check_closable(CHEST, has_open_places=False)
    check_container(CHEST)
    with pytest.raises(BadValue):
        check_container(replace(CHEST, kind=BIN))
