from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QComboBox

from stockpile_app.domain.vocabulary import Category, MarkMethod, MarkQuality, SerialState
from stockpile_app.ui.dialogs.mark_dialog import Judgement, MarkDialog
from stockpile_app.ui.dialogs.photograph_dialog import PhotographDialog
from stockpile_app.ui.dialogs.weapon_dialog import (
    CorrectIdentityDialog,
    DescribeWeaponDialog,
    RegisterWeaponDialog,
)
from tests.builders import PASSWORD
from tests.ui.conftest import cell, dialog_of, idle


@pytest.fixture
def selected(qtbot, window):
    window.weapons_page.table.selectRow(0)
    idle(qtbot, window.context)
    return window.weapons_page.model.record(0)


def submit(qtbot, window, dialog):
    qtbot.mouseClick(dialog.submit_button, Qt.MouseButton.LeftButton)
    idle(qtbot, window.context)


def test_that_a_weapon_is_registered_by_keyboard_alone_and_selected(qtbot, window):
    window.weapon_actions.register.trigger()
    dialog = dialog_of(RegisterWeaponDialog)
    qtbot.waitUntil(dialog.identity.serial.hasFocus)
    for text in ("ZZ9001", None, "M70", "Zastava", "7.62x39", "Serbia", "1978"):
        field = dialog.focusWidget()
        if text and not isinstance(field, QComboBox):
            qtbot.keyClicks(field, text)
        qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
    assert dialog.place.hasFocus()
    qtbot.keyClicks(dialog.place.lineEdit(), "Main depot / Store A / Rack 1")
    qtbot.keyClick(dialog.place, Qt.Key.Key_Tab)
    qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    idle(qtbot, window.context)
    idle(qtbot, window.context)
    page = window.weapons_page
    assert page.model.rowCount() == 7
    assert cell(window, 6, "serial") == "ZZ9001"
    assert cell(window, 6, "place") == "Store A / Rack 1"
    assert list(page.table.selected_ids()) == [page.model.ids[6]]


def test_that_register_and_next_keeps_everything_but_the_serial(qtbot, window):
    window.weapon_actions.register.trigger()
    dialog = dialog_of(RegisterWeaponDialog)
    dialog.place.set_place(1)
    dialog.identity.model.setText("FAL")
    dialog.category.set_code(Category.RIFLE)
    for serial in ("F1", "F2"):
        dialog.identity.serial.setText(serial)
        qtbot.mouseClick(dialog.next_button, Qt.MouseButton.LeftButton)
        idle(qtbot, window.context)
        assert serial in dialog.said.text()
        assert not dialog.identity.serial.text()
    assert dialog.isVisible()
    assert dialog.identity.model.text() == "FAL"
    dialog.reject()
    assert window.weapons_page.model.rowCount() == 8


def test_that_a_duplicate_is_refused_beside_the_serial_with_the_numbers(qtbot, window):
    window.weapon_actions.register.trigger()
    dialog = dialog_of(RegisterWeaponDialog)
    dialog.place.set_place(1)
    dialog.identity.serial.setText("ak 4711001")
    submit(qtbot, window, dialog)
    assert "KE01-000001" in dialog.form.error_text("serial")
    assert dialog.isVisible()
    assert dialog.identity.serial.text() == "ak 4711001"
    dialog.reject()


@pytest.mark.parametrize(
    ("field", "text", "name"),
    [("year", "2999", "year"), ("year", "x", "year"), ("country", "Atlantis", "country")],
)
def test_that_what_cannot_be_is_said_beside_its_field(qtbot, window, field, text, name):
    window.weapon_actions.register.trigger()
    dialog = dialog_of(RegisterWeaponDialog)
    dialog.place.set_place(1)
    dialog.identity.serial.setText("S1")
    getattr(dialog.identity, field).setText(text)
    submit(qtbot, window, dialog)
    assert dialog.form.error_text(name)
    dialog.reject()


