"""National reports on a terminal: drafted, followed to what they count, frozen, compared."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import click

from stockpile_app import i18n
from stockpile_app.cli import naming
from stockpile_app.cli.naming import Day
from stockpile_app.cli.options import Command, Group, Session, option, pass_session
from stockpile_app.cli.output import label, result, table
from stockpile_app.cli.query import takes
from stockpile_app.cli.session import signed_in
from stockpile_app.domain.national_report import (
    ComparedRow,
    CountedRecord,
    FreezeReport,
    FrozenRecord,
    Override,
    ReportView,
)
from stockpile_app.domain.national_report_build import find_line
from stockpile_app.domain.national_report_cells import CellName, CellValue, Period, Unit
from stockpile_app.domain.national_report_overrides import read_value
from stockpile_app.domain.text import N_
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import tr
from stockpile_app.ledger.seals import show_code
from stockpile_app.reference.report_words import (
    column_words,
    days_words,
    show_change,
    show_value,
)
from stockpile_app.services.gateway import Services

_NUMBERING: Final = "2010"

PERIOD: Final = (
    option("--since", type=Day(), required=True, help=N_("The first day of the period.")),
    option("--until", type=Day(), required=True, help=N_("The last day of the period.")),
)


def numbering_option() -> Any:
    """Return the option that chooses how questions are numbered."""
    return option(
        "--numbering",
        default=_NUMBERING,
        show_default=True,
        metavar="CODE",
        help=N_("How the questions are numbered: 2010 (to 2014) or 2016."),
    )


@click.group("national", cls=Group, help=N_("Draft, freeze and compare national reports."))
def national_command() -> None:
    """Hold the commands about national reports."""


@national_command.command(
    "draft", cls=Command, help=N_("Tell the figures of a period as they are now.")
)
@takes(*PERIOD, numbering_option())
@option("--categories", is_flag=True, help=N_("Tell them by category of weapon, too."))
@pass_session
def draft(session: Session, /, **given: Any) -> None:
    """Print the figures."""
    with signed_in(session) as services:  # a look at figures of tracing is an entry
        view = services.national.draft(Period(given["since"], given["until"]), given["numbering"])
    head = (_("Cell"), _("Figure"), _("Line"), *(column_words(each) for each in view.columns))
    rows = list(_rows(view, categories=given["categories"]))
    numbers = frozenset(range(3, 3 + len(view.columns)))
    data = {"cells": [dict(zip(_KEYS, each, strict=True)) for each in _cells(view)]}
    result(session, data, table(head, rows, numbers, frozenset({0})))


_KEYS: Final = ("cell", "unit", "value", "state")


def _rows(view: ReportView, *, categories: bool) -> Iterator[tuple[str, ...]]:
    for figure in view.figures:
        for row in figure.rows:
            if row.category and not categories:
                continue
            title = _(row.category_title) if row.category else _(row.title)
            yield (
                row.name(view.columns[0]).code,
                _(figure.title),
                f"– {title}" if row.category else title,
                *(show_value(each, row.unit) for each in row.values),
            )


def _cells(view: ReportView) -> Iterator[tuple[str, str, int | None, str]]:
    """Yield every cell for programs; percentages and days in hundredths, as ``unit`` says."""
    for figure in view.figures:
        for row in figure.rows:
            unit = row.unit.value if row.unit is Unit.COUNT else f"hundredths_{row.unit.value}"
            for column, value in zip(view.columns, row.values, strict=True):
                yield row.name(column).code, unit, value.value, value.state.value


@national_command.command("records", cls=Command, help=N_("List what a cell counts."))
@click.argument("cell", metavar="CELL")
@takes(*PERIOD)
@pass_session
def records(session: Session, /, cell: str, **given: Any) -> None:
    """Print the records of a cell."""
    name = CellName.parse(cell)
    with signed_in(session) as services:
        found = services.national.records(name, Period(given["since"], given["until"]))
    head = (_("Day"), _("Kind"), _("Number"), _("What"), _("Category"), _("Place"))
    rows = (
        (
            i18n.format_date(each.day) if each.day else "",
            label(each.kind),
            each.number,
            _(each.title) if each.title else "",
            _(each.category) if each.category else "",
            each.place,
        )
        for each in found
    )
    data = {"cell": name.code, "records": [_record(each) for each in found]}
    result(session, data, table(head, rows, whole=frozenset({2})))


def _record(each: CountedRecord) -> dict[str, Any]:
    return {
        "kind": each.kind.value,
        "number": each.number,
        "title": each.title,
        "day": each.day.isoformat() if each.day else None,
        "category": each.category_code or None,
        "place": each.place,
    }


@national_command.command(
    "freeze",
    cls=Command,
    help=N_("Freeze the report of a period under a seal; it never changes again."),
)
@takes(*PERIOD, numbering_option())
@option("--title", default="", metavar="TEXT", help=N_("What the report is called."))
@option(
    "--override",
    "overrides",
    nargs=3,
    multiple=True,
    metavar="CELL VALUE REASON",
    help=N_("State another value than was computed; the reason is printed. May be repeated."),
)
@option(
    "--answer",
    "answers",
    nargs=2,
    multiple=True,
    metavar="QUESTION TEXT",
    help=N_("Answer a question in words, by its key. May be repeated."),
)
@option("--compare-with", default="", metavar="NUMBER", help=N_("An earlier report."))
@option("--notes", default="", metavar="TEXT", help=N_("What else is to be said."))
@pass_session
def freeze(session: Session, /, **given: Any) -> None:
    """Freeze a report."""
    with signed_in(session) as services:
        done = services.national.freeze(_command(services, given))
    data = {"number": done.number, "seal": show_code(done.seal)}
    sentence = tr(N_("{number} is frozen. Seal: {seal}"), **data)
    result(session, data, [sentence])


def _command(services: Services, given: dict[str, Any]) -> FreezeReport:
    period = Period(given["since"], given["until"])
    compared = given["compare_with"]
    return FreezeReport(
        period=period,
        numbering=given["numbering"],
        title=given["title"],
        overrides=tuple(
            _override(services, period, CellName.parse(cell), value, reason)
            for cell, value, reason in given["overrides"]
        ),
        answers=dict(given["answers"]),
        compare_with=naming.entry_id(services, compared) if compared else None,
        notes=given["notes"],
    )


def _override(
    services: Services, period: Period, name: CellName, value: str, reason: str
) -> Override:
    line = find_line(services.national.templates.in_force(), name, period.columns)
    return Override(cell=name, value=read_value(value, line.unit), reason=reason)


@national_command.command("list", cls=Command, help=N_("List frozen reports, the newest first."))
@pass_session
def list_reports(session: Session) -> None:
    """Print frozen reports."""
    with signed_in(session, read_only=True) as services:
        found = services.national.frozen()
    head = (_("Number"), _("Title"), _("Period"), _("Frozen"), _("By"), _("Overridden"))
    rows = (
        (
            each.number,
            each.title,
            days_words(each.period.columns[0]),
            i18n.format_date(each.frozen_on),
            each.frozen_by,
            i18n.format_number(each.overrides),
        )
        for each in found
    )
    data = {"reports": [_frozen(each) for each in found]}
    result(session, data, table(head, rows, frozenset({5}), frozenset({0})))


def _frozen(each: FrozenRecord) -> dict[str, Any]:
    return {
        "number": each.number,
        "title": each.title,
        "period": [day.isoformat() for day in each.period],
        "numbering": each.numbering,
        "template": each.template,
        "version": each.version,
        "head": each.head,
        "seal": show_code(each.seal),
        "frozen_on": each.frozen_on.isoformat(),
        "frozen_by": each.frozen_by,
        "overrides": each.overrides,
        "withheld": each.withheld,
    }


@national_command.command("compare", cls=Command, help=N_("Compare two frozen reports."))
@click.argument("before", metavar="BEFORE")
@click.argument("after", metavar="AFTER")
@pass_session
def compare(session: Session, before: str, after: str) -> None:
    """Print what differs between two reports."""
    with signed_in(session, read_only=True) as services:
        found = services.national.compare(
            naming.entry_id(services, before), naming.entry_id(services, after)
        )
    rows = [each for each in found.rows if each.before != each.after]
    head = (_("Figure"), _("Line"), _("Category"), _("Before"), _("After"), _("Change"))
    lines = (
        (
            _(each.figure_title),
            _(each.title),
            _(each.category_title) if each.category_title else "",
            show_value(each.before, each.unit),
            show_value(each.after, each.unit),
            show_change(each.change, each.unit),
        )
        for each in rows
    )
    data = {"same_length": found.same_length, "rows": [_compared(each) for each in rows]}
    result(session, data, table(head, lines, frozenset({3, 4, 5})))


def _compared(each: ComparedRow) -> dict[str, Any]:
    def plain(value: CellValue | None) -> int | None:
        return value.value if value is not None else None

    return {
        "figure": each.figure,
        "line": each.line,
        "category": each.category,
        "unit": each.unit.value,
        "before": plain(each.before),
        "after": plain(each.after),
        "change": each.change,
    }


@national_command.command(
    "export", cls=Command, help=N_("Write a frozen report to OUT, an .xlsx or .json file.")
)
@click.argument("number", metavar="NUMBER")
@click.argument("out", type=click.Path(path_type=Path, dir_okay=False))
@pass_session
def export(session: Session, number: str, out: Path) -> None:
    """Write a report to a file."""
    with signed_in(session) as services:
        done = services.national.exports.write(out, naming.entry_id(services, number))
    result(session, {"path": str(done.path)}, [tr(N_("Written: {path}"), path=done.path)])
