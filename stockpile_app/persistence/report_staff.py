"""Lists who was trained and what is needed, for the national report."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final

from sqlalchemy import Connection, select

from stockpile_app.domain.national_report_cells import Column
from stockpile_app.domain.national_report_figures import ALL, NO_SEX
from stockpile_app.domain.needs_vocabulary import NeedStatus
from stockpile_app.persistence.base import table_of
from stockpile_app.persistence.report_index import Found
from stockpile_app.persistence.tables import (
    NeedRow,
    NeedStepRow,
    PersonRow,
    TraineeRow,
    TrainingRow,
)

Listed = dict[str, list[Found]]
"""What each line of a figure counts."""

_T: Final = table_of(TrainingRow).c
_N: Final = table_of(NeedRow).c


def trained(connection: Connection, column: Column) -> Listed:
    """Return courses held, people of the register who took part, and others, by line.

    Somebody of the register is listed once, by the first course; of others only the number is
    known, so a course is listed as often as there were any.
    """
    found: Listed = {}
    within = _T.held_on.between(column.first.isoformat(), column.last.isoformat())
    courses = select(table_of(TrainingRow)).where(within).order_by(_T.held_on, _T.id)
    for row in connection.execute(courses):
        course = Found(row.id, _day(row.held_on), title=row.title)
        found.setdefault("courses", []).append(course)
        found.setdefault("other_female", []).extend([course] * row.women)
        found.setdefault("other_male", []).extend([course] * row.men)
    trainee, person = table_of(TraineeRow).c, table_of(PersonRow).c
    people = connection.execute(
        select(person.id, person.sex, _T.held_on)
        .join_from(table_of(TraineeRow), table_of(TrainingRow), _T.id == trainee.training_id)
        .join(table_of(PersonRow), person.id == trainee.person_id)
        .where(within)
        .order_by(_T.held_on, _T.id, person.id)
    )
    seen: set[int] = set()
    for row in people:
        if row.id not in seen:
            seen.add(row.id)
            line = row.sex if row.sex in {"female", "male"} else NO_SEX
            found.setdefault(line, []).append(Found(row.id, _day(row.held_on)))
    return found


def needs(connection: Connection, column: Column) -> tuple[Listed, Listed]:
    """Return needs raised and met on these days, by line, and those open at their end, by kind."""
    moved: Listed = {}
    waiting: Listed = {}
    states = dict(_states(connection, column.last))
    raised = _N.raised_on <= column.last.isoformat()
    rows = select(table_of(NeedRow)).where(raised).order_by(_N.raised_on, _N.id)
    for row in connection.execute(rows):
        need = Found(row.id, _day(row.raised_on))
        status, since = states.get(row.id, (NeedStatus.OPEN, need.day))
        if need.day >= column.first:
            moved.setdefault("raised", []).append(need)
        if status is NeedStatus.MET and since >= column.first:
            moved.setdefault("met", []).append(need._replace(day=since))
        if not status.is_settled:
            for line in (row.need_kind, ALL):
                waiting.setdefault(line, []).append(need)
    return moved, waiting


def _states(
    connection: Connection, last: dt.date
) -> Iterator[tuple[int, tuple[NeedStatus, dt.date]]]:
    """Yield how needs stood at the end of ``last``; the later word counts."""
    step = table_of(NeedStepRow).c
    rows = connection.execute(
        select(step.need_id, step.status, step.stated_on)
        .where(step.stated_on <= last.isoformat())
        .order_by(step.stated_on, step.id)
    )
    for row in rows:
        yield row.need_id, (NeedStatus(row.status), _day(row.stated_on))


def _day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)
