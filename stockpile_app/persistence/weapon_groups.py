"""How many weapons of a query are in each group."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, func, select

from stockpile_app.domain.records import WeaponQuery
from stockpile_app.domain.vocabulary import Category, Condition, Status
from stockpile_app.domain.weapon_groups import GroupBy, WeaponGroup
from stockpile_app.persistence.base import table_of
from stockpile_app.persistence.place_index import PlaceBook, read_places
from stockpile_app.persistence.tables import WeaponRow
from stockpile_app.persistence.weapon_index import conditions_of

_W: Final = table_of(WeaponRow).c
_KEYS: Final[dict[GroupBy, ColumnElement[Any]]] = {
    GroupBy.PLACE: _W.place_id,
    GroupBy.CATEGORY: _W.category,
    GroupBy.MODEL: _W.model,
    GroupBy.CALIBRE: _W.calibre,
    GroupBy.CONDITION: _W.condition,
    GroupBy.STATUS: _W.status,
}


def groups(connection: Connection, query: WeaponQuery, by: GroupBy) -> list[WeaponGroup]:
    """Return the groups of what ``query`` lets through, the largest first.

    Places are those next below the one that the query names: depots, then stores, then racks.
    """
    places = read_places(connection)
    conditions = conditions_of(connection, query)
    if query.place is not None:
        conditions.append(_W.place_id.in_(places.inside(query.place)))
    key = _KEYS[by]
    rows = connection.execute(select(key, func.count()).where(*conditions).group_by(key))
    counts: dict[Any, int] = {value: weapons for value, weapons in rows}  # noqa: C416 - rows
    if by is GroupBy.PLACE:
        found = _places(places, query, counts)
    else:
        found = [
            WeaponGroup(value or "", weapons, _query(query, by, value or ""))
            for value, weapons in counts.items()
        ]
    return sorted(found, key=lambda each: (-each.weapons, each.value))


def _places(places: PlaceBook, query: WeaponQuery, counts: dict[int, int]) -> list[WeaponGroup]:
    totals: Counter[int] = Counter()
    for place_id, weapons in counts.items():
        totals[_below(places, place_id, query.place)] += weapons
    return [
        WeaponGroup(
            places.by_id[place_id].path,
            weapons,
            None if place_id == query.place else replace(query, place=place_id),
        )
        for place_id, weapons in totals.items()
    ]


def _below(places: PlaceBook, place_id: int, outer: int | None) -> int:
    """Return the place that is next below ``outer`` on the way to a place; itself if none is."""
    way = [place_id, *places.above(place_id)]
    if outer is None:
        return way[-1]
    at = way.index(outer)
    return way[at - 1] if at else place_id


def _query(query: WeaponQuery, by: GroupBy, value: str) -> WeaponQuery | None:
    found: WeaponQuery | None
    match by:
        case GroupBy.MODEL:
            found = replace(query, model="", models=(value,))
        case GroupBy.CALIBRE:
            found = replace(query, calibre=value) if value else None
        case GroupBy.STATUS:
            found = replace(query, statuses=(Status(value),))
        case _ if not value:
            found = replace(query, unknown=tuple({*query.unknown, by.value}))
        case GroupBy.CATEGORY:
            found = replace(query, categories=(Category(value),))
        case _:
            found = replace(query, conditions=(Condition(value),))
    return found
