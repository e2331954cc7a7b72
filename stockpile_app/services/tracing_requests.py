"""Requests: opened, received, sent, acknowledged, asked about and answered."""

from __future__ import annotations

from stockpile_app.domain.confidential_facts.tracing import (
    TraceAcknowledged,
    TraceInformationAsked,
    TraceInformationGiven,
    TraceOpened,
    TraceReceived,
    TraceReplied,
    TraceRequestSent,
    TraceRestated,
    TraceWeaponMatched,
    WeaponSnapshot,
)
from stockpile_app.domain.errors import BadValue, NotAllowedNow
from stockpile_app.domain.text import N_
from stockpile_app.domain.tracing import (
    AcknowledgeTrace,
    AskTraceInformation,
    GiveTraceInformation,
    MatchTraceWeapon,
    OpenTrace,
    ReceiveTrace,
    ReplyTrace,
    RestateTrace,
    SendTrace,
)
from stockpile_app.domain.tracing_records import TraceDone, TraceFile
from stockpile_app.domain.tracing_rules import (
    check_asked,
    check_details,
    check_identifies,
    check_new,
    check_open,
    check_reason,
    check_reply,
    check_sendable,
    check_since,
    check_statement,
    check_unanswered,
)
from stockpile_app.domain.tracing_vocabulary import TraceDirection
from stockpile_app.domain.weapons import check_day, check_text
from stockpile_app.persistence.search import weapon_by_number
from stockpile_app.persistence.unit_of_work import UnitOfWork
from stockpile_app.services.tracing_fields import (
    check_whom,
    chosen,
    counterpart_of,
    described,
)
from stockpile_app.services.tracing_files import TraceFiles
from stockpile_app.services.tracing_snapshot import frozen

_ONE_WEAPON = N_("Name a weapon of the register, or describe one that is not in it.")
_RECEIVED = N_("A request from another State is received, not opened.")


