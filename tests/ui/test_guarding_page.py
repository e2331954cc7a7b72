from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from stockpile_app.domain.guarding import FitLock, LogAccess, MoveKey, RecordDeviceTest
from stockpile_app.domain.numbers import CodeKind, PaperCode
from stockpile_app.domain.people import AddPerson
from stockpile_app.domain.places import AddPlace, SpecifyPlace
from stockpile_app.domain.vocabulary import DeviceKind, IncidentKind, PlaceKind
from stockpile_app.ui.dialogs.access_dialogs import AccessLogDialog
from stockpile_app.ui.dialogs.incident_dialogs import ReportIncidentDialog
from stockpile_app.ui.pages.guarding_page import GuardingPage
from stockpile_app.ui.widgets.moment_edit import MomentEdit
from tests.builders import ORIGIN
from tests.ui.dialog_fixtures import idle, unnamed

DAY = dt.date(2026, 3, 2)
moment = dt.datetime.fromisoformat


@pytest.fixture
def guarded(context):
    """A store with two keys and a window, and three people."""
    services = context.services
    store = services.places.add(AddPlace(PlaceKind.STORE, "Store A", parent=1)).place_id
    services.places.specify(SpecifyPlace(place_id=store, two_keys=True))
    for label, copies, hand in (("Upper", 2, 1), ("Lower", 2, 2), ("Window", 1, 0)):
        services.guarding.fit_lock(
            FitLock(place_id=store, label=label, copies=copies, occurred_on=DAY, hand=hand)
        )
    for name in ("Juma", "Leila", "Moses"):
        services.people.add(AddPerson(name=name))
    return context


def shown(qtbot, context, tab="keys") -> GuardingPage:
    page = GuardingPage(context)
    qtbot.addWidget(page)
    page.resize(1100, 640)
    page.show()
    idle(qtbot, context)
    page.open_item(tab)
    return page


def rows(table) -> list[list[str]]:
    model = table.model()
    columns = range(model.columnCount())
    return [
        [str(model.index(row, column).data()) for column in columns]
        for row in range(model.rowCount())
    ]


def choose(page, lock, copy=1):
    table = page.keys.table
    names = [(row.key.lock, row.key.copy) for row in table.records.records]
    table.choose(names.index((lock, copy)))


def submit(qtbot, panel):
    dialog = panel.dialog
    qtbot.mouseClick(dialog.submit_button, Qt.MouseButton.LeftButton)
    idle(qtbot, panel.context)
    return dialog


def card(person_id):
    return PaperCode(CodeKind.PERSON, ORIGIN, person_id).code


def test_that_an_empty_register_says_what_to_do_first(qtbot, context):
    page = shown(qtbot, context)
    assert "No lock is in the register yet" in page.keys.table.empty.text.text()
    assert "Nobody was logged yet" in page.access.log.empty.text.text()
    assert "No test is recorded yet" in page.devices.table.empty.text.text()
    assert not page.keys.hand_over.isEnabled()
    assert page.keys.fit.isEnabled()


def test_that_a_lock_is_added_with_its_hand_where_there_are_two_keys(qtbot, guarded):
    page = shown(qtbot, guarded)
    page.keys.fit.trigger()
    dialog = page.keys.dialog
    dialog.place.set_place(1)
    assert not dialog.hand.isEnabled()
    dialog.place.set_place(2)
    assert dialog.hand.isEnabled()
    dialog.hand.setCurrentIndex(2)
    submit(qtbot, page.keys)
    assert dialog.isVisible()
    assert "Give the lock the name" in dialog.form.error_text("label")
    dialog.label.setText("Gate")
    dialog.copies.setValue(3)
    submit(qtbot, page.keys)
    lock = guarded.services.guarding.locks()[0]
    assert (lock.label, lock.hand, lock.copies) == ("Gate", 2, 3)
    assert [row[1] for row in rows(page.keys.table)].count("Gate") == 3


