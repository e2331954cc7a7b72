"""What a finished count shows, what is done about it, and how the books explain it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from fractions import Fraction

from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.counting import BalanceRow, Seen, TypeKey
from stockpile_app.domain.stocktake_records import CountedWeapon, StocktakeRecord
from stockpile_app.domain.vocabulary import LineResult, Status


@dataclass(frozen=True, slots=True)
class WeaponDifference:
    """A weapon on which the counters differ; the places of a ``Seen`` are ids, 0 if not said.

    Attributes:
        first, second: What each saw; None if nothing.
        recount: What both saw together, if they found it.
        recounted: Whether they have looked again.
        places: The names of the places that are named, by id.
    """

    weapon: CountedWeapon
    first: Seen | None
    second: Seen | None
    recount: Seen | None
    recounted: bool
    places: dict[int, str]


@dataclass(frozen=True, slots=True)
class TypeDifference:
    """A type of which the counters counted another number."""

    kind: TypeKey
    first: int
    second: int
    recount: int | None


@dataclass(frozen=True, slots=True)
class Differences:
    """What is to be counted again, recounted or not."""

    weapons: tuple[WeaponDifference, ...]
    types: tuple[TypeDifference, ...]

    @property
    def open(self) -> int:
        """How many of them have not been counted again."""
        return sum(not each.recounted for each in self.weapons) + sum(
            each.recount is None for each in self.types
        )


@dataclass(frozen=True, slots=True)
class ResultLine:
    """One result of a count.

    Attributes:
        weapon: None for one that the register does not know.
        belongs_id, belongs: Where the register has it, if in a place at all.
        status: What the register says of it; None for one that it does not know, and for a weapon
            that was as it should be in a stocktake that is closed.
        found_id, found: Where it was; "" where that was not said, or where it was not there.
        serial_read: As it stands on the weapon, where it was read.
    """

    result: LineResult
    weapon: CountedWeapon | None
    belongs_id: int | None = None
    belongs: str = ""
    found_id: int | None = None
    found: str = ""
    serial_read: str = ""
    description: str = ""
    status: Status | None = None


@dataclass(frozen=True, slots=True)
class TypeResult:
    """How many of a type were expected and counted."""

    kind: TypeKey
    expected: int
    counted: int


@dataclass(frozen=True, slots=True)
class Detection:
    """What a sample of this size can and cannot find (STANDARDS section 10, item 3).

    Attributes:
        chances: (missing weapons, chance that a random sample has at least one of them).
        note: Untranslated sentence: what the figures do not say.
    """

    population: int
    sample: int
    chances: tuple[tuple[int, Fraction], ...]
    note: str


@dataclass(frozen=True, slots=True)
class ResultRecord:
    """What a count shows.

    Attributes:
        lines: By register number; then weapons that the register does not know.
        accuracy: Matched / expected (STANDARDS section 10, item 4).
        detection: For a sample.
        shortage: Whether weapons are missing, so that closing needs a second person.
        approved_by: Full name of the second person who closed it.
        incident_id: The incident that the shortage opened.
    """

    stocktake: StocktakeRecord
    lines: tuple[ResultLine, ...]
    types: tuple[TypeResult, ...]
    expected: int
    found: int
    accuracy: Fraction
    detection: Detection | None
    shortage: bool
    approved_by: str = ""
    incident_id: int | None = None

    def of(self, result: LineResult) -> tuple[ResultLine, ...]:
        """Return the lines with one result."""
        return tuple(each for each in self.lines if each.result is result)


@dataclass(frozen=True, slots=True)
class DiscrepancyRecord:
    """Something that a stocktake found not to be as registered.

    Attributes:
        number: For people: ``DC-KE01-456``.
        place: Path of the place that was counted.
        belongs, found: Paths of where the weapon should be and where it was.
        quantity: Fewer (negative) or more of the type ``description``, where types were counted.
    """

    id: int
    number: str
    stocktake_id: int
    stocktake: str
    raised_on: dt.date
    place: str
    result: LineResult
    weapon: CountedWeapon | None
    belongs_id: int | None
    belongs: str
    found_id: int | None
    found: str
    serial_read: str
    description: str
    quantity: int
    owner: str
    cause: str
    action: str
    due_on: dt.date | None
    outcome: str
    closed_on: dt.date | None

    @property
    def is_shortage(self) -> bool:
        """Whether something is missing, so that closing it needs a second person."""
        return self.result is LineResult.MISSING or self.quantity < 0


@dataclass(frozen=True, slots=True)
class DiscrepancyDone:
    """Result of an act on a discrepancy."""

    discrepancy_id: int
    changes: ChangeSet


@dataclass(frozen=True, slots=True)
class StoreBalance:
    """A row of a reconciliation, with the name of the place it is about."""

    path: str
    row: BalanceRow


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """Opening + in - out - losses + recoveries = closing, per type and store.

    Attributes:
        since: The count that gives the opening figures; None where there was none before.
        until: The count that gives the closing figures; None for what the register says now.
    """

    place_id: int
    path: str
    since: StocktakeRecord | None
    until: StocktakeRecord | None
    rows: tuple[StoreBalance, ...]

    @property
    def residue(self) -> int:
        """Weapons that the movements do not explain, too many and too few added up."""
        return sum(abs(each.row.balance.residue) for each in self.rows)
