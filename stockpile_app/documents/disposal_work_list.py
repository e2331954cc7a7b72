"""The work list of a disposal: one row a weapon, to be ticked at the cutter.

It tells no serial numbers: whoever reads one off a weapon must not know what is expected.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import BinaryIO, Final

from reportlab.lib.colors import black
from reportlab.lib.units import mm

from stockpile_app.documents.codes import ANY_PRINTER
from stockpile_app.documents.count_frame import bars, tick_box
from stockpile_app.documents.disposal_frame import order_told, scope_of
from stockpile_app.documents.fonts import Style
from stockpile_app.documents.layout import Cell, Page
from stockpile_app.documents.movement_frame import end_of_list, write_head
from stockpile_app.documents.stamp import Stamp
from stockpile_app.documents.text import Align
from stockpile_app.domain.disposal_records import OrderDetails, OrderLineRecord
from stockpile_app.i18n import _

_ROW: Final = 13 * mm
_HEAD: Final = 8 * mm
_BARS: Final = 56 * mm
_TICK: Final = 4.5 * mm
_PAD: Final = 1.5 * mm


def write_work_list(
    out: BinaryIO,
    stamp: Stamp,
    details: OrderDetails,
    lines: Sequence[OrderLineRecord],
    *,
    dpi: int = ANY_PRINTER,
) -> int:
    """Write the list of what is still to be done, and return how many pages it has."""
    page = Page(out, stamp, scope_of(details))
    write_head(page, order_told(details.order), details.order.code, _("Opens the order"), dpi)
    page.paragraph(
        _(
            "Scan the weapon. One person reads the serial number off the metal, the other confirms"
            " it; neither is told what is listed. What does not match is put aside."
        ),
        9,
    )
    page.y -= 3 * mm
    _heads(page)
    for each in lines:
        if not page.has_room(_ROW):
            page.next()
            _heads(page)
        _row(page, each, dpi)
    end_of_list(page, len(lines))
    page.y -= 3 * mm
    page.signatures([_("Reads"), _("Confirms"), _("Does the work"), _("Witness")])
    return page.finish()


def _columns(page: Page) -> tuple[float, ...]:
    """Return the left edges of: number, bar code, weapon, serial read, confirmed, done."""
    left, width = page.left, page.width
    done = left + width - 16 * mm
    confirmed = done - 22 * mm
    read = confirmed - 32 * mm
    return left, left + 9 * mm, left + 9 * mm + _BARS, read, confirmed, done


def _heads(page: Page) -> None:
    page.shade(page.y - _HEAD, _HEAD)
    edges = (*_columns(page), page.left + page.width)
    titles = (
        _("No."),
        _("Weapon"),
        "",
        _("Serial as read"),
        _("Confirmed"),
        _("Done"),
    )
    for at, title in enumerate(titles):
        box = (edges[at] + _PAD, page.y - 2.4 * mm, edges[at + 1] - edges[at] - 2 * _PAD)
        page.whole(Cell(title, box, 8, Style.BOLD), 10)
    page.y -= _HEAD
    page.rule(page.y, black, 0.6)


def _row(page: Page, line: OrderLineRecord, dpi: int) -> None:
    number, code, what, read, confirmed, done = _columns(page)
    top, weapon = page.y, line.weapon
    page.text(Cell(str(line.position), (number, top - 8 * mm, 8 * mm), 8, align=Align.END))
    bars(page, weapon.code, (code, top - 1.5 * mm, _BARS), 6.5 * mm, dpi)
    page.text(Cell(weapon.number, (code, top - 11.5 * mm, _BARS), 8, Style.MONO, Align.CENTRE))
    model = " ".join(filter(None, (line.maker, line.model))) or (
        _(line.category.label) if line.category else ""
    )
    box = (what + _PAD, top - 1.5 * mm, read - what - 2 * _PAD)
    page.whole(Cell(" · ".join(filter(None, (model, line.calibre, line.place))), box, 9.4), 11 * mm)
    page.canvas.setStrokeColor(black)
    page.canvas.setLineWidth(0.5)
    page.canvas.line(read + _PAD, top - 9.5 * mm, confirmed - _PAD, top - 9.5 * mm)
    for left in (confirmed, done):
        tick_box(page, left + 4 * mm, top - 7 * mm, _TICK)
    page.y -= _ROW
    page.rule(page.y)
