"""A list as somebody sees it: its columns and rows as plain values, to be written or printed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from stockpile_app.domain.documents import PrintDocument

Cell = str | int | dt.date | dt.datetime
"""A moment is an aware ``datetime``; what is not known is ""."""


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A column of a list.

    Attributes:
        share: Of the width, beside the shares of the others.
        number: Whether it stands at the end of its column.
    """

    title: str
    share: float = 1.0
    number: bool = False


@dataclass(frozen=True, slots=True)
class ListSheet:
    """A list.

    Attributes:
        title: What the list is called, in the language of who sees it.
        rows: One value a column; may be read only once.
        total: How many rows there are; None where that is known only when they are read.
        weapons: How many of them are weapons.
    """

    title: str
    columns: tuple[ListColumn, ...]
    rows: Iterable[Sequence[Cell]]
    total: int | None
    weapons: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintList(PrintDocument):
    """Asks for a list on paper."""

    sheet: ListSheet = field(default_factory=lambda: ListSheet("", (), (), 0))
