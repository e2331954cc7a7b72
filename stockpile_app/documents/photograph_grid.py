"""Photographs on paper, two side by side, each with its caption."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Final, NamedTuple

from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader

from stockpile_app.documents.fonts import Style
from stockpile_app.documents.layout import GREY, Cell, Page
from stockpile_app.documents.pictures import shape
from stockpile_app.documents.ruled_table import bounded_lines
from stockpile_app.documents.text import LEADING
from stockpile_app.i18n import _

PICTURE_WIDTH: Final = 88 * mm
PICTURE_HEIGHT: Final = 66 * mm
_GAP: Final = 5 * mm
_CAPTION_SIZE: Final = 8.0
_CAPTION_LINES: Final = 3
_CAPTION_HEIGHT: Final = _CAPTION_LINES * _CAPTION_SIZE * LEADING + 2 * mm
ROW_HEIGHT: Final = PICTURE_HEIGHT + _CAPTION_HEIGHT + 2 * mm


class Picture(NamedTuple):
    """A photograph: its caption, and its JPEG as ``pictures.printable`` made it, or None."""

    caption: str
    jpeg: bytes | None


def draw_grid(page: Page, pictures: Sequence[Picture]) -> None:
    """Draw photographs at the pen, on as many pages as they take."""
    for at, picture in enumerate(pictures):
        if at % 2 == 0:
            if not page.has_room(ROW_HEIGHT):
                page.next()
            top = page.y
            page.y -= ROW_HEIGHT
        left = page.left + (at % 2) * (PICTURE_WIDTH + _GAP)
        _picture(page, left, top, picture.jpeg)
        _caption(page, left, top - PICTURE_HEIGHT, picture.caption)


def _picture(page: Page, left: float, top: float, jpeg: bytes | None) -> None:
    """Draw a photograph in the middle of its box, or say in the box that it cannot be shown."""
    canvas = page.canvas
    if jpeg is None:
        canvas.setStrokeColor(GREY)
        canvas.setLineWidth(0.5)
        canvas.rect(left, top - PICTURE_HEIGHT, PICTURE_WIDTH, PICTURE_HEIGHT, stroke=1, fill=0)
        text = _("This photograph cannot be shown: its file is broken, missing or too large.")
        box = (left + 4 * mm, top - PICTURE_HEIGHT / 2 + 6 * mm, PICTURE_WIDTH - 8 * mm)
        page.whole(Cell(text, box, 8), 12 * mm)
        return
    width, height = shape(jpeg)
    scale = min(PICTURE_WIDTH / width, PICTURE_HEIGHT / height)
    x = left + (PICTURE_WIDTH - width * scale) / 2
    y = top - PICTURE_HEIGHT + (PICTURE_HEIGHT - height * scale) / 2
    canvas.picture(ImageReader(io.BytesIO(jpeg)), (x, y, width * scale, height * scale))


def _caption(page: Page, left: float, y: float, text: str) -> None:
    lines = bounded_lines(text, Style.REGULAR, _CAPTION_SIZE, PICTURE_WIDTH, _CAPTION_LINES)
    for shown in lines:
        y -= _CAPTION_SIZE * LEADING
        page.line(shown, (left, y, PICTURE_WIDTH), _CAPTION_SIZE)
