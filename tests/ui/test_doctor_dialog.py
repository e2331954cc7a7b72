from __future__ import annotations

import os

import pytest
from PySide6.QtWidgets import QApplication, QPushButton

from stockpile_app.domain.doctor import Level
from stockpile_app.settings import Theme
from stockpile_app.ui.dialogs.doctor_dialog import DoctorDialog
from tests.ui.conftest import dialog_of, idle


def opened(qtbot, window):
    window.actions_["doctor"].trigger()
    dialog = dialog_of(DoctorDialog)
    idle(qtbot, window.context)
    return dialog


def test_that_the_workstation_is_checked_from_the_window(qtbot, window, tmp_path):
    dialog = opened(qtbot, window)
    levels = [each.level for each in dialog.table.records.records]
    assert Level.BROKEN not in levels
    assert levels == sorted(levels, key=[Level.BROKEN, Level.LOOK, Level.OK].index)
    assert "Nothing is broken. To look at: " in dialog.verdict.text()
    first = dialog.table.current()
    assert dialog.detail.text() == f"{first.said}\n{first.todo}"
    assert "verified" not in {each.name for each in dialog.checks}
    dialog.full.setChecked(True)
    dialog.again.click()
    idle(qtbot, window.context)
    assert "verified" in {each.name for each in dialog.checks}
    dialog.copy_button.click()
    dialog.save_to(str(tmp_path / "check.txt"))
    text = (tmp_path / "check.txt").read_text(encoding="utf-8")
    assert QApplication.clipboard().text() == text
    assert "The register\n" in text
    dialog.save_to(str(tmp_path / "no" / "check.txt"))
    assert "cannot be written" in dialog.verdict.text()
    dialog.reject()


@pytest.mark.parametrize("theme", [Theme.LIGHT, Theme.DARK])
def test_that_the_check_can_be_read(qtbot, dressed, window, theme):
    dressed.use(theme)
    try:
        dialog = opened(qtbot, window)
        for button in dialog.findChildren(QPushButton):
            assert button.width() >= button.sizeHint().width()
        if out := os.environ.get("STOCKPILE_SHOTS"):
            dialog.grab().save(f"{out}/doctor_{theme.value}.png")
        dialog.reject()
    finally:
        dressed.use(Theme.LIGHT)
