"""One burst of keys, from its first to the key that ends it; knows nothing of windows.

Times are in milliseconds of any clock that only goes forward.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Final

from stockpile_app.domain.scan_text import (
    NOTHING_AROUND,
    Around,
    Understood,
    is_control,
    understood,
    unspelt,
)
from stockpile_app.settings import ScanEnd, Settings

FEWEST: Final = 6
_MOST: Final = 400
"""A seal's QR code says some 230 characters."""
_SURE: Final = 3
"""So many keys within the time are no typing: nobody else shall see a control character then."""

CR, LF, TAB = "\r", "\n", "\t"
_ENDS: Final = {
    ScanEnd.AUTO: (CR, LF, TAB),
    ScanEnd.ENTER: (CR,),
    ScanEnd.LINE_FEED: (LF,),
    ScanEnd.TAB: (TAB,),
    ScanEnd.PAUSE: (),
}


@dataclass(frozen=True, slots=True)
class ScanRules:
    """How a scan is told from typing.

    Attributes:
        gap_ms: Longest time between two keys of a scanner.
        end: What it sends after each code.
        around: What else it sends before and after.
    """

    gap_ms: int = 35
    end: ScanEnd = ScanEnd.AUTO
    around: Around = NOTHING_AROUND

    @classmethod
    def of(cls, settings: Settings) -> ScanRules:
        """Return the rules that a settings file has."""
        around = Around(unspelt(settings.scan_prefix), unspelt(settings.scan_suffix))
        return cls(settings.scan_gap_ms, settings.scan_end, around)

    @property
    def pause_ms(self) -> int:
        """How long nothing comes where a code ends without a key."""
        return max(80, 3 * self.gap_ms)


class Step(Enum):
    """What a key is to a burst."""

    FIRST = "first"
    """It may begin one."""
    INSIDE = "inside"
    """It belongs to one, and whoever has the focus may see it."""
    HIDDEN = "hidden"
    """It belongs to one, and nobody else shall see it: a control character."""
    END = "end"
    """It may end one: ask ``Burst.result``."""
    ALONE = "alone"
    """An end without anything before it, which is somebody's Enter or Tab."""


class Burst:
    """The keys that came one after the other fast enough."""

    def __init__(self, rules: ScanRules = ScanRules()) -> None:
        """Go by ``rules``."""
        self.rules = rules
        self.keys: list[str] = []
        self._last_ms = 0.0
        self._accepted_ms: float | None = None

    def runs(self, at_ms: float) -> bool:
        """Whether a key that comes now is surely a scanner's."""
        return len(self.keys) >= _SURE and self._in_time(at_ms)

    def take(self, text: str, at_ms: float) -> Step:
        """Take what a key gave: one or two characters, or a control character."""
        if is_control(text):
            return self._take_control(text, at_ms)
        fresh = not self.keys or not self._in_time(at_ms) or len(self.keys) >= _MOST
        if fresh:
            self.keys = []
        self._add(text, at_ms)
        return Step.FIRST if fresh else Step.INSIDE

    def _take_control(self, text: str, at_ms: float) -> Step:
        accepted = self._accepted_ms
        if not self.keys and accepted is not None and at_ms - accepted <= self.rules.gap_ms:
            return Step.HIDDEN  # such as the LF of a scanner that sends CR and LF
        if text in _ENDS[self.rules.end]:
            return Step.END if self.keys else Step.ALONE
        if self.runs(at_ms):
            self._add(text, at_ms)
            return Step.HIDDEN
        self.keys = []
        if text in (CR, LF, TAB):  # somebody's
            return Step.ALONE
        self._add(text, at_ms)
        return Step.FIRST

    def _add(self, text: str, at_ms: float) -> None:
        self.keys.append(text)
        self._last_ms = at_ms

    def result(
        self, proves: Callable[[str], bool], at_ms: float | None = None, likely: str = ""
    ) -> Understood | None:
        """Return what was read, or None when it was no scan: too slow, or too short.

        Args:
            proves: Whether a text is a number of the register.
            at_ms: When the key came that ended it; None where none did.
            likely: Locale of the workstation's keyboard.
        """
        if at_ms is not None and not self._in_time(at_ms):
            return None
        if sum(not is_control(each) for each in self.keys) < FEWEST:
            return None
        return understood(self.keys, proves, self.rules.around, likely)

    def accept(self, at_ms: float | None = None) -> None:
        """Begin afresh: it was a scan; what else comes with its end is nobody's."""
        self._accepted_ms = self._last_ms if at_ms is None else at_ms
        self.keys = []

    def forget(self) -> None:
        """Begin afresh: it was none."""
        self.keys = []

    def _in_time(self, at_ms: float) -> bool:
        return at_ms - self._last_ms <= self.rules.gap_ms
