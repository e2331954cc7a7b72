"""Which row holds the headers, and which field a header stands for."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

from stockpile_app.reference.files import load_table

FIELDS: Final = (
    "number",
    "status",
    "serial",
    "maker",
    "model",
    "calibre",
    "country",
    "year",
    "category",
    "condition",
    "depot",
    "store",
    "rack",
    "received_on",
    "source",
    "reference",
    "notes",
    "quantity",
    "nsn",
    "item_name",
)
"""Every field that a column can be mapped to."""

EXPORT_COLUMNS: Final = FIELDS[:17]
"""The columns of the program's own export, in order."""

PROPERTY_BOOK: Final = "property-book"


def fold_header(header: str) -> str:
    """Return what spellings of one header share: no accents, points, double spaces, capitals."""
    folded = unicodedata.normalize("NFKD", header).casefold()
    return " ".join(
        "".join(
            character if character.isalnum() else " "
            for character in folded
            if not unicodedata.combining(character)
        ).split()
    )


def meaning(header: str, profile: str = "") -> tuple[str, int] | None:
    """Return the field that a header stands for, and how unusual the word is for it (0 is best)."""
    return _meanings(profile).get(fold_header(header))


def score(row: Iterable[str]) -> int:
    """Return how many different fields the cells of a row name; the serial number counts twice."""
    known = _all_meanings()
    found = {known.get(fold_header(cell)) for cell in row if 0 < len(cell) <= 80}
    return len(found - {None}) + ("serial" in found)


def find_header_row(rows: Sequence[Sequence[str]]) -> int:
    """Return the index of the likeliest header row: most known headers, else the fullest row."""
    scores = [score(row) for row in rows]
    best = max(scores, default=0)
    if best > 1:
        return scores.index(best)
    filled = [_filled(row) for row in rows]
    return filled.index(max(filled)) if filled else 0


def is_property_book(headers: Iterable[str]) -> bool:
    """Whether the columns are those of a property book: stock number, item name, serial."""
    folded = {fold_header(header) for header in headers}
    return {"nsn", "item name", "serial number"} <= folded


def _filled(row: Sequence[str]) -> int:
    return sum(1 for cell in row if cell.strip())


@lru_cache(maxsize=4)
def _meanings(profile: str) -> dict[str, tuple[str, int]]:
    table = load_table("import/headers.yaml")
    found: dict[str, tuple[str, int]] = {}
    # a profile's own words come first; a property book means its columns and no others
    for field, words in (table[profile] if profile == PROPERTY_BOOK else table["fields"]).items():
        for rank, word in enumerate(words):
            found.setdefault(fold_header(str(word)), (field, rank))
    return found


@lru_cache(maxsize=1)
def _all_meanings() -> dict[str, str]:
    both = {**_meanings(PROPERTY_BOOK), **_meanings("")}
    return {header: field for header, (field, _) in both.items()}
