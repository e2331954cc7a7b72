"""Trace files as screens and papers see them; nobody but a tracing officer ever does."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.confidential_facts.tracing import (
    Counterpart,
    Description,
    Details,
    WeaponSnapshot,
)
from stockpile_app.domain.records import WeaponRecord
from stockpile_app.domain.tracing_vocabulary import (
    Agreement,
    DiversionWay,
    HitReason,
    TraceDirection,
    TraceEventKind,
    TraceOutcome,
    TracePart,
    TraceState,
    WithholdingReason,
)

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class TraceTargets:
    """Within how many days things are to be done; the instrument sets no number.

    Attributes:
        confirm: After how many days a point of contact is to be confirmed again.
        source: Where the numbers are from: the reason given, or that they are the program's own.
    """

    acknowledge: int
    answer: int
    confirm: int
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TraceEvent:
    """One line of a file's time line.

    Attributes:
        day: When it happened, as stated; the day of the entry where nothing is stated.
        text: What was said, in the words that were recorded.
        outcome: Of an answer.
    """

    seq: int
    kind: TraceEventKind
    day: dt.date
    recorded_at: dt.datetime
    recorded_by: str
    text: str = ""
    outcome: TraceOutcome | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TraceAnswer:
    """An answer, a delay or a refusal."""

    seq: int
    replied_on: dt.date
    outcome: TraceOutcome
    information: str = ""
    reasons: tuple[WithholdingReason, ...] = ()
    explanation: str = ""
    restrictions: str = ""
    expected_on: dt.date | None = None
    reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DiversionRecord:
    """Where, when and how a weapon went from the legal to the illicit realm.

    Attributes:
        diverted_on: As exactly as it is known: ``2019``, ``2019-04`` or ``2019-04-30``.
        numbers: Register numbers of further weapons that the finding holds for.
    """

    established_on: dt.date
    last_holder: str
    way: DiversionWay
    place: str = ""
    country: str = ""
    diverted_on: str = ""
    actor: str = ""
    basis: str = ""
    traced: bool = True
    numbers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PreventionRecord:
    """What is done so that it does not happen again."""

    stated_on: dt.date
    action: str
    responsible: str


@dataclass(frozen=True, slots=True)
class BallisticRecord:
    """A ballistic examination."""

    laboratory: str
    reference: str
    examined_on: dt.date
    ibin_reference: str
    notes: str


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """A file that is kept with a trace, encrypted; ``sha256`` finds it."""

    seq: int
    sha256: str
    content_sha256: str
    media_type: str
    size: int
    name: str
    part: TracePart
    caption: str


@dataclass(frozen=True, slots=True)
class MadeDocument:
    """A paper that was made of a trace."""

    seq: int
    document: str
    number: str
    made_on: dt.date
    sha256: str
    seal: str


@dataclass(frozen=True, slots=True)
class RecordedSearch:
    """A comparison of the description with the register.

    Attributes:
        found: (register number, reason, score) of the best hits.
    """

    seq: int
    day: dt.date
    description: Description
    found: tuple[tuple[str, HitReason, int], ...]
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TraceFile:
    """A trace file: the fold of everything that is recorded of it.

    Attributes:
        id: Its number, such as ``TR-KE01-7``.
        reference: Own reference beside it.
        description: The weapon as it was described; None of a request about a registered weapon.
        weapon: The weapon of the register, frozen: found here, or identified as the one asked for.
        opened_on: When it was opened; of a request in, when that came.
        sent_on: When the request first went out.
        reminded_on: When it was last reminded of.
        acknowledged_on, answered_on: First acknowledgement, first final answer since it is open.
        days_to_acknowledge, days_to_answer: From sending or receipt; None until then.
        acknowledge_by, answer_by: By the targets; None before there is anything to wait for.
        withdrawn: Whether it was closed because the request was taken back.
        open_question: What was asked and not told yet.
    """

    id: str
    direction: TraceDirection
    state: TraceState
    opened_on: dt.date
    opened_by: str
    details: Details
    counterpart: Counterpart
    reference: str = ""
    description: Description | None = None
    weapon: WeaponSnapshot | None = None
    sent_on: dt.date | None = None
    reminded_on: dt.date | None = None
    means: str = ""
    acknowledged_on: dt.date | None = None
    answered_on: dt.date | None = None
    closed_on: dt.date | None = None
    result: str = ""
    withdrawn: bool = False
    open_question: str = ""
    acknowledge_by: dt.date | None = None
    answer_by: dt.date | None = None
    answers: tuple[TraceAnswer, ...] = ()
    diversion: DiversionRecord | None = None
    preventions: tuple[PreventionRecord, ...] = ()
    ballistics: tuple[BallisticRecord, ...] = ()
    files: tuple[AttachedFile, ...] = ()
    documents: tuple[MadeDocument, ...] = ()
    searches: tuple[RecordedSearch, ...] = ()
    events: tuple[TraceEvent, ...] = ()

    @property
    def answer(self) -> TraceAnswer | None:
        """The last answer, delay or refusal."""
        return self.answers[-1] if self.answers else None

    @property
    def outcome(self) -> TraceOutcome | None:
        """What the last answer is."""
        return self.answers[-1].outcome if self.answers else None

    @property
    def asked_on(self) -> dt.date | None:
        """From when days are counted: sending of a request out, receipt of one in."""
        return self.opened_on if self.direction is TraceDirection.IN else self.sent_on

    @property
    def days_to_acknowledge(self) -> int | None:
        """Days from the request to its acknowledgement."""
        return _days(self.asked_on, self.acknowledged_on)

    @property
    def days_to_answer(self) -> int | None:
        """Days from the request to its final answer."""
        return _days(self.asked_on, self.answered_on)

    @property
    def serial(self) -> str:
        """The serial as it was described, else as it is registered."""
        if self.description is not None:
            return self.description.serial
        return (self.weapon.serial or "") if self.weapon is not None else ""

    @property
    def numbers(self) -> frozenset[str]:
        """Register numbers of the weapons that the file is about."""
        own = (self.weapon.number,) if self.weapon is not None else ()
        further = self.diversion.numbers if self.diversion is not None else ()
        return frozenset((*own, *further))

    @property
    def weapon_title(self) -> str:
        """Maker, model and calibre for a list."""
        shown = self.description or self.weapon
        if shown is None:
            return ""
        return " ".join(filter(None, (shown.maker, shown.model, shown.calibre)))

    def late(self, today: dt.date) -> int:
        """Return by how many days an acknowledgement or answer is overdue, whichever is worse."""
        if not self.state.is_open:
            return 0
        waited = [self.answer_by] if self.answered_on is None else []
        if self.acknowledged_on is None:
            waited.append(self.acknowledge_by)
        return max((max(0, (today - due).days) for due in waited if due is not None), default=0)

    def with_targets(self, targets: TraceTargets) -> TraceFile:
        """Return the file with the days by which something is due."""
        if self.asked_on is None:
            return self
        due = self.asked_on + dt.timedelta(days=targets.answer)
        last = self.answer
        if last is not None and not last.outcome.is_final and last.expected_on is not None:
            due = max(due, last.expected_on)
        return replace(
            self,
            acknowledge_by=self.asked_on + dt.timedelta(days=targets.acknowledge),
            answer_by=due,
        )


@dataclass(frozen=True, slots=True)
class OverdueTrace:
    """A file where something should have happened.

    Attributes:
        due_on: When.
        days: How long ago that is.
        acknowledgement: Whether it is the acknowledgement; else the answer.
        ours: Whether we owe it; else the counterpart.
    """

    file: TraceFile
    due_on: dt.date
    days: int
    acknowledgement: bool
    ours: bool


@dataclass(frozen=True, slots=True)
class FieldAgreement:
    """How one field of the description fits a weapon; ``asked`` and ``held`` as they are."""

    field: str
    agreement: Agreement
    asked: str
    held: str


@dataclass(frozen=True, slots=True)
class TraceHit:
    """A weapon that may be the one asked for.

    Attributes:
        score: 0 to 1000: the higher the better; hits are in its order.
        reason: The best reason; ``where`` names the mark that it rests on, "" for the serial.
        compared: The serial or mark of the register that was compared.
        differences: Positions in ``compared`` that differ, from 0.
        fields: How maker, model, calibre, country, year, category fit.
    """

    weapon: WeaponRecord
    score: int
    reason: HitReason
    compared: str
    where: str = ""
    differences: tuple[int, ...] = ()
    fields: tuple[FieldAgreement, ...] = ()


@dataclass(frozen=True, slots=True)
class TraceHits:
    """Answer to a search by a description.

    Attributes:
        hits: The best first.
        total: How many there were before the limit.
        seconds: How long it took.
        changes: Of the entry that records it, when it is part of a file.
    """

    description: Description
    hits: tuple[TraceHit, ...]
    total: int
    seconds: float
    changes: ChangeSet | None = None


@dataclass(frozen=True, slots=True)
class TraceDone:
    """Result of an act on a trace file; ``changes`` says only that some file changed."""

    file_id: str
    changes: ChangeSet


@dataclass(frozen=True, slots=True)
class TraceExported:
    """A file that was written outside the register; it is confidential from then on."""

    path: Path
    files: int
    changes: ChangeSet


def _days(first: dt.date | None, last: dt.date | None) -> int | None:
    return (last - first).days if first is not None and last is not None else None
