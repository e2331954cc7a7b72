"""The page that shows whether labels will land where the sheet has them."""

from __future__ import annotations

from typing import BinaryIO, Final

from reportlab.lib.colors import black, white
from reportlab.lib.units import mm

from stockpile_app.documents.fonts import Style
from stockpile_app.documents.label_stock import LabelStock
from stockpile_app.documents.layout import RULE
from stockpile_app.documents.pdf import StreamingCanvas
from stockpile_app.documents.text import Align, draw, line, wrap
from stockpile_app.i18n import _, format_point

_RULER_MM: Final = 150
_BOX_WIDTH: Final = 120 * mm
_PAD: Final = 4 * mm


def write_calibration(
    out: BinaryIO, stock: LabelStock, offset_mm: tuple[float, float] = (0.0, 0.0)
) -> None:
    """Write a page with the outlines of all labels, their positions, and rulers in mm both ways."""
    width, height = (side * mm for side in stock.page_mm)
    canvas = StreamingCanvas(out, (width, height), "")
    canvas.describe(title=_("Calibration page"), author="", subject=_(stock.name))
    for position in range(stock.per_sheet):
        _outline(canvas, stock, offset_mm, position)
    _across(canvas, 48 * mm, height * 0.34)
    _down(canvas, 24 * mm, (height + _RULER_MM * mm) / 2)
    _box(canvas, stock, offset_mm)
    canvas.showPage()
    canvas.save()


def _outline(
    canvas: StreamingCanvas, stock: LabelStock, offset: tuple[float, float], position: int
) -> None:
    left, top = stock.corner_mm(position)
    width, height = stock.label[0] * mm, stock.label[1] * mm
    x = (left + offset[0]) * mm
    y = (stock.page_mm[1] - top - offset[1]) * mm - height
    canvas.setStrokeColor(black)
    canvas.setLineWidth(0.4)
    canvas.roundRect(x, y, width, height, 1.5 * mm, stroke=1, fill=0)
    size = min(9.0, height / 4)
    draw(canvas, (x + 2 * mm, y + height - size - 1 * mm), line(str(position + 1)), size)


def _box(canvas: StreamingCanvas, stock: LabelStock, offset: tuple[float, float]) -> None:
    texts = (
        (_(stock.name), Style.BOLD, 11.0),
        (_("Print this page at 100 %: no “fit to page”, no “shrink to fit”."), Style.BOLD, 10.0),
        (
            _(
                "Print it on plain paper. Measure both rulers: each must be exactly {length} mm"
                " long. Hold the page over a sheet of labels against the light. Where the outlines"
                " lie left of or above the labels, make the offset larger by as many millimetres;"
                " where they lie right of or below them, smaller."
            ).format(length=_RULER_MM),
            Style.REGULAR,
            9.0,
        ),
        (
            _("Offset now: {right} mm to the right, {down} mm down.").format(
                right=format_point(str(offset[0])), down=format_point(str(offset[1]))
            ),
            Style.REGULAR,
            9.0,
        ),
    )
    lines = [
        (shown, size)
        for text, style, size in texts
        for shown in wrap(text, style, size, _BOX_WIDTH - 2 * _PAD)
    ]
    height = sum(size * 1.4 for _shown, size in lines) + 2 * _PAD
    left = 48 * mm
    y = stock.page_mm[1] * mm * 0.56
    _white(canvas, (left, y, _BOX_WIDTH, height))
    y += height - _PAD
    canvas.mirror(left, _BOX_WIDTH)
    for shown, size in lines:
        y -= size * 1.4
        draw(canvas, (left + _PAD, y + 2), shown, size, _BOX_WIDTH - 2 * _PAD)


def _across(canvas: StreamingCanvas, left: float, y: float) -> None:
    _white(canvas, (left - 4 * mm, y - 4 * mm, (_RULER_MM + 8) * mm, 13 * mm))
    canvas.line(left, y, left + _RULER_MM * mm, y)
    for at in range(_RULER_MM + 1):
        x = left + at * mm
        canvas.line(x, y, x, y + _tick(at))
        if at % 10 == 0:
            draw(canvas, (x - 10, y + 5 * mm), line(str(at)), 7, 20, Align.CENTRE)


def _down(canvas: StreamingCanvas, x: float, top: float) -> None:
    _white(canvas, (x - 4 * mm, top - (_RULER_MM + 4) * mm, 14 * mm, (_RULER_MM + 8) * mm))
    canvas.line(x, top, x, top - _RULER_MM * mm)
    for at in range(_RULER_MM + 1):
        y = top - at * mm
        canvas.line(x, y, x + _tick(at), y)
        if at % 10 == 0:
            draw(canvas, (x + 5 * mm, y - 2.5), line(str(at)), 7)


def _tick(at: int) -> float:
    if at % 10 == 0:
        return 4 * mm
    return 3 * mm if at % 5 == 0 else 2 * mm


def _white(canvas: StreamingCanvas, box: tuple[float, float, float, float]) -> None:
    """Clear a rectangle, so that what is drawn on it can be read."""
    canvas.setFillColor(white)
    canvas.setStrokeColor(RULE)
    canvas.rect(*box, stroke=1, fill=1)
    canvas.setFillColor(black)
    canvas.setStrokeColor(black)
    canvas.setLineWidth(0.3)
