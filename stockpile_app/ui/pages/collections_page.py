"""Collections: sites and what waits there, people by code, hand-ins, indicators, and the table."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from stockpile_app.domain.access import Permission
from stockpile_app.domain.confidential import Compartment
from stockpile_app.domain.errors import NotFound
from stockpile_app.i18n import gettext as _
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs.admission_dialog import AdmissionDialog
from stockpile_app.ui.dialogs.collection_import_dialog import CollectionImportDialog
from stockpile_app.ui.pages.collection_figures_panel import CollectionFiguresPanel
from stockpile_app.ui.pages.field_view import FieldView
from stockpile_app.ui.pages.hand_ins_panel import HandInsPanel
from stockpile_app.ui.pages.participants_panel import ParticipantsPanel
from stockpile_app.ui.pages.sites_panel import SitesPanel
from stockpile_app.ui.widgets.no_key_note import NoKeyNote
from stockpile_app.ui.widgets.page_head import PageHead
from stockpile_app.ui.widgets.page_tabs import PageTabs


class CollectionsPage(QWidget):
    """Tabs; while somebody works at a table, field mode instead of them.

    Signals:
        weapon_wanted: Id of a weapon that was handed in.
    """

    weapon_wanted = Signal(int)

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Show the sites."""
        super().__init__(parent)
        self.setObjectName("collections_page")
        self.setAccessibleName(_("Collections"))
        self.context = context
        self.sites = SitesPanel(context)
        self.people = ParticipantsPanel(context)
        self.hand_ins = HandInsPanel(context)
        self.figures = CollectionFiguresPanel(context)
        self.field = FieldView(context)
        self.dialog: CollectionImportDialog | None = None
        self.tabs = PageTabs()
        self.tabs.setObjectName("collections_tabs")
        self.tabs.setAccessibleName(_("Parts of collections"))
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.tabBar().setAccessibleName(_("Parts of collections"))
        for panel in (self.sites, self.people, self.hand_ins, self.figures):
            self.tabs.addTab(panel, panel.accessibleName())
        self.stack = QStackedWidget()
        self.stack.addWidget(self._front())
        self.stack.addWidget(self.field)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.stack)
        self.setFocusProxy(self.tabs)
        self.sites.acts.work_wanted.connect(self.open_table)
        self.hand_ins.weapon_wanted.connect(self.weapon_wanted)
        self.field.left.connect(self._on_left)

    def _front(self) -> QWidget:
        head = PageHead(_("Collections"))
        services = self.context.services
        may = services.desk.may(Permission.COLLECT) and services.desk.may(Permission.PERSONAL_DATA)
        button = head.add_button("import_forms", _("&Import forms…"), self.open_import, "imports")
        button.setVisible(may)
        button.setEnabled(not services.read_only)
        holders = services.desk.may(Permission.PERSONAL_DATA)
        keys = head.add_button("admission", _("&Who has the key…"), self.open_admission, "lock")
        keys.setVisible(holders)
        self.no_key = NoKeyNote(self.context, Compartment.PARTICIPANTS)
        front = QWidget()
        layout = QVBoxLayout(front)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(8)
        layout.addWidget(head)
        layout.addWidget(self.no_key)
        layout.addWidget(self.tabs, 1)
        return front

    @override
    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()  # large texts must not push the list of pages aside

    @property
    def takes_scans(self) -> bool:
        """Whether scans are for the table; else they open what they name."""
        return self.stack.currentWidget() is self.field and self.field.takes_scans

    def on_scan(self, text: str) -> None:
        """Hand a scan to the table."""
        self.field.on_scan(text)

    def on_locked(self, locked: bool = True) -> None:  # noqa: FBT001, FBT002 - a signal's
        """Close what shows a name when the window is locked."""
        if locked:
            self.people.forget()

    def open_item(self, item: object) -> None:
        """Show a site or a hand-in by its id, or a participant by the code."""
        if isinstance(item, int):
            self._open_number(item)
        elif isinstance(item, str):
            self.tabs.setCurrentWidget(self.people)
            self.people.show_code(item)

    def _open_number(self, number: int) -> None:
        """Show what an entry began: sites and hand-ins never have the same number."""
        collections = self.context.services.collections
        try:
            collections.setup.site(number)
        except NotFound:
            hand_in = collections.desk.details(number).hand_in
            self.tabs.setCurrentWidget(self.hand_ins)
            self.hand_ins.show_hand_in(hand_in)
        else:
            self.tabs.setCurrentWidget(self.sites)
            self.sites.choose(number)

    @Slot()
    def open_admission(self) -> None:
        """Show who has the key to names, and admit who waits for it."""
        self.admission = AdmissionDialog(self.context, Compartment.PARTICIPANTS, self)
        self.admission.open()

    @Slot(int)
    def open_table(self, site_id: int) -> None:
        """Open the table of a site."""
        self.stack.setCurrentWidget(self.field)
        self.setFocusProxy(self.field)
        self.field.begin(site_id)
        self.field.setFocus()

    @Slot()
    def _on_left(self) -> None:
        self.stack.setCurrentIndex(0)
        self.setFocusProxy(self.tabs)
        self.sites.setFocus()

    @Slot()
    def open_import(self) -> None:
        """Open the import of forms that were filled in on telephones."""
        self.dialog = CollectionImportDialog(self.context, self)
        self.dialog.open()
