"""What all acts of guarding share."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.errors import NotFound
from stockpile_app.domain.records import PlaceRecord
from stockpile_app.domain.text import N_
from stockpile_app.domain.weapons import check_day
from stockpile_app.persistence.place_index import PlaceBook

_NO_PLACE = N_("There is no such place, or it is closed.")


@dataclass(frozen=True, slots=True)
class KeysChanged:
    """Result of an act on locks, keys, access or devices.

    Attributes:
        id: Of the lock, the entry of the access log, or the test.
    """

    id: int
    changes: ChangeSet


def day_of(day: dt.date, today: dt.date) -> str:
    """Return the day of an act as the ledger keeps it.

    Raises:
        BadValue: It is in the future.
    """
    return check_day(day, "occurred_on", today) or ""


def open_place(book: PlaceBook, place_id: int) -> PlaceRecord:
    """Return a place that is in use.

    Raises:
        NotFound: There is none of this id, or it is closed.
    """
    place = book.by_id.get(place_id)
    if place is None or place.closed:
        raise NotFound(_NO_PLACE)
    return place
