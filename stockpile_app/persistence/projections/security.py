"""Check lists, security checks and their findings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import delete, select, update

from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.facts import (
    CheckAnswered,
    CheckCancelled,
    CheckCompleted,
    CheckListAdopted,
    CheckOpened,
    CheckPhotographAdded,
    FindingAssigned,
    FindingClosed,
    FindingRaised,
)
from stockpile_app.persistence.base import Base, table_of
from stockpile_app.persistence.ledger_store import insert_rows
from stockpile_app.persistence.projections.projector import Projector, Stated, handles
from stockpile_app.persistence.tables import (
    CheckAnswerRow,
    CheckListRow,
    CheckPhotographRow,
    FindingRow,
    SecurityCheckRow,
    id_in,
)

_CHANGED: Final = ChangeSet(security=True)


@handles(CheckListAdopted)
def _adopted(projector: Projector, batch: Sequence[Stated]) -> None:
    for stated in batch:
        fact: CheckListAdopted = stated.fact
        row = (
            fact.check_list,
            fact.version,
            fact.content,
            stated.recorded_at,
            stated.recorded_by,
            fact.reason,
        )
        known = projector.connection.execute(
            select(CheckListRow.version).where(
                CheckListRow.name == fact.check_list, CheckListRow.version == fact.version
            )
        )
        if known.first() is None:  # a version never changes: the first that was adopted stands
            insert_rows(projector.connection, table_of(CheckListRow), [row])
    projector.changed(_CHANGED)


@handles(CheckOpened)
def _opened(projector: Projector, batch: Sequence[Stated]) -> None:
    rows = []
    for stated in batch:
        fact: CheckOpened = stated.fact
        rows.append(
            (
                _own_id(projector, stated),
                projector.place_id(stated.origin, fact.place),
                fact.check_list,
                fact.version,
                fact.inspector,
                fact.occurred_on,
                *(None,) * 5,
                *("",) * 3,
            )
        )
    insert_rows(projector.connection, table_of(SecurityCheckRow), rows)
    projector.changed(_CHANGED)


@handles(CheckAnswered)
def _answered(projector: Projector, batch: Sequence[Stated]) -> None:
    for stated in batch:
        fact: CheckAnswered = stated.fact
        check = _id(projector, stated, fact.check)
        projector.connection.execute(
            delete(table_of(CheckAnswerRow)).where(
                CheckAnswerRow.check_id == check, CheckAnswerRow.question == fact.question
            )
        )
        row = (check, fact.question, fact.answer.value, fact.note)
        insert_rows(projector.connection, table_of(CheckAnswerRow), [row])
    projector.changed(_CHANGED)


@handles(CheckPhotographAdded)
def _photographed(projector: Projector, batch: Sequence[Stated]) -> None:
    rows = []
    for stated in batch:
        fact: CheckPhotographAdded = stated.fact
        rows.append(
            (
                _own_id(projector, stated),
                _id(projector, stated, fact.check),
                fact.question,
                fact.sha256,
                fact.media_type,
                fact.size,
                fact.caption,
            )
        )
    insert_rows(projector.connection, table_of(CheckPhotographRow), rows)
    projector.changed(_CHANGED)


@handles(CheckCompleted)
def _completed(projector: Projector, batch: Sequence[Stated]) -> None:
    for stated in batch:
        fact: CheckCompleted = stated.fact
        _update(
            projector,
            SecurityCheckRow,
            _id(projector, stated, fact.check),
            completed_on=fact.occurred_on,
            points=fact.points,
            out_of=fact.out_of,
            level=fact.level,
            failed="\n".join(fact.failed),
            present="\n".join(fact.present),
            notes=fact.notes,
        )


@handles(CheckCancelled)
def _cancelled(projector: Projector, batch: Sequence[Stated]) -> None:
    for stated in batch:
        fact: CheckCancelled = stated.fact
        check = _id(projector, stated, fact.check)
        _update(projector, SecurityCheckRow, check, cancelled_seq=stated.seq, notes=fact.reason)


@handles(FindingRaised)
def _raised(projector: Projector, batch: Sequence[Stated]) -> None:
    for stated in batch:
        fact: FindingRaised = stated.fact
        check = _id(projector, stated, fact.check)
        place_id = projector.connection.execute(
            select(SecurityCheckRow.place_id).where(SecurityCheckRow.id == check)
        ).scalar()
        row = (
            _own_id(projector, stated),
            check,
            place_id,
            fact.question,
            fact.group,
            fact.critical,
            fact.text,
            fact.answer.value,
            "",
            *(None, None),
            *("", ""),
            None,
        )
        insert_rows(projector.connection, table_of(FindingRow), [row])
    projector.changed(_CHANGED)


@handles(FindingAssigned)
def _assigned(projector: Projector, batch: Sequence[Stated]) -> None:
    for stated in batch:
        fact: FindingAssigned = stated.fact
        _update(
            projector,
            FindingRow,
            _id(projector, stated, fact.finding),
            owner=fact.owner,
            due_on=fact.due_on,
            cost=fact.cost,
            currency=fact.currency,
            action=fact.action,
        )


@handles(FindingClosed)
def _closed(projector: Projector, batch: Sequence[Stated]) -> None:
    for stated in batch:
        fact: FindingClosed = stated.fact
        finding = _id(projector, stated, fact.finding)
        _update(projector, FindingRow, finding, closed_on=fact.occurred_on, action=fact.action)


def _own_id(projector: Projector, stated: Stated) -> int:
    return _id(projector, stated, stated.seq)


def _id(projector: Projector, stated: Stated, sequence: int) -> int:
    return id_in(projector.origin_number(stated.origin), sequence)


def _update(projector: Projector, row: type[Base], row_id: int, **values: Any) -> None:
    table = table_of(row)
    projector.connection.execute(update(table).where(table.c.id == row_id).values(**values))
    projector.changed(_CHANGED)
