"""Marking jobs, their marks, and what went wrong."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from stockpile_app.persistence.base import Base, options
from stockpile_app.persistence.tables.ids import Big


class MarkingJobRow(Base):
    """A marking job; ``state`` is open, closed or cancelled."""

    __tablename__ = "marking_job"
    __table_args__ = (Index(None, "state"), options(derived=True))

    id: Mapped[int] = mapped_column(Big, primary_key=True, autoincrement=False)
    state: Mapped[str] = mapped_column(String(16))
    occasion: Mapped[str] = mapped_column(String(16))
    opened_on: Mapped[str] = mapped_column(String(10))
    opened_by: Mapped[str] = mapped_column(String(64))
    team: Mapped[str] = mapped_column(Text)
    position: Mapped[str] = mapped_column(Text)
    authority: Mapped[str] = mapped_column(Text)
    profile: Mapped[str] = mapped_column(String(40))
    profile_version: Mapped[int]
    closed_on: Mapped[str | None] = mapped_column(String(10))
    notes: Mapped[str] = mapped_column(Text)


class MarkingLineRow(Base):
    """A mark of a job; ``state`` is open, applied, faulted or given_up."""

    __tablename__ = "marking_line"
    __table_args__ = (Index(None, "weapon_id"), options(derived=True, rowid=False))

    job_id: Mapped[int] = mapped_column(
        ForeignKey("marking_job.id"), primary_key=True, autoincrement=False
    )
    weapon_id: Mapped[int] = mapped_column(
        ForeignKey("weapon.id"), primary_key=True, autoincrement=False
    )
    component: Mapped[str] = mapped_column(String(16), primary_key=True)
    position: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(16))
    faults: Mapped[str] = mapped_column(Text)
    applied_on: Mapped[str | None] = mapped_column(String(10))
    applied_by: Mapped[str] = mapped_column(Text)
    method: Mapped[str | None] = mapped_column(String(16))
    height: Mapped[int | None]
    depth: Mapped[int | None]
    applied_seq: Mapped[int | None] = mapped_column(Big)
