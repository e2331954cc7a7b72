from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import psutil
import pytest
import sqlcipher3.dbapi2 as driver
from sqlalchemy import select

from stockpile_app.domain.errors import (
    NotARegister,
    ReadOnly,
    RegisterBusy,
    RegisterDamaged,
    SignInRefused,
    StockpileError,
    StorageFailed,
)
from stockpile_app.domain.facts import SignInFailed, UserRetired, decode
from stockpile_app.domain.progress import NoProgress
from stockpile_app.ledger.signing import SigningKey
from stockpile_app.persistence import keys as key_file
from stockpile_app.persistence import opening
from stockpile_app.persistence.engine import OLDEST_SQLITE, create_file, open_engine
from stockpile_app.persistence.ledger_store import head
from stockpile_app.persistence.tables import EntryRow, WeaponRow
from stockpile_app.persistence.verify import verify
from tests.builders import (
    ORIGIN,
    PASSWORD,
    FakeClock,
    copy_register,
    make_register,
    number,
    weapon,
)


class Partition(NamedTuple):
    mountpoint: str
    fstype: str
    opts: str


def refused(folder, name="amina", password=PASSWORD, kind=StockpileError, **options):
    with pytest.raises(kind) as caught:
        opening.open_store(
            folder, name, password, options.pop("clock", FakeClock()), **options
        ).close()
    return caught.value


def record_one(store, sequence=1):
    with store.write() as uow:
        uow.record(weapon(sequence))
        return uow.commit().head


# --- making and opening --------------------------------------------------------------------------


def test_that_a_register_is_made_and_opened_with_its_password(tmp_path, clock):
    folder = tmp_path / "new" / "register"
    store, code = opening.create(folder, ORIGIN, "amina", PASSWORD, clock)
    store.close()
    assert {path.name for path in folder.iterdir()} >= {
        "register.db",
        "media.db",
        "keys.json",
        "backups",
    }
    assert len(code) == 25
    kdf = key_file.load(folder / "keys.json").slots[0].kdf
    assert (kdf.time, kdf.memory_kib, kdf.lanes) == (3, 65536, 4)


def test_that_a_register_needs_an_empty_folder(tmp_path, clock):
    (tmp_path / "note.txt").touch()
    with pytest.raises(StorageFailed, match="not empty"):
        opening.create(tmp_path, ORIGIN, "amina", PASSWORD, clock)
    assert [path.name for path in tmp_path.iterdir()] == ["note.txt"]


def test_that_a_register_that_could_not_be_made_leaves_nothing(tmp_path, clock, monkeypatch):
    def disk_full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", disk_full)
    with pytest.raises(StorageFailed, match="full"):
        opening.create(tmp_path / "register", ORIGIN, "amina", PASSWORD, clock)
    assert not (tmp_path / "register").exists()


def test_that_what_was_recorded_is_there_when_opened_again(open_as):
    store = open_as()
    last = record_one(store)
    store.close()
    with open_as().read() as connection:
        assert head(connection, ORIGIN).seq == last


def test_that_the_name_may_be_typed_in_any_case(folder, clock):
    store = opening.open_store(folder, " AMINA ", PASSWORD, clock)
    assert store.signer.name == "amina"
    store.close()


@pytest.mark.parametrize(
    ("name", "password"),
    [
        ("amina", "wrong"),
        ("amina", ""),
        ("amina", PASSWORD + " "),
        ("nobody", PASSWORD),
        ("", PASSWORD),
        ("*recovery*", PASSWORD),
        (" *RECOVERY* ", PASSWORD),
    ],
)
def test_that_a_wrong_name_or_password_is_refused_alike(folder, name, password):
    assert (
        str(refused(folder, name, password, SignInRefused)) == "The name or the password is wrong."
    )


def test_that_the_recovery_code_is_no_password(lonely_template, tmp_path):
    template, code = lonely_template
    refused(copy_register(template, tmp_path / "register"), "*Recovery*", code, SignInRefused)


