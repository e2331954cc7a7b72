"""What a national report says, in words and numbers as they are shown."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from stockpile_app.domain.errors import BadValue
from stockpile_app.domain.national_report import (
    ComparedRow,
    FigureView,
    FrozenRecord,
    QuestionView,
    ReportRow,
    ReportView,
)
from stockpile_app.domain.national_report_cells import (
    TOTAL,
    WHOLE,
    CellName,
    CellState,
    CellValue,
    Column,
    Period,
    RecordKind,
    Unit,
)
from stockpile_app.domain.text import N_
from stockpile_app.i18n import format_scaled
from stockpile_app.i18n import gettext as _
from stockpile_app.ui.texts import NOTHING, count, day

_HUNDREDTHS: Final = 100
_DECIMALS: Final = 2
_LONGEST_TITLE: Final = 60
_LONGEST_NUMBER: Final = 12

PAGE_OF: Final = {
    RecordKind.INCIDENT: "incidents",
    RecordKind.DECLARATION: "disposal",
    RecordKind.STOCKTAKE: "stocktakes",
    RecordKind.CHECK: "security",
    RecordKind.PARTICIPANT: "collections",
    RecordKind.MEMBER: "collections",
    RecordKind.PERSON: "people",
    RecordKind.TRAINING: "capacity",
    RecordKind.NEED: "capacity",
    RecordKind.TRACE: "tracing",
    RecordKind.WITNESS: "disposal",
}
"""The page that shows what a cell counts; weapons have one of their own."""
TAB_OF: Final = {
    RecordKind.DECLARATION: "surplus",
    RecordKind.NEED: "needs",
    RecordKind.TRAINING: "training",
}
"""What the page is told to show, where it has parts."""
BY_ID: Final = frozenset(
    {RecordKind.INCIDENT, RecordKind.STOCKTAKE, RecordKind.CHECK, RecordKind.PERSON}
)
"""Kinds whose page opens one by its id."""


def number_text(value: int, unit: Unit) -> str:
    """Return a value with its unit."""
    match unit:
        case Unit.PERCENT:
            return _("{number} %").format(number=format_scaled(value, _DECIMALS))
        case Unit.DAYS:
            return format_scaled(value, _DECIMALS)
        case _:
            return count(value)


def value_text(value: CellValue, unit: Unit) -> str:
    """Return what a cell says; what has no value is told in words, never as 0."""
    if value.value is not None:
        return number_text(value.value, unit)
    return _("officer") if value.state is CellState.WITHHELD else _(CellState.UNDEFINED.label)


def value_words(value: CellValue, unit: Unit) -> str:
    """Return the same in full: who is to give it, what was computed, and why it is another."""
    known = value.value is not None
    said = value_text(value, unit) if known else _(value.state.label)
    if not value.overridden:
        return said
    was = CellValue(value.computed, value.computed_state)
    return _("{value}; computed was {computed}. Reason: {reason}").format(
        value=said, computed=value_words(was, unit), reason=value.reason
    )


def entry_text(value: int | None, unit: Unit) -> str:
    """Return a value as it is typed."""
    if value is None:
        return ""
    return str(value) if unit is Unit.COUNT else f"{Decimal(value) / _HUNDREDTHS:.2f}"


def is_whole(text: str) -> bool:
    """Whether a text is a whole number of a length that can be."""
    return text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER


def parse_entry(text: str, unit: Unit, field: str) -> int | None:
    """Return the value that was typed; None where the field is empty.

    Raises:
        BadValue: It is no number of this unit.
    """
    typed = text.strip()
    if not typed:
        return None
    if unit is Unit.COUNT:
        if not is_whole(typed):
            raise BadValue(N_("Write a whole number, such as 12."), field)
        return int(typed)
    try:
        return int((Decimal(typed.replace(",", ".")) * _HUNDREDTHS).to_integral_value())
    except (ArithmeticError, ValueError):  # as of 1e999999 and NaN
        raise BadValue(N_("Write a number, such as 12.5."), field) from None


def column_title(column: Column) -> str:
    """Return the head of a column."""
    return _("Whole period") if column.key == WHOLE else column.key


def period_words(period: Period) -> str:
    """Return the days that a report covers."""
    return _("{first} to {last}").format(first=day(period.first), last=day(period.last))


def row_words(row: ReportRow | ComparedRow) -> str:
    """Return what a row counts."""
    parts = (row.title, row.category_title)
    return " · ".join(_(each) for each in parts if each)


def cell_words(view: ReportView, code: str) -> str:
    """Return the words for the code of a cell; the code itself where there is no such cell."""
    try:
        name = CellName.parse(code)
    except BadValue:
        return code
    figure = view.figure(name.figure)
    row = figure.row(name.line) if figure is not None else None
    column = next((each for each in view.columns if each.key == name.column), None)
    if figure is None or row is None or column is None:
        return code
    group = next((_(e.title) for e in view.template.categories if e.code == name.category), "")
    parts = (_(figure.title), _(row.title), group or name.category, column_title(column))
    return " · ".join(filter(None, parts))


def told_error(view: ReportView, error: BadValue, field: str) -> BadValue:
    """Return the refusal with words where it names cells by their codes."""
    params = {
        name: cell_words(view, value) if name in {"cell", "whole"} else value
        for name, value in error.params.items()
        if isinstance(value, str)
    }
    return BadValue(error.message_id, field, **{**error.params, **params})


def numbered(view: QuestionView) -> str:
    """Return the number of a question, or a dash where the numbering has none."""
    return view.number or NOTHING


def short(text: str) -> str:
    """Return the beginning of a text, in one line."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_TITLE else f"{line[: _LONGEST_TITLE - 1].rstrip()}…"


def summary(view: QuestionView) -> str:
    """Return the answer to a question as a list shows it."""
    if view.figures:
        return _main(view.figures[0])
    if view.tables:
        return _("Table")
    return short(view.answer) if view.answer else _("in words: not yet")


def _main(figure: FigureView) -> str:
    """Return the figure's own sum, or else its first or last line."""
    keys = [row.line for row in figure.rows if row.category == TOTAL]
    line = next((each for each in ("indicator", "all") if each in keys), keys[0] if keys else "")
    row = figure.row(line)
    if row is None:
        return NOTHING
    withheld = row.values[0].state is CellState.WITHHELD
    return _("tracing officer") if withheld else value_text(row.values[0], row.unit)


def change_text(row: ComparedRow) -> str:
    """Return how a value changed, with its sign."""
    change = row.change
    if change is None:
        return NOTHING
    if change == 0:
        return _("same")
    sign = "+" if change > 0 else "−"
    return f"{sign}{number_text(abs(change), row.unit)}"


def compared_text(value: CellValue | None, unit: Unit) -> str:
    """Return a value of one of two reports; a dash where it has no such row."""
    return NOTHING if value is None else value_text(value, unit)


def report_title(record: FrozenRecord) -> str:
    """Return a frozen report in one line."""
    said = record.title or period_words(record.period)
    return f"{record.number} · {said}"
