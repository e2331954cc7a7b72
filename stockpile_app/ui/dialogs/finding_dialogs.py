"""Gives a finding to an owner, and closes it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from stockpile_app.domain.errors import BadValue
from stockpile_app.domain.progress import Progress
from stockpile_app.domain.security import (
    AssignFinding,
    Behind,
    CloseFinding,
    FindingChanged,
    FindingRecord,
)
from stockpile_app.domain.text import N_
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import stated
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs.container_dialogs import given
from stockpile_app.ui.security_words import behind_words, critical_words
from stockpile_app.ui.texts import day, label
from stockpile_app.ui.widgets.fields import DayEdit, NotesEdit
from stockpile_app.ui.widgets.form_dialog import FormDialog
from stockpile_app.ui.widgets.name_edit import NameEdit
from stockpile_app.ui.widgets.plain import PlainLabel

_MOST_DIGITS: Final = 13


class _FindingDialog(FormDialog):
    """What a finding is about, above the fields of a subclass."""

    def __init__(
        self,
        context: UiContext,
        finding: FindingRecord,
        words: tuple[str, str, str],
        parent: QWidget | None,
    ) -> None:
        """Show ``finding``; ``words`` are the object name, the title and the verb."""
        name, title, act = words
        super().__init__(context, title, act, parent)
        self.setObjectName(name)
        self.keep_draft(name.removesuffix("_dialog"), finding.id)
        self.finding = finding
        heading = f"{finding.place} · {stated(finding.question, _(finding.text))}"
        self.form.add_wide(PlainLabel(heading, role="heading", wrap=True))
        said = _("Answered on {day}: {answer}.").format(
            day=day(finding.raised_on), answer=label(finding.answer)
        )
        parts = [said, critical_words(finding.critical), finding.note]
        text = "\n".join(filter(None, parts))
        self.form.add_wide(PlainLabel(text, role="hint", wrap=True))


class AssignFindingDialog(_FindingDialog):
    """Says who mends a finding, by when, how, and for how much."""

    def __init__(
        self,
        context: UiContext,
        finding: FindingRecord,
        behind: Sequence[Behind],
        parent: QWidget | None = None,
    ) -> None:
        """Show ``finding`` with what is planned, and the weapons that stand behind it."""
        words = ("assign_finding_dialog", _("Who mends this finding"), _("&Save"))
        super().__init__(context, finding, words, parent)
        if finding.critical:
            self.behind = PlainLabel(behind_words(list(behind)), role="notice", wrap=True)
            self.behind.setObjectName("behind")
            self.form.add_wide(self.behind)
        self.owner = NameEdit(context, finding.owner)
        self.due = DayEdit()
        self.due.setText(finding.due_on.isoformat() if finding.due_on else "")
        self.action = NotesEdit(3)
        self.action.setPlainText(finding.action)
        self.cost = QLineEdit("" if finding.cost is None else str(finding.cost))
        self.cost.setMaxLength(_MOST_DIGITS)
        self.currency = QLineEdit(finding.currency)
        self.currency.setMaxLength(3)
        self.form.add("owner", _("&Owner"), self.owner, required=True)
        self.form.add("due_on", _("&Due on"), self.due)
        self.form.add("action", _("&Action"), self.action, hint=_("What is to be done."))
        self.form.add("cost", _("&Cost"), self.cost, hint=_("An estimate, in whole units."))
        self.form.add(
            "currency", _("C&urrency"), self.currency, hint=_("Three letters, for example KES.")
        )

    @override
    def command(self) -> Callable[[Progress], FindingChanged]:
        asked = AssignFinding(
            finding_id=self.finding.id,
            owner=self.owner.text(),
            due_on=self.due.day(),
            cost=self._cost(),
            currency=self.currency.text(),
            action=self.action.toPlainText(),
        )
        security = self.context.services.security
        return lambda _progress: security.assign(asked)

    def _cost(self) -> int | None:
        text = "".join(self.cost.text().split())
        if not text:
            return None
        if not (text.isascii() and text.isdigit()):
            raise BadValue(N_("Write the cost in digits alone, for example 12000."), "cost")
        return int(text)


class CloseFindingDialog(_FindingDialog):
    """Says what was done to mend a finding."""

    def __init__(
        self, context: UiContext, finding: FindingRecord, parent: QWidget | None = None
    ) -> None:
        """Ask how ``finding`` was mended."""
        words = ("close_finding_dialog", _("Close a finding"), _("&Close the finding"))
        super().__init__(context, finding, words, parent)
        self.day = DayEdit()
        self.day.setText(context.services.desk.today.isoformat())
        self.action = NotesEdit(3)
        if finding.action:
            planned = _("Planned: {action}").format(action=finding.action)
            self.form.add_wide(PlainLabel(planned, wrap=True))
        self.form.add("action", _("&What was done"), self.action, required=True)
        self.form.add("occurred_on", _("D&ay"), self.day, required=True)

    @override
    def command(self) -> Callable[[Progress], FindingChanged]:
        asked = CloseFinding(
            finding_id=self.finding.id,
            occurred_on=given(self.day),
            action=self.action.toPlainText(),
        )
        security = self.context.services.security
        return lambda _progress: security.close_finding(asked)
