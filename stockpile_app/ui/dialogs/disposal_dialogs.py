"""Ordering a disposal, approving it, bringing the weapons, taking some off, giving it up."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton, QWidget
from typing_extensions import override

from stockpile_app.domain.disposal import (
    ApproveDisposal,
    CancelDisposal,
    DisposalDone,
    LiftStop,
    OrderDisposal,
    PlaceForDisposal,
    RecordDisposalCheck,
    RemoveFromOrder,
)
from stockpile_app.domain.disposal_methods import Comparison, to_text
from stockpile_app.domain.disposal_records import (
    DisposalLineState,
    OrderDetails,
    OrderLineRecord,
    OrderRecord,
    OrderState,
)
from stockpile_app.domain.disposal_rules import REQUIRED_CHECKS, WITH_METHOD
from stockpile_app.domain.disposal_vocabulary import DisposalCheck, DisposalKind
from stockpile_app.domain.errors import BadValue, StockpileError
from stockpile_app.domain.progress import Progress
from stockpile_app.domain.text import N_
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import ngettext
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs.container_dialogs import given
from stockpile_app.ui.texts import count, label
from stockpile_app.ui.widgets.approved_dialog import ApprovedDialog
from stockpile_app.ui.widgets.fields import CodeCombo, DayEdit, NotesEdit
from stockpile_app.ui.widgets.form_dialog import FormDialog
from stockpile_app.ui.widgets.method_comparison import MethodComparison
from stockpile_app.ui.widgets.name_edit import NameEdit
from stockpile_app.ui.widgets.place_picker import PlacePicker
from stockpile_app.ui.widgets.plain import PlainLabel
from stockpile_app.ui.widgets.weapon_basket import WeaponBasket


def _today(context: UiContext) -> DayEdit:
    edit = DayEdit()
    edit.setText(context.services.desk.today.isoformat())
    return edit


class OrderDisposalDialog(FormDialog):
    """Orders a disposal: what, why, how, and which weapons."""

    def __init__(
        self, context: UiContext, weapon_ids: Sequence[int] = (), parent: QWidget | None = None
    ) -> None:
        """Begin with weapons that were chosen before."""
        super().__init__(context, _("Order a disposal"), _("&Order"), parent, columns=2)
        self.setObjectName("order_disposal_dialog")
        self.compared: Comparison | None = None
        self.kind = CodeCombo(DisposalKind)
        self.ordered_on = _today(context)
        self.authority = QLineEdit()
        self.legal_basis = QLineEdit()
        self.reason = NotesEdit(2)
        self.reference = QLineEdit()
        self.recipient = NameEdit(context)
        self.basket = WeaponBasket(context)
        self.methods = MethodComparison()
        self.compare = QPushButton(_("Compare the &methods"))
        self.compare.setObjectName("compare")
        self.compare.setAutoDefault(False)
        self.method_reason = NotesEdit(2)
        self._add_fields()
        self.compare.clicked.connect(self._on_compare)
        self.kind.currentIndexChanged.connect(self._on_kind)
        self.basket.changed.connect(self._on_basket)
        self.basket.add_ids(weapon_ids)
        self._on_kind()
        self.resize(1080, 700)

    def _add_fields(self) -> None:
        add = self.form.add
        add("kind", _("&Kind"), self.kind)
        add("authority", _("Ordering &authority"), self.authority, required=True)
        hint = _("The law, decision or instruction that the order rests on.")
        add("legal_basis", _("&Legal basis"), self.legal_basis, required=True, hint=hint)
        add("reason", _("&Reason"), self.reason, required=True)
        add("reference", _("Re&ference"), self.reference)
        add("recipient", _("Recip&ient"), self.recipient, required=True)
        add("occurred_on", _("Ordered o&n"), self.ordered_on, required=True)
        add("weapons", "", self.basket, column=1)
        self.body.addWidget(self.methods, 1)
        self.how = _MethodForm(self.compare, self.method_reason)
        self.body.addWidget(self.how)

    @Slot()
    def _on_kind(self) -> None:
        kind = self.kind.code(DisposalKind)
        with_method = kind in WITH_METHOD
        self.form.show_field("recipient", shown=not with_method)
        self.methods.setVisible(with_method)
        self.how.setVisible(with_method)
        self._on_basket()

    @Slot()
    def _on_basket(self) -> None:
        """What was compared was of another list."""
        self.compared = None
        self.methods.show_comparison(None)

    @Slot()
    def _on_compare(self) -> None:
        self.form.clear_errors()
        kind = self.kind.code(DisposalKind) or DisposalKind.DESTRUCTION
        try:
            if not self.basket.ids():
                raise BadValue(N_("Choose the weapons first."), "weapons")
            methods = self.context.services.disposal.methods
            self.compared = methods.compare(kind, self.basket.ids())
        except StockpileError as error:
            self.form.show_error(error)
            return
        self.methods.show_comparison(self.compared)
        self.methods.table.setFocus()

    def on_scan(self, text: str) -> None:
        """Put the weapon that was scanned on the list."""
        self.basket.on_scan(text)

    @override
    def command(self) -> Callable[[Progress], DisposalDone]:
        kind = self.kind.code(DisposalKind) or DisposalKind.DESTRUCTION
        if kind in WITH_METHOD and self.compared is None:
            raise BadValue(N_("Compare the methods, and choose one."), "weapons")
        asked = OrderDisposal(
            kind=kind,
            weapon_ids=self.basket.ids(),
            occurred_on=given(self.ordered_on),
            authority=self.authority.text(),
            legal_basis=self.legal_basis.text(),
            reason=self.reason.toPlainText(),
            reference=self.reference.text(),
            recipient=self.recipient.text(),
            method=self.methods.chosen_code(),
            method_reason=self.method_reason.toPlainText(),
            comparison=to_text(self.compared) if self.compared else "",
        )
        disposal = self.context.services.disposal
        return lambda _progress: disposal.order(asked)

    @override
    @Slot(object)
    def on_refused(self, error: StockpileError) -> None:
        if isinstance(error, BadValue) and error.field in {"method", "method_reason"}:
            self.form.clear_errors()
            self.how.form.show_error(error)
            return
        super().on_refused(error)


class _MethodForm(QWidget):
    """The button that compares, and why a method is chosen."""

    def __init__(self, compare: QPushButton, reason: NotesEdit) -> None:
        super().__init__()
        from PySide6.QtWidgets import QVBoxLayout  # noqa: PLC0415

        from stockpile_app.ui.widgets.form import Form  # noqa: PLC0415

        self.form = Form()
        hint = _("Days, cost, environment and needs of each, for the weapons on the list.")
        self.form.add("method", "", compare, hint=hint)
        self.form.add("method_reason", _("&Why this method"), reason, required=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.form)


class ApproveDisposalDialog(ApprovedDialog):
    """A second person, who did not order it, approves an order."""

    def __init__(
        self, context: UiContext, details: OrderDetails, parent: QWidget | None = None
    ) -> None:
        """Show what is approved."""
        super().__init__(context, _("Approve a disposal"), _("&Approve"), parent)
        self.setObjectName("approve_disposal_dialog")
        order = details.order
        self._order_id = order.id
        said = _(
            "{number}: {kind} of {weapons}, ordered by {name}. From now on they can be given out no"
            " more, and nothing can be added to the list."
        ).format(
            number=order.number,
            kind=label(order.kind).lower(),
            weapons=ngettext("{count} weapon", "{count} weapons", order.weapons).format(
                count=count(order.weapons)
            ),
            name=order.ordered_by,
        )
        self.body.insertWidget(0, PlainLabel(said, role="notice", wrap=True))
        digest = PlainLabel(order.digest.upper()[:32] + "…", role="code")
        digest.setAccessibleName(_("Digest of the list"))
        self.body.insertWidget(1, digest)
        self.approved_on = _today(context)
        self.notes = QLineEdit()
        self.form.add("occurred_on", _("Approved o&n"), self.approved_on, required=True)
        self.form.add("notes", _("N&otes"), self.notes)

    @override
    def command(self) -> Callable[[Progress], DisposalDone]:
        asked = ApproveDisposal(
            order_id=self._order_id,
            occurred_on=given(self.approved_on),
            notes=self.notes.text(),
        )
        disposal, second = self.context.services.disposal, self.credentials()
        return lambda _progress: disposal.approve(asked, second)


class PlaceDisposalDialog(FormDialog):
    """Records that the weapons of an order were brought to the guarded place."""

    def __init__(
        self,
        context: UiContext,
        order: OrderRecord,
        weapon_ids: Sequence[int] = (),
        parent: QWidget | None = None,
    ) -> None:
        """Offer to bring these weapons, or all that are not there yet."""
        title = _("Bring to the guarded place")
        super().__init__(context, title, _("&Record"), parent)
        self.setObjectName("place_disposal_dialog")
        self._order_id, self._ids = order.id, tuple(weapon_ids)
        waiting = len(self._ids) or order.count(DisposalLineState.LISTED)
        text = ngettext("{count} weapon is brought.", "{count} weapons are brought.", waiting)
        said = PlainLabel(text.format(count=count(waiting)), role="heading", wrap=True)
        self.body.insertWidget(0, said)
        self.place = PlacePicker(context.services.places.all(), only_usable=True)
        self.placed_on = _today(context)
        self.handed_by = NameEdit(context)
        self.received_by = NameEdit(context)
        self.guarded_by = NameEdit(context)
        add = self.form.add
        add("place_id", _("&Place"), self.place, required=True)
        add("occurred_on", _("Brought o&n"), self.placed_on, required=True)
        add("handed_by", _("&Handed over by"), self.handed_by, required=True)
        add("received_by", _("Re&ceived by"), self.received_by, required=True)
        hint = _("Who guards the place until the work is done.")
        add("guarded_by", _("&Guarded by"), self.guarded_by, required=True, hint=hint)

    @override
    def command(self) -> Callable[[Progress], DisposalDone]:
        place_id = self.place.place_id()
        if place_id is None:
            raise BadValue(N_("Choose the guarded place."), "place_id")
        asked = PlaceForDisposal(
            order_id=self._order_id,
            place_id=place_id,
            occurred_on=given(self.placed_on),
            handed_by=self.handed_by.text(),
            received_by=self.received_by.text(),
            guarded_by=self.guarded_by.text(),
            weapon_ids=self._ids,
        )
        disposal = self.context.services.disposal
        return lambda _progress: disposal.place(asked)


class DisposalCheckDialog(FormDialog):
    """Records whether a condition of handing weapons over is met."""

    def __init__(
        self, context: UiContext, details: OrderDetails, parent: QWidget | None = None
    ) -> None:
        """Begin with the first condition that is not met yet."""
        super().__init__(context, _("Condition of the hand-over"), _("&Record"), parent)
        self.setObjectName("disposal_check_dialog")
        order = details.order
        self._order_id = order.id
        self.check = CodeCombo(DisposalCheck)
        needed = details.missing_checks or REQUIRED_CHECKS.get(order.kind, ())
        if needed:
            self.check.set_code(needed[0])
        self.passed = QComboBox()
        self.passed.addItem(_("Met"), 1)
        self.passed.addItem(_("Not met"), 0)
        self.checked_on = _today(context)
        self.checked_by = NameEdit(context)
        self.reference = QLineEdit()
        self.notes = NotesEdit(2)
        add = self.form.add
        add("check", _("&Condition"), self.check)
        add("passed", _("&Result"), self.passed)
        add("checked_by", _("Checked &by"), self.checked_by, required=True)
        add("occurred_on", _("Checked o&n"), self.checked_on, required=True)
        add("reference", _("Re&ference"), self.reference)
        add("notes", _("N&otes"), self.notes)

    @override
    def command(self) -> Callable[[Progress], DisposalDone]:
        asked = RecordDisposalCheck(
            order_id=self._order_id,
            check=self.check.code(DisposalCheck) or DisposalCheck.EMBARGO,
            passed=bool(self.passed.currentData()),
            occurred_on=given(self.checked_on),
            checked_by=self.checked_by.text(),
            reference=self.reference.text(),
            notes=self.notes.toPlainText(),
        )
        disposal = self.context.services.disposal
        return lambda _progress: disposal.record_check(asked)


class ReasonDialog(ApprovedDialog):
    """Asks why, and for the second person where one is needed."""

    def __init__(
        self,
        context: UiContext,
        words: tuple[str, str, str, str],
        record: Callable[..., DisposalDone],
        parent: QWidget | None = None,
        *,
        needed: bool = True,
    ) -> None:
        """Ask.

        Args:
            words: Object name, title, what is about to happen, and the act on the button.
            record: Takes the text and the second person.
        """
        name, title, said, act = words
        super().__init__(context, title, act, parent, needed=needed)
        self.setObjectName(name)
        self._record = record
        self.body.insertWidget(0, PlainLabel(said, role="notice", wrap=True))
        self.reason = NotesEdit(3)
        self.form.add("reason", _("&Reason"), self.reason, required=True)

    @override
    def command(self) -> Callable[[Progress], DisposalDone]:
        reason, second, record = self.reason.toPlainText(), self.credentials(), self._record
        return lambda _progress: record(reason, second)

    @override
    @Slot(object)
    def on_refused(self, error: StockpileError) -> None:
        if isinstance(error, BadValue) and error.field == "explanation":
            error.field = "reason"
        super().on_refused(error)


def cancel_dialog(context: UiContext, order: OrderRecord, parent: QWidget | None) -> ReasonDialog:
    """Return the dialog that gives an order up."""
    disposal = context.services.disposal
    said = _("{number} is given up. Its weapons are again what they were before it.")
    words = (
        "cancel_disposal_dialog",
        _("Cancel a disposal order"),
        said.format(number=order.number),
        _("&Cancel the order"),
    )
    return ReasonDialog(
        context,
        words,
        lambda reason, second: disposal.cancel(
            CancelDisposal(order_id=order.id, reason=reason), second
        ),
        parent,
        needed=order.state is not OrderState.ORDERED,
    )


def remove_dialog(
    context: UiContext,
    order: OrderRecord,
    lines: Sequence[OrderLineRecord],
    parent: QWidget | None,
) -> ReasonDialog:
    """Return the dialog that takes weapons off an order."""
    disposal = context.services.disposal
    ids = tuple(each.weapon.id for each in lines)
    numbers = ", ".join(each.weapon.number for each in lines[:5])
    said = _("Taken off {order}: {numbers}. They are again what they were before it.")
    words = (
        "remove_disposal_dialog",
        _("Take off the order"),
        said.format(order=order.number, numbers=numbers + ("…" if len(lines) > 5 else "")),
        _("&Take off"),
    )
    return ReasonDialog(
        context,
        words,
        lambda reason, second: disposal.remove(
            RemoveFromOrder(order_id=order.id, weapon_ids=ids, reason=reason), second
        ),
        parent,
        needed=order.state is not OrderState.ORDERED,
    )


def lift_dialog(
    context: UiContext, order: OrderRecord, line: OrderLineRecord, parent: QWidget | None
) -> ReasonDialog:
    """Return the dialog that lets a stopped weapon be read once more."""
    disposal = context.services.disposal
    said = _(
        "{number}: read as “{read}” and as “{confirmed}”. Say what was the matter; then it is read"
        " once more. If it is another weapon, take it off the order instead."
    )
    words = (
        "lift_stop_dialog",
        _("Lift the stop"),
        said.format(
            number=line.weapon.number, read=line.serial_read, confirmed=line.serial_confirmed
        ),
        _("&Lift the stop"),
    )
    weapon_id = line.weapon.id
    return ReasonDialog(
        context,
        words,
        lambda reason, second: disposal.lift(
            LiftStop(order_id=order.id, weapon_id=weapon_id, explanation=reason), second
        ),
        parent,
    )
