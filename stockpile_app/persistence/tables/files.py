"""Imports and remembered column mappings."""

from __future__ import annotations

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from stockpile_app.persistence.base import Base, options
from stockpile_app.persistence.tables.ids import Big


class BatchRow(Base):
    """An import."""

    __tablename__ = "batch"
    __table_args__ = (options(derived=True),)

    origin: Mapped[str] = mapped_column(String(8), primary_key=True)
    seq: Mapped[int] = mapped_column(Big, primary_key=True, autoincrement=False)
    files: Mapped[str] = mapped_column(Text)
    profile: Mapped[str] = mapped_column(Text)
    recorded_at: Mapped[str] = mapped_column(String(27))
    recorded_by: Mapped[str] = mapped_column(String(64))
    read: Mapped[int]
    created: Mapped[int]
    unchanged: Mapped[int]
    skipped: Mapped[int]
    errors: Mapped[int]
    undone_seq: Mapped[int | None] = mapped_column(Big)


class ProfileRow(Base):
    """A remembered column mapping."""

    __tablename__ = "import_profile"
    __table_args__ = (options(derived=True),)

    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    mapping: Mapped[str] = mapped_column(Text)
    base: Mapped[str] = mapped_column(Text)
