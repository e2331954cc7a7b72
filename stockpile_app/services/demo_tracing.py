"""Trace files of the demonstration, out and in, kept by its tracing officer; all made up.

They are sealed like those of a real register: whoever signs in as somebody else sees none of them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

from stockpile_app.domain.confidential_facts.tracing import Description, Details
from stockpile_app.domain.contacts import StateContact
from stockpile_app.domain.records import WeaponRecord
from stockpile_app.domain.tracing import (
    AcknowledgeTrace,
    CloseTrace,
    ContactChoice,
    EstablishDiversion,
    MatchTraceWeapon,
    OpenTrace,
    ReceiveTrace,
    ReplyTrace,
    SendTrace,
    StatePrevention,
)
from stockpile_app.domain.tracing_vocabulary import (
    ContactInstrument,
    DiversionWay,
    IllicitGround,
    TraceDirection,
    TraceOutcome,
    TraceUrgency,
    WithholdingReason,
)
from stockpile_app.services.gateway import Services

_ITI: Final = (ContactInstrument.POA, ContactInstrument.ITI)
_CONTACTS: Final = (
    ("AQ", "Demo Commission on Small Arms", _ITI, 20),
    ("CH", "Demo focal point, Arms Control", _ITI, 45),
    ("SE", "Demo tracing desk", (ContactInstrument.ITI,), 400),
    ("BR", "Demo National Central Bureau", (ContactInstrument.INTERPOL,), None),
)
"""State, office, instruments, and how many days ago it was confirmed."""
_DETAILS: Final = Details(
    grounds=(IllicitGround.NATIONAL_LAW, IllicitGround.NO_TRANSFER_LICENCE),
    reasoning="Held without a licence; Demo Arms Act, section 4.",
    circumstances="Found in a lorry at a road check.",
    found_place="Demo Northfield road",
    intended_use="Criminal investigation DP-77",
    urgency=TraceUrgency.URGENT,
    classification="CONFIDENTIAL",
    caveats="For this investigation only.",
)


class DemoTracing:
    """Works at the desk of the tracing officer, with weapons that were seized or found."""

    def __init__(self, services: Services) -> None:
        """Prepare; ``live`` does it."""
        self._services = services
        self._contacts: list[ContactChoice] = []

    def live(self, weapon_ids: Sequence[int]) -> None:
        """Record contacts and files."""
        self._add_contacts()
        found = self._services.weapons.load(weapon_ids)
        weapons = [found[each] for each in weapon_ids]
        if len(weapons) > 3:
            self._answered(weapons[0])
            self._overdue(weapons[1])
            self._misread(weapons[2])
            self._not_ours()

    def _day(self, ago: int) -> dt.date:
        return self._services.desk.today - dt.timedelta(days=ago)

    def _add_contacts(self) -> None:
        for country, office, instruments, ago in _CONTACTS:
            done = self._services.contacts.state(
                StateContact(
                    country=country,
                    office=office,
                    instruments=instruments,
                    email="focal.point@example.org",
                    languages="English",
                    confirmed_on=self._day(ago) if ago is not None else None,
                    confirmed_by="telephone" if ago is not None else "",
                )
            )
            self._contacts.append(ContactChoice(contact_id=done.contact_id))

    def _request(self, weapon: WeaponRecord, contact: ContactChoice, ago: int) -> str:
        tracing = self._services.tracing
        file = tracing.open_request(
            OpenTrace(
                direction=TraceDirection.OUT,
                opened_on=self._day(ago),
                weapon_id=weapon.id,
                details=_DETAILS,
                counterpart=contact,
            )
        ).file_id
        tracing.send(SendTrace(file_id=file, sent_on=self._day(ago), means="e-mail"))
        return file

    def _answered(self, weapon: WeaponRecord) -> None:
        """A request that was answered: the point of diversion is known."""
        tracing = self._services.tracing
        file = self._request(weapon, self._contacts[1], 80)
        tracing.acknowledge(AcknowledgeTrace(file_id=file, acknowledged_on=self._day(75)))
        tracing.reply(
            ReplyTrace(
                file_id=file,
                replied_on=self._day(52),
                outcome=TraceOutcome.FULL,
                information="Made in 1974 and sold to the Demo Border Guard in 1975.",
                restrictions="Not for publication.",
            )
        )
        tracing.establish_diversion(
            EstablishDiversion(
                file_id=file,
                established_on=self._day(50),
                last_holder="Demo Border Guard, post 4",
                way=DiversionWay.THEFT,
                place="Demo border post 4",
                country="AQ",
                diverted_on="2019-04",
                basis="Answer of the State of manufacture; log of the post.",
            )
        )
        tracing.state_prevention(
            StatePrevention(
                file_id=file,
                stated_on=self._day(48),
                action="Two locks by different holders on every armoury of the border guard.",
                responsible="Demo Border Guard",
            )
        )
        tracing.close(
            CloseTrace(
                file_id=file, closed_on=self._day(45), result="Traced to its last legal holder."
            )
        )

    def _overdue(self, weapon: WeaponRecord) -> None:
        """A request that nobody answered yet."""
        self._request(weapon, self._contacts[2], 64)

    def _misread(self, weapon: WeaponRecord) -> None:
        """A request from elsewhere about one of ours, whose serial number they misread."""
        tracing = self._services.tracing
        file = tracing.receive(
            ReceiveTrace(
                received_on=self._day(9),
                counterpart=self._contacts[1],
                description=Description(
                    serial=_misread(weapon.serial or weapon.number),
                    maker=weapon.maker or "",
                    model=weapon.model or "",
                    calibre=weapon.calibre or "",
                ),
                details=_DETAILS,
            )
        ).file_id
        tracing.acknowledge(AcknowledgeTrace(file_id=file, acknowledged_on=self._day(8)))
        tracing.match(
            MatchTraceWeapon(
                file_id=file, weapon_id=weapon.id, reason="Serial one character apart; same model."
            )
        )
        tracing.reply(
            ReplyTrace(
                file_id=file,
                replied_on=self._day(6),
                outcome=TraceOutcome.PARTIAL,
                information="The weapon is in our stock of evidence.",
                reasons=(WithholdingReason.INVESTIGATION,),
                explanation="Who held it is part of an investigation.",
            )
        )

    def _not_ours(self) -> None:
        """A request that waits for its answer."""
        self._services.tracing.receive(
            ReceiveTrace(
                received_on=self._day(3),
                counterpart=self._contacts[2],
                description=Description(
                    serial="ZX 550417", maker="Zastava", model="M70B1", calibre="7.62 x 39 mm"
                ),
                details=_DETAILS,
            )
        )


def _misread(serial: str) -> str:
    """Return a serial number as one misreads it: its last digit is another."""
    return f"{serial[:-1]}{'8' if serial[-1] != '8' else '3'}"
