"""Who handed in: by code for everybody, by name for those alone who have the key."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Final

from stockpile_app.domain.access import Permission
from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.collection_people import (
    AppealText,
    NamedParticipant,
    ParticipantQuery,
    ParticipantRecord,
    PersonalData,
    PersonFile,
)
from stockpile_app.domain.collection_rules import check_eligible, check_no_name, check_personal
from stockpile_app.domain.collections import HandInQuery, HandInRecord
from stockpile_app.domain.collections_vocabulary import AppealState, Ineligible
from stockpile_app.domain.confidential import Compartment, Unsealed
from stockpile_app.domain.confidential_facts.participants import AppealStated, PersonalDataStated
from stockpile_app.domain.errors import BadValue, NotAllowed, NotAllowedNow, NotFound
from stockpile_app.domain.facts import AppealLodged, EligibilityDecided
from stockpile_app.domain.text import N_
from stockpile_app.domain.weapons import LONGEST_NOTE, check_text
from stockpile_app.persistence import collection_index
from stockpile_app.persistence.base import Connection
from stockpile_app.services.compartments import Compartments
from stockpile_app.services.desk import Desk

ALL: Final = "*"
"""Subject of the entry that says that names were listed or searched."""

_WHO: Final = Compartment.PARTICIPANTS
_MOST_FOUND: Final = 100
_NO_PERSON: Final = N_("There is no participant {code} in this register.")
_ERASED: Final = N_("The personal data of {code} was erased; nothing more is kept of who it is.")
_IS_ELIGIBLE: Final = N_("{code} is not found ineligible: there is nothing to appeal against.")
_PENDING: Final = N_("An appeal of {code} is lodged already and not decided.")
_NO_APPEAL: Final = N_("{code} has lodged no appeal that is not decided.")


class CollectionPeople:
    """What is known of people who came."""

    def __init__(self, desk: Desk) -> None:
        """Work at ``desk``."""
        self._desk = desk
        self._compartments = Compartments(desk)

    # --- by code, for everybody ------------------------------------------------------------------

    def list(self, query: ParticipantQuery) -> Sequence[ParticipantRecord]:
        """Return participants by code, newest first."""
        self._desk.require(Permission.READ)
        with self._desk.store.read() as connection:
            return collection_index.participants(connection, query)

    def find(self, code: str) -> ParticipantRecord:
        """Return the participant with a code, typed or scanned.

        Raises:
            NotFound: There is none.
        """
        self._desk.require(Permission.READ)
        with self._desk.store.read() as connection:
            return _existing(connection, code)

    def hand_ins(self, query: HandInQuery) -> Sequence[HandInRecord]:
        """Return hand-ins, newest first."""
        self._desk.require(Permission.READ)
        with self._desk.store.read() as connection:
            return collection_index.hand_ins(connection, query)

    # --- by name, for holders --------------------------------------------------------------------

    def open_file(self, code: str, purpose: str = "") -> PersonFile:
        """Return everything that is kept of one participant; looking at it is an entry.

        Raises:
            NotAllowed: The user may not see personal data, or has no key to it.
            NotFound: There is none of this code.
        """
        self._compartments.require(_WHO)
        with self._desk.store.read() as connection:
            record = _existing(connection, code)
        self._compartments.note_viewed(_WHO, record.code, _purpose(purpose))
        sealed = self._compartments.read(_WHO, record.code)
        return PersonFile(
            participant=record,
            personal=_last(sealed),
            appeals=tuple(
                AppealText(
                    recorded_on=dt.date.fromisoformat(each.recorded_at[:10]),
                    decided=each.fact.decided,
                    text=each.fact.text,
                )
                for each in sealed
                if isinstance(each.fact, AppealStated)
            ),
        )

    def named(self, site: int | None = None) -> Sequence[NamedParticipant]:
        """Return everybody with their names, newest first; looking at them is an entry.

        Raises:
            NotAllowed: The user may not see personal data, or has no key to it.
        """
        self._compartments.require(_WHO)
        self._compartments.note_viewed(_WHO, ALL, "list")
        with self._desk.store.read() as connection:
            query = ParticipantQuery(site=site, limit=1_000_000)
            people = collection_index.participants(connection, query)
        names = self._names()
        return [
            NamedParticipant(participant=each, name=names.get(each.code, "")) for each in people
        ]

    def search(self, name_part: str) -> Sequence[NamedParticipant]:
        """Return who has this in their name, whatever the case; looking for them is an entry.

        What was looked for is not recorded: it would tell a name to everybody.

        Raises:
            NotAllowed: The user may not see personal data, or has no key to it.
        """
        self._compartments.require(_WHO)
        self._compartments.note_viewed(_WHO, ALL, "search")
        wanted = _comparable(name_part)
        if not wanted:
            return []
        found = {code: name for code, name in self._names().items() if wanted in _comparable(name)}
        codes = list(found)[:_MOST_FOUND]
        with self._desk.store.read() as connection:
            people = collection_index.participants_with(connection, codes)
        return [
            NamedParticipant(participant=people[each], name=found[each])
            for each in codes
            if each in people
        ]

    def names(self, codes: Iterable[str], purpose: str) -> dict[str, str]:
        """Return the names of some participants, for a paper; that they were told is an entry.

        Raises:
            NotAllowed: The user may not see personal data, or has no key to it.
        """
        self._compartments.require(_WHO)
        wanted = list(dict.fromkeys(codes))
        subject = wanted[0] if len(wanted) == 1 else ALL
        self._compartments.note_viewed(_WHO, subject, _purpose(purpose))
        if len(wanted) == 1:
            known = _last(self._compartments.read(_WHO, wanted[0]))
            return {wanted[0]: known.name} if known else {}
        names = self._names()
        return {code: names[code] for code in wanted if code in names}

    def _names(self) -> dict[str, str]:
        """Return all names by code, the last word of each."""
        return {
            each.subject: each.fact.name
            for each in self._compartments.read(_WHO)
            if isinstance(each.fact, PersonalDataStated)
        }

    # --- recording -------------------------------------------------------------------------------

    def state(self, code: str, personal: PersonalData) -> ChangeSet:
        """Seal who a participant is; the last word counts, and the earlier ones stay sealed.

        Raises:
            BadValue: A text is too long.
            NotAllowed: The user may not see personal data, or has no key to it.
            NotAllowedNow: It was erased.
            NotFound: There is none of this code.
        """
        self._compartments.require(_WHO)
        personal = check_personal(personal)
        with self._desk.store.write() as uow:
            record = _kept(uow.connection, code)
            self._compartments.seal(uow, _WHO, record.code, stated(personal))
            return uow.commit()

    def erase(self, code: str, reason: str) -> ChangeSet:
        """Make unreadable for good who a participant is; what they handed in stays.

        Raises:
            BadValue: No reason is given, or it tells who they are.
            NotAllowed: The user may not see personal data, or has no key to it.
            NotFound: There is none of this code, or nothing is kept of them.
        """
        self._compartments.require(_WHO)
        with self._desk.store.read() as connection:
            record = _existing(connection, code)
        check_no_name(who_is(self._desk, record.code), record.code, reason=reason)
        return self._compartments.erase(_WHO, record.code, reason)

    # --- eligible or not -------------------------------------------------------------------------

    def decide(
        self, code: str, *, eligible: bool, ineligible: Ineligible | None = None
    ) -> ChangeSet:
        """Record whether somebody may take part.

        Raises:
            BadValue: No reason is given against it.
            NotAllowedNow: An appeal is not decided: decide that.
            NotFound: There is none of this code.
        """
        self._desk.require(Permission.COLLECT)
        check_eligible(eligible=eligible, ineligible=ineligible)
        with self._desk.store.write() as uow:
            record = _existing(uow.connection, code)
            if record.appeal is AppealState.LODGED:
                raise NotAllowedNow(_PENDING, code=record.code)
            uow.record(self._decided(record.code, eligible=eligible, ineligible=ineligible))
            return uow.commit()

    def lodge_appeal(self, code: str, grounds: str) -> ChangeSet:
        """Record that somebody appeals against being found ineligible; the grounds are sealed.

        Raises:
            BadValue: No grounds are given.
            NotAllowed: The user has no key to personal data.
            NotAllowedNow: They are not found ineligible, an appeal is lodged already, or who they
                are was erased.
            NotFound: There is none of this code.
        """
        self._desk.require(Permission.COLLECT)
        self._compartments.require(_WHO)
        text = _said(grounds, "grounds")
        with self._desk.store.write() as uow:
            record = _kept(uow.connection, code)
            if record.appeal is AppealState.LODGED:
                raise NotAllowedNow(_PENDING, code=record.code)
            if record.eligible is not False:
                raise NotAllowedNow(_IS_ELIGIBLE, code=record.code)
            day = self._desk.today.isoformat()
            uow.record(AppealLodged(participant=record.code, occurred_on=day))
            self._compartments.seal(uow, _WHO, record.code, AppealStated(text=text))
            return uow.commit()

    def decide_appeal(
        self, code: str, *, upheld: bool, words: str, ineligible: Ineligible | None = None
    ) -> ChangeSet:
        """Record what became of an appeal; the words are sealed.

        Args:
            upheld: Whether they may take part after all.
            ineligible: Why not, where it is dismissed; None keeps the reason.

        Raises:
            BadValue: No words are given.
            NotAllowed: The user may not decide, or has no key to personal data.
            NotAllowedNow: There is no appeal to decide, or who they are was erased.
            NotFound: There is none of this code.
        """
        self._desk.require(Permission.PROGRAMMES)
        self._compartments.require(_WHO)
        text = _said(words, "words")
        with self._desk.store.write() as uow:
            record = _kept(uow.connection, code)
            if record.appeal is not AppealState.LODGED:
                raise NotAllowedNow(_NO_APPEAL, code=record.code)
            reason = None if upheld else ineligible or record.ineligible or Ineligible.OTHER
            fact = self._decided(record.code, eligible=upheld, ineligible=reason, on_appeal=True)
            uow.record(fact)
            self._compartments.seal(uow, _WHO, record.code, AppealStated(text=text, decided=True))
            return uow.commit()

    def _decided(
        self, code: str, *, eligible: bool, ineligible: Ineligible | None, on_appeal: bool = False
    ) -> EligibilityDecided:
        return EligibilityDecided(
            participant=code,
            eligible=eligible,
            occurred_on=self._desk.today.isoformat(),
            ineligible=ineligible,
            on_appeal=on_appeal,
        )


def stated(personal: PersonalData) -> PersonalDataStated:
    """Return the confidential fact of who somebody is."""
    return PersonalDataStated(
        name=personal.name,
        born=personal.born,
        nationality=personal.nationality,
        group=personal.group,
        commander=personal.commander,
        id_document=personal.id_document,
        notes=personal.notes,
    )


def who_is(desk: Desk, code: str) -> str:
    """Return a participant's name so that no text repeats it; "" where the user has no key.

    It is compared and forgotten, and shown to nobody: no entry is made of it.
    """
    if not desk.may(Permission.PERSONAL_DATA):
        return ""
    try:
        known = _last(Compartments(desk).read(_WHO, code))
    except NotAllowed:
        return ""
    return known.name if known else ""


def _existing(connection: Connection, code: str) -> ParticipantRecord:
    code = code.strip().upper()
    found = collection_index.participant(connection, code)
    if found is None:
        raise NotFound(_NO_PERSON, code=code)
    return found


def _kept(connection: Connection, code: str) -> ParticipantRecord:
    """Return a participant of whom personal data may be kept."""
    record = _existing(connection, code)
    if record.erased:
        raise NotAllowedNow(_ERASED, code=record.code)
    return record


def _last(sealed: Iterable[Unsealed]) -> PersonalData | None:
    """Return the last word on who somebody is."""
    facts = [each.fact for each in sealed if isinstance(each.fact, PersonalDataStated)]
    if not facts:
        return None
    fact = facts[-1]
    return PersonalData(
        name=fact.name,
        born=fact.born,
        nationality=fact.nationality,
        group=fact.group,
        commander=fact.commander,
        id_document=fact.id_document,
        notes=fact.notes,
    )


def _comparable(name: str) -> str:
    return " ".join(name.casefold().split())


def _purpose(purpose: str) -> str:
    return check_text(purpose, "purpose", 200)


def _said(text: str, field: str) -> str:
    text = check_text(text, field, LONGEST_NOTE)
    if not text:
        raise BadValue(N_("Write what is said."), field)
    return text
