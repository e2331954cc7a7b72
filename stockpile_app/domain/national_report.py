"""The national report as it is shown, what is asked for, and comparison with another."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.documents import PrintDocument
from stockpile_app.domain.errors import BadValue
from stockpile_app.domain.national_report_cells import (
    TOTAL,
    CellName,
    CellState,
    CellValue,
    Column,
    Period,
    RecordKind,
    Unit,
)
from stockpile_app.domain.national_report_template import ReportQuestion, ReportTemplate
from stockpile_app.domain.text import N_

NO_CELL: Final = N_("The report has no cell “{cell}”.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRow:
    """A line of a figure, or one category of it.

    Attributes:
        title: Of the line; untranslated where it is ours, as it stands where it is the template's.
        category_title: The same of the category; "" of the total.
        values: One for each column of the report.
    """

    figure: str
    line: str
    category: str
    title: str
    category_title: str
    unit: Unit
    counts: RecordKind
    values: tuple[CellValue, ...]

    def name(self, column: Column) -> CellName:
        """Return the name of the cell in a column."""
        return CellName(self.figure, self.line, self.category, column.key)


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureView:
    """A figure with all its rows: the total of each line first, then its categories.

    Attributes:
        title: Untranslated.
        meaning: What is counted, and by which day; untranslated.
    """

    key: str
    title: str
    meaning: str
    rows: tuple[ReportRow, ...]

    def row(self, line: str, category: str = TOTAL) -> ReportRow | None:
        """Return a row."""
        return next((e for e in self.rows if (e.line, e.category) == (line, category)), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class HandTable:
    """A table that somebody fills by hand, such as figures of another authority.

    Attributes:
        question: Key of the question that it answers.
        columns: Titles of the columns of numbers.
        rows: (title, a number for each column).
        total: The stated sum of each column; () where none is stated.
        last_is_total: The last column states the sum of the others in its row.
    """

    question: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[int, ...]], ...]
    total: tuple[int, ...] = ()
    last_is_total: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionView:
    """A question as it stands in a report.

    Attributes:
        number: In the numbering of the report; "" where that one does not ask it.
        figures: The figures that answer it.
        answer: What was stated in words.
        tables: What was stated by hand in numbers.
    """

    question: ReportQuestion
    number: str
    figures: tuple[FigureView, ...] = ()
    answer: str = ""
    tables: tuple[HandTable, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportView:
    """A report, drafted or frozen, with all that is to be shown.

    Attributes:
        columns: Of every row.
        figures: All figures, each once; questions refer to them.
        questions: Those that the numbering asks, in its order.
        head: ``seq`` of the last entry that the figures rest on.
    """

    period: Period
    columns: tuple[Column, ...]
    numbering: str
    template: ReportTemplate
    figures: tuple[FigureView, ...]
    questions: tuple[QuestionView, ...]
    head: int
    notes: str = ""
    record: FrozenRecord | None = None

    @property
    def withheld(self) -> bool:
        """Whether some cells are left to a tracing officer."""
        return any(
            value.state is CellState.WITHHELD
            for figure in self.figures
            for row in figure.rows
            for value in row.values
        )

    def figure(self, key: str) -> FigureView | None:
        """Return a figure."""
        return next((each for each in self.figures if each.key == key), None)

    def cell(self, name: CellName) -> CellValue:
        """Return what a cell says.

        Raises:
            BadValue: The report has no such cell.
        """
        figure = self.figure(name.figure)
        row = figure.row(name.line, name.category) if figure else None
        keys = [each.key for each in self.columns]
        if figure is None or name.column not in keys:
            raise BadValue(NO_CELL, "cell", cell=name.code)
        if row is None:
            if figure.row(name.line) is None or not self.template.knows_group(name.category):
                raise BadValue(NO_CELL, "cell", cell=name.code)
            return CellValue(0)  # a category of which there is nothing
        return row.values[keys.index(name.column)]


@dataclass(frozen=True, slots=True, kw_only=True)
class FrozenRecord:
    """A frozen report, for lists.

    Attributes:
        number: Such as ``NR-KE01-123``; leads to the entry that freezes it.
        seal: Code of the seal over the entries that its figures rest on.
        frozen_by: Name of a user.
        overrides: How many cells were overridden.
        compared: Id of the report it was compared with.
    """

    id: int
    number: str
    title: str
    period: Period
    numbering: str
    template: str
    version: int
    head: int
    seal: str
    frozen_on: dt.date
    frozen_by: str
    overrides: int = 0
    withheld: bool = False
    compared: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedRecord:
    """Something that a cell counts; a drill-down has exactly as many as the cell says.

    Attributes:
        id: Of the weapon, incident and so on; 0 where it has none (trace files).
        number: As people name it.
        day: The day by which it is counted.
        category: Of the weapon, as it is called; untranslated.
        category_code: The same as a code, or "".
        place: Path of its place, where it is in one.
    """

    kind: RecordKind
    id: int
    number: str
    title: str = ""
    day: dt.date | None = None
    category: str = ""
    category_code: str = ""
    place: str = ""


# --- what is asked for ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """Somebody states another value than was computed, and why; both are printed.

    Attributes:
        value: None where it is not applicable. Hundredths, of percent and days.
    """

    cell: CellName
    value: int | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FreezeReport:
    """Asks to freeze a report.

    Attributes:
        answers: What is stated in words, by key of the question.
        compare_with: Id of an earlier report; None takes the last one frozen before.
    """

    period: Period
    numbering: str
    title: str = ""
    overrides: tuple[Override, ...] = ()
    answers: Mapping[str, str] = field(default_factory=dict)
    tables: tuple[HandTable, ...] = ()
    compare_with: int | None = None
    notes: str = ""


@dataclass(frozen=True, slots=True)
class ReportFrozenDone:
    """A report that was frozen."""

    report_id: int
    number: str
    seal: str
    changes: ChangeSet


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintReport(PrintDocument):
    """Asks for a paper of a frozen report."""

    report_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintComparison(PrintReport):
    """Asks for a paper that compares a frozen report with another, frozen before."""

    before_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintDraft(PrintDocument):
    """Asks for the annex of a draft, which says on every page that it is one."""

    period: Period
    numbering: str


@dataclass(frozen=True, slots=True)
class ReportExported:
    """A report that was written to a file."""

    path: Path
    changes: ChangeSet


# --- comparison ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedRow:
    """The total or category of a line in two reports, of their whole periods.

    Attributes:
        before, after: None where a report does not have the row at all.
        change: ``after`` less ``before`` of numbers; None where one of them has none.
    """

    figure: str
    line: str
    category: str
    figure_title: str
    title: str
    category_title: str
    unit: Unit
    before: CellValue | None
    after: CellValue | None

    @property
    def change(self) -> int | None:
        """How much more it is; in hundredths of percentage points and days."""
        if self.before is None or self.after is None:
            return None
        if self.before.value is None or self.after.value is None:
            return None
        return self.after.value - self.before.value


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportComparison:
    """Two reports beside one another.

    Attributes:
        same_length: Whether both periods have about as many days; if not, numbers of things that
            happen differ for that alone.
    """

    before: FrozenRecord
    after: FrozenRecord | None
    before_period: Period
    after_period: Period
    rows: tuple[ComparedRow, ...]
    same_length: bool
