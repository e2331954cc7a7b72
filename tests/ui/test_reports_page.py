"""The national report through the window: computed, followed, stated, frozen, compared, written."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
import yaml
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QLabel, QLineEdit

from stockpile_app.domain.national_report_cells import CellName
from stockpile_app.ui.dialogs.counted_dialog import CountedDialog
from stockpile_app.ui.dialogs.report_dialogs import OverrideDialog
from stockpile_app.ui.pages.reports_page import ReportsPage
from stockpile_app.ui.report_words import value_text
from tests.builders_tracing import sent_request
from tests.ui.checks import is_part
from tests.ui.conftest import all_widgets, idle, register

RECORDED = CellName("recorded", "registered", "", "2026")


@pytest.fixture
def page(qtbot, window_of, context) -> ReportsPage:
    register(context, 6)
    return page_of(qtbot, window_of(context, "reports"))


def page_of(qtbot, window) -> ReportsPage:
    found = window.page("reports")
    assert isinstance(found, ReportsPage)
    settle(qtbot, found)
    return found


def settle(qtbot, page):
    idle(qtbot, page.context)
    qtbot.wait(1)
    idle(qtbot, page.context)


def front(qtbot, page):
    window = page.window()
    window.activateWindow()
    qtbot.waitUntil(lambda: window.isActiveWindow() and QApplication.focusWidget() is not None)


def press(qtbot, page, key, modifiers=Qt.KeyboardModifier.NoModifier):
    front(qtbot, page)
    QTest.keyClick(QApplication.focusWidget(), key, modifiers)
    settle(qtbot, page)


def submit(qtbot, page, dialog):
    QTest.keyClick(dialog.submit_button, Qt.Key.Key_Return)
    settle(qtbot, page)


def compute(qtbot, page, first="2025-01-01", last="2026-03-02"):
    front(qtbot, page)
    for edit, text in ((page.draft.first, first), (page.draft.last, last)):
        edit.setFocus()
        edit.selectAll()
        QTest.keyClicks(edit, text)
    press(qtbot, page, Qt.Key.Key_F5)


def go_to_cell(qtbot, page, name=RECORDED, question="records", part="draft"):
    pane = getattr(page, part).pane
    pane.choose_question(question)
    settle(qtbot, page)
    pane.tables[0].setFocus()
    assert pane.choose(name)


def shown(page, name):
    view = page.draft.pane.view
    figure = view.figure(name.figure)
    return value_text(view.cell(name), figure.row(name.line).unit)


def state(qtbot, page, values, reason="A late notice of the police."):
    press(qtbot, page, Qt.Key.Key_F3)
    dialog = page.draft.acts.dialog
    assert isinstance(dialog, OverrideDialog)
    for column, text in values.items():
        edit = dialog.values[column]
        edit.setFocus()
        edit.selectAll()
        QTest.keyClicks(edit, text)
    dialog.reason.setFocus()
    QTest.keyClicks(dialog.reason, reason)
    submit(qtbot, page, dialog)
    return dialog


def freeze(qtbot, page, title=""):
    press(qtbot, page, Qt.Key.Key_F9)
    dialog = page.draft.acts.dialog
    QTest.keyClicks(dialog.title, title)
    submit(qtbot, page, dialog)
    return dialog


# --- computing -----------------------------------------------------------------------------------


def test_that_a_report_is_computed_by_year_and_category(qtbot, page):
    assert not page.draft.acts.freeze.isEnabled()
    compute(qtbot, page)
    assert shown(page, RECORDED) == "6"
    assert shown(page, RECORDED._replace(column="2025")) == "0"
    assert shown(page, RECORDED._replace(category="rifle")) == "2"
    pane = page.draft.pane
    numbers = [each.number for each in pane.questions.records.records]
    assert numbers[:4] == ["1", "2", "3", "4"]
    front(qtbot, page)
    assert page.window().focusWidget() is pane.questions


def test_that_nothing_seized_is_not_told_as_nought(qtbot, page):
    compute(qtbot, page)
    assert shown(page, CellName("sdg", "arms")) == "0"
    assert shown(page, CellName("sdg", "indicator")) == "n/a"
    rows = page.draft.pane.questions.records.records
    sdg = next(each for each in rows if each.question.key == "sdg")
    assert page.draft.pane.questions.records.columns[2].text(sdg) == "n/a"


def test_that_cells_of_a_tracing_officer_are_marked(qtbot, page):
    compute(qtbot, page)
    page.draft.pane.choose_question("tracing-out")
    settle(qtbot, page)
    table = page.draft.pane.tables[0]
    index = table.figure.index(0, 1)
    assert index.data() == "officer"
    assert index.data(Qt.ItemDataRole.DecorationRole) is not None
    assert "tracing officer" in index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert "tracing officer" in page.draft.note.text()
    table.setCurrentIndex(index)
    press(qtbot, page, Qt.Key.Key_F2)
    assert page.draft.acts.dialog.note.text()


def test_that_a_period_that_cannot_be_is_refused_at_its_field(qtbot, page):
    compute(qtbot, page, first="2026-03-01", last="2025-01-01")
    assert "ends before it begins" in page.draft.wrong.text()
    assert page.draft.last.property("wrong")
    compute(qtbot, page, last="2099-01-01")
    assert "future" in page.draft.wrong.text()
    compute(qtbot, page, first="soon")
    assert page.draft.first.property("wrong")
    assert page.draft.first.text() == "soon"
    compute(qtbot, page)
    assert not page.draft.wrong.isVisible()


def test_that_the_other_numbering_asks_other_questions(qtbot, page):
    page.draft.numbering.setCurrentIndex(0)
    compute(qtbot, page)
    numbers = {e.question.key: e.number for e in page.draft.pane.questions.records.records}
    assert numbers["import-marking"] == "6.13"
    page.draft.numbering.setCurrentIndex(1)
    compute(qtbot, page)
    numbers = {e.question.key: e.number for e in page.draft.pane.questions.records.records}
    assert numbers["import-marking"] == "5.10"


def test_that_a_cell_opens_the_weapons_it_counts(qtbot, page):
    compute(qtbot, page)
    go_to_cell(qtbot, page)
    press(qtbot, page, Qt.Key.Key_Return)
    dialog = page.draft.acts.dialog
    assert isinstance(dialog, CountedDialog)
    records = dialog.table.records.records
    assert len(records) == 6
    assert not dialog.note.isVisible()
    with qtbot.waitSignal(page.weapon_wanted) as wanted:
        QTest.keyClick(dialog.table, Qt.Key.Key_Return)
    assert wanted.args == [records[0].id]


# --- what is stated ------------------------------------------------------------------------------


def test_that_a_value_is_stated_with_a_reason_and_taken_back(qtbot, page):
    compute(qtbot, page)
    go_to_cell(qtbot, page)
    dialog = state(qtbot, page, {"2026": "8"}, reason="")
    assert dialog.form.error_text("reason")
    assert "/" not in dialog.form.error_text("reason")
    QTest.keyClicks(dialog.reason, "Two were entered late.")
    submit(qtbot, page, dialog)
    assert shown(page, RECORDED) == "8"
    assert shown(page, RECORDED._replace(column="all")) == "8"  # it follows
    assert "1 value stated" in page.draft.note.text()
    table = page.draft.pane.tables[0]
    tip = table.figure.index(0, 3).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "computed was 6" in tip
    assert "Two were entered late." in tip
    press(qtbot, page, Qt.Key.Key_F4)
    assert shown(page, RECORDED) == "6"
    assert not page.draft.acts.undo.isEnabled()


def test_that_what_does_not_add_up_is_refused_beside_its_field(qtbot, page):
    compute(qtbot, page)
    go_to_cell(qtbot, page)
    dialog = state(qtbot, page, {"all": "90"})
    assert dialog.isVisible()
    said = dialog.form.error_text("value_all")
    assert "Entered in the register" in said
    assert dialog.values["all"].text() == "90"
    dialog.values["all"].setText("six")
    submit(qtbot, page, dialog)
    assert "whole number" in dialog.form.error_text("value_all")
    dialog.reject()
    assert shown(page, RECORDED) == "6"


def test_that_an_answer_in_words_is_kept_while_the_report_is_computed_again(qtbot, page):
    compute(qtbot, page)
    pane = page.draft.pane
    pane.choose_question("agency")
    settle(qtbot, page)
    pane.answer.setFocus()
    QTest.keyClicks(pane.answer, "Arms commission")
    assert "1 answer in words" in page.draft.note.text()
    assert pane.questions.records.index(0, 2).data() == "Arms commission"
    compute(qtbot, page, first="2026-01-01")
    pane.choose_question("agency")
    assert pane.answer.toPlainText() == "Arms commission"


def test_that_a_table_by_hand_is_added_up_while_it_is_typed(qtbot, page):
    compute(qtbot, page)
    page.draft.pane.choose_question("collection")
    press(qtbot, page, Qt.Key.Key_F7)
    dialog = page.draft.acts.dialog
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    QTest.keyClicks(dialog.title, "Seized by the police")
    dialog.heads.setFocus()
    dialog.heads.clear()
    QTest.keyClicks(dialog.heads, "North; South; Total")
    QTest.keyClick(dialog.last_column, Qt.Key.Key_Space)
    QTest.keyClick(dialog.last_row, Qt.Key.Key_Space)
    dialog.sheet.setFocus()
    dialog.sheet.setCurrentIndex(dialog.model.index(0, 0))
    for text in ("Pistols", "3", "4", "7", "Rifles", "1", "1", "3", "Total", "4", "5", "10"):
        QTest.keyClicks(dialog.sheet, text[0])
        editor = dialog.sheet.findChild(QLineEdit)
        QTest.keyClicks(editor, text[1:])
        at = dialog.sheet.currentIndex()
        QTest.keyClick(editor, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda at=at, text=text: at.data() == text)
        qtbot.wait(5)
    said = dialog.form.error_text("tables")
    assert "“Rifles” adds up to 2; stated is 3: 1 too many." in said
    assert "“Total” adds up to 9; stated is 10" in said
    submit(qtbot, page, dialog)
    assert "adds up to 2" in dialog.form.error_text("tables")
    assert page.draft.acts.work.tables == ()
    for row, column, text in ((1, 3, "2"), (2, 3, "9")):
        dialog.model.setData(dialog.model.index(row, column), text)
    assert dialog.form.error_text("tables") == ""
    assert "adds up" in dialog.sums.text()
    submit(qtbot, page, dialog)
    (table,) = page.draft.acts.work.tables
    assert table.total == (4, 5, 9)
    assert page.draft.pane.question.tables == (table,)
    page.draft.acts.drop.trigger()
    settle(qtbot, page)
    assert page.draft.acts.work.tables == ()


def test_that_lines_are_added_and_removed(qtbot, page):
    compute(qtbot, page)
    page.draft.acts.open_table()
    dialog = page.draft.acts.dialog
    dialog.last_row.setChecked(True)
    before = dialog.model.rowCount()
    dialog.add_line()
    assert dialog.model.rowCount() == before + 1
    assert dialog.sheet.currentIndex().row() == before - 1
    dialog.remove_line()
    assert dialog.model.rowCount() == before
    submit(qtbot, page, dialog)
    assert dialog.form.error_text("tables") or dialog.form.error_text("title")


# --- frozen --------------------------------------------------------------------------------------


@pytest.fixture
def frozen(qtbot, page):
    compute(qtbot, page)
    go_to_cell(qtbot, page)
    state(qtbot, page, {"2026": "8", "all": "8"})
    page.draft.pane.choose_question("agency")
    page.draft.pane.answer.setPlainText("Arms commission")
    freeze(qtbot, page, "Report of 2026")
    return page.frozen


def test_that_freezing_asks_once_and_shows_the_report(qtbot, page, frozen):
    assert page.tabs.currentWidget() is frozen
    (record,) = page.context.services.national.frozen()
    assert record.title == "Report of 2026"
    assert record.overrides >= 2  # with what follows
    assert frozen.record == record
    texts = [frozen.table.records.index(0, at).data() for at in range(7)]
    assert texts[0] == record.number
    assert texts[6].replace("-", "").replace(" ", "") == record.seal
    cell = frozen.pane.view.cell(RECORDED)
    assert (cell.value, cell.computed) == (8, 6)
    assert frozen.pane.answer is None  # nobody changes it any more
    press(qtbot, page, Qt.Key.Key_F4)
    assert QApplication.clipboard().text() == texts[6]


def test_that_a_frozen_figure_says_when_the_register_counts_otherwise(qtbot, page, frozen):
    go_to_cell(qtbot, page, part="frozen")
    frozen.counted.trigger()
    settle(qtbot, page)
    assert "computed" in frozen.dialog.note.text()
    frozen.dialog.reject()
    register(page.context, 1, first=50)
    frozen.counted.trigger()
    settle(qtbot, page)
    dialog = frozen.dialog
    assert "counts 7 today" in dialog.note.text()
    dialog.then.click()
    settle(qtbot, page)
    assert len(dialog.table.records.records) == 6
    assert "when the report was frozen" in dialog.note.text()
    assert not dialog.then.isEnabled()


def test_that_the_last_answer_is_taken_over(qtbot, page, frozen):
    page.tabs.setCurrentWidget(page.draft)
    compute(qtbot, page, first="2026-01-01")
    pane = page.draft.pane
    page.draft.acts.work = replace(page.draft.acts.work, answers={})
    compute(qtbot, page, first="2026-01-01")
    pane.choose_question("agency")
    assert pane.answer.toPlainText() == ""
    QTest.keyClick(pane.take, Qt.Key.Key_Space)
    assert pane.answer.toPlainText() == "Arms commission"
    assert page.draft.acts.work.answers == {"agency": "Arms commission"}


def test_that_the_next_report_is_compared_with_the_last(qtbot, page, frozen):
    register(page.context, 2, first=50)
    page.tabs.setCurrentWidget(page.draft)
    compute(qtbot, page, first="2026-01-01")
    page.draft.pane.choose_question("records")
    table = page.draft.pane.tables[0]
    last = table.figure.columnCount() - 1
    assert table.figure.headerData(last, Qt.Orientation.Horizontal) == "Last report"
    assert table.figure.index(0, last).data() == "8"
    press(qtbot, page, Qt.Key.Key_F10)
    dialog = page.draft.acts.dialog
    settle(qtbot, page)
    assert "not of one length" in dialog.note.text()
    everything = dialog.table.records.records
    dialog.changed_only.setChecked(False)
    assert len(dialog.table.records.records) > len(everything)
    texts = [
        [dialog.table.records.index(row, at).data() for at in range(6)]
        for row in range(dialog.table.records.rowCount())
    ]
    recorded = next(each for each in texts if each[0] == "Recorded")
    assert recorded[2:] == ["8", "8", "same", "8 → 8"]


def test_that_the_papers_and_files_are_made(qtbot, page, frozen, tmp_path):
    for act in (frozen.annex, frozen.indicator):
        act.trigger()
        dialog = frozen.dialog
        dialog.make_button.click()
        qtbot.waitUntil(lambda: bool(frozen.dialog._content), timeout=30_000)
        settle(qtbot, page)
        dialog.reject()
    frozen.write.trigger()
    for name in ("report.json", "report.xlsx"):
        frozen._export.write(str(tmp_path / name))
        settle(qtbot, page)
        frozen._export.said.reject()
        assert (tmp_path / name).stat().st_size > 1000
    assert json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    frozen._export.files.reject()


def test_that_a_draft_goes_on_paper_and_to_a_file(qtbot, page, tmp_path):
    compute(qtbot, page)
    page.draft.acts.paper.trigger()
    dialog = page.draft.acts.dialog
    dialog.make_button.click()
    qtbot.waitUntil(lambda: bool(dialog._content), timeout=30_000)
    settle(qtbot, page)
    dialog.reject()
    page.draft.acts.write.trigger()
    page.draft.acts._export.write(str(tmp_path / "draft.xlsx"))
    settle(qtbot, page)
    page.draft.acts._export.said.reject()
    page.draft.acts._export.files.reject()
    assert (tmp_path / "draft.xlsx").is_file()


# --- questions -----------------------------------------------------------------------------------


def test_that_an_administrator_changes_the_questions(qtbot, page, tmp_path):
    panel = page.templates
    page.tabs.setCurrentWidget(panel)
    file = tmp_path / "questions.yaml"
    panel.write_file(str(file))
    content = yaml.safe_load(file.read_text(encoding="utf-8"))
    content["questions"][0]["text"] = "Who is in charge?"
    content["questions"].pop()
    file.write_text(yaml.safe_dump(content), encoding="utf-8")
    panel.read_file(str(file))
    dialog = panel.dialog
    submit(qtbot, page, dialog)
    assert dialog.form.error_text("reason")
    QTest.keyClicks(dialog.reason, "As the ministry asks.")
    submit(qtbot, page, dialog)
    assert "version 2" in panel.note.text()
    assert panel.table.records.record(0).text == "Who is in charge?"


def test_that_a_file_that_is_no_template_is_refused_in_words(page, tmp_path):
    file = tmp_path / "questions.yaml"
    file.write_text("questions: [", encoding="utf-8")
    page.templates.read_file(str(file))
    assert "questions.yaml" in page.templates.wrong.text()
    assert page.templates.dialog is None


def test_that_an_administrator_alone_sees_the_questions_only(qtbot, context, context_of, window_of):
    context.services.close()
    page = page_of(qtbot, window_of(context_of("gita"), "reports"))
    assert page.draft is None
    assert page.tabs.count() == 1
    assert page.templates.load.isEnabled()


def test_that_a_tracing_officer_sees_the_cells(qtbot, context, context_of, window_of):
    (weapon,) = register(context, 1)
    context.services.close()
    page = page_of(qtbot, window_of(context_of("farah"), "reports"))
    compute(qtbot, page)
    assert shown(page, CellName("traces_out", "requests")) == "0"
    file = sent_request(page.context.services, weapon)
    compute(qtbot, page)
    name = CellName("traces_out", "requests", "", "all")
    go_to_cell(qtbot, page, name, "tracing-out")
    press(qtbot, page, Qt.Key.Key_Return)
    with qtbot.waitSignal(page.open_wanted) as wanted:
        QTest.keyClick(page.draft.acts.dialog.table, Qt.Key.Key_Return)
    assert wanted.args == ["tracing", file]
    assert not page.templates.load.isEnabled()


def test_that_others_do_not_see_the_page(context, context_of, window_of):
    context.services.close()
    window = window_of(context_of("chipo"), "reports")
    assert "reports" not in window.navigation._buttons


# --- for everybody -------------------------------------------------------------------------------


def test_that_every_dialog_can_be_used_by_keys_and_heard(qtbot, page, frozen):
    page.tabs.setCurrentWidget(page.draft)
    compute(qtbot, page)
    go_to_cell(qtbot, page)
    acts, dialogs = page.draft.acts, []
    for act in (acts.override, acts.table, acts.count, acts.compare, acts.freeze):
        act.trigger()
        settle(qtbot, page)
        dialogs.append(acts.dialog)
    for window in (page, *dialogs):
        focusable = [
            each
            for each in all_widgets(window)
            if each.focusPolicy() & Qt.FocusPolicy.TabFocus
            and not each.isWindow()
            and not is_part(each)
            and each.focusProxy() is None
        ]
        name = QAccessible.Text.Name
        for each in focusable:
            assert QAccessible.queryAccessibleInterface(each).text(name), each.objectName()
            assert each.objectName() or isinstance(each.parentWidget(), QDialogButtonBox), each
        labels = [each for each in all_widgets(window) if isinstance(each, QLabel)]
        said = [each.text() for each in labels if each.buddy() is not None]
        keys = [text[text.index("&") + 1].lower() for text in said]
        assert len(set(keys)) == len(keys), keys
    for each in dialogs:
        each.reject()
