"""What can be done with a disposal order: its steps, and what goes beside them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QMenu, QWidget

from stockpile_app.domain.access import Permission
from stockpile_app.domain.disposal import DisposalDone
from stockpile_app.domain.disposal_records import (
    DisposalLineState,
    OrderDetails,
    OrderLineRecord,
    OrderRecord,
    OrderState,
)
from stockpile_app.domain.disposal_rules import WITH_METHOD
from stockpile_app.i18n import gettext as _
from stockpile_app.services.cutter import CutterSession
from stockpile_app.ui.actions.make import make_action, with_icon
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs import disposal_dialogs as forms
from stockpile_app.ui.dialogs.disposal_papers import paper_dialog
from stockpile_app.ui.dialogs.disposal_work_dialogs import (
    AttestDialog,
    CloseDayDialog,
    DisposalPhotographDialog,
    OpenDayDialog,
    ResumeDayDialog,
)
from stockpile_app.ui.dialogs.order_disposal_dialog import OrderDisposalDialog


class DisposalActions(QObject):
    """The acts on the order that is shown; each is enabled while it is possible.

    Attributes:
        steps: In the order in which they come.
        further: What goes beside them.
        papers: A menu.
        dialog: The one opened last.

    Signals:
        ordered: Id of a new order.
        work_wanted: ``OrderDetails`` and ``CutterSession`` of a day to work at.
    """

    ordered = Signal(int)
    work_wanted = Signal(object, object)

    def __init__(self, context: UiContext, widget: QWidget) -> None:
        """Offer the acts on ``widget``; its dialogs open over it."""
        super().__init__(widget)
        self._context, self._widget = context, widget
        self._details: OrderDetails | None = None
        self._chosen: tuple[OrderLineRecord, ...] = ()
        self.dialog: QDialog | None = None
        self._make_actions()
        self.steps = (self.approve, self.place, self.work, self.attest)
        self.further = (
            self.check,
            self.end_day,
            self.lift,
            self.remove,
            self.photograph,
            self.cancel,
        )
        self.papers = QMenu(widget)
        for name, text in (
            ("order", _("Order…")),
            ("work_list", _("Work list for the cutter…")),
            ("comparison", _("Methods compared…")),
            ("certificate", _("Certificate…")),
        ):
            action = QAction(text, self)
            action.setObjectName(f"paper_{name}")
            action.setData(name)
            action.triggered.connect(self._on_paper)
            self.papers.addAction(action)
        action.setShortcut("F11")  # the certificate
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        widget.addAction(action)

    def _make_actions(self) -> None:
        make = self._make
        self.new = make("order_disposal", _("&New order…"), "Ins", "add", self.open_order)
        self.approve = make("approve", _("&Approve…"), "F2", "check", self.open_approve)
        self.place = make("place", _("&Bring there…"), "F3", "move", self.open_place)
        self.check = make("checks", _("&Conditions…"), "F4", "security", self.open_check)
        self.work = make("work", _("&Work…"), "F7", "scan", self.open_work)
        self.end_day = make("end_day", _("&End the day…"), "F8", "lock", self.open_end_day)
        self.attest = make("attest", _("&Verify…"), "F9", "verify", self.open_attest)
        self.lift = make("lift", _("&Lift the stop…"), "Shift+F7", "undo", self.open_lift)
        self.remove = make("remove", _("&Take off…"), "Del", "remove", self.open_remove)
        self.photograph = make(
            "photograph", _("P&hotograph…"), "Shift+F8", "photograph", self.open_photograph
        )
        self.cancel = make("cancel_order", _("Cancel the &order…"), "", "close", self.open_cancel)

    def _make(
        self, name: str, text: str, shortcut: str, icon_name: str, slot: Callable[[], object]
    ) -> QAction:
        action = with_icon(make_action(self, name, text, shortcut, slot), icon_name)
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._widget.addAction(action)
        return action

    def show(self, details: OrderDetails | None, chosen: Sequence[OrderLineRecord]) -> None:
        """Enable what can be done now with an order and its selected lines."""
        self._details, self._chosen = details, tuple(chosen)
        dispose = self._may(Permission.DISPOSE)
        self.new.setEnabled(dispose)
        order = details.order if details is not None else None
        for action in (*self.steps, *self.further):
            action.setEnabled(False)
        self.papers.setEnabled(order is not None and self._may(Permission.PRINT))
        if order is None:
            return
        if dispose and order.state.is_open:
            self._enable_open(order)
            self._enable_lines(order)
        done = bool(order.count(DisposalLineState.DISPOSED))
        finished = order.state is OrderState.APPROVED and done and not order.left
        may = self._may(Permission.ATTEST)
        self.attest.setEnabled(may and finished and order.open_day is None)
        for action in self.papers.actions():
            if action.data() == "certificate":
                action.setEnabled(order.state is OrderState.VERIFIED)
            elif action.data() == "comparison":
                action.setEnabled(bool(order.comparison))

    def _enable_open(self, order: OrderRecord) -> None:
        approved = order.state is OrderState.APPROVED
        day_open = order.open_day is not None
        waiting = bool(order.count(DisposalLineState.PLACED))
        self.approve.setEnabled(not approved)
        self.check.setEnabled(order.kind not in WITH_METHOD)
        self.work.setEnabled(approved and (day_open or waiting))
        self.end_day.setEnabled(day_open)
        self.photograph.setEnabled(approved)
        self.cancel.setEnabled(not order.count(DisposalLineState.DISPOSED))

    def _enable_lines(self, order: OrderRecord) -> None:
        approved, chosen = order.state is OrderState.APPROVED, self._chosen
        states = [each.state for each in chosen]
        to_bring = {DisposalLineState.LISTED, DisposalLineState.PLACED}.issuperset(states)
        if not states:
            to_bring = bool(order.count(DisposalLineState.LISTED))
        self.place.setEnabled(approved and to_bring)
        self.lift.setEnabled(approved and states == [DisposalLineState.STOPPED])
        self.remove.setEnabled(bool(states) and not any(each.is_settled for each in states))

    def _may(self, permission: Permission) -> bool:
        services = self._context.services
        return services.desk.may(permission) and not services.read_only

    def _order(self) -> OrderRecord | None:
        return self._details.order if self._details is not None else None

    # --- what is done ----------------------------------------------------------------------------

    def _open(self, dialog: QDialog) -> None:
        self.dialog = dialog
        dialog.open()

    @Slot()
    def open_order(self) -> None:
        """Open the form of a new order."""
        self.order_weapons(())

    def order_weapons(self, weapon_ids: Sequence[int]) -> None:
        """Open the form of a new order of these weapons."""
        dialog = OrderDisposalDialog(self._context, weapon_ids, self._widget)
        dialog.succeeded.connect(self._on_ordered)
        self._open(dialog)

    @Slot(object)
    def _on_ordered(self, done: DisposalDone) -> None:
        self.ordered.emit(done.order_id)

    @Slot()
    def open_approve(self) -> None:
        """Open the form by which a second person approves."""
        if (details := self._details) is not None:
            self._open(forms.ApproveDisposalDialog(self._context, details, self._widget))

    @Slot()
    def open_place(self) -> None:
        """Open the form by which weapons are brought to the guarded place."""
        if order := self._order():
            ids = [each.weapon.id for each in self._chosen]
            self._open(forms.PlaceDisposalDialog(self._context, order, ids, self._widget))

    @Slot()
    def open_check(self) -> None:
        """Open the form of a condition of the hand-over."""
        if (details := self._details) is not None:
            self._open(forms.DisposalCheckDialog(self._context, details, self._widget))

    @Slot()
    def open_work(self) -> None:
        """Begin a day of work, or go on with the open one."""
        details = self._details
        if details is None:
            return
        open_day = details.order.open_day
        record = next((each for each in details.days if each.id == open_day), None)
        dialog: OpenDayDialog | ResumeDayDialog
        if record is not None:
            dialog = ResumeDayDialog(self._context, record, self._widget)
        else:
            dialog = OpenDayDialog(self._context, details, self._widget)
        dialog.succeeded.connect(self._on_day)
        self._open(dialog)

    @Slot(object)
    def _on_day(self, session: CutterSession) -> None:
        details = self._context.services.disposal.get(session.order_id)
        self.work_wanted.emit(details, session)

    @Slot()
    def open_end_day(self) -> None:
        """End the open day without its two people."""
        details = self._details
        if details is None:
            return
        for each in details.days:
            if each.id == details.order.open_day:
                self._open(CloseDayDialog(self._context, each, None, self._widget))

    @Slot()
    def open_attest(self) -> None:
        """Open the form by which somebody independent verifies the result."""
        if (details := self._details) is not None:
            self._open(AttestDialog(self._context, details, self._widget))

    @Slot()
    def open_lift(self) -> None:
        """Open the form that lets a stopped weapon be read once more."""
        order, chosen = self._order(), self._chosen
        if order is not None and len(chosen) == 1:
            self._open(forms.lift_dialog(self._context, order, chosen[0], self._widget))

    @Slot()
    def open_remove(self) -> None:
        """Open the form that takes weapons off the order."""
        order, chosen = self._order(), self._chosen
        if order is not None and chosen:
            self._open(forms.remove_dialog(self._context, order, chosen, self._widget))

    @Slot()
    def open_cancel(self) -> None:
        """Open the form that gives the order up."""
        if order := self._order():
            self._open(forms.cancel_dialog(self._context, order, self._widget))

    @Slot()
    def open_photograph(self) -> None:
        """Open the form for a photograph, of the selected weapon where one is."""
        if order := self._order():
            chosen = self._chosen
            weapon = (chosen[0].weapon.id, chosen[0].weapon.number) if len(chosen) == 1 else None
            self._open(DisposalPhotographDialog(self._context, order, weapon, self._widget))

    @Slot()
    def _on_paper(self) -> None:
        action, order = self.sender(), self._order()
        if isinstance(action, QAction) and order is not None:
            self._open(paper_dialog(self._context, str(action.data()), order, self._widget))
