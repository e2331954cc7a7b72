from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from stockpile_app.domain.stocktakes import CountMeans, RecountLine, StocktakeState
from stockpile_app.domain.vocabulary import LineResult, StocktakeKind
from stockpile_app.services.desk import Desk
from stockpile_app.services.gateway import Services
from stockpile_app.ui.context import UiContext
from stockpile_app.ui.dialogs.open_stocktake_dialog import OpenStocktakeDialog
from stockpile_app.ui.dialogs.stocktake_papers import CountSheetDialog
from stockpile_app.ui.tones import Tone
from tests.builders import PASSWORD
from tests.ui.dialog_fixtures import idle, unnamed
from tests.ui.stocktake_fixtures import (
    COUNTERS,
    WEAPONS,
    Stocked,
    begin,
    burst,
    dialog_named,
    everything_said,
    finish,
    in_front,
    rack_code,
    scan,
    scanned_by_keys,
    settle,
    shown,
    stocked,
    stocked_with,
    typed,
)

__all__ = ["stocked"]


def test_that_what_is_due_stands_on_top_and_opens(qtbot, stocked, clock):
    clock.advance(days=8)
    page = shown(qtbot, stocked)
    assert "2 counts are due" in page.list.due.title.text()
    assert "overdue" in page.list.due.title.text()
    page.list.due.buttons[0].click()
    dialog = page.dialog
    assert isinstance(dialog, OpenStocktakeDialog)
    assert dialog.kind.code(StocktakeKind) is StocktakeKind.WEEKLY
    assert dialog.place.place_id() == stocked.store
    dialog.reject()


def test_that_a_register_without_weapons_says_what_to_do(qtbot, context):
    page = shown(qtbot, Stocked(context, 1, [], []))
    assert "no weapons in any store" in page.list.due.title.text()
    assert "Begin with a full count" in page.list.table.empty.text.text()
    assert not page.list.detail.isVisible()


def test_that_a_sample_is_opened_and_its_seed_shown_and_sheets_offered(qtbot, stocked):
    page = shown(qtbot, stocked)
    page.list.open_button.click()
    dialog = page.dialog
    dialog.kind.set_code(StocktakeKind.TENTH)
    dialog.place.set_place(stocked.store)
    dialog.first.setText(COUNTERS[0])
    dialog.second.setText(COUNTERS[0])
    dialog.submit()
    idle(qtbot, stocked.context)
    assert "Two different people" in dialog.form.error_text("counters")
    dialog.second.setText(COUNTERS[1])
    dialog.submit()
    idle(qtbot, stocked.context)
    [record] = stocked.context.services.stocktakes.all()
    assert record.seed in page.dialog.text()
    assert f"{record.sample} weapons" in page.dialog.text()
    page.dialog.findChild(QWidget, "yes").click()
    sheets = page.dialog
    assert isinstance(sheets, CountSheetDialog)
    sheets.make()
    idle(qtbot, stocked.context)
    assert sheets.number.text().startswith("CS-KE01-")
    assert sheets._content.startswith(b"%PDF")
    sheets.reject()


def test_that_the_fields_of_a_handover_are_asked_for_a_handover_alone(qtbot, stocked):
    page = shown(qtbot, stocked)
    page.list.open_button.click()
    dialog = page.dialog
    assert not dialog.handing_over.isVisible()
    dialog.kind.set_code(StocktakeKind.HANDOVER)
    assert dialog.handing_over.isVisible()
    dialog.reject()


# --- counting --------------------------------------------------------------------------------


