"""Reads training and qualifications."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection, Row, select

from stockpile_app.domain.staff import QualificationRecord, TrainingRecord, validity
from stockpile_app.domain.vocabulary import Sex
from stockpile_app.persistence.tables import (
    PersonRow,
    QualificationRow,
    TraineeRow,
    TrainingRow,
)

Names = Callable[[str], str]


def trainings(
    connection: Connection,
    names: Names,
    from_day: dt.date | None = None,
    to_day: dt.date | None = None,
) -> list[TrainingRecord]:
    """Return courses whose last day is in the period, newest first."""
    statement = select(TrainingRow.__table__).order_by(
        TrainingRow.held_on.desc(), TrainingRow.id.desc()
    )
    if from_day is not None:
        statement = statement.where(TrainingRow.held_on >= from_day.isoformat())
    if to_day is not None:
        statement = statement.where(TrainingRow.held_on <= to_day.isoformat())
    rows = connection.execute(statement).all()
    took: dict[int, list[tuple[str, str | None]]] = {}
    people = connection.execute(
        select(TraineeRow.training_id, PersonRow.name, PersonRow.sex)
        .join(PersonRow, PersonRow.id == TraineeRow.person_id)
        .order_by(PersonRow.name)
    )
    for training, name, sex in people:
        took.setdefault(training, []).append((name, sex))
    return [_training(row, took.get(row.id, []), names) for row in rows]


def _training(row: Row[Any], took: list[tuple[str, str | None]], names: Names) -> TrainingRecord:
    sexes = [sex for _, sex in took]
    women, men = sexes.count(Sex.FEMALE.value), sexes.count(Sex.MALE.value)
    return TrainingRecord(
        id=row.id,
        topic=row.topic,
        topic_name=names(row.topic),
        title=row.title,
        held_on=dt.date.fromisoformat(row.held_on),
        provider=row.provider,
        days=row.days,
        location=row.location,
        people=tuple(name for name, _ in took),
        women=women + row.women,
        men=men + row.men,
        unknown=len(took) - women - men,
        notes=row.notes,
    )


def qualifications(
    connection: Connection, names: Names, today: dt.date, person_id: int | None = None
) -> list[QualificationRecord]:
    """Return qualifications as they stand on ``today``; what runs out first comes first."""
    statement = select(QualificationRow.__table__, PersonRow.name, PersonRow.sex).join(
        PersonRow, PersonRow.id == QualificationRow.person_id
    )
    if person_id is None:
        statement = statement.where(PersonRow.retired_seq.is_(None))
    else:
        statement = statement.where(QualificationRow.person_id == person_id)
    found = [_qualification(row, names, today) for row in connection.execute(statement)]
    return sorted(found, key=lambda each: (each.expires_on or dt.date.max, each.person, each.id))


def _qualification(row: Row[Any], names: Names, today: dt.date) -> QualificationRecord:
    expires = None if row.expires_on is None else dt.date.fromisoformat(row.expires_on)
    return QualificationRecord(
        id=row.id,
        person_id=row.person_id,
        person=row.name,
        sex=Sex(row.sex) if row.sex else None,
        topic=row.topic,
        topic_name=names(row.topic),
        gained_on=dt.date.fromisoformat(row.gained_on),
        expires_on=expires,
        certificate=row.certificate,
        issued_by=row.issued_by,
        validity=validity(
            expires,
            today,
            withdrawn=row.withdrawn_on is not None and row.withdrawn_on <= today.isoformat(),
        ),
        withdrawn_reason=row.withdrawn_reason,
    )
