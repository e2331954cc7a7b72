"""A marking job through the window: opened, worked at the bench, closed, certified."""

from __future__ import annotations

import csv

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from stockpile_app.domain.marking_vocabulary import MarkFault
from stockpile_app.domain.marking_work import JobState, MarkLineState
from stockpile_app.domain.vocabulary import Component, MarkOccasion
from stockpile_app.ui.tones import Tone
from tests.ui.conftest import idle, register


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


def open_job(qtbot, page, weapons):
    page.open_item(tuple(weapons))
    dialog = page.jobs.acts.dialog
    dialog.team.setText("Team 1")
    dialog.position.setText("left side")
    submit(qtbot, page, dialog)
    (job,) = page.context.services.marking.work.list()
    return job


def lines(page, job):
    return page.context.services.marking.work.lines(job.id)


def states(page, job):
    return [each.state for each in lines(page, job)]


def front(qtbot, page):
    window = page.window()
    window.activateWindow()
    qtbot.waitUntil(lambda: window.isActiveWindow() and QApplication.focusWidget() is not None)


def type_in(qtbot, page, text, key=Qt.Key.Key_Return):
    """Type where the bench put the cursor."""
    front(qtbot, page)
    QTest.keyClicks(QApplication.focusWidget(), text)
    QTest.keyClick(QApplication.focusWidget(), key)
    settle(qtbot, page)


def scan(qtbot, page, line):
    page.on_scan(line.weapon.number)
    settle(qtbot, page)


def at_the_bench(qtbot, page, job):
    """One mark is put on, one fails first, one is given up."""
    page.jobs.acts.bench.trigger()
    assert page.takes_scans
    first, second, third = lines(page, job)
    desk = page.bench.desk
    scan(qtbot, page, first)
    assert desk.answer.title() == first.text
    for text in (first.text, "2", "0,1"):
        type_in(qtbot, page, text)
    assert states(page, job)[0] is MarkLineState.APPLIED
    assert lines(page, job)[0].height == 20000
    fail(qtbot, page, second)
    assert states(page, job)[1] is MarkLineState.FAULTED
    scan(qtbot, page, second)
    type_in(qtbot, page, second.text, Qt.Key.Key_F9)
    assert states(page, job)[1] is MarkLineState.APPLIED
    fail(qtbot, page, third, given_up=True)
    assert "2" in desk.figures.text()
    desk.leave_bench.click()
    settle(qtbot, page)
    assert not page.takes_scans


def fail(qtbot, page, line, *, given_up=False):
    scan(qtbot, page, line)
    page.bench.open_fault()
    page.bench.dialog.fault.set_code(MarkFault.SHALLOW)
    page.bench.dialog.given_up.setChecked(given_up)
    submit(qtbot, page, page.bench.dialog)


def test_that_a_job_goes_from_the_form_to_the_certificate(qtbot, page, weapons, tmp_path):
    job = open_job(qtbot, page, weapons)
    assert job.occasion is MarkOccasion.STATE_STOCK
    assert page.jobs.shown.id == job.id
    assert [each.text for each in page.jobs.lines.records.records] == [
        each.text for each in lines(page, job)
    ]
    acts = page.jobs.acts
    assert not acts.close.isEnabled()
    acts.write_hand_off(str(tmp_path / "machine.csv"))
    with (tmp_path / "machine.csv").open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.reader(file))) == 4
    at_the_bench(qtbot, page, job)
    assert acts.close.isEnabled()
    acts.close.trigger()
    acts.dialog.applied.setValue(3)
    submit(qtbot, page, acts.dialog)
    assert acts.dialog.form.error_text("applied")
    acts.dialog.applied.setValue(2)
    submit(qtbot, page, acts.dialog)
    assert page.context.services.marking.work.get(job.id).state is JobState.CLOSED
    page.jobs.open_item(job.id)
    settle(qtbot, page)
    certificate = next(each for each in acts.papers.actions() if each.data() == "certificate")
    assert certificate.isEnabled()
    certificate.trigger()
    acts.dialog.make_button.click()
    qtbot.waitUntil(lambda: bool(acts.dialog._content), timeout=30_000)
    settle(qtbot, page)
    acts.dialog.reject()


