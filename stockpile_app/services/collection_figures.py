"""Indicators of collection programmes, and what a site can do."""

from __future__ import annotations

import datetime as dt

from stockpile_app.domain.access import Permission
from stockpile_app.domain.collection_days import Capacity, CollectionFigures, PlanSite
from stockpile_app.domain.collection_reckoning import capacity_of
from stockpile_app.domain.collection_rules import (
    MOST_LANES,
    MOST_MINUTES,
    MOST_PEOPLE,
    check_range,
)
from stockpile_app.domain.errors import BadValue
from stockpile_app.domain.text import N_
from stockpile_app.persistence import collection_figures_index
from stockpile_app.services.collection_setup import existing_programme, existing_site
from stockpile_app.services.desk import Desk


class CollectionFiguresService:
    """What is counted of collections."""

    def __init__(self, desk: Desk) -> None:
        """Work at ``desk``."""
        self._desk = desk

    def indicators(
        self,
        programme: int | None = None,
        from_day: dt.date | None = None,
        to_day: dt.date | None = None,
    ) -> CollectionFigures:
        """Return the indicators of a programme, or of all, for a period.

        Raises:
            BadValue: The period ends before it begins.
            NotFound: There is no such programme.
        """
        self._desk.require(Permission.READ)
        if from_day is not None and to_day is not None and to_day < from_day:
            raise BadValue(N_("The period ends before it begins."), "to_day")
        with self._desk.store.read() as connection:
            if programme is not None:
                existing_programme(connection, programme)
            return collection_figures_index.figures(connection, programme, from_day, to_day)

    def plan(self, command: PlanSite) -> Capacity:
        """Return how many people a site can serve, and how long it takes for all.

        Raises:
            BadValue: A figure cannot be.
            NotFound: There is no such site.
        """
        self._desk.require(Permission.READ)
        people = check_range(command.people, "people", 0, MOST_PEOPLE)
        with self._desk.store.read() as connection:
            site = existing_site(connection, command.site)
            programme = existing_programme(connection, site.programme)

        def given(asked: int | None, own: int) -> int:
            return own if asked is None else asked

        return capacity_of(
            people=people,
            lanes=check_range(given(command.lanes, site.lanes), "lanes", 1, MOST_LANES),
            hours=check_range(given(command.hours, site.hours), "hours", 1, 24),
            minutes=check_range(
                given(command.minutes, programme.minutes), "minutes", 1, MOST_MINUTES
            ),
        )