def test_that_no_scan_at_scanner_speed_is_lost_or_doubled(qtbot, window_of, context):
    """A hundred and twenty weapons, racks between them, and every tenth scanned twice."""
    stocked = stocked_with(context, 120)
    stocktake = stocked.open()
    window = window_of(context)
    window.go_to("stocktakes")
    page = window.page("stocktakes")
    begin(qtbot, page, stocktake, 1)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.finder.scanner._on_focus_window(window.windowHandle())
    expected: dict[int, int] = {}
    by_rack = sorted(stocked.ids, key=stocked.rack_of)
    rack = 0
    for at, weapon in enumerate(by_rack):
        codes = [stocked.code(weapon)] * (2 if at % 10 == 0 else 1)
        if stocked.rack_of(weapon) != rack:
            rack = stocked.rack_of(weapon)
            codes.insert(0, rack_code(rack))
        expected[weapon] = rack
        for code in codes:
            while not scanned_by_keys(window, code):
                page.count.field.clear()  # the machine stopped in the middle of a scan
    settle(qtbot, page)
    assert stocked.counted(stocktake, 1) == expected
    assert page.count.side.figure.text() == "120"
    assert page.count.desk.counted == 120


def test_that_scans_faster_than_the_disk_are_answered_in_order(qtbot, stocked):
    stocktake = stocked.open()
    page = shown(qtbot, stocked)
    begin(qtbot, page, stocktake, 1)
    answers: list[str] = []
    page.count.desk.said.connect(lambda words: answers.append(words.title))
    numbers = [stocked.context.services.weapons.load([each])[each].number for each in stocked.ids]
    for each in stocked.ids:
        page.on_scan(stocked.code(each))  # none of them waits for an answer
    assert len(page.count.desk.queue) > 5
    settle(qtbot, page)
    assert answers == numbers
    assert list(stocked.counted(stocktake, 1)) == stocked.ids[::-1]


def test_that_a_rack_scanned_in_the_middle_counts_for_what_follows_it(qtbot, stocked):
    stocktake = stocked.open()
    page = shown(qtbot, stocked)
    begin(qtbot, page, stocktake, 1)
    one, two, three = stocked.ids[:3]
    first, second = stocked.racks[:2]
    page.on_scan(stocked.code(one))
    page.on_scan(rack_code(first))
    page.on_scan(stocked.code(two))
    page.on_scan(rack_code(second))
    page.on_scan(stocked.code(three))
    settle(qtbot, page)
    assert stocked.counted(stocktake, 1) == {one: None, two: first, three: second}
    assert page.count.side.place_name.text() == "Store A / Rack 2"
    assert page.count.side.place.place_id() == second


def test_that_a_counter_sees_no_figure_but_their_own(qtbot, stocked):
    stocktake = stocked.open()
    stocked.count(stocktake, 2, stocked.ids[:19])
    page = shown(qtbot, stocked)
    assert not [each for each in everything_said(page) if str(WEAPONS) in each.split()]
    begin(qtbot, page, stocktake, 1)
    scan(qtbot, page, rack_code(stocked.racks[2]), stocked.code(stocked.ids[0]))
    said = everything_said(page.count)
    assert not [each for each in said if {str(WEAPONS), "19"} & set(each.split())]
    assert COUNTERS[1] not in " ".join(said)
    # the weapon belongs in another rack, and nobody says so
    assert page.count.answer.tone is Tone.GOOD
    assert "Rack 1" not in page.count.answer.text()


def test_that_a_second_scan_is_said_at_once_with_its_place(qtbot, stocked):
    stocktake = stocked.open()
    page = shown(qtbot, stocked)
    begin(qtbot, page, stocktake, 1)
    weapon = stocked.code(stocked.ids[0])
    scan(qtbot, page, rack_code(stocked.racks[0]), weapon, weapon)
    assert page.count.answer.tone is Tone.TWICE
    assert "Counted before" in page.count.answer.title()
    assert "Store A / Rack 1" in page.count.answer.detail()
    scan(qtbot, page, rack_code(stocked.racks[1]), weapon)
    assert page.count.answer.tone is Tone.BAD
    assert "Store A / Rack 1" in page.count.answer.detail()
    assert page.count.side.figure.text() == "1"


