from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from stockpile_app.domain.facts import WeaponsReturned
from stockpile_app.domain.movements import MoveWeapons
from stockpile_app.domain.numbers import RegisterNumber
from stockpile_app.domain.people import AddPerson, DescribePerson
from stockpile_app.domain.vocabulary import Condition, CustodyKind, MovementKind, Status
from stockpile_app.ui.dialogs.command_codes_dialog import CommandCodesDialog
from stockpile_app.ui.dialogs.paper_dialog import PaperDialog
from stockpile_app.ui.handling import Filling, Mode
from stockpile_app.ui.pages.handling_page import HandlingPage
from stockpile_app.ui.tones import Tone
from tests.builders import ORIGIN, PASSWORD
from tests.ui.conftest import dialog_of, idle
from tests.ui.dialog_fixtures import unnamed
from tests.ui.movement_fixtures import burst, depot, make_depot, window

__all__ = ["depot", "window"]


@pytest.fixture
def page(window) -> HandlingPage:
    return window.page("handling")


@pytest.fixture
def scan(qtbot, window, page, depot):
    """Scan texts one after the other, without waiting for the answers between them."""

    def scan(*texts: str) -> HandlingPage:
        for text in texts:
            burst(window, text)
        settle(qtbot, page)
        return page

    return scan


def settle(qtbot, page: HandlingPage) -> None:
    qtbot.waitUntil(lambda: page.queue.idle and page._job is None, timeout=20_000)
    idle(qtbot, page.context)


def numbers(page: HandlingPage) -> list[str]:
    """Return the numbers on the list, in the order of scanning."""
    return [each.weapon.number for each in reversed(page.desk.lines.lines)]


def last(depot):
    return depot.services.movements.list(limit=1)[0]


# --- the whole way, with a scanner alone ---------------------------------------------------------


def test_that_an_issue_needs_nothing_but_a_scanner(scan, depot):
    page = scan(depot.card(depot.daudi), depot.code(0), depot.code(1), depot.code(2))
    assert numbers(page) == [depot.weapon(at).number for at in range(3)]
    assert page.desk.lines.lines[0].at == 3
    scan("CMDAUTH", depot.card(depot.brian), "CMDDONE")

    assert page.desk.answer.tone is Tone.GOOD
    assert "3 weapons issued to Daudi Ochieng" in page.desk.answer.detail()
    movement = last(depot)
    assert (movement.kind, movement.weapons) == (MovementKind.ISSUE, 3)
    assert (movement.handed_by, movement.received_by, movement.authorised_by) == (
        "Amina",
        "Daudi Ochieng",
        "Brian",
    )
    assert movement.number in page.desk.answer.title()
    assert depot.weapon(0).status is Status.ISSUED
    assert not page.desk.lines.lines
    assert page.form.person() is None
    assert page.form.names["received_by"].text() == ""


def test_that_weapons_that_come_back_are_taken_back_without_a_word(scan, depot):
    depot.issue(0, 1)
    page = scan(depot.code(0), depot.code(1))
    assert page.desk.mode is Mode.RETURN
    assert page.form.person().id == depot.daudi
    assert page.form.place_id() == depot.rack
    assert page.form.names["handed_by"].text() == "Daudi Ochieng"
    scan("CMDDONE")
    assert last(depot).kind is MovementKind.RETURN
    assert depot.weapon(0).status is Status.IN_STORE
    assert page.desk.mode is Mode.ISSUE  # what the storekeeper had chosen


def test_that_a_place_scanned_on_return_is_where_they_go(scan, depot):
    depot.issue(0)
    scan(depot.code(0), depot.place_code(depot.other_rack), "CMDDONE")
    assert depot.weapon(0).place_id == depot.other_rack


def test_that_a_move_begins_with_its_place(scan, depot):
    page = scan("CMDMOVE", depot.place_code(depot.other_rack), depot.code(3), depot.code(4))
    assert page.desk.answer.tone is Tone.GOOD
    scan("CMDDONE")
    assert last(depot).kind is MovementKind.MOVE
    assert {depot.weapon(at).place_id for at in (3, 4)} == {depot.other_rack}
    assert page.desk.mode is Mode.MOVE


