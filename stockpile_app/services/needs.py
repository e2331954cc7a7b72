"""Needs for assistance (2014 outcome of the PoA, paragraphs 44, 45, 57 and 59 to 63)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from stockpile_app.domain.access import Permission
from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.errors import BadValue, NotAllowedNow, NotFound
from stockpile_app.domain.facts import NeedChanged, NeedRaised, NeedStatusStated
from stockpile_app.domain.needs import NeedRecord, NeedSuggestion, NeedWords, RaiseNeed, StateNeed
from stockpile_app.domain.needs_vocabulary import NeedStatus
from stockpile_app.domain.text import N_
from stockpile_app.domain.weapons import LONGEST_NOTE, check_text
from stockpile_app.persistence import needs_index
from stockpile_app.persistence.base import Connection
from stockpile_app.persistence.place_index import is_open
from stockpile_app.services.desk import Desk
from stockpile_app.services.need_suggestions import suggestions

if TYPE_CHECKING:
    from stockpile_app.services.needs_papers import NeedsPapers

_NO_NEED: Final = N_("There is no such need in this register.")
_NO_FINDING: Final = N_("There is no such finding in this register.")
_EMPTY: Final = N_("“{name}” must not be empty.")
_NUMBER: Final = N_("Write a whole number, 0 or more.")
_CURRENCY: Final = N_("Give the currency as three letters, such as USD.")
_GOAL: Final = N_("A goal can be measured only with an indicator and a target.")
_MEASURED: Final = N_("Say what the indicator was when the need was met.")
_WHY: Final = N_("Say why it is dropped.")
_SETTLED: Final = N_("The need is settled; raise a new one.")
_MOST: Final = 10**15


@dataclass(frozen=True, slots=True)
class NeedDone:
    """Result of an act on a need."""

    need_id: int
    changes: ChangeSet


class Needs:
    """What is done about needs."""

    def __init__(self, desk: Desk) -> None:
        """Work at ``desk``."""
        self._desk = desk

    @cached_property
    def papers(self) -> NeedsPapers:
        """Project proposals."""
        from stockpile_app.services.needs_papers import NeedsPapers  # noqa: PLC0415 - when asked

        return NeedsPapers(self._desk)

    def list(self, *, open_only: bool = False) -> Sequence[NeedRecord]:
        """Return needs, the most pressing first."""
        self._desk.require(Permission.READ)
        with self._desk.store.read() as connection:
            return needs_index.needs(connection, open_only=open_only)

    def get(self, need_id: int) -> NeedRecord:
        """Return a need.

        Raises:
            NotFound: There is none of this id.
        """
        self._desk.require(Permission.READ)
        with self._desk.store.read() as connection:
            return _need(connection, need_id)

    def suggestions(self) -> Sequence[NeedSuggestion]:
        """Return needs that the register's own figures speak for; nothing is recorded of them.

        What an open need was stated from is not suggested again.
        """
        known = {(each.origin, each.finding) for each in self.list(open_only=True)}
        found = suggestions(self._desk)
        return [each for each in found if (each.origin, each.finding) not in known]

    def state(self, command: RaiseNeed) -> NeedDone:
        """State a need.

        Raises:
            BadValue: Something is missing or cannot be; a goal must be measurable.
            NotFound: There is no such place or finding.
        """
        self._desk.require(Permission.NEEDS)
        with self._desk.store.write() as uow:
            words = _checked(uow.connection, command.words)
            if command.finding is not None and not needs_index.is_finding(
                uow.connection, command.finding
            ):
                raise NotFound(_NO_FINDING)
            seq = uow.next_seq
            uow.record(
                NeedRaised(
                    need_kind=command.kind,
                    occurred_on=self._desk.today.isoformat(),
                    origin=command.origin,
                    evidence=command.evidence,
                    finding=command.finding,
                    **words,
                )
            )
            return NeedDone(seq, uow.commit())

    def change(self, need_id: int, words: NeedWords) -> NeedDone:
        """Describe a need anew.

        Raises:
            BadValue: Something is missing or cannot be.
            NotAllowedNow: It is settled.
            NotFound: There is no such need.
        """
        self._desk.require(Permission.NEEDS)
        with self._desk.store.write() as uow:
            _unsettled(uow.connection, need_id)
            uow.record(NeedChanged(need=need_id, **_checked(uow.connection, words)))
            return NeedDone(need_id, uow.commit())

    def follow(self, command: StateNeed) -> NeedDone:
        """Say how a need stands from now on.

        Raises:
            BadValue: A need that is met says what was measured, one that is dropped says why.
            NotAllowedNow: It is settled.
            NotFound: There is no such need.
        """
        self._desk.require(Permission.NEEDS)
        reason = check_text(command.reason, "reason", 500)
        if command.status is NeedStatus.DROPPED and not reason:
            raise BadValue(_WHY, "reason")
        if command.measured is not None and not 0 <= command.measured <= _MOST:
            raise BadValue(_NUMBER, "measured")
        with self._desk.store.write() as uow:
            need = _unsettled(uow.connection, command.need)
            measurable = command.status is NeedStatus.MET and need.words.indicator
            if measurable and command.measured is None:
                raise BadValue(_MEASURED, "measured")
            uow.record(
                NeedStatusStated(
                    need=command.need,
                    status=command.status,
                    occurred_on=self._desk.today.isoformat(),
                    reason=reason,
                    partner=check_text(command.partner, "partner"),
                    measured=command.measured,
                )
            )
            return NeedDone(command.need, uow.commit())


def _need(connection: Connection, need_id: int) -> NeedRecord:
    found = needs_index.needs(connection, need_id=need_id)
    if not found:
        raise NotFound(_NO_NEED)
    return found[0]


def _unsettled(connection: Connection, need_id: int) -> NeedRecord:
    need = _need(connection, need_id)
    if need.status.is_settled:
        raise NotAllowedNow(_SETTLED)
    return need


def _checked(connection: Connection, words: NeedWords) -> dict[str, Any]:
    """Return what a need says as the ledger keeps it."""
    texts = {
        "title": check_text(words.title, "title"),
        "objective": check_text(words.objective, "objective", LONGEST_NOTE),
    }
    for name, value in texts.items():
        if not value:
            raise BadValue(_EMPTY, name, name=name)
    numbers = {"baseline": words.baseline, "target": words.target, "cost": words.cost}
    for name, number in numbers.items():
        if number is not None and not 0 <= number <= _MOST:
            raise BadValue(_NUMBER, name)
    indicator = check_text(words.indicator, "indicator")
    if bool(indicator) != bool(words.target or words.baseline):
        raise BadValue(_GOAL, "indicator")
    currency = check_text(words.currency, "currency").upper()
    if words.cost is not None and not re.fullmatch("[A-Z]{3}", currency):
        raise BadValue(_CURRENCY, "currency")
    if words.place_id is not None and not is_open(connection, words.place_id):
        raise NotFound(N_("There is no such place, or it is closed."))
    return {
        **texts,
        **numbers,
        "assessment": check_text(words.assessment, "assessment", LONGEST_NOTE),
        "indicator": indicator,
        "unit": check_text(words.unit, "unit"),
        "currency": currency if words.cost is not None else "",
        "priority": words.priority,
        "place": words.place_id,
        "due_on": None if words.due_on is None else words.due_on.isoformat(),
    }