def test_that_a_weapon_without_serial_needs_a_reason_not_a_serial(qtbot, window):
    window.weapon_actions.register.trigger()
    dialog = dialog_of(RegisterWeaponDialog)
    dialog.identity.state.set_code(SerialState.ILLEGIBLE)
    assert not dialog.identity.serial.isEnabled()
    submit(qtbot, window, dialog)
    assert dialog.form.error_text("place")
    dialog.place.set_place(1)
    submit(qtbot, window, dialog)
    assert cell(window, 6, "serial") == "Serial illegible"


def test_that_describing_changes_the_row(qtbot, window, selected):
    window.weapon_actions.describe.trigger()
    dialog = dialog_of(DescribeWeaponDialog)
    dialog.category.set_code(Category.SHOTGUN)
    dialog.notes.setPlainText("one line\n<b>two</b>")
    submit(qtbot, window, dialog)
    assert cell(window, 0, "category") == "Shotgun"
    assert window.weapons_page.model.record(0).notes == "one line\n<b>two</b>"


def test_that_an_identity_is_corrected_with_a_second_person(qtbot, window, selected):
    window.weapon_actions.correct.trigger()
    dialog = dialog_of(CorrectIdentityDialog)
    dialog.identity.serial.setText("AK9999999")
    submit(qtbot, window, dialog)
    assert dialog.form.error_text("reason")
    dialog.reason.setPlainText("misread")
    submit(qtbot, window, dialog)
    assert dialog.second.form.error_text()
    dialog.second.name.setCurrentIndex(dialog.second.name.findData("brian"))
    dialog.second.password.setText("wrong password")
    submit(qtbot, window, dialog)
    assert dialog.second.form.error_text()
    assert not dialog.second.password.text()
    assert dialog.identity.serial.text() == "AK9999999"
    dialog.second.password.setText(PASSWORD)
    submit(qtbot, window, dialog)
    assert cell(window, 0, "serial") == "AK9999999"
    last = window.context.services.weapons.history(selected.id)[-1]
    assert (last.recorded_by, last.approved_by) == ("amina", "brian")


def test_that_a_mark_is_recorded_with_what_was_judged(qtbot, window, selected):
    window.weapon_actions.mark.trigger()
    dialog = dialog_of(MarkDialog)
    submit(qtbot, window, dialog)
    assert dialog.form.error_text("text")
    dialog.text.setText("▲ 1974")
    dialog.method.set_code(MarkMethod.STAMP)
    dialog.qualities[MarkQuality.READABLE].set_code(Judgement.MET)
    dialog.qualities[MarkQuality.DURABLE].set_code(Judgement.NOT_MET)
    dialog.altered.click()
    submit(qtbot, window, dialog)
    mark = window.context.services.weapons.marks(selected.id)[0]
    assert (mark.text, mark.method, mark.altered) == ("▲ 1974", MarkMethod.STAMP, True)
    assert (mark.met, mark.not_met) == ((MarkQuality.READABLE,), (MarkQuality.DURABLE,))
    idle(qtbot, window.context)
    assert window.weapons_page.detail.tabs.tabText(1) == "Marks (1)"


def test_that_a_photograph_is_kept_and_shown(qtbot, window, selected, tmp_path):
    path = tmp_path / "left.png"
    image = QImage(300, 200, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkGreen)
    image.save(str(path))
    window.weapon_actions.photograph.trigger()
    dialog = dialog_of(PhotographDialog)
    dialog.file.choose(str(path))
    assert not dialog.preview.pixmap().isNull()
    dialog.caption.setText("Left side")
    submit(qtbot, window, dialog)
    idle(qtbot, window.context)
    detail = window.weapons_page.detail
    assert detail.tabs.tabText(2) == "Photos (1)"
    assert detail.photographs.list.item(0).text().startswith("Left side")


@pytest.mark.parametrize("content", [None, b"GIF89a not a picture of ours"])
def test_that_what_is_no_photograph_is_refused(qtbot, window, selected, tmp_path, content):
    path = tmp_path / "file.jpg"
    if content is not None:
        path.write_bytes(content)
    window.weapon_actions.photograph.trigger()
    dialog = dialog_of(PhotographDialog)
    dialog.file.choose(str(path))
    submit(qtbot, window, dialog)
    assert dialog.isVisible()
    assert dialog.form.error_text("content") or dialog.form.error_text()
    dialog.reject()
