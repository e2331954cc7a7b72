from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stockpile_app.domain.keyboards import Fault, garbled
from stockpile_app.domain.numbers import CodeKind, PaperCode, RegisterNumber
from stockpile_app.domain.scan_text import (
    Around,
    name_of,
    proves_itself,
    spelt,
    understood,
    unspelt,
)

CODE = RegisterNumber("KE01", 123).code
PAPER = PaperCode(CodeKind.PERSON, "KE01", 7).code
GS, RS, EOT, STX, ETX = "\x1d", "\x1e", "\x04", "\x02", "\x03"


def proves(text: str) -> bool:
    return proves_itself(text, "KE01")


@pytest.mark.parametrize("code", [CODE, PAPER, CODE.lower(), f"{CODE[:4]}-{CODE[4:10]}-{CODE[10]}"])
@pytest.mark.parametrize(
    "sent",
    [
        "{}",
        f"{GS}{{}}",
        f"{{}}{GS}",
        f"{STX}{{}}{ETX}",
        f"{{}}{EOT}",
        "]C0{}",
        "]Q3{}",
        "]d1{}",
        f"]C1{GS}{{}}",
        f"{STX}]C0{{}}{ETX}",
        f"10A77{GS}{{}}{GS}LOT9",
        f"[)>{RS}06{GS}{{}}{RS}{EOT}",
        "{}\t",
        "\x00{}\x7f",
    ],
)
def test_that_a_number_is_found_in_whatever_is_around_it(code, sent):
    read = understood(sent.format(code), proves)
    assert (read.text, read.proven, read.fault) == (code, True, None)


@given(st.lists(st.tuples(st.integers(0, 11), st.integers(0, 31)), max_size=6))
def test_that_control_characters_inside_a_number_do_not_hurt_it(controls):
    sent = list(CODE)
    for at, control in controls:
        sent.insert(at, chr(control))
    assert understood(sent, proves).text == CODE


@pytest.mark.parametrize(
    ("around", "sent"),
    [
        (Around("*", "*"), f"*{CODE}*"),
        (Around("DEPOT:", ""), f"DEPOT:{CODE}"),
        (Around("", "#END"), f"{CODE}#END"),
        (Around("99", ""), f"99{CODE}"),
        (Around(STX, ETX), f"{STX}{CODE}{ETX}"),
        (Around("~", "~"), f"{GS}~{CODE}~{GS}"),
        (Around("A", ""), CODE),  # it is not there: a scanner of somebody else
    ],
)
def test_that_what_a_scanner_is_set_to_add_is_taken_off(around, sent):
    assert understood(sent, proves, around).text == CODE


def test_that_a_number_is_found_through_another_keyboard_and_what_is_around_it():
    fault = Fault("en_US", "fr_FR")
    read = understood(GS + garbled(f"]C0*{CODE}*", fault) + GS, proves, Around("*", "*"))
    assert (read.text, read.fault) == (CODE, fault)


@pytest.mark.parametrize(
    ("sent", "text"),
    [
        ("AK4711003", "AK4711003"),
        ("]C0AK4711003", "AK4711003"),
        (f"{GS}AK4711003{EOT}", "AK4711003"),
        (f"AK47{GS}11003", "AK47 11003"),
        ("ак4711003", "ак4711003"),
        ("é&çà'(", "é&çà'("),
        ("*AK4711003*", "AK4711003"),
    ],
)
def test_that_a_serial_is_handed_on_as_it_came_and_never_guessed(sent, text):
    read = understood(sent, proves, Around("*", "*"))
    assert (read.text, read.proven, read.fault) == (text, False, None)


def test_that_a_wrong_check_character_stays_wrong():
    wrong = CODE[:-1] + ("B" if CODE[-1] != "B" else "C")
    assert not understood(wrong, proves).proven
    assert not understood(garbled(wrong, Fault("en_US", "fr_FR")), proves).proven


@given(st.text(st.characters(max_codepoint=127), max_size=20))
def test_that_control_characters_are_spelt_and_read_back(text):
    assert all(each.isprintable() for each in spelt(text))
    assert unspelt(spelt(text)) == text or "<" in text


def test_that_control_characters_have_the_names_of_their_standard():
    assert [name_of(each) for each in (GS, STX, "\r", "\n", "\t", "\x7f", "A")] == [
        "GS",
        "STX",
        "CR",
        "LF",
        "HT",
        "DEL",
        "A",
    ]
    assert unspelt("<STX>A<GS>") == f"{STX}A{GS}"
    assert unspelt("<b>") == "<b>"
