"""A small depot to count in, and every fact about stocktakes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable

from stockpile_app.domain import facts as f
from stockpile_app.domain.stocktakes import CountWeapon, OpenStocktake
from stockpile_app.domain.vocabulary import (
    Category,
    CountMeans,
    IncidentKind,
    LineResult,
    PlaceKind,
    StocktakeKind,
    StoreKind,
)
from stockpile_app.services.gateway import Services
from tests.builders import START, number, weapon

TODAY = START.date()
DEPOT, STORE_A, RACK_1, RACK_2, STORE_B = 1, 2, 3, 4, 5
ADA, BO = "Ada Okello", "Bo Mwangi"


def furnish(services: Services) -> Services:
    """Add two stores: 1-4 in rack 1 and 5-7 in rack 2 of store A, 8-9 in store B."""
    places = (
        (STORE_A, PlaceKind.STORE, "Store A", DEPOT),
        (RACK_1, PlaceKind.RACK, "Rack 1", STORE_A),
        (RACK_2, PlaceKind.RACK, "Rack 2", STORE_A),
        (STORE_B, PlaceKind.STORE, "Store B", DEPOT),
    )
    where = dict.fromkeys(range(1, 5), RACK_1) | dict.fromkeys((5, 6, 7), RACK_2)
    with services.desk.store.write() as uow:
        uow.record(
            *(
                f.PlaceAdded(
                    place=place,
                    place_kind=kind,
                    code=f"P{place}",
                    name=name,
                    parent=parent,
                    store_kind=StoreKind.WEAPONS if kind is PlaceKind.STORE else None,
                )
                for place, kind, name, parent in places
            ),
            *(
                weapon(each, place=where.get(each, STORE_B), category=Category.RIFLE)
                for each in range(1, 10)
            ),
        )
        uow.commit()
    return services


def opened(services: Services, kind: StocktakeKind = StocktakeKind.FULL, **more: object) -> int:
    """Open a stocktake of store A; return its id."""
    values: dict[str, object] = {
        "kind": kind,
        "place_id": STORE_A,
        "counters": (ADA, BO),
        "occurred_on": services.desk.today,
    }
    return services.stocktakes.open(OpenStocktake(**{**values, **more})).stocktake_id  # type: ignore[arg-type]


def count(services: Services, stocktake: int, counter: int, weapons: Iterable[int]) -> None:
    """Let a counter scan weapons."""
    for each in weapons:
        services.stocktakes.count(
            CountWeapon(stocktake_id=stocktake, counter=counter, text=number(each).replace("-", ""))
        )


def counted(
    services: Services, first: Iterable[int], second: Iterable[int] | None = None, **more: object
) -> int:
    """Count store A to the end; both counters see the same unless told otherwise."""
    first = list(first)
    stocktake = opened(services, **more)  # type: ignore[arg-type]
    count(services, stocktake, 1, first)
    count(services, stocktake, 2, first if second is None else second)
    services.stocktakes.finish(stocktake, 1)
    services.stocktakes.finish(stocktake, 2)
    return stocktake


def day(offset: int) -> dt.date:
    """Return a day some days after the first."""
    return TODAY + dt.timedelta(days=offset)


def record_stocktakes(record: Callable[..., int]) -> None:
    """State every fact about stocktakes, so that each of their tables has rows."""
    record(
        f.PlaceAdded(
            place=40, place_kind=PlaceKind.STORE, code="S40", name="Count store", parent=1
        ),
        f.PlaceAdded(place=41, place_kind=PlaceKind.RACK, code="R41", name="Bay 1", parent=40),
        f.WeaponsMoved(
            weapons=tuple(map(number, (3, 4, 5))),
            place=41,
            occurred_on="2026-03-02",
            handed_by=ADA,
            received_by=BO,
        ),
    )
    _sampled(record)
    _by_type(record)
    _full(record)


def _open(kind: StocktakeKind, **more: object) -> f.StocktakeOpened:
    return f.StocktakeOpened(
        stocktake_kind=kind,
        place=40,
        occurred_on="2026-03-02",
        counters=(ADA, BO),
        **more,  # type: ignore[arg-type]
    )


def _sampled(record: Callable[..., int]) -> None:
    stocktake = record(
        _open(StocktakeKind.TENTH, seed="ab12", sample=(number(3), number(4)), population=3)
    )
    record(f.StocktakeCancelled(stocktake=stocktake, reason="the alarm went off"))


def _by_type(record: Callable[..., int]) -> None:
    stocktake = record(_open(StocktakeKind.WEEKLY))
    kind = {"category": Category.RIFLE, "model": "M16A1", "calibre": "5.56 x 45 mm"}
    record(
        f.TypeCounted(stocktake=stocktake, counter=1, quantity=3, **kind),  # type: ignore[arg-type]
        f.TypeCounted(stocktake=stocktake, counter=2, quantity=2, **kind),  # type: ignore[arg-type]
        f.TypeCounted(stocktake=stocktake, counter=2, quantity=4, model="Ъ"),
    )
    record(
        f.CounterFinished(stocktake=stocktake, counter=1),
        f.CounterFinished(stocktake=stocktake, counter=2),
        f.TypeCounted(stocktake=stocktake, counter=3, quantity=3, **kind),  # type: ignore[arg-type]
    )


def _full(record: Callable[..., int]) -> None:
    stocktake = record(
        _open(StocktakeKind.HANDOVER, handing_over=ADA, taking_over=BO, reason="posted away")
    )
    record(
        *(
            f.WeaponCounted(
                stocktake=stocktake,
                counter=counter,
                number=number(each),
                means=CountMeans.SCAN,
                place=41,
                serial_read="A0O003" if each == 3 else "",
                altered=each == 3,
            )
            for counter in (1, 2)
            for each in (3, 4)
        )
    )
    slip = record(
        f.WeaponCounted(stocktake=stocktake, counter=1, number=number(6), means=CountMeans.DIGITS)
    )
    record(f.CountWithdrawn(stocktake=stocktake, line=slip))
    record(
        f.StrangerCounted(
            stocktake=stocktake,
            counter=2,
            means=CountMeans.SHEET,
            serial_read="X-99",
            description="pistol, no maker",
            place=41,
        ),
        f.CounterFinished(stocktake=stocktake, counter=1),
        f.CounterFinished(stocktake=stocktake, counter=2),
        f.WeaponRecounted(stocktake=stocktake, number=number(4), found=True, place=40),
        f.WeaponRecounted(stocktake=stocktake, number=number(5), found=False),
    )
    closed = record(
        f.StocktakeClosed(
            stocktake=stocktake,
            occurred_on="2026-03-02",
            expected=3,
            found=2,
            counted=(("rifle", "M16A1", "5.56 x 45 mm", 3, 2),),
            notes="one short",
        ),
        f.DiscrepancyRaised(
            stocktake=stocktake, result=LineResult.MISSING, number=number(5), place=41
        ),
        f.DiscrepancyRaised(
            stocktake=stocktake,
            result=LineResult.UNEXPECTED,
            found_place=41,
            serial_read="X-99",
            description="pistol, no maker",
        ),
        f.IncidentReported(
            incident_kind=IncidentKind.UNEXPLAINED,
            discovered_on="2026-03-02",
            circumstances="not found in the count",
            reported_by=ADA,
            place=40,
            weapons=(number(5),),
            stocktake=stocktake,
        ),
        by_two=True,
    )
    record(
        f.DiscrepancyAssigned(
            discrepancy=closed - 2, owner=BO, cause="unknown", action="search", due_on="2026-04-01"
        )
    )
    record(
        f.DiscrepancyClosed(discrepancy=closed - 2, occurred_on="2026-03-02", outcome="not found"),
        by_two=True,
    )
