"""Parts of weapons: kept by themselves, taken off, put on another weapon."""

from __future__ import annotations

from typing import Final

from stockpile_app.domain.access import Permission
from stockpile_app.domain.errors import NotAllowedNow, NotFound
from stockpile_app.domain.facts import PartFitted, PartRecorded, PartRemoved
from stockpile_app.domain.marking_records import (
    FitPart,
    MarkingChanged,
    PartRecord,
    RecordPart,
    RemovePart,
)
from stockpile_app.domain.marking_rules import check_fits, check_part, check_removable
from stockpile_app.domain.records import EntryRecord
from stockpile_app.domain.text import N_
from stockpile_app.domain.weapons import check_day, check_text
from stockpile_app.persistence import history, marking_index
from stockpile_app.persistence.base import Connection
from stockpile_app.persistence.place_index import read_places
from stockpile_app.services.desk import Desk
from stockpile_app.services.standing import check_place

_LONGEST_REASON: Final = 500
_NO_PART: Final = N_("There is no such part in this register.")


class Parts:
    """What is done with parts: a mark belongs to the part that it is on, and goes with it."""

    def __init__(self, desk: Desk) -> None:
        """Work at ``desk``."""
        self._desk = desk

    def loose_parts(self) -> list[PartRecord]:
        """Return the parts that are on no weapon."""
        self._desk.require(Permission.READ)
        with self._desk.store.read() as connection:
            return marking_index.loose_parts(connection)

    def part_history(self, part_id: int) -> list[EntryRecord]:
        """Return every entry about a part, oldest first, on whatever weapon it was.

        Raises:
            NotFound: There is no such part.
        """
        self._desk.require(Permission.READ)
        with self._desk.store.read() as connection:
            _part(connection, part_id)
            return history.by_seq(connection, marking_index.part_history(connection, part_id))

    def record_part(self, command: RecordPart) -> MarkingChanged:
        """Keep a part of a weapon by itself; the marks of its component are on it from now on.

        Raises:
            BadValue: The day is in the future, or the description too long.
            NotAllowedNow: The weapon is final, or has such a part already.
        """
        self._desk.require(Permission.RECORD)
        weapon = self._desk.weapon(command.weapon_id)
        check_part(weapon)
        with self._desk.store.write() as uow:
            check_fits(weapon, command.component, marking_index.parts_of(uow.connection, weapon.id))
            part = marking_index.last_part(uow.connection) + 1
            uow.record(
                PartRecorded(
                    part=part,
                    number=weapon.number,
                    component=command.component,
                    material=command.material,
                    occurred_on=check_day(command.occurred_on, "occurred_on", self._desk.today)
                    or "",
                    description=check_text(command.description, "description"),
                )
            )
            return MarkingChanged(part, uow.commit())

    def remove_part(self, command: RemovePart) -> MarkingChanged:
        """Take a part off its weapon and put it in a place; its marks and history go with it.

        Raises:
            NotAllowedNow: It is the frame or receiver, or on no weapon; the weapon is final.
            NotFound: There is no such part or place.
        """
        self._desk.require(Permission.RECORD)
        with self._desk.store.write() as uow:
            part = _part(uow.connection, command.part_id)
            check_removable(part)
            weapon = self._desk.weapon(part.weapon_id or 0)
            check_part(weapon)
            check_place(uow.connection, read_places(uow.connection), command.place_id)
            uow.record(
                PartRemoved(
                    part=part.id,
                    number=weapon.number,
                    place=command.place_id,
                    occurred_on=check_day(command.occurred_on, "occurred_on", self._desk.today)
                    or "",
                    reason=check_text(command.reason, "reason", _LONGEST_REASON),
                )
            )
            return MarkingChanged(part.id, uow.commit())

    def fit_part(self, command: FitPart) -> MarkingChanged:
        """Put a part on a weapon; the weapon shows its marks and its history from now on.

        Raises:
            NotAllowedNow: It is on a weapon, or the weapon is final or has such a part.
            NotFound: There is no such part or weapon.
        """
        self._desk.require(Permission.RECORD)
        weapon = self._desk.weapon(command.weapon_id)
        check_part(weapon)
        with self._desk.store.write() as uow:
            part = _part(uow.connection, command.part_id)
            if part.weapon_id is not None:
                raise NotAllowedNow(
                    N_("The part is on {number}. Take it off first."), number=part.weapon_number
                )
            check_fits(weapon, part.component, marking_index.parts_of(uow.connection, weapon.id))
            uow.record(
                PartFitted(
                    part=part.id,
                    number=weapon.number,
                    occurred_on=check_day(command.occurred_on, "occurred_on", self._desk.today)
                    or "",
                    reason=check_text(command.reason, "reason", _LONGEST_REASON),
                )
            )
            return MarkingChanged(part.id, uow.commit())


def _part(connection: Connection, part_id: int) -> PartRecord:
    found = marking_index.part(connection, part_id)
    if found is None:
        raise NotFound(_NO_PART)
    return found
