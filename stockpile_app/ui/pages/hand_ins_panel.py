"""Hand-ins of a day, and what was taken over by each."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from stockpile_app.domain.access import Permission
from stockpile_app.domain.collection_sites import SiteRecord
from stockpile_app.domain.collections import (
    HandInDetails,
    HandInQuery,
    HandInRecord,
    WeaponLine,
)
from stockpile_app.domain.errors import BadValue, NotFound
from stockpile_app.i18n import gettext as _
from stockpile_app.ui.collection_words import hand_in_columns
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs.collection_papers import ReceiptDialog, TagsDialog
from stockpile_app.ui.field_words import explosive_words, rounds_words
from stockpile_app.ui.jobs import Job
from stockpile_app.ui.models.records_model import Column, RecordsModel
from stockpile_app.ui.texts import NOTHING, label, refusal_text
from stockpile_app.ui.widgets.cards import Card, CardList
from stockpile_app.ui.widgets.fields import DayEdit
from stockpile_app.ui.widgets.listing import Listing
from stockpile_app.ui.widgets.plain import PlainLabel
from stockpile_app.ui.widgets.shares_table import SharesTable

_SHARES: Final = (0.2, 0.16, 0.18, 0.18, 0.28)
_WEAPON_SHARES: Final = (0.34, 0.19, 0.27, 0.2)
_MOST: Final = 500


class _Found(NamedTuple):
    hand_ins: tuple[HandInRecord, ...]
    sites: tuple[SiteRecord, ...]


class HandInsPanel(Listing):
    """A table of hand-ins, newest first, and the selected one in full.

    Attributes:
        dialog: The one opened last.

    Signals:
        weapon_wanted: Id of a weapon.
    """

    weapon_wanted = Signal(int)

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Show those of today."""
        super().__init__(context, parent)
        self.setObjectName("hand_ins_panel")
        self.setAccessibleName(_("Hand-ins"))
        self.dialog: Any = None
        self._query = HandInQuery()
        self._wanted = 0
        self._has_sites = False
        self._job: Job[Any] | None = None
        self.table: SharesTable[HandInRecord] = SharesTable(
            RecordsModel(hand_in_columns(self._of_one_day)), ("hand_ins", _("Hand-ins")), _SHARES
        )
        self.table.chosen.connect(self._on_chosen)
        self.weapons: SharesTable[WeaponLine] = SharesTable(
            RecordsModel(_weapon_columns()),
            ("hand_in_weapons", _("Weapons of this hand-in")),
            _WEAPON_SHARES,
        )
        self.table.when_empty(
            _("What people hand in stands here. Open the table of a site (tab Sites, F7).")
        )
        self.weapons.when_empty(_("Select a hand-in to see its weapons."))
        self.weapons.activated.connect(self._on_activated)
        self.cards = CardList("hand_in_cards", _("Rounds and explosive items"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(self._tools())
        layout.addWidget(self.note)
        layout.addWidget(self._split(), 1)
        self.setFocusProxy(self.table)
        self._show(None)

    def _of_one_day(self) -> bool:
        return self._query.day is not None

    def _split(self) -> QSplitter:
        left = QVBoxLayout()
        left.setSpacing(6)
        left.addWidget(PlainLabel(_("Weapons"), role="heading"))
        left.addWidget(self.weapons, 1)
        below = QWidget()
        row = QHBoxLayout(below)
        row.setContentsMargins(0, 8, 0, 0)
        row.setSpacing(8)
        row.addLayout(left, 3)
        row.addWidget(self.cards, 2)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.table)
        splitter.addWidget(below)
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 2)
        return splitter

    def _tools(self) -> QHBoxLayout:
        self.day = DayEdit()
        self.day.setObjectName("hand_in_day")
        self.day.setText(self.context.services.desk.today.isoformat())
        self.day.setMaximumWidth(self.day.fontMetrics().horizontalAdvance("0") * 16)
        self.day.editingFinished.connect(self.reload)
        said = PlainLabel(_("&Day"))
        said.setBuddy(self.day)
        self.day.setAccessibleName(_("Day"))
        self.site = QComboBox()
        self.site.setObjectName("hand_in_site")
        self.site.setAccessibleName(_("Site"))
        self.site.addItem(_("All sites"), None)
        self.site.activated.connect(self.reload)
        self.table.empty.narrowed_by((self.day, self.site), lambda: self._has_sites)
        self.receipt = QPushButton(_("&Receipt…"))
        self.receipt.setObjectName("receipt")
        self.receipt.clicked.connect(self.open_receipt)
        self.tags = QPushButton(_("Ta&gs…"))
        self.tags.setObjectName("tags")
        self.tags.clicked.connect(self.open_tags)
        row = QHBoxLayout()
        row.setSpacing(6)
        for widget in (said, self.day, self.site):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.receipt)
        row.addWidget(self.tags)
        return row

    # --- what is shown ---------------------------------------------------------------------------

    @override
    def prepare(self) -> None:
        on = None
        try:
            on = self.day.day()
        except BadValue as error:
            self.say(refusal_text(error))
        self._query = HandInQuery(site=self.site.currentData(), day=on, limit=_MOST)

    @override
    def read(self) -> _Found:
        collections = self.context.services.collections
        return _Found(
            tuple(collections.people.hand_ins(self._query)),
            tuple(collections.setup.sites(closed=True)),
        )

    @override
    def show_found(self, found: _Found) -> None:
        chosen = self.table.current()
        self._has_sites = bool(found.sites)  # without one nobody can have handed anything in
        self.table.records.show(found.hand_ins)
        ids = [each.id for each in self.table.records.records]
        wanted = self._wanted or (chosen.id if chosen is not None else 0)
        if self._wanted in ids:
            self._wanted = 0
        if self.site.count() != len(found.sites) + 1:
            kept = self.site.currentData()
            while self.site.count() > 1:
                self.site.removeItem(1)
            for each in found.sites:
                self.site.addItem(f"{each.code} {each.name}", each.id)
            self.site.setCurrentIndex(max(0, self.site.findData(kept)))
        if ids:
            self.table.choose(ids.index(wanted) if wanted in ids else 0)
        self.say("")
        self._on_chosen(self.table.current())

    def show_hand_in(self, hand_in: HandInRecord) -> None:
        """Show a hand-in among those of its day."""
        self._wanted = hand_in.id
        self.day.setText(hand_in.opened_at.date().isoformat())
        self.site.setCurrentIndex(0)
        self.reload()

    @Slot(object)
    def _on_chosen(self, hand_in: HandInRecord | None) -> None:
        if hand_in is None:
            self._show(None)
            return
        desk = self.context.services.collections.desk
        self._job = Job(lambda _progress: desk.details(hand_in.id))
        self._job.succeeded.connect(self._on_details)
        self._job.refused.connect(self._on_gone)
        self.context.jobs.start(self._job, writes=False)

    @Slot(object)
    def _on_details(self, details: HandInDetails) -> None:
        chosen = self.table.current()
        if chosen is not None and chosen.id == details.hand_in.id:
            self._show(details)

    @Slot(object)
    def _on_gone(self, error: NotFound) -> None:
        self.say(refusal_text(error))

    def _show(self, details: HandInDetails | None) -> None:
        self.weapons.records.show(details.weapons if details is not None else ())
        cards = []
        if details is not None:
            lines = [
                *map(rounds_words, details.ammunition),
                *map(explosive_words, details.explosives),
            ]
            about = _("{code}, taken over by {officer}").format(
                code=details.participant.code, officer=details.hand_in.officer or NOTHING
            )
            cards = [Card(details.hand_in.number, tuple(lines), about)]
        self.cards.show_cards(cards, _("Select a hand-in to see what was taken over."))
        may = self.context.services.desk.may(Permission.PRINT)
        closed = details is not None and details.hand_in.closed_at is not None
        holder = self.context.services.desk.may(Permission.PERSONAL_DATA)
        self.receipt.setEnabled(may and closed and holder)
        self.tags.setEnabled(may and details is not None and bool(details.weapons))

    # --- what is done ----------------------------------------------------------------------------

    @Slot()
    def open_receipt(self) -> None:
        """Offer the receipt of the selected hand-in again."""
        if (hand_in := self.table.current()) is not None:
            self.dialog = ReceiptDialog(self.context, hand_in, self)
            self.dialog.open()

    @Slot()
    def open_tags(self) -> None:
        """Offer the tags of the selected hand-in."""
        if (hand_in := self.table.current()) is not None:
            self.dialog = TagsDialog(self.context, hand_in.number, self, hand_in=hand_in.id)
            self.dialog.open()

    @Slot(QModelIndex)
    def _on_activated(self, index: QModelIndex) -> None:
        self.weapon_wanted.emit(self.weapons.records.record(index.row()).weapon_id)


def _weapon_columns() -> list[Column[WeaponLine]]:
    return [
        Column(_("Number"), lambda each: each.number),
        Column(_("Tag"), lambda each: each.tag if each.tag != each.number else _("the same")),
        Column(_("Model"), lambda each: " ".join(filter(None, (each.model, each.calibre)))),
        Column(_("Serial"), lambda each: each.serial or label(each.serial_state)),
    ]
