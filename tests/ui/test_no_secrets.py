"""What the program leaves beside the register tells nothing of what is in it.

A day is played with everything logged that can be: a register with a bit of everything, commands,
every page of the window, refused sign-ins, bad files, faults with serials in their texts. Then
every file outside the register is searched for serials, numbers, names, passwords and keys.
"""

from __future__ import annotations

import base64
import logging
import os
import subprocess
import sys
import tempfile
import threading

import pytest
from PySide6.QtCore import QMessageLogContext, QtMsgType
from PySide6.QtWidgets import QApplication
from sqlalchemy import text

from stockpile_app import logs
from stockpile_app.persistence.opening import open_store
from stockpile_app.services import fault_reports, scratch
from stockpile_app.services.weapons import Weapons
from stockpile_app.ui.crash_reporter import CrashReporter
from stockpile_app.ui.dialogs.weapon_dialog import RegisterWeaponDialog
from stockpile_app.ui.jobs import JobRunner
from stockpile_app.ui.navigation import PAGES
from stockpile_app.ui.sign_in import SignInWindow
from tests.builders import PASSWORD
from tests.builders_cli import HEADERS, Cli, with_passwords
from tests.builders_everything import record_much
from tests.ui.conftest import dialog_of, idle

TYPED = "ZZ-TYPED-4711"
WRONG = "the wrong words for this door"
UNREADABLE = {"marking", "disposal"}
"""Pages that are refused, because ``record_much`` makes up the lists that they show."""

RECOVERY = "0123456789ABCDEFGHJKMNPQR"


@pytest.fixture
def temp(tmp_path, monkeypatch, dressed):
    """A folder for temporary files, so that what stays in it is seen."""
    folder = tmp_path / "temp"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    yield folder
    dressed.use(dressed.wanted)  # its pictures went with the temporary folder


def secrets_of(store):
    """Everything that must stand nowhere, by what it is."""
    with store.read() as connection:
        column = lambda sql: {str(v) for v in connection.execute(text(sql)).scalars() if v}  # noqa: E731
        found = {
            "serial": column("SELECT serial FROM weapon"),
            "register number": column("SELECT number FROM weapon"),
            "person": column("SELECT name FROM person"),
            "full name": column("SELECT full_name FROM user_account"),
        }
    keys = {store.key.secret, store.signer.secret, store.seal_key.secret}
    found["key"] = {k.hex() for k in keys} | {base64.b64encode(k).decode() for k in keys}
    found["password"] = {PASSWORD, WRONG}
    found["recovery code"] = {RECOVERY, "-".join(RECOVERY[at : at + 5] for at in range(0, 25, 5))}
    found["typed"] = {TYPED}
    # a serial such as "1" stands in every log; what is to be found must be worth finding
    return {kind: {v for v in values if len(v) >= 5} for kind, values in found.items()}


def traces(secrets, content: bytes, where: str):
    """Return what is found of the secrets, in whatever spelling."""
    # of other alphabets than the Latin one, bytes know no small letters
    contents = (content, content.lower())
    return [
        (kind, value, where)
        for kind, values in secrets.items()
        for value in values
        if any(
            spelled.encode(code) in each
            for spelled in (value, value.lower(), value.upper())
            for code in ("utf-8", "utf-16-le")
            for each in contents
        )
    ]


def commands(cli, tmp_path):
    """Ask much of the command line, also what fails."""
    bad = tmp_path / "in" / "bad.csv"
    bad.parent.mkdir()
    bad.write_text(f"{HEADERS}\n{TYPED},x,y,z,Atlantis,17xx,?,?,,,\n{TYPED}\n", encoding="utf-8")
    torn = tmp_path / "in" / "torn.xlsx"
    torn.write_bytes(b"PK\3\4" + TYPED.encode() * 40)
    for line in (
        ("find", TYPED),
        ("show", "KE01-000001-9"),
        ("import", bad),
        ("import", "--accept-valid", bad),
        ("import", torn),
        ("export", tmp_path / "in" / "out.csv"),
        ("labels", tmp_path / "in" / "labels.pdf"),
        ("verify", "--json"),
        ("backup",),
        ("doctor", "--full"),
        ("people", "add", TYPED),
        ("incident", "list"),
        ("trace", "list"),
        ("nonsense", TYPED),
    ):
        cli(*line)


@pytest.fixture
def everything(qapp, home):
    """Everything is logged that can be; returns the log file."""
    log = logs.start(level=logging.DEBUG)
    root, before = logging.getLogger(), logging.getLogger().level
    root.setLevel(logging.DEBUG)
    yield log
    root.setLevel(before)
    logs.stop()


def test_that_nothing_beside_the_register_tells_what_is_in_it(
    qtbot,
    home,
    temp,
    folder,
    everything,
    tmp_path,
    capsys,
    monkeypatch,
    window_of,
    context_of,
    clock,
):
    with_passwords(monkeypatch)
    store = open_store(folder, "amina", PASSWORD, clock)
    record_much(store)
    secrets = secrets_of(store)
    store.close()
    assert {kind for kind, values in secrets.items() if not values} == set()
    said = [_terminal(Cli(folder, capsys), tmp_path, monkeypatch)]
    clock.advance(hours=1)
    window = _window(qtbot, folder, window_of, context_of)
    said += _faults(qtbot, window)
    window._on_may_leave()
    said.append(capsys.readouterr().err)
    written = [each for each in (*home.rglob("*"), *temp.rglob("*")) if each.is_file()]
    assert {everything, home / "config" / "window.ini"} <= set(written)
    assert any(each.suffix == ".draft" for each in written)
    assert len(everything.read_text(encoding="utf-8").splitlines()) > 3
    found = []
    for file in written:
        found += traces(secrets, file.read_bytes(), str(file.relative_to(tmp_path)))
    for text_ in said:
        found += traces(secrets, text_.encode(), "said")
    assert found == []
    assert str(folder).encode() not in everything.read_bytes()


