"""Watches what is drawn on a paper, and reads back what a program sees on it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

import pypdfium2
import pytest
import zxingcpp

from stockpile_app.documents import fonts, layout, ruled_table, text
from stockpile_app.documents.layout import Page
from stockpile_app.documents.pdf import StreamingCanvas
from stockpile_app.documents.ruled_table import RuledTable


class Shown(NamedTuple):
    """Letters of one font, drawn at once; places in points.

    Attributes:
        page: Its number, from "1", or the name of a form.
    """

    page: str
    font: str
    text: str
    size: float
    left: float
    base: float

    @property
    def right(self) -> float:
        """Where they end."""
        widths = fonts._load(self.font).widths
        return self.left + sum(map(widths.__getitem__, self.text)) * self.size / 1000

    def touches(self, lower: Shown) -> bool:
        """Whether it is upon one that is not higher: letters are as high as 0.72 of their size."""
        return (
            self.base - lower.base < 0.72 * lower.size
            and min(self.right, lower.right) - max(self.left, lower.left) > 0.5
        )


class Watched:
    """What was drawn while a paper was written.

    Attributes:
        shown: In order; what forms show is told once, at the page that comes first.
        rects: (left, right) of every rectangle.
        cuts: Texts that were cut, as they were asked for.
        rows, heads: (table, page) of each row and of all heads of ruled tables.
    """

    def __init__(self) -> None:
        self.shown: list[Shown] = []
        self.rects: list[tuple[float, float]] = []
        self.cuts: list[str] = []
        self.rows: set[tuple[int, int]] = set()
        self.heads: set[tuple[int, int]] = set()


@contextmanager
def watching() -> Iterator[Watched]:
    """Yield what sees all that is drawn within the block."""
    seen = Watched()
    with pytest.MonkeyPatch.context() as patch:
        _watch_text(patch, seen)
        _watch_rects(patch, seen)
        _watch_cuts(patch, seen)
        _watch_tables(patch, seen)
        yield seen


def _watch_text(patch: pytest.MonkeyPatch, seen: Watched) -> None:
    show = StreamingCanvas.show

    def watched(
        canvas: StreamingCanvas, font: str, text: str, size: float, at: tuple[float, float]
    ) -> None:
        form = canvas._formData
        where = form[0] if form else str(canvas.getPageNumber())
        seen.shown.append(Shown(where, font, text, size, *at))
        show(canvas, font, text, size, at)

    patch.setattr(StreamingCanvas, "show", watched)


def _watch_rects(patch: pytest.MonkeyPatch, seen: Watched) -> None:
    rect = StreamingCanvas.rect

    def watched(
        canvas: StreamingCanvas, x: float, y: float, width: float, *more: Any, **by: Any
    ) -> None:
        left = canvas.at(x, width)
        seen.rects.append((left, left + width))
        rect(canvas, x, y, width, *more, **by)

    patch.setattr(StreamingCanvas, "rect", watched)


def _watch_cuts(patch: pytest.MonkeyPatch, seen: Watched) -> None:
    cut, bounded = text.cut, ruled_table.bounded_lines

    def watched_cut(whole: str, *more: Any) -> text.Line:
        shown = cut(whole, *more)
        if shown != text.line(whole, more[0]):
            seen.cuts.append(whole)
        return shown

    def watched_lines(whole: str, *more: Any) -> list[text.Line]:
        shown = bounded(whole, *more)
        if len(shown) < len(text.wrap(whole, *more[:3])):
            seen.cuts.append(whole)
        return shown

    patch.setattr(layout, "cut", watched_cut)
    patch.setattr(ruled_table, "bounded_lines", watched_lines)


def _watch_tables(patch: pytest.MonkeyPatch, seen: Watched) -> None:
    heads, draw = RuledTable._heads, RuledTable.row

    def watched_heads(table: RuledTable) -> None:
        heads(table)
        seen.heads.add((id(table), _number(table)))

    def watched_row(table: RuledTable, *more: Any, **by: Any) -> None:
        draw(table, *more, **by)
        seen.rows.add((id(table), _number(table)))

    patch.setattr(RuledTable, "_heads", watched_heads)
    patch.setattr(RuledTable, "row", watched_row)


def _number(table: RuledTable) -> int:
    page: Page = table._page
    return page.number


def letters(text: str) -> str:
    """Return a text as a reader gives it back: without spaces, letters in their basic shape."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def page_texts(pdf: bytes) -> list[str]:
    """Return the letters of each page."""
    document = pypdfium2.PdfDocument(pdf)
    return [letters(page.get_textpage().get_text_bounded()) for page in document]


def page_width(pdf: bytes) -> float:
    """Return how wide the pages are, in points."""
    return float(pypdfium2.PdfDocument(pdf)[0].get_width())


def seal_codes(pdf: bytes, dpi: int = 110) -> list[str]:
    """Return what the QR codes of the last page say."""
    document = pypdfium2.PdfDocument(pdf)
    picture = document[len(document) - 1].render(scale=dpi / 72, grayscale=True).to_pil()
    found = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)
    return [each.text for each in found]
