"""Who holds the keys of compartments, and what is sealed in them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sqlalchemy import func, select, update

from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.confidential import Compartment
from stockpile_app.domain.facts import (
    CompartmentAdmitted,
    CompartmentOpened,
    ConfidentialViewed,
    Sealed,
    SubjectErased,
    SubjectKeyMade,
)
from stockpile_app.persistence.base import table_of
from stockpile_app.persistence.ledger_store import insert_rows
from stockpile_app.persistence.projections.movement_lines import own_id
from stockpile_app.persistence.projections.projector import (
    Projector,
    Stated,
    handles,
    writes_nothing,
)
from stockpile_app.persistence.tables import HolderRow, SealedEntryRow, SealedSubjectRow

_HOLDER: Final = table_of(HolderRow)
_CHANGES: Final = {
    Compartment.TRACING: ChangeSet(tracing=True),
    Compartment.PARTICIPANTS: ChangeSet(collections=True),
}

writes_nothing(ConfidentialViewed)


@handles(CompartmentOpened)
def _opened(projector: Projector, batch: Sequence[Stated]) -> None:
    for stated in batch:
        fact: CompartmentOpened = stated.fact
        insert_rows(
            projector.connection,
            _HOLDER,
            [
                (fact.compartment.value, fact.epoch, name, key, stated.recorded_at)
                for name, key in fact.holders.items()
            ],
        )
    projector.changed(ChangeSet(compartments=True))


@handles(CompartmentAdmitted)
def _admitted(projector: Projector, batch: Sequence[Stated]) -> None:
    for stated in batch:
        fact: CompartmentAdmitted = stated.fact
        compartment = fact.compartment.value
        newest = projector.connection.execute(
            select(func.coalesce(func.max(_HOLDER.c.epoch), 1)).where(
                _HOLDER.c.compartment == compartment
            )
        ).scalar_one()
        projector.connection.execute(
            _HOLDER.delete().where(
                _HOLDER.c.compartment == compartment,
                _HOLDER.c.epoch == newest,
                _HOLDER.c.name == fact.name,
            )
        )
        row = (compartment, newest, fact.name, fact.key, stated.recorded_at)
        insert_rows(projector.connection, _HOLDER, [row])
    projector.changed(ChangeSet(compartments=True))


@handles(Sealed)
def _sealed(projector: Projector, batch: Sequence[Stated]) -> None:
    insert_rows(
        projector.connection,
        table_of(SealedEntryRow),
        [
            (
                own_id(projector, stated),
                stated.fact.compartment.value,
                stated.fact.subject,
                stated.fact.epoch,
                stated.recorded_at,
                stated.recorded_by,
                stated.fact.data,
            )
            for stated in batch
        ],
    )
    for stated in batch:
        projector.changed(_CHANGES[stated.fact.compartment])


@handles(SubjectKeyMade)
def _key_made(projector: Projector, batch: Sequence[Stated]) -> None:
    insert_rows(
        projector.connection,
        table_of(SealedSubjectRow),
        [
            (
                stated.fact.compartment.value,
                stated.fact.subject,
                stated.fact.epoch,
                stated.fact.sha256,
                None,
                "",
            )
            for stated in batch
        ],
    )


@handles(SubjectErased)
def _erased(projector: Projector, batch: Sequence[Stated]) -> None:
    for stated in batch:
        fact: SubjectErased = stated.fact
        projector.connection.execute(
            update(SealedSubjectRow)
            .where(
                SealedSubjectRow.compartment == fact.compartment.value,
                SealedSubjectRow.subject == fact.subject,
            )
            .values(erased_at=stated.recorded_at, reason=fact.reason)
        )
        projector.changed(_CHANGES[fact.compartment])