def test_that_a_password_is_the_same_however_it_is_composed(folder, open_as, clock):
    store = open_as()
    slot = key_file.user_slot(ORIGIN, store.signer, "un été très très chaud", store.key.secret)
    key_file.save(store.paths.keys, store.keys.with_slot(slot))
    store.close()
    again = opening.open_store(
        folder, "amina", "un e\u0301te\u0301 tre\u0300s tre\u0300s chaud", clock
    )
    again.close()


# --- wrong passwords -----------------------------------------------------------------------------


def test_that_wrong_passwords_are_slowed_more_and_more_but_never_for_good(folder, clock):
    waits = []
    for tries in range(1, 15):
        assert "seconds" not in refused(folder, password="wrong", clock=clock).params
        if tries > 2:
            waits.append(refused(folder, clock=clock).params["seconds"])
            clock.advance(seconds=waits[-1] - 0.5)
            assert refused(folder, clock=clock).params["seconds"] == 1
            clock.advance(seconds=0.5)
    assert waits == [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300]
    opening.open_store(folder, "amina", PASSWORD, clock).close()


def test_that_slowing_one_user_slows_no_other(folder, clock):
    for _ in range(4):
        clock.advance(minutes=10)
        refused(folder, password="wrong", clock=clock)
    refused(folder, clock=clock)
    opening.open_store(folder, "brian", PASSWORD, clock).close()


def test_that_the_case_of_a_name_makes_no_new_tries(folder, clock):
    for name in ("amina", "AMINA", " Amina"):
        refused(folder, name, "wrong", clock=clock)
    assert "seconds" in refused(folder, "amiNA", PASSWORD, clock=clock).params


def test_that_wrong_passwords_are_recorded_at_the_next_sign_in(folder, clock):
    refused(folder, password="wrong", clock=clock)
    refused(folder, password="wrong", clock=clock)
    opening.open_store(folder, "amina", PASSWORD, clock).close()
    store = opening.open_store(folder, "amina", PASSWORD, clock)
    with store.read() as connection:
        rows = connection.execute(select(EntryRow.kind, EntryRow.body)).all()
    facts = [decode(*row) for row in rows if row.kind == SignInFailed.kind]
    store.close()
    assert facts == [SignInFailed(name="amina", times=2, last_at="2026-03-02T08:00:00.000000Z")]


def test_that_a_damaged_list_of_failures_lets_people_in(folder, clock):
    (folder / "sign-in.json").write_bytes(b"\xff{")
    opening.open_store(folder, "amina", PASSWORD, clock).close()


def test_that_a_retired_user_is_refused(folder, open_as, clock):
    old_keys = (folder / "keys.json").read_bytes()
    store = open_as()
    with store.write() as uow:
        uow.record(UserRetired(name="brian"))
        uow.commit()
    store.close()
    (folder / "keys.json").write_bytes(old_keys)
    assert "retired" in str(refused(folder, "brian", kind=SignInRefused, clock=clock))


# --- one writer, several readers -----------------------------------------------------------------


def test_that_a_second_opening_is_told_who_holds_the_register(open_as, folder):
    open_as("brian")
    message = str(refused(folder, "amina", kind=RegisterBusy))
    assert "brian" in message
    assert "2026-03-02 08:00 UTC" in message


def test_that_a_second_opening_for_reading_sees_what_is_recorded(open_as):
    writer = open_as("amina")
    reader = open_as("dora", read_only=True)
    record_one(writer)
    with reader.read() as connection:
        assert connection.execute(select(WeaponRow.number)).scalars().all() == [number(1)]
    with pytest.raises(ReadOnly):
        reader.write()
    assert verify(reader, NoProgress()).ok
    record_one(writer, 2)


def test_that_the_register_is_free_again_when_its_holder_closes(open_as, folder, clock):
    open_as("brian").close()
    opening.open_store(folder, "amina", PASSWORD, clock).close()
    assert not (folder / "register.holder").exists()


