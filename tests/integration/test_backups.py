from __future__ import annotations

import io
import os
import tarfile
import tempfile
import threading

import pytest

from stockpile_app.domain.errors import (
    BadFile,
    NotAllowedNow,
    NotFound,
    RegisterDamaged,
    SignInRefused,
    StockpileError,
    StorageFailed,
)
from stockpile_app.domain.progress import Cancelled, NoProgress
from stockpile_app.domain.weapons import AddPhotograph, RegisterWeapon
from stockpile_app.persistence import backup as backup_files
from stockpile_app.persistence import ledger_store
from stockpile_app.persistence.opening import open_store
from stockpile_app.services.backups import back_up_before_upgrade, restore
from stockpile_app.services.desk import Desk
from stockpile_app.services.gateway import Services
from tests.builders import ORIGIN, PASSWORD, CancelAfter, copy_register, tamper, weapon

MADE_AT = "2026-03-02T08:00:00.000000Z"
JPEG = b"\xff\xd8\xff picture"


def register(services, serial):
    return services.weapons.register(RegisterWeapon(place_id=1, serial=serial)).weapon_id


@pytest.fixture
def stock(services):
    register(services, "A1")
    services.weapons.add_photograph(AddPhotograph(weapon_id=1, content=JPEG))
    return services


def restored(file, folder, clock, user="amina", password=PASSWORD):
    return Services(restore(file, folder, user, password, clock))


def test_that_a_backup_restores_to_the_same_history(stock, tmp_path, clock):
    made = stock.backups.make()
    assert made.whole
    register(stock, "A2")
    again = restored(made.path, tmp_path / "restored", clock)
    assert again.ledgers.verify().ok
    assert again.weapons.find("A1").total == 1
    assert again.weapons.find("A2").total == 0
    assert again.weapons.picture(again.weapons.photographs(1)[0].sha256) == JPEG
    assert again.ledgers.entries(limit=1)[0].kind == "backup-restored"
    with again.desk.store.read() as connection:
        assert ledger_store.entry_digest(connection, ORIGIN, made.seq).hex() == made.head
    again.close()


def test_that_a_backup_is_recorded_and_sealed(stock):
    made = stock.backups.make()
    assert stock.backups.last() == made.path
    entry = stock.ledgers.entries(limit=1)[0]
    assert entry.kind == "backup-kept"
    assert made.path.name in entry.body
    assert stock.ledgers.verify().ok


def test_that_a_backup_says_nothing_in_plain(stock):
    content = stock.backups.make().path.read_bytes()
    for secret in (b"SQLite format", b"picture", b"Ministry of Defence"):
        assert secret not in content


def test_that_the_last_backup_is_the_newest_not_that_before_an_upgrade(stock, clock):
    back_up_before_upgrade(stock.desk.store)
    assert stock.backups.last() is None
    clock.advance(hours=1)
    made = stock.backups.make()
    assert stock.backups.last() == made.path


def test_that_a_damaged_register_is_not_backed_up(stock, monkeypatch):
    monkeypatch.setattr(
        backup_files, "entry_digest", lambda *_: object()
    )  # as if the copy had another history
    with pytest.raises(RegisterDamaged):
        stock.backups.make()
    assert stock.backups.last() is None
    assert not list(stock.desk.store.paths.backups.iterdir())


def test_that_a_stopped_backup_leaves_nothing(stock):
    with pytest.raises(Cancelled):
        stock.backups.make(progress=CancelAfter())
    assert not list(stock.desk.store.paths.backups.iterdir())


