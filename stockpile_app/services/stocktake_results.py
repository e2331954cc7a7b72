"""After the count: where the counters differ, what they see together, and what it all shows."""

from __future__ import annotations

from stockpile_app.domain import counting
from stockpile_app.domain.access import Permission
from stockpile_app.domain.counting import Seen, TypeKey
from stockpile_app.domain.errors import NotAllowedNow, NotFound
from stockpile_app.domain.facts import WeaponRecounted
from stockpile_app.domain.stocktakes import (
    FIRST,
    RECOUNT,
    SECOND,
    Detection,
    Differences,
    RecountLine,
    RecountType,
    ResultRecord,
    StocktakeDone,
    StocktakeRecord,
    StocktakeState,
    TypeDifference,
    WeaponDifference,
)
from stockpile_app.domain.text import N_
from stockpile_app.persistence import count_index, result_index
from stockpile_app.persistence.base import Connection
from stockpile_app.persistence.place_index import read_places
from stockpile_app.services.desk import Desk
from stockpile_app.services.stocktake_outcome import check_seen, detection, outcome, types_of
from stockpile_app.services.stocktake_rules import (
    check_place,
    check_quantity,
    existing,
    serial_as_read,
    type_counted,
)

_NOT_NOW = N_("Lines are counted again after both counters have finished, until it is closed.")
_AGREED = N_("Both counters saw {number} alike: it is not counted again.")
_AGREED_TYPE = N_("Both counters counted this type alike: it is not counted again.")


class Results:
    """What is done once both counters have finished."""

    def __init__(self, desk: Desk) -> None:
        """Work at ``desk``."""
        self._desk = desk

    def differences(self, stocktake_id: int) -> Differences:
        """Return what the counters differ on: it is counted again.

        Raises:
            NotAllowedNow: Somebody is still counting.
        """
        self._desk.require(Permission.READ)
        with self._desk.store.read() as connection:
            record = existing(connection, stocktake_id)
            check_seen(record)
            if record.kind.by_type:
                return Differences((), _type_differences(connection, record.id))
            return Differences(_weapon_differences(connection, record.id), ())

    def recount(self, command: RecountLine) -> StocktakeDone:
        """Record what both counters see of a weapon on which they differ; the last word counts.

        A weapon that is expected and that neither saw may be looked for again too.

        Raises:
            NotAllowedNow: Somebody is still counting, it is closed, or both saw the weapon alike.
            BadValue: The place is not counted here.
        """
        self._desk.require(Permission.COUNT)
        with self._desk.store.write() as uow:
            record = _counted(uow.connection, command.stocktake_id)
            found = count_index.weapon(uow.connection, command.weapon_id)
            if found is None or record.kind.by_type:
                raise NotFound(N_("There is no such line in a count, or it was taken back."))
            number = found.weapon.number
            if not _may_recount(uow.connection, record, found.weapon.id):
                raise NotAllowedNow(_AGREED, number=number)
            place_id = command.place_id if command.found else None
            check_place(uow.connection, record.place_id, place_id)
            serial = serial_as_read(command.serial_read, found.weapon.serial)
            uow.record(
                WeaponRecounted(
                    stocktake=record.id,
                    number=number,
                    found=command.found,
                    place=place_id,
                    serial_read=serial if command.found else "",
                    altered=command.found and command.altered,
                )
            )
            return StocktakeDone(record.id, record.number, uow.commit())

    def recount_type(self, command: RecountType) -> StocktakeDone:
        """Record how many of a type both counters count together; the last word counts.

        Raises:
            NotAllowedNow: Somebody is still counting, it is closed, or both counted alike.
            BadValue: The quantity cannot be.
        """
        self._desk.require(Permission.COUNT)
        check_quantity(command.quantity)
        category = command.category.value if command.category else ""
        kind = TypeKey(category, command.model, command.calibre)
        with self._desk.store.write() as uow:
            record = _counted(uow.connection, command.stocktake_id)
            if kind not in {each.kind for each in _type_differences(uow.connection, record.id)}:
                raise NotAllowedNow(_AGREED_TYPE)
            uow.record(type_counted(record.id, RECOUNT, kind, command.quantity))
            return StocktakeDone(record.id, record.number, uow.commit())

    def result(self, stocktake_id: int) -> ResultRecord:
        """Return what a count shows; of a closed one always the same.

        Raises:
            NotAllowedNow: Somebody is still counting, or the stocktake was cancelled.
            BadValue: Lines on which the counters differ have not been counted again.
        """
        self._desk.require(Permission.READ)
        with self._desk.store.read() as connection:
            return outcome(connection, existing(connection, stocktake_id))

    def detection(self, stocktake_id: int) -> Detection | None:
        """Return what a sample of this size can and cannot find; None where all is counted.

        It tells nobody what to expect of a weapon, so it may stand on the sheet of a counter.

        Raises:
            NotFound: There is no such stocktake.
        """
        self._desk.require(Permission.READ)
        with self._desk.store.read() as connection:
            return detection(existing(connection, stocktake_id))


def _counted(connection: Connection, stocktake_id: int) -> StocktakeRecord:
    record = existing(connection, stocktake_id)
    if record.state is not StocktakeState.COUNTED:
        raise NotAllowedNow(_NOT_NOW)
    return record


def _may_recount(connection: Connection, record: StocktakeRecord, weapon_id: int) -> bool:
    """Whether the counters differ on a weapon, or neither saw it and it is expected."""
    said = [
        count_index.line_of_weapon(connection, record.id, counter, weapon_id)
        for counter in (FIRST, SECOND)
    ]
    if not any(said):
        return result_index.is_expected(connection, record, weapon_id)
    first, second = (
        {"it": Seen(each.place_id or 0, each.serial_read, each.altered)} if each else {}
        for each in said
    )
    return bool(counting.differences(first, second))


def _weapon_differences(connection: Connection, stocktake_id: int) -> tuple[WeaponDifference, ...]:
    first = result_index.seen(connection, stocktake_id, FIRST)
    second = result_index.seen(connection, stocktake_id, SECOND)
    again = result_index.recounted(connection, stocktake_id)
    ids = result_index.ids_of(connection, counting.differences(first, second))
    weapons = count_index.faces(connection, list(ids.values()))
    places = {place.id: place for place in read_places(connection).by_id.values()} if ids else {}
    found = []
    for number, weapon_id in ids.items():
        said = (first.get(number), second.get(number), again.get(number))
        named = {each.place for each in said if each is not None and each.place}
        found.append(
            WeaponDifference(
                weapon=weapons[weapon_id].weapon,
                first=said[0],
                second=said[1],
                recount=said[2],
                recounted=number in again,
                places={each: places[each].path for each in sorted(named)},
            )
        )
    return tuple(found)


def _type_differences(connection: Connection, stocktake_id: int) -> tuple[TypeDifference, ...]:
    first, second, again = (
        types_of(connection, stocktake_id, counter) for counter in (FIRST, SECOND, RECOUNT)
    )
    return tuple(
        TypeDifference(kind, first.get(kind, 0), second.get(kind, 0), again.get(kind))
        for kind in counting.type_differences(first, second)
    )
