"""Two national reports beside one another."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from stockpile_app.domain.errors import BadValue
from stockpile_app.domain.national_report import (
    ComparedRow,
    FigureView,
    ReportComparison,
    ReportRow,
    ReportView,
)
from stockpile_app.domain.national_report_cells import CellValue, Period
from stockpile_app.domain.text import N_

_SLACK_DAYS: Final = 3


def compare_reports(before: ReportView, after: ReportView) -> ReportComparison:
    """Return the whole periods of two reports, row by row in the order of the later one.

    Raises:
        BadValue: The first was never frozen, or both are the same.
    """
    if before.record is None:
        raise BadValue(N_("Only a frozen report can be compared with."))
    if after.record is not None and after.record.id == before.record.id:
        raise BadValue(N_("Choose two different reports."))
    rows = tuple(_rows(before, after))
    return ReportComparison(
        before=before.record,
        after=after.record,
        before_period=before.period,
        after_period=after.period,
        rows=rows,
        same_length=abs(_days(before.period) - _days(after.period)) <= _SLACK_DAYS,
    )


def _days(period: Period) -> int:
    return (period.last - period.first).days


def _rows(before: ReportView, after: ReportView) -> Iterator[ComparedRow]:
    keys = list(dict.fromkeys(each.key for each in (*after.figures, *before.figures)))
    for key in keys:
        yield from _figure_rows(before.figure(key), after.figure(key))


def _figure_rows(before: FigureView | None, after: FigureView | None) -> Iterator[ComparedRow]:
    every = [*(after.rows if after else ()), *(before.rows if before else ())]
    lines = list(dict.fromkeys(each.line for each in every))
    title = (after or before).title if after or before else ""  # type: ignore[union-attr]
    for line in lines:
        of_line = [each for each in every if each.line == line]
        for category in dict.fromkeys(each.category for each in of_line):
            row = next(each for each in of_line if each.category == category)
            yield ComparedRow(
                figure=row.figure,
                line=line,
                category=category,
                figure_title=title,
                title=row.title,
                category_title=row.category_title,
                unit=row.unit,
                before=_whole(before, row),
                after=_whole(after, row),
            )


def _whole(figure: FigureView | None, row: ReportRow) -> CellValue | None:
    """Return the value of the whole period; a category that is not there was 0."""
    if figure is None or figure.row(row.line) is None:
        return None
    found = figure.row(row.line, row.category)
    return found.values[0] if found else CellValue(0)
