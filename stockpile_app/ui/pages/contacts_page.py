"""National points of contact, for who keeps the directory."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from stockpile_app.i18n import gettext as _
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.pages.contacts_panel import ContactsPanel
from stockpile_app.ui.widgets.page_head import PageHead


class ContactsPage(QWidget):
    """The directory, of its own: nothing in it is confidential."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Show the directory."""
        super().__init__(parent)
        self.setObjectName("contacts_page")
        self.setAccessibleName(_("Points of contact"))
        self.context = context
        self.panel = ContactsPanel(context)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(8)
        layout.addWidget(PageHead(_("Points of contact")))
        layout.addWidget(self.panel, 1)
        self.setFocusProxy(self.panel)

    def open_item(self, item_id: object) -> None:
        """Select an office by its id."""
        self.panel.open_item(item_id)
