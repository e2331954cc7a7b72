"""Moving, issuing, returning: what is refused, by what entry, and what is left behind."""

from __future__ import annotations

import datetime as dt

import pytest

from stockpile_app.domain import facts as f
from stockpile_app.domain.errors import BadValue, NotAllowedNow, NotFound
from stockpile_app.domain.movement_rules import Refused
from stockpile_app.domain.movements import (
    LineState,
)
from stockpile_app.domain.progress import NoProgress
from stockpile_app.domain.vocabulary import (
    Condition,
    CustodyKind,
    IncidentKind,
    MovementKind,
    Status,
)
from stockpile_app.domain.weapons import RegisterWeapon
from stockpile_app.persistence.verify import verify
from tests.builders import number
from tests.builders_movements import (
    ADA,
    AMMUNITION,
    BOX,
    CRATE,
    DAY,
    DEPOT,
    FAR,
    GONE,
    RACK,
    SHOP,
    STORE,
    UNIT,
    give_back,
    issue,
    lose,
    move,
    sealed,
    set_up,
    state,
    stocktake,
)

EARLIER = DAY - dt.timedelta(days=2)


@pytest.fixture
def depot(services):
    set_up(services.desk.store)
    yield services
    assert verify(services.desk.store, NoProgress()).ok


def weapon(services, weapon_id):
    return services.weapons.load([weapon_id])[weapon_id]


# --- moving --------------------------------------------------------------------------------------


def test_that_a_moved_weapon_is_in_its_new_place(depot):
    done = depot.movements.move(move(2, 4, reason="sorted"))
    assert done.changes.movements
    assert done.changes.touches(2)
    assert weapon(depot, 4).place_id == RACK
    got = depot.movements.get(done.movement_id)
    assert (got.kind, got.number, got.weapons, got.open) == (
        MovementKind.MOVE,
        f"MV-KE01-{done.movement_id}",
        2,
        0,
    )
    assert got.place == "Main depot / Store M / R1"
    assert got.purpose == "sorted"
    assert [(each.from_place, each.state) for each in depot.movements.lines(got.id)] == [
        ("Main depot / Store M", LineState.DONE)
    ] * 2
    assert [each.kind for each in depot.weapons.history(2)] == [
        "weapon-registered",
        "weapons-moved",
    ]


def test_that_a_weapon_goes_to_another_depot_only_by_a_dispatch(depot):
    with pytest.raises(Refused, match=r"sealed container: dispatch it"):
        depot.movements.move(move(2, to=FAR))


def test_that_moving_a_weapon_to_where_it_is_is_refused(depot):
    with pytest.raises(Refused, match=f"{number(2)} is in .*Store M.* already"):
        depot.movements.move(move(2, to=STORE))


def test_that_weapons_are_kept_out_of_an_ammunition_store(depot):
    with pytest.raises(BadValue, match="store for ammunition"):
        depot.movements.move(move(2, to=AMMUNITION))


@pytest.mark.parametrize("ids", [(), (2, 999)])
def test_that_a_voucher_names_weapons_of_this_register(depot, ids):
    with pytest.raises((BadValue, NotFound)):
        depot.movements.move(move(*ids))


def test_that_a_weapon_named_twice_is_moved_once(depot):
    assert depot.movements.get(depot.movements.move(move(2, 2)).movement_id).weapons == 1


def test_that_a_closed_place_takes_nothing(depot):
    state(depot, f.PlaceClosed(place=RACK))
    with pytest.raises(NotFound):
        depot.movements.move(move(2))


def test_that_a_sealed_container_gives_and_takes_nothing(depot):
    state(depot, sealed(BOX, "1"))
    with pytest.raises(Refused, match=f"{number(1)} is in the sealed container .*Box 7"):
        depot.movements.move(move(1))
    with pytest.raises(NotAllowedNow, match=r"Box 7.* is sealed"):
        depot.movements.move(move(2, to=BOX))
    with pytest.raises(Refused, match="sealed container"):
        depot.movements.issue(issue(1))


# --- what stands in the way ----------------------------------------------------------------------


def test_that_what_is_issued_cannot_be_issued_again(depot):
    done = depot.movements.issue(issue(2))
    for act in (lambda: depot.movements.issue(issue(2)), lambda: depot.movements.move(move(2))):
        with pytest.raises(Refused) as refused:
            act()
        assert done.number in str(refused.value)
        assert "Ada Otieno (K-17)" in str(refused.value)


