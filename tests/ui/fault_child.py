"""The window in a process of its own that dies of what Python cannot catch.

Called as ``python -m tests.ui.fault_child FOLDER how``.
"""

from __future__ import annotations

import faulthandler
import os
import signal
import sys
from pathlib import Path

from PySide6.QtCore import QTimer, qFatal
from PySide6.QtWidgets import QApplication

from stockpile_app import logs
from stockpile_app.services.registers import open_register
from stockpile_app.ui import application
from stockpile_app.ui.application import Session
from stockpile_app.ui.dialogs.weapon_dialog import RegisterWeaponDialog
from tests.builders import PASSWORD

SERIAL = "SECRET-AK4711"


def fatal() -> None:
    """Let Qt end the process."""
    qFatal(f"QWidget: cannot go on with {SERIAL}")


def segfault() -> None:
    """Read where nothing is."""
    faulthandler._sigsegv()


def kill() -> None:
    """Be ended from outside."""
    os.kill(os.getpid(), signal.SIGKILL)


def main(folder: Path, how: str) -> None:
    """Type something, and die."""
    logs.start()
    sessions: list[Session] = []

    class Watched(Session):
        def sign_in(self, folder=None):
            sessions.append(self)
            return super().sign_in(folder)

    application.Session = Watched  # type: ignore[misc]

    def work() -> None:
        session = sessions[0]
        session._on_signed_in(open_register(folder, "brian", PASSWORD))
        assert session.main_window is not None
        session.main_window.weapon_actions.register.trigger()
        for each in QApplication.topLevelWidgets():
            if isinstance(each, RegisterWeaponDialog):
                each.identity.serial.setText(SERIAL)
        globals()[how]()

    application.make_application()
    QTimer.singleShot(0, work)
    application.run_window(folder)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
