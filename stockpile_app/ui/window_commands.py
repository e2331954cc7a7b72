"""What the commands of a window do, by their names."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QApplication

from stockpile_app.ui.context import UiContext
from stockpile_app.ui.page_window import PageWindow
from stockpile_app.ui.window_dialogs import open_named

# The window starts sooner without the dialogs.
# ruff: noqa: PLC0415


_WHERE_ONE_IS: Final = frozenset({"help", "lock"})
"""What is done at whatever window is in front; for all else the main window comes there."""


class WindowCommands(QObject):
    """Opens dialogs over a main window, and asks it and its parts for the rest."""

    def __init__(self, context: UiContext, window: Any) -> None:
        """Serve ``window``, the main window, once it is made."""
        super().__init__(window)
        self._context, self._window = context, window

    @Slot(str)
    def run(self, name: str) -> None:
        """Do what the command of this name says."""
        window = self._window
        if name not in _WHERE_ONE_IS:
            self._come_to_front()
        parts = {
            "import": self.open_import,
            "export": window.export.open,
            "back_up": window.backup.make,
            "backups": window.backup_watch.open_backups,
            "restore": window.backup_watch.open_restore,
            "password": self._open_password,
            "lock": window.idle_lock.lock,
            "take_back_last": window.taking_back.run,
            "drafts": window.drafts_offer.ask,
            "quit": window.close,
            "verify": self.open_verify,
            "check_paper": self.open_seal,
            "find": window.command.take_focus,
            "back": window.go_back,
            "forward": window.go_forward,
            "page_window": window.open_page_window,
            "help": self._open_help,
        }
        if name in {"new_register", "open_register"}:
            window.leave_for(name)
        elif name in parts:
            parts[name]()
        else:
            open_named(name, self._context, window)

    @Slot(str)
    def go_to(self, name: str) -> None:
        """Show a page of the main window."""
        self._come_to_front()
        self._window.go_to(name)

    def _come_to_front(self) -> None:
        if isinstance(QApplication.activeWindow(), PageWindow):
            self._window.raise_()
            self._window.activateWindow()

    @Slot()
    def open_import(self) -> None:
        """Open the import wizard."""
        from stockpile_app.ui.dialogs.import_dialog import ImportDialog

        dialog = ImportDialog(self._context, self._window)
        dialog.weapons_wanted.connect(self._window.show_batch)
        dialog.open()

    @Slot()
    def open_verify(self) -> None:
        """Open the dialog that verifies the register."""
        from stockpile_app.ui.dialogs.verify_dialog import VerifyDialog

        self._verify = VerifyDialog(self._context, self._window)
        self._verify.finished.connect(self._on_verified)
        self._verify.open()

    @Slot()
    def _on_verified(self) -> None:
        if self._verify.result_found is not None:
            self._window.status.show_verified(self._verify.result_found)

    @Slot(str)
    def open_seal(self, text: str = "") -> None:
        """Hold a paper against the register, at once where its seal was scanned."""
        front = QApplication.activeModalWidget()
        on_seal = getattr(front, "on_seal", None)
        if on_seal is not None:
            on_seal(text)
            return
        from stockpile_app.ui.dialogs.seal_dialog import SealDialog

        dialog = SealDialog(self._context, front or self._window)
        dialog.verify_asked.connect(self.open_verify)
        dialog.open()
        if text:
            dialog.on_seal(text)

    def _open_password(self) -> None:
        from stockpile_app.ui.dialogs.password_dialogs import ChangePasswordDialog

        ChangePasswordDialog(self._context, self._window).open()

    def _open_help(self) -> None:
        from stockpile_app.ui.dialogs.help_dialog import HelpDialog

        active = QApplication.activeWindow()
        if isinstance(active, PageWindow):
            HelpDialog(active.name, active).open()
        else:
            HelpDialog(self._window.current, self._window).open()
