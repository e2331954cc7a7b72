from __future__ import annotations

import datetime as dt

import pytest

from stockpile_app.domain import facts as f
from stockpile_app.domain.errors import BadValue, NotAllowed, NotAllowedNow, NotFound
from stockpile_app.domain.places import (
    AddPlace,
    CheckSeals,
    DescribePlace,
    MovePlace,
    OpenContainer,
    SealContainer,
)
from stockpile_app.domain.vocabulary import PlaceKind, SealEvent, StocktakeKind
from stockpile_app.domain.weapons import RegisterWeapon
from tests.builders import number

DAY = dt.date(2026, 3, 2)


def add(services, kind, name, parent=None):
    return services.places.add(AddPlace(kind, name, parent=parent)).place_id


def place(services, place_id):
    return next(each for each in services.places.all(closed=True) if each.id == place_id)


def seal(services, place_id, *seals, **more):
    values = {"sealed_on": DAY, "sealed_by": "Chipo", "witness": "Brian", **more}
    return services.places.seal(SealContainer(place_id=place_id, seals=seals, **values))


def check(services, place_id, *seals, **more):
    values = {"checked_on": DAY, "checked_by": "Dora", **more}
    return services.places.check_seals(CheckSeals(place_id=place_id, seals=seals, **values))


def open_(services, place_id, **more):
    values = {"opened_on": DAY, "opened_by": "Chipo", "witness": "Brian", "reason": "issue"}
    return services.places.open(OpenContainer(place_id=place_id, **{**values, **more}))


def move(services, place_id, parent, **more):
    values = {"moved_on": DAY, **more}
    return services.places.move(MovePlace(place_id=place_id, parent=parent, **values))


def record(services, *facts):
    with services.desk.store.write() as uow:
        uow.record(*facts)
        return uow.commit().head


@pytest.fixture
def store(services):
    return add(services, PlaceKind.STORE, "Store A", 1)


@pytest.fixture
def chest(services, store):
    """A container in Store A with one weapon."""
    chest = add(services, PlaceKind.CONTAINER, "Chest 1", store)
    services.weapons.register(RegisterWeapon(place_id=chest, serial="A1"))
    return chest


@pytest.fixture
def other(services):
    """A second store of the depot."""
    return add(services, PlaceKind.STORE, "Store B", 1)


def test_that_a_container_moves_with_what_is_in_it(services, chest, other):
    changes = move(services, chest, other, reason="dry").changes
    assert changes.places
    assert changes.touches(1)
    assert place(services, chest).path == "Main depot / Store B / Chest 1"
    weapon = services.weapons.load([1])[1]
    assert (weapon.place, weapon.store) == ("Store B / Chest 1", "Store B")
    assert [each.kind for each in services.weapons.history(1)] == [
        "weapon-registered",
        "place-moved",
    ]
    assert [each.weapons for each in services.places.all()] == [1, 0, 1, 1]
    assert services.ledgers.verify().ok


def test_that_a_sealed_container_moves_too(services, chest, other):
    seal(services, chest, "A-1")
    move(services, chest, other)
    assert place(services, chest).seals == ("A-1",)


def test_that_places_move_nowhere_they_do_not_fit(services, store, chest, other):
    rack = add(services, PlaceKind.RACK, "Rack 1", store)
    twin = add(services, PlaceKind.CONTAINER, "chest 1", other)
    for what, where, field in (
        (rack, other, "place_id"),
        (chest, store, "parent"),
        (chest, twin, "parent"),
        (chest, other, "parent"),
        (chest, chest, "parent"),
    ):
        with pytest.raises(BadValue) as refused:
            move(services, what, where)
        assert refused.value.field == field
    with pytest.raises(BadValue, match="future") as refused:
        move(services, chest, rack, moved_on=DAY + dt.timedelta(1))
    assert refused.value.field == "moved_on"
    for what, where in ((99, other), (chest, 99)):
        with pytest.raises(NotFound):
            move(services, what, where)


