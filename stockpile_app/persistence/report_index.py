"""Counts what the national report tells, and lists what was counted: one statement for both.

Every figure is a statement of rows (line, record, category, day). A cell counts its distinct
records, a drill-down lists them, so the two cannot differ.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, func, select

from stockpile_app.domain.national_report_cells import TOTAL, Column, RecordKind
from stockpile_app.domain.national_report_template import ReportTemplate
from stockpile_app.persistence.base import table_of
from stockpile_app.persistence.report_sources import SOURCES
from stockpile_app.persistence.tables import WeaponRow
from stockpile_app.persistence.values import portions

_W: Final = table_of(WeaponRow)

Counts = Mapping[tuple[str, str], int]
"""How many records there are, by line and category."""


class Found(NamedTuple):
    """A record that a cell counts, and the day by which it does."""

    record: int
    day: dt.date
    kind: RecordKind = RecordKind.WEAPON
    title: str = ""


def counted_figures() -> tuple[str, ...]:
    """Return the keys of the figures that this module counts."""
    return tuple(SOURCES)


def count(
    connection: Connection, template: ReportTemplate, figure: str, columns: Sequence[Column]
) -> dict[str, Counts]:
    """Return the counts of a figure, by key of the column; cells without records are left out."""
    found: dict[str, Counter[tuple[str, str]]] = {each.key: Counter() for each in columns}
    for source in SOURCES[figure](template):
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
    for source in SOURCES[figure](template):
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
    for some in portions(only):
        yield statement.where(record.in_(some))


def ids_of(connection: Connection, numbers: Sequence[str]) -> list[int]:
    """Return the ids of weapons by register number; those that are not here are left out."""
    found: list[int] = []
    for some in portions(numbers):
        found += connection.execute(select(_W.c.id).where(_W.c.number.in_(some))).scalars()
    return found


def _within(day: ColumnElement[str], column: Column) -> ColumnElement[bool]:
    return day.between(column.first.isoformat(), column.last.isoformat())
