"""Backups: one verified, dated file; and what is needed to restore it.

A backup is an uncompressed tar of the two databases (each made by SQLite's online backup, still
encrypted), the key file and a manifest. Nothing in it needs the program to be read again but the
password of somebody who could sign in when it was made.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import shutil
import tarfile
import tempfile
from pathlib import Path
from typing import Any, Final, NamedTuple

import msgspec
import sqlcipher3.dbapi2 as driver

from stockpile_app.domain.errors import BadFile, RegisterDamaged, StorageFailed
from stockpile_app.domain.progress import Progress
from stockpile_app.domain.records import Problem
from stockpile_app.domain.text import N_
from stockpile_app.ledger.entries import Head
from stockpile_app.persistence.engine import Key, open_engine
from stockpile_app.persistence.errors import driver_errors
from stockpile_app.persistence.files import storage_failure, sync_folder
from stockpile_app.persistence.ledger_store import entry_digest
from stockpile_app.persistence.store import Paths, Store
from stockpile_app.persistence.verify import check_chain, check_pages

SUFFIX: Final = ".stockpile"
KEEP: Final = 14
_MANIFEST: Final = "manifest.json"
_MEMBERS: Final = ("register.db", "media.db", "keys.json")
_PAGES: Final = 2000

_NOT_A_BACKUP = N_("{file} is not a backup of a register, or it is cut short ({detail}).")
_CHANGED = N_("{file} is damaged: {member} is not what the manifest says.")
_COPY_DIFFERS = N_("The backup does not agree with the register; it was not kept.")


class Manifest(msgspec.Struct, frozen=True):
    """What a backup holds."""

    format: int
    origin: str
    seq: int
    head: str
    made_at: str
    sha256: dict[str, str]


class Backup(NamedTuple):
    """A backup that was made and verified: its files are sound and agree with the register.

    ``whole`` says that the chain of its entries is, too. A register that somebody tampered with can
    be backed up, as evidence, but such a backup must never push out an older one.
    """

    path: Path
    manifest: Manifest
    sha256: str
    whole: bool


def make(store: Store, target: Path, made_at: str, progress: Progress) -> Backup:
    """Write a verified backup file; ``target`` is the final path.

    Raises:
        StorageFailed: The folder cannot be written or the disk is full.
        RegisterDamaged: The copy does not agree with the register.
        Cancelled: The user asked to stop; nothing is left behind.
    """
    temporary = target.with_name(target.name + ".new")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".backup-") as name:
            folder = Path(name)
            _copy(store.paths.database, folder / "register.db", store.key, progress)
            _copy(store.paths.media, folder / "media.db", store.key, progress)
            (folder / "keys.json").write_bytes(store.paths.keys.read_bytes())
            head, whole = _check(store, folder)
            digests = {member: _digest(folder / member) for member in _MEMBERS}
            manifest = Manifest(1, store.origin, head.seq, head.digest.hex(), made_at, digests)
            _pack(temporary, folder, manifest)
        sha256 = _digest(temporary)
        temporary.replace(target)
        sync_folder(target.parent)
    except OSError as error:
        raise storage_failure(target.parent, error) from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
    return Backup(target, manifest, sha256, whole)


def made_before(folder: Path, origin: str) -> list[Path]:
    """Return the backups of one register in a folder, oldest first; those of others may be beside.

    Backups made before an upgrade are not among them: they are kept for good.
    """
    return sorted(folder.glob(f"{origin}-[0-9]*{SUFFIX}"))


def rotate(folder: Path, origin: str, keep: int = KEEP) -> None:
    """Remove a register's oldest backups beyond ``keep``; the names sort by time."""
    for old in made_before(folder, origin)[:-keep]:
        old.unlink(missing_ok=True)


