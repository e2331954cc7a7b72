"""Somebody tries a scanner, and sets what the program has to know of it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from stockpile_app.documents.scan_test_sheet import number_to_try
from stockpile_app.domain.keyboards import Fault, garbled
from stockpile_app.domain.numbers import parse
from stockpile_app.domain.scan_text import proves_itself
from stockpile_app.settings import ScanEnd
from stockpile_app.ui.dialogs.command_codes_dialog import ScanTestSheetDialog
from stockpile_app.ui.dialogs.scanner_dialog import ScannerDialog
from stockpile_app.ui.scan_burst import ScanRules
from stockpile_app.ui.scan_trial import Outcome, Pressed, trial_of
from stockpile_app.ui.scanner_words import keyboard_name, trial_words
from stockpile_app.ui.tones import Tone
from tests.builders import number
from tests.ui.conftest import dialog_of, idle

CODE = number(1).replace("-", "")


def proves(text: str) -> bool:
    return proves_itself(text, "KE01")


def keys(text, gap_ms: float = 10) -> list[Pressed]:
    return [Pressed(each, 1000 + at * gap_ms) for at, each in enumerate(text)]


def trial(text, gap_ms: float = 10, rules: ScanRules | None = None):
    return trial_of(keys(text, gap_ms), rules or ScanRules(), proves)


# --- what a trial says ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sent", "gap_ms", "outcome", "end"),
    [
        (f"{CODE}\r", 10, Outcome.TAKEN, "\r"),
        (f"{CODE}\r\n", 10, Outcome.TAKEN, "\r\n"),
        (f"{CODE}\t", 30, Outcome.TAKEN, "\t"),
        (CODE, 10, Outcome.TAKEN, ""),
        (f"]C0{CODE}\x1d\r", 10, Outcome.TAKEN, "\r"),
        ("AK4711003\r", 10, Outcome.ON_PAGES, "\r"),
        ("AK4711003", 10, Outcome.WITHOUT_END, ""),
        (f"{CODE}\r", 50, Outcome.TOO_SLOW, "\r"),
        (f"{CODE}\r", 200, Outcome.TYPED, "\r"),
        ("A12\r", 10, Outcome.TOO_SHORT, "\r"),
    ],
)
def test_that_a_trial_says_what_the_program_would_do(sent, gap_ms, outcome, end):
    found = trial(sent, gap_ms)
    assert (found.outcome, found.end) == (outcome, end)
    assert trial_words(found, ScanRules())


@pytest.mark.parametrize("end", [ScanEnd.TAB, ScanEnd.LINE_FEED])
def test_that_another_end_than_is_set_is_told(end):
    found = trial(f"{CODE}\r", rules=ScanRules(end=end))
    assert found.outcome is Outcome.WITHOUT_END
    assert "Choose what it sends" in " ".join(trial_words(found, ScanRules(end=end)))


@pytest.mark.parametrize(("gap_ms", "proposed"), [(2, 20), (20, 35), (40, 65), (90, 140)])
def test_that_the_time_between_keys_is_proposed_from_what_was_measured(gap_ms, proposed):
    found = trial(f"{CODE}\r", gap_ms)
    assert found.proposal_ms == proposed
    assert trial(f"{CODE}\r", gap_ms, ScanRules(gap_ms=proposed)).outcome is Outcome.TAKEN
    assert trial(f"{CODE}\r", 200).proposal_ms is None


def test_that_every_key_is_shown_with_its_code_and_its_time():
    rows = trial(f"\x02{CODE[:3]}\x1d{CODE[3:]}\r").rows
    assert [row.name for row in rows[:5]] == ["STX", *CODE[:3], "GS"]
    assert [row.hexadecimal for row in rows[:2]] == ["02", f"{ord(CODE[0]):02X}"]
    assert (rows[0].after_ms, rows[1].after_ms) == (None, 10)
    assert rows[-1].name == "CR"


def test_that_keyboards_that_do_not_fit_are_named_with_what_to_do():
    found = trial(garbled(CODE, Fault("en_US", "fr_FR")) + "\r")
    assert found.outcome is Outcome.TAKEN
    said = " ".join(trial_words(found, ScanRules()))
    assert "keyboard is set to French (France)" in said
    assert "scanner is set to English (United States)" in said
    assert "Scan the maker's code" in said
    assert keyboard_name("nonsense!") == "nonsense!"


def test_that_a_prefix_that_is_a_command_is_warned_of():
    assert "STX" in " ".join(trial_words(trial(f"\x02{CODE}\r"), ScanRules()))


# --- the dialog ----------------------------------------------------------------------------------


@pytest.fixture
def dialog(qtbot, window):
    window.actions_["scanner"].trigger()
    found = dialog_of(ScannerDialog)
    found.activateWindow()
    qtbot.waitUntil(found.isActiveWindow)
    qtbot.waitUntil(found.test.field.hasFocus)
    window.finder.scanner._on_focus_window(found.windowHandle())
    yield found
    found.close()


def test_that_what_is_scanned_is_shown_and_goes_nowhere_else(qtbot, window, dialog):
    page = window.current
    dialog.context.scanning.choose(scan_gap_ms=200)  # however slow this machine is
    for each in (*CODE, Qt.Key.Key_Return):
        QTest.keyClick(dialog.windowHandle(), each)
    qtbot.waitUntil(lambda: dialog.trial is not None)
    assert dialog.trial.read.text == CODE
    assert dialog.trial.end == "\r"
    assert CODE in dialog.test.answer.detail()
    assert dialog.test.keys.records.rowCount() == len(CODE) + 1
    assert dialog.isVisible()
    assert dialog.test.field.text() == ""
    assert window.current == page


def test_that_a_lone_tab_leaves_the_field_and_is_no_trial(qtbot, dialog):
    QTest.keyClick(dialog.windowHandle(), Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: not dialog.test.field.hasFocus())
    qtbot.wait(500)
    assert dialog.trial is None


def test_that_what_is_measured_is_used_with_one_click_and_holds_at_once(qtbot, window, dialog):
    dialog.show_trial(keys(f"{CODE}\r", 50))
    assert dialog.test.answer.tone is Tone.BAD
    assert dialog.test.proposal.isVisible()
    dialog.test.proposal.click()
    assert dialog.gap.value() == 80
    assert window.finder.scanner._burst.rules.gap_ms == 80
    assert dialog.test.answer.tone is Tone.GOOD  # the trial is judged anew


def test_that_every_setting_holds_at_once_and_is_taken_back(dialog):
    scanning = dialog.context.scanning
    dialog.end.setCurrentIndex(dialog.end.findData(ScanEnd.TAB.value))
    dialog.prefix.setText("<STX>*")
    dialog.prefix.editingFinished.emit()
    dialog.sounds.setChecked(False)
    dialog.volume.setValue(20)
    assert scanning.rules.end is ScanEnd.TAB
    assert scanning.rules.around.prefix == "\x02*"
    assert (scanning.sounds.on, scanning.sounds.volume) == (False, 20)
    dialog.usual.click()
    assert scanning.rules == ScanRules()
    assert dialog.prefix.text() == ""
    assert dialog.sounds.isChecked()


def test_that_each_sound_can_be_listened_to_even_when_sounds_are_off(dialog):
    heard: list[int] = []
    sounds = dialog.context.scanning.sounds
    dialog.sounds.setChecked(False)
    beeper, sounds._beeper = sounds._beeper, type("_", (), {"sound": heard.append})
    try:
        for button in dialog.listen.values():
            button.click()
    finally:
        sounds._beeper = beeper
        dialog.usual.click()
    assert len(set(heard)) == 4


def test_that_the_test_sheet_is_offered_and_saved(qtbot, window, dialog, tmp_path):
    dialog.sheet.click()
    sheet = dialog_of(ScanTestSheetDialog)
    idle(qtbot, window.context)
    sheet.save_to(tmp_path / "sheet.pdf")
    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF")
    sheet.close()


def test_that_the_number_of_the_test_sheet_is_no_weapons(window):
    code = number_to_try("KE01").code
    assert parse(code, ("KE01",)) == number_to_try("KE01")
    assert window.context.services.scans.read(code).weapon is None
