"""The ledger: entries, signatures and seals."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Index, LargeBinary, String, text
from sqlalchemy.orm import Mapped, mapped_column

from stockpile_app.persistence.base import Base, options
from stockpile_app.persistence.tables.ids import Big

KIND_OF_MANY: Final = "weapon-registered"
"""Nearly all entries of a large register are of this kind; the index would be as large as they."""
INDEX_OF_KINDS: Final = "ix_entry_origin_kind_seq"
NOT_OF_MANY: Final = text(f"kind <> '{KIND_OF_MANY}'")
"""Which entries the index of kinds has; who asks for others of them must say so in these words."""


class EntryRow(Base):
    """One entry of the ledger."""

    __tablename__ = "entry"
    __table_args__ = (
        Index(
            INDEX_OF_KINDS,
            *("origin", "kind", "seq"),
            sqlite_where=NOT_OF_MANY,
            postgresql_where=NOT_OF_MANY,
        ),
        options(derived=False, rowid=False),
    )

    origin: Mapped[str] = mapped_column(String(8), primary_key=True)
    seq: Mapped[int] = mapped_column(Big, primary_key=True, autoincrement=False)
    recorded_at: Mapped[str] = mapped_column(String(27))
    recorded_by: Mapped[str] = mapped_column(String(64))
    approved_by: Mapped[str | None] = mapped_column(String(64))
    kind: Mapped[str] = mapped_column(String(40))
    body: Mapped[bytes] = mapped_column(LargeBinary)
    previous: Mapped[bytes] = mapped_column(LargeBinary(32))
    digest: Mapped[bytes] = mapped_column(LargeBinary(32))


class SignatureRow(Base):
    """Who signed the entries ``first_seq`` to ``seq``."""

    __tablename__ = "signature"
    __table_args__ = (options(derived=False, rowid=False),)

    origin: Mapped[str] = mapped_column(String(8), primary_key=True)
    seq: Mapped[int] = mapped_column(Big, primary_key=True, autoincrement=False)
    first_seq: Mapped[int] = mapped_column(Big)
    user: Mapped[str] = mapped_column(String(64))
    signature: Mapped[bytes] = mapped_column(LargeBinary(64))
    second: Mapped[str | None] = mapped_column(String(64))
    second_signature: Mapped[bytes | None] = mapped_column(LargeBinary(64))


class SealRow(Base):
    """A seal of the register's own key over one entry."""

    __tablename__ = "seal"
    __table_args__ = (options(derived=False, rowid=False),)

    origin: Mapped[str] = mapped_column(String(8), primary_key=True)
    seq: Mapped[int] = mapped_column(Big, primary_key=True, autoincrement=False)
    digest: Mapped[bytes] = mapped_column(LargeBinary(32))
    made_at: Mapped[str] = mapped_column(String(27))
    occasion: Mapped[str] = mapped_column(String(64))
    signature: Mapped[bytes] = mapped_column(LargeBinary(64))
    code: Mapped[str] = mapped_column(String(20))
