"""Backups and restoring them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from stockpile_app.domain.access import Permission
from stockpile_app.domain.facts import BackupMade, BackupRestored
from stockpile_app.domain.progress import NoProgress, Progress
from stockpile_app.persistence import backup
from stockpile_app.persistence.opening import open_store
from stockpile_app.persistence.store import Store
from stockpile_app.persistence.unit_of_work import Clock, utc_text
from stockpile_app.services.desk import Desk


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
