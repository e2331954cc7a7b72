"""Cells of the national report: a period, its columns, and what a cell says.

A figure has lines ("collected": seized, found …), a line has a cell for each column (the whole
period and, where it is longer than a year, each calendar year) and for each category of weapon.
A weapon is counted once in a cell, so the whole period may be less than the sum of its years.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final, NamedTuple, Self

from stockpile_app.domain.errors import BadValue
from stockpile_app.domain.text import N_
from stockpile_app.domain.vocabulary import LabelledEnum

WHOLE: Final = "all"
"""Key of the column of the whole period."""
TOTAL: Final = ""
"""Category of the cell that counts all categories."""
UNKNOWN: Final = "unknown"
"""Category of weapons whose category is not known."""
MOST_YEARS: Final = 12
_SEPARATOR: Final = "/"
_FIRST_DAY: Final = dt.date(1900, 1, 1)


class CellState(LabelledEnum):
    """Whether a cell has a value; what has none is never told as 0."""

    KNOWN = "known", N_("Computed")
    UNDEFINED = "undefined", N_("n/a")
    WITHHELD = "withheld", N_("to be given by a tracing officer")


class Unit(LabelledEnum):
    """What a value is; percentages and days are kept in hundredths."""

    COUNT = "count", N_("Number")
    PERCENT = "percent", N_("Percent")
    DAYS = "days", N_("Days")


class RecordKind(LabelledEnum):
    """What a cell counts, and what its drill-down opens."""

    WEAPON = "weapon", N_("Weapon")
    INCIDENT = "incident", N_("Incident")
    DOCUMENT = "document", N_("Document")
    DECLARATION = "declaration", N_("Declaration of surplus")
    STOCKTAKE = "stocktake", N_("Stocktake")
    CHECK = "check", N_("Security check")
    PARTICIPANT = "participant", N_("Participant")
    MEMBER = "member", N_("Member of a team")
    WITNESS = "witness", N_("Witness")
    PERSON = "person", N_("Person")
    TRAINING = "training", N_("Course")
    NEED = "need", N_("Need for assistance")
    TRACE = "trace", N_("Trace file")


class Period(NamedTuple):
    """Days from ``first`` to ``last``, both included."""

    first: dt.date
    last: dt.date

    @property
    def columns(self) -> tuple[Column, ...]:
        """The whole period and, where it touches more than one, each calendar year of it."""
        whole = Column(WHOLE, self.first, self.last)
        years = range(self.first.year, self.last.year + 1)
        if len(years) == 1:
            return (whole,)
        return (
            whole,
            *(
                Column(
                    str(year),
                    max(self.first, dt.date(year, 1, 1)),
                    min(self.last, dt.date(year, 12, 31)),
                )
                for year in years
            ),
        )

    def column(self, key: str) -> Column:
        """Return a column by its key.

        Raises:
            BadValue: There is none.
        """
        for each in self.columns:
            if each.key == key:
                return each
        raise BadValue(N_("The period has no column “{column}”."), "column", column=key)


class Column(NamedTuple):
    """Days that the cells of a column count; ``key`` is a year, or ``WHOLE``."""

    key: str
    first: dt.date
    last: dt.date


def check_period(period: Period, today: dt.date) -> None:
    """Refuse a period that cannot be reported on.

    Raises:
        BadValue: It ends before it begins or after today, or is too long.
    """
    if period.last < period.first:
        raise BadValue(N_("The period ends before it begins."), "last")
    if period.last > today:
        raise BadValue(N_("The period ends in the future."), "last")
    if period.first < _FIRST_DAY:
        raise BadValue(N_("The period begins too long ago."), "first")
    if period.last.year - period.first.year >= MOST_YEARS:
        raise BadValue(N_("A report covers at most {most} years."), "first", most=MOST_YEARS)


class CellName(NamedTuple):
    """Which cell: the total of a line unless a category is named.

    Attributes:
        category: Code of a category group of the template, ``UNKNOWN``, or ``TOTAL``.
        column: Key of a column.
    """

    figure: str
    line: str
    category: str = TOTAL
    column: str = WHOLE

    @property
    def code(self) -> str:
        """As it is typed and kept: ``collected/seized/rifle/2026``."""
        return _SEPARATOR.join(self)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the cell of ``code``; the last two parts may be left out.

        Raises:
            BadValue: The text names no cell.
        """
        parts = [part.strip() for part in text.split(_SEPARATOR)]
        if not 2 <= len(parts) <= len(cls._fields) or not all(parts[:2]):
            raise BadValue(
                N_("“{text}” names no cell. Write it as figure/line/category/column."),
                "cell",
                text=text,
            )
        column = parts[3] if len(parts) == len(cls._fields) and parts[3] else WHOLE
        return cls(parts[0], parts[1], parts[2] if len(parts) > 2 else TOTAL, column)


@dataclass(frozen=True, slots=True)
class CellValue:
    """What a cell says.

    Attributes:
        value: As it is reported; None where there is none. Hundredths, of percent and days.
        state: Why there is none.
        reason: Why it was overridden; "" where it was not.
        computed: What was computed, where ``value`` overrides it.
        computed_state: The same of the state.
    """

    value: int | None
    state: CellState = CellState.KNOWN
    reason: str = ""
    computed: int | None = None
    computed_state: CellState = CellState.KNOWN

    @property
    def overridden(self) -> bool:
        """Whether somebody stated another value than was computed."""
        return bool(self.reason)
