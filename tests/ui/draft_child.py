"""The program in a process of its own, which fills in forms and is killed while they are open.

Called as ``python -m tests.ui.draft_child FOLDER USER``; prints "kept" once drafts are on disk.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from PySide6.QtWidgets import QApplication

from stockpile_app.services.registers import open_register
from stockpile_app.settings import Settings
from stockpile_app.ui.application import Session, make_application
from stockpile_app.ui.dialogs.weapon_dialog import RegisterWeaponDialog
from tests.builders import PASSWORD

SERIAL, NOTES = "SECRET-KA-99", "found in the third crate, wrapped in green cloth"


def main(folder: Path, user: str) -> None:
    """Type into the form of a new weapon, and wait to be killed."""
    application = make_application()
    session = Session(application, Settings())
    session._on_signed_in(open_register(folder, user, PASSWORD))
    window = session.main_window
    assert window is not None
    window.weapon_actions.register.trigger()
    dialog = next(
        each for each in QApplication.topLevelWidgets() if isinstance(each, RegisterWeaponDialog)
    )
    dialog.identity.serial.setText(SERIAL)
    dialog.notes.setPlainText(NOTES)
    window.context.drafts.keep()  # what the timer does
    while session.jobs.running:
        application.processEvents()
        time.sleep(0.01)
    print("kept", flush=True)
    application.exec()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
