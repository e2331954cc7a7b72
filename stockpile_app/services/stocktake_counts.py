"""Counting: what two people see, independently, without being told what is expected."""

from __future__ import annotations

from typing import Final

from stockpile_app import i18n
from stockpile_app.domain.access import Permission
from stockpile_app.domain.counting import TypeKey
from stockpile_app.domain.errors import BadValue, NotAllowedNow, NotFound
from stockpile_app.domain.facts import (
    CounterFinished,
    CountWithdrawn,
    StrangerCounted,
    WeaponCounted,
)
from stockpile_app.domain.records import WeaponRecord
from stockpile_app.domain.serials import is_placeholder, normalise
from stockpile_app.domain.stocktakes import (
    AmendLine,
    CountAnswer,
    CountLineRecord,
    CountOutcome,
    CountProgress,
    CountStranger,
    CountType,
    CountWeapon,
    StocktakeDone,
    StocktakeRecord,
    TypeCountRecord,
)
from stockpile_app.domain.text import N_
from stockpile_app.domain.vocabulary import Category, Status
from stockpile_app.domain.weapons import LONGEST_SERIAL, check_text
from stockpile_app.persistence import count_index, result_index, stocktake_index
from stockpile_app.persistence.base import Connection
from stockpile_app.persistence.count_index import Candidate, CountState
from stockpile_app.persistence.unit_of_work import UnitOfWork
from stockpile_app.services.desk import Desk
from stockpile_app.services.stocktake_rules import (
    being_counted,
    check_place,
    check_quantity,
    existing,
    position,
    serial_as_read,
    type_counted,
)
from stockpile_app.services.stocktake_scan import Meant, meant
from stockpile_app.services.weapons import calibre_of

_ALARMING: Final = frozenset(
    {Status.LOST, Status.STOLEN, Status.DESTROYED, Status.TRANSFERRED, Status.WITHDRAWN}
)
_ALARM = N_("{number} is registered as: {status}. Keep it apart and tell the depot manager now.")
_NO_LINE = N_("There is no such line in a count, or it was taken back.")
_HIDDEN = N_("What counter {counter} saw is shown when both counters have finished.")


