from __future__ import annotations

import datetime as dt
import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from stockpile_app.domain.movements import DispatchContainers, LineState
from stockpile_app.domain.numbers import RegisterNumber
from stockpile_app.domain.vocabulary import MovementKind, Status
from stockpile_app.ui.dialogs.receipt_dialog import ReceiptDialog
from stockpile_app.ui.receipt_state import Check, split_seals
from stockpile_app.ui.tones import Tone
from stockpile_app.ui.widgets.receipt_lines import ShowLines
from tests.builders import ORIGIN
from tests.ui.conftest import idle
from tests.ui.dialog_fixtures import unnamed
from tests.ui.movement_fixtures import Depot, depot, make_depot

__all__ = ["depot"]


def send(depot: Depot, *containers: int):
    today = depot.services.desk.today
    return depot.services.movements.dispatch(
        DispatchContainers(
            container_ids=containers,
            depot_id=depot.far_depot,
            occurred_on=today,
            expected_on=today + dt.timedelta(days=2),
            handed_by="Amina",
            received_by="Wanjiru Kamau",
            authorised_by="Brian",
        )
    )


@pytest.fixture
def sent(depot):
    """Container 7 with weapons 0 to 2, container 8 with weapon 3; both on their way."""
    seven = depot.sealed_container("Container 7", ("701", "702"), 0, 1, 2)
    eight = depot.sealed_container("Container 8", ("801",), 3)
    return send(depot, seven, eight), seven, eight


@pytest.fixture
def dialog_for(qtbot):
    shown: list[ReceiptDialog] = []

    def open_(depot: Depot, dispatch_id: int) -> ReceiptDialog:
        dialog = ReceiptDialog(depot.context, dispatch_id)
        shown.append(dialog)
        dialog.open()
        qtbot.waitExposed(dialog)
        idle(qtbot, depot.context)
        return dialog

    yield open_
    for each in filter(isValid, shown):
        each.reject()


@pytest.fixture
def dialog(dialog_for, depot, sent) -> ReceiptDialog:
    return dialog_for(depot, sent[0].movement_id)


def scan(qtbot, dialog: ReceiptDialog, *texts: str) -> None:
    for text in texts:
        dialog.on_scan(text)
    qtbot.waitUntil(lambda: dialog.queue.idle)
    idle(qtbot, dialog.context)


def submit(qtbot, dialog: ReceiptDialog, depot: Depot):
    """Record it; return the dispatch as it is then."""
    done = []
    dialog.succeeded.connect(done.append)
    dialog.submit()
    idle(qtbot, depot.context)
    return done


def receive_all(qtbot, dialog, depot, sent):
    _done, seven, eight = sent
    scan(
        qtbot,
        dialog,
        depot.place_code(depot.far_store),
        depot.place_code(seven),
        "701",
        "702",
        *(depot.code(at) for at in (0, 1, 2)),
        depot.place_code(eight),
        "801",
        depot.code(3),
    )


def test_that_a_dispatch_is_received_with_a_scanner_alone(qtbot, dialog, depot, sent):
    receive_all(qtbot, dialog, depot, sent)
    assert dialog.lines.progress.text() == "4 seen, 0 missing, 0 to check"
    assert dialog.place.place_id() == depot.far_store
    [done] = submit(qtbot, dialog, depot)
    qtbot.waitUntil(lambda: not isValid(dialog))
    record = depot.services.movements.dispatch_record(sent[0].movement_id)
    assert record.movement.open == 0
    assert all(each.intact for each in record.containers)
    assert {each.state for each in record.lines} == {LineState.RECEIVED}
    assert depot.weapon(0).depot == "Northern depot"
    assert done.incident_id is None


def test_that_every_weapon_is_answered_at_once(qtbot, dialog, depot):
    scan(qtbot, dialog, depot.code(0))
    assert (dialog.answer.tone, dialog.answer.title()) == (Tone.GOOD, depot.weapon(0).number)
    assert "3 left to check" in dialog.answer.detail()
    scan(qtbot, dialog, depot.code(0))
    assert dialog.answer.tone is Tone.TWICE
    assert dialog.state.progress.seen == 1
    scan(qtbot, dialog, depot.code(6))
    assert dialog.answer.tone is Tone.BAD
    assert "not on the manifest" in dialog.answer.title()
    assert dialog.state.unexpected == [depot.weapon(6).number]
    assert dialog.lines.unexpected.isVisible()
    scan(qtbot, dialog, RegisterNumber(ORIGIN, 99).code)
    assert dialog.answer.title() == "No weapon has this number"


