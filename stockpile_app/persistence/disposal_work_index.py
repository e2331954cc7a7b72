"""Reads the work under a disposal order: days, conditions, photographs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, select

from stockpile_app.domain.disposal import Witness
from stockpile_app.domain.disposal_records import (
    DisposalCheckRecord,
    DisposalDayRecord,
    DisposalPhotographRecord,
)
from stockpile_app.domain.disposal_vocabulary import DisposalCheck, PhotographMoment
from stockpile_app.domain.vocabulary import Component, MarkOccasion, Sex
from stockpile_app.persistence.base import table_of
from stockpile_app.persistence.place_index import PlaceBook, read_places
from stockpile_app.persistence.tables import (
    ORIGIN_BITS,
    DisposalCheckRow,
    DisposalDayRow,
    DisposalPhotographRow,
    MarkRow,
    UserRow,
    WeaponRow,
)
from stockpile_app.persistence.values import portions


def days(connection: Connection, order_id: int) -> list[DisposalDayRecord]:
    """Return the days of an order, oldest first."""
    rows = connection.execute(
        select(table_of(DisposalDayRow))
        .where(DisposalDayRow.order_id == order_id)
        .order_by(DisposalDayRow.id)
    ).all()
    book, names = read_places(connection), full_names(connection)
    return [_day(row, at, book, names) for at, row in enumerate(rows, start=1)]


def day(connection: Connection, day_id: int) -> DisposalDayRecord | None:
    """Return one day."""
    found = connection.execute(
        select(DisposalDayRow.order_id).where(DisposalDayRow.id == day_id)
    ).scalar()
    if found is None:
        return None
    return next(each for each in days(connection, found) if each.id == day_id)


def day_users(connection: Connection, day_id: int) -> tuple[str, str]:
    """Return the user names of who reads and who confirms on a day."""
    row = connection.execute(
        select(DisposalDayRow.reader, DisposalDayRow.confirmer).where(DisposalDayRow.id == day_id)
    ).one()
    return row[0], row[1]


def checks(connection: Connection, order_id: int) -> list[DisposalCheckRecord]:
    """Return the conditions that were looked at, in their usual order."""
    rows = connection.execute(
        select(table_of(DisposalCheckRow)).where(DisposalCheckRow.order_id == order_id)
    )
    found = [
        DisposalCheckRecord(
            check=DisposalCheck(row.code),
            passed=row.passed,
            occurred_on=dt.date.fromisoformat(row.occurred_on),
            checked_by=row.checked_by,
            reference=row.reference,
            notes=row.notes,
            seq=row.seq,
        )
        for row in rows
    ]
    return sorted(found, key=lambda each: list(DisposalCheck).index(each.check))


def _day(row: Row[Any], number: int, book: PlaceBook, names: dict[str, str]) -> DisposalDayRecord:
    return DisposalDayRecord(
        id=row.id,
        order_id=row.order_id,
        number=number,
        place_id=row.place_id,
        place=book.by_id[row.place_id].path,
        started_at=dt.datetime.fromisoformat(row.started_at),
        reader=names.get(row.reader, row.reader),
        confirmer=names.get(row.confirmer, row.confirmer),
        operator=row.operator,
        method=row.method,
        components=tuple(map(Component, row.components.split())),
        witnesses=witnesses_of(row.witnesses),
        measures=row.measures,
        verified=row.verified,
        stopped=row.stopped,
        disposed=row.disposed,
        ended_at=moment_of(row.ended_at),
        scrap=row.scrap,
        scrap_to=row.scrap_to,
        notes=row.notes,
    )


def photographs(connection: Connection, order_id: int) -> list[DisposalPhotographRecord]:
    """Return the photographs of an order, in the order they were recorded."""
    rows = connection.execute(
        select(table_of(DisposalPhotographRow), WeaponRow.number)
        .outerjoin(WeaponRow, WeaponRow.id == DisposalPhotographRow.weapon_id)
        .where(DisposalPhotographRow.order_id == order_id)
        .order_by(DisposalPhotographRow.id)
    )
    return [
        DisposalPhotographRecord(
            seq=row.id & ((1 << ORIGIN_BITS) - 1),
            moment=PhotographMoment(row.moment),
            sha256=row.sha256,
            media_type=row.media_type,
            size=row.size,
            number=row.number or "",
            caption=row.caption,
        )
        for row in rows
    ]


def with_mark(
    connection: Connection, weapon_ids: Sequence[int], occasion: MarkOccasion
) -> set[int]:
    """Return which of these weapons carry a mark of an occasion that is not altered."""
    found: set[int] = set()
    for some in portions(weapon_ids):
        rows = connection.execute(
            select(MarkRow.weapon_id).where(
                MarkRow.weapon_id.in_(some),
                MarkRow.occasion == occasion.value,
                MarkRow.altered.is_(False),
            )
        )
        found |= {each for each in rows.scalars() if each is not None}
    return found


def witnesses_of(text: str) -> tuple[Witness, ...]:
    """Return the people that a text of a table names."""
    return tuple(
        Witness(name, organisation, Sex(sex) if sex else None)
        for name, organisation, sex in msgspec.json.decode(text)
    )


def full_names(connection: Connection) -> dict[str, str]:
    """Return the full names of all users, by user name."""
    rows = connection.execute(select(UserRow.name, UserRow.full_name))
    return {row[0]: row[1] for row in rows}


def moment_of(text: str | None) -> dt.datetime | None:
    """Return a local time as the tables keep it."""
    return dt.datetime.fromisoformat(text) if text else None
