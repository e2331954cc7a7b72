"""Search by register number, by any part of a serial number, and by look-alikes."""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    String,
    column,
    false,
    func,
    literal_column,
    select,
    table,
)

from stockpile_app.domain import numbers
from stockpile_app.domain.records import FindResult, WeaponRecord
from stockpile_app.domain.serials import fold, normalise
from stockpile_app.persistence.base import table_of
from stockpile_app.persistence.tables import OriginRow, WeaponRow, id_in
from stockpile_app.persistence.weapon_records import load

_W: Final = table_of(WeaponRow).c
_FTS: Final = table("weapon_serial", column("rowid"))
_SHORTEST: Final = 3
"""A trigram index knows nothing shorter."""


def find(connection: Connection, wanted: str, limit: int) -> FindResult:
    """Find weapons by number or serial: exact first, then any part, then look-alikes.

    Withdrawn registrations have no searchable serial; their number still finds them.
    """
    serial = normalise(wanted)
    if not serial:
        return FindResult(0, ())
    number = weapon_by_number(connection, wanted)
    ids = [] if number is None else [number]
    exact = select(_W.id).where(_W.serial_norm == serial).limit(limit)
    ids.extend(connection.execute(exact).scalars())
    parts, total = _parts(connection, serial, limit)
    ids = list(dict.fromkeys((*ids, *parts)))[:limit]
    alike = _look_alikes(connection, wanted, serial, limit)
    found = load(connection, [*ids, *alike])
    if number is not None and serial not in normalise(found[number].serial or ""):
        total += 1
    return FindResult(
        total=total + len(alike),
        weapons=tuple(found[each] for each in ids),
        look_alikes=tuple(found[each] for each in alike),
    )


def look_alikes(connection: Connection, wanted: str, limit: int) -> tuple[WeaponRecord, ...]:
    """Return the weapons whose serial is easily taken for this one, by number."""
    alike = _look_alikes(connection, wanted, normalise(wanted), limit)
    found = load(connection, alike)
    return tuple(found[each] for each in alike)


def weapon_by_number(connection: Connection, wanted: str) -> int | None:
    """Return the id of the weapon whose register number this is, with or without hyphens."""
    origins = {
        row.origin: row.number
        for row in connection.execute(select(OriginRow.origin, OriginRow.number))
    }
    number = numbers.parse(wanted, tuple(origins))
    if number is None or number.origin not in origins:
        return None
    weapon_id = id_in(origins[number.origin], number.sequence)
    found = connection.execute(select(_W.id).where(_W.id == weapon_id)).scalar()
    return found if isinstance(found, int) else None


def matches(connection: Connection, wanted: str) -> ColumnElement[bool]:
    """Return the condition "is this register number, or has this in its serial"."""
    number = weapon_by_number(connection, wanted)
    if number is not None:
        return _W.id == number
    serial = normalise(wanted)
    return serial_contains(serial) if serial else false()


def serial_contains(serial: str) -> ColumnElement[bool]:
    """Return the condition "has this normalised text anywhere in its serial"."""
    if len(serial) < _SHORTEST:
        return _W.serial_norm.contains(serial, autoescape=True)
    return _W.id.in_(select(_FTS.c.rowid).where(_match(serial)))


def _parts(connection: Connection, serial: str, limit: int) -> tuple[list[int], int]:
    """Return the first matches and how many there are; the text index answers both alone."""
    if len(serial) < _SHORTEST:
        key: ColumnElement[int] = _W.id
        condition = serial_contains(serial)
        source: FromClause = table_of(WeaponRow)
    else:
        condition, key, source = _match(serial), _FTS.c.rowid, _FTS
    first = connection.execute(select(key).select_from(source).where(condition).limit(limit))
    ids = list(first.scalars())
    if len(ids) < limit:
        return ids, len(ids)
    total = connection.execute(select(func.count()).select_from(source).where(condition))
    return ids, total.scalar_one()


def _match(serial: str) -> ColumnElement[bool]:
    # a NUL would end the phrase before its closing quotation mark; no serial has one
    phrase = '"' + serial.replace('"', '""').replace("\0", " ") + '"'
    return literal_column("weapon_serial", String).op("MATCH", is_comparison=True)(phrase)


def _look_alikes(connection: Connection, wanted: str, serial: str, limit: int) -> list[int]:
    folded = fold(wanted)
    if not folded:
        return []
    rows = connection.execute(
        select(_W.id, _W.serial_norm).where(_W.serial_fold == folded).order_by(_W.id).limit(limit)
    )
    return [weapon_id for weapon_id, other in rows if serial not in other]
