"""Weapons, their identity, marks and photographs."""

from __future__ import annotations

from typing import ClassVar

from stockpile_app.domain.facts.base import Fact
from stockpile_app.domain.vocabulary import (
    Category,
    Component,
    Condition,
    MarkMethod,
    MarkOccasion,
    MarkQuality,
    SerialState,
)


class WeaponRegistered(Fact, frozen=True):
    """A weapon is in the register. Whatever is not known is left out.

    ``batch`` is the ``seq`` of the import it came with, ``row_key`` a digest of the source row, by
    which the same row is known again where there is no serial number.
    """

    kind: ClassVar[str] = "weapon-registered"
    number: str
    place: int
    serial: str | None = None
    serial_state: SerialState = SerialState.RECORDED
    maker: str = ""
    model: str = ""
    calibre: str = ""
    country: str = ""
    year: int | None = None
    category: Category | None = None
    condition: Condition | None = None
    received_on: str | None = None
    source: str = ""
    reference: str = ""
    notes: str = ""
    batch: int | None = None
    row_key: str | None = None


class WeaponDescribed(Fact, frozen=True):
    """What may change or be learnt without touching the identity."""

    kind: ClassVar[str] = "weapon-described"
    number: str
    occurred_on: str
    category: Category | None = None
    condition: Condition | None = None
    source: str = ""
    reference: str = ""
    notes: str = ""


class IdentityCorrected(Fact, frozen=True):
    """The identity was registered wrongly and is this; ``corrects`` is the ``seq`` corrected."""

    kind: ClassVar[str] = "identity-corrected"
    number: str
    corrects: int
    reason: str
    serial: str | None = None
    serial_state: SerialState = SerialState.RECORDED
    maker: str = ""
    model: str = ""
    calibre: str = ""
    country: str = ""
    year: int | None = None


class RegistrationWithdrawn(Fact, frozen=True):
    """The weapon was registered in error; ``corrects`` is the ``seq`` of its registration."""

    kind: ClassVar[str] = "registration-withdrawn"
    number: str
    corrects: int
    reason: str


class MarkObserved(Fact, frozen=True):
    """A mark was read on a weapon. Qualities not named in either list were not judged."""

    kind: ClassVar[str] = "mark-observed"
    number: str
    occurred_on: str
    component: Component
    occasion: MarkOccasion
    text: str
    position: str = ""
    method: MarkMethod = MarkMethod.UNKNOWN
    met: tuple[MarkQuality, ...] = ()
    not_met: tuple[MarkQuality, ...] = ()
    altered: bool = False


class PhotographAdded(Fact, frozen=True):
    """A photograph of a weapon is kept; ``sha256`` is the digest of the file, in hex."""

    kind: ClassVar[str] = "photograph-added"
    number: str
    occurred_on: str
    sha256: str
    media_type: str
    size: int
    caption: str = ""
