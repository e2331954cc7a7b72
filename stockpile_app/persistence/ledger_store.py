"""Entries, signatures and seals in the database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Final

from sqlalchemy import Connection, Dialect, Table, bindparam, func, insert, select, union

from stockpile_app.domain.facts import ClockWentBack
from stockpile_app.ledger.entries import Entry, Head
from stockpile_app.ledger.seals import Seal
from stockpile_app.ledger.signing import TransactionSignature
from stockpile_app.persistence.base import raw_columns, table_of
from stockpile_app.persistence.tables import EntryRow, SealRow, SignatureRow

CHUNK: Final = 2000
_NO_LEAP: Final = dt.timedelta(days=31)
"""A depot may be so long without any entry; a clock that goes on that far was set."""

_ENTRY: Final = table_of(EntryRow)
_SIGNATURE: Final = table_of(SignatureRow)
_SEAL: Final = table_of(SealRow)


def insert_rows(connection: Connection, table: Table, rows: Sequence[tuple[object, ...]]) -> None:
    """Insert rows given as tuples in the order of the table's columns.

    The statement is compiled by SQLAlchemy and the rows go to the driver as they are: several
    times faster than one dictionary a row, which an import of a million weapons feels.
    """
    if not rows:
        return
    if connection.dialect.positional:
        connection.exec_driver_sql(_insert_statement(table, connection.dialect), list(rows))
    else:
        names = [column.name for column in table.columns]
        connection.execute(insert(table), [dict(zip(names, row, strict=True)) for row in rows])


def _insert_statement(table: Table, dialect: Dialect) -> str:
    key = (table.name, dialect.name)
    if key not in _STATEMENTS:  # compiling costs as much as a durable insert
        _STATEMENTS[key] = str(insert(table).compile(dialect=dialect))
    return _STATEMENTS[key]


# built once: every act asks for the head, and building a statement costs more than running it
_HEAD: Final = (
    select(EntryRow.seq, EntryRow.digest, EntryRow.recorded_at)
    .where(EntryRow.origin == bindparam("origin"))
    .order_by(EntryRow.seq.desc())
    .limit(1)
)
_STATEMENTS: Final[dict[tuple[str, str], str]] = {}


def head(connection: Connection, origin: str) -> Head:
    """Return the last entry's place in the chain."""
    row = connection.execute(_HEAD, {"origin": origin}).first()
    return Head(origin, row[0], row[1], row[2]) if row else Head.before_first(origin)


def append(connection: Connection, entries: Sequence[Entry]) -> None:
    """Store entries that follow the head."""
    insert_rows(connection, _ENTRY, entries)


def append_signature(connection: Connection, signature: TransactionSignature) -> None:
    """Store who signed a transaction."""
    insert_rows(connection, _SIGNATURE, [signature])


def append_seal(connection: Connection, seal: Seal) -> None:
    """Store a seal; an entry that is sealed already keeps its first seal."""
    found = connection.execute(
        select(SealRow.seq).where(SealRow.origin == seal.origin, SealRow.seq == seal.seq)
    ).first()
    if found is None:
        insert_rows(connection, _SEAL, [seal])


def read_entries(
    connection: Connection, origin: str, *, until: str | None = None
) -> Iterator[list[Entry]]:
    """Yield entries in order, in chunks, by keyset.

    Those up to the last that was recorded at ``until`` or before: order is by number, never by
    time, so a clock that went back leaves no hole.
    """
    columns = raw_columns(_ENTRY)
    wanted = select(*columns).where(EntryRow.origin == origin).order_by(EntryRow.seq).limit(CHUNK)
    if until is not None:
        wanted = wanted.where(EntryRow.seq <= _last_until(connection, origin, until))
    statement = wanted
    while True:
        rows = [Entry(*row) for row in connection.execute(statement)]
        if rows:
            yield rows
            statement = wanted.where(EntryRow.seq > rows[-1].seq)
        if len(rows) < CHUNK:
            return


def _last_until(connection: Connection, origin: str, until: str) -> int:
    """Return the last entry of before ``until``, whatever was done to the clock.

    Where the clock went back, times pass ``until`` more than once. The true passing is the last one
    without a leap: somebody who sets the clock to 1970 for one entry does not make every past day
    that of today, and an hour in 2036 does not end the register.
    """
    own, at, seq = EntryRow.origin == origin, EntryRow.recorded_at, EntryRow.seq
    back = select(seq).where(own, EntryRow.kind == ClockWentBack.kind).order_by(seq)
    passings: list[tuple[int, dt.timedelta]] = []
    after = moment = dt.datetime.fromisoformat(until)
    end: int | None = None
    for first in [*reversed(connection.execute(back).scalars().all()), 0]:
        here = [own, seq >= first]  # from a step back to the next, times only grow
        if end is not None:
            here.append(seq < end)
        last = connection.execute(select(func.max(seq)).where(*here, at <= until)).scalar()
        earlier = connection.execute(select(func.max(at)).where(*here, at <= until)).scalar()
        later = connection.execute(select(func.min(at)).where(*here, at > until)).scalar()
        after = dt.datetime.fromisoformat(later) if later else after
        if last is not None or not first:
            before = dt.datetime.fromisoformat(earlier) if earlier else moment
            passings.append((last or 0, after - before))
        end = first
    least = min(gap for _last, gap in passings)
    return max(last for last, gap in passings if gap <= least + _NO_LEAP)


def entry_digest(connection: Connection, origin: str, seq: int) -> bytes | None:
    """Return the digest of one entry, or None when there is no such entry."""
    return connection.execute(
        select(EntryRow.digest).where(EntryRow.origin == origin, EntryRow.seq == seq)
    ).scalar()


def origins(connection: Connection) -> list[str]:
    """Return every origin that has entries, signatures or seals."""
    found = union(*(select(row.origin) for row in (EntryRow, SignatureRow, SealRow)))
    return list(connection.execute(found).scalars())


def signatures(connection: Connection, origin: str) -> list[TransactionSignature]:
    """Return the signatures of an origin, in order."""
    rows = connection.execute(
        select(*raw_columns(_SIGNATURE))
        .where(SignatureRow.origin == origin)
        .order_by(SignatureRow.seq)
    )
    return [TransactionSignature(*row) for row in rows]


def seals(connection: Connection, origin: str) -> list[Seal]:
    """Return the seals of an origin, in order."""
    rows = connection.execute(
        select(*raw_columns(_SEAL)).where(SealRow.origin == origin).order_by(SealRow.seq)
    )
    return [Seal(*row) for row in rows]


def last_seal(connection: Connection, origin: str) -> Seal | None:
    """Return the newest seal."""
    row = connection.execute(
        select(*_SEAL.columns).where(SealRow.origin == origin).order_by(SealRow.seq.desc()).limit(1)
    ).first()
    return Seal(*row) if row else None
