"""What is lost after restoring a backup."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from stockpile_app.domain.access import Permission
from stockpile_app.domain.errors import BadValue, NotAllowedNow, RegisterDamaged, StockpileError
from stockpile_app.domain.facts import BackupRestored, LossCompared
from stockpile_app.domain.losses import (
    MOST_LINES,
    OF_THE_MACHINE,
    Losses,
    PaperPlace,
    acts_of,
    counted,
    weapons_of,
)
from stockpile_app.domain.progress import NoProgress, Progress
from stockpile_app.domain.records import EntryRecord
from stockpile_app.domain.text import N_, clean
from stockpile_app.domain.timeline import Names
from stockpile_app.ledger.seals import read_code
from stockpile_app.persistence import ledger_store, loss_index
from stockpile_app.persistence.base import Connection
from stockpile_app.persistence.lifecycle_index import names
from stockpile_app.persistence.opening import open_store
from stockpile_app.persistence.place_index import read_places
from stockpile_app.services.backup_shelf import BackupShelf
from stockpile_app.services.desk import Desk

_ITSELF: Final = N_("That is the register that is open. Choose the folder of the old one.")
_ANOTHER: Final = N_("The register in {folder} is another one: the two have no entry in common.")


class LossReports:
    """A restored register beside what is left of the old one, or beside papers."""

    def __init__(self, desk: Desk) -> None:
        """Work at ``desk``, a register that was restored."""
        self._desk = desk

    def compare(self, folder: Path, password: str, progress: Progress | None = None) -> Losses:
        """Return what the register in ``folder`` knows and this one does not; record the numbers.

        It is opened for reading, and nothing in it is changed. Of one that is damaged everything up
        to the damage is told.

        Args:
            folder: What is left of the old register.
            password: Of who is signed in, as it is in the old register.

        Raises:
            BadValue: It is this register itself.
            NotARegister: There is none.
            SignInRefused: The password is another there.
            RegisterDamaged: It cannot be read at all.
            NotAllowedNow: It is another register.
            Cancelled: The user asked to stop; nothing is recorded.
        """
        self._desk.require(Permission.READ_LEDGER)
        store = self._desk.store
        store.check_writable()
        if folder.resolve() == store.paths.folder.resolve():
            raise BadValue(_ITSELF, "folder")
        old = open_store(folder, store.signer.name, password, store.clock, read_only=True)
        try:
            with store.read() as here, old.read() as there:
                found = self._compared(here, there, folder, progress or NoProgress())
        finally:
            old.close()
        with store.write() as uow:
            uow.record(LossCompared(head=found.head, lost=found.total, against=clean(folder.name)))
            changes = uow.commit()
        return replace(found, changes=changes)

    def _compared(
        self, here: Connection, there: Connection, folder: Path, progress: Progress
    ) -> Losses:
        origin = self._desk.store.origin
        head = loss_index.parting(here, there, origin)
        if not head:
            raise NotAllowedNow(_ANOTHER, folder=folder)
        reading = _Reading(there, origin, head, progress)
        entries = list(reading.entries())
        weapons, known = reading.weapons()
        acts = list(acts_of(entries, weapons))
        own = loss_index.entries_after(here, origin, head)
        return Losses(
            folder=folder,
            head=head,
            since=loss_index.recorded_at(here, origin, head),
            until=entries[-1].recorded_at if entries else None,
            total=len(entries),
            acts=tuple(acts[:MOST_LINES]),
            acts_total=len(acts),
            by_kind=counted(act.entry.kind for act in acts),
            by_person=counted(act.entry.recorded_by for act in acts),
            weapons=weapons_of(acts),
            own=sum(each.kind not in OF_THE_MACHINE for chunk in own for each in chunk),
            unread=reading.unread,
            names=known,
        )

    def place_of(self, code: str) -> PaperPlace:
        """Say whether the history that a paper was printed from is all in this register.

        Args:
            code: A seal's code from a paper, typed or scanned.

        Raises:
            BadValue: It is no seal code.
        """
        self._desk.require(Permission.VERIFY)
        origin, wanted = self._desk.store.origin, read_code(code)
        restored = BackupShelf(self._desk).log().last(BackupRestored)
        with self._desk.store.read() as connection:
            entry = loss_index.sealed_entry(connection, origin, wanted)
            head = ledger_store.head(connection, origin).seq
            at = loss_index.recorded_at(connection, origin, entry) if entry else None
        if restored is not None and isinstance(restored.fact, BackupRestored):
            head = restored.fact.head
        return PaperPlace(entry, head, at)


class _Reading:
    """Reads on until the end, or until the damage."""

    def __init__(self, connection: Connection, origin: str, head: int, progress: Progress) -> None:
        self._connection = connection
        self._origin = origin
        self._head = head
        self._progress = progress
        self.unread: StockpileError | None = None

    def entries(self) -> Iterator[EntryRecord]:
        last = ledger_store.head(self._connection, self._origin).seq
        try:
            for chunk in loss_index.entries_after(self._connection, self._origin, self._head):
                yield from chunk
                self._progress.report(chunk[-1].seq - self._head, last - self._head)
        except RegisterDamaged as error:
            self.unread = error

    def weapons(self) -> tuple[dict[int, list[str]], Names]:
        """Return the weapons of the entries, and what places and people are called."""
        try:
            found = loss_index.weapons_after(self._connection, self._origin, self._head)
            return found, names(self._connection, read_places(self._connection))
        except RegisterDamaged as error:
            self.unread = error
            return {}, Names()
