"""Mapped tables. Those marked derived are written by ``projections`` alone.

Ids of weapons and places are made of the origin's number and the sequence within the origin
(``id_in``), so that the same entries give the same ids in whatever register they are read.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, LargeBinary, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from stockpile_app.persistence.base import Base, options

ORIGIN_BITS: Final = 32

Big: Final = BigInteger().with_variant(Integer(), "sqlite")
"""64 bits everywhere; on SQLite only ``INTEGER PRIMARY KEY`` is the row's own id."""


def id_in(origin_number: int, sequence: int) -> int:
    """Return the id of a weapon or place: unique across origins, ordered within one."""
    return (origin_number << ORIGIN_BITS) | sequence


class EntryRow(Base):
    """One entry of the ledger."""

    __tablename__ = "entry"
    __table_args__ = (options(derived=False, rowid=False),)

    origin: Mapped[str] = mapped_column(String(8), primary_key=True)
    seq: Mapped[int] = mapped_column(Big, primary_key=True, autoincrement=False)
    recorded_at: Mapped[str] = mapped_column(String(27))
    recorded_by: Mapped[str] = mapped_column(String(64))
    approved_by: Mapped[str | None] = mapped_column(String(64))
    kind: Mapped[str] = mapped_column(String(40))
    body: Mapped[bytes] = mapped_column(LargeBinary)
    previous: Mapped[bytes] = mapped_column(LargeBinary(32))
    digest: Mapped[bytes] = mapped_column(LargeBinary(32))


class SignatureRow(Base):
    """Who signed the entries ``first_seq`` to ``seq``."""

    __tablename__ = "signature"
    __table_args__ = (options(derived=False, rowid=False),)

    origin: Mapped[str] = mapped_column(String(8), primary_key=True)
    seq: Mapped[int] = mapped_column(Big, primary_key=True, autoincrement=False)
    first_seq: Mapped[int] = mapped_column(Big)
    user: Mapped[str] = mapped_column(String(64))
    signature: Mapped[bytes] = mapped_column(LargeBinary(64))
    second: Mapped[str | None] = mapped_column(String(64))
    second_signature: Mapped[bytes | None] = mapped_column(LargeBinary(64))


class SealRow(Base):
    """A seal of the register's own key over one entry."""

    __tablename__ = "seal"
    __table_args__ = (options(derived=False, rowid=False),)

    origin: Mapped[str] = mapped_column(String(8), primary_key=True)
    seq: Mapped[int] = mapped_column(Big, primary_key=True, autoincrement=False)
    digest: Mapped[bytes] = mapped_column(LargeBinary(32))
    made_at: Mapped[str] = mapped_column(String(27))
    occasion: Mapped[str] = mapped_column(String(64))
    signature: Mapped[bytes] = mapped_column(LargeBinary(64))
    code: Mapped[str] = mapped_column(String(20))


class OriginRow(Base):
    """A register whose entries are here; number 0 is this one."""

    __tablename__ = "origin"
    __table_args__ = (options(derived=True),)

    origin: Mapped[str] = mapped_column(String(8), primary_key=True)
    number: Mapped[int] = mapped_column(unique=True)
    authority: Mapped[str] = mapped_column(Text)
    country: Mapped[str] = mapped_column(String(2))
    seal_key: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[str] = mapped_column(String(27))


class UserRow(Base):
    """A person who may, or once might, sign in."""

    __tablename__ = "user_account"
    __table_args__ = (options(derived=True),)

    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    full_name: Mapped[str] = mapped_column(Text)
    roles: Mapped[str] = mapped_column(Text)
    key: Mapped[str] = mapped_column(String(64))
    added_at: Mapped[str] = mapped_column(String(27))
    retired_seq: Mapped[int | None] = mapped_column(Big)


class PlaceRow(Base):
    """A depot, a store or a rack."""

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


