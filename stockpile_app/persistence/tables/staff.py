"""Training and qualifications of staff."""

from __future__ import annotations

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from stockpile_app.persistence.base import Base, options
from stockpile_app.persistence.tables.ids import Big


class TrainingRow(Base):
    """A course that took place."""

    __tablename__ = "training"
    __table_args__ = (Index(None, "held_on"), options(derived=True))

    id: Mapped[int] = mapped_column(Big, primary_key=True, autoincrement=False)
    topic: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    held_on: Mapped[str] = mapped_column(String(10))
    provider: Mapped[str] = mapped_column(Text)
    days: Mapped[int]
    location: Mapped[str] = mapped_column(Text)
    women: Mapped[int]
    men: Mapped[int]
    notes: Mapped[str] = mapped_column(Text)


class TraineeRow(Base):
    """A person of the register who took part in a course."""

    __tablename__ = "trainee"
    __table_args__ = (options(derived=True, rowid=False),)

    training_id: Mapped[int] = mapped_column(Big, primary_key=True, autoincrement=False)
    person_id: Mapped[int] = mapped_column(Big, primary_key=True, autoincrement=False)


class QualificationRow(Base):
    """A qualification of a person."""

    __tablename__ = "qualification"
    __table_args__ = (Index(None, "person_id"), options(derived=True))

    id: Mapped[int] = mapped_column(Big, primary_key=True, autoincrement=False)
    person_id: Mapped[int] = mapped_column(Big)
    topic: Mapped[str] = mapped_column(Text)
    gained_on: Mapped[str] = mapped_column(String(10))
    expires_on: Mapped[str | None] = mapped_column(String(10))
    certificate: Mapped[str] = mapped_column(Text)
    issued_by: Mapped[str] = mapped_column(Text)
    training_id: Mapped[int | None] = mapped_column(Big)
    withdrawn_on: Mapped[str | None] = mapped_column(String(10))
    withdrawn_reason: Mapped[str] = mapped_column(Text)
