"""Tables that are filled by hand for a report: what they state as a sum must be the sum."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from stockpile_app.domain.errors import BadValue
from stockpile_app.domain.national_report import HandTable
from stockpile_app.domain.national_report_template import ReportTemplate
from stockpile_app.domain.text import N_
from stockpile_app.domain.weapons import check_text

MOST_TABLES: Final = 20
MOST_ROWS: Final = 100
MOST_COLUMNS: Final = 8
_LONGEST: Final = 200
_MOST: Final = 10**9

Kept = tuple[
    str,
    str,
    str,
    tuple[str, ...],
    tuple[tuple[str, tuple[int, ...]], ...],
    tuple[int, ...],
    bool,
]
"""A table as its entry has it."""


def check_tables(template: ReportTemplate, tables: Sequence[HandTable]) -> tuple[HandTable, ...]:
    """Return the tables as they may be kept.

    Raises:
        BadValue: A table answers no question, is too large, or does not add up; says which and
            what the sum is.
    """
    if len(tables) > MOST_TABLES:
        raise BadValue(N_("A report takes at most {most} tables."), "tables", most=MOST_TABLES)
    return tuple(_checked(template, each) for each in tables)


def _checked(template: ReportTemplate, table: HandTable) -> HandTable:
    if template.question(table.question) is None:
        raise BadValue(
            N_("The template has no question “{question}”."), "tables", question=table.question
        )
    table = HandTable(
        question=table.question,
        title=check_text(table.title, "title", _LONGEST),
        columns=tuple(check_text(each, "columns", _LONGEST) for each in table.columns),
        rows=tuple(
            (check_text(title, "rows", _LONGEST), tuple(values)) for title, values in table.rows
        ),
        total=tuple(table.total),
        last_is_total=table.last_is_total,
        source=check_text(table.source, "source", _LONGEST),
    )
    _check_shape(table)
    _check_rows(table)
    _check_total(table)
    return table


def _check_shape(table: HandTable) -> None:
    if not table.title:
        raise BadValue(N_("A table needs a title."), "title")
    if not 1 <= len(table.columns) <= MOST_COLUMNS or not 1 <= len(table.rows) <= MOST_ROWS:
        raise BadValue(
            N_("“{table}” must have 1 to {columns} columns and 1 to {rows} rows."),
            "tables",
            table=table.title,
            columns=MOST_COLUMNS,
            rows=MOST_ROWS,
        )
    every = [*table.rows, *([("", table.total)] if table.total else [])]
    for title, values in every:
        if len(values) != len(table.columns):
            raise BadValue(
                N_("“{table}”: “{row}” must have a number in each of its {columns} columns."),
                "tables",
                table=table.title,
                row=title,
                columns=len(table.columns),
            )
        if not all(0 <= each <= _MOST for each in values):
            raise BadValue(
                N_("“{table}”: “{row}” needs whole numbers from 0 to {most}."),
                "tables",
                table=table.title,
                row=title,
                most=_MOST,
            )


def _check_rows(table: HandTable) -> None:
    if not table.last_is_total:
        return
    for title, values in (*table.rows, *([("", table.total)] if table.total else [])):
        if sum(values[:-1]) != values[-1]:
            raise BadValue(
                N_("“{table}”: “{row}” adds up to {sum}, not to {stated}."),
                "tables",
                table=table.title,
                row=title or N_("Total"),
                sum=sum(values[:-1]),
                stated=values[-1],
            )


def _check_total(table: HandTable) -> None:
    for at, stated in enumerate(table.total):
        found = sum(values[at] for _title, values in table.rows)
        if found != stated:
            raise BadValue(
                N_("“{table}”: “{column}” adds up to {sum}, not to {stated}."),
                "tables",
                table=table.title,
                column=table.columns[at],
                sum=found,
                stated=stated,
            )


def as_kept(table: HandTable) -> Kept:
    """Return a table as its entry keeps it."""
    return (
        table.question,
        table.title,
        table.source,
        table.columns,
        table.rows,
        table.total,
        table.last_is_total,
    )


def from_kept(kept: Sequence[object]) -> HandTable:
    """Return the table that ``as_kept`` made, or its JSON."""
    question, title, source, columns, rows, total, last_is_total = kept
    return HandTable(
        question=str(question),
        title=str(title),
        source=str(source),
        columns=tuple(columns),  # type: ignore[arg-type]
        rows=tuple((name, tuple(values)) for name, values in rows),  # type: ignore[attr-defined]
        total=tuple(total),  # type: ignore[arg-type]
        last_is_total=bool(last_is_total),
    )
