"""Trace files outside the register: a sheet for iARMS, and a file as CSV or JSON.

What was exported can be read by whoever has it. Each export of a file is an entry.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from stockpile_app.domain.tracing_records import TraceExported

if TYPE_CHECKING:
    from stockpile_app.services.desk import Desk


class TraceExports:
    """Writing trace files for others."""

    def __init__(self, desk: Desk) -> None:
        """Work at ``desk``."""
        self._desk = desk

    def iarms(self, file_ids: Sequence[str], out: Path) -> TraceExported:
        """Write files as a sheet with the columns of ``resources/tracing/iarms.yaml``.

        Raises:
            BadValue: No file is named, or it is neither .csv nor .xlsx.
            NotAllowed: The user is no tracing officer, has no key yet, or may not export.
            NotFound: There is no such file.
        """
        raise NotImplementedError

    def csv(self, file_id: str, out: Path) -> TraceExported:
        """Write one file as (section, field, value) rows.

        Raises:
            NotAllowed: The user is no tracing officer, has no key yet, or may not export.
            NotFound: There is no such file.
        """
        raise NotImplementedError

    def json(self, file_id: str, out: Path) -> TraceExported:
        """Write one file, with its whole time line, as one JSON object.

        Raises:
            NotAllowed: The user is no tracing officer, has no key yet, or may not export.
            NotFound: There is no such file.
        """
        raise NotImplementedError
