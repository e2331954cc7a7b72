"""National reports as they were frozen."""

from __future__ import annotations

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from stockpile_app.persistence.base import Base, options
from stockpile_app.persistence.tables.ids import Big


class NationalReportRow(Base):
    """A frozen report; cells, overrides, answers and tables are JSON, as the entry has them."""

    __tablename__ = "national_report"
    __table_args__ = (options(derived=True),)

    id: Mapped[int] = mapped_column(Big, primary_key=True, autoincrement=False)
    title: Mapped[str] = mapped_column(Text)
    period_first: Mapped[str] = mapped_column(String(10))
    period_last: Mapped[str] = mapped_column(String(10))
    frozen_on: Mapped[str] = mapped_column(String(10))
    frozen_by: Mapped[str] = mapped_column(String(64))
    numbering: Mapped[str] = mapped_column(String(40))
    template: Mapped[str] = mapped_column(String(40))
    version: Mapped[int]
    content: Mapped[str] = mapped_column(Text)
    head: Mapped[int] = mapped_column(Big)
    seal: Mapped[str] = mapped_column(String(20))
    cells: Mapped[str] = mapped_column(Text)
    overrides: Mapped[str] = mapped_column(Text)
    answers: Mapped[str] = mapped_column(Text)
    tables: Mapped[str] = mapped_column(Text)
    compared_id: Mapped[int | None] = mapped_column(Big)
    notes: Mapped[str] = mapped_column(Text)
