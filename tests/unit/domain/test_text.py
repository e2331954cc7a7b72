from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stockpile_app.domain.text import clean, is_plain

ANY = st.text(alphabet=st.characters(exclude_categories=()), max_size=60)
NASTY = st.text(
    alphabet="a e\u0301é\u202e\u2066\u200b\u200c\ufeff\x00\x1c\x7f\x85\r\n\t\ud800\ue000\u2028 ‹›"
)


@given(ANY | NASTY, st.booleans())
def test_that_cleaning_twice_changes_nothing_more(value, multiline):
    once = clean(value, multiline=multiline)
    assert clean(once, multiline=multiline) == once


@given(ANY | NASTY)
def test_that_what_is_cleaned_holds_no_hidden_character(value):
    allowed = {"\u200c", "\u200d"}  # joiners belong to Persian and Arabic spelling
    left = {unicodedata.category(each) for each in clean(value) if each not in allowed}
    assert not left & {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
    assert is_plain(clean(value))


@given(ANY | NASTY)
def test_that_cleaned_lines_hold_no_hidden_character_but_the_line_break(value):
    cleaned = clean(value, multiline=True)
    assert all(is_plain(line) for line in cleaned.split("\n"))


@given(ANY | NASTY)
def test_that_what_is_cleaned_is_composed_and_trimmed(value):
    cleaned = clean(value)
    assert unicodedata.is_normalized("NFC", cleaned)
    assert cleaned == " ".join(cleaned.split())


@given(ANY | NASTY)
def test_that_what_is_cleaned_can_be_stored_as_utf_8(value):
    clean(value).encode()


@pytest.mark.parametrize(
    ("value", "cleaned"),
    [
        ("  Colt   M16 \t", "Colt M16"),
        ("e\u0301", "é"),
        ("safe\u202egpj.exe", "safe‹U+202E›gpj.exe"),
        ("a\x00b", "a‹U+0000›b"),
        ("a\u2028b", "a b"),
        ("a\nb", "a b"),
        ("می\u200cخواهم", "می\u200cخواهم"),
    ],
)
def test_that_hidden_characters_are_made_visible(value, cleaned):
    assert clean(value) == cleaned


def test_that_notes_keep_their_lines():
    assert clean(" one \r\ntwo\rthree\n", multiline=True) == "one\ntwo\nthree"
