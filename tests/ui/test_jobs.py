from __future__ import annotations

import threading
import time

import pytest
from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from stockpile_app.domain.errors import NotFound
from stockpile_app.ui.jobs import Job, JobRunner
from stockpile_app.ui.progress_dialog import ProgressDialog


@pytest.fixture
def jobs(qapp):
    runner = JobRunner()
    yield runner
    assert runner.shut_down()


class Listener(QObject):
    """Notes which thread hears what."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[object] = []
        self.threads: set[int] = set()

    @Slot(object)
    def on_value(self, value: object) -> None:
        self.heard.append(value)
        self.threads.add(threading.get_ident())


def test_that_work_runs_elsewhere_and_its_value_is_heard_here(qtbot, jobs):
    listener = Listener()
    job = Job(lambda _progress: threading.get_ident())
    job.succeeded.connect(listener.on_value)
    with qtbot.waitSignal(job.finished):
        jobs.start(job, writes=False)
    assert listener.heard[0] != threading.get_ident()
    assert listener.threads == {threading.get_ident()}
    assert not jobs._running


def test_that_a_refusal_and_a_cancel_are_told_apart(qtbot, jobs):
    def refuse(_progress):
        raise NotFound("not there")

    job = Job(refuse)
    with qtbot.waitSignals([job.refused, job.finished]):
        jobs.start(job, writes=True)
    job = Job(_endless)
    with qtbot.waitSignals([job.cancelled, job.finished]):
        jobs.start(job, writes=True)
        job.cancel()


def test_that_a_bug_reaches_the_excepthook(qtbot, jobs):
    job = Job(lambda _progress: 1 // 0)
    with qtbot.captureExceptions() as caught, qtbot.waitSignal(job.finished):
        jobs.start(job, writes=False)
    assert caught[0][0] is ZeroDivisionError


def test_that_writers_go_one_after_the_other(qtbot, jobs):
    inside: list[int] = []
    most: list[int] = []

    def write(_progress):
        inside.append(1)
        most.append(len(inside))
        time.sleep(0.02)
        inside.pop()

    many = [Job(write) for _ in range(5)]
    with qtbot.waitSignals([job.finished for job in many]):
        for job in many:
            jobs.start(job, writes=True)
    assert max(most) == 1
    assert not jobs.writing


def test_that_a_quick_job_shows_no_progress_and_a_slow_one_can_be_stopped(qtbot, jobs):
    window = QWidget()
    qtbot.addWidget(window)
    job = Job(lambda _progress: None)
    dialog = ProgressDialog(job, "Quick", window)
    with qtbot.waitSignal(job.finished):
        jobs.start(job, writes=False)
    assert not dialog.isVisible()
    job = Job(_endless)
    dialog = ProgressDialog(job, "Slow", window)
    jobs.start(job, writes=False)
    qtbot.waitUntil(dialog.isVisible, timeout=3000)
    qtbot.waitUntil(lambda: "of 1,000" in dialog.text.text())
    with qtbot.waitSignal(job.cancelled):
        dialog.reject()
        assert "Stopping" in dialog.text.text()


def _endless(progress):
    for done in range(1, 100_000):
        progress.report(done % 1000, 1000)
        time.sleep(0.01)
