"""When the program itself fails: it says so once, keeps what was typed, and tells no values."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import ClassVar

import pytest
from PySide6.QtCore import QMessageLogContext, QObject, QTimer, QtMsgType
from PySide6.QtWidgets import QPushButton, QWidget
from typing_extensions import override

from stockpile_app import logs
from stockpile_app.domain.progress import Progress
from stockpile_app.services import fault_reports
from stockpile_app.settings import Settings, Theme
from stockpile_app.ui import crash_reporter
from stockpile_app.ui.application import Session
from stockpile_app.ui.collector import Collector
from stockpile_app.ui.crash_dialog import CrashDialog, EndedDialog
from stockpile_app.ui.crash_reporter import CrashReporter
from stockpile_app.ui.dialogs.weapon_dialog import DescribeWeaponDialog
from stockpile_app.ui.jobs import Job
from tests.builders import PASSWORD
from tests.ui.conftest import idle
from tests.ui.fault_child import SERIAL

ROOT = Path(__file__).parents[2]
SECRET = "AK4711-SECRET"


@pytest.fixture
def log(home):
    file = logs.start()
    yield file
    logs.stop()


@pytest.fixture
def reporter(qtbot, log):
    """Installed as in the program; pytest-qt has its own hook, which must not count these."""
    before = sys.excepthook, threading.excepthook, sys.unraisablehook
    found = CrashReporter()
    sys.excepthook = found.on_exception
    yield found
    sys.excepthook, threading.excepthook, sys.unraisablehook = before
    if found.dialog is not None:
        found.dialog.close()


def shown(qtbot, reporter) -> CrashDialog:
    qtbot.waitUntil(lambda: reporter.dialog is not None)
    return reporter.dialog


def fail(text: str = SECRET) -> None:
    raise ValueError(f"{text} cannot be found")


def caught(reporter, work=fail) -> None:
    """Let the hook have what ``work`` raises, as Qt does with what a slot raises."""
    try:
        work()
    except BaseException:  # noqa: BLE001 - as Qt does
        reporter.on_exception(*sys.exc_info())


def test_that_a_fault_says_what_happened_what_is_safe_and_what_to_do(
    qtbot, window, reporter, log, capfd
):
    context = window.context
    dialog = DescribeWeaponDialog(context, context.services.weapons.load([1])[1], window)
    dialog.open()
    dialog.notes.setPlainText("worn")
    reporter.keep_drafts = context.drafts.keep_now
    caught(reporter)
    crash = shown(qtbot, reporter)
    said = "\n".join(each.text() for each in crash.findChildren(QWidget) if hasattr(each, "text"))
    assert "its fault, not yours" in said
    assert "Everything that was recorded before is safe" in said
    assert "What you typed in 1 open form is kept" in said
    assert len(context.services.drafts.all()) == 1
    report = crash.view.toPlainText()
    for part in ("builtins.ValueError", "test_faults.py:", "Qt: 6.", "SQLite: 3.", "theme = "):
        assert part in report
    assert "Fault in the window, time 1" in report  # the end of the log
    for where in (report, log.read_text(encoding="utf-8"), *capfd.readouterr()):
        assert SECRET not in where
        assert str(Path.home()) + "/" not in where
    crash.copy.click()
    crash.findChild(QPushButton, "go_on").click()
    assert reporter.dialog is None
    assert dialog.isVisible()
    assert dialog.notes.toPlainText() == "worn"
    dialog.reject()


def test_that_the_report_is_saved(qtbot, reporter, tmp_path):
    caught(reporter)
    crash = shown(qtbot, reporter)
    crash.save_to(str(tmp_path / "no" / "report.txt"))
    assert "cannot be written" in crash.said.text()
    crash.save_to(str(tmp_path / "report.txt"))
    assert (tmp_path / "report.txt").read_text(encoding="utf-8") == crash.view.toPlainText()


class Painted(QWidget):
    @override
    def paintEvent(self, event):
        fail()


def test_that_a_fault_while_painting_is_shown_after_it(qtbot, reporter):
    with qtbot.captureExceptions():
        sys.excepthook = reporter.on_exception
        widget = Painted()
        qtbot.addWidget(widget)
        widget.show()
        crash = shown(qtbot, reporter)
        assert "paintEvent" in crash.view.toPlainText()
        widget.hide()


def test_that_a_storm_is_shown_once_and_counted(qtbot, reporter, log, monkeypatch):
    with qtbot.captureExceptions():
        sys.excepthook = reporter.on_exception
        timer = QTimer()
        timer.timeout.connect(fail)
        timer.start(0)
        crash = shown(qtbot, reporter)
        qtbot.waitUntil(lambda: reporter._times[crash.fault_place] > 150)
        assert reporter.dialog is crash
        crash.accept()
        count = reporter._times[crash.fault_place]
        qtbot.waitUntil(lambda: reporter._times[crash.fault_place] > count + 50)
        assert reporter.dialog is None  # one can go on working
        timer.stop()
        monkeypatch.setattr(crash_reporter, "_QUIET_S", 0.0)
        timer.start(0)
        assert shown(qtbot, reporter) is not crash
        timer.stop()
    assert crash.times.text().startswith("It happened ")
    assert len(log.read_text(encoding="utf-8").splitlines()) < 20


def test_that_a_fault_in_a_job_is_shown_and_the_job_ends(qtbot, context, reporter):
    def work(_progress: Progress) -> None:
        fail()

    with qtbot.captureExceptions():
        sys.excepthook = reporter.on_exception
        job = Job(work)
        context.jobs.start(job, writes=True)
        idle(qtbot, context)
        assert "builtins.ValueError" in shown(qtbot, reporter).view.toPlainText()


def test_that_a_fault_in_another_thread_opens_its_window_in_this_one(qtbot, reporter):
    thread = threading.Thread(target=caught, args=(reporter,))
    thread.start()
    thread.join()
    assert shown(qtbot, reporter).thread() == reporter.thread()


def test_that_what_threads_and_objects_leave_behind_is_logged_without_its_text(
    reporter, log, capfd
):
    threading.excepthook, sys.unraisablehook = threading.__excepthook__, sys.__unraisablehook__
    logs.catch_strays()
    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()

    class Going:
        def __del__(self):
            fail()

    Going()
    text = log.read_text(encoding="utf-8")
    assert "Fault in a thread" in text
    assert "Fault while an object went" in text
    for where in (text, *capfd.readouterr()):
        assert SECRET not in where


def _recurse(depth: int = 0) -> int:
    return _recurse(depth + 1) + 1


def _no_memory() -> None:
    raise MemoryError(SECRET)


@pytest.mark.parametrize("work", [_recurse, _no_memory])
def test_that_want_of_memory_or_of_depth_is_told(qtbot, reporter, log, work):
    caught(reporter, work)
    report = shown(qtbot, reporter).view.toPlainText()
    assert len(report.splitlines()) < 200
    assert len(log.read_text(encoding="utf-8")) < 20_000


def test_that_a_fault_in_the_hook_itself_ends_there(qtbot, reporter, log, monkeypatch, capfd):
    def broken(*_args):
        fail()

    monkeypatch.setattr(logs, "passed", broken)
    caught(reporter)
    assert "A fault could not be reported" in log.read_text(encoding="utf-8")
    assert SECRET not in "".join(capfd.readouterr())


def test_that_a_report_without_drafts_or_register_is_still_one(qtbot, reporter):
    reporter.keep_drafts = reporter.about = fail
    caught(reporter)
    assert "builtins.ValueError" in shown(qtbot, reporter).view.toPlainText()


def test_that_what_qt_warns_of_is_logged_by_its_place_alone(reporter, log):
    message = f"QFile::open: cannot open {SECRET}"
    for _ in range(100):
        reporter.on_qt_message(QtMsgType.QtWarningMsg, QMessageLogContext(), message)
    text = log.read_text(encoding="utf-8")
    assert "Qt warns at QFile::open, time 64" in text
    assert len(text.splitlines()) == 7
    assert SECRET not in text


def test_that_a_fault_while_somebody_signs_in_leaves_them_at_the_door(
    qtbot, qapp, reporter, folder, monkeypatch
):
    def broken(*_args, **_named):
        fail()

    session = Session(qapp, Settings())
    reporter.keep_drafts, reporter.about = session.keep_drafts, session.about
    window = session.sign_in(folder)
    monkeypatch.setattr("stockpile_app.services.registers.open_register", broken)
    with qtbot.captureExceptions():
        sys.excepthook = reporter.on_exception
        window.password.setText(PASSWORD)
        window.sign_in()
        report = shown(qtbot, reporter).view.toPlainText()
    assert "Register: none is open" in report
    assert PASSWORD not in report
    assert window.submit.isEnabled()
    reporter.dialog.accept()
    session.tell_of([[], ["Fatal Python error: Aborted", "a.py:1 f"]])
    assert session.ended.isVisible()
    assert "Fault: Fatal Python error: Aborted\n  a.py:1 f" in session.ended.view.toPlainText()
    session.ended.accept()
    session.tell_of([])
    assert not session.ended.isVisible()
    window.hide()
    window.deleteLater()
    session.jobs.shut_down()


# --- what Python cannot catch ------------------------------------------------------------------


def dies(home: Path, folder: Path, how: str) -> str:
    """Let the window die in a process of its own; return what it said."""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "STOCKPILE_HOME": str(home)}
    command = [sys.executable, "-m", "tests.ui.fault_child", str(folder), how]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode < 0, done.stderr
    return done.stdout + done.stderr


@pytest.mark.parametrize(
    ("how", "told"), [("fatal", "Aborted"), ("segfault", "Segmentation fault"), ("kill", "")]
)
def test_that_a_sudden_end_is_told_at_the_next_start(
    qtbot, home, folder, window_of, context_of, how, told
):
    said = dies(home, folder, how)
    assert SERIAL not in said
    ((*lines,),) = fault_reports.unexpected_ends()
    assert fault_reports.unexpected_ends() == []  # told once
    assert ("".join(lines[:1]) == f"Fatal Python error: {told}") if told else not lines
    assert not any("/" in each for each in lines)
    assert any("fault_child.py:" in each for each in lines) is bool(told), lines
    if how == "fatal":  # Qt said so before it ended the process
        window = window_of(context_of("brian"))
        qtbot.waitUntil(lambda: window.drafts_offer.dialog is not None)
        (draft,) = window.context.drafts.earlier
        assert SERIAL in str(draft.fields)
        log = (home / "log" / logs.FILE_NAME).read_text(encoding="utf-8")
        assert "Qt warns at QWidget" in log
        assert "Qt ends the program" in log
        assert SERIAL not in log


def test_that_a_window_that_runs_did_not_end(home):
    running = fault_reports.RunningFile()
    running.start()
    assert fault_reports.unexpected_ends() == []
    assert running.path.exists()
    running.stop()
    assert not running.path.exists()
    stale = home / "log" / "session-1.txt"  # the number belongs to another program by now
    stale.write_text("12.5\n", encoding="utf-8")
    assert fault_reports.unexpected_ends() == [[]]


def test_that_a_log_folder_that_cannot_be_written_stops_nothing(tmp_path):
    (tmp_path / "file").touch()
    running = fault_reports.RunningFile(tmp_path / "file" / "log")
    running.start()
    running.stop()
    assert fault_reports.unexpected_ends(tmp_path / "file" / "log") == []


def test_that_settings_with_folders_are_left_out_of_reports(home):
    (home / "config").mkdir(parents=True)
    (home / "config" / "settings.toml").write_text('language = "fr"\n', encoding="utf-8")
    text = fault_reports.report("x.Y", ["a.py:1 f"], {})
    assert "language = fr" in text
    assert str(home) not in text


@pytest.mark.parametrize("theme", [Theme.LIGHT, Theme.DARK])
def test_that_the_windows_about_faults_can_be_read(qtbot, dressed, reporter, theme):
    dressed.use(theme)
    try:
        caught(reporter)
        ended = EndedDialog("report", dumped=True)
        qtbot.addWidget(ended)
        ended.show()
        crash = shown(qtbot, reporter)
        crash.show_times(1204)
        for dialog in (crash, ended):
            for button in dialog.findChildren(QPushButton):
                assert button.width() >= button.sizeHint().width()
                assert button.accessibleName() or button.text()
        if out := os.environ.get("STOCKPILE_SHOTS"):
            crash.grab().save(f"{out}/crash_{theme.value}.png")
            ended.grab().save(f"{out}/ended_{theme.value}.png")
    finally:
        dressed.use(Theme.LIGHT)


# --- what dies where it must not -----------------------------------------------------------------


class Knot(QObject):
    """Part of a cycle, with a timer that no other thread may stop."""

    gone: ClassVar[list[int]] = []

    def __init__(self):
        super().__init__()
        self.knot = self
        self.timer = QTimer(self)
        self.timer.start(60_000)

    def __del__(self):
        Knot.gone.append(threading.get_ident())


def _litter():
    """Make so much that Python would look for cycles several times."""
    kept = [[] for _ in range(5_000)]
    for each in kept:
        each.append(each)


def test_that_widgets_die_in_the_thread_of_the_window_alone(qtbot):
    before = gc.get_threshold()
    collector = Collector()
    Knot.gone.clear()
    gc.collect()
    gc.set_threshold(200, 2, 2)
    collector.start()
    try:
        for _ in range(20):
            Knot()
            thread = threading.Thread(target=_litter)
            thread.start()
            thread.join()
        assert Knot.gone == []
        qtbot.waitUntil(lambda: len(Knot.gone) == 20)
        assert set(Knot.gone) == {threading.get_ident()}
    finally:
        collector.stop()
        gc.set_threshold(*before)
    assert gc.isenabled()


def test_that_little_is_looked_through_often_and_all_of_it_seldom():
    before = gc.get_threshold()
    collector = Collector()
    gc.disable()
    try:
        gc.collect()
        gc.set_threshold(100_000, 10, 10)
        assert collector.look() == -1
        gc.set_threshold(1, 10, 10)
        kept = [[] for _ in range(50)]
        assert collector.look() == 0
        assert len(kept) == 50
    finally:
        gc.set_threshold(*before)
        gc.enable()
