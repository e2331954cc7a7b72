"""Backups: one verified, dated file; and what is needed to restore it.

A backup is an uncompressed tar of the two databases (each made by SQLite's online backup, still
encrypted), the key file and a manifest. Nothing in it needs the program to be read again but the
password of somebody who could sign in when it was made.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import io
import os
import re
import shutil
import tarfile
import tempfile
from pathlib import Path
from typing import IO, Any, Final, NamedTuple

import msgspec
import sqlcipher3.dbapi2 as driver

from stockpile_app.domain.backups import size_words
from stockpile_app.domain.errors import BadFile, RegisterDamaged, StorageFailed
from stockpile_app.domain.progress import Progress
from stockpile_app.domain.records import Problem
from stockpile_app.domain.text import N_
from stockpile_app.ledger.entries import Head
from stockpile_app.persistence import keys as key_file
from stockpile_app.persistence.archive import members_of
from stockpile_app.persistence.backup_manifest import FORMAT, Manifest, read_manifest
from stockpile_app.persistence.backup_manifest import NAME as _MANIFEST
from stockpile_app.persistence.backup_medium import free_bytes
from stockpile_app.persistence.engine import Key, open_engine
from stockpile_app.persistence.errors import driver_errors
from stockpile_app.persistence.files import storage_failure, sync_folder
from stockpile_app.persistence.ledger_store import entry_digest
from stockpile_app.persistence.register_paths import Paths
from stockpile_app.persistence.store import Store
from stockpile_app.persistence.verify import check_chain, check_pages

SUFFIX: Final = ".stockpile"
_UNFINISHED: Final = ".new"
_NAME: Final = re.compile(r"-(\d{8}-\d{6})\.stockpile$")
_STAMP: Final = "%Y%m%d-%H%M%S"
_CHUNK: Final = 1 << 20
_SPARE: Final = 1 << 20
_MOST_KEYS: Final = 4 << 20
_MEMBERS: Final = ("register.db", "media.db", "keys.json")
_PAGES: Final = 2000

_NOT_A_BACKUP = N_("{file} is not a backup of a register, or it is cut short ({detail}).")
_CHANGED = N_("{file} is damaged: {member} is not what the manifest says.")
_COPY_DIFFERS = N_("The backup does not agree with the register; it was not kept.")
_NO_ROOM = N_(
    "There is too little room in {folder}: {needed} are needed, {free} are free. Make room, or use"
    " another disk or stick. Nothing was changed."
)
_READ_BACK = N_(
    "What was read back from {folder} is not what was written: the medium is failing. The copy was"
    " not kept. Use another medium."
)
_SOURCE_CHANGED = N_("{file} is not what it was when it was made; it was not copied.")


class NoRoom(StorageFailed):
    """There is too little room for a backup; found out before anything was written."""


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
        StorageFailed: The folder cannot be written, or there is too little room in it.
        RegisterDamaged: The copy does not agree with the register.
        Cancelled: The user asked to stop; nothing is left behind.
    """
    temporary = target.with_name(target.name + _UNFINISHED)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        sweep(target.parent, store.origin)
        # the copies of the databases, and beside them the file that they are packed into
        check_room(target.parent, 2 * _size_of(store.paths))
        prefix = _scratch_prefix(store.origin)
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=prefix) as name:
            folder = Path(name)
            _copy(store.paths.database, folder / "register.db", store.key, progress)
            _copy(store.paths.media, folder / "media.db", store.key, progress)
            # those in force by the ledger, which may still wait beside the file of that name
            (folder / "keys.json").write_bytes(key_file.encoded(store.load_keys()))
            head, whole = _check(store, folder)
            digests = {member: _digest(folder / member) for member in _MEMBERS}
            manifest = Manifest(FORMAT, store.origin, head.seq, head.digest.hex(), made_at, digests)
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


def copy_to(made: Backup, folder: Path, key: Key, progress: Progress) -> Path:
    """Copy a backup to another medium and verify it there; return its path.

    It is read back from the medium, compared, and its register is opened with the key: only then
    does it get the name of a backup.

    Raises:
        StorageFailed: There is too little room, or the medium fails or was taken out.
        RegisterDamaged: The backup itself is no longer what it was.
        Cancelled: The user asked to stop; nothing is left behind.
    """
    target = folder / made.path.name
    temporary = target.with_name(target.name + _UNFINISHED)
    try:
        sweep(folder, made.manifest.origin)
        check_room(folder, made.path.stat().st_size)
        if _copy_file(made.path, temporary, progress) != made.sha256:
            raise RegisterDamaged(_SOURCE_CHANGED, file=made.path.name)
        if _digest(temporary) != made.sha256 or not _opens(temporary, made, key):
            raise StorageFailed(_READ_BACK, folder=folder)
        temporary.replace(target)
        sync_folder(folder)
    except OSError as error:
        raise storage_failure(folder, error) from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
    return target


