from __future__ import annotations

import datetime as dt

import pytest

from stockpile_app.domain.errors import BadValue, NotAllowed, NotAllowedNow, NotFound
from stockpile_app.domain.guarding import (
    CountKeys,
    Due,
    FitLock,
    KeyEvent,
    LogAccess,
    LoseKey,
    MoveKey,
    RecordDeviceTest,
    RemoveLock,
    RetireDevice,
)
from stockpile_app.domain.people import AddPerson
from stockpile_app.domain.places import AddPlace, SpecifyPlace
from stockpile_app.domain.progress import NoProgress
from stockpile_app.domain.vocabulary import DeviceKind, PersonKind, PlaceKind, StoreKind
from stockpile_app.persistence.verify import verify

moment = dt.datetime.fromisoformat
TODAY = dt.date(2026, 3, 2)
NIGHT = moment("2026-03-02T00:00")


@pytest.fixture
def place(services):
    """A weapons store."""
    return services.places.add(AddPlace(PlaceKind.STORE, "Store A", parent=1)).place_id


@pytest.fixture
def people(services):
    """Three people by name."""
    return {
        name: services.people.add(AddPerson(name=name, organisation=organisation)).person_id
        for name, organisation in (
            ("Juma", "Army"),
            ("Leila", "UN mission"),
            ("Moses", "Army "),
        )
    }


def two_keys(services, place, *, two_parties=False):
    services.places.specify(SpecifyPlace(place_id=place, two_keys=True, two_parties=two_parties))
    return fit(services, place, label="Upper", hand=1), fit(services, place, label="Lower", hand=2)


def fit(services, place, **fields):
    values = {"place_id": place, "label": "Door", "copies": 2, "occurred_on": TODAY}
    return services.guarding.fit_lock(FitLock(**{**values, **fields})).id


def give(services, lock, person, copy=1, **fields):
    values = {
        "lock_id": lock,
        "copy": copy,
        "person_id": person,
        "occurred_on": TODAY,
        "witness": "Sgt. Abdi",
    }
    return services.guarding.move_key(MoveKey(**{**values, **fields}))


def lose(services, lock, copy=1, **fields):
    values = {
        "lock_id": lock,
        "copy": copy,
        "occurred_on": TODAY,
        "circumstances": "Last seen at the gate.",
    }
    return services.guarding.lose_key(LoseKey(**{**values, **fields}))


def remove(services, lock, **fields):
    values = {"lock_id": lock, "occurred_on": TODAY, "reason": "key lost"}
    return services.guarding.remove_lock(RemoveLock(**{**values, **fields}))


def count(services, counted, **fields):
    values = {
        "place_id": 1,
        "occurred_on": TODAY,
        "counted": counted,
        "counted_by": "Amina",
        "witness": "Sgt. Abdi",
    }
    return services.guarding.count_keys(CountKeys(**{**values, **fields}))


def enter(services, place, *names, **fields):
    values = {"place_id": place, "people": names, "came_at": NIGHT, "purpose": "weekly count"}
    return services.guarding.log_access(LogAccess(**{**values, **fields})).id


def try_out(services, place, **fields):
    values = {
        "place_id": place,
        "device": DeviceKind.ALARM,
        "occurred_on": TODAY,
        "passed": True,
        "tested_by": "Amina",
    }
    return services.guarding.test_device(RecordDeviceTest(**{**values, **fields})).id


def refused(error, match=None):
    return pytest.raises(error, match=match)


# --- locks and keys ------------------------------------------------------------------------------


def test_that_a_new_lock_has_all_its_keys_in_the_safe(services, place):
    fit(services, place, copies=3)
    (lock,) = services.guarding.locks()
    assert (lock.label, lock.place, lock.copies) == ("Door", "Main depot / Store A", 3)
    assert [(key.copy, key.person_id, key.since) for key in lock.keys] == [
        (1, None, TODAY),
        (2, None, TODAY),
        (3, None, TODAY),
    ]
    assert services.guarding.keys_out() == []


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"label": " "}, "label"),
        ({"copies": 0}, "copies"),
        ({"copies": 100}, "copies"),
        ({"hand": 1}, "hand"),
        ({"hand": 3}, "hand"),
        ({"occurred_on": dt.date(2026, 3, 3)}, "occurred_on"),
    ],
)
def test_that_a_lock_that_cannot_be_is_refused(services, place, fields, field):
    with refused(BadValue) as wrong:
        fit(services, place, **fields)
    assert wrong.value.field == field
    assert services.guarding.locks() == []


