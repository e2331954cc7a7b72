"""Stocktakes from opening to closing: who may count what, what a count shows, what it leaves."""

from __future__ import annotations

import dataclasses
from fractions import Fraction

import pytest

from stockpile_app.domain import facts as f
from stockpile_app.domain.counting import TypeKey
from stockpile_app.domain.errors import (
    BadValue,
    CannotUndo,
    NotAllowed,
    NotAllowedNow,
    NotFound,
    SecondPersonNeeded,
)
from stockpile_app.domain.imports import ImportFiles
from stockpile_app.domain.progress import NoProgress
from stockpile_app.domain.stocktakes import (
    AssignDiscrepancy,
    CloseDiscrepancy,
    CloseStocktake,
    CountStranger,
    CountType,
    CountWeapon,
    OpenStocktake,
    RecountLine,
    RecountType,
    StocktakeState,
)
from stockpile_app.domain.vocabulary import (
    Category,
    CustodyKind,
    IncidentKind,
    LineResult,
    PersonKind,
    PlaceKind,
    Status,
    StocktakeKind,
)
from stockpile_app.domain.weapons import RegisterWeapon
from stockpile_app.persistence.verify import verify
from tests.builders import BRIAN, number
from tests.builders_stocktakes import (
    ADA,
    BO,
    DEPOT,
    RACK_1,
    RACK_2,
    STORE_A,
    STORE_B,
    TODAY,
    count,
    counted,
    day,
    furnish,
    opened,
)

ALL = range(1, 8)
RIFLES = TypeKey("rifle", "M16A1", "5.56 x 45 mm")


@pytest.fixture
def depot(services):
    yield furnish(services)
    assert verify(services.desk.store, NoProgress()).ok


def close(services, stocktake, second=None, **more):
    return services.stocktakes.close(
        CloseStocktake(**{"stocktake_id": stocktake, "occurred_on": services.desk.today, **more}),
        second,
    )


def record(services, *facts):
    with services.desk.store.write() as uow:
        uow.record(*facts)
        return uow.commit().head


def weapon(services, weapon_id):
    return services.weapons.load([weapon_id])[weapon_id]


def shown(result):
    return [
        (line.weapon.id if line.weapon else 0, line.result.value, line.belongs_id, line.found_id)
        for line in result.lines
    ]


# --- opening -------------------------------------------------------------------------------


def test_that_a_full_count_says_what_it_is_and_nothing_that_is_expected(depot):
    stocktake = depot.stocktakes.get(opened(depot, reason="half-year"))
    assert stocktake.number == f"ST-KE01-{stocktake.id}"
    assert stocktake.code.startswith(f"STKE01{stocktake.id:06d}")
    assert stocktake.path == "Main depot / Store A"
    assert stocktake.counters == (ADA, BO)
    assert stocktake.opened_on == TODAY
    assert stocktake.opened_by == "amina"
    assert stocktake.reason == "half-year"
    assert stocktake.state is StocktakeState.OPEN
    assert stocktake.is_open
    assert stocktake.is_blind
    assert (stocktake.expected, stocktake.found, stocktake.sample) == (None, None, 0)
    assert depot.stocktakes.all(open_only=True) == [stocktake]


@pytest.mark.parametrize(
    "counters", [(ADA, ""), ("", BO), (ADA, ADA), (ADA, " ada  OKELLO "), ("STRASSE", "straße")]
)
def test_that_two_different_people_count(depot, counters):
    with pytest.raises(BadValue, match="Two different people") as caught:
        opened(depot, counters=counters)
    assert caught.value.field == "counters"


def test_that_a_stocktake_is_not_opened_tomorrow(depot):
    with pytest.raises(BadValue, match="in the future"):
        opened(depot, occurred_on=day(1))


@pytest.mark.parametrize("place", [DEPOT, STORE_A, RACK_1])
def test_that_what_is_being_counted_is_not_counted_twice(depot, place):
    first = opened(depot)
    with pytest.raises(NotAllowedNow, match=rf"“Main depot / Store A” .* ST-KE01-{first}\b"):
        opened(depot, place_id=place)
    opened(depot, place_id=STORE_B)


def test_that_a_rack_can_be_counted_when_the_other_count_is_over(depot):
    depot.stocktakes.cancel(opened(depot), "fire drill")
    opened(depot, place_id=RACK_1)
    with pytest.raises(NotAllowedNow, match="Rack 1"):
        opened(depot)


