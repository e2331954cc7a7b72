"""The one layout of all official documents.

Every page has the same head: authority, depot, title, document number, page x of y, local time and
UTC, user, seal code with its QR code, and the classification above and below. Heights are fixed,
so a writer knows before drawing whether something still fits the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import BinaryIO, Final, NamedTuple

from reportlab.lib.colors import Color, black
from reportlab.lib.units import mm

from stockpile_app.documents.codes import draw_qr
from stockpile_app.documents.fonts import Style
from stockpile_app.documents.pdf import StreamingCanvas
from stockpile_app.documents.stamp import Stamp
from stockpile_app.documents.text import LEADING, Align, Line, cut, draw, fit, line, wrap
from stockpile_app.i18n import _
from stockpile_app.ledger.seals import show_code

MARGIN: Final = 12 * mm
GREY: Final = Color(0.38, 0.38, 0.38)
RULE: Final = Color(0.7, 0.7, 0.7)
SHADE: Final = Color(0.92, 0.92, 0.92)
SIGNATURE_HEIGHT: Final = 38 * mm
_HEAD: Final = "head"
_NUMBER: Final = "number{page}"
_HEAD_HEIGHT: Final = 26 * mm
_HEAD_TOP: Final = 12 * mm
_FOOT_TOP: Final = 14 * mm
_QR_SIDE: Final = 25 * mm
_FACTS_WIDTH: Final = 66 * mm
_FACT_INDENT: Final = 17 * mm
_FOOT_NUMBER: Final = 30 * mm
_SMALL: Final = 7.0
_SMALLEST: Final = 0.72


class Cell(NamedTuple):
    """How a text stands in a cell.

    Attributes:
        box: Left, baseline or top, and width, in points.
    """

    text: str
    box: tuple[float, float, float]
    size: float = 8.0
    style: Style = Style.REGULAR
    align: Align = Align.START


class Page:
    """A document under construction: a canvas, the stamp's head on every page, and a pen.

    Attributes:
        y: Where the next thing begins; it moves down.
        left: Where the content begins: the left edge, or the right one of a mirrored page.
        width: Width of the content.
        number: The page being drawn, from 1.
    """

    def __init__(self, out: BinaryIO, stamp: Stamp, scope: str = "") -> None:
        self.canvas = StreamingCanvas(out, stamp.page_points, stamp.language)
        self.canvas.describe(
            title=f"{stamp.title} {stamp.doc_number}".strip(),
            author=stamp.authority,
            subject=scope or stamp.depot,
        )
        self._stamp = stamp
        self._page_width, self._page_height = stamp.page_points
        self.left = MARGIN
        self.width = self._page_width - 2 * MARGIN
        self.number = 0
        self.y = 0.0
        self.canvas.mirror(0, self._page_width)
        self._draw_head_form(scope)
        self.next()

    @property
    def top(self) -> float:
        """Where content begins on every page."""
        return self._page_height - _HEAD_TOP - _HEAD_HEIGHT - 3 * mm

    @property
    def bottom(self) -> float:
        """Where content ends on every page."""
        return _FOOT_TOP + 3 * mm

    def has_room(self, height: float) -> bool:
        """Whether something of this height still fits the page."""
        return self.y - height >= self.bottom

    def next(self) -> None:
        """Finish the page, if one is open, and begin another."""
        if self.number:
            self.canvas.showPage()
        self.number += 1
        self.y = self.top
        self.canvas.doForm(_HEAD)
        number = _NUMBER.format(page=self.number)
        self.canvas.promise_form(number)
        self.canvas.doForm(number)

    def finish(self) -> int:
        """Write the end of the document and return how many pages it has."""
        self.canvas.showPage()
        for page in range(1, self.number + 1):
            text = _("{page} of {pages}").format(page=page, pages=self.number)
            self.canvas.fill_form(_NUMBER.format(page=page), partial(self._draw_number, text))
        self.canvas.save()
        return self.number

    def text(self, cell: Cell) -> None:
        """Draw a text on its baseline, a little smaller where it must be, or even cut."""
        left, y, width = cell.box
        wide = line(cell.text, cell.style).width * cell.size
        size = cell.size * max(min(width / wide, 1), _SMALLEST) if wide else cell.size
        shown = cut(cell.text, cell.style, size, width)
        draw(self.canvas, (left, y), shown, size, width, cell.align)

    def whole(self, cell: Cell, height: float) -> None:
        """Draw a text that may not be cut within a box; ``cell.box`` gives its top."""
        left, top, width = cell.box
        lines, size = fit(cell.text, cell.style, cell.size, (width, height))
        self._lines(lines, (left, top, width), size, cell.align)

    def line(
        self,
        shown: Line,
        box: tuple[float, float, float],
        size: float,
        align: Align = Align.START,
    ) -> None:
        """Draw a line that was wrapped before."""
        draw(self.canvas, box[:2], shown, size, box[2], align)

    def paragraph(self, text: str, size: float = 9, style: Style = Style.REGULAR) -> None:
        """Draw a text over the width of the page and move the pen below it."""
        for shown in wrap(text, style, size, self.width):
            self.y -= size * LEADING * 1.1
            draw(self.canvas, (self.left, self.y), shown, size, self.width, Align.TEXT)

    def rule(self, y: float, color: Color = RULE, thickness: float = 0.4) -> None:
        """Draw a line over the width of the page."""
        self.canvas.setStrokeColor(color)
        self.canvas.setLineWidth(thickness)
        self.canvas.line(self.left, y, self.left + self.width, y)

    def shade(self, y: float, height: float) -> None:
        """Shade a band over the width of the page."""
        self.canvas.setFillColor(SHADE)
        self.canvas.rect(self.left, y, self.width, height, stroke=0, fill=1)
        self.canvas.setFillColor(black)

    def signatures(self, roles: Sequence[str], names: Sequence[str] = ()) -> None:
        """Draw a block for each role side by side: printed name, signature, date.

        ``names`` are printed where they are known already; "" leaves room to write.
        """
        if not self.has_room(SIGNATURE_HEIGHT):
            self.next()
        gap = 5 * mm
        width = (self.width - gap * (len(roles) - 1)) / len(roles)
        top = self.y
        for at, role in enumerate(roles):
            left = self.left + at * (width + gap)
            self._signature(role, left, top, width)
            if at < len(names):
                box = (left, top - 11 - 9.3 * mm + 11.5, width)
                self.whole(Cell(names[at], box, 9), 11)
        self.y = top - SIGNATURE_HEIGHT

    def _signature(self, role: str, left: float, top: float, width: float) -> None:
        self.text(Cell(role, (left, top - 11, width), 9, Style.BOLD))
        y = top - 11
        for caption in (_("Printed name"), _("Signature"), _("Date and time")):
            y -= 9.3 * mm
            self.canvas.setStrokeColor(black)
            self.canvas.setLineWidth(0.5)
            self.canvas.line(left, y, left + width, y)
            self._grey(Cell(caption, (left, y - 8, width), 6.5))

    def _grey(self, cell: Cell) -> None:
        self.canvas.setFillColor(GREY)
        self.text(cell)
        self.canvas.setFillColor(black)

    def _lines(
        self, lines: Sequence[Line], box: tuple[float, float, float], size: float, align: Align
    ) -> None:
        left, y, width = box
        for shown in lines:
            y -= size * (LEADING if shown is not lines[0] else 1)
            draw(self.canvas, (left, y), shown, size, width, align)

    def _draw_head_form(self, scope: str) -> None:
        """Draw what is the same on every page once; each page refers to it."""
        canvas = self.canvas
        canvas.beginForm(_HEAD)
        top = self._page_height - _HEAD_TOP
        self._draw_marking()
        facts_left = self._draw_seal(top)
        title_width = facts_left - self.left - 5 * mm
        self._draw_title(top, title_width, scope)
        self._draw_facts(top, facts_left)
        self.rule(top - _HEAD_HEIGHT, black, 0.8)
        self.rule(_FOOT_TOP, RULE)
        foot = (self.left, _FOOT_TOP - 9, self.width - _FOOT_NUMBER)
        self._grey(Cell(f"{self._stamp.title} · {self._stamp.doc_number}", foot, _SMALL))
        canvas.endForm()

    def _draw_marking(self) -> None:
        marking = self._stamp.classification
        if marking:
            for y in (self._page_height - 9 * mm, 5 * mm):
                box = (self.left, y + 9, self.width)
                self.whole(Cell(marking, box, 9, Style.BOLD, Align.CENTRE), 11)

    def _draw_seal(self, top: float) -> float:
        """Draw the QR code; return where the column of facts beside it begins."""
        right = self.left + self.width
        if self._stamp.seal is None:
            return right - _FACTS_WIDTH
        corner = (right - _QR_SIDE + 1.2 * mm, top - _QR_SIDE + 0.8 * mm)
        draw_qr(self.canvas, self._stamp.seal.qr, corner, _QR_SIDE)
        return right - _QR_SIDE - _FACTS_WIDTH

    def _draw_title(self, top: float, width: float, scope: str) -> None:
        stamp = self._stamp
        self.canvas.setFillColor(GREY)
        self.whole(Cell(stamp.authority, (self.left, top, width), 8), 10)
        self.canvas.setFillColor(black)
        self.whole(Cell(stamp.depot, (self.left, top - 11, width), 9, Style.BOLD), 12)
        title = Cell(stamp.title, (self.left, top - 26, width), 16, Style.BOLD)
        self.whole(title, 24)
        if scope:
            self.whole(Cell(scope, (self.left, top - 55, width), 8.5), 18)

    def _draw_facts(self, top: float, left: float) -> None:
        stamp = self._stamp
        y = top - 8
        for caption, value, style in (
            (_("Document"), stamp.doc_number, Style.MONO),
            (_("Page"), "", Style.BOLD),
            (_("Printed"), stamp.local_time, Style.REGULAR),
            ("", stamp.utc_time, Style.REGULAR),
            (_("By"), stamp.user, Style.REGULAR),
        ):
            self._fact(caption, Cell(value, (left, y, _FACTS_WIDTH), 8, style))
            y -= 11
        if stamp.seal:
            code = show_code(stamp.seal.code)
            self._fact(_("Seal"), Cell(code, (left, y, _FACTS_WIDTH), 8, Style.MONO))

    def _fact(self, caption: str, value: Cell) -> None:
        left, y, width = value.box
        indent = _FACT_INDENT
        self._grey(Cell(caption, (left, y, indent - 3), _SMALL))
        lines, size = fit(value.text, value.style, value.size, (width - indent - 2 * mm, 10))
        # one line stands beside its caption; several fill the room from the top
        top = y + (size if len(lines) == 1 else value.size)
        self._lines(lines, (left + indent, top, width - indent), size, Align.START)

    def _draw_number(self, text: str) -> None:
        """Draw "x of y" into the head and the foot, when the number of pages is known."""
        right = self.left + self.width
        seal = _QR_SIDE if self._stamp.seal else 0
        y = self._page_height - _HEAD_TOP - 19
        room = _FACTS_WIDTH - _FACT_INDENT
        self.text(Cell(text, (right - seal - _FACTS_WIDTH + _FACT_INDENT, y, room), 8, Style.BOLD))
        foot = (right - _FOOT_NUMBER, _FOOT_TOP - 9, _FOOT_NUMBER)
        self.text(Cell(text, foot, 8, Style.BOLD, Align.END))
