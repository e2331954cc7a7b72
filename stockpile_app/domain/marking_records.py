"""Marks, parts and profiles: what people ask to have recorded, and what they see of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.marking import Evaluation, Profile
from stockpile_app.domain.marking_vocabulary import (
    Acquisition,
    MarkingExemption,
    MarkingVerdict,
    Material,
)
from stockpile_app.domain.records import WeaponRecord
from stockpile_app.domain.vocabulary import Component


@dataclass(frozen=True, slots=True, kw_only=True)
class StateAcquisition:
    """Asks to record how a weapon came to the State; the last word counts."""

    weapon_id: int
    acquisition: Acquisition
    acquired_on: dt.date
    exemption: MarkingExemption | None = None
    reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeIntoStock:
    """Asks to make weapons that are held as seized the State's own."""

    weapon_ids: tuple[int, ...]
    occurred_on: dt.date
    authority: str
    reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordPart:
    """Asks to keep a part of a weapon by itself, with the marks that are on it."""

    weapon_id: int
    component: Component
    material: Material
    occurred_on: dt.date
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RemovePart:
    """Asks to take a part off its weapon and put it in a place."""

    part_id: int
    place_id: int
    occurred_on: dt.date
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FitPart:
    """Asks to put a part, which is on no weapon, on this one."""

    part_id: int
    weapon_id: int
    occurred_on: dt.date
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AdoptProfile:
    """Asks to put a marking profile in or out of force, as it is or changed.

    Attributes:
        based_on: The version that was looked at.
    """

    profile: Profile
    based_on: int
    in_force: bool
    reason: str


@dataclass(frozen=True, slots=True)
class AcquisitionRecord:
    """How a weapon came to the State."""

    acquisition: Acquisition
    acquired_on: dt.date
    exemption: MarkingExemption | None
    reference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PartRecord:
    """A part that is kept by itself; on a weapon, or in a place."""

    id: int
    component: Component
    material: Material
    description: str
    weapon_id: int | None
    weapon_number: str
    place: str
    since: dt.date


@dataclass(frozen=True, slots=True)
class ProfileRecord:
    """A marking profile, and whether weapons are measured by it."""

    profile: Profile
    in_force: bool


@dataclass(frozen=True, slots=True)
class WeaponMarking:
    """What the profiles in force say of a weapon.

    Attributes:
        verdict: The worst of them.
        evaluations: Of each profile that measures it.
    """

    verdict: MarkingVerdict
    evaluations: tuple[Evaluation, ...]
    came: AcquisitionRecord | None
    parts: tuple[PartRecord, ...] = ()


@dataclass(frozen=True, slots=True)
class MarkingRow:
    """How many weapons of a model in a depot have which verdict."""

    depot: str
    model: str
    counts: tuple[int, ...]

    def count(self, verdict: MarkingVerdict) -> int:
        """Return how many have a verdict."""
        return self.counts[list(MarkingVerdict).index(verdict)]

    @property
    def weapons(self) -> int:
        """How many there are."""
        return sum(self.counts)


@dataclass(frozen=True, slots=True)
class QueuedWeapon:
    """A weapon that was seized or found and is neither the State's own nor destroyed.

    Attributes:
        days: Since it came.
        marked: Whether the mark that it needs is there.
    """

    weapon: WeaponRecord
    acquisition: Acquisition
    acquired_on: dt.date
    days: int
    marked: bool


@dataclass(frozen=True, slots=True)
class MarkingChanged:
    """Result of an act on marks, parts or profiles."""

    id: int
    changes: ChangeSet
