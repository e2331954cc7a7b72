"""What became of the rows of an import: for scripts, for people, and the skipped ones as a file."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from stockpile_app import i18n
from stockpile_app.cli.output import table
from stockpile_app.domain.imports import ImportReport, Outcome, RowMessage, RowOutcome
from stockpile_app.domain.text import N_, clean
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import stated, tr

_MOST_ERRORS: Final = 200
_MOST_WARNINGS: Final = 20
_MORE: Final = N_("… and {count} more; --json lists all.")
_MORE_PLACES: Final = N_("… and {count} more.")
_MOST_PLACES: Final = 10
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
_OUTCOMES: Final = {
    Outcome.CREATED: N_("created"),
    Outcome.UNCHANGED: N_("unchanged"),
    Outcome.SKIPPED: N_("skipped"),
    Outcome.ERROR: N_("error"),
}


def data(report: ImportReport) -> dict[str, Any]:
    """Return the report as DESIGN section 9 promises it to scripts."""
    return {
        "read": report.read,
        "created": report.created,
        "unchanged": report.unchanged,
        "skipped": report.skipped,
        "errors": [_message(each) for each in report.errors],
        "warnings": [_message(each) for each in report.warnings],
        "batch": report.batch,
    }


def lines(report: ImportReport, *, rehearsed: bool) -> Iterator[str]:
    """Yield the report for people: rows if asked for, else what to look at; then the sums."""
    if report.rows:
        head = (_("File"), _("Row"), _("Outcome"), _("Serial"), _("Model"), _("Depot"), _("Why"))
        yield from table(head, map(_row, report.rows), frozenset({1}))
        yield ""
        of_files = [each for each in report.warnings if not each.row]
        yield from _messages(_("Warnings"), of_files, _MOST_WARNINGS)
    else:
        yield from _messages(_("Errors"), report.errors, _MOST_ERRORS)
        yield from _messages(_("Warnings"), report.warnings, _MOST_WARNINGS)
    if report.new_places:
        yield from _new_places(report.new_places)
    yield tr(
        N_(
            "{read} rows read: {created} created, {unchanged} unchanged, {skipped} skipped,"
            " {errors} with errors."
        ),
        read=i18n.format_number(report.read),
        created=i18n.format_number(report.created),
        unchanged=i18n.format_number(report.unchanged),
        skipped=i18n.format_number(report.skipped),
        errors=i18n.format_number(report.error_rows),
    )
    yield _conclusion(report, rehearsed=rehearsed)


def write_skipped(out: Path, skips: Sequence[RowMessage]) -> None:
    """Write one line a skipped row, with the reason; no cell can act as a formula.

    Raises:
        OSError: The file cannot be written.
    """
    with out.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("file", "row", "column", "reason"))
        for each in skips:
            cells = (each.file, str(each.row), each.column, _text(each))
            writer.writerow(f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in cells)


def _new_places(paths: Sequence[str]) -> Iterator[str]:
    yield tr(N_("New places: {count}"), count=i18n.format_number(len(paths)))
    for path in paths[:_MOST_PLACES]:
        yield f"  {clean(path)}"
    if len(paths) > _MOST_PLACES:
        yield "  " + tr(_MORE_PLACES, count=i18n.format_number(len(paths) - _MOST_PLACES))
    yield ""


def _conclusion(report: ImportReport, *, rehearsed: bool) -> str:
    if rehearsed:
        return _("This was a rehearsal: nothing was written.")
    if report.batch is not None:
        return tr(
            N_("This is import {batch}. To take it back: stockpile undo {batch} --second NAME"),
            batch=report.batch,
        )
    if report.errors:
        return _(
            "Nothing was written. Mend the file, or import the rows without errors by"
            " --accept-valid."
        )
    return _("Nothing was written: there is nothing new in it.")


def _messages(title: str, messages: Sequence[RowMessage], most: int) -> Iterator[str]:
    if not messages:
        return
    yield f"{title}:"
    for each in messages[:most]:
        yield f"  {stated(clean(_where(each)), clean(_text(each)))}"
    left = len(messages) - most
    if left > 0:
        yield "  " + tr(_MORE, count=i18n.format_number(left))
    yield ""


def _where(message: RowMessage) -> str:
    if not message.row:
        return message.file
    if not message.column:
        return tr(N_("{file}, row {row}"), file=message.file, row=message.row)
    return tr(
        N_("{file}, row {row}, {column}"),
        file=message.file,
        row=message.row,
        column=message.column,
    )


def _message(message: RowMessage) -> dict[str, Any]:
    return {
        "file": message.file,
        "row": message.row,
        "column": message.column,
        "message": _text(message),
    }


def _text(message: RowMessage) -> str:
    return tr(message.message_id, **message.params)


def _row(row: RowOutcome) -> tuple[str, ...]:
    return (
        row.file,
        str(row.row),
        _(_OUTCOMES[row.outcome]),
        row.serial,
        row.model,
        row.depot,
        " ".join(map(_text, row.messages)),
    )
