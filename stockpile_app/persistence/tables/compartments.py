"""Compartments: who holds their keys, what is sealed in them, and the keys of single subjects."""

from __future__ import annotations

from sqlalchemy import Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from stockpile_app.persistence.base import Base, options
from stockpile_app.persistence.tables.ids import Big


class UserEntryRow(Base):
    """An entry that says who may sign in, with what, and what they may do."""

    __tablename__ = "user_entry"
    __table_args__ = (options(derived=True),)

    id: Mapped[int] = mapped_column(Big, primary_key=True, autoincrement=False)


class HolderRow(Base):
    """Who was given one key of a compartment; ``key`` is the signing key they had then."""

    __tablename__ = "compartment_holder"
    __table_args__ = (options(derived=True, rowid=False),)

    compartment: Mapped[str] = mapped_column(String(16), primary_key=True)
    epoch: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    key: Mapped[str] = mapped_column(String(64))
    admitted_at: Mapped[str] = mapped_column(String(27))


class SealedEntryRow(Base):
    """A confidential fact as it was recorded: ciphertext."""

    __tablename__ = "sealed_entry"
    __table_args__ = (Index(None, "compartment", "subject"), options(derived=True))

    id: Mapped[int] = mapped_column(Big, primary_key=True, autoincrement=False)
    compartment: Mapped[str] = mapped_column(String(16))
    subject: Mapped[str] = mapped_column(String(64))
    epoch: Mapped[int]
    recorded_at: Mapped[str] = mapped_column(String(27))
    recorded_by: Mapped[str] = mapped_column(String(64))
    data: Mapped[bytes] = mapped_column(LargeBinary)


class SealedSubjectRow(Base):
    """A subject that has, or had, a key of its own; ``sha256`` is that of the encrypted key."""

    __tablename__ = "sealed_subject"
    __table_args__ = (options(derived=True, rowid=False),)

    compartment: Mapped[str] = mapped_column(String(16), primary_key=True)
    subject: Mapped[str] = mapped_column(String(64), primary_key=True)
    epoch: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    erased_at: Mapped[str | None] = mapped_column(String(27))
    reason: Mapped[str] = mapped_column(Text)


class SubjectKeyRow(Base):
    """A subject's own key, under one key of its compartment.

    Not derived: it must be possible to throw it away, and the ledger forgets nothing.
    """

    __tablename__ = "subject_key"
    __table_args__ = (options(derived=False, rowid=False),)

    compartment: Mapped[str] = mapped_column(String(16), primary_key=True)
    subject: Mapped[str] = mapped_column(String(64), primary_key=True)
    epoch: Mapped[int]
    data: Mapped[bytes] = mapped_column(LargeBinary)
