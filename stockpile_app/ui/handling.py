"""What the page “Scan in and out” works on: what is to be done, and the weapons scanned for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from stockpile_app.domain.command_codes import CommandCode
from stockpile_app.domain.movements import MOVEMENT_OF, MovementRecord
from stockpile_app.domain.records import WeaponRecord
from stockpile_app.domain.text import N_
from stockpile_app.domain.vocabulary import (
    Condition,
    CustodyKind,
    LabelledEnum,
    MovementKind,
    Status,
)


class Mode(LabelledEnum):
    """What is done with the weapons that are scanned."""

    ISSUE = "issue", N_("Issue")
    RETURN = "return", N_("Return")
    MOVE = "move", N_("Move")


MODES: Final = {
    CommandCode.ISSUE: Mode.ISSUE,
    CommandCode.RETURN: Mode.RETURN,
    CommandCode.MOVE: Mode.MOVE,
}
"""What the codes of the command sheet choose."""


@dataclass(frozen=True, slots=True)
class Filling:
    """What the page is opened with from elsewhere.

    Attributes:
        person_id: Who gets the weapons, or had them.
        place_id: Where they go.
    """

    mode: Mode
    weapon_ids: tuple[int, ...]
    person_id: int | None = None
    place_id: int | None = None


@dataclass(frozen=True, slots=True)
class HandlingLine:
    """A weapon on the list.

    Attributes:
        at: Its line, from 1 in the order of scanning.
        condition: As assessed on return; None leaves it as it is.
    """

    at: int
    weapon: WeaponRecord
    condition: Condition | None = None


@dataclass(frozen=True, slots=True)
class Situation:
    """What a scan is answered from: the page as it is at that moment.

    Attributes:
        on_list: Line of each weapon on the list, by id.
        person_id: Who gets the weapons, or had them.
        person: Their name.
        place_id: Where the weapons go.
        name_wanted: Whether the next card is of somebody whose name is to stand on the voucher.
    """

    mode: Mode
    custody: CustodyKind
    on_list: dict[int, int]
    person_id: int | None = None
    person: str = ""
    place_id: int | None = None
    name_wanted: bool = False

    @property
    def act(self) -> MovementKind:
        """The movement that is prepared."""
        return act_of(self.mode, self.custody)

    def in_mode(self, mode: Mode) -> Situation:
        """Return the same page, doing something else."""
        return replace(self, mode=mode)


def act_of(mode: Mode, custody: CustodyKind) -> MovementKind:
    """Return the movement that a mode prepares; ``custody`` is the kind of issue."""
    if mode is Mode.ISSUE:
        return MOVEMENT_OF[custody]
    return MovementKind.RETURN if mode is Mode.RETURN else MovementKind.MOVE


def opposite(movement: MovementRecord, before: Sequence[WeaponRecord]) -> Filling | None:
    """Return what takes a movement back, or None where that takes more than the page can.

    Args:
        before: Its weapons, as they were before it.
    """
    ids = tuple(each.id for each in before)
    if movement.kind in MOVEMENT_OF.values():
        return Filling(Mode.RETURN, ids, movement.person_id)
    if movement.kind is MovementKind.RETURN and {each.status for each in before} == {Status.ISSUED}:
        return Filling(Mode.ISSUE, ids, movement.person_id)
    if movement.kind is MovementKind.MOVE:
        places = {each.place_id for each in before}
        return Filling(Mode.MOVE, ids, place_id=places.pop()) if len(places) == 1 else None
    return None
