"""Documents that were made."""

from __future__ import annotations

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from stockpile_app.persistence.base import Base, options
from stockpile_app.persistence.tables.ids import Big


class DocumentRow(Base):
    """A document, by the entry that states it.

    ``subject_id`` is the id of what the entry began that it is about, ``weapon_id`` the weapon.
    """

    __tablename__ = "document"
    __table_args__ = (
        Index(None, "subject_id"),
        Index(None, "weapon_id"),
        options(derived=True),
    )

    id: Mapped[int] = mapped_column(Big, primary_key=True, autoincrement=False)
    document: Mapped[str] = mapped_column(String(40))
    number: Mapped[str] = mapped_column(String(40))
    scope: Mapped[str] = mapped_column(Text)
    weapons: Mapped[int]
    subject_id: Mapped[int | None] = mapped_column(Big)
    weapon_id: Mapped[int | None] = mapped_column(Big)
    made_at: Mapped[str] = mapped_column(String(27))
    made_by: Mapped[str] = mapped_column(String(64))
