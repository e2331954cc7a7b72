"""Opening + in - out - losses + recoveries = closing, whatever happens between two counts."""

from __future__ import annotations

import pytest

from stockpile_app.domain import facts as f
from stockpile_app.domain.counting import Balance, TypeKey
from stockpile_app.domain.errors import BadValue, NotFound
from stockpile_app.domain.progress import NoProgress
from stockpile_app.domain.stocktakes import CloseStocktake, CountType
from stockpile_app.domain.vocabulary import (
    Category,
    CustodyKind,
    IncidentKind,
    PersonKind,
    PlaceKind,
    StocktakeKind,
)
from stockpile_app.persistence.verify import verify
from tests.builders import BRIAN, approver, number, tamper, weapon
from tests.builders_stocktakes import (
    ADA,
    BO,
    DEPOT,
    RACK_1,
    RACK_2,
    STORE_A,
    STORE_B,
    counted,
    furnish,
    opened,
)

DAY = "2026-03-02"
ALL = range(1, 8)
RIFLES = TypeKey("rifle", "M16A1", "5.56 x 45 mm")
CRATE, FAR, FAR_STORE = 6, 7, 8


@pytest.fixture
def depot(services):
    furnish(services)
    record(
        services,
        f.PersonAdded(person=40, person_kind=PersonKind.UNIT, name="1st company"),
        f.PlaceAdded(
            place=CRATE, place_kind=PlaceKind.CONTAINER, code="C6", name="Crate", parent=STORE_A
        ),
        f.PlaceAdded(place=FAR, place_kind=PlaceKind.DEPOT, code="D7", name="Far depot"),
        f.PlaceAdded(
            place=FAR_STORE, place_kind=PlaceKind.STORE, code="S8", name="Far store", parent=FAR
        ),
    )
    yield services
    assert verify(services.desk.store, NoProgress()).ok


def record(services, *facts, by_two=False):
    store = services.desk.store
    with store.write(approver(store) if by_two else None) as uow:
        uow.record(*facts)
        return uow.commit().head


def close(services, stocktake, second=None):
    ask = CloseStocktake(stocktake_id=stocktake, occurred_on=services.desk.today)
    services.stocktakes.close(ask, second)
    return stocktake


def moved(place, *weapons):
    return f.WeaponsMoved(
        weapons=tuple(map(number, weapons)), place=place, occurred_on=DAY, handed_by=ADA
    )


def issued(*weapons):
    return f.WeaponsIssued(
        weapons=tuple(map(number, weapons)),
        custody=CustodyKind.ISSUE,
        person=40,
        occurred_on=DAY,
        handed_by=ADA,
        received_by=BO,
        authorised_by="Cdr Eze",
    )


def returned(place, *weapons):
    return f.WeaponsReturned(
        weapons=tuple(map(number, weapons)),
        person=40,
        place=place,
        occurred_on=DAY,
        handed_by=BO,
        received_by=ADA,
    )


def stolen(*weapons):
    return f.IncidentReported(
        incident_kind=IncidentKind.THEFT,
        discovered_on=DAY,
        circumstances="cut lock",
        reported_by=ADA,
        weapons=tuple(map(number, weapons)),
    )


def recovered(place, *weapons):
    return f.WeaponsRecovered(
        weapons=tuple(map(number, weapons)),
        place=place,
        occurred_on=DAY,
        received_by=ADA,
        circumstances="found in a ditch",
    )


def dispatched(weapons, container=CRATE):
    return f.WeaponsDispatched(
        loads={container: tuple(map(number, weapons))},
        seals={container: ("S1",)},
        place=FAR,
        occurred_on=DAY,
        expected_on=DAY,
        handed_by=ADA,
        received_by=BO,
        authorised_by="Cdr Eze",
    )


