"""The depots, their stores, and the racks in them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from stockpile_app.domain.access import Permission
from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.errors import StockpileError
from stockpile_app.domain.records import PlaceRecord
from stockpile_app.domain.vocabulary import PlaceKind
from stockpile_app.i18n import gettext as _
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs.audit_sheet_dialog import AuditSheetDialog
from stockpile_app.ui.dialogs.place_dialogs import (
    AddPlaceDialog,
    ClosePlaceDialog,
    RenamePlaceDialog,
)
from stockpile_app.ui.icons import icon
from stockpile_app.ui.jobs import Job
from stockpile_app.ui.texts import NOTHING, count, label, refusal_text
from stockpile_app.ui.widgets.page_head import PageHead
from stockpile_app.ui.widgets.plain import PlainLabel

_ICONS: Final = {PlaceKind.DEPOT: "places", PlaceKind.STORE: "store", PlaceKind.RACK: "rack"}
_WIDTHS: Final = (52, 15, 25, 12)  # in characters
_ROW_MARGIN: Final = 12
_RECORD: Final = Qt.ItemDataRole.UserRole


class PlacesPage(QWidget):
    """A tree of all places with what is in them, and what can be done with the selected one.

    Signals:
        weapons_wanted: Id of a place whose weapons the user wants to see.
    """

    weapons_wanted = Signal(int)

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Show the places as soon as they are read."""
        super().__init__(parent)
        self.setObjectName("places_page")
        self.setAccessibleName(_("Places"))
        self.context = context
        self.dialog: QDialog | None = None
        self._items: dict[int, QTreeWidgetItem] = {}
        self._loading: Job[list[PlaceRecord]] | None = None
        self._again = False
        self._build()
        context.bus.committed.connect(self._on_committed)
        self.reload()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(8)
        layout.addWidget(self._build_head())
        self.note = PlainLabel("", role="notice", wrap=True)
        self.note.setObjectName("note")
        self.note.hide()
        layout.addWidget(self.note)
        self.tree = QTreeWidget()
        self.tree.setObjectName("tree")
        self.tree.setAccessibleName(_("Depots, stores and racks"))
        self.tree.setHeaderLabels([_("Place"), _("Code"), _("Kind"), _("Weapons"), ""])
        self.tree.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.tree.setUniformRowHeights(True)
        self.tree.setAlternatingRowColors(True)
        self.tree.setAllColumnsShowFocus(True)
        self.tree.setIconSize(QSize(18, 18))
        digit = self.tree.fontMetrics().horizontalAdvance("0")
        for column, characters in enumerate(_WIDTHS):
            self.tree.setColumnWidth(column, characters * digit)
        self.tree.headerItem().setTextAlignment(
            3, Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter
        )
        self.tree.itemSelectionChanged.connect(self._on_selected)
        self.tree.itemActivated.connect(self._on_activated)
        layout.addWidget(self.tree, 1)
        self.setFocusProxy(self.tree)
        self.closed = QCheckBox(_("Show &closed places"))
        self.closed.setObjectName("show_closed")
        self.closed.setAccessibleName(_("Show closed places"))
        self.closed.toggled.connect(self.reload)
        layout.addLayout(self._build_below())
        self._on_selected()

    def _build_head(self) -> PageHead:
        self.head = PageHead(_("Places"))
        add = self.head.add_button
        self.add_depot = add("add_depot", _("Add de&pot…"), self._on_add_depot, "add")
        self.add_inside = add("add_inside", _("Add &store…"), self._on_add_inside, "add")
        self.rename = add("rename", _("Re&name…"), self._on_rename, "edit")
        self.rename.setShortcut("F2")
        self.rename.setToolTip(_("Rename the selected place (F2)"))
        self.close_place = add("close_place", _("C&lose…"), self._on_close, "close")
        return self.head

    def _build_below(self) -> QHBoxLayout:
        self.show_weapons = QPushButton(icon("weapons"), _("Show w&eapons"))
        self.show_weapons.setObjectName("show_weapons")
        self.show_weapons.clicked.connect(self._on_weapons)
        self.audit = QPushButton(icon("audit"), _("A&udit sheet…"))
        self.audit.setObjectName("audit")
        self.audit.clicked.connect(self._on_audit)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.closed)
        row.addStretch(1)
        row.addWidget(self.show_weapons)
        row.addWidget(self.audit)
        return row

    # --- what is shown ---------------------------------------------------------------------------

    @Slot()
    def reload(self) -> None:
        """Read the places again; what was open and selected stays so."""
        if self._loading is not None:
            self._again = True
            return
        services, closed = self.context.services, self.closed.isChecked()
        job = Job(lambda _progress: services.places.all(closed=closed))
        job.succeeded.connect(self._on_loaded)
        job.refused.connect(self._on_refused)
        job.finished.connect(self._on_finished)
        self._loading = job
        self.context.jobs.start(job, writes=False)

    @Slot(object)
    def _on_committed(self, changes: ChangeSet) -> None:
        if changes.places or changes.many or changes.weapons or changes.users:
            self.reload()

    @Slot(object)
    def _on_loaded(self, places: Sequence[PlaceRecord]) -> None:
        chosen = self.current()
        folded = {key for key, item in self._items.items() if not item.isExpanded()}
        self.tree.clear()
        self._items = {}
        for place in places:
            item = _item(place)
            item.setSizeHint(0, QSize(0, self.tree.fontMetrics().height() + _ROW_MARGIN))
            above = self._items.get(place.parent) if place.parent is not None else None
            if above is None:
                self.tree.addTopLevelItem(item)
            else:
                above.addChild(item)
            self._items[place.id] = item
        for key, item in self._items.items():
            item.setExpanded(key not in folded)
        self.select(chosen.id if chosen else next(iter(self._items), None))
        only_depots = all(place.kind is PlaceKind.DEPOT for place in places)
        self.note.setText(
            _("There are no stores yet. Select a depot and add its stores, then racks in them.")
        )
        self.note.setVisible(only_depots)
        self._on_selected()

    @Slot(object)
    def _on_refused(self, error: StockpileError) -> None:
        self.tree.clear()
        self._items = {}
        self.note.setText(refusal_text(error))
        self.note.show()
        self._on_selected()

    @Slot()
    def _on_finished(self) -> None:
        self._loading = None
        if self._again:
            self._again = False
            self.reload()

    def current(self) -> PlaceRecord | None:
        """Return the selected place."""
        items = self.tree.selectedItems()
        found: PlaceRecord | None = items[0].data(0, _RECORD) if items else None
        return found

    def select(self, place_id: int | None) -> None:
        """Select a place."""
        if place_id is not None and place_id in self._items:
            self.tree.setCurrentItem(self._items[place_id])

    @Slot()
    def _on_selected(self) -> None:
        place = self.current()
        desk = self.context.services.desk
        may = desk.may(Permission.PLACES) and not self.context.services.read_only
        is_open = place is not None and not place.closed
        self.add_depot.setEnabled(may)
        rack = place is not None and place.kind is not PlaceKind.DEPOT
        self.add_inside.setText(_("Add rac&k…") if rack else _("Add &store…"))
        self.add_inside.setEnabled(may and is_open)
        self.rename.setEnabled(may and is_open)
        self.close_place.setEnabled(may and is_open)
        self.show_weapons.setEnabled(place is not None)
        self.audit.setEnabled(is_open and desk.may(Permission.PRINT))

    # --- what is done ----------------------------------------------------------------------------

    def _open(self, dialog: QDialog) -> None:
        self.dialog = dialog
        dialog.open()

    @Slot()
    def _on_add_depot(self) -> None:
        self._open(AddPlaceDialog(self.context, PlaceKind.DEPOT, None, self))

    @Slot()
    def _on_add_inside(self) -> None:
        place = self.current()
        if place is not None and place.kind is PlaceKind.RACK:
            place = self._items[place.parent].data(0, _RECORD) if place.parent else None
        if place is not None:
            kind = PlaceKind.STORE if place.kind is PlaceKind.DEPOT else PlaceKind.RACK
            self._open(AddPlaceDialog(self.context, kind, place, self))

    @Slot()
    def _on_rename(self) -> None:
        place = self.current()
        if place is not None:
            self._open(RenamePlaceDialog(self.context, place, self))

    @Slot()
    def _on_close(self) -> None:
        place = self.current()
        if place is not None:
            self._open(ClosePlaceDialog(self.context, place, self))

    @Slot()
    def _on_weapons(self) -> None:
        place = self.current()
        if place is not None:
            self.weapons_wanted.emit(place.id)

    @Slot(QTreeWidgetItem)
    def _on_activated(self, _item: QTreeWidgetItem) -> None:
        self._on_weapons()

    @Slot()
    def _on_audit(self) -> None:
        place = self.current()
        if place is not None:
            self._open(AuditSheetDialog(self.context, place.id, self))


def _item(place: PlaceRecord) -> QTreeWidgetItem:
    kind = label(place.kind)
    if place.store_kind is not None:
        kind = _("{kind}: {contents}").format(kind=kind, contents=label(place.store_kind))
    name = _("{name} (closed)").format(name=place.name) if place.closed else place.name
    weapons = count(place.weapons) if place.weapons else NOTHING
    item = QTreeWidgetItem([name, place.code, kind, weapons])
    item.setTextAlignment(3, Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
    item.setIcon(0, icon(_ICONS[place.kind]))
    item.setData(0, _RECORD, place)
    return item
