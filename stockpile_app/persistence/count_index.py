"""Reads what counters say, and answers a scan: by keys alone, in a register of any size."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, bindparam, func, select

from stockpile_app.domain.counting import TypeKey
from stockpile_app.domain.numbers import RegisterNumber
from stockpile_app.domain.serials import normalise
from stockpile_app.domain.stocktake_records import (
    CountedWeapon,
    CountLineRecord,
    TypeCountRecord,
)
from stockpile_app.domain.vocabulary import CountMeans, Status
from stockpile_app.persistence import search
from stockpile_app.persistence.base import table_of
from stockpile_app.persistence.tables import (
    ORIGIN_BITS,
    CountLineRow,
    PlaceRow,
    SampleLineRow,
    StocktakeRow,
    TypeCountRow,
    WeaponRow,
)
from stockpile_app.persistence.unit_of_work import moment_of
from stockpile_app.persistence.values import portions
from stockpile_app.persistence.weapon_records import CATEGORY, STATUS

MOST_CANDIDATES: Final = 20
FEWEST_DIGITS: Final = 3
_WITH_CHECK: Final = re.compile(r"([0-9]{3,9}(?=[A-Z])|[0-9]{6,9})([0-9A-Z])")
"""A letter after digits is a check character; a digit is one where there are enough before it."""

_S: Final = table_of(StocktakeRow).c
_C: Final = table_of(CountLineRow).c
_W: Final = table_of(WeaponRow).c
_P: Final = table_of(PlaceRow).c
_FACE: Final = (_W.id, _W.number, _W.serial, _W.maker, _W.model, _W.calibre, _W.category)
_FACES: Final = select(*_FACE, _W.status)

# built once: a scan is answered faster than a statement is built
_STATE: Final = select(
    _S.id, _S.kind, _S.place_id, _S.state, _S.finished_first, _S.finished_second, _S.sample
).where(_S.id == bindparam("stocktake"))
_WEAPON: Final = _FACES.where(_W.id == bindparam("weapon"))
_SAME_SERIAL: Final = (
    _FACES.where(_W.serial_norm == bindparam("serial")).order_by(_W.id).limit(MOST_CANDIDATES + 1)
)
_LAST: Final = select(func.max(_W.id)).where(_W.id < 1 << ORIGIN_BITS)
_PARENT: Final = select(_P.parent_id, _P.closed_seq).where(_P.id == bindparam("place"))
_IN_SAMPLE: Final = select(SampleLineRow.position).where(
    SampleLineRow.stocktake_id == bindparam("stocktake"),
    SampleLineRow.weapon_id == bindparam("weapon"),
)
_OF: Final = (_C.stocktake_id == bindparam("stocktake"), _C.counter == bindparam("counter"))
_HOW_MANY: Final = select(func.count()).select_from(table_of(CountLineRow)).where(*_OF)
_LINE: Final = (
    select(table_of(CountLineRow), *_FACE[1:], _P.depot, _P.store, _P.within)
    .outerjoin(table_of(WeaponRow), _W.id == _C.weapon_id)
    .outerjoin(table_of(PlaceRow), _P.id == _C.place_id)
)
_LINE_OF_WEAPON: Final = _LINE.where(*_OF, _C.weapon_id == bindparam("weapon"))
_ONE_LINE: Final = _LINE.where(_C.id == bindparam("line"))
_STRANGERS: Final = _LINE.where(*_OF, _C.weapon_id.is_(None)).order_by(_C.id)


class CountState(NamedTuple):
    """What a scan must know of its stocktake."""

    id: int
    kind: str
    place_id: int
    state: str
    finished_first: bool
    finished_second: bool
    sample: int


class Candidate(NamedTuple):
    """A weapon that may be meant, with what the register says of it."""

    weapon: CountedWeapon
    status: Status


def state(connection: Connection, stocktake_id: int) -> CountState | None:
    """Return how far a stocktake is."""
    row = connection.execute(_STATE, {"stocktake": stocktake_id}).first()
    return CountState(*row) if row else None


def is_inside(connection: Connection, place_id: int, outer: int) -> bool:
    """Whether an open place is ``outer`` or inside it."""
    at: int | None = place_id
    while at is not None:
        row = connection.execute(_PARENT, {"place": at}).first()
        if row is None or row.closed_seq is not None:
            return False
        if at == outer:
            return True
        at = row.parent_id
    return False


def place_name(connection: Connection, place_id: int) -> str:
    """Return the name of a place below its depot; the depot's own where it is none."""
    row = connection.execute(select(_P.depot, _P.store, _P.within).where(_P.id == place_id)).one()
    return _name(row)


def in_sample(connection: Connection, stocktake_id: int, weapon_id: int) -> bool:
    """Whether a weapon is one of those that a stocktake looks for."""
    values = {"stocktake": stocktake_id, "weapon": weapon_id}
    return connection.execute(_IN_SAMPLE, values).first() is not None


# --- which weapon is meant ---------------------------------------------------------------------


def weapon(connection: Connection, weapon_id: int) -> Candidate | None:
    """Return one weapon."""
    row = connection.execute(_WEAPON, {"weapon": weapon_id}).first()
    return _candidate(row) if row else None


def of_serial(connection: Connection, serial: str) -> list[Candidate]:
    """Return the weapons with a normalised serial, one more than are shown."""
    return [_candidate(row) for row in connection.execute(_SAME_SERIAL, {"serial": serial})]


