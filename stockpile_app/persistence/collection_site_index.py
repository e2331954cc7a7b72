"""Reads programmes that collect weapons, their sites and campaigns."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, Final

import msgspec
from sqlalchemy import Connection, Row, func, select

from stockpile_app.domain.collection_sites import (
    CampaignRecord,
    ProgrammeRecord,
    SiteRecord,
    SiteStanding,
    TeamMember,
)
from stockpile_app.domain.collections_vocabulary import CustodyTerms, SiteKind, TeamDuty
from stockpile_app.domain.vocabulary import Sex, Status
from stockpile_app.persistence.base import table_of
from stockpile_app.persistence.tables import (
    CampaignRow,
    CollectionDayRow,
    HandInRow,
    HandInWeaponRow,
    ParticipantRow,
    PlaceRow,
    ProgrammeRow,
    SiteRow,
    TeamMemberRow,
    WeaponRow,
)
from stockpile_app.persistence.values import day_or_none

IN_PLACE: Final = tuple(each.value for each in Status if each.is_in_place)
_S: Final = table_of(SiteRow).c
_H: Final = table_of(HandInRow).c
_L: Final = table_of(HandInWeaponRow).c
_W: Final = table_of(WeaponRow).c
_P: Final = table_of(PlaceRow).c
_DAY: Final = func.substr(_H.opened_at, 1, 10)


def programmes(connection: Connection, programme_id: int | None = None) -> list[ProgrammeRecord]:
    """Return programmes, newest first; one alone, if named."""
    statement = select(table_of(ProgrammeRow)).order_by(ProgrammeRow.id.desc())
    if programme_id is not None:
        statement = statement.where(ProgrammeRow.id == programme_id)
    sites = _counts(connection, select(_S.programme_id, func.count()).group_by(_S.programme_id))
    people = _counts(
        connection,
        select(_S.programme_id, func.count())
        .join(ParticipantRow, ParticipantRow.site_id == _S.id)
        .group_by(_S.programme_id),
    )
    weapons = _counts(
        connection,
        select(_S.programme_id, func.count())
        .join(table_of(HandInRow), _H.site_id == _S.id)
        .join(table_of(HandInWeaponRow), _L.hand_in_id == _H.id)
        .group_by(_S.programme_id),
    )
    return [
        ProgrammeRecord(
            id=row.id,
            name=row.name,
            authority=row.authority,
            basis=row.basis,
            data_owner=row.data_owner,
            appeal=row.appeal,
            starts_on=dt.date.fromisoformat(row.starts_on),
            ends_on=day_or_none(row.ends_on),
            minutes=row.minutes,
            expected=row.expected,
            notes=row.notes,
            closed_on=day_or_none(row.closed_on),
            sites=sites.get(row.id, 0),
            participants=people.get(row.id, 0),
            weapons=weapons.get(row.id, 0),
        )
        for row in connection.execute(statement)
    ]


def programme(connection: Connection, programme_id: int) -> ProgrammeRecord | None:
    """Return one programme."""
    found = programmes(connection, programme_id)
    return found[0] if found else None


def sites(
    connection: Connection,
    *,
    programme_id: int | None = None,
    site_id: int | None = None,
    closed: bool = False,
) -> list[SiteRecord]:
    """Return sites by name, ``closed`` ones too if asked; one alone, if named."""
    statement = (
        select(table_of(SiteRow), ProgrammeRow.name.label("programme"), _P.name.label("place"))
        .join(ProgrammeRow, ProgrammeRow.id == _S.programme_id)
        .join(table_of(PlaceRow), _P.id == _S.place_id)
        .order_by(_P.name, _S.id)
    )
    if programme_id is not None:
        statement = statement.where(_S.programme_id == programme_id)
    if site_id is not None:
        statement = statement.where(_S.id == site_id)
    elif not closed:
        statement = statement.where(_S.closed_on.is_(None))
    rows = connection.execute(statement).all()
    told = _Told(connection, [row.id for row in rows])
    return [told.record(row) for row in rows]


def site(connection: Connection, site_id: int) -> SiteRecord | None:
    """Return one site, closed or not."""
    found = sites(connection, site_id=site_id)
    return found[0] if found else None


def standing(connection: Connection, site_id: int) -> SiteStanding | None:
    """Return what a step at the table must know of a site; nothing is counted for it."""
    row = connection.execute(
        select(
            *(_S.id, _S.code, _S.place_id, _S.opened_on, _S.closed_on, _S.last_number),
            _P.name,
            ProgrammeRow.name.label("programme"),
            *(ProgrammeRow.starts_on, ProgrammeRow.closed_on.label("ended_on")),
        )
        .join(ProgrammeRow, ProgrammeRow.id == _S.programme_id)
        .join(table_of(PlaceRow), _P.id == _S.place_id)
        .where(_S.id == site_id)
    ).first()
    if row is None:
        return None
    return SiteStanding(
        id=row.id,
        name=row.name,
        place_id=row.place_id,
        programme_name=row.programme,
        opened_on=dt.date.fromisoformat(row.opened_on),
        closed_on=day_or_none(row.closed_on),
        programme_starts_on=dt.date.fromisoformat(row.starts_on),
        programme_closed_on=day_or_none(row.ended_on),
        next_code=f"{row.code}-{row.last_number + 1:04d}",
    )


def site_with_code(connection: Connection, code: str) -> int | None:
    """Return the id of the site, closed or not, that has a code."""
    return connection.execute(select(_S.id).where(_S.code == code)).scalar()


def open_site_at(connection: Connection, place_id: int) -> str:
    """Return the code of the open site that a place is; "" where it is none."""
    statement = select(_S.code).where(_S.place_id == place_id, _S.closed_on.is_(None))
    return connection.execute(statement).scalar() or ""


def campaigns(connection: Connection, programme_id: int | None = None) -> list[CampaignRecord]:
    """Return campaigns, newest first; of one programme, if named."""
    statement = select(table_of(CampaignRow)).order_by(
        CampaignRow.held_on.desc(), CampaignRow.id.desc()
    )
    if programme_id is not None:
        statement = statement.where(CampaignRow.programme_id == programme_id)
    return [
        CampaignRecord(
            id=row.id,
            programme=row.programme_id,
            held_on=dt.date.fromisoformat(row.held_on),
            title=row.title,
            for_women=bool(row.for_women),
            reached=row.reached,
            notes=row.notes,
        )
        for row in connection.execute(statement)
    ]


class _Told:
    """What is counted of sites, asked once for all of them."""

    def __init__(self, connection: Connection, ids: Sequence[int]) -> None:
        self._people = _counts(
            connection,
            select(ParticipantRow.site_id, func.count())
            .where(ParticipantRow.site_id.in_(ids))
            .group_by(ParticipantRow.site_id),
        )
        standing = (_H.site_id.in_(ids), _H.cancelled.is_(None))
        self._open = _counts(
            connection,
            select(_H.site_id, func.count())
            .where(*standing, _H.closed_at.is_(None))
            .group_by(_H.site_id),
        )
        self._days: dict[int, list[dt.date]] = {}
        closed = set(connection.execute(select(CollectionDayRow.site_id, CollectionDayRow.day)))
        days = connection.execute(
            select(_H.site_id, _DAY).where(*standing).distinct().order_by(_H.site_id, _DAY)
        )
        for row in days:
            if row not in closed:
                self._days.setdefault(row[0], []).append(dt.date.fromisoformat(row[1]))
        here = connection.execute(
            select(_H.site_id, func.count(_L.weapon_id.distinct()), func.min(_DAY))
            .join(table_of(HandInWeaponRow), _L.hand_in_id == _H.id)
            .join(table_of(WeaponRow), _W.id == _L.weapon_id)
            .join(table_of(PlaceRow), _P.id == _W.place_id)
            .join(table_of(SiteRow), _S.id == _H.site_id)
            .where(_H.site_id.in_(ids), _W.status.in_(IN_PLACE), _P.depot_id == _S.place_id)
            .group_by(_H.site_id)
        )
        self._here = {row[0]: (row[1], day_or_none(row[2])) for row in here}
        self._team: dict[int, list[TeamMember]] = {}
        members = connection.execute(
            select(table_of(TeamMemberRow))
            .where(TeamMemberRow.site_id.in_(ids))
            .order_by(TeamMemberRow.site_id, TeamMemberRow.position)
        )
        for row in members:
            member = TeamMember(
                name=row.name, sex=Sex(row.sex) if row.sex else None, duty=TeamDuty(row.duty)
            )
            self._team.setdefault(row.site_id, []).append(member)

    def record(self, row: Row[Any]) -> SiteRecord:
        """Return a row as a record."""
        here, oldest = self._here.get(row.id, (0, None))
        return SiteRecord(
            id=row.id,
            programme=row.programme_id,
            programme_name=row.programme,
            place_id=row.place_id,
            name=row.place,
            code=row.code,
            kind=SiteKind(row.kind),
            custody=CustodyTerms(row.custody),
            lanes=row.lanes,
            hours=row.hours,
            key_holders=msgspec.json.decode(row.key_holders, type=tuple[tuple[str, str], ...]),
            team=tuple(self._team.get(row.id, ())),
            notes=row.notes,
            opened_on=dt.date.fromisoformat(row.opened_on),
            closed_on=day_or_none(row.closed_on),
            participants=self._people.get(row.id, 0),
            open_hand_ins=self._open.get(row.id, 0),
            days_open=tuple(self._days.get(row.id, ())),
            weapons_here=here,
            oldest_on=oldest,
        )


def _counts(connection: Connection, statement: Any) -> dict[int, int]:
    return {row[0]: row[1] for row in connection.execute(statement)}
