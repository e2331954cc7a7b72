"""Trace files outside the register: a sheet for iARMS, and a file as CSV or JSON.

What was exported can be read by whoever has it. Each export of a file is an entry.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import fields, is_dataclass
from enum import Enum
from pathlib import Path
from typing import Any, Final

import msgspec

from stockpile_app.domain.access import Permission
from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.confidential_facts.tracing import TraceFileExported
from stockpile_app.domain.errors import BadValue
from stockpile_app.domain.text import N_
from stockpile_app.domain.tracing_records import TraceExported, TraceFile
from stockpile_app.domain.tracing_sheet import lines, sheet_row
from stockpile_app.exchange.trace_sheet import write_data, write_rows_csv, write_rows_xlsx
from stockpile_app.persistence.files import replacing, settle
from stockpile_app.reference.tracing import iarms_columns
from stockpile_app.services.desk import Desk
from stockpile_app.services.tracing_desk import TRACING, TraceDesk

_PURPOSE: Final = "export"
_SHEETS: Final = {".csv": write_rows_csv, ".xlsx": write_rows_xlsx}
_HEAD: Final = ("section", "field", "value")


class TraceExports:
    """Writing trace files for others."""

    def __init__(self, desk: Desk) -> None:
        """Work at ``desk``."""
        self._desk = desk
        self._trace = TraceDesk(desk)

    def iarms(self, file_ids: Sequence[str], out: Path) -> TraceExported:
        """Write files as a sheet with the columns of ``resources/tracing/iarms.yaml``.

        Raises:
            BadValue: No file is named, or it is neither .csv nor .xlsx.
            NotAllowed: The user is no tracing officer, has no key yet, or may not export.
            NotFound: There is no such file.
            StorageFailed: The file cannot be written; an old one is untouched.
        """
        self._require()
        if out.suffix.lower() not in _SHEETS:
            raise BadValue(N_("An export is a .csv or an .xlsx file, not “{name}”."), name=out.name)
        if not file_ids:
            raise BadValue(N_("Choose the trace files."), "file_ids")
        write = _SHEETS[out.suffix.lower()]
        columns = iarms_columns().columns
        own = self._desk.register.country
        files = [self._trace.file(each) for each in dict.fromkeys(file_ids)]
        rows = [sheet_row(each, own, [field for _, field in columns]) for each in files]
        head = [title for title, _ in columns]
        return self._written(files, "iarms", out, lambda path: write(path, head, rows))

    def csv(self, file_id: str, out: Path) -> TraceExported:
        """Write one file as (section, field, value) rows.

        Raises:
            NotAllowed: The user is no tracing officer, has no key yet, or may not export.
            NotFound: There is no such file.
            StorageFailed: The file cannot be written; an old one is untouched.
        """
        self._require()
        file = self._trace.file(file_id)
        rows = list(lines("trace", plain(file)))
        return self._written([file], "csv", out, lambda path: write_rows_csv(path, _HEAD, rows))

    def json(self, file_id: str, out: Path) -> TraceExported:
        """Write one file, with its whole time line, as one JSON object.

        Raises:
            NotAllowed: The user is no tracing officer, has no key yet, or may not export.
            NotFound: There is no such file.
            StorageFailed: The file cannot be written; an old one is untouched.
        """
        self._require()
        file = self._trace.file(file_id)
        return self._written([file], "json", out, lambda path: write_data(path, plain(file)))

    def _require(self) -> None:
        self._desk.require(Permission.EXPORT)
        self._trace.require()

    def _written(
        self, files: Sequence[TraceFile], form: str, out: Path, write: Callable[[Path], None]
    ) -> TraceExported:
        day = self._desk.today.isoformat()
        for file in files:
            self._trace.viewed(file.id, _PURPOSE)
        with replacing(out) as temporary, self._desk.store.write() as uow:
            write(temporary)
            settle(temporary)
            fact = TraceFileExported(exported_on=day, form=form)
            for file in files:
                self._trace.compartments.seal(uow, TRACING, file.id, fact)
            changes = uow.commit() | ChangeSet(tracing=True)
        return TraceExported(out, len(files), changes)


def plain(value: Any) -> Any:
    """Return a record as plain values: dates and codes as text, what is empty left out."""
    if isinstance(value, tuple | list):
        return [plain(each) for each in value]
    named = _named(value)
    if named is not None:
        return {name: plain(each) for name, each in named.items() if each not in (None, "", ())}
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, dt.date) else value


def _named(value: Any) -> dict[str, Any] | None:
    if isinstance(value, msgspec.Struct):
        return {name: getattr(value, name) for name in value.__struct_fields__}
    if is_dataclass(value):
        return {each.name: getattr(value, each.name) for each in fields(value)}
    return None
