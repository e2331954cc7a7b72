"""What all papers about movements share: the head with its bar code, and lists of weapons."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from reportlab.lib.colors import black
from reportlab.lib.units import mm

from stockpile_app import i18n
from stockpile_app.documents.count_frame import bars
from stockpile_app.documents.fonts import Style
from stockpile_app.documents.layout import GREY, Cell, Page
from stockpile_app.documents.ruled_table import Column, RuledTable, bounded_lines
from stockpile_app.documents.text import LEADING, Align
from stockpile_app.domain.movements import MovementRecord
from stockpile_app.domain.records import WeaponRecord
from stockpile_app.domain.vocabulary import SerialState
from stockpile_app.i18n import _, clauses, listed, ngettext

_BARS_WIDTH: Final = 62 * mm
_BARS_HEIGHT: Final = 11 * mm
_CAPTION: Final = 30 * mm
_SIZE: Final = 9.0
_MOST_LINES: Final = 4
_MOST_PLACES: Final = 3


class Told(NamedTuple):
    """Something that a paper says at its head: what it is called, and what it is."""

    caption: str
    value: str
    style: Style = Style.REGULAR


def write_head(page: Page, told: Iterable[Told], code: str, caption: str, dpi: int) -> None:
    """Draw what a paper is about, and the bar code that opens it.

    Args:
        told: What has no value is left out.
        code: Of letters and digits; "" for no bar code.
        caption: What scanning the bar code does.
    """
    page.y -= 1 * mm
    top = page.y
    aside = _BARS_WIDTH + 4 * mm if code else 0
    room = page.width - _CAPTION - aside
    for each in told:
        if not each.value:
            continue
        lines = bounded_lines(each.value, each.style, _SIZE, room, _MOST_LINES)
        page.canvas.setFillColor(GREY)
        page.text(Cell(each.caption, (page.left, page.y - 11, _CAPTION - 2 * mm), 8))
        page.canvas.setFillColor(black)
        for at, shown in enumerate(lines):
            y = page.y - 11 - at * _SIZE * LEADING
            page.line(shown, (page.left + _CAPTION, y, room), _SIZE, Align.TEXT)
        page.y -= len(lines) * _SIZE * LEADING + 1.3 * mm
    if code:
        _draw_code(page, code, caption, top, dpi)
    page.y -= 1.5 * mm
    page.rule(page.y, black, 0.6)
    page.y -= 3 * mm


def _draw_code(page: Page, code: str, caption: str, top: float, dpi: int) -> None:
    left = page.left + page.width - _BARS_WIDTH
    bars(page, code, (left, top - 2 * mm, _BARS_WIDTH), _BARS_HEIGHT, dpi)
    box = (left, top - _BARS_HEIGHT - 6.5 * mm, _BARS_WIDTH)
    page.text(Cell(code, box, 8, Style.MONO, Align.CENTRE))
    box = (left, top - _BARS_HEIGHT - 10 * mm, _BARS_WIDTH)
    page.text(Cell(caption, box, 7.5, align=Align.CENTRE))
    page.y = min(page.y, top - _BARS_HEIGHT - 12 * mm)


def movement_told(movement: MovementRecord) -> list[Told]:
    """Return what every movement says of itself."""
    return [
        Told(_("Number"), movement.number, Style.MONO),
        Told(_("Date"), show_day(movement.occurred_on), Style.BOLD),
    ]


class WeaponTable:
    """A list of weapons, one a row, with what tells them apart."""

    def __init__(self, page: Page, last: str = "") -> None:
        """Begin the list; ``last`` is the head of one more column."""
        self._last = last
        self._table = RuledTable(
            page,
            [
                Column(_("No."), 5, Align.END),
                Column(_("Number"), 17, style=Style.MONO),
                Column(_("Serial"), 17, style=Style.MONO),
                Column(_("Model, maker"), 21),
                Column(_("Calibre"), 14),
                Column(_("Category"), 15),
                Column(_("Condition"), 13),
                *([Column(last, 14)] if last else []),
            ],
            size=7.5,
        )
        self.listed = 0

    def row(self, weapon: WeaponRecord, last: str = "") -> None:
        """Draw one weapon."""
        self.listed += 1
        self._table.row(
            [
                str(self.listed),
                weapon.number,
                show_serial(weapon),
                listed((weapon.model, weapon.maker)),
                weapon.calibre,
                _(weapon.category.label) if weapon.category else "",
                _(weapon.condition.label) if weapon.condition else "",
                *([last] if self._last else []),
            ]
        )


def end_of_list(page: Page, listed: int) -> None:
    """Say how many weapons were listed, so that nothing can be added below."""
    text = ngettext("End of list: {count} weapon", "End of list: {count} weapons", listed)
    closing_line(page, text.format(count=i18n.format_number(listed)))


def closing_line(page: Page, text: str) -> None:
    """Draw what ends a list, across the page."""
    if not page.has_room(9 * mm):
        page.next()
    box = (page.left, page.y - 15, page.width)
    page.text(Cell(text, box, 9, Style.BOLD, Align.CENTRE))
    page.y -= 9 * mm


def statement(page: Page, text: str) -> None:
    """Draw what the people who sign below declare."""
    lines = len(bounded_lines(text, Style.REGULAR, _SIZE, page.width, 40))
    if not page.has_room((lines + 1) * _SIZE * LEADING * 1.1 + 45 * mm):
        page.next()
    page.paragraph(text, _SIZE)
    page.y -= 4 * mm


def show_serial(weapon: WeaponRecord) -> str:
    """Return the serial number, or why there is none."""
    if weapon.serial and weapon.serial_state is SerialState.RECORDED:
        return weapon.serial
    return " ".join(filter(None, (weapon.serial, _(weapon.serial_state.label))))


def show_day(day: dt.date | None) -> str:
    """Return a day as people write it; "" where there is none."""
    return i18n.format_date(day) if day else ""


def show_places(places: Sequence[str]) -> str:
    """Return some places in one line, the first few of many by name."""
    names = list(dict.fromkeys(filter(None, places)))
    shown = clauses(names[:_MOST_PLACES])
    more = len(names) - _MOST_PLACES
    if more <= 0:
        return shown
    return _("{places} and {count} others").format(places=shown, count=more)
