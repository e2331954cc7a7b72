"""The audit trail, and the proof that nobody has touched it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from stockpile_app.domain.access import Permission
from stockpile_app.domain.facts import PaperChecked
from stockpile_app.domain.papers import PaperAnswer, PaperCheckRecord
from stockpile_app.domain.progress import NoProgress, Progress
from stockpile_app.domain.records import EntryRecord, HoldingRecord, SealRecord, Verification
from stockpile_app.domain.text import clean
from stockpile_app.persistence import history, ledger_store
from stockpile_app.persistence.backup_log import follow
from stockpile_app.services.desk import Desk

_LONGEST_NUMBER: Final = 40


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
        from stockpile_app.persistence import verify  # noqa: PLC0415 - start-up

        return verify.verify(self._desk.store, progress or NoProgress(), against)

    def check_paper(
        self, text: str, document: str = "", progress: Progress | None = None
    ) -> PaperAnswer:
        """Hold a paper against the history of this register, and record what came of it.

        What may only have been read wrongly is not recorded; nor is anything in a register for
        reading.

        Args:
            text: A seal's code typed from paper, or the text of its QR code.
            document: Number of the document, which says more where the code fits nothing.

        Raises:
            BadValue: ``text`` is no seal.
            Cancelled: The user asked to stop; nothing is recorded.
        """
        self._desk.require(Permission.VERIFY)
        store = self._desk.store
        from stockpile_app.persistence import paper_check  # noqa: PLC0415 - start-up

        found = paper_check.check_paper(store, text, document, progress or NoProgress())
        if store.read_only or not found.verdict.proves or found.seq is None:
            return found
        with store.write() as uow:
            uow.record(
                PaperChecked(
                    code=found.code,
                    sealed_seq=found.seq,
                    verdict=found.verdict.value,
                    document=clean(found.document)[:_LONGEST_NUMBER],
                )
            )
            uow.commit()
        return replace(found, recorded=True)

    def papers(self, limit: int = 20) -> list[PaperCheckRecord]:
        """Return the papers that were checked, the last first."""
        self._desk.require(Permission.VERIFY)
        store = self._desk.store
        with store.read() as connection:
            self._desk.backup_log = follow(connection, store.origin, self._desk.backup_log)
        from stockpile_app.persistence import paper_check  # noqa: PLC0415 - start-up

        return paper_check.checked(self._desk.backup_log, limit)

    def holdings_as_of(self, day: dt.date, progress: Progress | None = None) -> list[HoldingRecord]:
        """Return the holdings as the register knew them at the end of a past day (UTC).

        The tables are rebuilt elsewhere from the entries up to that day, so the answer is what a
        person would have been told then.

        Raises:
            BadValue: The day is in the future.
        """
        from stockpile_app.services.past import Past  # noqa: PLC0415 - start-up

        with Past(self._desk).open(day, progress) as past:
            return past.holdings()
