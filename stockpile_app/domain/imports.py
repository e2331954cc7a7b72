"""Imports: what is asked for, and what became of every row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from stockpile_app.domain.changes import ChangeSet


class Outcome(StrEnum):
    """What became of a row."""

    CREATED = "created"
    UNCHANGED = "unchanged"
    SKIPPED = "skipped"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class RowMessage:
    """Something about one row: an error, a warning, or why it was skipped.

    Attributes:
        row: The row's number as the spreadsheet shows it; 0 for the file as a whole.
        message_id: The untranslated sentence, with ``{names}`` for ``params``.
    """

    file: str
    row: int
    column: str
    message_id: str
    params: Mapping[str, object] = field(default_factory=dict)

    @property
    def message(self) -> str:
        """The sentence in the source language."""
        return self.message_id.format_map(self.params)


@dataclass(frozen=True, slots=True)
class RowOutcome:
    """What became of one row, for the list that a rehearsal shows."""

    file: str
    row: int
    outcome: Outcome
    serial: str
    model: str
    depot: str
    messages: tuple[RowMessage, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportFiles:
    """Asks to import files.

    Attributes:
        mapping: Column header to field, over what is guessed; "" leaves a column out.
        profile: A shipped or remembered profile; "" lets the program choose.
        depot: Id of the depot for rows that name none; None takes the only one there is.
        accept_valid: Whether rows without errors are registered although others have errors.
        keep_rows: Whether the report lists every row, for a screen.
    """

    files: tuple[Path, ...]
    mapping: Mapping[str, str] = field(default_factory=dict)
    profile: str = ""
    depot: int | None = None
    sheet: str | None = None
    header_row: int | None = None
    accept_valid: bool = False
    keep_rows: bool = False


@dataclass(slots=True)
class ImportReport:
    """What became of the rows: read = created + unchanged + skipped + rows with errors.

    Attributes:
        batch: Number of the import, by which it can be undone; None when nothing was written.
        error_rows: How many rows have errors; a row can have several.
        skips: Why rows were skipped, one message a row.
        new_places: Paths of the places that the import adds.
    """

    read: int = 0
    created: int = 0
    unchanged: int = 0
    skipped: int = 0
    error_rows: int = 0
    errors: list[RowMessage] = field(default_factory=list)
    warnings: list[RowMessage] = field(default_factory=list)
    skips: list[RowMessage] = field(default_factory=list)
    rows: list[RowOutcome] = field(default_factory=list)
    new_places: list[str] = field(default_factory=list)
    batch: int | None = None
    changes: ChangeSet = field(default_factory=ChangeSet)
