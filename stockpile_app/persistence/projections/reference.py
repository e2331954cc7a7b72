"""Versions of the disposal methods and of marking profiles."""

from __future__ import annotations

from collections.abc import Sequence

from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.facts import DisposalMethodsAdopted, MarkingProfileAdopted
from stockpile_app.persistence.base import table_of
from stockpile_app.persistence.ledger_store import insert_rows
from stockpile_app.persistence.projections.movement_lines import own_id
from stockpile_app.persistence.projections.projector import Projector, Stated, handles
from stockpile_app.persistence.reference_index import DISPOSAL_METHODS, profile_name
from stockpile_app.persistence.tables import ReferenceRow


@handles(DisposalMethodsAdopted, MarkingProfileAdopted)
def _adopted(projector: Projector, batch: Sequence[Stated]) -> None:
    rows = []
    for stated in batch:
        fact: DisposalMethodsAdopted | MarkingProfileAdopted = stated.fact
        name, in_force = DISPOSAL_METHODS, True
        if isinstance(fact, MarkingProfileAdopted):
            name, in_force = profile_name(fact.profile), fact.in_force
        row = (own_id(projector, stated), name, fact.version, fact.content, in_force)
        rows.append((*row, stated.recorded_at, stated.recorded_by, fact.reason))
    insert_rows(projector.connection, table_of(ReferenceRow), rows)
    projector.changed(ChangeSet(marking=True, disposal=True))
