"""National reports as they were frozen.

Revision ID: 0007
Revises: 0006
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Create the table."""
    texts = ("cells", "overrides", "answers", "tables")
    op.create_table(
        "national_report",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("period_first", sa.String(length=10), nullable=False),
        sa.Column("period_last", sa.String(length=10), nullable=False),
        sa.Column("frozen_on", sa.String(length=10), nullable=False),
        sa.Column("frozen_by", sa.String(length=64), nullable=False),
        sa.Column("numbering", sa.String(length=40), nullable=False),
        sa.Column("template", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("head", BIG, nullable=False),
        sa.Column("seal", sa.String(length=20), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in texts),
        sa.Column("compared_id", BIG, nullable=True),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_national_report"),
    )
