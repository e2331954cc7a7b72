"""Marking jobs."""

from __future__ import annotations

from stockpile_app.domain.facts import (
    MarkApplied,
    MarkFaulted,
    MarkingJobCancelled,
    MarkingJobClosed,
    MarkingJobOpened,
)
from stockpile_app.persistence.projections.projector import writes_nothing

writes_nothing(
    MarkApplied,
    MarkFaulted,
    MarkingJobCancelled,
    MarkingJobClosed,
    MarkingJobOpened,
)
