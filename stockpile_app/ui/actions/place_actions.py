"""What is done with places from their page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QMenu, QMessageBox, QWidget

from stockpile_app.domain.access import Permission
from stockpile_app.domain.documents import PrintPlaceLabels
from stockpile_app.domain.places import PARENT_KINDS
from stockpile_app.domain.records import PlaceRecord
from stockpile_app.domain.vocabulary import PlaceKind
from stockpile_app.i18n import gettext as _
from stockpile_app.services.places import SealsChecked
from stockpile_app.ui.actions.make import make_action, with_icon
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs.audit_sheet_dialog import AuditSheetDialog
from stockpile_app.ui.dialogs.container_dialogs import (
    CheckSealsDialog,
    MoveContainerDialog,
    OpenContainerDialog,
    SealContainerDialog,
    seals_text,
)
from stockpile_app.ui.dialogs.labels_dialog import LabelsDialog
from stockpile_app.ui.dialogs.place_dialogs import (
    AddPlaceDialog,
    ClosePlaceDialog,
    RenamePlaceDialog,
    SpecifyPlaceDialog,
)
from stockpile_app.ui.place_looks import place_icon
from stockpile_app.ui.widgets.plain import show_message

_DialogOf = Callable[[UiContext, PlaceRecord, QWidget], QDialog]


class PlaceActions(QObject):
    """The actions, enabled by the selected place and by what the user may do.

    Attributes:
        dialog: The one that was opened last.

    Signals:
        weapons_wanted: Id of a place whose weapons the user wants to see.
    """

    weapons_wanted = Signal(int)

    def __init__(self, context: UiContext, page: QWidget) -> None:
        """Make the actions; their dialogs open over ``page``."""
        super().__init__(page)
        self._context = context
        self._page = page
        self._place: PlaceRecord | None = None
        self._known: Mapping[int, PlaceRecord] = {}
        self.dialog: QDialog | None = None
        make = self._make
        self.rename = make("rename", _("Re&name…"), "F2", "edit", self.open_rename)
        self.specify = make("specify", _("De&tails…"), "Alt+Return", "info", self.open_specify)
        self.move = make("move", _("&Move…"), "Ctrl+Shift+M", "move", self.open_move)
        self.seal = make("seal", _("&Seal…"), "Ctrl+Shift+S", "seal", self.open_seal)
        self.check_seals = make(
            "check_seals", _("C&heck seals…"), "Ctrl+Shift+K", "check", self.open_check
        )
        self.unseal = make("unseal", _("&Open…"), "Ctrl+Shift+O", "open", self.open_unseal)
        self.weapons = make("weapons", _("Show w&eapons"), "", "weapons", self.show_weapons)
        self.labels = make("labels", _("&Labels…"), "Ctrl+Shift+B", "labels", self.open_labels)
        self.audit = make("audit", _("A&udit sheet…"), "Ctrl+Shift+A", "audit", self.open_audit)
        self.close = make("close", _("&Close…"), "Del", "close", self.open_close)
        self.add = {kind: self._make_add(kind) for kind in PlaceKind}
        self.add_menu = self._menu("add_menu", *self.add.values())
        self.more_menu = self._menu(
            "more_menu",
            *(self.move, self.seal, self.check_seals, self.unseal, None),
            *(self.labels, self.audit, None, self.close),
        )
        self.select(None, {})

    def select(self, place: PlaceRecord | None, known: Mapping[int, PlaceRecord]) -> None:
        """Enable what can be done with ``place``.

        Args:
            known: All places that are shown, by id.
        """
        self._place, self._known = place, known
        is_open = place is not None and not place.closed
        here = is_open and place is not None and place.dispatch_id is None
        container = place is not None and place.kind is PlaceKind.CONTAINER
        sealed = place is not None and bool(place.seals)
        may = self._may
        for kind, action in self.add.items():
            home = kind is PlaceKind.DEPOT or self._home_for(kind) is not None
            action.setEnabled(may(Permission.PLACES) and home)
        for action in (self.rename, self.specify, self.close):
            action.setEnabled(may(Permission.PLACES) and is_open)
        for action in (self.move, self.seal, self.check_seals, self.unseal):
            action.setVisible(container)
        self.move.setEnabled(may(Permission.MOVE) and container and here)
        self.seal.setEnabled(may(Permission.MOVE) and container and here and not sealed)
        self.unseal.setEnabled(may(Permission.MOVE) and container and here and sealed)
        self.check_seals.setEnabled(may(Permission.COUNT) and container and is_open and sealed)
        for action in (self.labels, self.audit):
            action.setEnabled(may(Permission.PRINT) and is_open)
        self.weapons.setEnabled(place is not None)

    def context_menu(self) -> QMenu:
        """Return everything that can be done with the selected place."""
        menu = QMenu(self._page)
        menu.setObjectName("place_menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.weapons)
        menu.addSeparator()
        menu.addActions([each for each in self.add.values() if each.isEnabled()])
        menu.addSeparator()
        menu.addActions([self.rename, self.specify])
        menu.addActions(self.more_menu.actions())
        return menu

    def _may(self, permission: Permission) -> bool:
        services = self._context.services
        return services.desk.may(permission) and not services.read_only

    def _home_for(self, kind: PlaceKind) -> PlaceRecord | None:
        """Return where a new place of ``kind`` goes: the selected one, or one that it is in."""
        place = self._place
        while place is not None:
            if place.kind in PARENT_KINDS[kind] and not place.closed:
                return place
            place = self._known.get(place.parent) if place.parent is not None else None
        return None

    # --- making them -----------------------------------------------------------------------------

    def _make(
        self, name: str, text: str, shortcut: str, icon_name: str, slot: Callable[[], object]
    ) -> QAction:
        action = with_icon(make_action(self, name, text, shortcut, slot), icon_name)
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._page.addAction(action)
        return action

    def _make_add(self, kind: PlaceKind) -> QAction:
        texts = {
            PlaceKind.DEPOT: _("&Depot…"),
            PlaceKind.STORE: _("&Store…"),
            PlaceKind.RACK: _("&Rack…"),
            PlaceKind.BIN: _("&Bin…"),
            PlaceKind.CONTAINER: _("&Container…"),
        }
        action = make_action(self, f"add_{kind.value}", texts[kind], "", self._on_add)
        action.setIcon(place_icon(kind))
        action.setData(kind.value)
        return action

    def _menu(self, name: str, *actions: QAction | None) -> QMenu:
        menu = QMenu(self._page)
        menu.setObjectName(name)
        for action in actions:
            if action is None:
                menu.addSeparator()
            else:
                menu.addAction(action)
        return menu

    # --- doing them ------------------------------------------------------------------------------

    def _open(self, dialog: QDialog) -> None:
        self.dialog = dialog
        dialog.open()

    def _open_on_place(self, dialog_of: _DialogOf) -> None:
        if self._place is not None:
            self._open(dialog_of(self._context, self._place, self._page))

    @Slot()
    def _on_add(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.open_add(PlaceKind(action.data()))

    def open_add(self, kind: PlaceKind) -> None:
        """Open the form for a new place of a kind, where the selection has room for it."""
        home = None if kind is PlaceKind.DEPOT else self._home_for(kind)
        if home is not None or kind is PlaceKind.DEPOT:
            self._open(AddPlaceDialog(self._context, kind, home, self._page))

    @Slot()
    def open_rename(self) -> None:
        """Open the form for another name or code."""
        self._open_on_place(RenamePlaceDialog)

    @Slot()
    def open_specify(self) -> None:
        """Open the form for what the place is."""
        self._open_on_place(SpecifyPlaceDialog)

    @Slot()
    def open_move(self) -> None:
        """Open the form for where a container is put."""
        if self._place is not None:
            places = [each for each in self._known.values() if each.id != self._place.id]
            self._open(MoveContainerDialog(self._context, self._place, places, self._page))

    @Slot()
    def open_seal(self) -> None:
        """Open the form for the seals put on a container."""
        self._open_on_place(SealContainerDialog)

    @Slot()
    def open_check(self) -> None:
        """Open the form for the seals read on a container."""
        if self._place is not None:
            dialog = CheckSealsDialog(self._context, self._place, self._page)
            dialog.succeeded.connect(self._on_checked)
            self._open(dialog)

    @Slot(object)
    def _on_checked(self, result: SealsChecked) -> None:
        if not result.intact:
            text = seals_text(result.compared.missing, result.compared.strange)
            self.dialog = show_message(
                self._page, text, QMessageBox.Icon.Warning, _("Seals not as recorded")
            )

    @Slot()
    def open_unseal(self) -> None:
        """Open the form for taking the seals off."""
        self._open_on_place(OpenContainerDialog)

    @Slot()
    def open_close(self) -> None:
        """Open the form for closing the place."""
        self._open_on_place(ClosePlaceDialog)

    @Slot()
    def open_labels(self) -> None:
        """Offer labels of the place and of everything open inside it."""
        if self._place is not None:
            ids = tuple(each.id for each in self._with_inside(self._place) if not each.closed)
            asked = PrintPlaceLabels(out=Path(), ids=ids)
            self._open(LabelsDialog(self._context, asked, self._page))

    def _with_inside(self, place: PlaceRecord) -> list[PlaceRecord]:
        found = [place]
        inside = {place.id}
        for each in self._known.values():  # each comes after the one it is in
            if each.parent in inside:
                inside.add(each.id)
                found.append(each)
        return found

    @Slot()
    def open_audit(self) -> None:
        """Open the dialog of the audit sheet."""
        if self._place is not None:
            self._open(AuditSheetDialog(self._context, self._place.id, self._page))

    @Slot()
    def show_weapons(self) -> None:
        """Ask for the weapons of the place."""
        if self._place is not None:
            self.weapons_wanted.emit(self._place.id)
