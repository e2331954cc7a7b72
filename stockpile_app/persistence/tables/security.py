"""Check lists, physical-security checks and their findings."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from stockpile_app.persistence.base import Base, options
from stockpile_app.persistence.tables.ids import Big


class CheckListRow(Base):
    """A version of a check list that was adopted; ``content`` is the whole list as JSON."""

    __tablename__ = "check_list"
    __table_args__ = (options(derived=True),)

    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    content: Mapped[str] = mapped_column(Text)
    adopted_at: Mapped[str] = mapped_column(String(27))
    adopted_by: Mapped[str] = mapped_column(String(64))
    reason: Mapped[str] = mapped_column(Text)


class SecurityCheckRow(Base):
    """A check of a depot."""

    __tablename__ = "security_check"
    __table_args__ = (Index(None, "place_id"), options(derived=True))

    id: Mapped[int] = mapped_column(Big, primary_key=True, autoincrement=False)
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    check_list: Mapped[str] = mapped_column(String(64))
    version: Mapped[int]
    inspector: Mapped[str] = mapped_column(Text)
    opened_on: Mapped[str] = mapped_column(String(10))
    completed_on: Mapped[str | None] = mapped_column(String(10))
    cancelled_seq: Mapped[int | None] = mapped_column(Big)
    points: Mapped[int | None]
    out_of: Mapped[int | None]
    level: Mapped[int | None]
    failed: Mapped[str] = mapped_column(Text)
    present: Mapped[str] = mapped_column(Text)
    notes: Mapped[str] = mapped_column(Text)


class CheckAnswerRow(Base):
    """The last answer to a question."""

    __tablename__ = "check_answer"
    __table_args__ = (options(derived=True, rowid=False),)

    check_id: Mapped[int] = mapped_column(
        ForeignKey("security_check.id"), primary_key=True, autoincrement=False
    )
    question: Mapped[str] = mapped_column(String(16), primary_key=True)
    answer: Mapped[str] = mapped_column(String(16))
    note: Mapped[str] = mapped_column(Text)


class CheckPhotographRow(Base):
    """A photograph that is evidence for an answer."""

    __tablename__ = "check_photograph"
    __table_args__ = (Index(None, "check_id"), options(derived=True))

    id: Mapped[int] = mapped_column(Big, primary_key=True, autoincrement=False)
    check_id: Mapped[int] = mapped_column(ForeignKey("security_check.id"))
    question: Mapped[str] = mapped_column(String(16))
    sha256: Mapped[str] = mapped_column(String(64))
    media_type: Mapped[str] = mapped_column(String(40))
    size: Mapped[int] = mapped_column(Big)
    caption: Mapped[str] = mapped_column(Text)


class FindingRow(Base):
    """Something that is to be mended."""

    __tablename__ = "finding"
    __table_args__ = (
        Index(None, "check_id"),
        Index(None, "closed_on"),
        options(derived=True),
    )

    id: Mapped[int] = mapped_column(Big, primary_key=True, autoincrement=False)
    check_id: Mapped[int] = mapped_column(ForeignKey("security_check.id"))
    place_id: Mapped[int] = mapped_column(Big)
    question: Mapped[str] = mapped_column(String(16))
    group_code: Mapped[str] = mapped_column(String(16))
    critical: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    answer: Mapped[str] = mapped_column(String(16))
    owner: Mapped[str] = mapped_column(Text)
    due_on: Mapped[str | None] = mapped_column(String(10))
    cost: Mapped[int | None] = mapped_column(Big)
    currency: Mapped[str] = mapped_column(String(8))
    action: Mapped[str] = mapped_column(Text)
    closed_on: Mapped[str | None] = mapped_column(String(10))
