"""A small table that shows how a file begins."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from stockpile_app.exchange.tables import SourceTable
from stockpile_app.i18n import gettext as _

_COLUMN_WIDTH: Final = 16  # in characters


def sample_table() -> QTableWidget:
    """Return a table for the first rows of a file."""
    table = QTableWidget()
    table.setObjectName("sample")
    table.setAccessibleName(_("First rows of the file"))
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
    table.setTabKeyNavigation(False)
    table.setWordWrap(False)
    table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.verticalHeader().hide()  # the sample leaves out empty rows
    table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    table.horizontalHeader().setDefaultAlignment(
        Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
    )
    return table


def show_sample(table: QTableWidget, source: SourceTable) -> None:
    """Show the first rows of ``source``."""
    table.clear()
    table.setColumnCount(len(source.headers))
    table.setRowCount(len(source.sample))
    table.setHorizontalHeaderLabels(list(source.headers))
    table.verticalHeader().setDefaultSectionSize(table.fontMetrics().height() + 10)
    for row, cells in enumerate(source.sample):
        for column, cell in enumerate(cells):
            table.setItem(row, column, QTableWidgetItem(cell))
    for column in range(len(source.headers)):
        width = _COLUMN_WIDTH * table.fontMetrics().horizontalAdvance("0")
        table.setColumnWidth(column, width)
