"""Compares the derived tables of a register with those made anew from its entries."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, Final

from sqlalchemy import Connection, Table, select, text
from sqlalchemy.dialects import sqlite

from stockpile_app.domain.progress import Progress
from stockpile_app.domain.records import Problem
from stockpile_app.domain.text import N_
from stockpile_app.i18n import clauses, stated
from stockpile_app.ledger.verification import problem
from stockpile_app.persistence.base import derived_tables, raw_columns
from stockpile_app.persistence.row_words import RowWords, column_words

_CHUNK: Final = 4000
_RANK: Final = {int: 0, float: 0, str: 1, bytes: 2}

_GUARD: Final = N_(
    "The guard “{name}”, which keeps what was recorded from being changed, was removed or changed"
    " with a tool."
)
_INDEX: Final = N_(
    "The index “{name}”, by which the register finds things, was added, removed or changed with a"
    " tool."
)
_TABLE: Final = N_(
    "The table or view “{name}” was added, removed or given other columns with a tool."
)
_VERSION: Final = N_(
    "The version that the file gives itself was changed with a tool: {found} instead of {wanted}."
)
_ROW_CHANGED: Final = N_(
    "{row} was changed with a tool, and no entry says so. As recorded → as found: {changes}."
)
_ROW_MISSING: Final = N_("{row} was removed with a tool; the entries still tell of it.")
_ROW_ADDED: Final = N_("{row} was put in with a tool; no entry tells of it.")

Report = Callable[[Problem], None]


def compare_schemas(live: Connection, rebuilt: Connection, report: Report) -> None:
    """Report every table, index and guard that is not as this program makes it."""
    wanted, found = _schema(rebuilt), _schema(live)
    for name in sorted({name for name, _ in wanted.items() ^ found.items()}):
        kind, _sql = found.get(name) or wanted[name]
        message = {"trigger": _GUARD, "index": _INDEX}.get(kind, _TABLE)
        report(problem("schema-changed", name, message, name=name))
    version, known = _version(live), _version(rebuilt)
    if version != known:
        facts = {"found": version, "wanted": known}
        report(problem("schema-changed", "alembic_version", _VERSION, **facts))


def _schema(connection: Connection) -> dict[str, tuple[str, str | None]]:
    rows = connection.execute(text("SELECT name, type, sql FROM sqlite_master"))
    return {name: (kind, sql) for name, kind, sql in rows if not name.startswith("sqlite_stat")}


def _version(connection: Connection) -> str:
    versions = connection.execute(text("SELECT version_num FROM alembic_version")).scalars()
    return ", ".join(map(str, versions))


def compare_tables(
    live: Connection, rebuilt: Connection, report: Report, progress: Progress, total: int
) -> None:
    """Report every row that differs.

    Args:
        total: Entries in the ledger, which are half of the work.
    """
    words, done = RowWords(rebuilt, live), total
    for table in derived_tables():
        for rows in _differences(live, rebuilt, _Rows(table, words, report)):
            done = min(done + rows, total * 2)
            progress.report(done, total * 2)


def _differences(live: Connection, rebuilt: Connection, rows: _Rows) -> Iterator[int]:
    """Walk both tables by key; equal chunks, which is nearly all of them, cost one comparison."""
    keys_count = rows.keys_count
    found, wanted = (each.exec_driver_sql(rows.statement) for each in (live, rebuilt))
    left, right = found.fetchmany(_CHUNK), wanted.fetchmany(_CHUNK)
    while left or right:
        if left == right:
            yield len(left)
            left, right = found.fetchmany(_CHUNK), wanted.fetchmany(_CHUNK)
            continue
        here = {tuple(row[:keys_count]): row for row in left}
        there = {tuple(row[:keys_count]): row for row in right}
        # beyond the shorter chunk's last key nothing can be said yet
        limit = min(
            (each[-1][:keys_count] for each in (left, right) if len(each) >= _CHUNK),
            default=None,
            key=_sortable,
        )
        for key in sorted(here.keys() | there.keys(), key=_sortable):
            if limit is None or _sortable(key) <= _sortable(limit):
                rows.compare(key, here.get(key), there.get(key))
        left, right = _rest(left, limit, keys_count), _rest(right, limit, keys_count)
        yield 0
        left += found.fetchmany(_CHUNK)
        right += wanted.fetchmany(_CHUNK)


def _rest(rows: Any, limit: Any, keys_count: int) -> list[Any]:
    if limit is None:
        return []
    return [row for row in rows if _sortable(row[:keys_count]) > _sortable(limit)]


def _sortable(key: Any) -> tuple[tuple[int, Any], ...]:
    # a tool can put any type into any column; SQLite orders numbers, then text, then bytes
    return tuple((_RANK[type(part)], part) for part in key)


@cache
def _reading(table: Table) -> tuple[list[str], int, str]:
    """Return a table's columns, key first, how many are the key, and the statement to read them.

    It is compiled once: to do so for each table takes longer than to compare small ones.
    """
    raw = {column.name: column for column in raw_columns(table)}
    keys = [column.name for column in table.primary_key.columns]
    names = [*keys, *(name for name in raw if name not in keys)]
    columns = [raw[name] for name in names]
    statement = select(*columns).order_by(*columns[: len(keys)])
    return names, len(keys), str(statement.compile(dialect=sqlite.dialect()))


class _Rows:
    """Compares the rows of one table, key columns first."""

    def __init__(self, table: Table, words: RowWords, report: Report) -> None:
        self.names, self.keys_count, self.statement = _reading(table)
        self._table = table
        self._words = words
        self._report = report

    def compare(self, key: Any, found: Any, wanted: Any) -> None:
        """Report a row that differs, is missing or was added."""
        if found == wanted:
            return
        where = f"{self._table.name} {'-'.join(map(str, key))}"
        true = wanted if wanted is not None else found
        row = self._words.row(self._table, dict(zip(self.names, true, strict=True)))
        if found is None:
            self._report(problem("row-missing", where, _ROW_MISSING, row=row))
        elif wanted is None:
            self._report(problem("row-added", where, _ROW_ADDED, row=row))
        else:
            changes = self._changes(found, wanted)
            self._report(problem("row-changed", where, _ROW_CHANGED, row=row, changes=changes))

    def _changes(self, found: Any, wanted: Any) -> str:
        value = self._words.value
        return clauses(
            stated(column_words(name), f"{value(name, was, now)} → {value(name, now, was)}")
            for name, now, was in zip(self.names, found, wanted, strict=True)
            if now != was
        )
