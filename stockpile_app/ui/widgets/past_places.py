"""The places of a past day as a tree, and the weapons that were in the selected one."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QSplitter, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from stockpile_app.domain.records import PlaceRecord, WeaponOrder, WeaponQuery, WeaponRecord
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import ngettext
from stockpile_app.services.past import PastRegister
from stockpile_app.ui.models.weapon_table_model import WeaponTableModel
from stockpile_app.ui.place_looks import place_icon
from stockpile_app.ui.texts import NOTHING, count
from stockpile_app.ui.widgets.plain import PlainLabel
from stockpile_app.ui.widgets.weapon_table import WeaponTable

_RECORD = Qt.ItemDataRole.UserRole
_ROW_MARGIN = 10


class PastPlaces(QSplitter):
    """Shows nothing until it is given a day.

    Signals:
        place_chosen: Another place is selected: its weapons are to be looked up.
        sort_asked: They are to be looked up in another order.
    """

    place_chosen = Signal()
    sort_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setObjectName("past_places")
        self.setChildrenCollapsible(False)
        self._past: PastRegister | None = None
        self._order = (WeaponOrder.NUMBER, False)
        self.tree = QTreeWidget()
        self.tree.setObjectName("past_tree")
        self.tree.setAccessibleName(_("Places on that day"))
        self.tree.setHeaderLabels([_("Place"), _("Weapons")])
        self.tree.setUniformRowHeights(True)
        self.tree.setAllColumnsShowFocus(True)
        self.tree.setIconSize(QSize(18, 18))
        digit = self.tree.fontMetrics().horizontalAdvance("0")
        self.tree.setColumnWidth(0, 26 * digit)
        self.tree.itemSelectionChanged.connect(self.place_chosen)
        self.model = WeaponTableModel(self._load, self)
        self.table = WeaponTable(self.model)
        self.table.setObjectName("past_weapons")
        self.table.setAccessibleName(_("Weapons in the place on that day"))
        self.table.sort_asked.connect(self._on_sort)
        self.found = PlainLabel("", role="hint")
        self.found.setObjectName("past_found")
        self.found.hide()
        right = QWidget()
        layout = QVBoxLayout(right)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.found)
        layout.addWidget(self.table, 1)
        self.addWidget(self.tree)
        self.addWidget(right)
        self.setSizes([320, 640])

    def show_nothing(self) -> None:
        """Let go of the day that was shown."""
        self.tree.clear()
        self.model.show(array("q"))
        self.found.hide()
        self._past = None

    def show_places(
        self, past: PastRegister, places: Sequence[PlaceRecord], chosen: int | None
    ) -> None:
        """Show the places of a day; select ``chosen``, or else the first."""
        self._past = past
        items: dict[int, QTreeWidgetItem] = {}
        for place in places:
            item = _item(place, self.tree.fontMetrics().height() + _ROW_MARGIN)
            above = items.get(place.parent) if place.parent is not None else None
            if above is None:
                self.tree.addTopLevelItem(item)
            else:
                above.addChild(item)
            items[place.id] = item
        self.tree.expandToDepth(0)
        if items:
            first = next(iter(items))
            self.tree.setCurrentItem(items[chosen if chosen in items else first])

    def place_id(self) -> int | None:
        """Return the selected place."""
        place = self._place()
        return place.id if place is not None else None

    def query(self) -> WeaponQuery | None:
        """Return which weapons are to be shown, or None where no place is selected."""
        place_id = self.place_id()
        if place_id is None:
            return None
        order, descending = self._order
        return WeaponQuery(place=place_id, order=order, descending=descending)

    def show_weapons(self, ids: array[int]) -> None:
        """Show the weapons that were found."""
        self.model.show(ids)
        self.found.show()
        text = ngettext("{count} weapon", "{count} weapons", len(ids))
        place = self._place()
        if place is not None and place.out:
            text = ngettext(
                "{count} weapon, {out} of them out", "{count} weapons, {out} of them out", len(ids)
            )
            self.found.setText(text.format(count=count(len(ids)), out=count(place.out)))
        else:
            self.found.setText(text.format(count=count(len(ids))))

    def _place(self) -> PlaceRecord | None:
        items = self.tree.selectedItems()
        place: PlaceRecord | None = items[0].data(0, _RECORD) if items else None
        return place

    def _load(self, ids: Sequence[int]) -> dict[int, WeaponRecord]:
        return self._past.load(ids) if self._past is not None else {}

    @Slot(object, bool)
    def _on_sort(self, order: WeaponOrder, descending: bool) -> None:  # noqa: FBT001 - Qt
        self._order = (order, descending)
        self.sort_asked.emit()


def _item(place: PlaceRecord, height: int) -> QTreeWidgetItem:
    item = QTreeWidgetItem([place.name, count(place.weapons) if place.weapons else NOTHING])
    item.setTextAlignment(1, Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
    item.setIcon(0, place_icon(place.kind))
    item.setData(0, _RECORD, place)
    item.setSizeHint(0, QSize(0, height))
    return item
