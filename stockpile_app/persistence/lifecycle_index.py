"""Reads what a weapon was in over its life: movements, orders, jobs, incidents, and its parts."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection, Select, select

from stockpile_app.domain.disposal_records import DisposalLineState, order_number
from stockpile_app.domain.marking_work import job_number
from stockpile_app.domain.timeline import Names
from stockpile_app.persistence import movement_index
from stockpile_app.persistence.base import table_of
from stockpile_app.persistence.place_index import PlaceBook
from stockpile_app.persistence.tables import (
    ORIGIN_BITS,
    DisposalLineRow,
    IncidentWeaponRow,
    MarkingLineRow,
    MovementLineRow,
    OriginRow,
    PersonRow,
)

_SEQ: Final = (1 << ORIGIN_BITS) - 1
_ON: Final = table_of(DisposalLineRow).c


def order_of(connection: Connection, weapon_id: int) -> int | None:
    """Return the newest disposal order that a weapon is on and was not taken off."""
    return connection.execute(
        select(_ON.order_id)
        .where(_ON.weapon_id == weapon_id, _ON.state != DisposalLineState.REMOVED.value)
        .order_by(_ON.order_id.desc())
        .limit(1)
    ).scalar()


def subjects_of(connection: Connection, weapon_id: int) -> dict[int, str]:
    """Return everything that a weapon was in, by id, with its number as papers give it."""
    origins = {
        row.number: row.origin
        for row in connection.execute(select(OriginRow.number, OriginRow.origin))
    }

    def ids(statement: Select[tuple[int]]) -> list[int]:
        return sorted(set(connection.execute(statement).scalars()))

    found = {
        each: str(each & _SEQ)
        for each in ids(
            select(IncidentWeaponRow.incident_id).where(IncidentWeaponRow.weapon_id == weapon_id)
        )
    }
    movements = ids(
        select(MovementLineRow.movement_id).where(MovementLineRow.weapon_id == weapon_id)
    )
    found |= movement_index.numbers(connection, movements)
    for statement, number in (
        (select(_ON.order_id).where(_ON.weapon_id == weapon_id), order_number),
        (
            select(MarkingLineRow.job_id).where(MarkingLineRow.weapon_id == weapon_id),
            job_number,
        ),
    ):
        for each in ids(statement):
            found[each] = number(origins[each >> ORIGIN_BITS], each & _SEQ)
    return found


def names(connection: Connection, book: PlaceBook) -> Names:
    """Return what places and people are called, closed and retired ones too."""
    people = connection.execute(select(PersonRow.id, PersonRow.name, PersonRow.code))
    return Names(
        {place_id: place.path for place_id, place in book.by_id.items()},
        {row.id: movement_index.title(row.name, row.code) for row in people},
    )