def unpack(file: Path, folder: Path) -> Manifest:
    """Put the files of a backup into a new, empty folder.

    Raises:
        BadFile: It is no backup, or damaged.
        StorageFailed: The folder is not empty or cannot be written.
    """
    if not file.is_file():
        raise BadFile(N_("There is no file {file}."), file=file)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise StorageFailed(
                N_("The folder {folder} is not empty. Restore into an empty folder."), folder=folder
            )
        try:
            return _unpack(file, folder)
        except BaseException:
            for member in (*_MEMBERS, _MANIFEST):
                (folder / member).unlink(missing_ok=True)
            raise
    except (tarfile.TarError, EOFError, ValueError) as error:
        raise BadFile(_NOT_A_BACKUP, file=file.name, detail=str(error)) from error
    except OSError as error:
        raise storage_failure(folder, error) from error


def _unpack(file: Path, folder: Path) -> Manifest:
    with tarfile.open(file, "r:") as archive:
        members = {member.name: member for member in archive.getmembers()}
        # fixed names, read by us: no path in the archive is ever followed
        wanted = {name: members.get(name) for name in (*_MEMBERS, _MANIFEST)}
        for name, member in wanted.items():
            if member is None or not member.isfile():
                raise BadFile(_NOT_A_BACKUP, file=file.name, detail=name)
            source = archive.extractfile(member)
            if source is None:
                raise BadFile(_NOT_A_BACKUP, file=file.name, detail=name)
            with (folder / name).open("xb") as out:
                shutil.copyfileobj(source, out)
            (folder / name).chmod(0o600)
    manifest = msgspec.json.decode((folder / _MANIFEST).read_bytes(), type=Manifest)
    for member_name in _MEMBERS:
        if _digest(folder / member_name) != manifest.sha256.get(member_name):
            raise BadFile(_CHANGED, file=file.name, member=member_name)
    (folder / _MANIFEST).unlink()
    Paths(folder).backups.mkdir()
    return manifest


def _copy(source: Path, target: Path, key: Key, progress: Progress) -> None:
    with driver_errors():
        live = _connect(source, key, "mode=ro")
        try:
            copy = _connect(target, key, "mode=rwc")
            try:
                live.backup(
                    copy,
                    pages=_PAGES,
                    progress=lambda _status, left, total: progress.report(total - left, total),
                )
            finally:
                copy.close()
        finally:
            live.close()


def _check(store: Store, folder: Path) -> tuple[Head, bool]:
    """Return the copy's last entry, and whether its chain is whole."""
    damage: list[Problem] = []
    faults: list[Problem] = []
    media = open_engine(folder / "media.db", store.key, read_only=True)
    engine = open_engine(folder / "register.db", store.key, read_only=True)
    try:
        check_pages(media, "media.db", damage.append)
        check_pages(engine, "register.db", damage.append)
        with driver_errors(), engine.connect() as connection:
            head = check_chain(connection, store.origin, faults.append)
            copied = entry_digest(connection, store.origin, head.seq)
        with store.read() as connection:
            if damage or copied != entry_digest(connection, store.origin, head.seq):
                raise RegisterDamaged(_COPY_DIFFERS)
    finally:
        media.dispose()
        engine.dispose()
    return head, not faults


def _connect(path: Path, key: Key, mode: str) -> Any:
    connection = driver.connect(f"{path.absolute().as_uri()}?{mode}", uri=True)
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(key.pragma)
    return connection


def _pack(target: Path, folder: Path, manifest: Manifest) -> None:
    with tarfile.open(target, "w:") as archive:
        content = msgspec.json.encode(manifest)
        info = tarfile.TarInfo(_MANIFEST)
        info.size = len(content)
        archive.addfile(info, io.BytesIO(content))
        for member in _MEMBERS:
            archive.add(folder / member, member, filter=_anonymous)
    with target.open("rb+") as written:
        os.fsync(written.fileno())


def _anonymous(info: tarfile.TarInfo) -> tarfile.TarInfo:
    info.uid = info.gid = 0
    info.uname = info.gname = ""
    return info


def _digest(path: Path) -> str:
    with path.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()
