from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMessageBox

from stockpile_app.reference.checklists import shipped_check_list
from stockpile_app.ui.dialogs.check_list_dialog import CheckListDialog
from tests.ui.conftest import dialog_of
from tests.ui.dialog_fixtures import idle, unnamed

SHIPPED = shipped_check_list("depot-security")


@pytest.fixture
def dialog(qtbot, context):
    return shown(qtbot, context)


def shown(qtbot, context):
    dialog = CheckListDialog(context)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    idle(qtbot, context)
    return dialog


def save(qtbot, dialog, reason="ours"):
    dialog.reason.setText(reason)
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    idle(qtbot, dialog.context)


def in_force(dialog):
    return dialog.context.services.security.check_list()


def test_that_the_shipped_list_is_shown(dialog):
    assert dialog.said.text() == "Shipped with the program; no check used it yet."
    assert dialog.questions.table.records.rowCount() == 70
    assert dialog.versions.currentText() == "1 (in force)"
    assert dialog.save_button.text() == "&Save as version 2"
    assert dialog.save_button.isVisible()
    assert not dialog.save_button.isEnabled()


def test_that_a_changed_question_is_saved_as_a_further_version(qtbot, dialog):
    dialog.questions.table.choose(1)
    dialog.questions.form.weight.selectAll()
    qtbot.keyClicks(dialog.questions.form.weight, "9")
    dialog.questions.form.critical.setCurrentIndex(0)
    save(qtbot, dialog, "")
    assert dialog.form.error_text("reason") == "Say why the check list is changed."
    save(qtbot, dialog, "Weights of the ministry")
    found = in_force(dialog)
    assert (found.version, found.questions[1].weight, found.questions[1].critical) == (2, 9, 0)
    assert found.questions[0] == SHIPPED.questions[0]
    assert "Reason: Weights of the ministry." in dialog.said.text()
    assert dialog.reason.text() == ""
    assert not dialog.save_button.isEnabled()


def test_that_what_is_wrong_is_said_beside_its_field_while_typing(qtbot, dialog):
    form = dialog.questions.form
    form.weight.setFocus()
    form.weight.selectAll()
    qtbot.keyClicks(form.weight, "400")
    assert form.error_text("weight") == "a01: “weight” must be a whole number from 1 to 100."
    form.text.setPlainText("")
    form.source.clear()
    qtbot.keyClicks(form.source, "x")
    assert "text" in form.error_text("text")
    form.text.setPlainText("Is it?")
    assert form.error_text("weight")  # the next fault shows when one is gone
    dialog.questions.table.choose(5)
    save(qtbot, dialog)
    assert dialog.questions.table.current()["code"] == "a01"  # led back to it
    assert form.error_text("weight")
    assert in_force(dialog).version == 1


def test_that_questions_are_added_moved_and_removed(qtbot, dialog):
    questions = dialog.questions
    questions.table.choose(4)
    questions.add.click()
    assert questions.table.current()["code"] == "a06"
    assert questions.form.error_text("text")
    questions.form.text.setPlainText("Is the road guarded?")
    questions.up.click()
    questions.table.choose(0)
    questions.remove.click()
    save(qtbot, dialog)
    codes = [each.code for each in in_force(dialog).questions if each.group == "a"]
    assert codes == ["a02", "a03", "a04", "a06", "a05"]


def test_that_levels_and_groups_are_changed(qtbot, dialog):
    form = dialog.list_form
    dialog.tabs.setCurrentWidget(form)
    form.levels[1].selectAll()
    qtbot.keyClicks(form.levels[1], "50")
    assert "must not be lower" in form.form.error_text("threshold_1")
    save(qtbot, dialog)
    assert in_force(dialog).version == 1
    assert dialog.tabs.currentWidget() is form
    form.levels[1].selectAll()
    qtbot.keyClicks(form.levels[1], "80")
    form.table.choose(0)
    form.remove.click()
    assert "Group a has 5 questions" in form.group.error_text()
    form.name.selectAll()
    qtbot.keyClicks(form.name, "Site")
    save(qtbot, dialog)
    found = in_force(dialog)
    assert found.thresholds == (60, 80, 90)
    assert found.groups[0].title == "Site"


