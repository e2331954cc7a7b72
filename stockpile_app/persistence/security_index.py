"""Reads check lists, security checks and their findings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, Final

from sqlalchemy import Connection, Row, Select, func, select

from stockpile_app.domain.security import (
    AnswerRecord,
    Behind,
    CheckListVersion,
    CheckPhotograph,
    CheckRecord,
    FindingRecord,
)
from stockpile_app.domain.vocabulary import Answer, Category, Status, StoreKind
from stockpile_app.persistence.base import table_of
from stockpile_app.persistence.tables import (
    CheckAnswerRow,
    CheckListRow,
    CheckPhotographRow,
    FindingRow,
    PlaceRow,
    SecurityCheckRow,
    WeaponRow,
)
from stockpile_app.persistence.values import day_or_none

_C: Final = table_of(SecurityCheckRow).c
_F: Final = table_of(FindingRow).c
_IN_PLACE: Final = tuple(each.value for each in Status if each.is_in_place)

# --- check lists -----------------------------------------------------------------------------


def adopted(connection: Connection, list_id: str, version: int) -> str | None:
    """Return the content of a version that was adopted, as JSON."""
    return connection.execute(
        select(CheckListRow.content).where(
            CheckListRow.name == list_id, CheckListRow.version == version
        )
    ).scalar()


def latest_version(connection: Connection, list_id: str) -> int | None:
    """Return the version of a list that was adopted last, or None where none was."""
    return connection.execute(
        select(func.max(CheckListRow.version)).where(CheckListRow.name == list_id)
    ).scalar()


def adopted_lists(connection: Connection) -> list[str]:
    """Return the ids of all lists of which a version was adopted."""
    return list(
        connection.execute(
            select(CheckListRow.name).distinct().order_by(CheckListRow.name)
        ).scalars()
    )


def versions(connection: Connection, list_id: str) -> list[tuple[CheckListVersion, str]]:
    """Return every adopted version of a list, newest first, with its content as JSON.

    Title and number of questions stand in the content, and are left empty here.
    """
    used = (
        select(_C.version, func.count().label("checks"))
        .where(_C.check_list == list_id)
        .group_by(_C.version)
        .subquery()
    )
    rows = connection.execute(
        select(table_of(CheckListRow), func.coalesce(used.c.checks, 0).label("checks"))
        .outerjoin(used, used.c.version == CheckListRow.version)
        .where(CheckListRow.name == list_id)
        .order_by(CheckListRow.version.desc())
    )
    return [
        (
            CheckListVersion(
                id=row.name,
                version=row.version,
                adopted_at=dt.datetime.fromisoformat(row.adopted_at),
                adopted_by=row.adopted_by,
                reason=row.reason,
                checks=row.checks,
            ),
            row.content,
        )
        for row in rows
    ]


# --- checks ----------------------------------------------------------------------------------


def check(connection: Connection, check_id: int) -> CheckRecord | None:
    """Return one check."""
    row = connection.execute(_checks().where(_C.id == check_id)).first()
    return _check(row) if row else None


def checks(
    connection: Connection,
    place_id: int | None = None,
    *,
    before: int | None = None,
    limit: int = 200,
) -> list[CheckRecord]:
    """Return checks, newest first, from below the id ``before``."""
    statement = _checks().order_by(_C.id.desc()).limit(limit)
    if place_id is not None:
        statement = statement.where(_C.place_id == place_id)
    if before is not None:
        statement = statement.where(_C.id < before)
    return [_check(row) for row in connection.execute(statement)]


def completed(connection: Connection, place_id: int, limit: int) -> list[CheckRecord]:
    """Return the last completed checks of a depot, oldest first."""
    statement = (
        _checks()
        .where(_C.place_id == place_id, _C.completed_on.is_not(None))
        .order_by(_C.completed_on.desc(), _C.id.desc())
        .limit(limit)
    )
    return [_check(row) for row in connection.execute(statement)][::-1]


def under_way(connection: Connection, place_id: int) -> CheckRecord | None:
    """Return the check of a depot that is under way."""
    row = connection.execute(
        _checks().where(
            _C.place_id == place_id, _C.completed_on.is_(None), _C.cancelled_seq.is_(None)
        )
    ).first()
    return _check(row) if row else None


def answers(connection: Connection, check_id: int) -> dict[str, AnswerRecord]:
    """Return the answers of a check by code of the question."""
    rows = connection.execute(
        select(CheckAnswerRow.question, CheckAnswerRow.answer, CheckAnswerRow.note)
        .where(CheckAnswerRow.check_id == check_id)
        .order_by(CheckAnswerRow.question)
    )
    return {row.question: AnswerRecord(row.question, Answer(row.answer), row.note) for row in rows}


def photographs(connection: Connection, check_id: int) -> tuple[CheckPhotograph, ...]:
    """Return the photographs of a check in the order they were added."""
    rows = connection.execute(
        select(table_of(CheckPhotographRow))
        .where(CheckPhotographRow.check_id == check_id)
        .order_by(CheckPhotographRow.id)
    )
    return tuple(
        CheckPhotograph(
            row.id, row.question, row.sha256, row.media_type, row.size, caption=row.caption
        )
        for row in rows
    )


def store_kinds(connection: Connection, depot_id: int) -> frozenset[StoreKind]:
    """Return of which kinds a depot has stores that are in use."""
    rows = connection.execute(
        select(PlaceRow.store_kind)
        .distinct()
        .where(
            PlaceRow.depot_id == depot_id,
            PlaceRow.store_kind.is_not(None),
            PlaceRow.closed_seq.is_(None),
        )
    )
    return frozenset(StoreKind(kind) for kind in rows.scalars() if kind)


def weapons_in(connection: Connection, depot_id: int) -> list[Behind]:
    """Return how many weapons of each category stand in a depot now, most first, none last."""
    inside = select(PlaceRow.id).where(PlaceRow.depot_id == depot_id)
    rows = connection.execute(
        select(WeaponRow.category, func.count())
        .where(WeaponRow.place_id.in_(inside), WeaponRow.status.in_(_IN_PLACE))
        .group_by(WeaponRow.category)
    )
    found = [Behind(Category(code) if code else None, number) for code, number in rows]
    return sorted(
        found, key=lambda each: (each.category is None, -each.weapons, each.category or "")
    )


# --- findings --------------------------------------------------------------------------------


def finding(connection: Connection, finding_id: int) -> FindingRecord | None:
    """Return one finding."""
    row = connection.execute(_findings().where(_F.id == finding_id)).first()
    return _finding(row) if row else None


def findings(
    connection: Connection,
    place_id: int | None = None,
    *,
    check_id: int | None = None,
    open_only: bool = False,
    limit: int = 1000,
) -> list[FindingRecord]:
    """Return findings: what stands in the way of the lowest level first, then the oldest."""
    level = func.coalesce(func.nullif(_F.critical, 0), 9)
    statement = _findings().order_by(_F.closed_on.is_not(None), level, _F.id).limit(limit)
    if place_id is not None:
        statement = statement.where(_F.place_id == place_id)
    if check_id is not None:
        statement = statement.where(_F.check_id == check_id)
    if open_only:
        statement = statement.where(_F.closed_on.is_(None))
    return [_finding(row) for row in connection.execute(statement)]


def finding_counts(connection: Connection, today: dt.date) -> dict[int, tuple[int, int, int]]:
    """Return of each depot how many findings are open, how many critical, how many overdue."""
    counts: dict[int, tuple[int, int, int]] = {}
    rows = connection.execute(
        select(_F.place_id, _F.critical, _F.due_on).where(_F.closed_on.is_(None))
    )
    for place_id, critical, due_on in rows:
        total, serious, late = counts.get(place_id, (0, 0, 0))
        overdue = due_on is not None and due_on < today.isoformat()
        counts[place_id] = (total + 1, serious + (critical > 0), late + overdue)
    return counts


def _checks() -> Select[Any]:
    answered = (
        select(func.count())
        .where(CheckAnswerRow.check_id == _C.id)
        .correlate(table_of(SecurityCheckRow))
        .scalar_subquery()
    )
    return select(
        table_of(SecurityCheckRow), PlaceRow.name.label("place"), answered.label("answered")
    ).join(PlaceRow, PlaceRow.id == _C.place_id)


def _check(row: Row[Any]) -> CheckRecord:
    return CheckRecord(
        id=row.id,
        place_id=row.place_id,
        place=row.place,
        check_list=row.check_list,
        version=row.version,
        inspector=row.inspector,
        opened_on=dt.date.fromisoformat(row.opened_on),
        completed_on=day_or_none(row.completed_on),
        cancelled=row.cancelled_seq is not None,
        points=row.points,
        out_of=row.out_of,
        level=row.level,
        failed=_lines(row.failed),
        present=_lines(row.present),
        notes=row.notes,
        answered=row.answered,
    )


def _findings() -> Select[Any]:
    return (
        select(
            table_of(FindingRow),
            PlaceRow.name.label("place"),
            func.coalesce(_C.completed_on, _C.opened_on).label("raised_on"),
            func.coalesce(CheckAnswerRow.note, "").label("note"),
        )
        .join(table_of(SecurityCheckRow), _C.id == _F.check_id)
        .join(PlaceRow, PlaceRow.id == _F.place_id)
        .outerjoin(
            table_of(CheckAnswerRow),
            (CheckAnswerRow.check_id == _F.check_id) & (CheckAnswerRow.question == _F.question),
        )
    )


def _finding(row: Row[Any]) -> FindingRecord:
    return FindingRecord(
        id=row.id,
        check_id=row.check_id,
        place_id=row.place_id,
        place=row.place,
        question=row.question,
        group=row.group_code,
        critical=row.critical,
        text=row.text,
        answer=Answer(row.answer),
        raised_on=dt.date.fromisoformat(row.raised_on),
        note=row.note,
        owner=row.owner,
        due_on=day_or_none(row.due_on),
        cost=row.cost,
        currency=row.currency,
        action=row.action,
        closed_on=day_or_none(row.closed_on),
    )


def _lines(text: str) -> tuple[str, ...]:
    return tuple(text.split("\n")) if text else ()


def all_answers(connection: Connection, check_ids: Iterable[int]) -> dict[int, dict[str, Answer]]:
    """Return the answers of several checks by code of the question."""
    wanted = list(check_ids)
    found: dict[int, dict[str, Answer]] = {each: {} for each in wanted}
    rows = connection.execute(
        select(CheckAnswerRow.check_id, CheckAnswerRow.question, CheckAnswerRow.answer).where(
            CheckAnswerRow.check_id.in_(wanted)
        )
    )
    for check_id, question, answer in rows:
        found[check_id][question] = Answer(answer)
    return found
