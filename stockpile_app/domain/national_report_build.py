"""Puts the rows of a national report together from its cells, and finds cells by name."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final

from stockpile_app.domain.errors import BadValue
from stockpile_app.domain.national_report import NO_CELL, FigureView, ReportRow
from stockpile_app.domain.national_report_cells import (
    TOTAL,
    UNKNOWN,
    CellName,
    CellState,
    CellValue,
    Column,
)
from stockpile_app.domain.national_report_figures import Figure, Line, figures_of
from stockpile_app.domain.national_report_template import ReportTemplate
from stockpile_app.domain.text import N_

Cells = Mapping[CellName, CellValue]
"""The cells of a report; a cell that is not there is 0."""

NOTHING: Final = CellValue(0)
_UNKNOWN_TITLE: Final = N_("Category not known")


def categories_of(template: ReportTemplate) -> tuple[str, ...]:
    """Return the codes of all categories that cells may have, in their order."""
    return (*(each.code for each in template.categories), UNKNOWN)


def build_figures(
    template: ReportTemplate,
    columns: Sequence[Column],
    cells: Cells,
    lines: Collection[tuple[str, str]] | None = None,
) -> tuple[FigureView, ...]:
    """Return all figures with their rows; categories of which there is nothing are left out.

    Args:
        lines: Figure and line of those alone that are to be shown; None shows all.
    """
    found = []
    for figure in figures_of(template):
        shown = [each for each in figure.lines if lines is None or (figure.key, each.key) in lines]
        rows = tuple(row for line in shown for row in _rows(template, columns, cells, figure, line))
        if rows:
            found.append(
                FigureView(key=figure.key, title=figure.title, meaning=figure.meaning, rows=rows)
            )
    return tuple(found)


def _rows(
    template: ReportTemplate,
    columns: Sequence[Column],
    cells: Cells,
    figure: Figure,
    line: Line,
) -> Iterator[ReportRow]:
    titles = {each.code: each.title for each in template.categories}
    names = (TOTAL, *(categories_of(template) if line.by_category else ()))
    for category in names:
        values = tuple(
            cells.get(CellName(figure.key, line.key, category, each.key), NOTHING)
            for each in columns
        )
        if category == TOTAL or any(each != NOTHING for each in values):
            yield ReportRow(
                figure=figure.key,
                line=line.key,
                category=category,
                title=line.title,
                category_title="" if category == TOTAL else titles.get(category, _UNKNOWN_TITLE),
                unit=line.unit,
                counts=line.counts,
                values=values,
            )


def find_line(template: ReportTemplate, name: CellName, columns: Iterable[Column]) -> Line:
    """Return the line that a cell is in.

    Raises:
        BadValue: There is no such cell.
    """
    figure = next((each for each in figures_of(template) if each.key == name.figure), None)
    line = figure.line(name.line) if figure else None
    if line is not None and name.column in {each.key for each in columns}:
        if name.category == TOTAL:
            return line
        if line.by_category and template.knows_group(name.category):
            return line
    raise BadValue(NO_CELL, "cell", cell=name.code)


def all_cells(
    template: ReportTemplate, columns: Sequence[Column], cells: Cells
) -> list[tuple[CellName, CellValue]]:
    """Return the total of every line, and whatever is not 0 of its categories."""
    return [
        (row.name(column), value)
        for figure in build_figures(template, columns, cells)
        for row in figure.rows
        for column, value in zip(columns, row.values, strict=True)
        if row.category == TOTAL or value != NOTHING
    ]


def undefined() -> CellValue:
    """Return the value of a cell that has none: there is nothing to compute it from."""
    return CellValue(None, CellState.UNDEFINED)


def withheld() -> CellValue:
    """Return the value of a cell that only a tracing officer can compute."""
    return CellValue(None, CellState.WITHHELD)


def percentage(part: int, whole: int) -> CellValue:
    """Return ``part`` of ``whole`` in hundredths of a percent, rounded half up; n/a of nothing."""
    if whole == 0:
        return undefined()
    return CellValue((20_000 * part + whole) // (2 * whole))


def hundredths(value: float | None) -> CellValue:
    """Return days in hundredths; n/a where there is no value."""
    return undefined() if value is None else CellValue(round(value * 100))
