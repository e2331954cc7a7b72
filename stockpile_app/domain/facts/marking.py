"""Marks, the parts they are on, how weapons came, and the work of a marking team.

Heights and depths are whole numbers of ten-thousandths of a millimetre: 1.6 mm is 16000, and
.003 inch, 0.0762 mm, is 762; so no limit of a standard is ever rounded.
"""

from __future__ import annotations

from typing import ClassVar

from stockpile_app.domain.facts.base import Fact
from stockpile_app.domain.marking_vocabulary import (
    Acquisition,
    MarkFault,
    MarkingExemption,
    Material,
)
from stockpile_app.domain.vocabulary import (
    Component,
    MarkMethod,
    MarkOccasion,
    MarkQuality,
)


class MarkRecorded(Fact, frozen=True):
    """A mark was read on a weapon or part, with what it says where that was made out.

    Takes the place of ``MarkObserved`` in what is recorded since marking profiles exist.

    Attributes:
        number: The weapon that carries it, or "" of a part that is on none.
        part: The part that carries it, where that is kept by itself.
        country: Two-letter code that the mark says, or that its symbol stands for.
        code: A symbol or code that stands for the country or maker.
        authority: The service or importer that the mark names.
        photograph: SHA-256 of a photograph of it, in hex.
    """

    kind: ClassVar[str] = "mark-recorded"
    occurred_on: str
    component: Component
    occasion: MarkOccasion
    text: str
    number: str = ""
    part: int | None = None
    position: str = ""
    method: MarkMethod = MarkMethod.UNKNOWN
    met: tuple[MarkQuality, ...] = ()
    not_met: tuple[MarkQuality, ...] = ()
    altered: bool = False
    country: str = ""
    year: int | None = None
    maker: str = ""
    serial: str = ""
    model: str = ""
    calibre: str = ""
    code: str = ""
    authority: str = ""
    height: int | None = None
    depth: int | None = None
    photograph: str = ""


class PartRecorded(Fact, frozen=True):
    """A part of a weapon is kept by itself; marks of its component on the weapon are on it.

    Attributes:
        part: Its number, from 1 within the register.
        number: The weapon it is on.
    """

    kind: ClassVar[str] = "part-recorded"
    part: int
    number: str
    component: Component
    material: Material
    occurred_on: str
    description: str = ""


class PartRemoved(Fact, frozen=True):
    """A part was taken off a weapon and lies in a place."""

    kind: ClassVar[str] = "part-removed"
    part: int
    number: str
    place: int
    occurred_on: str
    reason: str = ""


class PartFitted(Fact, frozen=True):
    """A part that was on no weapon is on this one, with its marks and its history."""

    kind: ClassVar[str] = "part-fitted"
    part: int
    number: str
    occurred_on: str
    reason: str = ""


class AcquisitionStated(Fact, frozen=True):
    """How a weapon came to the State; the last word counts.

    A weapon that was seized, confiscated, found, surrendered or captured is held as seized until
    it is taken into State stock or disposed of.
    """

    kind: ClassVar[str] = "acquisition-stated"
    number: str
    acquisition: Acquisition
    acquired_on: str
    exemption: MarkingExemption | None = None
    reference: str = ""


class TakenIntoStock(Fact, frozen=True):
    """Weapons that were held as seized are the State's own from now on."""

    kind: ClassVar[str] = "taken-into-stock"
    weapons: tuple[str, ...]
    occurred_on: str
    authority: str
    reference: str = ""


class MarkingProfileAdopted(Fact, frozen=True):
    """A version of a marking profile is on file; ``content`` is the whole profile as JSON.

    ``in_force`` says whether weapons are measured against it from now on.
    """

    kind: ClassVar[str] = "marking-profile-adopted"
    profile: str
    version: int
    content: str
    in_force: bool
    reason: str = ""


class MarkingJobOpened(Fact, frozen=True):
    """A marking team has something to do; its ``seq`` is the number of the job.

    Attributes:
        lines: (register number, component, text of the mark) of each mark to put on.
        position: Where on the component, as the team is told.
        profile, version: The profile that the marks must satisfy.
    """

    kind: ClassVar[str] = "marking-job-opened"
    occasion: MarkOccasion
    occurred_on: str
    lines: tuple[tuple[str, Component, str], ...]
    profile: str
    version: int
    team: str
    place: int | None = None
    position: str = ""
    authority: str = ""


class MarkApplied(Fact, frozen=True):
    """A mark of a job was put on, read and measured."""

    kind: ClassVar[str] = "mark-applied"
    job: int
    number: str
    component: Component
    occurred_on: str
    text: str
    method: MarkMethod
    applied_by: str
    country: str = ""
    year: int | None = None
    serial: str = ""
    authority: str = ""
    position: str = ""
    height: int | None = None
    depth: int | None = None
    met: tuple[MarkQuality, ...] = ()
    photograph: str = ""
    notes: str = ""


class MarkFaulted(Fact, frozen=True):
    """Putting on a mark of a job went wrong; it is to be put on again, unless ``given_up``."""

    kind: ClassVar[str] = "mark-faulted"
    job: int
    number: str
    component: Component
    occurred_on: str
    fault: MarkFault
    found_by: str
    given_up: bool = False
    notes: str = ""


class MarkingJobClosed(Fact, frozen=True):
    """Nothing more is marked under a job; ``applied`` of its ``ordered`` marks were put on."""

    kind: ClassVar[str] = "marking-job-closed"
    job: int
    occurred_on: str
    ordered: int
    applied: int
    notes: str = ""


class MarkingJobCancelled(Fact, frozen=True):
    """A job was given up before any mark was put on."""

    kind: ClassVar[str] = "marking-job-cancelled"
    job: int
    reason: str
