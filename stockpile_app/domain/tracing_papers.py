"""Papers of traces: which there are, and what is asked for when one is printed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

from stockpile_app.domain.documents import PrintDocument
from stockpile_app.domain.text import N_
from stockpile_app.domain.tracing_records import TraceEvent, TraceFile
from stockpile_app.domain.tracing_rules import missing
from stockpile_app.domain.tracing_vocabulary import TraceDirection, TraceEventKind, TraceOutcome
from stockpile_app.domain.vocabulary import LabelledEnum


class TracePaper(LabelledEnum):
    """A paper of one trace file."""

    REQUEST = "trace-request", N_("Trace request")
    ACKNOWLEDGEMENT = "trace-acknowledgement", N_("Acknowledgement of a trace request")
    QUESTION = "trace-question", N_("Request for missing information")
    INFORMATION = "trace-information", N_("Further information on a trace request")
    REPLY = "trace-reply", N_("Reply to a trace request")
    PACK = "trace-pack", N_("Trace pack")


REPLY_CODES: Final = {
    TraceOutcome.FULL: "trace-reply",
    TraceOutcome.PARTIAL: "trace-partial-reply",
    TraceOutcome.NO_RECORD: "trace-no-record",
    TraceOutcome.REFUSED: "trace-refusal",
    TraceOutcome.DELAYED: "trace-delay",
}
"""How a reply is called in the file, by what it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintTracePaper(PrintDocument):
    """Asks for a paper of a trace file.

    Without a classification of its own it carries that of the file.

    Attributes:
        answer: Of a reply: the entry of the answer; None for the last one.
    """

    file_id: str
    paper: TracePaper
    answer: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintTraceStatistics(PrintDocument):
    """Asks for the statistics of a period, both days included."""

    from_day: dt.date
    to_day: dt.date


def papers_of(file: TraceFile) -> tuple[TracePaper, ...]:
    """Return the papers that a file has by now, in the order in which they come.

    Who asks sends requests and information; who is asked sends the others.
    """
    asks = file.direction is not TraceDirection.IN
    there = {
        TracePaper.REQUEST: asks and not missing(file) and bool(_addressed(file)),
        TracePaper.ACKNOWLEDGEMENT: not asks and file.acknowledged_on is not None,
        TracePaper.QUESTION: not asks and last_event(file, TraceEventKind.ASKED) is not None,
        TracePaper.INFORMATION: asks and last_event(file, TraceEventKind.INFORMED) is not None,
        TracePaper.REPLY: not asks and bool(file.answers),
        TracePaper.PACK: True,
    }
    return tuple(each for each in TracePaper if there[each])


def last_event(file: TraceFile, kind: TraceEventKind) -> TraceEvent | None:
    """Return what was recorded last of a kind."""
    found = [each for each in file.events if each.kind is kind]
    return found[-1] if found else None


def _addressed(file: TraceFile) -> str:
    return file.counterpart.country or file.counterpart.office