def test_that_a_folder_that_is_a_file_is_told(stock, tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(StorageFailed):
        stock.backups.make(tmp_path / "file")


def test_that_a_full_disk_leaves_no_backup(stock, monkeypatch):
    def disk_full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", disk_full)
    with pytest.raises(StorageFailed, match="full"):
        stock.backups.make()
    assert not list(stock.desk.store.paths.backups.iterdir())


# --- restoring what cannot be restored -----------------------------------------------------------


def refused(file, folder, clock, kind=BadFile, **who):
    with pytest.raises(kind) as caught:
        restored(file, folder, clock, **who)
    assert not folder.exists()
    return caught.value


@pytest.mark.parametrize("part", [0, 0.1, 0.5, 0.9])
def test_that_a_backup_cut_short_is_refused(stock, tmp_path, clock, part):
    made = stock.backups.make().path
    content = made.read_bytes()
    made.write_bytes(content[: int(len(content) * part)])
    refused(made, tmp_path / "restored", clock)


@pytest.mark.parametrize("at", [0.2, 0.5, 0.8])
def test_that_a_changed_backup_is_refused(stock, tmp_path, clock, at):
    made = stock.backups.make().path
    content = bytearray(made.read_bytes())
    content[int(len(content) * at)] ^= 1
    made.write_bytes(content)
    assert "damaged" in str(refused(made, tmp_path / "restored", clock))


def test_that_another_file_is_no_backup(tmp_path, clock):
    for content in (b"", b"hello", b"x" * 20000):
        (tmp_path / "file").write_bytes(content)
        refused(tmp_path / "file", tmp_path / "restored", clock)
    refused(tmp_path / "nowhere", tmp_path / "restored", clock)
    refused(tmp_path, tmp_path / "restored", clock)


def test_that_an_archive_with_paths_writes_nothing_elsewhere(tmp_path, clock):
    with tarfile.open(tmp_path / "evil", "w:") as archive:
        for name in ("../evil.txt", "/tmp/evil.txt", "manifest.json"):
            info = tarfile.TarInfo(name)
            info.size = 2
            archive.addfile(info, io.BytesIO(b"{}"))
        link = tarfile.TarInfo("register.db")
        link.type = tarfile.SYMTYPE
        link.linkname = "/etc/passwd"
        archive.addfile(link)
    refused(tmp_path / "evil", tmp_path / "restored", clock)
    assert not (tmp_path / "evil.txt").exists()


def test_that_a_restore_needs_a_password_of_then(stock, tmp_path, clock):
    made = stock.backups.make().path
    refused(made, tmp_path / "restored", clock, SignInRefused, password="wrong")
    refused(made, tmp_path / "restored", clock, SignInRefused, user="nobody")


def test_that_a_restore_needs_an_empty_folder(stock, tmp_path, clock):
    made = stock.backups.make().path
    target = tmp_path / "restored"
    target.mkdir()
    restored(made, target, clock).close()
    before = sorted(path.name for path in target.iterdir())
    with pytest.raises(StorageFailed, match="not empty"):
        restored(made, target, clock)
    assert sorted(path.name for path in target.iterdir()) == before


# --- the drill -----------------------------------------------------------------------------------


def test_that_a_backup_made_while_others_write_is_whole(stock, tmp_path, clock):
    store = stock.desk.store
    stop = threading.Event()
    failures = []

    def write():
        sequence = 1
        while not stop.is_set():
            sequence += 1
            try:
                with store.write() as uow:
                    uow.record(weapon(sequence))
                    uow.commit()
            except StockpileError as error:
                failures.append(error)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        made = [
            backup_files.make(store, tmp_path / f"{each}.stockpile", MADE_AT, NoProgress())
            for each in range(3)
        ]
    finally:
        stop.set()
        writer.join()
    assert not failures
    assert made[0].manifest.seq < made[-1].manifest.seq
    for each in made:
        assert each.whole
        again = restored(each.path, tmp_path / each.path.stem, clock)
        result = again.ledgers.verify()
        assert result.ok
        with again.desk.store.read() as connection:
            digest = ledger_store.entry_digest(connection, ORIGIN, each.manifest.seq)
        assert digest.hex() == each.manifest.head
        again.close()
    assert stock.ledgers.verify().ok


# --- the drill -----------------------------------------------------------------------------------


def test_that_a_rehearsal_restores_verifies_and_is_recorded(stock, tmp_path, monkeypatch):
    with pytest.raises(NotFound, match="no backup yet"):
        stock.backups.rehearse(PASSWORD)
    made = stock.backups.make()
    register(stock, "A2")
    register(stock, "A3")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    before = sorted(tmp_path.iterdir())
    found = stock.backups.rehearse(PASSWORD)
    assert found.ok
    assert (found.file, found.head, found.behind) == (made.path, made.seq, 3)  # with its own entry
    last = stock.ledgers.entries(limit=1)[0]
    assert last.kind == "restore-rehearsed"
    assert sorted(tmp_path.iterdir()) == before
    assert stock.ledgers.verify().ok


def test_that_a_rehearsal_can_be_held_while_others_write(stock):
    store = stock.desk.store
    made = stock.backups.make()
    stop = threading.Event()
    failures, written = [], []

    def write():
        while not stop.is_set():
            try:
                with store.write() as uow:
                    uow.record(weapon(len(written) + 2))
                    uow.commit()
                written.append(1)
            except StockpileError as error:
                failures.append(error)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        found = stock.backups.rehearse(PASSWORD)
    finally:
        stop.set()
        writer.join()
    assert not failures
    assert written
    assert found.ok
    assert (found.head, found.weapons) == (made.seq, 1)
    assert 1 <= found.behind <= len(written) + 1
    assert stock.ledgers.verify().ok


def test_that_a_rehearsal_needs_the_password_that_opens_the_backup(stock):
    stock.backups.make()
    with pytest.raises(SignInRefused):
        stock.backups.rehearse("not the password at all")
    assert stock.ledgers.entries(limit=1)[0].kind == "backup-kept"


def test_that_a_rehearsal_tells_what_is_wrong_with_the_copy(stock):
    tamper(stock.desk.store, "UPDATE weapon SET model = 'forged' WHERE id = 1")
    stock.backups.make()
    found = stock.backups.rehearse(PASSWORD)
    assert not found.ok
    assert any("forged" in each.message for each in found.problems)


def test_that_a_backup_of_another_history_is_no_rehearsal(stock, lonely_template, tmp_path, clock):
    folder = copy_register(lonely_template[0], tmp_path / "other")
    other = Services(Desk(open_store(folder, "amina", PASSWORD, clock)))
    register(other, "Z1")
    file = other.backups.make().path
    other.close()
    with pytest.raises(NotAllowedNow, match="of another history"):
        stock.backups.rehearse(PASSWORD, file)


def test_that_a_damaged_backup_is_no_rehearsal(stock, tmp_path):
    file = stock.backups.make().path
    content = file.read_bytes()
    file.write_bytes(content[: len(content) // 2])
    with pytest.raises(BadFile):
        stock.backups.rehearse(PASSWORD, file)
    assert stock.ledgers.entries(limit=1)[0].kind == "backup-kept"
