"""Reads what was done on days at collection sites, and what waits there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import msgspec
from sqlalchemy import Connection, func, select

from stockpile_app.domain.collection_days import CheckedPair, WaitingWeapon
from stockpile_app.domain.collection_reckoning import DayHandIn, DayWeapon, Whereabouts
from stockpile_app.domain.collection_sites import SiteRecord
from stockpile_app.domain.collections import HandInQuery, HandInRecord
from stockpile_app.domain.collections_vocabulary import AgeGroup, DayCheck
from stockpile_app.domain.vocabulary import Category, Sex, Status
from stockpile_app.persistence import collection_index
from stockpile_app.persistence.base import table_of
from stockpile_app.persistence.collection_site_index import IN_PLACE
from stockpile_app.persistence.place_index import read_places
from stockpile_app.persistence.tables import (
    CollectionDayRow,
    DocumentRow,
    HandInRow,
    HandInWeaponRow,
    PlaceRow,
    UserRow,
    WeaponRow,
)
from stockpile_app.persistence.unit_of_work import moment_of

_H: Final = table_of(HandInRow).c
_L: Final = table_of(HandInWeaponRow).c
_W: Final = table_of(WeaponRow).c
_P: Final = table_of(PlaceRow).c
_DAY: Final = table_of(CollectionDayRow)
_GONE: Final = frozenset({Status.LOST.value, Status.STOLEN.value, Status.WITHDRAWN.value})
_SENT: Final = frozenset(
    {Status.IN_TRANSIT.value, *(each.value for each in Status if each.is_disposed)}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosedDay:
    """A day as it was reconciled."""

    closed_at: dt.datetime
    closed_by: str
    pairs: tuple[CheckedPair, ...]
    weapons: tuple[tuple[Category | None, int, int, int], ...]
    people: tuple[tuple[Sex | None, AgeGroup, int], ...]
    spoilt: tuple[str, ...]
    notes: str


def is_closed(connection: Connection, site_id: int, day: dt.date) -> bool:
    """Whether a day at a site was reconciled."""
    statement = select(_DAY.c.seq).where(_DAY.c.site_id == site_id, _DAY.c.day == day.isoformat())
    return connection.execute(statement).first() is not None


def closed_days(connection: Connection, site_id: int) -> list[dt.date]:
    """Return the days that were reconciled at a site, newest first."""
    statement = select(_DAY.c.day).where(_DAY.c.site_id == site_id).order_by(_DAY.c.day.desc())
    return [dt.date.fromisoformat(each) for each in connection.execute(statement).scalars()]


def closed(connection: Connection, site_id: int, day: dt.date) -> ClosedDay | None:
    """Return a day as it was reconciled; None where it was not."""
    row = connection.execute(
        select(_DAY, UserRow.full_name)
        .outerjoin(UserRow, UserRow.name == _DAY.c.closed_by)
        .where(_DAY.c.site_id == site_id, _DAY.c.day == day.isoformat())
    ).first()
    if row is None:
        return None
    decode = msgspec.json.decode
    explanations = decode(row.explanations, type=dict[str, str])
    return ClosedDay(
        closed_at=moment_of(row.closed_at),
        closed_by=row.full_name or row.closed_by,
        pairs=tuple(
            CheckedPair(
                check=DayCheck(check),
                first=first,
                second=second,
                explanation=explanations.get(check, ""),
            )
            for check, (first, second) in decode(
                row.figures, type=dict[str, tuple[int, int]]
            ).items()
        ),
        weapons=tuple(
            (Category(category) if category else None, *counts)
            for category, counts in decode(
                row.weapons, type=dict[str, tuple[int, int, int]]
            ).items()
        ),
        people=tuple(
            (Sex(sex) if sex else None, AgeGroup(group), count)
            for (sex, group), count in (
                (key.split(" "), count)
                for key, count in decode(row.people, type=dict[str, int]).items()
            )
        ),
        spoilt=decode(row.spoilt, type=tuple[str, ...]),
        notes=row.notes,
    )


def open_numbers(connection: Connection, site_id: int, day: dt.date) -> list[str]:
    """Return the numbers of the hand-ins that keep a day open, oldest first."""
    query = HandInQuery(site=site_id, day=day, open_only=True, limit=10_000)
    return [each.number for each in collection_index.hand_ins(connection, query)][::-1]


def day_hand_ins(connection: Connection, site: SiteRecord, day: dt.date) -> list[DayHandIn]:
    """Return the hand-ins of a day that were not given up, in the order they were begun."""
    query = HandInQuery(site=site.id, day=day, limit=1_000_000)
    found = [
        each
        for each in collection_index.all_details(connection, query)
        if not each.hand_in.cancelled
    ][::-1]
    receipts = _receipts(connection, [each.hand_in for each in found])
    weapons = _weapons(connection, site, day)
    return [
        DayHandIn(
            number=each.hand_in.number,
            participant=each.participant.code,
            sex=each.participant.sex,
            age_group=each.participant.age_group,
            eligible=each.participant.eligible,
            opened_at=each.hand_in.opened_at,
            closed_at=each.hand_in.closed_at,
            receipts=receipts.get(each.hand_in.id, 0),
            weapons=tuple(weapons.get(each.hand_in.id, ())),
            ammunition=tuple((line.nature, line.quantity) for line in each.ammunition),
            explosives=tuple((line.description, line.quantity) for line in each.explosives),
            referred=sum(line.quantity for line in each.explosives if line.technician),
        )
        for each in found
    ]


def _receipts(connection: Connection, records: Sequence[HandInRecord]) -> dict[int, int]:
    if not records:
        return {}
    ids = [each.id for each in records]
    statement = (
        select(DocumentRow.subject_id, func.count())
        .where(
            DocumentRow.document == collection_index.RECEIPT,
            DocumentRow.subject_id.between(min(ids), max(ids)),
        )
        .group_by(DocumentRow.subject_id)
    )
    return {row[0]: row[1] for row in connection.execute(statement) if row[0] is not None}


def _weapons(connection: Connection, site: SiteRecord, day: dt.date) -> dict[int, list[DayWeapon]]:
    rows = connection.execute(
        select(_H.id, _L.tag, _W.category, _W.status, _P.depot_id)
        .join(table_of(HandInWeaponRow), _L.hand_in_id == _H.id)
        .join(table_of(WeaponRow), _W.id == _L.weapon_id)
        .join(table_of(PlaceRow), _P.id == _W.place_id)
        .where(_H.site_id == site.id, func.substr(_H.opened_at, 1, 10) == day.isoformat())
        .order_by(_L.id)
    )
    found: dict[int, list[DayWeapon]] = {}
    for row in rows:
        weapon = DayWeapon(
            tag=row.tag,
            category=Category(row.category) if row.category else None,
            registered=row.status != Status.WITHDRAWN.value,
            whereabouts=_whereabouts(row, site.place_id),
        )
        found.setdefault(row.id, []).append(weapon)
    return found


def _whereabouts(row: Any, depot: int) -> Whereabouts:
    if row.status in _GONE:
        return Whereabouts.ELSEWHERE
    if row.status in _SENT or row.depot_id != depot:
        return Whereabouts.SENT
    return Whereabouts.PRESENT if row.status in IN_PLACE else Whereabouts.ELSEWHERE


def waiting(connection: Connection, site: SiteRecord, today: dt.date) -> list[WaitingWeapon]:
    """Return the weapons handed in at a site that are still there, the longest waiting first."""
    later = table_of(HandInWeaponRow).alias()
    last = (  # one that was lost, and handed in again, waits once
        select(func.max(later.c.id)).where(later.c.weapon_id == _L.weapon_id).scalar_subquery()
    )
    rows = connection.execute(
        select(_W.id, _W.number, _W.place_id, _L.tag, _H.id.label("hand_in_id"), _H.opened_at)
        .join(table_of(HandInWeaponRow), _L.weapon_id == _W.id)
        .join(table_of(HandInRow), _H.id == _L.hand_in_id)
        .join(table_of(PlaceRow), _P.id == _W.place_id)
        .where(
            _H.site_id == site.id,
            _L.id == last,
            _W.status.in_(IN_PLACE),
            _P.depot_id == site.place_id,
        )
        .order_by(_H.opened_at, _L.id)
    ).all()
    book = read_places(connection)
    numbers = collection_index.receipt_numbers(connection)
    found = []
    for row in rows:
        day = dt.date.fromisoformat(row.opened_at[:10])
        found.append(
            WaitingWeapon(
                weapon_id=row.id,
                number=row.number,
                tag=row.tag,
                hand_in=numbers(row.hand_in_id),
                handed_in_on=day,
                days=(today - day).days,
                place_id=row.place_id,
                place=book.by_id[row.place_id].path,
            )
        )
    return found
