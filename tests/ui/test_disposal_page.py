"""A destruction through the window: two people, a scanner, and what goes wrong on the way."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from stockpile_app.domain.disposal_records import DisposalLineState, OrderState
from stockpile_app.domain.vocabulary import Status
from stockpile_app.ui.pages.disposal_page import DisposalPage
from stockpile_app.ui.tones import Tone
from stockpile_app.ui.widgets.cutter_desk import Stage
from tests.builders_disposal import Depot
from tests.ui.disposal_fixtures import (
    begin_day,
    number,
    press,
    read,
    scan,
    settle,
    show,
    sign,
    states,
    submit,
    type_in,
)


@pytest.fixture
def depot(context):
    return Depot(context.services, weapons=5)


@pytest.fixture
def page(depot, window_of, context) -> DisposalPage:
    window = window_of(context, "disposal")
    found = window.page("disposal")
    assert isinstance(found, DisposalPage)
    return found


# --- the order -----------------------------------------------------------------------------------


def test_that_an_order_is_made_with_a_method_compared_and_chosen(qtbot, page, depot):
    page.open_item(tuple(depot.weapons))
    dialog = page.orders.acts.dialog
    assert dialog.basket.ids() == tuple(depot.weapons)
    dialog.authority.setText("Ministry of Defence")
    dialog.legal_basis.setText("Arms Act, section 12")
    dialog.reason.setPlainText("Surplus")
    submit(qtbot, page, dialog)
    assert "Compare the methods" in dialog.form.error_text("weapons")
    dialog.compare.click()
    titles = [each.code for each in dialog.methods.table.records.records]
    dialog.methods.table.choose(titles.index("sea"))
    assert dialog.methods.chosen_code() == ""
    assert "cannot be chosen" in dialog.methods.said.text()
    dialog.methods.table.choose(titles.index("cutting"))
    submit(qtbot, page, dialog)
    assert dialog.how.form.error_text("method_reason")
    dialog.method_reason.setPlainText("Torches are at hand.")
    submit(qtbot, page, dialog)
    (order,) = depot.services.disposal.list()
    assert order.method == "cutting"
    assert order.comparison
    assert page.orders.detail.details.order == order


def test_that_a_second_person_approves_in_the_window(qtbot, page, depot):
    order = depot.order()
    show(qtbot, page, order)
    assert not page.orders.acts.work.isEnabled()
    page.orders.acts.approve.trigger()
    dialog = page.orders.acts.dialog
    submit(qtbot, page, dialog)
    assert dialog.second.form.error_text() or dialog.second.form.error_text("second_name")
    sign(dialog, password="wrong password here")
    submit(qtbot, page, dialog)
    assert depot.services.disposal.get(order).order.state is OrderState.ORDERED
    sign(dialog)
    submit(qtbot, page, dialog)
    assert depot.services.disposal.get(order).order.state is OrderState.APPROVED
    assert not page.orders.acts.approve.isEnabled()
    assert page.orders.acts.place.isEnabled()


def test_that_weapons_are_brought_to_the_guarded_place(qtbot, page, depot):
    order = depot.approved()
    show(qtbot, page, order)
    page.orders.acts.place.trigger()
    dialog = page.orders.acts.dialog
    submit(qtbot, page, dialog)
    assert dialog.form.error_text("place_id")
    dialog.place.set_place(depot.cage)
    dialog.handed_by.setText("Chipo")
    dialog.received_by.setText("Otieno")
    dialog.guarded_by.setText("Guard platoon")
    submit(qtbot, page, dialog)
    assert set(states(depot, order)) == {"placed"}
    assert page.orders.acts.work.isEnabled()


# --- the desk ------------------------------------------------------------------------------------


def test_that_a_day_is_worked_by_scanner_and_keyboard(qtbot, page, depot):
    order = depot.placed()
    cutter = begin_day(qtbot, page, depot, order)
    assert page.takes_scans
    read(qtbot, page, depot, 0)
    assert cutter.desk.answer.tone is Tone.GOOD
    assert states(depot, order)[0] == "verified"
    read(qtbot, page, depot, 1, "KM0002", "KM0003")
    assert cutter.desk.answer.tone is Tone.BAD
    assert states(depot, order)[1] == "stopped"
    # the day goes on
    read(qtbot, page, depot, 2)
    scan(qtbot, page, number(depot, 0))
    assert cutter.desk.stage is Stage.DISPOSE
    press(qtbot, page, Qt.Key.Key_Return)
    assert states(depot, order)[0] == "disposed"
    press(qtbot, page, Qt.Key.Key_F9)
    assert states(depot, order)[2] == "disposed"
    assert depot.services.desk.weapon(depot.weapons[2]).status is Status.DESTROYED
    assert "2" in cutter.desk.figures.text()


def test_that_nobody_at_the_desk_is_told_what_is_listed(qtbot, page, depot):
    order = depot.placed()
    cutter = begin_day(qtbot, page, depot, order)
    serial = depot.serial(depot.weapons[0])
    scan(qtbot, page, number(depot, 0))

    def said():
        desk = cutter.desk
        shown = [desk.answer.text(), desk.figures.text(), desk.title.text()]
        shown += [desk.recent.item(at).text() for at in range(desk.recent.count())]
        if desk.stage is Stage.CONFIRM:
            shown.append(desk.read.displayText())
        return " ".join(shown)

    assert serial not in said()
    type_in(qtbot, page, serial)
    # nor does the second see what the first has typed
    assert cutter.desk.stage is Stage.CONFIRM
    assert serial not in said()
    type_in(qtbot, page, "KM9")
    assert serial not in said()


def test_that_scanning_again_does_not_destroy_without_a_word(qtbot, page, depot):
    order = depot.placed()
    begin_day(qtbot, page, depot, order)
    read(qtbot, page, depot, 0)
    scan(qtbot, page, number(depot, 0))
    scan(qtbot, page, number(depot, 0))
    assert states(depot, order)[0] == "verified"
    press(qtbot, page, Qt.Key.Key_Escape)
    assert page.cutter.desk.stage is Stage.SCAN
    assert states(depot, order)[0] == "verified"


def test_that_a_stranger_is_put_aside_with_a_bad_tone(qtbot, page, depot):
    order = depot.placed(*depot.weapons[:3])
    cutter = begin_day(qtbot, page, depot, order)
    scan(qtbot, page, number(depot, 4))
    assert cutter.desk.answer.tone is Tone.BAD
    assert "Put it aside" in cutter.desk.answer.detail()
    scan(qtbot, page, "no such thing")
    assert cutter.desk.answer.tone is Tone.BAD


def test_that_after_a_pause_the_second_person_signs_in_and_nothing_is_lost(
    qtbot, page, depot, clock
):
    order = depot.placed()
    cutter = begin_day(qtbot, page, depot, order)
    serial = depot.serial(depot.weapons[0])
    scan(qtbot, page, number(depot, 0))
    type_in(qtbot, page, serial)
    clock.advance(minutes=16)
    type_in(qtbot, page, serial)
    assert states(depot, order)[0] == "placed"
    dialog = cutter.dialog
    assert dialog.isVisible()
    sign(dialog)
    submit(qtbot, page, dialog)
    assert states(depot, order)[0] == "verified"


def test_that_the_lock_forgets_the_second_person(qtbot, page, depot):
    cutter = begin_day(qtbot, page, depot, depot.placed())
    page.on_locked()
    assert not cutter.session.is_live


def test_that_an_open_day_is_gone_on_with_after_a_restart(qtbot, page, depot):
    order = depot.placed()
    session = depot.day(order)
    depot.read(session, depot.weapons[0])
    session.end()  # the machine went out
    show(qtbot, page, order)
    page.orders.acts.work.trigger()
    dialog = page.orders.acts.dialog
    assert dialog.objectName() == "resume_day_dialog"
    sign(dialog)
    submit(qtbot, page, dialog)
    assert page.takes_scans
    press(qtbot, page, Qt.Key.Key_F9)
    assert states(depot, order)[0] == "disposed"


def test_that_a_day_ends_with_the_number_counted(qtbot, page, depot):
    order = depot.placed()
    cutter = begin_day(qtbot, page, depot, order)
    read(qtbot, page, depot, 0)
    press(qtbot, page, Qt.Key.Key_F9)
    press(qtbot, page, Qt.Key.Key_F10)
    dialog = cutter.close_dialog
    dialog.disposed.setValue(3)
    dialog.scrap.setText("14,25")
    dialog.scrap_to.setText("Foundry")
    submit(qtbot, page, dialog)
    assert "recorded 1" in dialog.form.error_text("disposed")
    dialog.disposed.setValue(1)
    submit(qtbot, page, dialog)
    assert not page.takes_scans
    (day,) = depot.services.disposal.get(order).days
    assert (day.disposed, day.scrap) == (1, 14250)


# --- afterwards ----------------------------------------------------------------------------------


def test_that_a_stop_is_lifted_or_the_weapon_taken_off(qtbot, page, depot):
    from stockpile_app.domain.disposal import ReadWeapon  # noqa: PLC0415

    order = depot.placed()
    session = depot.day(order)
    for at in (0, 1):
        session.read(ReadWeapon(depot.weapons[at], "X", "Y"))
    show(qtbot, page, order)
    acts, lines = page.orders.acts, page.orders.detail.lines
    lines.selectRow(0)
    assert acts.lift.isEnabled()
    acts.lift.trigger()
    acts.dialog.reason.setPlainText("Rust over the digits.")
    sign(acts.dialog)
    submit(qtbot, page, acts.dialog)
    assert states(depot, order)[:2] == ["placed", "stopped"]
    lines.selectRow(1)
    acts.remove.trigger()
    acts.dialog.reason.setPlainText("It is another weapon.")
    sign(acts.dialog)
    submit(qtbot, page, acts.dialog)
    assert states(depot, order)[:2] == ["placed", "removed"]


def test_that_an_inspector_verifies_and_the_totals_must_agree(
    qtbot, depot, context_of, window_of, context
):
    from stockpile_app.domain.disposal import DisposeOfWeapons  # noqa: PLC0415

    order = depot.placed()
    session = depot.day(order)
    depot.read(session)
    session.dispose(DisposeOfWeapons())
    depot.close(session, 5)
    context.services.close()
    dora = context_of("dora")
    page = window_of(dora, "disposal").page("disposal")
    show(qtbot, page, order)
    assert not page.orders.acts.work.isEnabled()
    page.orders.acts.attest.trigger()
    dialog = page.orders.acts.dialog
    (row,) = dialog.totals._rows
    row[1].setValue(4)
    submit(qtbot, page, dialog)
    assert "counted 4, recorded 5, difference -1" in dialog.form.error_text("totals")
    row[1].setValue(5)
    submit(qtbot, page, dialog)
    assert dora.services.disposal.get(order).order.state is OrderState.VERIFIED
    names = {each.data(): each.isEnabled() for each in page.orders.acts.papers.actions()}
    assert names == {"order": True, "work_list": True, "comparison": False, "certificate": True}


def test_that_a_reader_sees_and_changes_nothing(qtbot, depot, context_of, window_of, context):
    order = depot.approved()
    context.services.close()
    farah = context_of("farah")
    page = window_of(farah, "disposal").page("disposal")
    show(qtbot, page, order)
    acts = page.orders.acts
    assert page.orders.detail.details.order.id == order
    assert not any(each.isEnabled() for each in (acts.new, *acts.steps, *acts.further))


def test_that_an_administrator_excludes_a_method(qtbot, page, depot):
    panel = page.methods
    page.tabs.setCurrentWidget(panel)
    codes = [each.code for each in panel.table.records.records]
    panel.table.choose(codes.index("burning"))
    assert "must follow" in str(panel.cards.widget().findChildren(type(panel.note))[1].text())
    panel.open_exclude()
    panel.dialog.reason.setPlainText("Smoke near the town.")
    submit(qtbot, page, panel.dialog)
    assert depot.services.disposal.methods.in_force().get("burning").excluded


def test_that_methods_are_edited_in_a_file_and_put_in_force(qtbot, page, tmp_path):
    panel, file = page.methods, tmp_path / "methods.yaml"
    page.tabs.setCurrentWidget(panel)
    before = panel.note.text()
    panel.write_file(str(file))
    written = file.read_text("utf-8")
    file.write_text("methods: 7", "utf-8")
    panel.read_file(str(file))
    assert file.name in panel.wrong.text()
    assert panel.note.text() == before
    file.write_text(written.replace("currency: XXX", "currency: KES"), "utf-8")
    panel.read_file(str(file))
    assert panel.wrong.isHidden()
    panel.dialog.reason.setPlainText("Our own prices")
    submit(qtbot, page, panel.dialog)
    assert page.context.services.disposal.methods.in_force().currency == "KES"
    assert panel.note.text() != before


def test_that_the_states_in_the_list_can_be_filtered(qtbot, page, depot):
    order = depot.placed()
    session = depot.day(order)
    depot.read(session, depot.weapons[0])
    show(qtbot, page, order)
    detail = page.orders.detail
    detail.which.setCurrentIndex(detail.which.findData(DisposalLineState.VERIFIED))
    assert [each.weapon.id for each in detail.lines.records.records] == [depot.weapons[0]]


def test_that_a_destroyed_weapon_before_somebody_raises_the_alarm(qtbot, page, depot):
    from stockpile_app.domain.disposal import DisposeOfWeapons  # noqa: PLC0415

    order = depot.placed()
    session = depot.day(order)
    depot.read(session, depot.weapons[0])
    session.dispose(DisposeOfWeapons())
    weapons = page.window().weapons_page
    page.window().open_item("weapons")
    weapons.show_weapon(depot.weapons[0])
    settle(qtbot, page)
    settle(qtbot, page)
    banner = weapons.detail.alarm
    assert banner.title.text() == "DESTROYED"
    assert depot.services.disposal.get(order).order.number in banner.detail.text()
    banner.button.click()
    dialog = weapons.detail.dialog
    dialog.circumstances.setPlainText("Seized at a road block.")
    submit(qtbot, page, dialog)
    settle(qtbot, page)
    assert "reported found again" in banner.detail.text()
    banner.button.click()
    settle(qtbot, page)
    incident = page.window().page("incidents").detail.details.incident
    assert "Seized at a road block." in incident.circumstances
    weapons.show_weapon(depot.weapons[1])
    settle(qtbot, page)
    assert banner.isHidden()