def test_that_nothing_moves_into_a_closed_place(services, chest, other):
    services.places.close(other)
    with pytest.raises(NotFound):
        move(services, chest, other)


def test_that_weapons_go_to_another_depot_by_dispatch_alone(services, store, chest):
    annex = add(services, PlaceKind.DEPOT, "Annex")
    empty = add(services, PlaceKind.CONTAINER, "Empty", store)
    with pytest.raises(NotAllowedNow, match="dispatch"):
        move(services, chest, annex)
    move(services, empty, annex)
    assert place(services, empty).depot == annex


@pytest.mark.parametrize("counted", ["Store A", "Store B", "Main depot", "Chest 1"])
def test_that_nothing_moves_while_it_is_counted(services, chest, other, counted):
    where = next(each.id for each in services.places.all() if each.name == counted)
    record(
        services,
        f.StocktakeOpened(
            stocktake_kind=StocktakeKind.FULL,
            place=where,
            occurred_on="2026-03-02",
            counters=("A", "B"),
        ),
    )
    with pytest.raises(NotAllowedNow, match="being counted"):
        move(services, chest, other)
    seal(services, chest, "A-1")  # a count may open and seal what it counts
    open_(services, chest)


def test_that_a_stocktake_elsewhere_is_in_nobodys_way(services, chest, other):
    far = add(services, PlaceKind.STORE, "Store C", 1)
    opened = record(
        services,
        f.StocktakeOpened(
            stocktake_kind=StocktakeKind.FULL,
            place=far,
            occurred_on="2026-03-02",
            counters=("A", "B"),
        ),
    )
    move(services, chest, other)
    with pytest.raises(NotAllowedNow):
        move(services, chest, far)
    record(services, f.StocktakeCancelled(stocktake=opened, reason="rain"))
    move(services, chest, far)


def test_that_a_container_is_sealed_checked_and_opened(services, chest, clock):
    seal(services, chest, " A-1 ", "A-2", "")
    sealed = place(services, chest)
    assert (sealed.seals, sealed.sealed_on) == (("A-1", "A-2"), DAY)
    clock.advance(days=1)
    assert check(services, chest, "a-2", "A-1", checked_on=DAY + dt.timedelta(1)).intact
    open_(services, chest, opened_on=DAY + dt.timedelta(1), reason="count")
    assert place(services, chest).seals == ()
    told = [
        (each.event, each.seals, each.intact, each.done_by, each.witness, each.notes)
        for each in services.places.seal_history(chest)
    ]
    assert told == [
        (SealEvent.OPENED, (), True, "Chipo", "Brian", "count"),
        (SealEvent.CHECKED, ("a-2", "A-1"), True, "Dora", "", ""),
        (SealEvent.SEALED, ("A-1", "A-2"), True, "Chipo", "Brian", ""),
    ]
    assert services.places.seal_history(chest, limit=1)[0].event is SealEvent.OPENED
    assert services.ledgers.verify().ok


@pytest.mark.parametrize(
    ("read", "undamaged", "missing", "strange"),
    [
        (("A-1",), True, ("A-2",), ()),
        ((), True, ("A-1", "A-2"), ()),
        (("A-1", "A-2", "B-9"), True, (), ("B-9",)),
        (("A-1", "B-9"), True, ("A-2",), ("B-9",)),
        (("A-1", "A-2"), False, (), ()),
    ],
)
def test_that_wrong_seals_are_said_at_once_and_recorded(
    services, chest, read, undamaged, missing, strange
):
    seal(services, chest, "A-1", "A-2")
    done = check(services, chest, *read, undamaged=undamaged, notes="seen at the gate")
    assert not done.intact
    assert (done.compared.missing, done.compared.strange) == (missing, strange)
    latest = services.places.seal_history(chest)[0]
    assert (latest.intact, latest.seals, latest.notes) == (False, read, "seen at the gate")
    assert place(services, chest).seals == ("A-1", "A-2")


