"""The end of an audit sheet: end mark, totals by type, what was not listed, signatures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from reportlab.lib.units import mm

from stockpile_app import i18n
from stockpile_app.documents.fonts import Style
from stockpile_app.documents.layout import GREY, SIGNATURE_HEIGHT, Cell, Page
from stockpile_app.documents.text import Align
from stockpile_app.domain.vocabulary import Category
from stockpile_app.i18n import _, ngettext

_PAD: Final = 1.5 * mm
_HEADS_HEIGHT: Final = 6 * mm
_TOTAL_HEIGHT: Final = 5 * mm


@dataclass(frozen=True, slots=True)
class TypeTotal:
    """How many weapons of one type are on the list."""

    category: Category | None
    model: str
    calibre: str
    count: int


def write_ending(page: Page, listed: int, totals: Sequence[TypeTotal]) -> None:
    """Draw the end mark, the totals, room for what is not on the list, and the signatures."""
    _end_mark(page, listed)
    _totals(page, listed, totals)
    page.y -= 5 * mm
    _not_listed(page)
    page.y -= 5 * mm
    page.signatures([_("Counted by"), _("Checked by"), _("Depot manager")])


def _end_mark(page: Page, listed: int) -> None:
    if not page.has_room(8 * mm):
        page.next()
    text = ngettext("End of list: {count} weapon", "End of list: {count} weapons", listed)
    text = text.format(count=i18n.format_number(listed))
    box = (page.left, page.y - 15, page.width)
    page.text(Cell(text, box, 9, Style.BOLD, Align.CENTRE))
    page.y -= 9 * mm


def _totals(page: Page, listed: int, totals: Sequence[TypeTotal]) -> None:
    _totals_heads(page)
    for total in totals:
        if not page.has_room(2 * _TOTAL_HEIGHT):
            page.next()
            _totals_heads(page)
        category = _(total.category.label) if total.category else _("Not categorised")
        _total(page, (category, total.model, total.calibre, str(total.count)), Style.REGULAR)
    _total(page, (_("Together"), "", "", str(listed)), Style.BOLD)


def _totals_heads(page: Page) -> None:
    if not page.has_room(_HEADS_HEIGHT + 2 * _TOTAL_HEIGHT):
        page.next()
    page.shade(page.y - _TOTAL_HEIGHT, _TOTAL_HEIGHT)
    _total(page, (_("Totals by type"), _("Model"), _("Calibre"), _("Weapons")), Style.BOLD)


def _total(page: Page, texts: Sequence[str], style: Style) -> None:
    left = page.left + _PAD
    rest = page.width - 2 * _PAD
    for text, share, align in zip(
        texts, (0.38, 0.3, 0.2, 0.12), (Align.START,) * 3 + (Align.END,), strict=True
    ):
        box = (left, page.y - 10.5, share * rest - (_PAD if align is Align.START else 0))
        page.text(Cell(text, box, 8, style, align))
        left += share * rest
    page.y -= _TOTAL_HEIGHT
    page.rule(page.y)


def _not_listed(page: Page) -> None:
    """Leave lines to write on for weapons that are there but not on the list."""
    line_height, lines = 8 * mm, 4
    height = _HEADS_HEIGHT + lines * line_height
    if not page.has_room(height + 5 * mm + SIGNATURE_HEIGHT):
        page.next()
    box = (page.left, page.y - 12, page.width)
    page.text(
        Cell(_("Weapons seen that are not on this list, and other remarks"), box, 9, Style.BOLD)
    )
    page.y -= _HEADS_HEIGHT
    for _line in range(lines):
        page.y -= line_height
        page.rule(page.y, GREY)