def ending_in(connection: Connection, text: str, origin: str) -> list[Candidate]:
    """Return the weapons whose serial or register number ends so, one more than are shown.

    In the whole register: were only those looked at that are expected, the answer would tell which
    are. A number may be typed with its check character; ``origin`` is that of this register.
    """
    serial = normalise(text)
    if len(serial) < FEWEST_DIGITS:
        return []
    ends = _FACES.where(
        search.serial_contains(serial), _W.serial_norm.endswith(serial, autoescape=True)
    )
    rows = connection.execute(
        ends.order_by(func.length(_W.serial_norm), _W.serial_norm, _W.id).limit(MOST_CANDIDATES + 1)
    ).all()
    found = {row.id: _candidate(row) for row in rows}
    ids = [each for each in _numbered(connection, serial, origin) if each not in found]
    if ids:
        numbered = connection.execute(_FACES.where(_W.id.in_(ids)).order_by(_W.id))
        found |= {row.id: _candidate(row) for row in numbered}
    return list(found.values())[: MOST_CANDIDATES + 1]


def _numbered(connection: Connection, typed: str, origin: str) -> list[int]:
    """Return ids of this register whose sequence ends in what was typed, some of many."""
    found: list[int] = []
    if typed.isdecimal() and typed.isascii():
        found = list(_ending(connection, typed)[: MOST_CANDIDATES + 1])
    if match := _WITH_CHECK.fullmatch(typed):
        digits, check = match.groups()
        found += [
            each
            for each in _ending(connection, digits)
            if each not in found and str(RegisterNumber(origin, each)).endswith(check)
        ]
    return found[: 2 * MOST_CANDIDATES]


def _ending(connection: Connection, digits: str) -> range:
    """Return the sequences that end in ``digits``."""
    last = connection.execute(_LAST).scalar() or 0
    step = 10 ** len(digits)
    return range(int(digits) or step, last + 1, step)


def _candidate(row: Any) -> Candidate:
    return Candidate(_face(row), STATUS[row.status])


def _face(row: Any) -> CountedWeapon:
    return CountedWeapon(
        id=row.id,
        number=row.number,
        serial=row.serial,
        maker=row.maker,
        model=row.model,
        calibre=row.calibre,
        category=CATEGORY[row.category],
    )


# --- lines -------------------------------------------------------------------------------------


def how_many(connection: Connection, stocktake_id: int, counter: int) -> int:
    """Return how many lines a counter has."""
    values = {"stocktake": stocktake_id, "counter": counter}
    return connection.execute(_HOW_MANY, values).scalar_one()


def line(connection: Connection, line_id: int) -> CountLineRecord | None:
    """Return one line of a counter."""
    row = connection.execute(_ONE_LINE, {"line": line_id}).first()
    return _line(row) if row else None


def line_of_weapon(
    connection: Connection, stocktake_id: int, counter: int, weapon_id: int
) -> CountLineRecord | None:
    """Return the line that a counter has of a weapon."""
    values = {"stocktake": stocktake_id, "counter": counter, "weapon": weapon_id}
    row = connection.execute(_LINE_OF_WEAPON, values).first()
    return _line(row) if row else None


def lines(
    connection: Connection,
    stocktake_id: int,
    counter: int,
    *,
    before: int | None = None,
    limit: int = 200,
) -> list[CountLineRecord]:
    """Return what a counter saw, newest first, from below the id ``before``."""
    statement = _LINE.where(*_OF).order_by(_C.id.desc()).limit(limit)
    if before is not None:
        statement = statement.where(_C.id < before)
    rows = connection.execute(statement, {"stocktake": stocktake_id, "counter": counter})
    return [_line(row) for row in rows]


def strangers(connection: Connection, stocktake_id: int, counter: int) -> list[CountLineRecord]:
    """Return the weapons that a counter saw and the register does not know, oldest first."""
    rows = connection.execute(_STRANGERS, {"stocktake": stocktake_id, "counter": counter})
    return [_line(row) for row in rows]


def type_counts(connection: Connection, stocktake_id: int, counter: int) -> list[TypeCountRecord]:
    """Return how many of each type a counter counted, sorted by type."""
    table = table_of(TypeCountRow)
    rows = connection.execute(
        select(table).where(table.c.stocktake_id == stocktake_id, table.c.counter == counter)
    )
    found = [
        TypeCountRecord(TypeKey(row.category, row.model, row.calibre), row.quantity) for row in rows
    ]
    return sorted(found, key=lambda each: each.kind)


def faces(connection: Connection, ids: Sequence[int]) -> dict[int, Candidate]:
    """Return weapons by id; any number of them."""
    found: dict[int, Candidate] = {}
    for some in portions(ids):
        rows = connection.execute(_FACES.where(_W.id.in_(some)))
        found |= {row.id: _candidate(row) for row in rows}
    return found


def _line(row: Any) -> CountLineRecord:
    seen = None
    if row.weapon_id is not None:
        seen = CountedWeapon(
            row.weapon_id,
            row.number,
            row.serial,
            row.maker,
            row.model,
            row.calibre,
            CATEGORY[row.category],
        )
    return CountLineRecord(
        id=row.id,
        stocktake_id=row.stocktake_id,
        counter=row.counter,
        weapon=seen,
        place_id=row.place_id,
        place=_name(row) if row.place_id is not None else "",
        means=CountMeans(row.means),
        serial_read=row.serial_read,
        altered=bool(row.altered),
        description=row.description,
        counted_at=moment_of(row.counted_at),
    )


def _name(row: Any) -> str:
    return " / ".join(filter(None, (row.store, row.within))) or str(row.depot)
