"""National points of contact, and the targets for answering trace requests."""

from __future__ import annotations

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from stockpile_app.persistence.base import Base, options
from stockpile_app.persistence.tables.ids import Big


class ContactRow(Base):
    """An office as it was stated last; ``instruments`` are codes with blanks between them."""

    __tablename__ = "contact"
    __table_args__ = (options(derived=True),)

    id: Mapped[int] = mapped_column(Big, primary_key=True, autoincrement=False)
    country: Mapped[str] = mapped_column(String(2))
    office: Mapped[str] = mapped_column(Text)
    instruments: Mapped[str] = mapped_column(Text)
    authority: Mapped[str] = mapped_column(Text)
    post: Mapped[str] = mapped_column(Text)
    address: Mapped[str] = mapped_column(Text)
    email: Mapped[str] = mapped_column(Text)
    telephone: Mapped[str] = mapped_column(Text)
    languages: Mapped[str] = mapped_column(Text)
    notes: Mapped[str] = mapped_column(Text)
    confirmed_on: Mapped[str | None] = mapped_column(String(10))
    confirmed_by: Mapped[str] = mapped_column(Text)
    retired_seq: Mapped[int | None] = mapped_column(Big)


class TraceTargetRow(Base):
    """Targets, by the entry that stated them; the last of them is in force."""

    __tablename__ = "trace_target"
    __table_args__ = (options(derived=True),)

    id: Mapped[int] = mapped_column(Big, primary_key=True, autoincrement=False)
    acknowledge: Mapped[int]
    answer: Mapped[int]
    confirm: Mapped[int]
    reason: Mapped[str] = mapped_column(Text)
