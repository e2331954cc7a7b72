"""Surplus through the window: what units need, the review, a declaration, and taking it back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from stockpile_app.domain.vocabulary import Status
from tests.builders_disposal import Depot
from tests.ui.disposal_fixtures import settle, submit


@pytest.fixture
def depot(context):
    return Depot(context.services, weapons=5)


@pytest.fixture
def page(depot, window_of, context):
    found = window_of(context, "disposal").page("disposal")
    found.tabs.setCurrentWidget(found.surplus)
    settle_on(found)
    return found


def settle_on(page):
    page.surplus.reload()


def require(qtbot, page, posts):
    panel = page.surplus
    QTest.keyClick(panel.require, Qt.Key.Key_Space)
    dialog = panel.dialog
    dialog.unit.setText("1st Battalion")
    dialog.posts.setValue(posts)
    submit(qtbot, page, dialog)
    settle(qtbot, page)


def test_that_surplus_is_found_declared_and_taken_back(qtbot, page, depot):
    panel = page.surplus
    settle(qtbot, page)
    assert "Say what units need first" in panel.note.text()
    assert not panel.declare.isEnabled()
    require(qtbot, page, 3)
    row = panel.table.current()
    assert (row.held, row.required, row.surplus) == (5, 3, 2)
    (need,) = panel.needs.records.records
    assert need.unit == "1st Battalion"
    told = []
    page.context.bus.told.connect(told.append)
    panel.open_declare()
    dialog = panel.dialog
    assert len(dialog.basket.ids()) == 2
    submit(qtbot, page, dialog)
    assert dialog.form.error_text("authority")
    dialog.authority.setText("General Staff")
    dialog.reason.setPlainText("More than is needed.")
    chosen = dialog.basket.ids()
    submit(qtbot, page, dialog)
    settle(qtbot, page)
    status = [depot.services.desk.weapon(each).status for each in chosen]
    assert status == [Status.SURPLUS, Status.SURPLUS]
    (declaration,) = panel.declarations.records.records
    assert declaration.weapons == 2
    panel.declarations.choose(0)
    panel.open_withdraw()
    assert panel.dialog.basket.ids() == chosen
    panel.dialog.reject()
    (notice,) = told
    notice.act()  # without looking for the declaration
    assert panel.dialog.basket.ids() == chosen
    panel.dialog.reason.setPlainText("A unit asks for them.")
    submit(qtbot, page, panel.dialog)
    assert depot.services.desk.weapon(chosen[0]).status is Status.IN_STORE


def test_that_more_than_is_surplus_is_not_declared(qtbot, page, depot):
    settle(qtbot, page)
    require(qtbot, page, 4)
    page.surplus.open_declare()
    dialog = page.surplus.dialog
    dialog.basket.add_ids(depot.weapons)
    dialog.authority.setText("General Staff")
    dialog.reason.setPlainText("More than is needed.")
    submit(qtbot, page, dialog)
    assert "too many" in dialog.form.error_text()
    assert depot.services.disposal.surplus.declarations() == []


def test_that_a_need_is_changed(qtbot, page):
    settle(qtbot, page)
    require(qtbot, page, 4)
    panel = page.surplus
    panel.needs.choose(0)
    panel.open_change()
    assert panel.dialog.posts.value() == 4
    panel.dialog.posts.setValue(5)
    submit(qtbot, page, panel.dialog)
    settle(qtbot, page)
    assert panel.table.current().surplus == 0
    assert not panel.declare.isEnabled()


def test_that_the_papers_are_made(qtbot, page):
    settle(qtbot, page)
    require(qtbot, page, 4)
    panel = page.surplus
    panel.open_review()
    panel.dialog.make_button.click()
    qtbot.waitUntil(lambda: bool(panel.dialog._content), timeout=30_000)
    settle(qtbot, page)
    panel.dialog.reject()


def test_that_a_reader_sees_and_changes_nothing(qtbot, depot, context, context_of, window_of):
    context.services.close()
    page = window_of(context_of("farah"), "disposal").page("disposal")
    panel = page.surplus
    page.tabs.setCurrentWidget(panel)
    settle(qtbot, page)
    assert panel.table.records.records
    assert not any(
        each.isEnabled() for each in (panel.require, panel.change, panel.declare, panel.withdraw)
    )
