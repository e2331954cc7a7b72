"""The bundled fonts, and which characters each can draw.

DejaVu Sans draws Latin, Cyrillic, Greek, Hebrew and Arabic; Droid Sans Fallback draws Chinese
and Japanese. Serials are set in DejaVu Sans Mono, whose zero is not an O;
what they have of scripts that join, in DejaVu Sans.
"""

from __future__ import annotations

import threading
import unicodedata
from collections.abc import Mapping
from enum import Enum
from functools import cache
from typing import Final

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from stockpile_app.paths import resources_folder

_SANS: Final = "DejaVuSans"
_SANS_BOLD: Final = "DejaVuSans-Bold"
_MONO_BOLD: Final = "DejaVuSansMono-Bold"
_FALLBACK: Final = "DroidSansFallbackFull"
_HIGHEST: Final = 0xFFFF  # ReportLab's map from glyphs back to text knows the first plane only
_lock: Final = threading.Lock()


class Face:
    """One font file.

    Attributes:
        name: As ReportLab knows it.
        widths: Advance of each character that the font can draw, in thousandths of the font size.
    """

    def __init__(self, name: str) -> None:
        font = TTFont(name, str(resources_folder() / "fonts" / f"{name}.ttf"))
        pdfmetrics.registerFont(font)
        known: Mapping[int, float] = font.face.charWidths
        default: float = font.face.defaultWidth
        self.name = name
        self.widths = {
            chr(code): known.get(code, default)
            for code in font.face.charToGlyph
            if 0x20 <= code <= _HIGHEST and (name != _MONO_BOLD or _stands_alone(chr(code)))
        }


def _stands_alone(letter: str) -> bool:
    """Whether a letter may be as wide as all others: no mark upon another, none that joins."""
    return not unicodedata.combining(letter) and unicodedata.bidirectional(letter) != "AL"


class Style(Enum):
    """How a text is set; each style is a chain of fonts, asked in turn."""

    REGULAR = (_SANS, _FALLBACK)
    BOLD = (_SANS_BOLD, _SANS, _FALLBACK)
    MONO = (_MONO_BOLD, _SANS_BOLD, _SANS, _FALLBACK)

    @property
    def first(self) -> Face:
        """The font that draws all of ASCII."""
        return _face(self.value[0])

    def face_for(self, character: str) -> Face | None:
        """Return the first font of the chain that can draw ``character``."""
        for name in self.value:
            face = _face(name)
            if character in face.widths:
                return face
        return None


def _face(name: str) -> Face:
    with _lock:  # documents are made in several threads; a font must be registered only once
        return _load(name)


@cache
def _load(name: str) -> Face:
    return Face(name)