def test_that_many_scans_in_a_row_are_all_answered_in_order(scan, depot):
    page = scan(depot.card(depot.daudi), *(depot.code(at) for at in range(8)), depot.code(3))
    assert len(numbers(page)) == 8
    assert numbers(page)[7] == depot.weapon(7).number
    assert page.desk.answer.tone is Tone.TWICE


def test_that_the_next_person_can_be_scanned_while_the_voucher_is_recorded(scan, depot):
    page = scan(
        depot.card(depot.daudi),
        depot.code(0),
        "CMDAUTH",
        depot.card(depot.brian),
        "CMDDONE",
        depot.card(depot.wanjiru),
        depot.code(1),
    )
    assert last(depot).person.startswith("Daudi")
    assert page.form.person().id == depot.wanjiru
    assert numbers(page) == [depot.weapon(1).number]
    assert page.form.names["authorised_by"].text() == "Brian"  # stays for the day


# --- every scan has an answer --------------------------------------------------------------------


def test_that_a_second_scan_is_said_and_counts_once(scan, depot):
    page = scan(depot.card(depot.daudi), depot.code(0), depot.code(1), depot.code(0))
    assert page.desk.answer.tone is Tone.TWICE
    assert "scanned before" in page.desk.answer.title()
    assert "line 1" in page.desk.answer.detail()
    assert len(numbers(page)) == 2


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("KE01000001Z", "Not read correctly"),
        (RegisterNumber("UG07", 1).code, "A number of another register"),
        (RegisterNumber(ORIGIN, 99).code, "No weapon has this number"),
        ("NOSUCHTHING", "Not known"),
    ],
)
def test_that_what_is_no_weapon_here_is_said_and_sounds_bad(scan, depot, text, title):
    page = scan(text)
    assert page.desk.answer.title() == title
    assert page.desk.answer.tone is Tone.BAD
    assert text in page.desk.answer.detail()
    assert not numbers(page)


def test_that_a_serial_that_two_weapons_have_asks_which(qtbot, scan, window, depot):
    page = scan(depot.card(depot.daudi), "SAME77")
    assert page.desk.answer.tone is Tone.WARN
    assert page.desk.choice.isVisible()
    assert page.desk.choice.list.count() == 2
    assert not numbers(page)
    assert page.desk.choice.list.hasFocus()
    QTest.keyClick(page.desk.choice.list, Qt.Key.Key_Down)
    QTest.keyClick(page.desk.choice.list, Qt.Key.Key_Return)
    settle(qtbot, page)
    assert numbers(page) == [depot.weapon(9).number]
    assert not page.desk.choice.isVisible()
    assert page.desk.field.hasFocus()


def test_that_the_next_scan_or_escape_gives_a_choice_up(qtbot, scan, depot):
    page = scan(depot.card(depot.daudi), "SAME77", depot.code(0))
    assert not page.desk.choice.isVisible()
    assert numbers(page) == [depot.weapon(0).number]
    scan("SAME77")
    QTest.keyClick(page.desk.choice.list, Qt.Key.Key_Escape)
    assert not page.desk.choice.isVisible()
    assert len(numbers(page)) == 1


def test_that_a_serial_easily_taken_for_another_is_not_taken_by_itself(scan, depot):
    page = scan("AK47110O3")
    assert page.desk.answer.tone is Tone.BAD
    assert page.desk.choice.isVisible()
    assert not numbers(page)


def test_that_a_weapon_that_somebody_has_is_refused_with_the_voucher(scan, depot):
    done = depot.issue(0)
    page = scan(depot.card(depot.wanjiru), depot.code(0))
    assert page.desk.mode is Mode.ISSUE
    assert page.desk.answer.tone is Tone.BAD
    assert done.number in page.desk.answer.detail()
    assert "Daudi Ochieng" in page.desk.answer.detail()


