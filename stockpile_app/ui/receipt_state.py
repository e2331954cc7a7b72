"""How far a dispatch was checked against its manifest; knows no window."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from stockpile_app.domain.movements import (
    DispatchRecord,
    LineState,
    ManifestContainerRecord,
    MovementLineRecord,
)
from stockpile_app.domain.places import seal_key


class Check(StrEnum):
    """What was found of a line in this receipt."""

    TO_CHECK = "to_check"
    SEEN = "seen"
    MISSING = "missing"
    BEFORE = "before"
    """Confirmed or reported missing by an earlier receipt."""


@dataclass(frozen=True, slots=True)
class ReceiptLine:
    """A line of the manifest, and what was found of it.

    Attributes:
        container: Name of the container it is in.
    """

    line: MovementLineRecord
    container: str
    check: Check


@dataclass(frozen=True, slots=True)
class ReceiptProgress:
    """How many lines were seen, are missing, and are to be checked still."""

    seen: int
    missing: int
    left: int


class ReceiptState:
    """The manifest, and what was found so far."""

    def __init__(self, sent: DispatchRecord) -> None:
        """Begin with what earlier receipts left open."""
        self.sent = sent
        self._names = {each.place_id: each.name for each in sent.containers}
        self._lines = {each.weapon.id: each for each in sent.lines}
        self._checks = {
            each.weapon.id: (Check.TO_CHECK if each.state is LineState.IN_TRANSIT else Check.BEFORE)
            for each in sent.lines
        }
        self.unexpected: list[str] = []

    @property
    def containers(self) -> tuple[ManifestContainerRecord, ...]:
        """The containers of the dispatch."""
        return self.sent.containers

    def lines(self) -> Iterator[ReceiptLine]:
        """Return all lines in the order of the manifest."""
        for weapon_id in self._lines:
            yield self.line(weapon_id)

    def line(self, weapon_id: int) -> ReceiptLine:
        """Return the line of a weapon on the manifest."""
        line = self._lines[weapon_id]
        name = self._names.get(line.from_place_id, line.from_place)
        return ReceiptLine(line, name, self._checks[weapon_id])

    def __contains__(self, weapon_id: int) -> bool:
        """Whether a weapon is on the manifest."""
        return weapon_id in self._lines

    def check(self, weapon_id: int) -> Check:
        """Return what was found of a weapon on the manifest."""
        return self._checks[weapon_id]

    def mark(self, weapon_ids: Iterable[int], check: Check) -> list[int]:
        """Say what was found of weapons; return those of which it was not said before."""
        changed = [
            each
            for each in weapon_ids
            if self._checks.get(each, Check.BEFORE) not in {Check.BEFORE, check}
        ]
        for each in changed:
            self._checks[each] = check
        return changed

    def ids(self, check: Check) -> tuple[int, ...]:
        """Return the weapons of which this was found, in the order of the manifest."""
        return tuple(key for key, each in self._checks.items() if each is check)

    @property
    def progress(self) -> ReceiptProgress:
        """Count the lines."""
        found = list(self._checks.values())
        return ReceiptProgress(
            found.count(Check.SEEN), found.count(Check.MISSING), found.count(Check.TO_CHECK)
        )

    def container_of(self, weapon_id: int) -> int:
        """Return the container that a weapon on the manifest is in."""
        return self._lines[weapon_id].from_place_id

    def not_found(self) -> tuple[int, ...]:
        """Return lines that are left in containers of which others were seen or are missing.

        A container that nobody has opened yet has no missing weapons.
        """
        opened = {
            self.container_of(key)
            for key, each in self._checks.items()
            if each in {Check.SEEN, Check.MISSING}
        }
        return tuple(each for each in self.ids(Check.TO_CHECK) if self.container_of(each) in opened)

    def seal_owner(self, text: str) -> ManifestContainerRecord | None:
        """Return the container that left with a seal of this number, or None."""
        wanted = seal_key(text)
        return next(
            (
                each
                for each in self.containers
                if wanted and wanted in {seal_key(seal) for seal in each.seals}
            ),
            None,
        )


def split_seals(text: str) -> tuple[str, ...]:
    """Return the seal numbers in a line, apart by commas or semicolons."""
    return tuple(filter(None, (each.strip() for each in text.replace(";", ",").split(","))))
