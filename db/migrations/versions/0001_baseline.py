"""The register: ledger, derived tables, text index over serial numbers.

Revision ID: 0001
Revises:
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Create everything."""
    op.create_table(
        "batch",
        sa.Column("origin", sa.String(length=8), nullable=False),
        sa.Column("seq", BIG, autoincrement=False, nullable=False),
        sa.Column("files", sa.Text(), nullable=False),
        sa.Column("profile", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.String(length=27), nullable=False),
        sa.Column("recorded_by", sa.String(length=64), nullable=False),
        sa.Column("read", sa.Integer(), nullable=False),
        sa.Column("created", sa.Integer(), nullable=False),
        sa.Column("unchanged", sa.Integer(), nullable=False),
        sa.Column("skipped", sa.Integer(), nullable=False),
        sa.Column("errors", sa.Integer(), nullable=False),
        sa.Column("undone_seq", BIG, nullable=True),
        sa.PrimaryKeyConstraint("origin", "seq", name="pk_batch"),
    )
    op.create_table(
        "entry",
        sa.Column("origin", sa.String(length=8), nullable=False),
        sa.Column("seq", BIG, autoincrement=False, nullable=False),
        sa.Column("recorded_at", sa.String(length=27), nullable=False),
        sa.Column("recorded_by", sa.String(length=64), nullable=False),
        sa.Column("approved_by", sa.String(length=64), nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("previous", sa.LargeBinary(length=32), nullable=False),
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.PrimaryKeyConstraint("origin", "seq", name="pk_entry"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "import_profile",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("mapping", sa.Text(), nullable=False),
        sa.Column("base", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_import_profile"),
    )
    op.create_table(
        "origin",
        sa.Column("origin", sa.String(length=8), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("authority", sa.Text(), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("seal_key", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.String(length=27), nullable=False),
        sa.PrimaryKeyConstraint("origin", name="pk_origin"),
        sa.UniqueConstraint("number", name="uq_origin_number"),
    )
    op.create_table(
        "place",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("code", sa.String(length=32), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("parent_id", BIG, nullable=True),
        sa.Column("depot_id", BIG, nullable=False),
        sa.Column("store_kind", sa.String(length=16), nullable=True),
        sa.Column("closed_seq", BIG, nullable=True),
        sa.Column("batch", BIG, nullable=True),
        sa.ForeignKeyConstraint(["parent_id"], ["place.id"], name="fk_place_parent_id_place"),
        sa.PrimaryKeyConstraint("id", name="pk_place"),
    )
    op.create_table(
        "seal",
        sa.Column("origin", sa.String(length=8), nullable=False),
        sa.Column("seq", BIG, autoincrement=False, nullable=False),
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("made_at", sa.String(length=27), nullable=False),
        sa.Column("occasion", sa.String(length=64), nullable=False),
        sa.Column("signature", sa.LargeBinary(length=64), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.PrimaryKeyConstraint("origin", "seq", name="pk_seal"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "signature",
        sa.Column("origin", sa.String(length=8), nullable=False),
        sa.Column("seq", BIG, autoincrement=False, nullable=False),
        sa.Column("first_seq", BIG, nullable=False),
        sa.Column("user", sa.String(length=64), nullable=False),
        sa.Column("signature", sa.LargeBinary(length=64), nullable=False),
        sa.Column("second", sa.String(length=64), nullable=True),
        sa.Column("second_signature", sa.LargeBinary(length=64), nullable=True),
        sa.PrimaryKeyConstraint("origin", "seq", name="pk_signature"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "user_account",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("full_name", sa.Text(), nullable=False),
        sa.Column("roles", sa.Text(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("added_at", sa.String(length=27), nullable=False),
        sa.Column("retired_seq", BIG, nullable=True),
        sa.PrimaryKeyConstraint("name", name="pk_user_account"),
    )
    op.create_table(
        "weapon",
        sa.Column("id", BIG, autoincrement=False, nullable=False),
        sa.Column("number", sa.String(length=24), nullable=False),
        sa.Column("serial", sa.Text(), nullable=True),
        sa.Column("serial_norm", sa.Text(), nullable=False),
        sa.Column("serial_fold", sa.Text(), nullable=False),
        sa.Column("serial_state", sa.String(length=16), nullable=False),
        sa.Column("maker", sa.Text(), nullable=False),
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("calibre", sa.Text(), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("category", sa.String(length=24), nullable=True),
        sa.Column("condition", sa.String(length=16), nullable=True),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("place_id", BIG, nullable=False),
        sa.Column("received_on", sa.String(length=10), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("batch", BIG, nullable=True),
        sa.Column("row_key", sa.String(length=32), nullable=True),
        sa.Column("registered_seq", BIG, nullable=False),
        sa.Column("changed_seq", BIG, nullable=False),
        sa.Column("marks", sa.Integer(), nullable=False),
        sa.Column("photographs", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name="fk_weapon_place_id_place"),
        sa.PrimaryKeyConstraint("id", name="pk_weapon"),
    )
    op.create_index(
        "ix_weapon_place_id_id_status", "weapon", ["place_id", "id", "status"], unique=False
    )
    op.create_index(
        "ix_weapon_row_key",
        "weapon",
        ["row_key"],
        unique=False,
        sqlite_where=sa.text("row_key IS NOT NULL"),
    )
    op.create_index("ix_weapon_serial_fold", "weapon", ["serial_fold"], unique=False)
    op.create_index(
        "ix_weapon_serial_norm_id_status", "weapon", ["serial_norm", "id", "status"], unique=False
    )
    op.create_table(
        "mark",
        sa.Column("origin", sa.String(length=8), nullable=False),
        sa.Column("seq", BIG, autoincrement=False, nullable=False),
        sa.Column("weapon_id", BIG, nullable=False),
        sa.Column("component", sa.String(length=16), nullable=False),
        sa.Column("occasion", sa.String(length=16), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("position", sa.Text(), nullable=False),
        sa.Column("method", sa.String(length=16), nullable=False),
        sa.Column("met", sa.Text(), nullable=False),
        sa.Column("not_met", sa.Text(), nullable=False),
        sa.Column("altered", sa.Boolean(), nullable=False),
        sa.Column("observed_on", sa.String(length=10), nullable=False),
        sa.ForeignKeyConstraint(["weapon_id"], ["weapon.id"], name="fk_mark_weapon_id_weapon"),
        sa.PrimaryKeyConstraint("origin", "seq", name="pk_mark"),
    )
    op.create_index("ix_mark_weapon_id", "mark", ["weapon_id"], unique=False)
    op.create_table(
        "photograph",
        sa.Column("origin", sa.String(length=8), nullable=False),
        sa.Column("seq", BIG, autoincrement=False, nullable=False),
        sa.Column("weapon_id", BIG, nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("media_type", sa.String(length=40), nullable=False),
        sa.Column("size", BIG, nullable=False),
        sa.Column("caption", sa.Text(), nullable=False),
        sa.Column("taken_on", sa.String(length=10), nullable=False),
        sa.ForeignKeyConstraint(
            ["weapon_id"], ["weapon.id"], name="fk_photograph_weapon_id_weapon"
        ),
        sa.PrimaryKeyConstraint("origin", "seq", name="pk_photograph"),
    )
    op.create_index("ix_photograph_weapon_id", "photograph", ["weapon_id"], unique=False)
    op.create_table(
        "weapon_entry",
        sa.Column("weapon_id", BIG, autoincrement=False, nullable=False),
        sa.Column("origin", sa.String(length=8), nullable=False),
        sa.Column("seq", BIG, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["weapon_id"], ["weapon.id"], name="fk_weapon_entry_weapon_id_weapon"
        ),
        sa.PrimaryKeyConstraint("weapon_id", "origin", "seq", name="pk_weapon_entry"),
        sqlite_with_rowid=False,
    )
    # The index checks itself against what it was made of: the weapons that have a serial number.
    op.execute(
        "CREATE VIEW weapon_searchable AS"
        " SELECT id, serial_norm FROM weapon WHERE serial_norm != ''"
    )
    op.execute(
        "CREATE VIRTUAL TABLE weapon_serial USING fts5(serial_norm,"
        " content='weapon_searchable', content_rowid='id', tokenize='trigram case_sensitive 1')"
    )


def downgrade() -> None:
    """Not supported: restore the backup taken before the upgrade."""
    raise NotImplementedError
