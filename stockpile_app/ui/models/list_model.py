"""What a model offers beside Qt's: the values of its cells, for a file or a paper."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from PySide6.QtCore import QAbstractTableModel, Qt

from stockpile_app.domain.lists import Cell
from stockpile_app.ui.texts import NOTHING, Shown

WRAPPING: Final = int(Qt.TextFlag.TextWordWrap.value)
"""Put to the alignment of a head, so that its words wrap."""


class ListModel(QAbstractTableModel):
    """A table whose rows can be taken away as plain values."""

    holds_weapons = False
    """Whether each row is a weapon."""

    def cells(self, rows: Sequence[int], columns: Sequence[int]) -> Iterable[Sequence[Cell]]:
        """Return the values of rows; they may be read in any thread, and more than once."""
        raise NotImplementedError

    def says_value(self, column: int) -> bool:
        """Whether a column says numbers, codes or days, of which no part makes sense."""
        raise NotImplementedError

    def is_number(self, column: int) -> bool:
        """Whether a column stands at the end, as numbers do."""
        raise NotImplementedError


def as_cell(text: str) -> Cell:
    """Return the value that a text says; "" where nothing is known."""
    if isinstance(text, Shown):
        return text.value
    return "" if text == NOTHING else text
