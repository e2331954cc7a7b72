"""What security checks found, followed to its closing."""

from __future__ import annotations

from typing import Final

from stockpile_app.domain.access import Permission
from stockpile_app.domain.errors import BadValue, NotAllowedNow, NotFound
from stockpile_app.domain.facts import FindingAssigned, FindingClosed
from stockpile_app.domain.security import (
    LONGEST_ACTION,
    AssignFinding,
    Behind,
    CloseFinding,
    FindingChanged,
    FindingRecord,
)
from stockpile_app.domain.security_rules import check_cost
from stockpile_app.domain.text import N_
from stockpile_app.domain.weapons import check_day, check_text
from stockpile_app.persistence import security_index
from stockpile_app.persistence.base import Connection
from stockpile_app.services.desk import Desk

_MOST: Final = 1000


class Findings:
    """What is done about findings."""

    def __init__(self, desk: Desk) -> None:
        """Work at ``desk``."""
        self._desk = desk

    def findings(
        self,
        *,
        place_id: int | None = None,
        check_id: int | None = None,
        open_only: bool = False,
        limit: int = _MOST,
    ) -> list[FindingRecord]:
        """Return findings: open ones first, what stands in the way of the lowest level first.

        Raises:
            NotAllowed: The user may not look at findings.
        """
        self._desk.require(Permission.READ)
        with self._desk.store.read() as connection:
            return security_index.findings(
                connection, place_id, check_id=check_id, open_only=open_only, limit=limit
            )

    def weapons_behind(self, place_id: int) -> list[Behind]:
        """Return how many weapons of which kinds stand in a depot now, most first.

        They are what an open critical finding of that depot endangers.

        Raises:
            NotAllowed: The user may not look at weapons.
        """
        self._desk.require(Permission.READ)
        with self._desk.store.read() as connection:
            return security_index.weapons_in(connection, place_id)

    def assign(self, command: AssignFinding) -> FindingChanged:
        """Record who mends a finding, by when, and what it is thought to cost.

        Raises:
            BadValue: There is no owner, or the day, the cost or the currency cannot be used.
            NotAllowed: The user may not follow findings.
            NotAllowedNow: It is closed.
            NotFound: There is no such finding.
        """
        self._desk.require(Permission.MEND)
        owner = check_text(command.owner, "owner")
        if not owner:
            raise BadValue(N_("Say who mends this finding."), "owner")
        cost, currency = check_cost(command.cost, command.currency)
        action = check_text(command.action, "action", LONGEST_ACTION)
        with self._desk.store.write() as uow:
            finding = _open(uow.connection, command.finding_id)
            if command.due_on is not None and command.due_on < finding.raised_on:
                raise BadValue(
                    N_("The day by which it is to be mended is before the check itself."), "due_on"
                )
            uow.record(
                FindingAssigned(
                    finding=finding.id,
                    owner=owner,
                    due_on=command.due_on.isoformat() if command.due_on else None,
                    cost=cost,
                    currency=currency,
                    action=action,
                )
            )
            return FindingChanged(finding.id, uow.commit())

    def close_finding(self, command: CloseFinding) -> FindingChanged:
        """Record that a finding is mended.

        Raises:
            BadValue: What was done is not said, or the day is in the future or before the check.
            NotAllowed: The user may not follow findings.
            NotAllowedNow: It is closed already.
            NotFound: There is no such finding.
        """
        self._desk.require(Permission.MEND)
        action = check_text(command.action, "action", LONGEST_ACTION)
        if not action:
            raise BadValue(N_("Say what was done to mend this."), "action")
        day = check_day(command.occurred_on, "occurred_on", self._desk.today)
        with self._desk.store.write() as uow:
            finding = _open(uow.connection, command.finding_id)
            if command.occurred_on < finding.raised_on:
                raise BadValue(
                    N_("The finding cannot be mended before the check of {day} that found it."),
                    "occurred_on",
                    day=finding.raised_on,
                )
            uow.record(FindingClosed(finding=finding.id, occurred_on=str(day), action=action))
            return FindingChanged(finding.id, uow.commit())


def _open(connection: Connection, finding_id: int) -> FindingRecord:
    found = security_index.finding(connection, finding_id)
    if found is None:
        raise NotFound(N_("There is no such finding in this register."))
    if not found.is_open:
        raise NotAllowedNow(N_("This finding was closed on {day}."), day=found.closed_on)
    return found
