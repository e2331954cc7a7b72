"""Programmes and sites, and what waits at each."""

from __future__ import annotations

from typing import Final, NamedTuple

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QMenu,
    QSplitter,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from stockpile_app.domain.access import Permission
from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.collection_sites import ProgrammeRecord, SiteRecord
from stockpile_app.i18n import gettext as _
from stockpile_app.ui.actions.collection_actions import CollectionActions
from stockpile_app.ui.collection_words import site_cards, site_columns
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.models.records_model import RecordsModel
from stockpile_app.ui.widgets.action_button import menu_button, tool_button
from stockpile_app.ui.widgets.cards import CardList
from stockpile_app.ui.widgets.listing import Listing
from stockpile_app.ui.widgets.shares_table import SharesTable

_SHARES: Final = (0.29, 0.2, 0.12, 0.14, 0.25)


class _Found(NamedTuple):
    sites: tuple[SiteRecord, ...]
    programmes: tuple[ProgrammeRecord, ...]


class SitesPanel(Listing):
    """A table of sites, the selected one beside it, and its steps as buttons."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Show the open sites as soon as they are read."""
        super().__init__(context, parent)
        self.setObjectName("sites_panel")
        self.setAccessibleName(_("Sites"))
        self.acts = CollectionActions(context, self)
        self._programmes: tuple[ProgrammeRecord, ...] = ()
        self._closed = False
        self._wanted = 0
        self.table: SharesTable[SiteRecord] = SharesTable(
            RecordsModel(site_columns(context.services.desk.today)),
            ("sites", _("Collection sites")),
            _SHARES,
        )
        self.table.chosen.connect(self._on_chosen)
        self.cards = CardList("site_cards", _("About this site"))
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.table)
        splitter.addWidget(self.cards)
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(self._tools())
        layout.addLayout(self._steps())
        layout.addWidget(self.note)
        layout.addWidget(splitter, 1)
        self.setFocusProxy(self.table)
        self._on_chosen(None)

    def _tools(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        for action in (self.acts.programme, self.acts.site):
            row.addWidget(tool_button(action))
        self.closed = QCheckBox(_("Closed t&oo"))
        self.closed.setObjectName("closed_too")
        self.closed.setAccessibleName(_("Closed sites too"))
        self.closed.toggled.connect(self.reload)
        row.addStretch(1)
        row.addWidget(self.closed)
        more = QMenu(self)
        more.addActions(list(self.acts.further))
        row.addWidget(menu_button(_("&More"), "more_acts", more))
        row.addWidget(menu_button(_("Pap&ers"), "papers", self.acts.papers))
        return row

    def _steps(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        for action in self.acts.steps:
            row.addWidget(tool_button(action, primary=action is self.acts.work))
        row.addStretch(1)
        return row

    @override
    def concerns(self, changes: ChangeSet) -> bool:
        return changes.collections or changes.movements or changes.places

    @override
    def prepare(self) -> None:
        self._closed = self.closed.isChecked()

    @override
    def read(self) -> _Found:
        setup = self.context.services.collections.setup
        return _Found(tuple(setup.sites(closed=self._closed)), tuple(setup.programmes()))

    @override
    def show_found(self, found: _Found) -> None:
        chosen = self.table.current()
        self._programmes = found.programmes
        self.table.records.show(found.sites)
        ids = [each.id for each in self.table.records.records]
        wanted = self._wanted or (chosen.id if chosen is not None else 0)
        if ids:
            self.table.choose(ids.index(wanted) if wanted in ids else 0)
        if self._wanted in ids:
            self._wanted = 0
        self.say("")
        self._say_empty()
        self._on_chosen(self.table.current())

    def _say_empty(self) -> None:
        right = (self.context, Permission.PROGRAMMES)
        if self._programmes:
            text = _("No site is open. Open one, state its team, and open the table.")
            self.table.when_empty(text, self.acts.site, right)
            return
        text = _(
            "No programme yet. Begin one: its name, who is responsible, who owns the data, and"
            " how to appeal. Then open a site, state its team, and open the table."
        )
        self.table.when_empty(text, self.acts.programme, right)

    def choose(self, site_id: int) -> None:
        """Select a site by its id, closed or not."""
        self._wanted = site_id
        ids = [each.id for each in self.table.records.records]
        if ids and site_id not in ids and not self.closed.isChecked():
            self.closed.setChecked(True)
        else:
            self.reload()

    @Slot(object)
    def _on_chosen(self, site: SiteRecord | None) -> None:
        programme = next(
            (each for each in self._programmes if site and each.id == site.programme), None
        )
        cards = []
        if site is not None and programme is not None:
            cards = site_cards(site, programme, self.context.services.desk.today)
        self.cards.show_cards(cards, _("Select a site to see what is known of it."))
        self.acts.show(site, self._programmes)
