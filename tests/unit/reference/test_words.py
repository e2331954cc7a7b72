from __future__ import annotations

import pytest

from stockpile_app.domain.vocabulary import Category, Condition, LabelledEnum, SerialState, Status
from stockpile_app.reference.words import (
    parse_category,
    parse_condition,
    parse_serial_state,
    parse_status,
)


@pytest.mark.parametrize("member", [*Category, *Condition, *Status])
def test_that_codes_and_labels_are_read(member: LabelledEnum) -> None:
    parse = {Category: parse_category, Condition: parse_condition, Status: parse_status}[
        type(member)
    ]
    assert [parse(text) for text in (member.value, member.name, member.label)] == [member] * 3


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("AR", Category.ASSAULT_RIFLE), ("SMG", Category.SUBMACHINE_GUN),
        ("sub machine gun", Category.SUBMACHINE_GUN), ("Pistols", Category.PISTOL),
        ("fusil d’assaut", Category.ASSAULT_RIFLE), ("автомат", Category.ASSAULT_RIFLE),
        ("RPG", Category.ANTI_TANK_LAUNCHER), ("machine gun", None), ("", None), ("gun", None),
    ],
)  # fmt: skip
def test_that_words_for_categories_are_read(text: str, category: Category | None) -> None:
    assert parse_category(text) is category


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("Good", Condition.SERVICEABLE), ("U/S", Condition.UNSERVICEABLE),
        ("Bon état", Condition.SERVICEABLE), ("A", None), ("fair", None),
    ],
)  # fmt: skip
def test_that_words_for_conditions_are_read(text: str, condition: Condition | None) -> None:
    assert parse_condition(text) is condition


def test_that_a_word_can_stand_for_a_missing_serial_number() -> None:
    assert parse_serial_state("Illegible") is SerialState.ILLEGIBLE
    assert parse_serial_state("filed off") is SerialState.REMOVED
    assert parse_serial_state("recorded") is None
    assert parse_serial_state("AK 47") is None
