"""Values that people state instead of those computed, and what follows from them.

A report always adds up: what is overridden is carried on to the totals it is part of, with the
same reason; where that cannot be, the override is refused with the sum that stands against it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from stockpile_app.domain.errors import BadValue
from stockpile_app.domain.national_report import Override
from stockpile_app.domain.national_report_build import (
    NOTHING,
    Cells,
    categories_of,
    find_line,
    percentage,
)
from stockpile_app.domain.national_report_cells import (
    TOTAL,
    UNKNOWN,
    WHOLE,
    CellName,
    CellState,
    CellValue,
    Column,
    Unit,
)
from stockpile_app.domain.national_report_figures import ALL, Figure, figures_of
from stockpile_app.domain.national_report_template import ReportTemplate
from stockpile_app.domain.text import N_
from stockpile_app.domain.weapons import check_text

LONGEST_REASON: Final = 500
_MOST: Final = 10**9
_FULL: Final = 10_000
_DECIMALS: Final = 2
_TYPED: Final = re.compile(r"(?P<whole>[0-9]{1,12})(?:[.,](?P<part>[0-9]{1,2}))?")

_NEEDS_REASON: Final = N_("Say why “{cell}” is overridden; the reason is printed.")
_TWICE: Final = N_("“{cell}” is overridden twice.")
_SAME: Final = N_("“{cell}” is what was computed; there is nothing to override.")
_NUMBER: Final = N_("“{cell}” needs a whole number from 0 to {most}.")
_CATEGORIES: Final = N_(
    "“{cell}”: its categories add up to {sum}, which is more than {stated}. Override the"
    " categories, too."
)
_CATEGORY_SUM: Final = N_("“{cell}”: its categories add up to {sum}, not to {stated}.")
_LINES: Final = N_("“{cell}”: its lines add up to {sum}, not to {stated}.")
_BETWEEN: Final = N_("“{cell}” must be from {least} to {most}, as its lines or years are.")
_INDICATOR: Final = N_("“{cell}”: {part} of {whole} is not what is stated.")
_TYPED_WRONG: Final = N_(
    "“{text}” is no value. Write a whole number, or n/a; percentages and days may have 2 decimals."
)
_MORE: Final = N_("“{cell}” is more than “{whole}”.")


def read_value(text: str, unit: Unit) -> int | None:
    """Return the value that somebody typed for a cell; None of "n/a".

    Raises:
        BadValue: It is no number that a cell of this unit can have.
    """
    text = text.strip()
    if text.casefold() in {"n/a", "na", "-", "–"}:
        return None
    decimals = 0 if unit is Unit.COUNT else _DECIMALS
    found = _TYPED.fullmatch(text.removesuffix("%").rstrip())
    part = (found["part"] or "") if found else ""
    if found is None or len(part) > decimals:
        raise BadValue(_TYPED_WRONG, "value", text=text)
    return int(found["whole"] + part.ljust(decimals, "0"))


class _Sheet:
    """Cells that are being overridden."""

    def __init__(self, template: ReportTemplate, cells: Cells) -> None:
        self.template = template
        self.cells = dict(cells)
        self.categories = categories_of(template)

    def value(self, name: CellName) -> int | None:
        return self.cells.get(name, NOTHING).value

    def reason(self, names: Iterable[CellName]) -> str:
        """Return why the first of these cells is overridden, or ""."""
        for name in names:
            reason = self.cells.get(name, NOTHING).reason
            if reason:
                return reason
        return ""

    def state(
        self, name: CellName, value: int | None, reason: str, none: CellState = CellState.UNDEFINED
    ) -> None:
        """Let a cell say ``value``; ``none`` is its state where that is None."""
        was = self.cells.get(name, NOTHING)
        state = none if value is None else CellState.KNOWN
        if (was.value, was.state) != (value, state):
            self.cells[name] = CellValue(value, state, reason, was.value, was.state)

    def is_stated(self, name: CellName) -> bool:
        return self.cells.get(name, NOTHING).overridden

    def more(self, name: CellName) -> int:
        """Return how much more is stated than was computed."""
        cell = self.cells.get(name, NOTHING)
        return (cell.value or 0) - (cell.computed or 0) if cell.overridden else 0

    def sum(self, names: Iterable[CellName]) -> int:
        return sum(self.value(each) or 0 for each in names)


def apply_overrides(
    template: ReportTemplate,
    columns: Sequence[Column],
    cells: Cells,
    overrides: Sequence[Override],
) -> Cells:
    """Return the cells with what is stated instead, and what follows from it.

    Raises:
        BadValue: A cell is not there, a reason is missing, a value is out of range, or the report
            would not add up; says which cell.
    """
    sheet = _Sheet(template, cells)
    for each in overrides:
        _state(sheet, columns, each)
    if overrides:
        for column in (*columns[1:], columns[0]):  # the whole period last
            if column.key == WHOLE and len(columns) > 1:
                _carry_years(sheet, columns)
            for figure in figures_of(template):
                _carry(sheet, figure, column)
            _carry_indicator(sheet, column)
        check_sums(template, columns, sheet.cells)
    return sheet.cells


def _state(sheet: _Sheet, columns: Sequence[Column], override: Override) -> None:
    name = override.cell
    line = find_line(sheet.template, name, columns)
    reason = check_text(override.reason, "reason", LONGEST_REASON)
    if not reason:
        raise BadValue(_NEEDS_REASON, "reason", cell=name.code)
    if sheet.is_stated(name):
        raise BadValue(_TWICE, "cell", cell=name.code)
    most = _FULL if line.unit is Unit.PERCENT else _MOST
    value = override.value
    if (value is None and line.by_category) or (value is not None and not 0 <= value <= most):
        raise BadValue(_NUMBER, "value", cell=name.code, most=most)
    was = sheet.cells.get(name, NOTHING)
    if value == was.value and (value is not None or was.state is CellState.UNDEFINED):
        raise BadValue(_SAME, "cell", cell=name.code)
    sheet.state(name, value, reason)


def _carry(sheet: _Sheet, figure: Figure, column: Column) -> None:
    """Settle every line with its categories, and the line of all of them."""
    if figure.key == "sdg":
        _carry_arms(sheet, column)
    lines = [each for each in figure.lines if each.by_category]
    for line in lines:
        _settle(sheet, CellName(figure.key, line.key, TOTAL, column.key))
    if figure.exclusive and figure.line(ALL):
        parts = [each.key for each in figure.lines if each.key != ALL]
        for category in (*sheet.categories, TOTAL):
            whole = CellName(figure.key, ALL, category, column.key)
            _follow(sheet, whole, [whole._replace(line=each) for each in parts])


def _carry_years(sheet: _Sheet, columns: Sequence[Column]) -> None:
    """Let the whole period have as many more or fewer as its years have."""
    for figure in figures_of(sheet.template):
        for line in figure.lines:
            if line.unit is not Unit.COUNT or not line.adds_up:
                continue
            for category in (TOTAL, *(sheet.categories if line.by_category else ())):
                whole = CellName(figure.key, line.key, category)
                years = [whole._replace(column=each.key) for each in columns[1:]]
                reason, more = sheet.reason(years), sum(map(sheet.more, years))
                if reason and not sheet.is_stated(whole):
                    sheet.state(whole, (sheet.value(whole) or 0) + more, reason)


def _settle(sheet: _Sheet, total: CellName) -> None:
    parts = [total._replace(category=each) for each in sheet.categories]
    if not sheet.is_stated(total):
        _follow(sheet, total, parts)
        return
    rest = total._replace(category=UNKNOWN)
    known = sheet.sum(each for each in parts if each != rest)
    left = (sheet.value(total) or 0) - known
    if left < 0:
        raise BadValue(_CATEGORIES, "cell", cell=total.code, sum=known, stated=sheet.value(total))
    if not sheet.is_stated(rest):
        sheet.state(rest, left, sheet.reason([total]))


def _carry_arms(sheet: _Sheet, column: Column) -> None:
    for category in (*sheet.categories, TOTAL):
        arms = CellName("sdg", "arms", category, column.key)
        parts = [
            CellName("collected", each.value, category, column.key)
            for each in sheet.template.sdg_arms
        ]
        _follow(sheet, arms, parts)


def _carry_indicator(sheet: _Sheet, column: Column) -> None:
    arms = CellName("sdg", "arms", TOTAL, column.key)
    part, indicator = arms._replace(line="established"), arms._replace(line="indicator")
    reason = sheet.reason((part, arms))
    whole, told = sheet.value(arms) or 0, sheet.value(part)
    if not reason or sheet.is_stated(indicator):
        return
    if told is not None:
        sheet.state(indicator, percentage(told, whole).value, reason)
    elif whole and sheet.cells[part].state is CellState.UNDEFINED:
        # there are arms now, and nobody said how many of them were traced
        for each in (part, indicator):
            sheet.state(each, None, reason, CellState.WITHHELD)


def _follow(sheet: _Sheet, whole: CellName, parts: Sequence[CellName]) -> None:
    """Let a sum follow from its parts where one of them was overridden and it was not."""
    reason = sheet.reason(parts)
    if reason and not sheet.is_stated(whole):
        sheet.state(whole, sheet.sum(parts), reason)


# --- whether it adds up --------------------------------------------------------------------------


def check_sums(template: ReportTemplate, columns: Sequence[Column], cells: Cells) -> None:
    """Refuse cells that do not add up.

    Raises:
        BadValue: A sum is not that of its parts; says which and what it should be.
    """
    sheet = _Sheet(template, cells)
    for figure in figures_of(template):
        for column in columns:
            for line in figure.lines:
                if line.by_category:
                    _check_categories(sheet, CellName(figure.key, line.key, TOTAL, column.key))
            if figure.line(ALL):
                _check_all(sheet, figure, column)
        _check_years(sheet, figure, columns)
    for column in columns:
        _check_indicator(sheet, column)


def _check_categories(sheet: _Sheet, total: CellName) -> None:
    found = sheet.sum(total._replace(category=each) for each in sheet.categories)
    if found != sheet.value(total):
        raise BadValue(_CATEGORY_SUM, "cell", cell=total.code, sum=found, stated=sheet.value(total))


def _check_all(sheet: _Sheet, figure: Figure, column: Column) -> None:
    whole = CellName(figure.key, ALL, TOTAL, column.key)
    values = [
        sheet.value(whole._replace(line=each.key)) or 0 for each in figure.lines if each.key != ALL
    ]
    if figure.exclusive and sheet.value(whole) != sum(values):
        raise BadValue(_LINES, "cell", cell=whole.code, sum=sum(values), stated=sheet.value(whole))
    _check_between(sheet, whole, values)


def _check_years(sheet: _Sheet, figure: Figure, columns: Sequence[Column]) -> None:
    years = [each.key for each in columns if each.key != WHOLE]
    for line in figure.lines:
        if not years or line.unit is not Unit.COUNT or not line.adds_up:
            continue
        whole = CellName(figure.key, line.key)
        values = [sheet.value(whole._replace(column=each)) for each in years]
        known = [each for each in values if each is not None]
        if len(known) == len(values) and sheet.value(whole) is not None:
            _check_between(sheet, whole, known)


def _check_between(sheet: _Sheet, whole: CellName, values: Sequence[int]) -> None:
    least, most = max(values), sum(values)
    if not least <= (sheet.value(whole) or 0) <= most:
        raise BadValue(_BETWEEN, "cell", cell=whole.code, least=least, most=most)


def _check_indicator(sheet: _Sheet, column: Column) -> None:
    arms = CellName("sdg", "arms", TOTAL, column.key)
    part, indicator = arms._replace(line="established"), arms._replace(line="indicator")
    whole, told = sheet.value(arms) or 0, sheet.value(part)
    if told is None:
        return
    if told > whole:
        raise BadValue(_MORE, "cell", cell=part.code, whole=arms.code)
    if sheet.value(indicator) != percentage(told, whole).value:
        raise BadValue(_INDICATOR, "cell", cell=indicator.code, part=told, whole=whole)


def stated(cells: Cells) -> list[tuple[CellName, CellValue]]:
    """Return the cells that are overridden, by name."""
    return sorted((name, each) for name, each in cells.items() if each.overridden)


def as_computed(cells: Cells) -> Cells:
    """Return the cells as they were computed."""
    return {
        name: replace(NOTHING, value=each.computed, state=each.computed_state)
        if each.overridden
        else each
        for name, each in cells.items()
    }
