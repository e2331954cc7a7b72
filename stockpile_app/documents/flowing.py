"""Texts of any length over the width of a page, on as many pages as they take."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from reportlab.lib.units import mm

from stockpile_app.documents.fonts import Style
from stockpile_app.documents.layout import Page
from stockpile_app.documents.text import LEADING, Align, Line, draw, line, width, wrap

CAPTION: Final = 42 * mm
_SIZE: Final = 9.0
_TITLE: Final = 10.0
_GAP: Final = 3 * mm


def flow(page: Page, text: str, style: Style = Style.REGULAR, size: float = _SIZE) -> None:
    """Draw a text and move the pen below it."""
    height = size * LEADING * 1.1
    for shown in wrap(text, style, size, page.width):
        if not page.has_room(height):
            page.next()
        page.y -= height
        draw(page.canvas, (page.left, page.y), shown, size, page.width, Align.TEXT)
    page.y -= 2


def titled(page: Page, title: str, below: float) -> None:
    """Draw a heading of any length with at least ``below`` points of room for what follows."""
    lines = len(wrap(title, Style.BOLD, _TITLE, page.width))
    if not page.has_room(3 * mm + lines * _TITLE * LEADING * 1.1 + below):
        page.next()
    page.y -= 2.5 * mm
    flow(page, title, Style.BOLD, _TITLE)


def captioned(
    page: Page, rows: Iterable[tuple[str, str]], *, caption: float = CAPTION, size: float = _SIZE
) -> None:
    """Draw captions with what they say beside them; what says nothing is left out.

    Args:
        caption: Width of the captions.
    """
    height = size * LEADING * 1.15
    room = page.width - caption
    for said, value in rows:
        if not value.strip():
            continue
        lines = wrap(value.strip(), Style.REGULAR, size, room)
        heads = _heads(said, caption - _GAP, size)
        for at in range(max(len(heads), len(lines))):
            if not page.has_room(height):
                page.next()
            page.y -= height
            if at < len(heads):
                shown, smaller = heads[at]
                draw(page.canvas, (page.left, page.y), shown, smaller, caption - _GAP)
            if at < len(lines):
                place = (page.left + caption, page.y)
                draw(page.canvas, place, lines[at], size, room, Align.TEXT)
    page.y -= 2


def _heads(said: str, room: float, size: float) -> list[tuple[Line, float]]:
    """Return a caption in lines; no word of it is broken."""
    widest = max((width(word, Style.BOLD, 1) for word in said.split()), default=0)
    fitting = min(size, room / widest) if widest else size
    if width(said, Style.BOLD, fitting) <= room:
        return [(line(said, Style.BOLD), fitting)]
    return [(each, fitting) for each in wrap(said, Style.BOLD, fitting, room + 0.01)]
