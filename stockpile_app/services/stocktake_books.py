"""The books beside the counts: whether movements explain how one count became the next."""

from __future__ import annotations

from stockpile_app.domain.counting import TypeKey, reconcile
from stockpile_app.domain.errors import BadValue, NotFound
from stockpile_app.domain.stocktakes import (
    EVERYTHING,
    Reconciliation,
    StocktakeRecord,
    StoreBalance,
)
from stockpile_app.domain.text import N_
from stockpile_app.domain.vocabulary import PlaceKind, StocktakeKind
from stockpile_app.persistence import flow_index, stocktake_index
from stockpile_app.persistence.base import Connection
from stockpile_app.persistence.flow_index import Period
from stockpile_app.persistence.place_index import PlaceBook, read_places
from stockpile_app.services.stocktake_outcome import check_seen, outcome, settled
from stockpile_app.services.stocktake_rules import existing

_COUNTS_ALL = (StocktakeKind.WEEKLY, *EVERYTHING)
_NO_PLACE = N_("There is no such place in this register.")
_NOT_OF_PLACE = N_("{number} does not give figures for this place: choose a full or weekly count.")
_NOT_CLOSED = N_("{number} is not closed: it gives no opening figures.")


def reconciliation(
    connection: Connection, place_id: int, since_id: int | None, until_id: int | None
) -> Reconciliation:
    """Return opening + in - out - losses + recoveries = closing, per store and type.

    Raises:
        NotFound: There is no such place or stocktake.
        BadValue: A stocktake is of another place or kind, or gives no figures yet.
        NotAllowedNow: Somebody is still counting.
    """
    book = read_places(connection)
    place = book.by_id.get(place_id)
    if place is None:
        raise NotFound(_NO_PLACE)
    since = None if since_id is None else _figures(connection, place_id, since_id)
    until = None if until_id is None else _figures(connection, place_id, until_id)
    if since is not None and since.closed_seq is None:
        raise BadValue(_NOT_CLOSED, "since", number=since.number)
    units = [place_id]
    if since is None:
        since = _last(connection, place_id, until)
        if since is None and until is None and place.kind is PlaceKind.DEPOT:
            units = _stores(book, place_id)
    rows: list[StoreBalance] = []
    for unit in units:
        opening = since if unit == place_id else _last(connection, unit, None)
        rows += _balances(connection, book, unit, opening, until)
    return Reconciliation(place_id, place.path, since, until, tuple(rows))


def _last(
    connection: Connection, place_id: int, until: StocktakeRecord | None
) -> StocktakeRecord | None:
    before = until.closed_seq if until else None
    return stocktake_index.last_count(connection, place_id, _COUNTS_ALL, before)


def _figures(connection: Connection, place_id: int, stocktake_id: int) -> StocktakeRecord:
    record = existing(connection, stocktake_id)
    check_seen(record)
    if record.place_id != place_id or record.kind not in _COUNTS_ALL:
        raise BadValue(_NOT_OF_PLACE, "stocktake", number=record.number)
    return record


def _stores(book: PlaceBook, depot: int) -> list[int]:
    """Return the stores of a depot, and the depot itself for what is outside them."""
    inside = [book.by_id[each] for each in book.inside(depot)]
    return [depot, *(each.id for each in inside if each.kind is PlaceKind.STORE)]


def _balances(
    connection: Connection,
    book: PlaceBook,
    unit: int,
    since: StocktakeRecord | None,
    until: StocktakeRecord | None,
) -> list[StoreBalance]:
    whole = until is not None or since is not None or book.by_id[unit].kind is not PlaceKind.DEPOT
    period = Period(
        since=since.closed_seq or 0 if since else 0,
        until=until.closed_seq if until else None,
    )
    opening: dict[TypeKey, int] = {}
    present: frozenset[str] | None = None
    if since is not None:
        counted = stocktake_index.counted_types(connection, since.id)
        opening = {kind: figures[1] for kind, figures in counted.items()}
        if since.kind in EVERYTHING:
            present = frozenset(settled(connection, since))
    flows = flow_index.flows(connection, unit, period, present, with_stores=whole)
    closing = flows.now
    if until is not None:
        types = outcome(connection, until).types
        closing = {each.kind: each.counted for each in types}
    rows = reconcile(
        opening=_keyed(unit, opening),
        received=_keyed(unit, flows.received),
        issued=_keyed(unit, flows.issued),
        lost=_keyed(unit, flows.lost),
        recovered=_keyed(unit, flows.recovered),
        closing=_keyed(unit, closing),
    )
    return [StoreBalance(book.by_id[unit].path, row) for row in rows]


def _keyed(unit: int, figures: dict[TypeKey, int]) -> dict[tuple[int, TypeKey], int]:
    return {(unit, kind): number for kind, number in figures.items()}
