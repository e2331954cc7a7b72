"""Requirements of units, and declarations of surplus."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from stockpile_app.persistence.base import Base, options
from stockpile_app.persistence.tables.ids import Big


class RequirementRow(Base):
    """What a unit needs of a kind of weapon; "" stands for any."""

    __tablename__ = "requirement"
    __table_args__ = (options(derived=True),)

    id: Mapped[int] = mapped_column(Big, primary_key=True, autoincrement=False)
    unit: Mapped[str] = mapped_column(Text)
    category: Mapped[str] = mapped_column(String(32))
    model: Mapped[str] = mapped_column(Text)
    calibre: Mapped[str] = mapped_column(Text)
    posts: Mapped[int]
    scale: Mapped[int]
    reserve: Mapped[int]
    training: Mapped[int]
    attrition: Mapped[int]
    obsolete: Mapped[bool]
    basis: Mapped[str] = mapped_column(Text)
    stated_on: Mapped[str] = mapped_column(String(10))


class SurplusDeclarationRow(Base):
    """A declaration; ``figures`` is the calculation it rests on, as JSON."""

    __tablename__ = "surplus_declaration"
    __table_args__ = (options(derived=True),)

    id: Mapped[int] = mapped_column(Big, primary_key=True, autoincrement=False)
    declared_on: Mapped[str] = mapped_column(String(10))
    declared_by: Mapped[str] = mapped_column(String(64))
    authority: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    reference: Mapped[str] = mapped_column(Text)
    head: Mapped[int] = mapped_column(Big)
    figures: Mapped[str] = mapped_column(Text)


class SurplusLineRow(Base):
    """A weapon of a declaration; ``withdrawn_on`` when it was taken back."""

    __tablename__ = "surplus_line"
    __table_args__ = (Index(None, "weapon_id"), options(derived=True, rowid=False))

    declaration_id: Mapped[int] = mapped_column(
        ForeignKey("surplus_declaration.id"), primary_key=True, autoincrement=False
    )
    weapon_id: Mapped[int] = mapped_column(
        ForeignKey("weapon.id"), primary_key=True, autoincrement=False
    )
    position: Mapped[int]
    withdrawn_on: Mapped[str | None] = mapped_column(String(10))
