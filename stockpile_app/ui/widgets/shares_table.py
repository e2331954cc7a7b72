"""A table whose columns share its width, so that none is ever out of sight."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from stockpile_app.ui.models.records_model import RecordsModel
from stockpile_app.ui.widgets.record_table import RecordTable

R = TypeVar("R")


class SharesTable(RecordTable[R]):
    """A ``RecordTable`` without a horizontal scroll bar; what is cut is whole in its tool tip."""

    def __init__(
        self,
        model: RecordsModel[R],
        names: tuple[str, str],
        shares: Sequence[float],
        parent: QWidget | None = None,
    ) -> None:
        """Show ``model``.

        Args:
            names: Object name and accessible name.
            shares: What each column gets of the width; they add up to 1.
        """
        super().__init__(model, *names, parent)
        self._shares = tuple(shares)
        self.horizontalHeader().setStretchLastSection(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def sortable(self) -> None:
        """Let a click on a head sort; until then the order is the one given."""
        self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)

    def show_records(self, records: Sequence[R]) -> None:
        """Replace what is shown, in the order that was chosen."""
        self.records.show(records)
        head = self.horizontalHeader()
        self.records.sort(head.sortIndicatorSection(), head.sortIndicatorOrder())

    def height_of(self, rows: int) -> int:
        """Return the height that shows so many rows below the heads."""
        height = self.verticalHeader().defaultSectionSize()
        return self.horizontalHeader().sizeHint().height() + height * rows + 2 * self.frameWidth()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for column, share in enumerate(self._shares):
            self.setColumnWidth(column, int(self.viewport().width() * share))
