"""The directory of national points of contact, and which of them are to be confirmed again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QModelIndex, Qt, Slot
from PySide6.QtGui import QAction, QIcon
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QSplitter,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from stockpile_app.domain.access import Permission
from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.contacts import ContactRecord, matches
from stockpile_app.domain.tracing_records import TraceTargets
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import listed, ngettext, pgettext
from stockpile_app.reference.countries import country_name
from stockpile_app.ui.actions.make import make_action, with_icon
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs.contact_dialogs import (
    ConfirmContactDialog,
    ContactDialog,
    RetireContactDialog,
    contact_title,
)
from stockpile_app.ui.dialogs.tracing_papers import contacts_paper
from stockpile_app.ui.icons import icon
from stockpile_app.ui.models.records_model import Column, RecordsModel
from stockpile_app.ui.texts import count, day, label
from stockpile_app.ui.widgets.action_button import ActionButton
from stockpile_app.ui.widgets.cards import Card, CardList
from stockpile_app.ui.widgets.listing import Listing
from stockpile_app.ui.widgets.shares_table import SharesTable

_SHARES: Final = (0.2, 0.32, 0.24, 0.24)


class _Directory(NamedTuple):
    contacts: Sequence[ContactRecord]
    targets: TraceTargets


class ContactsPanel(Listing):
    """A table of offices, the selected one beside it, and what can be done.

    Attributes:
        dialog: The one opened last.
    """

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Show the offices in use as soon as they are read."""
        super().__init__(context, parent)
        self.setObjectName("contacts_panel")
        self.setAccessibleName(_("Points of contact"))
        self.dialog: QDialog | None = None
        self._all: tuple[ContactRecord, ...] = ()
        self._retired = False
        self._wanted: int | None = None
        make = self._make
        self.new = make("new_contact", _("&New office…"), "Ins", "add", self.open_new)
        self.change = make("change_contact", _("&Change…"), "F2", "edit", self.open_change)
        self.confirm = make("confirm_contact", _("Con&firm…"), "F3", "check", self.open_confirm)
        self.retire = make("retire_contact", _("&Retire…"), "Del", "remove", self.open_retire)
        self.paper = make("print_contacts", _("&Print…"), "Ctrl+Shift+B", "print", self.open_paper)
        self._build()

    def _make(
        self, name: str, text: str, shortcut: str, icon_name: str, slot: Callable[[], object]
    ) -> QAction:
        action = with_icon(make_action(self, name, text, shortcut, slot), icon_name)
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.addAction(action)
        return action

    def _build(self) -> None:
        self.note.setObjectName("contacts_note")
        self.table: SharesTable[ContactRecord] = SharesTable(
            RecordsModel(_columns()), ("contacts", _("Points of contact")), _SHARES
        )
        self.table.chosen.connect(self._on_chosen)
        self.table.activated.connect(self._on_activated)
        self.cards = CardList("contact_cards", _("About this office"))
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.table)
        splitter.addWidget(self.cards)
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(self._build_tools())
        self.table.when_empty(
            _(
                "No office is in the directory yet. Add your own national point of contact first:"
                " it stands as the sender on every letter."
            ),
            self.new,
            (self.context, Permission.CONTACTS),
        )
        self.table.empty.narrowed_by((self.which, self.finder), lambda: bool(self._all))
        layout.addWidget(self.note)
        layout.addWidget(splitter, 1)
        self.setFocusProxy(self.table)

    def _build_tools(self) -> QHBoxLayout:
        self.which = QComboBox()
        self.which.setObjectName("which_contacts")
        self.which.setAccessibleName(_("Which offices"))
        for text, code in (
            (_("In use"), "all"),
            (_("To be confirmed"), "stale"),
            (_("Retired too"), "retired"),
        ):
            self.which.addItem(text, code)
        self.which.currentIndexChanged.connect(self.reload)
        self.finder = QLineEdit()
        self.finder.setObjectName("find_contact")
        self.finder.setAccessibleName(_("Find an office"))
        self.finder.setPlaceholderText(_("State, office or authority"))
        self.finder.setClearButtonEnabled(True)
        self.finder.textChanged.connect(self._filter)
        row = QHBoxLayout()
        row.setSpacing(6)
        new = ActionButton(self.new, with_icon=False)
        new.setObjectName("tool_new_contact")
        new.setProperty("primary", True)  # noqa: FBT003 - Qt
        row.addWidget(new)
        row.addWidget(self.which)
        row.addWidget(self.finder, 1)
        for action in (self.change, self.confirm, self.retire, self.paper):
            button = ActionButton(action)
            button.setObjectName(f"tool_{action.objectName()}")
            row.addWidget(button)
        return row

    # --- what is shown ---------------------------------------------------------------------------

    @override
    def prepare(self) -> None:
        self._retired = self.which.currentData() == "retired"

    @override
    def read(self) -> _Directory:
        services = self.context.services
        contacts = services.contacts.all(retired=self._retired)
        return _Directory(contacts, services.tracing.targets())

    @override
    def concerns(self, changes: ChangeSet) -> bool:
        return changes.contacts or changes.tracing

    def open_item(self, item_id: object) -> None:
        """Select an office by its id."""
        if isinstance(item_id, int):
            self._wanted = item_id
            self.reload()

    @override
    def show_found(self, found: _Directory) -> None:
        self._all = tuple(found.contacts)
        stale = sum(each.is_stale for each in self._all if not each.retired)
        text = ""
        if stale:
            text = ngettext(
                "{count} office was not confirmed for more than {days} days.",
                "{count} offices were not confirmed for more than {days} days.",
                stale,
            ).format(count=count(stale), days=count(found.targets.confirm))
        self.say(text)
        self._filter()

    @Slot()
    def _filter(self) -> None:
        chosen: ContactRecord | None = self.table.current()
        wanted = self._wanted if self._wanted is not None else (chosen.id if chosen else None)
        self._wanted = None
        text, stale_only = self.finder.text(), self.which.currentData() == "stale"
        shown = [
            each
            for each in self._all
            if (each.is_stale or not stale_only) and matches(each, text, country_name(each.country))
        ]
        self.table.records.show(shown)
        ids = [each.id for each in self.table.records.records]
        if wanted in ids:
            self.table.choose(ids.index(wanted))
        elif ids:
            self.table.choose(0)
        else:
            self._on_chosen(None)

    @Slot(object)
    def _on_chosen(self, contact: ContactRecord | None) -> None:
        cards = contact_cards(contact) if contact is not None else []
        self.cards.show_cards(cards, _("Select an office to see how it is reached."))
        services = self.context.services
        may = services.desk.may(Permission.CONTACTS) and not services.read_only
        self.new.setEnabled(may)
        self.paper.setEnabled(may)
        in_use = contact is not None and not contact.retired
        for action in (self.change, self.confirm, self.retire):
            action.setEnabled(may and in_use)

    # --- what is done ----------------------------------------------------------------------------

    def _open(self, dialog: QDialog) -> None:
        self.dialog = dialog
        dialog.open()

    @Slot()
    def open_new(self) -> None:
        """Open the form of a new office."""
        self._open(ContactDialog(self.context, None, self))

    @Slot()
    def open_change(self) -> None:
        """Open the form of the selected office."""
        if contact := self.table.current():
            self._open(ContactDialog(self.context, contact, self))

    @Slot()
    def open_confirm(self) -> None:
        """Ask how the selected office was confirmed."""
        if contact := self.table.current():
            self._open(ConfirmContactDialog(self.context, contact, self))

    @Slot()
    def open_retire(self) -> None:
        """Ask why the selected office is retired."""
        if contact := self.table.current():
            self._open(RetireContactDialog(self.context, contact, self))

    @Slot()
    def open_paper(self) -> None:
        """Offer the directory on paper."""
        self._open(contacts_paper(self.context, self))

    @Slot(QModelIndex)
    def _on_activated(self, _index: QModelIndex) -> None:
        if self.change.isEnabled():
            self.open_change()


