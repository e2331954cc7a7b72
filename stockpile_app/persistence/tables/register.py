"""Registers and users."""

from __future__ import annotations

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from stockpile_app.persistence.base import Base, options
from stockpile_app.persistence.tables.ids import Big


class OriginRow(Base):
    """A register whose entries are here; number 0 is this one."""

    __tablename__ = "origin"
    __table_args__ = (options(derived=True),)

    origin: Mapped[str] = mapped_column(String(8), primary_key=True)
    number: Mapped[int] = mapped_column(unique=True)
    authority: Mapped[str] = mapped_column(Text)
    country: Mapped[str] = mapped_column(String(2))
    seal_key: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[str] = mapped_column(String(27))


class UserRow(Base):
    """A person who may, or once might, sign in."""

    __tablename__ = "user_account"
    __table_args__ = (options(derived=True),)

    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    full_name: Mapped[str] = mapped_column(Text)
    roles: Mapped[str] = mapped_column(Text)
    key: Mapped[str] = mapped_column(String(64))
    added_at: Mapped[str] = mapped_column(String(27))
    retired_seq: Mapped[int | None] = mapped_column(Big)
