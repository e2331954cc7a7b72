"""A table of records that are in memory: columns are functions of the record."""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QIcon
from typing_extensions import override

from stockpile_app.domain.lists import Cell
from stockpile_app.ui.collation import sort_key
from stockpile_app.ui.models.list_model import WRAPPING, ListModel, as_cell
from stockpile_app.ui.texts import NOTHING, Shown, in_a_cell

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex

_NUMBER: Final = Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter
_LOOKED_AT: Final = 20
_TEXT: Final = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Column(Generic[R]):
    """A column.

    Attributes:
        title: As shown, translated.
        text: What stands in the cell.
        icon: Beside the text, never instead of it.
        order: What the column is sorted by; the value that its text says when None.
    """

    title: str
    text: Callable[[R], str]
    number: bool = False
    icon: Callable[[R], QIcon | None] | None = None
    order: Callable[[R], Any] | None = None


class RecordsModel(ListModel, Generic[R]):
    """Shows records, in the order given until the user sorts them."""

    def __init__(self, columns: Sequence[Column[R]]) -> None:
        """Show nothing yet."""
        super().__init__()
        self.columns = tuple(columns)
        self._given: list[R] = []
        self._records: list[R] = []
        self._sorted = (-1, Qt.SortOrder.AscendingOrder)

    def show(self, records: Sequence[R]) -> None:
        """Replace what is shown; in the order that the user chose, if they did."""
        self.beginResetModel()
        self._given = list(records)
        self._records = self._in_order()
        self.endResetModel()

    def append(self, records: Sequence[R]) -> None:
        """Add rows: at the end, or where the order that was chosen puts them."""
        if not records:
            return
        self._given += records
        first = len(self._records)
        self.beginInsertRows(QModelIndex(), first, first + len(records) - 1)
        self._records += records
        self.endInsertRows()
        if self._sorted[0] >= 0:
            self._show_in_order()

    @property
    def records(self) -> list[R]:
        """What is shown, in the order shown."""
        return self._records

    def record(self, row: int) -> R:
        """Return the record of a row."""
        return self._records[row]

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._records)

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.columns)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        column, record = self.columns[index.column()], self._records[index.row()]
        found: Any = None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                found = in_a_cell(column.text(record))
            case Qt.ItemDataRole.ToolTipRole:
                found = plain_tip(in_a_cell(column.text(record)))
            case Qt.ItemDataRole.TextAlignmentRole:
                found = _NUMBER if column.number else _TEXT
            case Qt.ItemDataRole.DecorationRole if column.icon:
                found = column.icon(record)
        return found

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return (_NUMBER if self.columns[section].number else _TEXT).value | WRAPPING
        return None

    @override
    def cells(self, rows: Sequence[int], columns: Sequence[int]) -> list[list[Cell]]:
        return [self.values(self._records[row], columns) for row in rows]

    def values(self, record: R, columns: Sequence[int]) -> list[Cell]:
        """Return the values of a record, which need not be on show."""
        return [as_cell(self.columns[at].text(record)) for at in columns]

    @override
    def says_value(self, column: int) -> bool:
        text = self.columns[column].text
        texts = [text(each) for each in self._records[:_LOOKED_AT]]
        return any(isinstance(each, Shown) for each in texts) or _are_codes(texts)

    @override
    def is_number(self, column: int) -> bool:
        return self.columns[column].number

    @override
    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; by none, in the order given, where ``column`` is -1."""
        if column < len(self.columns):
            self._sorted = (column, order)
            self._show_in_order()

    def _in_order(self) -> list[R]:
        column, order = self._sorted
        if column < 0:
            return list(self._given)
        chosen = self.columns[column]
        return sorted(
            self._given,
            key=chosen.order or (lambda record: sort_key(chosen.text(record))),
            reverse=order == Qt.SortOrder.DescendingOrder,
        )

    def _show_in_order(self) -> None:
        self.layoutAboutToBeChanged.emit()
        held = self.persistentIndexList()
        records = [self._records[each.row()] for each in held]  # what is selected stays selected
        self._records = self._in_order()
        rows = {id(record): row for row, record in enumerate(self._records)}
        moved = [
            self.index(rows[id(record)], each.column())
            for each, record in zip(held, records, strict=True)
        ]
        self.changePersistentIndexList(held, moved)
        self.layoutChanged.emit()


def _are_codes(texts: Sequence[str]) -> bool:
    """Whether texts are numbers of things, such as TR-2026-12: one word each, with digits."""
    said = [each for each in texts if each and each != NOTHING]
    return bool(said) and all(
        each.isascii() and " " not in each and any(map(str.isdigit, each)) for each in said
    )


def plain_tip(text: str) -> str:
    """Return ``text`` for a tool tip, which Qt would take for markup if it looked like it."""
    return f"<span>{html.escape(text)}</span>" if text else ""
