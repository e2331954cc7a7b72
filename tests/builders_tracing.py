"""Trace files, step by step, through the services, and at least one plain fact of every kind."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from stockpile_app.domain import facts as f
from stockpile_app.domain.confidential_facts.tracing import Description, Details
from stockpile_app.domain.contacts import StateContact
from stockpile_app.domain.tracing import (
    AcknowledgeTrace,
    ContactChoice,
    OpenTrace,
    ReceiveTrace,
    ReplyTrace,
    SendTrace,
)
from stockpile_app.domain.tracing_vocabulary import (
    ContactInstrument,
    IllicitGround,
    TraceDirection,
    TraceOutcome,
    TraceUrgency,
)
from stockpile_app.domain.weapons import RegisterWeapon
from stockpile_app.services.gateway import Services

TODAY = dt.date(2026, 3, 2)
SECRET = "Kestrel"
"""A word that stands in every confidential field of what is built here, and nowhere else."""

DETAILS = Details(
    grounds=(IllicitGround.NATIONAL_LAW, IllicitGround.NO_TRANSFER_LICENCE),
    reasoning=f"Held without a licence; firearms act, section 4. {SECRET}",
    circumstances=f"Found in a car at a road block. {SECRET}",
    found_place=f"{SECRET} Road",
    found_on="2026-02-20",
    intended_use=f"Criminal investigation. {SECRET}",
    urgency=TraceUrgency.URGENT,
    classification=f"CONFIDENTIAL {SECRET}",
    caveats=f"Not to be used in court without consent. {SECRET}",
    iarms_reference=f"IA-{SECRET}",
)
DESCRIPTION = Description(
    serial="KZ7421 88",
    maker="Norinco",
    model="Type 56",
    calibre="7.62x39",
    country="China",
    other_marks=f"386 in a triangle\n{SECRET}",
)
THEM = ContactChoice(country="Uganda", office=f"Tracing desk {SECRET}", reference="UG/12")


def contact_command(**fields: Any) -> StateContact:
    values: dict[str, Any] = {
        "country": "Uganda",
        "office": "National Focal Point",
        "instruments": (ContactInstrument.POA, ContactInstrument.ITI),
        "authority": "Ministry of Internal Affairs",
        "email": "focal.point@example.org",
        "confirmed_on": TODAY,
        "confirmed_by": "telephone",
    }
    return StateContact(**{**values, **fields})


def open_command(weapon_id: int | None = 1, **fields: Any) -> OpenTrace:
    values: dict[str, Any] = {
        "direction": TraceDirection.OUT,
        "opened_on": TODAY,
        "weapon_id": weapon_id,
        "details": DETAILS,
        "reference": f"NP/{SECRET}/1",
        "counterpart": THEM,
    }
    return OpenTrace(**{**values, **fields})


def receive_command(description: Description = DESCRIPTION, **fields: Any) -> ReceiveTrace:
    values: dict[str, Any] = {
        "received_on": TODAY,
        "counterpart": THEM,
        "description": description,
        "details": DETAILS,
    }
    return ReceiveTrace(**{**values, **fields})


def register_weapon(services: Services, serial: str = "KZ742188", **fields: Any) -> int:
    values: dict[str, Any] = {
        "place_id": 1,
        "serial": serial,
        "maker": "Norinco",
        "model": "Type 56",
        "calibre": "7.62 x 39 mm",
        "country": "CN",
    }
    return services.weapons.register(RegisterWeapon(**{**values, **fields})).weapon_id


def sent_request(services: Services, weapon_id: int = 1, sent_on: dt.date = TODAY) -> str:
    """Open a request about a weapon and send it; return the number of the file."""
    file = services.tracing.open_request(open_command(weapon_id, opened_on=sent_on)).file_id
    services.tracing.send(SendTrace(file_id=file, sent_on=sent_on, means="post"))
    return file


def answered_request(services: Services, weapon_id: int = 1) -> str:
    """Send a request that is acknowledged and fully answered the same day."""
    file = sent_request(services, weapon_id)
    services.tracing.acknowledge(AcknowledgeTrace(file_id=file, acknowledged_on=TODAY))
    services.tracing.reply(
        ReplyTrace(
            file_id=file,
            replied_on=TODAY,
            outcome=TraceOutcome.FULL,
            information=f"Sold to the army in 1984. {SECRET}",
        )
    )
    return file


def record_tracing(record: Callable[..., int]) -> None:
    """Record at least one plain fact of tracing of every kind."""
    for contact, country in ((1, "UG"), (2, "TZ"), (3, "ET")):
        record(
            f.ContactStated(
                contact=contact,
                country=country,
                office=f"Office {contact}",
                instruments=(ContactInstrument.ITI,),
                email=f"office{contact}@example.org",
                confirmed_on="2026-01-31" if contact == 1 else "",
                confirmed_by="letter" if contact == 1 else "",
            )
        )
    record(
        f.ContactStated(
            contact=2,
            country="TZ",
            office="Office two",
            instruments=(ContactInstrument.POA, ContactInstrument.ITI),
            languages="English",
        ),
        f.ContactConfirmed(contact=1, confirmed_on="2026-03-01", confirmed_by="telephone"),
        f.ContactRetired(contact=3, reason="closed"),
        f.TraceTargetsStated(
            acknowledge_days=7, answer_days=30, confirm_days=180, reason="instruction 4"
        ),
    )
