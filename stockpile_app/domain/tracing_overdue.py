"""What should have been acknowledged or answered by now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from stockpile_app.domain.tracing_records import OverdueTrace, TraceFile
from stockpile_app.domain.tracing_vocabulary import TraceDirection


def overdue(files: Iterable[TraceFile], today: dt.date) -> list[OverdueTrace]:
    """Return what is overdue, the longest first; the files must have their targets."""
    found = [
        OverdueTrace(
            file=file,
            due_on=due,
            days=(today - due).days,
            acknowledgement=acknowledgement,
            ours=file.direction is TraceDirection.IN,
        )
        for file in files
        if file.state.is_open
        for due, acknowledgement in _waited(file)
        if due < today
    ]
    return sorted(found, key=lambda each: (-each.days, each.file.id, each.acknowledgement))


def _waited(file: TraceFile) -> list[tuple[dt.date, bool]]:
    waited = []
    if file.acknowledge_by is not None and file.acknowledged_on is None:
        waited.append((file.acknowledge_by, True))
    if file.answer_by is not None and file.answered_on is None:
        waited.append((file.answer_by, False))
    return waited
