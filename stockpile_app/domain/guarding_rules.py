"""The rules of keys, access and tests of devices."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Final

from stockpile_app.domain.errors import BadValue, NotAllowedNow
from stockpile_app.domain.guarding import (
    DeviceDue,
    DeviceTestRecord,
    Due,
    Interval,
    KeyRecord,
    LockRecord,
    LogAccess,
)
from stockpile_app.domain.people import PersonRecord
from stockpile_app.domain.records import PlaceRecord
from stockpile_app.domain.text import N_, clean
from stockpile_app.domain.vocabulary import PersonKind, StoreKind
from stockpile_app.domain.weapons import check_text

LONGEST_REASON: Final = 500
MOST_COPIES: Final = 99
MOST_KEYS: Final = 100_000
MOST_PEOPLE: Final = 30
MOST_BLANK: Final = 200

# --- keys ----------------------------------------------------------------------------------------


def check_copies(copies: int) -> int:
    """Return how many keys a lock has.

    Raises:
        BadValue: It is not between 1 and 99.
    """
    if not 1 <= copies <= MOST_COPIES:
        raise BadValue(
            N_("A lock has 1 to {most} keys. Count all of them, the sealed spare ones too."),
            "copies",
            most=MOST_COPIES,
        )
    return copies


def check_hand(hand: int, *, two_keys: bool) -> int:
    """Return the hand of a lock.

    Raises:
        BadValue: It is of a hand, and its place is not one with two keys.
    """
    if hand not in {0, 1, 2}:
        raise BadValue(N_("The hand is 1 or 2, or none."), "hand")
    if hand and not two_keys:
        raise BadValue(
            N_(
                "This place is not one with two keys. Say so on the page Places first, or choose"
                " no hand."
            ),
            "hand",
        )
    return hand


def check_holder(key: KeyRecord, person: PersonRecord, others: Iterable[KeyRecord]) -> None:
    """Refuse to give a key to whom it may not be given.

    Two keys of one place may not meet in one hand (the two-person rule), and where two parties
    are agreed, their holders are of different organisations (IDDRS 4.11, 6.1.2).

    Args:
        others: The keys of the same place that are with people.

    Raises:
        NotAllowedNow: Names the key that stands in the way.
        BadValue: A unit cannot have a key in its hand.
    """
    if person.kind is not PersonKind.PERSON:
        raise BadValue(
            N_("A key is given to a person, not to a unit: choose who has it in hand."), "person"
        )
    if key.person_id == person.id:
        raise NotAllowedNow(
            N_("{person} has key {copy} of “{lock}” already, since {day}."),
            person=person.title,
            copy=key.copy,
            lock=key.lock,
            day=key.since.isoformat(),
        )
    for other in _other_hand(key, others):
        if other.person_id == person.id:
            raise NotAllowedNow(
                N_(
                    "{person} has key {copy} of “{lock}”, the other of the two keys of {place}. One"
                    " person may not have both."
                ),
                person=person.title,
                copy=other.copy,
                lock=other.lock,
                place=other.place,
            )


def check_parties(key: KeyRecord, person: PersonRecord, others: Iterable[KeyRecord]) -> None:
    """Refuse a holder from the same organisation as the holder of the other hand's key.

    Only where both are known. IDDRS 4.11, 6.1.2.

    Raises:
        NotAllowedNow: Names the key that stands in the way.
    """
    own = clean(person.organisation).casefold()
    for other in _other_hand(key, others):
        if own and own == clean(other.organisation).casefold():
            raise NotAllowedNow(
                N_(
                    "{holder} of {organisation} has key {copy} of “{lock}”. The two keys of"
                    " {place} must be with different organisations."
                ),
                holder=other.person,
                organisation=other.organisation,
                copy=other.copy,
                lock=other.lock,
                place=other.place,
            )


def _other_hand(key: KeyRecord, others: Iterable[KeyRecord]) -> list[KeyRecord]:
    """Return the keys out that together with ``key`` open a place with two keys."""
    return [
        other
        for other in others
        if key.hand
        and other.hand
        and other.hand != key.hand
        and other.place_id == key.place_id
        and other.person_id is not None
    ]


def check_in_force(lock: LockRecord, copy: int) -> KeyRecord:
    """Return a key of a lock that is in use.

    Raises:
        BadValue: The lock has no such key.
        NotAllowedNow: The lock was removed, or the key is lost.
    """
    if lock.removed_on is not None:
        raise NotAllowedNow(
            N_("The lock “{lock}” was removed on {day}."),
            lock=lock.label,
            day=lock.removed_on.isoformat(),
        )
    key = next((each for each in lock.keys if each.copy == copy), None)
    if key is None:
        raise BadValue(N_("The lock has no key {copy}."), "copy", copy=copy)
    if key.lost_on is not None:
        raise NotAllowedNow(
            N_("Key {copy} of “{lock}” was lost on {day}. Change the lock."),
            copy=copy,
            lock=lock.label,
            day=key.lost_on.isoformat(),
        )
    return key


def check_since(day: dt.date, since: dt.date) -> None:
    """Refuse a day before the last thing that is recorded of a key or device.

    Raises:
        BadValue: It is earlier; says which day.
    """
    if day < since:
        raise BadValue(
            N_("{day} is before {since}, the last day of which something is recorded here."),
            "occurred_on",
            day=day.isoformat(),
            since=since.isoformat(),
        )


def check_witness(witness: str, *others: str, field: str = "witness") -> str:
    """Return the name of a witness, who is somebody else than ``others``.

    Raises:
        BadValue: There is none, or it is one of them.
    """
    name = check_text(witness, field)
    if not name:
        raise BadValue(N_("Say who was the witness."), field)
    if same_name(name, *others):
        raise BadValue(N_("The witness must be somebody else than {name}."), field, name=name)
    return name


def same_name(name: str, *others: str) -> bool:
    """Whether a name is one of ``others``, whatever its case and spaces."""
    return clean(name).casefold() in {clean(other).casefold() for other in others if other}


# --- access --------------------------------------------------------------------------------------


def two_needed(store: PlaceRecord | None) -> bool:
    """Whether two people must be present in a place in ``store``: of weapons or of ammunition.

    STANDARDS section 13 c; the two-man rule for ammunition is that of section 2.8.
    """
    return store is not None and store.store_kind is not StoreKind.PARTS


def check_access(command: LogAccess, *, two_needed: bool) -> tuple[str, ...]:
    """Return the names of who went in, cleaned.

    Two persons are present at every opening of a weapons store, and visitors are escorted
    (STANDARDS section 13 c).

    Raises:
        BadValue: Nobody is named, a name stands twice, one person would be alone in a store, or
            visitors have no escort but themselves.
    """
    people = tuple(filter(None, (check_text(name, "people") for name in command.people)))
    if not people:
        raise BadValue(N_("Name everybody who went in."), "people")
    if len(people) > MOST_PEOPLE:
        raise BadValue(N_("Log at most {most} people at once."), "people", most=MOST_PEOPLE)
    folded = [name.casefold() for name in people]
    twice = next((name for name in people if folded.count(name.casefold()) > 1), None)
    if twice is not None:
        raise BadValue(N_("{name} is named twice."), "people", name=twice)
    escort = check_text(command.escort, "escort")
    if command.visitors and (not escort or escort.casefold() in folded):
        raise BadValue(
            N_("Visitors need an escort who is not one of them. Name the escort."), "escort"
        )
    if two_needed and len({*folded, escort.casefold()} - {""}) < 2:
        raise BadValue(
            N_("Two people must be present whenever a store is open. Name the second one too."),
            "people",
        )
    return people


def check_moment(moment: dt.datetime, field: str, now: dt.datetime) -> str:
    """Return a local time as the ledger keeps it; ``now`` is local too.

    Raises:
        BadValue: It is in the future.
    """
    if moment > now:
        raise BadValue(
            N_("{moment} is in the future."), field, moment=moment.strftime("%Y-%m-%d %H:%M")
        )
    return moment.strftime("%Y-%m-%dT%H:%M")


def check_left(came_at: dt.datetime, left_at: dt.datetime, now: dt.datetime) -> str:
    """Return when people left, as the ledger keeps it.

    Raises:
        BadValue: It is before they came, or in the future.
    """
    if left_at < came_at:
        raise BadValue(
            N_("They cannot have left before they came, at {came}."),
            "left_at",
            came=came_at.strftime("%Y-%m-%d %H:%M"),
        )
    return check_moment(left_at, "left_at", now)


# --- what is due ---------------------------------------------------------------------------------


def device_due(last: DeviceTestRecord, interval: Interval, today: dt.date) -> DeviceDue:
    """Return when a device is to be tested again; one that failed is due at once.

    So is one whose test is dated in the future, when the clock was wrong: nothing is known of it.
    """
    tested = last.tested_on <= today
    due_on = last.tested_on + dt.timedelta(days=interval.days) if tested else today
    if not last.passed:
        return DeviceDue(last, last.tested_on, Due.FAILED)
    return DeviceDue(last, due_on, due_state(due_on, today))


def due_state(due_on: dt.date, today: dt.date) -> Due:
    """Return how something stands that is due on a day; on the day itself it is not yet overdue."""
    if due_on < today:
        return Due.OVERDUE
    return Due.DUE if due_on <= today + dt.timedelta(days=7) else Due.LATER
