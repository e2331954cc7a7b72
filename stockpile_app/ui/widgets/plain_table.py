"""A table as all look: whole rows, each of one line, heads whose words wrap."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QItemSelectionRange, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from stockpile_app.ui.models.list_model import ListModel
from stockpile_app.ui.widgets.table_heads import Heads


class PlainTable(QTableView):
    """Shows a ``ListModel``.

    Attributes:
        lists: The model.
        heads: Its heads.
        sort_at_first: The column that sorts before the user chooses, and whether downwards.
    """

    sort_at_first = (-1, False)

    def __init__(
        self, model: ListModel, name: str, text: str, parent: QWidget | None = None
    ) -> None:
        """Show ``model`` as it was left the last time; ``text`` is the accessible name."""
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(text)
        self.lists = model
        self.heads = Heads(name, self)
        self.setHorizontalHeader(self.heads)
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(self.fontMetrics().height() + 12)

    def hidden_at_first(self) -> frozenset[int]:
        """Return the columns that are not there before the user chooses."""
        return frozenset()

    def sorts(self, column: int) -> bool:  # noqa: ARG002 - a subclass may ask it
        """Whether a column can sort."""
        return self.heads.isSortIndicatorShown()

    def select_many(self) -> None:
        """Let several rows be selected: the page can deal with them."""
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)

    def count_selected(self) -> int:
        """Return how many rows are selected, without naming each."""
        return sum(each.height() for each in self._ranges())

    def selected_rows(self) -> Iterator[int]:
        """Yield the selected rows, from the top."""
        for each in sorted(self._ranges(), key=QItemSelectionRange.top):
            yield from range(each.top(), each.bottom() + 1)

    def _ranges(self) -> list[QItemSelectionRange]:
        selection = self.selectionModel().selection()
        return [selection.at(each) for each in range(selection.count())]
