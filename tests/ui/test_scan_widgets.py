from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLineEdit, QPushButton, QVBoxLayout, QWidget

from stockpile_app.domain.errors import NotAllowedNow
from stockpile_app.domain.text import N_
from stockpile_app.settings import Settings, Theme
from stockpile_app.ui.jobs import JobRunner
from stockpile_app.ui.scan_queue import ScanQueue
from stockpile_app.ui.sounds import BEEPS, Sounds
from stockpile_app.ui.theme import Appearance, colours
from stockpile_app.ui.tones import Tone
from stockpile_app.ui.widgets.scan_answer import ScanAnswer
from stockpile_app.ui.widgets.scan_field import ScanField
from tests.ui.test_theme import contrast

_BACK = {
    Tone.GOOD: ("good", "good_back"),
    Tone.WARN: ("warning", "warning_back"),
    Tone.TWICE: ("warning", "warning_back"),
    Tone.BAD: ("error", "error_back"),
    Tone.NEUTRAL: ("text", "base"),
}


@pytest.fixture
def field(qtbot):
    found = ScanField()
    qtbot.addWidget(found)
    found.show()
    return found


@pytest.fixture
def answer(qtbot):
    found = ScanAnswer()
    qtbot.addWidget(found)
    found.show()
    return found


# --- the field -----------------------------------------------------------------------------------


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_that_enter_reads_what_was_typed_and_makes_room_for_the_next(qtbot, field, key):
    read: list[str] = []
    field.read.connect(read.append)
    for text in ("  KE01-000012-Y ", "AK  77"):
        QTest.keyClicks(field, text)
        QTest.keyClick(field, key)
    assert read == ["KE01-000012-Y", "AK 77"]
    assert field.text() == ""


def test_that_enter_in_an_empty_field_reads_nothing(qtbot, field):
    with qtbot.assertNotEmitted(field.read):
        QTest.keyClick(field, Qt.Key.Key_Return)


def test_that_enter_does_not_press_the_button_of_a_dialog(qtbot):
    dialog = QDialog()
    qtbot.addWidget(dialog)
    inner, button = ScanField(), QPushButton("Record")
    button.setDefault(True)
    layout = QVBoxLayout(dialog)
    layout.addWidget(inner)
    layout.addWidget(button)
    dialog.show()
    with qtbot.assertNotEmitted(button.clicked), qtbot.waitSignal(inner.read):
        QTest.keyClicks(inner, "X1")
        QTest.keyClick(inner, Qt.Key.Key_Return)


def test_that_tab_leaves_the_field_and_what_was_typed_stays(qtbot):
    page = QWidget()
    qtbot.addWidget(page)
    inner, other = ScanField(), QLineEdit()
    layout = QVBoxLayout(page)
    layout.addWidget(inner)
    layout.addWidget(other)
    page.show()
    inner.setFocus()
    QTest.keyClicks(inner, "half")
    QTest.keyClick(inner, Qt.Key.Key_Tab)
    qtbot.waitUntil(other.hasFocus)
    assert inner.text() == "half"


# --- the answer ----------------------------------------------------------------------------------


def test_that_each_tone_has_its_words_and_picture(answer):
    pictures = []
    for tone in Tone:
        answer.say(tone, "Title", "Small print")
        assert (answer.title(), answer.detail(), answer.tone) == ("Title", "Small print", tone)
        pictures.append(answer._mark._name)
    assert len(set(pictures)) == len(Tone)


@pytest.mark.parametrize("width", [380, 620, 900])
@pytest.mark.parametrize(
    ("title", "detail"),
    [
        ("KE01-000012-Y", "Serial 77 · Izhmash AKM · 7.62 x 39 mm. From Store A / R06."),
        ("KE01-000012-Y is with somebody else", "Daudi has it. Finish the return first. " * 2),
        ("Recorded: a weapon that is not in the register", ""),
    ],
)
def test_that_an_answer_for_afar_is_as_large_as_fits_and_moves_nothing(
    qtbot, answer, width, title, detail
):
    far = ScanAnswer(far=True)
    qtbot.addWidget(far)
    far.show()
    far.resize(width, far.minimumHeight())
    far.say(Tone.GOOD, title, detail)
    qtbot.wait(1)
    assert far.height() == far.minimumHeight()
    if len(title) < 15 and width > 600:  # a number alone is read from two metres
        assert far._title.fontMetrics().capHeight() * 25.4 / far.logicalDpiY() > 6.5
    assert far._title.fontMetrics().height() >= answer._title.fontMetrics().height() * 0.8
    assert far._title.heightForWidth(far._title.width()) <= far._title.height()


