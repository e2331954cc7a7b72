"""Gathers the cells of a national report, and what each of them counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from stockpile_app.domain.access import Permission
from stockpile_app.domain.errors import NotAllowed, ReadOnly
from stockpile_app.domain.national_report import CountedRecord
from stockpile_app.domain.national_report_build import (
    Cells,
    find_line,
    hundredths,
    percentage,
    undefined,
    withheld,
)
from stockpile_app.domain.national_report_cells import (
    TOTAL,
    CellName,
    CellValue,
    Column,
    Period,
    RecordKind,
    Unit,
)
from stockpile_app.domain.national_report_figures import NO_SEX, figure_map
from stockpile_app.domain.national_report_security import meets
from stockpile_app.domain.national_report_template import ReportTemplate
from stockpile_app.domain.progress import Progress
from stockpile_app.domain.text import N_
from stockpile_app.domain.tracing_figures import DirectionFigures, TraceFigures, compute
from stockpile_app.domain.tracing_file import fold_all
from stockpile_app.domain.tracing_records import TraceFile, TraceTargets
from stockpile_app.domain.tracing_vocabulary import TraceDirection, TraceOutcome
from stockpile_app.persistence import report_index, report_lists, report_staff
from stockpile_app.persistence.base import Connection
from stockpile_app.persistence.report_index import Found
from stockpile_app.services.check_lists import load_list
from stockpile_app.services.desk import Desk
from stockpile_app.services.tracing_desk import LIST, TRACING, TraceDesk, targets_in_force

_DIRECTIONS: Final = {
    "traces_out": TraceDirection.OUT,
    "traces_in": TraceDirection.IN,
    "traces_domestic": TraceDirection.DOMESTIC,
}
_DAYS: Final = ("mean_acknowledge", "median_acknowledge", "mean_answer", "median_answer")
_ESTABLISHED: Final = CellName("sdg", "established")
_PURPOSE: Final = "national report"
_ONLY_TRACING: Final = N_("see which arms were traced, or which trace files a figure counts")

Traces = dict[str, TraceFigures] | None
"""Figures of tracing by key of the column; None for who may not know them."""


class NationalFigures:
    """What a report counts at one desk."""

    def __init__(
        self, desk: Desk, head: int | None = None, targets: TraceTargets | None = None
    ) -> None:
        """Work at ``desk``.

        Args:
            head: The last entry of trace files that counts; None for all.
            targets: Those in force then; None for those in force now.
        """
        self._desk = desk
        self._head = head
        self._targets = targets

    def traces(self, columns: Sequence[Column]) -> Traces:
        """Return the figures of tracing, where who is signed in may know them.

        To be called outside any transaction: it may have to open the compartment first.
        """
        if not self._desk.may(Permission.TRACE):
            return None
        try:
            TraceDesk(self._desk).viewed(LIST, _PURPOSE)
        except (NotAllowed, ReadOnly):  # the role without the key, or where no look can be noted
            return None
        files = self._files()
        return {each.key: compute(files, each.first, each.last) for each in columns}

    def _files(self) -> list[TraceFile]:
        """Return the trace files as they were when the report was frozen, or as they are."""
        entries = TraceDesk(self._desk).compartments.read(TRACING)
        targets = self._targets or targets_in_force(self._desk)
        return [
            file.with_targets(targets)
            for file in fold_all(
                each for each in entries if self._head is None or each.seq <= self._head
            )
        ]

    def cells(
        self,
        connection: Connection,
        template: ReportTemplate,
        columns: Sequence[Column],
        traces: Traces,
        progress: Progress,
    ) -> Cells:
        """Return every cell that is not 0, as the register stands.

        Raises:
            Cancelled: The user asked to stop.
        """
        figures = report_index.counted_figures()
        total = len(figures) + len(columns)
        cells: dict[CellName, CellValue] = {}
        for done, figure in enumerate(figures):
            progress.report(done, total)
            found = report_index.count(connection, template, figure, columns)
            for key, counts in found.items():
                for (line, category), number in counts.items():
                    cells[CellName(figure, line, category, key)] = CellValue(number)
        for done, column in enumerate(columns, len(figures)):
            progress.report(done, total)
            cells |= self._by_lists(connection, template, column)
            cells |= _traced(column, traces)
            cells |= self._indicator(connection, template, column, cells, traces)
        return {name: value for name, value in cells.items() if value != CellValue(0)}

    def records(
        self, connection: Connection, template: ReportTemplate, name: CellName, period: Period
    ) -> tuple[CountedRecord, ...]:
        """Return what a cell counts.

        Raises:
            BadValue: There is no such cell.
            NotAllowed: Only a tracing officer may see it.
        """
        line = find_line(template, name, period.columns)
        column = period.column(name.column)
        if line.unit is not Unit.COUNT:
            return ()
        if line.counts is RecordKind.TRACE:
            return self._trace_records(name, column)
        if (name.figure, name.line) == (_ESTABLISHED.figure, _ESTABLISHED.line):
            found = self._established_of(connection, template, column)
        elif name.figure in report_index.counted_figures():
            cell = (name.figure, name.line, name.category)
            found = report_index.listed(connection, template, cell, column)
        else:
            found = _listed(connection, template, column).get((name.figure, name.line), [])
        return report_lists.described(connection, found, line.counts)

    # --- what is counted one by one --------------------------------------------------------------

    def _by_lists(
        self, connection: Connection, template: ReportTemplate, column: Column
    ) -> Iterator[tuple[CellName, CellValue]]:
        for (figure, line), found in _listed(connection, template, column).items():
            yield CellName(figure, line, TOTAL, column.key), CellValue(len(found))

    # --- what is traced --------------------------------------------------------------------------

    def _indicator(
        self,
        connection: Connection,
        template: ReportTemplate,
        column: Column,
        cells: Cells,
        traces: Traces,
    ) -> Iterator[tuple[CellName, CellValue]]:
        arms = cells.get(CellName("sdg", "arms", TOTAL, column.key), CellValue(0)).value or 0
        part = _ESTABLISHED._replace(column=column.key)
        indicator = part._replace(line="indicator")
        if arms == 0:  # nobody needs to know of traces to say so
            yield part, undefined()
            yield indicator, undefined()
        elif traces is None:
            yield part, withheld()
            yield indicator, withheld()
        else:
            found = self._established(connection, template, column, traces[column.key])
            yield part, CellValue(len(found))
            yield indicator, percentage(len(found), arms)

    def _established(
        self,
        connection: Connection,
        template: ReportTemplate,
        column: Column,
        figures: TraceFigures,
    ) -> list[Found]:
        ids = report_index.ids_of(connection, figures.diverted_ever)
        return report_index.listed(connection, template, ("sdg", "arms", TOTAL), column, only=ids)

    def _established_of(
        self, connection: Connection, template: ReportTemplate, column: Column
    ) -> list[Found]:
        arms = report_index.count(connection, template, "sdg", (column,))[column.key]
        if not arms.get(("arms", TOTAL)):
            return []
        return self._established(connection, template, column, self._told(column))

    def _told(self, column: Column) -> TraceFigures:
        traces = self.traces((column,))
        if traces is None:
            raise NotAllowed(act=_ONLY_TRACING)
        return traces[column.key]

    def _trace_records(self, name: CellName, column: Column) -> tuple[CountedRecord, ...]:
        self._told(column)
        direction = _DIRECTIONS[name.figure]
        found = []
        for file in self._files():
            own = compute([file], column.first, column.last).of(direction)
            times = _trace_value(own, name.line).value or 0
            record = CountedRecord(kind=RecordKind.TRACE, id=0, number=file.id, day=file.opened_on)
            found += [record] * times
        return tuple(found)


def _listed(
    connection: Connection, template: ReportTemplate, column: Column
) -> dict[tuple[str, str], list[Found]]:
    """Return what is counted one by one, by figure and line."""
    found = {**_depots(connection, template, column), **_people(connection, column)}
    moved, waiting = report_staff.needs(connection, column)
    for figure, lines in (
        ("trained", report_staff.trained(connection, column)),
        ("needs", moved),
        ("needs_open", waiting),
    ):
        found |= {(figure, line): records for line, records in lines.items()}
    return found


def _depots(
    connection: Connection, template: ReportTemplate, column: Column
) -> dict[tuple[str, str], list[Found]]:
    checks = report_lists.last_checks(connection, column)
    found: dict[tuple[str, str], list[Found]] = {
        ("depots", each.key): [] for each in figure_map(template)["depots"].lines
    }
    for check in checks:
        record = Found(check.id, check.completed_on)
        found["depots", "checked"].append(record)
        check_list = load_list(connection, check.check_list, check.version)
        for subject in template.security:
            if meets(check_list, check.answers, subject, template.security_rule):
                found["depots", subject.code].append(record)
    return found


def _people(connection: Connection, column: Column) -> dict[tuple[str, str], list[Found]]:
    found: dict[tuple[str, str], list[Found]] = {}
    people = {
        "witness": report_lists.witnesses(connection, column),
        "team": report_lists.team_members(connection, column),
    }
    for what, named in people.items():
        for each in named:
            key = ("taking_part", f"{what}_{each.sex or NO_SEX}")
            found.setdefault(key, []).append(Found(each.record, each.day, title=each.name))
    return found


def _traced(column: Column, traces: Traces) -> Iterator[tuple[CellName, CellValue]]:
    lines = (
        *("requests", "acknowledged", "in_time", "open", "overdue"),
        *(each.value for each in TraceOutcome),
        *_DAYS,
    )
    for figure, direction in _DIRECTIONS.items():
        for line in lines:
            name = CellName(figure, line, TOTAL, column.key)
            if traces is None:
                yield name, withheld()
            else:
                yield name, _trace_value(traces[column.key].of(direction), line)


def _trace_value(figures: DirectionFigures, line: str) -> CellValue:
    if line in _DAYS:
        return hundredths(getattr(figures, line))
    if line in {each.value for each in TraceOutcome}:
        return CellValue(figures.count(TraceOutcome(line)))
    value: int = getattr(figures, line)
    return CellValue(value)
