"""Holds a paper against the register: its seal is scanned or typed, and the answer is plain."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from stockpile_app.domain.errors import BadValue, StockpileError
from stockpile_app.domain.papers import PaperAnswer, PaperCheckRecord
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import told_text
from stockpile_app.ledger.seals import show_code
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs.help_dialog import HelpKey
from stockpile_app.ui.dialogs.job_dialog import JobDialog
from stockpile_app.ui.icons import icon
from stockpile_app.ui.jobs import Job
from stockpile_app.ui.models.records_model import Column, RecordsModel
from stockpile_app.ui.progress_dialog import ProgressDialog
from stockpile_app.ui.texts import count, moment
from stockpile_app.ui.tones import Tone
from stockpile_app.ui.verify_words import VERDICT_ICONS, paper_steps, paper_title, paper_tone
from stockpile_app.ui.widgets.form import Form
from stockpile_app.ui.widgets.plain import PlainLabel, show_refusal
from stockpile_app.ui.widgets.record_table import RecordTable
from stockpile_app.ui.widgets.role import make_room, selectable
from stockpile_app.ui.widgets.verdict import Verdict

_SIGN: Final = 48


class SealDialog(JobDialog):
    """Says whether a paper and this register tell the same history.

    Signals:
        verify_asked: All of the register shall be verified.

    Attributes:
        answer: What came of the last paper; None before the first.
    """

    verify_asked = Signal()

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        """Wait for a paper."""
        super().__init__(context, parent)
        self.setObjectName("seal_dialog")
        self.setWindowTitle(_("Check a paper"))
        self.answer: PaperAnswer | None = None
        self._job: Job[PaperAnswer] | None = None
        self._build()
        HelpKey("check_paper", self)
        make_room(self, 860, 700, context.settings.text_scale)
        self._show_papers()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(PlainLabel(_("Check a paper"), role="title"))
        text = _(
            "Every printed document bears a seal over the history it was printed from. Scan its QR"
            " code, wherever the focus is, or type the 20 letters and digits beside it."
        )
        layout.addWidget(PlainLabel(text, role="hint", wrap=True))
        layout.addLayout(self._build_question())
        layout.addWidget(self._build_answer())
        layout.addWidget(PlainLabel(_("Papers checked so far"), role="heading"))
        self.papers: RecordTable[PaperCheckRecord] = RecordTable(
            RecordsModel(_columns()), "papers", _("Papers checked so far")
        )
        self.papers.set_widths((20, 10, 20, 8))
        layout.addWidget(self.papers, 1)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.buttons.rejected.connect(self.reject)
        self.buttons.button(QDialogButtonBox.StandardButton.Close).setObjectName("close")
        self.verify_button = QPushButton(icon("verify"), _("&Verify all of the register…"))
        self.verify_button.setObjectName("verify_all")
        self.verify_button.clicked.connect(self._on_verify)
        self.buttons.addButton(self.verify_button, QDialogButtonBox.ButtonRole.ActionRole)
        layout.addWidget(self.buttons)

    def _build_question(self) -> QHBoxLayout:
        self.form = Form()
        self.code = QLineEdit()
        self.code.setPlaceholderText("XXXXX-XXXXX-XXXXX-XXXXX")
        self.document = QLineEdit()
        origin = self.context.services.register.origin
        self.document.setPlaceholderText(f"AS-{origin}-123")
        self.form.add("code", _("&Seal code"), self.code, required=True)
        hint = _("As printed at the top. It tells more where the code fits nothing.")
        self.form.add("document", _("&Document number"), self.document, hint=hint)
        for field in (self.code, self.document):
            field.returnPressed.connect(self.check)
        self.check_button = QPushButton(_("Check this &paper"))
        self.check_button.setObjectName("check_paper")
        self.check_button.setProperty("primary", True)  # noqa: FBT003 - Qt
        self.check_button.setDefault(True)
        self.check_button.clicked.connect(self.check)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.form, 1)
        row.addWidget(self.check_button, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _build_answer(self) -> QWidget:
        self.box = QFrame()
        self.box.setObjectName("paper_answer")
        self.box.hide()
        self.sign = PlainLabel()
        self.sign.setObjectName("paper_sign")
        self.title = PlainLabel("", role="title", wrap=True)
        self.title.setObjectName("paper_title")
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.sign)
        head.addWidget(self.title, 1)
        self.said = Verdict("paper_said")
        self.steps = PlainLabel("", wrap=True)
        self.steps.setObjectName("paper_steps")
        selectable(self.steps)
        column = QVBoxLayout(self.box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.said)
        column.addWidget(self.steps)
        return self.box

    # --- a paper ---------------------------------------------------------------------------------

    @Slot(str)
    def on_seal(self, text: str) -> None:
        """Check what was scanned."""
        self.code.setText(text.strip())
        self.document.clear()
        self.check()

    @Slot(str)
    def on_scan(self, text: str) -> None:
        """Say beside the field that something else than a seal was scanned."""
        self.on_seal(text)

    @Slot()
    def check(self) -> None:
        """Hold the paper against the register."""
        if self._job is not None:
            return
        self.form.clear_errors()
        self.box.hide()
        ledgers = self.context.services.ledgers
        code, document = self.code.text(), self.document.text()
        writes = not self.context.services.desk.store.read_only
        job = Job(lambda progress: ledgers.check_paper(code, document, progress))
        job.succeeded.connect(self._on_answer)
        job.refused.connect(self._on_refused)
        job.finished.connect(self._on_finished)
        ProgressDialog(job, _("Checking the paper"), self)
        self._job = job
        self.check_button.setEnabled(False)
        self.run(job, writes=writes)

    @Slot(object)
    def _on_answer(self, answer: PaperAnswer) -> None:
        self.answer = answer
        self.code.setText(show_code(answer.code))
        self.document.setText(answer.document)
        picture = icon(VERDICT_ICONS[paper_tone(answer)])
        self.sign.setPixmap(picture.pixmap(QSize(_SIGN, _SIGN)))
        self.sign.setAccessibleName(paper_title(answer))
        self.title.setText(paper_title(answer))
        self.said.say(paper_tone(answer), told_text(answer))
        self.steps.setText(paper_steps(answer))
        self.steps.setVisible(bool(self.steps.text()))
        self.box.show()
        self.code.selectAll()
        self.code.setFocus()
        self._show_papers()
        if not answer.agrees:
            self.context.scanning.sounds.play(Tone.BAD)

    def _show_papers(self) -> None:
        self.papers.records.show(self.context.services.ledgers.papers())

    @Slot(object)
    def _on_refused(self, error: StockpileError) -> None:
        if isinstance(error, BadValue):
            self.form.show_error(error)
        elif not self.closed:
            show_refusal(self, error)

    @Slot()
    def _on_finished(self) -> None:
        self._job = None
        self.check_button.setEnabled(True)

    @Slot()
    def _on_verify(self) -> None:
        self.accept()
        self.verify_asked.emit()


def _columns() -> list[Column[PaperCheckRecord]]:
    return [
        Column(_("When"), lambda each: moment(each.checked_at)),
        Column(_("By"), lambda each: each.checked_by),
        Column(_("Document"), lambda each: each.document or show_code(each.code)),
        Column(_("Entry"), lambda each: count(each.seq), number=True),
        Column(_("Outcome"), paper_title),
    ]
