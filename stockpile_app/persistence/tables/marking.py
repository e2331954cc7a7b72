"""Parts that are kept by themselves, and how weapons came."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from stockpile_app.persistence.base import Base, options
from stockpile_app.persistence.tables.ids import Big


class PartRow(Base):
    """A part of a weapon; on a weapon, or in a place."""

    __tablename__ = "part"
    __table_args__ = (Index(None, "weapon_id"), options(derived=True))

    id: Mapped[int] = mapped_column(Big, primary_key=True, autoincrement=False)
    component: Mapped[str] = mapped_column(String(16))
    material: Mapped[str] = mapped_column(String(16))
    description: Mapped[str] = mapped_column(Text)
    weapon_id: Mapped[int | None] = mapped_column(ForeignKey("weapon.id"))
    place_id: Mapped[int | None] = mapped_column(ForeignKey("place.id"))
    since: Mapped[str] = mapped_column(String(10))


class PartEntryRow(Base):
    """An entry about a part; ``weapon_id`` is the weapon it was on then."""

    __tablename__ = "part_entry"
    __table_args__ = (options(derived=True, rowid=False),)

    part_id: Mapped[int] = mapped_column(
        ForeignKey("part.id"), primary_key=True, autoincrement=False
    )
    origin: Mapped[str] = mapped_column(String(8), primary_key=True)
    seq: Mapped[int] = mapped_column(Big, primary_key=True, autoincrement=False)
    weapon_id: Mapped[int | None] = mapped_column(Big)


class AcquisitionRow(Base):
    """How a weapon came to the State, as it was said last."""

    __tablename__ = "acquisition"
    __table_args__ = (Index(None, "acquisition"), options(derived=True))

    weapon_id: Mapped[int] = mapped_column(
        ForeignKey("weapon.id"), primary_key=True, autoincrement=False
    )
    acquisition: Mapped[str] = mapped_column(String(16))
    acquired_on: Mapped[str] = mapped_column(String(10))
    exemption: Mapped[str | None] = mapped_column(String(24))
    reference: Mapped[str] = mapped_column(Text)
