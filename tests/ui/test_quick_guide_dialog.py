from __future__ import annotations

import pypdfium2
from PySide6.QtGui import QAction

from stockpile_app.ui.actions.window_actions import named_keys
from stockpile_app.ui.dialogs.quick_guide_dialog import QuickGuideDialog
from stockpile_app.ui.program_keys import keys_of
from tests.ui.conftest import dialog_of, idle


def text_of(content: bytes) -> str:
    document = pypdfium2.PdfDocument(content)
    said = " ".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    return " ".join(said.split())


def test_that_the_guide_of_ones_own_role_is_shown_with_the_keys_of_the_window(qtbot, window):
    window.actions_["quick_guide"].trigger()
    dialog = dialog_of(QuickGuideDialog)
    idle(qtbot, window.context)
    own = {role.value for role in window.context.services.user.roles}
    assert dialog.role.currentData() in own
    dialog.role.setCurrentIndex(dialog.role.findData("storekeeper"))
    idle(qtbot, window.context)
    said = text_of(dialog.preview.content)
    assert dialog.preview.pages == 2
    assert "Quick guide: Storekeeper" in said
    issue = window.weapon_actions.issue.shortcut().toString()
    assert f"Issue {issue}" in said
    dialog.reject()


def test_that_the_guide_is_saved(qtbot, window, tmp_path):
    dialog = QuickGuideDialog(window.context, keys_of(window), window)
    qtbot.addWidget(dialog)
    dialog.open()
    dialog.page.setCurrentIndex(1)
    idle(qtbot, window.context)
    dialog.save_to(tmp_path / "guide.pdf")
    assert (tmp_path / "guide.pdf").read_bytes() == dialog.preview.content
    assert "guide.pdf" in dialog.said.text()
    dialog.reject()


def test_that_named_keys_are_those_of_the_actions(window):
    keys = named_keys()
    actions = {each.objectName(): each for each in window.findChildren(QAction)}
    for name in ("verify", "lock", "handling", "weapons"):
        assert keys[name].keys == actions[name].shortcut().toString()
