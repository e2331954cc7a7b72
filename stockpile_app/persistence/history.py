"""Reads entries as people read them: the history of a weapon, the audit trail, imports, users."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, Final

import msgspec
from sqlalchemy import Connection, Row, Select, bindparam, func, select

from stockpile_app.domain.access import Role
from stockpile_app.domain.records import (
    BatchRecord,
    EntryRecord,
    MarkRecord,
    PhotographRecord,
    RegisterRecord,
    SealRecord,
    UserRecord,
)
from stockpile_app.ledger.seals import Seal
from stockpile_app.persistence import marking_index
from stockpile_app.persistence.base import table_of
from stockpile_app.persistence.tables import (
    BatchRow,
    EntryRow,
    MarkRow,
    OriginRow,
    PhotographRow,
    PlaceRow,
    ProfileRow,
    UserRow,
    WeaponEntryRow,
    WeaponRow,
)
from stockpile_app.persistence.tables.ledger import KIND_OF_MANY, NOT_OF_MANY
from stockpile_app.persistence.unit_of_work import moment_of


def register(connection: Connection) -> RegisterRecord:
    """Return this register as its first entry states it."""
    row = connection.execute(select(table_of(OriginRow)).where(OriginRow.number == 0)).one()
    return RegisterRecord(row.origin, row.authority, row.country, moment_of(row.created_at))


def users(connection: Connection) -> list[UserRecord]:
    """Return all users, retired ones too."""
    rows = connection.execute(select(table_of(UserRow)).order_by(UserRow.name))
    return [_user(row) for row in rows]


def user(connection: Connection, name: str) -> UserRecord | None:
    """Return the user of exactly this name."""
    row = connection.execute(_USER, {"wanted": name}).first()
    return _user(row) if row else None


_USER: Final = select(table_of(UserRow)).where(UserRow.name == bindparam("wanted"))


def _user(row: Row[Any]) -> UserRecord:
    return UserRecord(
        name=row.name,
        full_name=row.full_name,
        roles=tuple(map(Role, row.roles.split())),
        retired=row.retired_seq is not None,
        added_at=moment_of(row.added_at),
    )


def weapon_history(connection: Connection, weapon_id: int) -> list[EntryRecord]:
    """Return every entry about a weapon, oldest first."""
    first = connection.execute(
        select(table_of(EntryRow))
        .join(OriginRow, OriginRow.origin == EntryRow.origin)
        .join(WeaponRow, WeaponRow.registered_seq == EntryRow.seq)
        .where(WeaponRow.id == weapon_id, OriginRow.number == weapon_id >> 32)
    ).all()
    further = connection.execute(
        select(table_of(EntryRow))
        .join(
            WeaponEntryRow,
            (WeaponEntryRow.origin == EntryRow.origin) & (WeaponEntryRow.seq == EntryRow.seq),
        )
        .where(WeaponEntryRow.weapon_id == weapon_id)
        .order_by(EntryRow.seq)
    ).all()
    return [entry_record(row) for row in (*first, *further)]


def entries(
    connection: Connection,
    *,
    before: int | None = None,
    kinds: Sequence[str] = (),
    limit: int = 200,
) -> list[EntryRecord]:
    """Return entries of the audit trail, newest first, from below ``before``."""
    # origin by origin and kind by kind, which a key answers from its end: otherwise every entry is
    # read, or sorted
    rows = [
        row
        for origin in connection.scalars(select(OriginRow.origin)).all()
        for kind in (*kinds,) or (None,)
        for row in connection.execute(_newest(origin, kind, before, limit))
    ]
    rows.sort(key=lambda row: row.seq, reverse=True)
    return [entry_record(row) for row in rows[:limit]]


def _newest(origin: str, kind: str | None, before: int | None, limit: int) -> Select[Any]:
    seqs = select(EntryRow.seq).where(EntryRow.origin == origin)
    if before is not None:
        seqs = seqs.where(EntryRow.seq < before)
    if kind is not None:
        seqs = seqs.where(EntryRow.kind == kind)
    if kind not in {None, KIND_OF_MANY}:
        seqs = seqs.where(NOT_OF_MANY)
    # the numbers first: they stand in the index, whole entries SQLite would rather read in order
    seqs = seqs.order_by(EntryRow.seq.desc()).limit(limit)
    entry = table_of(EntryRow)
    return select(entry).where(EntryRow.origin == origin, EntryRow.seq.in_(seqs))


def by_seq(connection: Connection, seqs: Sequence[int]) -> list[EntryRecord]:
    """Return these entries of this register, oldest first."""
    rows = connection.execute(
        select(table_of(EntryRow))
        .join(OriginRow, OriginRow.origin == EntryRow.origin)
        .where(OriginRow.number == 0, EntryRow.seq.in_(seqs))
        .order_by(EntryRow.seq)
    )
    return [entry_record(row) for row in rows]


def marks(connection: Connection, weapon_id: int) -> list[MarkRecord]:
    """Return the marks of a weapon, in the order they were recorded."""
    rows = connection.execute(
        select(table_of(MarkRow)).where(MarkRow.weapon_id == weapon_id).order_by(MarkRow.seq)
    )
    return [marking_index.mark_of(row) for row in rows]


def photographs(connection: Connection, weapon_id: int) -> list[PhotographRecord]:
    """Return the photographs of a weapon, in the order they were recorded."""
    rows = connection.execute(
        select(table_of(PhotographRow))
        .where(PhotographRow.weapon_id == weapon_id)
        .order_by(PhotographRow.seq)
    )
    return [
        PhotographRecord(
            seq=row.seq,
            sha256=row.sha256,
            media_type=row.media_type,
            size=row.size,
            caption=row.caption,
            taken_on=dt.date.fromisoformat(row.taken_on),
        )
        for row in rows
    ]


def batches(connection: Connection) -> list[BatchRecord]:
    """Return all imports, newest first."""
    rows = connection.execute(select(table_of(BatchRow)).order_by(BatchRow.seq.desc()))
    return [
        BatchRecord(
            batch=row.seq,
            files=tuple(row.files.split("\n")),
            recorded_at=moment_of(row.recorded_at),
            recorded_by=row.recorded_by,
            profile=row.profile,
            read=row.read,
            created=row.created,
            unchanged=row.unchanged,
            skipped=row.skipped,
            errors=row.errors,
            undone=row.undone_seq is not None,
        )
        for row in rows
    ]


def profiles(connection: Connection) -> dict[str, tuple[dict[str, str], str]]:
    """Return the remembered column mappings: name to (mapping, shipped profile it builds on)."""
    rows = connection.execute(select(table_of(ProfileRow)).order_by(ProfileRow.name))
    return {
        row.name: (msgspec.json.decode(row.mapping, type=dict[str, str]), row.base) for row in rows
    }


def touched_since_import(connection: Connection, batch: int) -> list[str]:
    """Return the numbers of weapons of an import that later entries are about."""
    return list(
        connection.execute(
            select(WeaponRow.number)
            .where(WeaponRow.batch == batch, WeaponRow.changed_seq != WeaponRow.registered_seq)
            .limit(20)
        ).scalars()
    )


def weapons_of_batch(connection: Connection, batch: int) -> list[tuple[str, int]]:
    """Return (number, seq of the registration) of an import's weapons, in order."""
    rows = connection.execute(
        select(WeaponRow.number, WeaponRow.registered_seq)
        .where(WeaponRow.batch == batch)
        .order_by(WeaponRow.id)
    )
    return [(row[0], row[1]) for row in rows]


