"""Training and qualifications of staff."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from stockpile_app.domain.access import Permission
from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.errors import BadValue, NotFound
from stockpile_app.domain.facts import (
    Fact,
    QualificationGained,
    QualificationWithdrawn,
    TrainingHeld,
)
from stockpile_app.domain.people import PersonRecord
from stockpile_app.domain.staff import (
    Assignable,
    GainQualification,
    HoldTraining,
    QualificationRecord,
    StaffFigures,
    TrainingRecord,
    TrainingTable,
    Validity,
    expiry,
    lacks,
)
from stockpile_app.domain.text import N_
from stockpile_app.domain.weapons import LONGEST_NOTE, check_day, check_filled, check_text
from stockpile_app.persistence import people_index, staff_index
from stockpile_app.reference.training import training_table
from stockpile_app.services.desk import Desk
from stockpile_app.services.staff_details import figures_of, persons

if TYPE_CHECKING:
    from stockpile_app.services.staff_papers import StaffPapers

_MOST: Final = 100_000
_NO_PERSON: Final = N_("Choose people who are in the register and not retired.")
_NOBODY: Final = N_("Say who took part, or how many women and men.")
_COUNT: Final = N_("Write a whole number from {least} to {most}.")
_NO_DUTY: Final = N_("There is no duty “{code}” in the table of duties.")
_NO_QUALIFICATION: Final = N_("There is no such qualification, or it was withdrawn.")
_BEFORE: Final = N_("A qualification cannot run out before it was gained.")


@dataclass(frozen=True, slots=True)
class StaffChanged:
    """Result of an act: the id of the course or qualification, and what changed."""

    id: int
    changes: ChangeSet


class Staff:
    """What is done about training and qualifications."""

    def __init__(self, desk: Desk) -> None:
        """Work at ``desk``."""
        self._desk = desk

    @cached_property
    def papers(self) -> StaffPapers:
        """The list of qualifications on paper."""
        from stockpile_app.services.staff_papers import StaffPapers  # noqa: PLC0415 - when asked

        return StaffPapers(self._desk)

    # --- looking ---------------------------------------------------------------------------------

    def table(self) -> TrainingTable:
        """Return the topics of training, and which duties need which."""
        self._desk.require(Permission.READ)
        return training_table()

    def trainings(
        self, from_day: dt.date | None = None, to_day: dt.date | None = None
    ) -> list[TrainingRecord]:
        """Return the courses whose last day is in the period, newest first."""
        self._desk.require(Permission.READ)
        with self._desk.store.read() as connection:
            return staff_index.trainings(connection, training_table().name, from_day, to_day)

    def qualifications(self, person_id: int | None = None) -> list[QualificationRecord]:
        """Return qualifications as they stand today; what runs out first comes first."""
        self._desk.require(Permission.READ)
        with self._desk.store.read() as connection:
            return staff_index.qualifications(
                connection, training_table().name, self._desk.today, person_id
            )

    def expiring(self) -> list[QualificationRecord]:
        """Return what ran out or runs out soon and is not made good by a newer qualification."""
        found = self.qualifications()
        good = {(each.person_id, each.topic) for each in found if each.validity is Validity.VALID}
        due = {Validity.SOON, Validity.EXPIRED}
        newest: dict[tuple[int, str], QualificationRecord] = {}
        for each in found:  # in the order in which they run out
            if each.validity in due and (each.person_id, each.topic) not in good:
                newest[each.person_id, each.topic] = each
        return list(newest.values())

    def assignable(self, duty: str, day: dt.date | None = None) -> list[Assignable]:
        """Return who may be given a duty on a day, today by default, and what the others lack.

        Raises:
            NotFound: The table of duties has no such duty.
        """
        self._desk.require(Permission.READ)
        table = training_table()
        found = table.duty(duty)
        if found is None:
            raise NotFound(_NO_DUTY, code=duty)
        with self._desk.store.read() as connection:
            people = persons(people_index.read_people(connection))
            held = staff_index.qualifications(connection, table.name, self._desk.today)
        result = []
        for person in people:
            own = [each for each in held if each.person_id == person.id]
            expired, missing = lacks(found, own, day or self._desk.today)
            names = (tuple(map(table.name, expired)), tuple(map(table.name, missing)))
            result.append(
                Assignable(
                    person_id=person.id, person=person.title, expired=names[0], missing=names[1]
                )
            )
        return sorted(result, key=lambda each: (not each.may, len(each.missing), each.person))

    def figures(self, from_day: dt.date, to_day: dt.date) -> StaffFigures:
        """Return training in a period, by sex; qualifications as they stood on its last day."""
        self._desk.require(Permission.READ)
        with self._desk.store.read() as connection:
            return figures_of(connection, from_day, to_day)

    # --- recording -------------------------------------------------------------------------------

    def hold(self, command: HoldTraining) -> StaffChanged:
        """Record a course; those who took part are qualified by it if asked.

        Raises:
            BadValue: Something is missing or cannot be.
            NotFound: One of the people is not in the register, or is retired.
        """
        self._desk.require(Permission.TRAINING)
        today = self._desk.today
        held_on = check_day(command.held_on, "held_on", today) or today.isoformat()
        topic, title = check_filled(command.topic, "topic"), check_filled(command.title, "title")
        people = tuple(dict.fromkeys(command.people))
        for name, least in (("days", 1), ("women", 0), ("men", 0)):
            if not least <= getattr(command, name) <= _MOST:
                raise BadValue(_COUNT, name, least=least, most=_MOST)
        if not people and not command.women and not command.men:
            raise BadValue(_NOBODY, "people")
        with self._desk.store.write() as uow:
            self._check_people(people_index.read_people(uow.connection), people)
            seq = uow.next_seq
            facts: list[Fact] = [
                TrainingHeld(
                    topic=topic,
                    title=title,
                    occurred_on=held_on,
                    provider=check_filled(command.provider, "provider"),
                    days=command.days,
                    location=check_text(command.location, "location"),
                    people=people,
                    women=command.women,
                    men=command.men,
                    notes=check_text(command.notes, "notes", LONGEST_NOTE),
                )
            ]
            if command.qualifies:
                day = dt.date.fromisoformat(held_on)
                runs_out = _runs_out(topic, day)
                facts += [
                    QualificationGained(
                        person=person,
                        topic=topic,
                        occurred_on=held_on,
                        expires_on=runs_out,
                        issued_by=check_text(command.provider, "provider"),
                        training=seq,
                    )
                    for person in people
                ]
            uow.record_all(facts)
            return StaffChanged(seq, uow.commit())

    def gain(self, command: GainQualification) -> StaffChanged:
        """Record a qualification of a person.

        Raises:
            BadValue: Something is missing or a day cannot be.
            NotFound: The person is not in the register, or is retired.
        """
        self._desk.require(Permission.TRAINING)
        today = self._desk.today
        gained_on = check_day(command.gained_on, "gained_on", today) or today.isoformat()
        topic = check_filled(command.topic, "topic")
        if command.expires_on is None:
            expires = _runs_out(topic, dt.date.fromisoformat(gained_on))
        else:
            expires = command.expires_on.isoformat()
            if expires < gained_on:
                raise BadValue(_BEFORE, "expires_on")
        with self._desk.store.write() as uow:
            self._check_people(people_index.read_people(uow.connection), [command.person_id])
            seq = uow.next_seq
            uow.record(
                QualificationGained(
                    person=command.person_id,
                    topic=topic,
                    occurred_on=gained_on,
                    expires_on=expires,
                    certificate=check_text(command.certificate, "certificate"),
                    issued_by=check_text(command.issued_by, "issued_by"),
                )
            )
            return StaffChanged(seq, uow.commit())

    def withdraw(self, qualification_id: int, reason: str) -> StaffChanged:
        """Record that a qualification counts no longer.

        Raises:
            BadValue: No reason is given.
            NotFound: There is none of this id, or it was withdrawn before.
        """
        self._desk.require(Permission.TRAINING)
        reason = check_filled(reason, "reason")
        held = {each.id: each for each in self.qualifications()}
        found = held.get(qualification_id)
        if found is None or found.validity is Validity.WITHDRAWN:
            raise NotFound(_NO_QUALIFICATION)
        today = self._desk.today.isoformat()
        with self._desk.store.write() as uow:
            uow.record(
                QualificationWithdrawn(
                    qualification=qualification_id, occurred_on=today, reason=reason
                )
            )
            return StaffChanged(qualification_id, uow.commit())

    @staticmethod
    def _check_people(known: Sequence[PersonRecord], wanted: Sequence[int]) -> None:
        there = {each.id for each in persons(known)}
        if any(each not in there for each in wanted):
            raise NotFound(_NO_PERSON)


def _runs_out(topic: str, gained_on: dt.date) -> str | None:
    found = training_table().topic(topic)
    day = expiry(gained_on, found.months) if found else None
    return None if day is None else day.isoformat()
