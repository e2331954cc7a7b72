from __future__ import annotations

import datetime as dt
import io

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from stockpile_app.domain.checklists import parse_check_list
from stockpile_app.domain.places import AddPlace
from stockpile_app.domain.security import (
    AnswerQuestion,
    CompleteCheck,
    OpenCheck,
    SaveCheckList,
)
from stockpile_app.domain.vocabulary import Answer, Category, PlaceKind
from stockpile_app.domain.weapons import RegisterWeapon
from stockpile_app.ui.pages.findings_view import Shown
from stockpile_app.ui.pages.security_page import SecurityPage
from tests.builders_security import small_list
from tests.ui.dialog_fixtures import idle, unnamed

DAY = dt.date(2026, 3, 2)
ENTER, TAB = Qt.Key.Key_Return, Qt.Key.Key_Tab


@pytest.fixture
def ours(context):
    """A register whose check list is the small one."""
    content = parse_check_list(small_list())
    context.services.security.save_check_list(
        SaveCheckList(content=content, based_on=1, reason="ours")
    )
    return context


def begin(context, place_id=1):
    return context.services.security.open(
        OpenCheck(place_id=place_id, inspector="Dora Oyelaran", occurred_on=DAY)
    ).check_id


def answer(context, check, **answers):
    for code, given in answers.items():
        context.services.security.answer(
            AnswerQuestion(check_id=check, question=code, answer=given)
        )


def completed(context, place_id=1):
    check = begin(context, place_id)
    answer(context, check, a01=Answer.NO, a02=Answer.PARTLY, b01=Answer.YES, b02=Answer.YES)
    context.services.security.complete(CompleteCheck(check_id=check, occurred_on=DAY))
    return check


def shown(qtbot, context):
    page = SecurityPage(context)
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show()
    qtbot.waitExposed(page)
    idle(qtbot, context)
    return page


def opened(qtbot, context, check):
    page = shown(qtbot, context)
    page.open_item(check)
    idle(qtbot, context)
    return page


def kept(context, check):
    view = context.services.security.check(check)
    return {code: (each.answer.value, each.note) for code, each in view.answers.items()}


def keys(qtbot, text):
    """Press keys where the keyboard is."""
    for letter in text:
        qtbot.keyClicks(QApplication.focusWidget(), letter)


def press(qtbot, key):
    qtbot.keyClick(QApplication.focusWidget(), key)


def test_that_an_empty_page_says_what_to_do_first(qtbot, ours):
    page = shown(qtbot, ours)
    assert "No depot was checked yet" in page.checks.empty.text.text()
    assert page.new.isEnabled()
    assert page.head.count.text() == "1 depot"


def test_that_depots_show_their_last_score_and_what_is_open(qtbot, ours):
    ours.services.places.add(AddPlace(PlaceKind.DEPOT, "A depot"))
    completed(ours)
    page = shown(qtbot, ours)
    table = page.depots.table.records
    rows = [
        [table.index(row, column).data() for column in range(table.columnCount())]
        for row in range(table.rowCount())
    ]
    assert rows == [
        ["A depot", "–", "–", "–", "–", "0", "0", "0", "0"],
        ["Main depot", "Mar 2, 2026", "58.3 %", "None", "58.3 %", "1", "0", "2", "0"],
    ]
    page.depots.table.choose(1)
    assert [each.label for each in page.depots.groups.rows.rows] == [
        "a · Location",
        "b · Physical security",
        "h · Ammunition",
    ]
    assert page.depots.groups.rows.rows[0].words == "a · Location: 37.5 %"
    assert not page.note.isVisible()


def test_that_a_check_is_begun_and_opens_on_its_first_question(qtbot, ours):
    page = shown(qtbot, ours)
    page.actions_.new.trigger()
    idle(qtbot, ours)
    dialog = page.actions_.dialog
    assert dialog.inspector.text() == "Amina"
    assert not unnamed(dialog)
    dialog.inspector.setText("Dora Oyelaran")
    qtbot.mouseClick(dialog.submit_button, Qt.MouseButton.LeftButton)
    idle(qtbot, ours)
    assert page.stack.currentWidget() is page.pane
    assert page.pane.panel.text.text() == "a01  Risk known?"
    assert page.pane.counted.text() == "0 of 4 answered"
    assert [each.question.code for each in page.pane.table.records.records] == [
        "a01",
        "a02",
        "b01",
        "b02",
    ]