def test_that_a_reader_sees_one_picture_while_others_write(open_as):
    store = open_as()
    with store.read() as connection:
        before = connection.execute(select(EntryRow.seq)).scalars().all()
        record_one(store)
        assert connection.execute(select(EntryRow.seq)).scalars().all() == before


def test_that_a_closed_register_leaves_no_write_ahead_log(open_as, folder):
    store = open_as()
    record_one(store)
    store.close()
    assert not (folder / "register.db-wal").exists()


# --- passwords and recovery ----------------------------------------------------------------------


def test_that_the_recovery_code_opens_the_register(lonely_template, tmp_path, clock):
    template, code = lonely_template
    folder = copy_register(template, tmp_path / "register")
    typed = "-".join(code[at : at + 5] for at in range(0, 25, 5)).lower()
    store, key = opening.open_by_recovery(folder, f" {typed}\n", "AMINA", clock)
    assert store.signer.name == "amina"
    assert key.public == key_file.recovery_key(store.keys)
    store.close()


def test_that_a_wrong_recovery_code_is_refused_and_slowed(lonely_template, tmp_path, clock):
    folder = copy_register(lonely_template[0], tmp_path / "register")
    for code in ("", "0" * 25, "x"):
        with pytest.raises(SignInRefused, match="recovery code is wrong"):
            opening.open_by_recovery(folder, code, "amina", clock)
    with pytest.raises(SignInRefused, match="Too many"):
        opening.open_by_recovery(folder, lonely_template[1], "amina", clock)


def test_that_the_second_person_s_key_must_be_the_one_in_the_ledger(open_as):
    store = open_as()
    stranger = SigningKey.generate("brian")
    slot = key_file.user_slot(ORIGIN, stranger, PASSWORD, store.key.secret)
    store.keys = store.keys.with_slot(slot)
    with pytest.raises(RegisterDamaged, match="brian"):
        opening.unlock_second(store, "brian", PASSWORD)


def test_that_a_full_disk_leaves_the_key_file_alone(open_as, folder):
    store = open_as()
    before = (folder / "keys.json").read_bytes()
    with store.write() as uow:
        uow.record(weapon(1))
        uow.connection.exec_driver_sql("PRAGMA max_page_count = 1")
        with pytest.raises(StorageFailed):
            uow.record_all(weapon(each, notes="x" * 2000) for each in range(2, 4000))
    assert json.loads((folder / "keys.json").read_bytes()) == json.loads(before)


def test_that_the_old_key_file_comes_back_when_the_entry_cannot_be_kept(open_as, folder):
    store = open_as()
    before = store.keys
    with store.write() as uow:
        uow.record(weapon(1))
        uow.connection.close()
        with pytest.raises(Exception):  # noqa: B017, PT011 - whatever the reason
            store.commit_with_keys(uow, store.keys.without_slot("brian"))
    assert key_file.load(folder / "keys.json") == before == store.keys


# --- what is on the disk -------------------------------------------------------------------------


def test_that_no_file_says_what_is_in_it(open_as, folder):
    store = open_as()
    secret = "Kalashnikova"
    with store.write() as uow:
        uow.record(weapon(1, maker=secret))
        uow.commit()
    store.media.put(b"\xff\xd8\xff" + secret.encode(), "image/jpeg")
    for name in ("register.db", "register.db-wal", "media.db", "media.db-wal"):
        content = (folder / name).read_bytes()
        assert content
        assert b"SQLite format" not in content
        assert secret.encode() not in content
    for path in folder.rglob("*"):
        assert path.is_dir() or secret.encode() not in path.read_bytes()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other rights")
def test_that_only_the_owner_may_read_the_files(folder):
    for name in ("register.db", "media.db", "keys.json"):
        assert (folder / name).stat().st_mode & 0o077 == 0


def test_that_sqlite_is_one_without_the_known_fault():
    assert tuple(map(int, driver.sqlite_version.split("."))) >= OLDEST_SQLITE == (3, 51, 3)