def test_that_a_place_that_is_closed_sealed_or_away_is_not_counted(depot):
    record(
        depot,
        f.PlaceAdded(
            place=6, place_kind=PlaceKind.CONTAINER, code="C6", name="Box 6", parent=STORE_B
        ),
        f.PlaceAdded(
            place=7, place_kind=PlaceKind.CONTAINER, code="C7", name="Box 7", parent=STORE_B
        ),
        f.PlaceAdded(place=8, place_kind=PlaceKind.DEPOT, code="D8", name="Far depot"),
        f.PlaceClosed(place=7),
        f.ContainerSealed(place=6, seals=("S1",), occurred_on="2026-03-02", sealed_by=ADA),
    )
    with pytest.raises(NotAllowedNow, match="sealed"):
        opened(depot, place_id=6)
    with pytest.raises(NotFound):
        opened(depot, place_id=7)
    with pytest.raises(NotFound):
        opened(depot, place_id=99)
    record(
        depot,
        f.ContainerOpened(place=6, occurred_on="2026-03-02", opened_by=ADA),
        f.WeaponsDispatched(
            loads={6: ()},
            seals={6: ("S2",)},
            place=8,
            occurred_on="2026-03-02",
            expected_on="2026-03-09",
            handed_by=ADA,
            received_by=BO,
            authorised_by="C",
        ),
    )
    with pytest.raises(NotAllowedNow, match="on its way"):
        opened(depot, place_id=6)


def test_that_a_sample_is_the_longest_unseen_tenth_of_what_is_there(depot):
    first = depot.stocktakes.get(opened(depot, StocktakeKind.TENTH, seed="quiet river"))
    assert (first.sample, first.population, first.seed) == (1, 7, "quiet river")
    (sampled,) = depot.stocktakes.sheet_lines(first.id)
    count(depot, first.id, 1, [sampled.id])
    count(depot, first.id, 2, [sampled.id])
    depot.stocktakes.finish(first.id, 1)
    depot.stocktakes.finish(first.id, 2)
    close(depot, first.id)
    second = opened(depot, StocktakeKind.TENTH, seed="quiet river")
    assert depot.stocktakes.sheet_lines(second)[0].id != sampled.id


def test_that_a_seed_is_made_up_and_kept(depot):
    one = depot.stocktakes.get(opened(depot, StocktakeKind.TENTH))
    depot.stocktakes.cancel(one.id, "again")
    other = depot.stocktakes.get(opened(depot, StocktakeKind.TENTH))
    assert len(one.seed) == 16
    assert one.seed != other.seed


def test_that_there_is_no_sample_of_nothing(depot):
    record(depot, f.PlaceAdded(place=6, place_kind=PlaceKind.STORE, code="S", name="C", parent=1))
    with pytest.raises(NotAllowedNow, match="no weapon"):
        opened(depot, StocktakeKind.TENTH, place_id=6)


@pytest.mark.parametrize("keepers", [("", ""), (ADA, ""), (ADA, "ADA OKELLO")])
def test_that_a_handover_is_between_two_people(depot, keepers):
    with pytest.raises(BadValue, match="hands the store over"):
        opened(depot, StocktakeKind.HANDOVER, handing_over=keepers[0], taking_over=keepers[1])


# --- the lock ------------------------------------------------------------------------------------


@pytest.mark.parametrize("place", [DEPOT, STORE_A, RACK_1])
def test_that_nothing_is_registered_where_it_is_counted(depot, place):
    stocktake = opened(depot)
    ask = RegisterWeapon(place_id=place, serial="Q1")
    with pytest.raises(NotAllowedNow, match=rf"ST-KE01-{stocktake}\b"):
        depot.weapons.register(ask)
    depot.weapons.register(dataclasses.replace(ask, place_id=STORE_B))
    depot.stocktakes.cancel(stocktake, "x")
    depot.weapons.register(dataclasses.replace(ask, serial="Q2"))


def test_that_an_import_is_not_undone_where_it_is_counted(depot, tmp_path):
    file = tmp_path / "a.csv"
    file.write_text("Serial Number,Model,Depot,Store\nQ1,M9,Main depot,Store A\n")
    batch = depot.imports.run(ImportFiles(files=(file,))).batch
    stocktake = opened(depot)
    with pytest.raises(CannotUndo, match=rf"ST-KE01-{stocktake}\b"):
        depot.imports.undo(batch, "wrong file", BRIAN)
    depot.stocktakes.cancel(stocktake, "x")
    depot.imports.undo(batch, "wrong file", BRIAN)


# --- the kinds, end to end -------------------------------------------------------------------


@pytest.mark.parametrize("kind", [StocktakeKind.FULL, StocktakeKind.SURPRISE])
def test_that_a_count_without_differences_closes_with_nothing_open(depot, kind):
    stocktake = counted(depot, ALL, kind=kind)
    result = depot.stocktakes.result(stocktake)
    assert shown(result) == [(e, "found", RACK_1 if e < 5 else RACK_2, None) for e in ALL]
    assert (result.expected, result.found, result.accuracy) == (7, 7, Fraction(1))
    assert [(e.kind, e.expected, e.counted) for e in result.types] == [(RIFLES, 7, 7)]
    assert not result.shortage
    assert result.detection is None
    done = close(depot, stocktake, notes="all well")
    assert (done.discrepancies, done.incident_id) == (0, None)
    assert done.changes.stocktakes
    assert all(done.changes.touches(each) for each in ALL)
    record = depot.stocktakes.get(stocktake)
    assert record.state is StocktakeState.CLOSED
    assert (record.expected, record.found, record.closed_on) == (7, 7, TODAY)
    assert record.notes == "all well"
    assert depot.stocktakes.discrepancies() == []
    after = depot.stocktakes.result(stocktake)
    assert [(e.weapon.id, e.result) for e in after.lines] == [(e, LineResult.FOUND) for e in ALL]
    assert after.types == result.types


