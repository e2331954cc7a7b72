"""Text of any script as runs that ReportLab can draw: measured, cut, shrunk and wrapped.

Text is plain here, never markup. Arabic and Hebrew are cut and wrapped in logical order, then
shaped and ordered line by line. A character that no font has is drawn as ``‹U+1F600›``.
Where the language in use reads from the right, so does the page: lines begin at its right.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from enum import Enum
from functools import lru_cache
from typing import Final, NamedTuple

from stockpile_app import i18n
from stockpile_app.documents.fonts import Face, Style
from stockpile_app.documents.pdf import StreamingCanvas
from stockpile_app.documents.shaping import as_drawn, reads_from_right
from stockpile_app.domain.text import clean

ELLIPSIS: Final = "…"
LEADING: Final = 1.2
_JOINERS: Final = {0x200C: None, 0x200D: None}
_SHRINK: Final = 0.94
_WHOLE_WORDS: Final = 0.7
_ROUNDING: Final = 1e-6
_SPACES: Final = re.compile("[^\\S\u00a0\u202f]+")
_THIN: Final = 0.2  # narrower than the letters of any of the fonts, in font sizes


class Align(Enum):
    """Where a line stands in its width.

    START and END are those of the page: in a right-to-left language START is at the right. Lines
    of a longer TEXT begin where its own letters do, whatever the page does.
    """

    START = "start"
    CENTRE = "centre"
    END = "end"
    TEXT = "text"


class Run(NamedTuple):
    """Characters of one font, in the order they are drawn."""

    font: str
    text: str
    width: float


class Line(NamedTuple):
    """A line of text, ready to draw.

    Attributes:
        width: Sum of the advances at font size 1.
        rtl: Whether it reads from right to left.
        wrapped: Whether it is one of several lines that a text was wrapped into.
    """

    runs: tuple[Run, ...]
    width: float
    rtl: bool = False
    wrapped: bool = False


def line(text: str, style: Style = Style.REGULAR, *, rtl: bool | None = None) -> Line:
    """Return ``text`` as one line; ``rtl`` says how it reads where more text than this tells."""
    return _line(text, style, page_rtl=i18n.is_right_to_left(), rtl=rtl)


@lru_cache(maxsize=16_384)
def _line(text: str, style: Style, *, page_rtl: bool, rtl: bool | None) -> Line:
    if text.isascii() and (text.isalnum() if page_rtl else text.isprintable()):
        face = style.first
        width = sum(map(face.widths.__getitem__, text)) / 1000
        return Line((Run(face.name, text, width),), width, bool(rtl))
    shown = _drawable(clean(text), style)
    if rtl is None:
        rtl = reads_from_right(shown, page_from_right=page_rtl)
    shown = as_drawn(shown, from_right=rtl)
    runs = tuple(_runs(_drawable(shown.translate(_JOINERS), style), style))
    return Line(runs, sum(run.width for run in runs), rtl)


def width(text: str, style: Style, size: float) -> float:
    """Return how wide ``text`` is on one line, in points."""
    return line(text, style).width * size


def smaller_for_words(text: str, style: Style, size: float, room: float) -> float:
    """Return by what to multiply the font size, so that no word is broken; 1 where that is no help.

    A word that is far too wide is broken in letters that can be read, rather than shrunk.
    """
    widest = max((width(word, style, size) for word in _SPACES.split(text)), default=0)
    if not room < widest <= room / _WHOLE_WORDS:
        return 1
    return room / widest - _ROUNDING


def cut(text: str, style: Style, size: float, room: float) -> Line:
    """Return as much of ``text`` as fits, with an ellipsis where something is left out.

    Only for what stands in full elsewhere; a serial or register number is never cut.
    """
    whole = line(text, style)
    if whole.width * size <= room:
        return whole
    kept = _longest(
        _bounded(text, size, room),
        lambda head: width(head.rstrip() + ELLIPSIS, style, size) <= room,
    )
    return line(kept.rstrip() + ELLIPSIS, style, rtl=whole.rtl)


def wrap(text: str, style: Style, size: float, room: float) -> list[Line]:
    """Return ``text`` in lines no wider than ``room``, broken at spaces where there are any."""
    lines: list[Line] = []
    for paragraph in text.split("\n"):
        broken = _broken(paragraph, style, size, room)
        if len(broken) == 1:
            lines.append(line(broken[0], style))
            continue
        rtl = reads_from_right(paragraph, page_from_right=i18n.is_right_to_left())
        lines += [line(each, style, rtl=rtl)._replace(wrapped=True) for each in broken]
    return lines


def _broken(paragraph: str, style: Style, size: float, room: float) -> list[str]:
    """Return a paragraph in pieces that each fit a line; at least one.

    Numbers and days with spaces that do not break stay in one piece where a line holds them.
    """
    lines: list[str] = []
    current = ""
    for word in filter(None, _SPACES.split(paragraph)):
        longer = f"{current} {word}" if current else word
        if width(longer, style, size) <= room:
            current = longer
            continue
        if current:
            lines.append(current)
        *full, current = _pieces(word, style, size, room)
        lines += full
    return [*lines, current]


def fit(text: str, style: Style, size: float, box: tuple[float, float]) -> tuple[list[Line], float]:
    """Return all of ``text`` in lines that fit the box, and the font size they need.

    The text is first shrunk a little on one line, then wrapped, then shrunk as far as it takes:
    nothing is ever left out.
    """
    room, height = box
    whole = line(text, style)
    if whole.width * size <= room:
        return [whole], size
    one_line = room / whole.width
    if one_line >= 0.75 * size:
        return [whole], one_line
    size *= 0.8
    size *= smaller_for_words(text, style, size, room)
    lines = wrap(text, style, size, room)
    while len(lines) * size * LEADING > height:
        size *= _SHRINK
        lines = wrap(text, style, size, room)
    return lines, size


def draw(
    canvas: StreamingCanvas,
    position: tuple[float, float],
    shown: Line,
    size: float,
    room: float = 0,
    align: Align = Align.START,
) -> None:
    """Draw a line that begins, or whose place within ``room`` begins, at ``position``."""
    x, y = position
    wide = shown.width * size
    if align is Align.TEXT:
        align = Align.END if shown.wrapped and shown.rtl != canvas.mirrored else Align.START
    if align is Align.CENTRE:
        x += (room - wide) / 2
    elif align is Align.END:
        x += room - wide
    x = canvas.at(x, wide)
    for run in shown.runs:
        canvas.show(run.font, run.text, size, (x, y))
        x += run.width * size


def _drawable(text: str, style: Style) -> str:
    """Replace what no font can draw by its visible notation."""
    return "".join(
        letter
        if ord(letter) in _JOINERS or style.face_for(letter) is not None
        else f"‹U+{ord(letter):04X}›"
        for letter in text
    )


def _runs(text: str, style: Style) -> list[Run]:
    runs: list[Run] = []
    current: Face | None = None
    start = 0
    for at, letter in enumerate(text):
        face = style.face_for(letter)
        if face is not current:
            if current is not None:
                runs.append(_run(current, text[start:at]))
            current, start = face, at
    if current is not None:
        runs.append(_run(current, text[start:]))
    return runs


def _run(face: Face, text: str) -> Run:
    return Run(face.name, text, sum(map(face.widths.__getitem__, text)) / 1000)


def _pieces(word: str, style: Style, size: float, room: float) -> list[str]:
    """Cut a word that is wider than a line; at least one character a piece."""
    pieces = []
    while width(word, style, size) > room and len(word) > 1:
        start = _bounded(word, size, room)
        head = _longest(start, lambda head: width(head, style, size) <= room) or word[0]
        while len(head) > 1 and unicodedata.combining(word[len(head)]):
            head = head[:-1]  # a mark stays upon its letter
        pieces.append(head)
        word = word[len(head) :]
    return [*pieces, word]


def _bounded(text: str, size: float, room: float) -> str:
    """Return no more of ``text`` than could fit, so that a huge text is soon cut."""
    return text[: int(room / (size * _THIN)) + 1]


def _longest(text: str, fits: Callable[[str], bool]) -> str:
    """Return the longest head of ``text`` that fits, found by halving."""
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if fits(text[:middle]):
            low = middle
        else:
            high = middle - 1
    return text[:low]
