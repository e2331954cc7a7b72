"""Keys, access and devices: who can go in, who is in, and what guards the stores."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.guarding import Due
from stockpile_app.i18n import gettext as _
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.pages.access_panel import AccessPanel
from stockpile_app.ui.pages.devices_panel import DevicesPanel
from stockpile_app.ui.pages.guarding_panel import GuardingFile, read_file
from stockpile_app.ui.pages.keys_panel import KeysPanel
from stockpile_app.ui.texts import count
from stockpile_app.ui.widgets.listing import Listing
from stockpile_app.ui.widgets.page_head import PageHead
from stockpile_app.ui.widgets.page_tabs import PageTabs

KEYS, ACCESS, DEVICES = "keys", "access", "devices"


class GuardingPage(Listing):
    """Three tabs: keys, the access log, and tests of devices."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Show everything as soon as it is read."""
        super().__init__(context, parent)
        self.setObjectName("guarding_page")
        self.setAccessibleName(_("Keys and access"))
        self.head = PageHead(_("Keys and access"))
        self.keys = KeysPanel(context)
        self.access = AccessPanel(context)
        self.devices = DevicesPanel(context)
        self._names = {KEYS: self.keys, ACCESS: self.access, DEVICES: self.devices}
        self.tabs = PageTabs()
        self.tabs.setObjectName("guarding_tabs")
        self.tabs.setAccessibleName(_("Keys, access and devices"))
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.tabBar().setAccessibleName(_("Keys, access and devices"))
        for panel in self._names.values():
            self.tabs.addTab(panel, panel.accessibleName())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(8)
        for widget in (self.head, self.note):
            layout.addWidget(widget)
        layout.addWidget(self.tabs, 1)
        self.setFocusProxy(self.tabs)

    @override
    def read(self) -> GuardingFile:
        return read_file(self.context.services)

    @override
    def concerns(self, changes: ChangeSet) -> bool:
        return changes.keys or changes.places or changes.people

    def open_item(self, item_id: object) -> None:
        """Show a tab by its name: "keys", "access" or "devices"; or the keys of a person."""
        if isinstance(item_id, int):
            self.tabs.setCurrentWidget(self.keys)
            self.keys.look_for(self.context.services.people.get(item_id).name)
            return
        panel = self._names.get(item_id) if isinstance(item_id, str) else None
        if panel is not None:
            self.tabs.setCurrentWidget(panel)

    @override
    def show_found(self, found: GuardingFile) -> None:
        self.say("")
        for panel in self._names.values():
            panel.show_file(found)
        out = sum(key.person_id is not None for lock in found.locks for key in lock.keys)
        due = sum(each.state is not Due.LATER for each in found.devices)
        for panel, text, number in (
            (self.keys, _("Keys ({count} with people)"), out),
            (self.access, _("Access ({count} inside)"), len(found.inside)),
            (self.devices, _("Devices ({count} due)"), due),
        ):
            title = text.format(count=count(number)) if number else panel.accessibleName()
            self.tabs.setTabText(self.tabs.indexOf(panel), title)
