"""Requests: opened, received, sent, acknowledged, asked about and answered."""

from __future__ import annotations

from stockpile_app.domain.confidential_facts.tracing import (
    Counterpart,
    Description,
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
    ContactChoice,
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
    check_description,
    check_details,
    check_identifies,
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
from stockpile_app.persistence.base import Connection
from stockpile_app.persistence.search import weapon_by_number
from stockpile_app.persistence.unit_of_work import UnitOfWork
from stockpile_app.services.contacts import in_use
from stockpile_app.services.tracing_files import TRACING, TraceFiles
from stockpile_app.services.tracing_snapshot import frozen
from stockpile_app.services.weapons import country_of

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
        self._compartments.require(TRACING)
        today = self._desk.today
        if not command.direction.asks:
            raise BadValue(_RECEIVED, "direction")
        if (command.weapon_id is None) == (command.description is None):
            raise BadValue(_ONE_WEAPON, "weapon_id")
        described = command.description and self._described(command.description)
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
                description=described,
                counterpart=self._chosen(uow.connection, command.counterpart),
            )
            return self._begin(fact, uow)

    def receive(self, command: ReceiveTrace) -> TraceDone:
        """Open a file about a request that came from another State.

        Raises:
            BadValue: A field cannot be used, no country is given, or nothing identifies a weapon.
            NotAllowed: The user is no tracing officer, or has no key yet.
            NotFound: There is no such contact.
        """
        self._compartments.require(TRACING)
        today = self._desk.today
        described = self._described(command.description)
        check_identifies(described)
        details = check_details(command.details, today)
        day = check_day(command.received_on, "received_on", today) or ""
        reference = check_text(command.reference, "reference")
        with self._desk.store.write() as uow:
            counterpart = self._counterpart(uow.connection, command.counterpart)
            self._check_whom(counterpart, TraceDirection.IN)
            fact = TraceReceived(
                reference=reference,
                received_on=day,
                counterpart=counterpart,
                description=described,
                details=details,
            )
            return self._begin(fact, uow)

    def restate(self, command: RestateTrace) -> TraceDone:
        """State what a request says anew, with the reason; the entries keep what it said before.

        Raises:
            BadValue: A field cannot be used, nothing is stated anew, or no reason is given.
            NotAllowedNow: The file is closed.
            NotFound: There is no such file or contact.
        """
        with self._acting(command.file_id) as (uow, file):
            reason = check_reason(command.reason)
            stated = (command.details, command.description, command.counterpart)
            if not command.renew_snapshot and all(each is None for each in stated):
                raise BadValue(N_("Nothing is stated anew."), "details")
            described = command.description and self._described(command.description)
            details = command.details and check_details(command.details, self._desk.today)
            check_open(file)
            if described is not None and file.direction is TraceDirection.IN:
                check_identifies(described)
            counterpart = self._chosen(uow.connection, command.counterpart)
            if counterpart is not None:
                self._check_whom(counterpart, file.direction)
            fact = TraceRestated(
                reason=reason,
                details=details,
                description=described,
                counterpart=counterpart,
                weapon=_renewed(uow, file) if command.renew_snapshot else None,
            )
            return self._done(uow, file.id, fact)

    def send(self, command: SendTrace) -> TraceDone:
        """Record that a request went out, or was reminded of.

        Raises:
            BadValue: The day cannot be, or nobody is named whom it went to.
            NotAllowedNow: It is a request from another State, lacks what a request must say, is
                answered or closed.
            NotFound: There is no such file or contact.
        """
        with self._acting(command.file_id) as (uow, file):
            check_sendable(file)
            counterpart = file.counterpart
            if command.counterpart is not None:
                counterpart = self._counterpart(uow.connection, command.counterpart)
            self._check_whom(counterpart, file.direction)
            earliest = file.sent_on or file.opened_on
            fact = TraceRequestSent(
                sent_on=check_since(command.sent_on, "sent_on", self._desk.today, earliest),
                counterpart=counterpart,
                means=check_text(command.means, "means"),
                reminder=file.sent_on is not None,
            )
            return self._done(uow, file.id, fact)

    def acknowledge(self, command: AcknowledgeTrace) -> TraceDone:
        """Record that who was asked has the request.

        Raises:
            BadValue: The day cannot be.
            NotAllowedNow: It was not sent, is acknowledged already, or is closed.
            NotFound: There is no such file.
        """
        with self._acting(command.file_id) as (uow, file):
            asked = check_asked(file)
            if file.acknowledged_on is not None:
                raise NotAllowedNow(N_("This request is acknowledged already."))
            day = command.acknowledged_on
            fact = TraceAcknowledged(
                acknowledged_on=check_since(day, "acknowledged_on", self._desk.today, asked),
                reference=check_text(command.reference, "reference"),
                notes=check_statement(command.notes, "notes"),
            )
            return self._done(uow, file.id, fact)

    def ask_information(self, command: AskTraceInformation) -> TraceDone:
        """Record that who was asked needs to know more.

        Raises:
            BadValue: The day cannot be, or nothing is asked.
            NotAllowedNow: It was not sent, is answered, or is closed.
            NotFound: There is no such file.
        """
        with self._acting(command.file_id) as (uow, file):
            question = check_statement(
                command.question, "question", needed=N_("Say what must be known first.")
            )
            asked = check_unanswered(file)
            day = check_since(command.asked_on, "asked_on", self._desk.today, asked)
            fact = TraceInformationAsked(asked_on=day, question=question)
            return self._done(uow, file.id, fact)

    def give_information(self, command: GiveTraceInformation) -> TraceDone:
        """Record what was told in answer to a question.

        Raises:
            BadValue: The day cannot be, or nothing is told.
            NotAllowedNow: Nothing was asked, or the file is closed.
            NotFound: There is no such file.
        """
        with self._acting(command.file_id) as (uow, file):
            information = check_statement(
                command.information, "information", needed=N_("Say what was told.")
            )
            asked = check_asked(file)
            if not file.open_question:
                raise NotAllowedNow(N_("Nothing was asked that is not told yet."))
            day = check_since(command.given_on, "given_on", self._desk.today, asked)
            fact = TraceInformationGiven(given_on=day, information=information)
            return self._done(uow, file.id, fact)

    def match(self, command: MatchTraceWeapon) -> TraceDone:
        """Record which weapon of the register is asked about, with its frozen snapshot.

        Raises:
            BadValue: No reason is given.
            NotAllowedNow: The file is closed, or is about a weapon that was found here.
            NotFound: There is no such file or weapon.
        """
        with self._acting(command.file_id) as (uow, file):
            reason = check_reason(command.reason)
            check_open(file)
            if file.description is None:
                raise NotAllowedNow(
                    N_("This file is about a weapon of the register from the start.")
                )
            weapon = None if command.weapon_id is None else frozen(uow, command.weapon_id)
            fact = TraceWeaponMatched(weapon=weapon, reason=reason)
            return self._done(uow, file.id, fact)

    def reply(self, command: ReplyTrace) -> TraceDone:
        """Record an answer, a delay or a refusal; a final one may be added to by a further one.

        Raises:
            BadValue: The day cannot be, nothing is told, or a reason is needed and none is given.
            NotAllowedNow: It was not sent, is closed, or is to be delayed after a final answer.
            NotFound: There is no such file.
        """
        with self._acting(command.file_id) as (uow, file):
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
            return self._done(uow, file.id, fact)

    # --- what the fields become ------------------------------------------------------------------

    def _described(self, said: Description) -> Description:
        values = {name: getattr(said, name) for name in said.__struct_fields__}
        for field in ("country", "import_country"):
            values[field] = country_of(values[field])
        return check_description(Description(**values), self._desk.today)

    def _chosen(self, connection: Connection, choice: ContactChoice | None) -> Counterpart | None:
        return None if choice is None else self._counterpart(connection, choice)

    def _counterpart(self, connection: Connection, choice: ContactChoice) -> Counterpart:
        reference = check_text(choice.reference, "reference")
        if choice.contact_id is None:
            return Counterpart(
                country=country_of(choice.country),
                office=check_text(choice.office, "office"),
                reference=reference,
            )
        contact = in_use(connection, choice.contact_id, self._desk.today)
        return Counterpart(
            country=contact.country,
            contact=contact.id,
            office=contact.office,
            authority=contact.authority,
            post=contact.post,
            address=contact.address,
            email=contact.email,
            telephone=contact.telephone,
            languages=contact.languages,
            reference=reference,
        )

    def _check_whom(self, counterpart: Counterpart, direction: TraceDirection) -> None:
        own = self._desk.register.country
        if direction is TraceDirection.DOMESTIC:
            if not counterpart.office:
                raise BadValue(N_("Name the office that is asked."), "counterpart")
        elif not counterpart.country:
            raise BadValue(N_("Name the State that asks or is asked."), "counterpart")
        elif counterpart.country == own:
            raise BadValue(
                N_("The other State is this State itself. Open a domestic trace."), "counterpart"
            )


def _renewed(uow: UnitOfWork, file: TraceFile) -> WeaponSnapshot:
    number = file.weapon.number if file.weapon is not None else ""
    weapon_id = weapon_by_number(uow.connection, number)
    if weapon_id is None:
        raise NotAllowedNow(N_("No weapon of the register is named in this file yet."))
    return frozen(uow, weapon_id)
