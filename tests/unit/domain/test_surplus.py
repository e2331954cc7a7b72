"""Surplus is what is held less what is needed; each weapon is measured once."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stockpile_app.domain.errors import BadValue
from stockpile_app.domain.surplus import (
    MOST,
    HeldKind,
    Kind,
    RequirementRecord,
    check_amount,
    kind_of,
    review,
)
from stockpile_app.domain.vocabulary import Category

RIFLE, PISTOL = Category.ASSAULT_RIFLE, Category.PISTOL
AKM, G3 = Kind(RIFLE, "AKM", "7.62 x 39 mm"), Kind(RIFLE, "G3", "7.62 x 51 mm")
DAY = dt.date(2026, 3, 1)


def need(kind, posts=0, **fields):
    values = {
        "id": 1,
        "unit": "1st Battalion",
        "scale": 100,
        "reserve": 0,
        "training": 0,
        "attrition": 0,
        "obsolete": False,
        "basis": "",
        "stated_on": DAY,
    }
    return RequirementRecord(kind=kind, posts=posts, **{**values, **fields})


@pytest.mark.parametrize(
    ("posts", "scale", "needed"),
    [(400, 120, 480), (3, 50, 2), (1, 1, 1), (0, 120, 0), (7, 100, 7), (10, 125, 13)],
)
def test_that_posts_are_multiplied_by_the_scale_and_rounded_up(posts, scale, needed):
    assert need(AKM, posts, scale=scale).for_posts == needed


def test_that_reserve_training_and_attrition_are_added():
    assert need(AKM, 100, reserve=20, training=10, attrition=5).total == 135


def test_that_what_is_obsolete_is_needed_by_nobody():
    (row,) = review([HeldKind(AKM, 9)], [need(AKM, 100, obsolete=True)])
    assert (row.required, row.surplus, row.obsolete) == (0, 9, True)


@pytest.mark.parametrize(
    ("held", "needed", "surplus", "shortage"), [(9, 5, 4, 0), (5, 5, 0, 0), (2, 5, 0, 3)]
)
def test_that_surplus_is_never_less_than_none(held, needed, surplus, shortage):
    (row,) = review([HeldKind(AKM, held)], [need(Kind(RIFLE), needed)])
    assert (row.surplus, row.shortage) == (surplus, shortage)


def test_that_nothing_is_surplus_where_nobody_said_what_is_needed():
    (row,) = review([HeldKind(AKM, 9)], [])
    assert (row.held, row.surplus, row.requirements) == (9, 0, ())


def test_that_units_of_the_same_kind_add_up_whatever_the_case():
    rows = review([HeldKind(AKM, 9)], [need(Kind(model="AKM"), 2), need(Kind(model="akm"), 3)])
    (row,) = rows
    assert (row.required, row.surplus) == (5, 4)


def test_that_the_most_specific_kind_measures():
    rows = review(
        [HeldKind(AKM, 9), HeldKind(G3, 7)],
        [need(Kind(RIFLE), 3), need(Kind(model="AKM"), 4), need(Kind(calibre="7.62 x 39 mm"), 1)],
    )
    by_kind = {each.kind: each for each in rows}
    assert by_kind[Kind(model="AKM")].held == 9
    assert by_kind[Kind(RIFLE)].held == 7
    assert by_kind[Kind(calibre="7.62 x 39 mm")].held == 0
    assert by_kind[Kind(calibre="7.62 x 39 mm")].shortage == 1


def test_that_no_requirement_fits_another_category():
    assert kind_of(Kind(PISTOL, "M9", ""), [Kind(RIFLE)]) is None
    assert kind_of(Kind(PISTOL, "M9", ""), [Kind(RIFLE), Kind()]) == Kind()


KINDS = st.builds(
    Kind,
    st.sampled_from([None, RIFLE, PISTOL]),
    st.sampled_from(["", "AKM", "akm", "M9"]),
    st.sampled_from(["", "9 mm"]),
)


@given(
    held=st.lists(
        st.builds(HeldKind, KINDS, st.integers(0, 99)), max_size=9, unique_by=lambda h: h.kind
    ),
    wanted=st.lists(st.builds(need, KINDS, st.integers(0, 99)), max_size=6),
)
def test_that_each_weapon_is_counted_once(held, wanted):
    rows = review(held, wanted)
    assert sum(each.held for each in rows) == sum(each.held for each in held)
    assert sum(each.required for each in rows) == sum(each.total for each in wanted)
    for row in rows:
        assert row.surplus >= 0
        assert not (row.surplus and row.shortage)
        if row.requirements:
            assert row.held - row.required == row.surplus - row.shortage


@pytest.mark.parametrize("number", [-1, MOST + 1])
def test_that_a_number_is_within_reason(number):
    with pytest.raises(BadValue):
        check_amount(number, "posts")
