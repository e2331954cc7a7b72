"""Ordering a disposal: what, why, how, and which weapons."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from stockpile_app.domain.disposal import (
    DisposalDone,
    OrderDisposal,
)
from stockpile_app.domain.disposal_methods import Comparison, to_text
from stockpile_app.domain.disposal_rules import WITH_METHOD
from stockpile_app.domain.disposal_vocabulary import DisposalKind
from stockpile_app.domain.errors import BadValue, StockpileError
from stockpile_app.domain.progress import Progress
from stockpile_app.domain.text import N_
from stockpile_app.i18n import gettext as _
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs.container_dialogs import given
from stockpile_app.ui.widgets.fields import CodeCombo, DayEdit, NotesEdit
from stockpile_app.ui.widgets.form import Form
from stockpile_app.ui.widgets.form_dialog import FormDialog
from stockpile_app.ui.widgets.method_comparison import MethodComparison
from stockpile_app.ui.widgets.name_edit import NameEdit
from stockpile_app.ui.widgets.weapon_basket import WeaponBasket


def today_edit(context: UiContext) -> DayEdit:
    """Return a field for a day that begins with today."""
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
        self.keep_draft("order_disposal")
        self.compared: Comparison | None = None
        self.kind = CodeCombo(DisposalKind)
        self.ordered_on = today_edit(context)
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
        self.form = Form()
        hint = _("Days, cost, environment and needs of each, for the weapons on the list.")
        self.form.add("method", "", compare, hint=hint)
        self.form.add("method_reason", _("Wh&y this method"), reason, required=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.form)