def test_that_a_paper_is_keyed_in_with_the_keyboard_alone(qtbot, ours):
    check = begin(ours)
    page = opened(qtbot, ours, check)
    keys(qtbot, "y")  # a01, and on
    assert page.pane.panel.text.text().startswith("a02")
    keys(qtbot, "p")  # a02, and its note
    press(qtbot, TAB)
    assert QApplication.focusWidget() is page.pane.panel.note
    keys(qtbot, "wet floor")
    press(qtbot, ENTER)  # b01
    assert page.pane.panel.text.text().startswith("b01")
    keys(qtbot, "n")
    press(qtbot, Qt.Key.Key_Down)  # b02
    assert page.pane.panel.text.text().startswith("b02")
    keys(qtbot, "1")  # yes: the last one
    assert QApplication.focusWidget() is page.pane.complete
    idle(qtbot, ours)
    assert kept(ours, check) == {
        "a01": ("yes", ""),
        "a02": ("partly", "wet floor"),
        "b01": ("no", ""),
        "b02": ("yes", ""),
    }
    assert page.pane.counted.text() == "4 of 4 answered"
    assert page.pane.state.text() == "Everything is kept"


def test_that_letters_answer_in_the_list_too(qtbot, ours):
    check = begin(ours)
    page = opened(qtbot, ours, check)
    page.pane.table.setFocus()
    page.pane.choose("b01")
    qtbot.keyClicks(page.pane.table, "a")
    idle(qtbot, ours)
    assert kept(ours, check) == {"b01": ("not_applicable", "")}
    assert "Write why it does not apply" in page.pane.panel.warning.text()
    assert QApplication.focusWidget() is page.pane.panel.answers.buttons[Answer.NOT_APPLICABLE]


def test_that_the_mouse_answers_and_stays_on_the_question(qtbot, ours):
    check = begin(ours)
    page = opened(qtbot, ours, check)
    qtbot.mouseClick(page.pane.panel.answers.buttons[Answer.NO], Qt.MouseButton.LeftButton)
    idle(qtbot, ours)
    assert kept(ours, check) == {"a01": ("no", "")}
    assert page.pane.panel.text.text().startswith("a01")
    assert page.pane.table.records.index(0, 1).data() == "No"


def test_that_arrows_go_sideways_without_answering(qtbot, ours):
    check = begin(ours)
    page = opened(qtbot, ours, check)
    page.pane.panel.answers.take_focus()
    press(qtbot, Qt.Key.Key_Right)
    buttons = page.pane.panel.answers.buttons
    assert QApplication.focusWidget() is buttons[Answer.PARTLY]
    press(qtbot, Qt.Key.Key_Left)
    press(qtbot, Qt.Key.Key_Left)
    assert QApplication.focusWidget() is buttons[Answer.NOT_APPLICABLE]
    idle(qtbot, ours)
    assert kept(ours, check) == {}


def test_that_a_note_without_an_answer_waits_for_it(qtbot, ours):
    check = begin(ours)
    page = opened(qtbot, ours, check)
    page.pane.panel.note.setFocus()
    keys(qtbot, "dark")
    press(qtbot, TAB)
    assert "Choose an answer" in page.pane.panel.warning.text()
    page.pane.choose("b01")
    page.pane.choose("a01")
    assert page.pane.panel.note.toPlainText() == "dark"
    qtbot.mouseClick(page.pane.panel.answers.buttons[Answer.NO], Qt.MouseButton.LeftButton)
    idle(qtbot, ours)
    assert kept(ours, check) == {"a01": ("no", "dark")}


