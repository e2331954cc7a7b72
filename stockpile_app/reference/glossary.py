"""The words of the field and of the program, with what they mean and where that is said."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final, NamedTuple

from stockpile_app.i18n import gettext as _
from stockpile_app.reference.files import load_table

_FILE: Final = "glossary/terms.yaml"
OWN: Final = "own"
"""Stands in place of a source where the program alone gives a word its meaning."""


class Term(NamedTuple):
    """A word as the reader's language has it.

    Attributes:
        source: The clause that says the same at more length, or ``OWN``.
    """

    term: str
    meaning: str
    source: str


def glossary() -> list[Term]:
    """Return every term in the language in use, sorted as a reader would look for it.

    Raises:
        BadFile: The file is missing or somebody has damaged it.
    """
    terms = [Term(_(each["term"]), _(each["meaning"]), each["source"]) for each in _terms()]
    return sorted(terms, key=lambda each: each.term.casefold())


@lru_cache(maxsize=1)
def _terms() -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = load_table(_FILE)["terms"]
    return listed
