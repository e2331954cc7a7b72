"""Counts and lists what the overview shows, by the database wherever a million weapons matter."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

from sqlalchemy import Connection, func, select

from stockpile_app.domain.overview import (
    DepotScore,
    DueItem,
    DueKind,
    Holding,
    Holdings,
    Key,
    ScorePoint,
    StoreKey,
)
from stockpile_app.domain.text import N_
from stockpile_app.domain.vocabulary import (
    IncidentKind,
    LineResult,
    MovementKind,
    PlaceKind,
    Status,
    StocktakeKind,
)
from stockpile_app.persistence.base import table_of
from stockpile_app.persistence.place_index import PlaceBook
from stockpile_app.persistence.tables import (
    CustodyRow,
    DiscrepancyRow,
    FindingRow,
    IncidentRow,
    IncidentWeaponRow,
    MovementRow,
    PersonRow,
    SecurityCheckRow,
    StocktakeRow,
    WeaponRow,
)
from stockpile_app.persistence.values import day_or_none, portions
from stockpile_app.persistence.weapon_index import NOT_HELD
from stockpile_app.persistence.weapon_records import CATEGORY, CONDITION, STATUS

TREND: Final = 8
"""So many checks of a depot are told."""

_W: Final = table_of(WeaponRow).c
_C: Final = table_of(CustodyRow).c
_M: Final = table_of(MovementRow).c
_IN_PLACE: Final = frozenset(each.value for each in Status if each.is_in_place)
_CRITICAL: Final = N_("Critical finding")


# --- what is held --------------------------------------------------------------------------------


def holdings(connection: Connection, book: PlaceBook) -> Holdings:
    """Return how many weapons there are, of which kinds and where; only what is held counts.

    One scan of one index, in whose order the groups come.
    """
    kinds = (_W.place_id, _W.category, _W.condition, _W.status, _W.marks, _W.photographs)
    stores = _stores(book)
    tallies = [_Tally() for _ in range(4)]
    unmarked = unphotographed = 0
    for row in connection.execute(select(*kinds, func.count()).group_by(*kinds)):
        place_id, category, condition, status, marks, photographs, weapons = row
        if status in NOT_HELD:
            continue
        unmarked += 0 if marks else weapons
        unphotographed += 0 if photographs else weapons
        in_place = weapons if status in _IN_PLACE else 0
        for tally, key in zip(tallies, (category, condition, status, place_id), strict=True):
            tally.add(key, weapons, in_place)
    by_category, by_condition, by_status, by_place = tallies
    by_store = _Tally()
    for place_id, (weapons, in_place) in by_place.counts.items():
        by_store.add(stores[place_id], weapons, in_place)
    return Holdings(
        weapons=sum(each[0] for each in by_place.counts.values()),
        in_place=sum(each[1] for each in by_place.counts.values()),
        unmarked=unmarked,
        unphotographed=unphotographed,
        by_category=_largest(by_category.holdings(CATEGORY.__getitem__)),
        by_condition=_largest(by_condition.holdings(CONDITION.__getitem__)),
        by_status=_largest(by_status.holdings(STATUS.__getitem__)),
        by_store=_by_path(by_store.holdings(lambda key: key)),
    )


class _Tally:
    """Weapons by something: how many there are, and how many of them are in place."""

    def __init__(self) -> None:
        self.counts: dict[Any, list[int]] = {}

    def add(self, key: object, weapons: int, in_place: int) -> None:
        count = self.counts.setdefault(key, [0, 0])
        count[0] += weapons
        count[1] += in_place

    def holdings(self, key_of: Callable[[Any], Key]) -> list[Holding]:
        return [Holding(key_of(key), *count) for key, count in self.counts.items()]


def _largest(holdings_: list[Holding]) -> tuple[Holding, ...]:
    # what is not known comes last, whatever its number: it is not a kind
    return tuple(
        sorted(holdings_, key=lambda each: (each.key is None, -each.weapons, str(each.key)))
    )


def _by_path(holdings_: list[Holding]) -> tuple[Holding, ...]:
    def path(each: Holding) -> tuple[str, int]:
        assert isinstance(each.key, StoreKey)  # noqa: S101 - counted by stores
        return each.key.path.casefold(), each.key.place_id

    return tuple(sorted(holdings_, key=path))


def _stores(book: PlaceBook) -> dict[int, StoreKey]:
    """Return the store, or else the depot, of every place."""
    found: dict[int, StoreKey] = {}
    for place in book.in_order():  # each after the one it is in
        above = found.get(place.parent) if place.parent is not None else None
        if above is not None and above.is_store:
            found[place.id] = above
        elif place.kind is PlaceKind.STORE or above is None:
            found[place.id] = StoreKey(place.id, place.path, place.kind is PlaceKind.STORE)
        else:
            found[place.id] = above
    return found


# --- what is to be done --------------------------------------------------------------------------


def returns(connection: Connection, book: PlaceBook, until: dt.date) -> Iterator[DueItem]:
    """Yield vouchers of which weapons should be back by ``until``."""
    rows = connection.execute(
        select(
            _C.movement_id,
            _M.kind,
            func.max(table_of(PersonRow).c.name),
            func.min(_C.due_on),
            func.min(_C.weapon_id),
            func.count(),
        )
        .join(table_of(MovementRow), _M.id == _C.movement_id)
        .outerjoin(table_of(PersonRow), table_of(PersonRow).c.id == _C.person_id)
        .where(_C.due_on <= until.isoformat(), _M.kind != MovementKind.DISPATCH.value)
        .group_by(_C.movement_id, _M.kind)
    ).all()
    places = _places_of(connection, [row[4] for row in rows])
    for row in rows:
        yield DueItem(
            kind=DueKind.RETURN,
            page="movements",
            item_id=row[0],
            title=MovementKind(row[1]).label,
            about=row[2] or "",
            where=_store_path(book, places[row[4]]),
            due_on=dt.date.fromisoformat(row[3]),
            weapons=row[5],
        )


def _places_of(connection: Connection, weapon_ids: Sequence[int]) -> dict[int, int]:
    found: dict[int, int] = {}
    for chunk in portions(weapon_ids):
        rows = connection.execute(select(_W.id, _W.place_id).where(_W.id.in_(chunk)))
        found |= {row[0]: row[1] for row in rows}
    return found


def dispatches(connection: Connection, book: PlaceBook) -> Iterator[DueItem]:
    """Yield dispatches of which something is in transit."""
    out = select(_C.movement_id, func.count().label("weapons")).group_by(_C.movement_id).subquery()
    rows = connection.execute(
        select(_M.id, _M.place_id, _M.due_on, out.c.weapons)
        .join(out, out.c.movement_id == _M.id)
        .where(_M.kind == MovementKind.DISPATCH.value)
    )
    for row in rows:
        yield DueItem(
            kind=DueKind.DISPATCH,
            page="movements",
            item_id=row[0],
            where=_path(book, row[1]),
            due_on=day_or_none(row[2]),
            weapons=row[3],
        )


def stocktakes(connection: Connection, book: PlaceBook) -> Iterator[DueItem]:
    """Yield counts that have begun and are not closed."""
    table = table_of(StocktakeRow)
    for row in connection.execute(select(table).where(table.c.state.in_(("open", "counted")))):
        yield DueItem(
            kind=DueKind.STOCKTAKE,
            page="stocktakes",
            item_id=row.id,
            title=StocktakeKind(row.kind).label,
            about=", ".join(row.counters.split("\n")),
            where=_path(book, row.place_id),
        )


def discrepancies(connection: Connection, book: PlaceBook) -> Iterator[DueItem]:
    """Yield what stocktakes found and nobody has closed."""
    table, counted = table_of(DiscrepancyRow), table_of(StocktakeRow).c
    rows = connection.execute(
        select(table, _W.number, counted.place_id.label("counted_id"))
        .join(table_of(StocktakeRow), counted.id == table.c.stocktake_id)
        .outerjoin(table_of(WeaponRow), _W.id == table.c.weapon_id)
        .where(table.c.closed_on.is_(None))
    )
    for row in rows:
        about = row.number or row.serial_read or row.description
        yield DueItem(
            kind=DueKind.DISCREPANCY,
            page="stocktakes",
            item_id=row.id,
            title=LineResult(row.result).label,
            about=" · ".join(filter(None, (about, row.owner))),
            where=_path(book, row.place_id or row.counted_id),
            due_on=day_or_none(row.due_on),
            weapons=abs(row.quantity) or 1,
        )


def checks(connection: Connection, book: PlaceBook) -> Iterator[DueItem]:
    """Yield security checks that have begun and are not completed."""
    table = table_of(SecurityCheckRow)
    rows = connection.execute(
        select(table).where(table.c.completed_on.is_(None), table.c.cancelled_seq.is_(None))
    )
    for row in rows:
        yield DueItem(
            kind=DueKind.CHECK,
            page="security",
            item_id=row.id,
            about=row.inspector,
            where=_path(book, row.place_id),
        )


def findings(connection: Connection, book: PlaceBook) -> Iterator[DueItem]:
    """Yield what is to be mended."""
    table = table_of(FindingRow)
    for row in connection.execute(select(table).where(table.c.closed_on.is_(None))):
        yield DueItem(
            kind=DueKind.FINDING,
            page="security",
            item_id=row.id,
            title=_CRITICAL if row.critical else "",
            about=" · ".join(filter(None, (row.text, row.owner))),
            where=_path(book, row.place_id),
            due_on=day_or_none(row.due_on),
        )


def incidents(connection: Connection, book: PlaceBook) -> Iterator[DueItem]:
    """Yield incidents that are not closed, with the weapons that are not back."""
    table, lines = table_of(IncidentRow), table_of(IncidentWeaponRow).c
    rows = connection.execute(
        select(table, func.count(lines.weapon_id).label("weapons"))
        .outerjoin(
            table_of(IncidentWeaponRow),
            (lines.incident_id == table.c.id) & lines.recovered_on.is_(None),
        )
        .where(table.c.closed_on.is_(None))
        .group_by(table.c.id)
    )
    for row in rows:
        yield DueItem(
            kind=DueKind.INCIDENT,
            page="incidents",
            item_id=row.id,
            title=IncidentKind(row.kind).label,
            about=row.circumstances,
            where=_path(book, row.place_id),
            weapons=row.weapons,
        )


# --- how well it is kept -------------------------------------------------------------------------


def scores(connection: Connection, book: PlaceBook) -> tuple[DepotScore, ...]:
    """Return the last checks of every open depot, those alone that asked the same list."""
    table = table_of(SecurityCheckRow)
    rows = connection.execute(
        select(table)
        .where(table.c.completed_on.is_not(None), table.c.cancelled_seq.is_(None))
        .order_by(table.c.completed_on, table.c.id)
    )
    checked: defaultdict[int, list[Any]] = defaultdict(list)
    for row in rows:
        checked[row.place_id].append(row)
    return tuple(
        DepotScore(place.id, place.path, _trend(checked[place.id]))
        for place in book.in_order()
        if place.kind is PlaceKind.DEPOT and not place.closed
    )


def _trend(rows: list[Any]) -> tuple[ScorePoint, ...]:
    comparable = [row for row in rows if row.check_list == rows[-1].check_list]
    return tuple(
        ScorePoint(
            row.id, dt.date.fromisoformat(row.completed_on), row.points, row.out_of, row.level
        )
        for row in comparable[-TREND:]
    )


def _path(book: PlaceBook, place_id: int | None) -> str:
    place = book.by_id.get(place_id) if place_id is not None else None
    return place.path if place else ""


def _store_path(book: PlaceBook, place_id: int) -> str:
    return " / ".join(filter(None, book.names(place_id)[:2]))