def test_that_a_changed_note_is_kept_when_another_question_is_chosen(qtbot, ours):
    check = begin(ours)
    answer(ours, check, a01=Answer.NO)
    page = opened(qtbot, ours, check)
    page.pane.choose("a01")
    page.pane.panel.note.setFocus()
    keys(qtbot, "rusty")
    page.pane.table.setFocus()
    page.pane.choose("b02")
    idle(qtbot, ours)
    assert kept(ours, check)["a01"] == ("no", "rusty")


def test_that_a_check_goes_on_where_it_stopped(qtbot, ours):
    check = begin(ours)
    answer(ours, check, a01=Answer.YES, a02=Answer.YES)
    page = opened(qtbot, ours, check)
    assert page.pane.panel.text.text().startswith("b01")
    assert page.pane.counted.text() == "2 of 4 answered"


def test_that_what_the_register_says_stands_beside_the_question(qtbot, ours):
    check = begin(ours)
    page = opened(qtbot, ours, check)
    assert not page.pane.panel.register.isVisible()
    page.pane.choose("b02")
    assert "no such count is recorded. This speaks for: No." in page.pane.panel.register.text()
    assert page.pane.panel.register.isVisible()
    page.pane.choose("a01")
    assert page.pane.panel.critical.text() == "▲ Critical for level 1"


def test_that_a_check_is_completed_only_with_every_answer(qtbot, ours):
    check = begin(ours)
    answer(ours, check, a01=Answer.NO, a02=Answer.YES, b02=Answer.YES)
    page = opened(qtbot, ours, check)
    page.pane.choose("a01")
    page.pane.complete.click()
    assert page.pane.said.text() == "Still to be answered: b01."
    assert page.pane.panel.text.text().startswith("b01")
    keys(qtbot, "a")
    page.pane.complete.click()
    assert "write why: b01" in page.pane.said.text()
    assert QApplication.focusWidget() is page.pane.panel.note
    keys(qtbot, "no doors")
    page.pane.complete.setFocus()
    page.pane.complete.click()
    dialog = page.actions_.dialog
    assert dialog.coming.text().splitlines() == [
        "Critical for level 1, failed: a01 Risk known?",
        "Score 80.0 %, no level.",
    ]
    assert not unnamed(dialog)
    dialog.present.setPlainText("Chipo Banda\nBrian Otieno")
    qtbot.mouseClick(dialog.submit_button, Qt.MouseButton.LeftButton)
    idle(qtbot, ours)
    record = ours.services.security.check(check).record
    assert record.present == ("Chipo Banda", "Brian Otieno")
    assert page.pane.said.text() == ("Critical questions that failed: a01. Score 80.0 %, no level.")
    assert not page.pane.complete.isVisible()
    assert page.actions_.report.isEnabled()
    assert not page.pane.panel.answers.isEnabled()
    page.pane.table.setFocus()
    qtbot.keyClicks(page.pane.table, "y")
    idle(qtbot, ours)
    assert ours.services.security.check(check).answers["a01"].answer is Answer.NO


def test_that_the_lists_know_what_was_done_in_the_check(qtbot, ours):
    check = begin(ours)
    page = opened(qtbot, ours, check)
    keys(qtbot, "yyyy")
    idle(qtbot, ours)
    ours.services.security.complete(CompleteCheck(check_id=check, occurred_on=DAY))
    page.pane.back.click()
    idle(qtbot, ours)
    assert page.stack.currentWidget() is page.lists
    assert page.checks.records.index(0, 2).data() == "Completed"


def test_that_a_refused_answer_is_said_and_what_is_kept_is_shown(qtbot, ours):
    check = begin(ours)
    page = opened(qtbot, ours, check)
    answer(ours, check, a01=Answer.NO, a02=Answer.YES, b01=Answer.YES, b02=Answer.YES)
    ours.services.security.complete(CompleteCheck(check_id=check, occurred_on=DAY))
    keys(qtbot, "y")
    idle(qtbot, ours)
    qtbot.waitUntil(lambda: page.pane.table.records.index(0, 1).data() == "No")
    assert "Critical questions that failed: a01" in page.pane.said.text()


