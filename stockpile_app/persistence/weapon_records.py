"""Weapon rows as records."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import Connection, Select, select

from stockpile_app.domain.records import WeaponRecord
from stockpile_app.domain.vocabulary import Category, Condition, SerialState, Status
from stockpile_app.persistence.base import table_of
from stockpile_app.persistence.tables import CustodyRow, PersonRow, PlaceRow, WeaponRow

_W: Final = table_of(WeaponRow).c
_P: Final = table_of(PlaceRow).c
_C: Final = table_of(CustodyRow).c
_COLUMNS: Final = (
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
    _W.serial_norm,
    _P.depot,
    _P.store,
    _P.within,
    table_of(PersonRow).c.name,
    _C.due_on,
)
SERIAL_NORM: Final = 21
"""Where in a row of ``records()`` the normalised serial is."""

_RECORDS: Final = (
    select(*_COLUMNS)
    .join(table_of(PlaceRow), _P.id == _W.place_id)
    .outerjoin(table_of(CustodyRow), _C.weapon_id == _W.id)
    .outerjoin(table_of(PersonRow), table_of(PersonRow).c.id == _C.person_id)
)


def records() -> Select[Any]:
    """Return the statement whose rows ``record_of`` reads; what it joins comes by its key."""
    return _RECORDS


def load(connection: Connection, ids: Sequence[int]) -> dict[int, WeaponRecord]:
    """Return the records of ``ids`` that exist, in no particular order."""
    rows = connection.execute(_RECORDS.where(_W.id.in_(ids))).all()
    return {row[0]: record_of(row) for row in rows}


def record_of(row: Any) -> WeaponRecord:
    """Return the record of a row of ``records()``."""
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
        depot=row[22],
        store=row[23],
        rack=row[24],
        received_on=dt.date.fromisoformat(row[13]) if row[13] else None,
        source=row[14],
        reference=row[15],
        notes=row[16],
        batch=row[17],
        registered_seq=row[18],
        marks=row[19],
        photographs=row[20],
        custodian=row[25] or "",
        due_on=dt.date.fromisoformat(row[26]) if row[26] else None,
    )


# a dictionary look-up is ten times faster than calling the enum, which every painted row would
CATEGORY: Final[dict[str | None, Category | None]] = {None: None, **{e.value: e for e in Category}}
CONDITION: Final[dict[str | None, Condition | None]] = {
    None: None,
    **{e.value: e for e in Condition},
}
STATUS: Final = {e.value: e for e in Status}
_SERIAL_STATE: Final = {e.value: e for e in SerialState}
