"""Security checks of depots: answered one question at a time, scored, and followed up."""

from __future__ import annotations

import hashlib
from functools import cached_property
from typing import Final

from stockpile_app import i18n
from stockpile_app.domain.access import Permission
from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.checklists import Computed, Question
from stockpile_app.domain.errors import BadValue, NotAllowedNow, NotFound
from stockpile_app.domain.facts import (
    CheckAnswered,
    CheckCancelled,
    CheckCompleted,
    CheckOpened,
    CheckPhotographAdded,
    Fact,
    FindingAssigned,
    FindingClosed,
    FindingRaised,
)
from stockpile_app.domain.security import (
    LONGEST_CAPTION,
    LONGEST_REASON,
    MOST_PHOTOGRAPHS,
    AddCheckPhotograph,
    AnswerQuestion,
    CancelCheck,
    CheckDone,
    CheckRecord,
    CheckView,
    CompleteCheck,
    DepotScore,
    FindingRecord,
    OpenCheck,
)
from stockpile_app.domain.security_rules import (
    check_complete,
    check_open,
    clean_names,
    find_question,
)
from stockpile_app.domain.suggestions import Suggestion
from stockpile_app.domain.text import N_
from stockpile_app.domain.vocabulary import Answer, PlaceKind
from stockpile_app.domain.weapons import LONGEST_NAME, LONGEST_NOTE, check_day, check_text
from stockpile_app.persistence import security_index
from stockpile_app.persistence.base import Connection
from stockpile_app.persistence.place_index import read_places
from stockpile_app.services.check_lists import CheckLists, adoption, in_force
from stockpile_app.services.findings import Findings
from stockpile_app.services.photographs import media_type
from stockpile_app.services.security_papers import SecurityPapers
from stockpile_app.services.security_views import depot_score, load_check
from stockpile_app.services.staff_details import refuse_lapsed
from stockpile_app.services.suggestions import suggest

_NOT_YES: Final = frozenset({Answer.NO, Answer.PARTLY})
_FOUND_AGAIN: Final = N_("Found again in the check of {day}; followed there.")


