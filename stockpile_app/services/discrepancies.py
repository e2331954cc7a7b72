"""Discrepancies: each has an owner, a cause and an action before it is closed."""

from __future__ import annotations

from stockpile_app.domain.access import Permission, SecondPersonAct
from stockpile_app.domain.errors import BadValue, NotAllowedNow, NotFound
from stockpile_app.domain.facts import DiscrepancyAssigned, DiscrepancyClosed
from stockpile_app.domain.stocktakes import (
    AssignDiscrepancy,
    CloseDiscrepancy,
    DiscrepancyDone,
    DiscrepancyRecord,
)
from stockpile_app.domain.text import N_
from stockpile_app.domain.users import Credentials
from stockpile_app.domain.weapons import LONGEST_NOTE, check_day, check_text
from stockpile_app.persistence import result_index
from stockpile_app.persistence.base import Connection
from stockpile_app.services.desk import Desk

_NONE = N_("There is no such discrepancy in this register.")
_CLOSED = N_("{number} is closed already.")
_UNFINISHED = N_("Say first who looks into {number}, what caused it and what is done about it.")


class Discrepancies:
    """What is done about what a stocktake found."""

    def __init__(self, desk: Desk) -> None:
        """Work at ``desk``."""
        self._desk = desk

    def discrepancies(
        self,
        *,
        open_only: bool = False,
        stocktake_id: int | None = None,
        before: int | None = None,
        limit: int = 200,
    ) -> list[DiscrepancyRecord]:
        """Return discrepancies, newest first, from below the id ``before``."""
        self._desk.require(Permission.READ)
        with self._desk.store.read() as connection:
            return result_index.discrepancies(
                connection,
                open_only=open_only,
                stocktake_id=stocktake_id,
                before=before,
                limit=limit,
            )

    def assign(self, command: AssignDiscrepancy) -> DiscrepancyDone:
        """Say who looks into a discrepancy, and what is known and done, as of now.

        Raises:
            BadValue: Nobody is named, or a text is too long.
            NotFound: There is no such discrepancy.
            NotAllowedNow: It is closed.
        """
        self._desk.require(Permission.MEND)
        owner = check_text(command.owner, "owner")
        if not owner:
            raise BadValue(N_("Say who looks into it."), "owner")
        with self._desk.store.write() as uow:
            found = _open_one(uow.connection, command.discrepancy_id)
            uow.record(
                DiscrepancyAssigned(
                    discrepancy=found.id,
                    owner=owner,
                    cause=check_text(command.cause, "cause", LONGEST_NOTE),
                    action=check_text(command.action, "action", LONGEST_NOTE),
                    due_on=command.due_on.isoformat() if command.due_on else None,
                )
            )
            return DiscrepancyDone(found.id, uow.commit())

    def close_discrepancy(
        self, command: CloseDiscrepancy, second: Credentials | None = None
    ) -> DiscrepancyDone:
        """Settle a discrepancy; one of something missing needs a second person.

        Raises:
            BadValue: No outcome is given, or the day is in the future or before it was raised.
            NotFound: There is no such discrepancy.
            NotAllowedNow: It is closed, or has no owner, cause and action yet.
            SecondPersonNeeded: Something is missing and no second person was named.
        """
        self._desk.require(Permission.MEND)
        outcome = check_text(command.outcome, "outcome", LONGEST_NOTE)
        if not outcome:
            raise BadValue(N_("Say how it was settled."), "outcome")
        day = check_day(command.occurred_on, "occurred_on", self._desk.today)
        with self._desk.store.read() as connection:
            found = _open_one(connection, command.discrepancy_id)
        if not (found.owner and found.cause and found.action):
            raise NotAllowedNow(_UNFINISHED, number=found.number)
        if command.occurred_on < found.raised_on:
            raise BadValue(
                N_("It was found on {day}: it cannot have been settled before."),
                "occurred_on",
                day=found.raised_on.isoformat(),
            )
        approver = None
        if found.is_shortage:
            approver = self._desk.approval(SecondPersonAct.CLOSE_SHORTAGE, second)
        with self._desk.store.write(approver) as uow:
            found = _open_one(uow.connection, command.discrepancy_id)
            uow.record(
                DiscrepancyClosed(discrepancy=found.id, occurred_on=day or "", outcome=outcome)
            )
            return DiscrepancyDone(found.id, uow.commit())


def _open_one(connection: Connection, discrepancy_id: int) -> DiscrepancyRecord:
    found = result_index.discrepancy(connection, discrepancy_id)
    if found is None:
        raise NotFound(_NONE)
    if found.closed_on is not None:
        raise NotAllowedNow(_CLOSED, number=found.number)
    return found
