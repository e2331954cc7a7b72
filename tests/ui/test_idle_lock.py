from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from stockpile_app.ui.dialogs.weapon_dialog import RegisterWeaponDialog
from stockpile_app.ui.idle_lock import Cover
from tests.builders import PASSWORD
from tests.ui.conftest import dialog_of, idle


def test_that_idle_time_locks_over_an_open_dialog_and_gives_back_what_was_typed(qtbot, window):
    window.weapon_actions.register.trigger()
    dialog = dialog_of(RegisterWeaponDialog)
    dialog.identity.serial.setText("half typed")
    lock = window.idle_lock
    lock._idle.start(10)
    qtbot.waitUntil(lambda: lock.is_locked)
    lock._idle.setInterval(60_000)
    for covered in (window, dialog):
        cover = covered.findChild(Cover)
        assert cover.isVisible()
        assert cover.geometry() == covered.rect()
    lock.dialog.password.setText("wrong password")
    lock.dialog.unlock.click()
    idle(qtbot, window.context)
    assert lock.is_locked
    assert lock.dialog.form.error_text("password")
    qtbot.waitUntil(lock.dialog.unlock.isEnabled)
    lock.dialog.password.setText(PASSWORD)
    lock.dialog.unlock.click()
    idle(qtbot, window.context)
    qtbot.waitUntil(lambda: not lock.is_locked, timeout=20_000)
    assert dialog.isVisible()
    assert dialog.identity.serial.text() == "half typed"
    assert not any(each.isVisible() for each in window.findChildren(Cover))
    dialog.reject()


def test_that_neither_escape_nor_closing_unlocks(qtbot, window):
    window.actions_["lock"].trigger()
    dialog = window.idle_lock.dialog
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    dialog.close()
    window.close()
    assert dialog.isVisible()
    assert window.isVisible()
    assert window.idle_lock.is_locked


def test_that_wrong_passwords_take_longer_and_longer(qtbot, window):
    window.actions_["lock"].trigger()
    dialog = window.idle_lock.dialog
    for _ in range(4):
        qtbot.waitUntil(dialog.unlock.isEnabled)
        dialog.password.setText("wrong password")
        dialog.unlock.click()
        idle(qtbot, window.context)
    assert not dialog.unlock.isEnabled()
    assert "seconds" in dialog.form.error_text("password")


def test_that_a_window_that_opens_while_locked_is_covered_too(qtbot, window):
    window.actions_["lock"].trigger()
    dialog = RegisterWeaponDialog(window.context, window)
    dialog.open()
    qtbot.waitUntil(lambda: dialog.findChild(Cover) is not None)
    dialog.reject()


def test_that_a_key_puts_the_lock_off(qtbot, window):
    lock = window.idle_lock
    lock._on_focus_window(window.windowHandle())
    lock._idle.start(600)
    for _ in range(4):
        qtbot.wait(300)
        QTest.keyClick(window.windowHandle(), Qt.Key.Key_Shift)
    assert not lock.is_locked
    qtbot.waitUntil(lambda: lock.is_locked)
