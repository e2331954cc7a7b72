"""What appears without the focus going there is told to screen readers, in its own urgency."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget

from stockpile_app.domain.errors import BadValue
from stockpile_app.domain.text import N_
from stockpile_app.ui import announce as module
from stockpile_app.ui.announce import announce
from stockpile_app.ui.jobs import Job
from stockpile_app.ui.progress_dialog import ProgressDialog
from stockpile_app.ui.tones import Tone
from stockpile_app.ui.widgets.form import Form
from stockpile_app.ui.widgets.scan_answer import ScanAnswer
from stockpile_app.ui.widgets.verdict import Verdict

NOW = QAccessible.AnnouncementPoliteness.Assertive
LATER = QAccessible.AnnouncementPoliteness.Polite


@pytest.fixture
def heard(monkeypatch):
    """What a screen reader would say."""
    said: list[tuple[str, QAccessible.AnnouncementPoliteness]] = []

    class Reader:
        AnnouncementPoliteness = QAccessible.AnnouncementPoliteness

        @staticmethod
        def updateAccessibility(event) -> None:  # noqa: N802 - Qt
            assert event.type() is QAccessible.Event.Announcement
            said.append((event.message(), event.politeness()))

    monkeypatch.setattr(module, "QAccessible", Reader)
    return said


def shown(qtbot, widget: QWidget) -> QWidget:
    qtbot.addWidget(widget)
    widget.show()
    return widget


def test_that_it_is_said_with_its_urgency_and_only_of_what_is_seen(qtbot, heard):
    widget = shown(qtbot, QWidget())
    announce(widget, "One")
    announce(widget, "Two", now=True)
    announce(widget, "")
    widget.hide()
    announce(widget, "Three")
    assert heard == [("One", LATER), ("Two", NOW)]


def test_that_the_answer_to_a_scan_interrupts_and_a_hint_is_silent(qtbot, heard):
    answer = shown(qtbot, ScanAnswer())
    answer.say(Tone.NEUTRAL, "Scan")
    answer.say(Tone.TWICE, "Scanned before", "It counts once.")
    assert heard == [("Scanned before It counts once.", NOW)]


def test_that_of_many_answers_in_one_go_only_the_last_is_said(qtbot, heard):
    answer = shown(qtbot, ScanAnswer())
    answer.gathers = True
    answer.say(Tone.GOOD, "One")
    answer.gathers = False
    answer.say(Tone.GOOD, "2 of 2")
    assert [text for text, _how in heard] == ["2 of 2"]


def test_that_a_refusal_at_a_field_is_said_at_once(qtbot, heard):
    form = Form()
    form.add("name", "&Name", QLineEdit())
    shown(qtbot, form)
    form.show_error(BadValue(N_("Not now."), "name"))
    assert heard[0][1] is NOW
    assert "Not now" in heard[0][0]


def test_that_a_verdict_is_said_and_a_bad_one_at_once(qtbot, heard):
    verdict = shown(qtbot, Verdict("v"))
    verdict.say("good", "In order.")
    verdict.say("banner", "Broken.")
    assert heard == [("In order.", LATER), ("Broken.", NOW)]


@pytest.mark.parametrize("stopped", [False, True])
def test_that_the_end_of_long_work_is_said(qtbot, heard, stopped):
    job: Job[None] = Job(lambda _progress: None)
    dialog = shown(qtbot, ProgressDialog(job, "Importing"))
    if stopped:
        dialog.reject()
    job.finished.emit()
    assert heard == [("Importing: stopped" if stopped else "Importing: finished", LATER)]


def test_that_the_end_of_quick_work_is_not_said(qtbot, heard):
    job: Job[None] = Job(lambda _progress: None)
    ProgressDialog(job, "Reading")
    job.finished.emit()
    QTest.qWait(1)
    assert not heard


def test_that_what_the_window_says_below_is_said(qtbot, window, heard):
    window.status.showMessage("Backup made: x", 1000)
    assert heard == [("Backup made: x", LATER)]
