"""Locks and their keys: where each key is, and what became of it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QModelIndex, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QMenu, QWidget
from typing_extensions import override

from stockpile_app.domain.access import Permission
from stockpile_app.domain.guarding import (
    KeyRecord,
)
from stockpile_app.domain.records import PlaceRecord
from stockpile_app.domain.vocabulary import IncidentKind, PlaceKind
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import ngettext
from stockpile_app.services.guarding import KeysCountedResult
from stockpile_app.services.guarding_acts import KeysChanged
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs.access_dialogs import key_register_paper
from stockpile_app.ui.dialogs.key_dialogs import (
    CountKeysDialog,
    HandOverKeyDialog,
    LoseKeyDialog,
    TakeBackKeyDialog,
    key_text,
)
from stockpile_app.ui.dialogs.lock_dialogs import FitLockDialog, RemoveLockDialog
from stockpile_app.ui.models.records_model import RecordsModel
from stockpile_app.ui.pages.guarding_panel import (
    GuardingFile,
    GuardingPanel,
    OfferedIncident,
    short_path,
)
from stockpile_app.ui.taking_back import offer_taking_back
from stockpile_app.ui.texts import count
from stockpile_app.ui.widgets.cards import CardList
from stockpile_app.ui.widgets.key_rows import KeyRow, Which, card, columns, is_shown, notice
from stockpile_app.ui.widgets.plain import PlainLabel, show_message
from stockpile_app.ui.widgets.shares_table import SharesTable

_SHARES = (0.19, 0.19, 0.07, 0.06, 0.18, 0.14, 0.17)


class KeysPanel(GuardingPanel):
    """A table with a row for each key, and what became of the keys of the selected lock."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(context, "keys_panel", _("Keys"), parent)
        make = self.make
        self.hand_over = make("hand_over", _("&Hand over…"), "F2", "issue", self.open_hand_over)
        self.take_back = make("take_back", _("Take &back…"), "F3", "return", self.open_take_back)
        self.lose = make("lose_key", _("Key is &lost…"), "", "warning", self.open_lose)
        self.count = make("count_keys", _("&Count the keys…"), "F9", "stocktakes", self.open_count)
        self.fit = make("fit_lock", _("&Add a lock…"), "Ins", "add", self.open_fit)
        self.remove = make("remove_lock", _("&Remove the lock…"), "Del", "remove", self.open_remove)
        self.register = make(
            "key_register",
            _("Print the &key register…"),
            "Ctrl+Shift+B",
            "print",
            self.open_register,
        )
        self._handed = (0, 0)
        self._build()
        self._on_chosen(None)

    def _build(self) -> None:
        self.add_tool(self.hand_over, primary=True)
        self.add_tool(self.take_back)
        self.add_tool(self.count)
        self.add_tool(self.fit)
        self.tools.addStretch(1)
        self.add_more([self.lose, self.remove, self.register])
        self.body.addLayout(self._build_search())
        self.table: SharesTable[KeyRow] = SharesTable(
            RecordsModel(columns()), ("keys", _("Keys")), _SHARES
        )
        self.table.when_empty(
            _(
                "No lock is in the register yet. Add the locks of each store with their keys; then"
                " it is known at any moment who has which."
            ),
            self.fit,
            (self.context, Permission.KEYS),
        )
        self.table.empty.narrowed_by((self.search, self.which), self._has_locks)
        self.table.chosen.connect(self._on_chosen)
        self.table.activated.connect(self._on_activated)
        self.table.addActions([self.hand_over, self.take_back, self.lose, self.remove])
        self.history = CardList("key_history", _("What became of the keys of this lock"))
        self.add_beside(self.table, self.history)
        self.setFocusProxy(self.table)

    def _build_search(self) -> QHBoxLayout:
        self.search = QLineEdit()
        self.search.setObjectName("key_search")
        self.search.setAccessibleName(_("Find by place, lock or person"))
        self.search.setPlaceholderText(_("Any part of a place, a lock or a name"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._fill)
        self.which = QComboBox()
        self.which.setObjectName("which_keys")
        self.which.setAccessibleName(_("Which keys"))
        for which, text in (
            (Which.ALL, _("All keys")),
            (Which.OUT, _("With people")),
            (Which.CHANGE, _("Locks to be changed")),
            (Which.REMOVED, _("Removed locks")),
        ):
            self.which.addItem(text, which.value)
        self.which.currentIndexChanged.connect(self._fill)
        row = QHBoxLayout()
        row.setSpacing(8)
        for text, field, stretch in (
            (_("&Find"), self.search, 2),
            (_("Sho&w"), self.which, 0),
        ):
            said = PlainLabel(text)
            said.setBuddy(field)
            row.addWidget(said)
            row.addWidget(field, stretch)
        row.addStretch(1)
        return row

    # --- what is shown ---------------------------------------------------------------------------

    @override
    def show_file(self, file: GuardingFile) -> None:
        super().show_file(file)
        self.say(notice(file.locks, file.counts))
        self._fill()

    def look_for(self, text: str) -> None:
        """Show the keys of a place, lock or person."""
        self.which.setCurrentIndex(0)
        self.search.setText(text)

    def _has_locks(self) -> bool:
        return self.file is not None and bool(self.file.locks)

    @Slot()
    def _fill(self) -> None:
        if self.file is None:
            return
        chosen: KeyRow | None = self.table.current()
        wanted = self.search.text().strip().casefold()
        which = Which(self.which.currentData())
        one_depot = self.one_depot
        shown = [
            KeyRow(lock, key, short_path(key.place, one_depot=one_depot))
            for lock in self.file.locks
            for key in lock.keys
            if is_shown(lock, key, which)
            and any(wanted in text.casefold() for text in (key.place, key.lock, key.person))
        ]
        self.table.records.show(shown)
        names = [(row.lock.id, row.key.copy) for row in self.table.records.records]
        name = (chosen.lock.id, chosen.key.copy) if chosen else None
        if names:
            self.table.choose(names.index(name) if name in names else 0)
        else:
            self._on_chosen(None)

    @Slot(object)
    def _on_chosen(self, row: KeyRow | None) -> None:
        may = self.may(Permission.KEYS)
        there = row is not None and row.lock.removed_on is None and row.key.lost_on is None
        out = there and row is not None and row.key.person_id is not None
        self.hand_over.setEnabled(may and there)
        self.take_back.setEnabled(may and out)
        self.lose.setEnabled(may and there)
        self.remove.setEnabled(may and row is not None and row.lock.removed_on is None)
        self.fit.setEnabled(may)
        self.count.setEnabled(may)
        self.register.setEnabled(self.may(Permission.PRINT))
        cards = []
        if row is not None and self.file is not None:
            told = [each for each in self.file.events if each.lock_id == row.lock.id]
            cards = [card(each) for each in told]
        nothing = _("Nothing happened to the keys of this lock yet.")
        self.history.show_cards(cards, nothing if row else _("Select a key to see its history."))

    # --- what is done ----------------------------------------------------------------------------

    def _key(self) -> KeyRecord | None:
        row: KeyRow | None = self.table.current()
        return row.key if row is not None else None

    @Slot()
    def open_hand_over(self) -> None:
        """Open the form that gives the selected key to a person."""
        if key := self._key():
            dialog = HandOverKeyDialog(self.context, key, self)
            dialog.succeeded.connect(self._on_handed_over)
            self._handed = key.lock_id, key.copy
            self.open_dialog(dialog)

    @Slot(object)
    def _on_handed_over(self, _done: KeysChanged) -> None:
        act = partial(self._take_back_again, self._handed)
        offer_taking_back(self.context.bus, _("The key is handed over."), act, owner=self)

    def _take_back_again(self, handed: tuple[int, int]) -> None:
        keys = [key for lock in self.file.locks for key in lock.keys] if self.file else []
        found = next((key for key in keys if (key.lock_id, key.copy) == handed), None)
        if found is None:
            show_message(self, _("That key is not on show here. Find it, and take it back there."))
            return
        self.open_dialog(TakeBackKeyDialog(self.context, found, self))

    @Slot()
    def open_take_back(self) -> None:
        """Open the form that puts the selected key back into the safe."""
        if key := self._key():
            self.open_dialog(TakeBackKeyDialog(self.context, key, self))

    @Slot(QModelIndex)
    def _on_activated(self, _index: QModelIndex) -> None:
        if self.take_back.isEnabled():
            self.open_take_back()
        elif self.hand_over.isEnabled():
            self.open_hand_over()

    @Slot()
    def open_lose(self) -> None:
        """Open the form that says that the selected key is lost."""
        if key := self._key():
            dialog = LoseKeyDialog(self.context, key, self)
            dialog.succeeded.connect(self._on_lost)
            self.open_dialog(dialog)

    @Slot(object)
    def _on_lost(self, _result: object) -> None:
        dialog = self.dialog
        if isinstance(dialog, LoseKeyDialog):
            key = dialog.key
            said = _("{key} is lost. {circumstances}").format(
                key=key_text(key), circumstances=dialog.circumstances.toPlainText()
            )
            self.offer_incident(
                _("The lock is to be changed. Shall the loss be reported as an incident, too?"),
                _("Report an incident…"),
                OfferedIncident(self, IncidentKind.LOSS, key.place_id, said),
            )

    @Slot()
    def open_count(self) -> None:
        """Open the form that takes a count of the keys."""
        depots = self._depots()
        dialog = CountKeysDialog(self.context, depots, self._depot_of_selection(), self)
        dialog.succeeded.connect(self._on_counted)
        self.open_dialog(dialog)

    @Slot(object)
    def _on_counted(self, done: KeysCountedResult) -> None:
        dialog = self.dialog
        place_id = dialog.place.place_id() if isinstance(dialog, CountKeysDialog) else None
        if not done.difference or place_id is None:
            text = ngettext(
                "All is there: {count} key.", "All are there: {count} keys.", done.counted
            )
            self.box = show_message(self, text.format(count=count(done.counted)))
            return
        text = _("Counted: {counted}. The register expected: {expected}. Difference: {difference}.")
        told = text.format(
            counted=count(done.counted),
            expected=count(done.expected),
            difference=f"{done.difference:+}",
        )
        offered = _(
            "Count again, and look for the key with everybody who has one. Shall the difference be"
            " reported as an incident?"
        )
        report = OfferedIncident(self, IncidentKind.UNEXPLAINED, place_id, told)
        if self.may(Permission.REPORT_INCIDENT):
            self.offer_incident(f"{told}\n\n{offered}", _("Report an incident…"), report)
        else:
            self.box = show_message(self, told)

    @Slot()
    def open_fit(self) -> None:
        """Open the form for a new lock."""
        if self.file is not None:
            row: KeyRow | None = self.table.current()
            place_id = row.lock.place_id if row is not None else None
            self.open_dialog(FitLockDialog(self.context, self.file.places, place_id, self))

    @Slot()
    def open_remove(self) -> None:
        """Open the form that removes the selected lock."""
        row: KeyRow | None = self.table.current()
        if row is not None:
            self.open_dialog(RemoveLockDialog(self.context, row.lock, self))

    @Slot()
    def open_register(self) -> None:
        """Offer the key register of a depot: that of the selection, or choose."""
        depots, chosen = self._depots(), self._depot_of_selection()
        if len(depots) == 1 or chosen is not None:
            depot = next((each for each in depots if each.id == chosen), depots[0])
            self._print(depot)
            return
        menu = QMenu(self)
        menu.setObjectName("depot_menu")
        for depot in depots:
            action = menu.addAction(depot.name.replace("&", "&&"))
            action.setData(depot.id)
        menu.triggered.connect(self._on_depot)
        menu.popup(self.mapToGlobal(self.tools.geometry().bottomRight()))

    @Slot(QAction)
    def _on_depot(self, action: QAction) -> None:
        for depot in self._depots():
            if depot.id == action.data():
                self._print(depot)

    def _print(self, depot: PlaceRecord) -> None:
        self.open_dialog(key_register_paper(self.context, depot, self))

    def _depots(self) -> list[PlaceRecord]:
        places = self.file.places if self.file is not None else []
        return [each for each in places if each.kind is PlaceKind.DEPOT]

    def _depot_of_selection(self) -> int | None:
        row: KeyRow | None = self.table.current()
        if row is None or self.file is None:
            return None
        return next((p.depot for p in self.file.places if p.id == row.lock.place_id), None)
