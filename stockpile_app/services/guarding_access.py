"""Who goes in and out of stores, and tests of what guards them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from stockpile_app.domain.access import Permission
from stockpile_app.domain.errors import BadValue, NotAllowedNow, NotFound
from stockpile_app.domain.facts import (
    AccessEnded,
    AccessLogged,
    DeviceRetired,
    DeviceTested,
    Fact,
)
from stockpile_app.domain.guarding import (
    AccessRecord,
    DeviceDue,
    DeviceTestRecord,
    Due,
    LogAccess,
    RecordDeviceTest,
    RetireDevice,
)
from stockpile_app.domain.guarding_rules import (
    LONGEST_REASON,
    check_access,
    check_left,
    check_moment,
    check_since,
    device_due,
    two_needed,
)
from stockpile_app.domain.records import PlaceRecord
from stockpile_app.domain.text import N_
from stockpile_app.domain.vocabulary import PlaceKind
from stockpile_app.domain.weapons import LONGEST_NOTE, check_text
from stockpile_app.persistence import guarding_index
from stockpile_app.persistence.base import Connection
from stockpile_app.persistence.place_index import PlaceBook, read_places
from stockpile_app.reference.intervals import shipped_intervals
from stockpile_app.services.desk import Desk
from stockpile_app.services.guarding_acts import KeysChanged, day_of, open_place


class AccessAndDevices:
    """What is done about access and devices."""

    def __init__(self, desk: Desk) -> None:
        """Work at ``desk``."""
        self._desk = desk

    # --- looking ---------------------------------------------------------------------------------

    def open_access(self) -> list[AccessRecord]:
        """Return who is in a place now, the latest first."""
        self._desk.require(Permission.READ)
        with self._desk.store.read() as connection:
            return guarding_index.accesses(connection, open_only=True, limit=1000)

    def access_log(
        self,
        place_id: int | None = None,
        *,
        first: dt.date | None = None,
        last: dt.date | None = None,
        before: int | None = None,
        limit: int = 200,
    ) -> list[AccessRecord]:
        """Return who was in a place and in everything inside it, newest entry first."""
        self._desk.require(Permission.READ)
        with self._desk.store.read() as connection:
            inside = None if place_id is None else read_places(connection).inside(place_id)
            return guarding_index.accesses(
                connection, inside, first=first, last=last, before=before, limit=limit
            )

    def device_tests(
        self, place_id: int | None = None, *, before: int | None = None, limit: int = 200
    ) -> list[DeviceTestRecord]:
        """Return tests of devices of a place and everything inside it, newest entry first."""
        self._desk.require(Permission.READ)
        with self._desk.store.read() as connection:
            inside = None if place_id is None else read_places(connection).inside(place_id)
            return guarding_index.device_tests(connection, inside, before=before, limit=limit)

    def devices(self) -> list[DeviceDue]:
        """Return every device that was ever tested, with when it is to be tested again.

        Those that failed come first, then those overdue and due; a later test that is passed
        takes a failure away.
        """
        self._desk.require(Permission.READ)
        with self._desk.store.read() as connection:
            last = guarding_index.last_tests(connection)
        intervals, order = shipped_intervals().devices, list(Due)
        found = [device_due(each, intervals[each.device], self._desk.today) for each in last]
        return sorted(
            found, key=lambda each: (order.index(each.state), each.due_on, each.last.place)
        )

    def device_tests_due(self) -> list[DeviceDue]:
        """Return the devices that failed, or are to be tested within a week or already were."""
        return [each for each in self.devices() if each.state is not Due.LATER]

    # --- access ----------------------------------------------------------------------------------

    def log_access(self, command: LogAccess) -> KeysChanged:
        """Record people in a place.

        Raises:
            BadValue: Nobody or one person alone is named, visitors have no escort, no purpose is
                given, or a time does not fit.
            NotAllowedNow: Somebody named is in there already.
            NotFound: There is no such place.
        """
        self._desk.require(Permission.KEYS)
        now = self._desk.local_now
        purpose = check_text(command.purpose, "purpose", LONGEST_REASON)
        with self._desk.store.write() as uow:
            place = open_place(book := read_places(uow.connection), command.place_id)
            people = check_access(command, two_needed=two_needed(_store_of(book, place)))
            if not purpose:
                raise BadValue(N_("Say what for they go in."), "purpose")
            came_at = check_moment(command.came_at, "came_at", now)
            left_at = None
            if command.left_at is not None:
                left_at = check_left(command.came_at, command.left_at, now)
            else:
                _refuse_inside(uow.connection, place.id, people)
            access = uow.next_seq
            uow.record(
                AccessLogged(
                    place=place.id,
                    people=people,
                    came_at=came_at,
                    purpose=purpose,
                    left_at=left_at,
                    escort=check_text(command.escort, "escort"),
                    visitors=command.visitors,
                )
            )
            return KeysChanged(access, uow.commit())

    def leave(self, access_id: int, left_at: dt.datetime) -> KeysChanged:
        """Record that people left; the time is local.

        Raises:
            BadValue: It is before they came, or in the future.
            NotAllowedNow: They have left already.
            NotFound: There is no such entry.
        """
        self._desk.require(Permission.KEYS)
        with self._desk.store.write() as uow:
            found = guarding_index.access(uow.connection, access_id)
            if found is None:
                raise NotFound(N_("There is no such entry in the access log."))
            if found.left_at is not None:
                raise NotAllowedNow(
                    N_("They left at {left} already."), left=f"{found.left_at:%Y-%m-%d %H:%M}"
                )
            told = check_left(found.came_at, left_at, self._desk.local_now)
            uow.record(AccessEnded(access=access_id, left_at=told))
            return KeysChanged(access_id, uow.commit())

    # --- devices ---------------------------------------------------------------------------------

    def test_device(self, command: RecordDeviceTest) -> KeysChanged:
        """Record a test of something that guards a place.

        Raises:
            BadValue: Nobody is named, a failure is not described, or the day does not fit.
            NotFound: There is no such place.
        """
        self._desk.require(Permission.KEYS)
        tested_by = check_text(command.tested_by, "tested_by")
        notes = check_text(command.notes, "notes", LONGEST_NOTE)
        if not tested_by:
            raise BadValue(N_("Say who made the test."), "tested_by")
        if not command.passed and not notes.strip():
            raise BadValue(N_("Say what failed, and what is done until it is mended."), "notes")
        fact = DeviceTested(
            place=command.place_id,
            device=command.device,
            occurred_on=day_of(command.occurred_on, self._desk.today),
            passed=command.passed,
            tested_by=tested_by,
            label=check_text(command.label, "label"),
            notes=notes,
        )
        return self._record(command.place_id, fact)

    def retire_device(self, command: RetireDevice) -> KeysChanged:
        """Record that a device guards a place no more; another test brings it back.

        Raises:
            BadValue: No reason is given, or the day is in the future or before its last test.
            NotFound: No such device was tested in the place, or it is out of use already.
        """
        self._desk.require(Permission.KEYS)
        reason = check_text(command.reason, "reason", LONGEST_REASON)
        if not reason:
            raise BadValue(N_("Say why it is out of use."), "reason")
        day = day_of(command.occurred_on, self._desk.today)
        wanted = (command.place_id, command.device, command.label.strip().casefold())
        with self._desk.store.write() as uow:
            in_use = {
                (each.place_id, each.device, each.label.casefold()): each
                for each in guarding_index.last_tests(uow.connection)
            }
            if wanted not in in_use:
                raise NotFound(N_("There is no such device in use in this place."))
            last = in_use[wanted]
            check_since(command.occurred_on, last.tested_on)
            recorded = uow.next_seq
            uow.record(
                DeviceRetired(
                    place=last.place_id,
                    device=last.device,
                    occurred_on=day,
                    reason=reason,
                    label=last.label,
                )
            )
            return KeysChanged(recorded, uow.commit())

    def _record(self, place_id: int, fact: Fact) -> KeysChanged:
        with self._desk.store.write() as uow:
            open_place(read_places(uow.connection), place_id)
            recorded = uow.next_seq
            uow.record(fact)
            return KeysChanged(recorded, uow.commit())


def _store_of(book: PlaceBook, place: PlaceRecord) -> PlaceRecord | None:
    """Return the store that a place is, or is in."""
    at: PlaceRecord | None = place
    while at is not None and at.kind is not PlaceKind.STORE:
        at = book.by_id[at.parent] if at.parent is not None else None
    return at


def _refuse_inside(connection: Connection, place_id: int, people: Sequence[str]) -> None:
    named = {name.casefold(): name for name in people}
    for entry in guarding_index.accesses(connection, [place_id], open_only=True, limit=1000):
        for name in entry.people:
            if name.casefold() in named:
                raise NotAllowedNow(
                    N_(
                        "{name} is in {place} since {came}, and has not left. Record that they"
                        " left first."
                    ),
                    name=name,
                    place=entry.place,
                    came=f"{entry.came_at:%Y-%m-%d %H:%M}",
                )
