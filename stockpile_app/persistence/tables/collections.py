"""Programmes that collect weapons, their sites, people by code, and what they handed in."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from stockpile_app.persistence.base import Base, options
from stockpile_app.persistence.tables.ids import Big


class ProgrammeRow(Base):
    """A programme that collects weapons."""

    __tablename__ = "collection_programme"
    __table_args__ = (options(derived=True),)

    id: Mapped[int] = mapped_column(Big, primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(Text)
    authority: Mapped[str] = mapped_column(Text)
    basis: Mapped[str] = mapped_column(Text)
    data_owner: Mapped[str] = mapped_column(Text)
    appeal: Mapped[str] = mapped_column(Text)
    starts_on: Mapped[str] = mapped_column(String(10))
    ends_on: Mapped[str | None] = mapped_column(String(10))
    minutes: Mapped[int]
    expected: Mapped[int]
    notes: Mapped[str] = mapped_column(Text)
    closed_on: Mapped[str | None] = mapped_column(String(10))
    closed_reason: Mapped[str] = mapped_column(Text)


class SiteRow(Base):
    """A place that collects; ``last_number`` is the highest number in a participant's code."""

    __tablename__ = "collection_site"
    __table_args__ = (
        Index(None, "programme_id"),
        Index(None, "place_id"),
        options(derived=True),
    )

    id: Mapped[int] = mapped_column(Big, primary_key=True, autoincrement=False)
    programme_id: Mapped[int] = mapped_column(ForeignKey("collection_programme.id"))
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    code: Mapped[str] = mapped_column(String(16))
    kind: Mapped[str] = mapped_column(String(16))
    custody: Mapped[str] = mapped_column(String(16))
    opened_on: Mapped[str] = mapped_column(String(10))
    lanes: Mapped[int]
    hours: Mapped[int]
    key_holders: Mapped[str] = mapped_column(Text)
    notes: Mapped[str] = mapped_column(Text)
    closed_on: Mapped[str | None] = mapped_column(String(10))
    closed_reason: Mapped[str] = mapped_column(Text)
    last_number: Mapped[int]


class TeamMemberRow(Base):
    """Somebody of the team of a site, as it was stated last."""

    __tablename__ = "collection_team_member"
    __table_args__ = (options(derived=True, rowid=False),)

    site_id: Mapped[int] = mapped_column(
        ForeignKey("collection_site.id"), primary_key=True, autoincrement=False
    )
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    since: Mapped[str] = mapped_column(String(10))
    name: Mapped[str] = mapped_column(Text)
    sex: Mapped[str | None] = mapped_column(String(8))
    duty: Mapped[str] = mapped_column(String(24))


class CampaignRow(Base):
    """A campaign that told people of a programme."""

    __tablename__ = "collection_campaign"
    __table_args__ = (Index(None, "programme_id"), options(derived=True))

    id: Mapped[int] = mapped_column(Big, primary_key=True, autoincrement=False)
    programme_id: Mapped[int] = mapped_column(ForeignKey("collection_programme.id"))
    held_on: Mapped[str] = mapped_column(String(10))
    title: Mapped[str] = mapped_column(Text)
    for_women: Mapped[bool]
    reached: Mapped[int] = mapped_column(Big)
    notes: Mapped[str] = mapped_column(Text)


class ParticipantRow(Base):
    """Somebody who came, by code; who they are is sealed."""

    __tablename__ = "participant"
    __table_args__ = (
        Index(None, "code"),
        Index(None, "site_id", "arrived_at"),
        Index(None, "form"),
        options(derived=True),
    )

    id: Mapped[int] = mapped_column(Big, primary_key=True, autoincrement=False)
    code: Mapped[str] = mapped_column(String(32))
    site_id: Mapped[int] = mapped_column(ForeignKey("collection_site.id"))
    arrived_at: Mapped[str] = mapped_column(String(16))
    sex: Mapped[str | None] = mapped_column(String(8))
    age_group: Mapped[str] = mapped_column(String(16))
    kind: Mapped[str] = mapped_column(String(16))
    eligible: Mapped[bool | None]
    ineligible: Mapped[str | None] = mapped_column(String(24))
    appeal: Mapped[str] = mapped_column(String(16))
    appeal_on: Mapped[str | None] = mapped_column(String(10))
    child_staff: Mapped[str] = mapped_column(Text)
    form: Mapped[str] = mapped_column(Text)


