"""Projections: the only writer of derived tables, for one act, an import and a rebuild alike.

``Projector.apply`` takes entries in order and hands runs of one kind to that kind's handler. A
handler is a function of the projector and a batch of stated facts; it may read derived tables but
nothing else, so that the same entries always give the same rows.
"""

from __future__ import annotations

from stockpile_app.persistence.projections import (
    collections,
    compartments,
    contacts,
    disposal,
    disposal_work,
    documents,
    guarding,
    hand_ins,
    imports,
    incidents,
    marking,
    marking_work,
    movements,
    needs,
    people,
    places,
    reference,
    reports,
    security,
    staff,
    stocktakes,
    surplus,
    users,
    weapons,
)
from stockpile_app.persistence.projections.projector import Projector, Stated

__all__ = [
    "Projector",
    "Stated",
    "collections",
    "compartments",
    "contacts",
    "disposal",
    "disposal_work",
    "documents",
    "guarding",
    "hand_ins",
    "imports",
    "incidents",
    "marking",
    "marking_work",
    "movements",
    "needs",
    "people",
    "places",
    "reference",
    "reports",
    "security",
    "staff",
    "stocktakes",
    "surplus",
    "users",
    "weapons",
]
