"""Documents; exports, backups and imports of forms stand in the ledger alone."""

from __future__ import annotations

from collections.abc import Sequence

from stockpile_app.domain.facts import (
    BackupKept,
    BackupMade,
    BackupMissed,
    BackupPlaceChosen,
    BackupRestored,
    DocumentIssued,
    DocumentMade,
    FormsImported,
    LossCompared,
    PaperChecked,
    RegisterExported,
    RestoreRehearsed,
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
from stockpile_app.persistence.tables import DocumentRow, id_in

writes_nothing(RegisterExported, FormsImported, PaperChecked)
writes_nothing(BackupMade, BackupKept, BackupMissed, BackupPlaceChosen)
writes_nothing(BackupRestored, RestoreRehearsed, LossCompared)


@handles(DocumentIssued, DocumentMade)
def _made(projector: Projector, batch: Sequence[Stated]) -> None:
    rows = []
    for stated in batch:
        fact: DocumentIssued | DocumentMade = stated.fact
        subject = weapon = None
        if isinstance(fact, DocumentMade):
            if fact.subject is not None:
                subject = id_in(projector.origin_number(stated.origin), fact.subject)
            weapon = projector.weapon_id(fact.number) if fact.number else None
        row = (own_id(projector, stated), fact.document, fact.doc_number, fact.scope, fact.weapons)
        rows.append((*row, subject, weapon, stated.recorded_at, stated.recorded_by))
    insert_rows(projector.connection, table_of(DocumentRow), rows)
