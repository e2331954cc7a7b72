"""Movements, what they are about, who has what, and when it was last seen."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from stockpile_app.persistence.base import Base, options
from stockpile_app.persistence.tables.ids import Big


class MovementRow(Base):
    """A voucher: what happened to some weapons on one day.

    ``place_id`` is where they went, ``person_id`` who had or got them, ``ref_id`` the dispatch
    that a receipt answers or the incident that a loss or recovery belongs to.
    """

    __tablename__ = "movement"
    __table_args__ = (
        Index(None, "person_id"),
        Index(None, "ref_id"),
        options(derived=True),
    )

    id: Mapped[int] = mapped_column(Big, primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(String(16))
    occurred_on: Mapped[str] = mapped_column(String(10))
    recorded_at: Mapped[str] = mapped_column(String(27))
    recorded_by: Mapped[str] = mapped_column(String(64))
    place_id: Mapped[int | None] = mapped_column(ForeignKey("place.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    ref_id: Mapped[int | None] = mapped_column(Big)
    due_on: Mapped[str | None] = mapped_column(String(10))
    handed_by: Mapped[str] = mapped_column(Text)
    received_by: Mapped[str] = mapped_column(Text)
    authorised_by: Mapped[str] = mapped_column(Text)
    purpose: Mapped[str] = mapped_column(Text)
    vehicle: Mapped[str] = mapped_column(Text)
    escort: Mapped[str] = mapped_column(Text)
    explanation: Mapped[str] = mapped_column(Text)
    weapons: Mapped[int]


class MovementLineRow(Base):
    """One weapon of a movement. ``outcome`` is only of receipts: received or missing.

    ``from_fixed_id`` and ``to_fixed_id`` are places that do not move: the place itself or, of a
    container, the one that it stood in then. A container may be elsewhere today.
    """

    __tablename__ = "movement_line"
    __table_args__ = (Index(None, "weapon_id"), options(derived=True, rowid=False))

    movement_id: Mapped[int] = mapped_column(
        ForeignKey("movement.id"), primary_key=True, autoincrement=False
    )
    weapon_id: Mapped[int] = mapped_column(
        ForeignKey("weapon.id"), primary_key=True, autoincrement=False
    )
    from_place_id: Mapped[int] = mapped_column(Big)
    to_place_id: Mapped[int | None] = mapped_column(Big)
    from_fixed_id: Mapped[int] = mapped_column(Big)
    to_fixed_id: Mapped[int | None] = mapped_column(Big)
    status_before: Mapped[str] = mapped_column(String(16))
    status_after: Mapped[str] = mapped_column(String(16))
    outcome: Mapped[str] = mapped_column(String(16))


class ManifestContainerRow(Base):
    """A container of a dispatch, with its seals on leaving and on arrival."""

    __tablename__ = "manifest_container"
    __table_args__ = (options(derived=True, rowid=False),)

    movement_id: Mapped[int] = mapped_column(
        ForeignKey("movement.id"), primary_key=True, autoincrement=False
    )
    place_id: Mapped[int] = mapped_column(
        ForeignKey("place.id"), primary_key=True, autoincrement=False
    )
    seals: Mapped[str] = mapped_column(Text)
    seals_read: Mapped[str | None] = mapped_column(Text)
    intact: Mapped[bool | None]
    arrived_id: Mapped[int | None] = mapped_column(Big)


class CustodyRow(Base):
    """A weapon that is out: issued, on loan, in repair, or in transit."""

    __tablename__ = "custody"
    __table_args__ = (
        Index(None, "person_id"),
        Index(None, "movement_id"),
        Index(None, "due_on"),
        options(derived=True),
    )

    weapon_id: Mapped[int] = mapped_column(
        ForeignKey("weapon.id"), primary_key=True, autoincrement=False
    )
    kind: Mapped[str] = mapped_column(String(16))
    movement_id: Mapped[int] = mapped_column(ForeignKey("movement.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    since: Mapped[str] = mapped_column(String(10))
    due_on: Mapped[str | None] = mapped_column(String(10))
    status_before: Mapped[str] = mapped_column(String(16))


class SightingRow(Base):
    """When a weapon was last seen in a count, by its own number."""

    __tablename__ = "sighting"
    __table_args__ = (options(derived=True),)

    weapon_id: Mapped[int] = mapped_column(
        ForeignKey("weapon.id"), primary_key=True, autoincrement=False
    )
    seen_on: Mapped[str] = mapped_column(String(10))
    stocktake_id: Mapped[int] = mapped_column(Big)
