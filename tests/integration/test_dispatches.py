"""Dispatches: sealed containers to another depot, and receipts line by line."""

from __future__ import annotations

import datetime as dt

import pytest

from stockpile_app.domain import facts as f
from stockpile_app.domain.errors import BadValue, NotAllowedNow, NotFound
from stockpile_app.domain.movement_rules import Refused
from stockpile_app.domain.movements import (
    LineState,
    MoveWeapons,
)
from stockpile_app.domain.progress import NoProgress
from stockpile_app.domain.vocabulary import IncidentKind, MovementKind, PlaceKind, Status
from stockpile_app.persistence.verify import verify
from tests.builders import number, weapon
from tests.builders_movements import (
    BOX,
    CRATE,
    DAY,
    DEPOT,
    FAR,
    NEXT,
    OTHER,
    RACK,
    STORE,
    issue,
    lose,
    receive,
    sealed,
    send,
    set_up,
    state,
    stocktake,
)

IN_BOX = (1, 3, 5, 7, 9, 11)


@pytest.fixture
def depot(services):
    """Box 7 holds the odd weapons and is sealed; crate 8 holds 2 and 4 and is sealed."""
    set_up(services.desk.store)
    services.movements.move(
        MoveWeapons(weapon_ids=(2, 4), place_id=CRATE, occurred_on=DAY, handed_by="Hassan")
    )
    state(services, sealed(BOX, "A1", "A2"), sealed(CRATE, "B1"))
    yield services
    assert verify(services.desk.store, NoProgress()).ok


def status(services, *ids):
    found = services.weapons.load(ids)
    return [found[each].status for each in ids]


# --- sending -------------------------------------------------------------------------------------


def test_that_what_is_sent_is_in_transit(depot, clock):
    done = depot.movements.dispatch(send(BOX, CRATE))
    assert set(status(depot, *IN_BOX, 2, 4)) == {Status.IN_TRANSIT}
    [sent] = depot.movements.in_transit()
    assert (sent.number, sent.open, sent.overdue) == (f"DM-KE01-{done.movement_id}", 8, False)
    manifest = depot.movements.dispatch_record(done.movement_id)
    assert (manifest.from_depot, manifest.movement.place) == ("Main depot", "North depot")
    assert [(each.name, each.seals, each.weapons) for each in manifest.containers] == [
        ("Box 7", ("A1", "A2"), 6),
        ("Crate 8", ("B1",), 2),
    ]
    assert [each.weapon.id for each in manifest.lines] == [*IN_BOX, 2, 4]
    assert manifest.lines[-1].from_place == "Main depot / Store M / R1 / Crate 8"
    box = next(each for each in depot.places.all() if each.id == BOX)
    assert box.dispatch_id == done.movement_id
    assert depot.movements.custody()[0].person == "North depot"
    clock.advance(days=2)
    assert depot.movements.in_transit()[0].overdue


@pytest.mark.parametrize(
    ("containers", "words"),
    [
        ((), "at least one container"),
        ((STORE,), "container"),
        ((99,), "no such place"),
    ],
)
def test_that_only_containers_are_sent(depot, containers, words):
    with pytest.raises((BadValue, NotFound), match=words):
        depot.movements.dispatch(send(container_ids=containers))


def test_that_an_open_container_is_not_sent(depot):
    state(depot, f.ContainerOpened(place=BOX, occurred_on="2026-03-02", opened_by="Hassan"))
    with pytest.raises(NotAllowedNow, match=r"Box 7.* is not sealed"):
        depot.movements.dispatch(send())


def test_that_an_empty_container_is_not_sent(depot):
    state(
        depot,
        f.PlaceAdded(
            place=38, place_kind=PlaceKind.CONTAINER, code="C", name="Empty", parent=STORE
        ),
        sealed(38, "C1"),
    )
    with pytest.raises(NotAllowedNow, match="is empty"):
        depot.movements.dispatch(send(BOX, 38))


