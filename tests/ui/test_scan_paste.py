"""A list that is pasted is taken line by line, and what was not known is said."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from stockpile_app.ui.tones import Tone
from stockpile_app.ui.widgets.scan_answer import ScanAnswer
from stockpile_app.ui.widgets.scan_field import ScanField
from stockpile_app.ui.widgets.scan_paste import MOST_LINES, PastedScans
from stockpile_app.ui.widgets.weapon_basket import WeaponBasket
from tests.builders import number
from tests.ui.conftest import register


class Page:
    """Knows weapons whose number begins with W, and says so at once."""

    def __init__(self, qtbot) -> None:
        self.answer, self.field = ScanAnswer(), ScanField()
        for each in (self.answer, self.field):
            qtbot.addWidget(each)
            each.show()
        self.listed: list[str] = []
        self.busy = False
        self.field.read.connect(self.take)
        self.pasted = PastedScans(
            self.field,
            self.answer,
            self.take,
            idle=lambda: not self.busy,
            taken=lambda: len(self.listed),
        )

    def take(self, text: str) -> None:
        if not text.startswith("W"):
            self.answer.say(Tone.BAD, "Not known")
        elif text in self.listed:
            self.answer.say(Tone.TWICE, "Before")
        else:
            self.listed.append(text)
            self.answer.say(Tone.WARN, "Now scan the card")


@pytest.fixture
def page(qtbot):
    return Page(qtbot)


def paste(qtbot, page, text: str) -> None:
    QApplication.clipboard().setText(text)
    page.field.setFocus()
    QTest.keyClick(page.field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not page.pasted.running, timeout=20_000)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\n\n  \n"])
def test_that_each_line_is_a_scan_and_the_sum_is_said(qtbot, page, end):
    page.listed.append("W0")
    paste(qtbot, page, end.join(["W1", " W2 ", "X3", "W0", "W1", ""]))
    assert page.listed == ["W0", "W1", "W2"]
    assert page.answer.title() == "2 of 5 lines taken"
    assert "2 were taken before." in page.answer.detail()
    assert "Not taken: X3." in page.answer.detail()
    assert page.answer.tone is Tone.WARN
    assert page.field.text() == ""
    assert not page.field.isReadOnly()


def test_that_one_line_is_typed_as_any_text(qtbot, page):
    paste(qtbot, page, "  W1\n")
    assert (page.field.text(), page.listed) == ("W1", [])
    QTest.keyClick(page.field, Qt.Key.Key_Return)
    assert page.listed == ["W1"]


def test_that_a_list_that_is_too_long_is_refused_as_a_whole(qtbot, page):
    paste(qtbot, page, "\n".join(f"W{at}" for at in range(MOST_LINES + 1)))
    assert not page.listed
    assert page.answer.title() == "The list is too long"
    assert "5,001 lines" in page.answer.detail()


def test_that_the_longest_list_is_taken(qtbot, page):
    paste(qtbot, page, "\n".join(f"W{at}" for at in range(MOST_LINES)))
    assert len(page.listed) == MOST_LINES
    assert page.answer.tone is Tone.GOOD


def test_that_no_line_is_a_command(qtbot, page):
    seen: list[str] = []
    page.pasted._take = seen.append
    paste(qtbot, page, "W1\nCMDDONE\ncmdclear")
    assert seen == ["W1"]
    assert "CMDDONE, cmdclear" in page.answer.detail()


def test_that_lines_wait_for_the_answer_before_and_escape_stops(qtbot, page):
    def take(text: str) -> None:
        page.busy = True  # until it is answered
        page.take(text)

    page.pasted._take = take
    page.busy = True
    QApplication.clipboard().setText("W1\nW2\nW3")
    page.field.paste()
    qtbot.wait(20)
    assert not page.listed
    page.busy = False
    qtbot.waitUntil(lambda: page.listed == ["W1"])
    qtbot.wait(20)
    assert page.listed == ["W1"]
    assert page.field.isReadOnly()
    QTest.keyClick(page.field, Qt.Key.Key_Escape)
    page.busy = False
    qtbot.waitUntil(lambda: not page.pasted.running)
    assert page.listed == ["W1"]
    assert "Not taken: W2, W3." in page.answer.detail()


def test_that_nothing_is_heard_before_the_sum(qtbot, page):
    heard: list[Tone] = []
    page.answer._sounds = type("_", (), {"play": heard.append})
    paste(qtbot, page, "W1\nW2\nX\nW3")
    assert heard == [Tone.WARN]


def test_that_many_that_are_not_known_are_counted(qtbot, page):
    paste(qtbot, page, "\n".join(f"X{at}" for at in range(30)))
    assert page.answer.tone is Tone.BAD
    assert "X9. And 20 more." in page.answer.detail()


def test_that_a_list_fills_a_basket_and_guesses_nothing(qtbot, context):
    first, second = register(context, 2)
    basket = WeaponBasket(context)
    qtbot.addWidget(basket)
    basket.show()
    QApplication.clipboard().setText(f"{number(1)}\nAK4711OO2\n{number(2)}\n")
    basket.field.paste()
    qtbot.waitUntil(lambda: not basket.field.isReadOnly())
    assert basket.ids() == (first, second)
    assert "2 of 3 lines taken" in basket.said.text()
    assert "AK4711OO2" in basket.said.text()
