"""Compartments: who holds their keys, and what is sealed in them.

Revision ID: 0004
Revises: 0003
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_USER_KINDS = (
    "register-created",
    "user-added",
    "user-roles-changed",
    "user-retired",
    "user-key-replaced",
)


def upgrade() -> None:
    """Create the tables, and note which entries say who may do what."""
    op.create_table(
        "user_entry",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_user_entry"),
    )
    op.create_table(
        "compartment_holder",
        sa.Column("compartment", sa.String(length=16), nullable=False),
        sa.Column("epoch", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("admitted_at", sa.String(length=27), nullable=False),
        sa.PrimaryKeyConstraint("compartment", "epoch", "name", name="pk_compartment_holder"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "sealed_entry",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("compartment", sa.String(length=16), nullable=False),
        sa.Column("subject", sa.String(length=64), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.String(length=27), nullable=False),
        sa.Column("recorded_by", sa.String(length=64), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_sealed_entry"),
    )
    op.create_index(
        "ix_sealed_entry_compartment_subject", "sealed_entry", ["compartment", "subject"]
    )
    op.create_table(
        "sealed_subject",
        sa.Column("compartment", sa.String(length=16), nullable=False),
        sa.Column("subject", sa.String(length=64), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("erased_at", sa.String(length=27), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("compartment", "subject", name="pk_sealed_subject"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "subject_key",
        sa.Column("compartment", sa.String(length=16), nullable=False),
        sa.Column("subject", sa.String(length=64), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("compartment", "subject", name="pk_subject_key"),
        sqlite_with_rowid=False,
    )
    _note_user_entries()


def _note_user_entries() -> None:
    connection = op.get_bind()
    entry = sa.table("entry", sa.column("origin"), sa.column("seq"), sa.column("kind"))
    origin = sa.table("origin", sa.column("origin"), sa.column("number"))
    rows = connection.execute(
        sa.select(origin.c.number, entry.c.seq)
        .join(origin, origin.c.origin == entry.c.origin)
        .where(entry.c.kind.in_(_USER_KINDS))
    ).all()
    if rows:
        connection.execute(
            sa.insert(sa.table("user_entry", sa.column("id", BIG))),
            [{"id": (row.number << 32) | row.seq} for row in rows],
        )
