"""Tracing: points of contact, targets for answering, and marks that are found by what they say.

Trace files themselves need no table: they are sealed, and read from ``sealed_entry``.

Revision ID: 0006
Revises: 0005
"""

from __future__ import annotations

import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Create the tables; fold what marks say."""
    _directory()
    _marks()


def _marks() -> None:
    with op.batch_alter_table("mark") as batch:
        batch.add_column(sa.Column("text_fold", sa.Text(), nullable=False, server_default=""))
    connection = op.get_bind()
    rows = connection.execute(sa.text("SELECT origin, seq, text, serial, code FROM mark")).all()
    told = "UPDATE mark SET text_fold = :fold WHERE origin = :origin AND seq = :seq"
    for origin, seq, *said in rows:
        values = {"fold": _fold_mark(said), "origin": origin, "seq": seq}
        connection.execute(sa.text(told), values)
    with op.batch_alter_table("mark") as batch:
        batch.alter_column("text_fold", server_default=None)
    op.create_index("ix_mark_text_fold_weapon_id", "mark", ["text_fold", "weapon_id"])


def _directory() -> None:
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


# --- how 0006 folds: a copy, so that a later change of the program changes nothing here ---------

_TWINS = str.maketrans(
    "АВЕЅІЈКМНОРСТУХΑΒΕΖΗΙΚΜΝΟΡΤΥΧOQILZSB",
    "A8E51JKMH0PCTYXA8E2H1KMN0PTYX0011258",
)


def _fold_mark(said: list[str]) -> str:
    return " ".join(dict.fromkeys(filter(None, map(_fold, said))))


def _fold(text: str) -> str:
    text = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).upper())
    text = "".join(
        character
        for character in text
        if not (character.isspace() or unicodedata.category(character) == "Pd")
    )
    text = unicodedata.normalize("NFKC", text)
    kept = "".join(str(unicodedata.decimal(each, each)) for each in text if each.isalnum())
    return kept.translate(_TWINS)
