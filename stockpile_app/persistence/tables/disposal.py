"""Disposal orders, their lines, days, conditions and photographs, and weapons found again."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from stockpile_app.persistence.base import Base, options
from stockpile_app.persistence.tables.ids import Big


class DisposalOrderRow(Base):
    """A disposal order; ``state`` is ordered, approved, verified or cancelled."""

    __tablename__ = "disposal_order"
    __table_args__ = (Index(None, "state"), options(derived=True))

    id: Mapped[int] = mapped_column(Big, primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(String(16))
    state: Mapped[str] = mapped_column(String(16))
    ordered_on: Mapped[str] = mapped_column(String(10))
    ordered_by: Mapped[str] = mapped_column(String(64))
    authority: Mapped[str] = mapped_column(Text)
    legal_basis: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    reference: Mapped[str] = mapped_column(Text)
    method: Mapped[str] = mapped_column(String(64))
    method_reason: Mapped[str] = mapped_column(Text)
    comparison: Mapped[str] = mapped_column(Text)
    recipient: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(String(64))
    weapons: Mapped[int]
    approved_on: Mapped[str | None] = mapped_column(String(10))
    approved_by: Mapped[str] = mapped_column(String(64))
    approved_seq: Mapped[int | None] = mapped_column(Big)
    verified_on: Mapped[str | None] = mapped_column(String(10))
    verified_by: Mapped[str] = mapped_column(String(64))
    verified_seq: Mapped[int | None] = mapped_column(Big)
    statement: Mapped[str] = mapped_column(Text)
    stated: Mapped[str] = mapped_column(Text)
    observers: Mapped[str] = mapped_column(Text)
    cancelled: Mapped[str] = mapped_column(Text)


class DisposalLineRow(Base):
    """A weapon of an order, with its identity as it was listed."""

    __tablename__ = "disposal_line"
    __table_args__ = (Index(None, "weapon_id"), options(derived=True, rowid=False))

    order_id: Mapped[int] = mapped_column(
        ForeignKey("disposal_order.id"), primary_key=True, autoincrement=False
    )
    weapon_id: Mapped[int] = mapped_column(
        ForeignKey("weapon.id"), primary_key=True, autoincrement=False
    )
    position: Mapped[int]
    state: Mapped[str] = mapped_column(String(16))
    status_before: Mapped[str] = mapped_column(String(16))
    serial: Mapped[str | None] = mapped_column(Text)
    maker: Mapped[str] = mapped_column(Text)
    model: Mapped[str] = mapped_column(Text)
    calibre: Mapped[str] = mapped_column(Text)
    country: Mapped[str] = mapped_column(String(2))
    category: Mapped[str | None] = mapped_column(String(24))
    place_id: Mapped[int | None] = mapped_column(Big)
    day_id: Mapped[int | None] = mapped_column(Big)
    serial_read: Mapped[str | None] = mapped_column(Text)
    serial_confirmed: Mapped[str | None] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    verified_at: Mapped[str | None] = mapped_column(String(16))
    read_seq: Mapped[int | None] = mapped_column(Big)
    disposed_at: Mapped[str | None] = mapped_column(String(16))
    disposed_seq: Mapped[int | None] = mapped_column(Big)
    received_by: Mapped[str] = mapped_column(Text)


class DisposalDayRow(Base):
    """A day of work under an order; who reads and confirms are names of users."""

    __tablename__ = "disposal_day"
    __table_args__ = (Index(None, "order_id"), options(derived=True))

    id: Mapped[int] = mapped_column(Big, primary_key=True, autoincrement=False)
    order_id: Mapped[int] = mapped_column(ForeignKey("disposal_order.id"))
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    started_at: Mapped[str] = mapped_column(String(16))
    reader: Mapped[str] = mapped_column(String(64))
    confirmer: Mapped[str] = mapped_column(String(64))
    operator: Mapped[str] = mapped_column(Text)
    method: Mapped[str] = mapped_column(String(64))
    components: Mapped[str] = mapped_column(Text)
    witnesses: Mapped[str] = mapped_column(Text)
    measures: Mapped[str] = mapped_column(Text)
    verified: Mapped[int]
    stopped: Mapped[int]
    disposed: Mapped[int]
    ended_at: Mapped[str | None] = mapped_column(String(16))
    scrap: Mapped[int] = mapped_column(Big)
    scrap_to: Mapped[str] = mapped_column(Text)
    notes: Mapped[str] = mapped_column(Text)


class DisposalCheckRow(Base):
    """Whether a condition of handing weapons over is met, as it was said last."""

    __tablename__ = "disposal_check"
    __table_args__ = (options(derived=True, rowid=False),)

    order_id: Mapped[int] = mapped_column(
        ForeignKey("disposal_order.id"), primary_key=True, autoincrement=False
    )
    code: Mapped[str] = mapped_column(String(24), primary_key=True)
    passed: Mapped[bool]
    occurred_on: Mapped[str] = mapped_column(String(10))
    checked_by: Mapped[str] = mapped_column(Text)
    reference: Mapped[str] = mapped_column(Text)
    notes: Mapped[str] = mapped_column(Text)
    seq: Mapped[int] = mapped_column(Big)


class DisposalPhotographRow(Base):
    """A photograph of a disposal, by the entry that states it."""

    __tablename__ = "disposal_photograph"
    __table_args__ = (Index(None, "order_id"), options(derived=True))

    id: Mapped[int] = mapped_column(Big, primary_key=True, autoincrement=False)
    order_id: Mapped[int] = mapped_column(ForeignKey("disposal_order.id"))
    weapon_id: Mapped[int | None] = mapped_column(Big)
    moment: Mapped[str] = mapped_column(String(8))
    sha256: Mapped[str] = mapped_column(String(64))
    media_type: Mapped[str] = mapped_column(String(40))
    size: Mapped[int] = mapped_column(Big)
    caption: Mapped[str] = mapped_column(Text)


class FoundAgainRow(Base):
    """A weapon that was disposed of and is there again, by the entry that states it."""

    __tablename__ = "found_again"
    __table_args__ = (Index(None, "weapon_id"), options(derived=True))

    id: Mapped[int] = mapped_column(Big, primary_key=True, autoincrement=False)
    weapon_id: Mapped[int] = mapped_column(ForeignKey("weapon.id"))
    order_id: Mapped[int] = mapped_column(ForeignKey("disposal_order.id"))
    occurred_on: Mapped[str] = mapped_column(String(10))
    found_by: Mapped[str] = mapped_column(Text)
    circumstances: Mapped[str] = mapped_column(Text)
    certificate: Mapped[str] = mapped_column(String(40))
    place_id: Mapped[int | None] = mapped_column(Big)
    incident_id: Mapped[int | None] = mapped_column(Big)
