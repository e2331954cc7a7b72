from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from stockpile_app.domain.disposal import DisposeOfWeapons
from stockpile_app.domain.life_acts import LifeAct
from stockpile_app.domain.surplus import Kind, StateRequirement
from stockpile_app.domain.vocabulary import Status
from stockpile_app.domain.weapons import DescribeWeapon
from stockpile_app.ui.dialogs.life_steps import _DIALOGS, _page_of
from stockpile_app.ui.dialogs.lifecycle_dialog import LifecycleDialog
from stockpile_app.ui.dialogs.weapon_dialog import DescribeWeaponDialog
from stockpile_app.ui.handling import Filling, Mode
from stockpile_app.ui.navigation import PAGES
from tests.builders_disposal import TODAY, Depot
from tests.ui.conftest import dialog_of, idle
from tests.ui.dialog_fixtures import unnamed


@pytest.fixture
def depot(context):
    return Depot(context.services, weapons=3)


@pytest.fixture
def show(qtbot, context, depot):
    def show_(at=0, of=None):
        dialog = LifecycleDialog(of or context, depot.weapons[at])
        qtbot.addWidget(dialog, before_close_func=lambda _dialog: None)
        dialog.show()
        settle(qtbot, dialog)
        return dialog

    return show_


def settle(qtbot, dialog):
    idle(qtbot, dialog.context)
    qtbot.wait(1)
    idle(qtbot, dialog.context)


def said(widget):
    return " | ".join(each.text() for each in widget.findChildren(QLabel))


def test_that_the_map_shows_where_the_weapon_is_and_where_it_may_go(show):
    dialog = show()
    assert [each.status for each in dialog.map.rows.rows if each.here] == [Status.IN_STORE]
    near = {each.status for each in dialog.map.rows.rows if each.near}
    assert near == {
        Status.ISSUED,
        Status.ON_LOAN,
        Status.IN_REPAIR,
        Status.LOST,
        Status.STOLEN,
    }
    assert dialog.map.row(Status.IN_STORE).label == "● In store"
    assert dialog.map.row(Status.LOST).label == "→ Lost"
    assert {each.status for each in dialog.map.rows.rows} == set(Status)


def test_that_the_map_is_a_list_to_the_keyboard_and_to_screen_readers(qtbot, show):
    dialog = show()
    dialog.map.setFocus()
    assert dialog.state.text() == "In store: here now"
    QTest.keyClick(dialog.map, Qt.Key.Key_Up)
    assert dialog.map.currentIndex().row() < 4
    QTest.keyClick(dialog.map, Qt.Key.Key_Home)
    assert dialog.state.text().startswith("Issued: may be next. Issue it (Storekeeper")
    QTest.keyClick(dialog.map, Qt.Key.Key_Right)
    assert dialog.state.text().startswith("On loan")
    QTest.keyClick(dialog.map, Qt.Key.Key_End)
    assert dialog.state.text() == "Registration withdrawn. Final"
    index = dialog.map.rows.index(0)
    assert "may be next" in index.data(Qt.ItemDataRole.AccessibleTextRole)
    told = QAccessible.queryAccessibleInterface(dialog.map)
    assert told.text(QAccessible.Text.Name) == "Map of the life cycle"


def test_that_a_click_on_a_state_says_what_leads_there(qtbot, show):
    dialog = show()
    QTest.mouseClick(
        dialog.map.viewport(),
        Qt.MouseButton.LeftButton,
        pos=dialog.map._rect(Status.LOST).center(),
    )
    assert dialog.state.text().startswith("Lost: may be next. Report it lost or stolen")


def test_that_every_state_has_a_place_of_its_own_on_the_map(show):
    dialog = show()
    rects = [dialog.map._rect(status) for status in Status]
    inside = dialog.map.viewport().rect()
    assert all(inside.contains(rect) for rect in rects)
    for at, one in enumerate(rects):
        assert not any(one.intersects(other) for other in rects[at + 1 :])


def test_that_everything_has_a_name(show):
    assert unnamed(show()) == []


def test_that_a_step_says_who_may_and_starts(qtbot, show, depot):
    dialog = show()
    wanted = []
    dialog.open_wanted.connect(lambda page, item: wanted.append((page, item)))
    button = dialog.steps.buttons[LifeAct.ISSUE]
    assert "Storekeeper or Depot manager" in button.accessibleName()
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert wanted == [("handling", Filling(Mode.ISSUE, (depot.weapons[0],)))]
    assert dialog.closed


def test_that_a_step_with_a_form_opens_it_over_the_window(qtbot, show):
    dialog = show()
    QTest.keyClick(dialog.steps.buttons[LifeAct.DESCRIBE], Qt.Key.Key_Space)
    assert isinstance(dialog_of(DescribeWeaponDialog), DescribeWeaponDialog)
    assert not dialog.closed
    dialog.starter.dialog.reject()