def test_that_a_foreign_serial_is_noted_when_it_is_scanned_twice(qtbot, dialog, depot):
    scan(qtbot, dialog, "STRANGE1")
    assert dialog.state.unexpected == []
    assert "once more" in dialog.answer.detail()
    scan(qtbot, dialog, "STRANGE1")
    assert dialog.state.unexpected == ["STRANGE1"]
    dialog.lines.unexpected.setCurrentRow(0)
    dialog.findChild(object, "remove_unexpected").click()
    assert dialog.state.unexpected == []
    assert not dialog.lines.unexpected.isVisible()


def test_that_seals_are_compared_while_they_are_typed(qtbot, dialog, depot, sent):
    _done, seven, _eight = sent
    box = dialog.seals.containers[seven]
    QTest.keyClicks(box.read, "701")
    assert box.verdict.text() == "Still to be read: 702."
    QTest.keyClicks(box.read, ", 702")
    assert box.verdict.text() == "The seals are those on leaving."
    box.read.setText("701, 999")
    assert "999" in box.verdict.text()
    assert "Missing: 702" in box.verdict.text()
    box.none.setChecked(True)
    assert not box.read.isEnabled()
    assert box.seals() == ()
    assert box.arrives
    box.none.setChecked(False)
    box.read.clear()
    assert not box.arrives
    assert split_seals(" 1 ;2,, 3") == ("1", "2", "3")


def test_that_a_scanned_seal_finds_its_container_or_the_field_with_the_focus(
    qtbot, dialog, depot, sent
):
    _done, seven, eight = sent
    dialog.field.setFocus()
    scan(qtbot, dialog, "801")
    assert dialog.seals.containers[eight].seals() == ("801",)
    dialog.seals.containers[seven].read.setFocus()
    qtbot.waitUntil(dialog.seals.containers[seven].read.hasFocus)
    scan(qtbot, dialog, "SOMETHING-ELSE")
    assert dialog.seals.containers[seven].seals() == ("SOMETHING-ELSE",)
    scan(qtbot, dialog, depot.code(0))  # a weapon is a weapon, wherever the focus is
    assert dialog.state.check(depot.weapons[0]) is Check.SEEN


def test_that_enter_after_a_seal_records_nothing(qtbot, dialog, sent):
    _done, seven, _eight = sent
    box = dialog.seals.containers[seven]
    box.read.setFocus()
    QTest.keyClicks(box.read, "701")
    with qtbot.assertNotEmitted(dialog.submit_button.clicked):
        QTest.keyClick(box.read, Qt.Key.Key_Return)
    assert dialog.isVisible()


def test_that_weapons_of_a_container_without_seals_are_asked_for_them(qtbot, dialog, depot):
    scan(qtbot, dialog, depot.place_code(depot.far_store), *(depot.code(at) for at in (0, 1, 2)))
    assert not submit(qtbot, dialog, depot)
    assert dialog.isVisible()
    assert "Container 7" in dialog.answer.detail()
    assert dialog.state.progress.seen == 3


def test_that_missing_lines_are_asked_about_and_open_an_incident(qtbot, dialog, depot, sent):
    _done, seven, _eight = sent
    scan(qtbot, dialog, depot.place_code(depot.far_store), depot.place_code(seven), "701", "702")
    scan(qtbot, dialog, depot.code(0), depot.code(1))
    done = []
    dialog.succeeded.connect(done.append)
    dialog.submit()
    question = dialog._asked
    assert question.isVisible()
    assert "1 weapon was not seen" in question.text()  # container 8 was not opened
    assert "incident" in question.informativeText()
    question.button(question.StandardButton.Cancel).click()
    assert dialog.isVisible()
    assert not done
    dialog.submit()
    dialog.findChild(object, "report_missing").click()
    idle(qtbot, depot.context)
    assert done[0].incident_id is not None
    assert depot.weapon(2).status is Status.LOST
    assert depot.weapon(3).status is Status.IN_TRANSIT
    assert depot.services.movements.list((MovementKind.LOSS,))


def test_that_the_rest_can_be_checked_later(qtbot, dialog, dialog_for, depot, sent):
    dispatch, seven, eight = sent
    scan(qtbot, dialog, depot.place_code(depot.far_store), depot.place_code(seven), "701", "702")
    scan(qtbot, dialog, depot.code(0))
    dialog.submit()
    dialog.findChild(object, "check_later").click()
    idle(qtbot, depot.context)
    qtbot.waitUntil(lambda: not isValid(dialog))
    again = dialog_for(depot, dispatch.movement_id)
    assert again.state.progress.left == 3
    assert not again.seals.containers[seven].waits
    assert again.state.check(depot.weapons[0]) is Check.BEFORE
    scan(qtbot, again, depot.code(0))
    assert again.answer.tone is Tone.WARN
    assert "earlier receipt" in again.answer.detail()
    scan(qtbot, again, depot.place_code(depot.far_store), depot.code(1), depot.code(2))
    scan(qtbot, again, depot.place_code(eight), "801", depot.code(3))
    [done] = submit(qtbot, again, depot)
    assert done.incident_id is None
    assert depot.services.movements.get(dispatch.movement_id).open == 0


