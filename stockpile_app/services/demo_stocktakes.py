"""Stocktakes of the demonstration: one with a shortage, one without, and one that is under way."""

from __future__ import annotations

import datetime as dt
from typing import Final

from stockpile_app.domain.incidents import InvestigateIncident, NotifyOfIncident
from stockpile_app.domain.movements import MoveWeapons
from stockpile_app.domain.places import AddPlace
from stockpile_app.domain.records import WeaponQuery
from stockpile_app.domain.stocktakes import (
    AssignDiscrepancy,
    CloseStocktake,
    CountWeapon,
    OpenStocktake,
)
from stockpile_app.domain.users import Credentials
from stockpile_app.domain.vocabulary import PlaceKind, StocktakeKind
from stockpile_app.services.gateway import Services

_KEEPER: Final = "Demo storekeeper"
_COUNTERS: Final = ("Demo storekeeper", "Demo deputy")
_MOST_COUNTED: Final = 400
"""Each count is an entry of its own: in a store with more weapons, a locker of it is counted."""


class DemoStocktakes:
    """Counts at the desk of the manager; the second person closes what has a shortage."""

    def __init__(self, services: Services, second: Credentials) -> None:
        """Prepare; ``count`` does it."""
        self._services = services
        self._second = second
        self._places = {each.name: each for each in services.places.all()}

    def _day(self, ago: int) -> dt.date:
        return self._services.desk.today - dt.timedelta(days=ago)

    def _in_place(self, name: str, most: int) -> tuple[int, ...]:
        query = WeaponQuery(place=self._places[name].id)
        return tuple(self._services.weapons.snapshot(query)[:most])

    def count(self) -> dict[str, int]:
        """Take stock; return the ids of what is printed: a certificate and a count sheet."""
        evidence = self._take_stock("Evidence store", StocktakeKind.FULL, missing=1)
        self._take_stock("Lower store", StocktakeKind.TENTH, missing=0)
        under_way = self._services.stocktakes.open(
            OpenStocktake(
                kind=StocktakeKind.TENTH,
                place_id=self._places["Upper store"].id,
                counters=_COUNTERS,
                occurred_on=self._day(0),
            )
        )
        self._follow_shortage()
        return {"certificate": evidence, "count-sheet": under_way.stocktake_id}

    def _take_stock(self, store: str, kind: StocktakeKind, missing: int) -> int:
        stocktakes, place = self._services.stocktakes, self._countable(store)
        stocktake = stocktakes.open(
            OpenStocktake(
                kind=kind,
                place_id=place,
                counters=_COUNTERS,
                occurred_on=self._day(0),
            )
        ).stocktake_id
        wanted: tuple[int, ...] = tuple(self._services.weapons.snapshot(WeaponQuery(place=place)))
        if kind is StocktakeKind.TENTH:
            wanted = tuple(each.id for each in stocktakes.sheet_lines(stocktake))
        for counter in (1, 2):
            for weapon in wanted[missing:]:
                stocktakes.count(
                    CountWeapon(stocktake_id=stocktake, counter=counter, weapon_id=weapon)
                )
            stocktakes.finish(stocktake, counter)
        stocktakes.close(
            CloseStocktake(stocktake_id=stocktake, occurred_on=self._day(0)),
            self._second if missing else None,
        )
        return stocktake

    def _countable(self, store: str) -> int:
        """Return the id of a store, or of a new locker in it with what can be counted soon."""
        place, held = self._places[store].id, self._in_place(store, _MOST_COUNTED + 1)
        if len(held) <= _MOST_COUNTED:
            return place
        locker = self._services.places.add(
            AddPlace(PlaceKind.RACK, f"Locker of the {store.lower()}", parent=place)
        ).place_id
        self._services.movements.move(
            MoveWeapons(
                weapon_ids=held[:_MOST_COUNTED],
                place_id=locker,
                occurred_on=self._day(2),
                handed_by=_KEEPER,
                reason="Set apart to be counted",
            )
        )
        return locker

    def _follow_shortage(self) -> None:
        services = self._services
        for discrepancy in services.stocktakes.discrepancies(open_only=True):
            services.stocktakes.assign(
                AssignDiscrepancy(
                    discrepancy_id=discrepancy.id,
                    owner="Demo deputy",
                    cause="Not known yet",
                    action="Evidence log of the last month is compared line by line",
                    due_on=self._day(-10),
                )
            )
        for incident in services.incidents.list(open_only=True):
            services.incidents.notify(
                NotifyOfIncident(
                    incident_id=incident.id,
                    whom="Demo Police, duty officer",
                    when=services.desk.local_now,
                    how="telephone",
                    reference="DP-77",
                )
            )
            services.incidents.investigate(
                InvestigateIncident(
                    incident_id=incident.id,
                    findings="Last seen in the evidence log three weeks ago.",
                    action="Search of the evidence store; log compared.",
                    investigators="Demo inspector",
                    police_reference="DP-77",
                )
            )
