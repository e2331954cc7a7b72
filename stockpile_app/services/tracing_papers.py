"""Papers about traces: requests, acknowledgements, answers, packs, statistics, the directory.

The ledger's plain entry of a paper of a trace says its number and nothing else; what it is, and of
which file, stands sealed beside it in the same transaction.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from dataclasses import replace
from typing import BinaryIO, Final

from stockpile_app.documents.contact_directory import write_contact_directory
from stockpile_app.documents.photograph_grid import PICTURE_HEIGHT, PICTURE_WIDTH
from stockpile_app.documents.pictures import printable
from stockpile_app.documents.stamp import Stamp
from stockpile_app.documents.trace_frame import TraceLetter, printed_pictures
from stockpile_app.documents.trace_pack import write_trace_pack
from stockpile_app.documents.trace_replies import (
    REPLY_TITLES,
    Told,
    write_acknowledgement,
    write_information,
    write_question,
    write_reply,
)
from stockpile_app.documents.trace_request import write_trace_request
from stockpile_app.documents.trace_statistics import write_trace_statistics
from stockpile_app.domain.access import Permission
from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.confidential_facts.tracing import TraceDocumentMade
from stockpile_app.domain.contacts import ContactRecord
from stockpile_app.domain.documents import DocumentDone, PrintDocument
from stockpile_app.domain.errors import NotAllowedNow, NotFound, RegisterDamaged
from stockpile_app.domain.text import N_
from stockpile_app.domain.tracing_papers import (
    REPLY_CODES,
    PrintTracePaper,
    PrintTraceStatistics,
    TracePaper,
    last_event,
    papers_of,
)
from stockpile_app.domain.tracing_records import TraceAnswer, TraceFile
from stockpile_app.domain.tracing_rules import missing
from stockpile_app.domain.tracing_vocabulary import ContactInstrument, TraceEventKind
from stockpile_app.i18n import gettext as _
from stockpile_app.services.compartments import Compartments
from stockpile_app.services.contacts import Contacts
from stockpile_app.services.desk import Desk
from stockpile_app.services.issuing import issuing
from stockpile_app.services.tracing_desk import LIST, TRACING
from stockpile_app.services.tracing_files import TraceFiles

UNTOLD: Final = "trace-paper"
"""What the plain entry calls every paper of a trace."""

STANDING_MARKING: Final = N_("CONFIDENTIAL")
_PREFIX: Final = "TD"
_NOT_YET: Final = N_("{file} has no such paper yet: {paper}.")
_LACKING: Final = N_("A trace request must say more before it goes out. Missing: {missing}.")
_PURPOSE: Final = "paper"
_Write = Callable[[BinaryIO, Stamp, TraceLetter], int]


class TracePapers:
    """What is printed of traces."""

    def __init__(self, desk: Desk) -> None:
        """Work at ``desk``."""
        self._desk = desk

    def make(self, command: PrintTracePaper) -> DocumentDone:
        """Write a paper of a trace file as a PDF, sealed, and record in the file that it was.

        Raises:
            NotAllowed: The user is no tracing officer, or has no key yet.
            NotAllowedNow: What the paper tells is not recorded yet.
            NotFound: There is no such file or answer.
            StorageFailed: The PDF cannot be written; the old one, if any, is untouched.
        """
        file = TraceFiles(self._desk).open(command.file_id, _PURPOSE)
        title, code, write = _writer(file, command)
        letter = TraceLetter(
            file=file,
            authority=self._desk.register.authority,
            country=self._desk.register.country,
            own=self._own_office(),
            pictures=self._pictures(file),
        )
        marking = command.classification or file.details.classification or _(STANDING_MARKING)
        content = io.BytesIO()
        with issuing(self._desk, replace(command, classification=marking)) as made:
            stamp = made.stamp(UNTOLD, _PREFIX, title, depot="", scope="")
            write(content, stamp, letter)
            made.out.write(content.getvalue())
            Compartments(self._desk).seal(
                made.unit,
                TRACING,
                file.id,
                TraceDocumentMade(
                    document=code,
                    number=stamp.doc_number,
                    made_on=self._desk.today.isoformat(),
                    sha256=hashlib.sha256(content.getvalue()).hexdigest(),
                    seal=stamp.seal.code if stamp.seal else "",
                ),
            )
        done = made.done
        return replace(done, changes=done.changes | ChangeSet(tracing=True))

    def statistics(self, command: PrintTraceStatistics) -> DocumentDone:
        """Write the statistics of a period as a PDF, sealed.

        Raises:
            BadValue: The period ends before it begins.
            NotAllowed: The user is no tracing officer, or has no key yet.
            StorageFailed: The PDF cannot be written; the old one, if any, is untouched.
        """
        tracing = TraceFiles(self._desk)
        figures = tracing.figures(command.from_day, command.to_day)
        targets = tracing.targets()
        Compartments(self._desk).note_viewed(TRACING, LIST, "statistics")
        marking = command.classification or _(STANDING_MARKING)
        with issuing(self._desk, replace(command, classification=marking)) as made:
            title = N_("Statistics of tracing")
            stamp = made.stamp(UNTOLD, _PREFIX, title, depot="", scope="")
            write_trace_statistics(made.out, stamp, figures, targets)
        return made.done

    def contacts(self, command: PrintDocument) -> DocumentDone:
        """Write the directory of national points of contact as a PDF, sealed.

        Raises:
            NotAllowed: The user may not keep the directory.
            StorageFailed: The PDF cannot be written; the old one, if any, is untouched.
        """
        self._desk.require(Permission.CONTACTS)
        contacts = Contacts(self._desk).all()
        confirm = TraceFiles(self._desk).targets().confirm
        with issuing(self._desk, command, Permission.CONTACTS) as made:
            title = N_("National points of contact")
            stamp = made.stamp("contact-directory", "NP", title, depot="", scope="")
            write_contact_directory(made.out, stamp, contacts, confirm, self._desk.today)
        return made.done

    def _own_office(self) -> ContactRecord | None:
        """Return this State's own point of contact, that for the instrument first."""
        own = [
            each
            for each in Contacts(self._desk).all()
            if each.country == self._desk.register.country
        ]
        own.sort(key=lambda each: ContactInstrument.ITI not in each.instruments)
        return own[0] if own else None

    def _pictures(self, file: TraceFile) -> dict[str, bytes]:
        """Return the photographs as they are printed; not those that are broken or missing."""
        tracing, found = TraceFiles(self._desk), {}
        for sha256, _caption in printed_pictures(file):
            try:
                content = tracing.picture(file.id, sha256)
            except (RegisterDamaged, NotFound):
                continue  # the paper says so; `verify` says what is the matter
            picture = printable(content, PICTURE_WIDTH, PICTURE_HEIGHT)
            if picture is not None:
                found[sha256] = picture
        return found


