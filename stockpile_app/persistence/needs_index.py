"""Reads needs for assistance and lessons learned."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import Column, Connection, Row, select

from stockpile_app.domain.needs import LessonRecord, NeedRecord, NeedStep, NeedWords
from stockpile_app.domain.needs_vocabulary import (
    LessonKind,
    LessonSubject,
    NeedKind,
    NeedOrigin,
    NeedStatus,
    Priority,
)
from stockpile_app.persistence.base import table_of
from stockpile_app.persistence.tables import (
    ORIGIN_BITS,
    DisposalOrderRow,
    FindingRow,
    IncidentRow,
    LessonRow,
    MarkingJobRow,
    NeedRow,
    NeedStepRow,
    OriginRow,
    PlaceRow,
    SecurityCheckRow,
    SiteRow,
    StocktakeRow,
)

_SEQ: Final = (1 << ORIGIN_BITS) - 1
_SUBJECTS: Final[Mapping[LessonSubject, Column[Any]]] = {
    LessonSubject.CHECK: table_of(SecurityCheckRow).c.id,
    LessonSubject.STOCKTAKE: table_of(StocktakeRow).c.id,
    LessonSubject.INCIDENT: table_of(IncidentRow).c.id,
    LessonSubject.DISPOSAL: table_of(DisposalOrderRow).c.id,
    LessonSubject.MARKING: table_of(MarkingJobRow).c.id,
    LessonSubject.COLLECTION: table_of(SiteRow).c.id,
}


def needs(
    connection: Connection, *, need_id: int | None = None, open_only: bool = False
) -> list[NeedRecord]:
    """Return needs, the most pressing first, with every step."""
    statement = select(NeedRow.__table__, PlaceRow.name.label("place")).outerjoin(
        PlaceRow, PlaceRow.id == NeedRow.place_id
    )
    if need_id is not None:
        statement = statement.where(NeedRow.id == need_id)
    if open_only:
        settled = [each.value for each in NeedStatus if each.is_settled]
        statement = statement.where(NeedRow.status.not_in(settled))
    steps: dict[int, list[NeedStep]] = {}
    for row in connection.execute(select(NeedStepRow.__table__).order_by(NeedStepRow.id)):
        steps.setdefault(row.need_id, []).append(_step(row))
    origin = connection.execute(select(OriginRow.origin).where(OriginRow.number == 0)).scalar_one()
    found = [_need(row, steps.get(row.id, []), origin) for row in connection.execute(statement)]
    order = list(Priority)
    return sorted(
        found,
        key=lambda each: (each.status.is_settled, order.index(each.words.priority), each.id),
    )


def _need(row: Row[Any], steps: list[NeedStep], origin: str) -> NeedRecord:
    words = NeedWords(
        title=row.title,
        objective=row.objective,
        assessment=row.assessment,
        indicator=row.indicator,
        baseline=row.baseline,
        target=row.target,
        unit=row.unit,
        cost=row.cost,
        currency=row.currency,
        priority=Priority(row.priority),
        place_id=row.place_id,
        due_on=None if row.due_on is None else dt.date.fromisoformat(row.due_on),
    )
    return NeedRecord(
        id=row.id,
        number=f"ND-{origin}-{row.id & _SEQ}",
        kind=NeedKind(row.need_kind),
        words=words,
        place=row.place or "",
        origin=NeedOrigin(row.origin),
        evidence=json.loads(row.evidence),
        finding=row.finding,
        raised_on=dt.date.fromisoformat(row.raised_on),
        raised_by=row.raised_by,
        status=NeedStatus(row.status),
        steps=tuple(steps),
    )


def _step(row: Row[Any]) -> NeedStep:
    return NeedStep(
        status=NeedStatus(row.status),
        stated_on=dt.date.fromisoformat(row.stated_on),
        stated_by=row.stated_by,
        reason=row.reason,
        partner=row.partner,
        measured=row.measured,
    )


def is_finding(connection: Connection, finding_id: int) -> bool:
    """Return whether there is such a finding of a security check."""
    wanted = select(FindingRow.id).where(FindingRow.id == finding_id)
    return connection.execute(wanted).first() is not None


def is_subject(connection: Connection, subject: LessonSubject, number: int) -> bool:
    """Return whether there is what a lesson was learned at."""
    column = _SUBJECTS[subject]
    return connection.execute(select(column).where(column == number)).first() is not None


def lessons(connection: Connection, *, lesson_id: int | None = None) -> list[LessonRecord]:
    """Return lessons, newest first, withdrawn ones too."""
    statement = select(LessonRow.__table__).order_by(LessonRow.id.desc())
    if lesson_id is not None:
        statement = statement.where(LessonRow.id == lesson_id)
    return [_lesson(row) for row in connection.execute(statement)]


def _lesson(row: Row[Any]) -> LessonRecord:
    return LessonRecord(
        id=row.id,
        kind=LessonKind(row.lesson_kind),
        title=row.title,
        text=row.text,
        topic=row.topic,
        subject=LessonSubject(row.subject),
        number=row.number,
        shareable=row.shareable,
        recorded_on=dt.date.fromisoformat(row.recorded_on),
        recorded_by=row.recorded_by,
        withdrawn=row.withdrawn,
    )
