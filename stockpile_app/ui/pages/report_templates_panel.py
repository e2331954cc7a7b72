"""The questions of national reports: what each asks, where its number was read, and how to change.

An administrator writes them to a file, edits it, and puts the file in force with a reason.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QSplitter, QVBoxLayout, QWidget
from typing_extensions import override

from stockpile_app.domain.access import Permission
from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.errors import StockpileError
from stockpile_app.domain.national_report_template import ReportQuestion, ReportTemplate
from stockpile_app.domain.progress import Progress
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import listed, stated
from stockpile_app.services.report_templates import TemplateSaved
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.models.records_model import Column, RecordsModel
from stockpile_app.ui.texts import NOTHING, label, refusal_text
from stockpile_app.ui.widgets.cards import Card, CardList
from stockpile_app.ui.widgets.fields import NotesEdit
from stockpile_app.ui.widgets.form_dialog import FormDialog
from stockpile_app.ui.widgets.list_panel import act_button
from stockpile_app.ui.widgets.plain import PlainLabel
from stockpile_app.ui.widgets.shares_table import SharesTable


class ReportTemplatesPanel(QWidget):
    """A row a question, with its number in each numbering; beside it where that was read."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Show the template in force."""
        super().__init__(parent)
        self.setObjectName("report_templates_panel")
        self.setAccessibleName(_("Questions"))
        self.context = context
        self.dialog: AdoptTemplateDialog | None = None
        self._template = context.services.national.templates.in_force()
        self.note = PlainLabel("", role="hint", wrap=True)
        self.note.setObjectName("template_note")
        self.wrong = PlainLabel("", role="banner", wrap=True)
        self.wrong.setObjectName("template_error")
        self.wrong.hide()
        self.table: SharesTable[ReportQuestion] = SharesTable(
            RecordsModel(_columns(self._template)),
            ("report_questions", _("Questions of the report")),
            _shares(self._template),
        )
        self.table.chosen.connect(self._on_chosen)
        self.cards = CardList("question_cards", _("About this question"))
        self.load = act_button("load_template", _("&Read from a file…"), self._on_load)
        self.save = act_button("save_template", _("&Write to a file…"), self._on_save)
        row = QHBoxLayout()
        row.addWidget(self.note, 1)
        row.addWidget(self.load)
        row.addWidget(self.save)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.table)
        splitter.addWidget(self.cards)
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(row)
        layout.addWidget(self.wrong)
        layout.addWidget(splitter, 1)
        self.setFocusProxy(self.table)
        context.bus.committed.connect(self._on_committed)
        self.reload()

    @Slot()
    def reload(self) -> None:
        """Show the template in force."""
        services = self.context.services
        self._template = services.national.templates.in_force()
        text = _("“{title}”, version {version}. Reports that are frozen keep their own questions.")
        self.note.setText(
            text.format(title=_(self._template.title), version=self._template.version)
        )
        may = services.desk.may(Permission.REPORT_TEMPLATES)
        self.load.setEnabled(may and not services.read_only)
        chosen = self.table.current()
        self.table.records.show(list(self._template.questions))
        keys = [each.key for each in self._template.questions]
        self.table.choose(keys.index(chosen.key) if chosen and chosen.key in keys else 0)

    @Slot(object)
    def _on_committed(self, changes: ChangeSet) -> None:
        if changes.reports:
            self.reload()

    @Slot(object)
    def _on_chosen(self, question: ReportQuestion | None) -> None:
        cards = _cards(self._template, question) if question is not None else []
        self.cards.show_cards(cards, _("Select a question."))

    # --- files -----------------------------------------------------------------------------------

    @Slot()
    def _on_load(self) -> None:
        self.files = QFileDialog(self, _("Read the questions"))
        self.files.setNameFilter(_("Templates") + " (*.yaml *.yml)")
        self.files.fileSelected.connect(self.read_file)
        self.files.open()

    @Slot(str)
    def read_file(self, path: str) -> None:
        """Read a template, and ask why it comes into force."""
        self._wrong("")
        try:
            content = self.context.services.national.templates.read_file(Path(path))
        except StockpileError as error:
            self._wrong(refusal_text(error))
            return
        self.dialog = AdoptTemplateDialog(self.context, content, self._template, self)
        self.dialog.open()

    @Slot()
    def _on_save(self) -> None:
        self.files = QFileDialog(self, _("Write the questions"))
        self.files.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        self.files.setDefaultSuffix("yaml")
        self.files.fileSelected.connect(self.write_file)
        self.files.open()

    @Slot(str)
    def write_file(self, path: str) -> None:
        """Write the template in force."""
        self._wrong("")
        try:
            self.context.services.national.templates.write_file(Path(path))
        except StockpileError as error:
            self._wrong(refusal_text(error))

    def _wrong(self, text: str) -> None:
        self.wrong.setText(text)
        self.wrong.setVisible(bool(text))


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
