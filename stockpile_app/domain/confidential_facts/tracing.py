"""Trace files: everything that is recorded of them, sealed; the subject is the file's number.

A file is the fold of its facts, in the order of the ledger (``domain.tracing_file``). What is
stated again replaces what was stated before; the entries keep both.
"""

from __future__ import annotations

from typing import ClassVar

import msgspec

from stockpile_app.domain.confidential import ConfidentialFact
from stockpile_app.domain.tracing_vocabulary import (
    DiversionWay,
    IllicitGround,
    TraceDirection,
    TraceOutcome,
    TracePart,
    TraceUrgency,
    WithholdingReason,
)


class Part(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    """Base of what facts are put together from."""


class SnapshotMark(Part, frozen=True):
    """A mark as it was recorded when the snapshot was taken; codes as the register keeps them."""

    component: str
    occasion: str
    text: str
    position: str = ""
    method: str = ""
    country: str = ""
    year: int | None = None
    maker: str = ""
    serial: str = ""
    model: str = ""
    calibre: str = ""
    code: str = ""
    authority: str = ""
    altered: bool = False
    observed_on: str = ""


class SnapshotPhotograph(Part, frozen=True):
    """A photograph of the weapon; the picture is in the media store under ``sha256``."""

    sha256: str
    media_type: str
    caption: str = ""
    taken_on: str = ""


class WeaponSnapshot(Part, frozen=True):
    """All that the register held of a weapon at one moment, frozen.

    Attributes:
        number: The register number.
        acquisition, acquired_on: How and when it came to the State; "" where not recorded.
        head: The last entry that it takes into account.
    """

    number: str
    serial: str | None
    serial_state: str
    head: int
    maker: str = ""
    model: str = ""
    calibre: str = ""
    country: str = ""
    year: int | None = None
    category: str = ""
    condition: str = ""
    status: str = ""
    received_on: str = ""
    source: str = ""
    reference: str = ""
    notes: str = ""
    acquisition: str = ""
    acquired_on: str = ""
    marks: tuple[SnapshotMark, ...] = ()
    photographs: tuple[SnapshotPhotograph, ...] = ()


class Description(Part, frozen=True):
    """A weapon as the requester read and described it; nothing is put right.

    Attributes:
        country: Two-letter code of the country of manufacture.
        import_country, import_year: What an import mark says.
        other_marks: Every other mark, one a line.
        features: What the weapon is like: action, stock, material.
    """

    serial: str = ""
    maker: str = ""
    model: str = ""
    calibre: str = ""
    country: str = ""
    year: int | None = None
    category: str = ""
    import_country: str = ""
    import_year: int | None = None
    other_marks: str = ""
    features: str = ""


class Details(Part, frozen=True):
    """What a request says beside the weapon (ITI section V).

    Attributes:
        grounds, reasoning: Why the weapon is considered illicit, and the law it rests on.
        classification: The confidentiality marking.
        caveats: What the information may be used for, and what not.
        iarms_reference: Of the record or request in INTERPOL iARMS.
    """

    grounds: tuple[IllicitGround, ...] = ()
    reasoning: str = ""
    circumstances: str = ""
    found_place: str = ""
    found_on: str = ""
    intended_use: str = ""
    urgency: TraceUrgency = TraceUrgency.ROUTINE
    classification: str = ""
    caveats: str = ""
    iarms_reference: str = ""
    other: str = ""


class Counterpart(Part, frozen=True):
    """Whom the trace is exchanged with, as the directory had it then.

    Attributes:
        contact: Number of the contact in the directory.
        reference: The counterpart's own reference.
    """

    country: str = ""
    contact: int | None = None
    office: str = ""
    authority: str = ""
    post: str = ""
    address: str = ""
    email: str = ""
    telephone: str = ""
    languages: str = ""
    reference: str = ""


class TraceOpened(ConfidentialFact, frozen=True):
    """This State wants to know where a weapon that it found went wrong."""

    kind: ClassVar[str] = "trace-opened"
    direction: TraceDirection
    reference: str
    opened_on: str
    details: Details
    weapon: WeaponSnapshot | None = None
    description: Description | None = None
    counterpart: Counterpart | None = None


class TraceReceived(ConfidentialFact, frozen=True):
    """Another State asks about a weapon that it found."""

    kind: ClassVar[str] = "trace-received"
    reference: str
    received_on: str
    counterpart: Counterpart
    description: Description
    details: Details


class TraceRestated(ConfidentialFact, frozen=True):
    """What a request says is, from now on, this; what is None stays as it was."""

    kind: ClassVar[str] = "trace-restated"
    reason: str
    details: Details | None = None
    description: Description | None = None
    counterpart: Counterpart | None = None
    weapon: WeaponSnapshot | None = None


class TraceRequestSent(ConfidentialFact, frozen=True):
    """A request, or a reminder of it, went out."""

    kind: ClassVar[str] = "trace-request-sent"
    sent_on: str
    counterpart: Counterpart
    means: str = ""
    reminder: bool = False


class TraceAcknowledged(ConfidentialFact, frozen=True):
    """Whoever was asked said that the request has arrived: they, of a request out; we, of one in.

    Attributes:
        reference: The counterpart's own reference, where they gave it.
    """

    kind: ClassVar[str] = "trace-acknowledged"
    acknowledged_on: str
    reference: str = ""
    notes: str = ""


class TraceInformationAsked(ConfidentialFact, frozen=True):
    """Whoever was asked needs to know more first."""

    kind: ClassVar[str] = "trace-information-asked"
    asked_on: str
    question: str


class TraceInformationGiven(ConfidentialFact, frozen=True):
    """What was asked for was told."""

    kind: ClassVar[str] = "trace-information-given"
    given_on: str
    information: str


class TraceSearched(ConfidentialFact, frozen=True):
    """The description was compared with the register.

    Attributes:
        description: What was compared.
        found: (register number, reason, score) of the best hits, the best first.
        total: How many hits there were.
        head: The last entry of the register that was compared.
    """

    kind: ClassVar[str] = "trace-searched"
    description: Description
    found: tuple[tuple[str, str, int], ...]
    total: int
    head: int


class TraceWeaponMatched(ConfidentialFact, frozen=True):
    """The weapon asked about is this one of the register; None takes an earlier word back."""

    kind: ClassVar[str] = "trace-weapon-matched"
    weapon: WeaponSnapshot | None
    reason: str


class TraceReplied(ConfidentialFact, frozen=True):
    """Whoever was asked answered, delayed or refused.

    Attributes:
        information: What was told.
        reasons, explanation: Why it is delayed, restricted or refused.
        restrictions: What the information may be used for, and what not.
        expected_on: When a delayed answer is to be expected.
    """

    kind: ClassVar[str] = "trace-replied"
    replied_on: str
    outcome: TraceOutcome
    information: str = ""
    reasons: tuple[WithholdingReason, ...] = ()
    explanation: str = ""
    restrictions: str = ""
    expected_on: str = ""
    reference: str = ""


class DiversionEstablished(ConfidentialFact, frozen=True):
    """It is known where, when and how the weapon went from the legal to the illicit realm.

    Attributes:
        traced: Whether it was established by tracing; else otherwise by a competent authority.
        numbers: Register numbers of further weapons that the same finding holds for.
    """

    kind: ClassVar[str] = "diversion-established"
    established_on: str
    last_holder: str
    way: DiversionWay
    place: str = ""
    country: str = ""
    diverted_on: str = ""
    actor: str = ""
    basis: str = ""
    traced: bool = True
    numbers: tuple[str, ...] = ()


class DiversionWithdrawn(ConfidentialFact, frozen=True):
    """What was established about the diversion does not hold."""

    kind: ClassVar[str] = "diversion-withdrawn"
    reason: str


class PreventiveActionStated(ConfidentialFact, frozen=True):
    """What is done so that it does not happen again."""

    kind: ClassVar[str] = "preventive-action-stated"
    stated_on: str
    action: str
    responsible: str = ""


class BallisticReferenceAdded(ConfidentialFact, frozen=True):
    """A ballistic examination, by the reference of the laboratory; ``ibin`` is INTERPOL's."""

    kind: ClassVar[str] = "ballistic-reference-added"
    laboratory: str
    reference: str
    examined_on: str
    ibin_reference: str = ""
    notes: str = ""


class TraceFileAttached(ConfidentialFact, frozen=True):
    """A file is kept with the trace, encrypted; ``sha256``, of the ciphertext, finds it."""

    kind: ClassVar[str] = "trace-file-attached"
    sha256: str
    content_sha256: str
    media_type: str
    size: int
    name: str
    part: TracePart
    caption: str = ""


class TraceDocumentMade(ConfidentialFact, frozen=True):
    """An official paper of the trace was made; the PDF itself is not kept.

    Attributes:
        document: Code of its kind, such as ``trace-request``.
        number: What is printed on it.
        sha256: Of the PDF.
        seal: The seal code on it, "" where it has none.
    """

    kind: ClassVar[str] = "trace-document-made"
    document: str
    number: str
    made_on: str
    sha256: str
    seal: str = ""


class TraceFileExported(ConfidentialFact, frozen=True):
    """The file was written outside the register, where whoever has it can read it.

    Attributes:
        form: "iarms", "csv" or "json".
    """

    kind: ClassVar[str] = "trace-file-exported"
    exported_on: str
    form: str


class TraceNoteAdded(ConfidentialFact, frozen=True):
    """Something worth knowing, by somebody who works on the trace."""

    kind: ClassVar[str] = "trace-note-added"
    text: str


class TraceClosed(ConfidentialFact, frozen=True):
    """Nothing more is done; ``result`` says what came of it.

    Attributes:
        withdrawn: Whether who asked took the request back, so that no answer is owed.
    """

    kind: ClassVar[str] = "trace-closed"
    closed_on: str
    result: str
    withdrawn: bool = False


class TraceReopened(ConfidentialFact, frozen=True):
    """The file is worked on again."""

    kind: ClassVar[str] = "trace-reopened"
    reopened_on: str
    reason: str
