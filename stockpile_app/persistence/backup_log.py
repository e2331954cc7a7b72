"""What the ledger says of backups and papers: found once, and kept up with what is added."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, func, select

from stockpile_app.domain.backups import BackupPlace
from stockpile_app.domain.facts import (
    BackupKept,
    BackupMade,
    BackupMissed,
    BackupPlaceChosen,
    BackupRestored,
    Fact,
    LossCompared,
    PaperChecked,
    RestoreRehearsed,
    decode,
)
from stockpile_app.persistence.tables import EntryRow
from stockpile_app.persistence.unit_of_work import moment_of

_KINDS: Final = (
    BackupMade,
    BackupKept,
    BackupMissed,
    BackupPlaceChosen,
    BackupRestored,
    LossCompared,
    PaperChecked,
    RestoreRehearsed,
)
_COLUMNS: Final = (
    EntryRow.seq,
    EntryRow.recorded_at,
    EntryRow.recorded_by,
    EntryRow.kind,
    EntryRow.body,
)
_CODES: Final = tuple(each.kind for each in _KINDS)


class Stated(NamedTuple):
    """A fact about backups or papers, and the entry that states it."""

    seq: int
    at: dt.datetime
    by: str
    fact: Fact


class Proof(NamedTuple):
    """That a backup was verified, and where."""

    file: str
    head: int
    sha256: str
    whole: bool
    size: int | None
    place: BackupPlace
    medium: str
    seq: int
    at: dt.datetime


class BackupLog(NamedTuple):
    """Every fact about backups and papers up to an entry, in order.

    There is no index on kinds, so the first look reads the whole ledger; each later one what is
    new alone.
    """

    upto: int = 0
    stated: tuple[Stated, ...] = ()

    def proofs(self) -> Iterator[Proof]:
        """Yield what was verified, oldest first."""
        for each in self.stated:
            fact = each.fact
            if isinstance(fact, BackupMade):  # said neither how large nor whether whole
                whole, size, place, medium = True, None, BackupPlace.OWN, ""
            elif isinstance(fact, BackupKept):
                place = BackupPlace(fact.location)
                whole, size, medium = fact.whole, fact.size, fact.medium
            else:
                continue
            yield Proof(
                fact.file, fact.head, fact.sha256, whole, size, place, medium, each.seq, each.at
            )

    def last(self, kind: type[Fact]) -> Stated | None:
        """Return the newest fact of a kind."""
        return next((each for each in reversed(self.stated) if isinstance(each.fact, kind)), None)

    def media(self) -> dict[str, Stated]:
        """Return the media that were chosen since one was last given up: id to who chose it."""
        found: dict[str, Stated] = {}
        for each in self.stated:
            if isinstance(each.fact, BackupPlaceChosen):
                if each.fact.medium:
                    found[each.fact.medium] = each
                else:
                    found.clear()
        return found


def follow(connection: Connection, origin: str, log: BackupLog) -> BackupLog:
    """Return ``log`` with what was recorded since."""
    head = connection.execute(
        select(func.max(EntryRow.seq)).where(EntryRow.origin == origin)
    ).scalar()
    if head is None or head <= log.upto:
        return log
    rows = connection.execute(
        select(
            EntryRow.seq, EntryRow.recorded_at, EntryRow.recorded_by, EntryRow.kind, EntryRow.body
        )
        .where(EntryRow.origin == origin, EntryRow.seq > log.upto, EntryRow.seq <= head)
        .where(EntryRow.kind.in_(_CODES))
        .order_by(EntryRow.seq)
    )
    return BackupLog(head, (*log.stated, *_stated(rows)))


def _stated(rows: Iterable[Any]) -> Iterator[Stated]:
    for row in rows:
        # what a tool changed and nobody can read is named by ``verify``, and proves nothing
        with contextlib.suppress(ValueError, KeyError):
            fact = decode(row.kind, row.body)
            yield Stated(row.seq, moment_of(row.recorded_at), row.recorded_by, fact)


def recorded_after(connection: Connection, origin: str, seq: int, *, most: int = 1000) -> int:
    """Return how many entries follow ``seq`` that are not about backups, counted up to ``most``."""
    found = (
        select(EntryRow.seq)
        .where(EntryRow.origin == origin, EntryRow.seq > seq, EntryRow.kind.not_in(_CODES))
        .limit(most)
        .subquery()
    )
    return connection.execute(select(func.count()).select_from(found)).scalar_one()
