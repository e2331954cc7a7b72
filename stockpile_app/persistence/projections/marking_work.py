"""Marking jobs: opened, marks put on or gone wrong, closed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sqlalchemy import select, update

from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.facts import (
    MarkApplied,
    MarkFaulted,
    MarkingJobCancelled,
    MarkingJobClosed,
    MarkingJobOpened,
)
from stockpile_app.domain.marking_work import JobState, MarkLineState
from stockpile_app.persistence.base import table_of
from stockpile_app.persistence.ledger_store import insert_rows
from stockpile_app.persistence.projections.marking import put_mark
from stockpile_app.persistence.projections.movement_lines import own_id, touch
from stockpile_app.persistence.projections.projector import Projector, Stated, handles
from stockpile_app.persistence.tables import MarkingJobRow, MarkingLineRow, id_in

_CHANGED: Final = ChangeSet(marking=True)


@handles(MarkingJobOpened)
def _opened(projector: Projector, batch: Sequence[Stated]) -> None:
    for stated in batch:
        fact: MarkingJobOpened = stated.fact
        job = own_id(projector, stated)
        row = (
            job,
            JobState.OPEN.value,
            fact.occasion.value,
            fact.occurred_on,
            stated.recorded_by,
            fact.team,
            fact.position,
            fact.authority,
            fact.profile,
            fact.version,
            None,
            "",
        )
        insert_rows(projector.connection, table_of(MarkingJobRow), [row])
        lines: dict[tuple[int, str], tuple[object, ...]] = {}
        for number, component, text in fact.lines:
            weapon_id = projector.weapon_id(number)
            at = (weapon_id, component.value)
            rest = (text, MarkLineState.OPEN.value, "", None, "", None, None, None, None)
            lines.setdefault(at, (job, *at, len(lines) + 1, *rest))
        insert_rows(projector.connection, table_of(MarkingLineRow), list(lines.values()))
        touch(projector, stated, list(dict.fromkeys(weapon for weapon, _part in lines)))
    projector.changed(_CHANGED)


@handles(MarkApplied)
def _applied(projector: Projector, batch: Sequence[Stated]) -> None:
    for stated in batch:
        fact: MarkApplied = stated.fact
        job, weapon_id = _job(projector, stated), projector.weapon_id(fact.number)
        occasion = projector.connection.execute(
            select(MarkingJobRow.occasion).where(MarkingJobRow.id == job)
        ).scalar_one()
        _set_line(
            projector,
            stated,
            state=MarkLineState.APPLIED.value,
            applied_on=fact.occurred_on,
            applied_by=fact.applied_by,
            method=fact.method.value,
            height=fact.height,
            depth=fact.depth,
            applied_seq=stated.seq,
        )
        put_mark(
            projector,
            stated,
            weapon_id,
            job_id=job,
            component=fact.component.value,
            occasion=occasion,
            text=fact.text,
            position=fact.position,
            method=fact.method.value,
            met=" ".join(fact.met),
            observed_on=fact.occurred_on,
            country=fact.country,
            year=fact.year,
            serial=fact.serial,
            authority=fact.authority,
            height=fact.height,
            depth=fact.depth,
        )
    projector.changed(_CHANGED)


@handles(MarkFaulted)
def _faulted(projector: Projector, batch: Sequence[Stated]) -> None:
    for stated in batch:
        fact: MarkFaulted = stated.fact
        job, weapon_id = _job(projector, stated), projector.weapon_id(fact.number)
        before = projector.connection.execute(
            select(MarkingLineRow.faults).where(
                MarkingLineRow.job_id == job,
                MarkingLineRow.weapon_id == weapon_id,
                MarkingLineRow.component == fact.component.value,
            )
        ).scalar()
        state = MarkLineState.GIVEN_UP if fact.given_up else MarkLineState.FAULTED
        faults = " ".join(filter(None, (before, fact.fault.value)))
        _set_line(projector, stated, state=state.value, faults=faults)
        touch(projector, stated, [weapon_id])
    projector.changed(_CHANGED)


@handles(MarkingJobClosed)
def _closed(projector: Projector, batch: Sequence[Stated]) -> None:
    for stated in batch:
        fact: MarkingJobClosed = stated.fact
        _set_job(
            projector,
            stated,
            state=JobState.CLOSED.value,
            closed_on=fact.occurred_on,
            notes=fact.notes,
        )
    projector.changed(_CHANGED)


@handles(MarkingJobCancelled)
def _cancelled(projector: Projector, batch: Sequence[Stated]) -> None:
    for stated in batch:
        _set_job(projector, stated, state=JobState.CANCELLED.value, notes=stated.fact.reason)
    projector.changed(_CHANGED)


def _job(projector: Projector, stated: Stated) -> int:
    return id_in(projector.origin_number(stated.origin), stated.fact.job)


def _set_job(projector: Projector, stated: Stated, **values: object) -> None:
    projector.connection.execute(
        update(MarkingJobRow).where(MarkingJobRow.id == _job(projector, stated)).values(**values)
    )


def _set_line(projector: Projector, stated: Stated, **values: object) -> None:
    projector.connection.execute(
        update(MarkingLineRow)
        .where(
            MarkingLineRow.job_id == _job(projector, stated),
            MarkingLineRow.weapon_id == projector.weapon_id(stated.fact.number),
            MarkingLineRow.component == stated.fact.component.value,
        )
        .values(**values)
    )
