"""Backups as people see them: which are kept and why, and how safe the register is just now.

Pure: what is on a disk or in the ledger is told to it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from stockpile_app.domain.documents import PrintDocument
from stockpile_app.domain.errors import StockpileError
from stockpile_app.domain.records import Problem
from stockpile_app.domain.text import N_
from stockpile_app.domain.vocabulary import LabelledEnum

DAYS: Final = 7
WEEKS: Final = 4
MONTHS: Final = 12
NEWEST: Final = 2
"""Never fewer verified backups than these stay, whatever their dates."""

FRESH: Final = dt.timedelta(hours=24)
STALE: Final = dt.timedelta(days=7)
REHEARSE_EVERY: Final = dt.timedelta(days=30)
_CLOCKS_DIFFER: Final = dt.timedelta(minutes=5)


class Kept(LabelledEnum):
    """Why a backup is kept."""

    NEWEST = "newest", N_("one of the last two")
    DAILY = "daily", N_("daily")
    WEEKLY = "weekly", N_("weekly")
    MONTHLY = "monthly", N_("monthly")


class CopyState(LabelledEnum):
    """What the register knows of a backup file. Only what it verified takes part in rotation."""

    VERIFIED = "verified", N_("Verified")
    NOT_WHOLE = "not_whole", N_("Verified, but the history in it is not in order")
    DAMAGED = "damaged", N_("Damaged: the file has changed")
    FUTURE = "future", N_("Dated in the future")
    UNKNOWN = "unknown", N_("Not made by this register")


class BackupPlace(LabelledEnum):
    """Where a backup is kept."""

    OWN = "own", N_("In the register’s folder")
    SECOND = "second", N_("On the second medium")
    ELSEWHERE = "elsewhere", N_("In another folder")


class MediumState(LabelledEnum):
    """How the second medium is found."""

    NONE = "none", N_("None is chosen")
    READY = "ready", N_("Ready")
    MISSING = "missing", N_("Not there")
    OTHER = "other", N_("Another medium")
    READ_ONLY = "read_only", N_("Cannot be written")
    FULL = "full", N_("Too little room")
    FAILED = "failed", N_("Failed")


class Light(LabelledEnum):
    """How safe the register is; always told in words, too."""

    GREEN = "green", N_("Backups in order")
    AMBER = "amber", N_("Backups need attention")
    RED = "red", N_("Not safe")


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence, untranslated, with what fills it."""

    message_id: str
    params: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupCopy:
    """A backup file.

    Attributes:
        made_at: As its name says, UTC.
        size: In bytes.
        entries: How many entries it holds; None where the register does not know it.
        kept: Why rotation keeps it; empty for what goes next time, or takes no part.
    """

    path: Path
    place: BackupPlace
    made_at: dt.datetime
    size: int
    state: CopyState
    entries: int | None = None
    kept: tuple[Kept, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondMedium:
    """The second place for backups, as it is found now.

    Attributes:
        folder: Where it is looked for; None where none is chosen.
        name: What it was called when it was chosen.
        same_disk: It is on the disk of the register itself: no second medium at all.
        free: Bytes that are free on it; None unless it is there.
        last_at: When a copy was last verified on it, and ``chosen_at`` since when it is asked for.
    """

    state: MediumState = MediumState.NONE
    folder: Path | None = None
    name: str = ""
    same_disk: bool = False
    free: int | None = None
    last_at: dt.datetime | None = None
    chosen_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupStatus:
    """How well the register is backed up.

    Attributes:
        last_at: When the last backup was verified whole; None if never.
        unsaved: How many entries were recorded since, its own not among them.
        last_whole: Whether the history in the very last one was in order.
        damaged: Names of backups that were verified and are not what they were.
        rehearsed_at: When restoring was last rehearsed; ``rehearsed_ok`` says with what outcome.
        begun_at: When the register began: the time from which rehearsing is due.
    """

    now: dt.datetime
    begun_at: dt.datetime
    last_at: dt.datetime | None = None
    unsaved: int = 0
    last_whole: bool = True
    damaged: tuple[str, ...] = ()
    second: SecondMedium = field(default_factory=SecondMedium)
    rehearsed_at: dt.datetime | None = None
    rehearsed_ok: bool = True

    @property
    def backup_due(self) -> bool:
        """Whether something is more than a day without a backup."""
        if self.last_at is None:
            return True
        return self.unsaved > 0 and self.now - self.last_at > FRESH

    @property
    def second_due(self) -> bool:
        """Whether the second medium is more than a day without a copy of what is new."""
        second = self.second
        if second.state is MediumState.NONE:
            return False
        if second.last_at is None:
            return True
        behind = self.last_at is None or second.last_at < self.last_at or self.unsaved > 0
        return behind and self.now - second.last_at > FRESH

    @property
    def rehearsal_due(self) -> bool:
        """Whether restoring was not rehearsed for so long that it should be."""
        if not self.rehearsed_ok:
            return True
        return self.now - (self.rehearsed_at or self.begun_at) > REHEARSE_EVERY

    @property
    def is_old_without(self) -> bool:
        """Whether the register is more than a day old, and has no backup at all."""
        return self.last_at is None and self.now - self.begun_at > FRESH

    @property
    def reminds(self) -> bool:
        """Whether somebody has to be told now; a new register and a new medium have a day."""
        second = self.second
        since = second.last_at or second.chosen_at or self.now
        late = self.second_due and self.now - since > FRESH
        made = self.last_at is not None and self.backup_due
        return self.is_old_without or made or late or not self._is_sound

    @property
    def _is_sound(self) -> bool:
        return self.last_whole and self.rehearsed_ok and not self.damaged

    @property
    def light(self) -> Light:
        """The worst of what is told by ``warnings``."""
        return max((light for light, _said in self.warnings()), default=Light.GREEN, key=_RANK)

    def warnings(self) -> list[tuple[Light, Said]]:
        """Return what is not as it should be, the worst first."""
        found = [*self._of_backups(), *self._of_second(), *self._of_rehearsals()]
        return sorted(found, key=lambda each: -_RANK(each[0]))

    def _of_backups(self) -> Iterable[tuple[Light, Said]]:
        if self.last_at is None:
            yield Light.RED, Said(_NEVER)
        elif self.backup_due:
            age = self.now - self.last_at
            light = Light.RED if age > STALE else Light.AMBER
            yield light, Said(_OLD, {"days": max(1, age.days), "count": self.unsaved})
        if not self.last_whole:
            yield Light.RED, Said(_NOT_WHOLE)
        if self.damaged:
            yield Light.RED, Said(_DAMAGED, {"files": ", ".join(self.damaged)})

    def _of_second(self) -> Iterable[tuple[Light, Said]]:
        second = self.second
        if second.state is MediumState.NONE:
            yield Light.AMBER, Said(_NO_SECOND)
            return
        if second.same_disk:
            yield Light.AMBER, Said(_SAME_DISK)
        if self.second_due:
            since = second.last_at or second.chosen_at or self.now
            days = max(1, (self.now - since).days)
            light = Light.RED if self.now - since > STALE else Light.AMBER
            yield light, Said(_SECOND_DUE[second.state], {"days": days, "name": second.name})

    def _of_rehearsals(self) -> Iterable[tuple[Light, Said]]:
        if not self.rehearsed_ok:
            yield Light.RED, Said(_REHEARSED_BADLY)
        elif self.rehearsal_due:
            days = (self.now - (self.rehearsed_at or self.begun_at)).days
            yield Light.AMBER, Said(_REHEARSE, {"days": days})


def _RANK(light: Light) -> int:  # noqa: N802 - a key like the constants beside it
    return list(Light).index(light)


_NEVER: Final = N_("There is no backup yet. Make one now.")
_OLD: Final = N_(
    "The last backup is {days} days old, and {count} entries were recorded since. Make one now."
)
_NOT_WHOLE: Final = N_(
    "The history in the last backup is not in order. Verify the register; older backups are kept."
)
_DAMAGED: Final = N_(
    "Damaged since they were made: {files}. The disk or stick that they are on may be failing: use"
    " another, and remove these files."
)
_NO_SECOND: Final = N_(
    "All backups are on this machine. Choose a second medium, such as a memory stick, for copies."
)
_SAME_DISK: Final = N_(
    "The second place is on the same disk as the register: it is no second medium. If the disk"
    " fails, both are gone. Choose a folder on a stick or another disk."
)
_MISSING: Final = N_(
    "The second medium “{name}” is not there: the last copy on it is {days} days old. Put it in."
)
_OTHER: Final = N_(
    "What is in the place of the second medium is not “{name}”: the last copy is {days} days old."
    " Put in the right one, or choose this one."
)
_CANNOT: Final = N_(
    "The second medium “{name}” cannot be written: the last copy is {days} days old. Use another."
)
_BEHIND: Final = N_(
    "The copy on the second medium “{name}” is {days} days behind. Make a backup now."
)
_SECOND_DUE: Final = {
    MediumState.MISSING: _MISSING,
    MediumState.OTHER: _OTHER,
    MediumState.READ_ONLY: _CANNOT,
    MediumState.FULL: _CANNOT,
    MediumState.FAILED: _CANNOT,
    MediumState.READY: _BEHIND,
}
_REHEARSED_BADLY: Final = N_(
    "The backup that was restored last, to try it, was not in order. Verify the register, make a"
    " new backup, and rehearse again."
)
_REHEARSE: Final = N_(
    "Restoring was not rehearsed for {days} days. Rehearse it, best with the copy on the second"
    " medium."
)


@dataclass(frozen=True, slots=True)
class SecondDone:
    """What became of the copy on the second medium.

    Attributes:
        path: The copy that was made and verified there.
        error: Why none was; a refusal to show.
    """

    state: MediumState
    path: Path | None = None
    error: StockpileError | None = None

    @property
    def ok(self) -> bool:
        """Whether there is nothing to tell."""
        return self.error is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rehearsal:
    """What came of restoring a backup elsewhere.

    Attributes:
        made_at: When the backup was made, and ``rehearsed_at`` when it was tried; aware.
        head: The last entry that it holds, and ``digest`` what that one is known by.
        behind: How many entries were recorded since and are not in it.
        problems: What ``verify`` found in the restored register; empty when it is in order.
        weapons: How many registered weapons it holds.
        entry: The entry that says that it was rehearsed.
    """

    file: Path
    made_at: dt.datetime
    rehearsed_at: dt.datetime
    head: int
    digest: str
    behind: int
    problems: tuple[Problem, ...]
    weapons: int
    entry: int

    @property
    def ok(self) -> bool:
        """Whether one could go on working with it at once."""
        return not self.problems


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintRehearsal(PrintDocument):
    """Asks for the proof that a backup can be restored, as one page."""

    rehearsal: Rehearsal


def keep(made: Sequence[dt.datetime]) -> list[tuple[Kept, ...]]:
    """Say of each verified backup why it is kept; those without a reason may go.

    The last of each of the last seven days that have one, of four weeks, of twelve months, and
    the last two of all. Days without a backup count for nothing: a machine that stood still, or a
    clock that jumped, makes no old backup go.

    Args:
        made: When they were made, aware, in any order.
    """
    newest_first = sorted(range(len(made)), key=lambda at: made[at], reverse=True)
    reasons: list[list[Kept]] = [[] for _ in made]
    for at in newest_first[:NEWEST]:
        reasons[at].append(Kept.NEWEST)
    for kept, slots, slot_of in _SLOTS:
        seen: set[Hashable] = set()
        for at in newest_first:
            slot = slot_of(made[at].astimezone(dt.UTC))
            if slot not in seen and len(seen) < slots:
                seen.add(slot)
                reasons[at].append(kept)
    return [tuple(each) for each in reasons]


_SLOTS: Final[tuple[tuple[Kept, int, Callable[[dt.datetime], Hashable]], ...]] = (
    (Kept.DAILY, DAYS, lambda moment: moment.date()),
    (Kept.WEEKLY, WEEKS, lambda moment: moment.isocalendar()[:2]),
    (Kept.MONTHLY, MONTHS, lambda moment: (moment.year, moment.month)),
)


def is_future(made_at: dt.datetime, now: dt.datetime) -> bool:
    """Whether a backup is dated later than now, as by a clock that was wrong."""
    return made_at - now > _CLOCKS_DIFFER


def size_words(size: int) -> str:
    """Return a number of bytes as people write it, such as "12.3 MB"."""
    amount, unit = float(size), "B"
    for larger in ("kB", "MB", "GB", "TB"):
        if amount < 1000:
            break
        amount, unit = amount / 1000, larger
    return f"{amount:.0f} {unit}" if unit == "B" or amount >= 100 else f"{amount:.1f} {unit}"
