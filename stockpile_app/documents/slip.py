"""Small papers that are printed on the spot: an A5 sheet, or a roll that is cut where they end.

What stands on a slip is measured before anything is drawn. So a roll is as long as it must be, and
a sheet knows how many pages it has.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO, Final, NamedTuple

from reportlab.lib.colors import black
from reportlab.lib.units import mm

from stockpile_app.documents.codes import (
    code128_modules,
    draw_bars,
    draw_qr,
    plan_bars,
    smallest_module,
)
from stockpile_app.documents.fonts import Style
from stockpile_app.documents.layout import GREY, RULE
from stockpile_app.documents.pdf import StreamingCanvas
from stockpile_app.documents.stamp import Stamp
from stockpile_app.documents.text import LEADING, Align, Line, draw, fit, wrap
from stockpile_app.i18n import _
from stockpile_app.ledger.seals import show_code

Paint = Callable[[StreamingCanvas, float, float], None]
"""Draws a block on the canvas, from its left edge and its top."""

_TOP: Final = 9 * mm
_FOOT: Final = 11.5 * mm
_SMALL: Final = 6.5
_QR: Final = 24 * mm
_BETWEEN: Final = 5 * mm
_SHORTEST_ROLL: Final = 60 * mm
_LONGEST_ROLL: Final = 4000 * mm


@dataclass(frozen=True, slots=True)
class SlipSize:
    """What a slip is printed on.

    Attributes:
        height: Of a page; None for a roll, which is cut where the slip ends.
        size: Of the letters.
    """

    width: float
    height: float | None
    margin: float
    size: float

    @property
    def room(self) -> float:
        """Width that can be printed on."""
        return self.width - 2 * self.margin


A5: Final = SlipSize(148 * mm, 210 * mm, 11 * mm, 9.5)
ROLL: Final = SlipSize(80 * mm, None, 4 * mm, 9.0)


class Block(NamedTuple):
    """Something on a slip that is not divided.

    Attributes:
        keep: Whether it stays with the block that follows.
    """

    height: float
    paint: Paint
    keep: bool = False


@dataclass(slots=True)
class Slip:
    """A slip that is being put together, from the top."""

    size: SlipSize
    blocks: list[Block] = field(default_factory=list)

    def gap(self, height: float) -> None:
        """Leave room."""
        self.blocks.append(Block(height, lambda _canvas, _x, _y: None, keep=True))

    def text(
        self,
        text: str,
        style: Style = Style.REGULAR,
        size: float | None = None,
        *,
        align: Align = Align.START,
        keep: bool = False,
    ) -> None:
        """Add a text in as many lines as it takes; nothing is cut."""
        points = size or self.size.size
        lines = wrap(text, style, points, self.size.room)
        self.blocks.append(Block(*_lines(lines, points, self.size.room, align), keep))

    def facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Add captions in grey with their values below them, side by side."""
        size = self.size.size * 1.15
        room = (self.size.room - (len(facts) - 1) * _BETWEEN) / len(facts)
        drawn = [
            (caption, *_lines(wrap(value or "–", Style.BOLD, size, room), size, room, Align.START))
            for caption, value in facts
        ]

        def beside(canvas: StreamingCanvas, x: float, y: float) -> None:
            for caption, _height, paint in drawn:
                _grey(canvas, caption, (x, y - _SMALL), room)
                paint(canvas, x, y - _SMALL * 1.1)
                x += room + _BETWEEN

        height = max(height for _caption, height, _paint in drawn)
        self.blocks.append(Block(height + _SMALL * 1.1 + 1.2 * mm, beside))

    def row(self, cells: Sequence[tuple[str, float, Style]], size: float | None = None) -> None:
        """Add texts side by side, each with its share of the width; each wraps by itself."""
        points = size or self.size.size
        whole = sum(share for _text, share, _style in cells)
        pieces: list[tuple[float, Paint]] = []
        left, highest = 0.0, 0.0
        for text, share, style in cells:
            room = self.size.room * share / whole
            lines, used = wrap(text, style, points, room - 1.5 * mm), points
            if style is Style.MONO:  # a serial number is made smaller rather than broken
                lines, used = fit(text, style, points, (room - 1.5 * mm, 8 * points * LEADING))
            height, paint = _lines(lines, used, room - 1.5 * mm, Align.START)
            pieces.append((left, paint))
            left, highest = left + room, max(highest, height)

        def beside(canvas: StreamingCanvas, x: float, y: float) -> None:
            for at, paint in pieces:
                paint(canvas, x + at, y)

        self.blocks.append(Block(highest, beside))

    def rule(self, thickness: float = 0.5, *, keep: bool = False) -> None:
        """Add a line over the width."""

        def paint(canvas: StreamingCanvas, x: float, y: float) -> None:
            canvas.setStrokeColor(black if thickness > 0.4 else RULE)
            canvas.setLineWidth(thickness)
            canvas.line(x, y - 1 * mm, x + self.size.room, y - 1 * mm)

        self.blocks.append(Block(2.2 * mm, paint, keep))

    def bars(self, code: str, dpi: int) -> None:
        """Add a bar code with what it says."""
        height, size = 11 * mm, self.size.size
        modules = code128_modules(code)
        plan = plan_bars(modules, self.size.room, dpi)

        def paint(canvas: StreamingCanvas, x: float, y: float) -> None:
            if plan is not None:
                narrow = plan._replace(module=min(plan.module, smallest_module(dpi)))
                left = x + (self.size.room - modules * narrow.module) / 2
                draw_bars(canvas, code, (left, y - height), height, narrow)
            shown = wrap(code, Style.MONO, size * 0.85, self.size.room)[0]
            y -= height + size
            draw(canvas, (x, y), shown, size * 0.85, self.size.room, Align.CENTRE)

        self.blocks.append(Block(height + 1.5 * size, paint))

    def box(self, title: str, texts: Sequence[tuple[str, str]]) -> None:
        """Add texts in a frame, each below its caption, kept together."""
        size, pad = self.size.size, 2 * mm
        room = self.size.room - 2 * pad
        parts = [(wrap(title, Style.BOLD, size * 1.1, room), size * 1.1)]
        for caption, text in texts:
            if caption:
                parts.append((wrap(caption, Style.BOLD, size * 0.8, room), size * 0.8))
            parts.append((wrap(text, Style.REGULAR, size * 0.95, room), size * 0.95))
        drawn = [_lines(lines, points, room, Align.START) for lines, points in parts]
        height = sum(each for each, _paint in drawn) + 2 * pad

        def paint(canvas: StreamingCanvas, x: float, y: float) -> None:
            canvas.setStrokeColor(black)
            canvas.setLineWidth(0.8)
            canvas.rect(x, y - height, self.size.room, height, stroke=1, fill=0)
            y -= pad * 0.75
            for each, write in drawn:
                write(canvas, x + pad, y)
                y -= each

        self.blocks.append(Block(height + 2 * mm, paint))

    def signatures(self, people: Sequence[tuple[str, str]]) -> None:
        """Add lines to sign on, side by side, with who signs."""
        room = (self.size.room - (len(people) - 1) * _BETWEEN) / len(people)

        def paint(canvas: StreamingCanvas, x: float, y: float) -> None:
            for role, name in people:
                canvas.setStrokeColor(black)
                canvas.setLineWidth(0.5)
                canvas.line(x, y - 12 * mm, x + room, y - 12 * mm)
                _grey(canvas, role, (x, y - 12 * mm - 7.5), room)
                lines, used = fit(name, Style.REGULAR, 9, (room, 22))
                for at, each in enumerate(lines):
                    below = y - 12 * mm - 17.5 - at * used * LEADING
                    draw(canvas, (x, below), each, used, room)
                x += room + _BETWEEN

        self.blocks.append(Block(21 * mm, paint, keep=True))

    def seal(self, stamp: Stamp) -> None:
        """Add the seal: its QR code, and when and by whom the slip was printed."""
        told = [
            stamp.doc_number,
            _("Printed {time}").format(time=stamp.local_time),
            stamp.utc_time,
            _("By {name}").format(name=stamp.user),
        ]
        side = _QR if stamp.seal else 0
        room = self.size.room - side - 2 * mm
        lines = [each for text in told for each in wrap(text, Style.REGULAR, 7, room)]
        if stamp.seal:
            code = _("Seal {code}").format(code=show_code(stamp.seal.code))
            lines += wrap(code, Style.MONO, 7, room)
        height, paint = _lines(lines, 7, room, Align.START)

        def both(canvas: StreamingCanvas, x: float, y: float) -> None:
            if stamp.seal:
                draw_qr(canvas, stamp.seal.qr, (x - 2.5 * mm, y - side), side)
            paint(canvas, x + side, y - 1.5 * mm)

        self.blocks.append(Block(max(height + 3 * mm, side), both))

    def write(self, out: BinaryIO, stamp: Stamp, foot: str) -> int:
        """Write the slip and return how many pages it has.

        Args:
            foot: What stands at the foot of every sheet, beside the page.
        """
        pages = self._pages()
        width = self.size.width
        heights = [self.size.height or self._roll(page) for page in pages]
        canvas = StreamingCanvas(out, (width, heights[0]), stamp.language)
        canvas.describe(
            title=f"{stamp.title} {stamp.doc_number}", author=stamp.authority, subject=stamp.depot
        )
        canvas.mirror(0, width)
        for number, (blocks, height) in enumerate(zip(pages, heights, strict=True), 1):
            canvas.setPageSize((width, height))
            self._mark(canvas, stamp.classification, height)
            y = height - self._top
            for block in blocks:
                block.paint(canvas, self.size.margin, y)
                y -= block.height
            if self.size.height is not None or len(pages) > 1:
                text = _("{foot} · page {page} of {pages}").format(
                    foot=foot, page=number, pages=len(pages)
                )
                _grey(canvas, text, (self.size.margin, 8 * mm), self.size.room)
            canvas.showPage()
        canvas.save()
        return len(pages)

    @property
    def _top(self) -> float:
        """How far from the edge a page begins, below the classification."""
        return max(_TOP, self.size.margin)

    def _mark(self, canvas: StreamingCanvas, marking: str, height: float) -> None:
        """Draw the classification above and below."""
        if marking:
            lines, size = fit(marking, Style.BOLD, 9, (self.size.room, 11))
            for y in (height - 6.5 * mm, 3.5 * mm):
                box = (self.size.margin, y)
                draw(canvas, box, lines[0], size, self.size.room, Align.CENTRE)

    def _pages(self) -> list[list[Block]]:
        """Return the blocks page by page; blocks that are kept together stay together."""
        whole = self.size.height or _LONGEST_ROLL
        room = whole - self._top - _FOOT
        pages: list[list[Block]] = [[]]
        left = room
        for group in _groups(self.blocks):
            height = sum(each.height for each in group)
            if height > left and pages[-1]:
                pages.append([])
                left = room
            pages[-1] += group
            left -= height
        return pages

    def _roll(self, blocks: Sequence[Block]) -> float:
        used = sum(each.height for each in blocks) + self._top + _FOOT
        return max(used, _SHORTEST_ROLL)


def _groups(blocks: Sequence[Block]) -> list[list[Block]]:
    groups: list[list[Block]] = []
    goes_on = False
    for block in blocks:
        if goes_on:
            groups[-1].append(block)
        else:
            groups.append([block])
        goes_on = block.keep
    return groups


def _lines(lines: Sequence[Line], size: float, room: float, align: Align) -> tuple[float, Paint]:
    """Return how high lines are, and what draws them."""

    def paint(canvas: StreamingCanvas, x: float, y: float) -> None:
        for at, shown in enumerate(lines):
            draw(canvas, (x, y - size - at * size * LEADING), shown, size, room, align)

    return len(lines) * size * LEADING, paint


def _grey(canvas: StreamingCanvas, text: str, position: tuple[float, float], room: float) -> None:
    lines, size = fit(text, Style.REGULAR, _SMALL, (room, 9))
    canvas.setFillColor(GREY)
    for at, shown in enumerate(lines):
        draw(canvas, (position[0], position[1] - at * size * LEADING), shown, size, room)
    canvas.setFillColor(black)
