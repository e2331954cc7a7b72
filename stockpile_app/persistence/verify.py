"""Proves that nobody has touched the register: chain, signatures, seals, tables, keys, media."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from typing import Any, Final

from sqlalchemy import Connection, Engine, Table, select, text
from sqlalchemy.exc import SQLAlchemyError

from stockpile_app.domain.errors import RegisterDamaged, StockpileError
from stockpile_app.domain.progress import Cancelled, Progress
from stockpile_app.domain.records import Problem, Verification
from stockpile_app.domain.text import N_
from stockpile_app.ledger.entries import Head
from stockpile_app.ledger.verification import ChainCheck, problem
from stockpile_app.persistence import guards, ledger_store
from stockpile_app.persistence.base import derived_tables, raw_columns
from stockpile_app.persistence.engine import interrupter, writing
from stockpile_app.persistence.errors import driver_errors
from stockpile_app.persistence.key_ring import LedgerKeyRing
from stockpile_app.persistence.projections import Projector
from stockpile_app.persistence.rebuild import apply_entries, scratch_engine, without_indexes
from stockpile_app.persistence.store import Store
from stockpile_app.persistence.tables import (
    CheckPhotographRow,
    DisposalPhotographRow,
    PhotographRow,
)
from stockpile_app.persistence.unreadable import name_unreadable
from stockpile_app.persistence.verify_keys import (
    SEAL_KEY,
    check_authority,
    check_compartments,
    check_keys,
)

MAX_PROBLEMS: Final = 200
_LONGEST_VALUE: Final = 160
_CHUNK: Final = 4000

_SCHEMA_CHANGED = N_("The table, index or guard “{name}” was changed, added or removed by a tool.")
_NOT_REBUILT = N_("The tables cannot be rebuilt from the entries ({detail}).")
_ROW_CHANGED = N_("In table “{table}”, row {row} was changed: {changes}.")
_ROW_MISSING = N_("In table “{table}”, row {row} was removed.")
_ROW_ADDED = N_("In table “{table}”, row {row} was added.")
_INDEX_DIFFERS = N_("The search index does not agree with the serial numbers.")
_FOREIGN_ENTRIES = N_("There are entries of a register “{origin}” that was never admitted.")
_DAMAGED = N_("The file {file} is damaged: {detail}.")
_PHOTO_CHANGED = N_("The photograph {sha256} was changed.")
_PHOTO_MISSING = N_("The photograph {sha256} is missing from media.db.")

_RANK: Final = {int: 0, float: 0, str: 1, bytes: 2}

Report = Callable[[Problem], None]


def verify(store: Store, progress: Progress, against: str | None = None) -> Verification:
    """Check everything; change nothing.

    Args:
        against: A seal's short code from paper, 20 characters.

    Raises:
        Cancelled: The user asked to stop.
    """
    problems: list[Problem] = []

    def report(found: Problem) -> None:
        if len(problems) < MAX_PROBLEMS:
            problems.append(found)

    check: ChainCheck | None = None
    with _damage("register.db", report), _pages_aside(store.engine, "register.db", report):
        check = _check_ledger(store, progress, report, against)
        if check:
            _check_text_index(store, report)
            check_keys(store, report)
            check_authority(store, report)
            check_compartments(store, report)
    with _damage("media.db", report):
        check_pages(store.media_engine, "media.db", report)
        if check:
            _check_media(store, report)
    return Verification(
        ok=not problems,
        entries=check.head.seq if check else 0,
        head=check.head.digest.hex() if check else "",
        problems=tuple(problems),
        sealed_seq=check.sealed_seq if check else None,
    )


@contextlib.contextmanager
def _damage(file: str, report: Report) -> Iterator[None]:
    try:
        yield
    except (RegisterDamaged, SQLAlchemyError) as error:
        report(problem("damaged", file, _DAMAGED, file=file, detail=str(error)))


def check_pages(engine: Engine, file: str, report: Report) -> None:
    """Check every page of a file, also those that hold nothing at present."""
    with driver_errors(), engine.connect() as connection:
        _check_pages(connection, file, report)


def _check_pages(connection: Connection, file: str, report: Report) -> None:
    for pragma in ("cipher_integrity_check", "integrity_check(5)"):
        for row in connection.exec_driver_sql(f"PRAGMA {pragma}").fetchall():
            if row[0] != "ok":
                report(problem("damaged", file, _DAMAGED, file=file, detail=row[0]))


@contextlib.contextmanager
def _pages_aside(engine: Engine, file: str, report: Report) -> Iterator[None]:
    """Check the pages beside the block: SQLite reads them without Python, on another core."""
    found: list[Problem] = []

    def check() -> None:
        with _damage(file, found.append), driver_errors():
            _check_pages(connection, file, found.append)

    with driver_errors(), engine.connect() as connection, ThreadPoolExecutor(1) as aside:
        done = aside.submit(check)
        try:
            yield
        except Cancelled:
            interrupter(connection)()  # nobody waits for the rest
            raise
        finally:
            wait([done])
            for each in found:
                report(each)
        done.result()  # what is wrong with the program itself is not swallowed


def _check_ledger(
    store: Store, progress: Progress, report: Report, against: str | None
) -> ChainCheck | None:
    with store.read() as connection:
        try:
            return _check_entries(store, connection, progress, report, against)
        except (SQLAlchemyError, TypeError, AttributeError, ValueError, OverflowError):
            # only a tool can put in what the program itself cannot even read
            if not name_unreadable(connection, report):
                raise
    return None


def _check_entries(
    store: Store, connection: Connection, progress: Progress, report: Report, against: str | None
) -> ChainCheck:
    origin = store.origin
    for foreign in ledger_store.origins(connection):
        if foreign != origin:
            report(problem("foreign-entries", str(foreign), _FOREIGN_ENTRIES, origin=foreign))
    ring = LedgerKeyRing()
    check = ChainCheck(
        origin,
        ledger_store.signatures(connection, origin),
        ledger_store.seals(connection, origin),
        ring,
        report,
        against,
    )
    total = ledger_store.head(connection, origin).seq
    with scratch_engine() as scratch, writing(scratch).connect() as rebuilt:
        _compare_schemas(connection, rebuilt, report)
        without_indexes(rebuilt)
        projector = Projector(rebuilt, text_index=False)
        whole = True
        for entries in ledger_store.read_entries(connection, origin):
            check.feed(entries)
            whole = whole and _apply(projector, entries, report)
            progress.report(check.head.seq, total * 2)
        check.finish()
        if ring.seal_key != store.seal_key.public:
            report(problem("key-differs", "keys.json", SEAL_KEY))
        if whole:
            _compare_tables(connection, rebuilt, report, progress, total)
    return check


def check_chain(connection: Connection, origin: str, report: Report) -> Head:
    """Check entries, signatures and seals alone; return the last entry's place in the chain."""
    check = ChainCheck(
        origin,
        ledger_store.signatures(connection, origin),
        ledger_store.seals(connection, origin),
        LedgerKeyRing(),
        report,
    )
    for entries in ledger_store.read_entries(connection, origin):
        check.feed(entries)
    check.finish()
    return check.head