def test_that_a_key_is_handed_over_by_scanning_a_card_and_comes_back(qtbot, guarded):
    page = shown(qtbot, guarded)
    choose(page, "Upper")
    page.keys.hand_over.trigger()
    dialog = page.keys.dialog
    dialog.on_scan("nonsense")
    assert "not the card of a person" in dialog.form.error_text("person")
    dialog.on_scan(card(1))
    dialog.witness.setText("juma")
    submit(qtbot, page.keys)
    assert "somebody else than juma" in dialog.form.error_text("witness")
    dialog.witness.setText("Sgt. Abdi")
    told = []
    guarded.bus.told.connect(told.append)
    submit(qtbot, page.keys)
    assert page.tabs.tabText(0) == "Keys (1 with people)"
    (notice,) = told
    notice.act()
    assert page.keys.dialog.objectName() == "take_back_key_dialog"
    assert page.keys.dialog.key.person == "Juma"
    page.keys.dialog.reject()
    choose(page, "Upper")
    assert page.keys.take_back.isEnabled()
    assert (
        "Key 1 to Juma" in page.keys.history.widget().findChildren(type(page.keys.note))[1].text()
    )
    page.keys.take_back.trigger()
    submit(qtbot, page.keys)
    assert guarded.services.guarding.keys_out() == []


def test_that_two_keys_of_a_place_are_refused_in_one_hand_in_the_dialog(qtbot, guarded):
    guarded.services.guarding.move_key(
        MoveKey(lock_id=1, copy=1, occurred_on=DAY, witness="Abdi", person_id=1)
    )
    page = shown(qtbot, guarded)
    choose(page, "Lower")
    page.keys.hand_over.trigger()
    dialog = page.keys.dialog
    dialog.person.set_person(1)
    dialog.witness.setText("Abdi")
    submit(qtbot, page.keys)
    assert "Juma has key 1 of “Upper”" in dialog.form.error_text()
    dialog.person.set_person(2)
    submit(qtbot, page.keys)
    assert len(guarded.services.guarding.keys_out()) == 2


def test_that_a_lost_key_is_shown_and_offers_an_incident(qtbot, guarded):
    page = shown(qtbot, guarded)
    choose(page, "Window")
    page.keys.lose.trigger()
    page.keys.dialog.circumstances.setPlainText("Fell into the river.")
    submit(qtbot, page.keys)
    assert "Window of Main depot / Store A must be changed" in page.keys.note.text()
    assert "TO BE CHANGED" in rows(page.keys.table)[-1][6]
    box = page.keys.box
    assert isinstance(box, QMessageBox)
    box.findChild(object, "yes").click()
    idle(qtbot, guarded)
    report = page.keys.dialog
    assert isinstance(report, ReportIncidentDialog)
    assert report.kind.code(IncidentKind) is IncidentKind.LOSS
    assert "Fell into the river." in report.circumstances.toPlainText()
    submit(qtbot, page.keys)
    (incident,) = guarded.services.incidents.list()
    assert incident.place == "Main depot / Store A"


def test_that_the_expected_count_is_told_only_after_the_count(qtbot, guarded):
    page = shown(qtbot, guarded)
    page.keys.count.trigger()
    dialog = page.keys.dialog
    assert dialog.place.currentText() == "Main depot"
    texts = [label.text() for label in dialog.findChildren(type(page.keys.note))]
    assert not any("5" in text for text in texts)
    dialog.counted.setText("four")
    submit(qtbot, page.keys)
    assert "as a number" in dialog.form.error_text("counted")
    dialog.counted.setText("4")
    dialog.witness.setText("Sgt. Abdi")
    submit(qtbot, page.keys)
    assert "Counted: 4. The register expected: 5. Difference: -1." in page.keys.box.text()
    page.keys.box.reject()
    page.keys.count.trigger()
    page.keys.dialog.counted.setText("5")
    page.keys.dialog.witness.setText("Sgt. Abdi")
    submit(qtbot, page.keys)
    assert page.keys.box.text() == "All are there: 5 keys."


def test_that_a_removed_lock_goes_out_of_sight(qtbot, guarded):
    page = shown(qtbot, guarded)
    choose(page, "Window")
    page.keys.remove.trigger()
    page.keys.dialog.reason.setText("worn")
    submit(qtbot, page.keys)
    assert "Window" not in [row[1] for row in rows(page.keys.table)]
    page.keys.which.setCurrentIndex(3)
    assert [row[1] for row in rows(page.keys.table)] == ["Window"]
    assert not page.keys.hand_over.isEnabled()


