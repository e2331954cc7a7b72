"""A destruction that nobody can doubt: each step in its order, by two people, once, for good."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from stockpile_app.domain.disposal import (
    ApproveDisposal,
    CancelDisposal,
    DisposeOfWeapons,
    LiftStop,
    ReadWeapon,
    RemoveFromOrder,
    ReportFoundAgain,
    StatedTotal,
    Witness,
)
from stockpile_app.domain.disposal_records import DisposalLineState, OrderState
from stockpile_app.domain.disposal_totals import TotalsDiffer
from stockpile_app.domain.documents import PrintAuditSheet
from stockpile_app.domain.errors import (
    BadValue,
    DisposedOf,
    Duplicate,
    NotAllowed,
    NotAllowedNow,
    NotFound,
    SecondPersonNeeded,
    SignInRefused,
)
from stockpile_app.domain.imports import ImportFiles
from stockpile_app.domain.incidents import ReportIncident
from stockpile_app.domain.movements import MoveWeapons
from stockpile_app.domain.people import AddPerson
from stockpile_app.domain.progress import NoProgress
from stockpile_app.domain.records import WeaponQuery
from stockpile_app.domain.staff import GainQualification
from stockpile_app.domain.users import Credentials
from stockpile_app.domain.vocabulary import (
    Category,
    Component,
    IncidentKind,
    MovementKind,
    Status,
)
from stockpile_app.domain.weapons import CorrectIdentity, DescribeWeapon
from stockpile_app.persistence.verify import verify
from tests.builders import BRIAN, GITA, PASSWORD
from tests.builders_disposal import (
    TODAY,
    WITNESS,
    Depot,
    attest_command,
    order_command,
    place_command,
)

moment = dt.datetime.fromisoformat
AMINA = Credentials("amina", PASSWORD)


@pytest.fixture
def depot(services):
    return Depot(services)


def status(depot, weapon_id):
    return depot.services.desk.weapon(weapon_id).status


def state(depot, order, weapon_id):
    lines = depot.services.disposal.lines(order)
    return next(each.state for each in lines if each.weapon.id == weapon_id)


def approve(order):
    return ApproveDisposal(order_id=order, occurred_on=TODAY)


# --- the whole way -------------------------------------------------------------------------------


def test_that_a_destruction_goes_its_whole_way(depot, services_as):
    order = depot.placed()
    session = depot.day(order)
    depot.read(session)
    session.dispose(DisposeOfWeapons())
    depot.close(session, 4)
    services = services_as("dora")
    services.disposal.attest(attest_command(order, 4))
    details = services.disposal.get(order)
    assert details.order.state is OrderState.VERIFIED
    assert details.order.count(DisposalLineState.DISPOSED) == 4
    assert (details.order.ordered_by, details.order.approved_by) == ("Amina", "Brian")
    assert (details.days[0].reader, details.days[0].confirmer) == ("Amina", "Brian")
    assert details.order.verified_by == "Dora"
    assert details.days[0].scrap == 14200
    assert [each.disposed for each in details.totals] == [4]
    weapons = services.weapons.load(depot.weapons)
    assert {each.status for each in weapons.values()} == {Status.DESTROYED}
    assert verify(services.desk.store, NoProgress()).ok


def test_that_every_step_is_signed_by_two(depot):
    order = depot.placed()
    session = depot.day(order)
    depot.read(session, depot.weapons[0])
    session.dispose(DisposeOfWeapons())
    approvals = {
        each.kind: (each.recorded_by, each.approved_by)
        for each in depot.services.ledgers.entries()
        if each.kind.startswith(("disposal-", "weapons-disposed"))
    }
    by_two = ("amina", "brian")
    assert approvals["disposal-approved"] == by_two
    assert approvals["disposal-day-opened"] == by_two
    assert approvals["disposal-weapon-verified"] == by_two
    assert approvals["weapons-disposed"] == by_two


def test_that_the_books_of_the_store_explain_what_left(depot):
    order = depot.placed()
    session = depot.day(order)
    depot.read(session)
    session.dispose(DisposeOfWeapons())
    rows = depot.services.stocktakes.reconciliation(depot.cage).rows
    assert [each.row.balance.residue for each in rows] == [0]
    assert rows[0].row.balance.issued == 4
    moves = depot.services.movements.custody_history(depot.weapons[0])
    assert moves[-1].ended_by is MovementKind.DISPOSAL or moves[-1].status is Status.DESTROYED


# --- ordered and approved ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("authority", " "),
        ("legal_basis", ""),
        ("reason", ""),
        ("method", ""),
        ("method_reason", ""),
        ("weapon_ids", ()),
        ("occurred_on", TODAY + dt.timedelta(days=1)),
    ],
)
def test_that_an_order_says_everything(depot, field, value):
    command = dataclasses.replace(order_command(depot.weapons), **{field: value})
    with pytest.raises(BadValue) as refused:
        depot.services.disposal.order(command)
    assert refused.value.field == field.replace("weapon_ids", "weapons")
    assert not depot.services.disposal.list()


def test_that_a_weapon_is_on_one_open_order(depot):
    first = depot.order()
    number = depot.services.disposal.get(first).order.number
    with pytest.raises(NotAllowedNow, match=number):
        depot.order(depot.weapons[2])
    depot.services.disposal.cancel(CancelDisposal(order_id=first, reason="not now"))
    assert depot.order(depot.weapons[2]) != first


def test_that_nobody_approves_their_own_order(depot, services_as):
    order = depot.order()
    with pytest.raises(NotAllowed):
        depot.services.disposal.approve(approve(order), AMINA)
    with pytest.raises(SecondPersonNeeded):
        depot.services.disposal.approve(approve(order), None)
    with pytest.raises(SignInRefused):
        depot.services.disposal.approve(approve(order), Credentials("brian", "wrong" * 4))
    # nor when somebody else is signed in: who ordered it may not be the second person
    services = services_as("brian")
    with pytest.raises(NotAllowed, match="ordered it"):
        services.disposal.approve(approve(order), AMINA)
    assert services.disposal.get(order).order.state is OrderState.ORDERED
    services.disposal.approve(approve(order), GITA)
    assert services.disposal.get(order).order.approved_by == "Gita"


def test_that_who_may_not_approve_is_no_second_person(depot):
    order = depot.order()
    for name in ("chipo", "dora"):
        with pytest.raises(NotAllowed):
            depot.services.disposal.approve(approve(order), Credentials(name, PASSWORD))


def test_that_an_order_is_approved_once(depot):
    order = depot.approved()
    with pytest.raises(NotAllowedNow, match="already"):
        depot.services.disposal.approve(approve(order), BRIAN)


def test_that_a_changed_identity_stops_the_approval(depot):
    order = depot.order()
    depot.services.weapons.correct(
        CorrectIdentity(weapon_id=depot.weapons[1], reason="misread", serial="KM9999"), BRIAN
    )
    with pytest.raises(NotAllowedNow, match="corrected after it was listed"):
        depot.services.disposal.approve(approve(order), BRIAN)


def test_that_an_approved_weapon_is_for_disposal_and_goes_nowhere_else(depot):
    depot.approved()
    assert status(depot, depot.weapons[0]) is Status.FOR_DISPOSAL
    with pytest.raises(NotAllowedNow):
        depot.order(depot.weapons[0])


# --- no step is skipped --------------------------------------------------------------------------


def test_that_nothing_is_placed_before_the_approval(depot):
    order = depot.order()
    with pytest.raises(NotAllowedNow, match="not approved"):
        depot.services.disposal.place(place_command(order, depot.cage))


def test_that_no_day_begins_before_the_approval_or_with_nothing_there(depot):
    order = depot.order()
    with pytest.raises(NotAllowedNow, match="not approved"):
        depot.day(order)
    depot.services.disposal.approve(approve(order), BRIAN)
    with pytest.raises(NotAllowedNow, match="waits in a guarded place"):
        depot.day(order)


def test_that_who_lost_the_qualification_does_no_work(depot):
    order, services = depot.placed(), depot.services
    person = services.people.add(AddPerson(name="Otieno")).person_id
    services.staff.gain(
        GainQualification(
            person_id=person,
            topic="disposal",
            gained_on=dt.date(2020, 1, 1),
            expires_on=dt.date(2022, 1, 1),
        )
    )
    with pytest.raises(BadValue, match="a qualification ran out") as refused:
        depot.day(order, operator="Otieno")
    assert refused.value.field == "operator"


def test_that_nothing_is_disposed_of_that_was_not_read(depot):
    session = depot.day(depot.placed())
    with pytest.raises(NotAllowedNow):
        session.dispose(DisposeOfWeapons())
    with pytest.raises(NotAllowedNow, match="not read and confirmed"):
        session.dispose(DisposeOfWeapons(weapon_ids=(depot.weapons[0],)))
    depot.read(session, depot.weapons[0])
    with pytest.raises(NotAllowedNow):
        session.dispose(DisposeOfWeapons(weapon_ids=(depot.weapons[0], depot.weapons[1])))
    assert status(depot, depot.weapons[0]) is Status.FOR_DISPOSAL


def test_that_a_weapon_that_was_not_brought_is_not_read(depot):
    order = depot.approved()
    one = depot.weapons[0]
    depot.services.disposal.place(place_command(order, depot.cage, weapon_ids=(one,)))
    session = depot.day(order)
    with pytest.raises(NotAllowedNow, match="not brought"):
        session.read(ReadWeapon(depot.weapons[1], "KM0002", "KM0002"))


def test_that_a_weapon_that_is_not_listed_is_put_aside(depot):
    stranger = depot.register("KM0777")
    session = depot.day(depot.placed(*depot.weapons))
    with pytest.raises(NotAllowedNow, match="Put it aside"):
        session.read(ReadWeapon(stranger, "KM0777", "KM0777"))
    with pytest.raises(NotAllowedNow, match="Put it aside"):
        session.find("KM0777")
    with pytest.raises(NotAllowedNow, match="Put it aside"):
        session.dispose(DisposeOfWeapons(weapon_ids=(stranger,)))
    with pytest.raises(NotFound):
        session.find("nothing at all")


def test_that_what_was_read_yesterday_is_read_again(depot):
    order = depot.placed()
    session = depot.day(order)
    depot.read(session, *depot.weapons[:2])
    session.dispose(DisposeOfWeapons(weapon_ids=(depot.weapons[0],)))
    depot.close(session, 1)
    assert state(depot, order, depot.weapons[1]) is DisposalLineState.PLACED
    again = depot.day(order)
    with pytest.raises(NotAllowedNow, match="not read and confirmed"):
        again.dispose(DisposeOfWeapons(weapon_ids=(depot.weapons[1],)))
    with pytest.raises(NotAllowedNow, match="disposed of already"):
        again.read(ReadWeapon(depot.weapons[0], "KM0001", "KM0001"))


def test_that_verification_comes_last(depot, services_as):
    order = depot.placed()
    session = depot.day(order)
    depot.read(session, depot.weapons[0])
    session.dispose(DisposeOfWeapons())
    dora = services_as("dora")
    with pytest.raises(NotAllowedNow, match="still open"):
        dora.disposal.attest(attest_command(order, 1))
    amina = services_as("amina")
    amina.disposal.close_day(depot.close_command(session.day.id, 1), BRIAN)
    dora = services_as("dora")
    with pytest.raises(NotAllowedNow, match="neither disposed of nor taken off"):
        dora.disposal.attest(attest_command(order, 1))


# --- two people ----------------------------------------------------------------------------------


def test_that_one_person_cannot_open_a_day(depot):
    order = depot.placed()
    for second, refusal in (
        (None, SecondPersonNeeded),
        (AMINA, NotAllowed),
        (Credentials("amina ", PASSWORD), NotAllowed),
        (Credentials("AMINA", PASSWORD), NotAllowed),
        (Credentials("chipo", PASSWORD), NotAllowed),
    ):
        with pytest.raises(refusal):
            depot.services.disposal.open_day(depot.day_command(order), second)
    assert depot.services.disposal.get(order).order.open_day is None


def test_that_the_second_person_signs_in_again_after_a_pause(depot, clock):
    order = depot.placed()
    session = depot.day(order)
    clock.advance(minutes=10)
    depot.read(session, depot.weapons[0])
    clock.advance(minutes=15, seconds=1)
    assert not session.is_live
    with pytest.raises(SecondPersonNeeded):
        session.read(ReadWeapon(depot.weapons[1], "KM0002", "KM0002"))
    with pytest.raises(SecondPersonNeeded):
        session.dispose(DisposeOfWeapons())
    again = depot.services.disposal.resume_day(session.day.id, BRIAN)
    again.dispose(DisposeOfWeapons())
    assert status(depot, depot.weapons[0]) is Status.DESTROYED


def test_that_a_locked_window_forgets_the_second_person(depot):
    session = depot.day(depot.placed())
    session.end()
    with pytest.raises(SecondPersonNeeded):
        session.read(ReadWeapon(depot.weapons[0], "KM0001", "KM0001"))


def test_that_the_same_two_go_on_with_a_day(depot, services_as):
    order = depot.placed()
    day = depot.day(order).day.id
    with pytest.raises(NotAllowed, match="began this day"):
        depot.services.disposal.resume_day(day, GITA)
    services = services_as("brian")
    with pytest.raises(NotAllowed, match="began this day"):
        services.disposal.resume_day(day, AMINA)
    with pytest.raises(NotAllowedNow, match="still open"):
        services.disposal.open_day(depot.day_command(order), GITA)


def test_that_a_power_cut_loses_nothing_that_was_answered(depot, services_as):
    order = depot.placed()
    session = depot.day(order)
    depot.read(session, *depot.weapons[:3])
    session.dispose(DisposeOfWeapons(weapon_ids=tuple(depot.weapons[:2])))
    depot.services = services_as("amina")  # the program starts again
    details = depot.services.disposal.get(order)
    assert details.order.open_day == session.day.id
    assert details.order.count(DisposalLineState.DISPOSED) == 2
    assert details.order.count(DisposalLineState.VERIFIED) == 1
    again = depot.services.disposal.resume_day(details.order.open_day, BRIAN)
    again.dispose(DisposeOfWeapons())
    depot.read(again, depot.weapons[3])
    again.dispose(DisposeOfWeapons())
    depot.close(again, 4)
    assert depot.services.disposal.get(order).order.left == 0


# --- serial by serial ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("read", "confirmed", "why"),
    [
        ("KM0001", "KM0002", "did not read the same"),
        ("KM0002", "KM0002", "not what is listed"),
        ("", "KM0001", "did not read the same"),
        ("", "", "not what is listed"),
        ("KMO001", "KM0001", "look-alike"),
    ],
)
def test_that_what_does_not_match_stops_that_weapon_and_not_the_day(depot, read, confirmed, why):
    order = depot.placed()
    session = depot.day(order)
    one, other = depot.weapons[:2]
    answer = session.read(ReadWeapon(one, read, confirmed))
    assert not answer.matched
    assert why in answer.why
    assert answer.line.state is DisposalLineState.STOPPED
    assert (answer.line.serial_read, answer.line.serial_confirmed) == (read, confirmed)
    with pytest.raises(NotAllowedNow, match="stopped"):
        session.read(ReadWeapon(one, "KM0001", "KM0001"))
    with pytest.raises(NotAllowedNow, match="stopped"):
        session.dispose(DisposeOfWeapons(weapon_ids=(one,)))
    depot.read(session, other)
    session.dispose(DisposeOfWeapons())
    assert status(depot, one) is Status.FOR_DISPOSAL
    assert status(depot, other) is Status.DESTROYED


@pytest.mark.parametrize("read", ["km0001", " KM 0001", "KM-0001", "ＫＭ０００１"])
def test_that_case_and_separators_do_not_stop_a_weapon(depot, read):
    session = depot.day(depot.placed())
    assert session.read(ReadWeapon(depot.weapons[0], read, "KM0001")).matched


def test_that_a_weapon_without_serial_has_nothing_to_read(depot):
    from stockpile_app.domain.vocabulary import SerialState  # noqa: PLC0415

    plain = depot.register("", serial_state=SerialState.ILLEGIBLE)
    session = depot.day(depot.placed(plain, depot.weapons[0]))
    assert not session.read(ReadWeapon(depot.weapons[0], "", "")).matched
    assert session.read(ReadWeapon(plain, "", "")).matched


def test_that_a_stop_is_lifted_by_two_and_read_again(depot):
    order = depot.placed()
    session = depot.day(order)
    one = depot.weapons[0]
    session.read(ReadWeapon(one, "KM0007", "KM0001"))
    lift = LiftStop(order_id=order, weapon_id=one, explanation="Rust over the last digit.")
    with pytest.raises(SecondPersonNeeded):
        depot.services.disposal.lift(lift, None)
    with pytest.raises(BadValue):
        depot.services.disposal.lift(dataclasses.replace(lift, explanation=""), BRIAN)
    depot.services.disposal.lift(lift, BRIAN)
    with pytest.raises(NotAllowedNow):
        depot.services.disposal.lift(lift, BRIAN)
    depot.read(session, one)
    assert state(depot, order, one) is DisposalLineState.VERIFIED


def test_that_a_corrected_identity_stops_the_weapon_at_the_cutter(depot):
    order = depot.placed()
    one = depot.weapons[0]
    depot.services.weapons.correct(
        CorrectIdentity(weapon_id=one, reason="misread", serial="KM9999"), BRIAN
    )
    session = depot.day(order)
    with pytest.raises(NotAllowedNow, match="corrected after it was listed"):
        session.read(ReadWeapon(one, "KM9999", "KM9999"))


def test_that_a_weapon_that_was_moved_away_is_not_read(depot):
    from stockpile_app.domain.movements import MoveWeapons  # noqa: PLC0415

    order = depot.placed()
    one = depot.weapons[0]
    depot.services.movements.move(
        MoveWeapons(weapon_ids=(one,), place_id=depot.store, occurred_on=TODAY, handed_by="Chipo")
    )
    session = depot.day(order)
    with pytest.raises(NotAllowedNow, match="not in the guarded place"):
        session.read(ReadWeapon(one, "KM0001", "KM0001"))
    depot.services.disposal.place(place_command(order, depot.cage, weapon_ids=(one,)))
    depot.read(session, one)


# --- once, and for good --------------------------------------------------------------------------


def test_that_nothing_is_disposed_of_twice(depot):
    session = depot.day(depot.placed())
    depot.read(session, depot.weapons[0])
    session.dispose(DisposeOfWeapons())
    with pytest.raises(NotAllowedNow):
        session.dispose(DisposeOfWeapons())
    with pytest.raises(NotAllowedNow, match="disposed of already"):
        session.dispose(DisposeOfWeapons(weapon_ids=(depot.weapons[0],)))
    with pytest.raises(NotAllowedNow, match="destroyed"):
        depot.order(depot.weapons[0])


def test_that_a_destroyed_weapon_cannot_be_changed(depot):
    session = depot.day(depot.placed())
    one = depot.weapons[0]
    depot.read(session, one)
    session.dispose(DisposeOfWeapons())
    weapons = depot.services.weapons
    with pytest.raises(NotAllowedNow):
        weapons.describe(DescribeWeapon(weapon_id=one))
    with pytest.raises(NotAllowedNow):
        weapons.correct(CorrectIdentity(weapon_id=one, reason="x", serial="KM1"), BRIAN)


def test_that_a_verified_order_is_over(depot, services_as):
    order = depot.placed()
    session = depot.day(order)
    depot.read(session)
    session.dispose(DisposeOfWeapons())
    depot.close(session, 4)
    services_as("dora").disposal.attest(attest_command(order, 4))
    disposal = services_as("amina").disposal
    one = depot.weapons[0]
    for act in (
        lambda: disposal.cancel(CancelDisposal(order_id=order, reason="x"), BRIAN),
        lambda: disposal.remove(
            RemoveFromOrder(order_id=order, weapon_ids=(one,), reason="x"), BRIAN
        ),
        lambda: disposal.place(place_command(order, depot.cage)),
        lambda: disposal.open_day(depot.day_command(order), BRIAN),
        lambda: disposal.approve(approve(order), BRIAN),
        lambda: disposal.resume_day(session.day.id, BRIAN),
        lambda: disposal.close_day(depot.close_command(session.day.id, 4), BRIAN),
    ):
        with pytest.raises(NotAllowedNow):
            act()
    dora = services_as("dora")
    with pytest.raises(NotAllowedNow):
        dora.disposal.attest(attest_command(order, 4))


# --- totals --------------------------------------------------------------------------------------


def test_that_a_day_whose_number_does_not_agree_is_not_closed(depot):
    order = depot.placed()
    session = depot.day(order)
    depot.read(session, *depot.weapons[:3])
    session.dispose(DisposeOfWeapons())
    with pytest.raises(TotalsDiffer, match=r"counted 2, recorded 3, difference -1"):
        depot.close(session, 2)
    assert session.is_live
    depot.close(session, 3)


@pytest.mark.parametrize("stated", [3, 5, 0])
def test_that_totals_that_do_not_agree_are_refused_with_the_difference(depot, services_as, stated):
    order = depot.placed()
    session = depot.day(order)
    depot.read(session)
    session.dispose(DisposeOfWeapons())
    depot.close(session, 4)
    dora = services_as("dora")
    with pytest.raises(TotalsDiffer, match=f"AKM: counted {stated}, recorded 4") as refused:
        dora.disposal.attest(attest_command(order, stated))
    assert refused.value.differences == (("AKM", stated, 4),)
    other = StatedTotal(category=Category.PISTOL, model="Makarov", calibre="", weapons=1)
    more = attest_command(order, 4)
    with pytest.raises(TotalsDiffer, match="Makarov"):
        dora.disposal.attest(dataclasses.replace(more, totals=(*more.totals, other)))
    dora.disposal.attest(more)


@pytest.mark.parametrize("name", ["amina", "brian"])
def test_that_who_took_part_does_not_verify(depot, services_as, name):
    order = depot.placed()
    session = depot.day(order)
    depot.read(session)
    session.dispose(DisposeOfWeapons())
    depot.close(session, 4)
    with pytest.raises(NotAllowed, match="took part"):
        services_as(name).disposal.attest(attest_command(order, 4))


def test_that_who_did_the_work_does_not_verify(depot, services_as):
    order = depot.placed()
    session = depot.day(order, operator="Dora")
    depot.read(session)
    session.dispose(DisposeOfWeapons())
    depot.close(session, 4)
    with pytest.raises(NotAllowed, match="took part"):
        services_as("dora").disposal.attest(attest_command(order, 4))


# --- days ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("operator", ""),
        ("witnesses", ()),
        ("witnesses", (Witness("", "UN"),)),
        ("witnesses", (Witness("Otieno", "UN"),)),
        ("witnesses", (Witness("amina", "UN"),)),
        ("witnesses", (Witness("Brian", "UN"),)),
        ("witnesses", (WITNESS, WITNESS)),
        ("components", (Component.BARREL,)),
        ("started_at", moment("2126-01-01T00:00")),
    ],
)
def test_that_a_day_says_everything(depot, field, value):
    order = depot.placed()
    with pytest.raises(BadValue) as refused:
        depot.day(order, **{field: value})
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("scrap", -1),
        ("scrap_to", ""),
        ("ended_at", moment("2026-03-01T00:00")),
        ("ended_at", moment("2126-01-01T00:00")),
    ],
)
def test_that_the_end_of_a_day_says_everything(depot, field, value):
    session = depot.day(depot.placed())
    with pytest.raises(BadValue) as refused:
        depot.close(session, 0, **{field: value})
    assert refused.value.field == field


# --- given up, taken off -------------------------------------------------------------------------


def test_that_a_cancelled_order_gives_its_weapons_back(depot):
    order = depot.approved()
    cancel = CancelDisposal(order_id=order, reason="The law changed.")
    with pytest.raises(SecondPersonNeeded):
        depot.services.disposal.cancel(cancel)
    depot.services.disposal.cancel(cancel, BRIAN)
    assert {status(depot, each) for each in depot.weapons} == {Status.IN_STORE}
    assert depot.services.disposal.get(order).order.state is OrderState.CANCELLED


def test_that_an_order_that_was_begun_is_not_cancelled(depot):
    order = depot.placed()
    session = depot.day(order)
    depot.read(session, depot.weapons[0])
    session.dispose(DisposeOfWeapons())
    with pytest.raises(NotAllowedNow, match="cannot be cancelled"):
        depot.services.disposal.cancel(CancelDisposal(order_id=order, reason="x"), BRIAN)


def test_that_weapons_are_taken_off_by_two(depot):
    order = depot.placed()
    session = depot.day(order)
    one, other = depot.weapons[:2]
    session.read(ReadWeapon(one, "X", "X"))
    off = RemoveFromOrder(order_id=order, weapon_ids=(one,), reason="It is another weapon.")
    with pytest.raises(SecondPersonNeeded):
        depot.services.disposal.remove(off)
    depot.services.disposal.remove(off, BRIAN)
    assert state(depot, order, one) is DisposalLineState.REMOVED
    assert status(depot, one) is Status.IN_STORE
    with pytest.raises(NotAllowedNow):
        depot.services.disposal.remove(off, BRIAN)
    depot.read(session, other)
    session.dispose(DisposeOfWeapons())
    with pytest.raises(NotAllowedNow, match="settled"):
        depot.services.disposal.remove(
            RemoveFromOrder(order_id=order, weapon_ids=(other,), reason="x"), BRIAN
        )


# --- there again ---------------------------------------------------------------------------------


def test_that_a_weapon_found_after_its_destruction_raises_an_alarm(depot, services_as):
    order = depot.placed()
    session = depot.day(order)
    depot.read(session)
    session.dispose(DisposeOfWeapons())
    depot.close(session, 4)
    services_as("dora").disposal.attest(attest_command(order, 4))
    services = services_as("chipo")
    one = depot.weapons[0]
    assert services.disposal.disposed(one).order_id == order
    found = ReportFoundAgain(
        weapon_id=one, occurred_on=TODAY, circumstances="Seized at a road block."
    )
    done = services.disposal.found_again(found)
    incident = services.incidents.get(done.incident_id).incident
    assert services.desk.weapon(one).number in incident.circumstances
    assert services.disposal.disposed(one).incident_id == done.incident_id
    assert services.desk.weapon(one).status is Status.DESTROYED
    with pytest.raises(BadValue):
        services.disposal.found_again(dataclasses.replace(found, circumstances=""))


def test_that_only_what_was_disposed_of_can_be_there_again(depot):
    assert depot.services.disposal.disposed(depot.weapons[0]) is None
    with pytest.raises(NotAllowedNow):
        depot.services.disposal.found_again(
            ReportFoundAgain(weapon_id=depot.weapons[0], occurred_on=TODAY, circumstances="x")
        )


def test_that_a_disposed_weapon_cannot_be_registered_as_new(depot):
    order = depot.placed()
    session = depot.day(order)
    depot.read(session)
    session.dispose(DisposeOfWeapons())
    one = depot.services.desk.weapon(depot.weapons[0])
    with pytest.raises(DisposedOf, match=r"ALARM: serial .* disposed of by .*raise the alarm"):
        depot.register(one.serial)
    with pytest.raises(Duplicate):  # as for whatever is registered already
        depot.register(one.serial.lower())


def test_that_an_imported_row_of_a_disposed_weapon_is_told_loudly(depot, tmp_path):
    order = depot.placed()
    session = depot.day(order)
    depot.read(session)
    session.dispose(DisposeOfWeapons())
    one = depot.services.desk.weapon(depot.weapons[0])
    file = tmp_path / "found.csv"
    file.write_text(f"Serial Number,Maker,Model\n{one.serial},{one.maker},{one.model}\n")
    plan = depot.services.imports.rehearse(ImportFiles(files=(file,)))
    (said,) = [each for each in plan.warnings if "DISPOSED WEAPON" in each.message_id]
    assert said.params["number"] == one.number
    assert said.params["order"] == depot.services.disposal.get(order).order.number


def test_that_what_was_disposed_of_is_held_no_more(depot, tmp_path):
    services = depot.services
    before = services.overview.read().holdings.weapons
    order = depot.placed()
    session = depot.day(order)
    depot.read(session, *depot.weapons[:2])
    session.dispose(DisposeOfWeapons())
    assert services.overview.read().holdings.weapons == before - 2
    done = services.documents.audit_sheet(PrintAuditSheet(out=tmp_path / "sheet.pdf"))
    assert done.weapons == before - 2
    assert len(services.weapons.snapshot(WeaponQuery())) == before


@pytest.mark.parametrize("placed", [False, True])
def test_that_a_weapon_stolen_from_the_guarded_place_is_not_brought_there(depot, placed):
    services, (weapon, *_others) = depot.services, depot.weapons
    services.movements.move(
        MoveWeapons(weapon_ids=(weapon,), place_id=depot.cage, occurred_on=TODAY, handed_by="Chipo")
    )
    order = depot.placed(weapon) if placed else depot.approved(weapon)
    services.incidents.report(
        ReportIncident(
            kind=IncidentKind.THEFT,
            discovered_on=TODAY,
            circumstances="not there",
            weapon_ids=(weapon,),
        )
    )
    with pytest.raises(NotAllowedNow, match="was reported stolen"):
        services.disposal.place(place_command(order, depot.cage, weapon_ids=(weapon,)))
