"""National reports as files: a workbook with a sheet a subject, and JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, Final

_XLSX: Final = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_WIDEST: Final = 60

Cell = str | int | float


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of a workbook: heads, rows, and what stands above them."""

    name: str
    heads: Sequence[str]
    rows: Iterable[Sequence[Cell]]
    above: Sequence[str] = ()


def write_sheets(path: Path, sheets: Iterable[Sheet]) -> None:
    """Write a workbook; text is text, whatever it looks like, and numbers are numbers.

    Raises:
        OSError: The file cannot be written.
    """
    xlsxwriter: Any = import_module("xlsxwriter")
    with xlsxwriter.Workbook(str(path), {**_XLSX, "tmpdir": str(path.parent)}) as workbook:
        bold = workbook.add_format({"bold": True})
        for each in sheets:
            _write_sheet(workbook.add_worksheet(each.name), each, bold)


def _write_sheet(target: Any, sheet: Sheet, bold: Any) -> None:
    for row, text in enumerate(sheet.above):
        target.write_string(row, 0, text)
    top = len(sheet.above) + (1 if sheet.above else 0)
    widths = [len(each) for each in sheet.heads]
    for column, text in enumerate(sheet.heads):
        target.write_string(top, column, text, bold)
    for row, values in enumerate(sheet.rows, top + 1):
        for column, value in enumerate(values):
            widths[column] = max(widths[column], len(str(value)))
            if isinstance(value, str):
                target.write_string(row, column, value)
            else:
                target.write_number(row, column, value)
    target.freeze_panes(top + 1, 0)
    for column, width in enumerate(widths):
        target.set_column(column, column, min(_WIDEST, width + 2))


def write_json(path: Path, data: Any) -> None:
    """Write plain values, in UTF-8.

    Raises:
        OSError: The file cannot be written.
    """
    text = json.dumps(data, ensure_ascii=False, indent=2)
    path.write_text(text + "\n", encoding="utf-8")
