"""Reads what the register itself knows about the security of a depot."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Final, NamedTuple

from sqlalchemy import Connection, func, or_, select

from stockpile_app.domain.facts import BackupKept, BackupMade
from stockpile_app.domain.records import PlaceRecord
from stockpile_app.domain.stocktakes import StocktakeState
from stockpile_app.domain.vocabulary import (
    LineResult,
    PlaceKind,
    SerialState,
    Status,
    StocktakeKind,
    StoreKind,
)
from stockpile_app.persistence.base import table_of
from stockpile_app.persistence.place_index import PlaceBook
from stockpile_app.persistence.tables import (
    DiscrepancyRow,
    EntryRow,
    KeyCountRow,
    LockRow,
    PlaceRow,
    StocktakeRow,
    WeaponRow,
)
from stockpile_app.persistence.values import day_or_none

_BACKUPS: Final = (BackupMade.kind, BackupKept.kind)
_S: Final = table_of(StocktakeRow).c
_BELONG: Final = tuple(each.value for each in Status if each.is_in_place or each.is_out)


class LastCount(NamedTuple):
    """When a store was last counted so; None if never."""

    store: PlaceRecord
    day: dt.date | None


class OpenDifferences(NamedTuple):
    """Differences that stocktakes of a depot found and nobody closed yet."""

    number: int
    oldest: dt.date | None
    counted: bool  # whether any stocktake of the depot was ever closed


class KeyCounts(NamedTuple):
    """How often the keys of a depot were counted lately."""

    locks: int
    last: dt.date | None
    days: int
    short: int  # counts in which a key was missing


class Weapons(NamedTuple):
    """Records of the weapons of a depot, and how many of them tell no serial number."""

    number: int
    without_serial: int


def stores(book: PlaceBook, depot_id: int) -> list[PlaceRecord]:
    """Return the stores of a depot that weapons are counted in; the depot where it has none."""
    inside = [book.by_id[each] for each in book.inside(depot_id)]
    found = [
        each
        for each in inside
        if each.kind is PlaceKind.STORE
        and not each.closed
        and each.store_kind in {None, StoreKind.WEAPONS}
    ]
    return found or [book.by_id[depot_id]]


def last_counts(
    connection: Connection, book: PlaceBook, depot_id: int, kinds: Collection[StocktakeKind]
) -> list[LastCount]:
    """Return when each store of a depot was last counted in one of these ways."""
    found = []
    for store in stores(book, depot_id):
        day = connection.execute(
            select(func.max(_S.closed_on)).where(
                _S.state == StocktakeState.CLOSED.value,
                _S.kind.in_([each.value for each in kinds]),
                _S.place_id.in_({store.id, depot_id}),
            )
        ).scalar()
        found.append(LastCount(store, day_or_none(day)))
    return found


def open_differences(connection: Connection, book: PlaceBook, depot_id: int) -> OpenDifferences:
    """Return how many differences of a depot are open."""
    inside = book.inside(depot_id)
    number, oldest = connection.execute(
        select(func.count(), func.min(_S.closed_on))
        .select_from(DiscrepancyRow)
        .join(table_of(StocktakeRow), _S.id == DiscrepancyRow.stocktake_id)
        .where(DiscrepancyRow.closed_on.is_(None), _S.place_id.in_(inside))
    ).one()
    counted = connection.execute(
        select(_S.id).where(_S.state == StocktakeState.CLOSED.value, _S.place_id.in_(inside))
    ).first()
    return OpenDifferences(number, day_or_none(oldest), counted is not None)


def last_handover(
    connection: Connection, book: PlaceBook, depot_id: int
) -> tuple[dt.date, str, str] | None:
    """Return day and both storekeepers of the last handover count in a depot."""
    row = connection.execute(
        select(_S.closed_on, _S.handing_over, _S.taking_over)
        .where(
            _S.state == StocktakeState.CLOSED.value,
            _S.kind == StocktakeKind.HANDOVER.value,
            _S.place_id.in_(book.inside(depot_id)),
        )
        .order_by(_S.closed_on.desc(), _S.id.desc())
        .limit(1)
    ).first()
    day = day_or_none(row.closed_on) if row else None
    return (day, row.handing_over, row.taking_over) if row and day else None


def weapon_records(connection: Connection, depot_id: int) -> Weapons:
    """Return how many weapons belong to a depot, those that are out too."""
    inside = select(PlaceRow.id).where(PlaceRow.depot_id == depot_id)
    here = (WeaponRow.place_id.in_(inside), WeaponRow.status.in_(_BELONG))
    number = connection.execute(select(func.count()).select_from(WeaponRow).where(*here)).scalar()
    without = connection.execute(
        select(func.count())
        .select_from(WeaponRow)
        .where(*here, WeaponRow.serial_state != SerialState.RECORDED.value)
    ).scalar()
    return Weapons(number or 0, without or 0)


def strangers(connection: Connection, book: PlaceBook, depot_id: int) -> int:
    """Return how many open differences are weapons that the register did not expect."""
    return (
        connection.execute(
            select(func.count())
            .select_from(DiscrepancyRow)
            .join(table_of(StocktakeRow), _S.id == DiscrepancyRow.stocktake_id)
            .where(
                DiscrepancyRow.closed_on.is_(None),
                DiscrepancyRow.result == LineResult.UNEXPECTED.value,
                DiscrepancyRow.weapon_id.is_(None),
                _S.place_id.in_(book.inside(depot_id)),
            )
        ).scalar()
        or 0
    )


def last_backup(connection: Connection, origin: str) -> str | None:
    """Return when the last backup was recorded, UTC.

    Every exit makes one, so it is found near the end of the ledger.
    """
    return connection.execute(
        select(EntryRow.recorded_at)
        .where(EntryRow.origin == origin, EntryRow.kind.in_(_BACKUPS))
        .order_by(EntryRow.seq.desc())
        .limit(1)
    ).scalar()


def key_counts(connection: Connection, book: PlaceBook, depot_id: int, since: dt.date) -> KeyCounts:
    """Return on how many days from ``since`` on the keys of a depot were counted."""
    inside = book.inside(depot_id)
    here = KeyCountRow.place_id.in_(inside)
    recent = (here, KeyCountRow.counted_on >= since.isoformat())
    last = connection.execute(select(func.max(KeyCountRow.counted_on)).where(here)).scalar()
    days = connection.execute(
        select(func.count(KeyCountRow.counted_on.distinct())).where(*recent)
    ).scalar()
    short = connection.execute(
        select(func.count())
        .select_from(KeyCountRow)
        .where(*recent, KeyCountRow.counted < KeyCountRow.expected)
    ).scalar()
    locks = connection.execute(
        select(func.count())
        .select_from(LockRow)
        .where(
            LockRow.place_id.in_(inside),
            or_(LockRow.removed_on.is_(None), LockRow.removed_on > since.isoformat()),
        )
    ).scalar()
    return KeyCounts(locks or 0, day_or_none(last), days or 0, short or 0)
