"""A sheet to try a scanner with: codes of every kind that the program prints."""

from __future__ import annotations

from collections.abc import Callable
from typing import BinaryIO, Final

from reportlab.lib.units import mm

from stockpile_app.documents.codes import code128_modules, draw_bars, draw_qr, plan_bars
from stockpile_app.documents.command_codes import flow_text
from stockpile_app.documents.fonts import Style
from stockpile_app.documents.layout import RULE
from stockpile_app.documents.pdf import StreamingCanvas
from stockpile_app.documents.stamp import PAGE_SIZES_MM
from stockpile_app.documents.text import draw, line
from stockpile_app.domain.numbers import RegisterNumber
from stockpile_app.i18n import _

_MARGIN: Final = 18 * mm
_ROOM: Final = 82 * mm
_HEIGHT: Final = 15 * mm
_ROW: Final = 42 * mm
_QR_SIDE: Final = 32 * mm
_NEVER_GIVEN: Final = 999_999_999

Box = tuple[float, float, float]


def number_to_try(origin: str) -> RegisterNumber:
    """Return a right number of a register that no weapon ever has."""
    return RegisterNumber(origin, _NEVER_GIVEN)


def write_scan_test_sheet(
    out: BinaryIO, origin: str, page_size: str = "A4", dpi: int = 203
) -> None:
    """Write one page with a bar code as on labels, one as small as they come, and a QR code.

    All say the same number, which no weapon has: whatever page hears it, nothing is recorded.

    Args:
        origin: Of the register.
        page_size: A key of ``PAGE_SIZES_MM``.
        dpi: Of the printer; bars are whole printer dots.
    """
    width, height = (side * mm for side in PAGE_SIZES_MM[page_size])
    canvas = StreamingCanvas(out, (width, height), "")
    canvas.describe(title=_("Test sheet for scanners"), author="", subject=_("Scanner"))
    box = (_MARGIN, height - _MARGIN, width - 2 * _MARGIN)
    y = flow_text(canvas, box, _("Test sheet for scanners"), 20, Style.BOLD)
    introduction = _(
        "Open “Scanner…” in the menu “View”, click into the field, and scan each code from the"
        " distance at which you work. All say the same number, which no weapon has, so nothing can"
        " be recorded by it. Print at 100 %."
    )
    y = flow_text(canvas, (_MARGIN, y - 4, box[2]), introduction, 10) - 5 * mm
    code = number_to_try(origin).code
    rows: tuple[tuple[str, str, Callable[[float], None]], ...] = (
        (
            _("As on labels"),
            _("If this is not read, look at the printer: its resolution, its ribbon, its paper."),
            lambda top: _bars(canvas, code, top, dpi, _ROOM),
        ),
        (
            _("As narrow as they come"),
            _("If only this is not read, choose larger labels, or hold the scanner closer."),
            lambda top: _bars(canvas, code, top, dpi, _narrow(code, dpi)),
        ),
        (
            _("QR code"),
            _(
                "If only this is not read, the scanner reads lines alone: it cannot check the seals"
                " of documents."
            ),
            lambda top: draw_qr(canvas, code, (_MARGIN, top - _QR_SIDE - 3 * mm), _QR_SIDE),
        ),
    )
    for title, explained, drawn in rows:
        canvas.setStrokeColor(RULE)
        canvas.setLineWidth(0.5)
        canvas.line(_MARGIN, y, width - _MARGIN, y)
        drawn(y)
        beside = (_MARGIN + _ROOM + 8 * mm, y - 4 * mm, box[2] - _ROOM - 8 * mm)
        under = flow_text(canvas, beside, title, 14, Style.BOLD)
        flow_text(canvas, (beside[0], under - 2, beside[2]), explained, 10)
        y -= _ROW
    canvas.showPage()
    canvas.save()


def _narrow(code: str, dpi: int) -> float:
    """Return the least room in which there is a plan for the bars."""
    room = 30 * mm
    while plan_bars(code128_modules(code), room, dpi) is None:
        room += 1 * mm
    return room


def _bars(canvas: StreamingCanvas, code: str, top: float, dpi: int, room: float) -> None:
    plan = plan_bars(code128_modules(code), room, dpi)
    assert plan is not None  # noqa: S101 - there is room, or it was measured
    x, y = _MARGIN + plan.quiet * plan.module, top - 6 * mm - _HEIGHT
    draw_bars(canvas, code, (x, y), _HEIGHT, plan)
    draw(canvas, (x, y - 11), line(code, Style.MONO), 8)
