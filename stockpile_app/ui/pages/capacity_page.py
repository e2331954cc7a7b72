"""What staff can do and what is missing: training, needs for assistance, lessons learned."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from stockpile_app.i18n import gettext as _
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.pages.lessons_panel import LessonsPanel
from stockpile_app.ui.pages.needs_panel import NeedsPanel
from stockpile_app.ui.pages.training_panel import TrainingPanel
from stockpile_app.ui.widgets.page_head import PageHead
from stockpile_app.ui.widgets.page_tabs import PageTabs


class CapacityPage(QWidget):
    """Three tabs."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Show training."""
        super().__init__(parent)
        self.setObjectName("capacity_page")
        self.setAccessibleName(_("Training and needs"))
        self.context = context
        self.training = TrainingPanel(context)
        self.needs = NeedsPanel(context)
        self.lessons = LessonsPanel(context)
        self.tabs = PageTabs()
        self.tabs.setObjectName("capacity_tabs")
        self.tabs.setAccessibleName(_("Parts of training and needs"))
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.tabBar().setAccessibleName(_("Parts of training and needs"))
        for panel in (self.training, self.needs, self.lessons):
            self.tabs.addTab(panel, panel.accessibleName())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(8)
        layout.addWidget(PageHead(_("Training and needs")))
        layout.addWidget(self.tabs, 1)
        self.setFocusProxy(self.tabs)

    def open_item(self, item: object) -> None:
        """Show a part by its name: "training", "needs" or "lessons"."""
        panels = {
            "training": self.training,
            "qualifications": self.training,
            "needs": self.needs,
            "lessons": self.lessons,
        }
        panel = panels.get(str(item))
        if panel is not None:
            self.tabs.setCurrentWidget(panel)
