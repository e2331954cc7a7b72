"""Trace files: found, read and looked at; each look is an entry."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from stockpile_app.domain.access import Permission
from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.confidential import Compartment, ConfidentialFact
from stockpile_app.domain.errors import BadValue, NotFound
from stockpile_app.domain.text import N_
from stockpile_app.domain.tracing import PREFIX
from stockpile_app.domain.tracing_figures import TraceFigures, compute
from stockpile_app.domain.tracing_file import fold_all
from stockpile_app.domain.tracing_overdue import overdue
from stockpile_app.domain.tracing_records import (
    OverdueTrace,
    TraceDone,
    TraceFile,
    TraceTargets,
)
from stockpile_app.persistence import contact_index
from stockpile_app.persistence.unit_of_work import UnitOfWork
from stockpile_app.reference.tracing import shipped_targets
from stockpile_app.services.compartments import Compartments
from stockpile_app.services.desk import Desk

TRACING: Final = Compartment.TRACING
LIST: Final = "*"
"""What is looked at when the list of all files is."""

_NO_FILE: Final = N_("There is no trace file {file} in this register.")


class TraceFiles:
    """Looking at trace files."""

    def __init__(self, desk: Desk) -> None:
        """Work at ``desk``."""
        self._desk = desk
        self._compartments = Compartments(desk)

    def files(self) -> list[TraceFile]:
        """Return all trace files, the newest first, for a list; that the list was seen is an entry.

        Raises:
            NotAllowed: The user is no tracing officer, or has no key yet.
        """
        self._compartments.note_viewed(TRACING, LIST)
        return self._all()[::-1]

    def open(self, file_id: str, purpose: str = "") -> TraceFile:
        """Return one trace file; that it was looked at is an entry.

        Raises:
            NotAllowed: The user is no tracing officer, or has no key yet.
            NotFound: There is no such file.
        """
        found = self._file(file_id)
        self._compartments.note_viewed(TRACING, found.id, purpose)
        return found

    def about(self, weapon_id: int) -> list[TraceFile]:
        """Return the files about a weapon of the register, the newest first; seen like ``files``.

        Raises:
            NotAllowed: The user is no tracing officer, or has no key yet.
        """
        self._compartments.require(TRACING)
        number = self._desk.weapon(weapon_id).number
        return [each for each in self.files() if number in each.numbers]

    def overdue(self) -> list[OverdueTrace]:
        """Return what should have been acknowledged or answered by now, the worst first.

        Raises:
            NotAllowed: The user is no tracing officer, or has no key yet.
        """
        return overdue(self.files(), self._desk.today)

    def figures(self, from_day: dt.date, to_day: dt.date) -> TraceFigures:
        """Return the statistics of a period, both days included; only a holder can compute them.

        Raises:
            BadValue: The period ends before it begins.
            NotAllowed: The user is no tracing officer, or has no key yet.
        """
        files = self._all()
        if to_day < from_day:
            raise BadValue(N_("The period ends before it begins."), "to_day")
        return compute(files, from_day, to_day)

    def picture(self, file_id: str, sha256: str) -> bytes:
        """Return a file that is kept with a trace, or a photograph of its frozen weapon.

        Raises:
            NotAllowed: The user is no tracing officer, or has no key yet.
            NotFound: The trace has no such file.
        """
        file = self.open(file_id)
        if any(each.sha256 == sha256 for each in file.files):
            return self._compartments.open_file(TRACING, file.id, sha256)
        shown = file.weapon.photographs if file.weapon is not None else ()
        if all(each.sha256 != sha256 for each in shown):
            raise NotFound(N_("The trace file has no such file."))
        return self._desk.store.media.get(sha256)

    def targets(self) -> TraceTargets:
        """Return within how many days requests are to be acknowledged and answered.

        Raises:
            NotAllowed: The user may neither look at the register nor keep the directory.
        """
        if not self._desk.may(Permission.CONTACTS):
            self._desk.require(Permission.READ)
        return targets_in_force(self._desk)

    # --- for the acts ----------------------------------------------------------------------------

    def _all(self) -> list[TraceFile]:
        entries = self._compartments.read(TRACING)
        targets = targets_in_force(self._desk)
        return [each.with_targets(targets) for each in fold_all(entries)]

    def _file(self, file_id: str) -> TraceFile:
        wanted = file_id.strip().upper()
        found = fold_all(self._compartments.read(TRACING, wanted))
        if not found:
            raise NotFound(_NO_FILE, file=wanted)
        return found[0].with_targets(targets_in_force(self._desk))

    @contextmanager
    def _acting(self, file_id: str) -> Iterator[tuple[UnitOfWork, TraceFile]]:
        """Give the file as it is while nobody else can write."""
        self._compartments.require(TRACING)  # may record a new key, so before the transaction
        with self._desk.store.write() as uow:
            yield uow, self._file(file_id)

    def _done(self, uow: UnitOfWork, file_id: str, *facts: ConfidentialFact) -> TraceDone:
        self._compartments.seal(uow, TRACING, file_id, *facts)
        return TraceDone(file_id, uow.commit() | ChangeSet(tracing=True))

    def _begin(self, fact: ConfidentialFact, uow: UnitOfWork) -> TraceDone:
        return self._done(uow, f"{PREFIX}-{uow.origin}-{uow.next_seq}", fact)


def targets_in_force(desk: Desk) -> TraceTargets:
    """Return the targets that were stated last; the program's own where nobody did."""
    with desk.store.read() as connection:
        return contact_index.targets(connection) or shipped_targets()
