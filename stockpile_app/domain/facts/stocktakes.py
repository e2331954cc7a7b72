"""Stocktakes: what two people counted without knowing what was expected, and what came of it."""

from __future__ import annotations

from typing import ClassVar

from stockpile_app.domain.facts.base import Fact
from stockpile_app.domain.vocabulary import Category, CountMeans, LineResult, StocktakeKind


class StocktakeOpened(Fact, frozen=True):
    """A count of a place began; its ``seq`` is the number of the stocktake.

    Nothing goes into or out of the place until it is closed or cancelled.

    Attributes:
        counters: The names of the two who count independently.
        seed: What the sample was drawn with.
        sample: The weapons to be looked for, where only some are.
        population: Of how many the sample was drawn; with it the sample's power can be told later.
        handing_over, taking_over: The storekeepers, on a handover.
    """

    kind: ClassVar[str] = "stocktake-opened"
    stocktake_kind: StocktakeKind
    place: int
    occurred_on: str
    counters: tuple[str, ...]
    seed: str = ""
    sample: tuple[str, ...] = ()
    population: int = 0
    handing_over: str = ""
    taking_over: str = ""
    reason: str = ""


class WeaponCounted(Fact, frozen=True):
    """A counter (1 or 2) saw a registered weapon; ``place`` is where, if it was said.

    ``serial_read`` is what stands on the weapon, where it is not what is registered.
    """

    kind: ClassVar[str] = "weapon-counted"
    stocktake: int
    counter: int
    number: str
    means: CountMeans
    place: int | None = None
    serial_read: str = ""
    altered: bool = False


class StrangerCounted(Fact, frozen=True):
    """A counter saw a weapon that the register does not know."""

    kind: ClassVar[str] = "stranger-counted"
    stocktake: int
    counter: int
    means: CountMeans
    serial_read: str = ""
    description: str = ""
    place: int | None = None


class TypeCounted(Fact, frozen=True):
    """A counter (1, 2; 3 is the recount) counted so many of a type; the last word counts."""

    kind: ClassVar[str] = "type-counted"
    stocktake: int
    counter: int
    quantity: int
    category: Category | None = None
    model: str = ""
    calibre: str = ""


class CountWithdrawn(Fact, frozen=True):
    """A count line was a slip; ``line`` is the ``seq`` of what is taken back."""

    kind: ClassVar[str] = "count-withdrawn"
    stocktake: int
    line: int


class CounterFinished(Fact, frozen=True):
    """A counter has counted everything."""

    kind: ClassVar[str] = "counter-finished"
    stocktake: int
    counter: int


class WeaponRecounted(Fact, frozen=True):
    """Both counters looked again, together, at a line on which they differed."""

    kind: ClassVar[str] = "weapon-recounted"
    stocktake: int
    number: str
    found: bool
    place: int | None = None
    serial_read: str = ""
    altered: bool = False


class StocktakeClosed(Fact, frozen=True):
    """The count is settled.

    Attributes:
        expected: How many weapons should have been there, or in the sample.
        found: How many of them were.
        counted: (category, model, calibre, expected, counted) of each type.
    """

    kind: ClassVar[str] = "stocktake-closed"
    stocktake: int
    occurred_on: str
    expected: int
    found: int
    counted: tuple[tuple[str, str, str, int, int], ...] = ()
    notes: str = ""


class StocktakeCancelled(Fact, frozen=True):
    """The count was given up; what was counted stays in the ledger."""

    kind: ClassVar[str] = "stocktake-cancelled"
    stocktake: int
    reason: str


class DiscrepancyRaised(Fact, frozen=True):
    """A stocktake found something that is not as registered; its ``seq`` is its number.

    Attributes:
        number: The weapon, where it is a registered one.
        place: Where it should be.
        found_place: Where it was.
        quantity: Fewer (negative) or more of a type, where types were counted.
    """

    kind: ClassVar[str] = "discrepancy-raised"
    stocktake: int
    result: LineResult
    number: str = ""
    place: int | None = None
    found_place: int | None = None
    serial_read: str = ""
    description: str = ""
    quantity: int = 0


class DiscrepancyAssigned(Fact, frozen=True):
    """Who looks into a discrepancy, what caused it, and what is done, as known now."""

    kind: ClassVar[str] = "discrepancy-assigned"
    discrepancy: int
    owner: str
    cause: str = ""
    action: str = ""
    due_on: str | None = None


class DiscrepancyClosed(Fact, frozen=True):
    """A discrepancy is dealt with."""

    kind: ClassVar[str] = "discrepancy-closed"
    discrepancy: int
    occurred_on: str
    outcome: str
