"""Sheets and types that are keyed in, and discrepancies that are followed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from stockpile_app.domain.counting import TypeKey
from stockpile_app.domain.stocktakes import (
    AssignDiscrepancy,
    CloseStocktake,
    CountMeans,
    CountStranger,
    CountType,
)
from stockpile_app.domain.vocabulary import Category, StocktakeKind
from stockpile_app.ui.pages.stocktakes_page import StocktakesPage
from stockpile_app.ui.widgets.count_list import Show
from tests.builders import BRIAN, PASSWORD
from tests.ui.dialog_fixtures import idle
from tests.ui.stocktake_fixtures import (
    WEAPONS,
    Stocked,
    begin,
    dialog_named,
    finish,
    in_front,
    rack_code,
    scan,
    settle,
    shown,
    stocked,
)

__all__ = ["stocked"]

RIFLE = TypeKey(Category.ASSAULT_RIFLE, "AKM", "7.62 x 39 mm")
SHORT = TypeKey(Category.ASSAULT_RIFLE, "AKMS", "7.62 x 39 mm")


def keyed(qtbot, page: StocktakesPage, keys: str) -> None:
    for each in keys:
        QTest.keyClick(page.count.keying.table, getattr(Qt.Key, f"Key_{each}"))
    settle(qtbot, page)


def states(page: StocktakesPage) -> list[str]:
    model = page.count.keying.table.records
    return [model.index(row, 5).data() for row in range(model.rowCount())]


# --- a sample sheet --------------------------------------------------------------------------


def test_that_a_sample_sheet_is_keyed_in_line_by_line(qtbot, stocked):
    stocktake = stocked.open(StocktakeKind.TENTH)
    page = shown(qtbot, stocked)
    begin(qtbot, page, stocktake, 1)
    page.count.from_sheet.setChecked(True)
    sheet = stocked.context.services.stocktakes.sheet_lines(stocktake)
    assert len(sheet) == 4
    keyed(qtbot, page, "SNS")
    assert states(page) == ["Seen", "Not seen", "Seen", ""]
    assert stocked.counted(stocktake, 1) == {each.id: each.place_id for each in sheet[::2]}
    means = {each.means for each in stocked.context.services.stocktakes.lines(stocktake, 1)}
    assert means == {CountMeans.SHEET}
    assert page.count.keying.current().weapon.id == sheet[3].id


def test_that_keying_goes_on_at_the_first_line_that_is_not_keyed(qtbot, stocked):
    stocktake = stocked.open(StocktakeKind.TENTH)
    page = shown(qtbot, stocked)
    begin(qtbot, page, stocktake, 1)
    page.count.from_sheet.setChecked(True)
    keyed(qtbot, page, "NS")
    page.count.pause.click()
    idle(qtbot, stocked.context)
    again = shown(qtbot, stocked)
    begin(qtbot, again, stocktake, 1)
    again.count.from_sheet.setChecked(True)
    assert states(again) == ["Not seen", "Seen", "", ""]
    assert again.count.keying.current().number == 3
    assert "2 lines" in again.count.keying.hint.text()


def test_that_a_line_keyed_wrong_is_taken_back_and_remarks_are_kept(qtbot, stocked):
    stocktake = stocked.open(StocktakeKind.TENTH)
    page = shown(qtbot, stocked)
    begin(qtbot, page, stocktake, 1)
    page.count.from_sheet.setChecked(True)
    keyed(qtbot, page, "SS")
    page.count.keying.table.choose(0)
    keyed(qtbot, page, "N")
    page.count.keying.table.choose(1)
    keyed(qtbot, page, "A")
    page.count.keying.table.choose(2)
    QTest.keyClick(page.count.keying.table, Qt.Key.Key_D)
    dialog = dialog_named("serial_read_dialog")
    dialog.serial_read.setText("AK-0")
    dialog.submit()
    settle(qtbot, page)
    assert states(page) == ["Not seen", "Seen, mark altered", "Seen, serial AK-0", ""]
    lines = stocked.context.services.stocktakes.lines(stocktake, 1)
    assert sorted((each.serial_read, each.altered) for each in lines) == [
        ("", True),
        ("AK-0", False),
    ]


def test_that_a_weapon_outside_the_sample_is_not_counted(qtbot, stocked):
    stocktake = stocked.open(StocktakeKind.TENTH)
    page = shown(qtbot, stocked)
    sheet = {each.id for each in stocked.context.services.stocktakes.sheet_lines(stocktake)}
    begin(qtbot, page, stocktake, 1)
    assert not page.count.side.buttons["stranger"].isVisible()
    outside = next(each for each in stocked.ids if each not in sheet)
    scan(qtbot, page, stocked.code(outside))
    assert "Not in the sample" in page.count.answer.title()
    scan(qtbot, page, "NN17")
    assert "F7" not in page.count.answer.detail()
    assert stocked.counted(stocktake, 1) == {}


# --- types -----------------------------------------------------------------------------------


def type_in(qtbot, page: StocktakesPage, number: str) -> None:
    page.count.types.table.setFocus()
    for each in (*number, Qt.Key.Key_Return):
        QTest.keyClick(QApplication.focusWidget(), each)
    qtbot.waitUntil(page.count.types.table.hasFocus)  # Qt closes the editor a moment later
    settle(qtbot, page)


def test_that_types_are_counted_by_typing_and_kept_over_a_pause(qtbot, stocked):
    stocktake = stocked.open(StocktakeKind.WEEKLY)
    page = shown(qtbot, stocked)
    begin(qtbot, page, stocktake, 1)
    types = page.count.types
    assert [each.kind for each in types.model.records] == [RIFLE, SHORT]
    type_in(qtbot, page, "18")
    type_in(qtbot, page, "0")
    counts = stocked.context.services.stocktakes.type_counts(stocktake, 1)
    assert {each.kind: each.quantity for each in counts} == {RIFLE: 18, SHORT: 0}
    types.other.click()
    dialog = dialog_named("other_type_dialog")
    dialog.model.setText("PKM")
    dialog.submit()
    in_front(qtbot, page)
    type_in(qtbot, page, "2")
    page.count.pause.click()
    idle(qtbot, stocked.context)
    again = shown(qtbot, stocked)
    begin(qtbot, again, stocktake, 1)
    assert again.count.types.quantity(RIFLE) == 18
    assert again.count.types.quantity(TypeKey("", "PKM", "")) == 2
    assert "3 types" in again.count.answer.title()
    again.on_scan(rack_code(stocked.racks[0]))  # there is nothing to scan
    settle(qtbot, again)
    assert "3 types" in again.count.answer.title()


def test_that_types_that_differ_are_counted_again_and_a_shortage_is_seen(qtbot, stocked):
    stocktake = stocked.open(StocktakeKind.WEEKLY)
    services = stocked.context.services
    for counter, quantity in ((1, 18), (2, 17)):
        for kind, number in ((RIFLE, quantity), (SHORT, 19)):
            services.stocktakes.count_type(
                CountType(
                    stocktake_id=stocktake,
                    counter=counter,
                    category=Category.ASSAULT_RIFLE,
                    model=kind.model,
                    calibre=kind.calibre,
                    quantity=number,
                )
            )
        services.stocktakes.finish(stocktake, counter)
    page = shown(qtbot, stocked)
    page.open_item(stocktake)
    idle(qtbot, stocked.context)
    assert page.differences.title.text() == "1 line to count again"
    assert not page.differences.found.isVisible()
    page.differences.recount.click()
    dialog = page.differences.dialog
    dialog.quantity.setValue(17)
    dialog.submit()
    idle(qtbot, stocked.context)
    page.differences.result.click()
    idle(qtbot, stocked.context)
    assert page.result.figures["expected"].text() == str(WEAPONS)
    assert page.result.figures["found"].text() == str(WEAPONS - 1)
    assert page.result.close_count.isEnabled()


# --- looking again ---------------------------------------------------------------------------


def differing(stocked: Stocked) -> int:
    """Return a stocktake on whose first three weapons the counters differ, each in its way."""
    stocktake = stocked.open()
    one, two, three = stocked.ids[:3]
    stocked.count(stocktake, 1, stocked.ids[1:])
    stocked.count(stocktake, 2, stocked.ids[2:], means=CountMeans.DIGITS)
    stocktakes = stocked.context.services.stocktakes
    stocktakes.withdraw(next(e.id for e in stocktakes.lines(stocktake, 2) if e.weapon.id == three))
    stocked.count(stocktake, 2, [three], serial_read="AK-1")
    stocked.count(stocktake, 2, [one])
    assert two not in stocked.counted(stocktake, 2)
    for counter in (1, 2):
        stocktakes.finish(stocktake, counter)
    return stocktake


def test_that_what_is_found_again_is_recorded_in_the_rack_that_was_scanned(qtbot, stocked):
    stocktake = differing(stocked)
    page = shown(qtbot, stocked)
    page.open_item(stocktake)
    idle(qtbot, stocked.context)
    page.on_scan(rack_code(stocked.racks[2]))
    page.on_scan(stocked.code(stocked.ids[0]))
    idle(qtbot, stocked.context)
    qtbot.waitUntil(lambda: page.differences.title.text() == "2 lines to count again")
    [line] = [
        each
        for each in stocked.context.services.stocktakes.differences(stocktake).weapons
        if each.weapon.id == stocked.ids[0]
    ]
    assert line.recount.place == stocked.racks[2]


def test_that_a_remark_is_asked_about_before_it_is_recorded(qtbot, stocked):
    stocktake = differing(stocked)
    page = shown(qtbot, stocked)
    page.open_item(stocktake)
    idle(qtbot, stocked.context)
    page.on_scan(stocked.code(stocked.ids[2]))
    idle(qtbot, stocked.context)
    dialog = dialog_named("recount_dialog")
    dialog.on_scan("KE01000001X")
    assert "was not taken" in dialog.form.error_text()
    dialog.serial_read.setText("AK-1")
    dialog.submit()
    idle(qtbot, stocked.context)
    [line] = [
        each
        for each in stocked.context.services.stocktakes.differences(stocktake).weapons
        if each.weapon.id == stocked.ids[2]
    ]
    assert (line.recounted, line.recount.serial_read) == (True, "AK-1")


# --- discrepancies ---------------------------------------------------------------------------


@pytest.fixture
def found(stocked: Stocked) -> Stocked:
    """A closed stocktake: one weapon is missing, and one is not in the register."""
    stocktake = stocked.open()
    stocktakes = stocked.context.services.stocktakes
    for counter in (1, 2):
        stocked.count(stocktake, counter, stocked.ids[1:])
        stocktakes.count_stranger(
            CountStranger(stocktake_id=stocktake, counter=counter, serial_read="NN17")
        )
        stocktakes.finish(stocktake, counter)
    today = stocked.context.services.desk.today
    stocktakes.close(CloseStocktake(stocktake_id=stocktake, occurred_on=today), BRIAN)
    return stocked


def test_that_a_discrepancy_is_followed_and_settled_by_two(qtbot, found):
    page = shown(qtbot, found)
    page.list.tabs.setCurrentIndex(1)
    assert page.list.tabs.tabText(1) == "Open discrepancies (2)"
    table = page.list.discrepancies
    row = next(at for at, each in enumerate(table.records.records) if each.is_shortage)
    table.choose(row)
    assert not page.list.detail.buttons["settle"].isEnabled()
    page.list.detail.buttons["assign"].click()
    dialog = page.dialog
    dialog.owner.setText("Amina")
    dialog.cause.setPlainText("A clerk's slip")
    dialog.action.setPlainText("Search the racks")
    dialog.due_on.setText("soon")
    dialog.submit()
    assert "year-month-day" in dialog.form.error_text("due_on")
    dialog.due_on.setText("2026-04-01")
    dialog.submit()
    idle(qtbot, found.context)
    page.list.detail.buttons["settle"].click()
    dialog = page.dialog
    dialog.outcome.setPlainText("Found in the workshop")
    dialog.submit()
    idle(qtbot, found.context)
    assert dialog.second.form.error_text()
    dialog.second.name.setCurrentIndex(dialog.second.name.findData("brian"))
    dialog.second.password.setText(PASSWORD)
    dialog.submit()
    idle(qtbot, found.context)
    assert page.list.tabs.tabText(1) == "Open discrepancies (1)"
    page.list.show_what.set_code(Show.ALL)
    idle(qtbot, found.context)
    assert len(table.records.records) == 2


def test_that_the_filters_find_what_is_overdue_or_nobodys_and_any_word(qtbot, found, clock):
    stocktakes = found.context.services.stocktakes
    shortage = next(each for each in stocktakes.discrepancies() if each.is_shortage)
    stocktakes.assign(
        AssignDiscrepancy(
            discrepancy_id=shortage.id, owner="Amina", due_on=found.context.services.desk.today
        )
    )
    clock.advance(days=2)
    page = shown(qtbot, found)
    page.list.tabs.setCurrentIndex(1)
    shown_now = {}
    for show in Show:
        page.list.show_what.set_code(show)
        idle(qtbot, found.context)
        shown_now[show] = [each.is_shortage for each in page.list.discrepancies.records.records]
    assert sorted(shown_now.pop(Show.ALL)) == sorted(shown_now.pop(Show.OPEN)) == [False, True]
    assert shown_now == {Show.NOBODY: [False], Show.OVERDUE: [True]}
    page.list.show_what.set_code(Show.OPEN)
    page.list.text.setText("nn17")
    idle(qtbot, found.context)
    assert [each.serial_read for each in page.list.discrepancies.records.records] == ["NN17"]


def test_that_a_stocktake_is_given_up_with_a_reason(qtbot, stocked):
    stocktake = stocked.open()
    page = shown(qtbot, stocked)
    page.list.detail.buttons["cancel"].click()
    dialog = page.dialog
    dialog.submit()
    idle(qtbot, stocked.context)
    assert dialog.form.error_text("reason")
    dialog.reason.setText("The wrong store")
    dialog.submit()
    idle(qtbot, stocked.context)
    assert not stocked.get(stocktake).is_open
    assert not page.list.detail.buttons["count"].isVisible()


def test_that_a_finished_counter_cannot_go_on(qtbot, stocked):
    stocktake = stocked.open()
    page = shown(qtbot, stocked)
    begin(qtbot, page, stocktake, 1)
    finish(qtbot, page)
    page.dialog.accept()
    page.open_item(stocktake)
    idle(qtbot, stocked.context)
    assert not page.dialog.buttons[1].isEnabled()
    assert page.dialog.buttons[2].isEnabled()
    page.dialog.reject()
