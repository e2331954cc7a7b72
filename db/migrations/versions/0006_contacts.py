"""Tracing: the directory of national points of contact, and the targets for answering.

Trace files themselves need no table: they are sealed, and read from ``sealed_entry``.

Revision ID: 0006
Revises: 0005
"""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005" if list(Path(__file__).parent.glob("0005_*.py")) else "0004"

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "contact",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        *(
            sa.Column(name, sa.Text(), nullable=False)
            for name in (
                "office",
                "instruments",
                "authority",
                "post",
                "address",
                "email",
                "telephone",
                "languages",
                "notes",
            )
        ),
        sa.Column("confirmed_on", sa.String(length=10), nullable=True),
        sa.Column("confirmed_by", sa.Text(), nullable=False),
        sa.Column("retired_seq", BIG, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_contact"),
    )
    op.create_table(
        "trace_target",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("acknowledge", sa.Integer(), nullable=False),
        sa.Column("answer", sa.Integer(), nullable=False),
        sa.Column("confirm", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_trace_target"),
    )
