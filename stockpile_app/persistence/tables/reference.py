"""Versions of reference tables that a register uses instead of those that are shipped."""

from __future__ import annotations

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from stockpile_app.persistence.base import Base, options
from stockpile_app.persistence.tables.ids import Big


class ReferenceRow(Base):
    """A version of the disposal methods or of a marking profile, by the entry that adopts it.

    ``name`` is ``disposal-methods``, or ``marking/`` and the id of the profile.
    """

    __tablename__ = "reference"
    __table_args__ = (options(derived=True),)

    id: Mapped[int] = mapped_column(Big, primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(String(80), index=True)
    version: Mapped[int]
    content: Mapped[str] = mapped_column(Text)
    in_force: Mapped[bool]
    adopted_at: Mapped[str] = mapped_column(String(27))
    adopted_by: Mapped[str] = mapped_column(String(64))
    reason: Mapped[str] = mapped_column(Text)
