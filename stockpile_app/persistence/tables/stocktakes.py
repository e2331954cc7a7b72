"""Stocktakes, what was counted, and what was not as registered."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from stockpile_app.persistence.base import Base, options
from stockpile_app.persistence.tables.ids import Big


class StocktakeRow(Base):
    """A stocktake; ``state`` is open, counted, closed or cancelled."""

    __tablename__ = "stocktake"
    __table_args__ = (Index(None, "state"), Index(None, "place_id"), options(derived=True))

    id: Mapped[int] = mapped_column(Big, primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(String(16))
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    opened_on: Mapped[str] = mapped_column(String(10))
    opened_at: Mapped[str] = mapped_column(String(27))
    opened_by: Mapped[str] = mapped_column(String(64))
    counters: Mapped[str] = mapped_column(Text)
    seed: Mapped[str] = mapped_column(Text)
    sample: Mapped[int]
    population: Mapped[int]
    handing_over: Mapped[str] = mapped_column(Text)
    taking_over: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(16))
    finished_first: Mapped[bool]
    finished_second: Mapped[bool]
    closed_on: Mapped[str | None] = mapped_column(String(10))
    closed_seq: Mapped[int | None] = mapped_column(Big)
    expected: Mapped[int | None]
    found: Mapped[int | None]
    notes: Mapped[str] = mapped_column(Text)


class SampleLineRow(Base):
    """A weapon of a stocktake's sample, in the order it was drawn."""

    __tablename__ = "sample_line"
    __table_args__ = (options(derived=True, rowid=False),)

    stocktake_id: Mapped[int] = mapped_column(
        ForeignKey("stocktake.id"), primary_key=True, autoincrement=False
    )
    weapon_id: Mapped[int] = mapped_column(
        ForeignKey("weapon.id"), primary_key=True, autoincrement=False
    )
    position: Mapped[int]


class CountLineRow(Base):
    """What a counter saw: a weapon, or one that the register does not know (no ``weapon_id``)."""

    __tablename__ = "count_line"
    __table_args__ = (
        Index(None, "stocktake_id", "counter", "weapon_id"),
        options(derived=True),
    )

    id: Mapped[int] = mapped_column(Big, primary_key=True, autoincrement=False)
    stocktake_id: Mapped[int] = mapped_column(ForeignKey("stocktake.id"))
    counter: Mapped[int]
    weapon_id: Mapped[int | None] = mapped_column(Big)
    place_id: Mapped[int | None] = mapped_column(Big)
    means: Mapped[str] = mapped_column(String(8))
    serial_read: Mapped[str] = mapped_column(Text)
    altered: Mapped[bool]
    found: Mapped[bool]
    description: Mapped[str] = mapped_column(Text)
    counted_at: Mapped[str] = mapped_column(String(27))


class TypeCountRow(Base):
    """How many of a type a counter counted."""

    __tablename__ = "type_count"
    __table_args__ = (options(derived=True, rowid=False),)

    stocktake_id: Mapped[int] = mapped_column(
        ForeignKey("stocktake.id"), primary_key=True, autoincrement=False
    )
    counter: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    category: Mapped[str] = mapped_column(String(24), primary_key=True)
    model: Mapped[str] = mapped_column(Text, primary_key=True)
    calibre: Mapped[str] = mapped_column(Text, primary_key=True)
    quantity: Mapped[int]


class CountedTypeRow(Base):
    """What a closed stocktake expected and counted of a type."""

    __tablename__ = "counted_type"
    __table_args__ = (options(derived=True, rowid=False),)

    stocktake_id: Mapped[int] = mapped_column(
        ForeignKey("stocktake.id"), primary_key=True, autoincrement=False
    )
    category: Mapped[str] = mapped_column(String(24), primary_key=True)
    model: Mapped[str] = mapped_column(Text, primary_key=True)
    calibre: Mapped[str] = mapped_column(Text, primary_key=True)
    expected: Mapped[int]
    counted: Mapped[int]


class DiscrepancyRow(Base):
    """Something that a stocktake found not to be as registered."""

    __tablename__ = "discrepancy"
    __table_args__ = (
        Index(None, "stocktake_id"),
        Index(None, "closed_on"),
        options(derived=True),
    )

    id: Mapped[int] = mapped_column(Big, primary_key=True, autoincrement=False)
    stocktake_id: Mapped[int] = mapped_column(ForeignKey("stocktake.id"))
    result: Mapped[str] = mapped_column(String(16))
    weapon_id: Mapped[int | None] = mapped_column(Big)
    place_id: Mapped[int | None] = mapped_column(Big)
    found_place_id: Mapped[int | None] = mapped_column(Big)
    serial_read: Mapped[str] = mapped_column(Text)
    description: Mapped[str] = mapped_column(Text)
    quantity: Mapped[int]
    owner: Mapped[str] = mapped_column(Text)
    cause: Mapped[str] = mapped_column(Text)
    action: Mapped[str] = mapped_column(Text)
    due_on: Mapped[str | None] = mapped_column(String(10))
    outcome: Mapped[str] = mapped_column(Text)
    closed_on: Mapped[str | None] = mapped_column(String(10))
