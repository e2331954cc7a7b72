"""A table over the width of the page: heads on every page, texts that wrap, nothing overlapping."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from reportlab.lib.colors import black
from reportlab.lib.units import mm

from stockpile_app.documents.fonts import Style
from stockpile_app.documents.layout import SHADE, Cell, Page
from stockpile_app.documents.text import (
    ELLIPSIS,
    LEADING,
    Align,
    Line,
    draw,
    smaller_for_words,
    width,
    wrap,
)

_PAD: Final = 1.2 * mm
_ABOVE: Final = 1.1 * mm
_MOST_LINES: Final = 6


class Column(NamedTuple):
    """A column; the shares of all columns together make the width of the page."""

    title: str
    share: float
    align: Align = Align.START
    style: Style = Style.REGULAR


class RuledTable:
    """Draws rows at the pen of ``page``, and the heads again on each page it begins."""

    def __init__(self, page: Page, columns: Sequence[Column], *, size: float = 8.0) -> None:
        """Begin a table with its heads; ``size`` is that of its text, in points."""
        self._page = page
        self._columns = tuple(columns)
        self._size = size
        whole = sum(each.share for each in columns)
        self._boxes: list[tuple[float, float]] = []
        left = page.left
        for each in columns:
            width = page.width * each.share / whole
            self._boxes.append((left + _PAD, width - 2 * _PAD))
            left += width
        if not page.has_room(7 * self._line_height):
            page.next()
        self._heads()

    def row(self, texts: Sequence[str], style: Style | None = None) -> None:
        """Draw a row; ``style`` overrides that of the columns. A text has six lines at most."""
        sizes = [
            self._size * smaller_for_words(text, style or column.style, self._size, room)
            for text, column, (_left, room) in zip(texts, self._columns, self._boxes, strict=True)
        ]
        lines = [
            bounded_lines(text, style or column.style, size, room, _MOST_LINES)
            for text, column, size, (_left, room) in zip(
                texts, self._columns, sizes, self._boxes, strict=True
            )
        ]
        height = self._height(lines)
        if not self._page.has_room(height):
            self._page.next()
            self._heads()
        self._draw(lines, height, sizes)
        self._page.rule(self._page.y)

    @property
    def _line_height(self) -> float:
        return self._size * LEADING

    def _heads(self) -> None:
        sizes, lines = [], []
        for column, (_left, room) in zip(self._columns, self._boxes, strict=True):
            # no word of a head is broken
            widest = max((width(word, Style.BOLD, 1) for word in column.title.split()), default=0)
            sizes.append(min(self._size, room / widest) if widest else self._size)
            lines.append(wrap(column.title, Style.BOLD, sizes[-1], room + 0.01))
        height = self._height(lines)
        page = self._page
        page.canvas.setFillColor(SHADE)
        page.canvas.rect(page.left, page.y - height, page.width, height, stroke=0, fill=1)
        page.canvas.setFillColor(black)
        self._draw(lines, height, sizes)
        page.rule(page.y, black, 0.6)

    def _height(self, cells: Sequence[Sequence[Line]]) -> float:
        return max(len(each) for each in cells) * self._line_height + 2 * _ABOVE

    def _draw(self, cells: Sequence[Sequence[Line]], height: float, sizes: Sequence[float]) -> None:
        page = self._page
        for lines, column, (left, room), size in zip(
            cells, self._columns, self._boxes, sizes, strict=True
        ):
            y = page.y - _ABOVE - self._size * 0.95
            for shown in lines:
                draw(page.canvas, (left, y), shown, size, room, column.align)
                y -= self._line_height
        page.y -= height


def bounded_lines(text: str, style: Style, size: float, room: float, most: int) -> list[Line]:
    """Return ``text`` in at most so many lines, with an ellipsis where something is left out."""
    lines = wrap(text, style, size, room)
    if len(lines) <= most:
        return lines
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if len(wrap(text[:middle].rstrip() + ELLIPSIS, style, size, room)) <= most:
            low = middle
        else:
            high = middle - 1
    return wrap(text[:low].rstrip() + ELLIPSIS, style, size, room)


def heading(page: Page, text: str, below: float = 26 * mm) -> None:
    """Draw a heading with at least ``below`` points of room for what it is about."""
    if not page.has_room(8 * mm + below):
        page.next()
    page.y -= 2.5 * mm
    page.text(Cell(text, (page.left, page.y - 10, page.width), 10, Style.BOLD))
    page.y -= 5.5 * mm
