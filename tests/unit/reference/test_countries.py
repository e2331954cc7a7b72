from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stockpile_app.reference.countries import (
    LANGUAGES,
    country_choices,
    country_name,
    is_withdrawn,
    parse_country,
)

TEST_ROWS = [  # STANDARDS section 6.3
    ("FR", "FRA", "250"), ("KE", "KEN", "404"), ("LR", "LBR", "430"), ("SL", "SLE", "694"),
    ("GH", "GHA", "288"), ("CD", "COD", "180"), ("UA", "UKR", "804"), ("US", "USA", "840"),
]  # fmt: skip


@pytest.mark.parametrize(("two", "three", "number"), TEST_ROWS)
def test_that_every_code_of_a_country_is_read(two: str, three: str, number: str) -> None:
    assert [parse_country(code) for code in (two, three, number, two.lower())] == [two] * 4


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Kenya", "KE"), ("kenia", "KE"), ("Кения", "KE"), ("كينيا", "KE"), ("Quénia", "KE"),
        ("Côte d’Ivoire", "CI"), ("cote d ivoire", "CI"), ("Ivory Coast", "CI"), ("U.S.A.", "US"),
        ("the United States", "US"), ("Korea, Republic of", "KR"), ("South Korea", "KR"),
        ("76", "BR"), ("Russia", "RU"), ("République tchèque", "CZ"), ("Kosovo", "XK"),
        ("USSR", "SU"), ("Soviet Union", "SU"), ("СССР", "SU"), ("SUN", "SU"), ("SUHH", "SU"),
        ("East Germany", "DD"), ("GDR", "DD"), ("Czechoslovakia", "CS"), ("CSK", "CS"),
        ("Yugoslavia", "YU"), ("West Germany", "DE"),
    ],
)  # fmt: skip
def test_that_names_in_use_are_read(text: str, code: str) -> None:
    assert parse_country(text) == code


@pytest.mark.parametrize("text", ["", "Atlantis", "ZZ", "Serbia and Montenegro", "EU", "12345"])
def test_that_what_is_no_country_is_none(text: str) -> None:
    assert parse_country(text) is None


def test_that_withdrawn_codes_are_told_from_current_ones() -> None:
    assert all(is_withdrawn(code) for code in ("SU", "YU", "CS", "DD"))
    assert not any(is_withdrawn(code) for code in ("US", "RU", "SK", "GE", "BY", "XK"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_that_every_choice_is_a_code_with_a_name(language: str) -> None:
    choices = country_choices(language)
    assert len({code for code, _ in choices}) == len(choices) > 250
    assert all(parse_country(code) == code and name != code for code, name in choices)


def test_that_a_withdrawn_country_is_not_called_like_one_of_today() -> None:
    current = {name for code, name in country_choices("es") if not is_withdrawn(code)}
    assert country_name("SU") == "USSR"
    assert country_name("DD", "es") not in current
    assert country_name("YD") != country_name("YE")


def test_that_an_unknown_language_or_code_does_no_harm() -> None:
    assert country_name("FR", "xx") == "France"
    assert country_name("??", "fr") == "??"


@given(st.text(max_size=40))
def test_that_reading_a_code_again_gives_the_code(text: str) -> None:
    code = parse_country(text)
    assert code is None or parse_country(code) == code
