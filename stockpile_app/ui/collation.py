"""In which order people of the language in use expect texts and values."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import Any

from PySide6.QtCore import QCollator, QLocale

from stockpile_app import i18n
from stockpile_app.ui.texts import NOTHING, Shown


def sort_key(text: str) -> tuple[int, str, Any]:
    """Return what sorts a text that is shown: by the value it says, else by its letters.

    "Rack 2" comes before "Rack 10", and what is not known last.
    """
    if isinstance(text, Shown):
        value = text.value
        if isinstance(value, dt.datetime):
            return (0, "moment", value)
        return (0, "day" if isinstance(value, dt.date) else "number", value)
    if text in {"", NOTHING}:
        return (2, "", 0)
    return (1, "", _collator(i18n.current_language()).sortKey(text))


@cache
def _collator(language: str) -> QCollator:
    collator = QCollator(QLocale(language))
    collator.setNumericMode(True)
    return collator
