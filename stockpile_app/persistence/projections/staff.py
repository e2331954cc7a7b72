"""Training and qualifications of staff."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import update

from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.facts import (
    QualificationGained,
    QualificationWithdrawn,
    TrainingHeld,
)
from stockpile_app.persistence.base import table_of
from stockpile_app.persistence.ledger_store import insert_rows
from stockpile_app.persistence.projections.movement_lines import own_id
from stockpile_app.persistence.projections.projector import Projector, Stated, handles
from stockpile_app.persistence.tables import QualificationRow, TraineeRow, TrainingRow, id_in


@handles(TrainingHeld)
def _held(projector: Projector, batch: Sequence[Stated]) -> None:
    for stated in batch:
        fact: TrainingHeld = stated.fact
        own = own_id(projector, stated)
        row = (own, fact.topic, fact.title, fact.occurred_on, fact.provider, fact.days)
        rest = (fact.location, fact.women, fact.men, fact.notes)
        insert_rows(projector.connection, table_of(TrainingRow), [(*row, *rest)])
        origin = projector.origin_number(stated.origin)
        people = [(own, id_in(origin, person)) for person in dict.fromkeys(fact.people)]
        insert_rows(projector.connection, table_of(TraineeRow), people)
    projector.changed(ChangeSet(staff=True))


@handles(QualificationGained)
def _gained(projector: Projector, batch: Sequence[Stated]) -> None:
    for stated in batch:
        fact: QualificationGained = stated.fact
        origin = projector.origin_number(stated.origin)
        training = None if fact.training is None else id_in(origin, fact.training)
        row = (own_id(projector, stated), id_in(origin, fact.person), fact.topic)
        days = (fact.occurred_on, fact.expires_on, fact.certificate, fact.issued_by)
        insert_rows(
            projector.connection,
            table_of(QualificationRow),
            [(*row, *days, training, None, "")],
        )
    projector.changed(ChangeSet(staff=True))


@handles(QualificationWithdrawn)
def _withdrawn(projector: Projector, batch: Sequence[Stated]) -> None:
    for stated in batch:
        fact: QualificationWithdrawn = stated.fact
        own = id_in(projector.origin_number(stated.origin), fact.qualification)
        projector.connection.execute(
            update(QualificationRow)
            .where(QualificationRow.id == own)
            .values(withdrawn_on=fact.occurred_on, withdrawn_reason=fact.reason)
        )
    projector.changed(ChangeSet(staff=True))
