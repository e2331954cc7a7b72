"""Marking and disposal: marks in full, parts, profiles, jobs; surplus; disposal; documents.

Revision ID: 0003
Revises: 0002
"""

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Create the tables of the new subjects; tell more of marks."""
    _marks()
    _marking_work()
    _surplus()
    _disposal()
    _reference()
    _documents()


def _marks() -> None:
    """Tell what marks say and how large they are; keep parts, and how weapons came."""
    texts = ("maker", "serial", "model", "calibre", "code", "authority")
    with op.batch_alter_table("mark", recreate="always") as batch:
        batch.alter_column("weapon_id", existing_type=BIG, nullable=True)
        batch.add_column(
            sa.Column("country", sa.String(length=2), nullable=False, server_default="")
        )
        batch.add_column(sa.Column("year", sa.Integer(), nullable=True))
        for name in texts:
            batch.add_column(_text(name))
        for name in ("height", "depth"):
            batch.add_column(sa.Column(name, sa.Integer(), nullable=True))
        for name in ("part_id", "job_id"):
            batch.add_column(sa.Column(name, BIG, nullable=True))
    with op.batch_alter_table("mark") as batch:
        for name in ("country", *texts):
            batch.alter_column(name, server_default=None)
        batch.create_index("ix_mark_part_id", ["part_id"])
    _table(
        "part",
        {
            "id": "big",
            "component": "str16",
            "material": "str16",
            "description": "text",
            "weapon_id": "big?",
            "place_id": "big?",
            "since": "str10",
        },
        key=("id",),
        refers={"weapon_id": "weapon", "place_id": "place"},
        indexes=(("weapon_id",),),
    )
    _table(
        "part_entry",
        {"part_id": "big", "origin": "str8", "seq": "big", "weapon_id": "big?"},
        key=("part_id", "origin", "seq"),
        refers={"part_id": "part"},
        rowid=False,
    )
    _table(
        "acquisition",
        {
            "weapon_id": "big",
            "acquisition": "str16",
            "acquired_on": "str10",
            "exemption": "str24?",
            "reference": "text",
        },
        key=("weapon_id",),
        refers={"weapon_id": "weapon"},
        indexes=(("acquisition",),),
    )


def _marking_work() -> None:
    """Create the tables of marking jobs."""
    _table(
        "marking_job",
        {
            "id": "big",
            "state": "str16",
            "occasion": "str16",
            "opened_on": "str10",
            "opened_by": "str64",
            "team": "text",
            "position": "text",
            "authority": "text",
            "profile": "str40",
            "profile_version": "int",
            "closed_on": "str10?",
            "notes": "text",
        },
        key=("id",),
        indexes=(("state",),),
    )
    _table(
        "marking_line",
        {
            "job_id": "big",
            "weapon_id": "big",
            "component": "str16",
            "position": "int",
            "text": "text",
            "state": "str16",
            "faults": "text",
            "applied_on": "str10?",
            "applied_by": "text",
            "method": "str16?",
            "height": "int?",
            "depth": "int?",
            "applied_seq": "big?",
        },
        key=("job_id", "weapon_id", "component"),
        refers={"job_id": "marking_job", "weapon_id": "weapon"},
        indexes=(("weapon_id",),),
        rowid=False,
    )


def _surplus() -> None:
    """Create the tables of requirements and declarations."""
    _table(
        "requirement",
        {
            "id": "big",
            "unit": "text",
            "category": "str32",
            "model": "text",
            "calibre": "text",
            "posts": "int",
            "scale": "int",
            "reserve": "int",
            "training": "int",
            "attrition": "int",
            "obsolete": "flag",
            "basis": "text",
            "stated_on": "str10",
        },
        key=("id",),
    )
    _table(
        "surplus_declaration",
        {
            "id": "big",
            "declared_on": "str10",
            "declared_by": "str64",
            "authority": "text",
            "reason": "text",
            "reference": "text",
            "head": "big",
            "figures": "text",
        },
        key=("id",),
    )
    _table(
        "surplus_line",
        {
            "declaration_id": "big",
            "weapon_id": "big",
            "position": "int",
            "withdrawn_on": "str10?",
        },
        key=("declaration_id", "weapon_id"),
        refers={"declaration_id": "surplus_declaration", "weapon_id": "weapon"},
        indexes=(("weapon_id",),),
        rowid=False,
    )


def _disposal() -> None:
    """Create the tables of disposal orders."""
    _table(
        "disposal_order",
        {
            "id": "big",
            "kind": "str16",
            "state": "str16",
            "ordered_on": "str10",
            "ordered_by": "str64",
            "authority": "text",
            "legal_basis": "text",
            "reason": "text",
            "reference": "text",
            "method": "str64",
            "method_reason": "text",
            "comparison": "text",
            "recipient": "text",
            "digest": "str64",
            "weapons": "int",
            "approved_on": "str10?",
            "approved_by": "str64",
            "approved_seq": "big?",
            "verified_on": "str10?",
            "verified_by": "str64",
            "verified_seq": "big?",
            "statement": "text",
            "stated": "text",
            "observers": "text",
            "cancelled": "text",
        },
        key=("id",),
        indexes=(("state",),),
    )
    _table(
        "disposal_line",
        {
            "order_id": "big",
            "weapon_id": "big",
            "position": "int",
            "state": "str16",
            "status_before": "str16",
            "serial": "text?",
            "maker": "text",
            "model": "text",
            "calibre": "text",
            "country": "str2",
            "category": "str24?",
            "place_id": "big?",
            "day_id": "big?",
            "serial_read": "text?",
            "serial_confirmed": "text?",
            "reason": "text",
            "verified_at": "str16?",
            "read_seq": "big?",
            "disposed_at": "str16?",
            "disposed_seq": "big?",
            "received_by": "text",
        },
        key=(
            "order_id",
            "weapon_id",
        ),
        refers={"order_id": "disposal_order", "weapon_id": "weapon"},
        indexes=(("weapon_id",),),
        rowid=False,
    )
    _table(
        "disposal_day",
        {
            "id": "big",
            "order_id": "big",
            "place_id": "big",
            "started_at": "str16",
            "reader": "str64",
            "confirmer": "str64",
            "operator": "text",
            "method": "str64",
            "components": "text",
            "witnesses": "text",
            "measures": "text",
            "verified": "int",
            "stopped": "int",
            "disposed": "int",
            "ended_at": "str16?",
            "scrap": "big",
            "scrap_to": "text",
            "notes": "text",
        },
        key=("id",),
        refers={"order_id": "disposal_order", "place_id": "place"},
        indexes=(("order_id",),),
    )
    _table(
        "disposal_check",
        {
            "order_id": "big",
            "code": "str24",
            "passed": "flag",
            "occurred_on": "str10",
            "checked_by": "text",
            "reference": "text",
            "notes": "text",
            "seq": "big",
        },
        key=(
            "order_id",
            "code",
        ),
        refers={"order_id": "disposal_order"},
        rowid=False,
    )
    _table(
        "disposal_photograph",
        {
            "id": "big",
            "order_id": "big",
            "weapon_id": "big?",
            "moment": "str8",
            "sha256": "str64",
            "media_type": "str40",
            "size": "big",
            "caption": "text",
        },
        key=("id",),
        refers={"order_id": "disposal_order"},
        indexes=(("order_id",),),
    )
    _table(
        "found_again",
        {
            "id": "big",
            "weapon_id": "big",
            "order_id": "big",
            "occurred_on": "str10",
            "found_by": "text",
            "circumstances": "text",
            "certificate": "str40",
            "place_id": "big?",
            "incident_id": "big?",
        },
        key=("id",),
        refers={"weapon_id": "weapon", "order_id": "disposal_order"},
        indexes=(("weapon_id",),),
    )


def _reference() -> None:
    """Create the table of adopted versions of reference tables."""
    _table(
        "reference",
        {
            "id": "big",
            "name": "str80",
            "version": "int",
            "content": "text",
            "in_force": "flag",
            "adopted_at": "str27",
            "adopted_by": "str64",
            "reason": "text",
        },
        key=("id",),
        indexes=(("name",),),
    )


def _documents() -> None:
    """Create the table of documents, with those that are in the ledger already."""
    _table(
        "document",
        {
            "id": "big",
            "document": "str40",
            "number": "str40",
            "scope": "text",
            "weapons": "int",
            "subject_id": "big?",
            "weapon_id": "big?",
            "made_at": "str27",
            "made_by": "str64",
        },
        key=("id",),
        indexes=(("subject_id",), ("weapon_id",)),
    )
    connection = op.get_bind()
    entry = sa.table(
        "entry",
        *map(sa.column, ("origin", "seq", "recorded_at", "recorded_by", "kind", "body")),
    )
    origin = sa.table("origin", sa.column("origin"), sa.column("number"))
    numbers = {row.origin: row.number for row in connection.execute(sa.select(origin))}
    rows = connection.execute(sa.select(entry).where(entry.c.kind == "document-issued"))
    found = []
    for row in rows:
        fact = json.loads(row.body)
        found.append(
            {
                "id": (numbers[row.origin] << 32) | row.seq,
                "document": fact["document"],
                "number": fact["doc_number"],
                "scope": fact["scope"],
                "weapons": fact["weapons"],
                "made_at": row.recorded_at,
                "made_by": row.recorded_by,
            }
        )
    if found:
        document = sa.table("document", *map(sa.column, found[0]))
        connection.execute(sa.insert(document), found)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False, server_default="")


def _flag(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false())


def _table(
    name: str,
    columns: dict[str, str],
    *,
    key: tuple[str, ...],
    refers: dict[str, str] | None = None,
    indexes: tuple[tuple[str, ...], ...] = (),
    rowid: bool = True,
) -> None:
    op.create_table(
        name,
        *(_column(each, kind, key) for each, kind in columns.items()),
        *(
            sa.ForeignKeyConstraint([each], [f"{target}.id"], name=f"fk_{name}_{each}_{target}")
            for each, target in (refers or {}).items()
        ),
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