def test_that_steps_of_an_order_lead_to_the_order(qtbot, show, depot):
    order = depot.approved()
    dialog = show()
    wanted = []
    dialog.open_wanted.connect(lambda page, item: wanted.append((page, item)))
    QTest.keyClick(dialog.steps.buttons[LifeAct.PLACE], Qt.Key.Key_Space)
    assert wanted == [("disposal", order)]


def test_that_what_cannot_be_says_why_once(show, depot):
    depot.approved()
    told = said(show().steps)
    assert "Not now" in told
    assert "Issue it, Lend it, Send it to repair" in told
    assert told.count("it cannot be given out") == 1


def test_that_a_reader_sees_the_steps_and_starts_none(qtbot, context_of, depot, open_as):
    weapon = depot.weapons[0]
    depot.services.close()
    context = context_of("emeka")
    dialog = LifecycleDialog(context, weapon)
    qtbot.addWidget(dialog)
    dialog.show()
    settle(qtbot, dialog)
    assert dialog.steps.buttons
    assert not any(each.isEnabled() for each in dialog.steps.buttons.values())
    assert dialog.print_button.isEnabled()


def test_that_the_end_of_a_life_is_told(show, depot):
    weapon = depot.weapons[0]
    order = depot.placed(weapon)
    session = depot.day(order)
    depot.read(session, weapon)
    session.dispose(DisposeOfWeapons())
    dialog = show()
    told = said(dialog.steps)
    assert "was destroyed" in told
    assert "nothing changes it any more" in told
    assert set(dialog.steps.buttons) == {LifeAct.FOUND_AGAIN}  # the day is open: no verification
    assert dialog.alarm.isVisible()
    assert dialog.map.row(Status.DESTROYED).here


def test_that_the_time_line_is_the_newest_first_and_follows_changes(qtbot, show, depot, context):
    dialog = show()
    assert dialog.events.text() == "Time line: 1 event"
    command = DescribeWeapon(weapon_id=depot.weapons[0], notes="cleaned")
    context.bus.committed.emit(context.services.weapons.describe(command).changes)
    settle(qtbot, dialog)
    assert dialog.events.text() == "Time line: 2 events"
    told = said(dialog.timeline.widget())
    assert told.index("Weapon described") < told.index("Weapon registered")


def test_that_the_record_sheet_is_made_and_is_in_the_time_line(qtbot, show):
    dialog = show()
    QTest.keyClick(dialog.print_button, Qt.Key.Key_Space)
    dialog.paper.make()
    settle(qtbot, dialog)
    assert dialog.paper.number.text().startswith("WR-KE01-")
    dialog.paper.reject()
    dialog._reload()
    settle(qtbot, dialog)
    assert "▤ Record sheet WR-KE01-" in said(dialog.timeline.widget())


def test_that_a_scan_shows_the_weapon_it_names(qtbot, show, depot):
    dialog = show()
    other = depot.services.desk.weapon(depot.weapons[1])
    dialog.on_scan(other.code)
    settle(qtbot, dialog)
    assert dialog.number.text() == f"Life cycle of {other.number}"
    dialog.on_scan("no such thing")
    settle(qtbot, dialog)
    assert dialog.said.isVisible()
    assert dialog.number.text() == f"Life cycle of {other.number}"


def test_that_it_opens_from_the_page_of_weapons(qtbot, window_of, context, depot):
    window = window_of(context)
    page = window.weapons_page
    page.show_weapon(depot.weapons[0])
    idle(qtbot, context)
    assert window.weapon_actions.life.life.isEnabled()
    window.weapon_actions.life.life.trigger()
    dialog = dialog_of(LifecycleDialog)
    settle(qtbot, dialog)
    QTest.keyClick(dialog.steps.buttons[LifeAct.MOVE], Qt.Key.Key_Space)
    idle(qtbot, context)
    assert window.stack.currentWidget().objectName() == "handling_page"


def test_that_every_act_has_somewhere_to_be_done(context, depot):
    life = context.services.lifecycle.view(depot.weapons[0])
    for act in LifeAct:
        assert act in _DIALOGS or _page_of(act, life)[0] in {each.name for each in PAGES}


def test_that_a_declaration_is_made_where_the_surplus_is(qtbot, window_of, context, depot):
    context.services.disposal.surplus.require(
        StateRequirement(
            unit="1st Battalion", kind=Kind(model="AKM"), occurred_on=TODAY, obsolete=True
        )
    )
    window = window_of(context)
    window.weapons_page.show_weapon(depot.weapons[0])
    idle(qtbot, context)
    window.weapon_actions.life.life.trigger()
    dialog = dialog_of(LifecycleDialog)
    settle(qtbot, dialog)
    QTest.keyClick(dialog.steps.buttons[LifeAct.DECLARE], Qt.Key.Key_Space)
    idle(qtbot, context)
    page = window.stack.currentWidget()
    assert page.objectName() == "disposal_page"
    assert page.tabs.currentWidget() is page.surplus
