"""How values of a national report are told on screen and paper."""

from __future__ import annotations

from stockpile_app.domain.national_report import ReportView
from stockpile_app.domain.national_report_cells import (
    WHOLE,
    CellName,
    CellState,
    CellValue,
    Column,
    Unit,
)
from stockpile_app.i18n import _, format_date, format_number, format_scaled


def show_value(value: CellValue | None, unit: Unit) -> str:
    """Return what a cell says; "–" where a report does not have the cell."""
    if value is None:
        return "–"
    if value.value is None:
        state = CellState.UNDEFINED if value.state is CellState.KNOWN else value.state
        return _(state.label)
    return show_number(value.value, unit)


def show_number(value: int, unit: Unit) -> str:
    """Return a number of a cell; hundredths with two decimals."""
    if unit is Unit.COUNT:
        return format_number(value)
    text = format_scaled(value, 2)
    return f"{text} %" if unit is Unit.PERCENT else text


def show_change(change: int | None, unit: Unit) -> str:
    """Return a difference with its sign; "" where there is none to tell."""
    if not change:
        return "" if change is None else "0"
    sign = "+" if change > 0 else "−"
    if unit is Unit.PERCENT:  # of percentages the difference is in points
        return _("{points} points").format(points=sign + format_scaled(abs(change), 2))
    return sign + show_number(abs(change), unit)


def column_words(column: Column) -> str:
    """Return what a column is called."""
    return _("Whole period") if column.key == WHOLE else column.key


def days_words(column: Column) -> str:
    """Return the days that a column covers."""
    return _("{first} to {last}").format(
        first=format_date(column.first), last=format_date(column.last)
    )


def cell_words(view: ReportView, name: CellName) -> str:
    """Return what a cell is called: figure, line, category and column."""
    figure = view.figure(name.figure)
    row = None
    if figure is not None:
        row = figure.row(name.line, name.category) or figure.row(name.line)
    if figure is None or row is None:
        return name.code
    category = row.category_title or name.category
    column = next((each for each in view.columns if each.key == name.column), None)
    parts = [_(figure.title), _(row.title), _(category) if category else ""]
    if column is not None and len(view.columns) > 1:
        parts.append(column_words(column))
    return " · ".join(filter(None, parts))


def numbering_words(view: ReportView) -> str:
    """Return what the numbering of a report is called."""
    return _(view.template.numbering(view.numbering).title)
