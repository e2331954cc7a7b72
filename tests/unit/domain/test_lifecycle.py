from __future__ import annotations

import dataclasses
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stockpile_app.domain.access import PERMISSIONS, Role, SecondPersonAct
from stockpile_app.domain.disposal_records import (
    DisposalCheckRecord,
    DisposalLineState,
    OrderLineRecord,
    OrderRecord,
    OrderState,
)
from stockpile_app.domain.disposal_vocabulary import DisposalCheck, DisposalKind
from stockpile_app.domain.life_acts import GRANTS, LEADS_TO, LifeAct
from stockpile_app.domain.lifecycle import Surroundings, ended, next_steps
from stockpile_app.domain.marking import Evaluation
from stockpile_app.domain.marking_rules import FOUND_PROFILE
from stockpile_app.domain.marking_vocabulary import MarkingVerdict
from stockpile_app.domain.movement_rules import Around, Holding
from stockpile_app.domain.records import PlaceRecord
from stockpile_app.domain.surplus import Kind, RequirementRecord, SurplusRow, weapon_kind
from stockpile_app.domain.vocabulary import (
    Condition,
    MarkOccasion,
    PlaceKind,
    Status,
    StoreKind,
)
from tests.unit.documents.material import weapon

DAY = dt.date(2026, 3, 2)
ALWAYS = {LifeAct.DESCRIBE, LifeAct.CORRECT, LifeAct.CAME}
GIVE_OUT = {LifeAct.ISSUE, LifeAct.LOAN, LifeAct.REPAIR}
POSSIBLE = {
    Status.IN_STORE: ALWAYS
    | GIVE_OUT
    | {LifeAct.MOVE, LifeAct.MARK, LifeAct.ORDER, LifeAct.REPORT},
    Status.ISSUED: ALWAYS | {LifeAct.RETURN, LifeAct.REPORT},
    Status.ON_LOAN: ALWAYS | {LifeAct.RETURN, LifeAct.REPORT},
    Status.IN_REPAIR: ALWAYS | {LifeAct.RETURN, LifeAct.REPORT},
    Status.IN_TRANSIT: ALWAYS | {LifeAct.RECEIPT, LifeAct.REPORT},
    Status.SURPLUS: ALWAYS
    | {LifeAct.MOVE, LifeAct.MARK, LifeAct.ORDER, LifeAct.REPORT, LifeAct.WITHDRAW},
    Status.FOR_DISPOSAL: ALWAYS | {LifeAct.MOVE, LifeAct.MARK, LifeAct.REPORT},
    Status.SEIZED: ALWAYS
    | {LifeAct.MOVE, LifeAct.MARK, LifeAct.ORDER, LifeAct.REPORT, LifeAct.TAKE_INTO_STOCK},
    Status.LOST: ALWAYS | {LifeAct.RECOVER},
    Status.STOLEN: ALWAYS | {LifeAct.RECOVER},
    Status.DEACTIVATED: ALWAYS | {LifeAct.MARK, LifeAct.REPORT},
    Status.MUSEUM: ALWAYS | {LifeAct.REPORT},
    Status.DESTROYED: set(),
    Status.TRANSFERRED: set(),
    Status.WITHDRAWN: set(),
}
"""What may happen to a serviceable, marked weapon in a shelf that is on no order."""


def place(**fields):
    values = {
        "id": 5,
        "kind": PlaceKind.RACK,
        "code": "R1",
        "name": "R1",
        "parent": None,
        "depot": 1,
        "path": "Main depot / Store A / R1",
        "store_kind": StoreKind.WEAPONS,
        "closed": False,
    }
    return PlaceRecord(**{**values, **fields})


def around(*statuses, where=None, **fields):
    out = any(each.is_out for each in statuses)
    holding = Holding("Ada (K-17)", DAY, "IV-KE01-7", 7, 31)
    values = {
        "holdings": {1: holding} if out else {},
        "incidents": {1: 12} if Status.LOST in statuses or Status.STOLEN in statuses else {},
        "entries": {1: 99},
        "places": {5: where or place()},
    }
    return Around(**{**values, **fields})


def row(kind=Kind(), held=3, posts=3):  # noqa: B008 - frozen
    asked = RequirementRecord(
        id=1,
        unit="1st",
        kind=kind,
        posts=posts,
        scale=100,
        reserve=0,
        training=0,
        attrition=0,
        obsolete=False,
        basis="",
        stated_on=DAY,
    )
    return SurplusRow(kind, held, held, 0, 0, 0, 0, (asked,))


def surroundings(status, **fields):
    verdict = Evaluation(FOUND_PROFILE, MarkingVerdict.COMPLETE)
    values = {"around": around(status), "found": verdict, "surplus": (row(),)}
    return Surroundings(**{**values, **fields})


