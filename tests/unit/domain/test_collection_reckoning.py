from __future__ import annotations

import datetime as dt
import itertools
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stockpile_app.domain.collection_reckoning import (
    DayHandIn,
    DayWeapon,
    Whereabouts,
    capacity_of,
    check_closable,
    mean_minutes,
    pairs_of,
    people_of,
    together,
    weapons_of,
)
from stockpile_app.domain.collections_vocabulary import AgeGroup, DayCheck
from stockpile_app.domain.errors import BadValue, NotAllowedNow
from stockpile_app.domain.vocabulary import Category, Sex

DAY = dt.date(2026, 3, 2)
NINE = dt.datetime.fromisoformat("2026-03-02T09:00")

items = st.lists(st.tuples(st.sampled_from(["a", "b", "c"]), st.integers(1, 99)), max_size=3)


@st.composite
def days(draw):
    """A day on which everything went well: whoever came is served, and nothing is missing."""
    tags = itertools.count(1)
    weapons = st.builds(
        lambda category, sent: DayWeapon(
            tag=f"T{next(tags)}",
            category=category,
            registered=True,
            whereabouts=Whereabouts.SENT if sent else Whereabouts.PRESENT,
        ),
        st.none() | st.sampled_from(list(Category)),
        st.booleans(),
    )
    count = draw(st.integers(1, 8))
    found = []
    for number in range(count):
        explosives = tuple(draw(items))
        found.append(
            DayHandIn(
                number=f"HR-KE01-{number}",
                participant=f"KAV-{draw(st.integers(1, 5)):04d}",
                sex=draw(st.none() | st.sampled_from(list(Sex))),
                age_group=draw(st.sampled_from(list(AgeGroup))),
                eligible=draw(st.none() | st.booleans()),
                opened_at=NINE,
                closed_at=NINE + dt.timedelta(minutes=draw(st.integers(0, 60))),
                receipts=draw(st.integers(1, 3)),
                weapons=tuple(draw(st.lists(weapons, max_size=4))),
                ammunition=tuple(draw(items)),
                explosives=explosives,
                referred=sum(quantity for _, quantity in explosives),
            )
        )
    return found


@given(days())
def test_that_a_day_on_which_all_went_well_agrees(hand_ins):
    pairs = pairs_of(hand_ins)
    assert [each.check for each in pairs] == list(DayCheck)
    assert all(each.agrees for each in pairs)
    check_closable(DAY, [], pairs)


@given(days(), st.data())
def test_that_whatever_is_wrong_is_seen_and_can_be_explained(hand_ins, data):
    """One thing goes wrong; exactly its check differs, and an explanation lets the day close."""
    at = data.draw(st.integers(0, len(hand_ins) - 1))
    broken = hand_ins[at]
    wrong: dict[DayCheck, DayHandIn] = {DayCheck.RECEIPTS: replace(broken, receipts=0)}
    if broken.weapons:
        first, *rest = broken.weapons
        wrong[DayCheck.REGISTERED] = replace(
            broken, weapons=(replace(first, registered=False), *rest)
        )
        wrong[DayCheck.PRESENT] = replace(
            broken, weapons=(replace(first, whereabouts=Whereabouts.ELSEWHERE), *rest)
        )
        wrong[DayCheck.TAGS] = replace(broken, weapons=(*broken.weapons, first))
    if broken.referred:
        wrong[DayCheck.EXPLOSIVES] = replace(broken, referred=broken.referred - 1)
    check = data.draw(st.sampled_from(list(wrong)))
    day = [*hand_ins[:at], wrong[check], *hand_ins[at + 1 :]]
    pairs = pairs_of(day)
    assert [each.check for each in pairs if not each.agrees] == [check]
    with pytest.raises(BadValue) as refused:
        check_closable(DAY, [], pairs)
    assert refused.value.field == check.value
    check_closable(DAY, [], pairs_of(day, {check: "Told to the team leader"}))


@given(days())
def test_that_what_is_open_keeps_the_day_open(hand_ins):
    with pytest.raises(NotAllowedNow, match="HR-KE01-0"):
        check_closable(DAY, ["HR-KE01-0"], pairs_of(hand_ins))


@given(days(), st.sampled_from(list(DayCheck)))
def test_that_an_agreement_is_not_explained_away(hand_ins, check):
    with pytest.raises(BadValue, match="nothing to explain"):
        check_closable(DAY, [], pairs_of(hand_ins, {check: "x"}))


@given(days())
def test_that_every_weapon_and_person_is_counted_once(hand_ins):
    weapons = weapons_of(hand_ins)
    total = sum(len(each.weapons) for each in hand_ins)
    assert sum(taken for _, taken, _, _ in weapons) == total
    assert all(taken == present + sent for _, taken, present, sent in weapons)
    assert sum(count for *_, count in people_of(hand_ins)) == len(
        {each.participant for each in hand_ins}
    )


@given(items)
def test_that_quantities_of_a_kind_are_put_together(counted):
    found = together(counted)
    assert sum(count for _, count in found) == sum(count for _, count in counted)
    assert len({kind for kind, _ in found}) == len(found)


def test_that_the_mean_is_of_those_who_are_done():
    assert mean_minutes([]) is None
    begun = DayHandIn(
        number="1",
        participant="a",
        sex=None,
        age_group=AgeGroup.ADULT,
        eligible=True,
        opened_at=NINE,
        closed_at=None,
        receipts=0,
    )
    done = replace(begun, closed_at=NINE + dt.timedelta(minutes=15))
    assert mean_minutes([begun]) is None
    assert (
        mean_minutes([begun, done, replace(done, opened_at=NINE - dt.timedelta(minutes=10))]) == 20
    )


@pytest.mark.parametrize(
    ("given_", "per_day", "days_", "lanes"),
    [
        ((300, 1, 8, 20), 24, 13, 13),
        ((300, 4, 8, 15), 128, 3, 10),
        ((300, 2, 1, 45), 2, 150, 300),
        ((0, 1, 8, 20), 24, 0, 0),
        ((10, 1, 1, 90), 0, 0, 0),
    ],
)
def test_that_a_site_serves_whole_people(given_, per_day, days_, lanes):
    people, count, hours, minutes = given_
    found = capacity_of(people=people, lanes=count, hours=hours, minutes=minutes)
    assert (found.per_day, found.days, found.lanes_needed) == (per_day, days_, lanes)


@given(st.integers(0, 9999), st.integers(1, 20), st.integers(1, 24), st.integers(1, 60))
def test_that_the_days_of_a_plan_serve_all(people, lanes, hours, minutes):
    found = capacity_of(people=people, lanes=lanes, hours=hours, minutes=minutes)
    assert found.per_day * found.days >= people
    assert people == 0 or found.per_day * (found.days - 1) < people
    assert found.lanes_needed * (hours * 60 // minutes) >= people
