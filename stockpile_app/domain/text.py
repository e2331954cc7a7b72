"""Marks text for translation, and makes what people type or import safe to keep and show."""

from __future__ import annotations

import re
import unicodedata
from typing import Any, Final

_REPLACED: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_HARMLESS_ESCAPES: Final = re.compile(r'\\[n"\\/]')
_JOINERS: Final = frozenset({"\u200c", "\u200d"})  # part of correct Persian and Arabic spelling


def N_(message: str) -> str:  # noqa: N802 - the name gettext tools look for
    """Mark ``message`` for translation and return it unchanged."""
    return message


class Word(str):
    """A text of the program's own: where it fills a sentence, it is translated with it."""

    __slots__ = ()

    @property
    def untranslated(self) -> str:
        """The text as the catalogues know it."""
        return str(self)


def is_plain(value: str) -> bool:
    """Whether ``value`` has no control, bidi-control, private or unassigned character."""
    return value.isprintable() or all(
        character in _JOINERS or unicodedata.category(character) not in _REPLACED
        for character in value
    )


def is_plain_json(text: str) -> bool:
    """Whether no text within ``text``, as JSON, has a hidden character but line breaks."""
    bare = _HARMLESS_ESCAPES.sub("", text) if "\\" in text else text
    return "\\" not in bare and is_plain(bare)


def clean(value: str, *, multiline: bool = False) -> str:
    """Return ``value`` as it may be stored: NFC, white space folded, no hidden character.

    A control, bidi-control, private-use or unassigned character is replaced by its visible
    notation (``‹U+202E›``), so that what is stored is what a person sees, on every screen and
    sheet. ``multiline`` keeps line breaks.
    """
    if value.isascii() and value.isprintable():
        return " ".join(value.split())
    value = unicodedata.normalize("NFC", value)
    if multiline:
        lines = value.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        return "\n".join(clean(line) for line in lines).strip("\n")
    value = " ".join(value.replace("\u2028", " ").replace("\u2029", " ").split())
    return "".join(map(_visible, value))


def clean_all(data: Any) -> Any:
    """Return plain values, as YAML or JSON gives them, with every text in them cleaned."""
    match data:
        case str():
            return clean(data)
        case dict():
            return {clean_all(key): clean_all(value) for key, value in data.items()}
        case list() | tuple():
            return [clean_all(value) for value in data]
        case _:
            return data


def _visible(character: str) -> str:
    if character in _JOINERS or unicodedata.category(character) not in _REPLACED:
        return character
    return f"‹U+{ord(character):04X}›"
