from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stockpile_app.domain.numbers import CodeKind, PaperCode, RegisterNumber
from stockpile_app.domain.scans import Shape, shape_of

NUMBER = RegisterNumber("KE01", 123)
PAPER = PaperCode(CodeKind.PLACE, "KE01", 7)


def wrong(text):
    return text[:-1] + ("A" if text[-1] != "A" else "B")


@pytest.mark.parametrize("text", [str(NUMBER), NUMBER.code, NUMBER.code.lower()])
def test_that_a_number_of_this_register_is_known(text):
    assert shape_of(text, "KE01") == Shape(number=NUMBER)


@pytest.mark.parametrize("kind", CodeKind)
def test_that_a_paper_of_this_register_is_known(kind):
    paper = PaperCode(kind, "KE01", 123)
    assert shape_of(paper.code, "KE01") == Shape(paper=paper)


@pytest.mark.parametrize(
    "text",
    [
        wrong(str(NUMBER)),
        wrong(NUMBER.code),
        wrong(PAPER.code),
        NUMBER.code.replace("000", "0O0"),
        wrong(str(RegisterNumber("UG02", 5))),
    ],
)
def test_that_a_code_with_a_wrong_check_character_is_misread(text):
    assert shape_of(text, "KE01") == Shape(misread=True)


@pytest.mark.parametrize("text", ["", "KE01", "KE01A7", "AB1234567", "9339504A", "CMDDONE", "КЕ01"])
def test_that_a_serial_is_neither(text):
    assert shape_of(text, "KE01") == Shape()


@pytest.mark.parametrize("other", [RegisterNumber("UG02", 5), RegisterNumber("NAIROBI", 5)])
def test_that_a_number_of_another_register_is_known(other):
    assert shape_of(other.code, "KE01") == Shape(number=other)
    assert shape_of(str(other), "KE01") == Shape(number=other)


def test_that_a_serial_that_could_be_a_number_by_chance_is_none():
    assert shape_of(RegisterNumber("AB", 123456).code, "KE01") == Shape()
    assert shape_of(str(RegisterNumber("AB", 123456)), "KE01").number is not None


@given(st.text(max_size=40))
def test_that_any_text_has_a_shape(text):
    shape_of(text, "KE01")
