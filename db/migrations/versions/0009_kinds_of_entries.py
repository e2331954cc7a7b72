"""Entries of a rare kind are found without reading all others.

Revision ID: 0009
Revises: 0008
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

NOT_OF_MANY = sa.text("kind <> 'weapon-registered'")


def upgrade() -> None:
    """Index the kinds; nearly all entries of a large register are registrations, and left out."""
    op.create_index(
        "ix_entry_origin_kind_seq",
        "entry",
        ["origin", "kind", "seq"],
        sqlite_where=NOT_OF_MANY,
        postgresql_where=NOT_OF_MANY,
    )
