"""Counts what the national report tells, and lists what was counted: one statement for both.

Every weapon figure is a statement of rows (line, record, category, day). A cell counts its distinct
records, a drill-down lists them, so the two cannot differ.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, and_, case, exists, func, literal, select

from stockpile_app.domain.disposal_records import DisposalLineState
from stockpile_app.domain.disposal_vocabulary import DisposalKind
from stockpile_app.domain.marking_vocabulary import Acquisition
from stockpile_app.domain.marking_work import MarkLineState
from stockpile_app.domain.national_report_cells import TOTAL, UNKNOWN, Column, RecordKind
from stockpile_app.domain.national_report_figures import ALL, COLLECTED, LOSSES
from stockpile_app.domain.national_report_template import ReportTemplate
from stockpile_app.domain.stocktakes import StocktakeState
from stockpile_app.domain.vocabulary import MarkOccasion, MovementKind, Status
from stockpile_app.persistence.base import table_of
from stockpile_app.persistence.tables import (
    ORIGIN_BITS,
    AcquisitionRow,
    DisposalLineRow,
    DisposalOrderRow,
    DocumentRow,
    EntryRow,
    FoundAgainRow,
    IncidentRow,
    IncidentWeaponRow,
    MarkingJobRow,
    MarkingLineRow,
    MarkRow,
    MovementLineRow,
    MovementRow,
    OriginRow,
    StocktakeRow,
    SurplusDeclarationRow,
    SurplusLineRow,
    WeaponRow,
)

SURPLUS_REVIEW: Final = "surplus-review"
_CHUNK: Final = 500

_W: Final = table_of(WeaponRow)
_A: Final = table_of(AcquisitionRow)
_COUNTS: Final = _W.c.status != Status.WITHDRAWN.value
"""A weapon that was registered in error, or by an import that was undone, is in no figure."""

Counts = Mapping[tuple[str, str], int]
"""How many records there are, by line and category."""


class _Source(NamedTuple):
    """Rows of a figure: which line, which record, which category, which day."""

    rows: Select[Any]
    once: bool = False  # a record has one row, so days can be summed up


class Found(NamedTuple):
    """A record that a cell counts, and the day by which it does."""

    record: int
    day: dt.date
    kind: RecordKind = RecordKind.WEAPON
    title: str = ""


def counted_figures() -> tuple[str, ...]:
    """Return the keys of the figures that this module counts."""
    return tuple(_SOURCES)


def count(
    connection: Connection, template: ReportTemplate, figure: str, columns: Sequence[Column]
) -> dict[str, Counts]:
    """Return the counts of a figure, by key of the column; cells without records are left out."""
    found: dict[str, Counter[tuple[str, str]]] = {each.key: Counter() for each in columns}
    for source in _SOURCES[figure](template):
        rows = source.rows.subquery()
        if source.once:
            _count_days(connection, rows, columns, found)
        else:
            _count_records(connection, rows, columns, found)
    return dict(found)


def _count_days(
    connection: Connection,
    rows: Any,
    columns: Sequence[Column],
    found: Mapping[str, Counter[tuple[str, str]]],
) -> None:
    keys = (rows.c.line, rows.c.category, rows.c.day)
    statement = select(*keys, func.count()).where(_within(rows.c.day, columns[0])).group_by(*keys)
    for line, category, day, number in connection.execute(statement):
        for column in columns:
            if column.first.isoformat() <= day <= column.last.isoformat():
                _add(found[column.key], line, category, number)


def _count_records(
    connection: Connection,
    rows: Any,
    columns: Sequence[Column],
    found: Mapping[str, Counter[tuple[str, str]]],
) -> None:
    keys = (rows.c.line, rows.c.category)
    for column in columns:
        statement = (
            select(*keys, func.count(rows.c.record.distinct()))
            .where(_within(rows.c.day, column))
            .group_by(*keys)
        )
        for line, category, number in connection.execute(statement):
            _add(found[column.key], line, category, number)


def _add(counts: Counter[tuple[str, str]], line: str, category: str | None, number: int) -> None:
    # a record has one category, so their sum is the total
    counts[line, TOTAL] += number
    if category is not None:
        counts[line, category] += number


def listed(
    connection: Connection,
    template: ReportTemplate,
    cell: tuple[str, str, str],
    column: Column,
    *,
    only: Sequence[int] | None = None,
) -> list[Found]:
    """Return what a cell of a column counts, by day.

    Args:
        cell: Figure, line and category.
        only: Records to look among; None for all.
    """
    figure, line, category = cell
    found: dict[int, str] = {}
    for source in _SOURCES[figure](template):
        rows = source.rows.subquery()
        statement = (
            select(rows.c.record, func.min(rows.c.day))
            .where(rows.c.line == line, _within(rows.c.day, column))
            .group_by(rows.c.record)
        )
        if category != TOTAL:
            statement = statement.where(rows.c.category == category)
        for narrowed in _narrowed(statement, rows.c.record, only):
            found |= {row[0]: row[1] for row in connection.execute(narrowed)}
    listed_ = [Found(record, dt.date.fromisoformat(day)) for record, day in found.items()]
    return sorted(listed_, key=lambda each: (each.day, each.record))


def _narrowed(
    statement: Select[Any], record: ColumnElement[int], only: Sequence[int] | None
) -> Iterator[Select[Any]]:
    if only is None:
        yield statement
        return
    for start in range(0, len(only), _CHUNK):
        yield statement.where(record.in_(only[start : start + _CHUNK]))


def ids_of(connection: Connection, numbers: Sequence[str]) -> list[int]:
    """Return the ids of weapons by register number; those that are not here are left out."""
    found: list[int] = []
    for start in range(0, len(numbers), _CHUNK):
        some = list(numbers[start : start + _CHUNK])
        found += connection.execute(select(_W.c.id).where(_W.c.number.in_(some))).scalars()
    return found


def _within(day: ColumnElement[str], column: Column) -> ColumnElement[bool]:
    return day.between(column.first.isoformat(), column.last.isoformat())


# --- statements ----------------------------------------------------------------------------------


def _rows(
    template: ReportTemplate, line: Any, record: Any, day: Any, *, by_category: bool = True
) -> Select[Any]:
    category = (
        case(
            *(
                (_W.c.category.in_([each.value for each in group.holds]), group.code)
                for group in template.categories
            ),
            else_=UNKNOWN,
        )
        if by_category
        else literal(None)
    )
    line = literal(line) if isinstance(line, str) else line
    return select(
        line.label("line"), record.label("record"), category.label("category"), day.label("day")
    )


def _day(column: ColumnElement[str]) -> ColumnElement[str]:
    return func.substr(column, 1, 10)


def _acquired(template: ReportTemplate, line: Any, *which: Acquisition) -> Select[Any]:
    return (
        _rows(template, line, _A.c.weapon_id, _A.c.acquired_on)
        .join_from(_A, _W, _W.c.id == _A.c.weapon_id)
        .where(_COUNTS, _A.c.acquisition.in_([each.value for each in which]))
    )


def _collected(template: ReportTemplate) -> Iterator[_Source]:
    for line in (_A.c.acquisition, ALL):
        yield _Source(_acquired(template, line, *COLLECTED), once=True)


_OUTCOME: Final = case(
    (_W.c.status == Status.DESTROYED.value, "destroyed"),
    (_W.c.status.in_([each.value for each in Status if each.is_disposed]), "disposed"),
    (_W.c.status.in_([Status.LOST.value, Status.STOLEN.value]), "gone"),
    else_="kept",
)


def _collected_outcome(template: ReportTemplate) -> Iterator[_Source]:
    yield _Source(_acquired(template, _OUTCOME, *COLLECTED), once=True)


def _arms(template: ReportTemplate) -> Iterator[_Source]:
    yield _Source(_acquired(template, "arms", *template.sdg_arms), once=True)


def _recorded(template: ReportTemplate) -> Iterator[_Source]:
    origin, entry = table_of(OriginRow), table_of(EntryRow)
    yield _Source(
        _rows(template, "registered", _W.c.id, _day(entry.c.recorded_at))
        .join_from(_W, origin, origin.c.number == _W.c.id.op(">>")(ORIGIN_BITS))
        .join(entry, and_(entry.c.origin == origin.c.origin, entry.c.seq == _W.c.registered_seq))
        .where(_COUNTS),
        once=True,
    )


def _applied(template: ReportTemplate, line: Any, *conditions: Any) -> _Source:
    mark, job = table_of(MarkingLineRow), table_of(MarkingJobRow)
    return _Source(
        _rows(
            template,
            job.c.occasion if line is None else line,
            mark.c.weapon_id,
            mark.c.applied_on,
        )
        .join_from(mark, job, job.c.id == mark.c.job_id)
        .join(_W, _W.c.id == mark.c.weapon_id)
        .where(_COUNTS, mark.c.state == MarkLineState.APPLIED.value, *conditions)
    )


def _marked(template: ReportTemplate) -> Iterator[_Source]:
    yield _applied(template, None)
    yield _applied(template, ALL)


def _import_marking(template: ReportTemplate) -> Iterator[_Source]:
    mark, job = table_of(MarkRow), table_of(MarkingJobRow)
    marked = (mark.c.weapon_id == _W.c.id) & (mark.c.occasion == MarkOccasion.IMPORT.value)
    of_these: dict[str, Any] = {
        "imported": None,
        "with_mark": exists().where(marked),
        "with_country": exists().where(marked, mark.c.country != ""),
        "with_year": exists().where(marked, mark.c.year.is_not(None)),
        "exempt": _A.c.exemption.is_not(None),
    }
    for line, condition in of_these.items():
        rows = _acquired(template, line, Acquisition.IMPORT)
        yield _Source(rows if condition is None else rows.where(condition), once=True)
    yield _applied(template, "applied", job.c.occasion == MarkOccasion.IMPORT.value)


def _disposals(template: ReportTemplate, line: Any, condition: Any) -> _Source:
    each, order, again = (table_of(r) for r in (DisposalLineRow, DisposalOrderRow, FoundAgainRow))
    found_again = exists().where(
        again.c.weapon_id == each.c.weapon_id, again.c.order_id == each.c.order_id
    )
    return _Source(
        _rows(template, line, each.c.weapon_id, _day(each.c.disposed_at))
        .join_from(each, order, order.c.id == each.c.order_id)
        .join(_W, _W.c.id == each.c.weapon_id)
        .where(_COUNTS, each.c.state == DisposalLineState.DISPOSED.value, ~found_again, condition)
    )


def _destroyed(template: ReportTemplate) -> Iterator[_Source]:
    order = table_of(DisposalOrderRow)
    destruction = order.c.kind == DisposalKind.DESTRUCTION.value
    named = [each for each in template.destruction if each.methods]
    way = case(
        *((order.c.method.in_(each.methods), each.code) for each in named),
        else_=template.destruction[-1].code,
    )
    for line in (way, ALL):
        yield _disposals(template, line, destruction)


def _disposed(template: ReportTemplate) -> Iterator[_Source]:
    order = table_of(DisposalOrderRow)
    for line in (order.c.kind, ALL):
        yield _disposals(template, line, order.c.kind != DisposalKind.DESTRUCTION.value)


def _surplus(template: ReportTemplate) -> Iterator[_Source]:
    document, declared = table_of(DocumentRow), table_of(SurplusDeclarationRow)
    line = table_of(SurplusLineRow)
    yield _Source(
        _rows(
            template, "reviews", document.c.id, _day(document.c.made_at), by_category=False
        ).where(document.c.document == SURPLUS_REVIEW)
    )
    yield _Source(
        _rows(template, "declarations", declared.c.id, declared.c.declared_on, by_category=False)
    )
    yield _Source(
        _rows(template, "declared", line.c.weapon_id, declared.c.declared_on)
        .join_from(line, declared, declared.c.id == line.c.declaration_id)
        .join(_W, _W.c.id == line.c.weapon_id)
        .where(_COUNTS, line.c.withdrawn_on.is_(None))
    )


def _gone(template: ReportTemplate) -> Iterator[_Source]:
    lost, incident = table_of(IncidentWeaponRow), table_of(IncidentRow)
    for line in (incident.c.kind, ALL):
        yield _Source(
            _rows(template, line, lost.c.weapon_id, incident.c.discovered_on)
            .join_from(lost, incident, incident.c.id == lost.c.incident_id)
            .join(_W, _W.c.id == lost.c.weapon_id)
            .where(_COUNTS, incident.c.kind.in_([each.value for each in LOSSES]))
        )


def _incidents(template: ReportTemplate) -> Iterator[_Source]:
    incident = table_of(IncidentRow)
    for line in (incident.c.kind, ALL):
        yield _Source(
            _rows(template, line, incident.c.id, incident.c.discovered_on, by_category=False)
        )


def _recovered(template: ReportTemplate) -> Iterator[_Source]:
    line, movement = table_of(MovementLineRow), table_of(MovementRow)
    yield _Source(
        _rows(template, "recovered", line.c.weapon_id, movement.c.occurred_on)
        .join_from(line, movement, movement.c.id == line.c.movement_id)
        .join(_W, _W.c.id == line.c.weapon_id)
        .where(_COUNTS, movement.c.kind == MovementKind.RECOVERY.value)
    )


def _stocktakes(template: ReportTemplate) -> Iterator[_Source]:
    taken = table_of(StocktakeRow)
    for line in (taken.c.kind, ALL):
        yield _Source(
            _rows(template, line, taken.c.id, taken.c.closed_on, by_category=False).where(
                taken.c.state == StocktakeState.CLOSED.value
            )
        )


_SOURCES: Final[dict[str, Callable[[ReportTemplate], Iterator[_Source]]]] = {
    "collected": _collected,
    "collected_outcome": _collected_outcome,
    "recorded": _recorded,
    "marked": _marked,
    "import_marking": _import_marking,
    "destroyed": _destroyed,
    "disposed": _disposed,
    "surplus": _surplus,
    "gone": _gone,
    "incidents": _incidents,
    "recovered": _recovered,
    "sdg": _arms,
    "stocktakes": _stocktakes,
}
