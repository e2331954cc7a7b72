"""What the services about training count."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

from stockpile_app.domain.errors import BadValue
from stockpile_app.domain.people import PersonRecord
from stockpile_app.domain.staff import (
    Duty,
    QualificationRecord,
    SexCount,
    StaffFigures,
    Validity,
    by_sex,
    lacks,
)
from stockpile_app.domain.text import N_
from stockpile_app.domain.vocabulary import PersonKind
from stockpile_app.persistence import people_index, staff_index
from stockpile_app.persistence.base import Connection
from stockpile_app.reference.training import training_table

_LAPSED: Final = N_(
    "{name} may not be given this duty: a qualification ran out or was withdrawn"
    " ({topics}). Record a newer one under “Training and needs”, or name somebody else."
)


def persons(people: Sequence[PersonRecord]) -> list[PersonRecord]:
    """Return those who can be trained: people, not units, who are not retired."""
    return [each for each in people if each.kind is PersonKind.PERSON and not each.retired]


def figures_of(connection: Connection, from_day: dt.date, to_day: dt.date) -> StaffFigures:
    """Return training in a period, by sex; qualifications as they stood on its last day."""
    name = training_table().name
    courses = staff_index.trainings(connection, name, from_day, to_day)
    people = persons(people_index.read_people(connection))
    held = [
        each
        for each in staff_index.qualifications(connection, name, to_day)
        if each.gained_on <= to_day
    ]
    good = {each.person_id for each in held if _holds(each)}
    fresh = {(each.person_id, each.topic) for each in held if _holds(each)}
    lasting = {(each.person_id, each.topic) for each in held if each.validity is Validity.VALID}
    soon = {
        each.person_id
        for each in held
        if each.validity is Validity.SOON and (each.person_id, each.topic) not in lasting
    }
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
        soon=by_sex([each.sex for each in people if each.id in soon]),
        expired=by_sex([each.sex for each in people if each.id in ran_out]),
    )


def _holds(each: QualificationRecord) -> bool:
    return each.validity in {Validity.VALID, Validity.SOON}


def refuse_lapsed(
    connection: Connection, duty: str, names: Sequence[str], day: dt.date, field: str
) -> None:
    """Refuse to give a duty to people whose qualification for it ran out or was withdrawn.

    Who is not in the register, or never was qualified, is not refused: the register may not know
    what they can do. Of several people of a name one who is not refused is enough.

    Raises:
        BadValue: Somebody had a qualification that the duty needs, and has it no more on ``day``.
    """
    table = training_table()
    wanted = table.duty(duty)
    if wanted is None:  # whoever edits the table may leave a duty out
        return
    known = persons(people_index.read_people(connection))
    held = staff_index.qualifications(connection, table.name, day)
    for name in names:
        word = name.strip().casefold()
        found = [
            _lost(wanted, [own for own in held if own.person_id == each.id], day)
            for each in known
            if word in {each.name.casefold(), each.title.casefold()}
        ]
        if found and all(found):
            topics = ", ".join(table.name(topic) for topic in found[0])
            raise BadValue(_LAPSED, field, name=name.strip(), topics=topics)


def _lost(duty: Duty, held: Sequence[QualificationRecord], day: dt.date) -> tuple[str, ...]:
    expired, missing = lacks(duty, held, day)
    withdrawn = {each.topic for each in held if each.validity is Validity.WITHDRAWN}
    return (*expired, *(topic for topic in missing if topic in withdrawn))