@pytest.mark.parametrize(
    ("text", "tone", "words"),
    [
        ("XX99-77", Tone.BAD, "Not in the register"),
        ("KE01-000001-0", Tone.BAD, "Misread"),
        ("UG02-000001-K", Tone.BAD, ""),
        ("STKE010000017", Tone.BAD, ""),
    ],
)
def test_that_what_is_no_weapon_gets_its_own_answer(qtbot, stocked, text, tone, words):
    stocktake = stocked.open()
    page = shown(qtbot, stocked)
    begin(qtbot, page, stocktake, 1)
    scan(qtbot, page, text)
    assert page.count.answer.tone is tone
    assert words in page.count.answer.title()
    assert stocked.counted(stocktake, 1) == {}


def test_that_last_digits_count_and_ambiguous_ones_are_chosen_by_keyboard(qtbot, stocked):
    stocktake = stocked.open()
    page = shown(qtbot, stocked)
    begin(qtbot, page, stocktake, 1)
    typed(qtbot, page, "711007")
    assert stocked.counted(stocktake, 1) == {stocked.ids[7]: None}
    typed(qtbot, page, "07")
    assert page.count.answer.tone is Tone.BAD
    services = stocked.context.services
    assert len(services.stocktakes.lines(stocktake, 1)) == 1
    typed(qtbot, page, "001")  # the end of a serial and of a register number
    choice = page.count.choice
    assert choice.isVisible()
    assert choice.list.count() == 2
    scan(qtbot, page, stocked.code(stocked.ids[9]))  # scanning goes on meanwhile
    assert choice.isVisible()
    QTest.keyClick(choice.list, Qt.Key.Key_Down)
    QTest.keyClick(choice.list, Qt.Key.Key_Return)
    settle(qtbot, page)
    assert not choice.isVisible()
    assert len(stocked.counted(stocktake, 1)) == 3
    means = {each.means for each in services.stocktakes.lines(stocktake, 1)}
    assert means == {CountMeans.DIGITS, CountMeans.SCAN}


def test_that_remarks_strangers_and_slips_are_recorded_of_the_current_line(qtbot, stocked):
    stocktake = stocked.open()
    page = shown(qtbot, stocked)
    begin(qtbot, page, stocktake, 1)
    scan(qtbot, page, *(stocked.code(each) for each in stocked.ids[:3]))
    QTest.keyClick(page.count.field, Qt.Key.Key_F9)
    settle(qtbot, page)
    page.count.lines.choose(1)
    QTest.keyClick(page.count.field, Qt.Key.Key_F8)
    settle(qtbot, page)
    dialog = dialog_named("serial_read_dialog")
    dialog.on_scan("KE01000001X")
    assert "was not taken" in dialog.form.error_text()
    dialog.serial_read.setText("AK-99")
    dialog.submit()
    in_front(qtbot, page)
    settle(qtbot, page)
    scan(qtbot, page, "NN17")
    QTest.keyClick(page.count.field, Qt.Key.Key_F7)
    settle(qtbot, page)
    dialog = dialog_named("stranger_dialog")
    assert dialog.serial_read.text() == "NN17"
    dialog.description.setText("Revolver")
    dialog.submit()
    in_front(qtbot, page)
    settle(qtbot, page)
    lines = stocked.context.services.stocktakes.lines(stocktake, 1)
    said = {
        each.weapon.id if each.weapon else each.serial_read: (each.serial_read, each.altered)
        for each in lines
    }
    assert said == {
        stocked.ids[0]: ("", False),
        stocked.ids[1]: ("AK-99", False),
        stocked.ids[2]: ("", True),
        "NN17": ("NN17", False),
    }
    QTest.keyClick(page.count.field, Qt.Key.Key_F4)
    settle(qtbot, page)
    assert len(stocked.context.services.stocktakes.lines(stocktake, 1)) == 3
    assert page.count.side.figure.text() == "3"


