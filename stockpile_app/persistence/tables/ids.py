"""Ids, the same in whatever register the same entries are read."""

from __future__ import annotations

from typing import Final

from sqlalchemy import BigInteger, Integer

ORIGIN_BITS: Final = 32

Big: Final = BigInteger().with_variant(Integer(), "sqlite")
"""64 bits everywhere; on SQLite only ``INTEGER PRIMARY KEY`` is the row's own id."""


def id_in(origin_number: int, sequence: int) -> int:
    """Return an id that is unique across origins and ordered within one.

    ``sequence`` is that of a weapon, place, person or lock, or the ``seq`` of the entry that began
    what the id names: a movement, a stocktake, a check, an incident.
    """
    return (origin_number << ORIGIN_BITS) | sequence
