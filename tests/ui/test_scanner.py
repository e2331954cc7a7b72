from __future__ import annotations

import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit

from stockpile_app.ui.dialogs.weapon_dialog import RegisterWeaponDialog
from stockpile_app.ui.field_state import field_state
from stockpile_app.ui.scanner import LONGEST_GAP_MS
from tests.ui.conftest import cell, dialog_of, idle


def press(window, text: str, gap_ms: float, end: Qt.Key = Qt.Key.Key_Return) -> float:
    """Type as the system would hand it over; return the longest gap there really was, in ms."""
    handle, longest = window.windowHandle(), 0.0
    before = time.monotonic()
    for each in (*text, end):
        QTest.qWait(0)
        while (time.monotonic() - before) * 1000 < gap_ms:
            QTest.qWait(1)
        longest = max(longest, (time.monotonic() - before) * 1000)
        before = time.monotonic()
        QTest.keyClick(handle, each)
    return longest


def scan(window, text: str, gap_ms: float, end: Qt.Key = Qt.Key.Key_Return) -> None:
    """Scan; again when a busy machine was slower than any scanner."""
    for _ in range(5):
        if press(window, text, gap_ms, end) < LONGEST_GAP_MS - 5:
            break


@pytest.fixture
def active(qtbot, window):
    """The window with the keys, and the number of a weapon as its bar code says it."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.finder.scanner._on_focus_window(window.windowHandle())
    return window, cell(window, 3, "number").replace("-", "")


@pytest.mark.parametrize("gap_ms", [2, 20])
@pytest.mark.parametrize("end", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab])
def test_that_a_scan_opens_its_weapon_and_leaves_the_field_alone(qtbot, active, gap_ms, end):
    window, code = active
    field = window.weapons_page.filters.text
    field.setText("half")
    idle(qtbot, window.context)
    field.setFocus()
    with qtbot.waitSignal(window.finder.scanner.scanned, timeout=10_000) as scanned:
        scan(window, code, gap_ms, end)
    assert scanned.args == [code]
    assert field.text() != f"half{code}"
    qtbot.waitUntil(lambda: window.weapons_page.detail.number.text().replace("-", "") == code)


def test_that_a_scan_works_from_another_page_and_twice_in_a_row(qtbot, active):
    window, code = active
    other = cell(window, 1, "number").replace("-", "")
    window.go_to("ledger")
    heard: list[str] = []
    window.finder.scanner.scanned.connect(heard.append)
    scan(window, code, 2)
    scan(window, other, 2)
    assert (heard[0], heard[-1]) == (code, other)
    qtbot.waitUntil(lambda: window.weapons_page.detail.number.text().replace("-", "") == other)


@pytest.mark.parametrize("gap_ms", [60, 90])
def test_that_a_typist_is_no_scanner(qtbot, active, gap_ms):
    window, code = active
    field = window.weapons_page.filters.text
    field.setFocus()
    with qtbot.assertNotEmitted(window.finder.scanner.scanned):
        press(window, code, gap_ms)
    assert field.text() == code


@pytest.mark.parametrize("text", ["AK4711003", "KE01", "KE01000001?", "HELLO WORLD"])
def test_that_other_bursts_are_typing(qtbot, active, text):
    window, _code = active
    field = window.weapons_page.filters.text
    field.setFocus()
    with qtbot.assertNotEmitted(window.finder.scanner.scanned):
        press(window, text, 2)
    assert field.text() == text


def test_that_a_dialog_keeps_what_was_typed_and_stays_open(qtbot, active):
    window, code = active
    window.weapon_actions.register.trigger()
    dialog = dialog_of(RegisterWeaponDialog)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    window.finder.scanner._on_focus_window(dialog.windowHandle())
    dialog.notes.setPlainText("half a note")
    dialog.notes.setFocus()
    with qtbot.waitSignal(window.finder.scanner.scanned, timeout=10_000):
        scan(dialog, code, 2)
    assert dialog.notes.toPlainText() == "half a note"
    assert dialog.isVisible()
    dialog.reject()


def test_that_nothing_is_scanned_while_the_window_is_locked(qtbot, active):
    window, code = active
    window.actions_["lock"].trigger()
    dialog = window.idle_lock.dialog
    qtbot.waitUntil(dialog.isActiveWindow)
    with qtbot.assertNotEmitted(window.finder.scanner.scanned):
        press(dialog, code, 2)


def test_that_every_kind_of_field_is_put_back(qtbot):
    line, notes, box = QLineEdit("one two"), QPlainTextEdit("a note"), QComboBox()
    for each in (line, notes, box):
        qtbot.addWidget(each)
    box.addItems(["a", "b"])
    line.setSelection(4, 3)
    states = [field_state(each) for each in (line, notes, box)]
    line.setText("other")
    notes.setPlainText("other")
    box.setCurrentIndex(1)
    for state in states:
        assert state is not None
        state.restore()
    assert (line.text(), line.selectedText()) == ("one two", "two")
    assert notes.toPlainText() == "a note"
    assert box.currentIndex() == 0
