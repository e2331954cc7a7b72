"""Reads what is held of each kind, what is needed, and what was declared surplus."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from sqlalchemy import Connection, and_, case, func, select, true

from stockpile_app.domain.records import WeaponRecord
from stockpile_app.domain.surplus import (
    HELD,
    DeclarationRecord,
    DeclaredWeapon,
    HeldKind,
    Kind,
    RequirementRecord,
    declaration_number,
)
from stockpile_app.domain.vocabulary import Category, Condition, Status
from stockpile_app.persistence.base import table_of
from stockpile_app.persistence.disposal_work_index import full_names
from stockpile_app.persistence.tables import (
    RequirementRow,
    SurplusDeclarationRow,
    SurplusLineRow,
    WeaponRow,
)
from stockpile_app.persistence.values import day_or_none, portions
from stockpile_app.persistence.weapon_records import CATEGORY, load

_W: Final = table_of(WeaponRow).c
_R: Final = table_of(RequirementRow).c
_D: Final = table_of(SurplusDeclarationRow).c
_L: Final = table_of(SurplusLineRow).c
_HELD: Final = tuple(each.value for each in HELD)
_NOT_SERVICEABLE: Final = _W.condition.is_not(None) & (_W.condition != Condition.SERVICEABLE.value)
_KIND: Final = (_W.category, _W.model, _W.calibre)


def held_kinds(connection: Connection, badly_marked: Iterable[int]) -> list[HeldKind]:
    """Return what is held of each kind.

    Args:
        badly_marked: Ids of weapons that are inadequately marked.
    """
    bad = _kinds_of(connection, badly_marked)
    held = _W.status.in_(_HELD)
    statement = select(
        *_KIND,
        _sum(held),
        _sum(_W.status == Status.IN_STORE.value),
        _sum(held & _NOT_SERVICEABLE),
        _sum(held & (_W.marks == 0)),
        _sum(_W.status == Status.SURPLUS.value),
    ).where(_W.status.in_((*_HELD, Status.SURPLUS.value)))
    found = []
    for row in connection.execute(statement.group_by(*_KIND)):
        kind = Kind(CATEGORY[row[0]], row[1], row[2])
        found.append(HeldKind(kind, row[3], row[4], row[5], bad[kind], row[6], row[7]))
    return found


def _sum(condition: Any) -> Any:
    return func.sum(case((condition, 1), else_=0))


def _kinds_of(connection: Connection, ids: Iterable[int]) -> Counter[Kind]:
    counts: Counter[Kind] = Counter()
    for some in portions(list(ids)):
        rows = connection.execute(select(*_KIND).where(_W.id.in_(some), _W.status.in_(_HELD)))
        counts.update(Kind(CATEGORY[row[0]], row[1], row[2]) for row in rows)
    return counts


def requirements(connection: Connection) -> list[RequirementRecord]:
    """Return what units need, by unit and kind."""
    rows = connection.execute(
        select(table_of(RequirementRow)).order_by(_R.unit, _R.category, _R.model, _R.id)
    )
    return [
        RequirementRecord(
            id=row.id,
            unit=row.unit,
            kind=_kind(row.category, row.model, row.calibre),
            posts=row.posts,
            scale=row.scale,
            reserve=row.reserve,
            training=row.training,
            attrition=row.attrition,
            obsolete=row.obsolete,
            basis=row.basis,
            stated_on=dt.date.fromisoformat(row.stated_on),
        )
        for row in rows
    ]


def _kind(category: str, model: str, calibre: str) -> Kind:
    return Kind(Category(category) if category else None, model, calibre)


def declarations(connection: Connection, origin: str) -> list[DeclarationRecord]:
    """Return the declarations, newest first."""
    statement = select(table_of(SurplusDeclarationRow)).order_by(_D.id.desc())
    return list(_records(connection, statement, origin))


def declaration(connection: Connection, origin: str, wanted: int) -> DeclarationRecord | None:
    """Return a declaration, if there is one of this id."""
    statement = select(table_of(SurplusDeclarationRow)).where(_D.id == wanted)
    return next(_records(connection, statement, origin), None)


def _records(connection: Connection, statement: Any, origin: str) -> Iterator[DeclarationRecord]:
    rows = connection.execute(statement).all()
    names = full_names(connection)
    counts = {
        row[0]: (row[1], row[2])
        for row in connection.execute(
            select(_L.declaration_id, func.count(), func.count(_L.withdrawn_on)).group_by(
                _L.declaration_id
            )
        )
    }
    for row in rows:
        weapons, withdrawn = counts.get(row.id, (0, 0))
        yield DeclarationRecord(
            id=row.id,
            number=declaration_number(origin, row.id),
            declared_on=dt.date.fromisoformat(row.declared_on),
            declared_by=names.get(row.declared_by, row.declared_by),
            authority=row.authority,
            reason=row.reason,
            reference=row.reference,
            head=row.head,
            weapons=weapons,
            withdrawn=withdrawn,
            rows=tuple(
                (_kind(*each[:3]), each[3], each[4], each[5], each[6])
                for each in json.loads(row.figures)
            ),
        )


def declared(connection: Connection, declaration_id: int) -> list[DeclaredWeapon]:
    """Return the weapons of a declaration in its order."""
    rows = connection.execute(
        select(_L.weapon_id, _L.withdrawn_on)
        .where(_L.declaration_id == declaration_id)
        .order_by(_L.position)
    ).all()
    found: dict[int, WeaponRecord] = {}
    for some in portions([row[0] for row in rows]):
        found |= load(connection, some)
    return [DeclaredWeapon(found[row[0]], day_or_none(row[1])) for row in rows]


def candidates(connection: Connection, kind: Kind, others: Sequence[Kind], most: int) -> list[int]:
    """Return weapons in store that could go first: not serviceable, without marks, then the oldest.

    Args:
        kind: What they are measured by.
        others: More specific kinds, which have a row of their own.
        most: How many are wanted.
    """
    worst = case((_W.condition == Condition.UNSERVICEABLE.value, 0), else_=1)
    bad = case((_NOT_SERVICEABLE, 0), else_=1)
    order = (worst, bad, _W.marks > 0, _W.year.is_(None), _W.year, _W.id)
    conditions = [_W.status == Status.IN_STORE.value, _matches(kind)]
    conditions += [~_matches(each) for each in others]
    statement = select(_W.id).where(*conditions).order_by(*order).limit(most)
    return list(connection.execute(statement).scalars())


def _matches(kind: Kind) -> Any:
    parts = []
    if kind.category is not None:
        parts.append(func.coalesce(_W.category, "") == kind.category.value)
    if kind.model:
        parts.append(func.lower(_W.model) == kind.model.lower())
    if kind.calibre:
        parts.append(func.lower(_W.calibre) == kind.calibre.lower())
    return and_(true(), *parts)