def test_that_the_search_finds_what_is_there(store):
    record_much(store)
    secrets = secrets_of(store)
    key = base64.b64encode(store.key.secret)
    assert traces(secrets, b"x " + key, "here")
    for serial in secrets["serial"]:
        for content in (serial.lower().encode(), serial.encode(), serial.encode("utf-16-le")):
            assert traces(secrets, b"x " + content, "here")


def _terminal(cli, tmp_path, monkeypatch):
    """Ask much of the command line, also with a wrong password and with a fault of the program."""
    commands(cli, tmp_path)
    monkeypatch.setenv("STOCKPILE_PASSWORD", WRONG)
    assert cli("find", TYPED).status == 1
    monkeypatch.setenv("STOCKPILE_PASSWORD", PASSWORD)
    with monkeypatch.context() as patch:
        patch.setattr(Weapons, "find", _fails)
        broken = cli("find", TYPED)
    assert "The program failed (KeyError)" in broken.err
    return broken.err


def _faults(qtbot, window):
    """Let everything fail that can; return what is offered to strangers."""
    reporter = CrashReporter()
    reporter.keep_drafts = window.context.drafts.keep_now
    _raise(reporter, TYPED)
    qtbot.waitUntil(lambda: reporter.dialog is not None)
    report = reporter.dialog.view.toPlainText()
    reporter.dialog.close()
    reporter.on_qt_message(QtMsgType.QtWarningMsg, QMessageLogContext(), f"QFile: {TYPED}")
    return [report, fault_reports.report("x", [], {})]


def _fails(*_args, **_named):
    raise KeyError(f"weapon {TYPED} of Hana Njoroge")


def _raise(reporter, value):
    try:
        try:
            raise ValueError(value)
        except ValueError as error:
            raise KeyError(f"weapon {value}") from error
    except KeyError:
        reporter.on_exception(*sys.exc_info())
    thread = threading.Thread(target=_fails)
    before = threading.excepthook
    threading.excepthook = threading.__excepthook__
    logs.catch_strays()
    thread.start()
    thread.join()
    threading.excepthook = before


def _window(qtbot, folder, window_of, context_of):
    jobs = JobRunner()
    entrance = SignInWindow(jobs, folder)
    qtbot.addWidget(entrance)
    entrance.user.setCurrentText("amina")
    entrance.password.setText(WRONG)
    entrance.sign_in()
    qtbot.waitUntil(lambda: not jobs._running, timeout=20_000)
    assert jobs.shut_down()
    window = window_of(context_of("amina"), "overview")
    context = window.context
    for page in PAGES:
        window.open_item(page.name)
        idle(qtbot, context)
    assert {each.name for each in PAGES} - set(window._pages) <= UNREADABLE | {"tracing"}
    for typed in (TYPED, "KE01-000001-9", "A1"):
        window.finder.look_for(typed)
        idle(qtbot, context)
    for box in QApplication.topLevelWidgets():
        if box.objectName() == "" and box.isVisible() and box is not window:
            box.close()
    window.weapon_actions.register.trigger()
    dialog = dialog_of(RegisterWeaponDialog)
    dialog.identity.serial.setText(TYPED)
    dialog.submit()
    idle(qtbot, context)
    return window


_LOUD = """
import logging, threading, warnings
from stockpile_app import bootstrap
from stockpile_app.services.registers import utc_now
bootstrap._start()
for name in ("sqlalchemy.engine", "fontTools", "alembic", ""):
    logging.getLogger(name).setLevel(logging.DEBUG)
    logging.getLogger(name).error("INSERT INTO weapon (serial) VALUES (%s)", "ZZ-TYPED-4711")
warnings.warn("ZZ-TYPED-4711")
def fail():
    raise KeyError("ZZ-TYPED-4711")
thread = threading.Thread(target=fail)
thread.start()
thread.join()
class Going:
    def __del__(self):
        fail()
Going()
"""


def test_that_libraries_threads_and_warnings_say_nothing_on_the_terminal(home):
    done = subprocess.run(
        [sys.executable, "-c", _LOUD],
        env=os.environ | {"STOCKPILE_HOME": str(home)},
        capture_output=True,
        check=True,
    )
    assert (done.stdout, done.stderr) == (b"", b"")
    (log,) = (home / "log").iterdir()
    assert log.read_text(encoding="utf-8").count("Fault ") == 2
    assert TYPED.encode() not in log.read_bytes()


def test_that_what_a_killed_program_left_of_papers_is_thrown_away(temp):
    with scratch.scratch_folder() as mine:
        left = temp / mine.name.replace(mine.name.split("-")[-2], "99999999")
        left.mkdir()
        (left / "paper.pdf").write_text(TYPED, encoding="utf-8")
        assert mine.stat().st_mode & 0o077 == 0
        scratch.sweep()
        assert mine.exists()
    assert list(temp.iterdir()) == []