def test_that_a_handover_changes_the_keeper_when_it_is_closed(depot):
    stocktake = counted(depot, ALL, kind=StocktakeKind.HANDOVER, handing_over=ADA, taking_over=BO)
    keeper = {e.id: e.keeper for e in depot.places.all()}
    assert keeper[STORE_A] == ""
    assert close(depot, stocktake).changes.places
    assert {e.id: e.keeper for e in depot.places.all()}[STORE_A] == BO


def type_count(services, stocktake, counter, quantity, **more):
    values = {"category": Category.RIFLE, "model": "M16A1", "calibre": "5.56 x 45 mm", **more}
    return services.stocktakes.count_type(
        CountType(stocktake_id=stocktake, counter=counter, quantity=quantity, **values)
    )


def both_finish(services, stocktake):
    services.stocktakes.finish(stocktake, 1)
    services.stocktakes.finish(stocktake, 2)


def test_that_a_weekly_count_is_by_type_and_the_last_word_counts(depot):
    stocktake = opened(depot, StocktakeKind.WEEKLY)
    with pytest.raises(NotAllowedNow, match="by type"):
        count(depot, stocktake, 1, [1])
    assert type_count(depot, stocktake, 1, 6).counted == 1
    assert type_count(depot, stocktake, 1, 7).counted == 1
    type_count(depot, stocktake, 2, 7)
    assert depot.stocktakes.progress(stocktake, 1).counted == 1
    both_finish(depot, stocktake)
    assert depot.stocktakes.differences(stocktake).open == 0
    result = depot.stocktakes.result(stocktake)
    assert (result.expected, result.found, result.lines, result.shortage) == (7, 7, (), False)
    assert close(depot, stocktake).discrepancies == 0


def test_that_types_are_spelt_as_registered_whoever_counts_them(depot):
    stocktake = opened(depot, StocktakeKind.WEEKLY)
    type_count(depot, stocktake, 1, 7, model="m16a1", calibre="5.56 X 45 MM")
    assert [e.kind for e in depot.stocktakes.type_counts(stocktake, 1)] == [RIFLES]
    assert depot.stocktakes.known_types() == [RIFLES]


@pytest.mark.parametrize("quantity", [-1, 1_000_001])
def test_that_a_quantity_makes_sense(depot, quantity):
    stocktake = opened(depot, StocktakeKind.WEEKLY)
    with pytest.raises(BadValue, match="between 0"):
        type_count(depot, stocktake, 1, quantity)
    with pytest.raises(BadValue, match="which type"):
        type_count(depot, stocktake, 1, 1, category=None, model="", calibre="")


def test_that_types_are_counted_again_where_the_counters_differ(depot):
    stocktake = opened(depot, StocktakeKind.WEEKLY)
    type_count(depot, stocktake, 1, 7)
    type_count(depot, stocktake, 2, 5)
    type_count(depot, stocktake, 1, 1, model="AKM")
    type_count(depot, stocktake, 2, 1, model="AKM")
    both_finish(depot, stocktake)
    (differs,) = depot.stocktakes.differences(stocktake).types
    assert (differs.kind, differs.first, differs.second, differs.recount) == (RIFLES, 7, 5, None)
    with pytest.raises(BadValue, match="still to be counted again: 1"):
        close(depot, stocktake, BRIAN)
    akm = {"category": Category.RIFLE, "model": "AKM", "calibre": "5.56 x 45 mm"}
    with pytest.raises(NotAllowedNow, match="alike"):
        depot.stocktakes.recount_type(RecountType(stocktake_id=stocktake, quantity=1, **akm))
    depot.stocktakes.recount_type(
        RecountType(
            stocktake_id=stocktake,
            quantity=6,
            category=Category.RIFLE,
            model="M16A1",
            calibre="5.56 x 45 mm",
        )
    )
    assert depot.stocktakes.differences(stocktake).open == 0
    result = depot.stocktakes.result(stocktake)
    assert [(e.kind.model, e.expected, e.counted) for e in result.types] == [
        ("AKM", 0, 1),
        ("M16A1", 7, 6),
    ]
    assert result.shortage
    assert result.accuracy == Fraction(6, 7)
    with pytest.raises(SecondPersonNeeded):
        close(depot, stocktake)
    done = close(depot, stocktake, BRIAN)
    raised = depot.stocktakes.discrepancies(stocktake_id=stocktake)
    assert sorted((e.result.value, e.quantity, e.description) for e in raised) == [
        ("missing", -1, "M16A1 · 5.56 x 45 mm · Rifle or carbine"),
        ("unexpected", 1, "AKM · 5.56 x 45 mm · Rifle or carbine"),
    ]
    incident = depot.incidents.get(done.incident_id).incident
    assert (incident.kind, incident.stocktake_id) == (IncidentKind.UNEXPLAINED, stocktake)
    assert all(weapon(depot, e).status is Status.IN_STORE for e in ALL)
    assert depot.stocktakes.result(stocktake).types == result.types


