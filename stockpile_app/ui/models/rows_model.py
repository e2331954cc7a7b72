"""A small table of texts whose rows each stand for a record."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

T = TypeVar("T")
_Index = QModelIndex | QPersistentModelIndex
_NO_PARENT: Final = QModelIndex()


class RowsModel(QAbstractTableModel, Generic[T]):
    """Shows ``texts(record)`` of each record, one column a text."""

    def __init__(
        self,
        headings: Sequence[str],
        texts: Callable[[T], Sequence[str]],
        parent: QObject | None = None,
    ) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self._headings = tuple(headings)
        self._texts = texts
        self._records: list[T] = []
        self._cells: list[Sequence[str]] = []

    def show(self, records: Sequence[T]) -> None:
        """Replace the rows."""
        self.beginResetModel()
        self._records = list(records)
        self._cells = [self._texts(record) for record in records]
        self.endResetModel()

    def append(self, records: Sequence[T]) -> None:
        """Add rows at the end."""
        if records:
            first = len(self._records)
            self.beginInsertRows(QModelIndex(), first, first + len(records) - 1)
            self._records += records
            self._cells += [self._texts(record) for record in records]
            self.endInsertRows()

    def record(self, row: int) -> T:
        """Return the record at ``row``."""
        return self._records[row]

    @override
    def rowCount(self, parent: _Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._records)

    @override
    def columnCount(self, parent: _Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._headings)

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or role != Qt.ItemDataRole.DisplayRole:
            return None
        return self._cells[index.row()][index.column()]

    @override
    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._headings[section]
        return None
