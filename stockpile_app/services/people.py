"""People, units and organisations who hold weapons and keys."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from stockpile_app.domain.access import Permission
from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.errors import BadValue, NotFound
from stockpile_app.domain.facts import PersonAdded, PersonDescribed, PersonRetired
from stockpile_app.domain.people import (
    LONGEST_REASON,
    AddPerson,
    DescribePerson,
    PersonRecord,
    PersonWords,
    check_holds_nothing,
    check_person,
    matches,
)
from stockpile_app.domain.text import N_
from stockpile_app.domain.weapons import check_text
from stockpile_app.persistence import history, people_index
from stockpile_app.persistence.base import Connection
from stockpile_app.services.desk import Desk

_MOST_FOUND: Final = 50


@dataclass(frozen=True, slots=True)
class PersonChanged:
    """Result of an act on a person."""

    person_id: int
    changes: ChangeSet


class People:
    """What is done with people, units and organisations."""

    def __init__(self, desk: Desk) -> None:
        """Work at ``desk``."""
        self._desk = desk

    def all(self, *, retired: bool = False) -> list[PersonRecord]:
        """Return people by name, with what they hold; ``retired`` ones too if asked.

        Raises:
            NotAllowed: The user may not look at people.
        """
        self._desk.require(Permission.READ)
        with self._desk.store.read() as connection:
            return people_index.read_people(connection, retired=retired)

    def find(self, text: str, *, limit: int = _MOST_FOUND) -> list[PersonRecord]:
        """Return who is not retired and has ``text`` in the name or code, whatever the case.

        An exact code or name comes first.

        Raises:
            NotAllowed: The user may not look at people.
        """
        wanted = text.strip().casefold()
        found = [each for each in self.all() if matches(each, wanted)]
        found.sort(key=lambda each: wanted not in {each.code.casefold(), each.name.casefold()})
        return found[:limit]

    def get(self, person_id: int) -> PersonRecord:
        """Return one person, retired or not.

        Raises:
            NotAllowed: The user may not look at people.
            NotFound: There is none of this id.
        """
        self._desk.require(Permission.READ)
        with self._desk.store.read() as connection:
            found = people_index.person(connection, person_id)
        if found is None:
            raise NotFound(N_("There is no such person in this register."))
        return found

    def add(self, command: AddPerson) -> PersonChanged:
        """Add a person, unit or organisation.

        Raises:
            BadValue: The name is empty, name and code are taken, or the user does not fit.
            NotAllowed: The user may not add people.
        """
        self._desk.require(Permission.PEOPLE)
        words = check_person(command.kind, command)
        with self._desk.store.write() as uow:
            words = _fitting(uow.connection, words)
            number = people_index.last_number(uow.connection) + 1
            uow.record(PersonAdded(person=number, person_kind=command.kind, **words._asdict()))
            return PersonChanged(number, uow.commit())

    def describe(self, command: DescribePerson) -> PersonChanged:
        """Record what is known of a person from now on.

        Raises:
            BadValue: The name is empty, name and code are taken, or the user does not fit.
            NotAllowed: The user may not describe people.
            NotFound: There is no such person, or they are retired.
        """
        self._desk.require(Permission.PEOPLE)
        with self._desk.store.write() as uow:
            person = active(uow.connection, command.person_id)
            words = check_person(person.kind, command)
            words = _fitting(uow.connection, words, person.id)
            uow.record(PersonDescribed(person=person.id, **words._asdict()))
            return PersonChanged(person.id, uow.commit())

    def retire(self, person_id: int, reason: str = "") -> PersonChanged:
        """Hand nothing more to a person; their history stays.

        Raises:
            NotAllowed: The user may not retire people.
            NotAllowedNow: They still have weapons or keys.
            NotFound: There is no such person, or they are retired already.
        """
        self._desk.require(Permission.PEOPLE)
        reason = check_text(reason, "reason", LONGEST_REASON)
        with self._desk.store.write() as uow:
            person = active(uow.connection, person_id)
            check_holds_nothing(person)
            uow.record(PersonRetired(person=person.id, reason=reason))
            return PersonChanged(person.id, uow.commit())


def active(connection: Connection, person_id: int) -> PersonRecord:
    """Return somebody to whom something may be handed.

    Raises:
        NotFound: There is no such person, or they are retired.
    """
    found = people_index.person(connection, person_id)
    if found is None or found.retired:
        raise NotFound(N_("There is no such person, or they are retired."))
    return found


def _fitting(connection: Connection, words: PersonWords, own: int | None = None) -> PersonWords:
    """Check against everybody else; return the words with the user's name as it is written."""
    others = [each for each in people_index.read_people(connection) if each.id != own]
    wanted = (words.name.casefold(), words.code.casefold())
    if any((each.name.casefold(), each.code.casefold()) == wanted for each in others):
        raise BadValue(
            N_(
                "There is “{name}” with this code already. Choose that entry, or give a code that"
                " tells them apart."
            ),
            "code" if words.code else "name",
            name=words.name,
        )
    if not words.user:
        return words
    users = {each.name.casefold(): each for each in history.users(connection) if not each.retired}
    user = users.get(words.user.casefold())
    if user is None:
        raise BadValue(N_("There is no user “{name}”."), "user", name=words.user)
    if any(each.user == user.name for each in others):
        raise BadValue(
            N_("The user “{name}” is somebody else in this list."), "user", name=user.name
        )
    return words._replace(user=user.name)
