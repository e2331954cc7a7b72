"""The backups of the register: what there is and why, the second medium, and the drill."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from stockpile_app.domain.access import Permission
from stockpile_app.domain.backups import BackupCopy, BackupStatus, CopyState, size_words
from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.errors import StockpileError
from stockpile_app.domain.progress import Progress
from stockpile_app.i18n import gettext as _
from stockpile_app.services.backups import SecondChosen
from stockpile_app.ui.backup_words import (
    LOOKS,
    kept_words,
    last_words,
    rehearsed_words,
    second_words,
    warnings,
)
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs.help_dialog import HelpKey
from stockpile_app.ui.dialogs.job_dialog import JobDialog
from stockpile_app.ui.dialogs.rehearse_dialog import RehearseDialog
from stockpile_app.ui.icons import icon
from stockpile_app.ui.jobs import Job
from stockpile_app.ui.leaving import Backup
from stockpile_app.ui.models.records_model import Column, RecordsModel
from stockpile_app.ui.texts import NOTHING, count, label, moment
from stockpile_app.ui.widgets.plain import PlainLabel, ask, show_refusal
from stockpile_app.ui.widgets.record_table import RecordTable
from stockpile_app.ui.widgets.role import make_room, selectable
from stockpile_app.ui.widgets.verdict import Verdict

Found = tuple[BackupStatus, list[BackupCopy]]


class BackupsDialog(JobDialog):
    """Shows what is known of the backups, and does what can be done about them.

    Signals:
        changed: Something was done; whoever shows the state looks again.
        restore_asked: A backup shall be restored into another folder.
    """

    changed = Signal()
    restore_asked = Signal()

    def __init__(self, context: UiContext, backup: Backup, parent: QWidget | None = None) -> None:
        """Look at the disks; ``backup`` makes what is asked for."""
        super().__init__(context, parent)
        self.setObjectName("backups_dialog")
        self.setWindowTitle(_("Backups"))
        self._backup = backup
        self.status: BackupStatus | None = None
        self._build()
        HelpKey("backups", self)
        make_room(self, 1180, 640, context.settings.text_scale)
        backup.made.connect(self.reload)
        self.reload()

    def _build(self) -> None:
        self.verdict = Verdict("verdict")
        self.table: RecordTable[BackupCopy] = RecordTable(
            RecordsModel(_columns()), "copies", _("Backups that are there")
        )
        self.table.set_widths((21, 21, 8, 9, 14, 38))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(PlainLabel(_("Backups"), role="title"))
        layout.addWidget(self.verdict)
        layout.addLayout(self._build_facts())
        layout.addLayout(self._build_acts())
        layout.addWidget(self.table, 1)
        layout.addWidget(
            PlainLabel(
                _(
                    "Kept: the last of seven days, four weeks and twelve months, and the last two."
                    " What this register did not make and verify is never removed."
                ),
                role="hint",
                wrap=True,
            )
        )
        layout.addWidget(self._build_buttons())

    def _build_facts(self) -> QFormLayout:
        self.facts: dict[str, PlainLabel] = {}
        rows = QFormLayout()
        for name, caption in (
            ("last", _("Last verified backup")),
            ("second", _("Second medium")),
            ("rehearsed", _("Restoring rehearsed")),
        ):
            said = self.facts[name] = PlainLabel(NOTHING, wrap=True)
            said.setObjectName(name)
            said.setAccessibleName(caption)
            selectable(said)
            rows.addRow(PlainLabel(caption, role="heading"), said)
        return rows

    def _build_acts(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.acts: dict[str, QPushButton] = {}
        for name, text, picture, slot in (
            ("make", _("&Back up now"), "", self._backup.make),
            ("choose", _("Second &medium…"), "folder", self._on_choose),
            ("forget", _("&Give it up"), "remove", self._on_forget),
            ("rehearse", _("Re&hearse restoring…"), "verify", self._on_rehearse),
            ("restore", _("&Restore…"), "history", self._on_restore),
        ):
            button = self.acts[name] = QPushButton(icon(picture) if picture else QIcon(), text)
            button.setObjectName(name)
            button.setAutoDefault(False)
            button.clicked.connect(slot)
            row.addWidget(button)
        row.addStretch(1)
        self.acts["make"].setProperty("primary", True)  # noqa: FBT003 - Qt
        return row

    def _build_buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.button(QDialogButtonBox.StandardButton.Close).setObjectName("close")
        buttons.rejected.connect(self.reject)
        return buttons

    # --- what is shown ---------------------------------------------------------------------------

    @Slot()
    def reload(self) -> None:
        """Look again."""
        if self.closed:
            return
        backups = self.context.services.backups
        job: Job[Found] = Job(lambda _progress: (backups.status(), backups.copies()))
        job.succeeded.connect(self._on_found)
        job.refused.connect(self._on_refused)
        self.run(job, writes=False)

    @Slot(object)
    def _on_found(self, found: Found) -> None:
        status, copies = found
        self.status = status
        said = "\n".join(warnings(status))
        self.verdict.say(LOOKS[status.light], said or _("Backups are in order."))
        self.facts["last"].setText(last_words(status))
        self.facts["second"].setText(second_words(status.second))
        folder = status.second.folder
        self.facts["second"].setToolTip(str(folder) if folder else "")
        self.facts["rehearsed"].setText(rehearsed_words(status))
        self.table.records.show(copies)
        self._enable(status)

    def _enable(self, status: BackupStatus) -> None:
        services = self.context.services
        writes = not services.read_only
        chooses = writes and Permission.BACKUP_PLACE in services.user.permissions
        self.acts["make"].setEnabled(writes)
        self.acts["rehearse"].setEnabled(writes)
        self.acts["choose"].setEnabled(chooses)
        self.acts["forget"].setEnabled(chooses and status.second.chosen_at is not None)

    @Slot(object)
    def _on_refused(self, error: StockpileError) -> None:
        if not self.closed:
            show_refusal(self, error)

    # --- what is done ----------------------------------------------------------------------------

    @Slot()
    def _on_choose(self) -> None:
        dialog = QFileDialog(self, _("Folder on the second medium"))
        dialog.setObjectName("medium_dialog")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self.choose)
        dialog.open()

    @Slot(str)
    def choose(self, folder: str) -> None:
        """Let copies go to ``folder`` from now on."""
        backups = self.context.services.backups

        def work(_progress: Progress) -> ChangeSet:
            chosen: SecondChosen = backups.choose_second(Path(folder))
            return chosen.changes

        self._record(Job(work))

    @Slot()
    def _on_forget(self) -> None:
        text = _("Make no more copies on a second medium? Those that are there stay.")
        ask(self, text, _("Give it up"), self._forget)

    @Slot()
    def _forget(self) -> None:
        backups = self.context.services.backups
        self._record(Job(lambda _progress: backups.forget_second()))

    def _record(self, job: Job[ChangeSet]) -> None:
        job.succeeded.connect(self._on_recorded)
        job.refused.connect(self._on_refused)
        self.run(job, writes=True)

    @Slot(object)
    def _on_recorded(self, changes: ChangeSet) -> None:
        self.context.bus.committed.emit(changes)
        self.changed.emit()
        self.reload()

    @Slot()
    def _on_rehearse(self) -> None:
        chosen = self.table.current()
        last = self.context.services.backups.last()
        dialog = RehearseDialog(self.context, chosen.path if chosen else last, self)
        dialog.rehearsed.connect(self.changed)
        dialog.rehearsed.connect(self.reload)
        dialog.open()

    @Slot()
    def _on_restore(self) -> None:
        self.accept()
        self.restore_asked.emit()


def _columns() -> list[Column[BackupCopy]]:
    return [
        Column(_("Made"), lambda each: moment(each.made_at), order=lambda each: each.made_at),
        Column(_("Where"), lambda each: label(each.place)),
        Column(_("Entries"), _entries, number=True, order=lambda each: each.entries or 0),
        Column(
            _("Size"),
            lambda each: size_words(each.size),
            number=True,
            order=lambda each: each.size,
        ),
        Column(_("State"), lambda each: label(each.state), icon=_sign),
        Column(_("Kept because"), kept_words),
        Column(_("File"), lambda each: each.path.name),
    ]


def _entries(copy: BackupCopy) -> str:
    return NOTHING if copy.entries is None else count(copy.entries)


def _sign(copy: BackupCopy) -> QIcon | None:
    return icon("check" if copy.state is CopyState.VERIFIED else "warning")
