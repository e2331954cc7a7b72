"""What happens before the window closes: running work ends, and a backup is made."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QMessageBox, QWidget

from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.errors import StockpileError
from stockpile_app.domain.progress import Progress
from stockpile_app.domain.text import N_
from stockpile_app.i18n import gettext as _
from stockpile_app.services.backups import BackupDone
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.jobs import Job
from stockpile_app.ui.memory import first_today
from stockpile_app.ui.progress_dialog import ProgressDialog
from stockpile_app.ui.texts import refusal_text
from stockpile_app.ui.widgets.plain import ask, show_message

_NO_COPY: Final = "no_copy_told"
_NO_BACKUP: Final = "no_backup_told"
_NOT_WHOLE: Final = N_(
    "The backup is made, but the history in it is not in order: verify the register. It pushed no"
    " older backup out."
)


class Backup(QObject):
    """Makes backups: when asked, and at the end of a session in which something was written.

    Signals:
        made: A ``BackupDone``.
        refused: The ``StockpileError`` of a backup, or of its copy, that somebody has to know of.
        may_leave: Nothing keeps the window open any longer.
    """

    made = Signal(object)
    refused = Signal(object)
    may_leave = Signal()

    def __init__(self, context: UiContext, window: QWidget) -> None:
        """Watch what is written; dialogs open over ``window``."""
        super().__init__(window)
        self._context = context
        self._window = window
        self._written = False
        self._leaving = False
        self._running = False
        self._by_itself = False
        context.bus.committed.connect(self._on_committed)

    @Slot()
    def make(self) -> None:
        """Make a backup now, because somebody asked for it."""
        self._start(by_itself=False)

    @Slot()
    def make_by_itself(self) -> None:
        """Make a backup while nobody is at work; what fails is told once a day."""
        self._start(by_itself=True)

    def _start(self, *, by_itself: bool) -> None:
        if self._running:
            return
        self._by_itself = by_itself
        make = self._context.services.backups.make

        def work(progress: Progress) -> BackupDone:
            return make(progress=progress)

        job = Job(work)
        job.succeeded.connect(self._on_made)
        job.refused.connect(self._on_refused)
        job.cancelled.connect(self._on_cancelled)
        ProgressDialog(job, _("Making a backup"), self._window)
        self._running = True
        self._context.jobs.start(job, writes=True)

    def leave(self) -> None:
        """Say ``may_leave`` once a backup is made, at once if none is needed."""
        self._leaving = True
        if self._written and not self._context.services.read_only:
            self.make()
        else:
            self.may_leave.emit()

    @Slot(object)
    def _on_committed(self, _changes: ChangeSet) -> None:
        self._written = True

    @Slot(object)
    def _on_made(self, done: BackupDone) -> None:
        self._running = self._written = False
        self.made.emit(done)
        missed = done.second.error if done.second else None
        if not self._leaving:
            self._tell(done, missed)
            return
        if missed is not None and self._is_first(_NO_COPY):
            self._ask_to_leave(refusal_text(missed), _("Close without the copy"))
        else:
            self.may_leave.emit()

    @Slot(object)
    def _on_refused(self, error: StockpileError) -> None:
        self._running = False
        if self._leaving:
            self._ask_to_leave(refusal_text(error))
        elif not self._by_itself or self._is_first(_NO_BACKUP):
            self.refused.emit(error)

    def _tell(self, done: BackupDone, missed: StockpileError | None) -> None:
        """Say what is wrong with a backup that was made; of one made by itself, once a day."""
        if not done.whole:
            show_message(self._window, _(_NOT_WHOLE), QMessageBox.Icon.Warning)
        elif missed is not None and (not self._by_itself or self._is_first(_NO_COPY)):
            self.refused.emit(missed)

    def _is_first(self, key: str) -> bool:
        desk = self._context.services.desk
        return first_today(key, desk.store.paths.folder, desk.today)

    @Slot()
    def _on_cancelled(self) -> None:
        self._running = False
        if self._leaving:
            self._ask_to_leave(_("No backup was made."))

    def _ask_to_leave(self, why: str, yes: str = "") -> None:
        self._leaving = False
        text = _("{why}\n\nEverything that was recorded is safe in the register itself.")
        yes = yes or _("Close without a backup")
        ask(self._window, text.format(why=why), yes, self._on_leave)

    @Slot()
    def _on_leave(self) -> None:
        self.may_leave.emit()
