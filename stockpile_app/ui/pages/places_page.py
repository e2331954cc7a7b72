"""The depots, and the stores, racks, bins and containers in them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSplitter, QVBoxLayout, QWidget
from typing_extensions import override

from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.numbers import CodeKind
from stockpile_app.domain.records import PlaceRecord
from stockpile_app.domain.vocabulary import PlaceKind
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import ngettext
from stockpile_app.ui.actions.place_actions import PlaceActions
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.pages.place_detail import PlaceDetail
from stockpile_app.ui.scan_follow import ScanFollow
from stockpile_app.ui.texts import count
from stockpile_app.ui.widgets.action_button import ActionButton
from stockpile_app.ui.widgets.listing import Listing
from stockpile_app.ui.widgets.page_head import PageHead
from stockpile_app.ui.widgets.place_tree import PlaceTree

_DETAIL_WIDTH: Final = 40  # in characters


class PlacesPage(Listing):
    """A tree of all places, what is known of the selected one, and what can be done with it.

    Signals:
        weapons_wanted: Id of a place whose weapons the user wants to see.
        weapon_wanted: Id of a weapon that was scanned.
        open_wanted: Name of another page and an id there, for any other code that was scanned.
    """

    weapons_wanted = Signal(int)
    weapon_wanted = Signal(int)
    open_wanted = Signal(str, object)

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Show the places as soon as they are read."""
        super().__init__(context, parent)
        self.setObjectName("places_page")
        self.setAccessibleName(_("Places"))
        self._wanted: int | None = None
        self._closed_too = False
        self.actions_ = PlaceActions(context, self)
        self.actions_.weapons_wanted.connect(self.weapons_wanted)
        self.scan = ScanFollow(context, CodeKind.PLACE, self)
        self.scan.found.connect(self.open_item)
        self.scan.weapon_wanted.connect(self.weapon_wanted)
        self.scan.open_wanted.connect(self.open_wanted)
        self.scan.said.connect(self.say)
        self._build()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(8)
        layout.addWidget(self._build_head())
        layout.addWidget(self.note)
        self.tree = PlaceTree()
        self.tree.chosen.connect(self._on_chosen)
        self.tree.opened.connect(self._on_opened)
        self.tree.customContextMenuRequested.connect(self._on_menu)
        self.setFocusProxy(self.tree)
        self.detail = PlaceDetail(self.context, self.actions_)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setObjectName("places_split")
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(self.tree)
        self.split.addWidget(self.detail)
        self.split.setStretchFactor(0, 1)
        wide = _DETAIL_WIDTH * self.fontMetrics().horizontalAdvance("0")
        self.split.setSizes([2 * wide, wide])
        self.detail.setMinimumWidth(wide * 9 // 10)
        layout.addWidget(self.split, 1)
        layout.addLayout(self._build_below())

    def _build_head(self) -> PageHead:
        actions = self.actions_
        self.head = PageHead(_("Places"))
        self.add = self.head.add_menu("add", _("&Add"), actions.add_menu, "add")
        self.add.setToolTip(_("Add a place to the selected one (Ins)"))
        key = QShortcut(QKeySequence("Ins"), self)
        key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        key.activated.connect(self._on_add_key)
        self.rename = self.head.add_action(actions.rename)
        self.specify = self.head.add_action(actions.specify)
        self.more = self.head.add_menu("more", _("&More"), actions.more_menu, "more")
        return self.head

    def _build_below(self) -> QHBoxLayout:
        self.closed = QCheckBox(_("Show &closed places"))
        self.closed.setObjectName("show_closed")
        self.closed.setAccessibleName(_("Show closed places"))
        self.closed.toggled.connect(self.reload)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.closed)
        row.addStretch(1)
        actions = self.actions_
        for action in (actions.weapons, actions.labels, actions.audit):
            button = ActionButton(action)
            button.setObjectName(f"below_{action.objectName()}")
            row.addWidget(button)
        return row

    # --- what is shown ---------------------------------------------------------------------------

    @override
    def prepare(self) -> None:
        self._closed_too = self.closed.isChecked()

    @override
    def read(self) -> list[PlaceRecord]:
        return self.context.services.places.all(closed=self._closed_too)

    @override
    def concerns(self, changes: ChangeSet) -> bool:
        return any(
            (changes.places, changes.many, changes.weapons, changes.users, changes.movements)
        )

    @override
    def show_found(self, found: Sequence[PlaceRecord]) -> None:
        self.tree.show_places(found)
        self.head.set_count(
            ngettext("{count} place", "{count} places", len(found)).format(count=count(len(found)))
        )
        only_depots = all(place.kind is PlaceKind.DEPOT for place in found)
        text = ""
        if only_depots:
            text = _(
                "There are no stores yet. Select a depot and add its stores, then racks in them."
            )
        self.say(text)
        self._show_wanted()

    @override
    def show_refusal(self, text: str) -> None:
        self.tree.show_places(())
        self.say(text)

    def _show_wanted(self) -> None:
        """Select what was asked for before it was read; it may be closed, or not be there."""
        wanted = self._wanted
        if wanted is None or self.tree.select(wanted):
            self._wanted = None
        elif self.closed.isChecked():
            self._wanted = None
            self.say(_("No place of this register has that code."))
        else:
            self.closed.setChecked(True)

    def current(self) -> PlaceRecord | None:
        """Return the selected place."""
        return self.tree.current()

    @Slot(int)
    def open_item(self, item_id: object) -> None:
        """Select a place, closed or not."""
        if not isinstance(item_id, int):
            return
        if self.is_settled and self.tree.select(item_id):
            self.note.hide()
            self.tree.setFocus()
            return
        self._wanted = item_id
        if self.is_settled:
            self._show_wanted()

    def on_scan(self, text: str) -> None:
        """Select the place whose code was scanned; anything else is shown where it belongs."""
        self.scan.follow(text)

    @Slot(object)
    def _on_chosen(self, place: PlaceRecord | None) -> None:
        self.actions_.select(place, self.tree.places)
        self.detail.show_place(place)

    # --- what is done ----------------------------------------------------------------------------

    @Slot()
    def _on_add_key(self) -> None:
        if self.add.isEnabled():
            self.add.showMenu()

    @Slot(object)
    def _on_opened(self, _place: PlaceRecord) -> None:
        self.actions_.show_weapons()

    @Slot(QPoint)
    def _on_menu(self, at: QPoint) -> None:
        if self.current() is not None:
            self.actions_.context_menu().popup(self.tree.viewport().mapToGlobal(at))
