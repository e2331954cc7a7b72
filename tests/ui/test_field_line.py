"""The line and the questions of field mode, without a register."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from stockpile_app.settings import Settings
from stockpile_app.ui.field_questions import Choice, Question, Script
from stockpile_app.ui.scanning import Scanning
from stockpile_app.ui.widgets.field_desk import FieldDesk
from stockpile_app.ui.widgets.field_line import FieldLine


class Heard:
    def __init__(self, line: FieldLine) -> None:
        self.all: list[object] = []
        for signal in (line.digit, line.entered, line.pressed):
            signal.connect(self.all.append)
        line.back.connect(lambda: self.all.append("back"))


@pytest.fixture
def line(qtbot) -> FieldLine:
    line = FieldLine()
    qtbot.addWidget(line)
    line.show()
    line.ask(numbered=True, typed=True)
    return line


def test_that_a_digit_answers_alone(qtbot, line):
    heard = Heard(line)
    QTest.keyClick(line, Qt.Key.Key_2)
    qtbot.waitUntil(lambda: line.settled)
    assert heard.all == [2]
    assert line.text() == ""


def test_that_enter_right_after_a_digit_does_not_answer_the_next_question(line):
    heard = Heard(line)
    QTest.keyClick(line, Qt.Key.Key_2)
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert heard.all == [2]


def test_that_digits_of_a_scan_are_no_answers(qtbot, line):
    heard = Heard(line)
    QTest.keyClicks(line, "004127")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert heard.all == ["004127"]


def test_that_a_scan_is_no_answer_where_nothing_may_be_typed(qtbot, line):
    line.ask(numbered=True, typed=False)
    heard = Heard(line)
    QTest.keyClicks(line, "KE01000123")
    qtbot.wait(2 * line.gap_ms)
    assert heard.all == []
    assert line.text() == ""


def test_that_digits_inside_a_text_are_text(qtbot, line):
    heard = Heard(line)
    QTest.keyClicks(line, "Type 56")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert heard.all == ["Type 56"]


def test_that_escape_takes_back_what_is_typed_and_then_the_step(line):
    heard = Heard(line)
    QTest.keyClicks(line, "Tpye")
    QTest.keyClick(line, Qt.Key.Key_Escape)
    assert (line.text(), heard.all) == ("", [])
    QTest.keyClick(line, Qt.Key.Key_Escape)
    assert heard.all == ["back"]


def test_that_keys_pressed_while_something_is_recorded_are_heard_afterwards(qtbot, line):
    heard = Heard(line)
    line.gap_ms = 0
    line.hold(held=True)
    QTest.keyClick(line, Qt.Key.Key_3)
    QTest.keyClick(line, Qt.Key.Key_F2)
    assert heard.all == []
    assert not line.settled
    line.hold(held=False)
    assert heard.all == [3, Qt.Key.Key_F2]


# --- questions -----------------------------------------------------------------------------------


def _script(**given: object) -> Script:
    return Script(
        (
            lambda _: Question("sex", "Sex"),
            lambda _: Question("age", "Age"),
            lambda said: Question("staff", "Who?") if said.get("age") == "child" else None,
            lambda _: Question("name", "Name"),
        ),
        given,
    )


def _answer(script: Script, value: object) -> None:
    question = script.question()
    assert question is not None
    script.answer(question.name, value)


def test_that_a_step_back_asks_one_question_again_and_not_the_rest():
    script = _script()
    for value in ("f", "adult"):
        _answer(script, value)
    assert script.question().name == "name"
    assert script.back()
    assert script.back()
    assert (script.question().name, script.question().offer) == ("sex", "f")
    assert not script.back()
    _answer(script, "m")
    assert script.question().name == "name"
    _answer(script, "Otieno")
    assert script.result() == {"sex": "m", "age": "adult", "name": "Otieno"}


def test_that_a_changed_answer_asks_what_it_makes_necessary_and_drops_what_it_does_not():
    script = _script()
    for value in ("f", "child", "Amina", "Njeri"):
        _answer(script, value)
    assert script.question() is None
    assert script.result()["staff"] == "Amina"
    for _step in range(3):
        script.back()
    _answer(script, "adult")
    assert script.question() is None
    assert "staff" not in script.result()


def test_that_what_is_known_is_not_asked():
    script = _script(sex="f")
    assert script.question().name == "age"
    assert not script.back()
    _answer(script, "adult")
    _answer(script, "Njeri")
    assert script.result() == {"sex": "f", "age": "adult", "name": "Njeri"}


# --- the desk ------------------------------------------------------------------------------------


@pytest.fixture
def desk(qtbot):
    class Context:
        scanning = Scanning(Settings(scan_sounds=False))

    desk = FieldDesk(Context())  # type: ignore[arg-type]  # asks it for the sounds alone
    qtbot.addWidget(desk)
    desk.resize(1144, 700)
    desk.show()
    return desk


def test_that_more_than_nine_answers_have_pages(desk):
    chosen: list[object] = []
    desk.choices.chosen.connect(chosen.append)
    answers = tuple(Choice(at, f"Answer {at}") for at in range(1, 13))
    desk.ask(Question("which", "Which?", choices=answers))
    assert desk.choices.press(9)
    assert desk.choices.press(0)
    assert not desk.choices.press(4)
    assert desk.choices.press(3)
    assert chosen == [9, 12]
    desk.ask(Question("which", "Which?", choices=answers, offer=11))
    assert "11" in desk.choices.words()


def test_that_a_screen_reader_hears_question_and_answers(desk):
    answers = (Choice("f", "Woman"), Choice("m", "Man"))
    desk.ask(Question("sex", "Who stands here?", choices=answers))
    assert desk.line.accessibleName() == "Who stands here?"
    assert desk.line.accessibleDescription() == "1 Woman, 2 Man"
