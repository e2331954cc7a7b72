"""Builds the derived tables anew, elsewhere, from the entries alone."""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from sqlalchemy import Connection, Engine, text

from stockpile_app.domain.facts import decode
from stockpile_app.domain.progress import Progress
from stockpile_app.ledger.entries import Entry
from stockpile_app.persistence import ledger_store, migrate
from stockpile_app.persistence.engine import APPLICATION_ID, Key, create_file, open_engine, writing
from stockpile_app.persistence.files import scratch_folder, storage_failure
from stockpile_app.persistence.projections import Projector, Stated
from stockpile_app.persistence.store import Store


class _Blank(NamedTuple):
    """An empty register with all its tables: the bytes of the file, and what opens it."""

    key: Key
    content: bytes


@contextlib.contextmanager
def scratch_engine() -> Iterator[Engine]:
    """Yield an empty register, encrypted with a key that is forgotten with the program.

    Raises:
        StorageFailed: There is no room for it.
    """
    blank = _blank(migrate.upgrade)
    with scratch_folder() as folder:
        path = folder / "scratch.db"
        try:
            path.write_bytes(blank.content)
        except OSError as error:
            raise storage_failure(folder, error) from error
        engine = open_engine(path, blank.key, guarded=False, scratch=True)
        try:
            yield engine
        finally:
            engine.dispose()


@cache
def _blank(upgrade: Callable[[Engine], None]) -> _Blank:
    # its tables are made once: that takes longer than to rebuild the register of a small depot
    key = Key(secrets.token_bytes(32), secrets.token_bytes(16))
    with scratch_folder() as folder:
        path = folder / "blank.db"
        create_file(path, key, APPLICATION_ID)
        engine = open_engine(path, key, guarded=False, scratch=True)
        try:
            upgrade(engine)
        finally:
            engine.dispose()
        return _Blank(key, path.read_bytes())


def without_indexes(connection: Connection) -> None:
    """Drop what only searching needs, which halves the time of a rebuild."""
    names = connection.execute(
        text("SELECT name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL")
    ).scalars()
    for name in names.all():
        connection.exec_driver_sql(f'DROP INDEX "{name}"')


def apply_entries(projector: Projector, entries: Sequence[Entry]) -> None:
    """Apply entries as they were when they were recorded."""
    projector.apply(
        Stated(
            entry.origin,
            entry.seq,
            entry.recorded_at,
            entry.recorded_by,
            decode(entry.kind, entry.body),
        )
        for entry in entries
    )


@contextlib.contextmanager
def rebuilt_until(store: Store, moment: str, progress: Progress) -> Iterator[Connection]:
    """Yield a connection to the tables as the entries recorded until ``moment`` make them."""
    with scratch_engine() as scratch, writing(scratch).connect() as rebuilt:
        with store.read() as live:  # not longer than needed: what it sees cannot be folded away
            total = ledger_store.head(live, store.origin).seq
            projector = Projector(rebuilt, text_index=False)
            done = 0
            for entries in ledger_store.read_entries(live, store.origin, until=moment):
                apply_entries(projector, entries)
                done += len(entries)
                progress.report(done, total)
        yield rebuilt
