"""A plain table view over ``RecordsModel``: whole rows, one at a time, fixed heights."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from stockpile_app.ui.models.records_model import RecordsModel

R = TypeVar("R")


class RecordTable(QTableView, Generic[R]):
    """Shows a ``RecordsModel``.

    Signals:
        chosen: The record of the row that is selected now; None when there is none.
    """

    chosen = Signal(object)

    def __init__(
        self, model: RecordsModel[R], name: str, text: str, parent: QWidget | None = None
    ) -> None:
        """Show ``model``; ``text`` is the accessible name."""
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(text)
        self.records = model
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(self.fontMetrics().height() + 12)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setStretchLastSection(True)
        self.selectionModel().selectionChanged.connect(self._on_selected)
        model.modelReset.connect(self._on_selected)

    def set_widths(self, characters: Sequence[int]) -> None:
        """Set the columns' widths in characters; the last takes what is left."""
        digit = self.fontMetrics().horizontalAdvance("0")
        for column, width in enumerate(characters):
            self.setColumnWidth(column, width * digit + 16)

    def current(self) -> Any:
        """Return the record of the selected row, or None."""
        rows = self.selectionModel().selectedRows()
        return self.records.record(rows[0].row()) if rows else None

    def choose(self, row: int) -> None:
        """Select a row and show it."""
        self.selectRow(row)

    @Slot()
    def _on_selected(self) -> None:
        self.chosen.emit(self.current())
