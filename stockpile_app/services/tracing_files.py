"""Trace files: found, read and looked at; each look is an entry."""

from __future__ import annotations

import datetime as dt

from stockpile_app.domain.access import Permission
from stockpile_app.domain.errors import BadValue, NotFound
from stockpile_app.domain.text import N_
from stockpile_app.domain.tracing_figures import TraceFigures, compute
from stockpile_app.domain.tracing_overdue import overdue
from stockpile_app.domain.tracing_records import OverdueTrace, TraceFile, TraceTargets
from stockpile_app.services.desk import Desk
from stockpile_app.services.tracing_desk import LIST, TRACING, TraceDesk, targets_in_force


class TraceFiles:
    """Looking at trace files."""

    def __init__(self, desk: Desk) -> None:
        """Work at ``desk``."""
        self._desk = desk
        self._trace = TraceDesk(desk)

    def files(self) -> list[TraceFile]:
        """Return all trace files, the newest first, for a list; that the list was seen is an entry.

        Raises:
            NotAllowed: The user is no tracing officer, or has no key yet.
        """
        self._trace.viewed(LIST)
        return self._trace.all()[::-1]

    def open(self, file_id: str, purpose: str = "") -> TraceFile:
        """Return one trace file; that it was looked at is an entry.

        Args:
            purpose: Why, in a word; it stands in the ledger, where everybody may read it.

        Raises:
            NotAllowed: The user is no tracing officer, or has no key yet.
            NotFound: There is no such file.
        """
        found = self._trace.file(file_id)
        self._trace.viewed(found.id, purpose)
        return found

    def about(self, weapon_id: int) -> list[TraceFile]:
        """Return the files about a weapon of the register, the newest first; seen like ``files``.

        Raises:
            NotAllowed: The user is no tracing officer, or has no key yet.
        """
        self._trace.require()
        number = self._desk.weapon(weapon_id).number
        return [each for each in self.files() if number in each.numbers]

    def overdue(self) -> list[OverdueTrace]:
        """Return what should have been acknowledged or answered by now, the worst first.

        Raises:
            NotAllowed: The user is no tracing officer, or has no key yet.
        """
        return overdue(self.files(), self._desk.today)

    def figures(self, from_day: dt.date, to_day: dt.date) -> TraceFigures:
        """Return the statistics of a period, both days included; only a holder can compute them.

        Raises:
            BadValue: The period ends before it begins.
            NotAllowed: The user is no tracing officer, or has no key yet.
        """
        self._trace.viewed(LIST, "figures")
        if to_day < from_day:
            raise BadValue(N_("The period ends before it begins."), "to_day")
        return compute(self._trace.all(), from_day, to_day)

    def picture(self, file_id: str, sha256: str) -> bytes:
        """Return a file that is kept with a trace, or a photograph of its frozen weapon.

        Raises:
            NotAllowed: The user is no tracing officer, or has no key yet.
            NotFound: The trace has no such file.
        """
        file = self.open(file_id)
        if any(each.sha256 == sha256 for each in file.files):
            return self._trace.compartments.open_file(TRACING, file.id, sha256)
        shown = file.weapon.photographs if file.weapon is not None else ()
        if all(each.sha256 != sha256 for each in shown):
            raise NotFound(N_("The trace file has no such file."))
        return self._desk.store.media.get(sha256)

    def targets(self) -> TraceTargets:
        """Return within how many days requests are to be acknowledged and answered.

        Raises:
            NotAllowed: The user may neither look at the register nor keep the directory.
        """
        if not self._desk.may(Permission.CONTACTS):
            self._desk.require(Permission.READ)
        return targets_in_force(self._desk)
