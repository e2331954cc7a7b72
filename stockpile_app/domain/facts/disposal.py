"""Disposal: weapons that leave the State's stock for good, each by its serial, seen by two people.

The order of things is the rule: ordered, approved, brought to the guarded place, read by one
person and confirmed by another, disposed of, verified afterwards by somebody independent.
Whoever reads is who records the entry; whoever confirms signs it as the second person.
"""

from __future__ import annotations

from typing import ClassVar

from stockpile_app.domain.disposal_vocabulary import (
    DisposalCheck,
    DisposalKind,
    PhotographMoment,
)
from stockpile_app.domain.facts.base import Fact
from stockpile_app.domain.vocabulary import Component


class DisposalMethodsAdopted(Fact, frozen=True):
    """A version of the table of disposal methods is in force; ``content`` is all of it as JSON."""

    kind: ClassVar[str] = "disposal-methods-adopted"
    version: int
    content: str
    reason: str = ""


class DisposalOrdered(Fact, frozen=True):
    """Weapons are to be disposed of; its ``seq`` is the number of the order.

    Attributes:
        weapons: The list, frozen: nothing can be added to it.
        digest: SHA-256 over the list and the identity of each weapon, in hex.
        method: Code of the disposal method, of a destruction or deactivation.
        comparison: The methods as they were compared for this list, as JSON.
        recipient: Who gets the weapons, of the other kinds.
    """

    kind: ClassVar[str] = "disposal-ordered"
    disposal: DisposalKind
    weapons: tuple[str, ...]
    digest: str
    occurred_on: str
    authority: str
    legal_basis: str
    reason: str
    reference: str = ""
    method: str = ""
    method_reason: str = ""
    comparison: str = ""
    recipient: str = ""


class DisposalApproved(Fact, frozen=True):
    """A second person, who did not order it, approves an order; signed by them."""

    kind: ClassVar[str] = "disposal-approved"
    order: int
    occurred_on: str
    digest: str
    approved_by: str
    notes: str = ""


class DisposalCancelled(Fact, frozen=True):
    """An order is given up; what was not disposed of under it is what it was before."""

    kind: ClassVar[str] = "disposal-cancelled"
    order: int
    reason: str


class DisposalPlaced(Fact, frozen=True):
    """Weapons of an approved order were brought to the guarded place where they are disposed of."""

    kind: ClassVar[str] = "disposal-placed"
    order: int
    weapons: tuple[str, ...]
    place: int
    occurred_on: str
    handed_by: str
    received_by: str
    guarded_by: str


class DisposalDayOpened(Fact, frozen=True):
    """Work under an order began or went on; its ``seq`` is the number of the day.

    Attributes:
        place: Where the work is done.
        witnesses: (name, organisation, "female", "male" or "") of each witness.
        components: Components that the method makes unusable.
        measures: What is done to keep people and the environment from harm.
    """

    kind: ClassVar[str] = "disposal-day-opened"
    order: int
    place: int
    started_at: str
    reader: str
    confirmer: str
    operator: str
    method: str = ""
    components: tuple[Component, ...] = ()
    witnesses: tuple[tuple[str, str, str], ...] = ()
    measures: str = ""


class DisposalWeaponVerified(Fact, frozen=True):
    """One person read the serial off a weapon and another confirmed it: it is the one listed.

    ``serial_read`` and ``serial_confirmed`` are "" where the weapon is listed without a serial.
    """

    kind: ClassVar[str] = "disposal-weapon-verified"
    order: int
    day: int
    number: str
    serial_read: str
    serial_confirmed: str
    at: str


class DisposalWeaponStopped(Fact, frozen=True):
    """What was read is not what is listed, or the two did not read the same: nothing is done."""

    kind: ClassVar[str] = "disposal-weapon-stopped"
    order: int
    day: int
    number: str
    serial_read: str
    serial_confirmed: str
    at: str
    reason: str = ""


class DisposalStopLifted(Fact, frozen=True):
    """Why a stopped weapon did not match is known; it may be read once more."""

    kind: ClassVar[str] = "disposal-stop-lifted"
    order: int
    number: str
    explanation: str


class DisposalLineRemoved(Fact, frozen=True):
    """Weapons of an order are not disposed of under it; they are what they were before."""

    kind: ClassVar[str] = "disposal-line-removed"
    order: int
    weapons: tuple[str, ...]
    reason: str


class WeaponsDisposed(Fact, frozen=True):
    """Verified weapons were destroyed, or handed over, for good.

    Attributes:
        at: When, local, ``YYYY-MM-DDTHH:MM``.
        components: What was made unusable of each, of a destruction or deactivation.
        received_by: Who took them, of the other kinds.
    """

    kind: ClassVar[str] = "weapons-disposed"
    order: int
    day: int
    weapons: tuple[str, ...]
    at: str
    operator: str
    components: tuple[Component, ...] = ()
    received_by: str = ""
    notes: str = ""


class DisposalPhotographAdded(Fact, frozen=True):
    """A photograph of a disposal; of one weapon where it is named."""

    kind: ClassVar[str] = "disposal-photograph-added"
    order: int
    moment: PhotographMoment
    sha256: str
    media_type: str
    size: int
    number: str = ""
    caption: str = ""


class DisposalDayClosed(Fact, frozen=True):
    """Work of a day ended; more days may follow.

    Attributes:
        disposed: How many were disposed of that day, as counted there and as recorded.
        scrap: Weight of the scrap in grams.
        scrap_to: Where it went.
    """

    kind: ClassVar[str] = "disposal-day-closed"
    day: int
    ended_at: str
    disposed: int
    scrap: int = 0
    scrap_to: str = ""
    notes: str = ""


class DisposalCheckRecorded(Fact, frozen=True):
    """Whether a condition of handing weapons over is met; the last word counts."""

    kind: ClassVar[str] = "disposal-check-recorded"
    order: int
    check: DisposalCheck
    passed: bool
    occurred_on: str
    checked_by: str
    reference: str = ""
    notes: str = ""


class DisposalVerified(Fact, frozen=True):
    """Somebody who had no part in it verified the result; the order is done.

    Attributes:
        verifier: The signed-in person who verified.
        observers: (name, organisation, "female", "male" or "") of outsiders who watched.
        totals: (category, model, calibre, disposed of) as the verifier counted, which is as
            recorded.
    """

    kind: ClassVar[str] = "disposal-verified"
    order: int
    occurred_on: str
    verifier: str
    totals: tuple[tuple[str, str, str, int], ...]
    disposed: int
    removed: int
    observers: tuple[tuple[str, str, str], ...] = ()
    statement: str = ""


class DisposedWeaponFound(Fact, frozen=True):
    """A weapon that was disposed of for good is there again: something was not as recorded.

    ``certificate`` is the number of the document that says otherwise, ``incident`` the incident
    that was reported at once.
    """

    kind: ClassVar[str] = "disposed-weapon-found"
    number: str
    order: int
    occurred_on: str
    found_by: str
    circumstances: str
    certificate: str = ""
    place: int | None = None
    incident: int | None = None
