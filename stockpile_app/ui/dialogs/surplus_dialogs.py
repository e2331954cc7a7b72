"""What a unit needs, a declaration of surplus, and taking weapons back into stock."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QCheckBox, QLineEdit, QSpinBox, QWidget
from typing_extensions import override

from stockpile_app.domain.documents import DocumentDone, PrintDocument
from stockpile_app.domain.progress import Progress
from stockpile_app.domain.surplus import (
    MOST,
    DeclarationRecord,
    DeclareSurplus,
    Kind,
    PrintDeclaration,
    RequirementRecord,
    StateRequirement,
    SurplusChanged,
    SurplusRow,
    WithdrawSurplus,
)
from stockpile_app.domain.vocabulary import Category
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import pgettext
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs.container_dialogs import given
from stockpile_app.ui.dialogs.order_disposal_dialog import today_edit
from stockpile_app.ui.dialogs.paper_dialog import PaperAsked, PaperDialog
from stockpile_app.ui.widgets.fields import CodeCombo, NotesEdit
from stockpile_app.ui.widgets.form_dialog import FormDialog
from stockpile_app.ui.widgets.plain import PlainLabel
from stockpile_app.ui.widgets.weapon_basket import WeaponBasket


class RequirementDialog(FormDialog):
    """States what a unit needs of a kind of weapon."""

    def __init__(
        self,
        context: UiContext,
        kind: Kind,
        known: RequirementRecord | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Begin with a kind, and with what was stated before."""
        super().__init__(context, _("What a unit needs"), _("&Record"), parent, columns=2)
        self.setObjectName("requirement_dialog")
        self.unit = QLineEdit(known.unit if known else "")
        self.category = CodeCombo(Category, nothing=_("Any"))
        self.category.set_code(kind.category)
        self.model = QLineEdit(kind.model)
        self.calibre = QLineEdit(kind.calibre)
        self.basis = QLineEdit(known.basis if known else "")
        self.stated_on = today_edit(context)
        self.posts = _amount(known.posts if known else 0)
        self.scale = _amount(known.scale if known else 100)
        self.reserve = _amount(known.reserve if known else 0)
        self.training = _amount(known.training if known else 0)
        self.attrition = _amount(known.attrition if known else 0)
        self.obsolete = QCheckBox(_("It is &obsolete"))
        self.obsolete.setChecked(bool(known and known.obsolete))
        self._add_fields()
        self.resize(1040, 480)

    def _add_fields(self) -> None:
        add = self.form.add
        add("unit", _("&Unit or service"), self.unit, required=True)
        add("category", _("&Category"), self.category)
        add("model", _("&Model"), self.model, hint=_("Empty stands for any."))
        add("calibre", _("Ca&libre"), self.calibre, hint=_("Empty stands for any."))
        add("basis", _("Rests o&n"), self.basis, hint=_("The order or table that says so."))
        add("occurred_on", _("Stated on (&day)"), self.stated_on, required=True)
        add("posts", _("&Posts that carry one"), self.posts, column=1)
        hint = _("120 is 1.2 weapons for each post.")
        add("scale", _("Weapons for 100 posts (&scale)"), self.scale, hint=hint, column=1)
        add("reserve", _("&Reserve"), self.reserve, column=1)
        add("training", _("&Training"), self.training, column=1)
        add("attrition", _("&Attrition"), self.attrition, column=1)
        hint = _("Nobody needs this kind any more.")
        add("obsolete", _("Obsolete"), self.obsolete, hint=hint, column=1)

    @override
    def command(self) -> Callable[[Progress], SurplusChanged]:
        asked = StateRequirement(
            unit=self.unit.text(),
            kind=Kind(self.category.code(Category), self.model.text(), self.calibre.text()),
            occurred_on=given(self.stated_on),
            posts=self.posts.value(),
            scale=self.scale.value(),
            reserve=self.reserve.value(),
            training=self.training.value(),
            attrition=self.attrition.value(),
            obsolete=self.obsolete.isChecked(),
            basis=self.basis.text(),
        )
        surplus = self.context.services.disposal.surplus
        return lambda _progress: surplus.require(asked)


def _amount(number: int) -> QSpinBox:
    edit = QSpinBox()
    edit.setRange(0, MOST)
    edit.setValue(number)
    return edit


