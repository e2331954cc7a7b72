"""Training and qualifications of staff; needs for assistance, and lessons learned.

Revision ID: 0008
Revises: 0007
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Create the tables."""
    _table(
        "training",
        {"id": "big", "topic": "text", "title": "text", "held_on": "str10", "provider": "text"}
        | {"days": "int", "location": "text", "women": "int", "men": "int", "notes": "text"},
        key=("id",),
        indexes=(("held_on",),),
    )
    _table(
        "trainee",
        {"training_id": "big", "person_id": "big"},
        key=("training_id", "person_id"),
        rowid=False,
    )
    _table(
        "qualification",
        {"id": "big", "person_id": "big", "topic": "text", "gained_on": "str10"}
        | {"expires_on": "str10?", "certificate": "text", "issued_by": "text"}
        | {"training_id": "big?", "withdrawn_on": "str10?", "withdrawn_reason": "text"},
        key=("id",),
        indexes=(("person_id",),),
    )
    _table(
        "need",
        {"id": "big", "need_kind": "str16", "title": "text", "objective": "text"}
        | {"assessment": "text", "indicator": "text", "baseline": "big", "target": "big"}
        | {"unit": "text", "cost": "big?", "currency": "str8", "priority": "str8"}
        | {"place_id": "big?", "due_on": "str10?", "origin": "str16", "evidence": "text"}
        | {"finding": "big?", "raised_on": "str10", "raised_by": "str64", "status": "str16"},
        key=("id",),
    )
    _table(
        "need_step",
        {"id": "big", "need_id": "big", "status": "str16", "stated_on": "str10"}
        | {"stated_by": "str64", "reason": "text", "partner": "text", "measured": "big?"},
        key=("id",),
        indexes=(("need_id",),),
    )
    _table(
        "lesson",
        {"id": "big", "lesson_kind": "str16", "title": "text", "text": "text", "topic": "text"}
        | {"subject": "str16", "number": "big?", "shareable": "flag", "recorded_on": "str10"}
        | {"recorded_by": "str64", "withdrawn": "text"},
        key=("id",),
    )


def _table(
    name: str,
    columns: dict[str, str],
    *,
    key: tuple[str, ...],
    indexes: tuple[tuple[str, ...], ...] = (),
    rowid: bool = True,
) -> None:
    op.create_table(
        name,
        *(_column(each, kind, key) for each, kind in columns.items()),
        sa.PrimaryKeyConstraint(*key, name=f"pk_{name}"),
        sqlite_with_rowid=rowid,
    )
    for index in indexes:
        op.create_index(f"ix_{name}_{'_'.join(index)}", name, list(index))


def _column(name: str, kind: str, key: tuple[str, ...]) -> sa.Column[object]:
    """Return a column; ``kind`` is a type, a length for strings, "?" where it may be null."""
    nullable = kind.endswith("?")
    kind = kind.rstrip("?")
    types = {"big": BIG, "int": sa.Integer(), "text": sa.Text(), "flag": sa.Boolean()}
    of_type = types.get(kind) or sa.String(length=int(kind.removeprefix("str")))
    if name in key and kind in {"big", "int"}:
        return sa.Column(name, of_type, autoincrement=False, nullable=nullable)
    return sa.Column(name, of_type, nullable=nullable)
