from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stockpile_app.domain.errors import BadValue
from stockpile_app.domain.vocabulary import Category
from stockpile_app.domain.weapons import (
    LONGEST_NAME,
    LONGEST_NOTE,
    check_day,
    check_text,
    check_year,
    identity,
    tells_apart,
)

TODAY = dt.date(2026, 5, 4)
PART = st.sampled_from(["", "a", "b"])
IDENTITIES = st.tuples(PART, PART, PART, PART, PART)


@given(IDENTITIES, IDENTITIES)
def test_that_telling_apart_works_both_ways(one, other):
    assert tells_apart(one, other) == tells_apart(other, one)


@given(IDENTITIES)
def test_that_nothing_is_told_apart_from_itself_or_the_unknown(one):
    assert not tells_apart(one, one)
    assert not tells_apart(one, ("",) * 5)


@given(IDENTITIES, st.integers(0, 4))
def test_that_one_field_known_of_both_tells_apart(one, at):
    mine = (*one[:at], "x", *one[at + 1 :])
    other = (*one[:at], "y", *one[at + 1 :])
    assert tells_apart(mine, other)


def test_that_case_does_not_tell_apart():
    one = identity("US", "Colt", "M16A1", "5.56 x 45 mm", Category.ASSAULT_RIFLE)
    other = identity("US", "COLT", "m16a1", "5.56 X 45 MM", Category.ASSAULT_RIFLE)
    assert one == other


def test_that_a_pistol_is_told_from_a_rifle_of_the_same_serial():
    pistol = identity("", "", "", "", Category.PISTOL)
    rifle = identity("", "", "", "", Category.RIFLE)
    assert tells_apart(pistol, rifle)


@pytest.mark.parametrize("year", [None, 1500, 1911, 2026])
def test_that_a_year_that_can_be_is_taken(year):
    assert check_year(year, TODAY) == year


@pytest.mark.parametrize("year", [-1, 0, 11, 1499, 2027, 20260])
def test_that_a_year_that_cannot_be_is_refused(year):
    with pytest.raises(BadValue) as refused:
        check_year(year, TODAY)
    assert refused.value.field == "year"


def test_that_a_day_in_the_future_is_refused():
    assert check_day(TODAY, "received_on", TODAY) == "2026-05-04"
    assert check_day(None, "received_on", TODAY) is None
    with pytest.raises(BadValue):
        check_day(TODAY + dt.timedelta(days=1), "received_on", TODAY)


def test_that_a_text_too_long_is_refused_by_its_field():
    assert check_text("x" * LONGEST_NAME, "maker") == "x" * LONGEST_NAME
    with pytest.raises(BadValue) as refused:
        check_text("x" * (LONGEST_NAME + 1), "maker")
    assert refused.value.field == "maker"


def test_that_only_notes_keep_lines():
    assert check_text("a\nb", "maker") == "a b"
    assert check_text("a\nb", "notes", LONGEST_NOTE) == "a\nb"
