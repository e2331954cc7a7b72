"""Misread serials: two wrong characters or one pair swapped, and the right one is first."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stockpile_app.domain.serials import fold
from stockpile_app.domain.tracing_misreading import (
    Neighbourhood,
    _distance,
    compare,
    errors_allowed,
    pieces,
    within,
)
from stockpile_app.domain.tracing_vocabulary import HitReason

FOLDED = st.text("AC18", min_size=1, max_size=9)


def distance(one, other):
    """The textbook's matrix."""
    rows = [list(range(len(other) + 1))]
    for i, a in enumerate(one, start=1):
        row = [i]
        for j, b in enumerate(other, start=1):
            best = min(rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                best = min(best, rows[-2][j - 2] + 1)
            row.append(best)
        rows.append(row)
    return rows[-1][-1]


@given(one=FOLDED, other=FOLDED)
def test_that_the_fast_distance_is_the_one_of_the_textbook(one, other):
    assert _distance(one, other) == distance(one, other)
    for most in (0, 1, 2):
        assert within(one, other, most) == (distance(one, other) <= most)


@given(asked=st.text("AC18", max_size=9), held=st.text("AC18Ж", max_size=9))
def test_that_a_neighbourhood_is_what_is_within(asked, held):
    for most in (0, 1, 2):
        assert (held in Neighbourhood(asked, most)) == within(asked, held, most)


@given(data=st.data(), asked=FOLDED)
def test_that_a_piece_stands_in_everything_that_is_near(data, asked):
    most = errors_allowed(asked)
    held = asked
    for _ in range(most):
        held = data.draw(misread_once(held))
    # what is swapped and then misread again in between counts as three
    assert any(piece in held for piece in pieces(asked, most)) or not within(asked, held, most)


def misread_once(text):
    """A strategy for one misreading of ``text``."""
    at = st.integers(0, max(0, len(text) - 1))
    character = st.sampled_from("AC18K")
    return st.one_of(
        st.builds(lambda i, c: text[:i] + c + text[i + 1 :], at, character),
        st.builds(lambda i, c: text[:i] + c + text[i:], at, character),
        st.builds(lambda i: text[:i] + text[i + 1 :], at),
        st.builds(lambda i: text[:i] + text[i + 1 : i + 2] + text[i : i + 1] + text[i + 2 :], at),
    )


@pytest.mark.parametrize(
    ("asked", "held", "reason"),
    [
        ("kz-7421 88", "KZ742188", HitReason.EXACT),
        ("KZ/742188", "KZ 742188", HitReason.EXACT),
        ("KZ7421B8", "KZ742188", HitReason.LOOK_ALIKE),
        ("KZ742I88", "KZ742188", HitReason.LOOK_ALIKE),
        ("КZ742188", "KZ742188", HitReason.LOOK_ALIKE),
        ("KZ724188", "KZ742188", HitReason.SWAPPED),
        ("KZ742138", "KZ742188", HitReason.ONE_MISREAD),
        ("KZ74218", "KZ742188", HitReason.ONE_MISREAD),
        ("KZ7742188", "KZ742188", HitReason.ONE_MISREAD),
        ("KX742138", "KZ742188", HitReason.TWO_MISREAD),
        ("742188", "KZ742188", HitReason.PART),
        ("FN KZ742188", "KZ742188", HitReason.PART),
    ],
)
def test_that_the_reason_is_told(asked, held, reason):
    assert compare(asked, held).reason is reason


@pytest.mark.parametrize(
    ("asked", "held"),
    [("", "A1234"), ("A1234", ""), ("--", "A1234"), ("A1234", "B9876"), ("12", "13"), ("A1", "A2")],
)
def test_that_what_is_too_far_away_is_no_hit(asked, held):
    assert compare(asked, held) is None


def test_that_it_is_told_where_it_differs():
    assert compare("KZ742138", "KZ742188").differences == (6,)
    assert compare("KZ724188", "KZ742188").differences == (3, 4)
    assert compare("KZ74288", "KZ742188").differences == (5,)
    assert compare("KZ742188", "KZ742188").differences == ()


@given(asked=st.text(max_size=20), held=st.text(max_size=20))
def test_that_anything_can_be_compared(asked, held):
    read = compare(asked, held)
    if read is not None:
        assert read.penalty >= 0
        assert all(0 <= at < len(held) + 2 for at in read.differences)
        assert (compare(held, asked) is not None) or errors_allowed(fold(asked)) != errors_allowed(
            fold(held)
        )


def test_that_fewer_misreadings_cost_less():
    told = ["KZ742188", "KZ7421B8", "KZ742138", "KX742138"]
    penalties = [compare(each, "KZ742188").penalty for each in told]
    assert penalties == sorted(penalties)
    assert len(set(penalties)) == len(penalties)


def test_that_a_look_alike_costs_less_than_a_similar_and_that_less_than_any_other():
    alike, similar, other = (
        compare(each, "KZ742188") for each in ("KZ742I88", "KZ747188", "KZ749188")
    )
    assert alike.penalty < similar.penalty < other.penalty


def test_that_random_serials_are_told_apart():
    chance = random.Random(11)
    serials = {"".join(chance.choices("ABCDEFGHKMNPRTUVWX0123456789", k=9)) for _ in range(3000)}
    for serial in list(serials)[:200]:
        read = list(serial)
        for at in chance.sample(range(len(read)), 2):
            read[at] = chance.choice("ACEFHKMNPRTUVWX3479")
        asked = "".join(read)
        near = [each for each in serials if within(fold(asked), fold(each), 2)]
        assert min(near, key=lambda each: compare(asked, each).penalty) == serial