def order(state=OrderState.APPROVED, line=DisposalLineState.LISTED, **fields):
    counts = tuple(int(each is line) for each in DisposalLineState)
    values = {
        "id": 14,
        "number": "DO-KE01-14",
        "kind": DisposalKind.DESTRUCTION,
        "state": state,
        "ordered_on": DAY,
        "ordered_by": "Amina",
        "authority": "Ministry",
        "legal_basis": "Act",
        "reason": "old",
        "reference": "",
        "method": "cutting",
        "method_reason": "x",
        "comparison": "",
        "recipient": "",
        "digest": "0",
        "weapons": 1,
        "counts": counts,
    }
    return OrderRecord(**{**values, **fields})


def line(of, state, **fields):
    values = {
        "position": 1,
        "weapon": of,
        "state": state,
        "serial": of.serial or "",
        "maker": of.maker,
        "model": of.model,
        "calibre": of.calibre,
        "country": of.country,
        "category": of.category,
        "place_id": 5,
    }
    return OrderLineRecord(**{**values, **fields})


def on_order(order_state, line_state, status, **fields):
    """Return a weapon and what is around it while it is on an order."""
    of = weapon(status=status)
    made = order(order_state, line_state, **fields.pop("order", {}))
    at = surroundings(
        status, order=made, line=line(of, line_state, **fields.pop("line", {})), **fields
    )
    return of, at


def steps(of, at):
    return {each.act: each for each in next_steps(of, at)}


def possible(of, at):
    return {each.act for each in next_steps(of, at) if each.possible}


def why(of, at, act):
    found = steps(of, at)[act].why
    return "" if found is None else found.message_id.format_map(found.params)


# --- where it stands -----------------------------------------------------------------------------


def test_that_every_status_has_an_expectation():
    assert POSSIBLE.keys() == set(Status)


@pytest.mark.parametrize("status", Status)
def test_that_each_status_lets_happen_what_it_should(status):
    of = weapon(status=status)
    assert possible(of, surroundings(status)) == POSSIBLE[status]


@pytest.mark.parametrize("status", [each for each in Status if each.is_final])
def test_that_the_end_of_a_life_is_told_with_its_entry(status):
    told = ended(weapon(status=status), around(status))
    assert told is not None
    assert "99" in told.message_id.format_map(told.params)
    assert next_steps(weapon(status=status), surroundings(status)) == ()


@pytest.mark.parametrize("status", [each for each in Status if not each.is_final])
def test_that_a_life_that_goes_on_has_no_end(status):
    assert ended(weapon(status=status), around(status)) is None


def test_that_what_only_such_a_weapon_is_asked_comes_first():
    of = weapon(status=Status.LOST)
    assert next_steps(of, surroundings(Status.LOST))[0].act is LifeAct.RECOVER


# --- what stands in the way ----------------------------------------------------------------------


def test_that_an_unserviceable_weapon_goes_to_repair_alone():
    of = weapon(condition=Condition.UNSERVICEABLE)
    at = surroundings(Status.IN_STORE)
    assert possible(of, at) & GIVE_OUT == {LifeAct.REPAIR}
    assert "unserviceable" in why(of, at, LifeAct.ISSUE)


def test_that_what_is_out_says_who_has_it():
    of = weapon(status=Status.ISSUED)
    assert "Ada (K-17)" in why(of, surroundings(Status.ISSUED), LifeAct.ISSUE)


def test_that_a_count_over_the_place_is_in_the_way():
    of = weapon()
    at = surroundings(
        Status.IN_STORE, around=around(Status.IN_STORE, stocktakes={5: "77"}), order=None
    )
    assert not possible(of, at) & {*GIVE_OUT, LifeAct.MOVE}
    assert "77" in why(of, at, LifeAct.MOVE)


@pytest.mark.parametrize(
    ("kind", "seals", "sent"),
    [
        (PlaceKind.RACK, (), False),
        (PlaceKind.CONTAINER, (), False),
        (PlaceKind.CONTAINER, ("A1",), True),
    ],
)
def test_that_only_a_sealed_container_is_dispatched(kind, seals, sent):
    of = weapon()
    where = place(kind=kind, seals=seals)
    at = surroundings(Status.IN_STORE, around=around(Status.IN_STORE, where=where))
    assert (LifeAct.DISPATCH in possible(of, at)) is sent
    assert (LifeAct.MOVE in possible(of, at)) is not bool(seals)
    assert (why(of, at, LifeAct.DISPATCH) == "") is sent


