"""Writes weapons, lists of anything, and what was said about rows, to files."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from importlib import import_module
from pathlib import Path
from typing import Any, Final, TextIO

from stockpile_app.domain.lists import Cell
from stockpile_app.domain.progress import NoProgress, Progress
from stockpile_app.domain.records import WeaponRecord
from stockpile_app.domain.vocabulary import SerialState
from stockpile_app.exchange.guard import guard
from stockpile_app.exchange.headers import EXPORT_COLUMNS
from stockpile_app.exchange.messages import Message

_REPORT_EVERY: Final = 2000
_NO_SERIAL: Final = {SerialState.ILLEGIBLE: "ILLEGIBLE", SerialState.REMOVED: "REMOVED"}
_MOST_SHEET_ROWS: Final = 1_048_575
_XLSX: Final = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "yyyy-mm-dd",
}


def write_csv(
    out: Path | TextIO, records: Iterable[WeaponRecord], progress: Progress | None = None
) -> int:
    """Write one line a weapon, in UTF-8 with a byte order mark; return how many.

    Raises:
        OSError: The file cannot be written.
        Cancelled: The user asked to stop; the file is incomplete.
    """
    return write_rows_csv(out, EXPORT_COLUMNS, _values(records), progress)


def write_xlsx(
    path: Path, records: Iterable[WeaponRecord], progress: Progress | None = None
) -> int:
    """Write one row a weapon, text as text; return how many.

    Raises:
        OSError: The file cannot be written.
        Cancelled: The user asked to stop; the file is incomplete.
    """
    return write_rows_xlsx(path, EXPORT_COLUMNS, _values(records), progress)


def write_rows_csv(
    out: Path | TextIO,
    heads: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    progress: Progress | None = None,
) -> int:
    """Write rows in UTF-8 with a byte order mark; return how many.

    Text that looks like a formula gets an apostrophe in front, which reading takes away again.

    Raises:
        OSError: The file cannot be written.
        Cancelled: The user asked to stop; the file is incomplete.
    """
    with _opened(out) as file:
        writer = csv.writer(file, quoting=csv.QUOTE_MINIMAL, lineterminator="\r\n")
        writer.writerow([guard(each) for each in heads])
        count = 0
        for values in _told(rows, progress):
            writer.writerow([guard(_text(value)) if value != "" else "" for value in values])
            count += 1
    return count


def write_rows_xlsx(
    path: Path,
    heads: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    progress: Progress | None = None,
) -> int:
    """Write rows, text as text; return how many. A further sheet follows a full one.

    Raises:
        OSError: The file cannot be written.
        Cancelled: The user asked to stop; the file is incomplete.
    """
    xlsxwriter: Any = import_module("xlsxwriter")
    options = {**_XLSX, "tmpdir": str(path.parent)}
    count = 0
    with xlsxwriter.Workbook(str(path), options) as workbook:
        moment = workbook.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        sheet = None
        for values in _told(rows, progress):
            row = count % _MOST_SHEET_ROWS + 1
            if row == 1:
                sheet = _new_sheet(workbook, heads)
            for column, value in enumerate(values):
                if value != "":
                    _write(sheet, row, column, value, moment)
            count += 1
        if sheet is None:
            _new_sheet(workbook, heads)
    return count


def write_messages_csv(out: Path | TextIO, messages: Iterable[Message]) -> int:
    """Write what was said about rows: number, column, sentence; return how many.

    Raises:
        OSError: The file cannot be written.
    """
    count = 0
    with _opened(out) as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(("row", "column", "message"))
        for each in messages:
            writer.writerow((each.row or "", guard(each.column), guard(each.text)))
            count += 1
    return count


def _opened(out: Path | TextIO) -> AbstractContextManager[TextIO]:
    if isinstance(out, Path):
        # the mark makes spreadsheet programs read UTF-8 for what it is
        return out.open("w", encoding="utf-8-sig", newline="")
    return nullcontext(out)


def _values(records: Iterable[WeaponRecord]) -> Iterator[list[Cell]]:
    for record in records:
        serial = record.serial or _NO_SERIAL.get(record.serial_state, "")
        yield [
            serial if name == "serial" else _plain(getattr(record, name)) for name in EXPORT_COLUMNS
        ]


def _told(rows: Iterable[Sequence[Cell]], progress: Progress | None) -> Iterator[Sequence[Cell]]:
    """Yield rows, and say now and then how many there were."""
    progress = progress or NoProgress()
    for done, row in enumerate(rows):
        if done % _REPORT_EVERY == 0:
            progress.report(done, 0)
        yield row


def _plain(value: Any) -> Cell:
    return "" if value is None else value


def _text(value: Cell) -> str:
    return f"{_local(value):%Y-%m-%d %H:%M}" if isinstance(value, dt.datetime) else str(value)


def _local(moment: dt.datetime) -> dt.datetime:
    """Return a moment as this machine's clock shows it, for programs that know no zones."""
    return moment.astimezone().replace(tzinfo=None)


def _new_sheet(workbook: Any, heads: Sequence[str]) -> Any:
    sheet = workbook.add_worksheet()
    sheet.freeze_panes(1, 0)
    for column, name in enumerate(heads):
        sheet.write_string(0, column, name)
    return sheet


def _write(sheet: Any, row: int, column: int, value: Cell, moment: Any) -> None:
    if isinstance(value, str):
        sheet.write_string(row, column, value)
    elif isinstance(value, int):
        sheet.write_number(row, column, value)
    elif isinstance(value, dt.datetime):
        sheet.write_datetime(row, column, _local(value), moment)
    else:
        sheet.write_datetime(row, column, value)
