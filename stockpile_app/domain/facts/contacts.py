"""National points of contact, and the targets for answering: plain facts, no secret in them."""

from __future__ import annotations

from typing import ClassVar

from stockpile_app.domain.facts.base import Fact
from stockpile_app.domain.tracing_vocabulary import ContactInstrument


class ContactStated(Fact, frozen=True):
    """An office is, from now on, as stated here; no person is named, only the post.

    Attributes:
        contact: Number of the contact in this register.
        country: Two-letter code.
        languages: What may be written in, as people say it.
        confirmed_on: When the office, or who published it, last said that this is right; "" never.
        confirmed_by: How it is known: a call, a letter, a published list.
    """

    kind: ClassVar[str] = "contact-stated"
    contact: int
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
    confirmed_on: str = ""
    confirmed_by: str = ""


class ContactConfirmed(Fact, frozen=True):
    """What is stated of an office was found to be right on this day."""

    kind: ClassVar[str] = "contact-confirmed"
    contact: int
    confirmed_on: str
    confirmed_by: str


class ContactRetired(Fact, frozen=True):
    """An office is no point of contact any more; what was sent to it stays recorded."""

    kind: ClassVar[str] = "contact-retired"
    contact: int
    reason: str


class TraceTargetsStated(Fact, frozen=True):
    """Within how many days requests are to be acknowledged and answered from now on.

    Attributes:
        confirm_days: After how many days a point of contact is to be confirmed again.
    """

    kind: ClassVar[str] = "trace-targets-stated"
    acknowledge_days: int
    answer_days: int
    confirm_days: int
    reason: str
