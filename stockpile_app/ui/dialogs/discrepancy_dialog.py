"""Follows a discrepancy: who looks into it, why it happened, what is done, how it was settled."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QGroupBox, QVBoxLayout, QWidget
from typing_extensions import override

from stockpile_app.domain.errors import (
    BadValue,
    NotAllowed,
    SecondPersonNeeded,
    SignInRefused,
    StockpileError,
)
from stockpile_app.domain.progress import Progress
from stockpile_app.domain.stocktakes import (
    AssignDiscrepancy,
    CloseDiscrepancy,
    DiscrepancyDone,
    DiscrepancyRecord,
)
from stockpile_app.domain.text import N_
from stockpile_app.i18n import gettext as _
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.count_words import discrepancy_words, weapon_line
from stockpile_app.ui.widgets.fields import DayEdit, NotesEdit
from stockpile_app.ui.widgets.form_dialog import FormDialog
from stockpile_app.ui.widgets.name_edit import NameEdit
from stockpile_app.ui.widgets.plain import PlainLabel
from stockpile_app.ui.widgets.second_person import SecondPersonBox

_LINES = 2


class AssignDiscrepancyDialog(FormDialog):
    """Says who looks into it, and what is known as of now."""

    def __init__(
        self, context: UiContext, discrepancy: DiscrepancyRecord, parent: QWidget | None = None
    ) -> None:
        """Begin with what was said before."""
        title = _("Follow discrepancy {number}").format(number=discrepancy.number)
        super().__init__(context, title, _("&Record"), parent)
        self.setObjectName("assign_discrepancy_dialog")
        self._discrepancy = discrepancy
        _introduce(self, discrepancy)
        self.owner = NameEdit(context, discrepancy.owner)
        self.cause, self.action = NotesEdit(_LINES), NotesEdit(_LINES)
        self.cause.setPlainText(discrepancy.cause)
        self.action.setPlainText(discrepancy.action)
        self.due_on = DayEdit()
        if discrepancy.due_on:
            self.due_on.setText(discrepancy.due_on.isoformat())
        self.form.add("owner", _("&Who looks into it"), self.owner, required=True)
        self.form.add("cause", _("&Cause"), self.cause, hint=_("As far as it is known."))
        self.form.add("action", _("&Action"), self.action)
        self.form.add("due_on", _("&Due"), self.due_on)

    @override
    def command(self) -> Callable[[Progress], DiscrepancyDone]:
        asked = AssignDiscrepancy(
            discrepancy_id=self._discrepancy.id,
            owner=self.owner.text(),
            cause=self.cause.toPlainText(),
            action=self.action.toPlainText(),
            due_on=self.due_on.day(),
        )
        stocktakes = self.context.services.stocktakes
        return lambda _progress: stocktakes.assign(asked)


class CloseDiscrepancyDialog(FormDialog):
    """Settles it; where something is missing, with a second person."""

    def __init__(
        self, context: UiContext, discrepancy: DiscrepancyRecord, parent: QWidget | None = None
    ) -> None:
        """Ask how ``discrepancy`` was settled."""
        title = _("Settle discrepancy {number}").format(number=discrepancy.number)
        super().__init__(context, title, _("&Settle it"), parent)
        self.setObjectName("close_discrepancy_dialog")
        self._discrepancy = discrepancy
        _introduce(self, discrepancy)
        self.form.add_wide(_known(discrepancy))
        self.outcome = NotesEdit(_LINES)
        self.occurred_on = DayEdit()
        self.occurred_on.setText(context.services.desk.today.isoformat())
        self.form.add("outcome", _("&How it was settled"), self.outcome, required=True)
        self.form.add("occurred_on", _("&Day"), self.occurred_on, required=True)
        self.second: SecondPersonBox | None = None
        if discrepancy.is_shortage:
            self.second = SecondPersonBox(context.services.desk.others_who_approve())
            self.body.addWidget(self.second)

    @override
    def command(self) -> Callable[[Progress], DiscrepancyDone]:
        day = self.occurred_on.day()
        if day is None:
            raise BadValue(N_("Give the day on which it was settled."), "occurred_on")
        asked = CloseDiscrepancy(
            discrepancy_id=self._discrepancy.id,
            outcome=self.outcome.toPlainText(),
            occurred_on=day,
        )
        second = self.second.credentials() if self.second else None
        stocktakes = self.context.services.stocktakes
        return lambda _progress: stocktakes.close_discrepancy(asked, second)

    @override
    @Slot(object)
    def on_refused(self, error: StockpileError) -> None:
        of_second = isinstance(error, SignInRefused | SecondPersonNeeded | NotAllowed)
        if self.second is not None:
            self.second.form.clear_errors()
        if self.second is not None and of_second:
            self.second.show_error(error)
        else:
            super().on_refused(error)


def _introduce(dialog: FormDialog, discrepancy: DiscrepancyRecord) -> None:
    dialog.form.add_wide(PlainLabel(discrepancy_words(discrepancy), role="heading", wrap=True))
    if discrepancy.weapon is not None:
        dialog.form.add_wide(PlainLabel(weapon_line(discrepancy.weapon), wrap=True))
    where = _("{number} · {place}").format(number=discrepancy.stocktake, place=discrepancy.place)
    dialog.form.add_wide(PlainLabel(where, role="hint", wrap=True))


def _known(discrepancy: DiscrepancyRecord) -> QGroupBox:
    box = QGroupBox(_("What is known"))
    box.setObjectName("known")
    layout = QVBoxLayout(box)
    for text, value in (
        (_("Looked into by: {text}"), discrepancy.owner),
        (_("Cause: {text}"), discrepancy.cause),
        (_("Action: {text}"), discrepancy.action),
    ):
        said = value or _("nothing yet")
        layout.addWidget(PlainLabel(text.format(text=said), wrap=True))
    return box
