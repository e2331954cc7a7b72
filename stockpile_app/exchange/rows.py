"""From the rows of a table to weapons to register, each with what is to be said of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Generator, Mapping
from contextlib import closing
from itertools import chain, islice
from typing import Final

from stockpile_app.domain.errors import BadValue
from stockpile_app.domain.text import N_
from stockpile_app.exchange.guard import unguard
from stockpile_app.exchange.headers import EXPORT_COLUMNS
from stockpile_app.exchange.messages import Message
from stockpile_app.exchange.row_reader import RowReader
from stockpile_app.exchange.tables import SourceTable
from stockpile_app.exchange.weapon_rows import ReadRow, WeaponRow

__all__ = ["Message", "ReadRow", "WeaponRow", "read_weapons"]

_DATE_SAMPLE: Final = 2000
"""Rows that are looked at to see how a column writes its dates."""

_NO_SERIAL_COLUMN: Final = N_(
    "No column holds the serial numbers. Say which one does, or which row has the headers."
)


def read_weapons(
    table: SourceTable,
    mapping: Mapping[str, str],
    profile: str = "",
    *,
    today: dt.date,
    default_depot: str = "",
) -> Generator[ReadRow, None, None]:
    """Return the rows that are not empty, read one at a time. Close it when it is abandoned.

    Args:
        mapping: Column header to field.
        profile: A shipped profile, or "".
        default_depot: The depot of rows that name none.

    Raises:
        BadValue: No column holds the serial numbers.
        BadFile: While iterating: the file is damaged or beyond the limits.
    """
    if "serial" not in mapping.values():
        raise BadValue(_NO_SERIAL_COLUMN, "mapping")
    is_export = table.headers == EXPORT_COLUMNS
    reader = RowReader(table.headers, mapping, profile, exact=is_export, depot=default_depot)
    return _read(table, reader, today, guarded=is_export and table.kind == "csv")


def _read(
    table: SourceTable, reader: RowReader, today: dt.date, *, guarded: bool
) -> Generator[ReadRow, None, None]:
    with closing(table.rows()) as rows:
        first = list(islice(rows, _DATE_SAMPLE))
        reader.prepare(first, today)
        for number, cells in chain(first, rows):
            if guarded:
                cells[:] = map(unguard, cells)
            if any(cells) and (row := reader.read(number, cells)) is not None:
                yield row
