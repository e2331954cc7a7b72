from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stockpile_app.domain.errors import BadValue
from stockpile_app.domain.users import (
    LONGEST_PASSWORD,
    AddUser,
    Credentials,
    check_name,
    check_password,
)


@pytest.mark.parametrize(
    "password",
    [
        "correct horse battery",
        "a long rainy day",
        "Мой дядя самых честных",
        "１２三四五六七八九十百千万亿兆",
        "  spaces  are  fine  ",
        "7" * 10 + "abcdefgijk",
    ],
)
def test_that_length_is_all_a_password_needs(password):
    assert check_password(password, "amina") == password


@pytest.mark.parametrize(
    "password",
    [
        "",
        "short",
        "x" * 14,
        "aaaaaaaaaaaaaaaaaaaa",
        "abababababababababab",
        "passwordpassword1",
        "PASSWORDpassword!",
        "stockpilestockpile",
        "amina-amina-amina-amina",
        "ministryofdefence",
        "qwertyqwertyqwerty",
        "x" * (LONGEST_PASSWORD + 1),
    ],
)
def test_that_what_everybody_guesses_is_refused(password):
    with pytest.raises(BadValue) as refused:
        check_password(password, "amina", "MinistryOfDefence")
    assert refused.value.field == "password"


@given(st.text(max_size=40), st.lists(st.text(max_size=10), max_size=3))
def test_that_checking_a_password_returns_it_or_refuses(password, context):
    with contextlib.suppress(BadValue):
        assert check_password(password, *context) == password


@pytest.mark.parametrize("name", ["amina", "a.b-c_d", "Ölaf", "амина", "4th"])
def test_that_a_name_is_letters_digits_dots_and_hyphens(name):
    assert check_name(f" {name} ") == name


@pytest.mark.parametrize(
    "name", ["", "a", ".amina", "amina b", "*recovery*", "x" * 33, "a\u202eb", "a/b"]
)
def test_that_another_name_is_refused(name):
    with pytest.raises(BadValue) as refused:
        check_name(name)
    assert refused.value.field == "name"


def test_that_no_password_is_shown():
    assert "horse" not in repr(Credentials("amina", "correct horse"))
    assert "horse" not in repr(AddUser("amina", "Amina", (), "correct horse"))
