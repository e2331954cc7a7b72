"""The time line of a weapon: what was recorded of it and printed about it, in the order of days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from stockpile_app.domain.disposal_records import OrderRecord
from stockpile_app.domain.documents import DocumentRecord, PrintDocument
from stockpile_app.domain.facts import Fact
from stockpile_app.domain.lifecycle import NextStep, Why
from stockpile_app.domain.marking_records import PartRecord
from stockpile_app.domain.records import EntryRecord, WeaponRecord

_DAYS: Final = (
    "occurred_on",
    "discovered_on",
    "acquired_on",
    "received_on",
    "at",
    "started_at",
    "ended_at",
)
"""Where facts say when something happened, as a day or as a local time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineEvent:
    """Something that happened to a weapon, or a document that was made about it.

    Attributes:
        on: When it happened; when it was recorded, where nothing else is said.
        recorded_at: Aware.
        recorded_by, approved_by: Full names; ``approved_by`` is "" where nobody had to.
        number: Of the voucher, order, job or incident that it belongs to; "" of none.
        entry: The entry that states it; of a document None.
        document: The document; of an entry None.
        part: The part that it happened to while that was not on this weapon; else None.
    """

    on: dt.date
    recorded_at: dt.datetime
    recorded_by: str
    approved_by: str = ""
    number: str = ""
    entry: EntryRecord | None = None
    document: DocumentRecord | None = None
    part: PartRecord | None = None


@dataclass(frozen=True, slots=True)
class Names:
    """What ids in entries are called: places from the depot down, people with their code."""

    places: Mapping[int, str] = field(default_factory=dict)
    people: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class LifeCycle:
    """The whole life of a weapon, as far as it is recorded.

    Attributes:
        ended: By what its life in this register ended; None while it goes on.
        steps: What may happen next, and what may not and why.
        timeline: The oldest first.
        order: The disposal order that it is on or was disposed of by.
        incident: The incident by which it is lost or stolen.
        movement: The movement by which it is out or on its way.
        names: Of the places and people that the entries name by their id.
    """

    weapon: WeaponRecord
    ended: Why | None
    steps: tuple[NextStep, ...]
    timeline: tuple[TimelineEvent, ...]
    order: OrderRecord | None
    incident: int | None
    movement: int | None
    names: Names


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintWeaponRecord(PrintDocument):
    """Asks for the record sheet of a weapon."""

    weapon_id: int


def day_of(fact: Fact) -> dt.date | None:
    """Return the day on which something happened, as its fact says; None where it does not."""
    for name in _DAYS:
        text = getattr(fact, name, None)
        if text:
            try:
                return dt.date.fromisoformat(text[:10])
            except ValueError:
                continue  # no day that a person could have meant; when it was recorded stands
    return None


def in_order(events: Iterable[TimelineEvent]) -> tuple[TimelineEvent, ...]:
    """Return events by day; those of one day as they were recorded."""
    return tuple(sorted(events, key=_key))


def _key(event: TimelineEvent) -> tuple[dt.date, dt.datetime, int]:
    seq = event.entry.seq if event.entry else event.document.id if event.document else 0
    return event.on, event.recorded_at, seq
