"""The register as it was on a past day: what it knew then, not what was recorded since."""

from __future__ import annotations

import datetime as dt
import threading
from array import array
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Final, TypeVar

from stockpile_app.domain.access import Permission
from stockpile_app.domain.errors import BadValue
from stockpile_app.domain.movements import CustodyRecord
from stockpile_app.domain.people import PersonRecord
from stockpile_app.domain.progress import NoProgress, Progress
from stockpile_app.domain.records import HoldingRecord, PlaceRecord, WeaponQuery, WeaponRecord
from stockpile_app.domain.text import N_
from stockpile_app.persistence import movement_index, people_index, weapon_index
from stockpile_app.persistence.base import Connection
from stockpile_app.persistence.place_index import read_places
from stockpile_app.persistence.rebuild import rebuilt_until
from stockpile_app.persistence.unit_of_work import utc_text
from stockpile_app.persistence.weapon_records import load
from stockpile_app.services.desk import Desk

MOST_CUSTODY: Final = 5000

R = TypeVar("R")


class PastRegister:
    """Answers from the tables as the entries of that time make them; from one thread at a time.

    Attributes:
        day: The day at whose end (UTC) it stands.
    """

    def __init__(self, connection: Connection, day: dt.date) -> None:
        """Answer from ``connection``."""
        self._connection = connection
        self._turn = threading.Lock()
        self.day = day

    def places(self) -> list[PlaceRecord]:
        """Return the places that were in use, each after the one it was in, with their weapons."""
        book = self._ask(lambda connection: read_places(connection, counts=True))
        return [each for each in book.in_order() if not each.closed]

    def holdings(self) -> list[HoldingRecord]:
        """Return how many weapons of each kind were in each depot."""
        return self._ask(weapon_index.holdings)

    def custody(
        self, *, person_id: int | None = None, after: int = 0, limit: int = MOST_CUSTODY
    ) -> list[CustodyRecord]:
        """Return the weapons that were out and who had them, by weapon id from above ``after``.

        What was late on that day is overdue.
        """
        chosen = movement_index.custody_conditions(
            self.day, person_id=person_id, overdue_only=False, after=after
        )
        return self._ask(
            lambda connection: movement_index.custody(connection, self.day, *chosen, limit=limit)
        )

    def people(self) -> list[PersonRecord]:
        """Return who was there to have weapons, by name; those who were retired too."""
        return self._ask(lambda connection: people_index.read_people(connection, retired=True))

    def snapshot(self, query: WeaponQuery, progress: Progress | None = None) -> array[int]:
        """Return the ids of the weapons that matched, in order."""
        watching = progress or NoProgress()
        return self._ask(lambda connection: weapon_index.snapshot(connection, query, watching))

    def load(self, ids: Sequence[int]) -> dict[int, WeaponRecord]:
        """Return weapons as they were, by id."""
        return self._ask(lambda connection: load(connection, ids))

    def _ask(self, question: Callable[[Connection], R]) -> R:
        with self._turn:
            return question(self._connection)


class Past:
    """What is asked of past days."""

    def __init__(self, desk: Desk) -> None:
        """Work at ``desk``."""
        self._desk = desk

    @contextmanager
    def open(self, day: dt.date, progress: Progress | None = None) -> Iterator[PastRegister]:
        """Yield the register as it was at the end of ``day`` (UTC).

        The tables are built anew from the entries recorded until then, elsewhere and encrypted
        with a key that is forgotten. What was recorded later of that day or of earlier ones is
        not in them.

        Raises:
            NotAllowed: The user may not look at weapons and places.
            BadValue: The day is in the future.
            Cancelled: The user asked to stop.
        """
        self._desk.require(Permission.READ)
        with past_tables(self._desk, day, progress) as connection:
            yield PastRegister(connection, day)


@contextmanager
def past_tables(desk: Desk, day: dt.date, progress: Progress | None = None) -> Iterator[Connection]:
    """Yield a connection to the tables as they were at the end of ``day`` (UTC).

    Raises:
        BadValue: The day is in the future.
        Cancelled: The user asked to stop.
    """
    if day > desk.today:
        raise BadValue(N_("The date {day} is in the future."), "as_of", day=day.isoformat())
    end = dt.datetime.combine(day, dt.time.max, dt.UTC)
    with rebuilt_until(desk.store, utc_text(end), progress or NoProgress()) as connection:
        yield connection
