"""Disposal orders as screens and papers see them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

from stockpile_app.domain.disposal import StatedTotal, Witness
from stockpile_app.domain.disposal_vocabulary import (
    DisposalCheck,
    DisposalKind,
    PhotographMoment,
)
from stockpile_app.domain.numbers import CodeKind, PaperCode
from stockpile_app.domain.records import WeaponRecord
from stockpile_app.domain.text import N_
from stockpile_app.domain.vocabulary import Category, Component, LabelledEnum

PREFIX: Final = "DO"


class OrderState(LabelledEnum):
    """How far an order is."""

    ORDERED = "ordered", N_("Ordered")
    APPROVED = "approved", N_("Approved")
    VERIFIED = "verified", N_("Done and verified")
    CANCELLED = "cancelled", N_("Cancelled")

    @property
    def is_open(self) -> bool:
        """Whether anything is still to be done."""
        return self in {OrderState.ORDERED, OrderState.APPROVED}


class DisposalLineState(LabelledEnum):
    """How far one weapon of an order is."""

    LISTED = "listed", N_("Listed")
    PLACED = "placed", N_("In the guarded place")
    VERIFIED = "verified", N_("Read and confirmed")
    STOPPED = "stopped", N_("Stopped")
    DISPOSED = "disposed", N_("Disposed of")
    REMOVED = "removed", N_("Taken off the order")

    @property
    def is_settled(self) -> bool:
        """Whether nothing more is to be done with it under the order."""
        return self in {DisposalLineState.DISPOSED, DisposalLineState.REMOVED}


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderRecord:
    """A disposal order.

    Attributes:
        number: Such as ``DO-KE01-123``; the entry that states the order ends it.
        ordered_by, approved_by, verified_by: Names of users; "" until then.
        counts: How many lines are in each state, in the order of ``DisposalLineState``.
        open_day: Id of the day that is open.
        approved_seq, verified_seq: The entries that say so.
    """

    id: int
    number: str
    kind: DisposalKind
    state: OrderState
    ordered_on: dt.date
    ordered_by: str
    authority: str
    legal_basis: str
    reason: str
    reference: str
    method: str
    method_reason: str
    comparison: str
    recipient: str
    digest: str
    weapons: int
    counts: tuple[int, ...]
    approved_on: dt.date | None = None
    approved_by: str = ""
    approved_seq: int | None = None
    verified_on: dt.date | None = None
    verified_by: str = ""
    verified_seq: int | None = None
    statement: str = ""
    cancelled: str = ""
    open_day: int | None = None

    def count(self, state: DisposalLineState) -> int:
        """Return how many lines are in a state."""
        return self.counts[list(DisposalLineState).index(state)]

    @property
    def left(self) -> int:
        """How many lines are not settled."""
        return sum(self.count(each) for each in DisposalLineState if not each.is_settled)

    @property
    def code(self) -> str:
        """The bar code that opens it."""
        _, origin, seq = self.number.split("-")
        return PaperCode(CodeKind.DISPOSAL, origin, int(seq)).code


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderLineRecord:
    """A weapon of an order.

    Attributes:
        weapon: As it is now.
        serial, maker, model, calibre, country, category: As listed when it was ordered.
        changed: Whether its identity is not as listed any more.
        place: Of the guarded place it was brought to, from the depot down.
        serial_read, serial_confirmed: As they were read last; None until then.
        reason: Why it was stopped, taken off, or may be read once more.
        verified_at, disposed_at: Local times.
        read_seq, disposed_seq: The entries that say so.
    """

    position: int
    weapon: WeaponRecord
    state: DisposalLineState
    serial: str
    maker: str
    model: str
    calibre: str
    country: str
    category: Category | None
    changed: bool = False
    place_id: int | None = None
    place: str = ""
    day_id: int | None = None
    serial_read: str | None = None
    serial_confirmed: str | None = None
    reason: str = ""
    verified_at: dt.datetime | None = None
    read_seq: int | None = None
    disposed_at: dt.datetime | None = None
    disposed_seq: int | None = None
    received_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DisposalDayRecord:
    """A day of work under an order.

    Attributes:
        number: From 1 within the order.
        reader, confirmer, operator: Names.
        verified, stopped, disposed: How many weapons.
        scrap: In grams.
    """

    id: int
    order_id: int
    number: int
    place_id: int
    place: str
    started_at: dt.datetime
    reader: str
    confirmer: str
    operator: str
    method: str
    components: tuple[Component, ...]
    witnesses: tuple[Witness, ...]
    measures: str
    verified: int = 0
    stopped: int = 0
    disposed: int = 0
    ended_at: dt.datetime | None = None
    scrap: int = 0
    scrap_to: str = ""
    notes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DisposalCheckRecord:
    """A condition of handing weapons over."""

    check: DisposalCheck
    passed: bool
    occurred_on: dt.date
    checked_by: str
    reference: str
    notes: str
    seq: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DisposalPhotographRecord:
    """A photograph of a disposal; the picture is in the media store under ``sha256``."""

    seq: int
    moment: PhotographMoment
    sha256: str
    media_type: str
    size: int
    number: str
    caption: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeTotals:
    """How many of a type an order lists, and what became of them."""

    category: Category | None
    model: str
    calibre: str
    listed: int
    disposed: int
    removed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderDetails:
    """An order with everything about it but its lines.

    Attributes:
        totals: By type; listed = disposed + removed + what is left.
        stated: What the verifier counted.
        observers: Outsiders who watched the verification.
        missing_checks: Conditions that must be met and are not.
        certificate: Number of the newest certificate that was printed, or "".
    """

    order: OrderRecord
    days: tuple[DisposalDayRecord, ...]
    checks: tuple[DisposalCheckRecord, ...]
    photographs: tuple[DisposalPhotographRecord, ...]
    totals: tuple[TypeTotals, ...]
    stated: tuple[StatedTotal, ...] = ()
    observers: tuple[Witness, ...] = ()
    missing_checks: tuple[DisposalCheck, ...] = ()
    certificate: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundAgainRecord:
    """That a weapon was disposed of, as an alarm tells it when the weapon is there again.

    Attributes:
        certificate: Number of the document that says so, or "".
        found_on: When it was reported found, where it was.
    """

    weapon: WeaponRecord
    order_id: int
    order_number: str
    kind: DisposalKind
    disposed_at: dt.datetime
    certificate: str
    found_on: dt.date | None = None
    incident_id: int | None = None


def order_number(origin: str, seq: int) -> str:
    """Return the number of an order, which leads to the entry that states it."""
    return f"{PREFIX}-{origin}-{seq}"