def _writer(file: TraceFile, command: PrintTracePaper) -> tuple[str, str, _Write]:
    """Return the title of a paper, what the file calls it, and what writes it."""
    paper = command.paper
    if paper is TracePaper.REQUEST and file.direction.asks and (lacking := missing(file)):
        raise NotAllowedNow(_LACKING, missing=", ".join(lacking))
    if paper not in papers_of(file):
        raise NotAllowedNow(_NOT_YET, file=file.id, paper=paper.label)
    if paper is TracePaper.REPLY:
        answer = _answer(file, command.answer)
        return (
            REPLY_TITLES[answer.outcome],
            REPLY_CODES[answer.outcome],
            lambda out, stamp, letter: write_reply(out, stamp, letter, answer),
        )
    title = paper.label
    if paper is TracePaper.REQUEST and file.reminded_on is not None:
        title = N_("Reminder of a trace request")
    writers: dict[TracePaper, _Write] = {
        TracePaper.REQUEST: write_trace_request,
        TracePaper.ACKNOWLEDGEMENT: write_acknowledgement,
        TracePaper.QUESTION: _write_question,
        TracePaper.INFORMATION: _write_information,
        TracePaper.PACK: write_trace_pack,
    }
    return title, paper.value, writers[paper]


def _answer(file: TraceFile, seq: int | None) -> TraceAnswer:
    if seq is None:
        return file.answers[-1]
    for each in file.answers:
        if each.seq == seq:
            return each
    raise NotFound(N_("The trace file has no such answer."))


def _write_question(out: BinaryIO, stamp: Stamp, letter: TraceLetter) -> int:
    lacking = [_(each) for each in missing(letter.file)]
    return write_question(out, stamp, letter, _told(letter, TraceEventKind.ASKED), lacking)


def _write_information(out: BinaryIO, stamp: Stamp, letter: TraceLetter) -> int:
    return write_information(out, stamp, letter, _told(letter, TraceEventKind.INFORMED))


def _told(letter: TraceLetter, kind: TraceEventKind) -> Told:
    event = last_event(letter.file, kind)
    assert event is not None  # noqa: S101 - else the paper is not offered
    return Told(event.day, event.text)
