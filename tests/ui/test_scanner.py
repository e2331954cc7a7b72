from __future__ import annotations

import time

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QToolTip

from stockpile_app.domain.keyboards import Fault, garbled
from stockpile_app.domain.scan_text import Around, is_control
from stockpile_app.settings import ScanEnd
from stockpile_app.ui.dialogs.weapon_dialog import RegisterWeaponDialog
from stockpile_app.ui.field_state import field_state
from stockpile_app.ui.handling import Mode
from stockpile_app.ui.scan_burst import ScanRules
from stockpile_app.ui.widgets.plain import ask
from tests.ui.conftest import cell, dialog_of, idle

_LIMIT = ScanRules().gap_ms
_PATIENT = ScanRules(gap_ms=200)
"""For what does not depend on the speed of this machine."""


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
        if isinstance(each, str) and is_control(each):
            # as keyboards give them: GS is Ctrl+]
            QTest.keyClick(handle, Qt.Key(ord(each) + 0x40), Qt.KeyboardModifier.ControlModifier)
        elif not text.isascii():  # all or none: QTest has a clock of its own
            key, typed = (0, each) if isinstance(each, str) else (each.value, "\r")
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, typed)
                QCoreApplication.sendEvent(handle, event)
        else:
            QTest.keyClick(handle, each)
    return longest


def press_alt_code(window, digits: str) -> None:
    """Type a character as Alt and digits, as a scanner does that is set to it."""
    handle, alt = window.windowHandle(), Qt.KeyboardModifier.AltModifier
    QTest.keyPress(handle, Qt.Key.Key_Alt)
    for each in digits:
        QTest.keyClick(handle, each, alt | Qt.KeyboardModifier.KeypadModifier)
    QTest.keyRelease(handle, Qt.Key.Key_Alt)


def scan(
    window, text: str, gap_ms: float, end: Qt.Key = Qt.Key.Key_Return, limit_ms: int = _LIMIT
) -> None:
    """Scan; again when a busy machine was slower than any scanner."""
    for _ in range(5):
        if press(window, text, gap_ms, end) < limit_ms - 5:
            break


