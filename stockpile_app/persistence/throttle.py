"""Growing delay after wrong passwords: slows guessing, locks nobody out.

Kept beside the key file, because nothing is unlocked yet when it is needed. Whoever has the files
can remove it; against them, Argon2id and long passwords are the defence. The delay is measured by
how long the machine has been up: setting its clock neither opens the door nor shuts it.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import math
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Annotated, Final

import msgspec

from stockpile_app.domain.errors import SignInRefused, StorageFailed
from stockpile_app.domain.text import N_
from stockpile_app.persistence.files import read_json, write_atomically

_FREE: Final = 2
_MOST_TIMES: Final = 1_000_000
_LONGEST_S: Final = 300
_DOUBLINGS: Final = 9  # reach the longest


class Failures(msgspec.Struct, frozen=True):
    """Wrong passwords for one user since the last right one.

    Attributes:
        up: How long the machine had been up at the last; None in files of older programs.
        unsaid: How many of them, and of those before a right one, no entry tells of yet; None in
            files of older programs, where it is all of them.
    """

    times: Annotated[int, msgspec.Meta(ge=0, le=_MOST_TIMES)] = 0
    last_at: str = ""
    up: float | None = None
    unsaid: Annotated[int, msgspec.Meta(ge=0, le=_MOST_TIMES)] | None = None

    @property
    def untold(self) -> int:
        """How many wrong passwords no entry tells of yet."""
        return self.times if self.unsaid is None else self.unsaid


class Throttle:
    """Counts failures per user in a small file."""

    def __init__(self, path: Path, up: Callable[[], float] = time.monotonic) -> None:
        """Keep the counts in ``path``; what cannot be read of it counts as empty.

        Args:
            up: Says how long the machine has been up, in seconds.
        """
        self._path = path
        self._up = up
        try:
            found = read_json(path, dict[str, Failures])
        except (OSError, ValueError):
            found = {}
        self._failures = {name: each for name, each in found.items() if _is_moment(each.last_at)}

    def check(self, name: str, now: dt.datetime) -> None:
        """Refuse when it is too early for another try.

        Raises:
            SignInRefused: Says how many seconds to wait.
        """
        failures = self.failures(name)
        if failures.times <= _FREE:
            return
        wait = min(2 ** min(failures.times - _FREE - 1, _DOUBLINGS), _LONGEST_S)
        elapsed = self._elapsed(failures, now)
        if elapsed < wait:
            raise SignInRefused(
                N_("Too many wrong passwords. Try again in {seconds} seconds."),
                seconds=math.ceil(wait - elapsed),
            )

    def _elapsed(self, failures: Failures, now: dt.datetime) -> float:
        """Return how many seconds went by at least since the last wrong password."""
        if failures.up is None:
            elapsed = (now - dt.datetime.fromisoformat(failures.last_at)).total_seconds()
            return elapsed if elapsed >= 0 else math.inf
        up = self._up()
        # if it was started anew since, it has been up that long at least
        return up - failures.up if up >= failures.up else up

    def failures(self, name: str) -> Failures:
        """Return what is counted for a user."""
        return self._failures.get(name.strip().casefold(), Failures())

    def failed(self, name: str, now: dt.datetime) -> None:
        """Count a wrong password."""
        before = self.failures(name)
        self._failures[name.strip().casefold()] = Failures(
            min(before.times + 1, _MOST_TIMES),
            now.isoformat(),
            self._up(),
            min(before.untold + 1, _MOST_TIMES),
        )
        self._save()

    def succeeded(self, name: str) -> None:
        """Make nobody wait for this name any longer; what no entry tells of yet is kept."""
        before = self.failures(name)
        if before.times:
            self._keep(name, msgspec.structs.replace(before, times=0, unsaid=before.untold))

    def untold(self) -> dict[str, Failures]:
        """Return what no entry tells of yet, by name."""
        return {name: each for name, each in self._failures.items() if each.untold}

    def told(self, names: Iterable[str]) -> None:
        """Note that entries tell of the failures for these names now."""
        for name in names:
            self._keep(name, msgspec.structs.replace(self.failures(name), unsaid=0))

    def _keep(self, name: str, failures: Failures) -> None:
        if failures.times or failures.untold:
            self._failures[name.strip().casefold()] = failures
        else:
            self._failures.pop(name.strip().casefold(), None)
        self._save()

    def _save(self) -> None:
        # On a medium that cannot be written there is nothing to slow down either.
        with contextlib.suppress(StorageFailed):
            write_atomically(self._path, msgspec.json.encode(self._failures))


def up_of(clock: object) -> Callable[[], float]:
    """Return what says how long the machine has been up; clocks of tests have their own."""
    return getattr(clock, "up", time.monotonic)


def _is_moment(text: str) -> bool:
    """Whether a text is a moment with its time zone, of which other moments can be subtracted."""
    try:
        moment = dt.datetime.fromisoformat(text)
        return moment.tzinfo is not None and bool(moment.astimezone(dt.UTC))
    except (ValueError, OverflowError):
        return False
