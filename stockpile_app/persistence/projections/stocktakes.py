"""Stocktakes, what was counted, and what was not as registered.

While a count goes on, its lines touch no weapon: the history of a weapon would tell one counter
what the other saw. When it is closed or cancelled, every line becomes an entry of its weapon.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from sqlalchemy import bindparam, delete, select, update

from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.facts import (
    CounterFinished,
    CountWithdrawn,
    DiscrepancyAssigned,
    DiscrepancyClosed,
    DiscrepancyRaised,
    StocktakeCancelled,
    StocktakeClosed,
    StocktakeOpened,
    StrangerCounted,
    TypeCounted,
    WeaponCounted,
    WeaponRecounted,
)
from stockpile_app.domain.stocktakes import FIRST, RECOUNT, SECOND, StocktakeState
from stockpile_app.domain.vocabulary import StocktakeKind
from stockpile_app.persistence.base import table_of
from stockpile_app.persistence.ledger_store import insert_rows
from stockpile_app.persistence.projections.projector import Projector, Stated, handles
from stockpile_app.persistence.tables import (
    ORIGIN_BITS,
    CountedTypeRow,
    CountLineRow,
    DiscrepancyRow,
    PlaceRow,
    SampleLineRow,
    SightingRow,
    StocktakeRow,
    TypeCountRow,
    WeaponEntryRow,
    WeaponRow,
    id_in,
)

_STOCKTAKES: Final = ChangeSet(stocktakes=True)
_OPEN: Final = (False, False, None, None, None, None, "")
_C: Final = table_of(CountLineRow).c
_W: Final = table_of(WeaponRow).c
_SEEN: Final = table_of(SightingRow).c
_TYPE: Final = table_of(TypeCountRow).c
_LINES: Final = (
    select(_C.id, _C.counter, _C.weapon_id, _C.found)
    .where(_C.stocktake_id == bindparam("stocktake"), _C.weapon_id.is_not(None))
    .order_by(_C.id)
)
_TOUCH: Final = (
    update(table_of(WeaponRow))
    .where(_W.id == bindparam("weapon"), _W.changed_seq < bindparam("entry"))
    .values(changed_seq=bindparam("entry"))
)
_FORGET_SIGHTING: Final = delete(table_of(SightingRow)).where(
    _SEEN.weapon_id == bindparam("weapon")
)
_FORGET_TYPE: Final = delete(table_of(TypeCountRow)).where(
    _TYPE.stocktake_id == bindparam("stocktake"),
    _TYPE.counter == bindparam("who"),
    _TYPE.category == bindparam("of_category"),
    _TYPE.model == bindparam("of_model"),
    _TYPE.calibre == bindparam("of_calibre"),
)


# --- counting --------------------------------------------------------------------------------


@handles(StocktakeOpened)
def _opened(projector: Projector, batch: Sequence[Stated]) -> None:
    for stated in batch:
        fact: StocktakeOpened = stated.fact
        stocktake = _own_id(projector, stated)
        row = (
            stocktake,
            fact.stocktake_kind.value,
            projector.place_id(stated.origin, fact.place),
            fact.occurred_on,
            stated.recorded_at,
            stated.recorded_by,
            "\n".join(fact.counters),
            fact.seed,
            len(fact.sample),
            fact.population,
            fact.handing_over,
            fact.taking_over,
            fact.reason,
            StocktakeState.OPEN.value,
            *_OPEN,
        )
        insert_rows(projector.connection, table_of(StocktakeRow), [row])
        sample = [
            (stocktake, projector.weapon_id(number), position)
            for position, number in enumerate(fact.sample, start=1)
        ]
        insert_rows(projector.connection, table_of(SampleLineRow), sample)
    projector.changed(_STOCKTAKES)


@handles(WeaponCounted)
def _counted(projector: Projector, batch: Sequence[Stated]) -> None:
    rows = [
        (
            *_line_of(projector, stated),
            projector.weapon_id(stated.fact.number),
            _place(projector, stated, stated.fact.place),
            stated.fact.means.value,
            stated.fact.serial_read,
            stated.fact.altered,
            True,
            "",
            stated.recorded_at,
        )
        for stated in batch
    ]
    insert_rows(projector.connection, table_of(CountLineRow), rows)
    projector.changed(_STOCKTAKES)


@handles(StrangerCounted)
def _stranger_counted(projector: Projector, batch: Sequence[Stated]) -> None:
    rows = [
        (
            *_line_of(projector, stated),
            None,
            _place(projector, stated, stated.fact.place),
            stated.fact.means.value,
            stated.fact.serial_read,
            False,
            True,
            stated.fact.description,
            stated.recorded_at,
        )
        for stated in batch
    ]
    insert_rows(projector.connection, table_of(CountLineRow), rows)
    projector.changed(_STOCKTAKES)


@handles(WeaponRecounted)
def _recounted(projector: Projector, batch: Sequence[Stated]) -> None:
    for stated in batch:
        fact: WeaponRecounted = stated.fact
        row = (
            _own_id(projector, stated),
            _stocktake(projector, stated),
            RECOUNT,
            projector.weapon_id(fact.number),
            _place(projector, stated, fact.place),
            "",
            fact.serial_read,
            fact.altered,
            fact.found,
            "",
            stated.recorded_at,
        )
        insert_rows(projector.connection, table_of(CountLineRow), [row])
    projector.changed(_STOCKTAKES)


@handles(TypeCounted)
def _type_counted(projector: Projector, batch: Sequence[Stated]) -> None:
    for stated in batch:
        fact: TypeCounted = stated.fact
        stocktake = _stocktake(projector, stated)
        category = fact.category.value if fact.category else ""
        named = {"of_category": category, "of_model": fact.model, "of_calibre": fact.calibre}
        projector.connection.execute(
            _FORGET_TYPE, {"stocktake": stocktake, "who": fact.counter, **named}
        )
        row = (stocktake, fact.counter, category, fact.model, fact.calibre, fact.quantity)
        insert_rows(projector.connection, table_of(TypeCountRow), [row])
    projector.changed(_STOCKTAKES)


@handles(CountWithdrawn)
def _withdrawn(projector: Projector, batch: Sequence[Stated]) -> None:
    for stated in batch:
        line = id_in(projector.origin_number(stated.origin), stated.fact.line)
        projector.connection.execute(delete(table_of(CountLineRow)).where(_C.id == line))
    projector.changed(_STOCKTAKES)


@handles(CounterFinished)
def _finished(projector: Projector, batch: Sequence[Stated]) -> None:
    for stated in batch:
        stocktake = _stocktake(projector, stated)
        if stated.fact.counter == FIRST:
            _update(projector, stocktake, finished_first=True)
        else:
            _update(projector, stocktake, finished_second=True)
        projector.connection.execute(
            update(StocktakeRow)
            .where(
                StocktakeRow.id == stocktake,
                StocktakeRow.finished_first,
                StocktakeRow.finished_second,
            )
            .values(state=StocktakeState.COUNTED.value)
        )


# --- the end ---------------------------------------------------------------------------------


@handles(StocktakeClosed)
def _closed(projector: Projector, batch: Sequence[Stated]) -> None:
    for stated in batch:
        fact: StocktakeClosed = stated.fact
        stocktake = _stocktake(projector, stated)
        _update(
            projector,
            stocktake,
            state=StocktakeState.CLOSED.value,
            closed_on=fact.occurred_on,
            closed_seq=stated.seq,
            expected=fact.expected,
            found=fact.found,
            notes=fact.notes,
        )
        insert_rows(
            projector.connection,
            table_of(CountedTypeRow),
            [(stocktake, *each) for each in fact.counted],
        )
        _see(projector, stated, stocktake)
        _tell_weapons(projector, stated, stocktake)
        _hand_over(projector, stocktake)


@handles(StocktakeCancelled)
def _cancelled(projector: Projector, batch: Sequence[Stated]) -> None:
    for stated in batch:
        stocktake = _stocktake(projector, stated)
        _update(
            projector,
            stocktake,
            state=StocktakeState.CANCELLED.value,
            closed_seq=stated.seq,
            notes=stated.fact.reason,
        )
        _tell_weapons(projector, stated, stocktake)


def _see(projector: Projector, stated: Stated, stocktake: int) -> None:
    """Record the day on the weapons that were seen: by both counters, or together."""
    by: dict[int, set[int]] = {}
    together: dict[int, bool] = {}
    for line in projector.connection.execute(_LINES, {"stocktake": stocktake}):
        if line.counter == RECOUNT:
            together[line.weapon_id] = line.found
        else:
            by.setdefault(line.weapon_id, set()).add(line.counter)
    seen = {each for each, counters in by.items() if counters == {FIRST, SECOND}}
    seen = (seen - together.keys()) | {each for each, found in together.items() if found}
    if not seen:
        return
    before = dict(_sightings(projector.connection, stocktake))
    day = stated.fact.occurred_on
    # a count that was closed late does not hide a later one
    new = sorted(each for each in seen if day >= before.get(each, ""))
    if new:
        projector.connection.execute(_FORGET_SIGHTING, [{"weapon": each} for each in new])
        rows = [(each, day, stocktake) for each in new]
        insert_rows(projector.connection, table_of(SightingRow), rows)


def _sightings(connection: Any, stocktake: int) -> Iterable[tuple[int, str]]:
    counted = select(_C.weapon_id).where(_C.stocktake_id == stocktake)
    rows = connection.execute(
        select(_SEEN.weapon_id, _SEEN.seen_on).where(_SEEN.weapon_id.in_(counted))
    )
    return ((row[0], row[1]) for row in rows)


def _tell_weapons(projector: Projector, stated: Stated, stocktake: int) -> None:
    """Make every line of a count an entry of its weapon."""
    mask = (1 << ORIGIN_BITS) - 1
    lines = projector.connection.execute(_LINES, {"stocktake": stocktake}).all()
    if not lines:
        return
    insert_rows(
        projector.connection,
        table_of(WeaponEntryRow),
        [(line.weapon_id, stated.origin, line.id & mask) for line in lines],
    )
    last = {line.weapon_id: line.id & mask for line in lines}
    projector.connection.execute(
        _TOUCH, [{"weapon": weapon, "entry": seq} for weapon, seq in last.items()]
    )
    projector.changed_weapons(list(last))


def _hand_over(projector: Projector, stocktake: int) -> None:
    row = projector.connection.execute(
        select(StocktakeRow.kind, StocktakeRow.place_id, StocktakeRow.taking_over).where(
            StocktakeRow.id == stocktake
        )
    ).one()
    if row.kind != StocktakeKind.HANDOVER.value:
        return
    projector.connection.execute(
        update(PlaceRow).where(PlaceRow.id == row.place_id).values(keeper=row.taking_over)
    )
    projector.changed(ChangeSet(places=True))


# --- discrepancies ---------------------------------------------------------------------------


@handles(DiscrepancyRaised)
def _raised(projector: Projector, batch: Sequence[Stated]) -> None:
    for stated in batch:
        fact: DiscrepancyRaised = stated.fact
        weapon_id = projector.weapon_id(fact.number) if fact.number else None
        row = (
            _own_id(projector, stated),
            _stocktake(projector, stated),
            fact.result.value,
            weapon_id,
            _place(projector, stated, fact.place),
            _place(projector, stated, fact.found_place),
            fact.serial_read,
            fact.description,
            fact.quantity,
            *("", "", "", None, "", None),
        )
        insert_rows(projector.connection, table_of(DiscrepancyRow), [row])
        if weapon_id is not None:
            entry = (weapon_id, stated.origin, stated.seq)
            insert_rows(projector.connection, table_of(WeaponEntryRow), [entry])
            projector.connection.execute(_TOUCH, {"weapon": weapon_id, "entry": stated.seq})
            projector.changed_weapons([weapon_id])
    projector.changed(_STOCKTAKES)


@handles(DiscrepancyAssigned)
def _assigned(projector: Projector, batch: Sequence[Stated]) -> None:
    for stated in batch:
        fact: DiscrepancyAssigned = stated.fact
        _update_discrepancy(
            projector,
            stated,
            owner=fact.owner,
            cause=fact.cause,
            action=fact.action,
            due_on=fact.due_on,
        )


@handles(DiscrepancyClosed)
def _discrepancy_closed(projector: Projector, batch: Sequence[Stated]) -> None:
    for stated in batch:
        fact: DiscrepancyClosed = stated.fact
        _update_discrepancy(projector, stated, outcome=fact.outcome, closed_on=fact.occurred_on)


def _update_discrepancy(projector: Projector, stated: Stated, **values: object) -> None:
    discrepancy = id_in(projector.origin_number(stated.origin), stated.fact.discrepancy)
    projector.connection.execute(
        update(DiscrepancyRow).where(DiscrepancyRow.id == discrepancy).values(**values)
    )
    projector.changed(_STOCKTAKES)


# --- shared ----------------------------------------------------------------------------------


def _own_id(projector: Projector, stated: Stated) -> int:
    return id_in(projector.origin_number(stated.origin), stated.seq)


def _stocktake(projector: Projector, stated: Stated) -> int:
    return id_in(projector.origin_number(stated.origin), stated.fact.stocktake)


def _line_of(projector: Projector, stated: Stated) -> tuple[int, int, int]:
    return _own_id(projector, stated), _stocktake(projector, stated), stated.fact.counter


def _place(projector: Projector, stated: Stated, place: int | None) -> int | None:
    return None if place is None else projector.place_id(stated.origin, place)


def _update(projector: Projector, stocktake: int, **values: object) -> None:
    projector.connection.execute(
        update(StocktakeRow).where(StocktakeRow.id == stocktake).values(**values)
    )
    projector.changed(_STOCKTAKES)
