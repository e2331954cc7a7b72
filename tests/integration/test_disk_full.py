"""A disk that is really full, and that the campaign of full disks sees what it should."""

from __future__ import annotations

import os
import shutil
import subprocess

import pytest

from stockpile_app.domain.documents import PrintLabels
from stockpile_app.domain.errors import ReadOnly, RegisterBusy, StorageFailed
from stockpile_app.domain.progress import NoProgress
from stockpile_app.persistence.opening import open_store
from stockpile_app.persistence.verify import verify
from stockpile_app.services.gateway import Services
from stockpile_app.services.registers import open_register
from tests.builders import PASSWORD, copy_register, number, weapon
from tests.builders_cli import Cli
from tests.faults import disk_full, vfs
from tests.faults.day import weapon_asked
from tests.faults.disk_full import FullDisk

needs_vfs = pytest.mark.skipif(not vfs.available(), reason="the driver does not export its VFS")


@pytest.fixture
def small_disk(tmp_path):
    """A file system of six megabytes; only root may make one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", str(folder)]
    made = shutil.which("mount") and subprocess.run(command, capture_output=True, check=False)
    if not made or made.returncode:
        pytest.skip("no right to mount a file system")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def fill(folder):
    """Take all the room there is; return the file that takes it."""
    ballast = folder / "ballast"
    descriptor = os.open(ballast, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    size = 1 << 20
    while size:
        try:
            os.write(descriptor, bytes(size))
        except OSError:
            size //= 2
    os.close(descriptor)
    assert shutil.disk_usage(folder).free == 0
    return ballast


def weapons_of(services):
    return services.weapons.find("ZZ").total


@pytest.fixture
def services_on(small_disk, template, clock):
    """Sit down at a register on the small disk."""
    folder = copy_register(template, small_disk / "register")
    opened = []

    def sit_down(**options):
        opened.append(open_register(folder, "amina", PASSWORD, clock, **options))
        return Services(opened[-1])

    yield sit_down
    for desk in opened:
        desk.store.close()


# --- a disk that is really full ------------------------------------------------------------------


def test_that_on_a_full_disk_acts_are_refused_and_the_session_goes_on_when_there_is_room(
    services_on, small_disk, clock
):
    services = services_on()
    services.weapons.register(weapon_asked(1, 1))
    ballast = fill(small_disk)
    for act in (
        lambda: services.weapons.register(weapon_asked(2, 1)),
        lambda: services.exports.export(small_disk / "weapons.csv"),
        lambda: services.documents.labels(PrintLabels(out=small_disk / "labels.pdf")),
        lambda: services.backups.make(progress=NoProgress()),
        lambda: disk_full.ACTS["changing a password"](services, small_disk),
        lambda: disk_full.ACTS["photographing"](services, small_disk),
    ):
        with pytest.raises(StorageFailed, match="The disk is full"):
            act()
    assert weapons_of(services) == 1
    assert verify(services.desk.store, NoProgress()).ok
    beside = open_store(small_disk / "register", "dora", PASSWORD, clock, read_only=True)
    assert verify(beside, NoProgress()).ok
    beside.close()
    assert sorted(each.name for each in small_disk.iterdir()) == ["ballast", "register"]
    ballast.unlink()
    services.weapons.register(weapon_asked(3, 1))
    services.backups.make(progress=NoProgress())
    assert weapons_of(services) == 2
    assert verify(services.desk.store, NoProgress()).ok


@pytest.mark.parametrize("crashed", [False, True])
def test_that_a_register_on_a_full_disk_opens_for_reading_and_says_why(
    small_disk, template, tmp_path, clock, crashed
):
    """Also what a crash left beside the database is read."""
    elsewhere = copy_register(template, tmp_path / "elsewhere")
    store = open_store(elsewhere, "amina", PASSWORD, clock)
    with store.write() as uow:
        uow.record(weapon(1))
        last = uow.commit().head
    if not crashed:
        store.close()
    folder = copy_register(elsewhere, small_disk / "register")
    for left in folder.glob("*-shm"):
        left.unlink()
    assert (folder / "register.db-wal").exists() == crashed
    ballast = fill(small_disk)
    desk = open_register(folder, "amina", PASSWORD, clock)
    assert desk.store.read_only == "the disk is full; free some space, then open it again"
    found = Services(desk)
    assert found.ledgers.entries(limit=1)[0].seq == last
    assert found.weapons.by_number(number(1)).serial == "A00001"
    assert verify(desk.store, NoProgress()).ok
    with pytest.raises(ReadOnly, match="free some space"):
        found.weapons.register(weapon_asked(2, 1))
    desk.store.close()
    ballast.unlink()
    again = open_register(folder, "amina", PASSWORD, clock)
    assert not again.store.read_only
    assert verify(again.store, NoProgress()).ok
    again.store.close()
    store.close()


def test_that_commands_on_a_full_disk_answer_or_say_that_it_is_full(
    services_on, small_disk, capsys, monkeypatch
):
    monkeypatch.setenv("STOCKPILE_PASSWORD", PASSWORD)
    services = services_on()
    services.weapons.register(weapon_asked(1, 1))
    services.desk.store.close()
    fill(small_disk)
    cli = Cli(small_disk / "register", capsys)
    assert cli("find", "ZZ0001", "--json").json["total"] == 1
    assert cli("verify").status == 0
    for command in (
        ("people", "add", "Ada Okello"),
        ("export", small_disk / "weapons.csv"),
        ("backup", small_disk / "backups"),
    ):
        assert "the disk is full" in cli(*command).refusal


def test_that_nobody_writes_while_a_register_is_read_without_locks(services_on, small_disk):
    ballast = fill(small_disk)
    reading = services_on()
    assert reading.desk.store.read_only
    ballast.unlink()
    with pytest.raises(RegisterBusy):
        services_on()


# --- the campaign sees what it should ------------------------------------------------------------


@needs_vfs
@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (StorageFailed("The disk is full."), "refused and is recorded"),
        (StorageFailed("The disk could not be read."), "other words"),
        (None, "not recorded"),
    ],
)
def test_that_an_act_that_is_not_what_it_says_is_a_loss(template, tmp_path, fault, told):
    def act(services, _):
        if fault is not None:
            services.weapons.register(weapon_asked(1, 1))
            raise fault

    with pytest.raises(disk_full._Lost, match=told):
        disk_full.act_when_full(tmp_path, template, act, FullDisk(tmp_path), None)


@needs_vfs
def test_that_a_file_left_behind_is_a_loss(template, tmp_path):
    def act(services, root):
        (root / "out" / ".weapons.csv.new").touch()

    with pytest.raises(disk_full._Lost, match="left behind"):
        disk_full.act_when_full(tmp_path, template, act, FullDisk(tmp_path), None)