def test_that_a_sample_says_what_it_can_find_and_counts_nothing_else(depot):
    stocktake = opened(depot, StocktakeKind.TENTH, seed="s")
    (sampled,) = depot.stocktakes.sheet_lines(stocktake)
    found = depot.stocktakes.detection(stocktake)
    assert (found.population, found.sample) == (7, 1)
    assert found.chances == ((1, Fraction(1, 7)), (2, Fraction(2, 7)), (5, Fraction(5, 7)))
    assert "no random draw" in found.note
    other = next(each for each in ALL if each != sampled.id)
    answer = depot.stocktakes.count(
        CountWeapon(stocktake_id=stocktake, counter=1, text=number(other))
    )
    assert answer.outcome == "not_in_sample"
    with pytest.raises(NotAllowedNow, match="sample"):
        depot.stocktakes.count_stranger(
            CountStranger(stocktake_id=stocktake, counter=1, serial_read="Q1")
        )
    count(depot, stocktake, 1, [sampled.id])
    count(depot, stocktake, 2, [sampled.id])
    both_finish(depot, stocktake)
    result = depot.stocktakes.result(stocktake)
    assert (result.expected, result.found, len(result.lines)) == (1, 1, 1)
    close(depot, stocktake)
    assert depot.stocktakes.result(stocktake).detection == found


def test_that_what_is_lost_while_it_is_looked_for_is_not_expected(depot):
    stocktake = opened(depot, StocktakeKind.TENTH)
    (sampled,) = depot.stocktakes.sheet_lines(stocktake)
    record(
        depot,
        f.IncidentReported(
            incident_kind=IncidentKind.THEFT,
            discovered_on=TODAY.isoformat(),
            circumstances="cut lock",
            reported_by=ADA,
            weapons=(sampled.number,),
        ),
    )
    both_finish(depot, stocktake)
    result = depot.stocktakes.result(stocktake)
    assert (result.expected, result.lines, result.shortage) == (0, (), False)


def test_that_strangers_are_counted_as_often_as_either_saw_them(depot):
    stocktake = opened(depot)
    for counter, times in ((1, 1), (2, 2)):
        count(depot, stocktake, counter, ALL)
        for _ in range(times):
            depot.stocktakes.count_stranger(
                CountStranger(stocktake_id=stocktake, counter=counter, description="Barrel")
            )
    both_finish(depot, stocktake)
    strangers = depot.stocktakes.result(stocktake).of(LineResult.UNEXPECTED)
    assert [each.description for each in strangers] == ["Barrel", "Barrel"]


# --- two counters ----------------------------------------------------------------------------


def test_that_only_lines_on_which_the_counters_differ_are_counted_again(depot):
    stocktake = counted(depot, [1, 2, 3, 4, 5, 6], [1, 2, 3, 4, 5, 7])
    found = depot.stocktakes.differences(stocktake)
    assert [(e.weapon.id, bool(e.first), bool(e.second)) for e in found.weapons] == [
        (6, True, False),
        (7, False, True),
    ]
    assert found.open == 2
    with pytest.raises(BadValue, match="still to be counted again: 2"):
        depot.stocktakes.result(stocktake)
    with pytest.raises(NotAllowedNow, match="alike"):
        depot.stocktakes.recount(RecountLine(stocktake_id=stocktake, weapon_id=1, found=False))
    depot.stocktakes.recount(RecountLine(stocktake_id=stocktake, weapon_id=6, found=False))
    depot.stocktakes.recount(RecountLine(stocktake_id=stocktake, weapon_id=6, found=True))
    with pytest.raises(BadValue, match="still to be counted again: 1"):
        close(depot, stocktake)
    depot.stocktakes.recount(
        RecountLine(stocktake_id=stocktake, weapon_id=7, found=True, place_id=RACK_2)
    )
    found = depot.stocktakes.differences(stocktake)
    assert found.open == 0
    assert found.weapons[1].places == {RACK_2: "Main depot / Store A / Rack 2"}
    assert close(depot, stocktake).discrepancies == 0


def test_that_another_place_serial_or_mark_is_a_difference(depot):
    stocktake = opened(depot)
    for counter in (1, 2):
        for each in ALL:
            depot.stocktakes.count(
                CountWeapon(
                    stocktake_id=stocktake,
                    counter=counter,
                    weapon_id=each,
                    place_id=(RACK_1 if counter == 1 else RACK_2) if each == 1 else None,
                    serial_read="Z1" if (each, counter) == (2, 1) else "",
                    altered=(each, counter) == (3, 2),
                )
            )
    both_finish(depot, stocktake)
    assert [e.weapon.id for e in depot.stocktakes.differences(stocktake).weapons] == [1, 2, 3]