class WeaponRow(Base):
    """A weapon as it stands.

    ``serial_norm`` and ``serial_fold`` are empty, not null, where there is no serial number.
    ``changed_seq`` is the last entry about the weapon, equal to ``registered_seq`` if there is
    only one.
    """

    __tablename__ = "weapon"
    __table_args__ = (
        # status is in them so that a list in their order never has to look at the rows
        Index(None, "serial_norm", "id", "status"),
        Index(None, "serial_fold"),
        Index(None, "place_id", "id", "status"),
        Index(None, "row_key", sqlite_where=text("row_key IS NOT NULL")),
        options(derived=True),
    )

    id: Mapped[int] = mapped_column(Big, primary_key=True, autoincrement=False)
    number: Mapped[str] = mapped_column(String(24))
    serial: Mapped[str | None] = mapped_column(Text)
    serial_norm: Mapped[str] = mapped_column(Text)
    serial_fold: Mapped[str] = mapped_column(Text)
    serial_state: Mapped[str] = mapped_column(String(16))
    maker: Mapped[str] = mapped_column(Text)
    model: Mapped[str] = mapped_column(Text)
    calibre: Mapped[str] = mapped_column(Text)
    country: Mapped[str] = mapped_column(String(2))
    year: Mapped[int | None]
    category: Mapped[str | None] = mapped_column(String(24))
    condition: Mapped[str | None] = mapped_column(String(16))
    status: Mapped[str] = mapped_column(String(16))
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    received_on: Mapped[str | None] = mapped_column(String(10))
    source: Mapped[str] = mapped_column(Text)
    reference: Mapped[str] = mapped_column(Text)
    notes: Mapped[str] = mapped_column(Text)
    batch: Mapped[int | None] = mapped_column(Big)
    row_key: Mapped[str | None] = mapped_column(String(32))
    registered_seq: Mapped[int] = mapped_column(Big)
    changed_seq: Mapped[int] = mapped_column(Big)
    marks: Mapped[int]
    photographs: Mapped[int]


class WeaponEntryRow(Base):
    """A further entry about a weapon, after its registration."""

    __tablename__ = "weapon_entry"
    __table_args__ = (options(derived=True, rowid=False),)

    weapon_id: Mapped[int] = mapped_column(
        ForeignKey("weapon.id"), primary_key=True, autoincrement=False
    )
    origin: Mapped[str] = mapped_column(String(8), primary_key=True)
    seq: Mapped[int] = mapped_column(Big, primary_key=True, autoincrement=False)


class MarkRow(Base):
    """A mark on a weapon, by the entry that states it."""

    __tablename__ = "mark"
    __table_args__ = (Index(None, "weapon_id"), options(derived=True))

    origin: Mapped[str] = mapped_column(String(8), primary_key=True)
    seq: Mapped[int] = mapped_column(Big, primary_key=True, autoincrement=False)
    weapon_id: Mapped[int] = mapped_column(ForeignKey("weapon.id"))
    component: Mapped[str] = mapped_column(String(16))
    occasion: Mapped[str] = mapped_column(String(16))
    text: Mapped[str] = mapped_column(Text)
    position: Mapped[str] = mapped_column(Text)
    method: Mapped[str] = mapped_column(String(16))
    met: Mapped[str] = mapped_column(Text)
    not_met: Mapped[str] = mapped_column(Text)
    altered: Mapped[bool]
    observed_on: Mapped[str] = mapped_column(String(10))


class PhotographRow(Base):
    """A photograph of a weapon, by the entry that states it."""

    __tablename__ = "photograph"
    __table_args__ = (Index(None, "weapon_id"), options(derived=True))

    origin: Mapped[str] = mapped_column(String(8), primary_key=True)
    seq: Mapped[int] = mapped_column(Big, primary_key=True, autoincrement=False)
    weapon_id: Mapped[int] = mapped_column(ForeignKey("weapon.id"))
    sha256: Mapped[str] = mapped_column(String(64))
    media_type: Mapped[str] = mapped_column(String(40))
    size: Mapped[int] = mapped_column(Big)
    caption: Mapped[str] = mapped_column(Text)
    taken_on: Mapped[str] = mapped_column(String(10))


class BatchRow(Base):
    """An import."""

    __tablename__ = "batch"
    __table_args__ = (options(derived=True),)

    origin: Mapped[str] = mapped_column(String(8), primary_key=True)
    seq: Mapped[int] = mapped_column(Big, primary_key=True, autoincrement=False)
    files: Mapped[str] = mapped_column(Text)
    profile: Mapped[str] = mapped_column(Text)
    recorded_at: Mapped[str] = mapped_column(String(27))
    recorded_by: Mapped[str] = mapped_column(String(64))
    read: Mapped[int]
    created: Mapped[int]
    unchanged: Mapped[int]
    skipped: Mapped[int]
    errors: Mapped[int]
    undone_seq: Mapped[int | None] = mapped_column(Big)


class ProfileRow(Base):
    """A remembered column mapping."""

    __tablename__ = "import_profile"
    __table_args__ = (options(derived=True),)

    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    mapping: Mapped[str] = mapped_column(Text)
    base: Mapped[str] = mapped_column(Text)
