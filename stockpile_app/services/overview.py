"""What is due, overdue, open and in transit, what is held, and how well it is kept."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from stockpile_app.domain.access import Permission
from stockpile_app.domain.backups import REHEARSE_EVERY, BackupStatus
from stockpile_app.domain.overview import (
    SOON_DAYS,
    DueItem,
    DueKind,
    OverviewRecord,
    due_list,
    sort_due,
)
from stockpile_app.domain.text import N_
from stockpile_app.persistence import ledger_store, overview_index
from stockpile_app.persistence.base import Connection
from stockpile_app.persistence.place_index import PlaceBook, read_places
from stockpile_app.persistence.unit_of_work import moment_of, utc_text
from stockpile_app.services.backups import Backups
from stockpile_app.services.desk import Desk
from stockpile_app.services.guarding import Guarding
from stockpile_app.services.ledgers import Ledgers
from stockpile_app.services.overview_subjects import subjects_due
from stockpile_app.services.stocktakes import Stocktakes

_BEHIND: Final = N_("it stands before the last entry; set it right")


class Overview:
    """What the first page shows."""

    def __init__(self, desk: Desk) -> None:
        """Work at ``desk``."""
        self._desk = desk

    def read(self) -> OverviewRecord:
        """Return the state of everything, as of now; a job, of a third of a second a million.

        Raises:
            NotAllowed: The user may not look at weapons and places.
        """
        self._desk.require(Permission.READ)
        today = self._desk.today
        others = self._others()
        backups = Backups(self._desk).status()
        papers = Ledgers(self._desk).papers(limit=1)
        with self._desk.store.read() as connection:
            book = read_places(connection)
            on_the_way = list(overview_index.dispatches(connection, book))
            to_do = [
                *others,
                *self._recorded(connection, book, on_the_way),
                *self._soon([_rehearsal(backups)], today),
            ]
            overdue, this_week, still_open = sort_due(to_do, today)
            return OverviewRecord(
                today=today,
                overdue=overdue,
                this_week=this_week,
                in_transit=due_list(on_the_way),
                open=still_open,
                holdings=overview_index.holdings(connection, book),
                scores=overview_index.scores(connection, book),
                backups=backups,
                paper=papers[0] if papers else None,
            )

    def attention(self) -> dict[str, int]:
        """Return what waits on each page, by its name: what is overdue, and open incidents.

        Raises:
            NotAllowed: The user may not look at weapons and places.
        """
        self._desk.require(Permission.READ)
        today = self._desk.today
        to_do = self._others()
        with self._desk.store.read() as connection:
            book = read_places(connection)
            on_the_way = list(overview_index.dispatches(connection, book))
            to_do += self._recorded(connection, book, on_the_way)
        return Counter(
            each.page for each in to_do if each.overdue(today) or each.kind is DueKind.INCIDENT
        )

    def _others(self) -> list[DueItem]:
        """Return what services of other subjects know to be due."""
        soon = self._soon([*self._counts(), *self._guarding()], self._desk.today)
        return [*subjects_due(self._desk), *soon]

    def _recorded(
        self, connection: Connection, book: PlaceBook, on_the_way: list[DueItem]
    ) -> Iterator[DueItem]:
        today = self._desk.today
        yield from self._stored(connection, book, today)
        yield from self._soon(on_the_way, today)
        yield from self._clock(connection, today)

    def _clock(self, connection: Connection, today: dt.date) -> Iterator[DueItem]:
        """Yield that the clock is behind the last entry: what is due, and every day, is wrong."""
        last = ledger_store.head(connection, self._desk.store.origin).recorded_at
        if last > utc_text(self._desk.store.clock()):
            when = moment_of(last).astimezone()
            yield DueItem(
                kind=DueKind.CLOCK,
                page="ledger",
                title=_BEHIND,
                about=f"{when:%Y-%m-%d %H:%M}",
                due_on=today,
            )

    def _stored(self, connection: Connection, book: PlaceBook, today: dt.date) -> Iterator[DueItem]:
        soon = today + dt.timedelta(days=SOON_DAYS)
        yield from overview_index.returns(connection, book, soon)
        for listed in (
            overview_index.stocktakes,
            overview_index.discrepancies,
            overview_index.checks,
            overview_index.findings,
            overview_index.incidents,
        ):
            yield from listed(connection, book)

    def _counts(self) -> Iterator[DueItem]:
        for count in Stocktakes(self._desk).due():
            yield DueItem(
                kind=DueKind.COUNT,
                page="stocktakes",
                item_id=count.open_id,
                title=count.kind.label,
                where=count.path,
                due_on=count.due,
            )

    def _guarding(self) -> Iterator[DueItem]:
        guarding = Guarding(self._desk)
        for device in guarding.device_tests_due():
            label = device.last.device.label
            yield DueItem(
                kind=DueKind.DEVICE if device.last.passed else DueKind.FAILED_DEVICE,
                page="guarding",
                item_id="devices",
                title=label,
                about=device.last.label,
                where=device.last.place,
                due_on=device.due_on,
            )
        for keys in guarding.key_counts_due():
            yield DueItem(
                kind=DueKind.KEY_COUNT,
                page="guarding",
                item_id="keys",
                where=keys.place,
                due_on=keys.due_on,
            )
        for lock in guarding.locks():
            if lock.to_be_changed:
                yield DueItem(
                    kind=DueKind.LOCK,
                    page="guarding",
                    item_id="keys",
                    about=lock.label,
                    where=lock.place,
                    due_on=min(key.lost_on for key in lock.keys if key.lost_on),
                )

    @staticmethod
    def _soon(items: Iterable[DueItem], today: dt.date) -> Iterator[DueItem]:
        """Yield what is to be done within the week; what comes again later is not open yet."""
        soon = today + dt.timedelta(days=SOON_DAYS)
        for item in items:
            if item.due_on is not None and item.due_on <= soon:
                yield item


def _rehearsal(status: BackupStatus) -> DueItem:
    """Return the next drill; at once, where the last one did not go well."""
    last = status.rehearsed_at or status.begun_at
    due = last + REHEARSE_EVERY if status.rehearsed_ok else last
    return DueItem(kind=DueKind.REHEARSAL, page="backups", due_on=due.astimezone().date())