@pytest.mark.parametrize("verdict", MarkingVerdict)
def test_that_a_seized_weapon_is_taken_into_stock_marked(verdict):
    of = weapon(status=Status.SEIZED)
    at = surroundings(Status.SEIZED, found=Evaluation(FOUND_PROFILE, verdict))
    complete = verdict is MarkingVerdict.COMPLETE
    assert (LifeAct.TAKE_INTO_STOCK in possible(of, at)) is complete


@pytest.mark.parametrize(("posts", "allowed"), [(2, True), (3, False), (4, False)])
def test_that_what_more_are_held_of_than_needed_can_be_declared(posts, allowed):
    of = weapon()
    at = surroundings(Status.IN_STORE, surplus=(row(weapon_kind(of), held=3, posts=posts),))
    assert (LifeAct.DECLARE in possible(of, at)) is allowed
    assert ("none is surplus" in why(of, at, LifeAct.DECLARE)) is not allowed


# --- on a disposal order -------------------------------------------------------------------------

CHAIN = {LifeAct.APPROVE, LifeAct.PLACE, LifeAct.READ, LifeAct.LIFT, LifeAct.DISPOSE}
LINES = DisposalLineState


@pytest.mark.parametrize(
    ("state", "at_line", "status", "expected"),
    [
        (OrderState.ORDERED, LINES.LISTED, Status.IN_STORE, {LifeAct.APPROVE}),
        (OrderState.ORDERED, LINES.LISTED, Status.ISSUED, set()),
        (OrderState.APPROVED, LINES.LISTED, Status.FOR_DISPOSAL, {LifeAct.PLACE}),
        (OrderState.APPROVED, LINES.PLACED, Status.FOR_DISPOSAL, {LifeAct.READ}),
        (OrderState.APPROVED, LINES.STOPPED, Status.FOR_DISPOSAL, {LifeAct.LIFT}),
        (OrderState.APPROVED, LINES.VERIFIED, Status.FOR_DISPOSAL, {LifeAct.DISPOSE}),
        (OrderState.APPROVED, LINES.PLACED, Status.STOLEN, set()),
        (OrderState.APPROVED, LINES.VERIFIED, Status.STOLEN, set()),
    ],
)
def test_that_each_step_of_an_order_comes_after_the_one_before(state, at_line, status, expected):
    of, at = on_order(state, at_line, status)
    assert possible(of, at) & CHAIN == expected
    assert LifeAct.TAKE_OFF in possible(of, at)
    assert LifeAct.ORDER not in steps(of, at)


@pytest.mark.parametrize("at_line", [each for each in LINES if not each.is_settled])
def test_that_a_correction_stops_every_step_but_taking_it_off(at_line):
    of, at = on_order(OrderState.APPROVED, at_line, Status.FOR_DISPOSAL, line={"changed": True})
    assert possible(of, at) & CHAIN == set()
    assert LifeAct.TAKE_OFF in possible(of, at)


def test_that_a_weapon_moved_from_the_guarded_place_is_not_read():
    of, at = on_order(OrderState.APPROVED, LINES.PLACED, Status.FOR_DISPOSAL, line={"place_id": 6})
    assert "not in the guarded place" in why(of, at, LifeAct.READ)


@pytest.mark.parametrize(
    ("state", "second"),
    [(OrderState.ORDERED, None), (OrderState.APPROVED, SecondPersonAct.DISPOSE)],
)
def test_that_two_take_a_weapon_off_what_two_approved(state, second):
    of, at = on_order(state, LINES.LISTED, Status.IN_STORE)
    assert steps(of, at)[LifeAct.TAKE_OFF].second is second


@pytest.mark.parametrize("kind", DisposalKind)
def test_that_disposing_leads_where_the_order_says(kind):
    of, at = on_order(
        OrderState.APPROVED, LINES.VERIFIED, Status.FOR_DISPOSAL, order={"kind": kind}
    )
    assert steps(of, at)[LifeAct.DISPOSE].to is kind.status


def test_that_a_hand_over_waits_for_its_conditions():
    of, at = on_order(
        OrderState.APPROVED,
        LINES.VERIFIED,
        Status.FOR_DISPOSAL,
        order={"kind": DisposalKind.RETURN},
    )
    assert "Licence" in why(of, at, LifeAct.DISPOSE)
    met = DisposalCheckRecord(
        check=DisposalCheck.LICENCE,
        passed=True,
        occurred_on=DAY,
        checked_by="Dora",
        reference="",
        notes="",
        seq=3,
    )
    assert LifeAct.DISPOSE in possible(of, dataclasses.replace(at, checks=(met,)))


