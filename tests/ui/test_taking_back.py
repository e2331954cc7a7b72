"""What was just done can be taken back, by a button or a key."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QWidget
from shiboken6 import delete

from stockpile_app.domain.movements import ReturnWeapons
from stockpile_app.domain.vocabulary import MovementKind, Status
from stockpile_app.ui.handling import Mode
from stockpile_app.ui.saved_views import SavedViews
from stockpile_app.ui.taking_back import offer_taking_back
from tests.ui.conftest import idle
from tests.ui.movement_fixtures import burst, depot, window

__all__ = ["depot", "window"]


@pytest.fixture
def scan(qtbot, window):
    def scan_(*texts: str) -> None:
        for text in texts:
            burst(window, text)
        settle(qtbot, window)

    return scan_


def settle(qtbot, window) -> None:
    page = window.page("handling")
    qtbot.waitUntil(lambda: page.queue.idle and page._job is None, timeout=20_000)
    idle(qtbot, window.context)


def take_back(qtbot, window) -> None:
    window.setFocus()
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, window)


def on_list(window) -> list[int]:
    return [each.weapon.id for each in reversed(window.page("handling").desk.lines.lines)]


def test_that_an_issue_is_taken_back_as_a_return(qtbot, window, scan, depot):
    assert not window.actions_["take_back_last"].isEnabled()
    scan(depot.card(depot.daudi), depot.code(0), depot.code(1), "CMDAUTH", depot.card(depot.brian))
    scan("CMDDONE")
    assert "2 weapons issued to Daudi Ochieng" in window.notices.text.text()
    window.go_to("overview")
    take_back(qtbot, window)

    page = window.stack.currentWidget()
    assert page.desk.mode is Mode.RETURN
    assert on_list(window) == list(depot.weapons[:2])
    assert page.form.person().id == depot.daudi
    assert depot.weapon(0).status is Status.ISSUED  # nothing is done before somebody says so
    scan("CMDDONE")
    assert depot.weapon(0).status is Status.IN_STORE


def test_that_the_button_does_what_the_key_does_and_only_once(qtbot, window, scan, depot):
    scan(depot.card(depot.daudi), depot.code(0), "CMDAUTH", depot.card(depot.brian), "CMDDONE")
    QTest.mouseClick(window.notices.act, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    assert on_list(window) == [depot.weapons[0]]
    assert not window.actions_["take_back_last"].isEnabled()


def test_that_a_return_is_taken_back_as_an_issue(qtbot, window, scan, depot):
    depot.issue(0)
    scan(depot.code(0), "CMDDONE")
    assert depot.weapon(0).status is Status.IN_STORE
    take_back(qtbot, window)
    page = window.page("handling")
    assert (page.desk.mode, page.form.person().id) == (Mode.ISSUE, depot.daudi)


def test_that_a_move_goes_back_to_where_all_of_it_was(qtbot, window, scan, depot):
    before = depot.weapon(0).place_id
    scan("CMDMOVE", depot.place_code(depot.other_rack), depot.code(0), depot.code(1), "CMDDONE")
    assert depot.services.movements.list(limit=1)[0].kind is MovementKind.MOVE
    take_back(qtbot, window)
    page = window.page("handling")
    assert (page.desk.mode, page.form.place_id()) == (Mode.MOVE, before)
    assert on_list(window) == list(depot.weapons[:2])


def test_that_what_changed_meanwhile_is_refused_with_its_reason(qtbot, window, scan, depot):
    scan(depot.card(depot.daudi), depot.code(0), "CMDAUTH", depot.card(depot.brian), "CMDDONE")
    depot.services.movements.give_back(
        ReturnWeapons(
            weapon_ids=(depot.weapons[0],),
            place_id=depot.rack,
            occurred_on=depot.services.desk.today,
            handed_by="Daudi Ochieng",
            received_by="Amina",
        )
    )
    take_back(qtbot, window)
    page = window.page("handling")
    assert not page.desk.lines.lines
    assert depot.weapon(0).number in page.desk.answer.detail()


def test_that_a_text_field_keeps_the_key_for_itself(qtbot, window):
    done = []
    offer_taking_back(window.context.bus, "Done.", lambda: done.append(1), owner=window)
    assert window.actions_["take_back_last"].text() == "&Take back: Done"
    window.command.setFocus()
    QTest.keyClicks(window.command, "ab")
    QTest.keyClick(window.command, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert (window.command.text(), done) == ("", [])
    take_back(qtbot, window)
    take_back(qtbot, window)
    assert done == [1]
    gone = QWidget()
    offer_taking_back(window.context.bus, "Done.", lambda: done.append(2), owner=gone)
    delete(gone)  # as when a page window was closed
    take_back(qtbot, window)
    assert done == [1]


def test_that_a_view_that_was_removed_is_put_back(qtbot, window):
    page = window.weapons_page
    views = SavedViews(window.context)
    views.save(page._as_view("Rifles"))
    page.views.menu.aboutToShow.emit()
    menus = [each for each in page.views.menu.findChildren(QMenu) if each.title() == "Re&move"]
    menus[-1].actions()[0].trigger()
    assert views.all() == []
    assert "Rifles" in window.notices.text.text()
    take_back(qtbot, window)
    assert [each.name for each in views.all()] == ["Rifles"]
