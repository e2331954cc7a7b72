"""A table of records that are in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Any, Final, Generic, TypeVar

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QAbstractItemView, QWidget

from stockpile_app.domain.lists import Cell
from stockpile_app.ui.models.records_model import RecordsModel
from stockpile_app.ui.widgets.table_view import TableView

R = TypeVar("R")
_MOST: Final = 40


class RecordTable(TableView, Generic[R]):
    """Shows a ``RecordsModel``, one row at a time selected; a click on a head sorts.

    Signals:
        chosen: The record of the row that is selected now; None when there is none.
    """

    chosen = Signal(object)

    def __init__(
        self, model: RecordsModel[R], name: str, text: str, parent: QWidget | None = None
    ) -> None:
        """Show ``model``; ``text`` is the accessible name."""
        super().__init__(model, name, text, parent)
        self.records = model
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.heads.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        self.selectionModel().selectionChanged.connect(self._on_selected)
        model.modelReset.connect(self._on_selected)

    def keep_order(self) -> None:
        """Let nothing sort the rows: their order says something."""
        self.setSortingEnabled(False)
        self.heads.setSortIndicatorShown(False)

    def let_sort(self, *, whole: bool) -> None:
        """Let the rows be sorted while all are there: a part, sorted, would pass for the whole."""
        if whole == self.isSortingEnabled():
            return
        if whole:
            self.heads.setSortIndicatorShown(True)
            self.setSortingEnabled(True)  # sorts as it was chosen before
        else:
            self.keep_order()
            self.records.sort(-1)

    def set_widths(self, characters: Sequence[int | None]) -> None:
        """Share room that is left over like this; a column without a width takes most of it."""
        left = [None] * (self.records.columnCount() - len(characters))
        self.columns.set_shares([each or _MOST for each in (*characters, *left)])

    def taken_from(self, pages: Callable[[], Callable[[], Iterator[Sequence[R]]]]) -> None:
        """Print and export every row that there is, not only those that were loaded.

        Args:
            pages: Returns, for what is asked for now, what reads the records page by page; that
                happens in another thread.
        """

        def whole(columns: Sequence[int]) -> Iterable[Sequence[Cell]]:
            return _Rows(pages(), partial(self.records.values, columns=columns))

        self.acts.whole = whole

    def current(self) -> Any:
        """Return the record of the selected row, or None."""
        rows = self.selectionModel().selectedRows()
        return self.records.record(rows[0].row()) if rows else None

    def choose(self, row: int) -> None:
        """Select a row and show it."""
        # not by selectRow, which selects nothing where the layout goes from right to left
        self.setCurrentIndex(self.records.index(row, self.columns.shown()[0]))

    def height_of(self, rows: int) -> int:
        """Return the height that shows so many rows below the heads."""
        height = self.verticalHeader().defaultSectionSize()
        return self.heads.sizeHint().height() + height * rows + 2 * self.frameWidth()

    @Slot()
    def _on_selected(self) -> None:
        self.chosen.emit(self.current())


class _Rows(Generic[R]):
    """The rows of all records; each reading reads the records anew."""

    def __init__(
        self,
        read: Callable[[], Iterator[Sequence[R]]],
        values: Callable[[R], Sequence[Cell]],
    ) -> None:
        self._read, self._values = read, values

    def __iter__(self) -> Iterator[Sequence[Cell]]:
        return (self._values(each) for page in self._read() for each in page)
