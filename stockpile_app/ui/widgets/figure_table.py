"""A figure of a national report: a row a line or category, a column a year; cells are chosen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QFocusEvent, QFont, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget
from typing_extensions import override

from stockpile_app.domain.national_report import FigureView, ReportRow
from stockpile_app.domain.national_report_cells import TOTAL, CellState, CellValue, Column
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import listed, stated
from stockpile_app.ui.icons import icon
from stockpile_app.ui.models.records_model import plain_tip
from stockpile_app.ui.report_words import column_title, row_words, value_text, value_words
from stockpile_app.ui.texts import NOTHING

Index = QModelIndex | QPersistentModelIndex

_NUMBER: Final = Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter
_TEXT: Final = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
_NARROWEST_TITLE, _NUMBER_CHARACTERS = 24, 9
_INDENT: Final = "      "


class ChosenCell(NamedTuple):
    """A cell of a figure; ``column`` is None in the column of titles and of the last report."""

    figure: FigureView
    row: ReportRow
    column: Column | None
    value: CellValue | None


class FigureModel(QAbstractTableModel):
    """Shows the rows of a figure, and beside them what the last report said."""

    def __init__(
        self, figure: FigureView, columns: Sequence[Column], before: FigureView | None
    ) -> None:
        """Show ``figure``; ``before`` is the same figure of the last report."""
        super().__init__()
        self.figure = figure
        self.columns = tuple(columns)
        self.before = before
        self._told_apart = any(row.category != TOTAL for row in figure.rows)

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.figure.rows)

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else 1 + len(self.columns) + (self.before is not None)

    def cell(self, index: Index) -> ChosenCell:
        """Return what stands at ``index``."""
        row, at = self.figure.rows[index.row()], index.column() - 1
        if 0 <= at < len(self.columns):
            return ChosenCell(self.figure, row, self.columns[at], row.values[at])
        return ChosenCell(self.figure, row, None, self._last(row) if at >= 0 else None)

    def _last(self, row: ReportRow) -> CellValue | None:
        before = self.before
        if before is None or before.row(row.line) is None:
            return None
        found = before.row(row.line, row.category)
        return CellValue(0) if found is None else found.values[0]  # there was nothing of it

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        cell = self.cell(index)
        found: Any = None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                found = self._text(index, cell)
            case Qt.ItemDataRole.ToolTipRole:
                found = plain_tip(self._words(index, cell))
            case Qt.ItemDataRole.AccessibleTextRole:
                found = self._words(index, cell)
            case Qt.ItemDataRole.TextAlignmentRole:
                found = _NUMBER if index.column() else _TEXT
            case Qt.ItemDataRole.DecorationRole:
                found = _sign(cell.value) if index.column() else None
            case Qt.ItemDataRole.FontRole:
                found = _font(cell.row) if self._told_apart else None
        return found

    def _text(self, index: Index, cell: ChosenCell) -> str:
        if index.column() == 0:
            row = cell.row
            return _(row.title) if row.category == TOTAL else _INDENT + _(row.category_title)
        return NOTHING if cell.value is None else value_text(cell.value, cell.row.unit)

    def _words(self, index: Index, cell: ChosenCell) -> str:
        if index.column() == 0:
            return row_words(cell.row)
        said = NOTHING if cell.value is None else value_words(cell.value, cell.row.unit)
        return stated(listed((row_words(cell.row), self._head(index.column()))), said)

    def _head(self, section: int) -> str:
        if section == 0:
            return _("Line")
        if section <= len(self.columns):
            return column_title(self.columns[section - 1])
        return _("Last report")

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._head(section)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _NUMBER if section else _TEXT
        return None


class FigureTable(QTableView):
    """As high as its rows; it stands in something that scrolls.

    Signals:
        chosen: The ``ChosenCell`` on which the keyboard is.
        opened: A ``ChosenCell`` was opened by Enter or a double click.
    """

    chosen = Signal(object)
    opened = Signal(object)

    def __init__(
        self,
        figure: FigureView,
        columns: Sequence[Column],
        before: FigureView | None,
        parent: QWidget | None = None,
    ) -> None:
        """Show ``figure``."""
        super().__init__(parent)
        self.setObjectName(f"figure_{figure.key}")
        self.setAccessibleName(_(figure.title))
        self.figure = FigureModel(figure, columns, before)
        self.setModel(self.figure)
        behavior, policy = QAbstractItemView.SelectionBehavior, Qt.ScrollBarPolicy
        self.setSelectionBehavior(behavior.SelectItems)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(policy.ScrollBarAlwaysOff)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(self.fontMetrics().height() + 12)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.selectionModel().currentChanged.connect(self._on_current)
        self.activated.connect(self._on_activated)
        self._fit()

    def current(self) -> ChosenCell | None:
        """Return the cell on which the keyboard is."""
        index = self.currentIndex()
        return self.figure.cell(index) if index.isValid() else None

    def choose(self, line: str, category: str, column: str) -> bool:
        """Select a cell; whether there is one."""
        keys = [each.key for each in self.figure.columns]
        for row, each in enumerate(self.figure.figure.rows):
            if (each.line, each.category) == (line, category) and column in keys:
                self.setCurrentIndex(self.figure.index(row, 1 + keys.index(column)))
                return True
        return False

    def _fit(self) -> None:
        """Give the numbers what they need, the titles what is left; no head is cut."""
        digit, head = self.fontMetrics().horizontalAdvance("0"), self.horizontalHeader()
        widths = [
            max(_NUMBER_CHARACTERS * digit, head.sectionSizeHint(each))
            for each in range(1, self.figure.columnCount())
        ]
        left = self.viewport().width() - sum(widths)
        title = max(left, _NARROWEST_TITLE * digit)
        for column, width in enumerate((title, *widths)):
            self.setColumnWidth(column, width)
        bar = self.horizontalScrollBar().sizeHint().height() if left < title else 0
        rows = self.verticalHeader().defaultSectionSize() * self.figure.rowCount()
        self.setFixedHeight(head.sizeHint().height() + rows + bar + 2 * self.frameWidth())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self.setCurrentIndex(self.figure.index(0, 1))
        elif not self.selectionModel().hasSelection() and self.currentIndex().isValid():
            self.selectionModel().select(
                self.currentIndex(), QItemSelectionModel.SelectionFlag.ClearAndSelect
            )
            self.chosen.emit(self.figure.cell(self.currentIndex()))

    @Slot(QModelIndex)
    def _on_current(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(self.figure.cell(index))

    @Slot(QModelIndex)
    def _on_activated(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(self.figure.cell(index))


def _sign(value: CellValue | None) -> Any:
    if value is None:
        return None
    if value.overridden:
        return icon("edit")
    return icon("lock") if value.state is CellState.WITHHELD else None


def _font(row: ReportRow) -> QFont | None:
    if row.category != TOTAL:
        return None
    font = QFont()
    font.setWeight(QFont.Weight.DemiBold)
    return font
