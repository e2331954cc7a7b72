"""Facts about keys, access, devices and incidents, for tests of what is derived from them."""

from __future__ import annotations

from collections.abc import Callable

from stockpile_app.domain import facts as f
from stockpile_app.domain.vocabulary import DeviceKind, IncidentKind, PersonKind, PlaceKind
from tests.builders import number

DAY = "2026-03-02"


def record_guarding(record: Callable[..., int]) -> None:
    """State every kind of fact of the subject over the places and weapons of ``record_much``.

    Args:
        record: Takes facts and ``by_two``, records them in one transaction, returns the head.
    """
    record(
        f.PlaceAdded(place=60, place_kind=PlaceKind.STORE, code="S60", name="Store K", parent=1),
        f.PlaceSpecified(place=60, two_keys=True, two_parties=True),
        f.PersonAdded(person=60, person_kind=PersonKind.PERSON, name="Juma", organisation="Army"),
        f.PersonAdded(
            person=61, person_kind=PersonKind.PERSON, name="Leila", organisation="UN mission"
        ),
    )
    _keys(record)
    _access(record)
    _incidents(record)


def _keys(record: Callable[..., int]) -> None:
    record(
        f.LockFitted(lock=60, place=60, label="Upper", copies=2, occurred_on=DAY, hand=1),
        f.LockFitted(lock=61, place=60, label="Lower", copies=2, occurred_on=DAY, hand=2),
        f.LockFitted(lock=62, place=60, label="Window", copies=1, occurred_on=DAY),
    )
    record(
        f.KeyMoved(lock=60, copy=1, occurred_on=DAY, witness="Abdi", person=60, purpose="count"),
        f.KeyMoved(lock=61, copy=1, occurred_on=DAY, witness="Abdi", person=61),
        f.KeyMoved(lock=61, copy=2, occurred_on=DAY, witness="Abdi", person=61),
        f.KeyMoved(lock=61, copy=2, occurred_on=DAY, witness="Abdi"),
        f.KeyLost(lock=60, copy=1, occurred_on=DAY, circumstances="fell into the river"),
        f.LockRemoved(lock=61, occurred_on=DAY, reason="worn"),
        f.KeysCounted(place=1, occurred_on=DAY, expected=2, counted=1, counted_by="A", witness="B"),
    )


def _access(record: Callable[..., int]) -> None:
    access = record(
        f.AccessLogged(
            place=60,
            people=("Juma", "Leila"),
            came_at="2026-03-01T08:30",
            purpose="count",
            escort="Abdi",
            visitors=True,
        )
    )
    record(
        f.AccessEnded(access=access, left_at="2026-03-01T09:45"),
        f.AccessLogged(place=60, people=("Abdi", "Ödön"), came_at="2026-03-02T06:00", purpose="x"),
        f.DeviceTested(
            place=60, device=DeviceKind.ALARM, occurred_on=DAY, passed=True, tested_by="Abdi"
        ),
        f.DeviceTested(
            place=60,
            device=DeviceKind.FIRE,
            occurred_on=DAY,
            passed=False,
            tested_by="Abdi",
            label="No. 2",
            notes="empty",
        ),
        f.DeviceTested(
            place=60, device=DeviceKind.RADIO, occurred_on=DAY, passed=True, tested_by="Abdi"
        ),
        f.DeviceRetired(place=60, device=DeviceKind.RADIO, occurred_on=DAY, reason="sold"),
    )


def _incidents(record: Callable[..., int]) -> None:
    theft = record(
        f.IncidentReported(
            incident_kind=IncidentKind.THEFT,
            discovered_on=DAY,
            circumstances="The chain was cut.",
            reported_by="Amina",
            place=2,
            weapons=(number(5), number(6)),
            occurred_from="2026-02-27",
            occurred_until="2026-03-01",
        )
    )
    accident = record(
        f.IncidentReported(
            incident_kind=IncidentKind.ACCIDENT,
            discovered_on=DAY,
            circumstances="Fell off the lorry.",
            reported_by="Amina",
            weapons=(number(7),),
            stocktake=1,
            dispatch=2,
        )
    )
    record(
        f.IncidentNotified(
            incident=theft,
            whom="Police",
            notified_at="2026-03-02T07:00",
            how="telephone",
            reference="OB 12",
        ),
        f.IncidentInvestigated(
            incident=theft,
            findings="The window was open.",
            action="Bars fitted.",
            investigators="Abdi",
            police_reference="CR 7",
            interpol_reference="i-99",
        ),
        f.WeaponsRecovered(
            weapons=(number(6),),
            place=60,
            occurred_on=DAY,
            received_by="Amina",
            circumstances="At a road block.",
            incident=theft,
            explanation="late",
        ),
        f.IncidentInvestigated(incident=accident, findings="Rope broke.", action="New ropes."),
        f.IncidentClosed(incident=accident, occurred_on=DAY, outcome="Repaired."),
    )
    record(f.IncidentClosed(incident=theft, occurred_on=DAY, outcome="One is gone."), by_two=True)
