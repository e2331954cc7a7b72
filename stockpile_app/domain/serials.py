"""Serial numbers: kept as marked, normalised to be found, folded to find look-alikes.

The stored value is always the serial as it was read. The other two forms exist for search and
for the search for duplicates alone (STANDARDS section 10, item 16).
"""

from __future__ import annotations

import unicodedata
from typing import Final

PLACEHOLDERS: Final = frozenset(
    {"", "NULL", "NONE", "NIL", "NA", "N/A", "N.A.", "N.A", "UNKNOWN", "UNK", "NOT RECORDED"}
    | {"NO SERIAL", "NOSERIAL", "NOT APPLICABLE", "-", "--", "---", "?", "??", "???", "#N/A", "TBD"}
)
"""What people and programs write where there is no serial number; none ever becomes one."""

_TWINS: Final = str.maketrans(
    # Cyrillic and Greek capitals that look like Latin ones
    "АВЕЅІЈКМНОРСТУХΑΒΕΖΗΙΚΜΝΟΡΤΥΧ"
    # the look-alikes of DESIGN section 5: 0 O Q, 1 I L, 2 Z, 5 S, 8 B
    "OQILZSB",
    "A8E51JKMH0PCTYXA8E2H1KMN0PTYX0011258",
)


def is_placeholder(text: str) -> bool:
    """Whether ``text`` stands for "no serial number"."""
    return normalise(text) in _NORMAL_PLACEHOLDERS


def normalise(serial: str) -> str:
    """Return ``serial`` in NFKC, upper case, without white space and dashes.

    Idempotent. Two serials with the same normal form are the same serial.
    """
    if serial.isascii():
        if serial.isalnum():
            return serial.upper()
        return "".join(serial.upper().replace("-", "").split())
    text = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", serial).upper())
    kept = "".join(
        character
        for character in text
        if not (character.isspace() or unicodedata.category(character) == "Pd")
    )
    # what a space or a dash held apart may combine now
    return unicodedata.normalize("NFKC", kept)


def fold(serial: str) -> str:
    """Return the form that look-alike serials share; for "did you mean" only.

    Letters and digits alone remain, digits of every script become ASCII digits, and characters
    that are taken for one another become one. Idempotent.
    """
    if serial.isascii() and serial.isalnum():
        return serial.upper().translate(_TWINS)
    return "".join(map(_ascii_digit, filter(str.isalnum, normalise(serial)))).translate(_TWINS)


def fold_mark(*said: str) -> str:
    """Return everything that a mark says as ``fold`` writes it, each text once."""
    return " ".join(dict.fromkeys(filter(None, map(fold, said))))


def _ascii_digit(character: str) -> str:
    digit = unicodedata.decimal(character, None)
    return character if digit is None else str(digit)


_NORMAL_PLACEHOLDERS: Final = frozenset(map(normalise, PLACEHOLDERS))
"""In whatever spelling: "N / A", full-width letters, a dash of any length."""
