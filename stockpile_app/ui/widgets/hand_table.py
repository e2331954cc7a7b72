"""A table that somebody fills by hand, such as figures of another authority."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget
from typing_extensions import override

from stockpile_app.domain.national_report import HandTable
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import listed, stated
from stockpile_app.ui.report_words import is_whole
from stockpile_app.ui.texts import count

Index = QModelIndex | QPersistentModelIndex

_NUMBER: Final = Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter
_TEXT: Final = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
_NO_ITEM: Final = Qt.ItemFlag.NoItemFlags


class Sheet:
    """Cells as they are typed: texts in rows; the first column holds the titles."""

    def __init__(self, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Hold a copy."""
        self.heads = list(heads)
        self.rows = [list(each) for each in rows]

    @classmethod
    def of(cls, table: HandTable) -> Sheet:
        """Return the sheet of a table; what it states as its sums is the last row."""
        rows = [[title, *map(str, numbers)] for title, numbers in table.rows]
        if table.total:
            rows.append([_("Total"), *map(str, table.total)])
        return cls((_("Line"), *table.columns), rows)


class SheetModel(QAbstractTableModel):
    """Shows a ``Sheet``, and lets it be typed into where it is ``editable``.

    Signals:
        edited: Something was typed.
    """

    edited = Signal()

    def __init__(self, sheet: Sheet, *, editable: bool) -> None:
        """Show ``sheet``."""
        super().__init__()
        self.sheet = sheet
        self.editable = editable

    def change(self, act: Callable[[Sheet], object]) -> None:
        """Add or take away rows and columns."""
        self.beginResetModel()
        act(self.sheet)
        self.endResetModel()
        self.edited.emit()

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.sheet.rows)

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.sheet.heads)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return _NO_ITEM
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsEditable if self.editable else flags

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        text = self.sheet.rows[index.row()][index.column()]
        found: Any = None
        match role:
            case Qt.ItemDataRole.EditRole:
                found = text
            case Qt.ItemDataRole.DisplayRole:
                found = _grouped(text) if index.column() else text
            case Qt.ItemDataRole.TextAlignmentRole:
                found = _NUMBER if index.column() else _TEXT
            case Qt.ItemDataRole.AccessibleTextRole:
                title = self.sheet.rows[index.row()][0]
                found = stated(listed((title, self.sheet.heads[index.column()])), text)
        return found

    @override
    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if not index.isValid() or role != Qt.ItemDataRole.EditRole:
            return False
        self.sheet.rows[index.row()][index.column()] = str(value).strip()
        self.dataChanged.emit(index, index)
        self.edited.emit()
        return True

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.sheet.heads[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _NUMBER if section else _TEXT
        return None


class SheetView(QTableView):
    """A ``SheetModel`` on show: typing edits a cell, arrows go from one to the next."""

    def __init__(
        self, model: SheetModel, name: str, text: str, parent: QWidget | None = None
    ) -> None:
        """Show ``model``; ``text`` is the accessible name."""
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(text)
        self.sheet = model
        self.setModel(model)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(
            triggers.AnyKeyPressed | triggers.DoubleClicked | triggers.EditKeyPressed
        )
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(self.fontMetrics().height() + 12)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        model.modelReset.connect(self._stretch)
        self._stretch()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if enter and self.sheet.editable:
            # what was typed is kept first, and the dialog around it is not submitted
            QTimer.singleShot(0, self.go_on)
        else:
            super().keyPressEvent(event)

    @Slot()
    def go_on(self) -> None:
        """Go to the next cell, after the last one of a row to the row below."""
        index, columns = self.currentIndex(), self.sheet.columnCount()
        if index.isValid():
            at = min(
                index.row() * columns + index.column() + 1, self.sheet.rowCount() * columns - 1
            )
            self.setCurrentIndex(self.sheet.index(*divmod(at, columns)))

    @Slot()
    def _stretch(self) -> None:
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)


class HandTableView(SheetView):
    """A table as it is reported; Enter asks to change it.

    Signals:
        wanted: The ``HandTable`` that is to be changed.
    """

    wanted = Signal(object)

    def __init__(self, table: HandTable, parent: QWidget | None = None) -> None:
        """Show ``table``."""
        super().__init__(
            SheetModel(Sheet.of(table), editable=False), "hand_table", table.title, parent
        )
        self._table = table
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.activated.connect(self._on_activated)
        rows = self.verticalHeader().defaultSectionSize() * self.sheet.rowCount()
        head = self.horizontalHeader().sizeHint().height()
        self.setFixedHeight(head + rows + 2 * self.frameWidth())

    @Slot()
    def _on_activated(self) -> None:
        self.wanted.emit(self._table)


def _grouped(text: str) -> str:
    return count(int(text)) if is_whole(text) else text
