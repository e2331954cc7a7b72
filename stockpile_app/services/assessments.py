"""The condition of several weapons at once, in one transaction: of all of them, or of none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from stockpile_app.domain.access import Permission
from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.errors import BadValue, NotAllowedNow
from stockpile_app.domain.facts import WeaponDescribed
from stockpile_app.domain.progress import NoProgress, Progress
from stockpile_app.domain.records import WeaponRecord
from stockpile_app.domain.text import N_
from stockpile_app.domain.vocabulary import Condition
from stockpile_app.persistence.base import Connection
from stockpile_app.persistence.weapon_records import load
from stockpile_app.services.desk import Desk

_PAGE: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessCondition:
    """Asks to record the condition of weapons.

    Attributes:
        weapons: Their ids.
    """

    weapons: tuple[int, ...]
    condition: Condition | None


@dataclass(frozen=True, slots=True)
class Assessed:
    """What came of it.

    Attributes:
        changed: How many weapons are in another condition now.
        unchanged: How many were in it already; nothing was recorded of these.
    """

    changed: int
    unchanged: int
    changes: ChangeSet


class Assessments:
    """Assessing many weapons."""

    def __init__(self, desk: Desk) -> None:
        """Work at ``desk``."""
        self._desk = desk

    def assess(self, command: AssessCondition, progress: Progress | None = None) -> Assessed:
        """Record a condition of all these weapons; what else is described of each stays.

        Raises:
            BadValue: No weapon or no condition is chosen.
            NotAllowed: The user may not describe weapons.
            NotAllowedNow: One of them is destroyed, transferred or withdrawn; says which.
            Cancelled: The user asked to stop; nothing is recorded.
        """
        self._desk.require(Permission.RECORD)
        if command.condition is None:
            raise BadValue(N_("Choose the condition."), "condition")
        ids = tuple(dict.fromkeys(command.weapons))
        if not ids:
            raise BadValue(N_("Choose the weapons."))
        progress, condition = progress or NoProgress(), command.condition
        changed = 0
        with self._desk.store.write() as uow:
            for first in range(0, len(ids), _PAGE):
                progress.report(first, len(ids))
                others = [
                    each
                    for each in _changeable(uow.connection, ids[first : first + _PAGE])
                    if each.condition is not condition
                ]
                uow.record_all(self._described(each, condition) for each in others)
                changed += len(others)
            return Assessed(changed, len(ids) - changed, uow.commit())

    def _described(self, weapon: WeaponRecord, condition: Condition) -> WeaponDescribed:
        return WeaponDescribed(
            number=weapon.number,
            occurred_on=self._desk.today.isoformat(),
            category=weapon.category,
            condition=condition,
            source=weapon.source,
            reference=weapon.reference,
            notes=weapon.notes,
        )


def _changeable(connection: Connection, ids: Sequence[int]) -> Iterator[WeaponRecord]:
    for weapon in load(connection, ids).values():
        if weapon.status.is_final:
            raise NotAllowedNow(
                N_("{number} is {status}: nothing more can be recorded of it."),
                number=weapon.number,
                status=weapon.status.label.lower(),
            )
        yield weapon
