"""Needs for assistance, and lessons learned."""

from __future__ import annotations

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from stockpile_app.persistence.base import Base, options
from stockpile_app.persistence.tables.ids import Big


class NeedRow(Base):
    """A need as it was last described; ``evidence`` as JSON."""

    __tablename__ = "need"
    __table_args__ = (options(derived=True),)

    id: Mapped[int] = mapped_column(Big, primary_key=True, autoincrement=False)
    need_kind: Mapped[str] = mapped_column(String(16))
    title: Mapped[str] = mapped_column(Text)
    objective: Mapped[str] = mapped_column(Text)
    assessment: Mapped[str] = mapped_column(Text)
    indicator: Mapped[str] = mapped_column(Text)
    baseline: Mapped[int] = mapped_column(Big)
    target: Mapped[int] = mapped_column(Big)
    unit: Mapped[str] = mapped_column(Text)
    cost: Mapped[int | None] = mapped_column(Big)
    currency: Mapped[str] = mapped_column(String(8))
    priority: Mapped[str] = mapped_column(String(8))
    place_id: Mapped[int | None] = mapped_column(Big)
    due_on: Mapped[str | None] = mapped_column(String(10))
    origin: Mapped[str] = mapped_column(String(16))
    evidence: Mapped[str] = mapped_column(Text)
    finding: Mapped[int | None] = mapped_column(Big)
    raised_on: Mapped[str] = mapped_column(String(10))
    raised_by: Mapped[str] = mapped_column(String(64))
    status: Mapped[str] = mapped_column(String(16))


class NeedStepRow(Base):
    """How a need stood from some day on."""

    __tablename__ = "need_step"
    __table_args__ = (Index(None, "need_id"), options(derived=True))

    id: Mapped[int] = mapped_column(Big, primary_key=True, autoincrement=False)
    need_id: Mapped[int] = mapped_column(Big)
    status: Mapped[str] = mapped_column(String(16))
    stated_on: Mapped[str] = mapped_column(String(10))
    stated_by: Mapped[str] = mapped_column(String(64))
    reason: Mapped[str] = mapped_column(Text)
    partner: Mapped[str] = mapped_column(Text)
    measured: Mapped[int | None] = mapped_column(Big)


class LessonRow(Base):
    """A good practice or a lesson learned, as it was last told."""

    __tablename__ = "lesson"
    __table_args__ = (options(derived=True),)

    id: Mapped[int] = mapped_column(Big, primary_key=True, autoincrement=False)
    lesson_kind: Mapped[str] = mapped_column(String(16))
    title: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    topic: Mapped[str] = mapped_column(Text)
    subject: Mapped[str] = mapped_column(String(16))
    number: Mapped[int | None] = mapped_column(Big)
    shareable: Mapped[bool]
    recorded_on: Mapped[str] = mapped_column(String(10))
    recorded_by: Mapped[str] = mapped_column(String(64))
    withdrawn: Mapped[str] = mapped_column(Text)