def test_that_a_weapon_nobody_saw_can_be_looked_for_again(depot):
    stocktake = counted(depot, [1, 2, 3, 4, 5, 6])
    assert depot.stocktakes.result(stocktake).shortage
    with pytest.raises(NotAllowedNow, match="alike"):  # it belongs elsewhere, and nobody saw it
        depot.stocktakes.recount(RecountLine(stocktake_id=stocktake, weapon_id=8, found=True))
    depot.stocktakes.recount(RecountLine(stocktake_id=stocktake, weapon_id=7, found=True))
    assert not depot.stocktakes.result(stocktake).shortage


# --- blindness -------------------------------------------------------------------------------


def test_that_nothing_expected_is_told_before_both_have_finished(depot):
    stocktake = opened(depot)
    count(depot, stocktake, 1, [1, 2])
    for finished in (None, 1):
        if finished:
            depot.stocktakes.finish(stocktake, finished)
        for ask in (depot.stocktakes.result, depot.stocktakes.differences):
            with pytest.raises(NotAllowedNow, match="when both counters have finished"):
                ask(stocktake)
        with pytest.raises(NotAllowedNow):
            close(depot, stocktake, BRIAN)
        with pytest.raises(NotAllowedNow):
            depot.stocktakes.reconciliation(STORE_A, until=stocktake)
        assert depot.stocktakes.get(stocktake).expected is None
        assert depot.stocktakes.sheet_lines(stocktake) == []
    assert depot.stocktakes.discrepancies(stocktake_id=stocktake) == []


def test_that_who_waits_for_the_other_shows_nothing(depot):
    stocktake = opened(depot)
    count(depot, stocktake, 1, [1, 2])
    assert len(depot.stocktakes.lines(stocktake, 1)) == 2
    depot.stocktakes.finish(stocktake, 1)
    with pytest.raises(NotAllowedNow, match="shown when both"):
        depot.stocktakes.lines(stocktake, 1)
    with pytest.raises(NotAllowedNow, match="shown when both"):
        depot.stocktakes.type_counts(stocktake, 1)
    waiting = depot.stocktakes.progress(stocktake, 1)
    assert (waiting.finished, waiting.counted, waiting.last) == (True, 0, None)
    depot.stocktakes.finish(stocktake, 2)
    assert len(depot.stocktakes.lines(stocktake, 1)) == 2
    assert depot.stocktakes.progress(stocktake, 1).counted == 2


def test_that_the_history_of_a_weapon_tells_a_counter_nothing(depot):
    stocktake = opened(depot)
    count(depot, stocktake, 1, ALL)
    assert [e.kind for e in depot.weapons.history(1)] == ["weapon-registered"]
    count(depot, stocktake, 2, ALL)
    both_finish(depot, stocktake)
    close(depot, stocktake)
    kinds = [e.kind for e in depot.weapons.history(1)]
    assert kinds == ["weapon-registered", "weapon-counted", "weapon-counted"]


def test_that_an_answer_never_says_where_a_weapon_belongs(depot):
    stocktake = opened(depot)
    answer = depot.stocktakes.count(
        CountWeapon(stocktake_id=stocktake, counter=1, text=number(8), place_id=RACK_1)
    )
    told = str(dataclasses.asdict(answer))
    assert "Store B" not in told
    assert "in_store" not in told


# --- results ---------------------------------------------------------------------------------