class HandInRow(Base):
    """One time that somebody handed in; ``cancelled`` says why nothing was."""

    __tablename__ = "hand_in"
    __table_args__ = (
        Index(None, "participant_id"),
        Index(None, "site_id", "opened_at"),
        options(derived=True),
    )

    id: Mapped[int] = mapped_column(Big, primary_key=True, autoincrement=False)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id"))
    site_id: Mapped[int] = mapped_column(ForeignKey("collection_site.id"))
    opened_at: Mapped[str] = mapped_column(String(16))
    opened_by: Mapped[str] = mapped_column(String(64))
    closed_at: Mapped[str | None] = mapped_column(String(16))
    officer: Mapped[str] = mapped_column(Text)
    cancelled: Mapped[str | None] = mapped_column(Text)


class HandInWeaponRow(Base):
    """A weapon that was handed in, by the entry that states it."""

    __tablename__ = "hand_in_weapon"
    __table_args__ = (
        Index(None, "hand_in_id"),
        Index(None, "weapon_id"),
        Index(None, "tag"),
        options(derived=True),
    )

    id: Mapped[int] = mapped_column(Big, primary_key=True, autoincrement=False)
    hand_in_id: Mapped[int] = mapped_column(ForeignKey("hand_in.id"))
    weapon_id: Mapped[int] = mapped_column(ForeignKey("weapon.id"))
    tag: Mapped[str] = mapped_column(Text)
    safe: Mapped[str] = mapped_column(String(16))
    cleared_by: Mapped[str] = mapped_column(Text)
    serviceable: Mapped[bool | None]
    accessories: Mapped[str] = mapped_column(Text)


class HandInAmmunitionRow(Base):
    """Rounds of one type and lot that were handed in, by the entry that states it."""

    __tablename__ = "hand_in_ammunition"
    __table_args__ = (Index(None, "hand_in_id"), options(derived=True))

    id: Mapped[int] = mapped_column(Big, primary_key=True, autoincrement=False)
    hand_in_id: Mapped[int] = mapped_column(ForeignKey("hand_in.id"))
    nature: Mapped[str] = mapped_column(Text)
    lot: Mapped[str] = mapped_column(Text)
    headstamp: Mapped[str] = mapped_column(Text)
    quantity: Mapped[int] = mapped_column(Big)
    safe: Mapped[str] = mapped_column(String(16))
    technician: Mapped[str] = mapped_column(Text)


class HandInExplosiveRow(Base):
    """Something explosive that a technician was called to, by the entry that states it."""

    __tablename__ = "hand_in_explosive"
    __table_args__ = (Index(None, "hand_in_id"), options(derived=True))

    id: Mapped[int] = mapped_column(Big, primary_key=True, autoincrement=False)
    hand_in_id: Mapped[int] = mapped_column(ForeignKey("hand_in.id"))
    description: Mapped[str] = mapped_column(Text)
    quantity: Mapped[int] = mapped_column(Big)
    technician: Mapped[str] = mapped_column(Text)
    referred_at: Mapped[str] = mapped_column(String(16))


class CollectionDayRow(Base):
    """A day at a site that was reconciled, as it was stated."""

    __tablename__ = "collection_day"
    __table_args__ = (options(derived=True, rowid=False),)

    site_id: Mapped[int] = mapped_column(
        ForeignKey("collection_site.id"), primary_key=True, autoincrement=False
    )
    day: Mapped[str] = mapped_column(String(10), primary_key=True)
    closed_at: Mapped[str] = mapped_column(String(27))
    closed_by: Mapped[str] = mapped_column(String(64))
    figures: Mapped[str] = mapped_column(Text)
    weapons: Mapped[str] = mapped_column(Text)
    people: Mapped[str] = mapped_column(Text)
    rounds: Mapped[int] = mapped_column(Big)
    explanations: Mapped[str] = mapped_column(Text)
    spoilt: Mapped[str] = mapped_column(Text)
    notes: Mapped[str] = mapped_column(Text)
    seq: Mapped[int] = mapped_column(Big)


class SpoiltTagRow(Base):
    """A tag that was spoilt and thrown away, and is not used again."""

    __tablename__ = "spoilt_tag"
    __table_args__ = (options(derived=True, rowid=False),)

    tag: Mapped[str] = mapped_column(String(64), primary_key=True)
    site_id: Mapped[int] = mapped_column(
        ForeignKey("collection_site.id"), primary_key=True, autoincrement=False
    )
    day: Mapped[str] = mapped_column(String(10))
