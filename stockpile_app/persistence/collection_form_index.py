"""What an import of collection forms looks up: sites, forms that were read, people, tags, days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from stockpile_app.persistence.base import table_of
from stockpile_app.persistence.tables import (
    CollectionDayRow,
    HandInWeaponRow,
    ParticipantRow,
    PlaceRow,
    ProgrammeRow,
    SiteRow,
    SpoiltTagRow,
)
from stockpile_app.persistence.values import portions


@dataclass(frozen=True, slots=True, kw_only=True)
class FormSite:
    """A site that forms can name.

    Attributes:
        id: The ``seq`` that facts call it by.
        last_number: The highest number in the codes of its participants.
    """

    id: int
    programme: int
    programme_name: str
    place_id: int
    code: str
    name: str
    opened_on: dt.date
    closed_on: dt.date | None
    last_number: int


def sites(connection: Connection) -> list[FormSite]:
    """Return all sites, those that are closed, too."""
    rows = connection.execute(
        select(
            SiteRow.id,
            SiteRow.programme_id,
            ProgrammeRow.name,
            ProgrammeRow.closed_on,
            SiteRow.place_id,
            SiteRow.code,
            PlaceRow.name,
            SiteRow.opened_on,
            SiteRow.closed_on,
            SiteRow.last_number,
        )
        .join_from(SiteRow, ProgrammeRow, ProgrammeRow.id == SiteRow.programme_id)
        .join(PlaceRow, PlaceRow.id == SiteRow.place_id)
        .order_by(SiteRow.id)
    )
    return [
        FormSite(
            id=row[0],
            programme=row[1],
            programme_name=row[2],
            place_id=row[4],
            code=row[5],
            name=row[6],
            opened_on=dt.date.fromisoformat(row[7]),
            closed_on=_earlier(row[8], row[3]),
            last_number=row[9],
        )
        for row in rows
    ]


def known_forms(connection: Connection, forms: Sequence[str]) -> dict[str, str]:
    """Return which of these forms were read already: form to the participant's code."""
    return _chosen(connection, forms, ParticipantRow.form, ParticipantRow.code)


def known_codes(connection: Connection, codes: Sequence[str]) -> set[str]:
    """Return which of these codes participants have."""
    return set(_chosen(connection, codes, ParticipantRow.code, ParticipantRow.code))


def used_tags(connection: Connection, tags: Sequence[str]) -> set[str]:
    """Return which of these tags are on a weapon, or were spoilt."""
    used = _chosen(connection, tags, HandInWeaponRow.tag, HandInWeaponRow.tag)
    return set(used) | set(_chosen(connection, tags, SpoiltTagRow.tag, SpoiltTagRow.tag))


def closed_days(connection: Connection) -> set[tuple[int, dt.date]]:
    """Return the days that were closed, by site."""
    table = table_of(CollectionDayRow)
    rows = connection.execute(select(table.c.site_id, table.c.day))
    return {(site, dt.date.fromisoformat(day)) for site, day in rows}


def _chosen(
    connection: Connection, wanted: Sequence[str], column: object, value: object
) -> dict[str, str]:
    found: dict[str, str] = {}
    for part in portions(wanted):
        rows = connection.execute(select(column, value).where(column.in_(part)))  # type: ignore[call-overload,attr-defined]
        found.update((row[0], row[1]) for row in rows)
    return found


def _earlier(one: str | None, other: str | None) -> dt.date | None:
    days = [dt.date.fromisoformat(each) for each in (one, other) if each]
    return min(days, default=None)