def arrived(dispatch, weapons, missing=()):
    return f.DispatchReceived(
        dispatch=dispatch,
        place=FAR_STORE,
        weapons=tuple(map(number, weapons)),
        missing=tuple(map(number, missing)),
        containers=(CRATE,),
        intact=(CRATE,),
        occurred_on=DAY,
        handed_by=BO,
        received_by=ADA,
    )


def carried(parent):
    return f.PlaceMoved(place=CRATE, parent=parent, occurred_on=DAY)


def balances(services, place=STORE_A, **more):
    found = services.stocktakes.reconciliation(place, **more)
    return {(e.path.rpartition(" / ")[2], e.row.kind): e.row.balance for e in found.rows}


def books(services, place=STORE_A, **more):
    """Return the balance of the rifles, when there is no other type."""
    (balance,) = balances(services, place, **more).values()
    return balance


# --- since the beginning -----------------------------------------------------------------------


def test_that_what_was_registered_explains_what_is_there(depot):
    assert books(depot) == Balance(received=7, closing=7)
    assert books(depot, RACK_2) == Balance(received=3, closing=3)
    first = close(depot, counted(depot, ALL))
    assert books(depot, until=first) == Balance(received=7, closing=7)
    assert books(depot) == Balance(opening=7, closing=7)


def test_that_stores_of_a_depot_are_looked_at_one_by_one(depot):
    record(depot, moved(STORE_B, 1), moved(DEPOT, 9))
    found = depot.stocktakes.reconciliation(DEPOT)
    assert found.path == "Main depot"
    assert (found.since, found.until, found.residue) == (None, None, 0)
    assert balances(depot, DEPOT) == {
        ("Main depot", RIFLES): Balance(received=1, closing=1),
        ("Store A", RIFLES): Balance(received=7, issued=1, closing=6),
        ("Store B", RIFLES): Balance(received=3, issued=1, closing=2),
    }
    stocktake = close(depot, counted(depot, range(1, 10), place_id=DEPOT))
    assert books(depot, DEPOT, until=stocktake) == Balance(received=9, closing=9)


# --- between two counts -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "still_there", "balance"),
    [
        ([moved(RACK_2, 1)], ALL, Balance(7, 0, 0, 0, 0, 7)),
        ([moved(STORE_B, 1, 2)], [3, 4, 5, 6, 7], Balance(7, 0, 2, 0, 0, 5)),
        ([moved(RACK_1, 8)], range(1, 9), Balance(7, 1, 0, 0, 0, 8)),
        (
            [issued(1), issued(2), returned(RACK_2, 1)],
            [1, 3, 4, 5, 6, 7],
            Balance(7, 1, 2, 0, 0, 6),
        ),
        ([issued(1), returned(STORE_B, 1)], range(2, 8), Balance(7, 0, 1, 0, 0, 6)),
        ([stolen(3)], [1, 2, 4, 5, 6, 7], Balance(7, 0, 0, 1, 0, 6)),
        ([stolen(3), recovered(RACK_2, 3)], ALL, Balance(7, 0, 0, 1, 1, 7)),
        ([issued(3), stolen(3)], [1, 2, 4, 5, 6, 7], Balance(7, 0, 1, 0, 0, 6)),
        ([stolen(3), recovered(STORE_B, 3)], [1, 2, 4, 5, 6, 7], Balance(7, 0, 0, 1, 0, 6)),
        (
            [weapon(20, place=RACK_1, category=Category.RIFLE)],
            [*ALL, 20],
            Balance(7, 1, 0, 0, 0, 8),
        ),
        (
            [weapon(20, place=RACK_1, category=Category.RIFLE), moved(STORE_B, 20)],
            ALL,
            Balance(7, 1, 1, 0, 0, 7),
        ),
        ([moved(CRATE, 1, 2), carried(STORE_B)], range(3, 8), Balance(7, 0, 2, 0, 0, 5)),
        (
            [moved(CRATE, 1, 8), carried(STORE_B), issued(1), carried(STORE_A)],
            range(2, 9),
            Balance(7, 2, 2, 0, 0, 7),
        ),
        ([carried(STORE_B), moved(CRATE, 1)], range(2, 8), Balance(7, 0, 1, 0, 0, 6)),
    ],
)
def test_that_movements_leave_no_residue(depot, facts, still_there, balance):
    close(depot, counted(depot, ALL))
    for fact in facts:
        record(depot, fact)
    assert books(depot) == balance
    assert balance.residue == 0
    second = close(depot, counted(depot, still_there))
    assert books(depot, until=second) == balance
    assert depot.stocktakes.reconciliation(STORE_A, until=second).residue == 0


