from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stockpile_app.domain.errors import BadValue
from stockpile_app.domain.movement_rules import (
    MOST_WEAPONS,
    Around,
    Holding,
    Manifest,
    Refused,
    check_chosen,
    check_due,
    check_expected,
    check_hands,
    check_own_hands,
    check_purpose,
    check_received,
    find_obstacles,
)
from stockpile_app.domain.movements import ALLOWED, PREFIX, Obstacle, movement_number
from stockpile_app.domain.people import PersonRecord
from stockpile_app.domain.records import PlaceRecord
from stockpile_app.domain.vocabulary import (
    Condition,
    CustodyKind,
    MovementKind,
    PersonKind,
    PlaceKind,
    Status,
)
from tests.unit.documents.material import weapon

DAY = dt.date(2026, 3, 2)
NAMES = st.text(alphabet="aAbB é", max_size=4)


def place(place_id=5, **changes):
    values = {
        "id": place_id,
        "kind": PlaceKind.STORE,
        "code": "S",
        "name": "Store",
        "parent": 1,
        "depot": 1,
        "path": "Depot / Store",
        "store_kind": None,
        "closed": False,
    }
    return PlaceRecord(**{**values, **changes})


def around(**changes):
    places = {5: place(), 1: place(1, name="Depot", kind=PlaceKind.DEPOT)}
    holding = Holding("Ada", DAY, "IV-KE01-7", 7, 3)
    return Around(**{"places": places, "holdings": {1: holding}, "incidents": {1: 9}, **changes})


# --- names ---------------------------------------------------------------------------------------


def test_that_names_are_kept_clean():
    assert check_hands("  Ada  Lo ", "Bo", "Cy", authorised=True) == ("Ada Lo", "Bo", "Cy")


@given(NAMES, NAMES, NAMES)
def test_that_three_names_are_three_people(one, two, three):
    plain = [" ".join(each.split()).casefold() for each in (one, two, three)]
    try:
        check_received(check_hands(one, two, three, authorised=True))
    except BadValue:
        assert "" in plain or len(set(plain)) < 3
    else:
        assert "" not in plain
        assert len(set(plain)) == 3


def test_that_who_receives_a_move_may_be_unnamed():
    assert check_hands("Ada", "").received_by == ""
    with pytest.raises(BadValue):
        check_received(check_hands("Ada", ""))


def test_that_nobody_issues_to_themselves_or_authorises_it():
    hands = check_hands("Ada", "Bo", "Cy", authorised=True)
    for name, refused in (("ADA", True), ("cy", True), ("Bo", False), ("Di", False)):
        person = PersonRecord(id=1, kind=PersonKind.PERSON, name=name)
        if refused:
            with pytest.raises(BadValue):
                check_own_hands(hands, person)
        else:
            check_own_hands(hands, person)
    check_own_hands(hands, PersonRecord(id=1, kind=PersonKind.UNIT, name="Ada"))


# --- days and texts ------------------------------------------------------------------------------


@pytest.mark.parametrize("custody", CustodyKind)
@pytest.mark.parametrize("kind", PersonKind)
def test_that_only_a_unit_has_weapons_for_good(custody, kind):
    person = PersonRecord(id=1, kind=kind, name="x")
    assert check_due(DAY, DAY, custody, person) == "2026-03-02"
    if custody is CustodyKind.ISSUE and kind is PersonKind.UNIT:
        assert check_due(None, DAY, custody, person) is None
    else:
        with pytest.raises(BadValue):
            check_due(None, DAY, custody, person)
    with pytest.raises(BadValue):
        check_due(DAY - dt.timedelta(days=1), DAY, custody, person)


def test_that_nothing_is_expected_before_it_leaves():
    assert check_expected(DAY, DAY) == "2026-03-02"
    with pytest.raises(BadValue):
        check_expected(DAY - dt.timedelta(days=1), DAY)