def test_that_a_photograph_is_added_to_its_question(qtbot, ours, tmp_path):
    check = begin(ours)
    page = opened(qtbot, ours, check)
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(out, "JPEG")
    file = tmp_path / "gate.jpg"
    file.write_bytes(out.getvalue())
    qtbot.mouseClick(page.pane.panel.photograph, Qt.MouseButton.LeftButton)
    dialog = page.actions_.dialog
    dialog.file.choose(str(file))
    dialog.caption.setText("The gate")
    qtbot.mouseClick(dialog.submit_button, Qt.MouseButton.LeftButton)
    idle(qtbot, ours)
    assert page.pane.panel.photographs.list.count() == 1
    assert page.pane.panel.photographs.list.item(0).text().startswith("The gate")
    page.pane.choose("b01")
    assert page.pane.panel.photographs.isHidden()


def test_that_a_check_is_cancelled_with_a_reason(qtbot, ours):
    check = begin(ours)
    page = opened(qtbot, ours, check)
    page.actions_.cancel.trigger()
    dialog = page.actions_.dialog
    qtbot.mouseClick(dialog.submit_button, Qt.MouseButton.LeftButton)
    idle(qtbot, ours)
    assert dialog.form.error_text("reason") == "Say why the check is given up."
    dialog.reason.setPlainText("Flood")
    qtbot.mouseClick(dialog.submit_button, Qt.MouseButton.LeftButton)
    idle(qtbot, ours)
    assert page.pane.said.text() == "Cancelled: Flood"
    assert not page.actions_.sheet.isEnabled()


def test_that_papers_are_made(qtbot, ours):
    check = begin(ours)
    page = opened(qtbot, ours, check)
    page.actions_.sheet.trigger()
    dialog = page.actions_.dialog
    qtbot.mouseClick(dialog.make_button, Qt.MouseButton.LeftButton)
    idle(qtbot, ours)
    assert dialog.number.text().startswith("SC-KE01-")
    dialog.reject()
    answer(ours, check, a01=Answer.YES, a02=Answer.YES, b01=Answer.YES, b02=Answer.YES)
    ours.services.security.complete(CompleteCheck(check_id=check, occurred_on=DAY))
    page.open_item(check)
    idle(qtbot, ours)
    page.actions_.report.trigger()
    qtbot.mouseClick(page.actions_.dialog.make_button, Qt.MouseButton.LeftButton)
    idle(qtbot, ours)
    assert page.actions_.dialog.number.text().startswith("IN-KE01-")
    page.actions_.dialog.reject()
    idle(qtbot, ours)


# --- findings --------------------------------------------------------------------------------


def finding_rows(page):
    records = page.findings.table.records.records
    return [each.question for each in records]


def test_that_findings_are_filtered(qtbot, ours):
    completed(ours)
    page = shown(qtbot, ours)
    page.tabs.setCurrentIndex(2)
    assert finding_rows(page) == ["a01", "a02"]
    page.findings.critical.setChecked(True)
    assert finding_rows(page) == ["a01"]
    page.findings.critical.setChecked(False)
    page.findings.show_only(Shown.OVERDUE)
    assert finding_rows(page) == []
    assert "No finding is shown" in page.findings.detail.text()
    page.open_item(Shown.ALL)
    assert finding_rows(page) == ["a01", "a02"]
    assert [page.findings.depot.itemText(at) for at in range(2)] == ["All depots", "Main depot"]


def test_that_a_critical_finding_tells_what_stands_behind_it(qtbot, ours):
    ours.services.weapons.register(RegisterWeapon(place_id=1, serial="A1", category=Category.RIFLE))
    completed(ours)
    page = shown(qtbot, ours)
    page.tabs.setCurrentIndex(2)
    idle(qtbot, ours)
    assert "Weapons that stand in this depot now: 1 (Rifle or carbine 1)" in (
        page.findings.detail.text()
    )
    page.findings.assign.trigger()
    assert "Rifle or carbine 1" in page.findings.dialog.behind.text()
    page.findings.dialog.reject()