class Security(CheckLists, Findings):
    """What is done to check how secure depots are."""

    @cached_property
    def papers(self) -> SecurityPapers:
        """The sheet to fill in, and the report."""
        return SecurityPapers(self._desk)

    # --- looking ---------------------------------------------------------------------------------

    def checks(
        self, place_id: int | None = None, *, before: int | None = None, limit: int = 200
    ) -> list[CheckRecord]:
        """Return checks, newest first, from below the id ``before``.

        Raises:
            NotAllowed: The user may not look at checks.
        """
        self._desk.require(Permission.READ)
        with self._desk.store.read() as connection:
            return security_index.checks(connection, place_id, before=before, limit=limit)

    def check(self, check_id: int) -> CheckView:
        """Return a check with its list, answers and photographs.

        Raises:
            NotAllowed: The user may not look at checks.
            NotFound: There is no such check.
        """
        self._desk.require(Permission.READ)
        with self._desk.store.read() as connection:
            return load_check(connection, check_id)

    def latest_scores(self) -> list[DepotScore]:
        """Return how secure each depot was found, those never checked too, by name.

        Raises:
            NotAllowed: The user may not look at checks.
        """
        self._desk.require(Permission.READ)
        with self._desk.store.read() as connection:
            found = security_index.finding_counts(connection, self._desk.today)
            return [
                depot_score(connection, place.id, place.name, place.weapons, found)
                for place in read_places(connection, counts=True).in_order()
                if place.kind is PlaceKind.DEPOT and not place.closed
            ]

    def suggestions(self, place_id: int) -> dict[Computed, Suggestion]:
        """Return what the register itself knows of a depot today.

        Raises:
            NotAllowed: The user may not look at checks.
        """
        self._desk.require(Permission.READ)
        with self._desk.store.read() as connection:
            return suggest(connection, place_id, self._desk.store.origin, self._desk.today)

    def picture(self, sha256: str) -> bytes:
        """Return a photograph's content.

        Raises:
            NotAllowed: The user may not look at checks.
            RegisterDamaged: It is missing or was changed.
        """
        self._desk.require(Permission.READ)
        return self._desk.store.media.get(sha256)

    # --- recording -------------------------------------------------------------------------------

    def open(self, command: OpenCheck) -> CheckDone:
        """Begin a check of a depot, with the version of the list that is in force.

        Raises:
            BadValue: The inspector is not named or their qualification ran out, or the day is in
                the future.
            NotAllowed: The user may not check depots.
            NotAllowedNow: A check of the depot is under way.
            NotFound: There is no such depot, or no such list.
        """
        self._desk.require(Permission.CHECK)
        inspector = check_text(command.inspector, "inspector")
        if not inspector:
            raise BadValue(N_("Say who inspects the depot."), "inspector")
        day = check_day(command.occurred_on, "occurred_on", self._desk.today)
        with self._desk.store.write() as uow:
            _check_depot(uow.connection, command.place_id)
            refuse_lapsed(uow.connection, "inspector", [inspector], self._desk.today, "inspector")
            content = in_force(uow.connection, command.check_list)
            if security_index.adopted(uow.connection, content.id, content.version) is None:
                # so that what was asked is found in the ledger for ever, beside the answers
                uow.record(adoption(content))
            check = uow.next_seq
            uow.record(
                CheckOpened(
                    place=command.place_id,
                    check_list=content.id,
                    version=content.version,
                    inspector=inspector,
                    occurred_on=str(day),
                )
            )
            return CheckDone(check, uow.commit())

    def answer(self, command: AnswerQuestion) -> CheckDone:
        """Record the answer to one question; the same answer again records nothing.

        Raises:
            BadValue: The list has no such question, or the note is too long.
            NotAllowed: The user may not check depots.
            NotAllowedNow: The check is completed or cancelled.
            NotFound: There is no such check.
        """
        self._desk.require(Permission.CHECK)
        note = check_text(command.note, "note", LONGEST_NOTE)
        with self._desk.store.write() as uow:
            view = _under_way(uow.connection, command.check_id)
            find_question(view.check_list, command.question)
            before = view.answers.get(command.question)
            if before and (before.answer, before.note) == (command.answer, note):
                return CheckDone(command.check_id, ChangeSet())
            uow.record(
                CheckAnswered(
                    check=command.check_id,
                    question=command.question,
                    answer=command.answer,
                    note=note,
                )
            )
            return CheckDone(command.check_id, uow.commit())

    def add_photograph(self, command: AddCheckPhotograph) -> CheckDone:
        """Keep a photograph as evidence for an answer.

        Raises:
            BadValue: It is no JPEG or PNG picture, larger than 20 MB, or kept there already.
            NotAllowed: The user may not check depots.
            NotAllowedNow: The check is completed or cancelled, or has very many photographs.
            NotFound: There is no such check.
        """
        self._desk.require(Permission.CHECK)
        kind = media_type(command.content)
        caption = check_text(command.caption, "caption", LONGEST_CAPTION)
        sha256 = hashlib.sha256(command.content).hexdigest()
        with self._desk.store.read() as connection:
            _check_room(_under_way(connection, command.check_id), command.question, sha256)
        # the picture first: without its entry it is only unused, an entry without it is damage
        self._desk.store.media.put(command.content, kind)
        with self._desk.store.write() as uow:
            _check_room(_under_way(uow.connection, command.check_id), command.question, sha256)
            uow.record(
                CheckPhotographAdded(
                    check=command.check_id,
                    question=command.question,
                    sha256=sha256,
                    media_type=kind,
                    size=len(command.content),
                    caption=caption,
                )
            )
            return CheckDone(command.check_id, uow.commit())

    def complete(self, command: CompleteCheck) -> CheckDone:
        """Complete a check: score it, and raise a finding for every "no" and "partly".

        A finding of the same question that is still open is closed, and what was agreed of it
        (owner, day, cost, action) goes on with the new one: nothing is counted twice.

        Raises:
            BadValue: The day is in the future or before the check began, or a text is too long.
            NotAllowed: The user may not check depots.
            NotAllowedNow: It is completed or cancelled, or questions are still to be answered.
            NotFound: There is no such check.
        """
        self._desk.require(Permission.CHECK)
        present = clean_names(command.present, LONGEST_NAME)
        notes = check_text(command.notes, "notes", LONGEST_NOTE)
        day = str(check_day(command.occurred_on, "occurred_on", self._desk.today))
        with self._desk.store.write() as uow:
            view = _under_way(uow.connection, command.check_id)
            if command.occurred_on < view.record.opened_on:
                raise BadValue(
                    N_("The check began on {day}; it cannot be completed before."),
                    "occurred_on",
                    day=view.record.opened_on,
                )
            check_complete(view)
            scored = view.score
            uow.record(
                CheckCompleted(
                    check=command.check_id,
                    occurred_on=day,
                    points=scored.points,
                    out_of=scored.out_of,
                    level=scored.level,
                    failed=scored.failed_critical,
                    present=present,
                    notes=notes,
                )
            )
            before = _open_findings(uow.connection, view.record)
            for question in view.check_list.questions:
                if view.full[question.code] in _NOT_YES:
                    number = uow.next_seq
                    uow.record(_raised(view, question))
                    if old := before.get(question.code):
                        uow.record(*_carried_over(old, number, day))
            return CheckDone(command.check_id, uow.commit())

    def cancel(self, command: CancelCheck) -> CheckDone:
        """Give a check up; its answers stay in the ledger.

        Raises:
            BadValue: No reason is given.
            NotAllowed: The user may not check depots.
            NotAllowedNow: It is completed or cancelled.
            NotFound: There is no such check.
        """
        self._desk.require(Permission.CHECK)
        reason = check_text(command.reason, "reason", LONGEST_REASON)
        if not reason:
            raise BadValue(N_("Say why the check is given up."), "reason")
        with self._desk.store.write() as uow:
            _under_way(uow.connection, command.check_id)
            uow.record(CheckCancelled(check=command.check_id, reason=reason))
            return CheckDone(command.check_id, uow.commit())