def contact_cards(contact: ContactRecord) -> list[Card]:
    """Return what is known of an office."""
    lines = (contact.authority, contact.post, listed(map(label, contact.instruments)))
    cards = [
        Card(contact_title(contact), tuple(filter(None, lines))),
        Card(
            _("Reached at"),
            tuple(
                filter(None, (contact.address, contact.email, contact.telephone, contact.languages))
            ),
        ),
        Card(_("Confirmed"), (confirmed_words(contact),)),
    ]
    if contact.notes:
        cards.append(Card(_("Notes"), (contact.notes,)))
    return cards


def confirmed_words(contact: ContactRecord) -> str:
    """Return when an office was last confirmed, and whether it is to be again."""
    if contact.retired:
        return _("retired")
    if contact.confirmed_on is None:
        return _("NEVER CONFIRMED")
    said = listed((day(contact.confirmed_on), contact.confirmed_by))
    return _("TO BE CONFIRMED: {said}").format(said=said) if contact.is_stale else said


def _sign(contact: ContactRecord) -> QIcon | None:
    return icon("warning") if contact.is_stale and not contact.retired else None


def _columns() -> list[Column[ContactRecord]]:
    return [
        Column(pgettext("country", "State"), lambda each: country_name(each.country)),
        Column(_("Office"), lambda each: each.office),
        Column(_("For"), lambda each: listed(map(label, each.instruments))),
        Column(
            _("Confirmed"),
            confirmed_words,
            icon=_sign,
            order=lambda each: each.confirmed_on.isoformat() if each.confirmed_on else "",
        ),
    ]
