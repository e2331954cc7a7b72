"""A tree of places: what each is, how full, who keeps it, and whether it is open."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtGui import QBrush, QPalette, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTreeWidget, QTreeWidgetItem, QWidget
from typing_extensions import override

from stockpile_app.domain.records import PlaceRecord
from stockpile_app.i18n import gettext as _
from stockpile_app.ui.icons import icon
from stockpile_app.ui.place_looks import fill_text, is_overfull, kind_text, place_icon, state_text
from stockpile_app.ui.texts import NOTHING

_WIDTHS: Final = (18, 7, 13, 13, 13, 11)  # in characters; the first takes what is left too
_ROW_MARGIN: Final = 12
_RECORD: Final = Qt.ItemDataRole.UserRole
_WEAPONS, _STATE = 3, 5
_NUMBER: Final = Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter


class PlaceTree(QTreeWidget):
    """Shows places, each inside the one it is in; what was folded and selected stays so.

    Signals:
        chosen: The selected place, or None.
        opened: The place that was double-clicked, or on which Enter was pressed.
    """

    chosen = Signal(object)
    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self.setObjectName("tree")
        self.setAccessibleName(_("Depots and the places in them"))
        titles = [_("Place"), _("Code"), _("Kind"), _("Weapons"), _("Storekeeper"), _("State")]
        self.setHeaderLabels(titles)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setUniformRowHeights(True)
        self.setAlternatingRowColors(True)
        self.setAllColumnsShowFocus(True)
        self.setIconSize(QSize(18, 18))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        digit = self.fontMetrics().horizontalAdvance("0")
        for column, characters in enumerate(_WIDTHS):
            self.setColumnWidth(column, characters * digit)
        self.headerItem().setTextAlignment(_WEAPONS, _NUMBER)
        self.itemSelectionChanged.connect(self._on_selected)
        self.itemActivated.connect(self._on_activated)
        self._items: dict[int, QTreeWidgetItem] = {}

    @property
    def places(self) -> dict[int, PlaceRecord]:
        """What is shown, by id, each after the one it is in."""
        return {key: _record(item) for key, item in self._items.items()}

    def show_places(self, places: Sequence[PlaceRecord]) -> None:
        """Show other places; each must come after the one it is in."""
        kept = self.current()
        folded = {key for key, item in self._items.items() if not item.isExpanded()}
        self.blockSignals(True)  # noqa: FBT003 - Qt
        self.clear()
        self._items = {}
        height = self.fontMetrics().height() + _ROW_MARGIN
        for place in places:
            item = _item(place)
            item.setSizeHint(0, QSize(0, height))
            above = self._items.get(place.parent) if place.parent is not None else None
            if above is None:
                self.addTopLevelItem(item)
            else:
                above.addChild(item)
            self._items[place.id] = item
        for key, item in self._items.items():
            item.setExpanded(key not in folded)
        self._colour()
        first = next(iter(self._items), None)
        self.select(kept.id if kept and kept.id in self._items else first)
        self.blockSignals(False)  # noqa: FBT003 - Qt
        self._on_selected()

    def current(self) -> PlaceRecord | None:
        """Return the selected place."""
        items = self.selectedItems()
        return _record(items[0]) if items else None

    def select(self, place_id: int | None) -> bool:
        """Select a place and show it; whether it is there."""
        item = self._items.get(place_id) if place_id is not None else None
        if item is None:
            return False
        self.setCurrentItem(item)
        self.scrollToItem(item)
        return True

    def texts(self, column: int) -> dict[str, str]:
        """Return what stands in a column, by the name of the place."""
        return {item.text(0): item.text(column) for item in self._items.values()}

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        digit = self.fontMetrics().horizontalAdvance("0")
        others = sum(self.columnWidth(column) for column in range(1, _STATE))
        left = self.viewport().width() - others - _WIDTHS[_STATE] * digit
        self.setColumnWidth(0, max(left, _WIDTHS[0] * digit))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and hasattr(self, "_items"):
            self._colour()

    def _colour(self) -> None:
        wrong = QBrush(self.palette().color(QPalette.ColorRole.BrightText))
        for item in self._items.values():
            if is_overfull(_record(item)):
                item.setForeground(_WEAPONS, wrong)

    @Slot()
    def _on_selected(self) -> None:
        self.chosen.emit(self.current())

    @Slot(QTreeWidgetItem)
    def _on_activated(self, item: QTreeWidgetItem) -> None:
        self.opened.emit(_record(item))


def _record(item: QTreeWidgetItem) -> PlaceRecord:
    place: PlaceRecord = item.data(0, _RECORD)
    return place


def _item(place: PlaceRecord) -> QTreeWidgetItem:
    state = state_text(place)
    texts = [place.name, place.code, kind_text(place), fill_text(place), place.keeper or NOTHING]
    item = QTreeWidgetItem([*texts, state])
    item.setTextAlignment(_WEAPONS, _NUMBER)
    item.setIcon(0, place_icon(place.kind))
    if place.closed:
        item.setIcon(_STATE, icon("close"))
    elif place.dispatch_id is not None:
        item.setIcon(_STATE, icon("move"))
    elif place.seals:
        item.setIcon(_STATE, icon("seal"))
    item.setData(0, _RECORD, place)
    return item