def test_that_a_finding_gets_an_owner_and_is_closed(qtbot, ours):
    completed(ours)
    page = shown(qtbot, ours)
    page.tabs.setCurrentIndex(2)
    idle(qtbot, ours)
    page.findings.assign.trigger()
    dialog = page.findings.dialog
    assert not unnamed(dialog)
    dialog.cost.setText("12 000")
    qtbot.mouseClick(dialog.submit_button, Qt.MouseButton.LeftButton)
    idle(qtbot, ours)
    assert dialog.form.error_text("owner") == "Say who mends this finding."
    dialog.owner.setText("Brian Otieno")
    dialog.currency.setText("kes")
    dialog.due.setText("2026-04-01")
    qtbot.mouseClick(dialog.submit_button, Qt.MouseButton.LeftButton)
    idle(qtbot, ours)
    row = page.findings.table.current()
    assert (row.owner, row.cost, row.currency) == ("Brian Otieno", 12000, "KES")
    page.findings.close_.trigger()
    dialog = page.findings.dialog
    dialog.action.setPlainText("Second lock fitted")
    qtbot.mouseClick(dialog.submit_button, Qt.MouseButton.LeftButton)
    idle(qtbot, ours)
    assert finding_rows(page) == ["a02"]


def test_that_a_cost_in_words_is_refused_at_its_field(qtbot, ours):
    completed(ours)
    page = shown(qtbot, ours)
    page.tabs.setCurrentIndex(2)
    page.findings.assign.trigger()
    dialog = page.findings.dialog
    dialog.owner.setText("Brian")
    dialog.cost.setText("much")
    qtbot.mouseClick(dialog.submit_button, Qt.MouseButton.LeftButton)
    assert "digits alone" in dialog.form.error_text("cost")
    dialog.reject()


def test_that_the_number_of_a_finding_or_a_check_opens_it(qtbot, ours):
    check = completed(ours)
    page = SecurityPage(ours)
    qtbot.addWidget(page)
    page.show()
    second = ours.services.security.findings()[1]
    page.open_item(second.id)  # before anything is read
    idle(qtbot, ours)
    assert page.tabs.currentWidget() is page.findings
    assert page.findings.table.current().id == second.id
    page.findings.open_check.trigger()
    idle(qtbot, ours)
    assert page.pane.title.text() == f"Check {check}: Main depot"
    assert page.pane.panel.text.text().startswith("a01")  # failed, critical


def test_that_a_number_of_neither_is_refused_in_words(qtbot, ours):
    page = opened(qtbot, ours, 9999)
    assert page.pane.said.text() == "There is no such security check in this register."


def test_that_an_inspector_checks_but_does_not_mend(qtbot, context_of):
    inspector = context_of("dora")
    page = shown(qtbot, inspector)
    assert page.actions_.new.isEnabled()
    completed_id = begin(inspector)
    for code in ("a01", "a02"):
        answer(inspector, completed_id, **{code: Answer.NO})
    page.reload()
    idle(qtbot, inspector)
    assert not page.findings.assign.isEnabled()


def test_that_a_storekeeper_looks_but_does_not_answer(qtbot, context_of):
    inspector = context_of("dora")
    check = begin(inspector)
    inspector.services.close()
    keeper = context_of("chipo")
    page = opened(qtbot, keeper, check)
    assert not page.actions_.new.isEnabled()
    assert not page.pane.complete.isVisible()
    assert not page.pane.panel.answers.isEnabled()


def test_that_everything_has_a_name(qtbot, ours):
    check = completed(ours)
    page = opened(qtbot, ours, check)
    assert not unnamed(page)


@pytest.mark.parametrize("tab", [0, 1, 2])
def test_that_the_lists_fit_a_small_window(qtbot, ours, tab):
    completed(ours)
    page = shown(qtbot, ours)
    page.resize(840, 600)
    page.tabs.setCurrentIndex(tab)
    assert page.minimumSizeHint().width() <= 840
