"""What came from a scanner that somebody tries, and whether it would be taken for a scan."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from typing import Final, NamedTuple

from stockpile_app.domain.keyboards import Fault
from stockpile_app.domain.scan_text import Understood, is_control, name_of, understood
from stockpile_app.settings import GAPS_MS, ScanEnd
from stockpile_app.ui.scan_burst import CR, FEWEST, LF, TAB, Burst, ScanRules, Step

FEWEST_KEYS: Final = 4
"""Fewer are somebody's Tab or Enter."""
_TYPED_MS: Final = 110
"""Nobody's scanner is that slow from key to key, and hardly anybody types faster."""
_LEAST_MS: Final = 20
_ROOM, _STEP = 1.5, 5


class Pressed(NamedTuple):
    """A key that was pressed: what it gave, and when."""

    text: str
    at_ms: float


class KeyRow(NamedTuple):
    """A line of what is shown of a trial."""

    place: int
    name: str
    hexadecimal: str
    after_ms: float | None


class Outcome(Enum):
    """What the program would make of it."""

    TAKEN = "taken"
    """Read wherever the focus is."""
    ON_PAGES = "on_pages"
    """Read where a page or dialog works with scans: it proves nothing by itself."""
    TOO_SLOW = "too_slow"
    TYPED = "typed"
    TOO_SHORT = "too_short"
    WITHOUT_END = "without_end"
    """No key ended it, or another one than is set."""


@dataclass(frozen=True, slots=True)
class Trial:
    """What was made out of one trial.

    Attributes:
        rows: Every key.
        end: What ended it: CR, LF, TAB, CR and LF, or "".
        before: Control characters before the code.
        read: What was meant.
        slowest_ms: Longest time between two keys.
        proposal_ms: What the longest time should be set to; None for what was typed by hand.
    """

    rows: tuple[KeyRow, ...]
    outcome: Outcome
    end: str
    before: str
    read: Understood
    slowest_ms: float
    proposal_ms: int | None

    @property
    def fault(self) -> Fault | None:
        """Keyboards that do not fit together, where that was certain."""
        return self.read.fault


def trial_of(
    keys: Sequence[Pressed], rules: ScanRules, proves: Callable[[str], bool], likely: str = ""
) -> Trial:
    """Return what keys that came in one go were."""
    texts = [each.text for each in keys]
    end = _end_of(texts)
    code = texts[: len(texts) - len(end)]
    gaps = [after.at_ms - each.at_ms for each, after in pairwise(keys)]
    usual, slowest = statistics.median(gaps or [0]), max(gaps, default=0)
    typed = usual > _TYPED_MS
    return Trial(
        rows=tuple(_rows(keys)),
        outcome=Outcome.TYPED if typed else _outcome(keys, rules, proves, likely),
        end=end,
        before="".join(code[: _leading(code)]),
        read=understood(code, proves, rules.around, likely),
        slowest_ms=slowest,
        proposal_ms=None if typed else _proposal(slowest),
    )


def _proposal(slowest_ms: float) -> int:
    wanted = int(slowest_ms * _ROOM // _STEP + 1) * _STEP
    return min(max(wanted, _LEAST_MS), GAPS_MS[1])


def _outcome(
    keys: Sequence[Pressed], rules: ScanRules, proves: Callable[[str], bool], likely: str
) -> Outcome:
    """Return what the program makes of the keys, by the same means as for every scan."""
    if sum(not is_control(each.text) for each in keys) < FEWEST:
        return Outcome.TOO_SHORT
    burst, fresh = Burst(rules), 0
    for each in keys:
        step = burst.take(each.text, each.at_ms)
        fresh += step is Step.FIRST
        if step is Step.END:
            read = burst.result(proves, each.at_ms, likely)
            if read is None:
                return Outcome.TOO_SLOW
            return Outcome.TAKEN if read.proven else Outcome.ON_PAGES
    if fresh > 1:
        return Outcome.TOO_SLOW
    return _without_end(burst, proves, likely)


def _without_end(burst: Burst, proves: Callable[[str], bool], likely: str) -> Outcome:
    end = burst.rules.end
    read = burst.result(proves, likely=likely)
    if end not in (ScanEnd.AUTO, ScanEnd.PAUSE) or read is None:
        return Outcome.WITHOUT_END
    if read.proven:
        return Outcome.TAKEN
    return Outcome.ON_PAGES if end is ScanEnd.PAUSE else Outcome.WITHOUT_END


def _rows(keys: Sequence[Pressed]) -> list[KeyRow]:
    rows = []
    for place, each in enumerate(keys):
        code = " ".join(f"{ord(one):02X}" for one in each.text)
        since = each.at_ms - keys[place - 1].at_ms if place else None
        name = name_of(each.text) if each.text != " " else "SP"
        rows.append(KeyRow(place + 1, name, code, since))
    return rows


def _end_of(texts: list[str]) -> str:
    if texts[-2:] == [CR, LF]:
        return CR + LF
    return texts[-1] if texts and texts[-1] in (CR, LF, TAB) else ""


def _leading(code: list[str]) -> int:
    return next((at for at, each in enumerate(code) if not is_control(each)), 0)
