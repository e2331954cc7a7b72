"""The tables as a frozen report saw them, built anew from the entries that it rests on."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Final

from sqlalchemy import Connection, select

from stockpile_app.domain.facts import WeaponRegistered
from stockpile_app.domain.progress import Progress
from stockpile_app.persistence import ledger_store
from stockpile_app.persistence.base import table_of
from stockpile_app.persistence.engine import writing
from stockpile_app.persistence.ledger_store import insert_rows
from stockpile_app.persistence.projections import Projector
from stockpile_app.persistence.rebuild import apply_entries, scratch_engine
from stockpile_app.persistence.store import Store
from stockpile_app.persistence.tables import EntryRow

_ENTRY: Final = table_of(EntryRow)
_CHUNK: Final = 2000


@contextlib.contextmanager
def tables_at(store: Store, head: int, progress: Progress) -> Iterator[Connection]:
    """Yield a connection to the tables as the entries up to ``head`` make them.

    Raises:
        Cancelled: The user asked to stop.
    """
    with scratch_engine() as scratch, writing(scratch).connect() as rebuilt:
        projector = Projector(rebuilt, text_index=False)
        with store.read() as live:
            for entries in ledger_store.read_entries(live, store.origin):
                counted = [each for each in entries if each.seq <= head]
                apply_entries(projector, counted)
                progress.report(counted[-1].seq if counted else head, head)
                if len(counted) < len(entries):
                    break
        _note_registrations(store, head, rebuilt)
        yield rebuilt


def _note_registrations(store: Store, head: int, rebuilt: Connection) -> None:
    """Copy when weapons were registered, which only the ledger says."""
    wanted = select(_ENTRY.c.origin, _ENTRY.c.seq, _ENTRY.c.recorded_at).where(
        _ENTRY.c.origin == store.origin,
        _ENTRY.c.kind == WeaponRegistered.kind,
        _ENTRY.c.seq <= head,
    )
    with store.read() as live:
        for rows in live.execute(wanted).partitions(_CHUNK):
            copied = [(*row, "", None, WeaponRegistered.kind, b"", b"", b"") for row in rows]
            insert_rows(rebuilt, _ENTRY, copied)