def _copy_file(source: Path, target: Path, progress: Progress) -> str:
    """Copy a file down to the medium itself; return the SHA-256 of what was read."""
    hashed, done, size = hashlib.sha256(), 0, source.stat().st_size
    with source.open("rb") as read, target.open("wb") as out:
        while chunk := read.read(_CHUNK):
            progress.report(done, size)
            hashed.update(chunk)
            out.write(chunk)
            done += len(chunk)
        out.flush()
        os.fsync(out.fileno())
        if hasattr(os, "posix_fadvise"):  # so that it is the medium that is read next, not memory
            os.posix_fadvise(out.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    return hashed.hexdigest()


def _opens(file: Path, made: Backup, key: Key) -> bool:
    """Whether the register in a backup opens with the key and ends with the entry it shall."""
    manifest = made.manifest
    with tempfile.TemporaryDirectory(
        dir=made.path.parent, prefix=_scratch_prefix(manifest.origin)
    ) as name:
        register = Path(name) / _MEMBERS[0]
        with members_of(file, _MEMBERS[:1]) as members:
            _extract(members[_MEMBERS[0]], register)
        engine = open_engine(register, key, read_only=True)
        try:
            with driver_errors(), engine.connect() as connection:
                digest = entry_digest(connection, manifest.origin, manifest.seq)
        finally:
            engine.dispose()
    return digest is not None and digest.hex() == manifest.head


def check_room(folder: Path, needed: int) -> None:
    """Refuse early what would fill the disk.

    Raises:
        NoRoom: There is too little; says how much is needed.
    """
    free = free_bytes(folder)
    if free is not None and free < needed + _SPARE:
        raise NoRoom(
            _NO_ROOM, folder=folder, needed=size_words(needed + _SPARE), free=size_words(free)
        )


def _size_of(paths: Paths) -> int:
    files = (paths.database, paths.media, paths.keys)
    beside = paths.database.with_name(paths.database.name + "-wal")  # not folded in yet
    return sum(each.stat().st_size for each in (*files, beside) if each.exists())


def sweep(folder: Path, origin: str) -> None:
    """Remove what a backup left that was killed, or whose medium was taken out half-way.

    Nobody else makes a backup of this register at the same time: one program writes to it.
    """
    for left in folder.glob(f"{origin}-*{SUFFIX}{_UNFINISHED}"):
        left.unlink(missing_ok=True)
    for scratch in folder.glob(f"{_scratch_prefix(origin)}*"):
        shutil.rmtree(scratch, ignore_errors=True)


def _scratch_prefix(origin: str) -> str:
    return f".backup-{origin}-"


def file_name(origin: str, moment: dt.datetime) -> str:
    """Return what a backup of this moment is called; the names sort by time."""
    return f"{origin}-{moment.astimezone(dt.UTC):{_STAMP}}{SUFFIX}"


def moment_of_name(name: str) -> dt.datetime | None:
    """Return when a backup was made, as its name says."""
    found = _NAME.search(name)
    try:
        return dt.datetime.strptime(found[1], _STAMP).replace(tzinfo=dt.UTC) if found else None
    except ValueError:
        return None


def made_before(folder: Path, origin: str) -> list[Path]:
    """Return the backups of one register in a folder, oldest first; those of others may be beside.

    Backups made before an upgrade are not among them: they are kept for good.
    """
    found = sorted(folder.glob(f"{origin}-[0-9]*{SUFFIX}"))
    return [each for each in found if moment_of_name(each.name) is not None]


def look_into(file: Path) -> tuple[Manifest, bytes]:
    """Return what a backup says of itself, and its key file; neither needs a password.

    Raises:
        BadFile: It is no backup, or damaged.
        RegisterTooNew: A later version of the program made it.
    """
    try:
        manifest = _manifest(file)
        with members_of(file, ("keys.json",)) as members:
            return manifest, members["keys.json"].read(_MOST_KEYS)
    except (ValueError, OSError) as error:
        raise BadFile(_NOT_A_BACKUP, file=file.name, detail=str(error)) from error


def _manifest(file: Path) -> Manifest:
    with members_of(file, (_MANIFEST,)) as members:
        return read_manifest(members[_MANIFEST].read(_MOST_KEYS), file.name)


def unpack(file: Path, folder: Path) -> Manifest:
    """Put the files of a backup into a new, empty folder.

    Raises:
        BadFile: It is no backup, or damaged.
        RegisterTooNew: A later version of the program made it.
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
            for member in _MEMBERS:
                (folder / member).unlink(missing_ok=True)
            raise
    except ValueError as error:
        raise BadFile(_NOT_A_BACKUP, file=file.name, detail=str(error)) from error
    except OSError as error:
        raise storage_failure(folder, error) from error


def _unpack(file: Path, folder: Path) -> Manifest:
    manifest = _manifest(file)  # first: a newer program's has other members
    with members_of(file, _MEMBERS) as members:
        for name, content in members.items():
            _extract(content, folder / name)
    for member_name in _MEMBERS:
        if _digest(folder / member_name) != manifest.sha256.get(member_name):
            raise BadFile(_CHANGED, file=file.name, member=member_name)
    Paths(folder).backups.mkdir()
    return manifest


def _extract(content: IO[bytes], target: Path) -> None:
    with target.open("xb") as out:
        shutil.copyfileobj(content, out, _CHUNK)
    target.chmod(0o600)


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
