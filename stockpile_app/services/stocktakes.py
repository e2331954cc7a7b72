"""Stocktakes: opened, counted, compared, closed; the schedule; the books explained."""

from __future__ import annotations

import datetime as dt
import secrets
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from stockpile_app.domain import counting
from stockpile_app.domain.access import Permission, SecondPersonAct
from stockpile_app.domain.errors import BadValue, NotAllowedNow, NotFound, SecondPersonNeeded
from stockpile_app.domain.facts import StocktakeCancelled, StocktakeClosed, StocktakeOpened
from stockpile_app.domain.stocktakes import (
    EVERYTHING,
    CloseStocktake,
    DueCount,
    OpenStocktake,
    Reconciliation,
    StocktakeDone,
    StocktakeRecord,
)
from stockpile_app.domain.text import N_
from stockpile_app.domain.users import Credentials
from stockpile_app.domain.vocabulary import StocktakeKind
from stockpile_app.domain.weapons import LONGEST_NOTE, check_day, check_text
from stockpile_app.persistence import result_index, schedule_index, stocktake_index
from stockpile_app.persistence.base import Connection
from stockpile_app.persistence.place_index import PlaceBook, read_places
from stockpile_app.services.desk import Desk
from stockpile_app.services.discrepancies import Discrepancies
from stockpile_app.services.staff_details import refuse_lapsed
from stockpile_app.services.stocktake_books import reconciliation
from stockpile_app.services.stocktake_closing import discrepancies_of, shortage_of
from stockpile_app.services.stocktake_counts import Counts
from stockpile_app.services.stocktake_outcome import outcome
from stockpile_app.services.stocktake_results import Results
from stockpile_app.services.stocktake_rules import existing

if TYPE_CHECKING:
    from stockpile_app.services.stocktake_papers import StocktakePapers

_NO_PLACE = N_("There is no such place, or it is closed.")
_ON_ITS_WAY = N_("“{name}” is on its way with a dispatch. Count it when it has arrived.")
_SEALED = N_("“{name}” is sealed. Open the container before it is counted.")
_COUNTED = N_("“{name}” is being counted: stocktake {number}. Close or cancel that one first.")
_NOTHING = N_("There is no weapon in “{name}” to draw a sample from.")
_TWO_COUNTERS = N_("Two different people count; name both.")
_TWO_KEEPERS = N_("Name who hands the store over and who takes it over: two different people.")
_OVER = N_("{number} is over already.")


class _Sample(NamedTuple):
    """Register numbers, and of how many weapons they were drawn."""

    numbers: tuple[str, ...]
    population: int


