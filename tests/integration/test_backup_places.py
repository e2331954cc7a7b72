"""Rotation, and the second medium: there, not there, another one, full, failing, pulled out."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path

import pytest

from stockpile_app.domain.backups import BackupPlace, CopyState, Kept, Light, MediumState
from stockpile_app.domain.errors import BadValue, NotAllowed, StorageFailed
from stockpile_app.domain.progress import Cancelled
from stockpile_app.domain.weapons import RegisterWeapon
from stockpile_app.persistence import backup as backup_files
from stockpile_app.persistence import backup_medium
from stockpile_app.services.backups import back_up_before_upgrade, restore
from stockpile_app.services.gateway import Services
from tests.builders import ORIGIN, PASSWORD, CancelAfter, tamper


@pytest.fixture
def stick(tmp_path):
    folder = tmp_path / "STICK"
    folder.mkdir()
    return folder


@pytest.fixture
def stock(services):
    services.weapons.register(RegisterWeapon(place_id=1, serial="A1"))
    return services


@pytest.fixture
def doubled(stock, stick):
    """A register whose backups are copied to a stick."""
    stock.backups.choose_second(stick)
    return stock


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def backups_in(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.stockpile"))


def kinds(services, limit: int = 50) -> list[str]:
    return [each.kind for each in services.ledgers.entries(limit=limit)]


def own(services) -> Path:
    return services.desk.store.paths.backups


def daily(services, clock, days: int) -> list[Path]:
    made = []
    for _ in range(days):
        clock.advance(days=1)
        made.append(services.backups.make().path)
    return made


# --- rotation ------------------------------------------------------------------------------------


def test_that_old_backups_go_and_what_is_not_ours_stays(stock, clock):
    folder = own(stock)
    others = [folder / f"AA01-2020010{each}-000000.stockpile" for each in range(1, 4)]
    unknown = folder / f"{ORIGIN}-20200101-000000.stockpile"
    for path in (*others, unknown, folder / "note.txt"):
        path.touch()
    back_up_before_upgrade(stock.desk.store)
    kept = set(folder.iterdir())
    made = daily(stock, clock, 14)
    assert set(folder.iterdir()) - kept == {*made[-7:], made[5]}  # the last of the first week
    assert all(path.exists() for path in kept)
    states = {each.path: each.state for each in stock.backups.copies()}
    assert states[unknown] is CopyState.UNKNOWN
    assert states[made[-1]] is CopyState.VERIFIED


def test_that_it_is_said_why_each_backup_is_kept(stock, clock):
    daily(stock, clock, 10)
    newest, second, *others = stock.backups.copies()
    assert newest.kept == (Kept.NEWEST, Kept.DAILY, Kept.WEEKLY, Kept.MONTHLY)
    assert Kept.NEWEST in second.kept
    assert all(each.kept for each in others)
    assert newest.entries is not None
    assert newest.size == newest.path.stat().st_size


def test_that_a_backup_of_a_register_somebody_edited_pushes_none_out(stock, clock):
    good = daily(stock, clock, 9)
    tamper(stock.desk.store, "UPDATE entry SET body = x'7B7D' WHERE seq = 3")
    left = backups_in(own(stock))
    assert good[-1] in left
    bad = daily(stock, clock, 3)
    assert set(backups_in(own(stock))) == {*left, *bad}
    assert {each.state for each in stock.backups.copies() if each.path in bad} == {
        CopyState.NOT_WHOLE
    }
    status = stock.backups.status()
    assert not status.last_whole
    assert status.light is Light.RED


def test_that_a_backup_dated_in_the_future_pushes_none_out(stock, clock):
    good = daily(stock, clock, 9)
    left = backups_in(own(stock))
    right = clock.now
    clock.advance(days=3000)
    wrong = stock.backups.make().path
    clock.now = right
    clock.advance(days=1)
    now = stock.backups.make().path
    assert {good[-1], wrong, now} <= set(backups_in(own(stock)))
    assert set(left[-6:]) <= set(backups_in(own(stock)))
    assert stock.backups.copies()[0].state is CopyState.FUTURE
    assert stock.backups.status().last_at == clock.now


def test_that_a_backup_that_was_cut_short_later_is_told_and_counts_for_nothing(stock, clock):
    first, last = daily(stock, clock, 2)
    os.truncate(last, 100)
    newest, before = stock.backups.copies()
    assert newest.state is CopyState.DAMAGED
    assert newest.kept == ()
    assert before.path == first
    assert stock.backups.status().last_at.date() < clock.now.date()
    assert stock.backups.status().damaged == (last.name,)
    assert stock.backups.status().light is Light.RED
    daily(stock, clock, 1)
    assert last.exists()


def test_that_a_backup_in_another_folder_is_rotated_there(stock, stick, clock):
    made = []
    for _ in range(4):
        clock.advance(minutes=1)
        made.append(stock.backups.make(stick).path)
    assert backups_in(stick) == made[-2:]
    assert backups_in(own(stock)) == []
    assert stock.backups.status().last_at is not None


# --- the second medium ---------------------------------------------------------------------------


def test_that_a_copy_on_the_second_medium_is_verified_and_recorded(doubled, stick, tmp_path, clock):
    done = doubled.backups.make()
    assert done.second.ok
    copy = done.second.path
    assert copy.parent == stick
    assert copy.read_bytes() == done.path.read_bytes()
    assert kinds(doubled, 3) == ["backup-kept", "backup-kept", "backup-place-chosen"]
    places = [each.place for each in doubled.backups.copies()]
    assert places == [BackupPlace.SECOND, BackupPlace.OWN]
    status = doubled.backups.status()
    assert status.second.state is MediumState.READY
    assert status.second.name == "STICK"
    assert status.second.last_at == status.last_at == clock.now
    again = Services(restore(copy, tmp_path / "again", "brian", PASSWORD, clock))
    assert again.weapons.find("A1").total == 1
    again.close()
    assert doubled.ledgers.verify().ok


def test_that_the_second_medium_is_rotated_by_itself(doubled, stick, clock):
    daily(doubled, clock, 12)
    kept = backups_in(stick)
    shutil.rmtree(own(doubled))
    clock.advance(days=1)
    doubled.backups.make()
    assert len(backups_in(own(doubled))) == 1
    assert set(kept[-6:]) <= set(backups_in(stick))
    assert len(backups_in(stick)) >= len(kept)


def test_that_a_medium_that_is_not_there_is_told_recorded_once_a_day_and_no_hindrance(
    doubled, stick, clock
):
    doubled.backups.make()
    stick.rename(stick.with_name("away"))
    for _ in range(3):
        clock.advance(hours=1)
        done = doubled.backups.make()
        assert done.path.exists()
        assert done.second.state is MediumState.MISSING
        assert "STICK" in str(done.second.error)
    assert kinds(doubled).count("backup-missed") == 1
    clock.advance(days=1)
    doubled.backups.make()
    assert kinds(doubled).count("backup-missed") == 2
    status = doubled.backups.status()
    assert status.second_due
    assert status.light is Light.AMBER
    clock.advance(days=7)
    assert doubled.backups.status().light is Light.RED
    stick.with_name("away").rename(stick)
    assert doubled.backups.make().second.ok
    assert doubled.backups.status().warnings()[0][0] is Light.AMBER  # the same disk
    assert not doubled.backups.status().second_due


def test_that_an_empty_place_where_the_stick_was_is_no_medium(doubled, stick):
    doubled.backups.make()
    shutil.rmtree(stick)
    stick.mkdir()
    assert doubled.backups.second().state is MediumState.MISSING
    assert doubled.backups.make().second.state is MediumState.MISSING
    assert names(stick) == []


def test_that_another_stick_in_the_same_place_is_told(doubled, stick):
    doubled.backups.make()
    shutil.rmtree(stick)
    stick.mkdir()
    (stick / "holiday.jpg").touch()
    done = doubled.backups.make()
    assert done.second.state is MediumState.OTHER
    assert "mark" in str(done.second.error)
    assert names(stick) == ["holiday.jpg"]
    backup_medium.put_mark(stick)  # the stick of another register
    assert doubled.backups.make().second.state is MediumState.OTHER


def test_that_two_sticks_can_take_turns(doubled, stick, tmp_path, clock):
    doubled.backups.make()
    stick.rename(tmp_path / "in the safe")
    stick.mkdir()
    doubled.backups.choose_second(stick)
    clock.advance(hours=1)
    assert doubled.backups.make().second.ok
    stick.rename(tmp_path / "other")
    (tmp_path / "in the safe").rename(stick)
    clock.advance(hours=1)
    assert doubled.backups.make().second.ok
    assert len(backups_in(stick)) == 2


def test_that_a_full_medium_is_told_with_what_is_needed_before_anything_is_written(
    doubled, stick, monkeypatch
):
    usage = shutil.disk_usage(stick)
    real = shutil.disk_usage

    def nearly_full(path):
        return usage._replace(free=100_000) if Path(path) == stick else real(path)

    monkeypatch.setattr(shutil, "disk_usage", nearly_full)
    done = doubled.backups.make()
    assert done.second.state is MediumState.FULL
    assert "needed" in str(done.second.error)
    assert "100 kB are free" in str(done.second.error)
    assert names(stick) == [backup_medium.MARK_FILE]


def test_that_a_register_without_room_for_a_backup_says_so(stock, monkeypatch):
    usage = shutil.disk_usage(own(stock))
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage._replace(free=100_000))
    with pytest.raises(backup_files.NoRoom, match="too little room"):
        stock.backups.make()
    assert names(own(stock)) == []


def failing(code: int, after: int):
    """Return an ``os.fsync`` that fails from its so manieth call on."""
    calls = [0]
    real = os.fsync

    def fsync(descriptor):
        calls[0] += 1
        if calls[0] > after:
            raise OSError(code, os.strerror(code))
        real(descriptor)

    return fsync


@pytest.mark.parametrize("code", [errno.EIO, errno.ENOSPC, errno.EROFS, errno.ENODEV])
def test_that_a_medium_that_fails_half_way_leaves_nothing_half(doubled, stick, monkeypatch, code):
    monkeypatch.setattr(os, "fsync", failing(code, 2))  # after the backup itself
    done = doubled.backups.make()
    monkeypatch.undo()
    assert done.path.exists()
    assert done.second.state is MediumState.FAILED
    assert isinstance(done.second.error, StorageFailed)
    assert names(stick) == [backup_medium.MARK_FILE]
    assert doubled.backups.make().second.ok


def test_that_what_a_pulled_medium_kept_half_is_swept_next_time(doubled, stick):
    half = stick / f"{ORIGIN}-20260101-000000.stockpile.new"
    others = stick / "AA01-20260101-000000.stockpile.new"
    scratch = own(doubled) / f".backup-{ORIGIN}-abc"
    scratch.mkdir()
    for path in (half, others, scratch / "register.db"):
        path.write_bytes(b"half")
    assert doubled.backups.make().second.ok
    assert not half.exists()
    assert not scratch.exists()
    assert others.exists()


def test_that_what_reads_back_otherwise_is_no_copy(doubled, stick, monkeypatch):
    real = backup_files._digest
    monkeypatch.setattr(  # as if the medium gave back something else
        backup_files, "_digest", lambda path: "0" * 64 if path.parent == stick else real(path)
    )
    done = doubled.backups.make()
    assert done.second.state is MediumState.FAILED
    assert "failing" in str(done.second.error)
    assert names(stick) == [backup_medium.MARK_FILE]


def test_that_a_copy_that_is_stopped_leaves_the_backup_and_no_copy(doubled, stick):
    class WhileCopying(CancelAfter):
        def report(self, done, total, text=""):
            if backups_in(own(doubled)):  # the backup itself has its name
                raise Cancelled

    done = doubled.backups.make(progress=WhileCopying())
    assert done.path.exists()
    assert isinstance(done.second.error, Cancelled)
    assert names(stick) == [backup_medium.MARK_FILE]
    assert "backup-missed" not in kinds(doubled)


def test_that_only_a_manager_or_administrator_chooses_the_medium(services_as, stick):
    for who in ("chipo", "dora"):
        with pytest.raises(NotAllowed):
            services_as(who).backups.choose_second(stick)
    assert names(stick) == []
    assert services_as("gita").backups.choose_second(stick).medium.state is MediumState.READY
    assert services_as("chipo").backups.make().second.ok  # everybody makes copies


def test_that_a_folder_of_the_register_itself_is_no_second_medium(stock):
    folder = stock.desk.store.paths.folder
    for inside in (folder, folder / "backups", folder / "backups" / "deeper"):
        with pytest.raises(BadValue, match="outside"):
            stock.backups.choose_second(inside)


@pytest.mark.skipif(os.name == "nt", reason="such names cannot be made there")
@pytest.mark.parametrize("name", [b"\xff\xfe", "a\u202eb".encode(), b"a\nb"])
def test_that_a_folder_whose_name_nobody_can_read_is_refused(stock, tmp_path, name):
    with pytest.raises(BadValue, match="cannot be written down"):
        stock.backups.choose_second(tmp_path / os.fsdecode(name))
    assert stock.backups.second().state is MediumState.NONE


def test_that_a_folder_that_cannot_be_made_is_refused(stock, tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(StorageFailed):
        stock.backups.choose_second(tmp_path / "file" / "stick")
    assert stock.backups.second().state is MediumState.NONE


def test_that_the_same_disk_is_told_to_be_no_second_medium(stock, stick):
    chosen = stock.backups.choose_second(stick).medium
    assert chosen.same_disk
    warnings = " ".join(said.message_id for _light, said in stock.backups.status().warnings())
    assert "same disk" in warnings


@pytest.mark.skipif(not Path("/dev/shm").is_dir(), reason="needs another disk")
def test_that_another_disk_is_a_second_medium(stock):
    folder = Path("/dev/shm") / f"stockpile-test-{os.getpid()}"
    try:
        chosen = stock.backups.choose_second(folder).medium
        assert stock.backups.make().second.ok
        assert not chosen.same_disk
        assert stock.backups.status().light is Light.GREEN
    finally:
        shutil.rmtree(folder)


def test_that_a_medium_that_is_given_up_gets_no_more_copies(doubled, stick):
    doubled.backups.make()
    before = names(stick)
    doubled.backups.forget_second()
    assert doubled.backups.make().second is None
    assert names(stick) == before
    assert doubled.backups.second().state is MediumState.NONE


def test_that_a_restored_register_does_not_know_where_the_medium_is_but_that_it_owes_one(
    doubled, tmp_path, clock
):
    made = doubled.backups.make()
    again = Services(restore(made.path, tmp_path / "again", "amina", PASSWORD, clock))
    second = again.backups.second()
    assert (second.state, second.folder, second.name) == (MediumState.MISSING, None, "STICK")
    assert not again.backups.make().second.ok
    again.close()


def test_that_nothing_said_of_the_medium_by_a_damaged_file_stops_a_backup(doubled):
    for content in (b"", b"{", b"[" * 100_000, b'{"format": 1, "folder": 3}', b"\xff" * 100):
        doubled.desk.store.paths.backup_place.write_bytes(content)
        assert doubled.backups.make().second.state is MediumState.MISSING


def test_that_what_was_recorded_since_is_counted_without_the_backups_own_entries(doubled):
    doubled.backups.make()
    assert doubled.backups.status().unsaved == 0
    doubled.weapons.register(RegisterWeapon(place_id=1, serial="A2"))
    assert doubled.backups.status().unsaved == 1