def test_that_a_place_has_one_lock_of_a_name_at_a_time(services, place):
    first = fit(services, place)
    with refused(BadValue, "has a lock “DOOR” already"):
        fit(services, place, label="DOOR")
    remove(services, first)
    fit(services, place, label="DOOR")
    assert [lock.label for lock in services.guarding.locks()] == ["DOOR"]
    assert len(services.guarding.locks(removed=True)) == 2


def test_that_a_key_goes_to_a_person_and_back(services, place, people, clock):
    lock = fit(services, place)
    give(services, lock, people["Juma"], copy=2, purpose="morning opening")
    (key,) = services.guarding.keys_out()
    assert (key.lock, key.copy, key.person, key.since) == ("Door", 2, "Juma", TODAY)
    assert services.guarding.keys_out(people["Juma"]) == [key]
    assert services.guarding.keys_out(people["Leila"]) == []
    assert services.people.get(people["Juma"]).keys == 1
    clock.advance(days=1)
    give(services, lock, None, copy=2, occurred_on=dt.date(2026, 3, 3))
    assert services.guarding.keys_out() == []
    events = services.guarding.key_events(lock)
    assert [(each.event, each.person) for each in events] == [
        (KeyEvent.IN, "Juma"),
        (KeyEvent.OUT, "Juma"),
    ]
    assert events[1].purpose == "morning opening"
    assert services.guarding.key_events(lock, before=events[0].id) == events[1:]


def test_that_a_key_can_go_from_hand_to_hand(services, place, people):
    lock = fit(services, place)
    give(services, lock, people["Juma"])
    give(services, lock, people["Leila"])
    assert [key.person for key in services.guarding.keys_out()] == ["Leila"]


def test_that_two_keys_of_one_place_do_not_meet_in_one_hand(services, place, people):
    upper, lower = two_keys(services, place)
    give(services, upper, people["Juma"], copy=2)
    with refused(NotAllowedNow, r"Juma has key 2 of “Upper”.*One person may not have both"):
        give(services, lower, people["Juma"])
    give(services, lower, people["Moses"])
    with refused(NotAllowedNow, r"Moses has key 1 of “Lower”"):
        give(services, upper, people["Moses"], copy=2)
    give(services, upper, None, copy=2)
    give(services, lower, None)
    give(services, lower, people["Juma"])
    assert [key.lock for key in services.guarding.keys_out()] == ["Lower"]


def test_that_two_keys_of_one_hand_or_of_two_places_may_be_with_one_person(services, place, people):
    upper, _lower = two_keys(services, place)
    give(services, upper, people["Juma"])
    give(services, upper, people["Juma"], copy=2)
    other = services.places.add(AddPlace(PlaceKind.STORE, "Store B", parent=1)).place_id
    _upper, lower = two_keys(services, other)
    give(services, lower, people["Juma"])
    assert len(services.guarding.keys_out(people["Juma"])) == 3


def test_that_two_parties_means_two_organisations(services, place, people):
    upper, lower = two_keys(services, place, two_parties=True)
    give(services, upper, people["Juma"])
    with refused(NotAllowedNow, r"Juma of Army has key 1 of “Upper”.*different organisations"):
        give(services, lower, people["Moses"])
    give(services, lower, people["Leila"])
    unknown = services.people.add(AddPerson(name="Nobody knows")).person_id
    give(services, lower, unknown)
    assert [key.person for key in services.guarding.keys_out()] == ["Nobody knows", "Juma"]


def test_that_one_organisation_may_hold_both_where_two_parties_are_not_agreed(
    services, place, people
):
    upper, lower = two_keys(services, place)
    give(services, upper, people["Juma"])
    give(services, lower, people["Moses"])
    assert len(services.guarding.keys_out()) == 2


def test_that_a_witness_is_somebody_else(services, place, people):
    lock = fit(services, place)
    for witness in ("", "juma ", "JUMA"):
        with refused(BadValue) as wrong:
            give(services, lock, people["Juma"], witness=witness)
        assert wrong.value.field == "witness"
    give(services, lock, people["Juma"])
    with refused(BadValue, "somebody else than Juma"):
        give(services, lock, None, witness="Juma")
    with refused(BadValue, "somebody else than Juma"):
        give(services, lock, people["Leila"], witness="Juma")


