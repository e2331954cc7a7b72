"""The sealed files behind everything that is done with traces: read, begun and added to."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.confidential import Compartment, ConfidentialFact
from stockpile_app.domain.errors import NotFound
from stockpile_app.domain.text import N_
from stockpile_app.domain.tracing import PREFIX
from stockpile_app.domain.tracing_file import fold_all
from stockpile_app.domain.tracing_records import TraceDone, TraceFile, TraceTargets
from stockpile_app.persistence import contact_index
from stockpile_app.persistence.unit_of_work import UnitOfWork
from stockpile_app.reference.tracing import shipped_targets
from stockpile_app.services.compartments import Compartments
from stockpile_app.services.desk import Desk

TRACING: Final = Compartment.TRACING
LIST: Final = "*"
"""What is looked at when the list of all files is."""

_NO_FILE: Final = N_("There is no trace file {file} in this register.")


class TraceDesk:
    """What the services of tracing share. Every use asks for the role and the key.

    Attributes:
        compartments: Where the files are sealed.
    """

    def __init__(self, desk: Desk) -> None:
        """Work at ``desk``."""
        self.compartments = Compartments(desk)
        self._desk = desk

    def require(self) -> None:
        """Refuse unless who is signed in is a tracing officer with a key.

        Raises:
            NotAllowed: They are not, or have none yet.
        """
        self.compartments.require(TRACING)

    def viewed(self, subject: str, purpose: str = "") -> None:
        """Record that a file, or the list of all, is looked at.

        Raises:
            ReadOnly: Nothing can be recorded now, so nothing is shown.
        """
        self.require()
        self._desk.store.check_writable()
        self.compartments.note_viewed(TRACING, subject, purpose)

    def all(self) -> list[TraceFile]:
        """Return all files in the order in which they were begun."""
        entries = self.compartments.read(TRACING)
        targets = targets_in_force(self._desk)
        return [each.with_targets(targets) for each in fold_all(entries)]

    def file(self, file_id: str) -> TraceFile:
        """Return one file.

        Raises:
            NotFound: There is no such file.
        """
        wanted = file_id.strip().upper()
        found = fold_all(self.compartments.read(TRACING, wanted))
        if not found:
            raise NotFound(_NO_FILE, file=wanted)
        return found[0].with_targets(targets_in_force(self._desk))

    @contextmanager
    def acting(self, file_id: str) -> Iterator[tuple[UnitOfWork, TraceFile]]:
        """Give a file as it is while nobody else can write.

        Raises:
            NotFound: There is no such file.
        """
        self.require()  # may record a new key, so before the transaction
        with self._desk.store.write() as uow:
            yield uow, self.file(file_id)

    def done(self, uow: UnitOfWork, file_id: str, *facts: ConfidentialFact) -> TraceDone:
        """Seal facts about a file and commit."""
        self.compartments.seal(uow, TRACING, file_id, *facts)
        return TraceDone(file_id, uow.commit() | ChangeSet(tracing=True))

    def begun(self, uow: UnitOfWork, fact: ConfidentialFact) -> TraceDone:
        """Seal the first fact of a file, which gets its number from it, and commit."""
        return self.done(uow, f"{PREFIX}-{uow.origin}-{uow.next_seq}", fact)


def targets_in_force(desk: Desk) -> TraceTargets:
    """Return the targets that were stated last; the program's own where nobody did."""
    with desk.store.read() as connection:
        return contact_index.targets(connection) or shipped_targets()