def test_that_weapons_of_two_people_are_two_returns(scan, depot):
    depot.issue(0)
    depot.issue(1, person=depot.wanjiru)
    page = scan(depot.code(0), depot.code(1))
    assert page.desk.answer.tone is Tone.BAD
    assert "Wanjiru Kamau" in page.desk.answer.detail()
    assert len(numbers(page)) == 1


def test_that_codes_where_none_was_expected_are_explained(scan, depot):
    page = scan(depot.place_code(depot.rack))
    assert (page.desk.answer.tone, page.desk.answer.title()) == (
        Tone.WARN,
        "This is the code of a place",
    )
    scan("CMDMOVE", depot.card(depot.daudi))
    assert "Daudi Ochieng" in page.desk.answer.title()
    assert page.desk.answer.tone is Tone.WARN
    done = depot.issue(0)
    voucher = depot.services.movements.get(done.movement_id)
    scan("CMDISSUE", voucher.code)
    assert voucher.number in page.desk.answer.title()
    assert "1 weapon of it is still out" in page.desk.answer.detail()
    assert page.desk.mode is Mode.RETURN


def test_that_nothing_goes_into_a_sealed_container(scan, depot):
    container = depot.sealed_container("Container 7", ("701",), 5)
    page = scan("CMDMOVE", depot.place_code(container))
    assert page.desk.answer.tone is Tone.BAD
    assert "sealed" in page.desk.answer.detail()
    assert page.form.place_id() is None


def test_that_a_retired_person_gets_nothing(scan, depot):
    depot.services.people.retire(depot.wanjiru)
    page = scan(depot.card(depot.wanjiru))
    assert page.desk.answer.tone is Tone.BAD
    assert page.form.person() is None


def test_that_a_weapon_before_its_person_asks_for_the_card(scan, depot):
    page = scan(depot.code(0))
    assert page.desk.answer.tone is Tone.WARN
    assert "scan the card" in page.desk.answer.detail()
    scan(depot.card(depot.daudi))
    assert page.desk.answer.tone is Tone.GOOD
    assert len(numbers(page)) == 1


# --- commands ------------------------------------------------------------------------------------


def test_that_undo_takes_the_last_one_off_and_clear_all_of_them(scan, depot):
    page = scan(depot.card(depot.daudi), depot.code(0), depot.code(1), "CMDUNDO")
    assert numbers(page) == [depot.weapon(0).number]
    assert depot.weapon(1).number in page.desk.answer.title()
    scan("CMDUNDO", "CMDUNDO")
    assert page.desk.answer.tone is Tone.WARN
    scan(depot.code(2), "cmdclear")
    assert not numbers(page)
    assert page.form.person() is None
    assert depot.weapon(2).status is Status.IN_STORE


def test_that_done_with_nothing_on_the_list_records_nothing(scan, depot):
    before = depot.services.ledgers.entries(limit=1)[0].seq
    page = scan(depot.card(depot.daudi), "CMDDONE")
    assert page.desk.answer.tone is Tone.WARN
    assert depot.services.ledgers.entries(limit=1)[0].seq == before


def test_that_what_is_missing_is_said_at_its_field_and_a_card_fills_it(scan, window, depot):
    page = scan(depot.card(depot.daudi), depot.code(0), "CMDDONE")
    assert page.desk.answer.tone is Tone.BAD
    assert page.form.form.error_text("authorised_by")
    assert page.form.names["authorised_by"].hasFocus()
    assert numbers(page) == [depot.weapon(0).number]
    scan(depot.card(depot.brian))
    assert page.form.names["authorised_by"].text() == "Brian"
    assert page.form.person().id == depot.daudi
    scan("CMDDONE")
    assert depot.weapon(0).status is Status.ISSUED


def test_that_who_gets_weapons_cannot_authorise_it(scan, depot):
    page = scan(depot.card(depot.daudi), depot.code(0), "CMDAUTH", depot.card(depot.daudi))
    scan("CMDDONE")
    assert page.desk.answer.tone is Tone.BAD
    assert "Daudi Ochieng" in page.desk.answer.detail()
    assert depot.weapon(0).status is Status.IN_STORE