def test_that_containers_of_two_depots_are_two_dispatches(depot):
    state(
        depot,
        f.PlaceAdded(place=38, place_kind=PlaceKind.CONTAINER, code="C", name="Theirs", parent=FAR),
        weapon(90, place=38),
        sealed(38, "C1"),
    )
    with pytest.raises(BadValue, match="different depots"):
        depot.movements.dispatch(send(BOX, 38))


@pytest.mark.parametrize("to", [DEPOT, FAR])
def test_that_a_dispatch_goes_to_another_depot(depot, to):
    with pytest.raises(BadValue, match="another depot"):
        depot.movements.dispatch(send(depot_id=to))


def test_that_a_closed_depot_gets_nothing(depot):
    state(depot, f.PlaceClosed(place=OTHER))
    with pytest.raises(NotFound):
        depot.movements.dispatch(send())


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"received_by": "Hassan"}, "received_by"),
        ({"authorised_by": "driver dan"}, "authorised_by"),
        ({"authorised_by": ""}, "authorised_by"),
        ({"expected_on": DAY - dt.timedelta(days=1)}, "expected_on"),
        ({"occurred_on": NEXT}, "occurred_on"),
        ({"occurred_on": DAY - dt.timedelta(days=1)}, "explanation"),
    ],
)
def test_that_a_dispatch_that_is_not_right_is_refused(depot, changes, field):
    with pytest.raises(BadValue) as refused:
        depot.movements.dispatch(send(CRATE, **changes))
    assert refused.value.field == field
    assert not depot.movements.in_transit()


def test_that_what_is_on_its_way_is_not_sent_again_nor_touched(depot):
    done = depot.movements.dispatch(send())
    with pytest.raises(NotAllowedNow, match="on its way"):
        depot.movements.dispatch(send())
    with pytest.raises(Refused, match=f"on its way to .North depot. .*{done.number}"):
        depot.movements.issue(issue(1))
    with pytest.raises(NotAllowedNow, match="on its way"):
        depot.movements.move(
            MoveWeapons(weapon_ids=(6,), place_id=BOX, occurred_on=DAY, handed_by="Hassan")
        )


def test_that_what_belongs_in_a_container_but_is_elsewhere_does_not_travel(depot):
    state(depot, f.ContainerOpened(place=BOX, occurred_on="2026-03-02", opened_by="Hassan"))
    depot.movements.issue(issue(1))
    lose(depot, 3)
    state(depot, sealed(BOX, "A3", on="2026-03-02"))
    done = depot.movements.dispatch(send())
    assert [each.weapon.id for each in depot.movements.lines(done.movement_id)] == [5, 7, 9, 11]
    assert status(depot, 1, 3) == [Status.ISSUED, Status.LOST]


def test_that_nothing_is_sent_from_where_a_stocktake_is_open(depot):
    begun = stocktake(depot, STORE)
    with pytest.raises(NotAllowedNow, match=f"ST-KE01-{begun}"):
        depot.movements.dispatch(send())


# --- receiving -----------------------------------------------------------------------------------


@pytest.mark.parametrize("dispatch", ["nothing", "a move"])
def test_that_what_was_never_sent_is_not_received(depot, dispatch):
    movement = 9999
    if dispatch == "a move":
        movement = depot.movements.list((MovementKind.MOVE,))[0].id
    with pytest.raises(NotFound, match="never sent"):
        depot.movements.receive(receive(movement, weapon_ids=(1,)))


