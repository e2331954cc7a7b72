"""Refusals, labels, numbers and days as a person reads them, in the chosen language."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Iterable
from pathlib import PurePath
from typing import Final, Self

from stockpile_app import i18n
from stockpile_app.domain.errors import StockpileError
from stockpile_app.domain.lists import Cell
from stockpile_app.domain.text import Word
from stockpile_app.domain.vocabulary import LabelledEnum, Sex
from stockpile_app.i18n import gettext as _

NOTHING: Final = "–"
"""Stands where something is not known."""
_MARK: Final = "\u200f"
_RIGHT_TO_LEFT: Final = frozenset({"R", "AL"})
_ISOLATES: Final = frozenset({"LRI", "RLI", "FSI"})
_STRONG: Final = _RIGHT_TO_LEFT | {"L"}


class Shown(str):
    """A text that knows the value it says: lists are sorted by that, and export it."""

    __slots__ = ("value",)
    value: int | dt.date | dt.datetime

    def __new__(cls, text: str, value: int | dt.date | dt.datetime) -> Self:
        """Say ``text`` for ``value``."""
        made = super().__new__(cls, text)
        made.value = value
        return made


def refusal_text(error: StockpileError) -> str:
    """Return the sentence that ``error`` says, translated; to be shown as plain text."""
    if not i18n.is_right_to_left():
        return i18n.error_text(error)
    params = {name: _in_a_sentence(each) for name, each in error.params.items()}
    return along_the_window(i18n.tr(error.message_id, **params))


def _in_a_sentence(value: object) -> object:
    """Return what a sentence names, so that the words around do not tear a path apart."""
    if isinstance(value, StockpileError):
        return refusal_text(value)
    if isinstance(value, Word):
        return _(value)
    return isolated(str(value)) if isinstance(value, str | PurePath) else value


def label(member: LabelledEnum | None) -> str:
    """Return the label of a code, or a dash where there is none."""
    return NOTHING if member is None else _(member.label)


def count(number: int) -> str:
    """Return a count with its thousands set apart."""
    return Shown(i18n.format_number(number), number)


def day(value: dt.date | None) -> str:
    """Return a day with its month in letters, or a dash."""
    return NOTHING if value is None else Shown(i18n.format_date(value), value)


def moment(value: dt.datetime) -> str:
    """Return a moment in this machine's time zone."""
    return Shown(i18n.format_datetime(value), value)


def cell_text(cell: Cell) -> str:
    """Return the value of a cell as people read it."""
    if isinstance(cell, dt.datetime):
        return moment(cell)
    if isinstance(cell, dt.date):
        return day(cell)
    return count(cell) if isinstance(cell, int) else cell


def without_mnemonic(text: str) -> str:
    """Return a label's text without the mark of its Alt key."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&")


def escaped(text: str) -> str:
    """Return ``text`` for a button, menu or tab, where a single & would become an Alt key."""
    return text.replace("&", "&&")


def isolated(text: str) -> str:
    """Return ``text`` so that a right-to-left layout does not reorder "7.62 x 39 mm"."""
    return f"\u2068{text}\u2069" if i18n.is_right_to_left() else text


def in_a_cell(text: str) -> str:
    """Return ``text`` as it stands alone in a cell or a list: a "?" is at its end, not before."""
    if any(unicodedata.bidirectional(each) in _RIGHT_TO_LEFT for each in text):
        return along_the_window(text)
    return isolated(text) if text else text


def along_the_window(text: str) -> str:
    """Return ``text`` so that Qt sets its words in their order in a right-to-left layout.

    Qt takes the direction from the first letter: a sentence that begins with a number of the
    register or a Latin name would be torn apart.
    """
    if not i18n.is_right_to_left() or begins_right_to_left(text):
        return text
    mixed = any(unicodedata.bidirectional(each) in _RIGHT_TO_LEFT for each in text)
    return _MARK + text if mixed else text


def begins_right_to_left(text: str) -> bool:
    """Whether Qt takes ``text`` for one read from the right; what is isolated is skipped."""
    deep = 0
    for kind in map(unicodedata.bidirectional, text):
        deep += (kind in _ISOLATES) - (kind == "PDI")
        if not deep and kind in _STRONG:
            return kind in _RIGHT_TO_LEFT
    return False


def sex_words(sex: Sex | None) -> str:
    """Return a sex, or that it was not stated."""
    return label(sex) if sex is not None else _("Not stated")


def in_turn(texts: Iterable[str]) -> str:
    """Return texts one after the other in time; the arrows point to where one reads on."""
    return (" ← " if i18n.is_right_to_left() else " → ").join(texts)
