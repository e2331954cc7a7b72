"""Backups: made, copied to a second medium, rotated, rehearsed, restored."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from stockpile_app.domain.access import Permission
from stockpile_app.domain.backups import (
    BackupCopy,
    BackupPlace,
    BackupStatus,
    CopyState,
    MediumState,
    Rehearsal,
    SecondDone,
    SecondMedium,
    is_future,
)
from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.errors import (
    BadFile,
    NotAllowedNow,
    NotFound,
    StockpileError,
    StorageFailed,
)
from stockpile_app.domain.facts import (
    BackupKept,
    BackupRestored,
    RestoreRehearsed,
)
from stockpile_app.domain.progress import Cancelled, NoProgress, Progress
from stockpile_app.domain.text import N_, clean
from stockpile_app.persistence import backup, backup_medium, ledger_store, staging
from stockpile_app.persistence.backup_log import recorded_after
from stockpile_app.persistence.backup_manifest import Manifest
from stockpile_app.persistence.base import Connection
from stockpile_app.persistence.files import scratch_folder
from stockpile_app.persistence.opening import open_store
from stockpile_app.persistence.store import Store
from stockpile_app.persistence.unit_of_work import Clock, moment_of, utc_text
from stockpile_app.persistence.verify import verify
from stockpile_app.persistence.weapon_index import holdings
from stockpile_app.services.backup_shelf import BackupShelf
from stockpile_app.services.desk import Desk

_NOT_EMPTY: Final = N_("The folder {folder} is not empty. Restore into an empty folder.")
_NO_BACKUP: Final = N_("There is no backup yet. Make one first.")
_ANOTHER: Final = N_("{file} is a backup of another register, or of another history of this one.")
_LIES: Final = N_(
    "{file} is damaged: what it says of itself is not what its register says. Use an older backup."
)
_NOT_READY: Final = {
    MediumState.MISSING: N_("The second medium “{name}” is not there. Put it in."),
    MediumState.OTHER: N_(
        "What is in {folder} is not the second medium “{name}”: its mark is missing. Put in the"
        " right one, or choose this one."
    ),
    MediumState.READ_ONLY: N_(
        "The second medium “{name}” cannot be written. Take its write protection off, or use"
        " another."
    ),
}


@dataclass(frozen=True, slots=True)
class BackupDone:
    """A backup that was made and verified.

    Attributes:
        seq: The last entry it holds.
        whole: Whether the chain of its entries is; if not, verify the register and keep the older
            backups, of which none was removed.
        second: What became of its copy on the second medium; None where none is chosen.
    """

    path: Path
    seq: int
    head: str
    whole: bool = True
    second: SecondDone | None = None


@dataclass(frozen=True, slots=True)
class SecondChosen:
    """The second medium from now on."""

    medium: SecondMedium
    changes: ChangeSet


class Backups:
    """What is done to keep further copies."""

    def __init__(self, desk: Desk) -> None:
        """Work at ``desk``."""
        self._desk = desk
        self._shelf = BackupShelf(desk)

    # --- making ----------------------------------------------------------------------------------

    def make(self, folder: Path | None = None, progress: Progress | None = None) -> BackupDone:
        """Make a verified backup, and remove those that are kept for no reason.

        In the register's own folder, and copied to the second medium where one is chosen: what
        keeps the copy from being made is told by ``BackupDone.second`` and recorded, and leaves the
        backup itself as it is. With ``folder`` there, and nowhere else.

        Raises:
            StorageFailed: The folder cannot be written or has too little room.
            Cancelled: The user asked to stop; nothing is left behind.
        """
        self._desk.require(Permission.BACK_UP)
        self._desk.store.check_writable()
        progress = progress or NoProgress()
        place = BackupPlace.OWN if folder is None else BackupPlace.ELSEWHERE
        made = self._make(folder or self._desk.store.paths.backups, place, progress)
        done = BackupDone(made.path, made.manifest.seq, made.manifest.head, made.whole)
        return done if folder else replace(done, second=self._copy(made, progress))

    def _make(self, folder: Path, place: BackupPlace, progress: Progress) -> backup.Backup:
        store = self._desk.store
        now = store.clock()
        with store.write() as uow:
            uow.seal("backup")
            uow.commit()
        target = folder / backup.file_name(store.origin, now)
        made = backup.make(store, target, utc_text(now), progress)
        self._record(made, made.path, place)
        self._shelf.rotate(folder, place)
        return made

    def _copy(self, made: backup.Backup, progress: Progress) -> SecondDone | None:
        second = self._shelf.second()
        if second.state is MediumState.NONE:
            return None
        state = second.state
        try:
            if second.folder is None or state is not MediumState.READY:
                words = {"name": second.name, "folder": second.folder or ""}
                raise StorageFailed(_NOT_READY[state], **words)
            path = backup.copy_to(made, second.folder, self._desk.store.key, progress)
        except Cancelled as error:
            return SecondDone(MediumState.READY, error=error)
        except StockpileError as error:
            if state is MediumState.READY:
                full = isinstance(error, backup.NoRoom)
                state = MediumState.FULL if full else MediumState.FAILED
            self._shelf.record_missed(made.path.name, state)
            return SecondDone(state, error=error)
        self._record(made, path, BackupPlace.SECOND)
        self._shelf.rotate(second.folder, BackupPlace.SECOND)
        return SecondDone(MediumState.READY, path)

    def _record(self, made: backup.Backup, path: Path, place: BackupPlace) -> None:
        second = place is BackupPlace.SECOND
        with self._desk.store.write() as uow:
            uow.record(
                BackupKept(
                    file=path.name,
                    head=made.manifest.seq,
                    sha256=made.sha256,
                    size=path.stat().st_size,
                    whole=made.whole,
                    location=place.value,
                    medium=backup_medium.mark_of(path.parent) if second else "",
                )
            )
            uow.commit()

    # --- what is there ---------------------------------------------------------------------------

    def last(self) -> Path | None:
        """Return the newest backup in the register's own folder, if there is any."""
        store = self._desk.store
        found = backup.made_before(store.paths.backups, store.origin)
        return found[-1] if found else None

    def copies(self) -> list[BackupCopy]:
        """Return the backups in the register's folder and on the second medium, newest first."""
        self._desk.require(Permission.BACK_UP)
        found = list(self._shelf.copies_in(self._desk.store.paths.backups, BackupPlace.OWN))
        second = self._shelf.second()
        if second.folder and second.state in {MediumState.READY, MediumState.READ_ONLY}:
            found += self._shelf.copies_in(second.folder, BackupPlace.SECOND)
        return sorted(found, key=lambda each: (each.made_at, each.place), reverse=True)

    def status(self) -> BackupStatus:
        """Say how well the register is backed up; a job: disks may have to wake up."""
        self._desk.require(Permission.BACK_UP)
        store, log, now = self._desk.store, self._shelf.log(), self._shelf.now
        copies = self.copies()
        here = {
            each.path.name
            for each in copies
            if each.place is BackupPlace.OWN and each.state is CopyState.VERIFIED
        }
        proofs = [each for each in log.proofs() if not is_future(each.at, now)]
        usable = [
            each
            for each in proofs
            if each.whole and (each.place is not BackupPlace.OWN or each.file in here)
        ]
        unsaved = 0
        if usable:
            with store.read() as connection:
                newest = max(each.head for each in usable)
                unsaved = recorded_after(connection, store.origin, newest)
        rehearsed = log.last(RestoreRehearsed)
        return BackupStatus(
            now=now,
            begun_at=self._desk.register.created_at,
            last_at=max((each.at for each in usable), default=None),
            unsaved=unsaved,
            last_whole=proofs[-1].whole if proofs else True,
            damaged=tuple(each.path.name for each in copies if each.state is CopyState.DAMAGED),
            second=self._shelf.second(),
            rehearsed_at=rehearsed.at if rehearsed else None,
            rehearsed_ok=rehearsed is None or _went_well(rehearsed.fact),
        )

    # --- the second medium -----------------------------------------------------------------------

    def second(self) -> SecondMedium:
        """Say which second medium is chosen, and how it is found now."""
        return self._shelf.second()

    def choose_second(self, folder: Path) -> SecondChosen:
        """Let copies of all backups go to ``folder`` on another medium from now on.

        Several media may take turns: choose each of them once. The folder gets a small file that
        tells the medium from others; the place is this machine's, the duty the register's.

        Raises:
            NotAllowed: Only a depot manager or administrator may.
            BadValue: It is in the register's own folder.
            StorageFailed: It cannot be written.
        """
        self._desk.require(Permission.BACKUP_PLACE)
        changes = self._shelf.choose_second(folder)
        return SecondChosen(self._shelf.second(), changes)

    def forget_second(self) -> ChangeSet:
        """Let copies go nowhere any more; those that were made stay where they are.

        Raises:
            NotAllowed: Only a depot manager or administrator may.
        """
        self._desk.require(Permission.BACKUP_PLACE)
        return self._shelf.forget_second()

    # --- the drill -------------------------------------------------------------------------------

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
        manifest, _keys = backup.look_into(file)
        with scratch_folder() as scratch:
            backup.check_room(scratch, file.stat().st_size)
            folder = scratch / "register"
            backup.unpack(file, folder)
            copy = open_store(folder, store.signer.name, password, store.clock)
            try:
                found = verify(copy, progress or NoProgress())
                with copy.read() as connection:
                    weapons = sum(each.weapons for each in holdings(connection))
            finally:
                copy.close()
        with store.read() as connection:
            if manifest.origin != store.origin or not _is_past(connection, manifest):
                raise NotAllowedNow(_ANOTHER, file=file.name)
            behind = ledger_store.head(connection, store.origin).seq - manifest.seq
        with store.write() as uow:
            uow.record(
                RestoreRehearsed(
                    file=clean(file.name),
                    head=manifest.seq,
                    behind=behind,
                    problems=len(found.problems),
                )
            )
            entry = uow.commit().head
        return Rehearsal(
            file=file,
            made_at=moment_of(manifest.made_at),
            rehearsed_at=self._shelf.now,
            head=manifest.seq,
            behind=behind,
            problems=found.problems,
            weapons=weapons,
            digest=manifest.head,
            entry=entry,
        )