def test_that_a_key_is_not_given_to_who_may_not_have_it(services, place, people):
    lock = fit(services, place)
    services.people.retire(people["Moses"])
    with refused(NotFound, "retired"):
        give(services, lock, people["Moses"])
    unit = services.people.add(AddPerson(kind=PersonKind.UNIT, name="2nd Company")).person_id
    with refused(BadValue, "not to a unit"):
        give(services, lock, unit)
    with refused(NotFound):
        give(services, lock, 999)
    with refused(NotAllowedNow, "in the key safe already"):
        give(services, lock, None)
    give(services, lock, people["Juma"])
    with refused(NotAllowedNow, "Juma has key 1 of “Door” already, since 2026-03-02"):
        give(services, lock, people["Juma"])


def test_that_a_key_that_is_not_there_is_not_moved(services, place, people):
    lock = fit(services, place)
    with refused(BadValue, "no key 3"):
        give(services, lock, people["Juma"], copy=3)
    with refused(NotFound, "no such lock"):
        give(services, 99, people["Juma"])
    with refused(BadValue, "before 2026-03-02, the last day"):
        give(services, lock, people["Juma"], occurred_on=dt.date(2026, 3, 1))


def test_that_a_lost_key_means_that_the_lock_is_changed(services, place, people):
    lock = fit(services, place)
    give(services, lock, people["Juma"])
    lose(services, lock)
    (found,) = services.guarding.locks()
    assert found.to_be_changed
    assert found.keys[0].lost_on == TODAY
    assert services.guarding.keys_out() == []
    assert services.people.get(people["Juma"]).keys == 0
    event = services.guarding.key_events()[0]
    assert (event.event, event.person, event.purpose) == (
        KeyEvent.LOST,
        "Juma",
        "Last seen at the gate.",
    )
    with refused(NotAllowedNow, "was lost on 2026-03-02. Change the lock"):
        give(services, lock, people["Leila"])
    with refused(NotAllowedNow, "was lost on 2026-03-02"):
        lose(services, lock)
    remove(services, lock)
    (found,) = services.guarding.locks(removed=True)
    assert not found.to_be_changed
    assert (found.removed_on, found.reason) == (TODAY, "key lost")


def test_that_nobody_answers_for_the_keys_of_a_lock_that_is_gone(services, place, people):
    lock = fit(services, place)
    give(services, lock, people["Juma"])
    remove(services, lock)
    services.people.retire(people["Juma"])
    for act in (lose, remove):
        with refused(NotAllowedNow, "was removed on 2026-03-02"):
            act(services, lock)
    with refused(NotAllowedNow, "was removed on 2026-03-02"):
        give(services, lock, people["Leila"])


def test_that_what_is_done_to_a_lock_is_explained(services, place):
    lock = fit(services, place)
    with refused(BadValue, "Say when and where"):
        lose(services, lock, circumstances=" ")
    with refused(BadValue, "Say why"):
        remove(services, lock, reason="")
    with refused(BadValue, "before 2026-03-02"):
        remove(services, lock, occurred_on=dt.date(2026, 3, 1))


# --- counting keys -------------------------------------------------------------------------------


def test_that_keys_are_counted_in_the_safe_and_with_people(services, place, people):
    first = fit(services, place, copies=3)
    gone = fit(services, place, label="Old", copies=5)
    remove(services, gone)
    other = services.places.add(AddPlace(PlaceKind.DEPOT, "Other depot")).place_id
    fit(services, other, copies=7)
    give(services, first, people["Juma"])
    done = count(services, 3)
    assert (done.expected, done.difference) == (3, 0)
    lose(services, first, copy=2)
    done = count(services, 1)
    assert (done.expected, done.difference) == (2, -1)
    assert [each.difference for each in services.guarding.key_counts(1)] == [-1, 0]
    assert services.guarding.key_counts(other) == []


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"counted": -1}, "counted"),
        ({"counted_by": ""}, "counted_by"),
        ({"witness": ""}, "witness"),
        ({"witness": "AMINA"}, "witness"),
        ({"place_id": 2}, "place"),
        ({"occurred_on": dt.date(2026, 3, 3)}, "occurred_on"),
    ],
)
def test_that_a_count_of_keys_is_made_by_two_in_a_depot(services, place, fields, field):
    with refused(BadValue) as wrong:
        count(services, **{"counted": 0, **fields})
    assert wrong.value.field == field


def test_that_the_keys_of_a_depot_with_locks_are_due_every_day(services, place, clock):
    assert services.guarding.key_counts_due() == []
    fit(services, place)
    (due,) = services.guarding.key_counts_due()
    assert (due.place, due.last, due.due_on) == ("Main depot", None, dt.date(2026, 3, 3))
    clock.advance(days=2)
    assert services.guarding.key_counts_due()[0].state is Due.OVERDUE
    count(services, 2, occurred_on=dt.date(2026, 3, 4))
    (due,) = services.guarding.key_counts_due()
    assert (due.due_on, due.state) == (dt.date(2026, 3, 5), Due.DUE)


