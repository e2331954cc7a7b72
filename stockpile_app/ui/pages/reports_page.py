"""National reports: one that is being written, those that were frozen, and their questions."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from stockpile_app.domain.access import Permission
from stockpile_app.i18n import gettext as _
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.pages.frozen_reports_panel import FrozenReportsPanel
from stockpile_app.ui.pages.report_draft_panel import ReportDraftPanel
from stockpile_app.ui.pages.report_templates_panel import ReportTemplatesPanel
from stockpile_app.ui.widgets.page_head import PageHead
from stockpile_app.ui.widgets.page_tabs import PageTabs


class ReportsPage(QWidget):
    """Tabs; whoever only changes the questions sees these alone.

    Signals:
        open_wanted: The name of a page, and the id of what is to be opened there, or None.
        weapon_wanted: Id of a weapon that a report counts.
    """

    open_wanted = Signal(str, object)
    weapon_wanted = Signal(int)

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Show the draft."""
        super().__init__(parent)
        self.setObjectName("reports_page")
        self.setAccessibleName(_("National reports"))
        self.context = context
        self.draft: ReportDraftPanel | None = None
        self.frozen: FrozenReportsPanel | None = None
        self.tabs = PageTabs()
        self.tabs.setObjectName("reports_tabs")
        self.tabs.setAccessibleName(_("Parts of the reports"))
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.tabBar().setAccessibleName(_("Parts of the reports"))
        if context.services.desk.may(Permission.REPORT):
            self._add_reports(context)
        self.templates = ReportTemplatesPanel(context)
        self._add(self.templates)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(8)
        layout.addWidget(PageHead(_("National reports")))
        layout.addWidget(self.tabs, 1)
        self.setFocusProxy(self.tabs)

    def _add_reports(self, context: UiContext) -> None:
        self.draft = ReportDraftPanel(context)
        self.frozen = FrozenReportsPanel(context)
        for panel in (self.draft, self.frozen):
            self._add(panel)
            panel.open_wanted.connect(self.open_wanted)
            panel.weapon_wanted.connect(self.weapon_wanted)
        self.draft.frozen.connect(self.open_item)

    def _add(self, panel: QWidget) -> None:
        self.tabs.addTab(panel, panel.accessibleName())

    @Slot(int)
    def open_item(self, item_id: object) -> None:
        """Show a frozen report by its id."""
        if self.frozen is not None and isinstance(item_id, int):
            self.tabs.setCurrentWidget(self.frozen)
            self.frozen.open_item(item_id)
