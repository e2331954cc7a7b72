"""Places."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from stockpile_app.persistence.base import Base, options
from stockpile_app.persistence.tables.ids import Big


class PlaceRow(Base):
    """A depot, a store, a rack, a bin or a container.

    ``depot``, ``store`` and ``within`` are the names from the depot down, as lists show them:
    ``within`` is everything below the store.
    """

    __tablename__ = "place"
    __table_args__ = (options(derived=True),)

    id: Mapped[int] = mapped_column(Big, primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(String(16))
    code: Mapped[str] = mapped_column(String(32))
    name: Mapped[str] = mapped_column(Text)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("place.id"))
    depot_id: Mapped[int] = mapped_column(Big)
    store_kind: Mapped[str | None] = mapped_column(String(16))
    closed_seq: Mapped[int | None] = mapped_column(Big)
    batch: Mapped[int | None] = mapped_column(Big)
    depot: Mapped[str] = mapped_column(Text)
    store: Mapped[str] = mapped_column(Text)
    within: Mapped[str] = mapped_column(Text)
    depot_kind: Mapped[str | None] = mapped_column(String(24))
    address: Mapped[str] = mapped_column(Text)
    capacity: Mapped[int | None]
    keeper: Mapped[str] = mapped_column(Text)
    two_keys: Mapped[bool]
    two_parties: Mapped[bool]
    notes: Mapped[str] = mapped_column(Text)
    seals: Mapped[str] = mapped_column(Text)
    sealed_on: Mapped[str | None] = mapped_column(String(10))
    dispatch_id: Mapped[int | None] = mapped_column(Big)


class SealEventRow(Base):
    """A container was sealed, checked or opened (``event``)."""

    __tablename__ = "seal_event"
    __table_args__ = (Index(None, "place_id"), options(derived=True))

    id: Mapped[int] = mapped_column(Big, primary_key=True, autoincrement=False)
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    event: Mapped[str] = mapped_column(String(16))
    occurred_on: Mapped[str] = mapped_column(String(10))
    seals: Mapped[str] = mapped_column(Text)
    intact: Mapped[bool]
    done_by: Mapped[str] = mapped_column(Text)
    witness: Mapped[str] = mapped_column(Text)
    notes: Mapped[str] = mapped_column(Text)
