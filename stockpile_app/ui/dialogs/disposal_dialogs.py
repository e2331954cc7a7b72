"""Ordering a disposal, approving it, bringing the weapons, taking some off, giving it up."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget
from typing_extensions import override

from stockpile_app.domain.disposal import (
    ApproveDisposal,
    CancelDisposal,
    DisposalDone,
    LiftStop,
    PlaceForDisposal,
    RecordDisposalCheck,
    RemoveFromOrder,
)
from stockpile_app.domain.disposal_records import (
    DisposalLineState,
    OrderDetails,
    OrderLineRecord,
    OrderRecord,
    OrderState,
)
from stockpile_app.domain.disposal_rules import REQUIRED_CHECKS
from stockpile_app.domain.disposal_vocabulary import DisposalCheck
from stockpile_app.domain.errors import BadValue, StockpileError
from stockpile_app.domain.progress import Progress
from stockpile_app.domain.text import N_
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import listed, ngettext
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs.container_dialogs import given
from stockpile_app.ui.dialogs.order_disposal_dialog import today_edit
from stockpile_app.ui.texts import count, label
from stockpile_app.ui.widgets.approved_dialog import ApprovedDialog
from stockpile_app.ui.widgets.fields import CodeCombo, NotesEdit
from stockpile_app.ui.widgets.form_dialog import FormDialog
from stockpile_app.ui.widgets.name_edit import NameEdit
from stockpile_app.ui.widgets.place_picker import PlacePicker
from stockpile_app.ui.widgets.plain import PlainLabel


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
        self.approved_on = today_edit(context)
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
        self.place = PlacePicker(context.services.places.all(counts=False), only_usable=True)
        self.placed_on = today_edit(context)
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
        self.keep_draft("disposal_check", details.order.id)
        order = details.order
        self._order_id = order.id
        self.check = CodeCombo(DisposalCheck)
        needed = details.missing_checks or REQUIRED_CHECKS.get(order.kind, ())
        if needed:
            self.check.set_code(needed[0])
        self.passed = QComboBox()
        self.passed.addItem(_("Met"), 1)
        self.passed.addItem(_("Not met"), 0)
        self.checked_on = today_edit(context)
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
    numbers = listed(each.weapon.number for each in lines[:5])
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