# --- access --------------------------------------------------------------------------------------


def test_that_who_is_in_is_known_until_they_leave(services, place):
    access = enter(services, place, "Juma", " Leila ")
    (inside,) = services.guarding.open_access()
    assert inside.people == ("Juma", "Leila")
    assert (inside.place, inside.left_at) == ("Main depot / Store A", None)
    services.guarding.leave(access, moment("2026-03-02T01:30"))
    assert services.guarding.open_access() == []
    (left,) = services.guarding.access_log(place)
    assert left.left_at == moment("2026-03-02T01:30")
    with refused(NotAllowedNow, "left at 2026-03-02 01:30 already"):
        services.guarding.leave(access, moment("2026-03-02T02:00"))
    with refused(NotFound):
        services.guarding.leave(999, NIGHT)


def test_that_nobody_is_alone_in_a_weapons_store(services, place):
    rack = services.places.add(AddPlace(PlaceKind.RACK, "Rack 1", parent=place)).place_id
    for where in (place, rack):
        with refused(BadValue, "Two people must be present"):
            enter(services, where, "Juma")
        with refused(BadValue, "Two people must be present"):
            enter(services, where, "Juma", escort="juma")
    enter(services, place, "Juma", escort="Leila")


def test_that_one_person_may_be_in_a_depot_or_a_store_of_parts(services):
    parts = services.places.add(
        AddPlace(PlaceKind.STORE, "Parts", parent=1, store_kind=StoreKind.PARTS)
    ).place_id
    enter(services, 1, "Juma")
    enter(services, parts, "Leila")
    assert len(services.guarding.open_access()) == 2


def test_that_visitors_are_escorted_by_somebody_else(services, place):
    for escort in ("", "Visitor one"):
        with refused(BadValue, "need an escort") as wrong:
            enter(services, place, "Visitor One", "Visitor two", visitors=True, escort=escort)
        assert wrong.value.field == "escort"
    enter(services, place, "Visitor one", visitors=True, escort="Juma")


@pytest.mark.parametrize(
    ("names", "fields", "field"),
    [
        ((), {}, "people"),
        (("Juma", "juma"), {}, "people"),
        (tuple(f"Person {at}" for at in range(31)), {}, "people"),
        (("Juma", "Leila"), {"purpose": " "}, "purpose"),
        (("Juma", "Leila"), {"came_at": moment("2026-03-03T00:00")}, "came_at"),
        (("Juma", "Leila"), {"left_at": moment("2026-03-01T00:00")}, "left_at"),
        (("Juma", "Leila"), {"left_at": moment("2026-03-03T00:00")}, "left_at"),
    ],
)
def test_that_an_entry_that_cannot_be_is_refused(services, place, names, fields, field):
    with refused(BadValue) as wrong:
        enter(services, place, *names, **fields)
    assert wrong.value.field == field
    assert services.guarding.access_log() == []


def test_that_who_is_in_does_not_go_in_again(services, place):
    access = enter(services, place, "Juma", "Leila")
    with refused(NotAllowedNow, "Juma is in Main depot / Store A since 2026-03-02 00:00"):
        enter(services, place, "JUMA", "Moses")
    with refused(BadValue, "cannot have left before they came"):
        services.guarding.leave(access, moment("2026-03-01T23:00"))
    enter(services, place, "Juma", "Moses", left_at=NIGHT)  # of an earlier time, on paper


def test_that_the_access_log_is_read_by_place_and_days(services, place, clock):
    enter(services, place, "A", "B", left_at=NIGHT)
    clock.advance(days=3)
    later = moment("2026-03-05T00:00")
    enter(services, place, "C", "D", came_at=later)
    enter(services, 1, "E", came_at=later, left_at=later)

    def names(*args, **days):
        return [each.people[0] for each in services.guarding.access_log(*args, **days)]

    assert names() == ["E", "C", "A"]
    assert names(place) == ["C", "A"]
    assert names(1) == ["E", "C", "A"]
    assert names(place, first=dt.date(2026, 3, 3)) == ["C"]
    assert names(place, last=dt.date(2026, 3, 4)) == ["A"]
    assert names(place, first=dt.date(2026, 3, 2), last=dt.date(2026, 3, 2)) == ["A"]
    # who came and stayed was there on later days too
    clock.advance(days=5)
    assert names(place, first=dt.date(2026, 3, 9)) == ["C"]
    whole = services.guarding.access_log(limit=2)
    assert names(before=whole[-1].id) == ["A"]


