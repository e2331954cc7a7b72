"""Media that cannot be written, or not any more: it is said, and nothing is called damaged."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from stockpile_app.domain.errors import ReadOnly, StorageFailed
from stockpile_app.domain.progress import NoProgress
from stockpile_app.persistence.opening import open_store
from stockpile_app.persistence.verify import verify
from stockpile_app.services.desk import Desk
from stockpile_app.services.gateway import Services
from tests.builders import PASSWORD, FakeClock, copy_register, number, weapon
from tests.faults import vfs
from tests.faults.day import weapon_asked

needs_vfs = pytest.mark.skipif(not vfs.available(), reason="the driver does not export its VFS")


def record(store, sequence):
    with store.write() as uow:
        uow.record(weapon(sequence))
        return uow.commit().head


def numbers(store):
    found = Services(Desk(store)).weapons
    return sorted(each.number for each in found.find("A0").weapons)


# --- it becomes so while the register is open ----------------------------------------------------


class Medium:
    """Answers SQLite as a medium that fails does."""

    def __init__(self):
        self.failures = {}

    def __call__(self, operation):
        return self.failures.get(operation.what, vfs.OK)


FAILURES = {
    "write-protected": ({"write": vfs.READONLY, "truncate": vfs.READONLY}, "cannot be written"),
    "does not write": ({"write": vfs.IOERR_WRITE}, "could not be read or written"),
    "does not synchronise": ({"sync": vfs.IOERR_FSYNC}, "could not be read or written"),
    "does not open": ({"write": vfs.CANTOPEN}, "could not be read or written"),
}


@needs_vfs
@pytest.mark.parametrize("name", FAILURES)
def test_that_a_medium_that_fails_while_open_loses_nothing(folder, clock, name):
    failures, told = FAILURES[name]
    medium = Medium()
    with vfs.watched(medium):
        store = open_store(folder, "amina", PASSWORD, clock)
        record(store, 1)
        medium.failures = failures
        for _ in range(3):
            with pytest.raises(StorageFailed, match=told) as caught:
                record(store, 2)
            assert "damaged" not in str(caught.value)
            assert numbers(store) == [number(1)]
        beside = open_store(folder, "dora", PASSWORD, clock, read_only=True)
        assert numbers(beside) == [number(1)]
        beside.close()
        medium.failures = {}
        record(store, 3)
        store.close()
    store = open_store(folder, "amina", PASSWORD, clock)
    assert numbers(store) == [number(1), number(3)]
    assert verify(store, NoProgress()).ok
    store.close()


@needs_vfs
def test_that_closing_on_a_medium_that_fails_keeps_what_was_written_aside(folder, clock):
    medium = Medium()
    with vfs.watched(medium):
        store = open_store(folder, "amina", PASSWORD, clock)
        record(store, 1)
        medium.failures = {"write": vfs.IOERR_WRITE, "truncate": vfs.IOERR_TRUNCATE}
        store.close()
    assert (folder / "register.db-wal").stat().st_size
    store = open_store(folder, "amina", PASSWORD, clock)
    assert numbers(store) == [number(1)]
    assert verify(store, NoProgress()).ok
    store.close()


@pytest.mark.parametrize("how", ["moved", "replaced", "removed"])
@pytest.mark.skipif("sys.platform == 'win32'", reason="Windows keeps what is open where it is")
def test_that_nothing_is_confirmed_into_a_folder_that_is_gone(folder, open_as, tmp_path, how):
    store = open_as()
    record(store, 1)
    away = tmp_path / "away"
    folder.rename(away)
    if how == "replaced":
        shutil.copytree(away, folder)
    if how == "removed":
        shutil.rmtree(away)
    with pytest.raises(StorageFailed, match="no longer where it was opened"):
        record(store, 2)
    assert numbers(store) == [number(1)]
    if how == "removed":
        return
    shutil.rmtree(folder, ignore_errors=True)
    away.rename(folder)
    record(store, 3)
    assert numbers(store) == [number(1), number(3)]


# --- it was so before ----------------------------------------------------------------------------


@pytest.fixture
def protected(tmp_path):
    """Make a copy of a folder read-only, as on a medium for reading; only root may."""
    mounted = []

    def protect(folder):
        place = tmp_path / "medium"
        place.mkdir()
        for options in ([str(folder), "--bind"], ["-o", "remount,bind,ro"]):
            command = ["mount", *options, str(place)]
            if not shutil.which("mount") or subprocess.run(command, check=False).returncode:
                pytest.skip("no right to mount a file system")
            mounted.append(place)
        return place

    yield protect
    for place in set(mounted):
        subprocess.run(["umount", "--lazy", str(place)], check=True)


@pytest.mark.parametrize("crashed", [False, True])
def test_that_a_medium_for_reading_is_read_also_after_a_crash(
    folder, open_as, tmp_path, protected, crashed
):
    store = open_as()
    record(store, 1)
    if not crashed:
        store.close()
    copied = copy_register(folder, tmp_path / "copied")
    for left in copied.glob("*-shm"):
        left.unlink()
    assert (copied / "register.db-wal").exists() == crashed
    place = protected(copied)
    for read_only in (False, True):
        found = open_store(place, "amina", PASSWORD, FakeClock(), read_only=read_only)
        assert found.read_only
        assert numbers(found) == [number(1)]
        assert verify(found, NoProgress()).ok
        with pytest.raises(ReadOnly):
            Services(Desk(found)).weapons.register(weapon_asked(2, 1))
        found.close()