def test_that_what_was_in_a_container_goes_and_comes_with_it(depot):
    record(depot, moved(CRATE, 1, 2))
    first = close(depot, counted(depot, ALL))
    record(depot, carried(STORE_B))
    assert books(depot) == Balance(7, 0, 2, 0, 0, 5)
    assert books(depot, STORE_B) == Balance(received=4, closing=4)
    record(depot, issued(2))
    record(depot, carried(RACK_1))
    assert books(depot) == Balance(7, 1, 2, 0, 0, 6)
    second = close(depot, counted(depot, [1, 3, 4, 5, 6, 7]))
    assert books(depot, until=second, since=first) == Balance(7, 1, 2, 0, 0, 6)


def test_that_a_dispatch_goes_out_here_and_comes_in_there(depot):
    close(depot, counted(depot, ALL))
    record(depot, moved(CRATE, 1, 2))
    dispatch = record(depot, dispatched([1, 2]))
    assert books(depot) == Balance(7, 0, 2, 0, 0, 5)
    assert balances(depot, FAR) == {}
    record(depot, arrived(dispatch, [1], missing=[2]))
    assert books(depot) == Balance(7, 0, 2, 0, 0, 5)
    assert balances(depot, FAR) == {("Far store", RIFLES): Balance(0, 1, 0, 0, 0, 1)}
    close(depot, counted(depot, [1], place_id=FAR_STORE))
    assert books(depot, FAR_STORE) == Balance(1, 0, 0, 0, 0, 1)


def test_that_a_withdrawn_registration_goes_out(depot):
    close(depot, counted(depot, ALL))
    seq = depot.weapons.load([1])[1].registered_seq
    record(depot, f.RegistrationWithdrawn(number=number(1), corrects=seq, reason="twice"))
    assert books(depot) == Balance(7, 0, 1, 0, 0, 6)


def test_that_a_corrected_type_goes_out_of_one_and_into_another(depot):
    close(depot, counted(depot, ALL))
    seq = depot.weapons.load([1])[1].registered_seq
    other = RIFLES._replace(model="M4")
    record(
        depot,
        f.IdentityCorrected(
            number=number(1),
            corrects=seq,
            reason="misread",
            serial="A00001",
            model="M4",
            calibre="5.56 x 45 mm",
        ),
        f.WeaponDescribed(number=number(2), occurred_on=DAY, category=Category.RIFLE, notes="x"),
        by_two=True,
    )
    expected = {
        ("Store A", RIFLES): Balance(7, 0, 1, 0, 0, 6),
        ("Store A", other): Balance(0, 1, 0, 0, 0, 1),
    }
    assert balances(depot) == expected
    second = close(depot, counted(depot, ALL))
    record(depot, f.WeaponDescribed(number=number(1), occurred_on=DAY, category=Category.PISTOL))
    assert balances(depot, until=second) == expected
    assert balances(depot)["Store A", other] == Balance(1, 0, 1, 0, 0, 0)


def test_that_a_weapon_corrected_before_it_was_counted_is_no_flow(depot):
    record(depot, f.WeaponDescribed(number=number(1), occurred_on=DAY, category=Category.PISTOL))
    kind = RIFLES._replace(category="pistol")
    assert balances(depot)["Store A", kind] == Balance(received=1, closing=1)
    assert balances(depot)["Store A", RIFLES] == Balance(received=7, issued=1, closing=6)
    close(depot, counted(depot, ALL))
    assert balances(depot)["Store A", kind] == Balance(opening=1, closing=1)