class TraceRequests(TraceFiles):
    """Exchanging requests and answers."""

    def open_request(self, command: OpenTrace) -> TraceDone:
        """Open a file about a weapon that was found here, with its frozen snapshot.

        Raises:
            BadValue: A field cannot be used, or neither weapon nor description is given.
            NotAllowed: The user is no tracing officer, or has no key yet.
            NotFound: There is no such weapon or contact.
        """
        self._trace.require()
        today = self._desk.today
        if not command.direction.asks:
            raise BadValue(_RECEIVED, "direction")
        if (command.weapon_id is None) == (command.description is None):
            raise BadValue(_ONE_WEAPON, "weapon_id")
        said = command.description and described(command.description, today)
        details = check_details(command.details, today)
        day = check_day(command.opened_on, "opened_on", today) or ""
        reference = check_text(command.reference, "reference")
        with self._desk.store.write() as uow:
            fact = TraceOpened(
                direction=command.direction,
                reference=reference,
                opened_on=day,
                details=details,
                weapon=None if command.weapon_id is None else frozen(uow, command.weapon_id),
                description=said,
                counterpart=chosen(uow.connection, command.counterpart, today),
            )
            return self._trace.begun(uow, fact)

    def receive(self, command: ReceiveTrace) -> TraceDone:
        """Open a file about a request that came from another State.

        Raises:
            BadValue: A field cannot be used, no country is given, nothing identifies a weapon, or
                the request is in a file already.
            NotAllowed: The user is no tracing officer, or has no key yet.
            NotFound: There is no such contact.
        """
        self._trace.require()
        today = self._desk.today
        said = described(command.description, today)
        check_identifies(said)
        details = check_details(command.details, today)
        day = check_day(command.received_on, "received_on", today) or ""
        reference = check_text(command.reference, "reference")
        with self._desk.store.write() as uow:
            counterpart = counterpart_of(uow.connection, command.counterpart, today)
            check_whom(counterpart, TraceDirection.IN, self._own)
            check_new(said, counterpart, self._trace.all())
            fact = TraceReceived(
                reference=reference,
                received_on=day,
                counterpart=counterpart,
                description=said,
                details=details,
            )
            return self._trace.begun(uow, fact)

    def restate(self, command: RestateTrace) -> TraceDone:
        """State what a request says anew, with the reason; the entries keep what it said before.

        Raises:
            BadValue: A field cannot be used, nothing is stated anew, or no reason is given.
            NotAllowedNow: The file is closed.
            NotFound: There is no such file or contact.
        """
        with self._trace.acting(command.file_id) as (uow, file):
            today = self._desk.today
            reason = check_reason(command.reason)
            stated = (command.details, command.description, command.counterpart)
            if not command.renew_snapshot and all(each is None for each in stated):
                raise BadValue(N_("Nothing is stated anew."), "details")
            said = command.description and described(command.description, today)
            details = command.details and check_details(command.details, today)
            check_open(file)
            if said is not None and file.direction is TraceDirection.IN:
                check_identifies(said)
            counterpart = chosen(uow.connection, command.counterpart, today)
            if counterpart is not None:
                check_whom(counterpart, file.direction, self._own)
            fact = TraceRestated(
                reason=reason,
                details=details,
                description=said,
                counterpart=counterpart,
                weapon=_renewed(uow, file) if command.renew_snapshot else None,
            )
            return self._trace.done(uow, file.id, fact)

    def send(self, command: SendTrace) -> TraceDone:
        """Record that a request went out, or was reminded of.

        Raises:
            BadValue: The day cannot be, or nobody is named whom it went to.
            NotAllowedNow: It is a request from another State, lacks what a request must say, is
                answered or closed.
            NotFound: There is no such file or contact.
        """
        with self._trace.acting(command.file_id) as (uow, file):
            check_sendable(file)
            today = self._desk.today
            counterpart = file.counterpart
            if command.counterpart is not None:
                counterpart = counterpart_of(uow.connection, command.counterpart, today)
            check_whom(counterpart, file.direction, self._own)
            earliest = file.sent_on or file.opened_on
            fact = TraceRequestSent(
                sent_on=check_since(command.sent_on, "sent_on", today, earliest),
                counterpart=counterpart,
                means=check_text(command.means, "means"),
                reminder=file.sent_on is not None,
            )
            return self._trace.done(uow, file.id, fact)

    def acknowledge(self, command: AcknowledgeTrace) -> TraceDone:
        """Record that who was asked has the request.

        Raises:
            BadValue: The day cannot be.
            NotAllowedNow: It was not sent, is acknowledged already, or is closed.
            NotFound: There is no such file.
        """
        with self._trace.acting(command.file_id) as (uow, file):
            asked = check_asked(file)
            if file.acknowledged_on is not None:
                raise NotAllowedNow(N_("This request is acknowledged already."))
            day = command.acknowledged_on
            fact = TraceAcknowledged(
                acknowledged_on=check_since(day, "acknowledged_on", self._desk.today, asked),
                reference=check_text(command.reference, "reference"),
                notes=check_statement(command.notes, "notes"),
            )
            return self._trace.done(uow, file.id, fact)

    def ask_information(self, command: AskTraceInformation) -> TraceDone:
        """Record that who was asked needs to know more.

        Raises:
            BadValue: The day cannot be, or nothing is asked.
            NotAllowedNow: It was not sent, is answered, or is closed.
            NotFound: There is no such file.
        """
        with self._trace.acting(command.file_id) as (uow, file):
            question = check_statement(
                command.question, "question", needed=N_("Say what must be known first.")
            )
            asked = check_unanswered(file)
            day = check_since(command.asked_on, "asked_on", self._desk.today, asked)
            fact = TraceInformationAsked(asked_on=day, question=question)
            return self._trace.done(uow, file.id, fact)

    def give_information(self, command: GiveTraceInformation) -> TraceDone:
        """Record what was told in answer to a question.

        Raises:
            BadValue: The day cannot be, or nothing is told.
            NotAllowedNow: Nothing was asked, or the file is closed.
            NotFound: There is no such file.
        """
        with self._trace.acting(command.file_id) as (uow, file):
            information = check_statement(
                command.information, "information", needed=N_("Say what was told.")
            )
            asked = check_asked(file)
            if not file.open_question:
                raise NotAllowedNow(N_("Nothing was asked that is not told yet."))
            day = check_since(command.given_on, "given_on", self._desk.today, asked)
            fact = TraceInformationGiven(given_on=day, information=information)
            return self._trace.done(uow, file.id, fact)

    def match(self, command: MatchTraceWeapon) -> TraceDone:
        """Record which weapon of the register is asked about, with its frozen snapshot.

        Raises:
            BadValue: No reason is given.
            NotAllowedNow: The file is closed, or is about a weapon that was found here.
            NotFound: There is no such file or weapon.
        """
        with self._trace.acting(command.file_id) as (uow, file):
            reason = check_reason(command.reason)
            check_open(file)
            if file.description is None:
                raise NotAllowedNow(
                    N_("This file is about a weapon of the register from the start.")
                )
            weapon = None if command.weapon_id is None else frozen(uow, command.weapon_id)
            fact = TraceWeaponMatched(weapon=weapon, reason=reason)
            return self._trace.done(uow, file.id, fact)

    def reply(self, command: ReplyTrace) -> TraceDone:
        """Record an answer, a delay or a refusal; a final one may be added to by a further one.

        Raises:
            BadValue: The day cannot be, nothing is told, or a reason is needed and none is given.
            NotAllowedNow: It was not sent, is closed, or is to be delayed after a final answer.
            NotFound: There is no such file.
        """
        with self._trace.acting(command.file_id) as (uow, file):
            asked = check_asked(file)
            check_reply(command, file)
            expected = command.expected_on
            fact = TraceReplied(
                replied_on=check_since(command.replied_on, "replied_on", self._desk.today, asked),
                outcome=command.outcome,
                information=check_statement(command.information, "information"),
                reasons=tuple(dict.fromkeys(command.reasons)),
                explanation=check_statement(command.explanation, "explanation"),
                restrictions=check_statement(command.restrictions, "restrictions"),
                expected_on=expected.isoformat() if expected is not None else "",
                reference=check_text(command.reference, "reference"),
            )
            return self._trace.done(uow, file.id, fact)

    @property
    def _own(self) -> str:
        return self._desk.register.country


def _renewed(uow: UnitOfWork, file: TraceFile) -> WeaponSnapshot:
    number = file.weapon.number if file.weapon is not None else ""
    weapon_id = weapon_by_number(uow.connection, number)
    if weapon_id is None:
        raise NotAllowedNow(N_("No weapon of the register is named in this file yet."))
    return frozen(uow, weapon_id)
