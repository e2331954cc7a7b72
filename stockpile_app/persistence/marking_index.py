"""Reads marks, parts, how weapons came, and what marking profiles are measured by."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final

from sqlalchemy import Connection, Row, func, select

from stockpile_app.domain.marking import Marked
from stockpile_app.domain.marking_records import AcquisitionRecord, PartRecord
from stockpile_app.domain.marking_vocabulary import Acquisition, MarkingExemption, Material
from stockpile_app.domain.records import MarkRecord, WeaponRecord
from stockpile_app.domain.vocabulary import (
    Component,
    MarkMethod,
    MarkOccasion,
    MarkQuality,
    SerialState,
    Status,
)
from stockpile_app.persistence import bulk
from stockpile_app.persistence.base import table_of
from stockpile_app.persistence.place_index import read_places
from stockpile_app.persistence.tables import (
    AcquisitionRow,
    MarkRow,
    PartEntryRow,
    PartRow,
    WeaponRow,
)
from stockpile_app.persistence.values import portions
from stockpile_app.persistence.weapon_index import NOT_HELD
from stockpile_app.persistence.weapon_records import CATEGORY, load

_W: Final = table_of(WeaponRow).c
_A: Final = table_of(AcquisitionRow).c
_M: Final = table_of(MarkRow).c
_QUEUED: Final = tuple(each.value for each in Acquisition if each.is_illicit)


def mark_of(row: Any) -> MarkRecord:
    """Return the record of a row of ``mark``."""
    return MarkRecord(
        seq=row.seq,
        component=Component(row.component),
        occasion=MarkOccasion(row.occasion),
        text=row.text,
        position=row.position,
        method=MarkMethod(row.method),
        met=tuple(map(MarkQuality, row.met.split())),
        not_met=tuple(map(MarkQuality, row.not_met.split())),
        altered=row.altered,
        observed_on=dt.date.fromisoformat(row.observed_on),
        country=row.country,
        year=row.year,
        maker=row.maker,
        serial=row.serial,
        model=row.model,
        calibre=row.calibre,
        code=row.code,
        authority=row.authority,
        height=row.height,
        depth=row.depth,
        part_id=row.part_id,
        job_id=row.job_id,
    )


def marks_of(connection: Connection, weapon_ids: Sequence[int]) -> dict[int, list[MarkRecord]]:
    """Return the marks of weapons, by weapon, in the order they were recorded."""
    found: dict[int, list[MarkRecord]] = {}
    for some in portions(weapon_ids):
        rows = connection.execute(
            select(table_of(MarkRow)).where(_M.weapon_id.in_(some)).order_by(_M.seq)
        )
        for row in rows:
            found.setdefault(row.weapon_id, []).append(mark_of(row))
    return found


# --- how weapons came --------------------------------------------------------------------------


def acquisitions(connection: Connection, weapon_ids: Sequence[int]) -> dict[int, AcquisitionRecord]:
    """Return how weapons came, by weapon, of those of which it was said."""
    found: dict[int, AcquisitionRecord] = {}
    for some in portions(weapon_ids):
        rows = connection.execute(select(table_of(AcquisitionRow)).where(_A.weapon_id.in_(some)))
        found |= {row.weapon_id: _acquisition(row) for row in rows}
    return found


def _acquisition(row: Any) -> AcquisitionRecord:
    return AcquisitionRecord(
        acquisition=Acquisition(row.acquisition),
        acquired_on=dt.date.fromisoformat(row.acquired_on),
        exemption=MarkingExemption(row.exemption) if row.exemption else None,
        reference=row.reference,
    )


def queue(connection: Connection) -> list[tuple[int, dt.date, Acquisition]]:
    """Return (weapon, acquired on, how) of what is held as seized, the longest first.

    That is what was seized, found and so on and neither taken into stock nor disposed of.
    """
    rows = connection.execute(
        select(_A.weapon_id, _A.acquired_on, _A.acquisition)
        .join(table_of(WeaponRow), _W.id == _A.weapon_id)
        .where(
            _A.acquisition.in_(_QUEUED),
            _W.status.in_((Status.SEIZED.value, Status.FOR_DISPOSAL.value)),
        )
        .order_by(_A.acquired_on, _A.weapon_id)
    )
    return [(row[0], dt.date.fromisoformat(row[1]), Acquisition(row[2])) for row in rows]


# --- what is measured --------------------------------------------------------------------------


def marked_of(weapon: WeaponRecord, came: AcquisitionRecord | None) -> Marked:
    """Return what a weapon's marks are measured by."""
    return Marked(
        serial=weapon.serial,
        serial_state=weapon.serial_state,
        maker=weapon.maker,
        model=weapon.model,
        calibre=weapon.calibre,
        country=weapon.country,
        year=weapon.year,
        category=weapon.category,
        acquisition=came.acquisition if came else None,
        exemption=came.exemption if came else None,
        is_deactivated=weapon.status is Status.DEACTIVATED,
    )


@dataclass(frozen=True, slots=True)
class Unmarked:
    """Weapons without any mark, which differ in nothing that a profile asks of them."""

    depot: str
    model: str
    marked: Marked
    weapons: int