def test_that_a_refusal_names_the_first_and_counts_the_others(depot):
    depot.movements.issue(issue(2, 4))
    with pytest.raises(Refused, match="There are 1 more") as refused:
        depot.movements.issue(issue(2, 4, 6))
    assert [each.number for each in refused.value.obstacles] == [number(2), number(4)]
    assert weapon(depot, 6).status is Status.IN_STORE


@pytest.mark.parametrize(
    ("kind", "word"), [(IncidentKind.LOSS, "lost"), (IncidentKind.THEFT, "stolen")]
)
def test_that_what_is_gone_is_refused_with_its_incident(depot, kind, word):
    incident = lose(depot, 2, kind=kind)
    for act in (
        lambda: depot.movements.move(move(2)),
        lambda: depot.movements.issue(issue(2)),
        lambda: depot.movements.give_back(give_back(2)),
    ):
        with pytest.raises(Refused, match=f"reported {word}: incident {incident}"):
            act()


def test_that_a_lost_weapon_is_in_nobodys_hands(depot):
    depot.movements.issue(issue(2))
    lose(depot, 2)
    assert depot.movements.custody() == []
    assert depot.movements.custody_history(2)[-1].status is Status.LOST


def test_that_what_is_withdrawn_is_refused_with_the_entry(depot):
    entry = state(
        depot, f.RegistrationWithdrawn(number=number(2), corrects=20, reason="never there")
    )
    with pytest.raises(Refused, match=f"withdrawn by entry {entry}"):
        depot.movements.move(move(2))


def test_that_only_what_is_out_comes_back(depot):
    moved = depot.movements.move(move(2))
    with pytest.raises(Refused, match=f"is not out.*R1.*{moved.movement_id}"):
        depot.movements.give_back(give_back(2))


def test_that_an_unserviceable_weapon_goes_to_repair_alone(depot):
    state(
        depot,
        f.WeaponDescribed(
            number=number(2), occurred_on="2026-03-02", condition=Condition.UNSERVICEABLE
        ),
    )
    for custody in (CustodyKind.ISSUE, CustodyKind.LOAN):
        with pytest.raises(Refused, match="unserviceable"):
            depot.movements.issue(issue(2, custody=custody))
    depot.movements.issue(issue(2, custody=CustodyKind.REPAIR, person_id=SHOP))
    assert weapon(depot, 2).status is Status.IN_REPAIR


def test_that_why_not_says_the_same_as_the_acts(depot):
    depot.movements.issue(issue(2))
    lose(depot, 4)
    found = depot.movements.why_not([6, 4, 2, 999], MovementKind.ISSUE)
    assert [each.weapon_id for each in found] == [4, 2]
    with pytest.raises(Refused) as refused:
        depot.movements.issue(issue(4, 2))
    assert refused.value.obstacles == tuple(found)
    assert depot.movements.why_not([2], MovementKind.RETURN) == []
    assert [
        each.number for each in depot.movements.why_not([6], MovementKind.MOVE, place_id=STORE)
    ] == [number(6)]


# --- stocktakes lock -----------------------------------------------------------------------------


@pytest.mark.parametrize("counted", [DEPOT, STORE, RACK, CRATE])
def test_that_nothing_moves_where_a_stocktake_is_open(depot, counted):
    depot.movements.issue(issue(4))
    depot.movements.move(move(6, to=CRATE))
    begun = stocktake(depot, counted)
    name = f"ST-KE01-{begun}"
    for act in (
        lambda: depot.movements.move(move(6, to=BOX)),
        lambda: depot.movements.issue(issue(6)),
        lambda: depot.movements.give_back(give_back(4, place_id=CRATE)),
        lambda: depot.weapons.register(RegisterWeapon(place_id=CRATE, serial="N1")),
    ):
        with pytest.raises(NotAllowedNow, match=name):
            act()
    state(depot, f.StocktakeCancelled(stocktake=begun, reason="rain"))
    depot.movements.issue(issue(6))


def test_that_a_count_elsewhere_locks_nothing_here(depot):
    depot.movements.move(move(2))
    stocktake(depot, BOX)
    depot.movements.move(move(2, to=CRATE))
    depot.movements.issue(issue(2))