class Counts:
    """What counters do."""

    def __init__(self, desk: Desk) -> None:
        """Work at ``desk``."""
        self._desk = desk
        self._types: dict[TypeKey, TypeKey] = {}

    # --- counting --------------------------------------------------------------------------------

    def count(self, command: CountWeapon) -> CountAnswer:
        """Record that a counter saw a weapon, for good before it returns; or say why not.

        Raises:
            BadValue: Nothing or too little was typed, or the place is not counted here.
            NotAllowedNow: The counter has finished, or types are counted.
        """
        self._desk.require(Permission.COUNT)
        with self._desk.store.write() as uow:
            at = being_counted(uow.connection, command.stocktake_id, command.counter, by_type=False)
            check_place(uow.connection, at.place_id, command.place_id)
            found = meant(uow.connection, command, self._desk.store.origin)
            counted = count_index.how_many(uow.connection, at.id, command.counter)
            if found.outcome is not CountOutcome.COUNTED:
                return _not_counted(uow.connection, at, found, counted)
            return _count(uow, at, command, found.weapons[0], counted)

    def count_stranger(self, command: CountStranger) -> CountAnswer:
        """Record that a counter saw a weapon that the register does not know.

        ``candidates`` are registered weapons with the same serial, to look at again.

        Raises:
            BadValue: Neither a serial nor a description is given.
            NotAllowedNow: The counter has finished, or types or a sample are counted.
        """
        self._desk.require(Permission.COUNT)
        serial = check_text(command.serial_read, "serial_read", LONGEST_SERIAL)
        serial = "" if is_placeholder(serial) else serial
        description = check_text(command.description, "description", 200)
        if not serial and not description:
            raise BadValue(N_("Give the serial, or say what weapon it is."), "description")
        with self._desk.store.write() as uow:
            at = being_counted(uow.connection, command.stocktake_id, command.counter, by_type=False)
            if at.sample:
                raise NotAllowedNow(N_("A sample is counted: look for the weapons on the list."))
            check_place(uow.connection, at.place_id, command.place_id)
            counted = count_index.how_many(uow.connection, at.id, command.counter)
            same = normalise(serial)
            for line in count_index.strangers(uow.connection, at.id, command.counter):
                if same and normalise(line.serial_read) == same:
                    return CountAnswer(CountOutcome.TWICE, counted, line)
            uow.record(
                StrangerCounted(
                    stocktake=at.id,
                    counter=command.counter,
                    means=command.means,
                    serial_read=serial,
                    description=description,
                    place=command.place_id,
                )
            )
            alike = count_index.of_serial(uow.connection, same) if same else []
            line = count_index.lines(uow.connection, at.id, command.counter, limit=1)[0]
            return CountAnswer(
                CountOutcome.STRANGER,
                counted + 1,
                line,
                candidates=tuple(each.weapon for each in alike),
                changes=uow.commit(),
            )

    def count_type(self, command: CountType) -> CountAnswer:
        """Record how many of a type a counter counted; what was said of it before is replaced.

        Raises:
            BadValue: The quantity cannot be, or no type is given.
            NotAllowedNow: The counter has finished, or weapons are counted one by one.
        """
        self._desk.require(Permission.COUNT)
        kind = self._type(command.category, command.model, command.calibre)
        check_quantity(command.quantity)
        with self._desk.store.write() as uow:
            at = being_counted(uow.connection, command.stocktake_id, command.counter, by_type=True)
            uow.record(type_counted(at.id, command.counter, kind, command.quantity))
            counted = len(count_index.type_counts(uow.connection, at.id, command.counter))
            return CountAnswer(CountOutcome.COUNTED, counted, changes=uow.commit())

    def amend(self, command: AmendLine) -> CountAnswer:
        """Say something else of a weapon that was counted: the line is taken back and made anew.

        Raises:
            NotFound: There is no such line of a weapon.
            NotAllowedNow: The counter has finished.
        """
        self._desk.require(Permission.COUNT)
        with self._desk.store.write() as uow:
            line, at = _own_line(uow.connection, command.line_id)
            found = None
            if line.weapon is not None:
                found = count_index.weapon(uow.connection, line.weapon.id)
            if found is None:
                raise NotFound(_NO_LINE)
            check_place(uow.connection, at.place_id, command.place_id)
            uow.record(CountWithdrawn(stocktake=at.id, line=line.id))
            again = CountWeapon(
                stocktake_id=at.id,
                counter=line.counter,
                place_id=command.place_id,
                means=line.means,
                serial_read=command.serial_read,
                altered=command.altered,
            )
            counted = count_index.how_many(uow.connection, at.id, line.counter)
            return _count(uow, at, again, found, counted)

    def withdraw(self, line_id: int) -> StocktakeDone:
        """Take back a line that was a slip.

        Raises:
            NotFound: There is no such line.
            NotAllowedNow: The counter has finished.
        """
        self._desk.require(Permission.COUNT)
        with self._desk.store.write() as uow:
            line, at = _own_line(uow.connection, line_id)
            uow.record(CountWithdrawn(stocktake=at.id, line=line.id))
            record = existing(uow.connection, at.id)
            return StocktakeDone(at.id, record.number, uow.commit())

    def finish(self, stocktake_id: int, counter: int) -> StocktakeDone:
        """Record that a counter has counted everything; once both have, the counts are compared.

        Raises:
            NotAllowedNow: The counter has finished before.
        """
        self._desk.require(Permission.COUNT)
        with self._desk.store.write() as uow:
            at = being_counted(uow.connection, stocktake_id, counter)
            uow.record(CounterFinished(stocktake=at.id, counter=counter))
            record = existing(uow.connection, at.id)
            return StocktakeDone(at.id, record.number, uow.commit())

    # --- looking ---------------------------------------------------------------------------------

    def lines(
        self, stocktake_id: int, counter: int, *, before: int | None = None, limit: int = 200
    ) -> list[CountLineRecord]:
        """Return what a counter saw, newest first, from below the id ``before``.

        Raises:
            NotAllowedNow: The counter has finished and the other has not.
        """
        self._desk.require(Permission.COUNT)
        with self._desk.store.read() as connection:
            _visible(existing(connection, stocktake_id), counter)
            return count_index.lines(connection, stocktake_id, counter, before=before, limit=limit)

    def progress(self, stocktake_id: int, counter: int) -> CountProgress:
        """Return how far a counter is; of one who waits for the other, only that.

        Raises:
            NotFound: There is no such stocktake.
        """
        self._desk.require(Permission.COUNT)
        with self._desk.store.read() as connection:
            record = existing(connection, stocktake_id)
            finished = record.finished[position(counter)]
            counted, last = 0, None
            if not (record.is_blind and finished):
                if record.kind.by_type:
                    counted = len(count_index.type_counts(connection, stocktake_id, counter))
                else:
                    counted = count_index.how_many(connection, stocktake_id, counter)
                    newest = count_index.lines(connection, stocktake_id, counter, limit=1)
                    last = newest[0] if newest else None
            name = record.counters[position(counter)]
            return CountProgress(stocktake_id, counter, name, counted, last, finished)

    def type_counts(self, stocktake_id: int, counter: int) -> list[TypeCountRecord]:
        """Return how many of each type a counter counted.

        Raises:
            NotAllowedNow: The counter has finished and the other has not.
        """
        self._desk.require(Permission.COUNT)
        with self._desk.store.read() as connection:
            _visible(existing(connection, stocktake_id), counter)
            return count_index.type_counts(connection, stocktake_id, counter)

    def known_types(self) -> list[TypeKey]:
        """Return every type of the whole register to choose from, wherever its weapons are."""
        self._desk.require(Permission.READ)
        with self._desk.store.read() as connection:
            return stocktake_index.known_types(connection)

    def sheet_lines(self, stocktake_id: int) -> list[WeaponRecord]:
        """Return the weapons of a sample in the order of their places; none where all is counted.

        Raises:
            NotFound: There is no such stocktake.
        """
        self._desk.require(Permission.READ)
        with self._desk.store.read() as connection:
            existing(connection, stocktake_id)
            return result_index.sample(connection, stocktake_id)

    def _type(self, category: Category | None, model: str, calibre: str) -> TypeKey:
        """Return a type as the register spells it, or as it was given where it is not known."""
        kind = TypeKey(
            category.value if category else "", check_text(model, "model"), calibre_of(calibre)
        )
        if not any(kind):
            raise BadValue(N_("Say which type was counted."), "model")
        if (known := self._types.get(_folded(kind))) is None:
            with self._desk.store.read() as connection:
                types = stocktake_index.known_types(connection)
            self._types = {_folded(each): each for each in reversed(types)} | {
                each: each for each in types
            }
            known = self._types.get(_folded(kind), kind)
        return self._types.get(kind, known)


