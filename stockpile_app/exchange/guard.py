"""Text that a spreadsheet program would take for a formula, made harmless without being changed.

In the program's own CSV export an apostrophe stands before such a text, and before a text that
begins with an apostrophe itself. Reading a CSV file with exactly the export's columns takes one
apostrophe away again, so nothing changes on the way there and back.
"""

from __future__ import annotations

from typing import Final

_DANGEROUS: Final = frozenset("=+-@\t\r\n\0＝＋－＠'")


def guard(text: str) -> str:
    """Return a text that no spreadsheet program runs."""
    return f"'{text}" if text[:1] in _DANGEROUS and text else text


def unguard(text: str) -> str:
    """Return the text as it was before ``guard``."""
    return text[1:] if text[:1] == "'" and text[1:2] in _DANGEROUS and text[1:] else text
