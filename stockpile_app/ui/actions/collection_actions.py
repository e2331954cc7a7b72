"""What can be done about the collection site that is shown."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QMenu, QWidget

from stockpile_app.domain.access import Permission
from stockpile_app.domain.collection_sites import ProgrammeRecord, SiteRecord
from stockpile_app.domain.errors import StockpileError
from stockpile_app.i18n import gettext as _
from stockpile_app.ui.actions.make import make_action, with_icon
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs import collection_papers as papers
from stockpile_app.ui.dialogs.collection_day_dialogs import (
    CloseCollectionDayDialog,
    PackDialog,
    SendDialog,
)
from stockpile_app.ui.dialogs.collection_dialogs import (
    CampaignDialog,
    OpenProgrammeDialog,
    OpenSiteDialog,
    WhyDialog,
)
from stockpile_app.ui.dialogs.collection_plan_dialog import PlanDialog
from stockpile_app.ui.dialogs.collection_team_dialog import TeamDialog
from stockpile_app.ui.jobs import Job
from stockpile_app.ui.widgets.plain import show_refusal


class CollectionActions(QObject):
    """Each is enabled while it is possible.

    Attributes:
        steps: What is done at the site every day.
        further: What goes beside it.
        papers: A menu.
        dialog: The one opened last.

    Signals:
        work_wanted: Id of the site at whose table somebody sits down.
    """

    work_wanted = Signal(int)

    def __init__(self, context: UiContext, widget: QWidget) -> None:
        """Offer the acts on ``widget``; its dialogs open over it."""
        super().__init__(widget)
        self._context, self._widget = context, widget
        self._site: SiteRecord | None = None
        self._programmes: tuple[ProgrammeRecord, ...] = ()
        self._job: Job[Any] | None = None
        self.dialog: QDialog | None = None
        self._make_actions()
        self.steps = (self.work, self.close_day, self.pack, self.send)
        self.further = (
            self.team,
            self.plan,
            self.campaign,
            self.close_site,
            self.close_programme,
        )
        self.papers = QMenu(widget)
        for name, text, slot in (
            ("tags", _("&Tags of all weapons…"), self.open_tags),
            ("duplicates", _("&Duplicate list…"), self.open_duplicates),
            ("day_sheet", _("&Sheet of the last closed day…"), self.open_day_sheet),
        ):
            action = QAction(text, self)
            action.setObjectName(f"paper_{name}")
            action.triggered.connect(slot)
            self.papers.addAction(action)

    def _make_actions(self) -> None:
        make = self._make
        self.programme = make(
            "new_programme", _("New &programme…"), "Shift+Ins", "add", self.open_programme
        )
        self.site = make("new_site", _("&New site…"), "Ins", "add", self.open_site)
        self.work = make("field_mode", _("Open the &table"), "F7", "scan", self.open_table)
        self.close_day = make(
            "close_collection_day", _("&Close the day…"), "F8", "lock", self.open_close_day
        )
        self.pack = make("pack", _("Pac&k…"), "F9", "seal", self.open_pack)
        self.send = make("send", _("S&end…"), "F10", "dispatch", self.open_send)
        self.team = make("team", _("&Team…"), "F3", "people", self.open_team)
        self.plan = make("plan", _("P&lan the site…"), "F4", "info", self.open_plan)
        self.campaign = make(
            "campaign", _("Information ca&mpaign…"), "", "info", self.open_campaign
        )
        self.close_site = make(
            "close_site", _("Close the &site…"), "", "close", self.open_close_site
        )
        self.close_programme = make(
            "close_programme", _("End the p&rogramme…"), "", "close", self.open_close_programme
        )

    def _make(
        self, name: str, text: str, shortcut: str, icon_name: str, slot: Callable[[], object]
    ) -> QAction:
        action = with_icon(make_action(self, name, text, shortcut, slot), icon_name)
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._widget.addAction(action)
        return action

    def _may(self, permission: Permission) -> bool:
        services = self._context.services
        return services.desk.may(permission) and not services.read_only

    def show(self, site: SiteRecord | None, programmes: tuple[ProgrammeRecord, ...]) -> None:
        """Enable what can be done about a site."""
        self._site, self._programmes = site, programmes
        sets_up, collects = self._may(Permission.PROGRAMMES), self._may(Permission.COLLECT)
        running = any(each.closed_on is None for each in programmes)
        is_open = site is not None and site.closed_on is None
        self.programme.setEnabled(sets_up)
        for action in (self.site, self.campaign):
            action.setEnabled(sets_up and running)
        for action in (self.team, self.close_site):
            action.setEnabled(sets_up and is_open)
        self.close_programme.setEnabled(sets_up and site is not None)
        self.plan.setEnabled(site is not None)
        self.work.setEnabled(collects and is_open)
        self.close_day.setEnabled(collects and site is not None and bool(site.days_open))
        waits = site is not None and bool(site.weapons_here)
        self.pack.setEnabled(collects and waits)
        self.send.setEnabled(collects and waits)
        self.papers.setEnabled(site is not None and self._may(Permission.PRINT))

    def _open(self, dialog: QDialog) -> None:
        self.dialog = dialog
        dialog.open()

    # --- setting up ------------------------------------------------------------------------------

    @Slot()
    def open_programme(self) -> None:
        """Open the form of a new programme."""
        self._open(OpenProgrammeDialog(self._context, self._widget))

    @Slot()
    def open_site(self) -> None:
        """Open the form of a new site."""
        self._open(OpenSiteDialog(self._context, self._programmes, self._widget))

    @Slot()
    def open_campaign(self) -> None:
        """Open the form of an information campaign."""
        self._open(CampaignDialog(self._context, self._programmes, self._widget))

    @Slot()
    def open_team(self) -> None:
        """Open the form of the team."""
        if self._site is not None:
            self._open(TeamDialog(self._context, self._site, self._widget))

    @Slot()
    def open_plan(self) -> None:
        """Open the planner."""
        site = self._site
        programme = next((p for p in self._programmes if site and p.id == site.programme), None)
        if site is not None and programme is not None:
            self._open(PlanDialog(self._context, site, programme, self._widget))

    @Slot()
    def open_close_site(self) -> None:
        """Ask why the site is closed."""
        site, setup = self._site, self._context.services.collections.setup
        if site is not None:
            said = _("{site} collects no more. What was handed in there stays in the register.")
            words = (
                "close_site_dialog",
                _("Close the site"),
                said.format(site=site.name),
                _("&Close the site"),
            )
            act = setup.close_site
            self._open(WhyDialog(self._context, words, lambda why: act(site.id, why), self._widget))

    @Slot()
    def open_close_programme(self) -> None:
        """Ask why the programme is ended."""
        site, setup = self._site, self._context.services.collections.setup
        if site is not None:
            said = _("The programme {name} ends. Its sites are closed first.")
            words = (
                "close_programme_dialog",
                _("End the programme"),
                said.format(name=site.programme_name),
                _("&End the programme"),
            )
            act = setup.close_programme
            self._open(
                WhyDialog(self._context, words, lambda why: act(site.programme, why), self._widget)
            )

    # --- every day -------------------------------------------------------------------------------

    @Slot()
    def open_table(self) -> None:
        """Sit down at the table."""
        if self._site is not None:
            self.work_wanted.emit(self._site.id)

    @Slot()
    def open_close_day(self) -> None:
        """Open the closing of the oldest day that is open."""
        site, days = self._site, self._context.services.collections.days
        if site is not None and site.days_open:
            on = site.days_open[0]
            self._read(lambda: days.figures(site.id, on), self._on_figures)

    @Slot(object)
    def _on_figures(self, figures: Any) -> None:
        self._open(CloseCollectionDayDialog(self._context, figures, self._widget))

    @Slot()
    def open_pack(self) -> None:
        """Open the packing of what waits here."""
        site, days = self._site, self._context.services.collections.days
        if site is not None:
            self._read(lambda: days.waiting(site.id), self._on_waiting)

    @Slot(object)
    def _on_waiting(self, waiting: Any) -> None:
        if self._site is not None:
            self._open(PackDialog(self._context, self._site, waiting, self._widget))

    @Slot()
    def open_send(self) -> None:
        """Open the sending of sealed containers."""
        if self._site is not None:
            self._open(SendDialog(self._context, self._site, self._widget))

    def _read(self, work: Callable[[], Any], done: Callable[[Any], None]) -> None:
        self._job = Job(lambda _progress: work())
        self._job.succeeded.connect(done)
        self._job.refused.connect(self._on_refused)
        self._context.jobs.start(self._job, writes=False)

    @Slot(object)
    def _on_refused(self, error: StockpileError) -> None:
        show_refusal(self._widget, error)

    # --- papers ----------------------------------------------------------------------------------

    @Slot()
    def open_tags(self) -> None:
        """Offer the tags of everything that was handed in here."""
        if (site := self._site) is not None:
            self._open(papers.TagsDialog(self._context, site.name, self._widget, site=site.id))

    @Slot()
    def open_duplicates(self) -> None:
        """Offer the list for a partner."""
        if self._site is not None:
            self._open(papers.DuplicatesDialog(self._context, self._site, self._widget))

    @Slot()
    def open_day_sheet(self) -> None:
        """Offer the sheet of the last closed day."""
        site, days = self._site, self._context.services.collections.days
        if site is not None:
            self._read(lambda: days.closed(site.id), self._on_closed_days)

    @Slot(object)
    def _on_closed_days(self, closed: Any) -> None:
        days = [each if isinstance(each, dt.date) else each.day for each in closed]
        if self._site is not None and days:
            self._open(papers.day_sheet_dialog(self._context, self._site, max(days), self._widget))
