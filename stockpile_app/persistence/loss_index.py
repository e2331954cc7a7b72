"""Compares two histories of one register, and reads what only one of them has."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from sqlalchemy import Connection, select

from stockpile_app.domain.records import EntryRecord
from stockpile_app.ledger.seals import seal_code
from stockpile_app.persistence import history, ledger_store
from stockpile_app.persistence.base import table_of
from stockpile_app.persistence.tables import EntryRow, WeaponEntryRow, WeaponRow
from stockpile_app.persistence.unit_of_work import moment_of

_CHUNK: Final = 2000
_OWN: Final = 1 << 32


def parting(one: Connection, other: Connection, origin: str) -> int:
    """Return the last entry that both have; 0 of two registers that never were one.

    Each digest is over all that went before, so the first half is equal where its last entry is.
    """
    low, high = 0, min(ledger_store.head(each, origin).seq for each in (one, other))
    while low < high:
        middle = (low + high + 1) // 2
        digests = {ledger_store.entry_digest(each, origin, middle) for each in (one, other)}
        if len(digests) == 1 and None not in digests:
            low = middle
        else:
            high = middle - 1
    return low


def entries_after(connection: Connection, origin: str, seq: int) -> Iterator[list[EntryRecord]]:
    """Yield the entries after ``seq``, oldest first, in chunks."""
    while True:
        rows = connection.execute(
            select(table_of(EntryRow))
            .where(EntryRow.origin == origin, EntryRow.seq > seq)
            .order_by(EntryRow.seq)
            .limit(_CHUNK)
        ).all()
        if not rows:
            return
        yield [history.entry_record(row) for row in rows]
        seq = rows[-1].seq


def weapons_after(connection: Connection, origin: str, seq: int) -> dict[int, list[str]]:
    """Return which weapons each entry after ``seq`` is about, as people know them."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    columns = (WeaponRow.number, WeaponRow.model, WeaponRow.serial)
    registered = select(WeaponRow.registered_seq.label("seq"), *columns).where(
        WeaponRow.registered_seq > seq, WeaponRow.id < _OWN
    )
    further = (
        select(WeaponEntryRow.seq, *columns)
        .join(WeaponRow, WeaponRow.id == WeaponEntryRow.weapon_id)
        .where(WeaponEntryRow.origin == origin, WeaponEntryRow.seq > seq)
    )
    for statement in (registered, further):
        for row in connection.execute(statement):
            about = " ".join(filter(None, (row.model, row.serial)))
            found[row.seq].append(f"{row.number} ({about})" if about else row.number)
    return {entry: sorted(names) for entry, names in found.items()}


def recorded_at(connection: Connection, origin: str, seq: int) -> dt.datetime | None:
    """Return when an entry was recorded."""
    found = connection.execute(
        select(EntryRow.recorded_at).where(EntryRow.origin == origin, EntryRow.seq == seq)
    ).scalar()
    return moment_of(found) if found else None


def sealed_entry(connection: Connection, origin: str, code: str) -> int | None:
    """Return the entry that a seal's short code is of, whether or not its seal is still there."""
    for chunk in ledger_store.read_entries(connection, origin):
        for entry in chunk:
            if seal_code(origin, entry.seq, entry.digest) == code:
                return entry.seq
    return None