def test_that_every_result_is_told_apart_and_keeps(depot):
    record(
        depot,
        f.PersonAdded(person=40, person_kind=PersonKind.PERSON, name="Corporal Dia"),
        f.WeaponsIssued(
            weapons=(number(7),),
            custody=CustodyKind.ISSUE,
            person=40,
            occurred_on="2026-03-02",
            handed_by=ADA,
            received_by="Corporal Dia",
            authorised_by=BO,
        ),
    )
    stocktake = opened(depot)
    for counter in (1, 2):
        seen = {
            1: {},
            2: {"place_id": RACK_2},  # misplaced
            3: {"serial_read": "A-000-33"},  # another serial
            4: {"altered": True, "place_id": RACK_1},
            5: {"serial_read": "a 00005"},  # as registered, spelt otherwise
            7: {},  # issued
            8: {"place_id": RACK_1},  # belongs to store B
        }  # 6 is missing
        for each, more in seen.items():
            depot.stocktakes.count(
                CountWeapon(stocktake_id=stocktake, counter=counter, weapon_id=each, **more)
            )
        depot.stocktakes.count_stranger(
            CountStranger(
                stocktake_id=stocktake,
                counter=counter,
                serial_read="q 77" if counter == 1 else "Q77",
                description="pistol",
                place_id=RACK_1,
            )
        )
        if counter == 2:
            depot.stocktakes.count_stranger(
                CountStranger(stocktake_id=stocktake, counter=2, description="a barrel")
            )
    both_finish(depot, stocktake)
    assert depot.stocktakes.differences(stocktake).open == 0
    result = depot.stocktakes.result(stocktake)
    expected = [
        (1, "found", RACK_1, None),
        (2, "misplaced", RACK_1, RACK_2),
        (3, "found", RACK_1, None),
        (3, "serial_differs", RACK_1, None),
        (4, "found", RACK_1, RACK_1),
        (4, "mark_altered", RACK_1, RACK_1),
        (5, "found", RACK_2, None),
        (6, "missing", RACK_2, None),
        (7, "unexpected", None, None),
        (8, "unexpected", STORE_B, RACK_1),
        (0, "unexpected", None, RACK_1),
        (0, "unexpected", None, None),
    ]
    assert shown(result) == expected
    assert (result.expected, result.found) == (6, 5)
    assert result.accuracy == Fraction(2, 6)
    assert [(e.expected, e.counted) for e in result.types] == [(6, 7)]
    (issued,) = [e for e in result.lines if e.weapon and e.weapon.id == 7]
    assert issued.status is Status.ISSUED
    done = close(depot, stocktake, BRIAN)
    assert done.discrepancies == 8
    raised = depot.stocktakes.discrepancies(stocktake_id=stocktake)[::-1]
    assert [e.weapon.id if e.weapon else 0 for e in raised] == [2, 3, 4, 6, 7, 8, 0, 0]
    assert raised[0].belongs == "Main depot / Store A / Rack 1"
    assert raised[0].found == "Main depot / Store A / Rack 2"
    assert raised[1].serial_read == "A-000-33"
    assert raised[4].description == "Registered as: Issued"
    assert raised[6].serial_read == "q 77"
    assert raised[7].description == "a barrel"
    # what has happened since does not change it
    record(
        depot,
        f.WeaponsMoved(
            weapons=(number(2), number(8)), place=RACK_2, occurred_on="2026-03-02", handed_by=ADA
        ),
    )
    after = depot.stocktakes.result(stocktake)
    places = {1: None, 3: None, 5: None}
    assert [e[:2] for e in shown(after)] == [e[:2] for e in expected]
    assert [e[2] for e in shown(after)] == [
        places.get(e[0], e[2]) if e[1] == "found" else e[2] for e in expected
    ]
    assert (after.accuracy, after.types) == (result.accuracy, result.types)
    assert after.approved_by == "Brian"
    assert after.incident_id == done.incident_id


def test_that_a_shortage_needs_a_second_person_and_opens_an_incident(depot):
    earlier = counted(depot, ALL)
    close(depot, earlier)
    depot.desk.store.clock.advance(days=3)
    stocktake = counted(depot, [1, 2, 3, 4, 6])
    with pytest.raises(SecondPersonNeeded):
        close(depot, stocktake)
    assert depot.stocktakes.get(stocktake).state is StocktakeState.COUNTED
    done = close(depot, stocktake, BRIAN)
    incident = depot.incidents.get(done.incident_id)
    assert incident.incident.kind is IncidentKind.UNEXPLAINED
    assert incident.incident.stocktake_id == stocktake
    assert [e.weapon.id for e in incident.weapons] == [5, 7]
    assert incident.incident.occurred_from == TODAY
    assert incident.incident.occurred_until == day(3)
    assert weapon(depot, 5).status is Status.LOST
    assert weapon(depot, 6).status is Status.IN_STORE
    entry = depot.ledgers.entries(kinds=["stocktake-closed"])[0]
    assert entry.approved_by == "brian"
    assert done.changes.incidents


def test_that_the_second_person_may_not_be_the_first(depot):
    stocktake = counted(depot, [1])
    with pytest.raises(NotAllowed):
        close(depot, stocktake, dataclasses.replace(BRIAN, name="amina"))


def test_that_a_stocktake_is_closed_once_and_not_before_it_was_opened(depot):
    stocktake = counted(depot, ALL)
    with pytest.raises(BadValue, match="cannot have been closed before"):
        close(depot, stocktake, occurred_on=day(-1))
    close(depot, stocktake)
    with pytest.raises(NotAllowedNow, match="over already"):
        close(depot, stocktake)
    with pytest.raises(NotAllowedNow, match="over already"):
        depot.stocktakes.cancel(stocktake, "late")
    with pytest.raises(NotAllowedNow):
        depot.stocktakes.recount(RecountLine(stocktake_id=stocktake, weapon_id=1, found=True))