def test_that_a_change_of_mode_checks_what_is_on_the_list(scan, depot):
    depot.issue(0)
    page = scan("CMDMOVE", depot.code(1), depot.code(2), "CMDISSUE")
    assert page.desk.mode is Mode.ISSUE
    assert len(numbers(page)) == 2
    scan("CMDRETURN")
    assert not numbers(page)
    assert page.desk.answer.tone is Tone.BAD
    assert "not out" in page.desk.answer.detail()


# --- by hand -------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", [Qt.Key.Key_F12, Qt.Key.Key_Return])
def test_that_f12_and_ctrl_return_record_it(qtbot, scan, page, depot, key):
    scan(depot.card(depot.daudi), depot.code(0))
    page.form.set_name("authorised_by", "Brian")
    page.desk.field.setFocus()
    modifier = Qt.KeyboardModifier.NoModifier
    if key is Qt.Key.Key_Return:
        modifier = Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(page.desk.field, key, modifier)
    settle(qtbot, page)
    assert depot.weapon(0).status is Status.ISSUED


def test_that_a_number_is_typed_and_lines_are_removed_by_del(qtbot, page, depot):
    page.form.set_person(depot.services.people.get(depot.daudi))
    for at in (0, 1, 2):
        QTest.keyClicks(page.desk.field, depot.weapon(at).number.lower(), delay=45)
        QTest.keyClick(page.desk.field, Qt.Key.Key_Return)
        settle(qtbot, page)
    assert len(numbers(page)) == 3
    page.desk.lines.table.selectRow(1)
    page.desk.lines.table.setFocus()
    QTest.keyClick(page.desk.lines.table, Qt.Key.Key_Delete)
    assert numbers(page) == [depot.weapon(0).number, depot.weapon(2).number]


def test_that_a_loan_to_a_unit_names_who_signs(qtbot, scan, page, depot):
    scan(depot.card(depot.company), depot.code(0))
    assert page.form.names["received_by"].text() == ""
    page.form.custody.set_code(CustodyKind.LOAN)
    page.form.due_on.setText((depot.services.desk.today + dt.timedelta(days=30)).isoformat())
    page.form.set_name("received_by", "Wanjiru Kamau")
    page.form.set_name("authorised_by", "Brian")
    scan("CMDDONE")
    movement = last(depot)
    assert (movement.kind, movement.received_by) == (MovementKind.LOAN, "Wanjiru Kamau")
    assert page.form.custody_kind() is CustodyKind.ISSUE
    # the same number of days is offered the next time
    assert page.form.due_on.text() == movement.due_on.isoformat()


def test_that_the_condition_on_return_is_recorded(qtbot, scan, page, depot):
    depot.issue(0, 1)
    scan(depot.code(0), depot.code(1))
    page.desk.lines.table.selectRow(0)
    page.desk.lines.condition.set_code(Condition.UNSERVICEABLE)
    assert page.desk.lines.model.index(0, 5).data() == "Unserviceable"
    scan("CMDDONE")
    assert depot.weapon(1).condition is Condition.UNSERVICEABLE
    assert depot.weapon(0).condition is Condition.SERVICEABLE
    entry = depot.services.ledgers.entries(kinds=(WeaponsReturned.kind,), limit=1)[0]
    assert "unserviceable" in entry.body


def test_that_an_earlier_day_must_be_explained(qtbot, scan, page, depot):
    depot.clock.advance(days=3)
    depot.services.movements.move(
        MoveWeapons(
            weapon_ids=(depot.weapons[0],),
            place_id=depot.other_rack,
            occurred_on=depot.services.desk.today,
            handed_by="Amina",
        )
    )
    scan(depot.card(depot.daudi), depot.code(0))
    page.form.set_name("authorised_by", "Brian")
    assert not page.form.explanation.isVisible()
    page.form.occurred_on.setText((depot.services.desk.today - dt.timedelta(days=4)).isoformat())
    assert page.form.explanation.isVisible()
    scan("CMDDONE")
    assert page.desk.answer.tone is Tone.BAD
    assert page.form.form.error_text("explanation")
    page.form.explanation.setText("The power was cut.")
    scan("CMDDONE")
    assert last(depot).explanation == "The power was cut."
    assert page.form.occurred_on.text() == depot.services.desk.today.isoformat()
    assert not page.form.explanation.isVisible()


