"""The access log of a place over a period, with columns to sign and lines to fill in by hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import BinaryIO, Final

from reportlab.lib.units import mm

from stockpile_app import i18n
from stockpile_app.documents.fonts import Style
from stockpile_app.documents.layout import Page
from stockpile_app.documents.ruled_table import Column, RuledTable, heading
from stockpile_app.documents.stamp import Stamp
from stockpile_app.domain.guarding import AccessRecord
from stockpile_app.i18n import _, ngettext, stated

_BLANK: Final = "\n"
"""Two empty lines: room to write by hand."""
_NAMES_A_ROW: Final = 5  # of the six lines that a row may have


def write_access_log(
    out: BinaryIO,
    stamp: Stamp,
    place: str,
    days: tuple[dt.date, dt.date],
    entries: Sequence[AccessRecord],
    blank_lines: int,
) -> int:
    """Write the log and return how many pages it has.

    Args:
        days: The first and the last.
        entries: In the order of the sheet; the place of each is told where they differ.
    """
    first, last = (i18n.format_date(day) for day in days)
    scope = _("{place} · {first} to {last}").format(place=place, first=first, last=last)
    page = Page(out, stamp, scope)
    count = len(entries)
    text = ngettext("{count} entry", "{count} entries", count).format(
        count=i18n.format_number(count)
    )
    page.paragraph(text, 10, Style.BOLD)
    page.paragraph(
        _(
            "Everybody who goes in is named, with the time of coming and of leaving. Nobody is"
            " alone in a store, and visitors are escorted."
        ),
        8.5,
    )
    page.y -= 2 * mm
    if entries:
        _entries(page, place, entries)
    if blank_lines:
        heading(page, _("Entries by hand, to be entered in the register"), 30 * mm)
        table = _table(page)
        for _line in range(blank_lines):
            table.row((_BLANK,) * 7)
    page.y -= 4 * mm
    page.signatures([_("Kept by"), _("Checked by")])
    return page.finish()


def _entries(page: Page, place: str, entries: Sequence[AccessRecord]) -> None:
    table = _table(page)
    for entry in entries:
        purpose = entry.purpose
        if entry.place != place:
            purpose = stated(entry.place.removeprefix(place).strip(" /"), purpose)
        if entry.visitors:
            purpose = _("VISITORS. {purpose}").format(purpose=purpose)
        names = list(entry.people)
        table.row(
            (
                _moment(entry.came_at),
                _left(entry),
                "\n".join(names[:_NAMES_A_ROW]),
                purpose,
                entry.escort,
                _BLANK,
                _BLANK,
            )
        )
        for at in range(_NAMES_A_ROW, len(names), _NAMES_A_ROW):
            more = "\n".join(names[at : at + _NAMES_A_ROW])
            table.row(("", "", more, _("(continued)"), "", _BLANK, _BLANK))


def _table(page: Page) -> RuledTable:
    return RuledTable(
        page,
        (
            Column(_("Came"), 21),
            Column(_("Left"), 21),
            Column(_("Names"), 38),
            Column(_("Purpose"), 38),
            Column(_("Escort"), 24),
            Column(_("Signature on coming"), 24),
            Column(_("Signature on leaving"), 24),
        ),
    )


def _left(entry: AccessRecord) -> str:
    return _moment(entry.left_at) if entry.left_at is not None else _("not yet")


def _moment(moment: dt.datetime) -> str:
    return f"{i18n.format_date(moment.date())}\n{moment:%H:%M}"
