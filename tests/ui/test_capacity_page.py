"""Training, needs and lessons through the window."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from stockpile_app.domain.needs_vocabulary import LessonKind, NeedOrigin, NeedStatus
from stockpile_app.domain.people import AddPerson
from stockpile_app.domain.staff import GainQualification, Validity
from stockpile_app.domain.vocabulary import Sex
from tests.ui.dialog_fixtures import unnamed
from tests.ui.disposal_fixtures import settle, submit


@pytest.fixture
def people(context):
    add = context.services.people.add
    return [
        add(AddPerson(name="Wanjiru", sex=Sex.FEMALE)).person_id,
        add(AddPerson(name="Otieno", sex=Sex.MALE)).person_id,
    ]


@pytest.fixture
def page(people, window_of, context, qtbot):
    found = window_of(context, "capacity").page("capacity")
    settle(qtbot, found)
    return found


def press(button):
    assert button.isEnabled(), button.text()
    QTest.keyClick(button, Qt.Key.Key_Space)


def test_that_a_course_qualifies_those_who_are_ticked(qtbot, page):
    panel = page.training
    assert "Record the first course" in panel.held.empty.text.text()
    press(panel.hold)
    dialog = panel.dialog
    submit(qtbot, page, dialog)
    assert dialog.form.error_text("topic")
    dialog.topic.setCurrentIndex(dialog.topic.findData("stocktaking"))
    dialog.course.setText("Counting")
    dialog.provider.setText("School of Logistics")
    dialog.people.setCurrentRow(1)
    QTest.keyClick(dialog.people, Qt.Key.Key_Space)
    assert len(dialog.chosen()) == 1
    dialog.men.setValue(4)
    dialog.qualifies.setChecked(True)
    submit(qtbot, page, dialog)
    settle(qtbot, page)
    (held,) = panel.held.records.records
    assert (held.person, held.topic, held.validity) == ("Wanjiru", "stocktaking", Validity.VALID)
    (course,) = panel.courses.records.records
    assert (course.women, course.men) == (1, 4)
    assert "1 women and 4 men" in panel.note.text()
    press(panel.who)
    dialog = panel.dialog
    dialog.duty.setCurrentIndex(dialog.duty.findData("counter"))
    settle(qtbot, page)
    found = {each.person: each.may for each in dialog.table.records.records}
    assert found == {"Wanjiru": True, "Otieno": False}
    assert not unnamed(dialog)
    dialog.reject()


def test_that_a_qualification_is_recorded_and_withdrawn(qtbot, page, people):
    panel = page.training
    press(panel.gain)
    dialog = panel.dialog
    submit(qtbot, page, dialog)
    assert "Choose a person" in dialog.form.error_text("person_id")
    dialog.person.setCurrentIndex(dialog.person.findData(people[1]))
    dialog.topic.lineEdit().setText("Driving lorries")
    dialog.certificate.setText("C-7")
    submit(qtbot, page, dialog)
    settle(qtbot, page)
    (held,) = panel.held.records.records
    assert (held.topic, held.certificate, held.expires_on) == ("Driving lorries", "C-7", None)
    panel.held.choose(0)
    press(panel.withdraw)
    panel.dialog.reason.setText("No lorry")
    submit(qtbot, page, panel.dialog)
    settle(qtbot, page)
    assert panel.held.records.records[0].validity is Validity.WITHDRAWN
    assert not panel.withdraw.isEnabled()


def lapsed(context, person):
    context.services.staff.gain(
        GainQualification(
            person_id=person,
            topic="marking",
            gained_on=dt.date(2020, 1, 1),
            expires_on=dt.date(2021, 1, 1),
        )
    )


def state_suggested(qtbot, page):
    panel = page.needs
    suggested = [each.origin for each in panel.suggested.table.records.records]
    panel.suggested.table.choose(suggested.index(NeedOrigin.QUALIFICATIONS))
    press(panel.suggested.take)
    dialog = panel.suggested.dialog
    assert dialog.baseline.value() == 1
    dialog.cost.setText("lots")
    submit(qtbot, page, dialog)
    assert "whole number" in dialog.form.error_text("cost")
    dialog.cost.setText("12 000")
    dialog.currency.setText("eur")
    submit(qtbot, page, dialog)
    settle(qtbot, page)
    panel.table.choose(0)


def test_that_a_suggested_need_is_stated_and_followed(qtbot, page, people, context):
    lapsed(context, people[0])
    page.open_item("needs")
    panel = page.needs
    panel.suggested.reload()
    settle(qtbot, page)
    state_suggested(qtbot, page)
    (need,) = panel.table.records.records
    assert (need.words.cost, need.words.currency) == (12000, "EUR")
    assert need.evidence == {"qualifications that ran out": 1}
    assert not unnamed(page)
    press(panel.change)
    panel.dialog.need_title.setText("Courses")
    submit(qtbot, page, panel.dialog)
    settle(qtbot, page)
    panel.table.choose(0)
    press(panel.follow)
    dialog = panel.dialog
    dialog.status.set_code(NeedStatus.MET)
    submit(qtbot, page, dialog)
    assert dialog.form.error_text("measured")
    dialog.measured.setText("0")
    submit(qtbot, page, dialog)
    settle(qtbot, page)
    panel.table.choose(0)
    assert panel.table.records.records[0].status is NeedStatus.MET
    assert not panel.follow.isEnabled()


def test_that_needs_become_a_proposal(qtbot, page, people, context):
    lapsed(context, people[0])
    page.open_item("needs")
    panel = page.needs
    panel.suggested.reload()
    settle(qtbot, page)
    assert not panel.proposal.isEnabled()
    state_suggested(qtbot, page)
    press(panel.proposal)
    panel.dialog.project.setText("Courses 2027")
    panel.dialog.make()
    settle(qtbot, page)
    assert panel.dialog.number.text().startswith("PP-")
    panel.dialog.reject()


def test_that_lessons_are_written_down_and_printed(qtbot, page):
    page.open_item("lessons")
    panel = page.lessons
    settle(qtbot, page)
    assert "what went well" in panel.table.empty.text.text()
    press(panel.record)
    dialog = panel.dialog
    dialog.kind.set_code(LessonKind.LESSON)
    dialog.lesson_title.setText("Light")
    submit(qtbot, page, dialog)
    assert dialog.form.error_text("text")
    dialog.text.setPlainText("Count by daylight.")
    dialog.shareable.setChecked(True)
    submit(qtbot, page, dialog)
    settle(qtbot, page)
    panel.table.choose(0)
    assert panel.words.text() == "Count by daylight."
    QTest.keyClicks(panel.filter, "night")
    assert not panel.table.records.records
    assert not panel.paper.isEnabled()
    panel.filter.clear()
    QTest.keyClicks(panel.filter, "DAYLIGHT")
    press(panel.paper)
    panel.dialog.make()
    settle(qtbot, page)
    assert panel.dialog.number.text().startswith("LL-")
    panel.dialog.reject()
    panel.table.choose(0)
    press(panel.withdraw)
    panel.dialog.reason.setText("Lamps came")
    submit(qtbot, page, panel.dialog)
    settle(qtbot, page)
    assert not panel.table.records.records


def test_that_a_storekeeper_reads_and_writes_lessons_alone(qtbot, window_of, context_of):
    found = window_of(context_of("chipo"), "capacity").page("capacity")
    settle(qtbot, found)
    for button in (found.training.hold, found.training.gain, found.needs.state):
        assert not button.isEnabled()
    assert found.lessons.record.isEnabled()


def test_that_nothing_is_read_of_a_part_that_is_out_of_sight(qtbot, page, people, context):
    read = []
    part = page.needs.suggested
    part.read = lambda: read.append(1) or type(part).read(part)
    lapsed(context, people[0])
    part.reload()
    settle(qtbot, page)
    assert not read
    page.open_item("needs")
    settle(qtbot, page)
    assert read == [1]
    assert len(part.table.records.records) == 1
    page.open_item("training")
    page.open_item("needs")
    settle(qtbot, page)
    assert read == [1]