@pytest.mark.parametrize("read_only", [False, True])
def test_that_every_pooled_connection_has_its_pragmas(open_as, read_only):
    store = open_as(read_only=read_only)
    for engine in (store.engine, store.media_engine):
        connections = [engine.connect() for _ in range(8)]
        for connection in connections:
            found = {
                name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
                for name in (
                    "foreign_keys",
                    "recursive_triggers",
                    "trusted_schema",
                    "secure_delete",
                )
            }
            assert found == {
                "foreign_keys": 1,
                "recursive_triggers": 1,
                "trusted_schema": 0,
                "secure_delete": 1,
            }
            assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
            if not read_only:
                assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 3
            assert connection.exec_driver_sql("PRAGMA busy_timeout").scalar() == 5000
        for connection in connections:
            connection.close()


@pytest.mark.parametrize("kind", ["nfs4", "cifs", "smb3", "fuse.sshfs", "9p"])
def test_that_a_network_share_is_refused(folder, tmp_path, clock, monkeypatch, kind):
    mounts = [Partition("/", "ext4", "rw"), Partition(str(tmp_path), kind, "rw")]
    monkeypatch.setattr(psutil, "disk_partitions", lambda **_: mounts)
    assert kind in str(refused(folder, kind=StorageFailed))
    with pytest.raises(StorageFailed, match="network share"):
        opening.create(tmp_path / "other", ORIGIN, "amina", PASSWORD, clock)
    assert not (tmp_path / "other").exists()


def test_that_a_disk_below_a_network_share_is_no_share(folder, tmp_path, clock, monkeypatch):
    mounts = [Partition("/", "nfs4", "rw"), Partition(str(tmp_path), "ext4", "rw")]
    monkeypatch.setattr(psutil, "disk_partitions", lambda **_: mounts)
    opening.open_store(folder, "amina", PASSWORD, clock).close()


def test_that_a_mapped_drive_is_refused(folder, monkeypatch):
    mounts = [Partition("/", "ntfs", "rw,remote")]
    monkeypatch.setattr(psutil, "disk_partitions", lambda **_: mounts)
    refused(folder, kind=StorageFailed)


# --- a folder that cannot be written -------------------------------------------------------------

