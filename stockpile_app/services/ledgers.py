"""The audit trail, and the proof that nobody has touched it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from stockpile_app.domain.access import Permission
from stockpile_app.domain.progress import NoProgress, Progress
from stockpile_app.domain.records import EntryRecord, HoldingRecord, SealRecord, Verification
from stockpile_app.ledger.seals import read_code
from stockpile_app.persistence import history, ledger_store, verify
from stockpile_app.services.desk import Desk
from stockpile_app.services.past import Past


class Ledgers:
    """What is done with the ledger as a whole."""

    def __init__(self, desk: Desk) -> None:
        """Work at ``desk``."""
        self._desk = desk

    def entries(
        self, *, before: int | None = None, kinds: Sequence[str] = (), limit: int = 200
    ) -> list[EntryRecord]:
        """Return entries of the audit trail, newest first, from below ``before``."""
        self._desk.require(Permission.READ_LEDGER)
        with self._desk.store.read() as connection:
            return history.entries(connection, before=before, kinds=kinds, limit=limit)

    def last_seal(self) -> SealRecord | None:
        """Return the newest seal, by which the state of the chain can be told on paper."""
        with self._desk.store.read() as connection:
            seal = ledger_store.last_seal(connection, self._desk.store.origin)
        return history.seal_record(seal) if seal else None

    def verify(self, progress: Progress | None = None, against: str | None = None) -> Verification:
        """Check the whole register; change nothing.

        Args:
            against: A seal's code typed from paper, or the text of its QR code.

        Raises:
            BadValue: ``against`` is no seal code.
            Cancelled: The user asked to stop.
        """
        self._desk.require(Permission.VERIFY)
        code = read_code(against) if against else None
        return verify.verify(self._desk.store, progress or NoProgress(), code)

    def holdings_as_of(self, day: dt.date, progress: Progress | None = None) -> list[HoldingRecord]:
        """Return the holdings as the register knew them at the end of a past day (UTC).

        The tables are rebuilt elsewhere from the entries up to that day, so the answer is what a
        person would have been told then.

        Raises:
            BadValue: The day is in the future.
        """
        with Past(self._desk).open(day, progress) as past:
            return past.holdings()
