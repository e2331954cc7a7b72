"""What a newer version of the program wrote is refused in words, and no byte of it is changed."""

from __future__ import annotations

import io
import json
import shutil
import tarfile

import pytest

from stockpile_app.domain.errors import RegisterTooNew
from stockpile_app.domain.facts import KINDS
from stockpile_app.domain.progress import NoProgress
from stockpile_app.persistence import backup, keys, migrate, opening
from stockpile_app.persistence.verify import verify
from stockpile_app.services.backups import restore
from stockpile_app.services.registers import open_register, recover
from tests.builders import PASSWORD, FakeClock, make_register, tamper

NEWEST = migrate.known_revisions()[-1]
CLOCK = FakeClock()


def files(folder):
    """Everything in a folder with its content, but for what SQLite lays beside while it reads."""
    return {
        path.relative_to(folder): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.endswith("-shm") and path.stat().st_size
    }


@pytest.fixture
def newer(tmp_path):
    """A register whose schema this program does not know, and its recovery code."""
    folder = tmp_path / "register"
    code = make_register(folder, ("amina", "brian"))
    store = opening.open_store(folder, "amina", PASSWORD, CLOCK)
    tamper(store, "UPDATE alembic_version SET version_num = '9999'", "CREATE TABLE novelty (x)")
    store.close()
    return folder, code


WAYS = {
    "to work": lambda folder, code: open_register(folder, "amina", PASSWORD, CLOCK),
    "to read": lambda folder, code: open_register(folder, "amina", PASSWORD, CLOCK, read_only=True),
    "by recovery": lambda folder, code: recover(folder, code, "brian", "a long rainy day", CLOCK),
}


@pytest.mark.parametrize("way", WAYS)
def test_that_a_newer_register_is_refused_and_not_a_byte_is_changed(newer, way):
    before = files(newer[0])
    with pytest.raises(RegisterTooNew) as caught:
        WAYS[way](*newer)
    told = str(caught.value)
    assert "9999" in told
    assert NEWEST in told
    assert "Use the newer program" in told
    assert files(newer[0]) == before


@pytest.mark.parametrize("way", WAYS)
def test_that_a_register_with_kinds_of_entries_to_come_is_refused(tmp_path, way):
    folder = tmp_path / "register"
    code = make_register(folder, ("amina", "brian"))
    store = opening.open_store(folder, "amina", PASSWORD, CLOCK)
    tamper(store, f"PRAGMA user_version = {len(KINDS) + 2}")
    store.close()
    before = files(folder)
    with pytest.raises(RegisterTooNew, match=rf"{len(KINDS) + 2} kinds .* knows {len(KINDS)}\."):
        WAYS[way](folder, code)
    assert files(folder) == before


def test_that_a_register_of_fewer_kinds_can_be_read_and_states_them_when_it_is_written(folder):
    store = opening.open_store(folder, "amina", PASSWORD, CLOCK)
    tamper(store, "PRAGMA user_version = 3")
    store.close()
    store = opening.open_store(folder, "amina", PASSWORD, CLOCK, read_only=True)
    assert migrate.kinds_stated(store.engine) == 3
    store.close()
    store = open_register(folder, "amina", PASSWORD, CLOCK).store
    assert migrate.kinds_stated(store.engine) == len(KINDS)
    assert verify(store, NoProgress()).problems == ()
    store.close()
    assert not list((folder / "backups").iterdir())


def test_that_a_newer_key_file_is_refused_and_not_a_byte_is_changed(folder):
    path = folder / "keys.json"
    content = json.loads(path.read_bytes())
    content |= {"format": keys.FORMAT + 1, "novelty": {"x": 1}}
    path.write_text(json.dumps(content))
    before = files(folder)
    with pytest.raises(RegisterTooNew, match=f"format {keys.FORMAT + 1}.* knows {keys.FORMAT}"):
        open_register(folder, "amina", PASSWORD, CLOCK)
    assert files(folder) == before


def made_by_a_newer_program(file, target, **said):
    """Write a backup anew with another manifest, and a member that this program does not know."""
    with tarfile.open(file) as old, tarfile.open(target, "w:") as new:
        for member in old.getmembers():
            content = old.extractfile(member).read()
            if member.name == "manifest.json":
                content = json.dumps(json.loads(content) | said).encode()
                member.size = len(content)
            new.addfile(member, io.BytesIO(content))


@pytest.mark.parametrize("said", [{"format": 2}, {"format": 2, "seq": "x", "sha256": None}])
def test_that_a_newer_backup_is_refused_and_nothing_is_restored(open_as, tmp_path, said):
    store = open_as()
    backup.make(store, tmp_path / "old.stockpile", "2026-03-02T08:00:00Z", NoProgress())
    file = tmp_path / "new.stockpile"
    made_by_a_newer_program(tmp_path / "old.stockpile", file, **said)
    before = file.read_bytes()
    for ask in (
        lambda: restore(file, tmp_path / "again", "amina", PASSWORD, CLOCK),
        lambda: backup.look_into(file),
    ):
        with pytest.raises(RegisterTooNew, match=r"new\.stockpile \(format 2; .* up to 1\)"):
            ask()
    assert not (tmp_path / "again").exists()
    assert file.read_bytes() == before


def test_that_the_backup_of_a_newer_register_is_refused_and_nothing_is_restored(newer, tmp_path):
    # the register's own program made the backup, and this one did not change since
    shutil.copytree(newer[0], tmp_path / "members")
    file = tmp_path / "new.stockpile"
    pack(tmp_path / "members", file)
    with pytest.raises(RegisterTooNew, match="9999"):
        restore(file, tmp_path / "again", "amina", PASSWORD, CLOCK)
    assert not (tmp_path / "again").exists()


def pack(folder, file):
    """Pack the files of a closed register as a backup does."""
    names = ("register.db", "media.db", "keys.json")
    manifest = {
        "format": 1,
        "origin": "KE01",
        "seq": 9,
        "head": "",
        "made_at": "2026-03-02T08:00:00.000000Z",
        "sha256": {name: backup._digest(folder / name) for name in names},
    }
    (folder / "manifest.json").write_text(json.dumps(manifest))
    with tarfile.open(file, "w:") as archive:
        for name in ("manifest.json", *names):
            archive.add(folder / name, name)
