"""Marking: how completely weapons are marked, what waits to be, the jobs, and the profiles."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from stockpile_app.domain.marking_work import MarkingJobRecord
from stockpile_app.i18n import gettext as _
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.pages.bench_view import BenchView
from stockpile_app.ui.pages.completeness_panel import CompletenessPanel
from stockpile_app.ui.pages.marking_jobs_panel import MarkingJobsPanel
from stockpile_app.ui.pages.marking_profiles_panel import MarkingProfilesPanel
from stockpile_app.ui.pages.seized_panel import SeizedPanel
from stockpile_app.ui.widgets.page_head import PageHead
from stockpile_app.ui.widgets.page_tabs import PageTabs


class MarkingPage(QWidget):
    """Tabs; while marks are put on, the bench instead of them.

    Signals:
        weapon_wanted: Id of a weapon.
        query_wanted: A ``WeaponQuery``.
    """

    weapon_wanted = Signal(int)
    query_wanted = Signal(object)

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Show how completely weapons are marked."""
        super().__init__(parent)
        self.setObjectName("marking_page")
        self.setAccessibleName(_("Marking"))
        self.context = context
        self.completeness = CompletenessPanel(context)
        self.jobs = MarkingJobsPanel(context)
        self.seized = SeizedPanel(context)
        self.profiles = MarkingProfilesPanel(context)
        self.tabs = PageTabs()
        self.tabs.setObjectName("marking_tabs")
        self.tabs.setAccessibleName(_("Parts of marking"))
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.tabBar().setAccessibleName(_("Parts of marking"))
        for panel in self._panels():
            self.tabs.addTab(panel, panel.accessibleName())
        self.completeness.query_wanted.connect(self.query_wanted)
        self.seized.weapon_wanted.connect(self.weapon_wanted)
        self.jobs.weapon_wanted.connect(self.weapon_wanted)
        self.jobs.bench_wanted.connect(self._on_bench)
        self.bench = BenchView(context)
        self.bench.left.connect(self._on_left)
        front = QWidget()
        layout = QVBoxLayout(front)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(8)
        layout.addWidget(PageHead(_("Marking")))
        layout.addWidget(self.tabs, 1)
        self.stack = QStackedWidget()
        self.stack.addWidget(front)
        self.stack.addWidget(self.bench)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.stack)
        self.setFocusProxy(self.tabs)

    def _panels(self) -> tuple[QWidget, ...]:
        return (self.completeness, self.jobs, self.seized, self.profiles)

    @property
    def takes_scans(self) -> bool:
        """Whether scans are for the bench; else they open what they name."""
        return self.stack.currentWidget() is self.bench

    def on_scan(self, text: str) -> None:
        """Hand a scan to the bench."""
        self.bench.on_scan(text)

    def open_item(self, item: object) -> None:
        """Show a job by its id; or open one for these weapons."""
        self.tabs.setCurrentWidget(self.jobs)
        if isinstance(item, tuple):
            self.jobs.acts.mark_weapons(item)
        else:
            self.jobs.open_item(item)

    @Slot(object)
    def _on_bench(self, job: MarkingJobRecord) -> None:
        self.stack.setCurrentWidget(self.bench)
        self.bench.begin(job, self.context.services.marking.work.profile(job.id))

    @Slot()
    def _on_left(self) -> None:
        self.stack.setCurrentIndex(0)
        self.jobs.reload()
        self.jobs.setFocus()