# --- names, people, days -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"handed_by": " "}, "handed_by"),
        ({"received_by": ""}, "received_by"),
        ({"authorised_by": ""}, "authorised_by"),
        ({"received_by": "HASSAN "}, "received_by"),
        ({"authorised_by": "hassan"}, "authorised_by"),
        ({"authorised_by": "Rita", "received_by": "RITA"}, "authorised_by"),
        ({"handed_by": "ada otieno", "received_by": "Rita"}, "handed_by"),
        ({"authorised_by": "Ada  Otieno", "received_by": "Rita"}, "authorised_by"),
        ({"due_on": None}, "due_on"),
        ({"due_on": DAY - dt.timedelta(days=1)}, "due_on"),
        ({"occurred_on": DAY + dt.timedelta(days=1)}, "occurred_on"),
        ({"purpose": "x" * 501}, "purpose"),
    ],
)
def test_that_an_issue_that_is_not_right_is_refused(depot, changes, field):
    with pytest.raises(BadValue) as refused:
        depot.movements.issue(issue(2, **changes))
    assert refused.value.field == field
    assert weapon(depot, 2).status is Status.IN_STORE


def test_that_a_unit_may_have_weapons_for_good_but_not_on_loan(depot):
    done = depot.movements.issue(issue(2, person_id=UNIT, due_on=None))
    assert not depot.movements.get(done.movement_id).overdue
    with pytest.raises(BadValue, match="Say when"):
        depot.movements.issue(issue(4, person_id=UNIT, due_on=None, custody=CustodyKind.LOAN))


@pytest.mark.parametrize("person", [GONE, 99])
def test_that_nothing_is_issued_to_who_is_not_there(depot, person):
    with pytest.raises(NotFound):
        depot.movements.issue(issue(2, person_id=person))


def test_that_a_day_before_what_is_known_must_be_explained(depot):
    depot.movements.issue(issue(2))
    with pytest.raises(BadValue, match=r"recorded of .* on 2026-03-02.*IV-KE01") as refused:
        depot.movements.give_back(give_back(2, occurred_on=EARLIER))
    assert refused.value.field == "explanation"
    done = depot.movements.give_back(
        give_back(2, occurred_on=EARLIER, explanation="the voucher was found in a drawer")
    )
    assert depot.movements.get(done.movement_id).explanation == "the voucher was found in a drawer"


@pytest.mark.parametrize(
    "fact",
    [
        lambda: f.IncidentReported(
            incident_kind=IncidentKind.ACCIDENT,
            discovered_on="2026-03-02",
            circumstances="fell",
            reported_by="Ada",
            weapons=(number(2),),
        ),
        lambda: f.WeaponsMoved(
            weapons=(number(2),), place=BOX, occurred_on="2026-03-02", handed_by="Hassan"
        ),
    ],
)
def test_that_everything_dated_of_a_weapon_counts(depot, fact):
    state(depot, fact())
    with pytest.raises(BadValue, match="later than the date given"):
        depot.movements.move(move(2, occurred_on=EARLIER))


def test_that_the_day_it_was_received_counts(depot):
    new = depot.weapons.register(RegisterWeapon(place_id=STORE, serial="N1", received_on=DAY))
    with pytest.raises(BadValue, match="was received on 2026-03-02"):
        depot.movements.move(move(new.weapon_id, occurred_on=EARLIER))


# --- custody -------------------------------------------------------------------------------------


def test_that_an_issued_weapon_is_with_its_custodian(depot, clock):
    done = depot.movements.issue(issue(2, 4, purpose="guard"))
    for each in (2, 4):
        assert weapon(depot, each).status is Status.ISSUED
        assert weapon(depot, each).custodian == "Ada Otieno"
        assert weapon(depot, each).place_id == STORE
    held = depot.movements.custody(ADA)
    assert [(each.weapon.id, each.person, each.number) for each in held] == [
        (2, "Ada Otieno (K-17)", done.number),
        (4, "Ada Otieno (K-17)", done.number),
    ]
    assert not held[0].overdue
    assert depot.movements.custody(ADA, after=2, limit=5)[0].weapon.id == 4
    assert depot.movements.custody(overdue_only=True) == []
    clock.advance(days=8)
    assert [each.overdue for each in depot.movements.custody(overdue_only=True)] == [True, True]
    assert depot.movements.get(done.movement_id).overdue


