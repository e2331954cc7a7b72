"""Reads marking jobs and their marks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import Connection, Select, func, select

from stockpile_app.domain.marking_vocabulary import MarkFault
from stockpile_app.domain.marking_work import (
    JobState,
    MarkingJobRecord,
    MarkLineRecord,
    MarkLineState,
    job_number,
)
from stockpile_app.domain.records import WeaponRecord
from stockpile_app.domain.vocabulary import Component, MarkMethod, MarkOccasion
from stockpile_app.persistence.base import table_of
from stockpile_app.persistence.disposal_work_index import full_names
from stockpile_app.persistence.tables import (
    ORIGIN_BITS,
    MarkingJobRow,
    MarkingLineRow,
    MarkRow,
    OriginRow,
)
from stockpile_app.persistence.values import day_or_none, portions
from stockpile_app.persistence.weapon_records import load

_SEQ: Final = (1 << ORIGIN_BITS) - 1
_L: Final = table_of(MarkingLineRow).c
_STATES: Final = tuple(each.value for each in MarkLineState)
_UNSETTLED: Final = tuple(each.value for each in MarkLineState if not each.is_settled)


def jobs(
    connection: Connection, *, open_only: bool = False, limit: int = 200
) -> list[MarkingJobRecord]:
    """Return jobs, newest first."""
    statement = select(table_of(MarkingJobRow)).order_by(MarkingJobRow.id.desc()).limit(limit)
    if open_only:
        statement = statement.where(MarkingJobRow.state == JobState.OPEN.value)
    return _jobs(connection, statement)


def job(connection: Connection, job_id: int) -> MarkingJobRecord | None:
    """Return one job."""
    found = _jobs(connection, select(table_of(MarkingJobRow)).filter_by(id=job_id))
    return found[0] if found else None


def lines(
    connection: Connection, job_id: int, weapon_id: int | None = None
) -> list[MarkLineRecord]:
    """Return the marks of a job in its order; of one weapon alone, where it is named."""
    statement = select(table_of(MarkingLineRow)).where(_L.job_id == job_id)
    if weapon_id is not None:
        statement = statement.where(_L.weapon_id == weapon_id)
    rows = connection.execute(statement.order_by(_L.position)).all()
    weapons: dict[int, WeaponRecord] = {}
    for some in portions(sorted({row.weapon_id for row in rows})):
        weapons |= load(connection, some)
    return [
        MarkLineRecord(
            position=row.position,
            weapon=weapons[row.weapon_id],
            component=Component(row.component),
            text=row.text,
            state=MarkLineState(row.state),
            faults=tuple(map(MarkFault, row.faults.split())),
            applied_on=day_or_none(row.applied_on),
            applied_by=row.applied_by,
            method=MarkMethod(row.method) if row.method else None,
            height=row.height,
            depth=row.depth,
            applied_seq=row.applied_seq,
        )
        for row in rows
    ]


def carried(
    connection: Connection,
    weapon_ids: Sequence[int],
    occasion: MarkOccasion,
    component: Component,
) -> dict[int, tuple[str, int]]:
    """Return (text, entry) of the sound marks of an occasion on a component, by weapon."""
    found: dict[int, tuple[str, int]] = {}
    for some in portions(weapon_ids):
        rows = connection.execute(
            select(MarkRow.weapon_id, MarkRow.text, MarkRow.seq).where(
                MarkRow.weapon_id.in_(some),
                MarkRow.occasion == occasion.value,
                MarkRow.component == component.value,
                MarkRow.altered.is_(False),
            )
        )
        found |= {row[0]: (row[1], row[2]) for row in rows if row[0] is not None}
    return found


def ordered(
    connection: Connection,
    weapon_ids: Sequence[int],
    occasion: MarkOccasion,
    component: Component,
) -> dict[int, int]:
    """Return which open job has such a mark to do, by weapon."""
    found: dict[int, int] = {}
    for some in portions(weapon_ids):
        rows = connection.execute(
            select(_L.weapon_id, _L.job_id)
            .join(table_of(MarkingJobRow), MarkingJobRow.id == _L.job_id)
            .where(
                _L.weapon_id.in_(some),
                _L.component == component.value,
                _L.state.in_(_UNSETTLED),
                MarkingJobRow.occasion == occasion.value,
                MarkingJobRow.state == JobState.OPEN.value,
            )
        )
        found |= {row[0]: row[1] for row in rows}
    return found


def _jobs(connection: Connection, statement: Select[Any]) -> list[MarkingJobRecord]:
    rows = connection.execute(statement).all()
    counts: dict[int, dict[str, int]] = {}
    for some in portions([row.id for row in rows]):
        counted = connection.execute(
            select(_L.job_id, _L.state, func.count())
            .where(_L.job_id.in_(some))
            .group_by(_L.job_id, _L.state)
        )
        for job_id, state, number in counted:
            counts.setdefault(job_id, {})[state] = number
    origins = {
        row.number: row.origin
        for row in connection.execute(select(OriginRow.number, OriginRow.origin))
    }
    names = full_names(connection)
    return [
        MarkingJobRecord(
            id=row.id,
            number=job_number(origins[row.id >> ORIGIN_BITS], row.id & _SEQ),
            state=JobState(row.state),
            occasion=MarkOccasion(row.occasion),
            opened_on=dt.date.fromisoformat(row.opened_on),
            opened_by=names.get(row.opened_by, row.opened_by),
            team=row.team,
            position=row.position,
            authority=row.authority,
            profile=row.profile,
            profile_version=row.profile_version,
            counts=tuple(counts.get(row.id, {}).get(each, 0) for each in _STATES),
            closed_on=day_or_none(row.closed_on),
            notes=row.notes,
        )
        for row in rows
    ]
