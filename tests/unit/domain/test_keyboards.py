from __future__ import annotations

import itertools
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stockpile_app.domain.keyboards import KEYBOARDS, USUAL, Fault, garbled, repaired
from stockpile_app.domain.numbers import CodeKind, PaperCode, RegisterNumber
from stockpile_app.domain.scan_text import meant_by, proves_itself

_LOCALES = sorted(KEYBOARDS)
_PAIRS = [
    Fault(scanner, workstation)
    for scanner, workstation in itertools.product(_LOCALES, _LOCALES)
    if scanner != workstation
]


def own(text: str) -> str:
    return text if proves_itself(text, "KE01") else ""


def code(sequence: int) -> str:
    return RegisterNumber("KE01", sequence).code


def test_that_every_keyboard_has_all_keys_and_each_letter_and_digit_is_on_one():
    for keys in KEYBOARDS.values():
        assert len(keys.plain) == len(keys.shifted) == 48
    latin = [each for each in _LOCALES if "q" in KEYBOARDS[each].plain]
    assert len(latin) > 12
    for each in latin:
        both = KEYBOARDS[each].plain + KEYBOARDS[each].shifted
        assert set(string.ascii_uppercase) <= set(both) or each == "tr_TR"


@pytest.mark.parametrize("workstation", _LOCALES)
def test_that_a_number_comes_back_from_every_two_keyboards(workstation):
    for scanner in _LOCALES:
        came = garbled(code(4567), Fault(scanner, workstation))
        found = repaired(came, own)
        assert own(came) or found is not None
        assert found is None or found.text.upper() == code(4567)


def test_that_a_french_keyboard_gives_what_french_keyboards_give():
    assert garbled("KE01000123Q", Fault(USUAL, "fr_FR")) == 'KEà&ààà&é"A'
    assert garbled("KE01000123Q", Fault(USUAL, "ru_RU")) == "ЛУ01000123Й"
    assert garbled("MZ-19", Fault(USUAL, "de_DE")) == "MYß19"


@given(
    st.sampled_from(_PAIRS),
    st.integers(1, 999_999_999),
    st.sampled_from(["", *CodeKind]),
)
def test_that_no_number_ever_comes_back_as_another(fault, sequence, kind):
    number = PaperCode(kind, "KE01", sequence).code if kind else code(sequence)
    came = garbled(number, fault)
    if own(came):  # nothing in it is elsewhere on these two
        assert came.upper() == number
        return
    found = repaired(came, own)  # None where another two keyboards explain another number
    assert found is None or found.text.upper() == number


@given(st.sampled_from(_LOCALES), st.integers(1, 999_999_999))
def test_that_caps_lock_is_seen_through_where_it_shifts_digits_too(workstation, sequence):
    came = garbled(code(sequence), Fault(USUAL, workstation, caps=True))
    found = repaired(came, own)
    assert found is None or found.text.upper() == code(sequence)


def test_that_what_the_system_says_of_its_keyboard_is_named_first():
    number = next(code(at) for at in range(1, 99) if code(at)[-1] == "Y")
    came = garbled(number, Fault(USUAL, "de_CH"))
    for likely in ("de_DE", "de_CH", "hr_HR", "de_AT"):
        found = repaired(came, own, likely=likely)
        assert found is not None
        assert found.text == number
        assert found.fault.workstation[:2] == likely[:2]


@given(st.text(string.ascii_uppercase + string.digits, min_size=1, max_size=16))
def test_that_a_text_without_a_check_character_is_never_guessed(text):
    found = repaired(text, own)
    assert found is None or own(found.text)


def test_that_two_that_both_prove_themselves_are_both_refused():
    came = garbled(code(123), Fault(USUAL, "fr_FR"))
    assert repaired(came, lambda text: text if len(text) == 11 else "") is None


def test_that_a_slip_of_somebody_who_types_is_no_fault_of_a_keyboard():
    number = next(code(at) for at in range(1, 99) if code(at)[-1] == "Y")
    typed = number[:-1] + "Z"
    assert repaired(typed, own) is not None
    assert meant_by(typed, "KE01") == ""
    assert meant_by(garbled(number, Fault(USUAL, "fr_FR")), "KE01") == number


def test_that_arabic_keys_of_two_letters_are_one_key():
    number = RegisterNumber("BG01", 77).code
    came = [
        {"\ufef5": "لآ", "\ufefb": "لا"}.get(each, each)
        for each in garbled(number, Fault(USUAL, "ar_EG"))
    ]
    assert any(len(each) == 2 for each in came)
    found = repaired(came, lambda each: each if proves_itself(each, "BG01") else "")
    assert found is not None
    assert found.text == number
