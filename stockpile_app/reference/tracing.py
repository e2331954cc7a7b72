"""Targets for answering trace requests, and the columns of the sheet for iARMS, as shipped."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from stockpile_app.domain.contacts import MOST_DAYS
from stockpile_app.domain.plain_data import Fields
from stockpile_app.domain.text import N_
from stockpile_app.domain.tracing_records import TraceTargets
from stockpile_app.domain.tracing_sheet import SHEET_FIELDS
from stockpile_app.reference.files import load_rules

_TARGETS: Final = "tracing/targets.yaml"
_IARMS: Final = "tracing/iarms.yaml"
_LONGEST: Final = 400
_MOST_COLUMNS: Final = 100
_LONGEST_TITLE: Final = 80
_SURE: Final = ("seen", "secondary", "memory", "proposal")
_CHOICES: Final = (
    N_("“{name}” must be one of these: {choices}."),
    N_("{item}: “{name}” must be one of these: {choices}."),
)


@dataclass(frozen=True, slots=True)
class SheetColumns:
    """The columns of the sheet for iARMS.

    Attributes:
        columns: (title, field) of each.
        sure: How sure the layout is: seen, secondary, memory or proposal.
    """

    version: int
    source: str
    sure: str
    columns: tuple[tuple[str, str], ...]


@lru_cache(maxsize=1)
def shipped_targets() -> TraceTargets:
    """Return the targets as the file gives them.

    Raises:
        BadFile: The file is missing or somebody has damaged it.
    """
    return load_rules(_TARGETS, parse_targets)


@lru_cache(maxsize=1)
def iarms_columns() -> SheetColumns:
    """Return the columns of the sheet for iARMS as the file gives them.

    Raises:
        BadFile: The file is missing or somebody has damaged it.
    """
    return load_rules(_IARMS, parse_columns)


def parse_targets(data: Any) -> TraceTargets:
    """Return the targets that plain values give.

    Raises:
        BadValue: A value is missing, misspelt or out of range.
    """
    fields = Fields(data)
    days, sources = [], []
    for name in ("acknowledge", "answer", "confirm"):
        item = Fields(fields.take(name), name)
        days.append(item.number("days", 1, MOST_DAYS))
        sources.append(item.text("source", _LONGEST))
        _sure(item)
        item.finish()
    fields.finish()
    acknowledge, answer, confirm = days
    return TraceTargets(acknowledge, answer, confirm, ", ".join(dict.fromkeys(sources)))


def parse_columns(data: Any) -> SheetColumns:
    """Return the columns that plain values give.

    Raises:
        BadValue: A value is missing or misspelt, or a field is not known.
    """
    fields = Fields(data)
    version = fields.number("version", 1, 10**6)
    source = fields.text("source", _LONGEST)
    sure = _sure(fields)
    columns = []
    for item in fields.items("columns", _MOST_COLUMNS):
        title, field = item.text("title", _LONGEST_TITLE), item.text("field", _LONGEST_TITLE)
        if field not in SHEET_FIELDS:
            item.refuse(_CHOICES, "field", choices=", ".join(SHEET_FIELDS))
        item.finish()
        columns.append((title, field))
    fields.finish()
    return SheetColumns(version, source, sure, tuple(columns))


def _sure(fields: Fields) -> str:
    sure = fields.text("sure", 20)
    if sure not in _SURE:
        fields.refuse(_CHOICES, "sure", choices=", ".join(_SURE))
    return sure
