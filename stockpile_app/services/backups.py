"""Backups and restoring them."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from stockpile_app.domain.access import Permission
from stockpile_app.domain.errors import NotAllowedNow, NotFound
from stockpile_app.domain.facts import BackupMade, BackupRestored, RestoreRehearsed
from stockpile_app.domain.progress import NoProgress, Progress
from stockpile_app.domain.records import Problem
from stockpile_app.domain.text import N_
from stockpile_app.persistence import backup, ledger_store
from stockpile_app.persistence.base import Connection
from stockpile_app.persistence.opening import open_store
from stockpile_app.persistence.store import Store
from stockpile_app.persistence.unit_of_work import Clock, utc_text
from stockpile_app.persistence.verify import verify
from stockpile_app.services.desk import Desk

_NO_BACKUP: Final = N_("There is no backup yet. Make one first.")
_ANOTHER: Final = N_("{file} is a backup of another register, or of another history of this one.")


@dataclass(frozen=True, slots=True)
class BackupDone:
    """A backup that was made and verified.

    Attributes:
        seq: The last entry it holds.
        whole: Whether the chain of its entries is; if not, verify the register and keep the older
            backups, of which none was removed.
    """

    path: Path
    seq: int
    head: str
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What came of restoring a backup elsewhere.

    Attributes:
        made_at: When the backup was made, UTC.
        head: The last entry that it holds.
        behind: How many entries were recorded since and are not in it.
        problems: What ``verify`` found in the restored register; empty when it is in order.
    """

    file: Path
    made_at: str
    head: int
    behind: int
    problems: tuple[Problem, ...]

    @property
    def ok(self) -> bool:
        """Whether one could go on working with it at once."""
        return not self.problems


class Backups:
    """What is done to keep a second copy."""

    def __init__(self, desk: Desk) -> None:
        """Work at ``desk``."""
        self._desk = desk

    def make(self, folder: Path | None = None, progress: Progress | None = None) -> BackupDone:
        """Make a verified backup in ``folder``, or in the register's own; remove the oldest there.

        Raises:
            StorageFailed: The folder cannot be written or the disk is full.
            Cancelled: The user asked to stop; nothing is left behind.
        """
        self._desk.require(Permission.BACK_UP)
        self._desk.store.check_writable()
        return _make(self._desk.store, folder, progress or NoProgress())

    def rehearse(
        self, password: str, file: Path | None = None, progress: Progress | None = None
    ) -> Rehearsal:
        """Restore a backup into a folder that is thrown away, sign in, verify it, and record it.

        Args:
            password: Of who is signed in: that one can sign in is part of the drill.
            file: The backup; the newest in the register's own folder unless given.

        Raises:
            NotFound: There is no backup yet.
            BadFile: It is no backup, or damaged.
            SignInRefused: The password is wrong, or was another when the backup was made.
            NotAllowedNow: It is the backup of another register, or of another history.
            StorageFailed: There is no room for it.
            Cancelled: The user asked to stop; nothing is recorded.
        """
        self._desk.require(Permission.BACK_UP)
        store = self._desk.store
        store.check_writable()
        file = file or self.last()
        if file is None:
            raise NotFound(_NO_BACKUP)
        with tempfile.TemporaryDirectory(prefix="stockpile-") as folder:
            manifest = backup.unpack(file, Path(folder) / "register")
            copy = open_store(Path(folder) / "register", store.signer.name, password, store.clock)
            try:
                found = verify(copy, progress or NoProgress())
            finally:
                copy.close()
        with store.read() as connection:
            if manifest.origin != store.origin or not _is_past(connection, manifest):
                raise NotAllowedNow(_ANOTHER, file=file.name)
            behind = ledger_store.head(connection, store.origin).seq - manifest.seq
        with store.write() as uow:
            uow.record(
                RestoreRehearsed(
                    file=file.name,
                    head=manifest.seq,
                    behind=behind,
                    problems=len(found.problems),
                )
            )
            uow.commit()
        return Rehearsal(file, manifest.made_at, manifest.seq, behind, found.problems)

    def last(self) -> Path | None:
        """Return the newest backup in the register's own folder, if there is any."""
        store = self._desk.store
        found = backup.made_before(store.paths.backups, store.origin)
        return found[-1] if found else None


def restore(file: Path, folder: Path, user: str, password: str, clock: Clock) -> Desk:
    """Restore a backup into a new folder, and say in its ledger that it was.

    The password is checked before anything is kept.

    Raises:
        BadFile: It is no backup, or damaged.
        SignInRefused: The user could not sign in when the backup was made.
        StorageFailed: The folder is not empty or cannot be written.
    """
    fresh = not folder.exists()
    try:
        manifest = backup.unpack(file, folder)
    except BaseException:
        if fresh and folder.exists():
            folder.rmdir()
        raise
    try:
        store = open_store(folder, user, password, clock, before_upgrade=back_up_before_upgrade)
    except BaseException:
        for path in sorted(folder.rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() else path.unlink()
        if fresh:
            folder.rmdir()
        raise
    with store.write() as uow:
        uow.record(BackupRestored(file=file.name, head=manifest.seq))
        uow.commit()
    return Desk(store)


def _is_past(connection: Connection, manifest: backup.Manifest) -> bool:
    """Whether the history of a backup is the beginning of this register's."""
    digest = ledger_store.entry_digest(connection, manifest.origin, manifest.seq)
    return digest is not None and digest.hex() == manifest.head


def back_up_before_upgrade(store: Store) -> None:
    """Make the backup that an upgrade starts with; the old ledger cannot take an entry about it."""
    now = store.clock()
    name = f"{store.origin}-before-upgrade-{now:%Y%m%d-%H%M%S}{backup.SUFFIX}"
    backup.make(store, store.paths.backups / name, utc_text(now), NoProgress())


def _make(store: Store, folder: Path | None, progress: Progress) -> BackupDone:
    now = store.clock()
    with store.write() as uow:
        seal = uow.seal("backup")
        uow.commit()
    target = (folder or store.paths.backups) / f"{store.origin}-{now:%Y%m%d-%H%M%S}{backup.SUFFIX}"
    made = backup.make(store, target, utc_text(now), progress)
    with store.write() as uow:
        uow.record(BackupMade(file=target.name, head=made.manifest.seq, sha256=made.sha256))
        uow.commit()
    if made.whole:
        backup.rotate(target.parent, store.origin)
    return BackupDone(target, seal.seq, made.manifest.head, made.whole)
