"""Collections: programmes, sites, people by code, hand-ins, and days that were reconciled.

Who somebody is needs no table: it is sealed, and read from ``sealed_entry``.

Revision ID: 0005
Revises: 0004
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Create the tables."""
    _programmes()
    _sites()
    _people()
    _hand_ins()
    _days()


def _programmes() -> None:
    _table(
        "collection_programme",
        {
            "id": "big",
            "name": "text",
            "authority": "text",
            "basis": "text",
            "data_owner": "text",
            "appeal": "text",
            "starts_on": "str10",
            "ends_on": "str10?",
            "minutes": "int",
            "expected": "int",
            "notes": "text",
            "closed_on": "str10?",
            "closed_reason": "text",
        },
        key=("id",),
    )
    _table(
        "collection_campaign",
        {
            "id": "big",
            "programme_id": "big",
            "held_on": "str10",
            "title": "text",
            "for_women": "flag",
            "reached": "big",
            "notes": "text",
        },
        key=("id",),
        refers={"programme_id": "collection_programme"},
        indexes=(("programme_id",),),
    )


def _sites() -> None:
    _table(
        "collection_site",
        {
            "id": "big",
            "programme_id": "big",
            "place_id": "big",
            "code": "str16",
            "kind": "str16",
            "custody": "str16",
            "opened_on": "str10",
            "lanes": "int",
            "hours": "int",
            "key_holders": "text",
            "notes": "text",
            "closed_on": "str10?",
            "closed_reason": "text",
            "last_number": "int",
        },
        key=("id",),
        refers={"programme_id": "collection_programme", "place_id": "place"},
        indexes=(
            ("programme_id",),
            ("place_id",),
        ),
    )
    _table(
        "collection_team_member",
        {
            "site_id": "big",
            "position": "int",
            "since": "str10",
            "name": "text",
            "sex": "str8?",
            "duty": "str24",
        },
        key=(
            "site_id",
            "position",
        ),
        refers={"site_id": "collection_site"},
        rowid=False,
    )


def _people() -> None:
    _table(
        "participant",
        {
            "id": "big",
            "code": "str32",
            "site_id": "big",
            "arrived_at": "str16",
            "sex": "str8?",
            "age_group": "str16",
            "kind": "str16",
            "eligible": "flag?",
            "ineligible": "str24?",
            "appeal": "str16",
            "appeal_on": "str10?",
            "child_staff": "text",
            "form": "text",
        },
        key=("id",),
        refers={"site_id": "collection_site"},
        indexes=(
            (
                "site_id",
                "arrived_at",
            ),
            ("form",),
        ),
    )
    op.create_index("ix_participant_code", "participant", ["code"])
    _table(
        "hand_in",
        {
            "id": "big",
            "participant_id": "big",
            "site_id": "big",
            "opened_at": "str16",
            "opened_by": "str64",
            "closed_at": "str16?",
            "officer": "text",
            "cancelled": "text?",
        },
        key=("id",),
        refers={"participant_id": "participant", "site_id": "collection_site"},
        indexes=(
            ("participant_id",),
            (
                "site_id",
                "opened_at",
            ),
        ),
    )


def _hand_ins() -> None:
    _table(
        "hand_in_weapon",
        {
            "id": "big",
            "hand_in_id": "big",
            "weapon_id": "big",
            "tag": "text",
            "safe": "str16",
            "cleared_by": "text",
            "serviceable": "flag?",
            "accessories": "text",
        },
        key=("id",),
        refers={"hand_in_id": "hand_in", "weapon_id": "weapon"},
        indexes=(
            ("hand_in_id",),
            ("weapon_id",),
            ("tag",),
        ),
    )
    _table(
        "hand_in_ammunition",
        {
            "id": "big",
            "hand_in_id": "big",
            "nature": "text",
            "lot": "text",
            "headstamp": "text",
            "quantity": "big",
            "safe": "str16",
            "technician": "text",
        },
        key=("id",),
        refers={"hand_in_id": "hand_in"},
        indexes=(("hand_in_id",),),
    )
    _table(
        "hand_in_explosive",
        {
            "id": "big",
            "hand_in_id": "big",
            "description": "text",
            "quantity": "big",
            "technician": "text",
            "referred_at": "str16",
        },
        key=("id",),
        refers={"hand_in_id": "hand_in"},
        indexes=(("hand_in_id",),),
    )


def _days() -> None:
    _table(
        "collection_day",
        {
            "site_id": "big",
            "day": "str10",
            "closed_at": "str27",
            "closed_by": "str64",
            "figures": "text",
            "weapons": "text",
            "people": "text",
            "rounds": "big",
            "explanations": "text",
            "spoilt": "text",
            "notes": "text",
            "seq": "big",
        },
        key=(
            "site_id",
            "day",
        ),
        refers={"site_id": "collection_site"},
        rowid=False,
    )
    _table(
        "spoilt_tag",
        {
            "tag": "str64",
            "site_id": "big",
            "day": "str10",
        },
        key=(
            "tag",
            "site_id",
        ),
        refers={"site_id": "collection_site"},
        rowid=False,
    )


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