_READ_ONLY = """
import datetime as dt, sys
from pathlib import Path
from typing import NamedTuple
sys.path.insert(0, sys.argv[1])
from stockpile_app.domain.errors import ReadOnly
from stockpile_app.domain.progress import NoProgress
from stockpile_app.persistence import opening
from stockpile_app.persistence.verify import verify
clock = lambda: dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
store = opening.open_store(Path(sys.argv[2]), "amina", sys.argv[3], clock)
assert store.read_only, "opened for writing"
assert verify(store, NoProgress()).ok
try:
    store.write()
except ReadOnly as error:
    print(error)
store.close()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other rights")
def test_that_a_folder_that_cannot_be_written_opens_for_reading(folder):
    root = Path(__file__).parents[2]
    try:
        for path in (folder, *folder.iterdir()):
            path.chmod(0o555 if path.is_dir() else 0o444)
        # root may write anywhere unless that one right is taken away
        as_usual = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"]
        done = subprocess.run(
            [
                *(as_usual if os.geteuid() == 0 else []),
                *(sys.executable, "-c", _READ_ONLY, str(root), str(folder), PASSWORD),
            ],
            capture_output=True,
            text=True,
            check=False,
            cwd="/",
        )
    finally:
        folder.chmod(0o755)
    assert done.returncode == 0, done.stderr
    assert "its folder cannot be written" in done.stdout


# --- files that are not what they should be ------------------------------------------------------


@pytest.mark.parametrize("name", ["register.db", "media.db"])
def test_that_an_empty_file_is_no_empty_register(folder, name):
    (folder / name).write_bytes(b"")
    assert f"{name} is empty" in str(refused(folder, kind=NotARegister))
    assert (folder / name).stat().st_size == 0


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: content[:-5000],
        lambda content: content[:40],
        lambda content: content[:9000] + bytes(512) + content[9512:],
        lambda _: b"x" * 9000,
        lambda _: b"SQLite format 3\0",
    ],
    ids=["cut short", "nearly empty", "a sector lost", "rubbish", "another file"],
)
def test_that_damage_to_what_was_written_aside_takes_the_last_acts_alone(
    open_as, folder, tmp_path, damage
):
    store = open_as()
    for each in range(1, 4):
        record_one(store, each)
    torn = copy_register(folder, tmp_path / "torn")
    log = torn / "register.db-wal"
    log.write_bytes(damage(log.read_bytes()))
    again = opening.open_store(torn, "amina", PASSWORD, FakeClock())
    with again.read() as connection:
        kept = connection.execute(select(WeaponRow.number)).scalars().all()
    assert kept == [number(each) for each in range(1, len(kept) + 1)]
    assert len(kept) < 3
    assert verify(again, NoProgress()).ok
    record_one(again, 4)
    again.close()


@pytest.mark.parametrize("name", ["register.db", "keys.json"])
def test_that_a_missing_file_is_named(folder, name):
    (folder / name).unlink()
    assert name in str(refused(folder, kind=NotARegister))
    assert not (folder / name).exists()


def test_that_missing_photographs_are_named(folder):
    (folder / "media.db").unlink()
    assert "media.db is missing" in str(refused(folder, kind=NotARegister))
    assert not (folder / "media.db").exists()


def test_that_a_folder_without_a_register_is_no_register(tmp_path):
    assert "no register" in str(refused(tmp_path, kind=NotARegister))
    refused(tmp_path / "nowhere", kind=NotARegister)


@pytest.mark.parametrize("name", ["register.db", "media.db"])
@pytest.mark.parametrize("part", [0.5, 0.9, 0.01])
def test_that_a_file_cut_short_is_damaged(folder, name, part, clock):
    path = folder / name
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * part)])
    try:
        store = opening.open_store(folder, "amina", PASSWORD, clock)
    except (RegisterDamaged, NotARegister):
        return
    found = verify(store, NoProgress())
    store.close()
    assert {(each.kind, each.where) for each in found.problems} & {("damaged", name)}


def test_that_swapped_files_are_told(folder):
    (folder / "register.db").rename(folder / "x")
    (folder / "media.db").rename(folder / "register.db")
    (folder / "x").rename(folder / "media.db")
    assert "not a register" in str(refused(folder, kind=NotARegister))


@pytest.mark.parametrize("content", [b"x" * 8192, b"SQLite format 3\x00" + bytes(8176), b"short"])
@pytest.mark.parametrize("name", ["register.db", "media.db"])
def test_that_a_foreign_file_is_told(folder, name, content):
    (folder / name).write_bytes(content)
    assert name in str(refused(folder, kind=RegisterDamaged))
    assert (folder / name).read_bytes() == content


def test_that_a_database_of_another_program_is_told(folder, open_as):
    store = open_as()
    key = store.key
    store.close()
    (folder / "register.db").unlink()
    create_file(folder / "register.db", key, 12345)
    assert "not a register of this program" in str(refused(folder, kind=NotARegister))


def test_that_a_first_page_that_was_being_written_when_the_power_went_is_found_aside(
    open_as, folder, tmp_path
):
    store = open_as()
    with store.write() as uow:
        uow.record_all(weapon(each) for each in range(1, 200))  # more pages: the first one says so
        last = uow.commit().head
    torn = copy_register(folder, tmp_path / "torn")
    whole = (torn / "register.db").read_bytes()
    (torn / "register.db").write_bytes(bytes(512) + whole[512:])
    again = opening.open_store(torn, "amina", PASSWORD, FakeClock())
    with again.read() as connection:
        assert head(connection, ORIGIN).seq == last
    assert verify(again, NoProgress()).ok
    again.close()


def test_that_the_database_of_another_register_is_told(folder, tmp_path):
    make_register(tmp_path / "other", ("amina",))
    shutil.copy(tmp_path / "other" / "register.db", folder / "register.db")
    assert "register.db cannot be decrypted" in str(refused(folder, kind=RegisterDamaged))


def test_that_the_key_file_of_another_register_is_told(folder, tmp_path):
    make_register(tmp_path / "other", ("amina",))
    shutil.copy(tmp_path / "other" / "keys.json", folder / "keys.json")
    refused(folder, kind=RegisterDamaged)


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b'"x"', b"\xff\xfe", b"{}", b"x" * (5 * 1024 * 1024), b'{"format": 1}'],
    ids=range(8),
)
def test_that_a_damaged_key_file_is_told(folder, content):
    (folder / "keys.json").write_bytes(content)
    assert "keys.json" in str(refused(folder, kind=RegisterDamaged))
    assert (folder / "keys.json").read_bytes() == content


@pytest.mark.parametrize("field", ["salt", "seal", "origin"])
def test_that_a_changed_key_file_is_told(folder, field):
    content = json.loads((folder / "keys.json").read_bytes())
    content[field] = {
        "salt": "AAAAAAAAAAAAAAAAAAAAAA==",
        "seal": {"nonce": "AAAAAAAAAAAAAAAA", "data": "AAAA"},
        "origin": "KE02",
    }[field]
    (folder / "keys.json").write_text(json.dumps(content))
    refused(folder, kind=SignInRefused if field == "origin" else RegisterDamaged)


@pytest.mark.parametrize("change", [{"memory_kib": 2**31}, {"lanes": 0}, {"salt": ""}])
def test_that_absurd_key_parameters_are_told(folder, change):
    content = json.loads((folder / "keys.json").read_bytes())
    for slot in content["slots"]:
        slot["kdf"].update(change)
    (folder / "keys.json").write_text(json.dumps(content))
    refused(folder, kind=RegisterDamaged)


def test_that_a_register_without_tables_is_damaged(folder, open_as):
    store = open_as()
    key = store.key
    store.close()
    (folder / "register.db").unlink()
    create_file(folder / "register.db", key, 0x53504C52)
    assert "no tables" in str(refused(folder, kind=RegisterDamaged))


def test_that_a_key_that_the_ledger_does_not_know_is_told(folder, open_as):
    store = open_as()
    slot = key_file.user_slot(ORIGIN, SigningKey.generate("amina"), PASSWORD, store.key.secret)
    key_file.save(store.paths.keys, store.keys.with_slot(slot))
    store.close()
    assert "amina" in str(refused(folder, kind=RegisterDamaged))


# --- disk full -----------------------------------------------------------------------------------


def test_that_a_full_disk_changes_nothing(open_as):
    store = open_as()
    record_one(store)
    engine = open_engine(store.paths.database, store.key)
    with engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
    engine.dispose()
    with store.write() as uow:
        uow.connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 2}")
        with pytest.raises(StorageFailed, match="full"):
            uow.record_all(weapon(each, notes="x" * 1500) for each in range(2, 5000))
    store.engine.dispose()
    with store.read() as connection:
        assert connection.execute(select(WeaponRow.number)).scalars().all() == [number(1)]
    assert verify(store, NoProgress()).ok
    record_one(store, 2)
    assert verify(store, NoProgress()).ok


def test_that_a_clock_of_any_time_zone_says_the_same_to_others(folder, open_as):
    zone = dt.timezone(dt.timedelta(hours=3))
    store = opening.open_store(
        folder, "brian", PASSWORD, FakeClock(dt.datetime(2026, 3, 2, 11, tzinfo=zone))
    )
    try:
        assert "2026-03-02 08:00 UTC" in str(refused(folder, kind=RegisterBusy))
    finally:
        store.close()


@pytest.mark.parametrize("name", ["register.db", "media.db"])
def test_that_a_file_with_a_changed_salt_or_cut_short_is_named(folder, clock, name):
    whole = (folder / name).read_bytes()
    for damaged in (bytes([whole[0] ^ 1]) + whole[1:], whole[: len(whole) // 2]):
        (folder / name).write_bytes(damaged)
        with pytest.raises(RegisterDamaged, match=name):
            opening.open_store(folder, "amina", PASSWORD, clock)
