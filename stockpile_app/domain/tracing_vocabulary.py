"""Closed vocabularies of tracing."""

from __future__ import annotations

from stockpile_app.domain.text import N_
from stockpile_app.domain.vocabulary import LabelledEnum


class TraceDirection(LabelledEnum):
    """Who asks whom."""

    OUT = "out", N_("Request to another State")
    IN = "in", N_("Request from another State")
    DOMESTIC = "domestic", N_("Domestic trace")

    @property
    def asks(self) -> bool:
        """Whether this State asks, about a weapon that it found."""
        return self is not TraceDirection.IN


class IllicitGround(LabelledEnum):
    """Why a weapon is considered illicit (ITI paragraph 6); several may hold."""

    NATIONAL_LAW = "national_law", N_("Illicit under the law of the State where it was found")
    EMBARGO = "embargo", N_("Transferred in violation of a Security Council arms embargo")
    NOT_MARKED = "not_marked", N_("Not marked as the International Tracing Instrument asks")
    NO_MANUFACTURE_LICENCE = (
        "no_manufacture_licence",
        N_("Manufactured or assembled without a licence"),
    )
    NO_TRANSFER_LICENCE = "no_transfer_licence", N_("Transferred without a licence")


class TraceUrgency(LabelledEnum):
    """How soon an answer is needed."""

    ROUTINE = "routine", N_("Routine")
    URGENT = "urgent", N_("Urgent")
    IMMEDIATE = "immediate", N_("Immediate")


class TraceOutcome(LabelledEnum):
    """What an answer is."""

    FULL = "full", N_("Full answer")
    PARTIAL = "partial", N_("Partial answer")
    NO_RECORD = "no_record", N_("No record of the weapon")
    REFUSED = "refused", N_("Refused")
    DELAYED = "delayed", N_("Delayed")

    @property
    def is_final(self) -> bool:
        """Whether nothing more is waited for."""
        return self is not TraceOutcome.DELAYED

    @property
    def needs_reason(self) -> bool:
        """Whether the requester must be told why (ITI section V)."""
        return self in {TraceOutcome.PARTIAL, TraceOutcome.REFUSED, TraceOutcome.DELAYED}


class WithholdingReason(LabelledEnum):
    """Why an answer is delayed, restricted or refused (ITI section V)."""

    INVESTIGATION = "investigation", N_("It would harm an investigation under way")
    PROTECTED_DATA = "protected_data", N_("It would break the protection of confidential data")
    NO_CONFIDENTIALITY = (
        "no_confidentiality",
        N_("The requesting State cannot keep the information confidential"),
    )
    NATIONAL_SECURITY = "national_security", N_("National security")
    INCOMPLETE_REQUEST = "incomplete_request", N_("The request lacks what the search needs")
    SEARCH_GOES_ON = "search_goes_on", N_("The search still goes on")
    OTHER = "other", N_("Another reason")


class DiversionWay(LabelledEnum):
    """How a weapon went from the legal to the illicit realm."""

    THEFT = "theft", N_("Theft")
    LOSS = "loss", N_("Loss")
    CAPTURE = "capture", N_("Captured in fighting")
    INSIDER = "insider", N_("Handed on by somebody entrusted with it")
    ONWARD_TRANSFER = (
        "onward_transfer",
        N_("Handed on without authorization after a legal transfer"),
    )
    FALSE_PAPERS = "false_papers", N_("Transferred on false papers")
    EMBARGO_BREACH = "embargo_breach", N_("Transferred in breach of an embargo")
    STRAW_PURCHASE = "straw_purchase", N_("Bought by one person for another")
    UNLICENSED_MANUFACTURE = "unlicensed_manufacture", N_("Made or assembled without a licence")
    CONVERSION = "conversion", N_("Converted or reactivated")
    OTHER = "other", N_("Another way")
    UNKNOWN = "unknown", N_("Not known")


class TraceState(LabelledEnum):
    """How far a trace is; computed from what is recorded of it."""

    PREPARED = "prepared", N_("Prepared, not sent")
    WAITING = "waiting", N_("Not acknowledged yet")
    ACKNOWLEDGED = "acknowledged", N_("Acknowledged")
    ASKED = "asked", N_("More information asked for")
    DELAYED = "delayed", N_("Delayed, with reasons")
    ANSWERED = "answered", N_("Answered")
    CLOSED = "closed", N_("Closed")

    @property
    def is_open(self) -> bool:
        """Whether an answer is still waited for."""
        return self not in {TraceState.ANSWERED, TraceState.CLOSED}


class TracePart(LabelledEnum):
    """What a file that is kept with a trace is."""

    PHOTOGRAPH = "photograph", N_("Photograph")
    LETTER = "letter", N_("Letter")
    BALLISTICS = "ballistics", N_("Ballistic report")
    OTHER = "other", N_("Other")


class TraceEventKind(LabelledEnum):
    """What was recorded of a trace, for its time line."""

    OPENED = "opened", N_("Opened")
    RECEIVED = "received", N_("Request received")
    RESTATED = "restated", N_("Details stated anew")
    SENT = "sent", N_("Request sent")
    ACKNOWLEDGED = "acknowledged", N_("Acknowledged")
    ASKED = "asked", N_("More information asked for")
    INFORMED = "informed", N_("Information given")
    SEARCHED = "searched", N_("Compared with the register")
    MATCHED = "matched", N_("Weapon identified")
    REPLIED = "replied", N_("Answer")
    DIVERSION = "diversion", N_("Point of diversion established")
    PREVENTION = "prevention", N_("Action to prevent it")
    BALLISTICS = "ballistics", N_("Ballistic reference")
    FILE = "file", N_("File attached")
    DOCUMENT = "document", N_("Document made")
    EXPORTED = "exported", N_("Exported")
    NOTE = "note", N_("Note")
    CLOSED = "closed", N_("Closed")
    REOPENED = "reopened", N_("Opened again")


class ContactInstrument(LabelledEnum):
    """For which instrument an office is a State's national point of contact."""

    POA = "poa", N_("Programme of Action")
    ITI = "iti", N_("International Tracing Instrument")
    FIREARMS_PROTOCOL = "firearms_protocol", N_("Firearms Protocol")
    INTERPOL = "interpol", N_("INTERPOL National Central Bureau")
    OTHER = "other", N_("Other")


class HitReason(LabelledEnum):
    """Why a weapon of the register may be the one asked for, the surest first."""

    NUMBER = "number", N_("The register number is the one asked for")
    EXACT = "exact", N_("The serial number is the same")
    LOOK_ALIKE = "look_alike", N_("The serial number reads the same, look-alike characters apart")
    SWAPPED = "swapped", N_("Two neighbouring characters are swapped")
    ONE_MISREAD = "one_misread", N_("One character differs")
    TWO_MISREAD = "two_misread", N_("Two characters differ")
    PART = "part", N_("One serial number is part of the other")
    OTHER_MARK = "other_mark", N_("It stands in another mark of the weapon")
    OTHER_MARK_ALIKE = "other_mark_alike", N_("Another mark of the weapon reads much the same")


class Agreement(LabelledEnum):
    """Whether a field of the description fits a weapon of the register."""

    AGREES = "agrees", N_("agrees")
    CLOSE = "close", N_("nearly agrees")
    DIFFERS = "differs", N_("differs")
    UNKNOWN = "unknown", N_("not known")
