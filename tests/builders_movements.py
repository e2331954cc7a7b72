"""A depot in which weapons move: people, places and containers, and a fact of every kind."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from stockpile_app.domain import facts as f
from stockpile_app.domain.movements import (
    DispatchContainers,
    IssueWeapons,
    MoveWeapons,
    ReceiveDispatch,
    ReturnWeapons,
)
from stockpile_app.domain.vocabulary import (
    Category,
    Condition,
    CustodyKind,
    IncidentKind,
    PersonKind,
    PlaceKind,
    StocktakeKind,
    StoreKind,
)
from stockpile_app.persistence.opening import Store
from tests.builders import number, weapon

DAY = dt.date(2026, 3, 2)
"""The day on which the clock of the tests stands."""
DUE = DAY + dt.timedelta(days=7)
NEXT = DAY + dt.timedelta(days=1)

DEPOT, STORE, RACK, BOX, CRATE, OTHER, FAR, AMMUNITION = 1, 31, 32, 33, 34, 35, 36, 37
"""Places: two containers in the store of the main depot; the other depot and its store."""
ADA, UNIT, SHOP, GONE = 31, 32, 33, 34
"""A person, a unit, a workshop, and somebody who left."""


def set_up(store: Store, weapons: int = 12) -> None:
    """Make a depot with people and ``weapons``: even numbers in the store, odd ones in the box."""
    with store.write() as uow:
        uow.record(
            *_places(),
            *_people(),
            *(
                weapon(each, place=BOX if each % 2 else STORE, category=Category.RIFLE)
                for each in range(1, weapons + 1)
            ),
        )
        uow.commit()


def _places() -> list[f.Fact]:
    store, container = PlaceKind.STORE, PlaceKind.CONTAINER
    return [
        f.PlaceAdded(place=STORE, place_kind=store, code="S31", name="Store M", parent=DEPOT),
        f.PlaceAdded(place=RACK, place_kind=PlaceKind.RACK, code="R32", name="R1", parent=STORE),
        f.PlaceAdded(place=BOX, place_kind=container, code="C33", name="Box 7", parent=STORE),
        f.PlaceAdded(place=CRATE, place_kind=container, code="C34", name="Crate 8", parent=RACK),
        f.PlaceAdded(place=OTHER, place_kind=PlaceKind.DEPOT, code="D35", name="North depot"),
        f.PlaceAdded(place=FAR, place_kind=store, code="S36", name="Store N", parent=OTHER),
        f.PlaceAdded(
            place=AMMUNITION,
            place_kind=store,
            code="S37",
            name="Bunker",
            parent=DEPOT,
            store_kind=StoreKind.AMMUNITION,
        ),
    ]


def _people() -> list[f.Fact]:
    person = PersonKind.PERSON
    return [
        f.PersonAdded(
            person=ADA, person_kind=person, name="Ada Otieno", code="K-17", post="Armourer",
            organisation="2nd Battalion",
        ),
        f.PersonAdded(person=UNIT, person_kind=PersonKind.UNIT, name="A Company"),
        f.PersonAdded(person=SHOP, person_kind=PersonKind.ORGANISATION, name="Workshop"),
        f.PersonAdded(person=GONE, person_kind=person, name="Lee Gone"),
        f.PersonRetired(person=GONE),
    ]  # fmt: skip


def sealed(place: int, *seals: str, on: str = "2026-03-01") -> f.ContainerSealed:
    return f.ContainerSealed(place=place, seals=seals, occurred_on=on, sealed_by="Sealer")


def record_movements(record: Callable[..., int]) -> None:
    """State every kind of fact about movements; every table about them gets a row."""
    record(*_places(), *_people())
    day = {"occurred_on": "2026-03-02"}
    names = {"handed_by": "Hassan", "received_by": "Rita", "authorised_by": "Azra"}
    both = {"handed_by": "Hassan", "received_by": "Rita"}
    crate = tuple(map(number, (1, 2, 3, 4)))
    out = tuple(map(number, (5, 6, 7)))
    record(
        f.WeaponsMoved(weapons=crate, place=CRATE, reason="packed", **day, **names),
        f.WeaponsIssued(
            weapons=out, custody=CustodyKind.ISSUE, person=ADA, due_on="2026-03-09",
            purpose="guard", **day, **names,
        ),
        f.WeaponsIssued(
            weapons=(number(8),), custody=CustodyKind.REPAIR, person=SHOP, due_on="2026-04-01",
            **day, **names,
        ),
        f.WeaponsReturned(
            weapons=out[:1], person=ADA, place=RACK, conditions={out[0]: Condition.REPAIRABLE},
            notes="sight bent", **day, **both,
        ),
        sealed(CRATE, "N1", "N2"),
    )  # fmt: skip
    sent = record(
        f.WeaponsDispatched(
            loads={CRATE: crate}, seals={CRATE: ("N1", "N2")}, place=OTHER,
            expected_on="2026-03-03", vehicle="GK 1", escort="Eli", **day, **names,
        )
    )  # fmt: skip
    record(
        f.DispatchReceived(
            dispatch=sent, place=FAR, weapons=crate[:2], missing=crate[2:3], containers=(CRATE,),
            seals={CRATE: ("N1", "N9")}, unexpected=("XX 1",), notes="wet", **day, **both,
        )
    )  # fmt: skip


# --- asked for through the services ------------------------------------------------------------


def state(services, *facts):
    with services.desk.store.write() as uow:
        uow.record(*facts)
        return uow.commit().head


def move(*ids, to=RACK, **more):
    return MoveWeapons(
        **{"weapon_ids": ids, "place_id": to, "occurred_on": DAY, "handed_by": "Hassan", **more}
    )


def issue(*ids, **more):
    values = {
        "weapon_ids": ids,
        "person_id": ADA,
        "due_on": DUE,
        "occurred_on": DAY,
        "handed_by": "Hassan",
        "received_by": "Ada Otieno",
        "authorised_by": "Azra",
    }
    return IssueWeapons(**{**values, **more})


def give_back(*ids, **more):
    values = {
        "weapon_ids": ids,
        "place_id": RACK,
        "occurred_on": DAY,
        "handed_by": "Ada Otieno",
        "received_by": "Hassan",
    }
    return ReturnWeapons(**{**values, **more})


def stocktake(services, place):
    return state(
        services,
        f.StocktakeOpened(
            stocktake_kind=StocktakeKind.FULL,
            place=place,
            occurred_on="2026-03-02",
            counters=("Ada", "Bo"),
        ),
    )


def lose(services, *ids, kind=IncidentKind.LOSS):
    return state(
        services,
        f.IncidentReported(
            incident_kind=kind,
            discovered_on="2026-03-02",
            circumstances="not there",
            reported_by="Ada",
            weapons=tuple(map(number, ids)),
        ),
    )


def send(*containers, **more):
    values = {
        "container_ids": containers or (BOX,),
        "depot_id": OTHER,
        "occurred_on": DAY,
        "expected_on": NEXT,
        "handed_by": "Hassan",
        "received_by": "Driver Dan",
        "authorised_by": "Azra",
        "vehicle": "GK 123 A",
        "escort": "Sgt Eli",
    }
    return DispatchContainers(**{**values, **more})


def receive(dispatch, **more):
    values = {
        "dispatch_id": dispatch,
        "place_id": FAR,
        "occurred_on": DAY,
        "handed_by": "Driver Dan",
        "received_by": "Noor",
    }
    return ReceiveDispatch(**{**values, **more})
