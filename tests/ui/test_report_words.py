"""What national reports say in words, and how numbers are typed into them."""

from __future__ import annotations

import pytest

from stockpile_app.domain.errors import BadValue
from stockpile_app.domain.national_report import ComparedRow, HandTable
from stockpile_app.domain.national_report_cells import CellState, CellValue, Unit
from stockpile_app.ui.dialogs.hand_table_dialog import differences
from stockpile_app.ui.report_words import (
    change_text,
    entry_text,
    parse_entry,
    value_text,
    value_words,
)

NOTHING = CellValue(None, CellState.UNDEFINED)
OFFICER = CellValue(None, CellState.WITHHELD)


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (CellValue(0), Unit.COUNT, "0"),
        (CellValue(12345), Unit.COUNT, "12,345"),
        (CellValue(1250), Unit.PERCENT, "12.50 %"),
        (CellValue(150), Unit.DAYS, "1.50"),
        (NOTHING, Unit.PERCENT, "n/a"),
        (OFFICER, Unit.COUNT, "officer"),
    ],
)
def test_that_what_has_no_value_is_told_in_words(value, unit, said):
    assert value_text(value, unit) == said


def test_that_what_was_computed_stands_beside_what_is_stated():
    stated = CellValue(8, reason="Late.", computed=6)
    assert value_words(stated, Unit.COUNT) == "8; computed was 6. Reason: Late."
    unknown = CellValue(8, reason="Asked.", computed_state=CellState.WITHHELD)
    assert "to be given by a tracing officer" in value_words(unknown, Unit.COUNT)


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("", Unit.COUNT, None),
        (" 12 ", Unit.COUNT, 12),
        ("12.5", Unit.PERCENT, 1250),
        ("12,5", Unit.PERCENT, 1250),
        ("0", Unit.DAYS, 0),
    ],
)
def test_that_a_typed_number_is_read(text, unit, value):
    assert parse_entry(text, unit, "value_all") == value
    if value is not None:
        assert parse_entry(entry_text(value, unit), unit, "value_all") == value


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("-1", Unit.COUNT),
        ("1.5", Unit.COUNT),
        ("many", Unit.COUNT),
        ("9" * 5000, Unit.COUNT),
        ("1e999999999", Unit.DAYS),
        ("٣", Unit.COUNT),
        ("x", Unit.DAYS),
        ("Infinity", Unit.PERCENT),
        ("NaN", Unit.PERCENT),
    ],
)
def test_that_what_is_no_number_is_refused_at_its_field(text, unit):
    with pytest.raises(BadValue) as refused:
        parse_entry(text, unit, "value_2026")
    assert refused.value.field == "value_2026"


def compared(before, after, unit=Unit.COUNT):
    return ComparedRow(
        figure="gone",
        line="lost",
        category="",
        figure_title="Lost",
        title="Lost",
        category_title="",
        unit=unit,
        before=before,
        after=after,
    )


def test_that_a_change_has_its_sign():
    assert change_text(compared(CellValue(3), CellValue(5))) == "+2"
    assert change_text(compared(CellValue(5), CellValue(3))) == "−2"
    assert change_text(compared(CellValue(5), CellValue(5))) == "same"
    assert change_text(compared(NOTHING, CellValue(5))) == "–"
    assert change_text(compared(CellValue(100), CellValue(250), Unit.PERCENT)) == "+1.50 %"


def test_that_every_stated_sum_that_is_none_is_told():
    table = HandTable(
        question="collection",
        title="Police",
        columns=("North", "South", "Total"),
        rows=(("Pistols", (3, 4, 7)), ("Rifles", (1, 1, 3))),
        total=(5, 5, 10),
        last_is_total=True,
    )
    assert differences(table) == [
        "“North” adds up to 4; stated is 5: 1 too many.",
        "“Rifles” adds up to 2; stated is 3: 1 too many.",
    ]
