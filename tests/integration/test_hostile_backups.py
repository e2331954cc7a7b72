"""Backups that somebody changed: nothing is restored, nothing is left, and nothing is hung."""

from __future__ import annotations

import io
import json
import tarfile

import pytest

from stockpile_app.domain.errors import BadFile, RegisterTooNew, StockpileError
from stockpile_app.persistence import backup as backup_files
from stockpile_app.services.backups import restore
from tests.builders import PASSWORD


@pytest.fixture
def members(services):
    with tarfile.open(services.backups.make().path) as archive:
        return {each.name: archive.extractfile(each).read() for each in archive.getmembers()}


def packed(path, members):
    with tarfile.open(path, "w:") as archive:
        for name, content in members.items():
            made = tarfile.TarInfo(name)
            made.size = len(content)
            archive.addfile(made, io.BytesIO(content))
    return path


def refused(path, tmp_path, clock):
    before = sorted(tmp_path.iterdir())
    content = path.read_bytes()
    with pytest.raises(StockpileError) as told:
        restore(path, tmp_path / "restored", "amina", PASSWORD, clock)
    assert sorted(tmp_path.iterdir()) == before
    assert path.read_bytes() == content
    assert len(str(told.value)) < 500
    return told.value


MANIFESTS = {
    "another origin": {"origin": "ZZ99"},
    "another entry": {"seq": 1},
    "an entry that is not there": {"seq": 4_000_000},
    "more entries than there can be": {"seq": 10**30},
    "less than none": {"seq": -1},
    "another history": {"head": "0" * 64},
    "no moment": {"made_at": "yesterday"},
    "a moment of no zone": {"made_at": "2026-03-02T08:00:00"},
    "no digest": {"sha256": {}},
    "a digest of something else": {"sha256": {"register.db": "0" * 64}},
    "a number as a text": {"seq": "7"},
}


@pytest.mark.parametrize("name", MANIFESTS)
def test_that_a_backup_that_lies_about_itself_is_not_restored(name, members, tmp_path, clock):
    said = {**json.loads(members["manifest.json"]), **MANIFESTS[name]}
    path = packed(tmp_path / "a.stockpile", {**members, "manifest.json": json.dumps(said).encode()})
    assert isinstance(refused(path, tmp_path, clock), BadFile)


@pytest.mark.parametrize(
    "content", [b"", b"[" * 200_000, b'{"format": ' + b"[" * 200_000, b"\xff", b"{" * 9_000_000]
)
def test_that_a_manifest_that_is_none_is_refused(content, members, tmp_path, clock):
    path = packed(tmp_path / "a.stockpile", {**members, "manifest.json": content})
    error = refused(path, tmp_path, clock)
    assert isinstance(error, BadFile)
    with pytest.raises(BadFile):
        backup_files.look_into(path)


def test_that_a_newer_one_is_refused_as_such_whatever_else_it_holds(tmp_path, clock):
    path = packed(tmp_path / "a.stockpile", {"manifest.json": b'{"format": 99}', "other": b"x"})
    assert isinstance(refused(path, tmp_path, clock), RegisterTooNew)


@pytest.mark.parametrize("member", ["register.db", "media.db", "keys.json", "manifest.json"])
def test_that_a_backup_with_a_member_missing_is_refused(member, members, tmp_path, clock):
    left = {name: content for name, content in members.items() if name != member}
    assert isinstance(refused(packed(tmp_path / "a.stockpile", left), tmp_path, clock), BadFile)


def test_that_a_sparse_member_does_not_fill_the_disk(members, tmp_path, clock):
    path = packed(tmp_path / "a.stockpile", members)
    with tarfile.open(path) as archive:
        at = archive.getmember("media.db").offset
    changed = bytearray(path.read_bytes())
    changed[at + 156 : at + 157] = tarfile.GNUTYPE_SPARSE
    changed[at + 483 : at + 495] = tarfile.itn(2**40, 12, tarfile.GNU_FORMAT)
    total = tarfile.calc_chksums(bytes(changed[at : at + 512]))[0]
    changed[at + 148 : at + 156] = b"%06o\0 " % total
    path.write_bytes(changed)
    assert isinstance(refused(path, tmp_path, clock), BadFile)


def test_that_further_members_are_left_where_they_are(members, tmp_path, clock):
    more = {"../evil": b"evil", "/tmp/evil": b"evil", "sign-in.json": b"{}"}
    path = packed(tmp_path / "a.stockpile", {**more, **members})
    restore(path, tmp_path / "restored", "amina", PASSWORD, clock).store.close()
    assert not (tmp_path / "evil").exists()
    assert not list((tmp_path / "restored").rglob("*evil*"))
