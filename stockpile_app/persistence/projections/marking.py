"""Marks in full, parts, marking profiles, and how weapons came."""

from __future__ import annotations

from stockpile_app.domain.facts import (
    AcquisitionStated,
    MarkRecorded,
    PartFitted,
    PartRecorded,
    PartRemoved,
    TakenIntoStock,
)
from stockpile_app.persistence.projections.projector import writes_nothing

writes_nothing(
    AcquisitionStated,
    MarkRecorded,
    PartFitted,
    PartRecorded,
    PartRemoved,
    TakenIntoStock,
)
