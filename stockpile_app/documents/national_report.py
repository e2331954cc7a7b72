"""The annex of a national report: every question with its figures, in the chosen numbering."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import BinaryIO

from reportlab.lib.units import mm

from stockpile_app.documents.codes import ANY_PRINTER
from stockpile_app.documents.fonts import Style
from stockpile_app.documents.layout import Page
from stockpile_app.documents.movement_frame import statement, write_head
from stockpile_app.documents.national_frame import (
    aside,
    flow,
    report_told,
    write_figure,
    write_hand_table,
)
from stockpile_app.documents.report_comparison import write_rows
from stockpile_app.documents.ruled_table import Column, RuledTable, heading
from stockpile_app.documents.stamp import Stamp
from stockpile_app.documents.text import Align
from stockpile_app.domain.national_report import (
    QuestionView,
    ReportComparison,
    ReportRow,
    ReportView,
)
from stockpile_app.domain.national_report_cells import CellValue
from stockpile_app.domain.national_report_cells import Column as Days
from stockpile_app.i18n import _
from stockpile_app.reference.report_words import cell_words, days_words, show_value
from stockpile_app.reference.source_words import source_words


def write_annex(
    out: BinaryIO,
    stamp: Stamp,
    view: ReportView,
    comparison: ReportComparison | None = None,
    *,
    dpi: int = ANY_PRINTER,
) -> int:
    """Write the annex of a report, frozen or not, and return how many pages it has."""
    page = Page(out, stamp)
    write_head(page, report_told(view), "", "", dpi)
    if view.record is None:
        flow(page, _("This is a draft. Nothing of it stands until it is frozen."), 10, Style.BOLD)
        page.y -= 2 * mm
    if view.notes:
        flow(page, view.notes)
        page.y -= 2 * mm
    _sections(page, view)
    _overrides(page, view)
    if comparison is not None and comparison.rows:
        _comparison(page, comparison)
    page.y -= 3 * mm
    statement(
        page,
        _(
            "Figures were computed from the register's entries as each table says. What was stated"
            " by hand is marked, with the reason."
        ),
    )
    page.signatures([_("Prepared by"), _("Approved by")])
    return page.finish()


def _sections(page: Page, view: ReportView) -> None:
    drawn: dict[str, str] = {}
    for section, questions in groupby(view.questions, _section):
        page.y -= 2.5 * mm
        heading(page, section, 36 * mm)
        for each in questions:
            _question(page, view, each, drawn)


def _section(each: QuestionView) -> str:
    if each.number:
        return _(each.question.section)
    return _("Without a number in this numbering")


def _question(page: Page, view: ReportView, each: QuestionView, drawn: dict[str, str]) -> None:
    if not page.has_room(22 * mm):
        page.next()
    page.y -= 2 * mm
    flow(page, " ".join(filter(None, (each.number, _(each.question.text)))), 9.5, Style.BOLD)
    aside(page, f"{source_words(each.question.source)} – {_(each.question.sure.label)}")
    if each.answer:
        page.y -= 0.5 * mm
        flow(page, each.answer)
    elif not each.figures and not each.tables:
        aside(page, _("Not answered."), 8.5)
    for figure in each.figures:
        if figure.key in drawn:
            text = _("{figure}: see {where}.")
            flow(page, text.format(figure=_(figure.title), where=drawn[figure.key]), 8.5)
            continue
        drawn[figure.key] = each.number or _(each.question.text)
        write_figure(page, view, figure)
    for table in each.tables:
        write_hand_table(page, table)


def _stated(view: ReportView) -> Iterator[tuple[ReportRow, Days, CellValue]]:
    for figure in view.figures:
        for row in figure.rows:
            for column, value in zip(view.columns, row.values, strict=True):
                if value.overridden:
                    yield row, column, value


def _overrides(page: Page, view: ReportView) -> None:
    """List every cell that is not as computed: nothing is overridden that is not told here."""
    rows = list(_stated(view))
    if not rows:
        return
    heading(page, _("Stated otherwise than computed"), 30 * mm)
    table = RuledTable(
        page,
        (
            Column(_("Cell"), 74),
            Column(_("Computed"), 20, Align.END),
            Column(_("Stated"), 20, Align.END, Style.BOLD),
            Column(_("Reason"), 64),
        ),
        size=8,
    )
    for row, column, value in rows:
        computed = CellValue(value.computed, value.computed_state)
        table.row(
            (
                cell_words(view, row.name(column)),
                show_value(computed, row.unit),
                show_value(value, row.unit),
                value.reason,
            )
        )
    page.y -= 2 * mm


def _comparison(page: Page, comparison: ReportComparison) -> None:
    heading(page, _("Compared with the last report"), 30 * mm)
    before = comparison.before
    flow(
        page,
        _("{number}, {period}").format(
            number=before.number, period=days_words(before.period.columns[0])
        ),
        8.5,
    )
    write_rows(page, comparison, categories=False)
