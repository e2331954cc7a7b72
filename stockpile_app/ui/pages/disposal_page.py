"""Disposal: orders and the work under them, surplus, and the methods there are."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from stockpile_app.domain.disposal_records import OrderDetails
from stockpile_app.i18n import gettext as _
from stockpile_app.services.cutter import CutterSession
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.pages.cutter_view import CutterView
from stockpile_app.ui.pages.methods_panel import MethodsPanel
from stockpile_app.ui.pages.orders_panel import OrdersPanel
from stockpile_app.ui.pages.surplus_panel import SurplusPanel
from stockpile_app.ui.widgets.page_head import PageHead
from stockpile_app.ui.widgets.page_tabs import PageTabs


class DisposalPage(QWidget):
    """Tabs; while a day is worked at, the desk at the guarded place instead of them.

    Signals:
        weapon_wanted: Id of a weapon of an order.
    """

    weapon_wanted = Signal(int)

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Show the orders."""
        super().__init__(parent)
        self.setObjectName("disposal_page")
        self.setAccessibleName(_("Disposal"))
        self.context = context
        self.orders = OrdersPanel(context)
        self.surplus = SurplusPanel(context)
        self.methods = MethodsPanel(context)
        self.cutter = CutterView(context)
        self.tabs = PageTabs()
        self.tabs.setObjectName("disposal_tabs")
        self.tabs.setAccessibleName(_("Parts of disposal"))
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.tabBar().setAccessibleName(_("Parts of disposal"))
        for panel in (self.orders, self.surplus, self.methods):
            self.tabs.addTab(panel, panel.accessibleName())
        front = QWidget()
        layout = QVBoxLayout(front)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(8)
        layout.addWidget(PageHead(_("Disposal")))
        layout.addWidget(self.tabs, 1)
        self.stack = QStackedWidget()
        self.stack.addWidget(front)
        self.stack.addWidget(self.cutter)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.stack)
        self.setFocusProxy(self.tabs)
        self.orders.work_wanted.connect(self._on_work)
        self.orders.weapon_wanted.connect(self.weapon_wanted)
        self.cutter.left.connect(self._on_left)

    @property
    def takes_scans(self) -> bool:
        """Whether scans are for the desk; else they open what they name."""
        return self.stack.currentWidget() is self.cutter

    def on_scan(self, text: str) -> None:
        """Hand a scan to the desk."""
        self.cutter.on_scan(text)

    def on_locked(self) -> None:
        """The window was locked: whoever confirms signs in again."""
        self.cutter.on_locked()

    def open_item(self, item: object) -> None:
        """Show an order by its id, or "surplus"; or order the disposal of these weapons."""
        if item == "surplus":
            self.tabs.setCurrentWidget(self.surplus)
            return
        self.tabs.setCurrentWidget(self.orders)
        if isinstance(item, tuple):
            self.orders.acts.order_weapons(item)
        else:
            self.orders.open_item(item)

    @Slot(object, object)
    def _on_work(self, details: OrderDetails, session: CutterSession) -> None:
        self.stack.setCurrentWidget(self.cutter)
        self.cutter.begin(details, session)

    @Slot()
    def _on_left(self) -> None:
        self.stack.setCurrentIndex(0)
        self.orders.reload()
        self.orders.setFocus()
