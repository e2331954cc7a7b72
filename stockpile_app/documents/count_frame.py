"""What all count sheets share: the head with its bar code, what a sample can find, and the end."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import BinaryIO, Final

from reportlab.lib.colors import black
from reportlab.lib.units import mm

from stockpile_app import i18n
from stockpile_app.documents.codes import (
    code128_modules,
    draw_bars,
    plan_bars,
    smallest_module,
)
from stockpile_app.documents.fonts import Style
from stockpile_app.documents.layout import GREY, SIGNATURE_HEIGHT, Cell, Page
from stockpile_app.documents.stamp import Stamp
from stockpile_app.documents.text import Align
from stockpile_app.domain.counting import NOT_UNIFORM, show_chance
from stockpile_app.domain.vocabulary import StocktakeKind
from stockpile_app.i18n import _, clauses

_FACT_HEIGHT: Final = 6 * mm
_BARS_WIDTH: Final = 62 * mm
_APART: Final = 1 * mm
"""Between the heads of two columns, however long they are."""
_BARS_HEIGHT: Final = 11 * mm


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetHead:
    """What a count sheet says of its stocktake; nothing of what the register expects.

    Attributes:
        number: Of the stocktake, as people say it.
        place: Path of the place that is counted.
        counter: 1 or 2; each has a sheet of their own.
        code: Bar code that opens the stocktake, as ``PaperCode.code`` says it.
        seed: What the sample was drawn with, where there is one.
        chances: For a sample, of how many missing weapons a random one of its size finds at least
            one, and with what chance. Of how many weapons it was drawn is not printed.
    """

    number: str
    kind: StocktakeKind
    place: str
    counter: int
    counter_name: str
    opened_on: dt.date
    code: str
    seed: str = ""
    chances: tuple[tuple[int, Fraction], ...] = ()


def begin_sheet(out: BinaryIO, stamp: Stamp, head: SheetHead, dpi: int) -> Page:
    """Begin a sheet whose every page says of which stocktake and which counter it is."""
    scope = _("Stocktake {number} · {place} · Counter {counter}: {name}").format(
        number=head.number, place=head.place, counter=head.counter, name=head.counter_name
    )
    page = Page(out, stamp, scope)
    _write_head(page, head, dpi)
    return page


def introduce(page: Page, first: str, how: str) -> None:
    """Say in bold what the sheet asks for, and below it how it is filled in."""
    page.y -= 1.5 * mm
    page.paragraph(first, 10, Style.BOLD)
    page.paragraph(how, 8)
    page.y -= 2.5 * mm


def end_mark(page: Page, text: str, count: int) -> None:
    """Draw the line that shows that no page is missing."""
    if not page.has_room(8 * mm):
        page.next()
    box = (page.left, page.y - 15, page.width)
    page.text(Cell(text.format(count=i18n.format_number(count)), box, 9, Style.BOLD, Align.CENTRE))
    page.y -= 8 * mm


def _write_head(page: Page, head: SheetHead, dpi: int) -> None:
    """Draw what the sheet is about, and the bar code that opens the stocktake."""
    page.y -= 1 * mm
    top = page.y
    facts = [
        (_("Stocktake"), f"{head.number} · {_(head.kind.label)}", Style.BOLD),
        (_("Place"), head.place, Style.BOLD),
        (_("Counter {number}").format(number=head.counter), head.counter_name, Style.BOLD),
        (_("Opened on"), i18n.format_date(head.opened_on), Style.REGULAR),
    ]
    if head.seed:
        facts.append((_("Seed"), head.seed, Style.MONO))
    room = page.width - _BARS_WIDTH - 4 * mm
    for caption, value, style in facts:
        page.canvas.setFillColor(GREY)
        page.text(Cell(caption, (page.left, page.y - 11, 26 * mm), 8))
        page.canvas.setFillColor(black)
        box = (page.left + 27 * mm, page.y - 2.5, room - 27 * mm)
        page.whole(Cell(value, box, 9.5, style), _FACT_HEIGHT - 2)
        page.y -= _FACT_HEIGHT
    left = page.left + page.width - _BARS_WIDTH
    bars(page, head.code, (left, top - 2 * mm, _BARS_WIDTH), _BARS_HEIGHT, dpi)
    box = (left, top - _BARS_HEIGHT - 6.5 * mm, _BARS_WIDTH)
    page.text(Cell(head.code, box, 8, Style.MONO, Align.CENTRE))
    box = (left, top - _BARS_HEIGHT - 10 * mm, _BARS_WIDTH)
    page.text(Cell(_("Scan to open this stocktake"), box, 7.5, align=Align.CENTRE))
    page.y -= 1.5 * mm
    page.rule(page.y, black, 0.6)


def write_power(page: Page, head: SheetHead) -> None:
    """Say what a sample of this size can find and what it cannot (STANDARDS section 10, item 3)."""
    page.paragraph(_("What this sample can and cannot find"), 8.5, Style.BOLD)
    for text in (
        _(
            "A random sample of this size finds at least one of the missing weapons with this"
            " chance (1.0000 is certainty): {chances}."
        ).format(chances=chance_words(head.chances)),
        _(NOT_UNIFORM),
        _(
            "To draw it again, write beside the number of each weapon of the place the day it was"
            " last seen and the SHA-256 of “{seed}:number”, sort by day, never seen first, then by"
            " SHA-256, and take the first tenth, rounded up."
        ).format(seed=head.seed),
    ):
        page.paragraph(text, 7.5)
    page.y -= 2 * mm


def chance_words(chances: Sequence[tuple[int, Fraction]]) -> str:
    """Return the chances in one line: ``1 missing: 0.1000; 5 missing: 0.4162``."""
    return clauses(
        _("{missing} missing: {chance}").format(
            missing=missing, chance=i18n.format_point(show_chance(chance))
        )
        for missing, chance in chances
    )


def write_end(page: Page, head: SheetHead, remark_lines: int = 4) -> None:
    """Draw room for remarks, for the counter's own total, and for the signatures."""
    line_height = 8 * mm
    height = 6 * mm + remark_lines * line_height + 12 * mm
    if not page.has_room(height + SIGNATURE_HEIGHT):
        page.next()
    page.y -= 2 * mm
    text = _(
        "Remarks, and weapons that are there and not on this sheet (place, serial, what it is)"
    )
    page.text(Cell(text, (page.left, page.y - 12, page.width), 9, Style.BOLD))
    page.y -= 6 * mm
    for _line in range(remark_lines):
        page.y -= line_height
        page.rule(page.y, GREY)
    page.y -= 4 * mm
    _total(page)
    counter = _("Counter {number}: {name}").format(number=head.counter, name=head.counter_name)
    page.signatures([counter, _("Witness")])


