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
from bidi.algorithm import get_display  # the package's own leaves brackets unmirrored

_RIGHT_TO_LEFT: Final = frozenset({"R", "AL"})
_STANDING_IN: Final = "\U00010800"  # a right-to-left letter that no text here has
_BREAK: Final = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]+"  # right-to-left scripts
    "| [·–—] | - "
)
_SOFT: Final = re.compile("([,;:] | / )")
_AROUND: Final = " \t«»“”\"'·–—•|*†‡"
_AFTER: Final = _AROUND + ".,:;!?…"  # before a number a point is part of it: .303
_BRACKETS: Final = {")": "(", "]": "[", "}": "{"}
_SINGLE: Final = frozenset({*_BRACKETS, *_BRACKETS.values()})
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
    held: list[str] = []
    ordered = _held_back(text, held) if from_right else text
    drawn: str = get_display(_reshape(ordered), base_dir="R" if from_right else "L")
    for piece in reversed(held):  # all of them run from the right: the last one is first
        drawn = drawn.replace(_STANDING_IN, piece, 1)
    return drawn


def _held_back(text: str, held: list[str]) -> str:
    """Return ``text`` with a letter for each piece of it that reads from the left.

    Args:
        held: Gets those pieces.
    """
    parts: list[str] = []
    start = 0
    for found in _BREAK.finditer(text):
        parts += [*_clauses(text[start : found.start()]), found.group()]
        start = found.end()
    parts += _clauses(text[start:])
    pieces = [each for part in parts for each in _balanced(part)]
    return "".join(_stand_in(each, held) for each in pieces)


def _clauses(text: str) -> list[str]:
    """Split a text that reads from the left where it is a list; words with a comma stay whole."""
    first, *rest = _SOFT.split(text)
    parts = [first]
    for mark, following in zip(rest[::2], rest[1::2], strict=True):
        if _has_letter(parts[-1]) and _has_letter(following):
            parts[-1] += mark + following
        else:
            parts += [mark, following]
    return parts


def _has_letter(text: str) -> bool:
    return any(letter.isalpha() for letter in text)


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


def _stand_in(part: str, held: list[str]) -> str:
    core = part.lstrip(_AROUND).rstrip(_AFTER)
    if not core or _BREAK.match(core) or core in _SINGLE:
        return part
    held.append(core)
    before, after = part.split(core, 1)
    return f"{before}{_STANDING_IN}{after}"
