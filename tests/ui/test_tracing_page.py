"""A tracing officer at the window: requests out and in, every paper, and what nobody else sees."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from stockpile_app.domain.access import Role
from stockpile_app.domain.confidential import Compartment
from stockpile_app.domain.tracing_papers import TracePaper
from stockpile_app.domain.tracing_vocabulary import (
    DiversionWay,
    TraceDirection,
    TraceOutcome,
    TraceState,
    WithholdingReason,
)
from stockpile_app.domain.users import AddUser
from stockpile_app.ui.dialogs.tracing_papers import TracePaperDialog
from stockpile_app.ui.dialogs.tracing_search_dialog import TraceSearchDialog
from stockpile_app.ui.pages.tracing_page import TracingPage
from tests.builders import BRIAN, PASSWORD
from tests.ui.conftest import idle
from tests.ui.dialog_fixtures import unnamed
from tests.ui.tracing_fixtures import (
    WORD,
    act,
    fill_details,
    fill_whom,
    front,
    press,
    register,
    settle,
    submit,
)

SERIALS = ("KM7114", "KM7141", "AB2290", "PB88123")


@pytest.fixture
def armed(context):
    """Rifles in the register, recorded by somebody else, who has left."""
    ids = register(context.services, *SERIALS)
    context.services.close()
    return ids


@pytest.fixture
def officer(armed, context_of):
    """A tracing officer, signed in."""
    return context_of("farah")


@pytest.fixture
def page(qtbot, officer, window_of) -> TracingPage:
    found = window_of(officer, "tracing").page("tracing")
    assert isinstance(found, TracingPage)
    settle(qtbot, found)
    return found


def file_of(page):
    """Return the file that is shown."""
    file = page.traces.detail.file
    assert file is not None
    return file


def open_request(qtbot, page, weapon_id):
    """Open a request about a weapon and make it complete."""
    page.window().open_item("tracing", weapon_id)
    settle(qtbot, page)
    dialog = page.traces.acts.dialog
    fill_details(dialog.details)
    fill_whom(dialog.whom)
    submit(qtbot, page, dialog)
    return file_of(page)


def receive(qtbot, page, serial="KM7II4"):
    """Record a request that came."""
    press(qtbot, page, Qt.Key.Key_Insert, Qt.KeyboardModifier.ShiftModifier)
    dialog = page.traces.acts.dialog
    fill_whom(dialog.whom)
    dialog.described.serial.setText(serial)
    dialog.described.model.setText("AKM")
    dialog.described.calibre.setText("7.62x39")
    fill_details(dialog.details)
    submit(qtbot, page, dialog)
    return file_of(page)


def paper(qtbot, page, kind: TracePaper) -> str:
    """Make a paper in its dialog; return its number."""
    action = next(each for each in page.traces.acts.papers.actions() if each.data() == kind.value)
    assert action.isVisible()
    action.trigger()
    dialog = page.traces.acts.dialog
    assert isinstance(dialog, TracePaperDialog)
    dialog.make()
    settle(qtbot, page)
    assert dialog._content.startswith(b"%PDF")
    number = dialog.number.text()
    dialog.reject()
    settle(qtbot, page)
    return number


def said(page) -> str:
    """Return everything that labels of the page say."""
    labels = [each.text() for each in page.findChildren(QLabel)]
    rows = [
        page.traces.table.records.index(row, column).data()
        for row in range(page.traces.table.records.rowCount())
        for column in range(page.traces.table.records.columnCount())
    ]
    return " ".join([*labels, *map(str, rows)])


# --- a request out, from the weapon found to the closed file ---


def begin_from_the_weapon(qtbot, page, weapon_id):
    """Press the key of the trace on the page of weapons; complete the file and print it."""
    window, traces = page.window(), page.traces
    window.open_item("weapons")
    window.weapons_page.show_weapon(weapon_id)
    settle(qtbot, page)
    front(qtbot, window)
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    QTest.keyClick(window, Qt.Key.Key_T, both)
    settle(qtbot, page)
    dialog = traces.acts.dialog
    assert dialog.weapon.serial == "KM7114"
    submit(qtbot, page, dialog)
    assert file_of(page).weapon.serial == "KM7114"
    assert "must still say" in traces.detail.next.text()
    assert not traces.acts["send"].isEnabled()
    # what is missing is stated, with the reason
    dialog = act(qtbot, page, "restate")
    fill_details(dialog.details)
    fill_whom(dialog.whom)
    submit(qtbot, page, dialog)
    assert dialog.form.error_text("reason")
    dialog.reason.setText("completed")
    submit(qtbot, page, dialog)
    assert paper(qtbot, page, TracePaper.REQUEST).startswith("TD-KE01-")


def send_and_wait(qtbot, page):
    """Record that it was sent and acknowledged, a question, and what was told."""
    acts = page.traces.acts
    press(qtbot, page, Qt.Key.Key_F2)
    acts.dialog.means.setText("Registered letter")
    submit(qtbot, page, acts.dialog)
    assert file_of(page).state is TraceState.WAITING
    press(qtbot, page, Qt.Key.Key_F3)
    acts.dialog.reference.setText("UG/2026/7")
    submit(qtbot, page, acts.dialog)
    assert file_of(page).state is TraceState.ACKNOWLEDGED
    dialog = act(qtbot, page, "ask")
    dialog.question.setPlainText("Which mark is on the barrel?")
    submit(qtbot, page, dialog)
    dialog = act(qtbot, page, "give")
    dialog.information.setPlainText("None.")
    submit(qtbot, page, dialog)
    paper(qtbot, page, TracePaper.INFORMATION)


def conclude(qtbot, page):
    """Record the answer, what it brought to light, and that the file is closed."""
    acts = page.traces.acts
    press(qtbot, page, Qt.Key.Key_F7)
    acts.dialog.information.setPlainText(f"Sold to the police of Wajir in 1984. {WORD}")
    submit(qtbot, page, acts.dialog)
    assert file_of(page).outcome is TraceOutcome.FULL
    press(qtbot, page, Qt.Key.Key_F8)
    dialog = acts.dialog
    submit(qtbot, page, dialog)
    assert dialog.form.error_text("last_holder")
    dialog.last_holder.setText(f"Police of Wajir {WORD}")
    dialog.way.set_code(DiversionWay.THEFT)
    dialog.diverted_on.setText("2025-11")
    submit(qtbot, page, dialog)
    dialog = act(qtbot, page, "prevention")
    dialog.action.setPlainText("Two keys.")
    submit(qtbot, page, dialog)
    dialog = act(qtbot, page, "ballistics")
    dialog.laboratory.setText("National laboratory")
    dialog.reference.setText("BL-1")
    submit(qtbot, page, dialog)
    paper(qtbot, page, TracePaper.PACK)
    press(qtbot, page, Qt.Key.Key_Delete)
    acts.dialog.outcome.setPlainText("Diverted by theft.")
    submit(qtbot, page, acts.dialog)


def test_that_a_request_goes_from_the_weapon_found_to_the_closed_file(qtbot, page, armed):
    begin_from_the_weapon(qtbot, page, armed[0])
    send_and_wait(qtbot, page)
    conclude(qtbot, page)
    (closed,) = page.context.services.tracing.files()
    assert closed.state is TraceState.CLOSED
    assert closed.diversion.way is DiversionWay.THEFT
    assert closed.counterpart.reference == "UG/2026/7"
    made = {each.document for each in closed.documents}
    assert made == {"trace-request", "trace-information", "trace-pack"}
    page.traces.which.setCurrentIndex(page.traces.which.findData("all"))
    page.traces.open_file(closed.id)
    settle(qtbot, page)
    assert page.traces.acts["reopen"].isEnabled()


def test_that_a_second_trace_of_a_weapon_names_the_first(qtbot, page, armed):
    first = open_request(qtbot, page, armed[0])
    page.window().open_item("tracing", armed[0])
    settle(qtbot, page)
    assert first.id in page.traces.acts.dialog.known.text()
    page.traces.acts.dialog.reject()


def test_that_an_old_weapon_is_said_to_be_one(qtbot, page, armed):
    page.window().open_item("tracing", armed[0])
    settle(qtbot, page)
    dialog = page.traces.acts.dialog
    assert "not traced as a rule" not in dialog.named.text()
    dialog.show_weapon(replace(dialog.weapon, year=1943))
    assert "Made before 1946" in dialog.named.text()
    dialog.reject()


def test_that_a_weapon_that_is_not_registered_is_described(qtbot, page):
    press(qtbot, page, Qt.Key.Key_Insert)
    dialog = page.traces.acts.dialog
    submit(qtbot, page, dialog)
    assert dialog.form.error_text("weapon_id")
    dialog.scan.setText("no such thing")
    QTest.keyClick(dialog.scan, Qt.Key.Key_Return)
    assert "no weapon of this register" in dialog.form.error_text("weapon_id")
    dialog.direction.set_code(TraceDirection.DOMESTIC)
    dialog.described.serial.setText("ZZ1")
    dialog.described.year.setText("19x4")
    submit(qtbot, page, dialog)
    assert dialog.tabs.currentIndex() == 3
    assert dialog.tabs.error_text("year")
    dialog.described.year.setText("1984")
    submit(qtbot, page, dialog)
    assert file_of(page).description.serial == "ZZ1"
    assert file_of(page).direction is TraceDirection.DOMESTIC


# --- a request in ---


def test_that_a_misread_serial_is_found_and_answered(qtbot, page, armed):
    file = receive(qtbot, page)
    press(qtbot, page, Qt.Key.Key_F3)
    submit(qtbot, page, page.traces.acts.dialog)
    assert not page.traces.offer.isHidden()
    QTest.keyClick(page.traces.offer.button, Qt.Key.Key_Space)
    assert isinstance(page.traces.acts.dialog, TracePaperDialog)
    page.traces.acts.dialog.make()
    settle(qtbot, page)
    page.traces.acts.dialog.reject()

    press(qtbot, page, Qt.Key.Key_F4)
    dialog = page.traces.acts.dialog
    assert isinstance(dialog, TraceSearchDialog)
    hit = dialog.view.current()
    assert hit.weapon.id == armed[0]
    shown = dialog.view.table.records
    row = [str(shown.index(0, column).data()) for column in range(shown.columnCount())]
    assert hit.reason.label in row[3]
    assert "agrees" in row[4]
    QTest.keyClick(dialog.match_button, Qt.Key.Key_Space)
    match = dialog.dialog
    assert match.reason.text() == hit.reason.label
    submit(qtbot, page, match)
    assert dialog.closed
    assert file_of(page).weapon.serial == "KM7114"
    assert file_of(page).searches

    press(qtbot, page, Qt.Key.Key_F7)
    reply = page.traces.acts.dialog
    submit(qtbot, page, reply)
    assert reply.form.error_text("information")
    reply.information.setPlainText("It is in our stock.")
    submit(qtbot, page, reply)
    paper(qtbot, page, TracePaper.REPLY)
    documents = page.context.services.tracing.open(file.id).documents
    assert [each.document for each in documents] == ["trace-acknowledgement", "trace-reply"]


@pytest.mark.parametrize(
    ("outcome", "document"),
    [
        (TraceOutcome.REFUSED, "trace-refusal"),
        (TraceOutcome.DELAYED, "trace-delay"),
        (TraceOutcome.PARTIAL, "trace-partial-reply"),
    ],
)
def test_that_nothing_is_kept_back_without_a_reason(qtbot, page, outcome, document):
    file = receive(qtbot, page)
    press(qtbot, page, Qt.Key.Key_F7)
    dialog = page.traces.acts.dialog
    dialog.outcome.set_code(outcome)
    dialog.information.setPlainText("A part.")
    submit(qtbot, page, dialog)
    assert "Say why" in dialog.form.error_text("reasons")
    QTest.keyClick(dialog.reasons.boxes[WithholdingReason.INVESTIGATION], Qt.Key.Key_Space)
    submit(qtbot, page, dialog)
    paper(qtbot, page, TracePaper.REPLY)
    found = page.context.services.tracing.open(file.id)
    assert found.answer.reasons == (WithholdingReason.INVESTIGATION,)
    assert found.documents[-1].document == document


def test_that_a_search_with_another_reading_is_recorded_and_nothing_found_is_said(qtbot, page):
    receive(qtbot, page)
    press(qtbot, page, Qt.Key.Key_F4)
    dialog = page.traces.acts.dialog
    dialog.form.serial.setText("QQ99999999")
    dialog.form.model.clear()
    QTest.keyClick(dialog.search_button, Qt.Key.Key_Space)
    settle(qtbot, page)
    assert "No weapon of the register comes near" in dialog.view.said.text()
    assert not dialog.match_button.isEnabled()
    dialog.reject()
    settle(qtbot, page)
    assert len(file_of(page).searches) == 2


def test_that_a_file_is_attached_and_shown(qtbot, page, tmp_path):
    receive(qtbot, page)
    pdf = tmp_path / "letter.pdf"
    pdf.write_bytes(b"%PDF-1.4 made up")
    dialog = act(qtbot, page, "attach")
    submit(qtbot, page, dialog)
    assert dialog.form.error_text("content")
    dialog.path.choose(str(pdf))
    submit(qtbot, page, dialog)
    attachments = page.traces.detail.attachments
    assert attachments.table.records.rowCount() == 1
    attachments.table.choose(0)
    attachments.table.activated.emit(attachments.table.records.index(0, 0))
    settle(qtbot, page)
    attachments.save_to(str(tmp_path / "again.pdf"))
    assert (tmp_path / "again.pdf").read_bytes() == pdf.read_bytes()
    attachments.dialog.reject()


def test_that_traces_are_exported(qtbot, page, armed, tmp_path):
    file = open_request(qtbot, page, armed[0])
    exports = page.traces.exports
    for kind in ("iarms", "csv", "json"):
        action = next(each for each in exports.menu.actions() if each.data() == kind)
        action.trigger()
        exports.files.reject()
        exports.write(str(tmp_path / f"out-{kind}.{'csv' if kind == 'iarms' else kind}"))
        settle(qtbot, page)
        for box in QApplication.topLevelWidgets():
            if box.objectName() == "message":
                assert "keep it accordingly" in box.text()
                box.close()
    assert "KM7114" in (tmp_path / "out-iarms.csv").read_text(encoding="utf-8-sig")
    assert file.id in (tmp_path / "out-csv.csv").read_text(encoding="utf-8-sig")
    assert WORD in json.dumps(json.loads((tmp_path / "out-json.json").read_text()))


# --- what is due, and what is counted ---


def test_that_what_is_overdue_says_so_in_words(qtbot, page, clock):
    file = receive(qtbot, page)
    clock.advance(days=20)
    page.traces.reload()
    settle(qtbot, page)
    assert "OVERDUE by 6 days" in said(page)
    assert "1 file is OVERDUE." in page.traces.note.text()
    assert "OVERDUE." in page.traces.detail.next.text()
    page.traces.which.setCurrentIndex(page.traces.which.findData("overdue"))
    assert [each.id for each in page.traces.table.records.records] == [file.id]


def test_that_targets_are_set_with_a_reason_and_measured_by(qtbot, page, clock):
    receive(qtbot, page)
    page.tabs.setCurrentWidget(page.figures)
    settle(qtbot, page)
    assert page.figures.table.records.rowCount() > 10
    QTest.keyClick(page.figures.set_targets, Qt.Key.Key_Space)
    dialog = page.figures.dialog
    dialog.acknowledge.setValue(3)
    submit(qtbot, page, dialog)
    assert dialog.form.error_text("reason")
    dialog.reason.setText("Instruction 4/2026")
    submit(qtbot, page, dialog)
    assert "Instruction 4/2026" in page.figures.said.text()
    clock.advance(days=5)
    page.traces.reload()
    settle(qtbot, page)
    assert "OVERDUE by 2 days" in said(page)


def test_that_statistics_go_on_paper_and_a_wrong_day_is_said(qtbot, page):
    page.tabs.setCurrentWidget(page.figures)
    settle(qtbot, page)
    page.figures.from_day.setText("tomorrow")
    QTest.keyClick(page.figures.from_day, Qt.Key.Key_Return)
    assert "year-month-day" in page.figures.error.text()
    page.figures.from_day.setText("2026-01-01")
    QTest.keyClick(page.figures.paper, Qt.Key.Key_Space)
    dialog = page.figures.dialog
    dialog.make()
    settle(qtbot, page)
    assert dialog._content.startswith(b"%PDF")
    dialog.reject()


# --- nobody else ---


def test_that_others_do_not_see_that_there_is_such_a_page(
    qtbot, page, officer, armed, context_of, window_of
):
    open_request(qtbot, page, armed[0])
    officer.services.close()
    brian = context_of("brian")
    window = window_of(brian, "weapons")
    assert "tracing" not in window.navigation._buttons
    assert not window.weapon_actions.life.trace.isVisible()
    assert window.weapon_actions.life.trace not in window.weapon_actions.all()
    window.open_item("tracing", armed[0])
    idle(qtbot, brian)
    assert window.stack.currentWidget().objectName() == "weapons_page"


def test_that_the_ledger_and_documents_of_others_say_nothing(
    qtbot, page, officer, armed, context_of
):
    open_request(qtbot, page, armed[0])
    paper(qtbot, page, TracePaper.REQUEST)
    officer.services.close()
    entries = context_of("amina").services.ledgers.entries(limit=50)
    (made,) = [each for each in entries if each.kind == "document-issued"]
    for secret in ("KM7114", "trace-request", "Uganda", "UG", "TR-KE01", "Trace request"):
        assert secret not in repr(made), secret
    assert all(WORD not in repr(each) for each in entries)


def test_that_the_lock_drops_what_is_on_screen(qtbot, page, armed):
    open_request(qtbot, page, armed[0])
    assert "KM7114" in said(page)
    page.on_locked(True)
    settle(qtbot, page)
    assert "KM7114" not in said(page)
    assert WORD not in said(page)
    assert page.traces.detail.file is None
    assert page.traces.table.records.rowCount() == 0
    page.on_locked(False)
    settle(qtbot, page)
    assert "KM7114" in said(page)


def test_that_a_paper_and_hits_on_screen_are_closed_by_the_lock(qtbot, page):
    receive(qtbot, page)
    press(qtbot, page, Qt.Key.Key_F4)
    dialog = page.traces.acts.dialog
    page.on_locked(True)
    settle(qtbot, page)
    assert dialog.closed
    page.on_locked(False)
    settle(qtbot, page)


def test_that_the_window_that_locks_itself_forgets_and_reads_again(qtbot, page, armed):
    open_request(qtbot, page, armed[0])
    lock = page.window().idle_lock
    page.window().actions_["lock"].trigger()
    settle(qtbot, page)
    assert "KM7114" not in said(page)
    page.traces.reload()  # what was under way when it locked
    settle(qtbot, page)
    assert "KM7114" not in said(page)
    lock.dialog.password.setText(PASSWORD)
    lock.dialog.unlock.click()
    qtbot.waitUntil(lambda: not lock.is_locked, timeout=20_000)
    settle(qtbot, page)
    assert "KM7114" in said(page)


def test_that_a_form_gives_back_what_was_typed_after_the_lock(qtbot, page, armed):
    open_request(qtbot, page, armed[0])
    dialog = act(qtbot, page, "note")
    dialog.text.setPlainText("half typed")
    page.on_locked(True)
    settle(qtbot, page)
    page.on_locked(False)
    settle(qtbot, page)
    assert dialog.text.toPlainText() == "half typed"
    submit(qtbot, page, dialog)
    (file,) = page.context.services.tracing.files()
    assert file.events[-1].text == "half typed"


def test_that_the_holders_of_the_key_are_shown(qtbot, page):
    QTest.keyClick(page.head.button("admission"), Qt.Key.Key_Space)
    settle(qtbot, page)
    assert page.dialog.table.records.rowCount() == 1
    page.dialog.reject()


def test_that_a_read_only_register_says_so_and_tells_of_no_key(
    qtbot, officer, context_of, window_of
):
    officer.services.tracing.files()
    officer.services.close()
    reader = context_of("farah", read_only=True)
    shown = window_of(reader, "tracing").page("tracing")
    settle(qtbot, shown)
    assert shown.stack.currentIndex() == 1
    assert shown.refused.text()
    assert not shown.steps.text()


def test_that_nothing_confidential_is_remembered_outside_the_register(qtbot, page, home, armed):
    open_request(qtbot, page, armed[0])
    paper(qtbot, page, TracePaper.REQUEST)
    page.traces.finder.setText(WORD)
    page.window()._on_may_leave()
    kept = b"".join(each.read_bytes() for each in Path(home).rglob("*") if each.is_file())
    for secret in (WORD, "KM7114", "SECRET", "TR-KE01"):
        assert secret.encode() not in kept, secret


def test_that_who_has_no_key_is_told_what_to_do(qtbot, page, officer, context_of, window_of):
    officer.services.close()
    gita = context_of("gita")
    gita.services.users.add(
        AddUser(
            name="tariq",
            full_name="Tariq Example",
            roles=(Role.TRACING_OFFICER,),
            password=PASSWORD,
        ),
        BRIAN,
    )
    gita.services.close()
    tariq = context_of("tariq")
    shown = window_of(tariq, "tracing").page("tracing")
    settle(qtbot, shown)
    assert shown.stack.currentIndex() == 1
    told = shown.refused.text() + shown.steps.text()
    assert "farah" in told
    tariq.services.close()
    farah = context_of("farah")
    farah.services.admissions.admit(Compartment.TRACING, "tariq")
    farah.services.close()
    again = context_of("tariq")
    shown = window_of(again, "tracing").page("tracing")
    settle(qtbot, shown)
    assert shown.stack.currentIndex() == 0


def test_that_everything_on_the_page_has_a_name(qtbot, page, armed):
    open_request(qtbot, page, armed[0])
    assert not unnamed(page)
    page.tabs.setCurrentWidget(page.figures)
    settle(qtbot, page)
    assert not unnamed(page)


@pytest.mark.parametrize(
    "name", ["restate", "diversion", "prevention", "ballistics", "attach", "note", "close", "send"]
)
def test_that_everything_in_the_forms_has_a_name(qtbot, page, armed, name):
    open_request(qtbot, page, armed[0])
    dialog = act(qtbot, page, name)
    assert not unnamed(dialog)
    keys = [
        text[text.index("&") + 1].lower()
        for each in dialog.findChildren(QLabel)
        if each.buddy() is not None
        and each.isVisible()
        and "&" in (text := each.text().replace("&&", ""))
    ]
    assert len(set(keys)) == len(keys), keys
    dialog.reject()
