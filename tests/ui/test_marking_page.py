from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from stockpile_app.domain.marking_records import StateAcquisition
from stockpile_app.domain.marking_vocabulary import Acquisition, MarkingVerdict
from stockpile_app.domain.vocabulary import Component, MarkOccasion, Status
from stockpile_app.domain.weapons import ObserveMark
from stockpile_app.ui.dialogs.mark_dialog import MarkDialog
from stockpile_app.ui.dialogs.marking_dialogs import AdoptProfileDialog
from tests.ui.conftest import dialog_of, idle, register

DAY = dt.date(2026, 1, 1)


@pytest.fixture
def weapons(context):
    return register(context, 3)


@pytest.fixture
def page(weapons, window_of, context):
    return window_of(context, "marking").page("marking")


def settle(qtbot, page):
    idle(qtbot, page.context)
    qtbot.wait(1)
    idle(qtbot, page.context)


def submit(qtbot, page, dialog):
    QTest.keyClick(dialog.submit_button, Qt.Key.Key_Return)
    settle(qtbot, page)


def test_that_every_model_is_counted_by_verdict(qtbot, page, weapons):
    rows = page.completeness.table.records.records
    assert sum(each.count(MarkingVerdict.NOT_EXAMINED) for each in rows) == 3
    assert "3" in page.completeness.total.text()
    page.context.services.weapons.observe_mark(
        ObserveMark(
            weapon_id=weapons[0],
            component=Component.RECEIVER,
            occasion=MarkOccasion.MANUFACTURE,
            text="x",
            altered=True,
        )
    )
    page.completeness.again.click()
    settle(qtbot, page)
    rows = page.completeness.table.records.records
    assert sum(each.count(MarkingVerdict.ALTERED) for each in rows) == 1


def test_that_what_was_seized_waits_and_is_taken_in_once_marked(qtbot, page, weapons):
    page.tabs.setCurrentWidget(page.seized)
    services = page.context.services
    done = services.marking.state_acquisition(
        StateAcquisition(weapon_id=weapons[0], acquisition=Acquisition.CONFISCATED, acquired_on=DAY)
    )
    page.context.bus.committed.emit(done.changes)
    settle(qtbot, page)
    panel = page.seized
    (row,) = panel.table.records.records
    assert row.days == 60
    panel.table.selectRow(0)
    panel.take.click()
    panel.dialog.authority.setText("High Court")
    submit(qtbot, page, panel.dialog)
    assert "no mark" in panel.dialog.form.error_text()
    services.weapons.observe_mark(
        ObserveMark(
            weapon_id=weapons[0],
            component=Component.RECEIVER,
            occasion=MarkOccasion.FOUND,
            text="KE 26 12345",
            country="KE",
            serial="12345",
        )
    )
    submit(qtbot, page, panel.dialog)
    assert services.desk.weapon(weapons[0]).status is Status.IN_STORE
    assert panel.table.records.records == []


def test_that_an_administrator_puts_a_profile_in_force(qtbot, page):
    panel = page.profiles
    ids = [each.profile.id for each in panel.table.records.records]
    panel.table.choose(ids.index("eu"))
    assert panel.switch.text() == "&Put in force…"
    panel.switch.click()
    submit(qtbot, page, panel.dialog)
    assert panel.dialog.form.error_text("reason")
    panel.dialog.reason.setPlainText("Law 7")
    submit(qtbot, page, panel.dialog)
    record = next(
        each for each in page.context.services.marking.profiles() if each.profile.id == "eu"
    )
    assert record.in_force
    assert panel.switch.text() == "&Take out of force…"


def test_that_a_profile_is_written_and_read_again(qtbot, page, tmp_path):
    panel, file = page.profiles, tmp_path / "profile.yaml"
    panel.table.choose(0)
    panel.write_file(str(file))
    assert "iti-manufacture" in file.read_text()
    file.write_text("nothing")
    panel.read_file(str(file))
    assert file.name in panel.wrong.text()
    assert not panel.wrong.isHidden()
    panel.write_file(str(file))
    panel.read_file(str(file))
    assert panel.wrong.isHidden()
    assert isinstance(panel.dialog, AdoptProfileDialog)


def test_that_a_mark_is_recorded_with_its_size_and_measured(qtbot, window):
    window.weapons_page.table.selectRow(0)
    idle(qtbot, window.context)
    window.weapon_actions.mark.trigger()
    dialog = dialog_of(MarkDialog)
    dialog.text.setText("SU 1985")
    dialog.height_edit.setText("1,59")
    dialog.depth_edit.setText("deep")
    dialog.submit()
    assert "millimetres" in dialog.form.error_text("depth")
    dialog.depth_edit.setText("0.0762")
    dialog.country.set_country("SU")
    dialog.submit()
    idle(qtbot, window.context)
    weapon = window.weapons_page.model.index(0, 0)
    assert weapon.isValid()
    (mark,) = window.context.services.weapons.marks(1)
    assert (mark.height, mark.depth, mark.country) == (15900, 762, "SU")


def test_that_parts_and_acquisition_are_recorded_from_the_weapons_page(qtbot, window):
    window.weapons_page.table.selectRow(0)
    idle(qtbot, window.context)
    life = window.weapon_actions.life
    life.came.trigger()
    life.dialog.how.set_code(Acquisition.FOUND)
    life.dialog.submit()
    idle(qtbot, window.context)
    assert window.context.services.desk.weapon(1).status is Status.SEIZED
    life.part.trigger()
    life.dialog.submit()
    idle(qtbot, window.context)
    (part,) = window.context.services.marking.of_weapon(1).parts
    assert part.component is Component.BARREL
    life.part_off.trigger()
    life.dialog.part.setCurrentIndex(0)
    life.dialog.place.set_place(2)
    life.dialog.submit()
    idle(qtbot, window.context)
    assert window.context.services.marking.of_weapon(1).parts == ()
    window.weapons_page.table.selectRow(1)
    idle(qtbot, window.context)
    life.part_on.trigger()
    life.dialog.part.setCurrentIndex(0)
    life.dialog.submit()
    idle(qtbot, window.context)
    assert window.context.services.marking.of_weapon(2).parts


def test_that_weapons_are_put_on_a_disposal_order_from_the_weapons_page(qtbot, window):
    window.weapons_page.table.selectAll()
    idle(qtbot, window.context)
    window.weapon_actions.life.dispose.trigger()
    idle(qtbot, window.context)
    page = window.page("disposal")
    assert len(page.orders.acts.dialog.basket.ids()) == 6
