"""The frame around the pages: the command field, going back, what waits, notices, more windows."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from stockpile_app.domain.movements import IssueWeapons
from stockpile_app.domain.people import AddPerson
from stockpile_app.ui.dialogs.help_dialog import HelpDialog
from stockpile_app.ui.navigation import PageButton
from stockpile_app.ui.page_window import PageWindow
from stockpile_app.ui.widgets.notice_bar import Notice
from tests.ui.conftest import dialog_of, idle, register

ALT = Qt.KeyboardModifier.AltModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


def type_into(qtbot, window, text):
    window.command.take_focus()
    window.command.clear()
    qtbot.keyClicks(window.command, text)


def suggested(qtbot, window, text):
    type_into(qtbot, window, text)
    qtbot.waitUntil(lambda: not window.command._suggester._pause.isActive())
    idle(qtbot, window.context)
    return window.command.suggested


def choose(qtbot, window, row):
    popup = window.command._list
    for _ in range(row + 1):
        qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    idle(qtbot, window.context)


def to_front(qtbot, window):
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)


@pytest.fixture
def active(qtbot, window):
    to_front(qtbot, window)
    return window


# --- the command field -------------------------------------------------------------------------


def test_that_a_weapon_is_suggested_by_part_of_its_serial(qtbot, active):
    rows = suggested(qtbot, active, "711004")
    assert [each for each in rows if each.startswith("Weapon, ")]
    choose(qtbot, active, 0)
    assert active.weapons_page.detail.number.text() == rows[0].split(", ")[1]
    assert "AK4711004" in rows[0]
    assert active.command.text() == ""


def test_that_a_serial_read_wrongly_suggests_what_looks_alike(qtbot, active):
    rows = suggested(qtbot, active, "AK47IIOO4")
    assert any(each.startswith("Weapon that looks alike") for each in rows)


def test_that_places_and_people_are_suggested_and_opened(qtbot, active):
    active.context.services.people.add(AddPerson(name="Ada Otieno", code="K-17"))
    assert "Place, Rack 1, Main depot / Store A / Rack 1" in suggested(qtbot, active, "rack")
    assert "Person, Ada Otieno, K-17" in suggested(qtbot, active, "otieno")
    choose(qtbot, active, 0)
    assert active.current == "people"


def test_that_commands_come_with_their_shortcuts_and_run(qtbot, active):
    rows = suggested(qtbot, active, "ledg")
    assert "Command, Ledger" in rows
    assert active.command._model.item(rows.index("Command, Ledger"), 2).text() == "Ctrl+F11"
    choose(qtbot, active, rows.index("Command, Ledger"))
    assert active.current == "ledger"


def test_that_enter_on_what_was_typed_chooses_nothing_of_the_list(qtbot, active):
    suggested(qtbot, active, "11004")
    qtbot.keyClick(active.command, Qt.Key.Key_Return)
    for _ in range(3):
        idle(qtbot, active.context)
    assert active.weapons_page.filters.text.text() == "11004"


def test_that_an_answer_to_an_older_text_is_not_shown(qtbot, active):
    type_into(qtbot, active, "711004")
    active.command._on_found("ledger", [])
    assert active.command.text() == "711004"
    active.command._suggester.ask("7")  # too short to look for, and what runs is dropped
    assert active.command._suggester._job is None
    active.command.setText("")
    active.command._on_edited("")
    assert active.command.suggested == []
    assert not active.command._list.isVisible()


# --- back and forward --------------------------------------------------------------------------


def test_that_the_keys_go_back_and_forward(qtbot, active):
    ids = [active.weapons_page.model.record(at).id for at in (1, 2)]
    active.open_item("places")
    for each in ids:
        active.open_item("weapons", each)
        idle(qtbot, active.context)
    shown = active.weapons_page.detail.number
    last = shown.text()
    QTest.keyClick(active.windowHandle(), Qt.Key.Key_Left, ALT)
    idle(qtbot, active.context)
    assert shown.text() != last
    QTest.keyClick(active.windowHandle(), Qt.Key.Key_Left, ALT)
    assert active.current == "places"
    for _ in range(2):
        QTest.keyClick(active.windowHandle(), Qt.Key.Key_Right, ALT)
        idle(qtbot, active.context)
    assert shown.text() == last
    assert not active.actions_["forward"].isEnabled()


def test_that_the_side_buttons_of_a_mouse_go_back_and_forward(qtbot, active):
    active.open_item("places")
    QTest.mouseClick(active.windowHandle(), Qt.MouseButton.BackButton)
    assert active.current == "weapons"
    QTest.mouseClick(active.windowHandle(), Qt.MouseButton.ForwardButton)
    assert active.current == "places"


# --- what waits --------------------------------------------------------------------------------


def test_that_a_page_says_how_much_waits_on_it(qtbot, context, window_of):
    ids = register(context, 3)
    person = context.services.people.add(AddPerson(name="Ada Otieno")).person_id
    today = context.services.desk.today
    context.services.movements.issue(
        IssueWeapons(
            weapon_ids=tuple(ids),
            person_id=person,
            due_on=today - dt.timedelta(days=1),
            occurred_on=today - dt.timedelta(days=3),
            handed_by="Amina",
            received_by="Ada Otieno",
            authorised_by="Brian",
        )
    )
    window = window_of(context)
    window.attention.count()
    idle(qtbot, context)
    counts = context.services.overview.attention()
    assert sum(counts.values()) >= 1
    buttons = {each.objectName(): each for each in window.navigation.findChildren(PageButton)}
    for name, number in counts.items():
        if f"go_{name}" in buttons:
            button = buttons[f"go_{name}"]
            assert button.waiting == number
            assert button.accessibleName().startswith(f"{button.title}, {number} thing")
            assert button.badge == str(number)
    quiet = next(each for each in buttons.values() if not each.waiting)
    assert quiet.accessibleName() == quiet.title
    assert quiet.badge == ""
    quiet.show_waiting(1234)
    assert quiet.badge == "99+"


# --- notices -----------------------------------------------------------------------------------


def test_that_notices_wait_for_each_other_and_block_nobody(qtbot, active):
    done = []
    bar = active.notices
    focus = QApplication.focusWidget()
    active.context.bus.told.emit(Notice("The first."))
    active.context.bus.told.emit(Notice("The second.", "Do it", lambda: done.append(1)))
    assert bar.isVisible()
    assert QApplication.focusWidget() is focus
    assert bar.text.text() == "The first."
    assert not bar.act.isVisible()
    bar._on_time()
    assert bar.text.text() == "The second."
    qtbot.mouseClick(bar.act, Qt.MouseButton.LeftButton)
    assert done == [1]
    assert not bar.isVisible()


def test_that_a_notice_stays_while_somebody_is_at_it(qtbot, active):
    bar = active.notices
    bar.tell(Notice("The only one.", "Do it", print))
    bar.act.setFocus()
    bar._on_time()
    assert bar.isVisible()
    active.command.setFocus()
    bar._on_time()
    assert not bar.isVisible()


# --- more windows ------------------------------------------------------------------------------


def test_that_a_page_opens_in_a_window_of_its_own_and_follows(qtbot, active):
    active.go_to("places")
    active.actions_["page_window"].trigger()
    idle(qtbot, active.context)
    (window,) = active.findChildren(PageWindow)
    assert window.windowTitle() == "Places – Stockpile"
    assert window.page is not active.page("places")
    active.idle_lock.lock()
    assert window.findChild(type(active.idle_lock._covers[0]), "lock_page") is not None
    active.idle_lock.dialog.accept()
    to_front(qtbot, window)
    assert active._scan_taker() == getattr(window.page, "on_scan", None)
    window.close()


def test_that_a_window_beside_has_the_keys_of_the_program(qtbot, active):
    active.go_to("places")
    active.actions_["page_window"].trigger()
    idle(qtbot, active.context)
    active.go_to("weapons")
    (window,) = active.findChildren(PageWindow)
    to_front(qtbot, window)
    QTest.keyClick(window.page, Qt.Key.Key_F1)
    help_ = dialog_of(HelpDialog)
    assert help_.parent() is window
    assert "Places" in help_.text.toPlainText()
    help_.reject()
    to_front(qtbot, window)
    QTest.keyClick(window.page, Qt.Key.Key_K, CONTROL)
    qtbot.waitUntil(active.isActiveWindow)
    qtbot.waitUntil(active.command.hasFocus)
    to_front(qtbot, window)
    QTest.keyClick(window.page, Qt.Key.Key_L, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    assert active.idle_lock.dialog.isVisible()
    active.idle_lock.dialog.accept()
    to_front(qtbot, window)
    QTest.keyClick(window.page, Qt.Key.Key_W, CONTROL)
    assert not window.isVisible()
    assert active.isVisible()


def test_that_acts_on_weapons_follow_the_window_they_are_in(qtbot, active):
    active.actions_["page_window"].trigger()
    idle(qtbot, active.context)
    (window,) = active.findChildren(PageWindow)
    window.page.table.selectRow(3)
    active.weapons_page.table.selectRow(0)
    idle(qtbot, active.context)
    first, fourth = (active.weapons_page.model.record(at).id for at in (0, 3))
    assert active.weapon_actions._selection() == (first,)
    assert window.weapon_actions._selection() == (fourth,)
    window.close()
    qtbot.wait(1)
    assert active.weapon_actions._selection() == (first,)


def test_that_a_page_that_keeps_work_is_not_there_twice(qtbot, active):
    active.go_to("handling")
    active.actions_["page_window"].trigger()
    assert not active.findChildren(PageWindow)
    assert "main window alone" in active.notices.text.text()
