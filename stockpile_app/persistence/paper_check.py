"""Holds a paper against the entries of a register."""

from __future__ import annotations

import datetime as dt
from typing import Final

from sqlalchemy.exc import SQLAlchemyError

from stockpile_app.domain.errors import RegisterDamaged
from stockpile_app.domain.facts import PaperChecked
from stockpile_app.domain.papers import (
    PaperAnswer,
    PaperCheckRecord,
    PaperVerdict,
    document_entry,
)
from stockpile_app.domain.progress import Progress
from stockpile_app.domain.text import N_
from stockpile_app.ledger.entries import Entry
from stockpile_app.ledger.papers import PaperSearch
from stockpile_app.ledger.seals import read_paper, show_code
from stockpile_app.persistence import ledger_store
from stockpile_app.persistence.backup_log import BackupLog
from stockpile_app.persistence.key_ring import LedgerKeyRing
from stockpile_app.persistence.store import Store
from stockpile_app.persistence.unit_of_work import moment_of
from stockpile_app.persistence.verify_chain import chain_check

_UNREADABLE: Final = N_(
    "An entry was overwritten with a tool so that nobody can read it, so no paper can be checked."
    " Do not go on working; verify all of the register, which names it."
)


class PaperCheck:
    """One paper, and what the entries fed so far say of it."""

    def __init__(self, origin: str, text: str, document: str = "") -> None:
        """Read the paper.

        Args:
            text: A seal's short code, or the text of its QR code.
            document: Number of the document, where it was typed beside the code.

        Raises:
            BadValue: ``text`` is no seal.
        """
        self._paper = read_paper(text)
        seal = self._paper.seal
        self._document = seal.occasion if seal else document.strip().upper()
        self._search = PaperSearch(origin, self._paper, document_entry(document, origin))

    def feed(self, entries: list[Entry]) -> None:
        """Look at the next entries."""
        self._search.feed(entries)

    def answer(self, seal_key: str, first_fault: int | None) -> PaperAnswer:
        """Return what came of it.

        Args:
            seal_key: The register's public sealing key.
            first_fault: The first entry that is not as it was recorded.
        """
        found = self._search.found
        whole = found is None or first_fault is None or first_fault > found.seq
        finding = self._search.finding(seal_key, whole=whole)
        return PaperAnswer(
            verdict=finding.verdict,
            code=self._paper.code,
            document=self._document,
            seq=finding.seq,
            sealed_at=_moment(self._paper.seal.made_at) if self._paper.seal else None,
            entry_at=_moment(finding.entry.recorded_at) if finding.entry else None,
            last_seq=finding.last.seq if finding.last else 0,
            last_at=_moment(finding.last.recorded_at) if finding.last else None,
            meant=show_code(finding.meant),
        )


def check_paper(store: Store, text: str, document: str, progress: Progress) -> PaperAnswer:
    """Check a paper and all of the chain, but no tables; change nothing.

    Raises:
        BadValue: ``text`` is no seal.
        RegisterDamaged: A tool overwrote an entry so that nobody can read it.
        Cancelled: The user asked to stop.
    """
    paper, ring = PaperCheck(store.origin, text, document), LedgerKeyRing()
    with store.read() as connection:
        total = ledger_store.head(connection, store.origin).seq
        check = chain_check(connection, store.origin, ring, lambda _problem: None)
        try:
            for entries in ledger_store.read_entries(connection, store.origin):
                check.feed(entries)
                paper.feed(entries)
                progress.report(check.head.seq, total)
            check.finish()
        except (SQLAlchemyError, TypeError, AttributeError, ValueError, OverflowError) as error:
            raise RegisterDamaged(_UNREADABLE) from error
    return paper.answer(ring.seal_key, check.first_fault)


def checked(log: BackupLog, limit: int) -> list[PaperCheckRecord]:
    """Return the papers that entries say were checked, the last first."""
    found = []
    for at, by, fact in [(each.at, each.by, each.fact) for each in reversed(log.stated)]:
        if isinstance(fact, PaperChecked) and fact.verdict in set(PaperVerdict):
            verdict = PaperVerdict(fact.verdict)
            seq = fact.sealed_seq
            found.append(PaperCheckRecord(at, by, fact.code, fact.document, seq, verdict))
    return found[:limit]


def _moment(text: str) -> dt.datetime | None:
    try:
        return moment_of(text)
    except (TypeError, ValueError):  # of a paper or an entry that somebody made up
        return None
