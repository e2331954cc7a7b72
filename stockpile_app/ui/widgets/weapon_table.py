"""The table of weapons: any number of them, several at a time."""

from __future__ import annotations

from array import array
from typing import Final

from PySide6.QtCore import QItemSelectionModel, Qt, Signal, Slot
from PySide6.QtWidgets import QAbstractItemView, QWidget
from typing_extensions import override

from stockpile_app.domain.records import WeaponOrder
from stockpile_app.i18n import gettext as _
from stockpile_app.ui.models.weapon_columns import COLUMNS
from stockpile_app.ui.models.weapon_table_model import WeaponTableModel
from stockpile_app.ui.widgets.table_view import TableView

_LONG: Final = {"serial", "model", "depot", "place"}


class WeaponTable(TableView):
    """Shows a ``WeaponTableModel``.

    Signals:
        sort_asked: A ``WeaponOrder`` and whether downwards.
        selected: Id of the weapon when exactly one is selected, else None; and how many are.
    """

    sort_asked = Signal(object, bool)
    selected = Signal(object, int)
    sort_at_first = (0, False)

    def __init__(self, model: WeaponTableModel, parent: QWidget | None = None) -> None:
        """Show ``model`` as it was left the last time."""
        super().__init__(model, "weapon_table", _("Weapons"), parent)
        self._model = model
        self.select_many()
        self.setAutoScroll(False)
        self.columns.set_shares([1.0 if each.name in _LONG else 0.0 for each in COLUMNS])
        self._sorted = (0, Qt.SortOrder.AscendingOrder)
        self.heads.setSortIndicatorClearable(False)
        self.heads.setSortIndicator(*self._sorted)
        self.heads.setSortIndicatorShown(True)
        self.heads.sortIndicatorChanged.connect(self._on_sort)
        self.selectionModel().selectionChanged.connect(self._on_selection)
        model.modelReset.connect(self._on_selection)

    @override
    def hidden_at_first(self) -> frozenset[int]:
        return frozenset(at for at, each in enumerate(COLUMNS) if not each.shown)

    @override
    def sorts(self, column: int) -> bool:
        return COLUMNS[column].order is not None

    def selected_ids(self) -> array[int]:
        """Return the selected ids in the order of the rows."""
        ids = self._model.ids
        return array("q", (ids[row] for row in self.selected_rows()))

    def select_weapon(self, weapon_id: int) -> bool:
        """Select a weapon and scroll to it; whether it is in the list."""
        row = self._model.row_of(weapon_id)
        if row is None:
            return False
        index = self._model.index(row, 0)
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)
        return True

    @Slot()
    def _on_selection(self) -> None:
        count = self.count_selected()
        ids = self.selected_ids() if count == 1 else ()
        self.selected.emit(ids[0] if ids else None, count)

    @Slot(int, Qt.SortOrder)
    def _on_sort(self, column: int, order: Qt.SortOrder) -> None:
        by: WeaponOrder | None = COLUMNS[column].order
        if by is None:  # no index answers this: put the arrow back where it was
            self.heads.blockSignals(True)  # noqa: FBT003 - Qt
            self.heads.setSortIndicator(*self._sorted)
            self.heads.blockSignals(False)  # noqa: FBT003 - Qt
            return
        if (column, order) != self._sorted:
            self._sorted = (column, order)
            self.sort_asked.emit(by, order is Qt.SortOrder.DescendingOrder)
