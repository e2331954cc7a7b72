"""A day of 300 people at the table, by keystrokes, with a kill in the middle."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from stockpile_app.domain.collections import HandInQuery
from stockpile_app.domain.collections_vocabulary import DayCheck
from tests import builders_collections as builders
from tests.builders import START
from tests.ui.collections_fixtures import Key, everything_shown, give_receipts_later, open_table

MARK = "Mwanzotesta"
"""Part of every name, and of nothing else."""


def play(keyboard, n: int) -> None:
    """Serve person ``n`` without ever waiting for the window: keys that are early are kept."""
    line = keyboard.view.desk.line

    def press(*keys: Qt.Key | str) -> None:
        for key in keys:
            if isinstance(key, str):
                QTest.keyClicks(line, key)
                QTest.keyClick(line, Key.Key_Return)
            else:
                QTest.keyClick(line, key)

    press(Key.Key_1 if n % 3 else Key.Key_2, Key.Key_Return, Key.Key_Return)
    press(*((Key.Key_Return,) if n % 10 else (Key.Key_2, Key.Key_1)))
    press(f"Testa{n:03d} {MARK}")
    if n == 0:
        press("AKM", Key.Key_5, "7.62 x 39 mm", f"Z{n:03d}", "Ben Armourer")
    else:
        press(Key.Key_1, f"Z{n:03d}", Key.Key_Return)
    press(Key.Key_Return, Key.Key_Return)
    if n % 4 == 0:
        press(Key.Key_F2, "7.62 ball" if n == 0 else Key.Key_1, "30", "17-82", Key.Key_Return)
    press(Key.Key_Return)
    keyboard.settle()
    assert keyboard.view.question.name == "sex", (n, keyboard.view.desk.said.text())


@pytest.mark.parametrize(
    ("people", "killed_after"), [(24, 13), pytest.param(300, 141, marks=pytest.mark.slow)]
)
def test_that_a_queue_is_served_by_keys_through_a_kill_and_the_day_agrees(
    qtbot, window_of, context_of, people, killed_after
):
    officer = context_of("emeka")
    site = builders.site(officer.services)
    give_receipts_later()
    window = window_of(officer, "collections")
    keyboard = open_table(qtbot, window, site)
    for n in range(killed_after):
        play(keyboard, n)
    keyboard.keys(Key.Key_1, Key.Key_Return, Key.Key_Return, Key.Key_Return)
    keyboard.words(f"Testa{killed_after:03d} {MARK}")
    keyboard.keys(Key.Key_1)  # the battery dies while the serial number is typed
    officer.services.desk.store.close()
    again = context_of("emeka")
    keyboard = open_table(qtbot, window_of(again, "collections"), site)
    assert keyboard.view.question.name == "resume"
    keyboard.enter()
    keyboard.keys(Key.Key_1)
    keyboard.words(f"Z{killed_after:03d}")
    keyboard.enter(4)
    for n in range(killed_after + 1, people):
        play(keyboard, n)
    assert MARK not in everything_shown()
    collections = again.services.collections
    figures = collections.days.figures(site, START.date())
    assert (figures.served, len(figures.tags)) == (people, people)
    assert sum(row[1] for row in figures.weapons) == people
    assert figures.rounds == 30 * len(range(0, people, 4))
    assert figures.ineligible == len(range(0, people, 10))
    assert not figures.open_hand_ins
    differ = [each.check for each in figures.pairs if not each.agrees]
    assert differ in ([], [DayCheck.RECEIPTS])  # receipts were left for later
    served = collections.people.hand_ins(HandInQuery(site=site, limit=people + 1))
    serials = {line.serial for each in served for line in collections.desk.details(each.id).weapons}
    assert serials == {f"Z{n:03d}" for n in range(people)}
    names = {each.name for each in collections.people.named(site)}
    assert names == {f"Testa{n:03d} {MARK}" for n in range(people)}
