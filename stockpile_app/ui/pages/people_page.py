"""People, units and organisations who hold weapons and keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from stockpile_app.domain.access import Permission
from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.numbers import CodeKind
from stockpile_app.domain.people import PersonRecord, matches
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import ngettext
from stockpile_app.ui.actions.person_actions import PersonActions
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.models.records_model import Column, RecordsModel
from stockpile_app.ui.scan_follow import ScanFollow
from stockpile_app.ui.texts import NOTHING, count, label
from stockpile_app.ui.widgets.action_button import ActionButton
from stockpile_app.ui.widgets.listing import Listing
from stockpile_app.ui.widgets.page_head import PageHead
from stockpile_app.ui.widgets.plain import PlainLabel
from stockpile_app.ui.widgets.record_table import RecordTable


class PeoplePage(Listing):
    """A table of people with what they hold now, and what can be done with those selected.

    Signals:
        query_wanted: A ``WeaponQuery`` for the weapons that somebody has.
        weapon_wanted: Id of a weapon that was scanned.
        open_wanted: Name of another page, and an id to show there.
    """

    query_wanted = Signal(object)
    weapon_wanted = Signal(int)
    open_wanted = Signal(str, object)

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Show people as soon as they are read."""
        super().__init__(context, parent)
        self.setObjectName("people_page")
        self.setAccessibleName(_("People"))
        self._all: Sequence[PersonRecord] = ()
        self._wanted: int | None = None
        self.actions_ = PersonActions(context, self)
        self.actions_.query_wanted.connect(self.query_wanted)
        self.actions_.open_wanted.connect(self.open_wanted)
        self.actions_.added.connect(self._on_added)
        self.scan = ScanFollow(context, CodeKind.PERSON, self)
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
        layout.addLayout(self._build_search())
        layout.addWidget(self.note)
        self.table: RecordTable[PersonRecord] = RecordTable(
            RecordsModel(_columns()), "people", _("People, units and organisations")
        )
        self.table.when_empty(
            _(
                "Nobody is in the list yet. Add the people, units and organisations to whom"
                " weapons or keys are handed; then they can be chosen on every voucher."
            ),
            self.actions_.add,
            (self.context, Permission.PEOPLE),
        )
        self.table.empty.narrowed_by((self.search,), lambda: bool(self._all))
        self.table.select_many()
        self.table.set_widths((28, 12, 12, 18, 24, 10, 8))
        self.table.chosen.connect(self._on_chosen)
        self.table.activated.connect(self._on_activated)
        self.table.menu_opening.connect(self._on_menu)
        layout.addWidget(self.table, 1)
        self.setFocusProxy(self.table)
        layout.addLayout(self._build_below())

    def _build_head(self) -> PageHead:
        actions = self.actions_
        self.head = PageHead(_("People"))
        self.add = self.head.add_action(actions.add, primary=True)
        self.describe = self.head.add_action(actions.describe)
        self.more = self.head.add_menu("more", _("&More"), actions.more_menu, "more")
        return self.head

    def _build_search(self) -> QHBoxLayout:
        self.search = QLineEdit()
        self.search.setObjectName("search")
        self.search.setAccessibleName(_("Find by name or code"))
        self.search.setPlaceholderText(_("Any part of a name or code"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._fill)
        said = PlainLabel(_("&Find"))
        said.setBuddy(self.search)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(said)
        row.addWidget(self.search, 1)
        row.addStretch(1)
        return row

    def _build_below(self) -> QHBoxLayout:
        self.retired = QCheckBox(_("Show re&tired ones"))
        self.retired.setObjectName("show_retired")
        self.retired.setAccessibleName(_("Show retired people"))
        self.retired.toggled.connect(self._fill)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.retired)
        row.addStretch(1)
        actions = self.actions_
        for action in (actions.weapons, actions.history, actions.cards):
            button = ActionButton(action)
            button.setObjectName(f"below_{action.objectName()}")
            row.addWidget(button)
        return row

    # --- what is shown ---------------------------------------------------------------------------

    @override
    def read(self) -> list[PersonRecord]:
        return self.context.services.people.all(retired=True)

    @override
    def concerns(self, changes: ChangeSet) -> bool:
        return any((changes.people, changes.movements, changes.keys, changes.many))

    @override
    def show_found(self, found: Sequence[PersonRecord]) -> None:
        self._all = found
        self.say("")
        self._fill()
        self._show_wanted()

    @Slot()
    def _fill(self) -> None:
        kept = {person.id for person in self.chosen()}
        wanted, retired = self.search.text(), self.retired.isChecked()
        shown = [
            person
            for person in self._all
            if matches(person, wanted) and (retired or not person.retired)
        ]
        self.table.records.show(shown)
        self.head.set_count(
            ngettext("{count} entry", "{count} entries", len(shown)).format(count=count(len(shown)))
        )
        rows = [row for row, person in enumerate(self.table.records.records) if person.id in kept]
        if rows or shown:
            self.table.choose(rows[0] if rows else 0)

    def chosen(self) -> list[PersonRecord]:
        """Return those selected, from the top."""
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        return [self.table.records.record(row) for row in rows]

    @Slot(int)
    def open_item(self, item_id: object) -> None:
        """Select somebody, retired or not, whatever was looked for."""
        if not isinstance(item_id, int):
            return
        self._wanted = item_id
        if self.is_settled:
            self._show_wanted()

    @Slot(int)
    def _on_added(self, person_id: int) -> None:
        self._wanted = person_id  # the list is read again once the bus has heard of it

    def _show_wanted(self) -> None:
        wanted, self._wanted = self._wanted, None
        person = next((each for each in self._all if each.id == wanted), None)
        if wanted is None:
            return
        if person is None:
            self.say(_("Nobody in this register has that card."))
            return
        self.search.clear()
        if person.retired:
            self.retired.setChecked(True)
        rows = [row for row, each in enumerate(self.table.records.records) if each.id == wanted]
        self.table.choose(rows[0])
        self.table.scrollTo(self.table.records.index(rows[0], 0))
        self.table.setFocus()
        self.note.hide()

    def on_scan(self, text: str) -> None:
        """Select whose card or service number was scanned; show anything else where it belongs."""
        code = text.strip().casefold()
        known = [each.id for each in self._all if each.code.casefold() == code and not each.retired]
        if len(known) == 1:
            self.open_item(known[0])
        else:
            self.scan.follow(text)

    # --- what is done ----------------------------------------------------------------------------

    @Slot()
    def _on_chosen(self) -> None:
        self.actions_.select(self.chosen())

    @Slot(QModelIndex)
    def _on_activated(self, _index: QModelIndex) -> None:
        if self.actions_.weapons.isEnabled():
            self.actions_.show_weapons()
        elif self.actions_.describe.isEnabled():
            self.actions_.open_describe()

    @Slot(QMenu)
    def _on_menu(self, menu: QMenu) -> None:
        if self.chosen():
            self.actions_.add_to(menu)


def _columns() -> list[Column[PersonRecord]]:
    return [
        Column(_("Name"), lambda each: each.name),
        Column(_("Code"), lambda each: each.code or NOTHING),
        Column(_("Kind"), lambda each: label(each.kind)),
        Column(_("Rank or post"), lambda each: each.post or NOTHING),
        Column(_("Unit or organisation"), lambda each: each.organisation or NOTHING),
        _held(_("Weapons"), lambda each: each.weapons),
        _held(_("Keys"), lambda each: each.keys),
        Column(_("State"), lambda each: _("Retired") if each.retired else ""),
    ]


def _held(title: str, number: Callable[[PersonRecord], int]) -> Column[PersonRecord]:
    """Return a column of how many somebody has."""

    def text(person: PersonRecord) -> str:
        held = number(person)
        return count(held) if held else NOTHING

    return Column(title, text, number=True, order=number)