def _folded(kind: TypeKey) -> TypeKey:
    return TypeKey(kind.category, kind.model.casefold(), kind.calibre.casefold())


def _visible(record: StocktakeRecord, counter: int) -> None:
    if record.is_blind and record.finished[position(counter)]:
        raise NotAllowedNow(_HIDDEN, counter=counter)


def _own_line(connection: Connection, line_id: int) -> tuple[CountLineRecord, CountState]:
    line = count_index.line(connection, line_id)
    if line is None:
        raise NotFound(_NO_LINE)
    return line, being_counted(connection, line.stocktake_id, line.counter)


def _not_counted(connection: Connection, at: CountState, found: Meant, counted: int) -> CountAnswer:
    place_id = found.paper.sequence if found.outcome is CountOutcome.PLACE and found.paper else None
    outcome, place = found.outcome, ""
    if place_id is not None:
        if count_index.is_inside(connection, place_id, at.place_id):
            place = count_index.place_name(connection, place_id)
        else:
            outcome, place_id = CountOutcome.PAPER, None
    return CountAnswer(
        outcome,
        counted,
        candidates=tuple(each.weapon for each in found.weapons),
        more=found.more,
        place_id=place_id,
        place=place,
        paper=found.paper,
    )


def _count(
    uow: UnitOfWork, at: CountState, command: CountWeapon, found: Candidate, counted: int
) -> CountAnswer:
    weapon = found.weapon
    alarm, status = "", None
    if found.status in _ALARMING:
        status = found.status
        alarm = i18n.tr(_ALARM, number=weapon.number, status=i18n.gettext(status.label))
    if at.sample and not count_index.in_sample(uow.connection, at.id, weapon.id):
        return CountAnswer(
            CountOutcome.NOT_IN_SAMPLE, counted, weapon=weapon, alarm=alarm, status=status
        )
    line = count_index.line_of_weapon(uow.connection, at.id, command.counter, weapon.id)
    if line is not None:
        return CountAnswer(
            CountOutcome.TWICE, counted, line, weapon=weapon, alarm=alarm, status=status
        )
    uow.record(
        WeaponCounted(
            stocktake=at.id,
            counter=command.counter,
            number=weapon.number,
            means=command.means,
            place=command.place_id,
            serial_read=serial_as_read(command.serial_read, weapon.serial),
            altered=command.altered,
        )
    )
    line = count_index.line_of_weapon(uow.connection, at.id, command.counter, weapon.id)
    return CountAnswer(
        CountOutcome.COUNTED,
        counted + 1,
        line,
        weapon=weapon,
        alarm=alarm,
        status=status,
        changes=uow.commit(),
    )