# --- residues ---------------------------------------------------------------------------------


def test_that_a_shortage_is_a_residue_of_its_own_period_and_of_no_other(depot):
    close(depot, counted(depot, ALL))
    second = close(depot, counted(depot, [1, 2, 3, 4, 5]), BRIAN)
    assert books(depot, until=second) == Balance(opening=7, closing=5)
    assert books(depot, until=second).residue == -2
    assert books(depot) == Balance(opening=5, closing=5)
    record(depot, recovered(RACK_1, 6))
    assert books(depot) == Balance(opening=5, recovered=1, closing=6)
    third = close(depot, counted(depot, [1, 2, 3, 4, 5, 6]))
    assert books(depot, until=third, since=second).residue == 0


def test_that_what_was_too_many_is_a_residue_and_not_again_when_it_is_put_right(depot):
    second = close(depot, counted(depot, range(1, 9)))
    assert books(depot, until=second) == Balance(received=7, closing=8)
    record(depot, moved(RACK_1, 8))
    assert books(depot) == Balance(opening=8, closing=8)


def weekly(services, *figures, close_=True, second=None):
    stocktake = opened(services, StocktakeKind.WEEKLY)
    for counter in (1, 2):
        for model, quantity in figures:
            services.stocktakes.count_type(
                CountType(
                    stocktake_id=stocktake,
                    counter=counter,
                    category=Category.RIFLE,
                    model=model,
                    calibre="5.56 x 45 mm",
                    quantity=quantity,
                )
            )
        services.stocktakes.finish(stocktake, counter)
    return close(services, stocktake, second) if close_ else stocktake


def test_that_weekly_counts_are_reconciled_by_type(depot):
    first = weekly(depot, ("M16A1", 7))
    record(depot, moved(STORE_B, 1), moved(RACK_1, 8), issued(8))
    second = weekly(depot, ("M16A1", 5), ("AKM", 1), close_=False)
    expected = {
        ("Store A", RIFLES): Balance(opening=7, received=1, issued=2, closing=5),
        ("Store A", RIFLES._replace(model="AKM")): Balance(closing=1),
    }
    assert balances(depot, until=second, since=first) == expected
    close(depot, second, BRIAN)
    assert balances(depot, until=second) == expected
    assert depot.stocktakes.reconciliation(STORE_A, until=second).residue == 2


def test_that_a_tampered_figure_is_a_residue(services):
    furnish(services)
    close(services, counted(services, ALL))
    tamper(services.desk.store, "UPDATE counted_type SET counted = 6")
    assert books(services).residue == 1
    assert not verify(services.desk.store, NoProgress()).ok


def test_that_figures_of_another_place_or_kind_are_refused(depot):
    rack = close(depot, counted(depot, [1, 2, 3, 4], place_id=RACK_1))
    sample = opened(depot, StocktakeKind.TENTH, place_id=STORE_B)
    for counter in (1, 2):
        depot.stocktakes.finish(sample, counter)
    with pytest.raises(BadValue, match="does not give figures"):
        depot.stocktakes.reconciliation(STORE_A, until=rack)
    with pytest.raises(BadValue, match="does not give figures"):
        depot.stocktakes.reconciliation(STORE_B, until=sample)
    with pytest.raises(NotFound):
        depot.stocktakes.reconciliation(99)
    with pytest.raises(NotFound):
        depot.stocktakes.reconciliation(STORE_A, until=999)
    unclosed = counted(depot, ALL)
    with pytest.raises(BadValue, match="not closed"):
        depot.stocktakes.reconciliation(STORE_A, since=unclosed)
    assert books(depot, until=unclosed).residue == 0