def test_that_keys_are_found_by_place_lock_or_person(qtbot, guarded):
    guarded.services.guarding.move_key(
        MoveKey(lock_id=1, copy=1, occurred_on=DAY, witness="Abdi", person_id=1)
    )
    page = shown(qtbot, guarded)
    page.keys.search.setText("jum")
    assert [row[4] for row in rows(page.keys.table)] == ["Juma"]
    page.keys.search.setText("lower")
    assert len(rows(page.keys.table)) == 2
    page.keys.search.clear()
    page.keys.which.setCurrentIndex(1)
    assert [row[4] for row in rows(page.keys.table)] == ["Juma"]
    page.keys.which.setCurrentIndex(2)
    assert rows(page.keys.table) == []


def test_that_the_keys_of_a_person_are_shown_when_the_page_is_asked_for_them(qtbot, guarded):
    guarded.services.guarding.move_key(
        MoveKey(lock_id=2, copy=2, occurred_on=DAY, witness="Abdi", person_id=2)
    )
    page = shown(qtbot, guarded, "access")
    page.open_item(2)
    assert page.tabs.currentWidget() is page.keys
    assert [(row[1], row[4]) for row in rows(page.keys.table)] == [("Lower", "Leila")]


def test_that_people_are_logged_in_by_their_cards_and_leave(qtbot, guarded):
    page = shown(qtbot, guarded, "access")
    page.access.log_access.trigger()
    dialog = page.access.dialog
    dialog.place.set_place(2)
    dialog.on_scan(card(1))
    dialog.on_scan(card(1))
    assert dialog.names() == ("Juma",)
    dialog.purpose.setText("Weekly count")
    dialog.came_at.setText("2026-03-02 00:10")
    submit(qtbot, page.access)
    assert "Two people must be present" in dialog.form.error_text("people")
    dialog.on_scan(card(2))
    submit(qtbot, page.access)
    assert page.access.inside_title.text() == "2 people are inside now"
    assert page.tabs.tabText(1) == "Access (1 inside)"
    page.access.leave.trigger()
    page.access.dialog.left_at.setText("2026-03-02 00:05")
    submit(qtbot, page.access)
    assert "cannot have left before they came" in page.access.dialog.form.error_text("left_at")
    page.access.dialog.left_at.setText("2026-03-02 00:40")
    submit(qtbot, page.access)
    assert "Nobody is inside now" in page.access.inside_title.text()
    assert not page.access.leave.isEnabled()
    assert rows(page.access.log)[0][3] == "Juma, Leila"


def test_that_the_log_is_narrowed_to_a_place(qtbot, guarded):
    for place, names in ((1, ("A",)), (2, ("B", "C"))):
        guarded.services.guarding.log_access(
            LogAccess(
                place_id=place,
                people=names,
                came_at=moment("2026-03-02T00:00"),
                purpose="x",
                left_at=moment("2026-03-02T00:00"),
            )
        )
    page = shown(qtbot, guarded, "access")
    assert len(rows(page.access.log)) == 2
    page.access.place.set_place(2)
    assert [row[3] for row in rows(page.access.log)] == ["B, C"]
    assert not page.access.inside.isVisible()


def test_that_the_access_log_is_printed_for_a_period(qtbot, guarded):
    page = shown(qtbot, guarded, "access")
    page.access.paper.trigger()
    dialog = page.access.dialog
    assert isinstance(dialog, AccessLogDialog)
    dialog.first.setText("2026-03-03")
    dialog.make()
    idle(qtbot, guarded)
    assert "first day is after the last" in dialog.form.error_text("first")
    dialog.first.setText("2026-02-01")
    dialog.make()
    idle(qtbot, guarded)
    assert dialog.number.text().startswith("AL-KE01-")
    dialog.reject()


def test_that_the_key_register_is_printed(qtbot, guarded):
    page = shown(qtbot, guarded)
    page.keys.register.trigger()
    dialog = page.keys.dialog
    dialog.make()
    idle(qtbot, guarded)
    assert dialog.number.text().startswith("KR-KE01-")
    dialog.reject()


