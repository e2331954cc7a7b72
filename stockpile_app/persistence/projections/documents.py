"""Documents, exports and backups: they stand in the ledger alone."""

from __future__ import annotations

from stockpile_app.domain.facts import (
    BackupMade,
    BackupRestored,
    DocumentIssued,
    RegisterExported,
)
from stockpile_app.persistence.projections.projector import writes_nothing

writes_nothing(DocumentIssued, RegisterExported, BackupMade, BackupRestored)