def _apply(projector: Projector, entries: list[Any], report: Report) -> bool:
    try:
        apply_entries(projector, entries)
    except (
        SQLAlchemyError,
        StockpileError,
        LookupError,
        ValueError,
        TypeError,
        AttributeError,
        OverflowError,
    ) as error:
        where = f"entries {entries[0].seq}-{entries[-1].seq}"
        report(problem("not-rebuilt", where, _NOT_REBUILT, detail=str(error)[:200]))
        return False
    return True


def _compare_schemas(live: Connection, rebuilt: Connection, report: Report) -> None:
    wanted, found = _schema(rebuilt), _schema(live)
    differing = {name for name, _ in wanted.items() ^ found.items()}
    for name in sorted(differing):
        report(problem("schema-changed", name, _SCHEMA_CHANGED, name=name))


def _schema(connection: Connection) -> dict[str, str | None]:
    rows = connection.execute(text("SELECT name, sql FROM sqlite_master"))
    schema = {name: sql for name, sql in rows if not name.startswith("sqlite_stat")}
    versions = connection.execute(text("SELECT version_num FROM alembic_version")).scalars()
    return schema | {"alembic_version": ", ".join(map(str, versions))}


def _compare_tables(
    live: Connection, rebuilt: Connection, report: Report, progress: Progress, total: int
) -> None:
    done = total
    for table in derived_tables():
        for rows in _differences(live, rebuilt, table, report):
            done = min(done + rows, total * 2)
            progress.report(done, total * 2)


