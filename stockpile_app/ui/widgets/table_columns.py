"""The columns of a table: they fit, move, hide, sort, and are found again as they were left."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QObject, Qt, Slot

from stockpile_app.ui.column_widths import Wanted, widths
from stockpile_app.ui.context import user_of
from stockpile_app.ui.memory import remember_look, remembered_look
from stockpile_app.ui.table_look import TableLook, look_from
from stockpile_app.ui.widgets.plain_table import PlainTable

_SHORT: Final = 24
"""Characters: a number or day that is shorter is never cut to make room for others."""
_LEAST: Final = 8
_LONG: Final = 60


class TableColumns(QObject):
    """The columns of one table, told by their numbers in its model."""

    def __init__(self, table: PlainTable) -> None:
        """Look after the columns of ``table``, which has its heads already."""
        super().__init__(table)
        self._table, self._heads = table, table.heads
        self._shares: Sequence[float] = ()
        self._seen: dict[int, int] = {}
        self._wants: dict[int, Wanted] = {}
        self._fitting = self._by_hand = self._changed = self._recalled = False
        self._heads.sectionResized.connect(self._on_resized)
        self._heads.sectionMoved.connect(self._on_changed)
        self._heads.sortIndicatorChanged.connect(self._on_changed)

    def set_shares(self, shares: Sequence[float]) -> None:
        """Say how room that is left over is shared among the columns."""
        self._shares = tuple(shares)

    def shown(self) -> list[int]:
        """Return the columns on show, from the start of a row to its end."""
        heads = self._heads
        every = [heads.logicalIndex(at) for at in range(heads.count())]
        return [each for each in every if not heads.isSectionHidden(each)]

    # --- widths ----------------------------------------------------------------------------------

    @Slot()
    def fit(self) -> None:
        """Give each column what its texts need, as far as there is room; unless the user did."""
        if self._by_hand or not self._table.isVisible():
            return
        for each in self.shown():
            self._measure(each)
        self.spread()

    def spread(self) -> None:
        """Share the room anew among columns whose texts were measured."""
        table, shown = self._table, self.shown()
        if self._by_hand or not table.isVisible() or not set(shown) <= set(self._wants):
            return
        found = widths([self._wants[each] for each in shown], table.viewport().width())
        self._fitting = True
        for column, width in zip(shown, found, strict=True):
            table.setColumnWidth(column, width)
        self._fitting = False
        table.updateGeometries()

    def fit_first(self) -> None:
        """Fit to the first rows that come."""
        if not any(self._seen.values()):
            self.fit()

    def _measure(self, column: int) -> None:
        seen = self._table.sizeHintForColumn(column) + 1
        self._seen[column] = max(self._seen.get(column, 0), seen)
        self._wants[column] = self._wanted(column)

    def _wanted(self, column: int) -> Wanted:
        digit = self._table.fontMetrics().horizontalAdvance("0")
        seen, heads = min(self._seen[column], _LONG * digit), self._heads
        whole = self._table.lists.says_value(column) and seen <= _SHORT * digit
        short = seen if whole else min(seen, _LEAST * digit)
        share = self._shares[column] if column < len(self._shares) else seen
        return Wanted(
            least=max(heads.least(column), short), whole=max(heads.whole(column), seen), share=share
        )

    @Slot(int, int, int)
    def _on_resized(self, _column: int, _before: int, _now: int) -> None:
        if self._fitting or not self._recalled:
            return
        self._set_by_hand(by_hand=True)
        self._changed = True
        self._table.updateGeometries()  # the heads may be higher now

    def _set_by_hand(self, *, by_hand: bool) -> None:
        if self._by_hand is not by_hand:
            self._by_hand = by_hand
            self._fitting = True
            self._heads.setStretchLastSection(by_hand)
            self._fitting = False

    # --- what the user chooses -------------------------------------------------------------------

    def show(self, column: int, *, shown: bool) -> None:
        """Show or hide a column; one always stays."""
        if not shown and self.shown() == [column]:
            return
        self._fitting = True
        self._table.setColumnHidden(column, not shown)
        if shown and self._by_hand:
            self._measure(column)
            self._table.setColumnWidth(column, self._wants[column].whole)
        self._fitting = False
        self.fit()
        self._on_changed()

    def move(self, column: int, by: int) -> None:
        """Move a column over so many that are shown, towards the end of the row or its start."""
        shown, heads = self.shown(), self._heads
        at = shown.index(column) + by
        if 0 <= at < len(shown):
            heads.moveSection(heads.visualIndex(column), heads.visualIndex(shown[at]))

    @Slot()
    def reset(self) -> None:
        """Show the columns as they are before the user chooses."""
        every = tuple(range(self._heads.count()))
        self.use(TableLook(every, tuple(self._table.hidden_at_first())))
        self._on_changed()

    def sorted_by(self) -> tuple[int, bool] | None:
        """Return the column that sorts and whether downwards; None for the order given."""
        at = self._heads.sortIndicatorSection()
        if at < 0 or not self._heads.isSortIndicatorShown():
            return None
        return at, self._heads.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder

    def sort_by(self, sort: tuple[int, bool] | None) -> None:
        """Sort by a column, upwards or downwards; None for the order given."""
        if self._heads.isSortIndicatorShown():
            column, descending = sort or self._table.sort_at_first
            orders = Qt.SortOrder
            order = orders.DescendingOrder if descending else orders.AscendingOrder
            self._heads.setSortIndicator(column, order)

    # --- how it was left -------------------------------------------------------------------------

    def look(self) -> TableLook:
        """Return how the table is set up now."""
        heads = self._heads
        every = range(heads.count())
        return TableLook(
            order=tuple(heads.logicalIndex(at) for at in every),
            hidden=tuple(each for each in every if heads.isSectionHidden(each)),
            widths=tuple(heads.sectionSize(each) for each in every) if self._by_hand else (),
            sort=self.sorted_by(),
        )

    def use(self, look: TableLook) -> None:
        """Set the table up like that."""
        table, heads = self._table, self._heads
        self._set_by_hand(by_hand=bool(look.widths))
        self._fitting = True
        for at, column in enumerate(look.order):
            heads.moveSection(heads.visualIndex(column), at)
        for column in look.order:
            table.setColumnHidden(column, column in look.hidden)
            if look.widths and column not in look.hidden:
                table.setColumnWidth(column, look.widths[column])
        self.sort_by(look.sort)
        self._fitting = False
        self.fit()

    def remember(self) -> None:
        """Remember how the table is set up for the next time."""
        if self._recalled:
            remember_look(user_of(self._table), self._name, self.look().text)
        self._changed = False

    def remember_changes(self) -> None:
        """Remember widths that the user chose since they were remembered last."""
        if self._changed:
            self.remember()

    def recall(self) -> None:
        """Set the table up as it was left, the first time that it is shown."""
        if self._recalled:
            return
        table = self._table
        look = look_from(remembered_look(user_of(table), self._name), self._heads.count())
        if look is not None:
            self.use(look)
        else:
            for column in table.hidden_at_first():
                table.setColumnHidden(column, True)  # noqa: FBT003 - Qt
        self._recalled = True
        self._changed = False

    @property
    def _name(self) -> str:
        """A table that gets other columns begins anew."""
        return f"{self._table.objectName()}.{self._heads.count()}"

    @Slot()
    def _on_changed(self, *_args: Any) -> None:
        if self._recalled and not self._fitting:
            self.remember()
