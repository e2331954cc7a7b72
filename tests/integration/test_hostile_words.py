"""What is typed, scanned or pasted into a search, and is meant for the database behind it."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stockpile_app.domain.errors import BadValue, StockpileError
from stockpile_app.domain.weapons import RegisterWeapon

WORDS = [
    '"', '""', "*", "A*", "NEAR(A B)", "A OR B", "A NOT B", "serial:A", "^A", "{A B}", "-A", "(",
    "'", "%", "_", "%%%", "\\", "';--", "A\0B", "\0\0\0\0", "\ufeff", "\u202eA", "x" * 200_000,
]  # fmt: skip


@pytest.fixture
def stock(services):
    for serial in ("A100%", "A_B", 'Q"7"', "C*D"):
        services.weapons.register(RegisterWeapon(place_id=1, serial=serial))
    return services


def read(services, text):
    services.scans.read(text)
    return services.weapons.find(text).total


@pytest.mark.parametrize("word", WORDS, ids=[str(at) for at in range(len(WORDS))])
def test_that_no_word_is_taken_for_a_command_of_the_search(word, stock):
    assert read(stock, word) < 4  # none finds all that there are


def test_that_signs_of_the_search_are_found_as_they_are(stock):
    for serial in ("A100%", "A_B", 'Q"7"', "C*D"):
        assert stock.weapons.find(serial).weapons[0].serial == serial


@pytest.mark.parametrize("word", ["\ud800", "A\udcff100", "\udfff" * 5])
def test_that_half_a_letter_is_refused_in_a_sentence(word, stock):
    with pytest.raises(BadValue, match="no alphabet has"):
        stock.weapons.find(word)
    stock.scans.read(word)  # what a scanner garbled is unknown, not an error


def test_that_a_number_beyond_all_bounds_is_refused_in_a_sentence(stock):
    with pytest.raises(StockpileError):
        stock.weapons.history(10**30)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet=st.characters(exclude_categories=()), max_size=30))
def test_that_anything_is_found_or_not(stock, text):
    try:
        assert read(stock, text) >= 0
    except BadValue:
        assert any(0xD800 <= ord(each) <= 0xDFFF for each in text)
