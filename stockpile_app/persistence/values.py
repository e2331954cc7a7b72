"""What statements take and rows give: portions of many ids, and days that may be missing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Final, TypeVar

T = TypeVar("T")

_PORTION: Final = 500  # far below what SQLite binds


def portions(values: Sequence[T]) -> Iterator[Sequence[T]]:
    """Yield values in portions that a statement takes."""
    for start in range(0, len(values), _PORTION):
        yield values[start : start + _PORTION]


def day_or_none(text: str | None) -> dt.date | None:
    """Return a day as it is stored, if there is one."""
    return dt.date.fromisoformat(text) if text else None
