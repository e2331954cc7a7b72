"""National reports to files: .xlsx for people, .json for programs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

from stockpile_app import i18n
from stockpile_app.domain.access import Permission
from stockpile_app.domain.errors import BadValue
from stockpile_app.domain.facts import RegisterExported
from stockpile_app.domain.national_report import (
    HandTable,
    QuestionView,
    ReportExported,
    ReportView,
)
from stockpile_app.domain.national_report_cells import CellValue, Period, Unit
from stockpile_app.domain.text import N_, clean
from stockpile_app.exchange.report_file import Cell, Sheet, write_json, write_sheets
from stockpile_app.i18n import _
from stockpile_app.ledger.seals import show_code
from stockpile_app.persistence.files import replacing, settle
from stockpile_app.reference.report_words import (
    cell_words,
    column_words,
    days_words,
    numbering_words,
    show_value,
)
from stockpile_app.reference.source_words import source_words
from stockpile_app.services.desk import Desk
from stockpile_app.services.national_drafts import NationalDrafts

_NOT_A_FILE: Final = N_("A report is written to an .xlsx or a .json file, not “{name}”.")


class NationalExports:
    """What is written of national reports."""

    def __init__(self, desk: Desk) -> None:
        """Work at ``desk``."""
        self._desk = desk
        self._drafts = NationalDrafts(desk)

    def write(self, out: Path, report_id: int) -> ReportExported:
        """Write a frozen report.

        Raises:
            BadValue: The file's name ends neither in ``.xlsx`` nor in ``.json``.
            NotFound: There is no such report.
            StorageFailed: The file cannot be written; the old one, if any, is untouched.
        """
        self._desk.require(Permission.EXPORT)
        return self._write(out, self._drafts.frozen(report_id))

    def write_draft(self, out: Path, period: Period, numbering: str) -> ReportExported:
        """Write a report as it would be now; the file says that it is a draft.

        Raises:
            BadValue: The file's name, the period or the numbering cannot be used.
            StorageFailed: The file cannot be written; the old one, if any, is untouched.
        """
        self._desk.require(Permission.EXPORT)
        return self._write(out, self._drafts.draft(period, numbering))

    def _write(self, out: Path, view: ReportView) -> ReportExported:
        writer = _WRITERS.get(out.suffix.lower())
        if writer is None:
            raise BadValue(_NOT_A_FILE, "out", name=out.name)
        with replacing(out) as temporary, self._desk.store.write() as uow:
            uow.record(
                RegisterExported(
                    format=f"national-report-{out.suffix.lower()[1:]}",
                    scope=clean(out.name),
                    weapons=0,
                )
            )
            writer(temporary, view)
            settle(temporary)
            changes = uow.commit()
        return ReportExported(out, changes)


# --- workbook ------------------------------------------------------------------------------------


def _write_xlsx(path: Path, view: ReportView) -> None:
    write_sheets(path, (_head(view), _figures(view), _questions(view), *_stated(view)))


def _head(view: ReportView) -> Sheet:
    record = view.record
    rows: list[tuple[Cell, ...]] = [
        (_("Report"), record.title if record else _("Draft; not frozen")),
        (_("Period"), days_words(view.columns[0])),
        (_("Numbering"), numbering_words(view)),
        (_("Template"), f"{view.template.id}, {view.template.version}"),
        (_("Rests on entries up to"), view.head),
    ]
    if record is not None:
        rows += [
            (_("Number"), record.number),
            (_("Frozen"), i18n.format_date(record.frozen_on)),
            (_("By"), record.frozen_by),
            (_("Seal"), show_code(record.seal)),
        ]
    if view.notes:
        rows.append((_("Notes"), view.notes))
    return Sheet(_("Report"), ("", ""), rows)


def _figures(view: ReportView) -> Sheet:
    heads = (
        *(_("Figure"), _("Line"), _("Category"), _("Unit")),
        *(column_words(each) for each in view.columns),
        _("Cell"),
    )
    return Sheet(_("Figures"), heads, _figure_rows(view))


def _figure_rows(view: ReportView) -> Iterator[tuple[Cell, ...]]:
    for figure in view.figures:
        for row in figure.rows:
            yield (
                _(figure.title),
                _(row.title),
                _(row.category_title) if row.category_title else "",
                _(row.unit.label),
                *(_cell(each, row.unit) for each in row.values),
                row.name(view.columns[0]).code,
            )


def _cell(value: CellValue, unit: Unit) -> Cell:
    if value.value is None:
        return show_value(value, unit)
    return value.value if unit is Unit.COUNT else value.value / 100


def _questions(view: ReportView) -> Sheet:
    heads = (_("Number"), _("Question"), _("Answer"), _("Source"), _("How sure"))
    return Sheet(_("Questions"), heads, (_question_row(each) for each in view.questions))


def _question_row(each: QuestionView) -> tuple[Cell, ...]:
    question = each.question
    computed = ", ".join(_(figure.title) for figure in each.figures)
    answer = "\n".join(filter(None, (each.answer, computed)))
    source = source_words(question.source)
    return (each.number, _(question.text), answer, source, _(question.sure.label))


def _stated(view: ReportView) -> Iterator[Sheet]:
    """Yield what was stated by hand: overrides with their reasons, and tables."""
    rows = [
        (
            cell_words(view, row.name(column)),
            show_value(CellValue(value.computed, value.computed_state), row.unit),
            show_value(value, row.unit),
            value.reason,
        )
        for figure in view.figures
        for row in figure.rows
        for column, value in zip(view.columns, row.values, strict=True)
        if value.overridden
    ]
    if rows:
        heads = (_("Cell"), _("Computed"), _("Stated"), _("Reason"))
        yield Sheet(_("Overrides"), heads, rows)
    tables = [table for each in view.questions for table in each.tables]
    for at, table in enumerate(tables, 1):
        yield _table(f"{_('Table')} {at}", table)


def _table(name: str, table: HandTable) -> Sheet:
    rows: list[tuple[Cell, ...]] = [(title, *values) for title, values in table.rows]
    if table.total:
        rows.append((_("Total"), *table.total))
    return Sheet(name, ("", *table.columns), rows, (table.title, table.source))


# --- JSON ----------------------------------------------------------------------------------------


def _write_json(path: Path, view: ReportView) -> None:
    write_json(path, as_data(view))


def as_data(view: ReportView) -> dict[str, Any]:
    """Return a report as plain values; percentages and days as decimals."""
    record = view.record
    return {
        "format": "stockpile-national-report",
        "version": 1,
        "frozen": record is not None,
        "number": record.number if record else None,
        "title": record.title if record else view.template.title,
        "seal": record.seal if record else None,
        "head": view.head,
        "period": [each.isoformat() for each in view.period],
        "columns": [
            {"key": each.key, "first": each.first.isoformat(), "last": each.last.isoformat()}
            for each in view.columns
        ],
        "numbering": view.numbering,
        "template": {"id": view.template.id, "version": view.template.version},
        "notes": view.notes,
        "cells": list(_cells_data(view)),
        "questions": [_question_data(each) for each in view.questions],
    }


def _cells_data(view: ReportView) -> Iterator[dict[str, Any]]:
    for figure in view.figures:
        for row in figure.rows:
            for column, value in zip(view.columns, row.values, strict=True):
                data: dict[str, Any] = {
                    "figure": row.figure,
                    "line": row.line,
                    "category": row.category,
                    "column": column.key,
                    "unit": row.unit.value,
                    "value": _plain(value.value, row.unit),
                    "state": value.state.value,
                }
                if value.overridden:
                    data["computed"] = _plain(value.computed, row.unit)
                    data["computed_state"] = value.computed_state.value
                    data["reason"] = value.reason
                yield data


def _plain(value: int | None, unit: Unit) -> int | float | None:
    return value if value is None or unit is Unit.COUNT else value / 100


def _question_data(each: QuestionView) -> dict[str, Any]:
    return {
        "key": each.question.key,
        "number": each.number or None,
        "text": each.question.text,
        "figures": [figure.key for figure in each.figures],
        "answer": each.answer,
        "source": each.question.source,
        "sure": each.question.sure.value,
        "tables": [
            {
                "title": table.title,
                "source": table.source,
                "columns": list(table.columns),
                "rows": [[title, *values] for title, values in table.rows],
                "total": list(table.total) or None,
            }
            for table in each.tables
        ],
    }


_WRITERS: Final[dict[str, Callable[[Path, ReportView], None]]] = {
    ".xlsx": _write_xlsx,
    ".json": _write_json,
}
