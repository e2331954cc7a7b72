"""Statistics of tracing for a period, computed from the files alone."""

from __future__ import annotations

import datetime as dt
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from stockpile_app.domain.tracing_records import TraceFile
from stockpile_app.domain.tracing_vocabulary import TraceDirection, TraceOutcome


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectionFigures:
    """Figures of requests in one direction, for a period.

    Attributes:
        requests: Sent (out), received (in), opened (domestic) in the period.
        acknowledged: Acknowledgements in the period, whenever the request was.
        answered: Files by the last final answer in the period, in the order of ``TraceOutcome``;
            delays are counted too, under theirs.
        mean_acknowledge, median_acknowledge, mean_answer, median_answer: Days, of what was
            acknowledged or answered in the period; None where nothing was.
        in_time: How many of the final answers met the target.
        overdue: Files where something was overdue at the end of the period.
        open: Files that waited for an answer at the end of the period.
        files: Numbers of the files that ``requests`` counts, to follow the figure back.
    """

    direction: TraceDirection
    requests: int = 0
    acknowledged: int = 0
    answered: tuple[int, ...] = (0,) * len(TraceOutcome)
    mean_acknowledge: float | None = None
    median_acknowledge: float | None = None
    mean_answer: float | None = None
    median_answer: float | None = None
    in_time: int = 0
    overdue: int = 0
    open: int = 0
    files: tuple[str, ...] = ()

    def count(self, outcome: TraceOutcome) -> int:
        """Return how many answers had an outcome."""
        return self.answered[list(TraceOutcome).index(outcome)]

    @property
    def final(self) -> int:
        """How many files had a final answer."""
        return sum(self.count(each) for each in TraceOutcome if each.is_final)

    @property
    def success(self) -> float | None:
        """Share of final answers that told something, in percent; None where there was none."""
        if not self.final:
            return None
        told = self.count(TraceOutcome.FULL) + self.count(TraceOutcome.PARTIAL)
        return 100 * told / self.final


@dataclass(frozen=True, slots=True, kw_only=True)
class TraceFigures:
    """Figures of tracing for a period, both days included.

    Attributes:
        diverted: Register numbers of weapons whose point of diversion was established in the
            period; each once. They are confidential: a report prints how many there are.
        diverted_ever: The same, established on any day up to the end of the period.
        diverted_unregistered: Files with a point of diversion, established in the period, about a
            weapon that is not in the register.
    """

    from_day: dt.date
    to_day: dt.date
    out: DirectionFigures
    received: DirectionFigures
    domestic: DirectionFigures
    diverted: tuple[str, ...] = ()
    diverted_ever: tuple[str, ...] = ()
    diverted_unregistered: int = 0

    def of(self, direction: TraceDirection) -> DirectionFigures:
        """Return the figures of one direction."""
        return {
            TraceDirection.OUT: self.out,
            TraceDirection.IN: self.received,
            TraceDirection.DOMESTIC: self.domestic,
        }[direction]


def compute(files: Sequence[TraceFile], from_day: dt.date, to_day: dt.date) -> TraceFigures:
    """Return the figures of a period; the files must have their targets."""
    found = {
        direction: _direction(
            direction, [each for each in files if each.direction is direction], from_day, to_day
        )
        for direction in TraceDirection
    }
    established = [
        each
        for each in files
        if each.diversion is not None and each.diversion.established_on <= to_day
    ]
    recent = [each for each in established if _within(_established(each), from_day, to_day)]
    return TraceFigures(
        from_day=from_day,
        to_day=to_day,
        out=found[TraceDirection.OUT],
        received=found[TraceDirection.IN],
        domestic=found[TraceDirection.DOMESTIC],
        diverted=_numbers(recent),
        diverted_ever=_numbers(established),
        diverted_unregistered=sum(1 for each in recent if not each.numbers),
    )


def _direction(
    direction: TraceDirection, files: list[TraceFile], first: dt.date, last: dt.date
) -> DirectionFigures:
    begun = [each for each in files if _within(_begun(each), first, last)]
    acknowledged = [each for each in files if _within(each.acknowledged_on, first, last)]
    final = [each for each in files if _within(each.answered_on, first, last)]
    answers = [outcome for each in files for outcome in _outcomes(each, first, last)]
    to_acknowledge = _known(each.days_to_acknowledge for each in acknowledged)
    to_answer = _known(each.days_to_answer for each in final)
    waiting = [each for each in files if _open_on(each, last)]
    return DirectionFigures(
        direction=direction,
        requests=len(begun),
        acknowledged=len(acknowledged),
        answered=tuple(answers.count(each) for each in TraceOutcome),
        mean_acknowledge=statistics.fmean(to_acknowledge) if to_acknowledge else None,
        median_acknowledge=statistics.median(to_acknowledge) if to_acknowledge else None,
        mean_answer=statistics.fmean(to_answer) if to_answer else None,
        median_answer=statistics.median(to_answer) if to_answer else None,
        in_time=sum(1 for each in final if _in_time(each)),
        overdue=sum(1 for each in waiting if _overdue_on(each, last)),
        open=len(waiting),
        files=tuple(each.id for each in begun),
    )


def _outcomes(file: TraceFile, first: dt.date, last: dt.date) -> set[TraceOutcome]:
    """Return the last final answer of a period, and whether there was a delay."""
    told = [each.outcome for each in file.answers if _within(each.replied_on, first, last)]
    final = [each for each in told if each.is_final]
    return {*final[-1:], *(each for each in told if not each.is_final)}


def _begun(file: TraceFile) -> dt.date | None:
    return file.opened_on if file.direction is not TraceDirection.OUT else file.sent_on


def _established(file: TraceFile) -> dt.date | None:
    return file.diversion.established_on if file.diversion is not None else None


def _open_on(file: TraceFile, day: dt.date) -> bool:
    if file.asked_on is None or file.asked_on > day:
        return False
    ended = [each for each in (file.answered_on, file.closed_on) if each is not None]
    return not ended or min(ended) > day


def _overdue_on(file: TraceFile, day: dt.date) -> bool:
    unacknowledged = file.acknowledged_on is None or file.acknowledged_on > day
    late = file.acknowledge_by is not None and file.acknowledge_by < day and unacknowledged
    return late or (file.answer_by is not None and file.answer_by < day)


def _in_time(file: TraceFile) -> bool:
    return (
        file.answered_on is not None
        and file.answer_by is not None
        and file.answered_on <= file.answer_by
    )


def _within(day: dt.date | None, first: dt.date, last: dt.date) -> bool:
    return day is not None and first <= day <= last


def _known(days: Iterable[int | None]) -> list[int]:
    return [each for each in days if each is not None]


def _numbers(files: list[TraceFile]) -> tuple[str, ...]:
    return tuple(sorted({number for each in files for number in each.numbers}))
