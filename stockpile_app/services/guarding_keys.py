"""Locks and their keys: who has which, and whether all are there."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from stockpile_app.domain.access import Permission
from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.errors import BadValue, NotAllowedNow, NotFound
from stockpile_app.domain.facts import (
    KeyLost,
    KeyMoved,
    KeysCounted,
    LockFitted,
    LockRemoved,
)
from stockpile_app.domain.guarding import (
    CountKeys,
    FitLock,
    KeyCountDue,
    KeyCountRecord,
    KeyEventRecord,
    KeyRecord,
    LockRecord,
    LoseKey,
    MoveKey,
    RemoveLock,
)
from stockpile_app.domain.guarding_rules import (
    LONGEST_REASON,
    MOST_KEYS,
    check_copies,
    check_hand,
    check_holder,
    check_in_force,
    check_parties,
    check_since,
    check_witness,
    due_state,
)
from stockpile_app.domain.records import PlaceRecord
from stockpile_app.domain.text import N_
from stockpile_app.domain.vocabulary import PlaceKind
from stockpile_app.domain.weapons import LONGEST_NOTE, check_text
from stockpile_app.persistence import guarding_index
from stockpile_app.persistence.base import Connection
from stockpile_app.persistence.place_index import read_places
from stockpile_app.reference.intervals import shipped_intervals
from stockpile_app.services.desk import Desk
from stockpile_app.services.guarding_acts import KeysChanged, day_of, open_place
from stockpile_app.services.people import active

_NO_LOCK = N_("There is no such lock in this register.")


@dataclass(frozen=True, slots=True)
class KeysCountedResult:
    """Result of a count of keys: what the register expected is told only now."""

    expected: int
    counted: int
    changes: ChangeSet

    @property
    def difference(self) -> int:
        """More or fewer than the register knows of."""
        return self.counted - self.expected


class Keys:
    """What is done about locks and keys."""

    def __init__(self, desk: Desk) -> None:
        """Work at ``desk``."""
        self._desk = desk

    # --- looking ---------------------------------------------------------------------------------

    def locks(self, *, removed: bool = False) -> list[LockRecord]:
        """Return locks with their keys, place by place; ``removed`` ones too if asked.

        Raises:
            NotAllowed: The user may not look at keys.
        """
        self._desk.require(Permission.READ)
        with self._desk.store.read() as connection:
            return guarding_index.locks(connection, removed=removed)

    def keys_out(self, person_id: int | None = None) -> list[KeyRecord]:
        """Return the keys that are with people, or with one of them, the longest out first."""
        self._desk.require(Permission.READ)
        with self._desk.store.read() as connection:
            return guarding_index.keys_out(connection, person_id)

    def key_events(
        self, lock_id: int | None = None, *, before: int | None = None, limit: int = 200
    ) -> list[KeyEventRecord]:
        """Return what became of keys, newest first, from below the id ``before``."""
        self._desk.require(Permission.READ)
        with self._desk.store.read() as connection:
            return guarding_index.key_events(connection, lock_id, before=before, limit=limit)

    def key_counts(self, place_id: int | None = None, *, limit: int = 50) -> list[KeyCountRecord]:
        """Return counts of keys, newest first, of one depot or of all."""
        self._desk.require(Permission.READ)
        with self._desk.store.read() as connection:
            return guarding_index.key_counts(connection, place_id, limit=limit)

    def key_counts_due(self) -> list[KeyCountDue]:
        """Return when the keys of each depot that has locks are to be counted again."""
        self._desk.require(Permission.READ)
        with self._desk.store.read() as connection:
            book = read_places(connection)
            held = guarding_index.locks(connection)
            last = guarding_index.last_key_counts(connection)
        days = shipped_intervals().key_count.days
        first: dict[int, dt.date] = {}
        for lock in held:
            depot = book.by_id[lock.place_id].depot
            first[depot] = min(lock.fitted_on, first.get(depot, lock.fitted_on))
        found = [
            _count_due(book.by_id[depot], last.get(depot), since, days, self._desk.today)
            for depot, since in first.items()
        ]
        return sorted(found, key=lambda each: (each.due_on, each.place))

    # --- recording -------------------------------------------------------------------------------

    def fit_lock(self, command: FitLock) -> KeysChanged:
        """Record that a place has a lock; all its keys are in the key safe.

        Raises:
            BadValue: The name is empty or taken, or copies, hand or day do not fit.
            NotFound: There is no such place.
        """
        self._desk.require(Permission.KEYS)
        with self._desk.store.write() as uow:
            place = open_place(read_places(uow.connection), command.place_id)
            label = check_text(command.label, "label")
            if not label:
                raise BadValue(N_("Give the lock the name that stands on its key tag."), "label")
            for each in guarding_index.locks(uow.connection):
                if each.place_id == place.id and each.label.casefold() == label.casefold():
                    raise BadValue(
                        N_("This place has a lock “{label}” already."), "label", label=label
                    )
            number = guarding_index.last_lock(uow.connection) + 1
            uow.record(
                LockFitted(
                    lock=number,
                    place=place.id,
                    label=label,
                    copies=check_copies(command.copies),
                    occurred_on=day_of(command.occurred_on, self._desk.today),
                    hand=check_hand(command.hand, two_keys=place.two_keys),
                )
            )
            return KeysChanged(number, uow.commit())

    def remove_lock(self, command: RemoveLock) -> KeysChanged:
        """Record that a lock was changed or taken away; its keys open nothing any more.

        Raises:
            BadValue: No reason is given, or the day does not fit.
            NotAllowedNow: It was removed already.
            NotFound: There is no such lock.
        """
        self._desk.require(Permission.KEYS)
        reason = check_text(command.reason, "reason", LONGEST_REASON)
        if not reason:
            raise BadValue(N_("Say why the lock is removed."), "reason")
        with self._desk.store.write() as uow:
            lock = _lock(uow.connection, command.lock_id)
            if lock.removed_on is not None:
                check_in_force(lock, 1)
            day = day_of(command.occurred_on, self._desk.today)
            check_since(command.occurred_on, max(key.since for key in lock.keys))
            uow.record(LockRemoved(lock=lock.id, occurred_on=day, reason=reason))
            return KeysChanged(lock.id, uow.commit())

    def move_key(self, command: MoveKey) -> KeysChanged:
        """Record that a key went to a person, or back into the key safe.

        Raises:
            BadValue: There is no witness, or it is who gets or brings the key; a unit gets it.
            NotAllowedNow: The lock is gone, the key is lost or where it should go already, or
                the holders of two keys would be one person, or of one organisation where they
                may not be. Names the key that stands in the way.
            NotFound: There is no such lock or person, or they are retired.
        """
        self._desk.require(Permission.KEYS)
        purpose = check_text(command.purpose, "purpose", LONGEST_REASON)
        day = day_of(command.occurred_on, self._desk.today)
        with self._desk.store.write() as uow:
            key = check_in_force(_lock(uow.connection, command.lock_id), command.copy)
            check_since(command.occurred_on, key.since)
            receiver = self._receiver(uow.connection, key, command.person_id)
            witness = check_witness(command.witness, key.person, receiver)
            uow.record(
                KeyMoved(
                    lock=key.lock_id,
                    copy=key.copy,
                    occurred_on=day,
                    witness=witness,
                    person=command.person_id,
                    purpose=purpose,
                )
            )
            return KeysChanged(key.lock_id, uow.commit())

    def _receiver(self, connection: Connection, key: KeyRecord, person_id: int | None) -> str:
        """Check who gets a key; return their name, or "" for the key safe."""
        if person_id is None:
            if key.person_id is None:
                raise NotAllowedNow(
                    N_("Key {copy} of “{lock}” is in the key safe already, since {day}."),
                    copy=key.copy,
                    lock=key.lock,
                    day=key.since.isoformat(),
                )
            return ""
        person = active(connection, person_id)
        out = guarding_index.keys_out(connection)
        check_holder(key, person, out)
        if read_places(connection).by_id[key.place_id].two_parties:
            check_parties(key, person, out)
        return person.name

    def lose_key(self, command: LoseKey) -> KeysChanged:
        """Record that a key cannot be found; its lock is to be changed until it is removed.

        Raises:
            BadValue: Nothing is said of how, or the day does not fit.
            NotAllowedNow: The lock is gone, or the key is lost already.
            NotFound: There is no such lock.
        """
        self._desk.require(Permission.KEYS)
        circumstances = check_text(command.circumstances, "circumstances", LONGEST_NOTE)
        if not circumstances.strip():
            raise BadValue(N_("Say when and where the key was last seen."), "circumstances")
        day = day_of(command.occurred_on, self._desk.today)
        with self._desk.store.write() as uow:
            key = check_in_force(_lock(uow.connection, command.lock_id), command.copy)
            check_since(command.occurred_on, key.since)
            uow.record(
                KeyLost(
                    lock=key.lock_id, copy=key.copy, occurred_on=day, circumstances=circumstances
                )
            )
            return KeysChanged(key.lock_id, uow.commit())

    def count_keys(self, command: CountKeys) -> KeysCountedResult:
        """Record a count of a depot's keys: those in the safe and those with people.

        The count is given before the register tells what it expected.

        Raises:
            BadValue: The count cannot be, nobody or one person alone counted, or the day does
                not fit.
            NotFound: There is no such depot.
        """
        self._desk.require(Permission.KEYS)
        counted_by = check_text(command.counted_by, "counted_by")
        if not counted_by:
            raise BadValue(N_("Say who counted the keys."), "counted_by")
        witness = check_witness(command.witness, counted_by)
        if not 0 <= command.counted <= MOST_KEYS:
            raise BadValue(N_("Write how many keys were counted, as a number."), "counted")
        day = day_of(command.occurred_on, self._desk.today)
        with self._desk.store.write() as uow:
            book = read_places(uow.connection)
            depot = open_place(book, command.place_id)
            if depot.kind is not PlaceKind.DEPOT:
                raise BadValue(N_("Keys are counted depot by depot: choose a depot."), "place")
            expected = guarding_index.keys_in(uow.connection, book.inside(depot.id))
            uow.record(
                KeysCounted(
                    place=depot.id,
                    occurred_on=day,
                    expected=expected,
                    counted=command.counted,
                    counted_by=counted_by,
                    witness=witness,
                )
            )
            return KeysCountedResult(expected, command.counted, uow.commit())


def _lock(connection: Connection, lock_id: int) -> LockRecord:
    found = guarding_index.lock(connection, lock_id)
    if found is None:
        raise NotFound(_NO_LOCK)
    return found


def _count_due(
    depot: PlaceRecord, last: KeyCountRecord | None, since: dt.date, days: int, today: dt.date
) -> KeyCountDue:
    # a count that is dated in the future, when the clock was wrong, puts the next one off for years
    counted = last is not None and last.counted_on <= today
    due_on = (last.counted_on if last and counted else since) + dt.timedelta(days=days)
    return KeyCountDue(depot.id, depot.path, last, due_on, due_state(due_on, today))
