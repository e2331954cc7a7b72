"""What a stocktake tells: itself, what is counted, and what became of a scan.

Blind: until both counters have finished, nothing here says what is expected, where a weapon
belongs, or what the other counter saw. ``CountedWeapon`` is all that a counter is told of a weapon.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.counting import TypeKey
from stockpile_app.domain.numbers import PaperCode
from stockpile_app.domain.vocabulary import Category, CountMeans, Status, StocktakeKind

FIRST: Final = 1
SECOND: Final = 2
RECOUNT: Final = 3
"""The two counters, and both together looking again."""

EVERYTHING: Final = (StocktakeKind.FULL, StocktakeKind.HANDOVER, StocktakeKind.SURPRISE)
"""Kinds that look for every weapon of a place by its serial."""

DOES_FOR: Final = {
    StocktakeKind.WEEKLY: (StocktakeKind.WEEKLY, *EVERYTHING),
    StocktakeKind.TENTH: (StocktakeKind.TENTH, *EVERYTHING),
    StocktakeKind.FULL: EVERYTHING,
}
"""Which kinds do for one that the schedule asks for: a count of everything does for all."""


class StocktakeState(StrEnum):
    """How far a stocktake is."""

    OPEN = "open"
    """Being counted, blind."""
    COUNTED = "counted"
    """Both counters have finished; lines on which they differ are counted again."""
    CLOSED = "closed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class StocktakeRecord:
    """A stocktake.

    Attributes:
        number: For people: ``ST-KE01-123``.
        code: What its bar code says.
        path: Names of the place from the depot down.
        sample: How many weapons are looked for, where only some are; else 0.
        population: Of how many the sample was drawn; else 0.
        finished: Whether the first and the second counter have counted everything.
        expected, found: Weapons of the place or sample, and how many of them were there; None
            until it is closed.
        closed_seq: The entry that closed it.
    """

    id: int
    number: str
    code: str
    kind: StocktakeKind
    place_id: int
    path: str
    opened_on: dt.date
    opened_at: dt.datetime
    opened_by: str
    counters: tuple[str, str]
    seed: str
    sample: int
    population: int
    handing_over: str
    taking_over: str
    reason: str
    state: StocktakeState
    finished: tuple[bool, bool]
    closed_on: dt.date | None
    closed_seq: int | None
    expected: int | None
    found: int | None
    notes: str

    @property
    def is_open(self) -> bool:
        """Whether nothing goes into or out of the place because of it."""
        return self.state in {StocktakeState.OPEN, StocktakeState.COUNTED}

    @property
    def is_blind(self) -> bool:
        """Whether nobody may see what is expected yet."""
        return self.state is StocktakeState.OPEN


@dataclass(frozen=True, slots=True)
class CountedWeapon:
    """What a counter is told of a weapon: what it is, never where it should be."""

    id: int
    number: str
    serial: str | None
    maker: str
    model: str
    calibre: str
    category: Category | None

    @property
    def kind(self) -> TypeKey:
        """What it is counted as where types are counted."""
        return TypeKey(self.category.value if self.category else "", self.model, self.calibre)


@dataclass(frozen=True, slots=True)
class CountLineRecord:
    """What a counter saw.

    Attributes:
        weapon: None for one that the register does not know.
        place: Name of where it was seen, below the depot; "" where that was not said.
        description: Of a weapon that the register does not know.
    """

    id: int
    stocktake_id: int
    counter: int
    weapon: CountedWeapon | None
    place_id: int | None
    place: str
    means: CountMeans
    serial_read: str
    altered: bool
    description: str
    counted_at: dt.datetime


class CountOutcome(StrEnum):
    """What became of a scan. Only ``COUNTED`` and ``STRANGER`` recorded anything."""

    COUNTED = "counted"
    STRANGER = "stranger"
    """A weapon that the register does not know was counted."""
    TWICE = "twice"
    """This counter has counted it before: ``line``."""
    AMBIGUOUS = "ambiguous"
    """Several weapons have this serial or end in these digits: ``candidates``."""
    UNKNOWN = "unknown"
    """Neither a register number nor a serial of any weapon; it may be a stranger."""
    NOT_IN_SAMPLE = "not_in_sample"
    """The weapon is not one of those that are looked for."""
    WRONG_CHECK = "wrong_check"
    """Looks like a register number, with a wrong check character: misread."""
    FOREIGN = "foreign"
    """A right number of another register."""
    PLACE = "place"
    """The bar code of a place that is being counted: ``place_id``."""
    PAPER = "paper"
    """Another bar code of this register: of a document, a person, or a place elsewhere."""


@dataclass(frozen=True, slots=True)
class CountAnswer:
    """Answer to a scan.

    Attributes:
        counted: How many lines this counter has now.
        line: What was recorded, or what was recorded before (``TWICE``).
        weapon: The weapon that was meant.
        candidates: Weapons that may be meant, the first few by serial; ``more`` says whether
            there are others: type more digits.
        alarm: That the weapon should be nowhere (lost, stolen, destroyed …): a sentence, in the
            user's language, to be said loudly; "" otherwise.
        status: The status that the alarm is about.
        place_id, place: Of a place that was scanned.
    """

    outcome: CountOutcome
    counted: int
    line: CountLineRecord | None = None
    weapon: CountedWeapon | None = None
    candidates: tuple[CountedWeapon, ...] = ()
    more: bool = False
    alarm: str = ""
    status: Status | None = None
    place_id: int | None = None
    place: str = ""
    paper: PaperCode | None = None
    changes: ChangeSet = field(default_factory=ChangeSet)


@dataclass(frozen=True, slots=True)
class CountProgress:
    """How far a counter is.

    Attributes:
        counted: Lines of weapons, or types that were counted.
        last: The line to go on after.
    """

    stocktake_id: int
    counter: int
    name: str
    counted: int
    last: CountLineRecord | None
    finished: bool


@dataclass(frozen=True, slots=True)
class TypeCountRecord:
    """How many of a type a counter counted."""

    kind: TypeKey
    quantity: int


@dataclass(frozen=True, slots=True)
class StocktakeDone:
    """Result of an act on a stocktake.

    Attributes:
        discrepancies: How many closing it raised.
        incident_id: The incident that closing it with a shortage opened.
    """

    stocktake_id: int
    number: str
    changes: ChangeSet
    discrepancies: int = 0
    incident_id: int | None = None


@dataclass(frozen=True, slots=True)
class DueCount:
    """A count that the schedule asks for.

    Attributes:
        last: When such a count, or one that shows more, was last closed.
        open_id: The stocktake that is being done over the place now.
    """

    place_id: int
    path: str
    kind: StocktakeKind
    last: dt.date | None
    due: dt.date
    overdue: bool
    open_id: int | None = None
