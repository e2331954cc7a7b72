from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from stockpile_app.domain import guarding_rules as rules
from stockpile_app.domain.errors import BadValue, NotAllowedNow
from stockpile_app.domain.guarding import (
    DeviceTestRecord,
    Due,
    Interval,
    KeyRecord,
    LockRecord,
    LogAccess,
)
from stockpile_app.domain.people import PersonRecord
from stockpile_app.domain.vocabulary import DeviceKind, PersonKind

DAY = dt.date(2026, 3, 2)
moment = dt.datetime.fromisoformat
NOW = moment("2026-03-02T12:00")


def key(hand=1, copy=1, *, person=None, organisation="", place=2, lock="Upper"):
    held = 7 if person else None
    return KeyRecord(1, copy, lock, place, "S", hand, held, person or "", organisation, DAY, None)


def person(person_id=7, name="Juma", organisation="", kind=PersonKind.PERSON):
    return PersonRecord(id=person_id, kind=kind, name=name, organisation=organisation)


def access(*people, **fields):
    values = {"place_id": 1, "people": people, "came_at": NOW, "purpose": "x"}
    return LogAccess(**{**values, **fields})


@pytest.mark.parametrize("hands", [(1, 2), (2, 1)])
def test_that_keys_of_both_hands_of_a_place_do_not_meet(hands):
    wanted, held = hands
    with pytest.raises(NotAllowedNow, match="One person may not have both"):
        rules.check_holder(key(wanted), person(), [key(held, person="Juma", lock="Lower")])


@pytest.mark.parametrize(
    "held",
    [
        key(1, person="Juma"),  # the same hand
        key(0, person="Juma"),  # of no hand
        key(2, person="Juma", place=3),  # of another place
        key(2),  # in the safe
    ],
)
def test_that_other_keys_do_not_stand_in_the_way(held):
    rules.check_holder(key(1), person(), [held])
    rules.check_parties(key(1), person(organisation="Army"), [held])


@pytest.mark.parametrize(
    ("own", "other", "refused"),
    [
        ("Army", "Army", True),
        ("Army", " ARMY", True),
        ("Army", "UN mission", False),
        ("", "Army", False),
        ("Army", "", False),
        ("", "", False),
    ],
)
def test_that_two_parties_differ_where_both_are_known(own, other, refused):
    held = [key(2, person="Leila", organisation=other)]
    if refused:
        with pytest.raises(NotAllowedNow, match="must be with different organisations"):
            rules.check_parties(key(1), person(8, organisation=own), held)
    else:
        rules.check_parties(key(1), person(8, organisation=own), held)


def test_that_a_unit_holds_no_key():
    with pytest.raises(BadValue, match="not to a unit"):
        rules.check_holder(key(), person(kind=PersonKind.ORGANISATION), [])


def test_that_a_lock_is_to_be_changed_while_a_key_of_it_is_lost():
    lock = LockRecord(1, 2, "S", "Upper", 1, 2, DAY, None, "", (key(), replace(key(), lost_on=DAY)))
    assert lock.to_be_changed
    assert not replace(lock, removed_on=DAY).to_be_changed
    assert not replace(lock, keys=(key(),)).to_be_changed
    with pytest.raises(NotAllowedNow, match="was removed on 2026-03-02"):
        rules.check_in_force(replace(lock, removed_on=DAY), 1)


@pytest.mark.parametrize(
    ("asked", "two_needed", "said"),
    [
        (access("A"), True, "Two people"),
        (access("A", escort=" a "), True, "Two people"),
        (access("A", escort="B"), True, ""),
        (access("A", "B"), True, ""),
        (access("A"), False, ""),
        (access("A", "B", visitors=True), True, "need an escort"),
        (access("A", "B", visitors=True, escort="B"), True, "need an escort"),
        (access("A", visitors=True, escort="C"), True, ""),
        (access("A", "a"), False, "named twice"),
        (access("", " "), False, "Name everybody"),
    ],
)
def test_that_nobody_is_alone_and_visitors_are_escorted(asked, two_needed, said):
    if said:
        with pytest.raises(BadValue, match=said):
            rules.check_access(asked, two_needed=two_needed)
    else:
        assert rules.check_access(asked, two_needed=two_needed) == asked.people


def test_that_people_leave_after_they_came_and_not_tomorrow():
    came = moment("2026-03-02T08:00")
    assert rules.check_left(came, came, NOW) == "2026-03-02T08:00"
    for left in ("2026-03-02T07:59", "2026-03-02T12:01"):
        with pytest.raises(BadValue):
            rules.check_left(came, moment(left), NOW)


@pytest.mark.parametrize(
    ("days", "passed", "state"),
    [
        (0, False, Due.FAILED),
        (22, True, Due.LATER),
        (23, True, Due.DUE),
        (30, True, Due.DUE),
        (31, True, Due.OVERDUE),
        (31, False, Due.FAILED),
    ],
)
def test_that_a_device_is_due_after_its_interval(days, passed, state):
    last = DeviceTestRecord(1, 2, "S", DeviceKind.ALARM, "", DAY, passed, "A", "")
    today = DAY + dt.timedelta(days=days)
    assert rules.device_due(last, Interval(30, "own proposal", "proposal"), today).state is state
