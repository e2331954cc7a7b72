"""The sheet of command codes that hangs beside a scanner."""

from __future__ import annotations

from typing import BinaryIO, Final

from reportlab.lib.colors import black
from reportlab.lib.units import mm

from stockpile_app.documents.codes import code128_modules, draw_bars, plan_bars
from stockpile_app.documents.fonts import Style
from stockpile_app.documents.layout import GREY, RULE
from stockpile_app.documents.pdf import StreamingCanvas
from stockpile_app.documents.stamp import PAGE_SIZES_MM
from stockpile_app.documents.text import LEADING, draw, line, wrap
from stockpile_app.domain.command_codes import CommandCode
from stockpile_app.i18n import _

_MARGIN: Final = 18 * mm
_BAR_ROOM: Final = 82 * mm
_BAR_HEIGHT: Final = 15 * mm
_ROW: Final = 31 * mm
_GAP: Final = 8 * mm


def write_command_codes(out: BinaryIO, page_size: str = "A4", dpi: int = 203) -> None:
    """Write one page with every command code, what it is called and what it does.

    It says nothing of any register or weapon, so it has neither number nor seal.

    Args:
        page_size: A key of ``PAGE_SIZES_MM``.
        dpi: Of the printer; bars are whole printer dots.
    """
    width, height = (side * mm for side in PAGE_SIZES_MM[page_size])
    canvas = StreamingCanvas(out, (width, height), "")
    canvas.mirror(0, width)
    canvas.describe(title=_("Command codes"), author="", subject=_("Scan in and out"))
    y = height - _MARGIN
    room = width - 2 * _MARGIN
    y = flow_text(canvas, (_MARGIN, y, room), _("Command codes"), 20, Style.BOLD)
    y = flow_text(
        canvas,
        (_MARGIN, y - 4, room),
        _(
            "For the page “Scan in and out”. Scan a code to do what it says. Cut the sheet where"
            " only some are needed; keep the white at both sides of the bars."
        ),
        10,
    )
    y -= 5 * mm
    for command in CommandCode:
        canvas.setStrokeColor(RULE)
        canvas.setLineWidth(0.5)
        canvas.line(_MARGIN, y, width - _MARGIN, y)
        _row(canvas, command, (_MARGIN, y, room), dpi)
        y -= _ROW
    canvas.showPage()
    canvas.save()


def _row(
    canvas: StreamingCanvas, command: CommandCode, box: tuple[float, float, float], dpi: int
) -> None:
    left, top, width = box
    plan = plan_bars(code128_modules(command.value), _BAR_ROOM, dpi)
    assert plan is not None  # noqa: S101 - the longest command has room to spare
    bars_bottom = top - 5 * mm - _BAR_HEIGHT
    draw_bars(
        canvas,
        command.value,
        (left + plan.quiet * plan.module, bars_bottom),
        _BAR_HEIGHT,
        plan,
    )
    canvas.setFillColor(GREY)
    code = line(command.value, Style.MONO)
    draw(canvas, (left + plan.quiet * plan.module, bars_bottom - 10), code, 8)
    canvas.setFillColor(black)
    beside = left + _BAR_ROOM + _GAP
    room = width - _BAR_ROOM - _GAP
    y = flow_text(canvas, (beside, top - 4 * mm, room), _(command.label), 16, Style.BOLD)
    flow_text(canvas, (beside, y - 2, room), _(command.explained), 10)


def flow_text(
    canvas: StreamingCanvas,
    box: tuple[float, float, float],
    text: str,
    size: float,
    style: Style = Style.REGULAR,
) -> float:
    """Write a text from a corner down, in ``box``: left, top, width; return where it ends."""
    left, y, width = box
    for shown in wrap(text, style, size, width):
        y -= size * LEADING
        draw(canvas, (left, y), shown, size, width)
    return y
