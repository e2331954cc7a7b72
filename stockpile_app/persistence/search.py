"""Search by register number, by any part of a serial number, and by look-alikes."""

from __future__ import annotations

from array import array
from typing import Final

from sqlalchemy import ColumnElement, Connection, column, false, func, select, table, text

from stockpile_app.domain import numbers
from stockpile_app.domain.records import FindResult
from stockpile_app.domain.serials import fold, normalise
from stockpile_app.domain.vocabulary import Status
from stockpile_app.persistence.base import table_of
from stockpile_app.persistence.tables import OriginRow, WeaponRow, id_in
from stockpile_app.persistence.weapon_records import load

_W: Final = table_of(WeaponRow).c
_FTS: Final = table("weapon_serial", column("rowid"))
_SHORTEST: Final = 3
"""A trigram index knows nothing shorter."""


def find(connection: Connection, wanted: str, limit: int) -> FindResult:
    """Find weapons by number or serial: exact first, then any part, then look-alikes."""
    number = weapon_by_number(connection, wanted)
    serial = normalise(wanted)
    if not serial:
        return FindResult(0, ())
    ids = array("q", () if number is None else (number,))
    exact = [_W.serial_norm == serial, _W.status != Status.WITHDRAWN.value]
    ids.extend(connection.execute(select(_W.id).where(*exact).limit(limit)).scalars())
    part = [serial_contains(serial), _W.status != Status.WITHDRAWN.value]
    if len(ids) < limit:
        known = set(ids)
        more = connection.execute(select(_W.id).where(*part).limit(limit)).scalars()
        ids.extend(each for each in more if each not in known)
    total = _count(connection, part)
    if number is not None and not _is_part(connection, number, serial):
        total += 1
    alike = _look_alikes(connection, wanted, serial, limit)
    ids = ids[:limit]
    found = load(connection, [*ids, *alike])
    return FindResult(
        total=total + sum(1 for each in alike if each in found),
        weapons=tuple(found[each] for each in ids),
        look_alikes=tuple(found[each] for each in alike),
    )


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
    phrase = '"' + serial.replace('"', '""') + '"'
    match = text("weapon_serial MATCH :phrase").bindparams(phrase=phrase)
    return _W.id.in_(select(_FTS.c.rowid).where(match))


def _count(connection: Connection, conditions: list[ColumnElement[bool]]) -> int:
    return connection.execute(
        select(func.count()).select_from(table_of(WeaponRow)).where(*conditions)
    ).scalar_one()


def _is_part(connection: Connection, weapon_id: int, serial: str) -> bool:
    own: str | None = connection.execute(select(_W.serial_norm).where(_W.id == weapon_id)).scalar()
    return serial in (own or "")


def _look_alikes(connection: Connection, wanted: str, serial: str, limit: int) -> list[int]:
    folded = fold(wanted)
    if not folded:
        return []
    rows = connection.execute(
        select(_W.id, _W.serial_norm)
        .where(_W.serial_fold == folded, _W.status != Status.WITHDRAWN.value)
        .order_by(_W.id)
        .limit(limit)
    )
    return [weapon_id for weapon_id, other in rows if serial not in other]
