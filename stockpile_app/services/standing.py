"""What stands in the way: of a place, of weapons, and of a day.

Counting locks: while a stocktake is open over a place, nothing goes into or out of it, of what is
inside it, or of what it is inside of. Every service that puts weapons somewhere asks here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Final

from stockpile_app.domain.errors import BadValue, NotAllowedNow, NotFound
from stockpile_app.domain.movement_rules import (
    Around,
    Manifest,
    Refused,
    check_purpose,
    find_obstacles,
)
from stockpile_app.domain.records import PlaceRecord, WeaponRecord
from stockpile_app.domain.text import N_
from stockpile_app.domain.vocabulary import MovementKind, Status
from stockpile_app.persistence import custody_index, stocktake_index
from stockpile_app.persistence.base import Connection
from stockpile_app.persistence.movement_index import load_many
from stockpile_app.persistence.place_index import PlaceBook

_NO_PLACE: Final = N_("There is no such place, or it is closed.")
_SEALED: Final = N_("“{name}” is sealed. Open the container first.")
_IN_TRANSIT: Final = N_("“{name}” is on its way with a dispatch. Confirm its receipt first.")
_COUNTED: Final = N_(
    "“{name}” is being counted: stocktake {stocktake}. Close or cancel the stocktake first."
)
_FUTURE: Final = N_("The date {day} is in the future.")
_EARLIER: Final = N_(
    "Something is recorded of {number} on {known}, later than the date given: see {entry}. Correct"
    " the date, or explain why this is recorded late."
)
_BEFORE_RECEIVED: Final = N_(
    "{number} was received on {known}, later than the date given. Correct the date, or explain why"
    " this is recorded late."
)


def check_place(connection: Connection, book: PlaceBook, place_id: int) -> PlaceRecord:
    """Return a place that something may be put into or taken from.

    Raises:
        NotFound: There is no such place, or it is closed.
        NotAllowedNow: It is sealed, on its way, or being counted.
    """
    place = book.by_id.get(place_id)
    if place is None or place.closed:
        raise NotFound(_NO_PLACE)
    if place.dispatch_id is not None:
        raise NotAllowedNow(_IN_TRANSIT, name=place.path)
    if place.seals:
        raise NotAllowedNow(_SEALED, name=place.path)
    check_not_counted(connection, book, place_id)
    return place


def check_not_counted(connection: Connection, book: PlaceBook, place_id: int) -> None:
    """Refuse while a stocktake locks a place.

    Raises:
        NotAllowedNow: One does; names it.
    """
    stocktake = stocktake_index.open_over(connection, [place_id])
    if stocktake is not None:
        raise NotAllowedNow(_COUNTED, name=book.by_id[place_id].path, stocktake=stocktake.number)


def check_movement(
    connection: Connection,
    book: PlaceBook,
    records: Sequence[WeaponRecord],
    act: MovementKind,
    *,
    to: PlaceRecord | None = None,
    manifest: Manifest | None = None,
) -> None:
    """Refuse weapons that cannot be moved so.

    Raises:
        Refused: Names the first, with what stands in the way, and how many others there are.
    """
    around = look_around(connection, book, records)
    found = find_obstacles(records, act, around, to=to, manifest=manifest)
    if found:
        raise Refused(found)


def check_day(
    connection: Connection,
    day: dt.date,
    today: dt.date,
    weapons: Iterable[WeaponRecord],
    explanation: str = "",
    field: str = "occurred_on",
) -> str:
    """Return the explanation that is kept with a day; "" where there is none.

    A day may not be in the future. Before something that is known of a weapon it must be explained.

    Raises:
        BadValue: The day does not fit; of the explanation, where one is missing.
    """
    if day > today:
        raise BadValue(_FUTURE, field, day=day.isoformat())
    explanation = check_purpose(explanation, "explanation")
    numbers = {each.id: each.number for each in weapons}
    later = {
        weapon_id: known
        for weapon_id, known in custody_index.last_known(connection, list(numbers)).items()
        if known.on > day
    }
    if later and not explanation:
        weapon_id, known = max(later.items(), key=lambda item: (item[1].on, -item[0]))
        raise BadValue(
            _EARLIER if known.entry else _BEFORE_RECEIVED,
            "explanation",
            number=numbers[weapon_id],
            known=known.on.isoformat(),
            entry=known.entry,
        )
    return explanation


def chosen_weapons(connection: Connection, weapon_ids: Sequence[int]) -> list[WeaponRecord]:
    """Return the weapons of a voucher, in the order they were chosen.

    Raises:
        NotFound: There is no such weapon.
    """
    found = load_many(connection, weapon_ids)
    if len(found) < len(set(weapon_ids)):
        raise NotFound(N_("There is no such weapon in this register."))
    return [found[each] for each in weapon_ids]


def look_around(connection: Connection, book: PlaceBook, records: Sequence[WeaponRecord]) -> Around:
    """Return what is around weapons and may stand in their way."""
    gone = [each.id for each in records if each.status in {Status.LOST, Status.STOLEN}]
    ids = [each.id for each in records]
    return Around(
        holdings=custody_index.holdings(connection, ids),
        incidents=custody_index.losses(connection, gone),
        entries=custody_index.last_entries(connection, ids),
        places=book.by_id,
        stocktakes={
            place_id: each.number
            for place_id, each in stocktake_index.locks(
                connection, {each.place_id for each in records}
            ).items()
        },
    )
