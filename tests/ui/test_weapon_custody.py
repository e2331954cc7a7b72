from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel

from stockpile_app.ui.dialogs.paper_dialog import PaperDialog
from stockpile_app.ui.handling import Filling, Mode
from stockpile_app.ui.models.weapon_columns import COLUMNS
from tests.ui.conftest import dialog_of, idle
from tests.ui.movement_fixtures import depot, make_depot

__all__ = ["depot"]


@pytest.fixture
def window(qtbot, depot, window_of):
    return window_of(depot.context)


@pytest.fixture
def page(qtbot, window, depot):
    page = window.weapons_page
    idle(qtbot, depot.context)
    return page


def show(qtbot, page, depot, at: int) -> str:
    """Show a weapon; return all that stands in its record."""
    page.show_weapon(depot.weapons[at])
    idle(qtbot, depot.context)
    labels = page.detail.record.widget().findChildren(QLabel)
    return " | ".join(each.text() for each in labels)


def test_that_a_weapon_in_its_store_says_where_it_was(qtbot, page, depot):
    said = show(qtbot, page, depot, 0)
    assert "Custodian" not in said
    assert "Main depot / Store A / Rack 1" in said


def test_that_a_weapon_that_is_out_says_with_whom_since_when_and_until_when(qtbot, page, depot):
    done = depot.issue(0)
    depot.context.bus.committed.emit(done.changes)
    said = show(qtbot, page, depot, 0)
    assert "Custodian | Daudi Ochieng" in said
    assert "Due back | Mar 3, 2026" in said
    assert "overdue" not in said
    assert done.number in said
    depot.clock.advance(days=4)
    page.detail._reload()
    assert "Mar 3, 2026, overdue" in show(qtbot, page, depot, 0)


def test_that_only_what_can_be_done_with_it_is_offered(qtbot, window, page, depot):
    actions = window.weapon_actions
    depot.issue(0)
    show(qtbot, page, depot, 0)
    assert [each.isEnabled() for each in (actions.issue, actions.take_back, actions.move)] == [
        False,
        True,
        False,
    ]
    show(qtbot, page, depot, 1)
    assert [each.isEnabled() for each in (actions.issue, actions.take_back, actions.move)] == [
        True,
        False,
        True,
    ]
    page.table.clearSelection()
    idle(qtbot, depot.context)
    assert not actions.issue.isEnabled()


@pytest.mark.parametrize(
    ("name", "mode"), [("issue", Mode.ISSUE), ("take_back", Mode.RETURN), ("move", Mode.MOVE)]
)
def test_that_each_action_opens_the_one_page_where_weapons_change_hands(
    qtbot, window, page, depot, name, mode
):
    if name == "take_back":
        depot.issue(2)
    show(qtbot, page, depot, 2)
    with qtbot.waitSignal(window.weapon_actions.open_wanted) as wanted:
        getattr(window.weapon_actions, name).trigger()
    assert wanted.args == ["handling", Filling(mode, (depot.weapons[2],))]
    handling = window.stack.currentWidget()
    idle(qtbot, depot.context)
    assert handling.desk.mode is mode
    assert handling.desk.lines.ids() == (depot.weapons[2],)


def test_that_the_custody_history_is_printed(qtbot, window, page, depot):
    depot.issue(0)
    show(qtbot, page, depot, 0)
    window.weapon_actions.custody.trigger()
    dialog = dialog_of(PaperDialog)
    dialog.make()
    idle(qtbot, depot.context)
    assert dialog.preview.content.startswith(b"%PDF")
    dialog.reject()
    idle(qtbot, depot.context)


def test_that_the_table_can_show_custodian_and_due_day(depot):
    depot.issue(0)
    columns = {each.name: each for each in COLUMNS}
    assert columns["custodian"].text(depot.weapon(0)) == "Daudi Ochieng"
    assert columns["due_on"].text(depot.weapon(0)) == "Mar 3, 2026"
    assert columns["custodian"].text(depot.weapon(1)) == "–"
    assert not columns["custodian"].shown


def test_that_an_inspector_is_offered_no_movement(qtbot, context, clock, context_of, window_of):
    depot = make_depot(context, clock)
    context.services.close()
    window = window_of(context_of("dora"))
    page = window.weapons_page
    depot.context = window.context
    show(qtbot, page, depot, 0)
    actions = window.weapon_actions
    assert not any(each.isEnabled() for each in (actions.issue, actions.take_back, actions.move))
    assert actions.custody.isEnabled()
