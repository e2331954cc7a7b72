"""Weapons, their further entries, marks and photographs."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from stockpile_app.persistence.base import Base, options
from stockpile_app.persistence.tables.ids import Big


class WeaponRow(Base):
    """A weapon as it stands.

    ``serial_norm`` and ``serial_fold`` are empty, not null, where there is no serial number.
    ``changed_seq`` is the last entry about the weapon, equal to ``registered_seq`` if there is
    only one.
    """

    __tablename__ = "weapon"
    __table_args__ = (
        # status is in them so that a list in their order never has to look at the rows
        Index(None, "serial_norm", "id", "status"),
        Index(None, "serial_fold"),
        Index(None, "place_id", "id", "status"),
        # all that the overview counts, so that a million weapons are counted in a moment
        Index(None, "place_id", "category", "condition", "status", "marks", "photographs"),
        Index(None, "row_key", sqlite_where=text("row_key IS NOT NULL")),
        options(derived=True),
    )

    id: Mapped[int] = mapped_column(Big, primary_key=True, autoincrement=False)
    number: Mapped[str] = mapped_column(String(24))
    serial: Mapped[str | None] = mapped_column(Text)
    serial_norm: Mapped[str] = mapped_column(Text)
    serial_fold: Mapped[str] = mapped_column(Text)
    serial_state: Mapped[str] = mapped_column(String(16))
    maker: Mapped[str] = mapped_column(Text)
    model: Mapped[str] = mapped_column(Text)
    calibre: Mapped[str] = mapped_column(Text)
    country: Mapped[str] = mapped_column(String(2))
    year: Mapped[int | None]
    category: Mapped[str | None] = mapped_column(String(24))
    condition: Mapped[str | None] = mapped_column(String(16))
    status: Mapped[str] = mapped_column(String(16))
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    received_on: Mapped[str | None] = mapped_column(String(10))
    source: Mapped[str] = mapped_column(Text)
    reference: Mapped[str] = mapped_column(Text)
    notes: Mapped[str] = mapped_column(Text)
    batch: Mapped[int | None] = mapped_column(Big)
    row_key: Mapped[str | None] = mapped_column(String(32))
    registered_seq: Mapped[int] = mapped_column(Big)
    changed_seq: Mapped[int] = mapped_column(Big)
    marks: Mapped[int]
    photographs: Mapped[int]


class WeaponEntryRow(Base):
    """A further entry about a weapon, after its registration."""

    __tablename__ = "weapon_entry"
    __table_args__ = (options(derived=True, rowid=False),)

    weapon_id: Mapped[int] = mapped_column(
        ForeignKey("weapon.id"), primary_key=True, autoincrement=False
    )
    origin: Mapped[str] = mapped_column(String(8), primary_key=True)
    seq: Mapped[int] = mapped_column(Big, primary_key=True, autoincrement=False)


class MarkRow(Base):
    """A mark on a weapon, or on a part that is on none, by the entry that states it.

    ``height`` and ``depth`` are in ten-thousandths of a millimetre; ``text_fold`` is everything
    that it says, as look-alikes share it, for the search by marks.
    """

    __tablename__ = "mark"
    __table_args__ = (
        Index(None, "weapon_id"),
        Index(None, "part_id"),
        Index(None, "text_fold", "weapon_id"),
        options(derived=True),
    )

    origin: Mapped[str] = mapped_column(String(8), primary_key=True)
    seq: Mapped[int] = mapped_column(Big, primary_key=True, autoincrement=False)
    weapon_id: Mapped[int | None] = mapped_column(ForeignKey("weapon.id"))
    component: Mapped[str] = mapped_column(String(16))
    occasion: Mapped[str] = mapped_column(String(16))
    text: Mapped[str] = mapped_column(Text)
    position: Mapped[str] = mapped_column(Text)
    method: Mapped[str] = mapped_column(String(16))
    met: Mapped[str] = mapped_column(Text)
    not_met: Mapped[str] = mapped_column(Text)
    altered: Mapped[bool]
    observed_on: Mapped[str] = mapped_column(String(10))
    country: Mapped[str] = mapped_column(String(2))
    year: Mapped[int | None]
    maker: Mapped[str] = mapped_column(Text)
    serial: Mapped[str] = mapped_column(Text)
    model: Mapped[str] = mapped_column(Text)
    calibre: Mapped[str] = mapped_column(Text)
    code: Mapped[str] = mapped_column(Text)
    authority: Mapped[str] = mapped_column(Text)
    height: Mapped[int | None]
    depth: Mapped[int | None]
    part_id: Mapped[int | None] = mapped_column(Big)
    job_id: Mapped[int | None] = mapped_column(Big)
    text_fold: Mapped[str] = mapped_column(Text)


class PhotographRow(Base):
    """A photograph of a weapon, by the entry that states it."""

    __tablename__ = "photograph"
    __table_args__ = (Index(None, "weapon_id"), options(derived=True))

    origin: Mapped[str] = mapped_column(String(8), primary_key=True)
    seq: Mapped[int] = mapped_column(Big, primary_key=True, autoincrement=False)
    weapon_id: Mapped[int] = mapped_column(ForeignKey("weapon.id"))
    sha256: Mapped[str] = mapped_column(String(64))
    media_type: Mapped[str] = mapped_column(String(40))
    size: Mapped[int] = mapped_column(Big)
    caption: Mapped[str] = mapped_column(Text)
    taken_on: Mapped[str] = mapped_column(String(10))
