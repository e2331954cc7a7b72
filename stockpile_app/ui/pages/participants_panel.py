"""People who came, by code; names only for those who may see them, and only when asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, NamedTuple

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid
from typing_extensions import override

from stockpile_app.domain.access import Permission
from stockpile_app.domain.collection_people import (
    ParticipantQuery,
    ParticipantRecord,
    PersonFile,
)
from stockpile_app.domain.collection_sites import SiteRecord
from stockpile_app.domain.collections_vocabulary import AppealState
from stockpile_app.domain.errors import StockpileError
from stockpile_app.i18n import gettext as _
from stockpile_app.ui.collection_words import person_cards, person_columns
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs import collection_people_dialogs as forms
from stockpile_app.ui.dialogs.collection_people_dialogs import PersonFileDialog
from stockpile_app.ui.dialogs.find_person_dialog import FindPersonDialog
from stockpile_app.ui.jobs import Job
from stockpile_app.ui.models.records_model import RecordsModel
from stockpile_app.ui.texts import count
from stockpile_app.ui.widgets.action_button import menu_button
from stockpile_app.ui.widgets.cards import CardList
from stockpile_app.ui.widgets.listing import Listing
from stockpile_app.ui.widgets.plain import show_refusal
from stockpile_app.ui.widgets.shares_table import SharesTable

_SHARES: Final = (0.17, 0.15, 0.11, 0.13, 0.14, 0.16, 0.14)
_MOST: Final = 500
_REST_MS: Final = 200


class _Found(NamedTuple):
    people: tuple[ParticipantRecord, ...]
    sites: tuple[SiteRecord, ...]


class ParticipantsPanel(Listing):
    """A table of codes. A name is shown on request, which is an entry, and never in the table.

    Attributes:
        dialog: The one opened last.
    """

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Show the newest as soon as they are read."""
        super().__init__(context, parent)
        self.setObjectName("participants_panel")
        self.setAccessibleName(_("People"))
        self.dialog: Any = None
        self._query = ParticipantQuery()
        self._job: Job[Any] | None = None
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self.reload)
        self.table: SharesTable[ParticipantRecord] = SharesTable(
            RecordsModel(person_columns()), ("participants", _("Participants")), _SHARES
        )
        self.table.when_empty(
            _("Nobody. People are registered at the table of a site (tab Sites, F7).")
        )
        self.table.chosen.connect(self._on_chosen)
        self.cards = CardList("participant_cards", _("About this participant"))
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.table)
        splitter.addWidget(self.cards)
        splitter.setStretchFactor(0, 4)
        splitter.setStretchFactor(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(self._tools())
        layout.addWidget(self.note)
        layout.addWidget(splitter, 1)
        self.setFocusProxy(self.table)
        self._on_chosen(None)

    def _tools(self) -> QHBoxLayout:
        self.code = QLineEdit()
        self.code.setObjectName("participant_code")
        self.code.setAccessibleName(_("Code"))
        self.code.setPlaceholderText(_("Code…"))
        self.code.setClearButtonEnabled(True)
        self.code.textChanged.connect(self._rest.start)
        self.site = QComboBox()
        self.site.setObjectName("participant_site")
        self.site.setAccessibleName(_("Site"))
        self.site.addItem(_("All sites"), None)
        self.site.activated.connect(self.reload)
        self.which = QComboBox()
        self.which.setObjectName("participant_which")
        self.which.setAccessibleName(_("Who"))
        for text, value in (
            (_("Everybody"), None),
            (_("Not eligible"), False),
            (_("Appeal lodged"), AppealState.LODGED),
        ):
            self.which.addItem(text, value)
        self.which.activated.connect(self.reload)
        self.table.empty.narrowed_by((self.code, self.site, self.which))
        self.show_name = QPushButton(_("Show the &name…"))
        self.show_name.setObjectName("show_name")
        self.show_name.setAccessibleName(_("Show the name"))
        self.show_name.setToolTip(_("It is recorded that you looked"))
        self.show_name.clicked.connect(self.open_file)
        self.find_name = QPushButton(_("&Find by name…"))
        self.find_name.setObjectName("find_name")
        self.find_name.setAccessibleName(_("Find by name"))
        self.find_name.clicked.connect(self.open_find)
        self.find_name.setVisible(self.context.services.desk.may(Permission.PERSONAL_DATA))
        self.acts = QMenu(self)
        self.decide = self._act("decide", _("&Eligible or not…"), self.open_decide)
        self.appeal = self._act("appeal", _("&Appeal…"), self.open_appeal)
        self.decide_appeal = self._act(
            "decide_appeal", _("&Decide the appeal…"), self.open_decide_appeal
        )
        self.erase = self._act("erase", _("Erase &personal data…"), self.open_erase)
        row = QHBoxLayout()
        row.setSpacing(6)
        for widget in (self.code, self.site, self.which):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.find_name)
        row.addWidget(self.show_name)
        row.addWidget(menu_button(_("D&o"), "participant_acts", self.acts))
        return row

    def _act(self, name: str, text: str, slot: Callable[[], object]) -> QAction:
        action = self.acts.addAction(text)
        action.setObjectName(name)
        action.triggered.connect(slot)
        return action

    # --- what is shown ---------------------------------------------------------------------------

    @override
    def prepare(self) -> None:
        which = self.which.currentData()
        self._query = ParticipantQuery(
            site=self.site.currentData(),
            code=self.code.text().strip(),
            eligible=which if isinstance(which, bool) else None,
            appeal=which if isinstance(which, AppealState) else None,
            limit=_MOST,
        )

    @override
    def read(self) -> _Found:
        collections = self.context.services.collections
        return _Found(
            tuple(collections.people.list(self._query)),
            tuple(collections.setup.sites(closed=True)),
        )

    @override
    def show_found(self, found: _Found) -> None:
        chosen = self.table.current()
        self.table.records.show(found.people)
        ids = [each.id for each in self.table.records.records]
        if ids:
            known = chosen is not None and chosen.id in ids
            self.table.choose(ids.index(chosen.id) if known else 0)
        if self.site.count() != len(found.sites) + 1:
            self._offer_sites(found.sites)
        text = ""
        if len(ids) == _MOST:
            text = _("The newest {count} are shown.").format(count=count(_MOST))
        self.say(text)
        self._on_chosen(self.table.current())

    def _offer_sites(self, sites: tuple[SiteRecord, ...]) -> None:
        kept = self.site.currentData()
        while self.site.count() > 1:
            self.site.removeItem(1)
        for each in sites:
            self.site.addItem(f"{each.code} {each.name}", each.id)
        self.site.setCurrentIndex(max(0, self.site.findData(kept)))

    @Slot(str)
    def show_code(self, code: str) -> None:
        """Show one participant by the code."""
        self.code.setText(code)

    @Slot(object)
    def _on_chosen(self, person: ParticipantRecord | None) -> None:
        cards = person_cards(person) if person is not None else []
        self.cards.show_cards(cards, _("Select somebody to see what may be known of them."))
        services = self.context.services
        writable = person is not None and not services.read_only
        holder = services.desk.may(Permission.PERSONAL_DATA)
        decides = writable and services.desk.may(Permission.COLLECT)
        known = person is not None and not person.erased
        appeals = person.appeal if person is not None else AppealState.NONE
        lodged = appeals is AppealState.LODGED
        refused = person is not None and person.eligible is False
        self.show_name.setVisible(holder)
        self.show_name.setEnabled(known and holder)
        self.decide.setEnabled(decides and not lodged)
        self.appeal.setEnabled(decides and refused and not lodged and known)
        self.decide_appeal.setEnabled(decides and lodged)
        self.erase.setEnabled(writable and holder and known)

    # --- what is done ----------------------------------------------------------------------------

    @Slot()
    def open_file(self) -> None:
        """Show who the selected participant is; that it was looked at becomes an entry."""
        person, people = self.table.current(), self.context.services.collections.people
        if person is None:
            return
        self._job = Job(lambda _progress: people.open_file(person.code))
        self._job.succeeded.connect(self._on_file)
        self._job.refused.connect(self._on_not_shown)
        self.context.jobs.start(self._job, writes=True)

    @Slot(object)
    def _on_file(self, file: PersonFile) -> None:
        self._open(PersonFileDialog(self.context, file, self))

    @Slot(object)
    def _on_not_shown(self, error: StockpileError) -> None:
        show_refusal(self, error)

    @Slot()
    def open_find(self) -> None:
        """Look for somebody by name."""
        dialog = FindPersonDialog(self.context, self)
        dialog.chosen.connect(self.show_code)
        self._open(dialog)

    def forget(self) -> None:
        """Close what shows a name: the window is locked."""
        if isinstance(self.dialog, PersonFileDialog | FindPersonDialog) and isValid(self.dialog):
            self.dialog.reject()

    @Slot()
    def open_decide(self) -> None:
        """Open the decision whether the selected one may take part."""
        if (person := self.table.current()) is not None:
            self._open(forms.DecideDialog(self.context, person, self))

    @Slot()
    def open_appeal(self) -> None:
        """Open the form of an appeal."""
        if (person := self.table.current()) is not None:
            self._open(forms.appeal_dialog(self.context, person, self))

    @Slot()
    def open_decide_appeal(self) -> None:
        """Open the decision of an appeal."""
        if (person := self.table.current()) is not None:
            self._open(forms.DecideDialog(self.context, person, self, appeal=True))

    @Slot()
    def open_erase(self) -> None:
        """Open the form that erases personal data."""
        if (person := self.table.current()) is not None:
            self._open(forms.erase_dialog(self.context, person, self))

    def _open(self, dialog: Any) -> None:
        self.dialog = dialog
        dialog.open()
