"""Programmes and collection sites: what is asked for, and what is known."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.collections_vocabulary import (
    CustodyTerms,
    SiteKind,
    TeamDuty,
)
from stockpile_app.domain.vocabulary import Sex


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenProgramme:
    """Asks to begin a programme; fields as in ``ProgrammeOpened``."""

    name: str
    authority: str
    starts_on: dt.date
    basis: str = ""
    data_owner: str = ""
    appeal: str = ""
    ends_on: dt.date | None = None
    minutes: int = 20
    expected: int = 0
    notes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenSite:
    """Asks to open a site.

    Attributes:
        place_id: The depot that it is; None makes one called ``name``.
        code: 2 to 6 letters or digits.
        key_holders: Name and party, two of different parties for temporary custody.
    """

    programme: int
    code: str
    opened_on: dt.date
    name: str = ""
    place_id: int | None = None
    kind: SiteKind = SiteKind.FIXED
    custody: CustodyTerms = CustodyTerms.PERMANENT
    lanes: int = 1
    hours: int = 8
    key_holders: tuple[tuple[str, str], ...] = ()
    notes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamMember:
    """Somebody who works at a site."""

    name: str
    sex: Sex | None
    duty: TeamDuty


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldCampaign:
    """Asks to record that people were told of a programme."""

    programme: int
    held_on: dt.date
    title: str
    for_women: bool = False
    reached: int = 0
    notes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignRecord:
    """A campaign that was held."""

    id: int
    programme: int
    held_on: dt.date
    title: str
    for_women: bool
    reached: int
    notes: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeRecord:
    """A programme and how far it is."""

    id: int
    name: str
    authority: str
    basis: str
    data_owner: str
    appeal: str
    starts_on: dt.date
    ends_on: dt.date | None
    minutes: int
    expected: int
    notes: str
    closed_on: dt.date | None
    sites: int
    participants: int
    weapons: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteRecord:
    """A site and what is waiting there.

    Attributes:
        open_hand_ins: Begun and not closed.
        days_open: Days on which people came and that are not closed, oldest first.
        weapons_here: Weapons handed in that are still at the site.
        oldest_on: When the first of them was handed in.
    """

    id: int
    programme: int
    programme_name: str
    place_id: int
    name: str
    code: str
    kind: SiteKind
    custody: CustodyTerms
    lanes: int
    hours: int
    key_holders: tuple[tuple[str, str], ...]
    team: tuple[TeamMember, ...]
    notes: str
    opened_on: dt.date
    closed_on: dt.date | None
    participants: int
    open_hand_ins: int
    days_open: tuple[dt.date, ...]
    weapons_here: int
    oldest_on: dt.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteStanding:
    """What a step at the table must know of a site.

    Attributes:
        next_code: The code that the next participant gets.
    """

    id: int
    name: str
    place_id: int
    programme_name: str
    opened_on: dt.date
    closed_on: dt.date | None
    programme_starts_on: dt.date
    programme_closed_on: dt.date | None
    next_code: str


@dataclass(frozen=True, slots=True)
class SetupChanged:
    """Result of an act on a programme or site.

    Attributes:
        id: Of the programme, site or campaign.
    """

    id: int
    changes: ChangeSet
