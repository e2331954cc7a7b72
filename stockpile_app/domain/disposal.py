"""Disposal: what people ask to have recorded when weapons leave the State's stock for good.

One order is one list of weapons and one kind of disposal. Its steps come in this order and no
other: ordered, approved, placed, read and confirmed, disposed of, verified afterwards. See
``disposal_rules`` for what stands in the way of each.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.disposal_vocabulary import (
    DisposalCheck,
    DisposalKind,
    PhotographMoment,
)
from stockpile_app.domain.documents import PrintDocument
from stockpile_app.domain.vocabulary import Category, Component, Sex

MOST_WEAPONS: Final = 5000
"""As many as one order lists; a longer list is several orders."""
LONGEST_TEXT: Final = 500


@dataclass(frozen=True, slots=True)
class Witness:
    """Somebody who watched. The sex is kept for reports alone and never printed with the name."""

    name: str
    organisation: str
    sex: Sex | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderDisposal:
    """Asks to order the disposal of these weapons, as a list that nothing is added to.

    Attributes:
        authority: Who orders it.
        legal_basis: The law, decision or instruction it rests on.
        method: Code of a disposal method that is not excluded; of a destruction or deactivation.
        method_reason: Why this method and no other.
        comparison: The methods as they were compared for this list, as JSON.
        recipient: Who gets the weapons, of the other kinds.
    """

    kind: DisposalKind
    weapon_ids: tuple[int, ...]
    occurred_on: dt.date
    authority: str
    legal_basis: str
    reason: str
    reference: str = ""
    method: str = ""
    method_reason: str = ""
    comparison: str = ""
    recipient: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ApproveDisposal:
    """Asks to approve an order, by a second person who did not order it."""

    order_id: int
    occurred_on: dt.date
    notes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelDisposal:
    """Asks to give an order up, before anything was disposed of under it."""

    order_id: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceForDisposal:
    """Asks to record that weapons were brought to the guarded place.

    Attributes:
        weapon_ids: Of the order; none for all that are not there yet.
        guarded_by: Who guards the place until the work is done.
    """

    order_id: int
    place_id: int
    occurred_on: dt.date
    handed_by: str
    received_by: str
    guarded_by: str
    weapon_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenDisposalDay:
    """Asks to begin, or go on with, the work under an order; the second person signs in for it.

    Attributes:
        started_at: Local time.
        components: What the method makes unusable, of a destruction or deactivation.
    """

    order_id: int
    place_id: int
    started_at: dt.datetime
    operator: str
    components: tuple[Component, ...] = ()
    witnesses: tuple[Witness, ...] = ()
    measures: str = ""


@dataclass(frozen=True, slots=True)
class ReadWeapon:
    """Asks to record what two people read on a weapon; "" where there is nothing to read."""

    weapon_id: int
    serial_read: str
    serial_confirmed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LiftStop:
    """Asks to let a stopped weapon be read once more; needs a second person."""

    order_id: int
    weapon_id: int
    explanation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveFromOrder:
    """Asks to take weapons off an order; needs a second person once it is approved."""

    order_id: int
    weapon_ids: tuple[int, ...]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DisposeOfWeapons:
    """Asks to record that verified weapons were disposed of.

    Attributes:
        weapon_ids: Verified today; none for all that are.
        received_by: Who took them, where they were handed over.
    """

    weapon_ids: tuple[int, ...] = ()
    received_by: str = ""
    notes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AddDisposalPhotograph:
    """Asks to keep a photograph of a disposal, of one weapon where it is named."""

    order_id: int
    moment: PhotographMoment
    content: bytes
    weapon_id: int | None = None
    caption: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseDisposalDay:
    """Asks to end the work of a day.

    Attributes:
        disposed: How many were disposed of, as counted at the place.
        scrap: Weight of the scrap in grams.
        scrap_to: Where it went.
    """

    day_id: int
    ended_at: dt.datetime
    disposed: int
    scrap: int = 0
    scrap_to: str = ""
    notes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordDisposalCheck:
    """Asks to record whether a condition of handing weapons over is met."""

    order_id: int
    check: DisposalCheck
    passed: bool
    occurred_on: dt.date
    checked_by: str
    reference: str = ""
    notes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedTotal:
    """How many of a type somebody counted."""

    category: Category | None
    model: str
    calibre: str
    weapons: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AttestDisposal:
    """Asks to record that somebody who had no part in it verified the result.

    Attributes:
        totals: What the verifier counted, of each type.
        observers: Outsiders who watched.
    """

    order_id: int
    occurred_on: dt.date
    totals: tuple[StatedTotal, ...]
    observers: tuple[Witness, ...] = ()
    statement: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFoundAgain:
    """Asks to raise the alarm over a weapon that was disposed of and is there again."""

    weapon_id: int
    occurred_on: dt.date
    circumstances: str
    found_by: str = ""
    place_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintDisposalPaper(PrintDocument):
    """Asks for a paper about an order."""

    order_id: int


@dataclass(frozen=True, slots=True)
class DisposalDone:
    """Result of an act on an order.

    Attributes:
        day_id: The day that was opened, where one was.
        incident_id: The incident that was reported, where one was.
    """

    order_id: int
    number: str
    changes: ChangeSet
    day_id: int | None = None
    incident_id: int | None = None
