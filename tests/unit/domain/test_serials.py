from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from stockpile_app.domain.errors import BadValue
from stockpile_app.domain.serials import PLACEHOLDERS, fold, is_placeholder, normalise
from stockpile_app.domain.vocabulary import SerialState
from stockpile_app.domain.weapons import LONGEST_SERIAL, check_serial

TEXT = st.text(max_size=40)
MARKS = st.text(alphabet="AaIiÅåßŒ·-–— \t0O1lАВСορ٣५\u0301\u0345\u200b\ufb01½Ⅷ①ʼnſ", max_size=12)


@given(TEXT | MARKS)
@example("A-\u0301")
@example("\u1fb3-\u0345")
def test_that_normalising_twice_changes_nothing_more(serial):
    assert normalise(normalise(serial)) == normalise(serial)


@given(TEXT | MARKS)
@example("\u0130")
def test_that_folding_twice_changes_nothing_more(serial):
    assert fold(fold(serial)) == fold(serial)


@given(TEXT | MARKS)
def test_that_the_same_serial_has_the_same_look_alikes(serial):
    assert fold(normalise(serial)) == fold(serial)


@given(TEXT | MARKS)
def test_that_a_normal_form_has_no_white_space_and_no_dash(serial):
    assert not any(
        each.isspace() or unicodedata.category(each) == "Pd" for each in normalise(serial)
    )


@given(st.text(alphabet=st.characters(codec="ascii"), max_size=20))
def test_that_plain_letters_and_digits_normalise_to_upper_case_without_dashes(serial):
    assert normalise(serial) == "".join(serial.upper().replace("-", "").split())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("AB 123", "ab-123"),
        ("9339504a", "9339504A"),
        ("9228066*", " 9228066* "),
        ("ＡＢ１２", "AB12"),
        ("AB—12", "AB12"),
    ],
)
def test_that_spelling_makes_no_other_serial(one, other):
    assert normalise(one) == normalise(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("АВС123", "ABC123"),  # Cyrillic
        ("ΑΒΕ77", "ABE77"),  # Greek
        ("O0Q1", "0001"),
        ("I1L", "111"),
        ("Z2S5B8", "225588"),
        ("١٢٣٤", "1234"),  # Arabic digits
        ("۱۲۳۴", "1234"),  # Persian digits
        ("१२३४", "1234"),
        ("12.34/5*", "12345"),
    ],
)
def test_that_look_alikes_fold_to_one(one, other):
    assert fold(one) == fold(other)
    assert normalise(one) != normalise(other)


@pytest.mark.parametrize("placeholder", sorted(PLACEHOLDERS))
def test_that_a_placeholder_is_never_a_serial(placeholder):
    for spelling in (placeholder, placeholder.lower(), f"  {placeholder} ", placeholder.title()):
        assert is_placeholder(spelling)
        with pytest.raises(BadValue) as refused:
            check_serial(spelling, SerialState.RECORDED)
        assert refused.value.field == "serial"


@pytest.mark.parametrize("placeholder", ["ＮＵＬＬ", "Ｎ／Ａ", "–", "—", "n\u00a0a", " N / A "])
def test_that_a_placeholder_in_other_characters_is_one_too(placeholder):
    assert is_placeholder(placeholder)


@pytest.mark.parametrize("serial", ["NA1", "0", "NULL7", "9228066*", "L873902", "A-1", "NIL-2"])
def test_that_a_serial_is_no_placeholder(serial):
    assert not is_placeholder(serial)
    assert check_serial(serial, SerialState.RECORDED) == serial


@pytest.mark.parametrize("state", [each for each in SerialState if each != SerialState.RECORDED])
def test_that_no_serial_is_kept_where_none_is_recorded(state):
    assert check_serial("A123", state) is None


def test_that_a_serial_longer_than_the_longest_is_refused():
    assert check_serial("9" * LONGEST_SERIAL, SerialState.RECORDED)
    with pytest.raises(BadValue):
        check_serial("9" * (LONGEST_SERIAL + 1), SerialState.RECORDED)