@pytest.fixture
def active(qtbot, window):
    """The window with the keys, and the number of a weapon as its bar code says it."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.finder.scanner._on_focus_window(window.windowHandle())
    return window, cell(window, 3, "number").replace("-", "")


@pytest.fixture
def patient(active):
    """The same, with a scanner for whom no machine is too slow."""
    active[0].finder.scanner.use(_PATIENT)
    return active


@pytest.mark.parametrize("gap_ms", [2, 20])
@pytest.mark.parametrize("end", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab])
def test_that_a_scan_opens_its_weapon_and_leaves_the_field_alone(qtbot, active, gap_ms, end):
    window, code = active
    window.finder.scanner.use(_PATIENT)
    field = window.weapons_page.filters.text
    field.setText("half")
    idle(qtbot, window.context)
    field.setFocus()
    with qtbot.waitSignal(window.finder.scanner.scanned, timeout=10_000) as scanned:
        scan(window, code, gap_ms, end, _PATIENT.gap_ms)
    assert scanned.args == [code]
    assert field.text() != f"half{code}"
    shown = window.weapons_page.detail.number
    qtbot.waitUntil(lambda: shown.text().replace("-", "") == code, timeout=20_000)


@pytest.mark.parametrize(
    "sent",
    ["{}\x1d", "\x1d{}", "]C0{}", "{}\x03", "]Q3\x1d{}\x04", "LOT7\x1d{}"],
)
def test_that_control_characters_do_not_hurt_a_scan(qtbot, patient, sent):
    window, code = patient
    field = window.weapons_page.filters.text
    field.setFocus()
    with qtbot.waitSignal(window.finder.scanner.scanned, timeout=10_000) as scanned:
        scan(window, sent.format(code), 2, limit_ms=200)
    assert scanned.args == [code]


def test_that_control_characters_inside_a_scan_are_no_commands(qtbot, patient):
    window, code = patient
    asked: list[str] = []
    window.actions_.asked.connect(asked.append)
    middle = f"{code[:5]}\x0c\x02\x11{code[5:]}"  # Ctrl+B and Ctrl+Q are commands
    with qtbot.waitSignal(window.finder.scanner.scanned, timeout=10_000) as scanned:
        scan(window, middle, 2, limit_ms=200)
    assert scanned.args == [code]
    assert not asked


def test_that_a_control_character_typed_as_alt_and_digits_does_not_hurt_a_scan(qtbot, patient):
    window, code = patient
    heard: list[str] = []
    window.finder.scanner.scanned.connect(heard.append)
    for _ in range(5):
        press(window, f"LOT7{code[:0]}", 2, Qt.Key.Key_X)
        press_alt_code(window, "029")
        if press(window, code, 2) < _PATIENT.gap_ms - 5 and heard:
            break
    assert heard[-1] == code


@pytest.mark.parametrize("second", [Qt.Key.Key_J, Qt.Key.Key_Enter])
def test_that_carriage_return_and_line_feed_are_one_end(qtbot, patient, second):
    window, code = patient
    scanner = window.finder.scanner
    heard: list[str] = []
    scanner.scanned.connect(heard.append)
    scan(window, code, 2, limit_ms=200)
    control = Qt.KeyboardModifier.ControlModifier
    scanner._burst._accepted_ms = time.monotonic() * 1000  # however slow this machine is
    with qtbot.assertNotEmitted(scanner.scanned):
        event = QKeyEvent(
            QEvent.Type.KeyPress,
            second.value,
            control if second is Qt.Key.Key_J else Qt.KeyboardModifier.NoModifier,
            "\n" if second is Qt.Key.Key_J else "\r",
        )
        assert scanner.eventFilter(window.windowHandle(), event)
    assert heard[-1] == code


def test_that_a_number_is_read_where_a_scanner_sends_no_end(qtbot, patient):
    window, code = patient
    field = window.weapons_page.filters.text
    field.setFocus()
    with qtbot.waitSignal(window.finder.scanner.scanned, timeout=10_000) as scanned:
        for _ in range(5):
            if press(window, code[:-1], 2, code[-1]) < _PATIENT.gap_ms - 5:
                break
    assert scanned.args == [code]
    assert field.text() != code


@pytest.mark.parametrize("workstation", ["fr_FR", "ru_RU", "ar_EG", "de_DE"])
def test_that_a_scan_is_read_through_a_keyboard_that_is_set_wrong(qtbot, patient, workstation):
    window, code = patient
    scanner = window.finder.scanner
    fault = Fault("en_US", workstation)
    came, faults = garbled(code, fault), []
    scanner.repaired.connect(faults.append)
    with qtbot.waitSignal(scanner.scanned, timeout=10_000) as scanned:
        scan(window, came, 2, limit_ms=200)
    assert scanned.args == [code]
    assert {each.workstation for each in faults} == ({workstation} if came != code else set())


def test_that_a_prefix_and_suffix_that_were_set_are_taken_off(qtbot, patient):
    window, code = patient
    scanner = window.finder.scanner
    scanner.use(ScanRules(gap_ms=200, end=ScanEnd.TAB, around=Around("*", "#")))
    with qtbot.waitSignal(scanner.scanned, timeout=10_000) as scanned:
        scan(window, f"*{code}#", 2, Qt.Key.Key_Tab, limit_ms=200)
    assert scanned.args == [code]


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


def test_that_a_dialog_keeps_what_was_typed_and_stays_open(qtbot, patient):
    window, code = patient
    window.weapon_actions.register.trigger()
    dialog = dialog_of(RegisterWeaponDialog)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    window.finder.scanner._on_focus_window(dialog.windowHandle())
    dialog.notes.setPlainText("half a note")
    dialog.notes.setFocus()
    with qtbot.waitSignal(window.finder.scanner.scanned, timeout=10_000):
        scan(dialog, code, 2, limit_ms=200)
    assert dialog.notes.toPlainText() == "half a note"
    assert dialog.isVisible()
    dialog.reject()


def test_that_a_scan_does_not_go_on_behind_a_question(qtbot, patient):
    window, code = patient
    window.go_to("ledger")
    answers: list[bool] = []
    question = ask(window, "Shall it be so?", "Do it", lambda: answers.append(True))
    question.activateWindow()
    qtbot.waitUntil(question.isActiveWindow)
    window.finder.scanner._on_focus_window(question.windowHandle())
    with qtbot.waitSignal(window.finder.scanner.scanned, timeout=10_000):
        scan(question, code, 2, limit_ms=200)
    assert code in QToolTip.text()
    idle(qtbot, window.context)
    assert window.current == "ledger"
    assert question.isVisible()
    assert not answers
    question.reject()


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


def test_that_a_command_code_is_read_through_a_keyboard_that_is_set_wrong(qtbot, patient):
    window, _code = patient
    window.go_to("handling")
    page = window.page("handling")
    for command, mode in (("CMDMOVE", Mode.MOVE), ("CMDISSUE", Mode.ISSUE)):
        scan(window, garbled(command, Fault("en_US", "fr_FR")), 2, limit_ms=200)
        qtbot.waitUntil(lambda wanted=mode: page.desk.mode is wanted)
