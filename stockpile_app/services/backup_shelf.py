"""Where backups lie: what is there, what may go, and which medium is the second."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from stockpile_app.domain.backups import (
    BackupCopy,
    BackupPlace,
    CopyState,
    MediumState,
    SecondMedium,
    is_future,
    keep,
)
from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.errors import BadValue
from stockpile_app.domain.facts import BackupMissed, BackupPlaceChosen
from stockpile_app.domain.text import N_, clean, is_plain
from stockpile_app.persistence import backup, backup_medium
from stockpile_app.persistence.backup_log import BackupLog, Proof, follow
from stockpile_app.services.desk import Desk

_INSIDE: Final = N_("Choose a folder outside the register’s own: on a stick or on another disk.")
_NO_NAME: Final = N_("The name of the folder {folder} cannot be written down. Choose another.")


class BackupShelf:
    """The register's own folder for backups, and the second medium."""

    def __init__(self, desk: Desk) -> None:
        """Look at what belongs to ``desk``."""
        self._desk = desk

    @property
    def now(self) -> dt.datetime:
        """This moment, UTC."""
        return self._desk.store.clock().astimezone(dt.UTC)

    def log(self) -> BackupLog:
        """Return what the ledger says of backups."""
        store = self._desk.store
        with store.read() as connection:
            log = follow(connection, store.origin, self._desk.backup_log)
        self._desk.backup_log = log
        return log

    def copies_in(self, folder: Path, place: BackupPlace) -> Iterator[BackupCopy]:
        """Yield the backups of this register in a folder, and why each of them is kept."""
        origin, now = self._desk.store.origin, self.now
        mark = backup_medium.mark_of(folder) if place is BackupPlace.SECOND else ""
        proofs = {
            each.file: each
            for each in self.log().proofs()
            if each.place is place and each.medium == mark
        }
        copies = []
        for path in backup.made_before(folder, origin):
            with contextlib.suppress(OSError):  # gone meanwhile
                copies.append(_copy_of(path, place, proofs.get(path.name), now))
        verified = [each for each in copies if each.state is CopyState.VERIFIED]
        reasons = dict(
            zip(
                (each.path for each in verified),
                keep([each.made_at for each in verified]),
                strict=True,
            )
        )
        for each in copies:
            yield replace(each, kept=reasons.get(each.path, ()))

    def rotate(self, folder: Path, place: BackupPlace) -> None:
        """Remove the verified backups that are kept for no reason, and nothing else ever."""
        for each in self.copies_in(folder, place):
            if each.state is CopyState.VERIFIED and not each.kept:
                with contextlib.suppress(OSError):  # somebody reads it: it goes next time
                    each.path.unlink(missing_ok=True)

    def second(self) -> SecondMedium:
        """Say which second medium is chosen, and how it is found now."""
        store, log = self._desk.store, self.log()
        media = log.media()
        if not media:
            return SecondMedium()
        folder = backup_medium.chosen_folder(store.paths.backup_place)
        state = backup_medium.look(folder, frozenset(media)) if folder else MediumState.MISSING
        chosen = media.get(backup_medium.mark_of(folder) if folder else "")
        chosen = chosen or list(media.values())[-1]
        assert isinstance(chosen.fact, BackupPlaceChosen)  # noqa: S101 - of the log's making
        is_there = state in {MediumState.READY, MediumState.READ_ONLY}
        there = folder if is_there else None
        copied = [each.at for each in log.proofs() if each.place is BackupPlace.SECOND]
        return SecondMedium(
            state=state,
            folder=folder,
            name=chosen.fact.label,
            same_disk=self._same_disk(there) if there else chosen.fact.same_disk,
            free=backup_medium.free_bytes(there) if there else None,
            last_at=max(copied, default=None),
            chosen_at=next(iter(media.values())).at,
        )

    def choose_second(self, folder: Path) -> ChangeSet:
        """Mark a folder as that of a second medium, and say in the ledger that it was chosen.

        Raises:
            BadValue: It is in the register's own folder.
            StorageFailed: It cannot be written.
        """
        store = self._desk.store
        store.check_writable()
        folder = folder.absolute()
        if folder.resolve().is_relative_to(store.paths.folder.resolve()):
            raise BadValue(_INSIDE, "folder")
        if not is_plain(str(folder)):
            raise BadValue(_NO_NAME, "folder", folder=clean(str(folder)))
        medium = backup_medium.put_mark(folder)
        with store.write() as uow:
            uow.record(
                BackupPlaceChosen(
                    medium=medium,
                    label=clean(folder.name or str(folder)),
                    same_disk=self._same_disk(folder),
                )
            )
            backup_medium.choose_folder(store.paths.backup_place, folder)
            return uow.commit()

    def forget_second(self) -> ChangeSet:
        """Say in the ledger that there is no second medium any more."""
        store = self._desk.store
        with store.write() as uow:
            uow.record(BackupPlaceChosen(medium=""))
            backup_medium.choose_folder(store.paths.backup_place, None)
            return uow.commit()

    def record_missed(self, file: str, state: MediumState) -> None:
        """Say in the ledger that there is no copy; once a day, whatever is tried."""
        log = self.log()
        last = log.last(BackupMissed)
        if last is not None and last.at.date() == self.now.date():
            return
        medium = next(reversed(log.media()), "")
        with self._desk.store.write() as uow:
            uow.record(BackupMissed(file=file, medium=medium, cause=state.value))
            uow.commit()

    def _same_disk(self, folder: Path) -> bool:
        return backup_medium.same_disk(folder, self._desk.store.paths.folder)


def _copy_of(path: Path, place: BackupPlace, proof: Proof | None, now: dt.datetime) -> BackupCopy:
    made_at = backup.moment_of_name(path.name) or now
    size = path.stat().st_size
    if proof is None:
        state = CopyState.UNKNOWN
    elif proof.size not in {None, size}:
        state = CopyState.DAMAGED
    elif not proof.whole:
        state = CopyState.NOT_WHOLE
    else:
        state = CopyState.FUTURE if is_future(made_at, now) else CopyState.VERIFIED
    entries = proof.head if proof else None
    return BackupCopy(
        path=path, place=place, made_at=made_at, size=size, state=state, entries=entries
    )