def test_that_a_text_from_outside_is_never_markup(answer):
    answer.say(Tone.BAD, "<b>bold</b>", "<img src=x>")
    assert answer._title.textFormat() is Qt.TextFormat.PlainText
    assert answer._detail.textFormat() is Qt.TextFormat.PlainText
    assert "<img src=x>" in answer.accessibleDescription()


@pytest.mark.parametrize("theme", [Theme.LIGHT, Theme.DARK, Theme.HIGH_CONTRAST])
@pytest.mark.parametrize("tone", Tone)
def test_that_words_and_panel_have_the_colours_of_the_tone(qapp, dressed, answer, theme, tone):
    front, back = _BACK[tone]
    named = colours(theme)
    needed = 7 if theme is Theme.HIGH_CONTRAST else 4.5
    assert contrast(named[front], named[back]) >= needed
    look = Appearance(qapp, Settings(theme=theme))
    try:
        answer.say(tone, "KE01-000012-Y", "Izhmash AKM")
        answer.resize(500, 120)
        picture = answer.grab().toImage()
        assert picture.pixelColor(490, 60) == QColor(named[back])
        shown = {picture.pixelColor(x, y).name() for x in range(16, 480) for y in range(12, 100)}
        assert named[front] in shown
    finally:
        look.use(Theme.LIGHT)
        dressed.use(Theme.LIGHT)


def test_that_the_answer_is_heard_unless_sounds_are_off(qtbot):
    heard: list[Tone] = []
    sounds = Sounds(beep=lambda: None)
    sounds._beeper.sound = heard.append
    answers = [ScanAnswer(sounds=sounds), ScanAnswer()]
    for each in answers:
        qtbot.addWidget(each)
        each.say(Tone.GOOD, "Taken")
        each.say(Tone.NEUTRAL, "Scan")
    assert heard == [BEEPS[Tone.GOOD]]
    sounds.on = False
    answers[0].say(Tone.BAD, "Not known")
    assert len(heard) == 1


# --- the queue -----------------------------------------------------------------------------------


@pytest.fixture
def jobs(qapp):
    runner = JobRunner()
    yield runner
    assert runner.shut_down()


def test_that_scans_are_answered_in_order_each_after_the_one_before(qtbot, jobs, answer):
    answered: list[str] = []
    seen: dict[str, list[str]] = {}

    def prepare(text: str):
        seen[text] = list(answered)
        return lambda: text

    queue = ScanQueue(jobs, prepare, answer)
    queue.looked_up.connect(answered.append)
    wanted = [f"scan {at}" for at in range(30)]
    for text in wanted:
        queue.put(text)
    qtbot.waitUntil(lambda: queue.idle)
    assert answered == wanted
    assert all(seen[text] == wanted[:at] for at, text in enumerate(wanted))


def test_that_scans_wait_while_the_queue_is_held_and_a_refusal_stops_none(qtbot, jobs, answer):
    refused, answered = [], []

    def prepare(text: str):
        if text == "skip":
            return None

        def look():
            if text == "bad":
                raise NotAllowedNow(N_("Not now."))
            return text

        return look

    queue = ScanQueue(jobs, prepare, answer)
    queue.looked_up.connect(answered.append)
    queue.refused.connect(refused.append)
    queue.hold(held=True)
    for text in ("one", "bad", "skip", "two"):
        queue.put(text)
    qtbot.wait(20)
    assert not answered
    assert not queue.idle
    queue.hold(held=False)
    qtbot.waitUntil(lambda: queue.idle)
    assert answered == ["one", "two"]
    assert len(refused) == 1