def test_that_a_cancelled_count_says_why_and_unlocks_the_place(depot):
    stocktake = opened(depot)
    count(depot, stocktake, 1, [1])
    with pytest.raises(BadValue, match="Say why"):
        depot.stocktakes.cancel(stocktake, " ")
    depot.stocktakes.cancel(stocktake, "fire drill")
    record = depot.stocktakes.get(stocktake)
    assert (record.state, record.notes) == (StocktakeState.CANCELLED, "fire drill")
    with pytest.raises(NotAllowedNow, match="cancelled"):
        depot.stocktakes.result(stocktake)
    assert [e.kind for e in depot.weapons.history(1)][-1] == "weapon-counted"
    opened(depot)


def test_that_an_unknown_stocktake_is_not_found(depot):
    for ask in (depot.stocktakes.get, depot.stocktakes.result, depot.stocktakes.sheet_lines):
        with pytest.raises(NotFound, match="no such stocktake"):
            ask(999)


def sightings(services):
    with services.desk.store.read() as connection:
        rows = connection.exec_driver_sql(
            "SELECT weapon_id, seen_on, stocktake_id FROM sighting ORDER BY weapon_id"
        )
        return {row[0]: (row[1], row[2]) for row in rows}


def test_that_only_what_was_seen_in_the_end_is_a_sighting(depot):
    stocktake = counted(depot, [1, 2, 3, 4, 8], [1, 2, 3, 5, 8])
    for each, found in ((4, True), (5, False), (6, True)):
        depot.stocktakes.recount(RecountLine(stocktake_id=stocktake, weapon_id=each, found=found))
    assert sightings(depot) == {}
    close(depot, stocktake, BRIAN)
    assert sightings(depot) == dict.fromkeys([1, 2, 3, 4, 6, 8], (str(TODAY), stocktake))


def test_that_a_count_closed_with_an_earlier_day_does_not_hide_a_later_one(depot):
    rack = counted(depot, [1, 2, 3, 4], place_id=RACK_1)
    depot.desk.store.clock.advance(days=2)
    other = opened(depot, place_id=RACK_2)
    for counter in (1, 2):
        count(depot, other, counter, [5, 6, 7, 1])
    both_finish(depot, other)
    close(depot, other)
    close(depot, rack, occurred_on=TODAY)
    assert sightings(depot)[1] == (str(day(2)), other)
    assert sightings(depot)[2] == (str(TODAY), rack)


def test_that_a_count_by_type_or_a_cancelled_one_sees_no_weapon(depot):
    stocktake = opened(depot)
    for counter in (1, 2):
        count(depot, stocktake, counter, [1])
    both_finish(depot, stocktake)
    depot.stocktakes.cancel(stocktake, "fire drill")
    assert sightings(depot) == {}


# --- discrepancies -----------------------------------------------------------------------------


@pytest.fixture
def short(depot):
    stocktake = opened(depot)
    for counter in (1, 2):
        count(depot, stocktake, counter, [1, 2, 3, 4, 5, 6, 8])
    both_finish(depot, stocktake)
    close(depot, stocktake, BRIAN)
    missing, unexpected = depot.stocktakes.discrepancies(open_only=True)[::-1]
    return depot.stocktakes, missing, unexpected


def test_that_a_discrepancy_needs_owner_cause_and_action(short):
    stocktakes, _, unexpected = short
    assert unexpected.number == f"DC-KE01-{unexpected.id}"
    assert unexpected.place == "Main depot / Store A"
    assert unexpected.belongs == "Main depot / Store B"
    ask = CloseDiscrepancy(discrepancy_id=unexpected.id, outcome="put back", occurred_on=day(0))
    with pytest.raises(NotAllowedNow, match="Say first who"):
        stocktakes.close_discrepancy(ask)
    with pytest.raises(BadValue, match="Say who"):
        stocktakes.assign(AssignDiscrepancy(discrepancy_id=unexpected.id, owner=" "))
    half = AssignDiscrepancy(discrepancy_id=unexpected.id, owner=ADA, due_on=day(14))
    stocktakes.assign(half)
    with pytest.raises(NotAllowedNow, match="Say first who"):
        stocktakes.close_discrepancy(ask)
    stocktakes.assign(dataclasses.replace(half, cause="wrong label", action="moved back"))
    with pytest.raises(BadValue, match="how it was settled"):
        stocktakes.close_discrepancy(dataclasses.replace(ask, outcome=""))
    with pytest.raises(BadValue, match="cannot have been settled before"):
        stocktakes.close_discrepancy(dataclasses.replace(ask, occurred_on=day(-1)))
    stocktakes.close_discrepancy(ask)
    found = next(e for e in stocktakes.discrepancies() if e.id == unexpected.id)
    assert (found.owner, found.cause, found.action) == (ADA, "wrong label", "moved back")
    assert (found.due_on, found.outcome, found.closed_on) == (day(14), "put back", day(0))
    assert [e.id for e in stocktakes.discrepancies(open_only=True)] != [found.id]
    with pytest.raises(NotAllowedNow, match="closed already"):
        stocktakes.close_discrepancy(ask)
    with pytest.raises(NotAllowedNow, match="closed already"):
        stocktakes.assign(half)


