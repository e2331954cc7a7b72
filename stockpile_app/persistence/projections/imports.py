"""Imports and remembered column mappings."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from sqlalchemy import delete, update

from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.facts import ImportCounted, ImportRecorded, ImportUndone, ProfileSaved
from stockpile_app.persistence.base import table_of
from stockpile_app.persistence.ledger_store import insert_rows
from stockpile_app.persistence.projections.projector import Projector, Stated, handles
from stockpile_app.persistence.tables import BatchRow, ProfileRow


@handles(ImportRecorded)
def _recorded(projector: Projector, batch: Sequence[Stated]) -> None:
    for stated in batch:
        fact: ImportRecorded = stated.fact
        row = (
            stated.origin,
            stated.seq,
            "\n".join(fact.files),
            fact.profile,
            stated.recorded_at,
            stated.recorded_by,
            *(0, 0, 0, 0, 0),
            None,
        )
        insert_rows(projector.connection, table_of(BatchRow), [row])
    projector.changed(ChangeSet(batches=True))


@handles(ImportCounted)
def _counted(projector: Projector, batch: Sequence[Stated]) -> None:
    for stated in batch:
        fact: ImportCounted = stated.fact
        _update(
            projector,
            stated,
            read=fact.read,
            created=fact.created,
            unchanged=fact.unchanged,
            skipped=fact.skipped,
            errors=fact.errors,
        )


@handles(ImportUndone)
def _undone(projector: Projector, batch: Sequence[Stated]) -> None:
    for stated in batch:
        _update(projector, stated, undone_seq=stated.seq)


@handles(ProfileSaved)
def _profile_saved(projector: Projector, batch: Sequence[Stated]) -> None:
    for stated in batch:
        fact: ProfileSaved = stated.fact
        mapping = msgspec.json.encode(fact.mapping, order="deterministic").decode()
        projector.connection.execute(delete(ProfileRow).where(ProfileRow.name == fact.name))
        insert_rows(projector.connection, table_of(ProfileRow), [(fact.name, mapping, fact.base)])


def _update(projector: Projector, stated: Stated, **values: object) -> None:
    projector.connection.execute(
        update(BatchRow)
        .where(BatchRow.origin == stated.origin, BatchRow.seq == stated.fact.batch)
        .values(**values)
    )
    projector.changed(ChangeSet(batches=True))