class DeclareSurplusDialog(FormDialog):
    """Declares weapons surplus; those that could go first are on the list to begin with."""

    def __init__(
        self, context: UiContext, weapon_ids: Sequence[int], parent: QWidget | None = None
    ) -> None:
        """Begin with weapons that are suggested."""
        super().__init__(context, _("Declare surplus"), _("&Declare"), parent, columns=2)
        self.setObjectName("declare_surplus_dialog")
        self.authority = QLineEdit()
        self.reason = NotesEdit(3)
        self.reference = QLineEdit()
        self.declared_on = today_edit(context)
        self.basket = WeaponBasket(context)
        self.basket.add_ids(weapon_ids)
        add = self.form.add
        add("authority", _("&Authority"), self.authority, required=True)
        add("reason", _("&Reason"), self.reason, required=True)
        add("reference", _("Re&ference"), self.reference)
        add("occurred_on", _("Declared o&n"), self.declared_on, required=True)
        add("weapons", "", self.basket, column=1)
        note = _(
            "Suggested: what is not serviceable first, then what has no marks, then the oldest."
            " Take off or scan others as you like; no more than are surplus."
        )
        self.body.insertWidget(0, PlainLabel(note, role="hint", wrap=True))
        self.resize(960, 560)

    def on_scan(self, text: str) -> None:
        """Put the weapon that was scanned on the list."""
        self.basket.on_scan(text)

    @override
    def command(self) -> Callable[[Progress], SurplusChanged]:
        asked = DeclareSurplus(
            weapon_ids=self.basket.ids(),
            occurred_on=given(self.declared_on),
            authority=self.authority.text(),
            reason=self.reason.toPlainText(),
            reference=self.reference.text(),
        )
        surplus = self.context.services.disposal.surplus
        return lambda _progress: surplus.declare(asked)


class WithdrawSurplusDialog(FormDialog):
    """Takes declared weapons back into stock."""

    def __init__(
        self, context: UiContext, weapon_ids: Sequence[int], parent: QWidget | None = None
    ) -> None:
        """Begin with the weapons of a declaration that could come back."""
        super().__init__(
            context,
            _("Take back into stock"),
            pgettext("into stock", "&Take back"),
            parent,
            columns=2,
        )
        self.setObjectName("withdraw_surplus_dialog")
        self.reason = NotesEdit(3)
        self.back_on = today_edit(context)
        self.basket = WeaponBasket(context)
        self.basket.add_ids(weapon_ids)
        self.form.add("reason", _("&Reason"), self.reason, required=True)
        self.form.add("occurred_on", _("Taken back o&n"), self.back_on, required=True)
        self.form.add("weapons", "", self.basket, column=1)
        self.resize(900, 480)

    def on_scan(self, text: str) -> None:
        """Put the weapon that was scanned on the list."""
        self.basket.on_scan(text)

    @override
    def command(self) -> Callable[[Progress], SurplusChanged]:
        asked = WithdrawSurplus(
            weapon_ids=self.basket.ids(),
            occurred_on=given(self.back_on),
            reason=self.reason.toPlainText(),
        )
        surplus = self.context.services.disposal.surplus
        return lambda _progress: surplus.withdraw(asked)


def review_paper_dialog(
    context: UiContext, rows: tuple[SurplusRow, ...], parent: QWidget | None
) -> PaperDialog:
    """Return the dialog that makes the review on paper."""
    papers = context.services.disposal.surplus.papers

    def make(asked: PaperAsked) -> DocumentDone:
        return papers.review(PrintDocument(**asked.words), rows)

    return PaperDialog(context, "surplus", _("Review of surplus"), make, parent)


def declaration_paper_dialog(
    context: UiContext, declaration: DeclarationRecord, parent: QWidget | None
) -> PaperDialog:
    """Return the dialog that makes a declaration on paper."""
    papers = context.services.disposal.surplus.papers

    def make(asked: PaperAsked) -> DocumentDone:
        return papers.declaration(PrintDeclaration(declaration_id=declaration.id, **asked.words))

    title, about = _("Declaration of surplus"), declaration.number
    return PaperDialog(context, "surplus", title, make, parent, about=about)
