"""Ends a stocktake: settles it, with a second person where weapons are missing, or gives it up."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QWidget
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
    CloseStocktake,
    ResultRecord,
    StocktakeDone,
    StocktakeRecord,
)
from stockpile_app.domain.text import N_
from stockpile_app.domain.vocabulary import LineResult
from stockpile_app.domain.weapons import LONGEST_NOTE
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import ngettext, pgettext
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.texts import count
from stockpile_app.ui.widgets.fields import DayEdit, NotesEdit
from stockpile_app.ui.widgets.form_dialog import FormDialog
from stockpile_app.ui.widgets.plain import PlainLabel
from stockpile_app.ui.widgets.second_person import SecondPersonBox

_LONGEST_REASON = 500


class CloseStocktakeDialog(FormDialog):
    """Asks for the day and for notes; a shortage also for the second person."""

    def __init__(
        self, context: UiContext, result: ResultRecord, parent: QWidget | None = None
    ) -> None:
        """Say what closing ``result`` does."""
        record = result.stocktake
        title = _("Close stocktake {number}").format(number=record.number)
        super().__init__(context, title, _("&Close the stocktake"), parent)
        self.setObjectName("close_stocktake_dialog")
        self._record = record
        role = "banner" if result.shortage else "hint"
        self.form.add_wide(PlainLabel(_consequence(result), role=role, wrap=True))
        self.occurred_on = DayEdit()
        self.occurred_on.setText(context.services.desk.today.isoformat())
        self.notes = NotesEdit()
        self.form.add("occurred_on", _("&Day"), self.occurred_on, required=True)
        self.form.add(
            "notes",
            _("&Notes"),
            self.notes,
            hint=_("They stand on the certificate, {most} characters at most.").format(
                most=count(LONGEST_NOTE)
            ),
        )
        self.second: SecondPersonBox | None = None
        if result.shortage:
            self.second = SecondPersonBox(context.services.desk.others_who_approve())
            self.body.addWidget(self.second)

    @override
    def command(self) -> Callable[[Progress], StocktakeDone]:
        day = self.occurred_on.day()
        if day is None:
            raise BadValue(N_("Give the day on which it is closed."), "occurred_on")
        asked = CloseStocktake(
            stocktake_id=self._record.id, occurred_on=day, notes=self.notes.toPlainText()
        )
        second = self.second.credentials() if self.second else None
        stocktakes = self.context.services.stocktakes
        return lambda _progress: stocktakes.close(asked, second)

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


class CancelStocktakeDialog(FormDialog):
    """Asks why a stocktake is given up."""

    def __init__(
        self, context: UiContext, stocktake: StocktakeRecord, parent: QWidget | None = None
    ) -> None:
        """Ask it of ``stocktake``."""
        title = _("Give up stocktake {number}").format(number=stocktake.number)
        super().__init__(context, title, pgettext("a stocktake", "&Give it up"), parent)
        self.setObjectName("cancel_stocktake_dialog")
        self._stocktake = stocktake
        self.form.add_wide(
            PlainLabel(
                _(
                    "What was counted stays in the ledger, and the place is free again. It does"
                    " not do for a count that is due."
                ),
                role="hint",
                wrap=True,
            )
        )
        self.reason = QLineEdit()
        self.reason.setMaxLength(_LONGEST_REASON)
        self.form.add("reason", _("&Reason"), self.reason, required=True)

    @override
    def command(self) -> Callable[[Progress], StocktakeDone]:
        stocktakes, record = self.context.services.stocktakes, self._stocktake
        reason = self.reason.text()
        return lambda _progress: stocktakes.cancel(record.id, reason)


def _consequence(result: ResultRecord) -> str:
    differs = [each for each in result.lines if each.result is not LineResult.FOUND]
    number = len(differs) or sum(each.expected != each.counted for each in result.types)
    if not number:
        return _("Everything was found as it is registered. The place is free again at once.")
    text = ngettext(
        "{count} discrepancy is raised, to be followed to its closing.",
        "{count} discrepancies are raised, each to be followed to its closing.",
        number,
    ).format(count=count(number))
    if not result.shortage:
        return text
    missing = len(result.of(LineResult.MISSING)) or sum(
        max(0, each.expected - each.counted) for each in result.types
    )
    gone = ngettext(
        "{count} weapon is missing. An incident is opened at once, and a second person signs in"
        " here.",
        "{count} weapons are missing. An incident is opened at once, and a second person signs in"
        " here.",
        missing,
    ).format(count=count(missing))
    return f"{gone} {text}"
