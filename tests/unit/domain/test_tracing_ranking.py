"""Hits are in order of how likely they are, and each says what fits and what does not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stockpile_app.domain.confidential_facts.tracing import Description
from stockpile_app.domain.tracing_ranking import (
    MOST_MARKS,
    Asked,
    Held,
    HeldMark,
    marks_said,
    rank,
)
from stockpile_app.domain.tracing_vocabulary import Agreement, HitReason


def held(identity=1, serial="KZ742188", **fields):
    values = {
        "number": f"KE01-{identity:06d}-0",
        "maker": "Norinco",
        "model": "Type 56",
        "calibre": "7.62 x 39 mm",
        "country": "CN",
        "category": "assault_rifle",
        "year": 1975,
        **fields,
    }
    return Held(id=identity, serial=serial, **values)


def asked(**said):
    description = Description(**said)
    return Asked(description, marks_said(description), calibre=said.get("calibre", ""))


def best(question, *weapons, marks=()):
    return rank(question, weapons or (held(),), marks)[0]


def test_that_nothing_is_taken_away_where_all_agrees():
    hit = best(asked(serial="KZ742188", maker="NORINCO", model="type-56", country="CN", year=1975))
    assert (hit.score, hit.reason) == (1000, HitReason.EXACT)
    assert {each.agreement for each in hit.fields} == {Agreement.AGREES}


@pytest.mark.parametrize(
    ("said", "here", "agreement"),
    [
        ({"model": "Type 56-1"}, {}, Agreement.CLOSE),
        ({"model": "Typ 56"}, {}, Agreement.CLOSE),
        ({"model": "AKM"}, {}, Agreement.DIFFERS),
        ({"model": "AKM"}, {"model": ""}, Agreement.UNKNOWN),
        ({"maker": "Norinko"}, {}, Agreement.CLOSE),
        ({"year": 1976}, {}, Agreement.CLOSE),
        ({"year": 1980}, {}, Agreement.DIFFERS),
        ({"year": 1980}, {"year": None}, Agreement.UNKNOWN),
        ({"country": "RU"}, {}, Agreement.DIFFERS),
        ({"category": "pistol"}, {}, Agreement.DIFFERS),
        ({"calibre": "7.62 x 51 mm"}, {}, Agreement.DIFFERS),
    ],
)
def test_that_each_field_says_whether_it_fits(said, here, agreement):
    hit = best(asked(serial="KZ742188", **said), held(**here))
    [field] = hit.fields
    assert field.agreement is agreement
    assert (hit.score == 1000) is (agreement is Agreement.AGREES)


def test_that_related_calibres_are_close():
    question = Asked(
        Description(serial="KZ742188", calibre="7.62"),
        calibre="7.62 mm",
        close_calibres=frozenset({"7.62 x 39 mm"}),
    )
    assert best(question).fields[0].agreement is Agreement.CLOSE


def test_that_the_right_model_twice_misread_stands_before_another_with_the_exact_serial():
    question = asked(serial="KX742138", model="Type 56", calibre="7.62 x 39 mm", maker="Norinco")
    other = held(2, "KX742138", model="M16A1", calibre="5.56 x 45 mm", maker="Colt")
    assert [each.weapon_id for each in rank(question, (other, held()), ())] == [1, 2]


def test_that_the_exact_serial_is_first_where_nothing_else_is_said():
    weapons = (held(1, "KZ742138"), held(2, "KZ742188"), held(3, "KZ7421B8"))
    found = rank(asked(serial="KZ742188"), weapons, ())
    assert [each.weapon_id for each in found] == [2, 3, 1]


def test_that_a_mark_tells_where_it_stands_and_the_best_reason_wins():
    marks = (HeldMark(1, "MOD 1975 55019", "", ""), HeldMark(1, "PN", "", "crown"))
    hit = best(asked(serial="550I9"), marks=marks)
    assert (hit.reason, hit.where) == (HitReason.OTHER_MARK_ALIKE, "MOD 1975 55019")
    hit = best(asked(serial="KZ742188", other_marks="55019"), marks=marks)
    assert (hit.reason, hit.where) == (HitReason.EXACT, "")


def test_that_a_register_number_wins_over_everything():
    question = Asked(Description(other_marks="KE01-000001-0"), numbers=frozenset({1}))
    assert best(question).reason is HitReason.NUMBER


def test_that_what_has_no_reason_is_no_hit():
    assert rank(asked(serial="Q99999"), (held(), held(2, "")), ()) == []


@given(
    serial=st.text(max_size=12),
    marks=st.text(max_size=20),
    other=st.text(max_size=12),
    mark=st.text(max_size=20),
)
def test_that_anything_can_be_ranked(serial, marks, other, mark):
    question = asked(serial=serial, other_marks=marks, model=mark, year=2000)
    for each in rank(question, (held(1, other),), (HeldMark(1, mark, other, ""),)):
        assert 1 <= each.score <= 1000


def test_that_marks_are_taken_apart_and_numbers_in_them_are_searched_too():
    said = marks_said(Description(other_marks="crown, KE MOD 55019 left; PN\nab|  |KE 2014"))
    assert said == ("crown", "KE MOD 55019 left", "KE 2014", "55019", "2014")


def test_that_no_more_than_so_many_marks_are_searched_for():
    said = marks_said(Description(other_marks="\n".join(f"MARK {at:04d}" for at in range(99))))
    assert len(said) == MOST_MARKS
    assert max(map(len, marks_said(Description(other_marks="x" * 9000)))) == 64
