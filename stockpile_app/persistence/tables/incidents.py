"""Incidents, the weapons concerned, and who was told."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from stockpile_app.persistence.base import Base, options
from stockpile_app.persistence.tables.ids import Big


class IncidentRow(Base):
    """Something that went wrong."""

    __tablename__ = "incident"
    __table_args__ = (Index(None, "closed_on"), options(derived=True))

    id: Mapped[int] = mapped_column(Big, primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(String(16))
    place_id: Mapped[int | None] = mapped_column(ForeignKey("place.id"))
    discovered_on: Mapped[str] = mapped_column(String(10))
    occurred_from: Mapped[str | None] = mapped_column(String(10))
    occurred_until: Mapped[str | None] = mapped_column(String(10))
    circumstances: Mapped[str] = mapped_column(Text)
    reported_by: Mapped[str] = mapped_column(Text)
    recorded_at: Mapped[str] = mapped_column(String(27))
    stocktake_id: Mapped[int | None] = mapped_column(Big)
    dispatch_id: Mapped[int | None] = mapped_column(Big)
    findings: Mapped[str] = mapped_column(Text)
    action: Mapped[str] = mapped_column(Text)
    investigators: Mapped[str] = mapped_column(Text)
    police_reference: Mapped[str] = mapped_column(Text)
    interpol_reference: Mapped[str] = mapped_column(Text)
    outcome: Mapped[str] = mapped_column(Text)
    closed_on: Mapped[str | None] = mapped_column(String(10))


class IncidentWeaponRow(Base):
    """A weapon of an incident, and the day it came back."""

    __tablename__ = "incident_weapon"
    __table_args__ = (Index(None, "weapon_id"), options(derived=True, rowid=False))

    incident_id: Mapped[int] = mapped_column(
        ForeignKey("incident.id"), primary_key=True, autoincrement=False
    )
    weapon_id: Mapped[int] = mapped_column(
        ForeignKey("weapon.id"), primary_key=True, autoincrement=False
    )
    status_before: Mapped[str] = mapped_column(String(16))
    recovered_on: Mapped[str | None] = mapped_column(String(10))


class NotificationRow(Base):
    """Somebody who was told of an incident."""

    __tablename__ = "notification"
    __table_args__ = (Index(None, "incident_id"), options(derived=True))

    id: Mapped[int] = mapped_column(Big, primary_key=True, autoincrement=False)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"))
    whom: Mapped[str] = mapped_column(Text)
    notified_at: Mapped[str] = mapped_column(String(16))
    how: Mapped[str] = mapped_column(Text)
    reference: Mapped[str] = mapped_column(Text)
