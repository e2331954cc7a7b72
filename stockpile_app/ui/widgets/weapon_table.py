"""The table of weapons: sortable heads, chosen columns, remembered widths."""

from __future__ import annotations

from array import array
from typing import Final

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QPoint,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget
from typing_extensions import override

from stockpile_app.domain.records import WeaponOrder
from stockpile_app.i18n import gettext as _
from stockpile_app.ui.memory import remember_state, remembered_state
from stockpile_app.ui.models.weapon_columns import COLUMNS
from stockpile_app.ui.models.weapon_table_model import WeaponTableModel
from stockpile_app.ui.texts import escaped

_STATE: Final = f"weapon_table/{len(COLUMNS)}"
_TEN_DIGITS: Final = 76
_LONG: Final = {"serial", "model", "depot", "place"}


class WeaponTable(QTableView):
    """Shows a ``WeaponTableModel``.

    Signals:
        sort_asked: A ``WeaponOrder`` and whether downwards.
        selected: Id of the weapon when exactly one is selected, else None; and how many are.
    """

    sort_asked = Signal(object, bool)
    selected = Signal(object, int)

    def __init__(self, model: WeaponTableModel, parent: QWidget | None = None) -> None:
        """Show ``model`` as it was left the last time."""
        super().__init__(parent)
        self.setObjectName("weapon_table")
        self.setAccessibleName(_("Weapons"))
        self._model = model
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.setAutoScroll(False)
        vertical = self.verticalHeader()
        vertical.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        vertical.setDefaultSectionSize(self.fontMetrics().height() + 10)
        vertical.hide()
        self._set_up_heads()
        self._sorted = (0, Qt.SortOrder.AscendingOrder)
        self.selectionModel().selectionChanged.connect(self._on_selection)
        model.modelReset.connect(self._on_selection)

    def _set_up_heads(self) -> None:
        head = self.horizontalHeader()
        head.setObjectName("weapon_heads")
        head.setAccessibleName(_("Columns"))
        head.setHighlightSections(False)
        head.setSectionsMovable(True)
        head.setSectionsClickable(True)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        head.setMinimumSectionSize(48)
        for at, column in enumerate(COLUMNS):
            self.setColumnWidth(at, self._default_width(at))
            self.setColumnHidden(at, not column.shown)
        self._as_left = head.restoreState(remembered_state(_STATE))
        head.setSortIndicator(0, Qt.SortOrder.AscendingOrder)
        head.setSortIndicatorShown(True)
        head.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        head.customContextMenuRequested.connect(self._on_head_menu)
        head.sortIndicatorChanged.connect(self._on_sort)
        head.setStretchLastSection(True)

    def _default_width(self, column: int) -> int:
        return COLUMNS[column].width * self.fontMetrics().horizontalAdvance("0" * 10) // _TEN_DIGITS

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._as_left:
            self._as_left = True
            self._spread()

    def _spread(self) -> None:
        """Give room that is left to the columns whose texts are longest."""
        shown = [at for at in range(len(COLUMNS)) if not self.isColumnHidden(at)]
        spare = self.viewport().width() - self.verticalScrollBar().sizeHint().width()
        spare -= sum(self._default_width(at) for at in shown)
        long = [at for at in shown if COLUMNS[at].name in _LONG]
        for at in long if spare > 0 else ():
            self.setColumnWidth(at, self._default_width(at) + spare // len(long))

    def remember(self) -> None:
        """Remember columns and widths for the next time."""
        remember_state(_STATE, self.horizontalHeader().saveState())

    def column_menu(self) -> QMenu:
        """Return a menu that shows and hides columns."""
        menu = QMenu(self)
        menu.setObjectName("column_menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for at, column in enumerate(COLUMNS):
            action = menu.addAction(escaped(_(column.heading)))
            action.setCheckable(True)
            action.setChecked(not self.isColumnHidden(at))
            action.setData(at)
            action.setEnabled(at > 0)  # without its number a row says nothing
            action.toggled.connect(self._on_column_toggled)
        return menu

    def count_selected(self) -> int:
        """Return how many rows are selected, without naming each."""
        return sum(each.height() for each in _ranges(self.selectionModel().selection()))

    def selected_ids(self) -> array[int]:
        """Return the selected ids in the order of the rows."""
        ids: array[int] = array("q")
        ranges = _ranges(self.selectionModel().selection())
        for each in sorted(ranges, key=QItemSelectionRange.top):
            ids.extend(self._model.ids[each.top() : each.bottom() + 1])
        return ids

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
        head = self.horizontalHeader()
        if by is None:  # no index answers this: put the arrow back where it was
            head.blockSignals(True)  # noqa: FBT003 - Qt
            head.setSortIndicator(*self._sorted)
            head.blockSignals(False)  # noqa: FBT003 - Qt
            return
        self._sorted = (column, order)
        self.sort_asked.emit(by, order is Qt.SortOrder.DescendingOrder)

    @Slot(QPoint)
    def _on_head_menu(self, where: QPoint) -> None:
        self.column_menu().popup(self.horizontalHeader().mapToGlobal(where))

    @Slot(bool)
    def _on_column_toggled(self, shown: bool) -> None:  # noqa: FBT001 - Qt
        action = self.sender()
        at = action.data()  # type: ignore[attr-defined]  # a QAction
        self.setColumnHidden(at, not shown)
        if shown and self.columnWidth(at) < self.horizontalHeader().minimumSectionSize():
            self.setColumnWidth(at, self._default_width(at))
        self.remember()


def _ranges(selection: QItemSelection) -> list[QItemSelectionRange]:
    return [selection.at(each) for each in range(selection.count())]
