"""Tracing: requests to and from other States, kept from everybody but tracing officers.

Everything in a trace file is sealed in its compartment; the register's other users see that a
tracing officer recorded something, and when. A file is opened with ``open``, which is an entry.
"""

from __future__ import annotations

import hashlib
from functools import cached_property
from typing import TYPE_CHECKING

from stockpile_app.domain.access import Permission
from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.confidential_facts.tracing import (
    BallisticReferenceAdded,
    DiversionEstablished,
    DiversionWithdrawn,
    PreventiveActionStated,
    TraceClosed,
    TraceFileAttached,
    TraceNoteAdded,
    TraceReopened,
)
from stockpile_app.domain.errors import BadValue, NotAllowedNow, NotFound
from stockpile_app.domain.facts import TraceTargetsStated
from stockpile_app.domain.text import N_
from stockpile_app.domain.tracing import (
    LONGEST_TEXT,
    AddBallistics,
    AddTraceNote,
    AttachTraceFile,
    CloseTrace,
    EstablishDiversion,
    ReopenTrace,
    StatePrevention,
    StateTraceTargets,
    WithdrawDiversion,
)
from stockpile_app.domain.tracing_records import TraceDone
from stockpile_app.domain.tracing_rules import (
    check_closable,
    check_date_text,
    check_open,
    check_reason,
    check_since,
    check_statement,
    check_targets,
)
from stockpile_app.domain.weapons import check_day, check_text
from stockpile_app.persistence.base import Connection
from stockpile_app.persistence.search import weapon_by_number
from stockpile_app.persistence.weapon_records import load
from stockpile_app.services.tracing_attachments import document_type
from stockpile_app.services.tracing_desk import TRACING
from stockpile_app.services.tracing_requests import TraceRequests
from stockpile_app.services.weapons import country_of

if TYPE_CHECKING:
    from stockpile_app.services.tracing_exports import TraceExports
    from stockpile_app.services.tracing_papers import TracePapers
    from stockpile_app.services.tracing_search import TraceSearch

_KEPT = N_("This file is kept with the trace already.")


