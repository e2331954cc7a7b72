"""Collections in disarmament programmes: programmes, sites, people by code, and what they hand in.

Nothing here says who somebody is: a participant is a code, a sex and an age group; the rest is
sealed (``domain.confidential_facts.participants``). No fact has room for money (IDDRS 4.10,
section 5.3.1). ``…_at`` are local times, ``YYYY-MM-DDTHH:MM``.
"""

from __future__ import annotations

from typing import ClassVar

from stockpile_app.domain.collections_vocabulary import (
    AgeGroup,
    CustodyTerms,
    Ineligible,
    ParticipantKind,
    SafeState,
    SiteKind,
)
from stockpile_app.domain.facts.base import Fact
from stockpile_app.domain.vocabulary import Sex


class ProgrammeOpened(Fact, frozen=True):
    """A programme begins; its ``seq`` is its number.

    Attributes:
        basis: The agreement or law it rests on.
        data_owner: Who owns its data (IDDRS 4.10, section 7.1).
        appeal: How, where and until when to appeal against being found ineligible.
        minutes: How long one person is expected to take.
        expected: How many people are expected.
    """

    kind: ClassVar[str] = "programme-opened"
    name: str
    authority: str
    occurred_on: str
    basis: str = ""
    data_owner: str = ""
    appeal: str = ""
    ends_on: str | None = None
    minutes: int = 20
    expected: int = 0
    notes: str = ""


class ProgrammeClosed(Fact, frozen=True):
    """A programme has ended."""

    kind: ClassVar[str] = "programme-closed"
    programme: int
    occurred_on: str
    reason: str = ""


class SiteOpened(Fact, frozen=True):
    """A place collects weapons for a programme; its ``seq`` is the number of the site.

    Attributes:
        place: The depot that the site is.
        code: What the codes of its participants begin with.
        lanes: How many people are served at the same time.
        hours: How long a day is.
        key_holders: Under two keys: name and party of each holder.
    """

    kind: ClassVar[str] = "site-opened"
    programme: int
    place: int
    code: str
    site_kind: SiteKind
    custody: CustodyTerms
    occurred_on: str
    lanes: int = 1
    hours: int = 8
    key_holders: tuple[tuple[str, str], ...] = ()
    notes: str = ""


class SiteClosed(Fact, frozen=True):
    """A site collects no more."""

    kind: ClassVar[str] = "site-closed"
    site: int
    occurred_on: str
    reason: str = ""


class TeamStated(Fact, frozen=True):
    """Who works at a site from now on: name, sex and duty of each."""

    kind: ClassVar[str] = "team-stated"
    site: int
    occurred_on: str
    members: tuple[tuple[str, str, str], ...]


class CampaignHeld(Fact, frozen=True):
    """People were told of a programme (IDDRS 5.10 counts campaigns for women)."""

    kind: ClassVar[str] = "campaign-held"
    programme: int
    occurred_on: str
    title: str
    for_women: bool = False
    reached: int = 0
    notes: str = ""


class ParticipantRegistered(Fact, frozen=True):
    """Somebody came to a site.

    Attributes:
        code: Unique in the register, such as ``KAV-0042``.
        eligible: None while it is open.
        child_staff: Who of child protection was present, for somebody under 18.
        form: The form that it was read from, as its program knows it.
    """

    kind: ClassVar[str] = "participant-registered"
    code: str
    site: int
    arrived_at: str
    age_group: AgeGroup
    participant_kind: ParticipantKind
    sex: Sex | None = None
    eligible: bool | None = None
    ineligible: Ineligible | None = None
    child_staff: str = ""
    form: str = ""


class EligibilityDecided(Fact, frozen=True):
    """Whether somebody may take part, from now on; ``on_appeal`` ends an appeal."""

    kind: ClassVar[str] = "eligibility-decided"
    participant: str
    eligible: bool
    occurred_on: str
    ineligible: Ineligible | None = None
    on_appeal: bool = False


class AppealLodged(Fact, frozen=True):
    """Somebody appeals; the grounds are sealed."""

    kind: ClassVar[str] = "appeal-lodged"
    participant: str
    occurred_on: str


class HandInOpened(Fact, frozen=True):
    """Somebody begins to hand in; its ``seq`` is the number of the hand-in and its receipt."""

    kind: ClassVar[str] = "hand-in-opened"
    participant: str
    site: int
    opened_at: str


class WeaponHandedIn(Fact, frozen=True):
    """A weapon was taken over; ``tag`` is the code on it."""

    kind: ClassVar[str] = "weapon-handed-in"
    hand_in: int
    number: str
    tag: str
    safe: SafeState
    cleared_by: str = ""
    serviceable: bool | None = None
    accessories: str = ""


class AmmunitionHandedIn(Fact, frozen=True):
    """Rounds of one type and lot were taken over; its ``seq`` is the number of the line."""

    kind: ClassVar[str] = "ammunition-handed-in"
    hand_in: int
    nature: str
    quantity: int
    lot: str = ""
    headstamp: str = ""
    safe: SafeState = SafeState.NOT_EXAMINED
    technician: str = ""


class ExplosiveReferred(Fact, frozen=True):
    """Something explosive was there and a technician was called; ``seq`` numbers the line."""

    kind: ClassVar[str] = "explosive-referred"
    hand_in: int
    description: str
    quantity: int
    technician: str
    referred_at: str


class HandInLineRemoved(Fact, frozen=True):
    """A line of ammunition or explosives was written down wrongly."""

    kind: ClassVar[str] = "hand-in-line-removed"
    hand_in: int
    line: int
    reason: str


class HandInClosed(Fact, frozen=True):
    """Everything is taken over and the receipt can be given."""

    kind: ClassVar[str] = "hand-in-closed"
    hand_in: int
    closed_at: str
    officer: str


class HandInCancelled(Fact, frozen=True):
    """Somebody left again without handing anything in."""

    kind: ClassVar[str] = "hand-in-cancelled"
    hand_in: int
    reason: str


class CollectionDayClosed(Fact, frozen=True):
    """A day at a site was reconciled.

    Attributes:
        figures: The two figures of each ``DayCheck``, by its code.
        explanations: Why two figures differ, by code of the check.
        spoilt: Tags that were spoilt.
        weapons: By category: handed in, present, sent.
        people: By sex and age group, such as ``female adult``.
    """

    kind: ClassVar[str] = "collection-day-closed"
    site: int
    occurred_on: str
    figures: dict[str, tuple[int, int]]
    weapons: dict[str, tuple[int, int, int]]
    people: dict[str, int]
    rounds: int = 0
    explanations: dict[str, str] = {}
    spoilt: tuple[str, ...] = ()
    notes: str = ""