def test_that_a_seal_is_used_on_one_container(services, store, chest):
    second = add(services, PlaceKind.CONTAINER, "Chest 2", store)
    seal(services, chest, "A-1")
    open_(services, chest)
    with pytest.raises(BadValue, match="Chest 1") as refused:
        seal(services, second, "B-1", "a -1")
    assert refused.value.field == "seals"
    assert "A-1" in str(refused.value)
    assert place(services, second).seals == ()
    seal(services, chest, "A-1")  # opened by mistake; the seal never left it


def test_that_what_is_sealed_is_not_sealed_again(services, chest):
    seal(services, chest, "A-1")
    with pytest.raises(NotAllowedNow, match="A-1"):
        seal(services, chest, "A-2")


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"sealed_by": ""}, "sealed_by"),
        ({"witness": "CHIPO"}, "witness"),
        ({"sealed_on": DAY + dt.timedelta(1)}, "sealed_on"),
    ],
)
def test_that_a_sealing_that_cannot_be_is_refused(services, chest, fields, field):
    with pytest.raises(BadValue) as refused:
        seal(services, chest, "A-1", **fields)
    assert refused.value.field == field
    assert services.places.seal_history(chest) == []


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"opened_by": ""}, "opened_by"),
        ({"witness": ""}, "witness"),
        ({"witness": "chipo"}, "witness"),
        ({"reason": " "}, "reason"),
        ({"opened_on": DAY - dt.timedelta(1)}, "opened_on"),
    ],
)
def test_that_an_opening_that_cannot_be_is_refused(services, chest, fields, field):
    seal(services, chest, "A-1")
    with pytest.raises(BadValue) as refused:
        open_(services, chest, **fields)
    assert refused.value.field == field
    assert place(services, chest).seals == ("A-1",)


def test_that_what_is_not_sealed_is_neither_checked_nor_opened(services, chest):
    for act in (check, open_):
        with pytest.raises(NotAllowedNow, match="not sealed"):
            act(services, chest)


def test_that_only_containers_have_seals(services, store):
    for act in (lambda: seal(services, store, "A-1"), lambda: check(services, store)):
        with pytest.raises(BadValue):
            act()


@pytest.fixture
def dispatched(services, chest):
    """The chest, sealed, on its way to the Annex."""
    annex = add(services, PlaceKind.DEPOT, "Annex")
    seal(services, chest, "A-1")
    record(
        services,
        f.WeaponsDispatched(
            loads={chest: (number(1),)},
            seals={chest: ("A-1",)},
            place=annex,
            occurred_on="2026-03-02",
            expected_on="2026-03-04",
            handed_by="Chipo",
            received_by="Driver",
            authorised_by="Brian",
        ),
    )
    return chest


def test_that_what_is_on_its_way_stays_as_it_is(services, dispatched, other):
    assert place(services, dispatched).dispatch_id is not None
    for act in (
        lambda: move(services, dispatched, other),
        lambda: open_(services, dispatched),
        lambda: seal(services, dispatched, "A-2"),
    ):
        with pytest.raises(NotAllowedNow, match="on its way"):
            act()
    with pytest.raises(NotAllowedNow, match="out"):
        services.places.close(dispatched)
    assert check(services, dispatched, "A-1").intact


def test_that_a_sealed_container_is_not_closed(services, store):
    empty = add(services, PlaceKind.CONTAINER, "Empty", store)
    seal(services, empty, "A-1")
    with pytest.raises(NotAllowedNow, match="sealed"):
        services.places.close(empty)
    open_(services, empty)
    services.places.close(empty)
    with pytest.raises(NotFound):
        seal(services, empty, "A-2")


def test_that_an_inspector_checks_seals_and_changes_none(services_as):
    services = services_as()
    chest = add(services, PlaceKind.CONTAINER, "Chest 1", 1)
    seal(services, chest, "A-1")
    inspector = services_as("dora")
    assert check(inspector, chest, "A-1").intact
    for act in (
        lambda: open_(inspector, chest),
        lambda: move(inspector, chest, 1),
        lambda: inspector.places.describe(DescribePlace(chest, "x", "")),
    ):
        with pytest.raises(NotAllowed):
            act()
