"""The drill: a backup is restored elsewhere, verified, and thrown away."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QDialogButtonBox, QPushButton, QVBoxLayout, QWidget

from stockpile_app.domain.backups import PrintRehearsal, Rehearsal
from stockpile_app.domain.documents import DocumentDone
from stockpile_app.domain.errors import BadFile, NotAllowedNow, SignInRefused, StockpileError
from stockpile_app.domain.progress import Progress
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import told_text
from stockpile_app.ui.backup_words import rehearsal_words
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs.help_dialog import HelpKey
from stockpile_app.ui.dialogs.job_dialog import JobDialog
from stockpile_app.ui.icons import icon
from stockpile_app.ui.jobs import Job
from stockpile_app.ui.printing import SaveDialog
from stockpile_app.ui.progress_dialog import ProgressDialog
from stockpile_app.ui.texts import refusal_text
from stockpile_app.ui.widgets.fields import FileEdit
from stockpile_app.ui.widgets.form import Form
from stockpile_app.ui.widgets.password import PasswordEdit
from stockpile_app.ui.widgets.plain import PlainLabel, show_refusal
from stockpile_app.ui.widgets.role import make_room, selectable
from stockpile_app.ui.widgets.verdict import Verdict

BACKUPS = "*.stockpile"


class RehearseDialog(JobDialog):
    """Asks for a backup and the password, and says what came of it.

    Signals:
        rehearsed: It was done, and is recorded.
    """

    rehearsed = Signal()

    def __init__(
        self, context: UiContext, file: Path | None = None, parent: QWidget | None = None
    ) -> None:
        """Offer ``file`` first."""
        super().__init__(context, parent)
        self.setObjectName("rehearse_dialog")
        self.setWindowTitle(_("Rehearse restoring"))
        self.found: Rehearsal | None = None
        self._build()
        self.file.line.setText(str(file) if file else "")
        HelpKey("backups", self)
        make_room(self, 680, 420, context.settings.text_scale)

    def _build(self) -> None:
        self.form = Form()
        self.file = FileEdit(_("Backup"), _("Backups (*.stockpile)"))
        self.password = PasswordEdit()
        self.password.returnPressed.connect(self.rehearse)
        self.form.add(
            "file",
            _("&Backup"),
            self.file,
            required=True,
            hint=_("Best the copy on the second medium: it is the one that has to be good."),
        )
        self.form.add(
            "password",
            _("Your &password"),
            self.password,
            required=True,
            hint=_("As it was when the backup was made: signing in is part of it."),
        )
        self.verdict = Verdict("verdict")
        self.problems = PlainLabel("", wrap=True)
        self.problems.setObjectName("problems")
        self.problems.setAccessibleName(_("Problems that were found"))
        selectable(self.problems)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(PlainLabel(_("Rehearse restoring"), role="title"))
        hint = _(
            "The backup is restored into a folder that is thrown away, opened with your password,"
            " and verified from the first entry to the last. Nothing in the register is changed but"
            " one entry that says that it was done, and how it went."
        )
        layout.addWidget(PlainLabel(hint, role="hint", wrap=True))
        layout.addWidget(self.form)
        layout.addWidget(self.verdict)
        layout.addWidget(self.problems)
        layout.addStretch(1)
        layout.addWidget(self._build_buttons())

    def _build_buttons(self) -> QDialogButtonBox:
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.buttons.button(QDialogButtonBox.StandardButton.Close).setObjectName("close")
        self.buttons.rejected.connect(self.reject)
        self.save_button = QPushButton(icon("save"), _("&Save the proof…"))
        self.save_button.setObjectName("save_proof")
        self.save_button.setEnabled(False)
        self.save_button.clicked.connect(self._on_save)
        self.rehearse_button = QPushButton(_("&Rehearse now"))
        self.rehearse_button.setObjectName("rehearse")
        self.rehearse_button.setProperty("primary", True)  # noqa: FBT003 - Qt
        self.rehearse_button.setDefault(True)
        self.rehearse_button.clicked.connect(self.rehearse)
        for button in (self.save_button, self.rehearse_button):
            self.buttons.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
        return self.buttons

    @Slot()
    def rehearse(self) -> None:
        """Do it."""
        if not self.rehearse_button.isEnabled():
            return
        self.form.clear_errors()
        path, password = self.file.text(), self.password.text()
        backups = self.context.services.backups

        def work(progress: Progress) -> Rehearsal:
            return backups.rehearse(password, Path(path) if path else None, progress)

        job = Job(work)
        job.succeeded.connect(self._on_rehearsed)
        job.refused.connect(self._on_refused)
        job.finished.connect(self._on_finished)
        ProgressDialog(job, _("Rehearsing restoring"), self)
        self.rehearse_button.setEnabled(False)
        self.run(job, writes=True)

    @Slot(object)
    def _on_rehearsed(self, found: Rehearsal) -> None:
        self.found = found
        self.password.clear()
        self.verdict.say("good" if found.ok else "banner", rehearsal_words(found))
        self.problems.setText("\n".join(told_text(each) for each in found.problems[:12]))
        self.save_button.setEnabled(True)
        self.rehearsed.emit()

    @Slot(object)
    def _on_refused(self, error: StockpileError) -> None:
        if self.closed:
            return
        at = {SignInRefused: "password", BadFile: "file", NotAllowedNow: "file"}
        self.form.show_text(at.get(type(error), ""), refusal_text(error))

    @Slot()
    def _on_finished(self) -> None:
        self.rehearse_button.setEnabled(True)

    # --- the proof -------------------------------------------------------------------------------

    @Slot()
    def _on_save(self) -> None:
        dialog = SaveDialog(_("Save the proof"), "rehearsal.pdf", self)
        dialog.chosen.connect(self.save_to)
        dialog.open()

    @Slot(Path)
    def save_to(self, path: Path) -> None:
        """Write the proof as a PDF, sealed and recorded."""
        if self.found is None:
            return
        papers, asked = (
            self.context.services.backup_papers,
            PrintRehearsal(out=path, rehearsal=self.found),
        )
        job: Job[DocumentDone] = Job(lambda _progress: papers.proof(asked))
        job.succeeded.connect(self._on_saved)
        job.refused.connect(self._on_not_saved)
        self.run(job, writes=True)

    @Slot(object)
    def _on_saved(self, done: DocumentDone) -> None:
        self.context.bus.committed.emit(done.changes)
        text = _("The proof {number} is saved as {name}.")
        self.problems.setText(text.format(number=done.number, name=done.path.name))

    @Slot(object)
    def _on_not_saved(self, error: StockpileError) -> None:
        if not self.closed:
            show_refusal(self, error)
