"""Proves that nobody has touched the register: chain, signatures, seals, tables, keys, media."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, Engine, select
from sqlalchemy.exc import SQLAlchemyError

from stockpile_app.domain.errors import RegisterDamaged, StockpileError
from stockpile_app.domain.papers import PaperAnswer
from stockpile_app.domain.progress import Cancelled, Progress
from stockpile_app.domain.records import Problem, Verification
from stockpile_app.domain.text import N_
from stockpile_app.i18n import gettext, tr
from stockpile_app.ledger.entries import Head
from stockpile_app.ledger.verification import problem
from stockpile_app.persistence import guards, ledger_store
from stockpile_app.persistence.engine import interrupter, writing
from stockpile_app.persistence.errors import driver_errors
from stockpile_app.persistence.key_ring import LedgerKeyRing
from stockpile_app.persistence.paper_check import PaperCheck
from stockpile_app.persistence.projections import Projector
from stockpile_app.persistence.rebuild import apply_entries, scratch_engine, without_indexes
from stockpile_app.persistence.store import Store
from stockpile_app.persistence.tables import (
    CheckPhotographRow,
    DisposalPhotographRow,
    PhotographRow,
    WeaponRow,
)
from stockpile_app.persistence.unreadable import name_unreadable
from stockpile_app.persistence.verify_chain import ClockCheck, chain_check, check_chain
from stockpile_app.persistence.verify_keys import (
    SEAL_KEY,
    check_authority,
    check_compartments,
    check_keys,
)
from stockpile_app.persistence.verify_tables import compare_schemas, compare_tables

MAX_PROBLEMS: Final = 200
_SEQ_BITS: Final = (1 << 32) - 1

_NOT_REBUILT = N_(
    "The tables cannot be made anew from entries {first} to {last}: one of them says what the"
    " program would never record ({detail})."
)
_INDEX_DIFFERS = N_(
    "The search index does not agree with the serial numbers: a search may miss weapons, or find"
    " others."
)
_FOREIGN_ENTRIES = N_(
    "There are entries of a register “{origin}” that was never admitted to this one: they were put"
    " in with a tool."
)
_DAMAGED = N_(
    "The file {file} is damaged, or was changed without its key; a part of it cannot be read"
    " ({detail})."
)
_PHOTO_CHANGED = N_(
    "The photograph {sha256} of {whose} is not the one that was recorded: its picture was exchanged"
    " or changed."
)
_PHOTO_MISSING = N_("The photograph {sha256} of {whose} was removed from media.db.")
_NOBODY = N_("something that is sealed or not registered")
_OF_WEAPON = N_("weapon {name}")
_OF_CHECK = N_("the security check of entry {seq}")
_OF_ORDER = N_("the disposal order of entry {seq}")

Report = Callable[[Problem], None]


class _Checked(NamedTuple):
    head: Head
    paper: PaperAnswer | None


def verify(store: Store, progress: Progress, against: str | None = None) -> Verification:
    """Check everything; change nothing.

    Args:
        against: A seal's short code from paper, or the text of its QR code.

    Raises:
        BadValue: ``against`` is no seal.
        Cancelled: The user asked to stop.
    """
    problems: list[Problem] = []

    def report(found: Problem) -> None:
        if len(problems) < MAX_PROBLEMS:
            problems.append(found)

    paper = PaperCheck(store.origin, against) if against else None
    check: _Checked | None = None
    with _damage("register.db", report), _pages_aside(store.engine, "register.db", report):
        check = _check_ledger(store, progress, report, paper)
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
        sealed_seq=answer.seq if (answer := check and check.paper) and answer.agrees else None,
        paper=check.paper if check else None,
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
    store: Store, progress: Progress, report: Report, paper: PaperCheck | None
) -> _Checked | None:
    with store.read() as connection:
        try:
            return _check_entries(store, connection, progress, report, paper)
        except (SQLAlchemyError, TypeError, AttributeError, ValueError, OverflowError):
            # only a tool can put in what the program itself cannot even read
            if not name_unreadable(connection, report):
                raise
    return None


def _check_entries(
    store: Store,
    connection: Connection,
    progress: Progress,
    report: Report,
    paper: PaperCheck | None,
) -> _Checked:
    origin = store.origin
    for foreign in ledger_store.origins(connection):
        if foreign != origin:
            report(problem("foreign-entries", str(foreign), _FOREIGN_ENTRIES, origin=foreign))
    ring = LedgerKeyRing()
    check, clock = chain_check(connection, origin, ring, report), ClockCheck(report)
    total = ledger_store.head(connection, origin).seq
    with scratch_engine() as scratch, writing(scratch).connect() as rebuilt:
        compare_schemas(connection, rebuilt, report)
        without_indexes(rebuilt)
        projector = Projector(rebuilt, text_index=False)
        whole = True
        for entries in ledger_store.read_entries(connection, origin):
            check.feed(entries)
            clock.feed(entries)
            if paper is not None:
                paper.feed(entries)
            whole = whole and _apply(projector, entries, report)
            progress.report(check.head.seq, total * 2)
        check.finish()
        if ring.seal_key != store.seal_key.public:
            report(problem("key-differs", "keys.json", SEAL_KEY))
        answer = paper.answer(ring.seal_key, check.first_fault) if paper is not None else None
        if answer is not None and not answer.agrees:
            report(Problem("code-unknown", answer.code, answer.message_id, answer.params))
        if whole:
            compare_tables(connection, rebuilt, report, progress, total)
    return _Checked(check.head, answer)


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
        facts = {"first": entries[0].seq, "last": entries[-1].seq, "detail": str(error)[:200]}
        report(problem("not-rebuilt", where, _NOT_REBUILT, **facts))
        return False
    return True


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
        wanted = _photographs(connection)
    for stated, computed in store.media.digests():
        whose = wanted.pop(stated, None)
        if stated != computed:
            facts = {"sha256": str(stated)[:12], "whose": whose or gettext(_NOBODY)}
            report(problem("photograph-changed", "media.db", _PHOTO_CHANGED, **facts))
    for sha256, whose in sorted(wanted.items()):
        facts = {"sha256": sha256[:12], "whose": whose}
        report(problem("photograph-missing", "media.db", _PHOTO_MISSING, **facts))


def _photographs(connection: Connection) -> dict[str, str]:
    """Return whose every photograph is, by its digest."""
    weapons = select(PhotographRow.sha256, WeaponRow.number).join(
        WeaponRow, WeaponRow.id == PhotographRow.weapon_id
    )
    disposals = select(DisposalPhotographRow.sha256, DisposalPhotographRow.order_id)
    checks = select(CheckPhotographRow.sha256, CheckPhotographRow.check_id)
    found: dict[str, str] = {}
    for statement, whose in ((checks, _OF_CHECK), (disposals, _OF_ORDER), (weapons, _OF_WEAPON)):
        for sha256, name in connection.execute(statement):
            seq = name & _SEQ_BITS if isinstance(name, int) else name
            found[sha256] = tr(whose, name=name, seq=seq)
    return found


__all__ = ["check_chain", "check_pages", "guards", "verify"]
