"""What the services about training count."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from stockpile_app.domain.people import PersonRecord
from stockpile_app.domain.staff import (
    QualificationRecord,
    SexCount,
    StaffFigures,
    Validity,
    by_sex,
)
from stockpile_app.domain.vocabulary import PersonKind
from stockpile_app.persistence import people_index, staff_index
from stockpile_app.persistence.base import Connection
from stockpile_app.reference.training import training_table


def persons(people: Sequence[PersonRecord]) -> list[PersonRecord]:
    """Return those who can be trained: people, not units, who are not retired."""
    return [each for each in people if each.kind is PersonKind.PERSON and not each.retired]


def figures_of(connection: Connection, from_day: dt.date, to_day: dt.date) -> StaffFigures:
    """Return training in a period, by sex; qualifications as they stood on its last day."""
    name = training_table().name
    courses = staff_index.trainings(connection, name, from_day, to_day)
    people = persons(people_index.read_people(connection))
    held = staff_index.qualifications(connection, name, to_day)
    good = {each.person_id for each in held if _holds(each, to_day)}
    fresh = {(each.person_id, each.topic) for each in held if _holds(each, to_day)}
    ran_out = {
        each.person_id
        for each in held
        if each.validity is Validity.EXPIRED and (each.person_id, each.topic) not in fresh
    }
    return StaffFigures(
        courses=len(courses),
        staff=by_sex([each.sex for each in people]),
        trained=SexCount(
            sum(each.women for each in courses),
            sum(each.men for each in courses),
            sum(each.unknown for each in courses),
        ),
        qualified=by_sex([each.sex for each in people if each.id in good]),
        expired=by_sex([each.sex for each in people if each.id in ran_out]),
    )


def _holds(each: QualificationRecord, day: dt.date) -> bool:
    return each.validity in {Validity.VALID, Validity.SOON} and each.gained_on <= day
