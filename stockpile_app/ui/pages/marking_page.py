"""Marking: how completely weapons are marked, what waits to be, the jobs, and the profiles."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from stockpile_app.i18n import gettext as _
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.pages.completeness_panel import CompletenessPanel
from stockpile_app.ui.pages.marking_profiles_panel import MarkingProfilesPanel
from stockpile_app.ui.pages.seized_panel import SeizedPanel
from stockpile_app.ui.widgets.page_head import PageHead


class MarkingPage(QWidget):
    """Tabs: completeness, found and seized, profiles.

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
        self.seized = SeizedPanel(context)
        self.profiles = MarkingProfilesPanel(context)
        self.tabs = QTabWidget()
        self.tabs.setObjectName("marking_tabs")
        self.tabs.setAccessibleName(_("Parts of marking"))
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.tabBar().setAccessibleName(_("Parts of marking"))
        for panel in self._panels():
            self.tabs.addTab(panel, panel.accessibleName())
        self.completeness.query_wanted.connect(self.query_wanted)
        self.seized.weapon_wanted.connect(self.weapon_wanted)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(8)
        layout.addWidget(PageHead(_("Marking")))
        layout.addWidget(self.tabs, 1)
        self.setFocusProxy(self.tabs)

    def _panels(self) -> tuple[QWidget, ...]:
        return (self.completeness, self.seized, self.profiles)
