"""The directory of national points of contact: what people ask for, what they see, the rules."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.errors import BadValue
from stockpile_app.domain.text import N_
from stockpile_app.domain.tracing_vocabulary import ContactInstrument

LONGEST_REASON: Final = 500
MOST_DAYS: Final = 3650


@dataclass(frozen=True, slots=True, kw_only=True)
class StateContact:
    """Asks to record an office as it is from now on; all fields are the new ones.

    Attributes:
        contact_id: An office that is in the directory already; None for a new one.
        country: Code or name.
        confirmed_on: When it was last said to be right; None where nobody ever asked.
        confirmed_by: How that is known: a call, a letter, a published list.
    """

    country: str
    office: str
    instruments: tuple[ContactInstrument, ...]
    contact_id: int | None = None
    authority: str = ""
    post: str = ""
    address: str = ""
    email: str = ""
    telephone: str = ""
    languages: str = ""
    notes: str = ""
    confirmed_on: dt.date | None = None
    confirmed_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmContact:
    """Asks to record that what is stated of an office was found to be right."""

    contact_id: int
    confirmed_on: dt.date
    confirmed_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RetireContact:
    """Asks to take an office out of the directory."""

    contact_id: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactRecord:
    """An office that is, or once was, a national point of contact.

    Attributes:
        country: Two-letter code.
        days_unconfirmed: Since it was last said to be right; None where nobody ever asked.
        is_stale: Whether that is longer ago than the targets allow, or never was.
    """

    id: int
    country: str
    office: str
    instruments: tuple[ContactInstrument, ...]
    authority: str = ""
    post: str = ""
    address: str = ""
    email: str = ""
    telephone: str = ""
    languages: str = ""
    notes: str = ""
    confirmed_on: dt.date | None = None
    confirmed_by: str = ""
    days_unconfirmed: int | None = None
    is_stale: bool = False
    retired: bool = False


@dataclass(frozen=True, slots=True)
class ContactChanged:
    """Result of an act on the directory."""

    contact_id: int
    changes: ChangeSet


def check_email(text: str) -> str:
    """Return an e-mail address as it is recorded; "" where there is none.

    Raises:
        BadValue: It has no part on one side of the @, or white space.
    """
    text = text.strip()
    name, at, host = text.rpartition("@")
    if text and (not (name and at and host) or any(map(str.isspace, text))):
        raise BadValue(N_("This is no e-mail address: {text}."), "email", text=text)
    return text


def matches(contact: ContactRecord, wanted: str, country_name: str) -> bool:
    """Whether a text is part of the country's name or code, the office or the authority."""
    wanted = wanted.strip().casefold()
    fields = (contact.country, country_name, contact.office, contact.authority, contact.email)
    return any(wanted in each.casefold() for each in fields)