def _under_way(connection: Connection, check_id: int) -> CheckView:
    view = load_check(connection, check_id)
    check_open(view.record)
    return view


def _check_depot(connection: Connection, place_id: int) -> None:
    place = read_places(connection).by_id.get(place_id)
    if place is None or place.closed or place.kind is not PlaceKind.DEPOT:
        raise NotFound(N_("Choose the depot to be checked."))
    if found := security_index.under_way(connection, place_id):
        raise NotAllowedNow(
            N_(
                "A check of {depot} was begun by {inspector} on {day} and is not completed."
                " Continue it, or cancel it first."
            ),
            depot=place.name,
            inspector=found.inspector,
            day=found.opened_on,
        )


def _check_room(view: CheckView, question: str, sha256: str) -> None:
    find_question(view.check_list, question)
    if any((each.question, each.sha256) == (question, sha256) for each in view.photographs):
        raise BadValue(N_("This photograph is kept with the question already."), "content")
    if len(view.photographs) >= MOST_PHOTOGRAPHS:
        raise NotAllowedNow(
            N_("A check has at most {most} photographs; this one has them."),
            most=MOST_PHOTOGRAPHS,
        )


def _raised(view: CheckView, question: Question) -> FindingRaised:
    return FindingRaised(
        check=view.record.id,
        question=question.code,
        group=question.group,
        critical=question.critical,
        text=question.text,
        answer=view.full[question.code],
    )


def _open_findings(connection: Connection, record: CheckRecord) -> dict[str, FindingRecord]:
    """Return what is still open in a depot, from checks by the same list, by question."""
    found = security_index.findings(connection, record.place_id, open_only=True)
    same = {
        each.id
        for each in security_index.checks(connection, record.place_id, limit=1000)
        if each.check_list == record.check_list
    }
    return {each.question: each for each in found if each.check_id in same}


def _carried_over(old: FindingRecord, number: int, day: str) -> list[Fact]:
    facts: list[Fact] = []
    if old.owner:
        facts.append(
            FindingAssigned(
                finding=number,
                owner=old.owner,
                due_on=old.due_on.isoformat() if old.due_on else None,
                cost=old.cost,
                currency=old.currency,
                action=old.action,
            )
        )
    closing = i18n.tr(_FOUND_AGAIN, day=day)
    facts.append(FindingClosed(finding=old.id, occurred_on=day, action=closing))
    return facts
