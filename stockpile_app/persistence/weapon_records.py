"""Weapon rows as records."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import Connection, Select, select
from sqlalchemy.orm import aliased

from stockpile_app.domain.records import WeaponRecord
from stockpile_app.domain.vocabulary import Category, Condition, SerialState, Status
from stockpile_app.persistence.base import table_of
from stockpile_app.persistence.tables import PlaceRow, WeaponRow

_W: Final = table_of(WeaponRow).c
_INNER, _MIDDLE, _OUTER = aliased(PlaceRow), aliased(PlaceRow), aliased(PlaceRow)
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
    _INNER.name,
    _MIDDLE.name,
    _OUTER.name,
)
SERIAL_NORM: Final = 21
"""Where in a row of ``records()`` the normalised serial is."""

_RECORDS: Final = (
    select(*_COLUMNS)
    .join(_INNER, _INNER.id == _W.place_id)
    .outerjoin(_MIDDLE, _MIDDLE.id == _INNER.parent_id)
    .outerjoin(_OUTER, _OUTER.id == _MIDDLE.parent_id)
)


def records() -> Select[Any]:
    """Return the statement whose rows ``record_of`` reads; the places come by their keys."""
    return _RECORDS


def load(connection: Connection, ids: Sequence[int]) -> dict[int, WeaponRecord]:
    """Return the records of ``ids`` that exist, in no particular order."""
    rows = connection.execute(_RECORDS.where(_W.id.in_(ids))).all()
    return {row[0]: record_of(row) for row in rows}


def record_of(row: Any) -> WeaponRecord:
    """Return the record of a row of ``records()``."""
    names = [name for name in row[24:21:-1] if name is not None]
    depot, store, rack = (*names, "", "")[:3]
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
