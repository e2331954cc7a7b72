"""Reads what a weapon was in over its life: movements, orders, jobs, incidents, and its parts."""

from __future__ import annotations

from typing import Final, NamedTuple

from sqlalchemy import Connection, select

from stockpile_app.domain.disposal_records import DisposalLineState, order_number
from stockpile_app.domain.marking_work import job_number
from stockpile_app.domain.surplus import declaration_number
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
    SurplusLineRow,
)

_SEQ: Final = (1 << ORIGIN_BITS) - 1
_ON: Final = table_of(DisposalLineRow).c


class Subject(NamedTuple):
    """Something that a weapon was in: its id, the entry that began it, and its number."""

    id: int
    origin: str
    seq: int
    number: str


def order_of(connection: Connection, weapon_id: int) -> int | None:
    """Return the newest disposal order that a weapon is on and was not taken off."""
    return connection.execute(
        select(_ON.order_id)
        .where(_ON.weapon_id == weapon_id, _ON.state != DisposalLineState.REMOVED.value)
        .order_by(_ON.order_id.desc())
        .limit(1)
    ).scalar()


def subjects_of(connection: Connection, weapon_id: int) -> list[Subject]:
    """Return every movement, order, job and incident that a weapon was in."""
    rows = connection.execute(select(OriginRow.number, OriginRow.origin))
    origins = {row.number: row.origin for row in rows}
    found: list[Subject] = []
    for column, owner, number in (
        (table_of(IncidentWeaponRow).c.incident_id, IncidentWeaponRow.weapon_id, _plain),
        (_ON.order_id, DisposalLineRow.weapon_id, order_number),
        (table_of(MarkingLineRow).c.job_id, MarkingLineRow.weapon_id, job_number),
        (
            table_of(SurplusLineRow).c.declaration_id,
            SurplusLineRow.weapon_id,
            declaration_number,
        ),
    ):
        for each in connection.execute(select(column).distinct().where(owner == weapon_id)):
            origin, seq = origins[each[0] >> ORIGIN_BITS], each[0] & _SEQ
            found.append(Subject(each[0], origin, seq, number(origin, seq)))
    lines = table_of(MovementLineRow).c
    moved = connection.execute(select(lines.movement_id).where(lines.weapon_id == weapon_id))
    for movement, number_ in movement_index.numbers(connection, moved.scalars()).items():
        origin, seq = origins[movement >> ORIGIN_BITS], movement & _SEQ
        found.append(Subject(movement, origin, seq, number_))
    return found


def _plain(_origin: str, seq: int) -> str:
    return str(seq)


def names(connection: Connection, book: PlaceBook) -> Names:
    """Return what places and people are called, closed and retired ones too."""
    people = connection.execute(select(PersonRow.id, PersonRow.name, PersonRow.code))
    return Names(
        {place_id: place.path for place_id, place in book.by_id.items()},
        {row.id: movement_index.title(row.name, row.code) for row in people},
    )
