"""Writes weapons, and what was said about rows, to files."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from importlib import import_module
from pathlib import Path
from typing import Any, Final, TextIO

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

    Text that looks like a formula gets an apostrophe in front, which reading takes away again.

    Raises:
        OSError: The file cannot be written.
        Cancelled: The user asked to stop; the file is incomplete.
    """
    with _opened(out) as file:
        writer = csv.writer(file, quoting=csv.QUOTE_MINIMAL, lineterminator="\r\n")
        writer.writerow(EXPORT_COLUMNS)
        count = 0
        for values in _values(records, progress):
            writer.writerow([guard(str(value)) if value != "" else "" for value in values])
            count += 1
    return count


def write_xlsx(
    path: Path, records: Iterable[WeaponRecord], progress: Progress | None = None
) -> int:
    """Write one row a weapon, text as text; return how many. A further sheet follows a full one.

    Raises:
        OSError: The file cannot be written.
        Cancelled: The user asked to stop; the file is incomplete.
    """
    xlsxwriter: Any = import_module("xlsxwriter")
    options = {**_XLSX, "tmpdir": str(path.parent)}
    count = 0
    with xlsxwriter.Workbook(str(path), options) as workbook:
        sheet = None
        for values in _values(records, progress):
            row = count % _MOST_SHEET_ROWS + 1
            if row == 1:
                sheet = _new_sheet(workbook)
            for column, value in enumerate(values):
                if value != "":
                    _write(sheet, row, column, value)
            count += 1
        if sheet is None:
            _new_sheet(workbook)
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


def _values(
    records: Iterable[WeaponRecord], progress: Progress | None
) -> Iterator[list[str | int | dt.date]]:
    progress = progress or NoProgress()
    for done, record in enumerate(records):
        if done % _REPORT_EVERY == 0:
            progress.report(done, 0)
        serial = record.serial or _NO_SERIAL.get(record.serial_state, "")
        yield [
            serial if name == "serial" else _plain(getattr(record, name)) for name in EXPORT_COLUMNS
        ]


def _plain(value: Any) -> str | int | dt.date:
    return "" if value is None else value


def _new_sheet(workbook: Any) -> Any:
    sheet = workbook.add_worksheet()
    sheet.freeze_panes(1, 0)
    for column, name in enumerate(EXPORT_COLUMNS):
        sheet.write_string(0, column, name)
    return sheet


def _write(sheet: Any, row: int, column: int, value: str | int | dt.date) -> None:
    if isinstance(value, str):
        sheet.write_string(row, column, value)
    elif isinstance(value, int):
        sheet.write_number(row, column, value)
    else:
        sheet.write_datetime(row, column, value)
