"""Checks the entries of a register against the signatures and seals that lie beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from sqlalchemy import Connection

from stockpile_app.domain.facts import ClockWentBack
from stockpile_app.domain.records import Problem
from stockpile_app.domain.text import N_
from stockpile_app.ledger.entries import Entry, Head
from stockpile_app.ledger.verification import ChainCheck, problem
from stockpile_app.persistence import ledger_store
from stockpile_app.persistence.entry_words import LedgerWords
from stockpile_app.persistence.key_ring import LedgerKeyRing

Report = Callable[[Problem], None]

_CLOCK: Final = N_(
    "{entry} says that it was recorded before the entry in front of it, which is of {day}, and no"
    " entry says that the clock went back: its time was made up with a tool."
)


def chain_check(
    connection: Connection, origin: str, ring: LedgerKeyRing, report: Report
) -> ChainCheck:
    """Return a check of the chain against the signatures and seals that are stored beside it."""
    return ChainCheck(
        origin,
        ledger_store.signatures(connection, origin),
        ledger_store.seals(connection, origin),
        ring,
        report,
        LedgerWords(),
    )


def check_chain(connection: Connection, origin: str, report: Report) -> Head:
    """Check entries, signatures and seals alone; return the last entry's place in the chain."""
    check = chain_check(connection, origin, LedgerKeyRing(), report)
    for entries in ledger_store.read_entries(connection, origin):
        check.feed(entries)
    check.finish()
    return check.head


class ClockCheck:
    """Finds times that go back without an entry that says so: the program always records one."""

    def __init__(self, report: Report) -> None:
        """Know no time yet."""
        self._before: Entry | None = None
        self._report = report
        self._words = LedgerWords()

    def feed(self, entries: Iterable[Entry]) -> None:
        """Check the next entries."""
        for entry in entries:
            before = self._before
            if before and _is_earlier(entry, before) and entry.kind != ClockWentBack.kind:
                told = self._words.entry(entry)
                facts = {"entry": told, "day": self._words.day(before.recorded_at)}
                self._report(problem("clock-hidden", f"entry {entry.seq}", _CLOCK, **facts))
            self._before = entry


def _is_earlier(entry: Entry, before: Entry) -> bool:
    return str(entry.recorded_at) < str(before.recorded_at)