def test_that_an_old_version_is_looked_at_but_not_edited(qtbot, dialog):
    dialog.questions.form.weight.selectAll()
    qtbot.keyClicks(dialog.questions.form.weight, "7")
    save(qtbot, dialog)
    assert dialog.versions.count() == 1  # version 1 was never used
    dialog.context.services.security.check_list()
    dialog.questions.form.weight.selectAll()
    qtbot.keyClicks(dialog.questions.form.weight, "8")
    save(qtbot, dialog)
    assert [dialog.versions.itemText(at) for at in range(2)] == ["3 (in force)", "2"]
    dialog.versions.setCurrentIndex(1)
    dialog.versions.activated.emit(1)
    idle(qtbot, dialog.context)
    assert dialog.questions.form.weight.text() == "7"
    assert not dialog.questions.form.isEnabled()
    assert not dialog.save_button.isEnabled()


def test_that_changes_are_not_lost_without_asking(qtbot, dialog):
    dialog.questions.form.weight.selectAll()
    qtbot.keyClicks(dialog.questions.form.weight, "7")
    dialog.reject()
    assert dialog.isVisible()
    box = dialog_of(QMessageBox)
    assert "not saved" in box.text()
    box.findChild(type(dialog.save_button), "yes").click()
    assert not dialog.isVisible()


def test_that_a_list_goes_out_and_comes_back(qtbot, dialog, tmp_path):
    file = tmp_path / "list.yaml"
    dialog.write_to(str(file))
    idle(qtbot, dialog.context)
    assert "written to the file" in dialog.said.text()
    file.write_text(file.read_text("utf-8").replace("weight: 5", "weight: 6"), "utf-8")
    dialog.read_from(str(file))
    idle(qtbot, dialog.context)
    assert "not in force yet" in dialog.said.text()
    assert in_force(dialog).version == 1
    save(qtbot, dialog)
    assert in_force(dialog).questions[0].weight == 6


def test_that_a_bad_file_is_refused_with_what_is_wrong(qtbot, dialog, tmp_path):
    file = tmp_path / "list.yaml"
    dialog.write_to(str(file))
    idle(qtbot, dialog.context)
    file.write_text(file.read_text("utf-8").replace("weight: 5", "weight: 500"), "utf-8")
    dialog.read_from(str(file))
    idle(qtbot, dialog.context)
    assert "a01: “weight” must be a whole number from 1 to 100." in dialog.said.text()
    assert dialog.questions.table.records.rowCount() == 70


def test_that_a_list_of_another_name_begins_with_version_1(qtbot, dialog, tmp_path):
    file = tmp_path / "list.yaml"
    dialog.write_to(str(file))
    idle(qtbot, dialog.context)
    text = file.read_text("utf-8").replace("id: depot-security", "id: unit-armoury")
    file.write_text(text, "utf-8")
    dialog.read_from(str(file))
    idle(qtbot, dialog.context)
    assert dialog.save_button.text() == "&Save as version 1"
    save(qtbot, dialog)
    assert dialog.context.services.security.check_list("unit-armoury").version == 1
    assert dialog.lists.count() == 2


def test_that_an_administrator_alone_edits_lists(qtbot, context_of):
    keeper = shown(qtbot, context_of("dora"))
    assert not keeper.save_button.isVisible()
    assert not keeper.questions.form.isEnabled()
    assert not keeper.read_file.isVisible()
    assert keeper.write_file.isVisible()


def test_that_an_administrator_without_depots_edits_lists_from_the_menu(
    qtbot, context_of, window_of
):
    window = window_of(context_of("gita"))
    action = window.actions_["check_lists"]
    assert action.isEnabled()
    action.trigger()
    idle(qtbot, window.context)
    dialog = dialog_of(CheckListDialog)
    assert dialog.questions.form.isEnabled()
    dialog.reject()


def test_that_everything_has_a_name_and_its_own_alt_key(dialog):
    assert not unnamed(dialog)
    keys = [
        text[text.index("&") + 1].lower()
        for label in dialog.findChildren(QLabel)
        if label.buddy() is not None and "&" in (text := label.text())
    ]
    assert len(set(keys)) == len(keys), sorted(keys)