def test_that_a_return_brings_back_what_was(depot):
    issued = depot.movements.issue(issue(2, 4, 6))
    done = depot.movements.give_back(
        give_back(2, 4, conditions={4: Condition.REPAIRABLE}, notes="sight bent")
    )
    assert weapon(depot, 2).status is Status.IN_STORE
    assert weapon(depot, 2).place_id == RACK
    assert weapon(depot, 4).condition is Condition.REPAIRABLE
    assert weapon(depot, 2).condition is None
    voucher = depot.movements.get(issued.movement_id)
    assert (voucher.weapons, voucher.open) == (3, 1)
    assert [each.state for each in depot.movements.lines(issued.movement_id)] == [
        LineState.RETURNED,
        LineState.RETURNED,
        LineState.OUT,
    ]
    returned = depot.movements.get(done.movement_id)
    assert (returned.person, returned.purpose) == ("Ada Otieno (K-17)", "sight bent")


def test_that_one_return_is_from_one_custodian(depot):
    depot.movements.issue(issue(2))
    depot.movements.issue(issue(4, person_id=UNIT))
    with pytest.raises(NotAllowedNow, match=r"A Company") as refused:
        depot.movements.give_back(give_back(2, 4))
    assert "Ada Otieno (K-17)" in str(refused.value)


def test_that_a_condition_of_another_weapon_is_refused(depot):
    depot.movements.issue(issue(2))
    with pytest.raises(BadValue, match="not returned"):
        depot.movements.give_back(give_back(2, conditions={4: Condition.REPAIRABLE}))


def test_that_movements_are_listed_newest_first(depot):
    first = depot.movements.move(move(2, 4))
    second = depot.movements.issue(issue(2))
    third = depot.movements.issue(issue(6, person_id=UNIT))

    def listed(*args, **more):
        return [each.id for each in depot.movements.list(*args, **more)]

    ids = [each.movement_id for each in (third, second, first)]
    assert listed() == ids
    assert listed(limit=1, before=ids[0]) == ids[1:2]
    assert listed((MovementKind.MOVE,)) == ids[2:]
    assert listed(person_id=UNIT) == ids[:1]
    assert listed(weapon_id=2) == ids[1:]
    assert listed(open_only=True) == ids[:2]


def test_that_histories_say_who_had_what_when(depot, clock):
    moved = depot.movements.move(move(2, to=BOX))
    clock.advance(days=1)
    issued = depot.movements.issue(issue(2, occurred_on=DAY + dt.timedelta(days=1)))
    clock.advance(days=3)
    back = depot.movements.give_back(give_back(2, occurred_on=DAY + dt.timedelta(days=4)))
    spans = depot.movements.custody_history(2)
    assert [(each.where, each.number, each.until) for each in spans] == [
        ("Main depot / Store M", "", DAY),
        ("Main depot / Store M / Box 7", moved.number, DAY + dt.timedelta(days=1)),
        ("Ada Otieno (K-17)", issued.number, DAY + dt.timedelta(days=4)),
        ("Main depot / Store M / R1", back.number, None),
    ]
    [span] = depot.movements.person_history(ADA)
    assert (span.weapon_number, span.since, span.until) == (
        number(2),
        DAY + dt.timedelta(days=1),
        DAY + dt.timedelta(days=4),
    )
    with pytest.raises(NotFound):
        depot.movements.custody_history(999)


def test_that_a_history_says_where_a_container_stood_then(depot):
    depot.movements.move(move(2, to=BOX))
    depot.movements.issue(issue(2))
    state(depot, f.PlaceMoved(place=BOX, parent=RACK, occurred_on="2026-03-02"))
    assert depot.movements.custody_history(2)[1].where == "Main depot / Store M / Box 7"
    depot.movements.give_back(give_back(2, place_id=BOX))
    assert depot.movements.custody_history(2)[-1].where == "Main depot / Store M / R1 / Box 7"


def test_that_there_is_no_movement_where_there_is_none(depot):
    with pytest.raises(NotFound):
        depot.movements.get(999)
    assert depot.movements.lines(999) == []