class Stocktakes(Counts, Results, Discrepancies):
    """What is done with stocktakes; counting, results and discrepancies are its parts."""

    def __init__(self, desk: Desk) -> None:
        """Work at ``desk``."""
        super().__init__(desk)

    @cached_property
    def papers(self) -> StocktakePapers:
        """Count sheets and certificates."""
        from stockpile_app.services.stocktake_papers import StocktakePapers  # noqa: PLC0415

        return StocktakePapers(self._desk)

    # --- looking ---------------------------------------------------------------------------------

    def all(
        self,
        *,
        open_only: bool = False,
        place_id: int | None = None,
        before: int | None = None,
        limit: int = 200,
    ) -> list[StocktakeRecord]:
        """Return stocktakes, newest first, from below the id ``before``."""
        self._desk.require(Permission.READ)
        with self._desk.store.read() as connection:
            return stocktake_index.stocktakes(
                connection, open_only=open_only, place_id=place_id, before=before, limit=limit
            )

    def get(self, stocktake_id: int) -> StocktakeRecord:
        """Return one stocktake.

        Raises:
            NotFound: There is none of this id.
        """
        self._desk.require(Permission.READ)
        with self._desk.store.read() as connection:
            return existing(connection, stocktake_id)

    def due(self) -> list[DueCount]:
        """Return the counts that the schedule asks for, the longest overdue first.

        Of every store with weapons, and of a depot with weapons outside its stores: each week by
        type and a tenth by serial, every six months everything (IDDRS 4.10 section 7.3.1). A count
        of everything does for the smaller ones.
        """
        self._desk.require(Permission.READ)
        with self._desk.store.read() as connection:
            return schedule_index.due_counts(connection, self._desk.today)

    def reconciliation(
        self, place_id: int, *, until: int | None = None, since: int | None = None
    ) -> Reconciliation:
        """Return whether the books explain how one count became the other, per store and type.

        Args:
            place_id: What was counted; or a depot, whose stores are looked at one by one.
            until: The stocktake that gives the closing figures; None for the register as it is.
            since: The one that gives the opening figures; None for the last closed before.

        Raises:
            NotFound: There is no such place or stocktake.
            BadValue: A stocktake is of another place, or is not finished.
        """
        self._desk.require(Permission.READ)
        with self._desk.store.read() as connection:
            return reconciliation(connection, place_id, since, until)

    # --- recording -------------------------------------------------------------------------------

    def open(self, command: OpenStocktake) -> StocktakeDone:
        """Begin a count; nothing goes into or out of the place until it is closed or cancelled.

        Raises:
            BadValue: The counters or storekeepers are not two different people, the qualification
                of a counter ran out, or the day is in the future.
            NotFound: There is no such place.
            NotAllowedNow: The place, one in it or one it is in is being counted, it is sealed or on
                its way, or there is nothing to draw a sample from.
        """
        self._desk.require(Permission.STOCKTAKE)
        counters = _two(command.counters, "counters", _TWO_COUNTERS)
        keepers = ("", "")
        if command.kind is StocktakeKind.HANDOVER:
            pair = (command.handing_over, command.taking_over)
            keepers = _two(pair, "taking_over", _TWO_KEEPERS)
        day = check_day(command.occurred_on, "occurred_on", self._desk.today)
        with self._desk.store.write() as uow:
            book = read_places(uow.connection)
            _check_free(uow.connection, book, command.place_id)
            refuse_lapsed(uow.connection, "counter", counters, self._desk.today, "counters")
            seed, drawn = "", _Sample((), 0)
            if command.kind is StocktakeKind.TENTH:
                seed = check_text(command.seed or "", "seed", 64) or secrets.token_hex(8)
                drawn = _draw(uow.connection, book, command.place_id, seed)
            uow.record(
                StocktakeOpened(
                    stocktake_kind=command.kind,
                    place=command.place_id,
                    occurred_on=day or "",
                    counters=counters,
                    seed=seed,
                    sample=drawn.numbers,
                    population=drawn.population,
                    handing_over=keepers[0],
                    taking_over=keepers[1],
                    reason=check_text(command.reason, "reason", 500),
                )
            )
            record = stocktake_index.stocktakes(uow.connection, limit=1)[0]
            return StocktakeDone(record.id, record.number, uow.commit())

    def close(self, command: CloseStocktake, second: Credentials | None = None) -> StocktakeDone:
        """Settle a count: discrepancies are raised, and a shortage opens an incident.

        Raises:
            NotFound: There is no such stocktake.
            NotAllowedNow: Somebody is still counting, or it is over already.
            BadValue: Lines are still to be counted again, or the day does not fit.
            SecondPersonNeeded: Weapons are missing and no second person was named.
        """
        self._desk.require(Permission.STOCKTAKE)
        day = check_day(command.occurred_on, "occurred_on", self._desk.today) or ""
        notes = check_text(command.notes, "notes", LONGEST_NOTE)
        with self._desk.store.read() as connection:
            record = _unfinished(connection, command.stocktake_id)
            _check_after(record, command.occurred_on)
            shortage = outcome(connection, record).shortage
        approver = None
        if shortage:
            approver = self._desk.approval(SecondPersonAct.CLOSE_SHORTAGE, second)
        user = self._desk.user.full_name
        with self._desk.store.write(approver) as uow:
            result = outcome(uow.connection, _unfinished(uow.connection, record.id))
            if result.shortage and approver is None:
                raise SecondPersonNeeded(act=SecondPersonAct.CLOSE_SHORTAGE.label)
            raised = discrepancies_of(result)
            before = stocktake_index.last_count(uow.connection, record.place_id, EVERYTHING)
            uow.record(
                StocktakeClosed(
                    stocktake=record.id,
                    occurred_on=day,
                    expected=result.expected,
                    found=result.found,
                    counted=tuple((*e.kind, e.expected, e.counted) for e in result.types),
                    notes=notes,
                ),
                *raised,
            )
            incident = None
            if result.shortage:
                incident = uow.next_seq
                uow.record(shortage_of(result, before, day, user))
            return StocktakeDone(record.id, record.number, uow.commit(), len(raised), incident)

    def cancel(self, stocktake_id: int, reason: str) -> StocktakeDone:
        """Give a count up; what was counted stays in the ledger.

        Raises:
            BadValue: No reason is given.
            NotFound: There is no such stocktake.
            NotAllowedNow: It is over already.
        """
        self._desk.require(Permission.STOCKTAKE)
        reason = check_text(reason, "reason", 500)
        if not reason:
            raise BadValue(N_("Say why the stocktake is given up."), "reason")
        with self._desk.store.write() as uow:
            record = _unfinished(uow.connection, stocktake_id)
            uow.record(StocktakeCancelled(stocktake=record.id, reason=reason))
            return StocktakeDone(record.id, record.number, uow.commit())


def _two(names: tuple[str, str], field: str, refusal: str) -> tuple[str, str]:
    """Return two names as they are kept.

    Raises:
        BadValue: One is missing, or both are the same person's.
    """
    first, second = (check_text(each, field) for each in names)
    if not first or not second or first.casefold() == second.casefold():
        raise BadValue(refusal, field)
    return first, second


def _check_free(connection: Connection, book: PlaceBook, place_id: int) -> None:
    """Refuse a place that cannot be counted now."""
    place = book.by_id.get(place_id)
    if place is None or place.closed:
        raise NotFound(_NO_PLACE)
    if place.seals:
        raise NotAllowedNow(_SEALED, name=place.path)
    above: int | None = place_id
    while above is not None:
        if book.by_id[above].dispatch_id is not None:
            raise NotAllowedNow(_ON_ITS_WAY, name=place.path)
        above = book.by_id[above].parent
    other = stocktake_index.open_over(connection, [place_id])
    if other is not None:
        raise NotAllowedNow(_COUNTED, name=other.path, number=other.number)


def _draw(connection: Connection, book: PlaceBook, place_id: int, seed: str) -> _Sample:
    candidates = result_index.candidates(connection, book.inside(place_id))
    if not candidates:
        raise NotAllowedNow(_NOTHING, name=book.by_id[place_id].path)
    return _Sample(counting.draw_sample(candidates, seed), len(candidates))


def _unfinished(connection: Connection, stocktake_id: int) -> StocktakeRecord:
    record = existing(connection, stocktake_id)
    if not record.is_open:
        raise NotAllowedNow(_OVER, number=record.number)
    return record


def _check_after(record: StocktakeRecord, day: dt.date) -> None:
    if day < record.opened_on:
        raise BadValue(
            N_("The stocktake was opened on {day}: it cannot have been closed before."),
            "occurred_on",
            day=record.opened_on.isoformat(),
        )