def test_that_lines_are_ticked_and_marked_missing_by_keyboard(qtbot, dialog, depot):
    table = dialog.lines.table
    table.setFocus()
    table.selectRow(1)
    QTest.keyClick(table, Qt.Key.Key_Space)
    assert dialog.state.ids(Check.SEEN) == (depot.weapons[1],)
    QTest.keyClick(table, Qt.Key.Key_Space)
    assert dialog.state.ids(Check.SEEN) == ()
    table.selectRow(2)
    qtbot.mouseClick(dialog.lines.missing, Qt.MouseButton.LeftButton)
    assert dialog.state.ids(Check.MISSING) == (depot.weapons[2],)
    dialog.lines.show_what.set_code(ShowLines.MISSING)
    assert [each.line.weapon.id for each in dialog.lines.model.records] == [depot.weapons[2]]
    scan(qtbot, dialog, depot.code(2))  # it was there after all
    assert dialog.state.progress.missing == 0


def test_that_only_places_of_that_depot_are_offered(qtbot, dialog, depot):
    assert depot.far_store in dialog.places
    assert depot.rack not in dialog.places
    scan(qtbot, dialog, depot.place_code(depot.rack))
    assert dialog.answer.tone is Tone.BAD
    assert dialog.place.place_id() is None
    assert not submit(qtbot, dialog, depot)
    assert dialog.form.error_text("place_id")


def test_that_everything_has_a_name_and_each_alt_key_is_taken_once(qtbot, dialog, depot):
    scan(qtbot, dialog, depot.code(6))
    assert not unnamed(dialog)
    keys = [
        text[text.index("&") + 1].lower()
        for each in dialog.findChildren(QWidget)
        if callable(getattr(each, "text", None))
        and isinstance(text := each.text(), str)
        and "&" in text
        and each.isVisible()
        and getattr(each, "buddy", lambda: True)() is not None
    ]
    assert len(set(keys)) == len(keys), keys


def test_that_a_long_manifest_stays_fast(qtbot, context, clock, dialog_for):
    depot = make_depot(context, clock, weapons=600)
    container = depot.sealed_container("Container 7", ("701",), *range(600))
    done = send(depot, container)
    dialog = dialog_for(depot, done.movement_id)
    codes = [each.line.weapon.code for each in dialog.lines.model.records][:60]
    started = time.monotonic()
    scan(qtbot, dialog, *codes)
    each_ms = (time.monotonic() - started) * 1000 / len(codes)
    assert dialog.state.progress.seen == 60
    assert each_ms < 200  # a wide margin over what it takes: busy machines are slow, not broken


def test_that_a_receipt_half_checked_comes_back_after_the_program_ended(
    qtbot, dialog, dialog_for, depot, sent
):
    numbers = [each.line.weapon.number for each in dialog.state.lines()]
    dialog.on_scan(numbers[1])
    idle(qtbot, depot.context)
    ids = [each.line.weapon.id for each in dialog.state.lines()]
    dialog.lines.mark((ids[2],), Check.MISSING)
    dialog.lines.note_unexpected("KE01-999999-9")
    seal = next(iter(dialog.seals.containers.values())).read
    seal.setText("701, 702")
    dialog.notes.setText("by lorry")
    drafts = depot.context.drafts
    assert drafts.keep_now() == 1
    dialog.hide()  # nothing is closed when a program is killed
    drafts.stop()
    drafts.load()
    idle(qtbot, depot.context)
    (draft,) = drafts.earlier
    assert draft.words["whole"][1] == "Seen: 1. Missing: 1. To be checked: 2."
    assert (draft.form, draft.subject) == ("receipt", str(sent[0].movement_id))
    shown = []
    drafts.go_on(draft, lambda: shown.append(dialog_for(depot, sent[0].movement_id)))
    (back,) = shown
    assert back.state.ids(Check.SEEN) == (ids[1],)
    assert back.state.ids(Check.MISSING) == (ids[2],)
    assert back.state.unexpected == ["KE01-999999-9"]
    assert next(iter(back.seals.containers.values())).read.text() == "701, 702"
    assert back.notes.text() == "by lorry"
