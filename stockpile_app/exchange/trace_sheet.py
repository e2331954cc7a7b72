"""Writes trace files for others: a sheet with one row a file, or one file as plain data."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from stockpile_app.exchange.guard import guard

_XLSX: Final = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_WIDTH: Final = 22


def write_rows_csv(path: Path, head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write rows in UTF-8 with a byte order mark; what looks like a formula gets an apostrophe.

    Raises:
        OSError: The file cannot be written.
    """
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow([guard(each) for each in head])
        writer.writerows([guard(each) for each in row] for row in rows)


def write_rows_xlsx(path: Path, head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write rows as text, so that nothing in them is ever a formula.

    Raises:
        OSError: The file cannot be written.
    """
    xlsxwriter: Any = import_module("xlsxwriter")
    with xlsxwriter.Workbook(str(path), {**_XLSX, "tmpdir": str(path.parent)}) as workbook:
        sheet = workbook.add_worksheet()
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, max(0, len(head) - 1), _WIDTH)
        for at, row in enumerate((head, *rows)):
            for column, value in enumerate(row):
                sheet.write_string(at, column, value)


def write_data(path: Path, data: Any) -> None:
    """Write one JSON object, for people and programs.

    Raises:
        OSError: The file cannot be written.
    """
    text = json.dumps(data, ensure_ascii=False, indent=1) + "\n"
    path.write_text(text, encoding="utf-8", newline="\n")
