"""The directory of national points of contact, with the day each was last found to be right."""

from __future__ import annotations

import datetime as dt
from typing import Final

from stockpile_app.domain.access import Permission
from stockpile_app.domain.contacts import (
    ConfirmContact,
    ContactChanged,
    ContactRecord,
    RetireContact,
    StateContact,
    check_email,
    matches,
)
from stockpile_app.domain.errors import BadValue, NotFound
from stockpile_app.domain.facts import ContactConfirmed, ContactRetired, ContactStated
from stockpile_app.domain.text import N_
from stockpile_app.domain.tracing import LONGEST_TEXT
from stockpile_app.domain.tracing_rules import check_reason, check_since
from stockpile_app.domain.weapons import LONGEST_NOTE, check_day, check_text
from stockpile_app.persistence import contact_index
from stockpile_app.persistence.base import Connection
from stockpile_app.reference.countries import country_name
from stockpile_app.reference.tracing import shipped_targets
from stockpile_app.services.desk import Desk
from stockpile_app.services.weapons import country_of

_NEVER: Final = 10**9


class Contacts:
    """What is done with the directory."""

    def __init__(self, desk: Desk) -> None:
        """Work at ``desk``."""
        self._desk = desk

    def all(self, *, retired: bool = False) -> list[ContactRecord]:
        """Return offices by country; ``retired`` ones too if asked.

        Raises:
            NotAllowed: The user may neither look at the register nor keep the directory.
        """
        self._require_reading()
        with self._desk.store.read() as connection:
            return _all(connection, self._desk.today, retired=retired)

    def find(self, text: str) -> list[ContactRecord]:
        """Return offices in use with ``text`` in the country, office or authority.

        Raises:
            NotAllowed: The user may neither look at the register nor keep the directory.
        """
        return [each for each in self.all() if matches(each, text, country_name(each.country))]

    def get(self, contact_id: int) -> ContactRecord:
        """Return one office, retired or not.

        Raises:
            NotAllowed: The user may neither look at the register nor keep the directory.
            NotFound: There is none of this id.
        """
        self._require_reading()
        with self._desk.store.read() as connection:
            found = contact_index.contact(
                connection, contact_id, self._desk.today, confirm_days(connection)
            )
        if found is None:
            raise NotFound(N_("There is no such point of contact in this register."))
        return found

    def unconfirmed(self, days: int | None = None) -> list[ContactRecord]:
        """Return offices not confirmed for more than that many days, or never; the longest first.

        Without ``days`` it is what the targets say.

        Raises:
            NotAllowed: The user may neither look at the register nor keep the directory.
        """
        found = [
            (_NEVER if each.days_unconfirmed is None else each.days_unconfirmed, each)
            for each in self.all()
        ]
        late = [
            (waited, each)
            for waited, each in found
            if (each.is_stale if days is None else waited > days)
        ]
        return [each for _, each in sorted(late, key=lambda pair: -pair[0])]

    def state(self, command: StateContact) -> ContactChanged:
        """Record an office, a new one or one that changed.

        Raises:
            BadValue: A field cannot be used, or the same office is there already.
            NotAllowed: The user may not keep the directory.
            NotFound: There is no such office, or it is retired.
        """
        self._desk.require(Permission.CONTACTS)
        country = country_of(command.country)
        office = check_text(command.office, "office", LONGEST_TEXT)
        if not country:
            raise BadValue(N_("Name the State."), "country")
        if not office:
            raise BadValue(N_("Name the office."), "office")
        if not command.instruments:
            raise BadValue(N_("Say for what it is a point of contact."), "instruments")
        confirmed_on = check_day(command.confirmed_on, "confirmed_on", self._desk.today) or ""
        confirmed_by = check_text(command.confirmed_by, "confirmed_by", LONGEST_TEXT)
        if confirmed_on and not confirmed_by:
            raise BadValue(N_("Say how it was confirmed."), "confirmed_by")
        with self._desk.store.write() as uow:
            number = self._number(uow.connection, command.contact_id, country, office)
            uow.record(
                ContactStated(
                    contact=number,
                    country=country,
                    office=office,
                    instruments=tuple(dict.fromkeys(command.instruments)),
                    authority=check_text(command.authority, "authority", LONGEST_TEXT),
                    post=check_text(command.post, "post", LONGEST_TEXT),
                    address=check_text(command.address, "address", LONGEST_NOTE),
                    email=check_email(check_text(command.email, "email")),
                    telephone=check_text(command.telephone, "telephone"),
                    languages=check_text(command.languages, "languages"),
                    notes=check_text(command.notes, "notes", LONGEST_NOTE),
                    confirmed_on=confirmed_on,
                    confirmed_by=confirmed_by if confirmed_on else "",
                )
            )
            return ContactChanged(number, uow.commit())

    def confirm(self, command: ConfirmContact) -> ContactChanged:
        """Record that what is stated of an office was found to be right.

        Raises:
            BadValue: The day is in the future or before the last one, or nothing says how.
            NotAllowed: The user may not keep the directory.
            NotFound: There is no such office, or it is retired.
        """
        self._desk.require(Permission.CONTACTS)
        how = check_text(command.confirmed_by, "confirmed_by", LONGEST_TEXT)
        if not how:
            raise BadValue(N_("Say how it was confirmed."), "confirmed_by")
        today = self._desk.today
        with self._desk.store.write() as uow:
            contact = in_use(uow.connection, command.contact_id, today)
            earliest = contact.confirmed_on or dt.date.min
            day = check_since(command.confirmed_on, "confirmed_on", today, earliest)
            uow.record(ContactConfirmed(contact=contact.id, confirmed_on=day, confirmed_by=how))
            return ContactChanged(contact.id, uow.commit())

    def retire(self, command: RetireContact) -> ContactChanged:
        """Take an office out of the directory; what was sent to it stays recorded.

        Raises:
            BadValue: No reason is given.
            NotAllowed: The user may not keep the directory.
            NotFound: There is no such office, or it is retired already.
        """
        self._desk.require(Permission.CONTACTS)
        reason = check_reason(command.reason)
        with self._desk.store.write() as uow:
            contact = in_use(uow.connection, command.contact_id, self._desk.today)
            uow.record(ContactRetired(contact=contact.id, reason=reason))
            return ContactChanged(contact.id, uow.commit())

    def _require_reading(self) -> None:
        if not self._desk.may(Permission.CONTACTS):
            self._desk.require(Permission.READ)

    def _number(
        self, connection: Connection, contact_id: int | None, country: str, office: str
    ) -> int:
        today = self._desk.today
        if contact_id is not None:
            in_use(connection, contact_id, today)
        for other in _all(connection, today):
            same = (other.country, other.office.casefold()) == (country, office.casefold())
            if same and other.id != contact_id:
                raise BadValue(
                    N_("“{office}” of this State is in the directory already."),
                    "office",
                    office=other.office,
                )
        if contact_id is not None:
            return contact_id
        return contact_index.last_number(connection) + 1


def in_use(connection: Connection, contact_id: int, today: dt.date) -> ContactRecord:
    """Return an office that something may be sent to.

    Raises:
        NotFound: There is no such office, or it is retired.
    """
    found = contact_index.contact(connection, contact_id, today, confirm_days(connection))
    if found is None or found.retired:
        raise NotFound(N_("There is no such point of contact, or it is retired."))
    return found


def confirm_days(connection: Connection) -> int:
    """Return after how many days an office is to be confirmed again."""
    return (contact_index.targets(connection) or shipped_targets()).confirm


def _all(connection: Connection, today: dt.date, *, retired: bool = False) -> list[ContactRecord]:
    return contact_index.contacts(connection, today, confirm_days(connection), retired=retired)
