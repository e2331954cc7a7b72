"""The words that people use for categories, conditions and the other codes of the register."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TypeVar

from stockpile_app.domain.vocabulary import (
    Category,
    Condition,
    LabelledEnum,
    SerialState,
    Status,
)
from stockpile_app.reference.files import load_table

_Code = TypeVar("_Code", bound=LabelledEnum)


def parse_category(text: str) -> Category | None:
    """Return the category that a code, a label or a common word names, or None."""
    return _find(Category, "category", text)


def parse_condition(text: str) -> Condition | None:
    """Return the condition that a code, a label or a common word names, or None."""
    return _find(Condition, "condition", text)


def parse_status(text: str) -> Status | None:
    """Return the status that a code, a label or a common word names, or None."""
    return _find(Status, "status", text)


def parse_serial_state(text: str) -> SerialState | None:
    """Return why there is no serial number, where a word says so in its place, or None."""
    state = _find(SerialState, "serial_state", text)
    return None if state is SerialState.RECORDED else state


def _find(vocabulary: type[_Code], section: str, text: str) -> _Code | None:
    code = _words(vocabulary, section).get(_fold(text))
    return None if code is None else vocabulary.parse(code)


@lru_cache(maxsize=8)
def _words(vocabulary: type[LabelledEnum], section: str) -> dict[str, str]:
    words = {_fold(each.value): each.name for each in vocabulary}
    words |= {_fold(each.label): each.name for each in vocabulary}
    for code, listed in load_table("vocabularies/words.yaml")[section].items():
        for word in listed:
            words.setdefault(_fold(str(word)), code)
    return words


def _fold(text: str) -> str:
    """Return what spellings of one word share: no accents, hyphens, points, capitals."""
    folded = unicodedata.normalize("NFKD", text).casefold()
    letters = (each for each in folded if not unicodedata.combining(each))
    return " ".join(
        "".join(each if each.isalnum() or each == "/" else " " for each in letters).split()
    )
