"""Disposal orders: how far each is, its weapons, and what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QMenu,
    QSplitter,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from stockpile_app.domain.access import Permission
from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.disposal_records import OrderDetails, OrderLineRecord, OrderRecord
from stockpile_app.domain.errors import NotFound
from stockpile_app.i18n import gettext as _
from stockpile_app.services.disposal import Disposal
from stockpile_app.ui.actions.disposal_actions import DisposalActions
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.models.records_model import RecordsModel
from stockpile_app.ui.texts import count
from stockpile_app.ui.widgets.action_button import menu_button, tool_button
from stockpile_app.ui.widgets.disposal_words import order_columns
from stockpile_app.ui.widgets.listing import Listing
from stockpile_app.ui.widgets.order_detail import OrderDetail
from stockpile_app.ui.widgets.shares_table import SharesTable

_MOST: Final = 200
_SHARES: Final = (0.34, 0.26, 0.22, 0.18)


class OrdersFile(NamedTuple):
    """Orders, and one of them in full."""

    orders: Sequence[OrderRecord]
    details: OrderDetails | None
    lines: Sequence[OrderLineRecord]


class OrdersPanel(Listing):
    """A table of orders, the selected one beside it, and its steps as buttons.

    Signals:
        work_wanted: ``OrderDetails`` and ``CutterSession`` of a day to work at.
        weapon_wanted: Id of a weapon.
    """

    work_wanted = Signal(object, object)
    weapon_wanted = Signal(int)

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Show the open orders as soon as they are read."""
        super().__init__(context, parent)
        self.setObjectName("orders_panel")
        self.setAccessibleName(_("Orders"))
        self._wanted: int | None = None
        self._asked: int | None = None
        self._open_only = True
        self.acts = DisposalActions(context, self)
        self.acts.ordered.connect(self.open_item)
        self.acts.work_wanted.connect(self.work_wanted)
        self._build()

    def _build(self) -> None:
        self.note.setObjectName("orders_note")
        self.table: SharesTable[OrderRecord] = SharesTable(
            RecordsModel(order_columns()), ("orders", _("Disposal orders")), _SHARES
        )
        self.table.when_empty(
            _(
                "No disposal is ordered. Order one from here, or choose weapons on the page Weapons"
                " first. A second person approves it before anything is done."
            ),
            self.acts.new,
            (self.context, Permission.DISPOSE),
        )
        self.table.chosen.connect(self._on_chosen)
        self.detail = OrderDetail()
        self.detail.lines.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.detail.lines.selectionModel().selectionChanged.connect(self._enable)
        self.detail.lines.activated.connect(self._on_activated)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.table)
        splitter.addWidget(self.detail)
        splitter.setStretchFactor(0, 4)
        splitter.setStretchFactor(1, 5)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(self._build_tools())
        layout.addWidget(self.note)
        layout.addWidget(splitter, 1)
        self.setFocusProxy(self.table)
        self._show(None, ())

    def _build_tools(self) -> QHBoxLayout:
        self.which = QComboBox()
        self.which.setObjectName("which_orders")
        self.which.setAccessibleName(_("Which orders"))
        self.which.addItem(_("Open"), "open")
        self.which.addItem(_("All"), "all")
        self.which.currentIndexChanged.connect(self.reload)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(tool_button(self.acts.new, primary=True))
        row.addWidget(self.which)
        row.addStretch(1)
        for action in self.acts.steps:
            row.addWidget(tool_button(action))
        more = QMenu(self)
        more.addActions(list(self.acts.further))
        row.addWidget(menu_button(_("&More"), "more_acts", more))
        self.papers_button = menu_button(_("&Papers"), "papers", self.acts.papers)
        row.addWidget(self.papers_button)
        return row

    # --- what is shown ---------------------------------------------------------------------------

    @override
    def prepare(self) -> None:
        chosen = self.table.current()
        self._asked = self._wanted if self._wanted is not None else (chosen.id if chosen else None)
        self._wanted = None
        self._open_only = self.which.currentData() == "open"

    @override
    def read(self) -> OrdersFile:
        return _read(self.context.services.disposal, self._asked, open_only=self._open_only)

    @override
    def concerns(self, changes: ChangeSet) -> bool:
        return changes.disposal or changes.places

    def open_item(self, item_id: object) -> None:
        """Show an order by its id, whatever the filter."""
        if isinstance(item_id, int):
            self._wanted = item_id
            self.reload()

    @override
    def show_found(self, found: OrdersFile) -> None:
        orders, details = list(found.orders), found.details
        if details is not None and details.order.id not in {each.id for each in orders}:
            orders.append(details.order)
        self.table.records.show(orders)
        text = ""
        if len(orders) >= _MOST:
            text = _("The newest {count} orders are shown.").format(count=count(_MOST))
        self.say(text)
        ids = [each.id for each in self.table.records.records]
        self._show(details, found.lines)
        if details is not None:
            self.table.choose(ids.index(details.order.id))

    @Slot(object)
    def _on_chosen(self, order: OrderRecord | None) -> None:
        shown = self.detail.details
        if order is not None and (shown is None or shown.order.id != order.id):
            self.reload()
        self._enable()

    def _show(self, details: OrderDetails | None, lines: Sequence[OrderLineRecord]) -> None:
        self.detail.show_order(details, lines)
        self._enable()

    @Slot()
    def _enable(self) -> None:
        chosen = self.table.current()
        details = self.detail.details
        if details is not None and (chosen is None or chosen.id != details.order.id):
            details = None
        self.acts.show(details, self.detail.chosen_lines() if details else ())

    @Slot(QModelIndex)
    def _on_activated(self, _index: QModelIndex) -> None:
        chosen = self.detail.chosen_lines()
        if chosen:
            self.weapon_wanted.emit(chosen[0].weapon.id)


def _read(disposal: Disposal, wanted: int | None, *, open_only: bool) -> OrdersFile:
    listed = disposal.list(open_only=open_only, limit=_MOST)
    shown = wanted if wanted is not None or not listed else listed[0].id
    if shown is None:
        return OrdersFile(listed, None, ())
    try:
        return OrdersFile(listed, disposal.get(shown), disposal.lines(shown))
    except NotFound:
        return OrdersFile(listed, None, ())
