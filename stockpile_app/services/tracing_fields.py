"""What is typed into the fields of a trace, as it is recorded."""

from __future__ import annotations

import datetime as dt

from stockpile_app.domain.confidential_facts.tracing import Counterpart, Description
from stockpile_app.domain.errors import BadValue
from stockpile_app.domain.text import N_
from stockpile_app.domain.tracing import LONGEST_TEXT, ContactChoice
from stockpile_app.domain.tracing_rules import check_description
from stockpile_app.domain.tracing_vocabulary import TraceDirection
from stockpile_app.domain.weapons import check_text
from stockpile_app.persistence.base import Connection
from stockpile_app.services.contacts import in_use
from stockpile_app.services.weapons import country_of


def described(said: Description, today: dt.date) -> Description:
    """Return a description cleaned, its countries as codes.

    Raises:
        BadValue: A field cannot be used.
    """
    values = {name: getattr(said, name) for name in said.__struct_fields__}
    for field in ("country", "import_country"):
        values[field] = country_of(values[field])
    return check_description(Description(**values), today)


def chosen(
    connection: Connection, choice: ContactChoice | None, today: dt.date
) -> Counterpart | None:
    """Return who was chosen; None where nobody was.

    Raises:
        BadValue: A field cannot be used.
        NotFound: There is no such contact, or it is retired.
    """
    return None if choice is None else counterpart_of(connection, choice, today)


def counterpart_of(connection: Connection, choice: ContactChoice, today: dt.date) -> Counterpart:
    """Return who was chosen, with all that the directory has of them now.

    Raises:
        BadValue: A field cannot be used.
        NotFound: There is no such contact, or it is retired.
    """
    reference = check_text(choice.reference, "reference")
    if choice.contact_id is None:
        return Counterpart(
            country=country_of(choice.country),
            office=check_text(choice.office, "office", LONGEST_TEXT),
            reference=reference,
        )
    contact = in_use(connection, choice.contact_id, today)
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


def check_whom(counterpart: Counterpart, direction: TraceDirection, own: str) -> None:
    """Refuse a counterpart that cannot be; ``own`` is the country of the register.

    Raises:
        BadValue: Nobody is named, or this State itself.
    """
    if direction is TraceDirection.DOMESTIC:
        if not counterpart.office:
            raise BadValue(N_("Name the office that is asked."), "counterpart")
    elif not counterpart.country:
        raise BadValue(N_("Name the State that asks or is asked."), "counterpart")
    elif counterpart.country == own:
        raise BadValue(
            N_("The other State is this State itself. Open a domestic trace."), "counterpart"
        )
