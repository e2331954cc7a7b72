"""Weapon rows as records."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import Connection, select

from stockpile_app.domain.records import WeaponRecord
from stockpile_app.domain.vocabulary import Category, Condition, SerialState, Status
from stockpile_app.persistence.base import table_of
from stockpile_app.persistence.place_index import PlaceBook, read_places
from stockpile_app.persistence.tables import WeaponRow

_W: Final = table_of(WeaponRow).c
COLUMNS: Final = (
    _W.id,
    _W.number,
    _W.serial,
    _W.serial_state,
    _W.maker,
    _W.model,
    _W.calibre,
    _W.country,
    _W.year,
    _W.category,
    _W.condition,
    _W.status,
    _W.place_id,
    _W.received_on,
    _W.source,
    _W.reference,
    _W.notes,
    _W.batch,
    _W.registered_seq,
    _W.marks,
    _W.photographs,
)


def load(
    connection: Connection, ids: Sequence[int], places: PlaceBook | None = None
) -> dict[int, WeaponRecord]:
    """Return the records of ``ids`` that exist, in no particular order."""
    places = places or read_places(connection)
    rows = connection.execute(select(*COLUMNS).where(_W.id.in_(ids)))
    return {row[0]: record_of(row, places) for row in rows}


def record_of(row: Any, places: PlaceBook) -> WeaponRecord:
    """Return the record of a row of ``COLUMNS``."""
    depot, store, rack = places.names(row[12])
    return WeaponRecord(
        id=row[0],
        number=row[1],
        serial=row[2],
        serial_state=_SERIAL_STATE[row[3]],
        maker=row[4],
        model=row[5],
        calibre=row[6],
        country=row[7],
        year=row[8],
        category=CATEGORY[row[9]],
        condition=CONDITION[row[10]],
        status=STATUS[row[11]],
        place_id=row[12],
        depot=depot,
        store=store,
        rack=rack,
        received_on=dt.date.fromisoformat(row[13]) if row[13] else None,
        source=row[14],
        reference=row[15],
        notes=row[16],
        batch=row[17],
        registered_seq=row[18],
        marks=row[19],
        photographs=row[20],
    )


# a dictionary look-up is ten times faster than calling the enum, which every painted row would
CATEGORY: Final[dict[str | None, Category | None]] = {None: None, **{e.value: e for e in Category}}
CONDITION: Final[dict[str | None, Condition | None]] = {
    None: None,
    **{e.value: e for e in Condition},
}
STATUS: Final = {e.value: e for e in Status}
_SERIAL_STATE: Final = {e.value: e for e in SerialState}