def test_that_a_key_pressed_after_a_scan_is_about_that_scan(qtbot, stocked):
    stocktake = stocked.open()
    page = shown(qtbot, stocked)
    begin(qtbot, page, stocktake, 1)
    for each in stocked.ids[:4]:
        page.on_scan(stocked.code(each))
    QTest.keyClick(page.count.field, Qt.Key.Key_F9)  # before any of them is answered
    page.on_scan(stocked.code(stocked.ids[4]))
    settle(qtbot, page)
    lines = stocked.context.services.stocktakes.lines(stocktake, 1)
    assert {each.weapon.id for each in lines if each.altered} == {stocked.ids[3]}
    assert len(lines) == 5


def test_that_a_pause_is_kept_and_the_count_goes_on_where_it_stopped(qtbot, stocked):
    stocktake = stocked.open()
    page = shown(qtbot, stocked)
    begin(qtbot, page, stocktake, 1)
    scan(qtbot, page, rack_code(stocked.racks[1]), stocked.code(stocked.ids[4]))
    page.count.pause.click()
    idle(qtbot, stocked.context)
    assert page.list.isVisible()
    other = shown(qtbot, stocked)  # as after a restart
    begin(qtbot, other, stocktake, 1)
    assert "Go on after 1 weapon" in other.count.answer.title()
    assert "Rack 2" in other.count.answer.detail()
    assert other.count.side.place.place_id() == stocked.racks[1]
    assert other.count.side.figure.text() == "1"
    scan(qtbot, other, stocked.code(stocked.ids[5]))
    assert stocked.counted(stocktake, 1)[stocked.ids[5]] == stocked.racks[1]


def test_that_what_was_scanned_before_a_pause_is_not_counted_for_the_other(qtbot, stocked):
    stocktake = stocked.open()
    page = shown(qtbot, stocked)
    begin(qtbot, page, stocktake, 1)
    for each in stocked.ids[:12]:
        page.on_scan(stocked.code(each))
    page.count.pause.click()
    page._counting = (stocktake, 0)
    page._on_counter(2)  # quicker than anybody could
    page.on_scan(stocked.code(stocked.ids[20]))
    qtbot.waitUntil(lambda: "Counter 2" in page.count.name.text(), timeout=20_000)
    settle(qtbot, page)
    scan(qtbot, page, stocked.code(stocked.ids[30]))
    first, second = (stocked.counted(stocktake, counter) for counter in (1, 2))
    assert set(stocked.ids[:12]) <= set(first) <= {*stocked.ids[:12], stocked.ids[20]}
    assert {stocked.ids[30]} <= set(second) <= {stocked.ids[30], stocked.ids[20]}


def test_that_a_faltering_scanner_is_put_together(qtbot, stocked):
    stocktake = stocked.open()
    page = shown(qtbot, stocked)
    begin(qtbot, page, stocktake, 1)
    code = stocked.code(stocked.ids[0])
    page.count.field.setText(code[:4])
    scan(qtbot, page, code[4:])
    assert list(stocked.counted(stocktake, 1)) == [stocked.ids[0]]
    assert page.count.field.text() == ""


def test_that_typing_slowly_in_the_window_counts_too(qtbot, window_of, context):
    stocked = stocked_with(context, 3)
    stocktake = stocked.open()
    window = window_of(context)
    window.go_to("stocktakes")
    page = window.page("stocktakes")
    begin(qtbot, page, stocktake, 2)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    assert page.count.field.hasFocus()
    burst(window, "711001", gap_ms=45)
    settle(qtbot, page)
    assert list(stocked.counted(stocktake, 2)) == [stocked.ids[1]]


# --- what follows ----------------------------------------------------------------------------


@pytest.fixture
def short(stocked: Stocked) -> int:
    """A stocktake with two weapons missing; of one of them the counters differ."""
    stocktake = stocked.open()
    stocked.count(stocktake, 1, stocked.ids[1:])
    stocked.count(stocktake, 2, stocked.ids[3:])
    return stocktake


