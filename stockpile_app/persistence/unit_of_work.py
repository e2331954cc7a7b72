"""The one way to write: a transaction that states facts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self

from sqlalchemy import Engine

from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.facts import ClockWentBack, Fact, encode
from stockpile_app.domain.written import written
from stockpile_app.ledger.entries import Entry, Head, chain
from stockpile_app.ledger.seals import Seal, make_seal
from stockpile_app.ledger.signing import SigningKey, TransactionSignature, transaction_message
from stockpile_app.persistence import ledger_store
from stockpile_app.persistence.errors import driver_errors

if TYPE_CHECKING:
    from stockpile_app.persistence.projections import Stated

CHUNK: Final = 2000

Clock = Callable[[], dt.datetime]


def utc_text(moment: dt.datetime) -> str:
    """Return a moment as the ledger keeps it: UTC, microseconds, ``Z``."""
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def moment_of(text: str) -> dt.datetime:
    """Return the moment that ``utc_text`` wrote."""
    return dt.datetime.fromisoformat(text)


class UnitOfWork:
    """One transaction: facts are appended to the ledger and applied to the derived tables.

    Leaving the block without ``commit()`` rolls back: forgetting is safe. Reads inside the block
    go through ``connection`` and see what was recorded so far.
    """

    def __init__(
        self,
        engine: Engine,
        origin: str,
        actor: SigningKey,
        clock: Clock,
        *,
        second: SigningKey | None = None,
        seal_key: SigningKey,
    ) -> None:
        """Prepare; the transaction begins with the block.

        Args:
            engine: The writing engine.
            actor: Signs the transaction; its entries are recorded in this name.
            second: The second person, for acts that need one.
        """
        self._engine = engine
        self._actor = actor
        self._second = second
        self._clock = clock
        self._origin = origin
        self._seal_key = seal_key

    def __enter__(self) -> Self:
        """Begin; takes the write lock.

        Raises:
            RegisterBusy: Another program is writing.
        """
        with driver_errors():
            self.connection = self._engine.connect()
            try:
                self.connection.begin()
                self._head = ledger_store.head(self.connection, self._origin)
            except BaseException:
                self.connection.close()
                raise
        self._first_seq = self._head.seq + 1
        from stockpile_app.persistence.projections import (  # noqa: PLC0415 - start-up: the
            Projector,  # projections know every subject, and only what writes needs them
        )

        self._projector = Projector(self.connection)
        return self

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Roll back whatever was not committed."""
        self.connection.close()

    @property
    def origin(self) -> str:
        """Code of the register that is written to."""
        return self._origin

    @property
    def head(self) -> Head:
        """The last entry that the commit will make so."""
        return self._head

    @property
    def next_seq(self) -> int:
        """The sequence number that the next recorded fact will have, if the clock is right."""
        self._note_clock()
        return self._head.seq + 1

    def record(self, *facts: Fact) -> None:
        """Append facts and apply them.

        Raises:
            BadValue: A text in one has a character that is not seen.
        """
        self.record_all(facts)

    def record_all(self, facts: Iterable[Fact]) -> None:
        """Append any number of facts and apply them, a chunk at a time."""
        remaining = iter(facts)
        while chunk := list(islice(remaining, CHUNK)):
            self._note_clock()
            self._append(chunk)

    def seal(self, occasion: str) -> Seal:
        """Seal the last entry; the seal is stored with this transaction."""
        seal = make_seal(
            self._seal_key,
            self._origin,
            self._head.seq,
            self._head.digest,
            made_at=utc_text(self._clock()),
            occasion=occasion,
        )
        ledger_store.append_seal(self.connection, seal)
        return seal

    def commit(self) -> ChangeSet:
        """Sign and make it so; return what changed.

        Raises:
            StorageFailed: The disk is full or cannot be written; nothing was changed.
        """
        with driver_errors():
            if self._head.seq >= self._first_seq:
                ledger_store.append_signature(self.connection, self._signature())
            self.connection.commit()
        return self._projector.changes | ChangeSet(head=self._head.seq)

    def _note_clock(self) -> None:
        now = utc_text(self._clock())
        before = self._head.recorded_at
        if now < before:
            self._append([ClockWentBack(before=before, now=now)])

    def _append(self, facts: list[Fact]) -> None:
        now = utc_text(self._clock())
        entries = list(
            chain(
                self._head,
                ((fact.kind, written(fact, encode)) for fact in facts),
                recorded_at=now,
                recorded_by=self._actor.name,
                approved_by=self._second.name if self._second else None,
            )
        )
        last = entries[-1]
        with driver_errors():
            ledger_store.append(self.connection, entries)
            self._projector.apply(_stated(entries, facts))
        self._head = self._head._replace(
            seq=last.seq, digest=last.digest, recorded_at=last.recorded_at
        )

    def _signature(self) -> TransactionSignature:
        head, second = self._head, self._second
        message = transaction_message(head.origin, self._first_seq, head.seq, head.digest)
        return TransactionSignature(
            head.origin,
            head.seq,
            self._first_seq,
            self._actor.name,
            self._actor.sign(message),
            second.name if second else None,
            second.sign(message) if second else None,
        )


def _stated(entries: list[Entry], facts: list[Fact]) -> Iterator[Stated]:
    from stockpile_app.persistence.projections import Stated  # noqa: PLC0415 - start-up

    for entry, fact in zip(entries, facts, strict=True):
        yield Stated(entry.origin, entry.seq, entry.recorded_at, entry.recorded_by, fact)