class Tracing(TraceRequests):
    """What is done with trace files."""

    @cached_property
    def search(self) -> TraceSearch:
        """Comparing descriptions with the register."""
        from stockpile_app.services.tracing_search import TraceSearch  # noqa: PLC0415

        return TraceSearch(self._desk)

    @cached_property
    def papers(self) -> TracePapers:
        """Requests, acknowledgements, answers, refusals and packs."""
        from stockpile_app.services.tracing_papers import TracePapers  # noqa: PLC0415

        return TracePapers(self._desk)

    @cached_property
    def exports(self) -> TraceExports:
        """Sheets for iARMS, and files as CSV and JSON."""
        from stockpile_app.services.tracing_exports import TraceExports  # noqa: PLC0415

        return TraceExports(self._desk)

    # --- what came of it -------------------------------------------------------------------------

    def establish_diversion(self, command: EstablishDiversion) -> TraceDone:
        """Record the last legal holder and the point, date, actor and way of diversion.

        Raises:
            BadValue: A field cannot be used, or a register number is not known.
            NotAllowedNow: The file is closed.
            NotFound: There is no such file.
        """
        with self._trace.acting(command.file_id) as (uow, file):
            today = self._desk.today
            last_holder = check_text(command.last_holder, "last_holder", LONGEST_TEXT)
            if not last_holder:
                raise BadValue(
                    N_("Name the last legal holder, or say that it is not known."), "last_holder"
                )
            check_open(file)
            day = command.established_on
            fact = DiversionEstablished(
                established_on=check_since(day, "established_on", today, file.opened_on),
                last_holder=last_holder,
                way=command.way,
                place=check_text(command.place, "place", LONGEST_TEXT),
                country=country_of(command.country),
                diverted_on=check_date_text(command.diverted_on, "diverted_on", today),
                actor=check_text(command.actor, "actor", LONGEST_TEXT),
                basis=check_statement(command.basis, "basis"),
                traced=command.traced,
                numbers=_numbers(uow.connection, command.numbers),
            )
            return self._trace.done(uow, file.id, fact)

    def withdraw_diversion(self, command: WithdrawDiversion) -> TraceDone:
        """Take back what was established about the diversion.

        Raises:
            BadValue: No reason is given.
            NotAllowedNow: Nothing was established, or the file is closed.
            NotFound: There is no such file.
        """
        with self._trace.acting(command.file_id) as (uow, file):
            reason = check_reason(command.reason)
            check_open(file)
            if file.diversion is None:
                raise NotAllowedNow(N_("No point of diversion is established in this file."))
            return self._trace.done(uow, file.id, DiversionWithdrawn(reason=reason))

    def state_prevention(self, command: StatePrevention) -> TraceDone:
        """Record what is done so that it does not happen again.

        Raises:
            BadValue: A field cannot be used.
            NotAllowedNow: The file is closed.
            NotFound: There is no such file.
        """
        with self._trace.acting(command.file_id) as (uow, file):
            action = check_statement(
                command.action, "action", needed=N_("Say what is done to prevent it.")
            )
            check_open(file)
            day = command.stated_on
            fact = PreventiveActionStated(
                stated_on=check_since(day, "stated_on", self._desk.today, file.opened_on),
                action=action,
                responsible=check_text(command.responsible, "responsible"),
            )
            return self._trace.done(uow, file.id, fact)

    def add_ballistics(self, command: AddBallistics) -> TraceDone:
        """Record a ballistic examination.

        Raises:
            BadValue: A field cannot be used.
            NotAllowedNow: The file is closed.
            NotFound: There is no such file.
        """
        with self._trace.acting(command.file_id) as (uow, file):
            laboratory = check_text(command.laboratory, "laboratory")
            reference = check_text(command.reference, "reference")
            if not laboratory or not reference:
                field = "reference" if laboratory else "laboratory"
                raise BadValue(N_("Name the laboratory and its reference."), field)
            check_open(file)
            fact = BallisticReferenceAdded(
                laboratory=laboratory,
                reference=reference,
                examined_on=check_day(command.examined_on, "examined_on", self._desk.today) or "",
                ibin_reference=check_text(command.ibin_reference, "ibin_reference"),
                notes=check_statement(command.notes, "notes"),
            )
            return self._trace.done(uow, file.id, fact)

    def attach(self, command: AttachTraceFile) -> TraceDone:
        """Keep a file with the trace, encrypted.

        Raises:
            BadValue: It is no JPEG, PNG or PDF, too large, or kept already.
            NotAllowedNow: The file is closed.
            NotFound: There is no such file.
        """
        file = self._trace.file(command.file_id)
        kind = document_type(command.content)
        digest = hashlib.sha256(command.content).hexdigest()
        name = check_text(command.name, "name")
        caption = check_text(command.caption, "caption", LONGEST_TEXT)
        check_open(file)
        if any(each.content_sha256 == digest for each in file.files):
            raise BadValue(_KEPT, "content")
        # the file first: without its entry it is only unused, an entry without it is damage
        sha256 = self._trace.compartments.keep_file(TRACING, file.id, command.content)
        with self._trace.acting(file.id) as (uow, again):
            check_open(again)
            fact = TraceFileAttached(
                sha256=sha256,
                content_sha256=digest,
                media_type=kind,
                size=len(command.content),
                name=name,
                part=command.part,
                caption=caption,
            )
            return self._trace.done(uow, file.id, fact)

    def add_note(self, command: AddTraceNote) -> TraceDone:
        """Record something worth knowing, on a closed file too.

        Raises:
            BadValue: Nothing is said.
            NotFound: There is no such file.
        """
        with self._trace.acting(command.file_id) as (uow, file):
            text = check_statement(command.text, "text", needed=N_("Write what is worth knowing."))
            return self._trace.done(uow, file.id, TraceNoteAdded(text=text))

    def close(self, command: CloseTrace) -> TraceDone:
        """Record that nothing more is done.

        Raises:
            BadValue: The day cannot be, or no result is given.
            NotAllowedNow: It is closed already, or we owe an answer.
            NotFound: There is no such file.
        """
        with self._trace.acting(command.file_id) as (uow, file):
            result = check_statement(command.result, "result", needed=N_("Say what came of it."))
            check_closable(file, withdrawn=command.withdrawn)
            earliest = max(filter(None, (file.opened_on, file.sent_on, file.answered_on)))
            fact = TraceClosed(
                closed_on=check_since(command.closed_on, "closed_on", self._desk.today, earliest),
                result=result,
                withdrawn=command.withdrawn,
            )
            return self._trace.done(uow, file.id, fact)

    def reopen(self, command: ReopenTrace) -> TraceDone:
        """Work on a closed file again.

        Raises:
            BadValue: The day cannot be, or no reason is given.
            NotAllowedNow: It is not closed.
            NotFound: There is no such file.
        """
        with self._trace.acting(command.file_id) as (uow, file):
            reason = check_reason(command.reason)
            if file.closed_on is None:
                raise NotAllowedNow(N_("This trace file is not closed."))
            day = command.reopened_on
            fact = TraceReopened(
                reopened_on=check_since(day, "reopened_on", self._desk.today, file.closed_on),
                reason=reason,
            )
            return self._trace.done(uow, file.id, fact)

    def state_targets(self, command: StateTraceTargets) -> ChangeSet:
        """Set within how many days requests are to be acknowledged and answered.

        Raises:
            BadValue: A number of days cannot be, or no reason is given.
            NotAllowed: The user is no tracing officer.
        """
        self._desk.require(Permission.TRACE)
        reason = check_targets(command)
        with self._desk.store.write() as uow:
            uow.record(
                TraceTargetsStated(
                    acknowledge_days=command.acknowledge,
                    answer_days=command.answer,
                    confirm_days=command.confirm,
                    reason=reason,
                )
            )
            return uow.commit()


def _numbers(connection: Connection, numbers: tuple[str, ...]) -> tuple[str, ...]:
    """Return register numbers as they are printed; each must be a weapon of this register."""
    found = []
    for wanted in numbers:
        weapon_id = weapon_by_number(connection, wanted)
        if weapon_id is None:
            raise NotFound(N_("There is no weapon {number} in this register."), number=wanted)
        found.append(load(connection, [weapon_id])[weapon_id].number)
    return tuple(dict.fromkeys(found))