def test_that_a_sale_waits_for_the_transfer_mark():
    checks = tuple(
        DisposalCheckRecord(
            check=each,
            passed=True,
            occurred_on=DAY,
            checked_by="Dora",
            reference="",
            notes="",
            seq=3,
        )
        for each in DisposalCheck
    )
    of, at = on_order(
        OrderState.APPROVED,
        LINES.VERIFIED,
        Status.FOR_DISPOSAL,
        order={"kind": DisposalKind.SALE},
        checks=checks,
    )
    assert "Transfer to civilian use" in why(of, at, LifeAct.DISPOSE)
    marked = dataclasses.replace(at, carries=frozenset({MarkOccasion.TRANSFER}))
    assert LifeAct.DISPOSE in possible(of, marked)


def test_that_a_disposal_is_verified_once_everything_is_finished():
    of, at = on_order(OrderState.APPROVED, LINES.DISPOSED, Status.DESTROYED)
    assert possible(of, at) == {LifeAct.ATTEST, LifeAct.FOUND_AGAIN}
    open_day = dataclasses.replace(at, order=order(line=LINES.DISPOSED, open_day=15))
    assert "still open" in why(of, open_day, LifeAct.ATTEST)
    left = dataclasses.replace(at, order=order(counts=(0, 0, 0, 1, 1, 0)))
    assert "1 weapons" in why(of, left, LifeAct.ATTEST)
    done = dataclasses.replace(at, order=order(OrderState.VERIFIED, LINES.DISPOSED))
    assert possible(of, done) == {LifeAct.FOUND_AGAIN}


def test_that_a_deactivation_is_verified_with_its_mark():
    of, at = on_order(
        OrderState.APPROVED,
        LINES.DISPOSED,
        Status.DEACTIVATED,
        order={"kind": DisposalKind.DEACTIVATION},
    )
    assert LifeAct.ATTEST not in possible(of, at)
    marked = dataclasses.replace(at, carries=frozenset({MarkOccasion.DEACTIVATION}))
    assert LifeAct.ATTEST in possible(of, marked)


# --- who may -------------------------------------------------------------------------------------


def test_that_every_act_is_granted_to_somebody():
    assert GRANTS.keys() == set(LifeAct)
    for act, grant in GRANTS.items():
        assert any(grant.permission in may for may in PERMISSIONS.values()), act


def test_that_a_step_names_whose_roles_allow_it():
    of = weapon()
    found = steps(of, surroundings(Status.IN_STORE))
    assert found[LifeAct.ISSUE].roles == (Role.STOREKEEPER, Role.DEPOT_MANAGER)
    assert found[LifeAct.ORDER].roles == (Role.DEPOT_MANAGER,)
    assert found[LifeAct.CORRECT].second is SecondPersonAct.CORRECT_IDENTITY


def test_that_no_act_leads_to_a_final_state_by_itself():
    assert not any(each.is_final for each in LEADS_TO.values())


@given(
    status=st.sampled_from(Status),
    condition=st.none() | st.sampled_from(Condition),
    state=st.none() | st.sampled_from(OrderState),
    at_line=st.sampled_from(DisposalLineState),
    kind=st.sampled_from(DisposalKind),
    changed=st.booleans(),
    sealed=st.booleans(),
    counted=st.booleans(),
    posts=st.integers(0, 5),
    verdict=st.sampled_from(MarkingVerdict),
    carries=st.frozensets(st.sampled_from(MarkOccasion)),
)
def test_that_nothing_changes_a_weapon_whose_life_is_over(
    status, condition, state, at_line, kind, changed, sealed, counted, posts, verdict, carries
):
    of = weapon(status=status, condition=condition)
    where = place(kind=PlaceKind.CONTAINER, seals=("A",) if sealed else ())
    at = Surroundings(
        around=around(status, where=where, stocktakes={5: "7"} if counted else {}),
        order=order(state, at_line, kind=kind) if state else None,
        line=line(of, at_line, changed=changed) if state else None,
        carries=carries,
        found=Evaluation(FOUND_PROFILE, verdict),
        surplus=(row(posts=posts),),
    )
    found = next_steps(of, at)
    assert len({each.act for each in found}) == len(found)
    assert all(each.roles for each in found)
    allowed = [each for each in found if each.possible]
    if status.is_final:
        assert not any(each.act.changes_weapon for each in allowed)
        assert ended(of, at.around) is not None
    else:
        assert allowed  # it can always be described, at least
    # the three that give it out never differ but for its condition
    given_out = {each.act for each in allowed} & GIVE_OUT
    assert given_out in (set(), GIVE_OUT, {LifeAct.REPAIR})
    assert not (LifeAct.RETURN in {each.act for each in allowed} and given_out)
