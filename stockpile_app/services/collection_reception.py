"""Where people are received: registered by code, and their hand-in begun."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

from stockpile_app.domain.access import Permission
from stockpile_app.domain.collection_people import PersonalData, RegisterParticipant
from stockpile_app.domain.collection_rules import (
    age_group_of,
    check_child,
    check_collecting,
    check_eligible,
    check_no_name,
    check_personal,
)
from stockpile_app.domain.collection_sites import SiteStanding
from stockpile_app.domain.collections import HandInChanged, HandInDetails, HandInQuery
from stockpile_app.domain.confidential import Compartment
from stockpile_app.domain.errors import NotAllowedNow, NotFound
from stockpile_app.domain.facts import HandInOpened, ParticipantRegistered
from stockpile_app.domain.text import N_
from stockpile_app.persistence import collection_day_index, collection_index, collection_site_index
from stockpile_app.persistence.base import Connection
from stockpile_app.services.collection_people import stated
from stockpile_app.services.collection_setup import NO_SITE
from stockpile_app.services.compartments import Compartments
from stockpile_app.services.desk import Desk

MINUTE: Final = "%Y-%m-%dT%H:%M"
NO_HAND_IN: Final = N_("There is no such hand-in in this register.")
_NO_PERSON: Final = N_("There is no participant {code} in this register.")
_CLOSED_DAY: Final = N_("{day} is closed at “{name}”: nothing more is taken in on that day.")


class Reception:
    """What is done when somebody comes."""

    def __init__(self, desk: Desk) -> None:
        """Work at ``desk``."""
        self._desk = desk
        self._compartments = Compartments(desk)

    # --- looking ---------------------------------------------------------------------------------

    def open_ones(self, site_id: int) -> Sequence[HandInDetails]:
        """Return what was begun at a site and is not finished, the oldest first."""
        self._desk.require(Permission.COLLECT)
        query = HandInQuery(site=site_id, open_only=True, limit=1000)
        with self._desk.store.read() as connection:
            return collection_index.all_details(connection, query)[::-1]

    def details(self, hand_in_id: int) -> HandInDetails:
        """Return a hand-in with everything that was taken over.

        Raises:
            NotFound: There is none of this id.
        """
        self._desk.require(Permission.READ)
        with self._desk.store.read() as connection:
            found = collection_index.details(connection, hand_in_id)
        if found is None:
            raise NotFound(NO_HAND_IN)
        return found

    # --- people ----------------------------------------------------------------------------------

    def register(self, command: RegisterParticipant) -> HandInChanged:
        """Register somebody who came, seal who they are, and begin their hand-in.

        Raises:
            BadValue: A field cannot be used; somebody under 18 is not accompanied.
            NotAllowed: Who they are is told, and the user has no key to personal data.
            NotAllowedNow: The site, its programme or the day is closed.
            NotFound: There is no such site.
        """
        self._desk.require(Permission.COLLECT)
        group = age_group_of(command)
        check_eligible(eligible=command.eligible, ineligible=command.ineligible)
        child_staff = check_child(group, command.child_staff, command.ineligible)
        personal = check_personal(command.personal)
        told = personal != PersonalData()
        if told:
            self._compartments.require(Compartment.PARTICIPANTS)
        now = self._desk.local_now.strftime(MINUTE)
        with self._desk.store.write() as uow:
            site = _collecting(uow.connection, command.site, self._desk.today)
            code = site.next_code
            check_no_name(personal.name, code, child_staff=child_staff)
            uow.record(
                ParticipantRegistered(
                    code=code,
                    site=site.id,
                    arrived_at=now,
                    age_group=group,
                    participant_kind=command.kind,
                    sex=command.sex,
                    eligible=command.eligible,
                    ineligible=command.ineligible,
                    child_staff=child_staff,
                )
            )
            if told:
                self._compartments.seal(uow, Compartment.PARTICIPANTS, code, stated(personal))
            hand_in = uow.next_seq
            uow.record(HandInOpened(participant=code, site=site.id, opened_at=now))
            changes = uow.commit()
        return HandInChanged(details=self.details(hand_in), changes=changes)

    def again(self, site_id: int, code: str) -> HandInChanged:
        """Begin another hand-in of somebody who was here before; an open one is gone on with.

        Raises:
            NotAllowedNow: The site, its programme or the day is closed.
            NotFound: There is no such site or participant.
        """
        self._desk.require(Permission.COLLECT)
        code = code.strip().upper()
        with self._desk.store.write() as uow:
            site = _collecting(uow.connection, site_id, self._desk.today)
            if collection_index.participant(uow.connection, code) is None:
                raise NotFound(_NO_PERSON, code=code)
            query = HandInQuery(participant=code, open_only=True, site=site.id)
            known = collection_index.hand_ins(uow.connection, query)
            hand_in = known[0].id if known else uow.next_seq
            if not known:
                now = self._desk.local_now.strftime(MINUTE)
                uow.record(HandInOpened(participant=code, site=site.id, opened_at=now))
            changes = uow.commit()
        return HandInChanged(details=self.details(hand_in), changes=changes)


def _collecting(connection: Connection, site_id: int, today: dt.date) -> SiteStanding:
    """Return a site where people may be served today.

    Raises:
        NotAllowedNow: The site, its programme or the day is closed.
        NotFound: There is no such site.
    """
    site = collection_site_index.standing(connection, site_id)
    if site is None:
        raise NotFound(NO_SITE)
    check_collecting(site, today)
    if collection_day_index.is_closed(connection, site_id, today):
        raise NotAllowedNow(_CLOSED_DAY, day=today.isoformat(), name=site.name)
    return site
