"""Two national reports beside one another."""

from __future__ import annotations

from itertools import groupby
from typing import BinaryIO

from reportlab.lib.units import mm

from stockpile_app.documents.codes import ANY_PRINTER
from stockpile_app.documents.fonts import Style
from stockpile_app.documents.layout import Page
from stockpile_app.documents.movement_frame import Told, write_head
from stockpile_app.documents.national_frame import INDENT, aside, cell_text, flow, write_marks
from stockpile_app.documents.ruled_table import Column, RuledTable
from stockpile_app.documents.stamp import Stamp
from stockpile_app.documents.text import Align
from stockpile_app.domain.national_report import ComparedRow, FrozenRecord, ReportComparison
from stockpile_app.domain.national_report_cells import CellValue
from stockpile_app.i18n import _
from stockpile_app.reference.report_words import days_words, show_change


def write_comparison(
    out: BinaryIO, stamp: Stamp, comparison: ReportComparison, *, dpi: int = ANY_PRINTER
) -> int:
    """Write a comparison of two frozen reports and return how many pages it has."""
    page = Page(out, stamp)
    told = [Told(_("Before"), _report(comparison.before))]
    if comparison.after is not None:
        told.append(Told(_("After"), _report(comparison.after), Style.BOLD))
    write_head(page, told, "", "", dpi)
    write_rows(page, comparison, categories=True)
    page.y -= 4 * mm
    page.signatures([_("Prepared by"), _("Approved by")])
    return page.finish()


def _report(record: FrozenRecord) -> str:
    return f"{record.number} · {record.title} · {days_words(record.period.columns[0])}"


def write_rows(page: Page, comparison: ReportComparison, *, categories: bool) -> None:
    """Draw what changed; lines of which neither report has anything are left out."""
    if not comparison.same_length:
        flow(
            page,
            _("The periods are not equally long; numbers of what happens differ for that alone."),
            8.5,
            Style.BOLD,
        )
    shown = [
        each
        for each in comparison.rows
        if (categories or not each.category) and (_says(each.before) or _says(each.after))
    ]
    for title, rows in groupby(shown, lambda each: each.figure_title):
        _figure(page, title, list(rows))
    values = [value for each in shown for value in (each.before, each.after) if value is not None]
    write_marks(page, values)
    if not shown:
        aside(page, _("Neither report has any figure."), 8.5)


def _says(value: CellValue | None) -> bool:
    return value is not None and (value.value != 0 or value.overridden)


def _figure(page: Page, title: str, rows: list[ComparedRow]) -> None:
    if not page.has_room(26 * mm):
        page.next()
    page.y -= 1.5 * mm
    flow(page, _(title), 9, Style.BOLD)
    page.y -= 1 * mm
    table = RuledTable(
        page,
        (
            Column("", 106),
            Column(_("Before"), 24, Align.END),
            Column(_("After"), 24, Align.END),
            Column(_("Change"), 24, Align.END),
        ),
        size=8,
    )
    mixed = any(each.category for each in rows)
    for each in rows:
        name = INDENT + _(each.category_title) if each.category else _(each.title)
        before, after = (
            cell_text(value, each.unit) if value is not None else "–"
            for value in (each.before, each.after)
        )
        change = show_change(each.change, each.unit)
        bold = Style.BOLD if mixed and not each.category else None
        table.row((name, before, after, change), bold)
    page.y -= 1.5 * mm