def test_that_a_typed_name_stays_while_the_person_changes(scan, page, depot):
    scan(depot.card(depot.daudi))
    page.form.set_name("received_by", "His corporal")
    scan(depot.card(depot.wanjiru))
    assert page.form.names["received_by"].text() == "His corporal"


def test_that_a_person_who_was_renamed_is_found_again(qtbot, page, depot):
    services = depot.services
    changed = services.people.describe(DescribePerson(person_id=depot.daudi, name="D. Ochieng"))
    depot.context.bus.committed.emit(changed.changes)
    added = services.people.add(AddPerson(name="Otieno"))
    depot.context.bus.committed.emit(added.changes)
    page.form.set_person(services.people.get(added.person_id))
    assert page.form.person().name == "Otieno"


# --- from elsewhere ------------------------------------------------------------------------------


def test_that_selected_weapons_come_on_the_list_and_those_that_cannot_are_named(
    qtbot, window, page, depot
):
    depot.issue(0)
    weapons = window.weapons_page
    idle(qtbot, depot.context)
    weapons.table.selectAll()
    idle(qtbot, depot.context)
    assert window.weapon_actions.issue.isEnabled()
    window.weapon_actions.issue.trigger()
    settle(qtbot, page)
    assert window.stack.currentWidget() is page
    assert len(numbers(page)) == len(depot.weapons) - 1
    assert page.desk.answer.tone is Tone.WARN
    assert depot.weapon(0).number in page.desk.answer.detail()


def test_that_a_list_that_was_begun_is_not_lost(qtbot, scan, page, depot):
    scan(depot.card(depot.daudi), depot.code(0))
    page.open_item(Filling(Mode.ISSUE, (depot.weapons[1],)))
    settle(qtbot, page)
    assert len(numbers(page)) == 2
    page.open_item(Filling(Mode.MOVE, (depot.weapons[2],)))
    settle(qtbot, page)
    assert page.desk.mode is Mode.ISSUE
    assert len(numbers(page)) == 2
    assert page.desk.answer.tone is Tone.WARN


def test_that_a_return_of_a_person_takes_only_what_they_have(qtbot, page, depot):
    depot.issue(0)
    depot.issue(1, person=depot.wanjiru)
    page.open_item(Filling(Mode.RETURN, (depot.weapons[0], depot.weapons[1]), depot.daudi))
    settle(qtbot, page)
    assert numbers(page) == [depot.weapon(0).number]
    assert page.form.person().id == depot.daudi
    assert "Wanjiru Kamau" in page.desk.answer.detail()


# --- the page itself -----------------------------------------------------------------------------


def test_that_the_voucher_and_the_command_codes_are_offered(qtbot, scan, page, depot):
    assert not page.desk.offer.isVisible()
    scan(depot.card(depot.daudi), depot.code(0), "CMDAUTH", depot.card(depot.brian), "CMDDONE")
    assert page.desk.offer.isVisible()
    qtbot.mouseClick(page.desk.offer.button, Qt.MouseButton.LeftButton)
    dialog = dialog_of(PaperDialog)
    dialog.make()
    idle(qtbot, depot.context)
    assert dialog.preview.content.startswith(b"%PDF")
    assert dialog.number.text()
    dialog.reject()
    qtbot.mouseClick(page.head.button("codes"), Qt.MouseButton.LeftButton)
    dialog = dialog_of(CommandCodesDialog)
    idle(qtbot, depot.context)
    assert dialog.preview.content.startswith(b"%PDF")
    dialog.reject()
    idle(qtbot, depot.context)


def test_that_everything_has_a_name_in_every_mode(qtbot, scan, page):
    for command in ("CMDISSUE", "CMDRETURN", "CMDMOVE"):
        scan(command)
        assert not unnamed(page)