def _differences(
    live: Connection, rebuilt: Connection, table: Table, report: Report
) -> Iterator[int]:
    """Walk both tables by key; equal chunks, which is nearly all of them, cost one comparison."""
    keys_count = len(table.primary_key.columns)
    raw = {column.name: column for column in raw_columns(table)}
    names = [column.name for column in table.primary_key.columns]
    names += [name for name in raw if name not in names]
    columns = [raw[name] for name in names]
    statement = select(*columns).order_by(*columns[:keys_count])
    found, wanted = live.execute(statement), rebuilt.execute(statement)
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
            (rows[-1][:keys_count] for rows in (left, right) if len(rows) >= _CHUNK),
            default=None,
            key=_sortable,
        )
        for key in sorted(here.keys() | there.keys(), key=_sortable):
            if limit is None or _sortable(key) <= _sortable(limit):
                _report_row(table.name, key, here.get(key), there.get(key), names, report)
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


def _report_row(
    table: str, key: Any, found: Any, wanted: Any, names: list[str], report: Report
) -> None:
    if found == wanted:
        return
    row = "-".join(map(str, key))
    where = f"{table} {row}"
    stated = dict(zip(names, wanted if wanted is not None else found, strict=True))
    row = stated.get("number") or row  # people know a weapon by its number
    if found is None:
        report(problem("row-missing", where, _ROW_MISSING, table=table, row=row))
    elif wanted is None:
        report(problem("row-added", where, _ROW_ADDED, table=table, row=row))
    else:
        changes = "; ".join(
            f"{name}: {_around(was, now)} → {_around(now, was)}"
            for name, now, was in zip(names, found, wanted, strict=True)
            if now != was
        )
        report(problem("row-changed", where, _ROW_CHANGED, table=table, row=row, changes=changes))


def _around(value: Any, other: Any) -> str:
    """Return a value as text; of a long one, such as a check list, where it begins to differ."""
    text, beside = repr(value), repr(other)
    if len(text) <= _LONGEST_VALUE:
        return text
    alike = next(
        (at for at, pair in enumerate(zip(text, beside, strict=False)) if len({*pair}) > 1), 0
    )
    start = max(0, alike - 20)
    part = text[start : start + _LONGEST_VALUE]
    return f"{'…' if start else ''}{part}{'…' if start + _LONGEST_VALUE < len(text) else ''}"


def _check_text_index(store: Store, report: Report) -> None:
    """Compare the text index with its table; SQLite wants the right to write for that."""
    if store.read_only:
        return
    with writing(store.engine).connect() as connection:
        try:
            connection.exec_driver_sql(
                "INSERT INTO weapon_serial (weapon_serial, rank) VALUES ('integrity-check', 1)"
            )
        except (SQLAlchemyError, RegisterDamaged):
            report(problem("index-differs", "weapon_serial", _INDEX_DIFFERS))


def _check_media(store: Store, report: Report) -> None:
    with store.read() as connection:
        wanted = {
            sha256
            for row in (PhotographRow, CheckPhotographRow, DisposalPhotographRow)
            for sha256 in connection.execute(select(row.sha256).distinct()).scalars()
        }
    for stated, computed in store.media.digests():
        wanted.discard(stated)
        if stated != computed:
            report(problem("photograph-changed", "media.db", _PHOTO_CHANGED, sha256=stated[:12]))
    for sha256 in sorted(wanted):
        report(problem("photograph-missing", "media.db", _PHOTO_MISSING, sha256=sha256[:12]))


__all__ = ["check_chain", "check_pages", "guards", "verify"]