def without_marks(connection: Connection, place: int | None) -> list[Unmarked]:
    """Return the weapons without any mark, those that are alike counted together."""
    places = read_places(connection)
    kinds = (_W.place_id, _W.model, _W.serial_state, _W.category, _W.status, *_CAME)
    statement = _measured(connection, place, select(*kinds)).where(_W.marks == 0)
    found = []
    for row, weapons in bulk.tally(connection, statement).items():
        came = Acquisition(row[5]) if row[5] else None
        marked = Marked(
            serial=None,
            serial_state=SerialState(row[2]),
            category=CATEGORY[row[3]],
            acquisition=came,
            exemption=MarkingExemption(row[6]) if row[6] else None,
            is_deactivated=row[4] == Status.DEACTIVATED.value,
        )
        found.append(Unmarked(places.names(row[0])[0], row[1], marked, weapons))
    return found


def with_marks(
    connection: Connection, place: int | None
) -> Iterator[tuple[str, int, Marked, list[MarkRecord]]]:
    """Yield (depot, weapon, what it is measured by, its marks) of every weapon with marks."""
    places = read_places(connection)
    columns = (
        *(_W.id, _W.place_id, _W.serial, _W.serial_state, _W.maker, _W.model, _W.calibre),
        *(_W.country.label("made_in"), _W.year.label("made_year"), _W.category, _W.status, *_CAME),
    )
    marks = [each for each in _M if each.name not in {"origin", "weapon_id"}]
    labelled = [each.label(f"mark_{each.name}") for each in marks]
    statement = (
        _measured(connection, place, select(*columns, *labelled))
        .join(table_of(MarkRow), _M.weapon_id == _W.id)
        .order_by(_W.id, _M.seq)
    )
    rows = connection.execution_options(yield_per=2000).execute(statement)
    for weapon_id, group in groupby(rows, key=lambda row: row.id):
        same = list(group)
        row = same[0]
        marked = Marked(
            serial=row.serial,
            serial_state=SerialState(row.serial_state),
            maker=row.maker,
            model=row.model,
            calibre=row.calibre,
            country=row.made_in,
            year=row.made_year,
            category=CATEGORY[row.category],
            acquisition=Acquisition(row.acquisition) if row.acquisition else None,
            exemption=MarkingExemption(row.exemption) if row.exemption else None,
            is_deactivated=row.status == Status.DEACTIVATED.value,
        )
        records = [mark_of(_Mark(each)) for each in same]
        yield places.names(row.place_id)[0], weapon_id, marked, records


_CAME: Final = (_A.acquisition, _A.exemption)


class _Mark:
    """The columns of a mark in a row that has those of the weapon, too."""

    def __init__(self, row: Row[Any]) -> None:
        self._row = row

    def __getattr__(self, name: str) -> Any:
        return getattr(self._row, f"mark_{name}")


def _measured(connection: Connection, place: int | None, statement: Any) -> Any:
    """Return a statement over the weapons that a State still has to answer for."""
    found = statement.outerjoin(table_of(AcquisitionRow), _A.weapon_id == _W.id).where(
        _W.status.not_in([each for each in NOT_HELD if each != Status.DEACTIVATED.value])
    )
    if place is not None:
        found = found.where(_W.place_id.in_(read_places(connection).inside(place)))
    return found.select_from(table_of(WeaponRow))


# --- parts -------------------------------------------------------------------------------------


def parts_of(connection: Connection, weapon_id: int) -> list[PartRecord]:
    """Return the parts of a weapon that are kept by themselves."""
    return _parts(connection, PartRow.weapon_id == weapon_id)


def loose_parts(connection: Connection) -> list[PartRecord]:
    """Return the parts that are on no weapon."""
    return _parts(connection, PartRow.weapon_id.is_(None))


def part(connection: Connection, part_id: int) -> PartRecord | None:
    """Return one part."""
    found = _parts(connection, PartRow.id == part_id)
    return found[0] if found else None


def last_part(connection: Connection) -> int:
    """Return the highest number of a part of this register."""
    return (
        connection.execute(select(func.max(PartRow.id)).where(PartRow.id < (1 << 32))).scalar() or 0
    )


def part_history(connection: Connection, part_id: int) -> list[int]:
    """Return the entries about a part, by ``seq``, oldest first."""
    rows = connection.execute(
        select(PartEntryRow.seq).where(PartEntryRow.part_id == part_id).order_by(PartEntryRow.seq)
    )
    return list(rows.scalars())


def _parts(connection: Connection, condition: Any) -> list[PartRecord]:
    rows = connection.execute(select(table_of(PartRow)).where(condition).order_by(PartRow.id)).all()
    book = read_places(connection)
    ids = [row.weapon_id for row in rows if row.weapon_id is not None]
    weapons = load(connection, ids) if ids else {}
    return [
        PartRecord(
            id=row.id,
            component=Component(row.component),
            material=Material(row.material),
            description=row.description,
            weapon_id=row.weapon_id,
            weapon_number=weapons[row.weapon_id].number if row.weapon_id is not None else "",
            place=book.by_id[row.place_id].path if row.place_id is not None else "",
            since=dt.date.fromisoformat(row.since),
        )
        for row in rows
    ]
