"""Says what a restored register lacks, and prints it to work from."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QDialogButtonBox, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from stockpile_app.domain.documents import DocumentDone
from stockpile_app.domain.errors import StockpileError
from stockpile_app.domain.losses import Losses, LostAct, PaperPlace, PrintLosses
from stockpile_app.i18n import gettext as _
from stockpile_app.reference.loss_words import act_words, loss_notes, loss_verdict, paper_words
from stockpile_app.services.gateway import Services
from stockpile_app.ui.dialogs.help_dialog import HelpKey
from stockpile_app.ui.icons import icon
from stockpile_app.ui.jobs import Job, JobRunner
from stockpile_app.ui.models.records_model import Column, RecordsModel
from stockpile_app.ui.printing import SaveDialog
from stockpile_app.ui.tab_order import ReadingOrderDialog
from stockpile_app.ui.texts import refusal_text
from stockpile_app.ui.widgets.plain import PlainLabel, show_refusal
from stockpile_app.ui.widgets.record_table import RecordTable
from stockpile_app.ui.widgets.role import selectable
from stockpile_app.ui.widgets.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Restored:
    """A register that was restored, open, and how it compares.

    Attributes:
        refused: Why it could not be compared; the register is restored all the same.
    """

    services: Services
    losses: Losses | None = None
    paper: PaperPlace | None = None
    refused: StockpileError | None = None


class LossesDialog(ReadingOrderDialog):
    """The end of restoring: where the register is, and what has to be entered again."""

    def __init__(
        self,
        jobs: JobRunner,
        restored: Restored,
        parent: QWidget | None = None,
        *,
        opens: bool = False,
    ) -> None:
        """Show what was found; with ``opens`` the register can be worked at now."""
        super().__init__(parent)
        self.setObjectName("losses_dialog")
        self.setWindowTitle(_("Restored"))
        self._jobs = jobs
        self._services = restored.services
        self.losses = losses = restored.losses
        self._saving = False
        self._build(restored, opens=opens)
        HelpKey("backups", self)
        self.resize(1120, 580 if losses and losses.acts else 320)

    def _build(self, restored: Restored, *, opens: bool) -> None:
        folder = self._services.desk.store.paths.folder
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(PlainLabel(_("The register is restored"), role="title"))
        where = PlainLabel(str(folder), role="heading", wrap=True)
        where.setObjectName("folder")
        where.setAccessibleName(_("Folder of the register"))
        selectable(where)
        layout.addWidget(where)
        self.verdict = Verdict("verdict")
        self.verdict.say(*self._verdict(restored.paper, restored.refused))
        layout.addWidget(self.verdict)
        notes = loss_notes(self.losses) if self.losses else []
        self.notes = PlainLabel("\n".join(notes), wrap=True)
        self.notes.setObjectName("notes")
        self.notes.setAccessibleName(_("More about the comparison"))
        self.notes.setVisible(bool(notes))
        layout.addWidget(self.notes)
        self.table: RecordTable[LostAct] = RecordTable(
            RecordsModel(self._columns()), "lost", _("Acts that are lost")
        )
        self.table.set_widths((6, 21, 12, 20, 30))
        self.table.records.show(self.losses.acts if self.losses else ())
        self.table.setVisible(bool(self.losses and self.losses.acts))
        layout.addWidget(self.table, 1)
        if not self.table.isVisibleTo(self):
            layout.addStretch(1)
        layout.addWidget(self._build_buttons(opens=opens))

    def _verdict(self, paper: PaperPlace | None, refused: StockpileError | None) -> tuple[str, str]:
        said = []
        if refused is not None:
            said.append(_("It could not be compared. {why}").format(why=refusal_text(refused)))
        if self.losses is not None:
            said.append(loss_verdict(self.losses))
        if paper is not None:
            said.append(paper_words(paper))
        if not said:
            text = _(
                "It is as it was when the backup was made. What was recorded later has to be"
                " entered again, from papers and people."
            )
            return "notice", text
        lost = bool(self.losses and self.losses.acts_total) or (paper and not paper.older)
        return "banner" if lost or refused else "good", "\n".join(said)

    def _columns(self) -> list[Column[LostAct]]:
        found = self.losses
        if found is None:
            return []
        titles = (
            _("Entry"),
            _("Recorded"),
            _("By"),
            _("Act"),
            _("Weapons"),
            _("What it states"),
        )
        return [
            Column(title, lambda act, at=at: act_words(act, found)[at])  # type: ignore[misc]
            for at, title in enumerate(titles)
        ]

    def _build_buttons(self, *, opens: bool) -> QDialogButtonBox:
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.buttons.button(QDialogButtonBox.StandardButton.Close).setObjectName("close")
        self.buttons.rejected.connect(self.reject)
        self.save_button = QPushButton(icon("save"), _("&Save as PDF…"))
        self.save_button.setObjectName("save_losses")
        self.save_button.setVisible(self.losses is not None)
        self.save_button.clicked.connect(self._on_save)
        self.buttons.addButton(self.save_button, QDialogButtonBox.ButtonRole.ActionRole)
        if opens:
            self.open_button = QPushButton(_("&Open it"))
            self.open_button.setObjectName("open_restored")
            self.open_button.setProperty("primary", True)  # noqa: FBT003 - Qt
            self.open_button.setDefault(True)
            self.open_button.clicked.connect(self.accept)
            self.buttons.addButton(self.open_button, QDialogButtonBox.ButtonRole.ActionRole)
        return self.buttons

    # --- on paper --------------------------------------------------------------------------------

    @Slot()
    def _on_save(self) -> None:
        dialog = SaveDialog(_("Save what is lost"), "lost.pdf", self)
        dialog.chosen.connect(self.save_to)
        dialog.open()

    @Slot(Path)
    def save_to(self, path: Path) -> None:
        """Write what is lost as a PDF, sealed and recorded in the restored register."""
        if self.losses is None or self._saving:
            return
        papers, asked = self._services.backup_papers, PrintLosses(out=path, losses=self.losses)
        job: Job[DocumentDone] = Job(lambda _progress: papers.losses(asked))
        job.succeeded.connect(self._on_saved)
        job.refused.connect(self._on_refused)
        job.finished.connect(self._on_finished)
        self._hold(saving=True)
        self._jobs.start(job, writes=True)

    @Slot(object)
    def _on_saved(self, done: DocumentDone) -> None:
        self.notes.show()
        text = _("{number} is saved as {name}.").format(number=done.number, name=done.path.name)
        self.notes.setText("\n".join(filter(None, (self.notes.text(), text))))

    @Slot(object)
    def _on_refused(self, error: StockpileError) -> None:
        show_refusal(self, error)

    @Slot()
    def _on_finished(self) -> None:
        self._hold(saving=False)

    def _hold(self, *, saving: bool) -> None:
        self._saving = saving
        self.buttons.setEnabled(not saving)

    @override
    def reject(self) -> None:
        if not self._saving:  # what is being written needs the register open
            super().reject()