# --- devices -------------------------------------------------------------------------------------


def test_that_a_device_comes_due_after_its_interval(services, place, clock):
    try_out(services, place)
    assert services.guarding.device_tests_due() == []
    (device,) = services.guarding.devices()
    assert (device.due_on, device.state) == (dt.date(2026, 4, 1), Due.LATER)
    clock.advance(days=24)
    assert [each.state for each in services.guarding.device_tests_due()] == [Due.DUE]
    clock.advance(days=7)
    assert [each.state for each in services.guarding.device_tests_due()] == [Due.OVERDUE]
    try_out(services, place, occurred_on=dt.date(2026, 4, 2))
    assert services.guarding.device_tests_due() == []
    assert len(services.guarding.device_tests(1)) == 2


def test_that_a_failure_is_shown_until_a_test_is_passed(services, place):
    with refused(BadValue, "Say what failed"):
        try_out(services, place, passed=False)
    try_out(services, place, passed=False, label="Gate", notes="No tone.")
    try_out(services, place, label="Window")
    (failed,) = services.guarding.device_tests_due()
    assert (failed.state, failed.last.label, failed.last.notes) == (Due.FAILED, "Gate", "No tone.")
    try_out(services, place, label="GATE")
    assert services.guarding.device_tests_due() == []
    assert len(services.guarding.devices()) == 2


def test_that_an_older_test_entered_later_is_not_the_last(services, place, clock):
    clock.advance(days=10)
    try_out(services, place, occurred_on=dt.date(2026, 3, 10))
    try_out(services, place, occurred_on=dt.date(2026, 3, 5), passed=False, notes="Silent.")
    assert services.guarding.device_tests_due() == []


def test_that_a_closed_place_has_no_devices(services, place):
    try_out(services, place, passed=False, notes="Silent.")
    services.places.close(place)
    assert services.guarding.devices() == []
    for act in (try_out, fit, lambda s, p: enter(s, p, "A", "B")):
        with refused(NotFound):
            act(services, place)


def test_that_a_device_out_of_use_is_due_no_more_until_it_is_tested_again(services, place, clock):
    try_out(services, place, passed=False, label="Gate", notes="Silent.")

    def retire(**fields):
        values = {
            "place_id": place,
            "device": DeviceKind.ALARM,
            "label": " GATE",
            "occurred_on": TODAY,
            "reason": "taken down",
        }
        return services.guarding.retire_device(RetireDevice(**{**values, **fields}))

    with refused(BadValue, "Say why"):
        retire(reason=" ")
    with refused(BadValue, "before 2026-03-02"):
        retire(occurred_on=dt.date(2026, 3, 1))
    with refused(NotFound):
        retire(label="Window")
    retire()
    assert services.guarding.devices() == []
    with refused(NotFound):
        retire()
    assert [each.retired for each in services.guarding.device_tests(place)] == [True, False]
    clock.advance(days=1)
    try_out(services, place, label="gate", occurred_on=dt.date(2026, 3, 3))
    assert [each.state for each in services.guarding.devices()] == [Due.LATER]


@pytest.mark.parametrize(
    ("fields", "field"),
    [({"tested_by": ""}, "tested_by"), ({"occurred_on": dt.date(2026, 3, 3)}, "occurred_on")],
)
def test_that_a_test_needs_somebody_and_a_day(services, place, fields, field):
    with refused(BadValue) as wrong:
        try_out(services, place, **fields)
    assert wrong.value.field == field


def test_that_the_storekeeper_keeps_keys_and_an_inspector_only_looks(services_as, place, people):
    keeper = services_as("chipo")
    lock = fit(keeper, place)
    give(keeper, lock, people["Juma"])
    enter(keeper, place, "Juma", "Leila")
    inspector = services_as("dora")
    assert len(inspector.guarding.keys_out()) == 1
    with pytest.raises(NotAllowed):
        give(inspector, lock, None)
    with pytest.raises(NotAllowed):
        try_out(inspector, place)


def test_that_everything_recorded_verifies(services, place, people):
    upper, lower = two_keys(services, place)
    give(services, upper, people["Juma"])
    give(services, lower, people["Moses"])
    lose(services, upper)
    remove(services, lower)
    count(services, 1)
    services.guarding.leave(enter(services, place, "A", "B"), NIGHT)
    try_out(services, place, passed=False, notes="Silent.")
    assert verify(services.desk.store, NoProgress()).ok