def places_of_batch(connection: Connection, batch: int) -> list[int]:
    """Return the ids of open places that an import added, innermost first."""
    rows = connection.execute(
        select(PlaceRow.id)
        .where(PlaceRow.batch == batch, PlaceRow.closed_seq.is_(None))
        .order_by(PlaceRow.id.desc())
    )
    return list(rows.scalars())


def last_sequences(connection: Connection) -> tuple[int, int]:
    """Return the highest sequence of this register's weapons and places."""
    limit = 1 << 32
    weapon = connection.execute(select(func.max(WeaponRow.id)).where(WeaponRow.id < limit)).scalar()
    place = connection.execute(select(func.max(PlaceRow.id)).where(PlaceRow.id < limit)).scalar()
    return weapon or 0, place or 0


def identity_seq(connection: Connection, weapon_id: int) -> int:
    """Return the entry that states the weapon's present identity."""
    corrections = [
        entry.seq
        for entry in weapon_history(connection, weapon_id)
        if entry.kind in {"weapon-registered", "identity-corrected"}
    ]
    return corrections[-1]


def entry_record(row: Row[tuple[object, ...]]) -> EntryRecord:
    """Return a row of the ledger as people read it."""
    return EntryRecord(
        origin=row.origin,
        seq=row.seq,
        recorded_at=moment_of(row.recorded_at),
        recorded_by=row.recorded_by,
        approved_by=row.approved_by,
        kind=row.kind,
        body=row.body.decode("utf-8", "replace"),
        digest=row.digest.hex(),
    )


def seal_record(seal: Seal) -> SealRecord:
    """Return a seal as documents show it."""
    return SealRecord(
        origin=seal.origin,
        seq=seal.seq,
        digest=seal.digest.hex(),
        made_at=moment_of(seal.made_at),
        occasion=seal.occasion,
        signature=seal.signature.hex(),
        code=seal.code,
    )
