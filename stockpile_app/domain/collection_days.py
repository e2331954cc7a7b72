"""Days at collection sites and figures of programmes: what is asked for, and what is known."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from stockpile_app.domain.collections_vocabulary import (
    AgeGroup,
    DayCheck,
    ParticipantKind,
)
from stockpile_app.domain.vocabulary import Category, Sex


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedPair:
    """Two figures of a day that must agree."""

    check: DayCheck
    first: int
    second: int
    explanation: str = ""

    @property
    def agrees(self) -> bool:
        """Whether they are the same."""
        return self.first == self.second


@dataclass(frozen=True, slots=True, kw_only=True)
class DayFigures:
    """What was done on a day at a site, and whether it agrees.

    Attributes:
        open_hand_ins: Numbers of hand-ins that are still open; they keep the day open.
        weapons: By category (None where it is not known): handed in, present, sent.
        people: By sex and age group.
        tags: Tags that were used.
        first_receipt, last_receipt: "" where there was none.
        closed_by: "" while the day is open.
        minutes: Mean time of one person; None where nobody was served.
    """

    site: int
    site_name: str
    programme_name: str
    day: dt.date
    open_hand_ins: tuple[str, ...]
    pairs: tuple[CheckedPair, ...]
    weapons: tuple[tuple[Category | None, int, int, int], ...]
    people: tuple[tuple[Sex | None, AgeGroup, int], ...]
    ammunition: tuple[tuple[str, int], ...]
    explosives: tuple[tuple[str, int], ...]
    tags: tuple[str, ...]
    first_receipt: str
    last_receipt: str
    served: int
    ineligible: int
    minutes: float | None
    closed_by: str = ""
    closed_at: dt.datetime | None = None
    spoilt: tuple[str, ...] = ()
    notes: str = ""

    @property
    def rounds(self) -> int:
        """All rounds of the day."""
        return sum(quantity for _, quantity in self.ammunition)


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseDay:
    """Asks to close a day.

    Attributes:
        explanations: Why two figures differ, by check.
        spoilt: Tags that were spoilt and thrown away.
    """

    site: int
    day: dt.date
    explanations: dict[DayCheck, str] = field(default_factory=dict)
    spoilt: tuple[str, ...] = ()
    notes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingWeapon:
    """A weapon that is still at a site, with the days since it was handed in."""

    weapon_id: int
    number: str
    tag: str
    hand_in: str
    handed_in_on: dt.date
    days: int
    place_id: int
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PackContainer:
    """Asks to put weapons of a site into a new sealed container.

    Attributes:
        witness: Who saw it sealed; another than ``sealed_by``.
    """

    site: int
    name: str
    weapon_ids: tuple[int, ...]
    seals: tuple[str, ...]
    packed_on: dt.date
    sealed_by: str
    witness: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SendContainers:
    """Asks to send sealed containers from a site to a depot, with a manifest."""

    site: int
    container_ids: tuple[int, ...]
    depot_id: int
    sent_on: dt.date
    expected_on: dt.date
    handed_by: str
    received_by: str
    authorised_by: str
    vehicle: str = ""
    escort: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanSite:
    """Asks what a site can do; None takes the site's or the programme's own figure."""

    site: int
    people: int
    lanes: int | None = None
    hours: int | None = None
    minutes: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Capacity:
    """What a site can do.

    Attributes:
        per_day: People served in a day: lanes times hours over the minutes one takes, whole people.
        days: Days for ``people``, whole days.
        lanes_needed: Lanes with which one day would do.
    """

    people: int
    lanes: int
    hours: int
    minutes: int
    per_day: int
    days: int
    lanes_needed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectionFigures:
    """Indicators of IDDRS 5.10 and of IDDRS 4.10, box 2, for a period.

    Attributes:
        people: By sex, age group and kind.
        weapons: By sex of who handed in, and category.
        rounds: By sex of who handed in.
        women_staff: Women among the teams as last stated; ``staff`` all.
        marked, destroyed, lost: Of the weapons collected, as they are now.
        campaigns: All; ``campaigns_for_women`` of them; ``women_reached`` by these.
    """

    from_day: dt.date | None
    to_day: dt.date | None
    people: tuple[tuple[Sex | None, AgeGroup, ParticipantKind, int], ...]
    weapons: tuple[tuple[Sex | None, Category | None, int], ...]
    weapons_of_women_combatants: int
    rounds: tuple[tuple[Sex | None, int], ...]
    explosives: int
    staff: int
    women_staff: int
    recorded: int
    marked: int
    destroyed: int
    lost: int
    campaigns: int
    campaigns_for_women: int
    women_reached: int
    ineligible: int
    appeals: int

    @property
    def women_combatants(self) -> int:
        """Female ex-combatants registered (IDDRS 5.10)."""
        return sum(
            count
            for sex, _, kind, count in self.people
            if sex is Sex.FEMALE and kind is ParticipantKind.COMBATANT
        )

    @property
    def total_weapons(self) -> int:
        """All weapons collected."""
        return sum(count for *_, count in self.weapons)

    @property
    def share_of_women_combatants(self) -> float | None:
        """Weapons from female ex-combatants in % of all; None when there are none (IDDRS 5.10)."""
        if not self.total_weapons:
            return None
        return 100 * self.weapons_of_women_combatants / self.total_weapons
