"""What is lost after restoring a backup: the acts that somebody has to enter again.

Pure: the entries of the register that is left are told to it.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import msgspec

from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.documents import PrintDocument
from stockpile_app.domain.errors import StockpileError
from stockpile_app.domain.records import EntryRecord
from stockpile_app.domain.timeline import Names

MOST_LINES: Final = 5000
"""So many acts are told one by one; the totals are of all."""

OF_THE_MACHINE: Final = frozenset(
    {
        *("backup-made", "backup-kept", "backup-missed", "backup-place-chosen"),
        *("backup-restored", "restore-rehearsed", "loss-compared"),
        *("sign-in-failed", "clock-went-back", "confidential-viewed"),
        *("document-issued", "document-made", "register-exported", "import-counted"),
    }
)
"""Kinds that nobody enters: the program states them of itself."""


@dataclass(frozen=True, slots=True)
class LostAct:
    """Something that was recorded and is not in the backup.

    Attributes:
        entry: In the register that is left.
        weapons: The weapons that it is about: number, with the model and serial where known.
        rows: How many weapons it brought, of an import; 0 of every other act.
    """

    entry: EntryRecord
    weapons: tuple[str, ...] = ()
    rows: int = 0


@dataclass(frozen=True, slots=True)
class LostWeapon:
    """A weapon, and what was recorded of it that is not in the backup: kinds, oldest first."""

    name: str
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Losses:
    """What a restored register lacks.

    Attributes:
        folder: The register that it was compared with.
        head: The last entry that both have.
        since: When that was recorded, and ``until`` when the last one that is lost was.
        total: How many entries are lost; ``acts`` are those of them that people made.
        own: How many entries the restored register has after ``head``, its restoring not counted:
            the two histories go on side by side, and only one of them can be true.
        unread: Why the rest could not be read; None if all was.
        names: What places and people are called in the register that is left.
    """

    folder: Path
    head: int
    since: dt.datetime | None = None
    until: dt.datetime | None = None
    total: int = 0
    acts: tuple[LostAct, ...] = ()
    acts_total: int = 0
    by_kind: tuple[tuple[str, int], ...] = ()
    by_person: tuple[tuple[str, int], ...] = ()
    weapons: tuple[LostWeapon, ...] = ()
    own: int = 0
    unread: StockpileError | None = None
    names: Names = field(default_factory=Names)
    changes: ChangeSet = field(default_factory=ChangeSet)


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintLosses(PrintDocument):
    """Asks for what is lost on paper, to work from when it is entered again."""

    losses: Losses


@dataclass(frozen=True, slots=True)
class PaperPlace:
    """Where a seal code from a paper stands in a register.

    Attributes:
        entry: The entry that it seals; None where there is none: then the paper is newer than the
            backup, or of another register.
        head: The last entry that the backup brought.
    """

    entry: int | None
    head: int
    recorded_at: dt.datetime | None = None

    @property
    def older(self) -> bool:
        """Whether everything that the paper knows is in the register."""
        return self.entry is not None


def acts_of(
    entries: Iterable[EntryRecord], weapons: Mapping[int, Sequence[str]]
) -> Iterable[LostAct]:
    """Yield the acts that people made; the rows of an import are told as one act, with its file."""
    rows: Counter[int] = Counter()
    kept: list[EntryRecord] = []
    for entry in entries:
        if entry.kind in OF_THE_MACHINE:
            continue
        batch = _batch(entry)
        if batch is not None:
            rows[batch] += 1
        else:
            kept.append(entry)
    for entry in kept:
        yield LostAct(entry, tuple(weapons.get(entry.seq, ())), rows.get(entry.seq, 0))


def _batch(entry: EntryRecord) -> int | None:
    """Return the import that brought what an entry states, if it was one."""
    if entry.kind == "import-recorded" or '"batch"' not in entry.body:
        return None
    try:
        fact: Any = msgspec.json.decode(entry.body)
    except ValueError:
        return None
    batch = fact.get("batch") if isinstance(fact, dict) else None
    return batch if isinstance(batch, int) else None


def weapons_of(acts: Iterable[LostAct]) -> tuple[LostWeapon, ...]:
    """Return the weapons that acts are about, each with what was recorded of it."""
    found: dict[str, list[str]] = {}
    for act in acts:
        for name in act.weapons:
            found.setdefault(name, []).append(act.entry.kind)
    return tuple(LostWeapon(name, tuple(kinds)) for name, kinds in sorted(found.items()))


def counted(values: Iterable[str]) -> tuple[tuple[str, int], ...]:
    """Return how often each value is there, the most frequent first."""
    return tuple(sorted(Counter(values).items(), key=lambda each: (-each[1], each[0])))
