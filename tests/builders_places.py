"""States every fact of places and people."""

from __future__ import annotations

from collections.abc import Callable

from stockpile_app.domain import facts as f
from stockpile_app.domain.vocabulary import DepotKind, PersonKind, PlaceKind, Sex, StoreKind

DAY = "2026-03-02"


def record_places(record: Callable[..., int]) -> None:
    """Record every kind of fact about places (20 to 29) and people (20 to 29)."""
    record(
        f.PlaceAdded(place=20, place_kind=PlaceKind.DEPOT, code="D20", name="Pier depot"),
        f.PlaceAdded(
            place=21,
            place_kind=PlaceKind.STORE,
            code="S21",
            name="Store P",
            parent=20,
            store_kind=StoreKind.PARTS,
        ),
        f.PlaceAdded(place=22, place_kind=PlaceKind.RACK, code="R22", name="Rack P", parent=21),
        f.PlaceAdded(place=23, place_kind=PlaceKind.BIN, code="B23", name="Bin P", parent=22),
        f.PlaceAdded(
            place=24, place_kind=PlaceKind.CONTAINER, code="C24", name="Chest P", parent=20
        ),
        f.PlaceAdded(place=25, place_kind=PlaceKind.RACK, code="R25", name="Gone", parent=21),
        f.PlaceDescribed(place=22, code="R22", name="Rack Π"),
        f.PlaceSpecified(
            place=20,
            depot_kind=DepotKind.POLICE_ARMOURY,
            address="Pier road 1",
            capacity=500,
            keeper="Chipo",
            two_keys=True,
            two_parties=True,
            notes="Flooded in 2019",
        ),
        f.PlaceClosed(place=25, reason="rusted through"),
        f.PlaceMoved(place=24, parent=23, occurred_on=DAY, reason="dry"),
        f.ContainerSealed(
            place=24, seals=("P-1", "P-2"), occurred_on=DAY, sealed_by="Chipo", witness="Brian"
        ),
        f.ContainerSealChecked(
            place=24,
            seals=("P-1",),
            intact=False,
            occurred_on=DAY,
            checked_by="Dora",
            notes="P-2 is gone",
        ),
        f.ContainerOpened(
            place=24, occurred_on=DAY, opened_by="Chipo", witness="Brian", reason="count"
        ),
        f.ContainerSealed(place=24, seals=("P-3",), occurred_on=DAY, sealed_by="Chipo"),
    )
    record(
        f.PersonAdded(
            person=20,
            person_kind=PersonKind.PERSON,
            name="Wanjiru Example",
            code="K-20",
            post="Sergeant",
            organisation="2nd Company",
            sex=Sex.FEMALE,
            user="chipo",
        ),
        f.PersonAdded(person=21, person_kind=PersonKind.UNIT, name="2nd Company"),
        f.PersonDescribed(person=20, name="Wanjiru Beispiel", code="K-20", sex=Sex.FEMALE),
        f.PersonAdded(person=22, person_kind=PersonKind.ORGANISATION, name="Harbour Police"),
        f.PersonRetired(person=22, reason="merged"),
    )
