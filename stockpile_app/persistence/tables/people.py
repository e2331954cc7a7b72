"""People, units and organisations who hold weapons or keys."""

from __future__ import annotations

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from stockpile_app.persistence.base import Base, options
from stockpile_app.persistence.tables.ids import Big


class PersonRow(Base):
    """A person, unit or organisation."""

    __tablename__ = "person"
    __table_args__ = (options(derived=True),)

    id: Mapped[int] = mapped_column(Big, primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(String(16))
    name: Mapped[str] = mapped_column(Text)
    code: Mapped[str] = mapped_column(Text)
    post: Mapped[str] = mapped_column(Text)
    organisation: Mapped[str] = mapped_column(Text)
    sex: Mapped[str | None] = mapped_column(String(8))
    user: Mapped[str] = mapped_column(String(64))
    retired_seq: Mapped[int | None] = mapped_column(Big)