def test_that_a_full_receipt_puts_everything_where_it_is(depot):
    done = depot.movements.dispatch(send())
    got = depot.movements.receive(
        receive(done.movement_id, weapon_ids=IN_BOX, seals={BOX: ("a2", "A1")})
    )
    assert got.incident_id is None
    assert set(status(depot, *IN_BOX)) == {Status.IN_STORE}
    weapon_1 = depot.weapons.load([1])[1]
    assert (weapon_1.depot, weapon_1.store, weapon_1.rack) == ("North depot", "Store N", "Box 7")
    box = next(each for each in depot.places.all() if each.id == BOX)
    assert (box.parent, box.depot, box.dispatch_id, box.seals) == (FAR, OTHER, None, ())
    manifest = depot.movements.dispatch_record(got.movement_id)
    assert manifest.movement.id == done.movement_id
    [container] = manifest.containers
    assert (container.seals_read, container.intact, container.open) == (("a2", "A1"), True, 0)
    assert {each.state for each in manifest.lines} == {LineState.RECEIVED}
    assert [each.id for each in manifest.receipts] == [got.movement_id]
    assert manifest.from_depot == "Main depot"
    assert not depot.movements.in_transit()
    spans = depot.movements.custody_history(1)
    assert [(each.kind, each.where) for each in spans] == [
        (None, "Main depot / Store M / Box 7"),
        (MovementKind.DISPATCH, "North depot"),
        (MovementKind.RECEIPT, "North depot / Store N / Box 7"),
    ]
    with pytest.raises(NotAllowedNow, match=f"confirmed .* already, by {got.number}"):
        depot.movements.receive(receive(done.movement_id, weapon_ids=(1,)))


def test_that_a_dispatch_may_be_received_in_parts(depot):
    done = depot.movements.dispatch(send(BOX, CRATE))
    first = receive(done.movement_id, weapon_ids=(1, 3), seals={BOX: ("A1", "A2")})
    depot.movements.receive(first)
    assert depot.movements.get(done.movement_id).open == 6
    assert status(depot, 1, 5, 2) == [Status.IN_STORE, Status.IN_TRANSIT, Status.IN_TRANSIT]
    with pytest.raises(Refused, match=f"{number(1)} was confirmed .*{done.number}"):
        depot.movements.receive(receive(done.movement_id, weapon_ids=(1,)))
    with pytest.raises(NotAllowedNow, match="arrived already"):
        depot.movements.receive(receive(done.movement_id, seals={BOX: ("A1",)}))
    with pytest.raises(BadValue, match=r"seals are on .Crate 8"):
        depot.movements.receive(receive(done.movement_id, weapon_ids=(2,)))
    depot.movements.receive(receive(done.movement_id, weapon_ids=(5, 7, 9, 11)))
    only_box = receive(done.movement_id, seals={CRATE: ("B1",)})
    depot.movements.receive(only_box)
    crate = next(each for each in depot.places.all() if each.id == CRATE)
    assert (crate.parent, crate.seals) == (FAR, ("B1",))
    depot.movements.receive(receive(done.movement_id, weapon_ids=(2, 4)))
    assert not depot.movements.in_transit()
    assert len(depot.movements.dispatch_record(done.movement_id).receipts) == 4


def test_that_missing_lines_are_an_incident_at_once(depot):
    done = depot.movements.dispatch(send())
    got = depot.movements.receive(
        receive(
            done.movement_id,
            weapon_ids=(1, 3, 5, 7),
            missing_ids=(9, 11),
            unexpected=(" XX 12 ", ""),
            seals={BOX: ("A1", "A9")},
        )
    )
    assert status(depot, 9, 11) == [Status.LOST, Status.LOST]
    found = depot.incidents.get(got.incident_id).incident
    assert (found.kind, found.dispatch_id, found.weapons) == (
        IncidentKind.UNEXPLAINED,
        done.movement_id,
        2,
    )
    assert done.number in found.circumstances
    assert depot.movements.custody() == []
    manifest = depot.movements.dispatch_record(done.movement_id)
    assert [each.state for each in manifest.lines[-2:]] == [LineState.MISSING] * 2
    assert manifest.containers[0].intact is False
    with pytest.raises(Refused, match=f"incident {got.incident_id}"):
        depot.movements.issue(issue(9))
    with pytest.raises(NotAllowedNow, match="missing already"):
        depot.movements.receive(receive(done.movement_id, weapon_ids=(9,)))


