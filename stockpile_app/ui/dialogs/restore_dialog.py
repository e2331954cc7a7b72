"""Restoring a backup into a new folder, and what is lost since.

Also from the window that signs in: a machine that is new has no register yet.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget
from typing_extensions import override

from stockpile_app.domain.errors import BadValue, StockpileError
from stockpile_app.domain.progress import Progress
from stockpile_app.domain.text import N_
from stockpile_app.i18n import gettext as _
from stockpile_app.services import backups, restoring
from stockpile_app.services.gateway import Services
from stockpile_app.services.registers import utc_now
from stockpile_app.services.restoring import BackupContents
from stockpile_app.ui.dialogs.help_dialog import HelpKey
from stockpile_app.ui.dialogs.losses_dialog import LossesDialog, Restored
from stockpile_app.ui.jobs import JobRunner
from stockpile_app.ui.texts import count, moment, refusal_text
from stockpile_app.ui.widgets.fields import FileEdit
from stockpile_app.ui.widgets.form_dialog import ActDialog
from stockpile_app.ui.widgets.password import PasswordEdit


class RestoreDialog(ActDialog):
    """Asks for a backup, who signs in, and a new folder. ``succeeded`` gives a ``Restored``."""

    def __init__(
        self,
        jobs: JobRunner,
        file: Path | None = None,
        old: Path | None = None,
        parent: QWidget | None = None,
        *,
        user: str = "",
    ) -> None:
        """Offer ``file``, for ``user`` and beside the register in ``old``, and to compare them."""
        super().__init__(jobs, _("Restore a backup"), _("&Restore"), parent)
        self.setObjectName("restore_dialog")
        self.contents: BackupContents | None = None
        self.file = FileEdit(_("Backup"), _("Backups (*.stockpile)"))
        self.user = QComboBox()
        self.password = PasswordEdit()
        self.folder = FileEdit(_("New folder for the register"), folder=True)
        self.old = FileEdit(_("Folder of the old register"), folder=True)
        self.seal = QLineEdit()
        self.seal.setPlaceholderText("XXXXX-XXXXX-XXXXX-XXXXX")
        self._build()
        HelpKey("backups", self)
        self.file.chosen.connect(self._on_file)
        self.resize(720, 480)
        self.old.line.setText(str(old) if old else "")
        self.folder.line.setText(str(_beside(old)) if old else "")
        if file is not None:
            self.file.choose(str(file))
            self.user.setCurrentIndex(max(self.user.findText(user), 0))

    def _build(self) -> None:
        add = self.form.add
        hint = _("A file that ends in .stockpile, on the second medium or in a register’s folder.")
        add("file", _("&Backup"), self.file, required=True, hint=hint)
        add("user", _("&User"), self.user, required=True)
        hint = _("As it was when the backup was made.")
        add("password", _("Pass&word"), self.password, required=True, hint=hint)
        hint = _("Nothing is replaced: what is left of the old register stays as it is.")
        add("folder", _("New &folder"), self.folder, required=True, hint=hint)
        self.form.add_heading(_("What is lost since the backup"))
        hint = _("If it can still be read: it says act by act what has to be entered again.")
        add("old", _("&Old register"), self.old, hint=hint)
        hint = _("Else from the newest sheet of paper: says whether the backup knows all of it.")
        add("code", _("&Seal code"), self.seal, hint=hint)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.contents is not None and not event.spontaneous():
            self.password.setFocus()  # everything else is known

    @Slot(str)
    def _on_file(self, path: str) -> None:
        self.form.clear_errors()
        self.user.clear()
        self.contents = None
        if not path:
            return
        try:
            found = self.contents = restoring.look_at(Path(path))
        except StockpileError as error:
            self.form.show_text("file", refusal_text(error), focus=False)
            return
        self.user.addItems(found.users)
        told = _("Register {origin}, {count} entries, made {moment}.").format(
            origin=found.origin, count=count(found.entries), moment=moment(found.made_at)
        )
        if found.newer is not None:
            newer = _("There is a newer one beside it: {file}.").format(file=found.newer.name)
            told = f"{told} {newer}"
        self.form.set_hint("file", told)

    @override
    def command(self) -> Callable[[Progress], Restored]:
        if self.contents is None:
            raise BadValue(N_("Choose a backup."), "file")
        if not self.folder.text():
            raise BadValue(N_("Choose a new or empty folder."), "folder")
        file, folder = self.contents.file, Path(self.folder.text())
        user, password = self.user.currentText(), self.password.text()
        old, seal = self.old.text(), self.seal.text().strip()

        def work(progress: Progress) -> Restored:
            services = Services(backups.restore(file, folder, user, password, utc_now))
            found, place = None, None
            try:
                if seal:
                    place = services.losses.place_of(seal)
                if old:
                    found = services.losses.compare(Path(old), password, progress)
            except StockpileError as error:
                return Restored(services, found, place, error)
            return Restored(services, found, place)

        return work


def _beside(old: Path) -> Path:
    """Return a folder beside ``old`` that is not there yet."""
    names = (f"{old.name}-{number}" for number in itertools.count(2))
    return next(path for name in names if not (path := old.with_name(name)).exists())


class Restoring(QObject):
    """Restores, and shows what is lost.

    Signals:
        opened: The ``Desk`` of the restored register, to be worked at now.
        kept: The folder of one that is not opened now.
    """

    opened = Signal(object)
    kept = Signal(Path)

    def __init__(self, jobs: JobRunner, window: QWidget, *, opens: bool = False) -> None:
        """Open dialogs over ``window``; with ``opens`` one can go on to work at once."""
        super().__init__(window)
        self._jobs = jobs
        self._window = window
        self._opens = opens
        self._restored: Restored | None = None

    def open(self, file: Path | None = None, old: Path | None = None, user: str = "") -> None:
        """Ask what to restore."""
        dialog = RestoreDialog(self._jobs, file, old, self._window, user=user)
        dialog.succeeded.connect(self._on_restored)
        dialog.open()

    @Slot(object)
    def _on_restored(self, restored: Restored) -> None:
        self._restored = restored
        dialog = LossesDialog(self._jobs, restored, self._window, opens=self._opens)
        dialog.finished.connect(self._on_finished)
        dialog.open()

    @Slot(int)
    def _on_finished(self, result: int) -> None:
        restored, self._restored = self._restored, None
        if restored is None:
            return
        if self._opens and result:
            self.opened.emit(restored.services.desk)
            return
        folder = restored.services.desk.store.paths.folder
        restored.services.close()
        self.kept.emit(folder)