def test_that_no_alt_key_is_taken_twice_in_any_mode(scan, page):
    for mode, command in zip(Mode, ("CMDISSUE", "CMDRETURN", "CMDMOVE"), strict=True):
        scan(command)
        assert page.desk.mode is mode
        keys = [
            text[text.index("&") + 1].lower()
            for each in page.findChildren(QWidget)
            if getattr(each, "text", None) and callable(each.text) and each.isVisible()
            if isinstance(text := each.text(), str)
            if "&" in text and (getattr(each, "buddy", lambda: True)() is not None)
        ]
        assert len(set(keys)) == len(keys), (mode, keys)


def test_that_a_storekeeper_works_here_and_an_inspector_does_not(qtbot, window_of, context_of):
    context = context_of("dora")
    window = window_of(context)
    assert "handling" not in window._kinds


def test_that_a_register_open_for_reading_records_nothing(qtbot, context, clock, context_of):
    depot = make_depot(context, clock)
    page = HandlingPage(context_of("chipo", read_only=True))
    qtbot.addWidget(page)
    page.show()
    page.on_scan(depot.code(0))
    settle(qtbot, page)
    assert numbers(page) == [depot.weapon(0).number]
    assert not page.desk.finish_button.isEnabled()
    page.on_scan("CMDDONE")
    settle(qtbot, page)
    assert numbers(page)
    assert "reading" in page.desk.answer.text()


def test_that_nothing_of_the_list_is_on_disk(qtbot, scan, depot, home):
    scan(depot.card(depot.daudi), depot.code(0), depot.code(1))
    kept = b"".join(each.read_bytes() for each in home.rglob("*") if each.is_file())
    weapon = depot.weapon(0)
    for secret in (weapon.number, weapon.code, weapon.serial, "Daudi"):
        assert secret.encode() not in kept


def test_that_the_list_outlasts_other_pages_and_the_lock(qtbot, scan, window, page, depot):
    scan(depot.card(depot.daudi), depot.code(0))
    window.go_to("ledger")
    idle(qtbot, depot.context)
    window.actions_["lock"].trigger()
    qtbot.waitUntil(window.idle_lock.dialog.isActiveWindow)
    window.idle_lock.dialog.password.setText(PASSWORD)
    window.idle_lock.dialog.unlock.click()
    qtbot.waitUntil(lambda: not window.idle_lock.is_locked, timeout=20_000)
    idle(qtbot, depot.context)
    window.go_to("handling")
    assert len(numbers(page)) == 1
    assert page.form.person().id == depot.daudi


def test_that_a_storekeeper_records_an_issue(qtbot, context_of, clock, open_as):
    first = context_of()
    depot = make_depot(first, clock)
    first.services.close()
    context = context_of("chipo")
    depot.context = context
    page = HandlingPage(context)
    qtbot.addWidget(page)
    page.show()
    for text in (depot.card(depot.daudi), depot.code(0), "CMDAUTH", depot.card(depot.brian)):
        page.on_scan(text)
    page.on_scan("CMDDONE")
    settle(qtbot, page)
    assert last(depot).handed_by == "Chipo"
    assert QApplication.activeModalWidget() is None


# --- lists ---------------------------------------------------------------------------------------


def test_that_a_pasted_list_is_issued_like_scans_and_records_nothing_by_itself(
    qtbot, scan, page, depot
):
    scan(depot.card(depot.daudi))
    before = depot.services.ledgers.entries(limit=1)[0].seq
    lines = [depot.code(0), depot.weapon(1).number, "SAME77", "NOTHING", "CMDDONE", depot.code(0)]
    QApplication.clipboard().setText("\r\n".join(lines))
    page.desk.field.setFocus()
    QTest.keyClick(page.desk.field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not page.desk.field.isReadOnly(), timeout=20_000)
    settle(qtbot, page)
    assert numbers(page) == [depot.weapon(0).number, depot.weapon(1).number]
    assert page.desk.answer.title() == "2 of 6 lines taken"
    assert "Not taken: SAME77, NOTHING, CMDDONE." in page.desk.answer.detail()
    assert "1 was taken before." in page.desk.answer.detail()
    assert depot.services.ledgers.entries(limit=1)[0].seq == before
