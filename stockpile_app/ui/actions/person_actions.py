"""What is done with people from their page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QMenu, QWidget

from stockpile_app.domain.access import Permission
from stockpile_app.domain.documents import PrintPersonCards
from stockpile_app.domain.people import PersonRecord
from stockpile_app.domain.records import WeaponQuery
from stockpile_app.i18n import gettext as _
from stockpile_app.services.people import PersonChanged
from stockpile_app.ui.actions.make import make_action, with_icon
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs.labels_dialog import LabelsDialog
from stockpile_app.ui.dialogs.movement_papers import person_history
from stockpile_app.ui.dialogs.person_dialogs import DescribePersonDialog, RetirePersonDialog
from stockpile_app.ui.widgets.person_form import AddPersonDialog


class PersonActions(QObject):
    """The actions, enabled by who is selected and by what the user may do.

    Attributes:
        dialog: The one that was opened last.

    Signals:
        added: The id of somebody who was added.
        query_wanted: A ``WeaponQuery`` for what somebody has.
        open_wanted: Name of another page, and an id to show there.
    """

    added = Signal(int)
    query_wanted = Signal(object)
    open_wanted = Signal(str, object)

    def __init__(self, context: UiContext, page: QWidget) -> None:
        """Make the actions; their dialogs open over ``page``."""
        super().__init__(page)
        self._context = context
        self._page = page
        self._chosen: tuple[PersonRecord, ...] = ()
        self.dialog: QDialog | None = None
        make = self._make
        self.add = make("add_person", _("&Add…"), "Ins", "add", self.open_add)
        self.describe = make("describe", _("Des&cribe…"), "F2", "edit", self.open_describe)
        self.weapons = make(
            "weapons", _("Show w&eapons"), "Ctrl+Return", "weapons", self.show_weapons
        )
        self.keys = make("keys", _("Show &keys"), "", "lock", self.show_keys)
        self.history = make(
            "history", _("Custody &history…"), "Ctrl+H", "history", self.open_history
        )
        self.cards = make("cards", _("&Print cards…"), "Ctrl+Shift+B", "labels", self.open_cards)
        self.retire = make("retire", _("&Retire…"), "Del", "close", self.open_retire)
        self.more_menu = QMenu(page)
        self.more_menu.setObjectName("more_menu")
        self.more_menu.addActions([self.weapons, self.keys, self.history, self.cards])
        self.more_menu.addSeparator()
        self.more_menu.addAction(self.retire)
        self.select(())

    def select(self, chosen: Sequence[PersonRecord]) -> None:
        """Enable what can be done with those selected."""
        self._chosen = tuple(chosen)
        one = chosen[0] if len(chosen) == 1 else None
        active = one is not None and not one.retired
        may = self._may
        self.add.setEnabled(may(Permission.PEOPLE))
        self.describe.setEnabled(may(Permission.PEOPLE) and active)
        self.retire.setEnabled(may(Permission.PEOPLE) and active)
        self.weapons.setEnabled(one is not None and one.weapons > 0)
        self.keys.setEnabled(one is not None and one.keys > 0)
        self.history.setEnabled(may(Permission.PRINT) and one is not None)
        self.cards.setEnabled(may(Permission.PRINT) and bool(chosen))

    def add_to(self, menu: QMenu) -> None:
        """Put everything that can be done with those selected into a menu."""
        menu.addAction(self.describe)
        menu.addSeparator()
        menu.addActions(self.more_menu.actions())

    def _may(self, permission: Permission) -> bool:
        services = self._context.services
        return services.desk.may(permission) and not services.read_only

    def _make(
        self, name: str, text: str, shortcut: str, icon_name: str, slot: Callable[[], object]
    ) -> QAction:
        action = with_icon(make_action(self, name, text, shortcut, slot), icon_name)
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._page.addAction(action)
        return action

    def _open(self, dialog: QDialog) -> None:
        self.dialog = dialog
        dialog.open()

    def _one(self) -> PersonRecord | None:
        return self._chosen[0] if len(self._chosen) == 1 else None

    @Slot()
    def open_add(self) -> None:
        """Open the form for somebody new."""
        dialog = AddPersonDialog(self._context, self._page)
        dialog.succeeded.connect(self._on_added)
        self._open(dialog)

    @Slot(object)
    def _on_added(self, result: PersonChanged) -> None:
        self.added.emit(result.person_id)

    @Slot()
    def open_describe(self) -> None:
        """Open the form for what is known of somebody."""
        if person := self._one():
            self._open(DescribePersonDialog(self._context, person, self._page))

    @Slot()
    def open_retire(self) -> None:
        """Open the form for taking somebody off the list."""
        if person := self._one():
            self._open(RetirePersonDialog(self._context, person, self._page))

    @Slot()
    def open_cards(self) -> None:
        """Offer cards of everybody who is selected."""
        if self._chosen:
            ids = tuple(each.id for each in self._chosen)
            asked = PrintPersonCards(out=Path(), ids=ids)
            self._open(LabelsDialog(self._context, asked, self._page))

    @Slot()
    def open_history(self) -> None:
        """Offer the paper that says what somebody had, and when."""
        if person := self._one():
            self._open(person_history(self._context, person.id, person.title, self._page))

    @Slot()
    def show_weapons(self) -> None:
        """Ask for the weapons that somebody has."""
        if person := self._one():
            self.query_wanted.emit(WeaponQuery(custodian=person.id))

    @Slot()
    def show_keys(self) -> None:
        """Ask for the keys that somebody has."""
        if person := self._one():
            self.open_wanted.emit("guarding", person.id)
