"""What a depot manager has to know this morning: what is due, what is held, how well it is kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from stockpile_app.domain.backups import BackupStatus
from stockpile_app.domain.counting import is_overdue
from stockpile_app.domain.papers import PaperCheckRecord
from stockpile_app.domain.text import N_
from stockpile_app.domain.vocabulary import Category, Condition, LabelledEnum, Status

SOON_DAYS: Final = 7
MOST_ITEMS: Final = 200
"""So many lines of a list are told; its total is of all."""


class DueKind(LabelledEnum):
    """What somebody has to do."""

    CLOCK = "clock", N_("Clock of this machine")
    INCIDENT = "incident", N_("Incident")
    DISPATCH = "dispatch", N_("Dispatch")
    RETURN = "return", N_("Return of weapons")
    COUNT = "count", N_("Count")
    STOCKTAKE = "stocktake", N_("Stocktake")
    DISCREPANCY = "discrepancy", N_("Discrepancy")
    CHECK = "check", N_("Security check")
    FINDING = "finding", N_("Finding")
    FAILED_DEVICE = "failed_device", N_("Failed device")
    DEVICE = "device", N_("Device test")
    LOCK = "lock", N_("Lock to be changed")
    KEY_COUNT = "key_count", N_("Count of the keys")
    TRACE = "trace", N_("Tracing request")
    CONTACT = "contact", N_("Contact to confirm")
    COLLECTION = "collection", N_("Collection site")
    QUALIFICATION = "qualification", N_("Qualification")
    NEED = "need", N_("Need for assistance")
    REHEARSAL = "rehearsal", N_("Rehearsal of restoring")


@dataclass(frozen=True, slots=True, kw_only=True)
class DueItem:
    """Something that is to be done.

    Attributes:
        title: What it is more exactly; untranslated, or "".
        about: What people wrote: who has the weapons, what a finding says.
        where: The place, from the depot down.
        due_on: The day by which it is to be done; None where none was set.
        weapons: How many it is about, where it is about weapons.
        page: The page that shows it, and ``item_id`` what is opened there.
    """

    kind: DueKind
    page: str
    item_id: int | str | None = None
    title: str = ""
    about: str = ""
    where: str = ""
    due_on: dt.date | None = None
    weapons: int = 0

    def overdue(self, today: dt.date) -> bool:
        """Whether its day has passed."""
        return self.due_on is not None and is_overdue(self.due_on, today)


@dataclass(frozen=True, slots=True)
class DueList:
    """Things to do, the most urgent first.

    Attributes:
        total: How many there are; ``items`` are the first of them.
        weapons: How many weapons all of them are about.
    """

    total: int = 0
    weapons: int = 0
    items: tuple[DueItem, ...] = ()


@dataclass(frozen=True, slots=True)
class StoreKey:
    """A store; or a depot, for what is in no store of it."""

    place_id: int
    path: str
    is_store: bool


Key = Category | Condition | Status | StoreKey | None
"""What weapons are counted by; None where it is not known."""


@dataclass(frozen=True, slots=True)
class Holding:
    """How many weapons are of one kind; withdrawn registrations do not count.

    Attributes:
        in_place: How many of them are in the place that the register names.
    """

    key: Key
    weapons: int
    in_place: int


@dataclass(frozen=True, slots=True)
class Holdings:
    """All weapons, counted in four ways; each adds up to ``weapons``.

    Attributes:
        unmarked, unphotographed: Weapons of which no mark, or no photograph, is recorded.
    """

    weapons: int = 0
    in_place: int = 0
    unmarked: int = 0
    unphotographed: int = 0
    by_category: tuple[Holding, ...] = ()
    by_condition: tuple[Holding, ...] = ()
    by_status: tuple[Holding, ...] = ()
    by_store: tuple[Holding, ...] = ()


@dataclass(frozen=True, slots=True)
class ScorePoint:
    """A completed check: ``points`` of ``out_of`` half weights, and the level they make."""

    check_id: int
    completed_on: dt.date
    points: int
    out_of: int
    level: int

    @property
    def percent(self) -> int:
        """The score, never rounded up: nobody is told a level that was not reached."""
        return 100 * self.points // self.out_of if self.out_of else 0


@dataclass(frozen=True, slots=True)
class DepotScore:
    """How a depot did in its last checks by one list, oldest first; none where none was made."""

    place_id: int
    depot: str
    trend: tuple[ScorePoint, ...] = ()


@dataclass(frozen=True, slots=True)
class OverviewRecord:
    """Everything that the first page shows.

    What is due stands in one list alone, the most urgent; what is in transit may be overdue too.
    ``paper`` is the last that was held against the register.
    """

    today: dt.date
    overdue: DueList
    this_week: DueList
    in_transit: DueList
    open: DueList
    holdings: Holdings
    scores: tuple[DepotScore, ...]
    backups: BackupStatus | None = None
    paper: PaperCheckRecord | None = None

    @property
    def week_end(self) -> dt.date:
        """The last day of what is due this week."""
        return self.today + dt.timedelta(days=SOON_DAYS)


def sort_due(items: Iterable[DueItem], today: dt.date) -> tuple[DueList, DueList, DueList]:
    """Return what is overdue, what is due within a week, and what else is open."""
    soon = today + dt.timedelta(days=SOON_DAYS)
    lists: tuple[list[DueItem], list[DueItem], list[DueItem]] = ([], [], [])
    for item in items:
        if item.overdue(today):
            lists[0].append(item)
        elif item.due_on is not None and item.due_on <= soon:
            lists[1].append(item)
        else:
            lists[2].append(item)
    overdue, this_week, still_open = (due_list(each) for each in lists)
    return overdue, this_week, still_open


def due_list(items: Iterable[DueItem]) -> DueList:
    """Return the list of ``items``: the oldest day first, then by kind."""
    kinds = list(DueKind)
    ordered = sorted(
        items,
        key=lambda each: (each.due_on or dt.date.max, kinds.index(each.kind), each.where),
    )
    weapons = sum(each.weapons for each in ordered)
    return DueList(len(ordered), weapons, tuple(ordered[:MOST_ITEMS]))