def test_that_a_missing_weapon_is_settled_by_two(short):
    stocktakes, missing, unexpected = short
    assert (missing.is_shortage, unexpected.is_shortage) == (True, False)
    stocktakes.assign(
        AssignDiscrepancy(discrepancy_id=missing.id, owner=ADA, cause="theft", action="police")
    )
    ask = CloseDiscrepancy(discrepancy_id=missing.id, outcome="written off", occurred_on=day(0))
    with pytest.raises(SecondPersonNeeded):
        stocktakes.close_discrepancy(ask)
    stocktakes.close_discrepancy(ask, BRIAN)
    assert [e.id for e in stocktakes.discrepancies(open_only=True)] == [unexpected.id]
    with pytest.raises(NotFound):
        stocktakes.close_discrepancy(dataclasses.replace(ask, discrepancy_id=999), BRIAN)


def test_that_lists_are_read_in_pages(short, services):
    stocktakes, missing, unexpected = short
    assert [e.id for e in stocktakes.discrepancies(limit=1)] == [unexpected.id]
    assert [e.id for e in stocktakes.discrepancies(before=unexpected.id)] == [missing.id]
    other = stocktakes.open(
        OpenStocktake(
            kind=StocktakeKind.FULL, place_id=STORE_B, counters=(ADA, BO), occurred_on=TODAY
        )
    ).stocktake_id
    assert [e.id for e in stocktakes.all(limit=1)] == [other]
    assert [e.id for e in stocktakes.all(before=other)] == [missing.stocktake_id]
    assert [e.id for e in stocktakes.all(place_id=STORE_A)] == [missing.stocktake_id]


# --- the schedule --------------------------------------------------------------------------------


def due(services, place):
    return {e.kind.value: e for e in services.stocktakes.due() if e.place_id == place}


def test_that_every_store_with_weapons_is_due_from_the_day_it_is_used(depot):
    found = due(depot, STORE_A)
    assert {kind: (e.last, e.due, e.overdue) for kind, e in found.items()} == {
        "weekly": (None, day(7), False),
        "tenth": (None, day(7), False),
        "full": (None, TODAY.replace(month=9), False),
    }
    assert [e.place_id for e in depot.stocktakes.due()][:2] == [STORE_A, STORE_A]
    record(depot, f.PlaceAdded(place=6, place_kind=PlaceKind.STORE, code="S", name="C", parent=1))
    assert {e.place_id for e in depot.stocktakes.due()} == {STORE_A, STORE_B}
    depot.desk.store.clock.advance(days=7)
    assert not any(e.overdue for e in depot.stocktakes.due())
    depot.desk.store.clock.advance(days=1)
    assert {(e.place_id, e.kind.value) for e in depot.stocktakes.due() if e.overdue} == {
        (place, kind) for place in (STORE_A, STORE_B) for kind in ("weekly", "tenth")
    }


def test_that_a_count_of_everything_does_for_the_smaller_ones(depot):
    depot.desk.store.clock.advance(days=10)
    stocktake = counted(depot, ALL)
    assert {e.open_id for e in due(depot, STORE_A).values()} == {stocktake}
    assert {e.open_id for e in due(depot, STORE_B).values()} == {None}
    close(depot, stocktake)
    found = due(depot, STORE_A)
    assert {e.last for e in found.values()} == {day(10)}
    assert found["weekly"].due == day(17)
    assert found["full"].due == day(10).replace(month=9)


def test_that_a_weekly_count_is_no_full_one_and_a_rack_is_no_store(depot):
    stocktake = opened(depot, StocktakeKind.WEEKLY)
    for counter in (1, 2):
        type_count(depot, stocktake, counter, 7)
    both_finish(depot, stocktake)
    close(depot, stocktake)
    close(depot, counted(depot, [1, 2, 3, 4], place_id=RACK_1))
    assert {kind: e.last for kind, e in due(depot, STORE_A).items()} == {
        "weekly": TODAY,
        "tenth": None,
        "full": None,
    }
    close(depot, counted(depot, range(1, 10), place_id=DEPOT))
    assert {e.last for e in depot.stocktakes.due()} == {TODAY}


def test_that_a_store_is_due_from_the_day_weapons_were_brought_to_it(depot):
    depot.desk.store.clock.advance(days=30)
    record(
        depot,
        f.PlaceAdded(place=6, place_kind=PlaceKind.STORE, code="S", name="C", parent=1),
        f.WeaponsMoved(
            weapons=(number(1),), place=6, occurred_on=day(30).isoformat(), handed_by=ADA
        ),
    )
    assert due(depot, 6)["weekly"].due == day(37)
    assert due(depot, STORE_A)["weekly"].due == day(7)


def test_that_weapons_outside_the_stores_are_due_with_their_depot(depot):
    record(
        depot,
        f.WeaponsMoved(weapons=(number(1),), place=DEPOT, occurred_on="2026-03-02", handed_by=ADA),
    )
    assert due(depot, DEPOT)["full"].path == "Main depot"