def test_that_a_failed_test_stays_until_it_is_passed_and_offers_an_incident(qtbot, guarded):
    guarded.services.guarding.test_device(
        RecordDeviceTest(
            place_id=2, device=DeviceKind.ALARM, occurred_on=DAY, passed=True, tested_by="Amina"
        )
    )
    page = shown(qtbot, guarded, "devices")
    assert rows(page.devices.table)[0][0] == "Tested"
    page.devices.again.trigger()
    dialog = page.devices.dialog
    submit(qtbot, page.devices)
    assert "passed or failed" in dialog.form.error_text("passed")
    dialog.outcome.setCurrentIndex(2)
    submit(qtbot, page.devices)
    assert "Say what failed" in dialog.form.error_text("notes")
    dialog.notes.setPlainText("No tone.")
    submit(qtbot, page.devices)
    assert rows(page.devices.table)[0][0] == "FAILED"
    assert "1 device failed its last test" in page.devices.note.text()
    page.devices.box.findChild(object, "yes").click()
    assert "No tone." in page.devices.dialog.circumstances.toPlainText()
    page.devices.dialog.reject()
    page.devices.again.trigger()
    page.devices.dialog.outcome.setCurrentIndex(1)
    submit(qtbot, page.devices)
    assert rows(page.devices.table)[0][0] == "Tested"
    page.devices.only_due.setChecked(True)
    assert rows(page.devices.table) == []


def test_that_a_device_is_taken_out_of_use(qtbot, guarded):
    guarded.services.guarding.test_device(
        RecordDeviceTest(
            place_id=2, device=DeviceKind.ALARM, occurred_on=DAY, passed=True, tested_by="Amina"
        )
    )
    page = shown(qtbot, guarded, "devices")
    page.devices.retire.trigger()
    page.devices.dialog.reason.setText("sold")
    submit(qtbot, page.devices)
    assert rows(page.devices.table) == []
    assert guarded.services.guarding.devices() == []


def test_that_who_may_only_look_is_offered_nothing_to_record(qtbot, context_of):
    page = shown(qtbot, context_of("dora"))
    for action in (page.keys.fit, page.keys.count, page.access.log_access, page.devices.test):
        assert not action.isEnabled()
    assert page.access.paper.isEnabled()


@pytest.mark.parametrize("tab", ["keys", "access", "devices"])
def test_that_everything_on_the_page_can_be_named(qtbot, guarded, tab):
    page = shown(qtbot, guarded, tab)
    assert unnamed(page) == []


@pytest.mark.parametrize(
    ("panel", "action"),
    [
        ("keys", "hand_over"),
        ("keys", "lose"),
        ("keys", "count"),
        ("keys", "fit"),
        ("keys", "remove"),
        ("access", "log_access"),
        ("devices", "test"),
    ],
)
def test_that_everything_in_the_dialogs_can_be_named(qtbot, guarded, panel, action):
    page = shown(qtbot, guarded, panel)
    owner = getattr(page, panel)
    getattr(owner, action).trigger()
    assert unnamed(owner.dialog) == []
    labels = [
        label.text()
        for label in owner.dialog.findChildren(type(page.keys.note))
        if label.buddy() is not None
    ]
    keys = [text[text.index("&") + 1].lower() for text in labels]
    assert len(set(keys)) == len(keys), labels
    owner.dialog.reject()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("2026-03-02 08:30", "2026-03-02T08:30"),
        ("2026-03-02T08:30", "2026-03-02T08:30"),
        ("2026-03-02 08.30", "2026-03-02T08:30"),
        ("  ", None),
    ],
)
def test_that_a_moment_is_read_as_people_write_it(qtbot, typed, said):
    edit = MomentEdit()
    qtbot.addWidget(edit)
    edit.setText(typed)
    found = edit.moment()
    assert (f"{found:%Y-%m-%dT%H:%M}" if found else None) == said


@pytest.mark.parametrize("typed", ["2026-03-02", "08:30", "2026-02-30 08:30", "x", "2026-03-02 8"])
def test_that_what_is_no_moment_is_refused(qtbot, typed):
    edit = MomentEdit()
    qtbot.addWidget(edit)
    edit.setText(typed)
    with pytest.raises(Exception, match="Write day and time"):
        edit.moment()