def test_that_a_mark_read_wrongly_or_too_small_is_not_recorded(qtbot, page, weapons):
    job = open_job(qtbot, page, weapons)
    page.jobs.acts.bench.trigger()
    first = lines(page, job)[0]
    scan(qtbot, page, first)
    type_in(qtbot, page, first.text[:-1] + "?", Qt.Key.Key_F9)
    desk = page.bench.desk
    assert desk.answer.tone is Tone.BAD
    assert "is ordered" in desk.form.error_text("text_read")
    assert states(page, job)[0] is MarkLineState.OPEN
    type_in(qtbot, page, first.text)
    type_in(qtbot, page, "tall", Qt.Key.Key_F9)
    assert "millimetres" in desk.form.error_text("height")
    assert states(page, job)[0] is MarkLineState.OPEN


def test_that_a_mark_is_not_put_on_twice(qtbot, page, weapons):
    job = open_job(qtbot, page, weapons)
    page.jobs.acts.bench.trigger()
    first = lines(page, job)[0]
    scan(qtbot, page, first)
    type_in(qtbot, page, first.text, Qt.Key.Key_F9)
    scan(qtbot, page, first)
    assert page.bench.line is None
    assert page.bench.desk.answer.tone is Tone.WARN
    page.bench.left.emit()
    page.open_item((weapons[0],))
    dialog = page.jobs.acts.dialog
    dialog.team.setText("Team 2")
    submit(qtbot, page, dialog)
    assert "already" in dialog.form.error_text()
    assert len(page.context.services.marking.work.list()) == 1


def test_that_each_part_is_marked_after_the_other(qtbot, page, weapons):
    page.open_item((weapons[0],))
    dialog = page.jobs.acts.dialog
    dialog.team.setText("Team 1")
    dialog.parts[Component.BARREL].setChecked(True)
    submit(qtbot, page, dialog)
    page.jobs.acts.bench.trigger()
    (job,) = page.context.services.marking.work.list()
    one, other = lines(page, job)
    scan(qtbot, page, one)
    type_in(qtbot, page, one.text, Qt.Key.Key_F9)
    assert page.bench.line.component is other.component
    type_in(qtbot, page, other.text, Qt.Key.Key_F9)
    assert page.bench.line is None
    assert set(states(page, job)) == {MarkLineState.APPLIED}


def test_that_what_is_no_weapon_of_the_job_is_refused(qtbot, page, weapons):
    open_job(qtbot, page, weapons[:2])
    page.jobs.acts.bench.trigger()
    page.on_scan(page.context.services.desk.weapon(weapons[2]).number)
    settle(qtbot, page)
    assert page.bench.desk.answer.tone is Tone.BAD
    page.on_scan("no such thing")
    settle(qtbot, page)
    assert page.bench.desk.answer.tone is Tone.BAD


def test_that_a_job_is_cancelled_with_a_reason(qtbot, page, weapons):
    job = open_job(qtbot, page, weapons)
    page.jobs.acts.cancel.trigger()
    dialog = page.jobs.acts.dialog
    submit(qtbot, page, dialog)
    assert dialog.form.error_text("reason")
    dialog.reason.setPlainText("The machine is broken.")
    submit(qtbot, page, dialog)
    assert page.context.services.marking.work.get(job.id).state is JobState.CANCELLED


def test_that_a_reader_sees_jobs_and_changes_nothing(
    qtbot, page, weapons, context, context_of, window_of
):
    job = open_job(qtbot, page, weapons)
    context.services.close()
    farah = window_of(context_of("farah"), "marking").page("marking")
    farah.open_item(job.id)
    settle(qtbot, farah)
    acts = farah.jobs.acts
    assert farah.jobs.shown.id == job.id
    assert not any(each.isEnabled() for each in (acts.new, *acts.steps))
