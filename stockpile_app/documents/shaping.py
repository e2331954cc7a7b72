"""In which order the letters of a line are drawn, and in which shapes.

A paper in a right-to-left language tells much that is not: serials, calibres, ranges, telephone
numbers. Each is kept together and reads from the left, wherever in the line it stands.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Final

from arabic_reshaper import ArabicReshaper
from bidi import get_display

_RIGHT_TO_LEFT: Final = frozenset({"R", "AL"})
_ISOLATE, _END = "\u2066", "\u2069"
_MARKS: Final = {ord(_ISOLATE): None, ord(_END): None}
_BREAK: Final = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]+"  # right-to-left scripts
    "|[,;:] | [·–—] | - "
)
_AROUND: Final = " \t.,;:!?…«»“”\"'·–—•/|*†‡"
_BRACKETS: Final = {")": "(", "]": "[", "}": "{"}
_reshape: Final[Callable[[str], str]] = ArabicReshaper(
    configuration={
        "delete_harakat": False,
        "ARABIC LIGATURE ALLAH": False,  # DejaVu has no glyph for it
        "RIAL SIGN": False,
    }
).reshape


def reads_from_right(text: str, *, page_from_right: bool) -> bool:
    """Return whether ``text`` is a right-to-left one.

    On a page that reads from the left its first letter tells. On one that reads from the right
    it is any text that has a right-to-left letter, or no letter at all: what the page says itself
    often begins with a number or a name.
    """
    directions = [unicodedata.bidirectional(letter) for letter in text]
    strong = [each for each in directions if each == "L" or each in _RIGHT_TO_LEFT]
    if page_from_right:
        return not strong or any(each in _RIGHT_TO_LEFT for each in strong)
    return bool(strong) and strong[0] in _RIGHT_TO_LEFT


def as_drawn(text: str, *, from_right: bool) -> str:
    """Return the letters of one line in the order they are drawn from the left, and shaped."""
    if not from_right and all(
        unicodedata.bidirectional(letter) not in _RIGHT_TO_LEFT for letter in text
    ):
        return text
    ordered = _isolated(text) if from_right else text
    drawn: str = get_display(_reshape(ordered), base_dir="R" if from_right else "L")
    return drawn.translate(_MARKS)


def _isolated(text: str) -> str:
    """Return ``text`` with marks around each piece of it that reads from the left."""
    pieces, start = [], 0
    for found in _BREAK.finditer(text):
        pieces += [*map(_marked, _balanced(text[start : found.start()])), found.group()]
        start = found.end()
    return "".join([*pieces, *map(_marked, _balanced(text[start:]))])


def _balanced(piece: str) -> list[str]:
    """Split ``piece`` at each bracket whose partner is not in it."""
    opened: list[tuple[str, int]] = []
    alone: list[int] = []
    for at, letter in enumerate(piece):
        if letter in _BRACKETS.values():
            opened.append((letter, at))
        elif letter in _BRACKETS:
            if opened and opened[-1][0] == _BRACKETS[letter]:
                opened.pop()
            else:
                alone.append(at)
    edges = sorted([*alone, *(at for _letter, at in opened)])
    parts, start = [], 0
    for at in edges:
        parts += [piece[start:at], piece[at]]
        start = at + 1
    return [*parts, piece[start:]]


def _marked(piece: str) -> str:
    core = piece.strip(_AROUND)
    if len(core) < 2:
        return piece
    before, after = piece.split(core, 1)
    return f"{before}{_ISOLATE}{core}{_END}{after}"
