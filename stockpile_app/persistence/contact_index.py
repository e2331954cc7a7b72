"""Reads the directory of national points of contact, and the targets."""

from __future__ import annotations

import datetime as dt
from typing import Any, Final

from sqlalchemy import Connection, Row, func, select

from stockpile_app.domain.contacts import ContactRecord
from stockpile_app.domain.tracing_records import TraceTargets
from stockpile_app.domain.tracing_vocabulary import ContactInstrument
from stockpile_app.persistence.base import table_of
from stockpile_app.persistence.tables import ORIGIN_BITS, ContactRow, TraceTargetRow
from stockpile_app.persistence.values import day_or_none

_CONTACT: Final = table_of(ContactRow)
_TARGET: Final = table_of(TraceTargetRow)


def contacts(
    connection: Connection, today: dt.date, confirm: int, *, retired: bool = False
) -> list[ContactRecord]:
    """Return offices by country and name; ``retired`` ones too if asked.

    Args:
        confirm: After how many days an office is to be confirmed again.
    """
    statement = select(_CONTACT)
    if not retired:
        statement = statement.where(_CONTACT.c.retired_seq.is_(None))
    found = [_record(row, today, confirm) for row in connection.execute(statement)]
    return sorted(found, key=lambda each: (each.country, each.office.casefold(), each.id))


def contact(
    connection: Connection, contact_id: int, today: dt.date, confirm: int
) -> ContactRecord | None:
    """Return one office, retired or not."""
    row = connection.execute(select(_CONTACT).where(_CONTACT.c.id == contact_id)).first()
    return _record(row, today, confirm) if row else None


def last_number(connection: Connection) -> int:
    """Return the highest number of this register's offices."""
    own = _CONTACT.c.id < 1 << ORIGIN_BITS
    return connection.execute(select(func.max(_CONTACT.c.id)).where(own)).scalar() or 0


def targets(connection: Connection) -> TraceTargets | None:
    """Return the targets that were stated last; None where nobody did."""
    row = connection.execute(select(_TARGET).order_by(_TARGET.c.id.desc()).limit(1)).first()
    if row is None:
        return None
    return TraceTargets(row.acknowledge, row.answer, row.confirm, row.reason)


def _record(row: Row[Any], today: dt.date, confirm: int) -> ContactRecord:
    confirmed = day_or_none(row.confirmed_on)
    days = (today - confirmed).days if confirmed is not None else None
    return ContactRecord(
        id=row.id,
        country=row.country,
        office=row.office,
        instruments=tuple(map(ContactInstrument, row.instruments.split())),
        authority=row.authority,
        post=row.post,
        address=row.address,
        email=row.email,
        telephone=row.telephone,
        languages=row.languages,
        notes=row.notes,
        confirmed_on=confirmed,
        confirmed_by=row.confirmed_by,
        days_unconfirmed=days,
        is_stale=days is None or days > confirm,
        retired=row.retired_seq is not None,
    )
