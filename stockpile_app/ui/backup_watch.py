"""Follows how well the register is backed up while somebody works: the light, reminders, copies.

Backups are made by themselves at the end of a session and, in a long one, once a day while nobody
types. What is wrong is told in a window once a day, and in the status bar always.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication, QWidget

from stockpile_app.domain.access import Permission
from stockpile_app.domain.backups import BackupStatus, MediumState
from stockpile_app.i18n import gettext as _
from stockpile_app.ui.backup_words import warnings
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.idle_lock import IdleLock
from stockpile_app.ui.jobs import Job
from stockpile_app.ui.leaving import Backup
from stockpile_app.ui.memory import first_today, remember_register
from stockpile_app.ui.status_line import StatusLine
from stockpile_app.ui.widgets.plain import ask

REMINDED: Final = "backup_reminded"
_LOOKS_EVERY_MS: Final = 10 * 60_000
_TRIES_EVERY_MS: Final = 30_000
_IDLE_MS: Final = 120_000


class BackupWatch(QObject):
    """Looks at the backups from time to time, and opens the windows about them."""

    def __init__(
        self, context: UiContext, backup: Backup, idle_lock: IdleLock, window: QWidget
    ) -> None:
        """Look at once, and again whenever a backup was made."""
        super().__init__(window)
        self._context = context
        self._backup = backup
        self._idle_lock = idle_lock
        self._window = window
        self._line: StatusLine | None = None
        self._job: Job[BackupStatus] | None = None
        self.status: BackupStatus | None = None
        self._looks = QTimer(self)
        self._looks.setInterval(_LOOKS_EVERY_MS)
        self._looks.timeout.connect(self.look)
        self._tries = QTimer(self)
        self._tries.setInterval(_TRIES_EVERY_MS)
        self._tries.timeout.connect(self.try_to_make)
        backup.made.connect(self.look)
        idle_lock.locked.connect(self._on_locked)

    def start(self, line: StatusLine) -> None:
        """Begin to look; ``line`` shows what is found."""
        self._line = line
        line.backups_asked.connect(self.open_backups)
        self._looks.start()
        self.look()

    def stop(self) -> None:
        """Look no longer, and say nothing more."""
        self._line = None
        self._looks.stop()
        self._tries.stop()

    @Slot()
    def look(self) -> None:
        """Find out how well the register is backed up, beside whatever else is done."""
        if self._job is not None:
            return
        services = self._context.services
        self._job = Job(lambda _progress: services.backups.status())
        self._job.succeeded.connect(self._on_status)
        self._job.finished.connect(self._on_finished)
        self._context.jobs.start(self._job, writes=False)

    @Slot()
    def _on_finished(self) -> None:
        self._job = None

    @Slot(object)
    def _on_status(self, status: BackupStatus) -> None:
        self.status = status
        if self._line is None:
            return
        self._line.show_backups(status)
        if self._may_make and self._is_due(status):
            self._tries.start()
        else:
            self._tries.stop()
        self.remind()

    @property
    def _may_make(self) -> bool:
        services = self._context.services
        return not services.read_only and Permission.BACK_UP in services.user.permissions

    @staticmethod
    def _is_due(status: BackupStatus) -> bool:
        """Whether a backup made now would help: new entries, or a medium that came back."""
        if status.last_at is None:
            return status.is_old_without
        second = status.second.state is MediumState.READY and status.second_due
        return status.backup_due or second

    @Slot()
    def try_to_make(self) -> None:
        """Make a backup that is due, unless somebody works just now."""
        if self._idle_lock.idle_ms >= _IDLE_MS and not self._context.jobs.running:
            self._tries.stop()  # whatever comes of it: it is tried again after the next look
            self._backup.make_by_itself()

    # --- once a day ------------------------------------------------------------------------------

    @Slot()
    def remind(self) -> None:
        """Say what is late in a window, once a day; not over a dialog or a locked screen."""
        status = self.status
        if status is None or not status.reminds or self._idle_lock.is_locked:
            return
        if QApplication.activeModalWidget() is not None:
            return  # somebody is at something: after the next look
        desk = self._context.services.desk
        if not first_today(REMINDED, desk.store.paths.folder, desk.today):
            return
        text = "\n\n".join(warnings(status))
        ask(self._window, text, _("&Open the backups"), self.open_backups, title=_("Backups"))

    @Slot(bool)
    def _on_locked(self, locked: bool) -> None:  # noqa: FBT001 - Qt
        if not locked:  # once the dialog that unlocked it has gone
            QTimer.singleShot(0, self.remind)

    # --- windows ---------------------------------------------------------------------------------

    @Slot()
    def open_backups(self) -> None:
        """Open the window of the backups."""
        from stockpile_app.ui.dialogs.backups_dialog import (  # noqa: PLC0415 - start-up
            BackupsDialog,
        )

        dialog = BackupsDialog(self._context, self._backup, self._window)
        dialog.restore_asked.connect(self.open_restore)
        dialog.changed.connect(self.look)
        dialog.open()

    @Slot()
    def open_restore(self) -> None:
        """Open the dialog that restores a backup into another folder."""
        from stockpile_app.ui.dialogs.restore_dialog import Restoring  # noqa: PLC0415 - start-up

        last = self._context.services.backups.last()
        restoring = Restoring(self._context.jobs, self._window)
        restoring.kept.connect(self._on_restored)
        services = self._context.services
        restoring.open(last, services.desk.store.paths.folder, services.user.name)

    @Slot(Path)
    def _on_restored(self, folder: Path) -> None:
        """Offer the restored register first when another one is opened."""
        remember_register(folder)
