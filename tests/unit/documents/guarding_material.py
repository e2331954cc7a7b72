"""Keys, access and incidents for the tests of their documents."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from stockpile_app.documents.key_register import KeyPlace
from stockpile_app.domain.guarding import AccessRecord, KeyCountRecord, KeyRecord, LockRecord
from stockpile_app.domain.incidents import (
    IncidentDetails,
    IncidentRecord,
    IncidentWeapon,
    NotificationRecord,
)
from stockpile_app.domain.records import MarkRecord
from stockpile_app.domain.vocabulary import (
    Component,
    IncidentKind,
    MarkMethod,
    MarkOccasion,
    Status,
)
from tests.unit.documents.material import weapon

DAY = dt.date(2026, 3, 2)
MOMENT = dt.datetime.fromisoformat("2026-03-02T08:30")
LONG = "Extraordinarily-long-name-of-somebody " * 6
STORE = "Main depot / Store A"


def lock(number: int, label: str, **fields: object) -> LockRecord:
    values = {"place_id": 2, "place": STORE, "hand": 0, "copies": 2, **fields}
    keys = tuple(
        KeyRecord(number, copy, label, 2, STORE, values["hand"], None, "", "", DAY, None)
        for copy in range(1, values["copies"] + 1)
    )
    values = {
        "fitted_on": DAY,
        "removed_on": None,
        "reason": "",
        "keys": keys,
        **values,
    }
    return LockRecord(id=number, label=label, **values)


def held(record: LockRecord, copy: int, person: str, organisation: str = "") -> LockRecord:
    keys = [
        replace(key, person_id=7, person=person, organisation=organisation)
        if key.copy == copy
        else key
        for key in record.keys
    ]
    return replace(record, keys=tuple(keys))


def lost(record: LockRecord, copy: int) -> LockRecord:
    keys = [replace(key, lost_on=DAY) if key.copy == copy else key for key in record.keys]
    return replace(record, keys=tuple(keys))


def key_places() -> list[KeyPlace]:
    upper = held(lock(1, "Upper", hand=1), 1, "Juma Otieno", "Army")
    lower = held(lock(2, "Lower", hand=2), 2, "Leila Haddad", "UN mission")
    window = lost(lock(3, "Window 4", copies=3), 2)
    gate = held(lock(4, "Gate", place="Main depot"), 1, LONG, LONG)
    return [
        KeyPlace("Main depot", two_keys=False, two_parties=False, locks=(gate,)),
        KeyPlace(STORE, two_keys=True, two_parties=True, locks=(upper, lower, window)),
    ]


COUNT = KeyCountRecord(9, 1, "Main depot", DAY, 9, 8, "Amina Example", "Sgt. Abdi")


def access(number: int, **fields: object) -> AccessRecord:
    values = {
        "place_id": 2,
        "place": STORE,
        "people": ("Juma Otieno", "Leila Haddad"),
        "came_at": MOMENT,
        "left_at": MOMENT + dt.timedelta(hours=1),
        "purpose": "Weekly count",
        "escort": "",
        "visitors": False,
    }
    return AccessRecord(id=number, **{**values, **fields})


INCIDENT = IncidentRecord(
    id=57,
    kind=IncidentKind.THEFT,
    discovered_on=DAY,
    circumstances="The chain of rack 1 was cut.\nThe window bars were bent outwards.",
    reported_by="Amina Example",
    recorded_at=dt.datetime(2026, 3, 2, 9, 12, tzinfo=dt.UTC),
    place_id=2,
    place=STORE,
    occurred_from=dt.date(2026, 2, 27),
    occurred_until=dt.date(2026, 3, 1),
    weapons=2,
    gone=1,
)
CLOSED = replace(
    INCIDENT,
    findings="The guard of the second watch let the thieves in.",
    action="Bars welded; the watch is doubled; the guard is before the court.",
    investigators="Maj. Otieno, Insp. Njoroge",
    police_reference="CR 114/2026",
    interpol_reference="iARMS 2026/KE/0991",
    outcome="One weapon found at a road block. The other is written off.",
    closed_on=dt.date(2026, 5, 4),
    notified=2,
)
TOLD = (
    NotificationRecord(1, "Police station, Nakuru", MOMENT, "telephone", "OB 12/2026"),
    NotificationRecord(2, LONG, MOMENT + dt.timedelta(days=1), "letter", LONG),
)
MARK = MarkRecord(
    1,
    Component.RECEIVER,
    MarkOccasion.IMPORT,
    "KE 2019 MOD",
    "left side",
    MarkMethod.LASER,
    (),
    (),
    altered=False,
    observed_on=DAY,
)


def incident_weapons(count: int = 2) -> tuple[IncidentWeapon, ...]:
    return tuple(
        IncidentWeapon(
            weapon(at, status=Status.STOLEN if at % 2 else Status.IN_STORE),
            Status.IN_STORE,
            None if at % 2 else dt.date(2026, 4, 1),
            gone=bool(at % 2),
        )
        for at in range(1, count + 1)
    )


def incident_details(
    incident: IncidentRecord = CLOSED, weapons: int = 2, told: int = 2
) -> IncidentDetails:
    return IncidentDetails(incident, incident_weapons(weapons), TOLD[:told])
