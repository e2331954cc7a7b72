"""The questions of national reports: what each asks, where its number was read, and how to change.

An administrator writes them to a file, edits it, and puts the file in force with a reason.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from stockpile_app.domain.access import Permission
from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.national_report_template import ReportQuestion, ReportTemplate
from stockpile_app.domain.progress import Progress
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import listed, stated
from stockpile_app.services.report_templates import TemplateSaved
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.models.records_model import Column, RecordsModel
from stockpile_app.ui.texts import NOTHING, label
from stockpile_app.ui.widgets.cards import Card, CardList
from stockpile_app.ui.widgets.edited_list import EditedList, FileWords
from stockpile_app.ui.widgets.fields import NotesEdit
from stockpile_app.ui.widgets.form_dialog import FormDialog
from stockpile_app.ui.widgets.plain import PlainLabel
from stockpile_app.ui.widgets.shares_table import SharesTable


class ReportTemplatesPanel(EditedList[ReportQuestion]):
    """A row a question, with its number in each numbering; beside it where that was read."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Show the template in force."""
        super().__init__(context, "report_templates_panel", _("Questions"), parent)
        self._template = context.services.national.templates.in_force()
        table: SharesTable[ReportQuestion] = SharesTable(
            RecordsModel(_columns(self._template)),
            ("report_questions", _("Questions of the report")),
            _shares(self._template),
        )
        table.chosen.connect(self._on_chosen)
        words = FileWords("template", _("Read the questions"), _("Write the questions"))
        self.build(table, CardList("question_cards", _("About this question")), words)

    @override
    def reload(self) -> None:
        services = self.context.services
        self._template = services.national.templates.in_force()
        text = _("“{title}”, version {version}. Reports that are frozen keep their own questions.")
        self.note.setText(
            text.format(title=_(self._template.title), version=self._template.version)
        )
        may = services.desk.may(Permission.REPORT_TEMPLATES)
        self.load.setEnabled(may and not services.read_only)
        self.show_rows(self._template.questions, lambda each: each.key)

    @override
    def concerns(self, changes: ChangeSet) -> bool:
        return changes.reports

    @Slot(object)
    def _on_chosen(self, question: ReportQuestion | None) -> None:
        cards = _cards(self._template, question) if question is not None else []
        self.cards.show_cards(cards, _("Select a question."))

    @override
    def adoption(self, path: Path) -> AdoptTemplateDialog:
        content = self.context.services.national.templates.read_file(path)
        return AdoptTemplateDialog(self.context, content, self._template, self)

    @override
    def write(self, path: Path) -> None:
        self.context.services.national.templates.write_file(path)


class AdoptTemplateDialog(FormDialog):
    """Puts a template in force; says what is different in it."""

    def __init__(
        self,
        context: UiContext,
        content: ReportTemplate,
        now: ReportTemplate,
        parent: QWidget | None = None,
    ) -> None:
        """Ask why."""
        super().__init__(context, _("Change the questions"), _("&Put in force"), parent)
        self.setObjectName("adopt_template_dialog")
        self._content, self._based_on = content, now.version
        self.body.insertWidget(0, PlainLabel(_changes(now, content), role="notice", wrap=True))
        self.reason = NotesEdit(3)
        self.form.add("reason", _("&Reason"), self.reason, required=True)

    @override
    def command(self) -> Callable[[Progress], TemplateSaved]:
        templates, reason = self.context.services.national.templates, self.reason.toPlainText()
        return lambda _progress: templates.adopt(self._content, self._based_on, reason)


def _changes(now: ReportTemplate, content: ReportTemplate) -> str:
    before = {each.key: each for each in now.questions}
    after = {each.key: each for each in content.questions}
    told = (
        (_("New: {names}."), [key for key in after if key not in before]),
        (_("No longer asked: {names}."), [key for key in before if key not in after]),
        (
            _("Changed: {names}."),
            [key for key in after if key in before and after[key] != before[key]],
        ),
    )
    said = [text.format(names=listed(names)) for text, names in told if names]
    return " ".join(said) or _("The questions are the same; something else may be changed.")


def _shares(template: ReportTemplate) -> tuple[float, ...]:
    number: Final = 0.15
    return (*(number for _each in template.numberings), 1 - number * len(template.numberings))


def _columns(template: ReportTemplate) -> list[Column[ReportQuestion]]:
    def numbered(code: str) -> Column[ReportQuestion]:
        return Column(code, lambda each: each.numbers.get(code, NOTHING))

    return [
        *(numbered(each.code) for each in template.numberings),
        Column(_("Question"), lambda each: _(each.text)),
    ]


def _cards(template: ReportTemplate, question: ReportQuestion) -> list[Card]:
    numbers = tuple(
        stated(_(each.title), question.numbers.get(each.code, NOTHING))
        for each in template.numberings
    )
    answered = _("The register computes it.") if question.figures else _("In words.")
    return [
        Card(_(question.section), (_(question.text),)),
        Card(_("Number"), numbers),
        Card(_("Source of the number"), (question.source or NOTHING, label(question.sure))),
        Card(_("Answer"), tuple(filter(None, (answered, _(question.hint))))),
    ]
