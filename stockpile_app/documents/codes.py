"""Bar codes and QR codes as vectors.

Code 128 of the register number alone: ``0-9 A-Z``, so that neither python-barcode (which silently
changes letters such as ñ) nor a keyboard layout can garble it. Bars are whole printer dots wide.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import groupby
from typing import Final, NamedTuple

import segno
from barcode import Code128
from barcode.charsets import code128
from reportlab.lib.units import mm

from stockpile_app.documents.pdf import StreamingCanvas

QUIET: Final = 10
ANY_PRINTER: Final = (
    203  # modules of whole 203 dpi dots read well from finer printers; not reversed
)
_QUIET_AT_LEAST: Final = 7
_GOOD_MODULE: Final = 0.25 * mm
_SMALL_MODULE: Final = 0.19 * mm
_LARGEST_MODULE: Final = 0.5 * mm
_QR_QUIET: Final = 4
_ALLOWED: Final = re.compile(r"[0-9A-Z]+")
_SYMBOL: Final = 11


class BarPlan(NamedTuple):
    """How wide the modules of a bar code are.

    Attributes:
        module: Width of a module in points; whole printer dots.
        quiet: Modules left white at each side.
        dot: Width of a printer dot.
    """

    module: float
    quiet: float
    dot: float


@lru_cache(maxsize=512)
def code128_symbols(code: str) -> tuple[int, ...]:
    """Return the symbols of the bar code, from the start symbol to the check symbol.

    Raises:
        ValueError: ``code`` has a character other than 0-9 and A-Z, or none.
    """
    if not _ALLOWED.fullmatch(code):
        raise ValueError(f"a bar code takes 0-9 and A-Z only, not {code!r}")
    symbols = Code128(code).encoded
    check = (symbols[0] + sum(at * symbol for at, symbol in enumerate(symbols))) % 103
    return (*symbols, check)


def code128_modules(code: str) -> int:
    """Return how many modules wide the bars of ``code`` are, without quiet zones."""
    return _modules(len(code128_symbols(code)))


def plan_bars(modules: int, room: float, dpi: int) -> BarPlan | None:
    """Return the module width for bars of ``modules`` within ``room`` points, or None.

    Wanted are 0.25 mm or more a module and ten modules of quiet zone. Where a narrow label has no
    room for both, modules down to 0.19 mm are taken, then a quiet zone down to seven modules.
    """
    dot, good = 72 / dpi, smallest_module(dpi)
    largest = int(min(room / (modules + 2 * QUIET), _LARGEST_MODULE) / dot + 1e-6)
    if largest >= _dots_at_least(_SMALL_MODULE, dot):
        return BarPlan(largest * dot, QUIET, dot)
    quiet = (room / good - modules) / 2
    if quiet >= _QUIET_AT_LEAST:
        return BarPlan(good, min(quiet, QUIET), dot)
    return None


def smallest_module(dpi: int) -> float:
    """Return the narrowest module that is wide enough, 0.25 mm in whole printer dots, in points."""
    return _dots_at_least(_GOOD_MODULE, 72 / dpi) * 72 / dpi


def draw_bars(
    canvas: StreamingCanvas, code: str, position: tuple[float, float], height: float, plan: BarPlan
) -> None:
    """Draw the bars, without quiet zones, from ``position`` up and on, each on whole dots.

    They are moved with a mirrored page, and never mirrored themselves.
    """
    x, y = position
    symbols = code128_symbols(code)
    x = round(canvas.at(x, _modules(len(symbols)) * plan.module) / plan.dot) * plan.dot
    bars = " ".join([_bars(at, symbol) for at, symbol in enumerate(symbols)])
    stop = _stop(len(symbols))
    canvas.raw(f"q {plan.module:.5f} 0 0 {height:.3f} {x:.4f} {y:.3f} cm 0 g n {bars} {stop} f Q")


def draw_qr(canvas: StreamingCanvas, text: str, position: tuple[float, float], side: float) -> None:
    """Draw ``text`` as a QR code with its quiet zone in a square of ``side`` points."""
    matrix = segno.make_qr(text, error="m", boost_error=False).matrix
    module = side / (len(matrix) + 2 * _QR_QUIET)
    x, y = canvas.at(position[0], side), position[1]
    squares: list[str] = []
    for row, cells in enumerate(reversed(matrix)):
        column = 0
        for dark, group in groupby(cells):
            length = len(list(group))
            if dark:
                squares.append(f"{column + _QR_QUIET} {row + _QR_QUIET} {length} 1 re")
            column += length
    canvas.raw(f"q {module:.5f} 0 0 {module:.5f} {x:.4f} {y:.4f} cm 0 g n {' '.join(squares)} f Q")


def _modules(symbols: int) -> int:
    return symbols * _SYMBOL + len(code128.STOP) + 2


def _dots_at_least(width: float, dot: float) -> int:
    return -int(-(width / dot - 1e-6) // 1)


@lru_cache(maxsize=4096)
def _bars(at: int, symbol: int) -> str:
    """Return the rectangles of one symbol at its place; a code is a handful of these joined."""
    return _rectangles(at * _SYMBOL, code128.CODES[symbol])


@lru_cache(maxsize=64)
def _stop(at: int) -> str:
    return _rectangles(at * _SYMBOL, code128.STOP + "11")


def _rectangles(start: int, modules: str) -> str:
    rectangles = []
    for module, group in groupby(modules):
        length = len(list(group))
        if module == "1":
            rectangles.append(f"{start} 0 {length} 1 re")
        start += length
    return " ".join(rectangles)
