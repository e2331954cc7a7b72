"""A list on paper: the columns and rows that somebody has before them, in the order they see."""

from __future__ import annotations

import datetime as dt
from typing import BinaryIO, Final

from reportlab.lib.units import mm

from stockpile_app import i18n
from stockpile_app.documents.layout import Page
from stockpile_app.documents.movement_frame import closing_line
from stockpile_app.documents.ruled_table import Column, RuledTable
from stockpile_app.documents.stamp import Stamp
from stockpile_app.documents.text import Align
from stockpile_app.domain.lists import Cell, ListSheet
from stockpile_app.domain.progress import NoProgress, Progress
from stockpile_app.i18n import ngettext

_MANY_COLUMNS: Final = 8
_REPORT_EVERY: Final = 200


def write_list(
    out: BinaryIO, stamp: Stamp, sheet: ListSheet, progress: Progress | None = None
) -> int:
    """Write a list and return how many pages it has.

    Raises:
        Cancelled: The user asked to stop; the file is incomplete.
    """
    progress = progress or NoProgress()
    total = sheet.total or 0
    text = ngettext("{count} row", "{count} rows", total)
    page = Page(out, stamp, text.format(count=i18n.format_number(total)))
    page.y -= 2 * mm
    table = RuledTable(
        page,
        [
            Column(each.title, each.share, Align.END if each.number else Align.START)
            for each in sheet.columns
        ],
        size=7.0 if len(sheet.columns) > _MANY_COLUMNS else 8.0,
    )
    listed = 0
    for row in sheet.rows:
        if listed % _REPORT_EVERY == 0:
            progress.report(listed, total)
        table.row([_text(each) for each in row])
        listed += 1
    text = ngettext("End of list: {count} row", "End of list: {count} rows", listed)
    closing_line(page, text.format(count=i18n.format_number(listed)))
    return page.finish()


def _text(cell: Cell) -> str:
    if isinstance(cell, dt.datetime):
        return i18n.format_datetime(cell)
    if isinstance(cell, dt.date):
        return i18n.format_date(cell)
    return i18n.format_number(cell) if isinstance(cell, int) else cell