def test_that_both_finish_and_only_the_lines_that_differ_are_recounted(qtbot, stocked, short):
    page = shown(qtbot, stocked)
    for counter in (1, 2):
        begin(qtbot, page, short, counter)
        finish(qtbot, page)
        if counter == 1:
            assert COUNTERS[1] in page.dialog.text()
            page.dialog.accept()
    assert page.differences.isVisible()
    in_front(qtbot, page)
    assert page.differences.title.text() == "2 lines to count again"
    assert not page.differences.result.isEnabled()
    page.on_scan(stocked.code(stocked.ids[1]))
    page.on_scan(stocked.code(stocked.ids[9]))
    idle(qtbot, stocked.context)
    assert "Nothing to count again" in page.differences.answer.title()
    assert page.differences.table.current().weapon.id == stocked.ids[2]
    QTest.keyClick(page.differences.field, Qt.Key.Key_F9)
    idle(qtbot, stocked.context)
    page.differences.result.click()
    idle(qtbot, stocked.context)
    assert page.result.figures["found"].text() == str(WEAPONS - 2)


def test_that_a_shortage_is_closed_by_two_and_leads_to_its_incident(qtbot, stocked, short):
    stocktakes = stocked.context.services.stocktakes
    stocked.count(short, 2, stocked.ids[1:2])
    for counter in (1, 2):
        stocktakes.finish(short, counter)
    missing = RecountLine(stocktake_id=short, weapon_id=stocked.ids[2], found=False)
    stocktakes.recount(missing)
    page = shown(qtbot, stocked)
    page.open_item(short)
    idle(qtbot, stocked.context)
    page.differences.result.click()
    idle(qtbot, stocked.context)
    page.result.close_count.click()
    dialog = page.dialog
    assert any("2 weapons are missing" in each for each in everything_said(dialog))
    dialog.submit()
    idle(qtbot, stocked.context)
    assert dialog.second.form.error_text()
    dialog.second.name.setCurrentIndex(dialog.second.name.findData("brian"))
    dialog.second.password.setText(PASSWORD)
    dialog.submit()
    idle(qtbot, stocked.context)
    assert stocked.get(short).state is StocktakeState.CLOSED
    result = stocktakes.result(short)
    gone = [each.weapon.id for each in result.of(LineResult.MISSING)]
    assert gone == [stocked.ids[0], stocked.ids[2]]
    with qtbot.waitSignal(page.open_wanted) as wanted:
        page.dialog.findChild(QWidget, "yes").click()
    assert wanted.args == ["incidents", result.incident_id]


def test_that_a_count_without_differences_goes_straight_to_its_result(qtbot, stocked):
    stocktake = stocked.open()
    for counter in (1, 2):
        stocked.count(stocktake, counter, stocked.ids)
        stocked.context.services.stocktakes.finish(stocktake, counter)
    page = shown(qtbot, stocked)
    page.open_item(stocktake)
    idle(qtbot, stocked.context)
    assert page.result.isVisible()
    assert page.result.verdict.text() == "Everything was found as it is registered."
    page.result.close_count.click()
    page.dialog.submit()
    idle(qtbot, stocked.context)
    assert stocked.get(stocktake).state is StocktakeState.CLOSED
    page.result.certificate.click()
    page.dialog.make()
    idle(qtbot, stocked.context)
    assert page.dialog.number.text().startswith("SR-KE01-")
    page.dialog.reject()


@pytest.mark.parametrize("name", ["emeka", "chipo"])
def test_that_only_who_may_opens_and_counts(qtbot, context, open_as, name):
    stocked = stocked_with(context, 3)
    stocktake = stocked.open()
    context.services.close()
    other = UiContext(Services(Desk(open_as(name))), context.jobs, context.bus, context.settings)
    page = shown(qtbot, Stocked(other, stocked.store, stocked.racks, stocked.ids))
    assert not page.list.open_button.isEnabled()
    assert page.list.detail.buttons["count"].isEnabled() == (name == "chipo")
    page.open_item(stocktake)
    idle(qtbot, other)
    assert (page.dialog is not None) == (name == "chipo")


def test_that_everything_has_a_name(qtbot, stocked):
    page = shown(qtbot, stocked)
    for view in (page.list, page.count, page.differences, page.result):
        page._to(view)
        assert not unnamed(page)
