"""Proves, or disproves, that nobody has touched the register."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from stockpile_app.domain.errors import BadValue, StockpileError
from stockpile_app.domain.records import Problem, Verification
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import told_text
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs.help_dialog import HelpKey
from stockpile_app.ui.dialogs.job_dialog import JobDialog
from stockpile_app.ui.icons import icon
from stockpile_app.ui.jobs import Job
from stockpile_app.ui.models.records_model import Column, RecordsModel
from stockpile_app.ui.printing import save_content
from stockpile_app.ui.progress_dialog import ProgressDialog
from stockpile_app.ui.texts import count, moment
from stockpile_app.ui.verify_words import (
    advice,
    by_concern,
    concern_text,
    counts,
    kind_text,
    verdict,
)
from stockpile_app.ui.widgets.form import Form
from stockpile_app.ui.widgets.plain import PlainLabel, show_refusal
from stockpile_app.ui.widgets.record_table import RecordTable
from stockpile_app.ui.widgets.role import make_room, selectable
from stockpile_app.ui.widgets.verdict import Verdict

_SIGN: Final = 40


class VerifyDialog(JobDialog):
    """Runs ``verify`` and says what it found, in words that tell what to do.

    Attributes:
        result_found: What was found last; None before the first run.
    """

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Offer to verify; nothing runs before the user says so."""
        super().__init__(context, parent)
        self.setObjectName("verify_dialog")
        self.setWindowTitle(_("Verify the register"))
        self.result_found: Verification | None = None
        self._code = ""
        self._job: Job[Verification] | None = None
        self._build()
        HelpKey("verify", self)
        make_room(self, 920, 760, context.settings.text_scale)

    def _build(self) -> None:
        self._layout = layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(PlainLabel(_("Verify the register"), role="title"))
        layout.addWidget(
            PlainLabel(
                _(
                    "Checks every entry, signature and seal, and makes all tables anew from the"
                    " entries to compare them. Nothing is changed."
                ),
                role="hint",
                wrap=True,
            )
        )
        layout.addLayout(self._build_question())
        layout.addWidget(self._build_outcome(), 1)
        self._rest = QWidget()
        layout.addWidget(self._rest, 1)
        layout.addWidget(self._build_buttons())

    def _build_question(self) -> QHBoxLayout:
        self.form = Form()
        self.code = QLineEdit()
        self.code.setPlaceholderText("XXXXX-XXXXX-XXXXX-XXXXX")
        self.code.returnPressed.connect(self.verify)
        self.form.add(
            "code",
            _("&Seal code"),
            self.code,
            hint=_("Optional: from a printed sheet, typed or scanned from its QR code."),
        )
        self.verify_button = QPushButton(_("&Verify now"))
        self.verify_button.setObjectName("verify")
        self.verify_button.setProperty("primary", True)  # noqa: FBT003 - Qt
        self.verify_button.setDefault(True)
        self.verify_button.clicked.connect(self.verify)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.form, 1)
        row.addWidget(self.verify_button, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _build_outcome(self) -> QWidget:
        self.outcome = QFrame()
        self.outcome.setObjectName("outcome")
        self.outcome.hide()
        self.sign = PlainLabel()
        self.sign.setObjectName("sign")
        self.verdict = PlainLabel("", role="title", wrap=True)
        self.verdict.setObjectName("verdict")
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.sign)
        head.addWidget(self.verdict, 1)
        self.advice = Verdict("advice")
        self.entries = PlainLabel("", role="heading")
        self.head_digest = PlainLabel("", wrap=True)
        self.sealed = PlainLabel("", role="heading", wrap=True)
        self.counts = PlainLabel("")
        facts = QFormLayout()
        for name, text, label in (
            ("entries", _("Entries"), self.entries),
            ("head", _("Last entry’s digest"), self.head_digest),
            ("sealed", _("The paper"), self.sealed),
            ("counts", _("Problems"), self.counts),
        ):
            label.setObjectName(name)
            label.setAccessibleName(text)
            selectable(label)
            facts.addRow(PlainLabel(text), label)
        self._facts = facts
        self.table: RecordTable[Problem] = RecordTable(
            RecordsModel(_columns()), "problems", _("Problems that were found")
        )
        self.table.set_widths((20, 22, 18))
        self.table.setWordWrap(True)
        self.table.chosen.connect(self._on_problem)
        self.problem = PlainLabel("", wrap=True)
        selectable(self.problem)
        self.problem.setObjectName("problem")
        self.problem.setAccessibleName(_("The selected problem in full"))
        column = QVBoxLayout(self.outcome)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self.advice)
        column.addLayout(facts)
        column.addWidget(self.table, 1)
        column.addWidget(self.problem)
        return self.outcome

    def _build_buttons(self) -> QDialogButtonBox:
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.buttons.rejected.connect(self.reject)
        self.buttons.button(QDialogButtonBox.StandardButton.Close).setObjectName("close")
        self.copy_button = QPushButton(icon("copy"), _("C&opy the report"))
        self.copy_button.setObjectName("copy_report")
        self.copy_button.clicked.connect(self._on_copy)
        self.save_button = QPushButton(icon("save"), _("Save the &report…"))
        self.save_button.setObjectName("save_report")
        self.save_button.clicked.connect(self._on_save)
        for button in (self.copy_button, self.save_button):
            button.setEnabled(False)
            self.buttons.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
        return self.buttons

    @Slot(str)
    def on_seal(self, text: str) -> None:
        """Verify against a seal that was scanned."""
        self.code.setText(text.strip())
        self.verify()

    # --- the run ---------------------------------------------------------------------------------

    @Slot()
    def verify(self) -> None:
        """Verify, against the seal code when one is given."""
        if self._job is not None:
            return
        self.form.clear_errors()
        self._code = self.code.text().strip()
        services, code = self.context.services, self._code or None
        job = Job(lambda progress: services.ledgers.verify(progress, against=code))
        job.succeeded.connect(self._on_verified)
        job.refused.connect(self._on_refused)
        job.finished.connect(self._on_finished)
        ProgressDialog(job, _("Verifying the register"), self)
        self._job = job
        self.verify_button.setEnabled(False)
        self.run(job, writes=False)

    @Slot(object)
    def _on_verified(self, found: Verification) -> None:
        self.result_found = found
        self.sign.setPixmap(icon("check" if found.ok else "warning").pixmap(QSize(_SIGN, _SIGN)))
        self.sign.setAccessibleName(_("In order") if found.ok else _("Not in order"))
        self.verdict.setText(verdict(found))
        self.advice.say("good" if found.ok else "banner", advice(found))
        self.entries.setText(count(found.entries))
        self.head_digest.setText(_grouped(found.head))
        self.sealed.setText(self._seal_text(found))
        self._facts.setRowVisible(self.sealed, bool(self._code))
        self.counts.setText(counts(found))
        self._facts.setRowVisible(self.counts, not found.ok)
        self.table.records.show(by_concern(found))
        self.table.setVisible(not found.ok)
        self.problem.setVisible(not found.ok)
        if found.problems:
            self.table.choose(0)
        self.outcome.show()
        self._rest.setVisible(found.ok)
        self._layout.setStretchFactor(self.outcome, 0 if found.ok else 1)
        for button in (self.copy_button, self.save_button):
            button.setEnabled(True)

    def _seal_text(self, found: Verification) -> str:
        return told_text(found.paper) if found.paper is not None else ""

    @Slot(object)
    def _on_refused(self, error: StockpileError) -> None:
        if isinstance(error, BadValue):
            self.form.show_error(error)
        elif not self.closed:
            show_refusal(self, error)

    @Slot()
    def _on_finished(self) -> None:
        self._job = None
        self.verify_button.setEnabled(True)

    @Slot(object)
    def _on_problem(self, problem: Problem | None) -> None:
        self.problem.setText(told_text(problem) if problem else "")

    # --- the report ------------------------------------------------------------------------------

    def report(self) -> str:
        """Return what was found as text, for a file or a letter."""
        found = self.result_found
        if found is None:
            return ""
        register = self.context.services.register
        lines = [
            _("Verification of register {origin}, {authority}").format(
                origin=register.origin, authority=register.authority
            ),
            moment(self.context.services.desk.store.clock()),
            "",
            verdict(found),
            _("Entries: {entries}").format(entries=count(found.entries)),
            _("Digest of the last entry: {digest}").format(digest=found.head or "–"),
        ]
        if self._code:
            seal = self._seal_text(found)
            lines.append(_("Paper {code}: {answer}").format(code=self._code, answer=seal))
        lines += ["", advice(found), ""]
        lines += [
            f"{concern_text(each)}\t{each.kind}\t{each.where}\t{told_text(each)}"
            for each in by_concern(found)
        ]
        return "\n".join([*lines, ""])

    @Slot()
    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.report())

    @Slot()
    def _on_save(self) -> None:
        dialog = QFileDialog(self, _("Save the report"))
        dialog.setObjectName("save_report_dialog")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(_("Text (*.txt)"))
        dialog.setDefaultSuffix("txt")
        dialog.selectFile("verification.txt")
        dialog.fileSelected.connect(self.save_to)
        dialog.open()

    @Slot(str)
    def save_to(self, path: str) -> None:
        """Save the report as a text file."""
        try:
            save_content(self.report().encode(), Path(path))
        except StockpileError as error:
            show_refusal(self, error)


def _columns() -> list[Column[Problem]]:
    return [
        Column(_("Concerns"), concern_text),
        Column(_("Problem"), lambda each: kind_text(each.kind)),
        Column(_("Where"), lambda each: each.where),
        Column(_("What was found"), told_text),
    ]


def _grouped(digest: str) -> str:
    return " ".join(digest[at : at + 8] for at in range(0, len(digest), 8))