def test_that_a_container_that_never_comes_can_be_missing(depot):
    done = depot.movements.dispatch(send(BOX, CRATE))
    depot.movements.receive(receive(done.movement_id, weapon_ids=IN_BOX, seals={BOX: ()}))
    depot.movements.receive(receive(done.movement_id, missing_ids=(2, 4)))
    assert status(depot, 2, 4) == [Status.LOST] * 2
    crate = next(each for each in depot.places.all() if each.id == CRATE)
    assert crate.dispatch_id == done.movement_id


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "Say what arrived"),
        ({"weapon_ids": (6,)}, r"is not on the manifest DM-KE01"),
        ({"missing_ids": (6,)}, r"is not on the manifest DM-KE01"),
        ({"weapon_ids": (1,)}, "seals are on"),
        ({"weapon_ids": (1,), "missing_ids": (1,)}, "there and to be missing"),
        ({"seals": {CRATE: ("B1",)}}, "not on the manifest"),
        ({"seals": {BOX: ("A1",)}, "place_id": STORE}, "Choose a place there"),
        ({"seals": {BOX: ("A1",)}, "place_id": BOX}, "on its way"),
        ({"seals": {BOX: ("A1", "a 1")}}, "twice"),
        ({"seals": {BOX: ()}, "received_by": ""}, "who receives"),
        ({"seals": {BOX: ()}, "received_by": "DRIVER DAN"}, "cannot hand over and receive"),
        ({"seals": {BOX: ()}, "occurred_on": NEXT}, "in the future"),
        ({"seals": {BOX: ()}, "occurred_on": DAY - dt.timedelta(days=1)}, "explain why"),
        ({"unexpected": ("x" * 121,)}, "longer than"),
    ],
)
def test_that_a_receipt_that_is_not_right_is_refused(depot, changes, words):
    done = depot.movements.dispatch(send())
    with pytest.raises((BadValue, NotAllowedNow, NotFound), match=words):
        depot.movements.receive(receive(done.movement_id, **changes))
    assert depot.movements.get(done.movement_id).open == 6


def test_that_a_container_is_not_put_where_one_of_its_name_is(depot):
    state(
        depot,
        f.PlaceAdded(place=38, place_kind=PlaceKind.CONTAINER, code="C", name="box 7", parent=FAR),
    )
    done = depot.movements.dispatch(send())
    with pytest.raises(BadValue, match="rename one"):
        depot.movements.receive(receive(done.movement_id, seals={BOX: ()}))


def test_that_nothing_is_received_where_a_stocktake_is_open(depot):
    done = depot.movements.dispatch(send())
    begun = stocktake(depot, FAR)
    with pytest.raises(NotAllowedNow, match=f"ST-KE01-{begun}"):
        depot.movements.receive(receive(done.movement_id, seals={BOX: ()}))


def test_that_what_arrived_can_be_sent_back(depot):
    done = depot.movements.dispatch(send())
    depot.movements.receive(receive(done.movement_id, weapon_ids=IN_BOX, seals={BOX: ()}))
    state(depot, sealed(BOX, "A5", on="2026-03-02"))
    back = depot.movements.dispatch(send(depot_id=DEPOT))
    assert depot.movements.dispatch_record(back.movement_id).from_depot == "North depot"
    depot.movements.receive(
        receive(back.movement_id, place_id=RACK, weapon_ids=IN_BOX, seals={BOX: ("A5",)})
    )
    assert depot.movements.dispatch_record(done.movement_id).from_depot == "Main depot"
    assert depot.weapons.load([1])[1].rack == "R1 / Box 7"


def test_that_why_not_knows_a_manifest(depot):
    done = depot.movements.dispatch(send())
    found = depot.movements.why_not([1, 2, 6], MovementKind.RECEIPT, dispatch_id=done.movement_id)
    assert [each.weapon_id for each in found] == [2, 6]


def test_that_what_a_weapon_was_before_it_left_it_is_on_arrival(services):
    set_up(services.desk.store)
    state(services, sealed(BOX, "A1"))
    with services.desk.store.write() as uow:
        uow.connection.exec_driver_sql("UPDATE weapon SET status = 'surplus' WHERE id = 1")
        uow.commit()
    done = services.movements.dispatch(send())
    services.movements.receive(receive(done.movement_id, weapon_ids=(1,), seals={BOX: ()}))
    assert status(services, 1) == [Status.SURPLUS]