def _went_well(fact: object) -> bool:
    return isinstance(fact, RestoreRehearsed) and fact.problems == 0


def restore(file: Path, folder: Path, user: str, password: str, clock: Clock) -> Desk:
    """Restore a backup into a new folder, and say in its ledger that it was.

    Into a new folder alone: what is left of the old register stays untouched beside it, to be
    compared. One person is enough, as whoever has a backup and a password can unpack it anyway; who
    did it is signed, and shown from then on. The password is checked before anything is kept.

    Raises:
        BadFile: It is no backup, or damaged.
        SignInRefused: The user could not sign in when the backup was made.
        StorageFailed: The folder is not empty or cannot be written.
    """
    with staging.appearing(folder, _NOT_EMPTY) as stage:
        manifest = backup.unpack(file, stage)
        store = open_store(stage, user, password, clock, before_upgrade=back_up_before_upgrade)
        try:
            with store.read() as connection:
                if manifest.origin != store.origin or not _is_past(connection, manifest):
                    raise BadFile(_LIES, file=file.name)
            with store.write() as uow:
                uow.record(BackupRestored(file=clean(file.name), head=manifest.seq))
                uow.commit()
        finally:
            store.close()
    return Desk(open_store(folder, user, password, clock))


def _is_past(connection: Connection, manifest: Manifest) -> bool:
    """Whether the history of a backup is the beginning of this register's."""
    digest = ledger_store.entry_digest(connection, manifest.origin, manifest.seq)
    return digest is not None and digest.hex() == manifest.head


def back_up_before_upgrade(store: Store) -> None:
    """Make the backup that an upgrade starts with; the old ledger cannot take an entry about it."""
    now = store.clock()
    name = f"{store.origin}-before-upgrade-{now:%Y%m%d-%H%M%S}{backup.SUFFIX}"
    backup.make(store, store.paths.backups / name, utc_text(now), NoProgress())
