"""Weapons, their photographs, and the text index over their serial numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, select, update

from stockpile_app.domain.facts import (
    IdentityCorrected,
    PhotographAdded,
    RegistrationWithdrawn,
    WeaponDescribed,
    WeaponRegistered,
)
from stockpile_app.domain.serials import fold, normalise
from stockpile_app.domain.vocabulary import Status
from stockpile_app.persistence.base import table_of
from stockpile_app.persistence.ledger_store import insert_rows
from stockpile_app.persistence.projections.projector import Projector, Stated, handles
from stockpile_app.persistence.tables import (
    PhotographRow,
    WeaponEntryRow,
    WeaponRow,
    id_in,
)

_INDEX = "INSERT INTO weapon_serial (rowid, serial_norm) VALUES (?, ?)"
_UNINDEX = "INSERT INTO weapon_serial (weapon_serial, rowid, serial_norm) VALUES ('delete', ?, ?)"

_WITHDRAW = (
    update(table_of(WeaponRow))
    .where(table_of(WeaponRow).c.id == bindparam("weapon"))
    .values(
        status=Status.WITHDRAWN.value,
        changed_seq=bindparam("entry"),
        row_key=None,
        # what is withdrawn is not found by its serial, and stands in nobody's way
        serial_norm="",
        serial_fold="",
    )
)


@handles(WeaponRegistered)
def _registered(projector: Projector, batch: Sequence[Stated]) -> None:
    rows = [_new_row(projector, stated) for stated in batch]
    insert_rows(projector.connection, table_of(WeaponRow), rows)
    # the index points into the table by id, so it follows the rows
    _index(projector, [(row[0], row[3]) for row in rows if row[3]])
    projector.changed_weapons([row[0] for row in rows])


def _new_row(projector: Projector, stated: Stated) -> tuple[Any, ...]:
    fact: WeaponRegistered = stated.fact
    origin = projector.origin_number(stated.origin)
    serial = fact.serial
    return (
        id_in(origin, int(fact.number.split("-")[1])),
        fact.number,
        serial,
        normalise(serial) if serial else "",
        fold(serial) if serial else "",
        fact.serial_state.value,
        fact.maker,
        fact.model,
        fact.calibre,
        fact.country,
        fact.year,
        fact.category and fact.category.value,
        fact.condition and fact.condition.value,
        Status.IN_STORE.value,
        id_in(origin, fact.place),
        fact.received_on,
        fact.source,
        fact.reference,
        fact.notes,
        fact.batch,
        fact.row_key,
        stated.seq,
        stated.seq,
        0,
        0,
    )


def _index(projector: Projector, rows: Sequence[tuple[int, object]]) -> None:
    if rows and projector.text_index:
        projector.connection.exec_driver_sql(_INDEX, list(rows))


@handles(WeaponDescribed)
def _described(projector: Projector, batch: Sequence[Stated]) -> None:
    for stated in batch:
        fact: WeaponDescribed = stated.fact
        _further_entry(
            projector,
            stated,
            category=fact.category and fact.category.value,
            condition=fact.condition and fact.condition.value,
            source=fact.source,
            reference=fact.reference,
            notes=fact.notes,
        )


@handles(IdentityCorrected)
def _corrected(projector: Projector, batch: Sequence[Stated]) -> None:
    for stated in batch:
        fact: IdentityCorrected = stated.fact
        serial_norm = normalise(fact.serial) if fact.serial else ""
        _unindex(projector, [projector.weapon_id(fact.number)])
        _further_entry(
            projector,
            stated,
            serial=fact.serial,
            serial_norm=serial_norm,
            serial_fold=fold(fact.serial) if fact.serial else "",
            serial_state=fact.serial_state.value,
            maker=fact.maker,
            model=fact.model,
            calibre=fact.calibre,
            country=fact.country,
            year=fact.year,
        )
        if serial_norm:
            _index(projector, [(projector.weapon_id(fact.number), serial_norm)])


def _unindex(projector: Projector, ids: Sequence[int]) -> None:
    """Take weapons out of the text index, which must be told what it was given."""
    if not projector.text_index:
        return
    old = projector.connection.execute(
        select(WeaponRow.id, WeaponRow.serial_norm).where(
            WeaponRow.id.in_(ids), WeaponRow.serial_norm != ""
        )
    )
    rows = [(row[0], row[1]) for row in old]
    if rows:
        projector.connection.exec_driver_sql(_UNINDEX, rows)


@handles(RegistrationWithdrawn)
def _withdrawn(projector: Projector, batch: Sequence[Stated]) -> None:
    ids = [projector.weapon_id(stated.fact.number) for stated in batch]
    _remember(projector, [(i, s.origin, s.seq) for i, s in zip(ids, batch, strict=True)])
    _unindex(projector, ids)
    projector.connection.execute(
        _WITHDRAW,
        [{"weapon": i, "entry": s.seq} for i, s in zip(ids, batch, strict=True)],
    )
    projector.changed_weapons(ids)


@handles(PhotographAdded)
def _photograph_added(projector: Projector, batch: Sequence[Stated]) -> None:
    for stated in batch:
        fact: PhotographAdded = stated.fact
        row = (
            stated.origin,
            stated.seq,
            projector.weapon_id(fact.number),
            fact.sha256,
            fact.media_type,
            fact.size,
            fact.caption,
            fact.occurred_on,
        )
        insert_rows(projector.connection, table_of(PhotographRow), [row])
        _further_entry(projector, stated, photographs=WeaponRow.photographs + 1)


def _further_entry(projector: Projector, stated: Stated, **values: object) -> None:
    weapon_id = projector.weapon_id(stated.fact.number)
    _remember(projector, [(weapon_id, stated.origin, stated.seq)])
    projector.connection.execute(
        update(WeaponRow).where(WeaponRow.id == weapon_id).values(changed_seq=stated.seq, **values)
    )
    projector.changed_weapons([weapon_id])


def _remember(projector: Projector, rows: Sequence[tuple[int, str, int]]) -> None:
    insert_rows(projector.connection, table_of(WeaponEntryRow), rows)