def test_that_a_voucher_names_between_one_and_many_weapons_once():
    assert check_chosen([3, 1, 3]) == (3, 1)
    assert len(check_chosen(range(MOST_WEAPONS))) == MOST_WEAPONS
    for wrong in ([], range(MOST_WEAPONS + 1)):
        with pytest.raises(BadValue):
            check_chosen(wrong)


def test_that_a_purpose_is_not_a_book():
    assert check_purpose(" guard ") == "guard"
    with pytest.raises(BadValue) as refused:
        check_purpose("x" * 501, "notes")
    assert refused.value.field == "notes"


# --- obstacles -----------------------------------------------------------------------------------


@pytest.mark.parametrize("act", ALLOWED)
@pytest.mark.parametrize("status", Status)
def test_that_every_status_is_allowed_or_explained(act, status):
    found = find_obstacles([weapon(1, status=status)], act, around())
    if status in ALLOWED[act]:
        assert found == []
    else:
        [obstacle] = found
        sentence = obstacle.message_id.format_map(obstacle.params)
        assert weapon(1).number in sentence
        if status.is_out:
            assert "IV-KE01-7" in sentence
        if status in {Status.LOST, Status.STOLEN}:
            assert "incident 9" in sentence


def test_that_a_transfer_by_incident_unknown_is_still_told():
    [found] = find_obstacles(
        [weapon(1, status=Status.LOST)], MovementKind.MOVE, around(incidents={})
    )
    assert found.params["incident"] == "–"


@pytest.mark.parametrize("act", ALLOWED)
def test_that_sealed_counted_and_unserviceable_stand_in_the_way(act):
    def stopped(at, **changes):
        return bool(find_obstacles([weapon(1, **changes)], act, at))

    takes = act in {MovementKind.MOVE, MovementKind.ISSUE, MovementKind.LOAN, MovementKind.REPAIR}
    if not takes and act is not MovementKind.DISPATCH:
        return
    assert stopped(around(places={5: place(seals=("1",))})) == takes
    assert stopped(around(stocktakes={5: "ST-KE01-4"}))
    given_out = act in {MovementKind.ISSUE, MovementKind.LOAN}
    assert stopped(around(), condition=Condition.UNSERVICEABLE) == given_out
    assert not stopped(around(), condition=Condition.REPAIRABLE)


def test_that_a_move_stays_in_the_depot_and_goes_somewhere_else():
    def told(to):
        found = find_obstacles([weapon(1)], MovementKind.MOVE, around(), to=to)
        return [each.message_id for each in found]

    assert told(place(6)) == []
    assert "already" in told(place(5))[0]
    assert "dispatch it" in told(place(6, depot=2))[0]


def test_that_only_open_lines_of_the_manifest_are_received():
    def told(manifest, **changes):
        record = weapon(1, status=Status.IN_TRANSIT)
        found = find_obstacles([record], MovementKind.RECEIPT, around(**changes), manifest=manifest)
        return [each.message_id for each in found]

    assert told(Manifest(7, "DM-KE01-7", frozenset({1}))) == []
    assert "not on the manifest" in told(Manifest(7, "DM-KE01-7", frozenset({2})))[0]
    assert "already" in told(Manifest(8, "DM-KE01-8", frozenset({1})))[0]
    assert "already" in told(Manifest(7, "DM-KE01-7", frozenset({1})), holdings={})[0]


def test_that_a_refusal_of_many_names_the_first():
    obstacles = [Obstacle(each, f"N{each}", "{number} no.", {"number": each}) for each in (1, 2, 3)]
    assert str(Refused(obstacles[:1])) == "1 no."
    assert str(Refused(obstacles)) == "1 no. There are 2 more like this on the list."


def test_that_every_kind_of_movement_has_a_number_of_its_own():
    assert set(PREFIX) == set(MovementKind)
    assert len(set(PREFIX.values())) == len(PREFIX)
    assert movement_number(MovementKind.ISSUE, "KE01", 123) == "IV-KE01-123"
