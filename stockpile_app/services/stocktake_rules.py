"""What several parts of a stocktake ask: whether it may be added to, and what may be said."""

from __future__ import annotations

from typing import Final

from stockpile_app.domain.counting import TypeKey
from stockpile_app.domain.errors import BadValue, NotAllowedNow, NotFound
from stockpile_app.domain.facts import TypeCounted
from stockpile_app.domain.serials import normalise
from stockpile_app.domain.stocktakes import FIRST, SECOND, StocktakeRecord, StocktakeState
from stockpile_app.domain.text import N_
from stockpile_app.domain.vocabulary import Category, StocktakeKind
from stockpile_app.domain.weapons import LONGEST_SERIAL, check_text
from stockpile_app.persistence import count_index, stocktake_index
from stockpile_app.persistence.base import Connection
from stockpile_app.persistence.count_index import CountState

MOST_OF_A_TYPE: Final = 1_000_000
NO_STOCKTAKE = N_("There is no such stocktake in this register.")
_OVER = N_("This stocktake is not being counted any more.")
_FINISHED = N_("Counter {counter} has finished: nothing can be added or taken back.")
_OTHER_PLACE = N_("Choose a place inside the one that is counted.")


def existing(connection: Connection, stocktake_id: int) -> StocktakeRecord:
    """Return a stocktake.

    Raises:
        NotFound: There is none of this id.
    """
    found = stocktake_index.stocktake(connection, stocktake_id)
    if found is None:
        raise NotFound(NO_STOCKTAKE)
    return found


def being_counted(
    connection: Connection, stocktake_id: int, counter: int, *, by_type: bool | None = None
) -> CountState:
    """Return a stocktake that a counter may add to.

    Args:
        by_type: Whether types are to be counted, or weapons one by one; None for either.

    Raises:
        NotFound: There is no such stocktake.
        NotAllowedNow: It is over, the counter has finished, or it counts the other way.
    """
    at = count_index.state(connection, stocktake_id)
    if at is None:
        raise NotFound(NO_STOCKTAKE)
    if at.state != StocktakeState.OPEN.value:
        raise NotAllowedNow(_OVER)
    if (at.finished_first, at.finished_second)[position(counter)]:
        raise NotAllowedNow(_FINISHED, counter=counter)
    if by_type is not None and StocktakeKind(at.kind).by_type != by_type:
        raise NotAllowedNow(
            N_("This stocktake counts weapons one by one.")
            if by_type
            else N_("This stocktake counts by type: say how many there are of each.")
        )
    return at


def position(counter: int) -> int:
    """Return where a counter stands among the two.

    Raises:
        BadValue: It is neither the first nor the second.
    """
    if counter not in {FIRST, SECOND}:
        raise BadValue(N_("A stocktake has a first and a second counter."), "counter")
    return counter - FIRST


def check_place(connection: Connection, counted: int, place_id: int | None) -> None:
    """Refuse a place that is not inside the one that is counted.

    Raises:
        BadValue: It is elsewhere or closed.
    """
    if place_id is not None and not count_index.is_inside(connection, place_id, counted):
        raise BadValue(_OTHER_PLACE, "place_id")


def check_quantity(quantity: int) -> None:
    """Refuse what cannot be counted.

    Raises:
        BadValue: It is negative, or more than anybody has.
    """
    if not 0 <= quantity <= MOST_OF_A_TYPE:
        raise BadValue(
            N_("The number must be between 0 and {most}."), "quantity", most=MOST_OF_A_TYPE
        )


def type_counted(stocktake_id: int, counter: int, kind: TypeKey, quantity: int) -> TypeCounted:
    """Return the fact that so many of a type were counted."""
    return TypeCounted(
        stocktake=stocktake_id,
        counter=counter,
        quantity=quantity,
        category=Category(kind.category) if kind.category else None,
        model=kind.model,
        calibre=kind.calibre,
    )


def serial_as_read(text: str, registered: str | None) -> str:
    """Return the serial on a weapon, or "" where it says what is registered.

    Raises:
        BadValue: It is too long.
    """
    serial = check_text(text, "serial_read", LONGEST_SERIAL)
    return "" if normalise(serial) == normalise(registered or "") else serial