def _total(page: Page) -> None:
    text = _("Weapons that I saw, all together:")
    page.text(Cell(text, (page.left, page.y - 14, 70 * mm), 9, Style.BOLD))
    page.canvas.setStrokeColor(black)
    page.canvas.setLineWidth(0.8)
    page.canvas.rect(page.left + 72 * mm, page.y - 7 * mm, 30 * mm, 7 * mm, stroke=1, fill=0)
    page.y -= 10 * mm


def bars(page: Page, code: str, box: tuple[float, float, float], height: float, dpi: int) -> None:
    """Draw a bar code in the middle of a box, given by left, top and width; as text if too long."""
    left, top, width = box
    modules = code128_modules(code)
    plan = plan_bars(modules, width, dpi)
    if plan is None:
        page.whole(Cell(code, (left, top, width), 8, Style.MONO), height)
        return
    plan = plan._replace(module=min(plan.module, smallest_module(dpi)))
    x = left + (width - modules * plan.module) / 2
    draw_bars(page.canvas, code, (x, top - height), height, plan)


def tick_box(page: Page, left: float, middle: float, side: float) -> None:
    """Draw an empty box to tick, at ``left`` and centred on the height ``middle``."""
    page.canvas.setStrokeColor(black)
    page.canvas.setLineWidth(0.8)
    page.canvas.rect(left, middle - side / 2, side, side, stroke=1, fill=0)


def heads(
    page: Page,
    columns: Sequence[tuple[float, float]],
    texts: Sequence[str],
    height: float = 6 * mm,
) -> None:
    """Draw a shaded band with the heads of columns; a high one has room for two lines."""
    page.shade(page.y - height, height)
    for (left, width), text in zip(columns, texts, strict=True):
        page.whole(Cell(text, (left, page.y - 2.5, width - _APART), 7.5, Style.BOLD), height - 5)
    page.y -= height
    page.rule(page.y, black, 0.6)
