"""Tracing: what people ask to have recorded in a trace file.

``file_id`` is the number of the file, such as ``TR-KE01-7``. See ``tracing_rules`` for what stands
in the way of each, and ``tracing_file`` for what becomes of it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Final

from stockpile_app.domain.confidential_facts.tracing import Description, Details
from stockpile_app.domain.tracing_vocabulary import (
    DiversionWay,
    TraceDirection,
    TraceOutcome,
    TracePart,
    WithholdingReason,
)

PREFIX: Final = "TR"
LONGEST_TEXT: Final = 500
LONGEST_STATEMENT: Final = 10000
MOST_HITS: Final = 50
LARGEST_FILE: Final = 20 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactChoice:
    """Whom a trace is exchanged with.

    Attributes:
        contact_id: An office of the directory: its fields are copied; or
        country: the State alone, by code or name, where no office is known.
        reference: The counterpart's own reference.
    """

    contact_id: int | None = None
    country: str = ""
    office: str = ""
    reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenTrace:
    """Asks to open a file about a weapon that was found here: to another State, or domestic.

    Attributes:
        weapon_id: A weapon of the register, whose snapshot is frozen; or
        description: a weapon that is not in the register. One of both.
        reference: Own reference beside the number of the file.
        counterpart: May come with the request itself.
    """

    direction: TraceDirection
    opened_on: dt.date
    weapon_id: int | None = None
    description: Description | None = None
    details: Details = field(default_factory=Details)
    reference: str = ""
    counterpart: ContactChoice | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiveTrace:
    """Asks to open a file about a request that came from another State, as it stands there."""

    received_on: dt.date
    counterpart: ContactChoice
    description: Description
    details: Details = field(default_factory=Details)
    reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RestateTrace:
    """Asks to state what a request says anew; what is None stays as it is.

    Attributes:
        renew_snapshot: Whether the weapon is frozen again, as the register holds it now.
    """

    file_id: str
    reason: str
    details: Details | None = None
    description: Description | None = None
    counterpart: ContactChoice | None = None
    renew_snapshot: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SendTrace:
    """Asks to record that the request went out; a second time, that it was reminded of.

    Attributes:
        counterpart: None for the one that the file states.
        means: How it was sent: post, e-mail, INTERPOL.
    """

    file_id: str
    sent_on: dt.date
    counterpart: ContactChoice | None = None
    means: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AcknowledgeTrace:
    """Asks to record that who was asked has it: they, of a request out; we, of one in."""

    file_id: str
    acknowledged_on: dt.date
    reference: str = ""
    notes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskTraceInformation:
    """Asks to record that who was asked needs to know more."""

    file_id: str
    asked_on: dt.date
    question: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveTraceInformation:
    """Asks to record what was told in answer."""

    file_id: str
    given_on: dt.date
    information: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchTraceWeapon:
    """Asks to record which weapon of the register is asked about; None takes it back."""

    file_id: str
    weapon_id: int | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyTrace:
    """Asks to record an answer, a delay or a refusal: theirs, of a request out; ours, of one in.

    Attributes:
        reasons, explanation: Needed where the answer is partial, delayed or refused.
        restrictions: What the information may be used for, and what not.
        expected_on: When a delayed answer is to be expected.
        reference: Of the letter.
    """

    file_id: str
    replied_on: dt.date
    outcome: TraceOutcome
    information: str = ""
    reasons: tuple[WithholdingReason, ...] = ()
    explanation: str = ""
    restrictions: str = ""
    expected_on: dt.date | None = None
    reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EstablishDiversion:
    """Asks to record where, when and how the weapon went from the legal to the illicit realm.

    Attributes:
        last_holder: The last legal title-holder.
        country: Where; code or name.
        diverted_on: As exactly as it is known: ``2019``, ``2019-04`` or ``2019-04-30``.
        actor: Who diverted it.
        basis: The evidence.
        traced: Whether tracing established it; else a competent authority did otherwise.
        numbers: Register numbers of further weapons that the same finding holds for.
    """

    file_id: str
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


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawDiversion:
    """Asks to take back what was established about the diversion."""

    file_id: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StatePrevention:
    """Asks to record what is done so that it does not happen again."""

    file_id: str
    stated_on: dt.date
    action: str
    responsible: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AddBallistics:
    """Asks to record a ballistic examination by the reference of the laboratory."""

    file_id: str
    laboratory: str
    reference: str
    examined_on: dt.date
    ibin_reference: str = ""
    notes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachTraceFile:
    """Asks to keep a file with the trace, encrypted: JPEG, PNG or PDF."""

    file_id: str
    content: bytes
    name: str
    part: TracePart = TracePart.OTHER
    caption: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AddTraceNote:
    """Asks to record something worth knowing."""

    file_id: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseTrace:
    """Asks to record that nothing more is done, and what came of it.

    Attributes:
        withdrawn: Whether who asked took the request back, so that no answer is owed.
    """

    file_id: str
    closed_on: dt.date
    result: str
    withdrawn: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReopenTrace:
    """Asks to work on a closed file again."""

    file_id: str
    reopened_on: dt.date
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StateTraceTargets:
    """Asks to set within how many days requests are to be acknowledged and answered.

    Attributes:
        confirm: After how many days a point of contact is to be confirmed again.
    """

    acknowledge: int
    answer: int
    confirm: int
    reason: str
