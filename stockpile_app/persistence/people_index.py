"""Reads people, with what each of them has now."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, Select, func, select

from stockpile_app.domain.people import PersonRecord
from stockpile_app.domain.vocabulary import PersonKind, Sex
from stockpile_app.persistence.base import table_of
from stockpile_app.persistence.tables import ORIGIN_BITS, CustodyRow, KeyCopyRow, PersonRow

_P = table_of(PersonRow).c


def read_people(connection: Connection, *, retired: bool = False) -> list[PersonRecord]:
    """Return all people by name; ``retired`` ones too if asked."""
    statement = _people()
    if not retired:
        statement = statement.where(_P.retired_seq.is_(None))
    found = [_person(row) for row in connection.execute(statement)]
    return sorted(found, key=lambda each: (each.name.casefold(), each.code.casefold(), each.id))


def person(connection: Connection, person_id: int) -> PersonRecord | None:
    """Return one person, retired or not."""
    row = connection.execute(_people().where(_P.id == person_id)).first()
    return _person(row) if row else None


def last_number(connection: Connection) -> int:
    """Return the highest number of this register's people."""
    own = _P.id < 1 << ORIGIN_BITS
    return connection.execute(select(func.max(_P.id)).where(own)).scalar() or 0


def _people() -> Select[Any]:
    weapons = (
        select(CustodyRow.person_id, func.count().label("weapons"))
        .where(CustodyRow.person_id.is_not(None))
        .group_by(CustodyRow.person_id)
        .subquery()
    )
    keys = (
        select(KeyCopyRow.person_id, func.count().label("keys"))
        .where(KeyCopyRow.person_id.is_not(None), KeyCopyRow.lost_on.is_(None))
        .group_by(KeyCopyRow.person_id)
        .subquery()
    )
    return (
        select(
            table_of(PersonRow),
            func.coalesce(weapons.c.weapons, 0).label("weapons"),
            func.coalesce(keys.c["keys"], 0).label("held_keys"),
        )
        .outerjoin(weapons, weapons.c.person_id == _P.id)
        .outerjoin(keys, keys.c.person_id == _P.id)
    )


def _person(row: Row[Any]) -> PersonRecord:
    return PersonRecord(
        id=row.id,
        kind=PersonKind(row.kind),
        name=row.name,
        code=row.code,
        post=row.post,
        organisation=row.organisation,
        sex=Sex(row.sex) if row.sex else None,
        user=row.user,
        retired=row.retired_seq is not None,
        weapons=row.weapons,
        keys=row.held_keys,
    )
