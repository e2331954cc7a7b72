"""Locks and keys, access, and tests of what guards a store."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from stockpile_app.persistence.base import Base, options
from stockpile_app.persistence.tables.ids import Big


class LockRow(Base):
    """A lock of a place."""

    __tablename__ = "lock"
    __table_args__ = (Index(None, "place_id"), options(derived=True))

    id: Mapped[int] = mapped_column(Big, primary_key=True, autoincrement=False)
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    label: Mapped[str] = mapped_column(Text)
    hand: Mapped[int]
    copies: Mapped[int]
    fitted_on: Mapped[str] = mapped_column(String(10))
    removed_on: Mapped[str | None] = mapped_column(String(10))
    reason: Mapped[str] = mapped_column(Text)


class KeyCopyRow(Base):
    """One key of a lock: with a person, or in the key safe, or lost."""

    __tablename__ = "key_copy"
    __table_args__ = (Index(None, "person_id"), options(derived=True, rowid=False))

    lock_id: Mapped[int] = mapped_column(
        ForeignKey("lock.id"), primary_key=True, autoincrement=False
    )
    copy: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    since: Mapped[str] = mapped_column(String(10))
    lost_on: Mapped[str | None] = mapped_column(String(10))


class KeyEventRow(Base):
    """A key went from one hand to another, or was lost."""

    __tablename__ = "key_event"
    __table_args__ = (Index(None, "lock_id"), options(derived=True))

    id: Mapped[int] = mapped_column(Big, primary_key=True, autoincrement=False)
    lock_id: Mapped[int] = mapped_column(ForeignKey("lock.id"))
    copy: Mapped[int]
    event: Mapped[str] = mapped_column(String(8))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    occurred_on: Mapped[str] = mapped_column(String(10))
    witness: Mapped[str] = mapped_column(Text)
    purpose: Mapped[str] = mapped_column(Text)
    recorded_by: Mapped[str] = mapped_column(String(64))


class KeyCountRow(Base):
    """A count of a depot's keys."""

    __tablename__ = "key_count"
    __table_args__ = (Index(None, "place_id"), options(derived=True))

    id: Mapped[int] = mapped_column(Big, primary_key=True, autoincrement=False)
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    counted_on: Mapped[str] = mapped_column(String(10))
    expected: Mapped[int]
    counted: Mapped[int]
    counted_by: Mapped[str] = mapped_column(Text)
    witness: Mapped[str] = mapped_column(Text)


class AccessRow(Base):
    """People who were in a place."""

    __tablename__ = "access"
    __table_args__ = (Index(None, "place_id"), options(derived=True))

    id: Mapped[int] = mapped_column(Big, primary_key=True, autoincrement=False)
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    people: Mapped[str] = mapped_column(Text)
    came_at: Mapped[str] = mapped_column(String(16))
    left_at: Mapped[str | None] = mapped_column(String(16))
    purpose: Mapped[str] = mapped_column(Text)
    escort: Mapped[str] = mapped_column(Text)
    visitors: Mapped[bool]


class DeviceTestRow(Base):
    """A test of something that guards a place; ``retired`` says that it guards it no more."""

    __tablename__ = "device_test"
    __table_args__ = (Index(None, "place_id"), options(derived=True))

    id: Mapped[int] = mapped_column(Big, primary_key=True, autoincrement=False)
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    device: Mapped[str] = mapped_column(String(16))
    label: Mapped[str] = mapped_column(Text)
    tested_on: Mapped[str] = mapped_column(String(10))
    passed: Mapped[bool]
    tested_by: Mapped[str] = mapped_column(Text)
    notes: Mapped[str] = mapped_column(Text)
    retired: Mapped[bool]
