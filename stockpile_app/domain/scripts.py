"""In which letters and numerals a text is written."""

from __future__ import annotations

import unicodedata


def alphabets_of(text: str) -> set[str]:
    """Return the alphabets of a text's letters: ``latin``, ``cyrillic``, ``greek`` and so on.

    What Unicode names LATIN, CYRILLIC and so on; a letter of no script counts for none.
    """
    found = set()
    for letter in text:
        if letter.isalpha():
            found.add(unicodedata.name(letter, "UNKNOWN").split()[0].lower())
    return found - {"feminine", "masculine", "modifier"}


def numerals_of(text: str) -> set[str]:
    """Return the kinds of a text's numerals: ``arabic`` for 0 to 9, else ``other``.

    Roman numerals are written in Latin letters, so nothing has to be said of them.
    """
    return {"arabic" if digit in "0123456789" else "other" for digit in text if digit.isdigit()}
