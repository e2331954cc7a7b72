"""A table of records that are in memory: columns are functions of the record."""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QIcon
from typing_extensions import override

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex

_NUMBER: Final = Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter
_TEXT: Final = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Column(Generic[R]):
    """A column.

    Attributes:
        title: As shown, translated.
        text: What stands in the cell.
        icon: Beside the text, never instead of it.
        order: What the column is sorted by; its text when None.
    """

    title: str
    text: Callable[[R], str]
    number: bool = False
    icon: Callable[[R], QIcon | None] | None = None
    order: Callable[[R], Any] | None = None


class RecordsModel(QAbstractTableModel, Generic[R]):
    """Shows records, in the order given until the user sorts them."""

    def __init__(self, columns: Sequence[Column[R]]) -> None:
        """Show nothing yet."""
        super().__init__()
        self.columns = tuple(columns)
        self._records: list[R] = []

    def show(self, records: Sequence[R]) -> None:
        """Replace what is shown."""
        self.beginResetModel()
        self._records = list(records)
        self.endResetModel()

    def append(self, records: Sequence[R]) -> None:
        """Add rows at the end."""
        if records:
            first = len(self._records)
            self.beginInsertRows(QModelIndex(), first, first + len(records) - 1)
            self._records += records
            self.endInsertRows()

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
                found = column.text(record)
            case Qt.ItemDataRole.ToolTipRole:
                found = plain_tip(column.text(record))
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
            return _NUMBER if self.columns[section].number else _TEXT
        return None

    @override
    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if not 0 <= column < len(self.columns):
            return
        chosen = self.columns[column]
        self.layoutAboutToBeChanged.emit()
        held = self.persistentIndexList()  # what is selected stays selected
        records = [self._records[each.row()] for each in held]
        self._records.sort(
            key=chosen.order or chosen.text, reverse=order == Qt.SortOrder.DescendingOrder
        )
        rows = {id(record): row for row, record in enumerate(self._records)}
        moved = [
            self.index(rows[id(record)], each.column())
            for each, record in zip(held, records, strict=True)
        ]
        self.changePersistentIndexList(held, moved)
        self.layoutChanged.emit()


def plain_tip(text: str) -> str:
    """Return ``text`` for a tool tip, which Qt would take for markup if it looked like it."""
    return f"<span>{html.escape(text)}</span>" if text else ""
