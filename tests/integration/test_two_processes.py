"""Two programs at one register: the second is told in words, a hanging one blocks nobody."""

from __future__ import annotations

import contextlib
import json
import platform
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from stockpile_app.domain.errors import RegisterBusy, RegisterDamaged
from stockpile_app.domain.progress import NoProgress
from stockpile_app.domain.weapons import RegisterWeapon
from stockpile_app.persistence.opening import open_store
from stockpile_app.persistence.verify import verify
from stockpile_app.services.desk import Desk
from stockpile_app.services.gateway import Services
from tests.builders import PASSWORD, FakeClock, weapon

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL and SIGSTOP")

_ROOT = str(Path(__file__).parents[2])

# Opens the register, records one weapon, begins to record another and waits to be ended.
_CHILD = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from stockpile_app.persistence.opening import open_store
from tests.builders import PASSWORD, FakeClock, weapon
store = open_store(Path(sys.argv[2]), "brian", PASSWORD, FakeClock())
with store.write() as uow:
    uow.record(weapon(1))
    uow.commit()
uow = store.write()
uow.__enter__()
uow.record(weapon(2))
print("writing", flush=True)
sys.stdin.read()
"""

# Takes the write lock of the database alone, as another tool would.
_TOOL = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
import sqlcipher3.dbapi2 as driver
from tests.builders import PASSWORD, FakeClock
from stockpile_app.persistence import keys
from stockpile_app.persistence.engine import Key
file = keys.load(Path(sys.argv[2]) / "keys.json")
key = Key(file.unlock("amina", PASSWORD).store, file.salt)
connection = driver.connect(str(Path(sys.argv[2]) / "register.db"), isolation_level=None)
connection.execute(key.pragma)
connection.execute("BEGIN IMMEDIATE")
print("writing", flush=True)
sys.stdin.read()
"""


@contextlib.contextmanager
def other(script, folder, *, stopped=False):
    """Another program in the middle of a transaction; hanging, if it is stopped."""
    with subprocess.Popen(
        [sys.executable, "-c", script, _ROOT, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as child:
        try:
            assert child.stdout.readline() == "writing\n"
            if stopped:
                child.send_signal(signal.SIGSTOP)
            yield child
        finally:
            child.kill()


def weapons(store):
    with store.read() as connection:
        return connection.exec_driver_sql("SELECT count(*) FROM weapon").scalar()


@pytest.mark.parametrize("stopped", [False, True], ids=["working", "hanging"])
def test_that_a_second_program_is_told_at_once_and_may_read(folder, stopped):
    with other(_CHILD, folder, stopped=stopped) as child:
        with pytest.raises(RegisterBusy) as caught:
            open_store(folder, "amina", PASSWORD, FakeClock())
        told = str(caught.value)
        assert f"brian, {platform.node()}" in told
        assert "open it for reading" in told
        assert "does not answer" in told
        readers = [
            open_store(folder, name, PASSWORD, FakeClock(), read_only=True)
            for name in ("amina", "dora")
        ]
        for reader in readers:  # what is confirmed, and nothing of what is not
            assert weapons(reader) == 1
            assert verify(reader, NoProgress()).problems == ()
            reader.close()
        assert child.poll() is None


@pytest.mark.parametrize("stopped", [False, True], ids=["working", "hanging"])
def test_that_the_register_is_free_at_once_when_its_program_is_killed(folder, stopped):
    with other(_CHILD, folder, stopped=stopped) as child:
        child.kill()
        child.wait()
        store = open_store(folder, "amina", PASSWORD, FakeClock())
        try:
            assert weapons(store) == 1
            with pytest.raises(RegisterBusy, match="amina"):
                open_store(folder, "brian", PASSWORD, FakeClock())
            with store.write() as uow:
                uow.record(weapon(2))
                uow.commit()
            assert verify(store, NoProgress()).problems == ()
        finally:
            store.close()


def test_that_who_waits_for_a_hanging_tool_is_told_after_a_while_and_loses_nothing(folder, clock):
    store = open_store(folder, "amina", PASSWORD, clock)
    services = Services(Desk(store))
    try:
        with other(_TOOL, folder, stopped=True):
            with pytest.raises(RegisterBusy, match=r"does not finish\. Nothing was changed"):
                services.weapons.register(RegisterWeapon(place_id=1, serial="S1"))
            assert services.weapons.find("S1").total == 0  # reading goes on
        services.weapons.register(RegisterWeapon(place_id=1, serial="S1"))
        assert verify(store, NoProgress()).problems == ()
    finally:
        store.close()


def test_that_a_register_opened_by_one_thread_and_closed_by_another_is_free(folder, clock):
    opened = []
    thread = threading.Thread(
        target=lambda: opened.append(open_store(folder, "amina", PASSWORD, clock))
    )
    thread.start()
    thread.join()
    opened[0].close()
    open_store(folder, "brian", PASSWORD, clock).close()


def test_that_a_lock_that_another_machine_left_behind_locks_nobody_out(folder):
    (folder / "register.lock").write_text("")
    (folder / "register.holder").write_text(
        json.dumps({"user": "juma", "machine": "other", "process": 1, "since": "2020-01-01 00:00"})
    )
    store = open_store(folder, "amina", PASSWORD, FakeClock())
    with pytest.raises(RegisterBusy) as caught:
        open_store(folder, "brian", PASSWORD, FakeClock())
    assert "amina" in str(caught.value)
    assert "juma" not in str(caught.value)
    store.close()
    assert not (folder / "register.holder").exists()


def test_that_a_reader_sees_each_act_of_the_writer_as_soon_as_it_is_confirmed(folder, clock):
    writer = open_store(folder, "amina", PASSWORD, clock)
    readers = [
        open_store(folder, name, PASSWORD, clock, read_only=True) for name in ("brian", "dora")
    ]
    for at in range(1, 6):
        with writer.write() as uow:
            uow.record(weapon(at))
            uow.commit()
        assert [weapons(each) for each in readers] == [at, at]
    for each in (*readers, writer):
        each.close()
    assert not list(folder.glob("*-wal"))


def test_that_a_folder_copied_while_it_is_worked_on_is_whole_or_is_refused(folder, clock, tmp_path):
    store = open_store(folder, "amina", PASSWORD, clock)
    done = threading.Event()

    def work():
        at = 1
        while not done.is_set():
            with store.write() as uow:
                uow.record_all(weapon(each) for each in range(at, at + 20))
                uow.commit()
            at += 20
            if at % 400 < 20:
                store.fold()

    worker = threading.Thread(target=work)
    worker.start()
    try:
        for at in range(4):
            time.sleep(0.05)
            copied = Path(shutil.copytree(folder, tmp_path / f"copy{at}"))
            assert whole_or_refused(copied), f"copy {at} is neither"
    finally:
        done.set()
        worker.join()
        store.close()


def whole_or_refused(folder):
    try:
        copy = open_store(folder, "amina", PASSWORD, FakeClock())
    except RegisterDamaged:
        return True
    try:
        found = verify(copy, NoProgress())
        return found.ok or {each.kind for each in found.problems} & {"damaged"}
    finally:
        copy.close()
