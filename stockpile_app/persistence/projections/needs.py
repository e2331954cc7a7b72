"""Needs for assistance, and lessons learned."""

from __future__ import annotations

import json
from collections.abc import Sequence

from sqlalchemy import update

from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.facts import (
    LessonChanged,
    LessonRecorded,
    LessonWithdrawn,
    NeedChanged,
    NeedRaised,
    NeedStatusStated,
)
from stockpile_app.domain.needs_vocabulary import NeedStatus
from stockpile_app.persistence.base import table_of
from stockpile_app.persistence.ledger_store import insert_rows
from stockpile_app.persistence.projections.movement_lines import own_id
from stockpile_app.persistence.projections.projector import Projector, Stated, handles
from stockpile_app.persistence.tables import LessonRow, NeedRow, NeedStepRow, id_in


def _id(projector: Projector, stated: Stated, seq: int) -> int:
    return id_in(projector.origin_number(stated.origin), seq)


def _place(projector: Projector, stated: Stated, place: int | None) -> int | None:
    return None if place is None else projector.place_id(stated.origin, place)


@handles(NeedRaised)
def _raised(projector: Projector, batch: Sequence[Stated]) -> None:
    for stated in batch:
        fact: NeedRaised = stated.fact
        row = (own_id(projector, stated), fact.need_kind.value, fact.title, fact.objective)
        goal = (fact.assessment, fact.indicator, fact.baseline, fact.target, fact.unit)
        means = (fact.cost, fact.currency, fact.priority.value)
        where = (_place(projector, stated, fact.place), fact.due_on, fact.origin.value)
        finding = None if fact.finding is None else _id(projector, stated, fact.finding)
        evidence = json.dumps(fact.evidence, ensure_ascii=False, sort_keys=True)
        made = (evidence, finding, fact.occurred_on, stated.recorded_by, NeedStatus.OPEN.value)
        insert_rows(
            projector.connection,
            table_of(NeedRow),
            [(*row, *goal, *means, *where, *made)],
        )
    projector.changed(ChangeSet(needs=True))


@handles(NeedChanged)
def _changed(projector: Projector, batch: Sequence[Stated]) -> None:
    for stated in batch:
        fact: NeedChanged = stated.fact
        projector.connection.execute(
            update(NeedRow)
            .where(NeedRow.id == _id(projector, stated, fact.need))
            .values(
                title=fact.title,
                objective=fact.objective,
                assessment=fact.assessment,
                indicator=fact.indicator,
                baseline=fact.baseline,
                target=fact.target,
                unit=fact.unit,
                cost=fact.cost,
                currency=fact.currency,
                priority=fact.priority.value,
                place_id=_place(projector, stated, fact.place),
                due_on=fact.due_on,
            )
        )
    projector.changed(ChangeSet(needs=True))


@handles(NeedStatusStated)
def _stated(projector: Projector, batch: Sequence[Stated]) -> None:
    for stated in batch:
        fact: NeedStatusStated = stated.fact
        need = _id(projector, stated, fact.need)
        projector.connection.execute(
            update(NeedRow).where(NeedRow.id == need).values(status=fact.status.value)
        )
        row = (own_id(projector, stated), need, fact.status.value, fact.occurred_on)
        rest = (stated.recorded_by, fact.reason, fact.partner, fact.measured)
        insert_rows(projector.connection, table_of(NeedStepRow), [(*row, *rest)])
    projector.changed(ChangeSet(needs=True))


@handles(LessonRecorded)
def _lesson(projector: Projector, batch: Sequence[Stated]) -> None:
    for stated in batch:
        fact: LessonRecorded = stated.fact
        row = (own_id(projector, stated), fact.lesson_kind.value, fact.title, fact.text)
        about = (fact.topic, fact.subject.value, fact.number, fact.shareable)
        made = (fact.occurred_on, stated.recorded_by, "")
        insert_rows(projector.connection, table_of(LessonRow), [(*row, *about, *made)])
    projector.changed(ChangeSet(lessons=True))


@handles(LessonChanged)
def _lesson_changed(projector: Projector, batch: Sequence[Stated]) -> None:
    for stated in batch:
        fact: LessonChanged = stated.fact
        projector.connection.execute(
            update(LessonRow)
            .where(LessonRow.id == _id(projector, stated, fact.lesson))
            .values(title=fact.title, text=fact.text, topic=fact.topic, shareable=fact.shareable)
        )
    projector.changed(ChangeSet(lessons=True))


@handles(LessonWithdrawn)
def _lesson_withdrawn(projector: Projector, batch: Sequence[Stated]) -> None:
    for stated in batch:
        fact: LessonWithdrawn = stated.fact
        projector.connection.execute(
            update(LessonRow)
            .where(LessonRow.id == _id(projector, stated, fact.lesson))
            .values(withdrawn=fact.reason)
        )
    projector.changed(ChangeSet(lessons=True))
