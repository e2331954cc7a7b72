"""Stocktakes: what people ask to have recorded of a count, and every name of the subject."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from stockpile_app.domain.stocktake_records import (
    DOES_FOR,
    EVERYTHING,
    FIRST,
    RECOUNT,
    SECOND,
    CountAnswer,
    CountedWeapon,
    CountLineRecord,
    CountOutcome,
    CountProgress,
    DueCount,
    StocktakeDone,
    StocktakeRecord,
    StocktakeState,
    TypeCountRecord,
)
from stockpile_app.domain.stocktake_results import (
    Detection,
    Differences,
    DiscrepancyDone,
    DiscrepancyRecord,
    Reconciliation,
    ResultLine,
    ResultRecord,
    StoreBalance,
    TypeDifference,
    TypeResult,
    WeaponDifference,
)
from stockpile_app.domain.vocabulary import Category, CountMeans, StocktakeKind

__all__ = [
    "DOES_FOR",
    "EVERYTHING",
    "FIRST",
    "RECOUNT",
    "SECOND",
    "AmendLine",
    "AssignDiscrepancy",
    "CloseDiscrepancy",
    "CloseStocktake",
    "CountAnswer",
    "CountLineRecord",
    "CountOutcome",
    "CountProgress",
    "CountStranger",
    "CountType",
    "CountWeapon",
    "CountedWeapon",
    "Detection",
    "Differences",
    "DiscrepancyDone",
    "DiscrepancyRecord",
    "DueCount",
    "OpenStocktake",
    "Reconciliation",
    "RecountLine",
    "RecountType",
    "ResultLine",
    "ResultRecord",
    "StocktakeDone",
    "StocktakeRecord",
    "StocktakeState",
    "StoreBalance",
    "TypeCountRecord",
    "TypeDifference",
    "TypeResult",
    "WeaponDifference",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenStocktake:
    """Asks to begin a count of a place; from then on nothing goes into or out of it.

    Attributes:
        counters: The names of the two who count independently.
        seed: What the sample is drawn with; made up where it is None.
        handing_over, taking_over: The storekeepers, for a handover.
    """

    kind: StocktakeKind
    place_id: int
    counters: tuple[str, str]
    occurred_on: dt.date
    seed: str | None = None
    handing_over: str = ""
    taking_over: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CountWeapon:
    """Asks to record that a counter saw a weapon.

    Attributes:
        text: What was scanned or typed; or
        weapon_id: the weapon that was chosen among several.
        place_id: Where it was seen, if that is said.
        serial_read: The serial on the weapon, where it is not the registered one.
    """

    stocktake_id: int
    counter: int
    text: str = ""
    weapon_id: int | None = None
    place_id: int | None = None
    means: CountMeans = CountMeans.SCAN
    serial_read: str = ""
    altered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CountStranger:
    """Asks to record that a counter saw a weapon that the register does not know."""

    stocktake_id: int
    counter: int
    serial_read: str = ""
    description: str = ""
    place_id: int | None = None
    means: CountMeans = CountMeans.DIGITS


@dataclass(frozen=True, slots=True, kw_only=True)
class CountType:
    """Asks to record how many of a type a counter counted; the last word counts."""

    stocktake_id: int
    counter: int
    category: Category | None = None
    model: str = ""
    calibre: str = ""
    quantity: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AmendLine:
    """Asks to say something else of a weapon that was counted; all fields are the new ones."""

    line_id: int
    place_id: int | None = None
    serial_read: str = ""
    altered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RecountLine:
    """Asks to record what both counters, together, saw of a weapon on which they differed."""

    stocktake_id: int
    weapon_id: int
    found: bool
    place_id: int | None = None
    serial_read: str = ""
    altered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RecountType:
    """Asks to record how many of a type both counters, together, counted."""

    stocktake_id: int
    category: Category | None = None
    model: str = ""
    calibre: str = ""
    quantity: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseStocktake:
    """Asks to settle a count; a shortage needs a second person."""

    stocktake_id: int
    occurred_on: dt.date
    notes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignDiscrepancy:
    """Asks to say who looks into a discrepancy and what is known; all fields are the new ones."""

    discrepancy_id: int
    owner: str
    cause: str = ""
    action: str = ""
    due_on: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseDiscrepancy:
    """Asks to settle a discrepancy; one of something missing needs a second person."""

    discrepancy_id: int
    outcome: str
    occurred_on: dt.date
