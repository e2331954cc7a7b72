"""What each scan and each typed text is answered with while a store is counted."""

from __future__ import annotations

import pytest

from stockpile_app.domain import facts as f
from stockpile_app.domain.errors import BadValue, NotAllowedNow, NotFound, ReadOnly
from stockpile_app.domain.numbers import CodeKind, PaperCode, RegisterNumber
from stockpile_app.domain.progress import NoProgress
from stockpile_app.domain.stocktakes import AmendLine, CountOutcome, CountStranger, CountWeapon
from stockpile_app.domain.vocabulary import CountMeans, IncidentKind, PlaceKind, Status
from stockpile_app.persistence.verify import verify
from tests.builders import number, weapon
from tests.builders_stocktakes import (
    ADA,
    RACK_1,
    RACK_2,
    STORE_A,
    STORE_B,
    count,
    furnish,
    opened,
)

TYPED = CountMeans.DIGITS


@pytest.fixture
def depot(services):
    yield furnish(services)
    assert verify(services.desk.store, NoProgress()).ok


@pytest.fixture
def scan(depot):
    """Scan or type as the first counter of a full count of store A."""
    stocktake = opened(depot)

    def say(text="", means=CountMeans.SCAN, counter=1, **more):
        return depot.stocktakes.count(
            CountWeapon(stocktake_id=stocktake, counter=counter, text=text, means=means, **more)
        )

    say.stocktake = stocktake
    return say


def record(services, *facts):
    with services.desk.store.write() as uow:
        uow.record(*facts)
        uow.commit()


def ids(answer):
    return [each.id for each in answer.candidates]


# --- scanning --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", [number(1), number(1).replace("-", ""), number(1).lower(), "A00001", " a-000 01"]
)
def test_that_a_number_or_serial_is_counted(scan, text):
    answer = scan(text)
    assert answer.outcome is CountOutcome.COUNTED
    assert answer.weapon.id == 1
    assert answer.counted == 1
    assert answer.alarm == ""
    assert (answer.line.weapon, answer.line.means) == (answer.weapon, CountMeans.SCAN)
    assert answer.changes.stocktakes


def test_that_an_accepted_scan_is_an_entry_before_it_is_answered(scan, depot):
    answer = scan(number(1), place_id=RACK_1)
    (entry,) = depot.ledgers.entries(kinds=["weapon-counted"])
    assert entry.seq == answer.line.id == answer.changes.head
    assert answer.line.place == "Store A / Rack 1"


def test_that_a_second_scan_of_a_weapon_is_said_at_once(scan, depot):
    first = scan(number(1))
    again = scan("A00001")
    assert (again.outcome, again.counted, again.line) == (CountOutcome.TWICE, 1, first.line)
    assert scan(number(1), counter=2).outcome is CountOutcome.COUNTED
    assert len(depot.ledgers.entries(kinds=["weapon-counted"])) == 2


def test_that_a_serial_of_several_weapons_must_be_told_apart(scan, depot):
    record(depot, weapon(10, place=STORE_B, serial="A00001", maker="FN"))
    answer = scan("a00001")
    assert (answer.outcome, ids(answer), answer.more) == (CountOutcome.AMBIGUOUS, [1, 10], False)
    assert answer.counted == 0
    chosen = scan(weapon_id=1)
    assert (chosen.outcome, chosen.weapon.id) == (CountOutcome.COUNTED, 1)


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        (number(1)[:-1] + "#", "wrong_check"),
        (number(1)[:-1] + ("A" if number(1)[-1] != "A" else "B"), "wrong_check"),
        (str(RegisterNumber("NG07", 1)), "foreign"),
        (number(99), "unknown"),
        ("Q123", "unknown"),
        (PaperCode(CodeKind.STOCKTAKE, "KE01", 5).code, "paper"),
        (PaperCode(CodeKind.PLACE, "KE01", STORE_B).code, "paper"),
        (PaperCode(CodeKind.PLACE, "KE01", 77).code, "paper"),
    ],
)
def test_that_what_is_no_weapon_here_gets_its_own_answer(scan, depot, text, outcome):
    head = depot.ledgers.entries(limit=1)[0].seq
    answer = scan(text)
    assert (answer.outcome, answer.counted, answer.place_id) == (outcome, 0, None)
    assert depot.ledgers.entries(limit=1)[0].seq == head


def test_that_the_code_of_a_rack_says_where_the_counter_is(scan):
    answer = scan(PaperCode(CodeKind.PLACE, "KE01", RACK_2).code)
    assert (answer.outcome, answer.place_id) == (CountOutcome.PLACE, RACK_2)
    assert answer.place == "Store A / Rack 2"


@pytest.mark.parametrize("text", ["", "  ", "--"])
def test_that_an_empty_scan_is_refused(scan, text):
    with pytest.raises(BadValue, match="Scan the weapon"):
        scan(text)


def test_that_a_weapon_is_not_seen_in_a_place_elsewhere(scan, depot):
    record(
        depot,
        f.PlaceAdded(place=6, place_kind=PlaceKind.RACK, code="R", name="Old", parent=STORE_A),
        f.PlaceClosed(place=6),
    )
    with pytest.raises(BadValue, match="inside the one that is counted"):
        scan(number(1), place_id=6)
    with pytest.raises(BadValue, match="inside the one that is counted") as caught:
        scan(number(1), place_id=STORE_B)
    assert caught.value.field == "place_id"
    with pytest.raises(BadValue):
        scan(number(1), place_id=99)


def test_that_a_lost_weapon_is_counted_with_an_alarm(scan, depot):
    record(
        depot,
        f.IncidentReported(
            incident_kind=IncidentKind.THEFT,
            discovered_on="2026-03-02",
            circumstances="cut lock",
            reported_by=ADA,
            weapons=(number(9),),
        ),
    )
    answer = scan(number(9))
    assert answer.outcome is CountOutcome.COUNTED
    assert answer.status is Status.STOLEN
    assert "Stolen" in answer.alarm
    assert number(9) in answer.alarm
    assert scan(number(9)).alarm


def test_that_a_withdrawn_registration_is_an_alarm(scan, depot):
    seq = depot.weapons.load([9])[9].registered_seq
    record(depot, f.RegistrationWithdrawn(number=number(9), corrects=seq, reason="twice"))
    assert scan(number(9)).status is Status.WITHDRAWN


# --- typing ----------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["0001", "A00001", "KE01-000001-" + number(1)[-1]])
def test_that_the_last_digits_are_enough(scan, text):
    answer = scan(text, TYPED)
    assert (answer.outcome, answer.weapon.id) == (CountOutcome.COUNTED, 1)
    assert answer.line.means is TYPED


def test_that_digits_of_several_weapons_are_not_guessed_from_what_is_expected(scan, depot):
    record(
        depot,
        weapon(10, place=STORE_B, serial="ZZ-70001"),
        weapon(11, place=STORE_B, serial="10001X"),
    )
    answer = scan("0001", TYPED)
    assert (answer.outcome, ids(answer)) == (CountOutcome.AMBIGUOUS, [1, 10])
    assert scan("70001", TYPED).weapon.id == 10
    assert scan("01X", TYPED).weapon.id == 11


def test_that_a_scan_is_never_the_end_of_something(scan):
    assert scan("0001").outcome is CountOutcome.UNKNOWN


def test_that_the_end_of_the_number_counts_too(scan, depot):
    record(depot, *(weapon(each, place=STORE_B, serial=f"Q{each}Q") for each in range(10, 1346)))
    assert scan("1345", TYPED).weapon.id == 1345
    assert ids(scan("345", TYPED)) == [345, 1345]
    assert scan(f"1344{number(1344)[-1]}", TYPED).weapon.id == 1344
    assert scan(number(1343)[5:].replace("-", ""), TYPED).weapon.id == 1343
    many = scan("00q", TYPED)
    assert (many.outcome, len(many.candidates), many.more) == (CountOutcome.AMBIGUOUS, 13, False)
    many = scan("33q", TYPED)
    assert len(many.candidates) == 14


def test_that_more_weapons_than_can_be_shown_ask_for_more_digits(scan, depot):
    record(depot, *(weapon(e, place=STORE_B, serial=f"Q{e}00") for e in range(100, 1000, 10)))
    answer = scan("000", TYPED)
    assert (answer.outcome, len(answer.candidates), answer.more) == ("ambiguous", 20, True)


@pytest.mark.parametrize("text", ["1", "01"])
def test_that_two_digits_are_too_few(scan, depot, text):
    with pytest.raises(BadValue, match="at least the last 3"):
        scan(text, TYPED)
    record(depot, weapon(10, place=STORE_B, serial=text))
    assert scan(text, TYPED).weapon.id == 10


@pytest.mark.parametrize("text", ["%00001", "_00001", '"00001', "A00001%"])
def test_that_signs_of_the_database_mean_nothing(scan, text):
    assert scan(text, TYPED).outcome is CountOutcome.UNKNOWN


# --- what is seen besides ----------------------------------------------------------------------


def test_that_a_serial_that_is_the_registered_one_is_not_kept(scan):
    assert scan(number(1), serial_read=" a-00001 ").line.serial_read == ""
    assert scan(number(2), serial_read="A00O02").line.serial_read == "A00O02"
    assert scan(number(3), altered=True).line.altered


def test_that_a_line_can_be_amended_and_taken_back(scan, depot):
    line = scan(number(1), TYPED).line
    scan(number(2))
    answer = depot.stocktakes.amend(
        AmendLine(line_id=line.id, place_id=RACK_2, serial_read="A9", altered=True)
    )
    assert (answer.outcome, answer.counted) == (CountOutcome.COUNTED, 2)
    assert answer.line.id > line.id
    assert (answer.line.serial_read, answer.line.place_id) == ("A9", RACK_2)
    assert answer.line.means is TYPED
    assert [e.weapon.id for e in depot.stocktakes.lines(scan.stocktake, 1)] == [1, 2]
    depot.stocktakes.withdraw(answer.line.id)
    assert [e.weapon.id for e in depot.stocktakes.lines(scan.stocktake, 1)] == [2]
    assert scan(number(1)).outcome is CountOutcome.COUNTED
    for ask in (
        lambda: depot.stocktakes.withdraw(line.id),
        lambda: depot.stocktakes.amend(AmendLine(line_id=line.id)),
        lambda: depot.stocktakes.withdraw(1),
    ):
        with pytest.raises(NotFound, match="no such line"):
            ask()


def test_that_a_stranger_is_counted_once(scan, depot):
    ask = CountStranger(
        stocktake_id=scan.stocktake, counter=1, serial_read="Q-77", description="old pistol"
    )
    answer = depot.stocktakes.count_stranger(ask)
    assert (answer.outcome, answer.counted) == (CountOutcome.STRANGER, 1)
    assert (answer.line.weapon, answer.line.description) == (None, "old pistol")
    again = depot.stocktakes.count_stranger(
        CountStranger(stocktake_id=scan.stocktake, counter=1, serial_read="q77")
    )
    assert (again.outcome, again.counted, again.line.id) == ("twice", 1, answer.line.id)
    with pytest.raises(NotFound):
        depot.stocktakes.amend(AmendLine(line_id=answer.line.id))
    depot.stocktakes.withdraw(answer.line.id)
    assert depot.stocktakes.progress(scan.stocktake, 1).counted == 0


def test_that_a_stranger_with_a_known_serial_is_compared(scan, depot):
    answer = depot.stocktakes.count_stranger(
        CountStranger(stocktake_id=scan.stocktake, counter=1, serial_read="a00008")
    )
    assert (answer.outcome, ids(answer)) == (CountOutcome.STRANGER, [8])


@pytest.mark.parametrize("serial", ["", "n/a", " - "])
def test_that_a_stranger_is_said_to_be_something(scan, depot, serial):
    with pytest.raises(BadValue, match="say what weapon"):
        depot.stocktakes.count_stranger(
            CountStranger(stocktake_id=scan.stocktake, counter=1, serial_read=serial)
        )


# --- going on, and ending ------------------------------------------------------------------------


def test_that_a_count_goes_on_at_the_line_where_it_stopped(scan, services_as):
    for each in (3, 1, 2):
        scan(number(each))
    scan(number(5), counter=2)
    stocktakes = services_as("chipo").stocktakes
    progress = stocktakes.progress(scan.stocktake, 1)
    assert (progress.name, progress.counted, progress.finished) == (ADA, 3, False)
    assert progress.last.weapon.id == 2
    newest = stocktakes.lines(scan.stocktake, 1, limit=2)
    assert [e.weapon.id for e in newest] == [2, 1]
    older = stocktakes.lines(scan.stocktake, 1, before=newest[-1].id)
    assert [e.weapon.id for e in older] == [3]
    assert stocktakes.progress(scan.stocktake, 2).counted == 1


@pytest.mark.parametrize("counter", [0, 3, -1])
def test_that_there_are_two_counters(scan, depot, counter):
    for ask in (
        lambda: scan(number(1), counter=counter),
        lambda: depot.stocktakes.finish(scan.stocktake, counter),
        lambda: depot.stocktakes.progress(scan.stocktake, counter),
        lambda: depot.stocktakes.lines(scan.stocktake, counter),
    ):
        with pytest.raises(BadValue, match="first and a second counter"):
            ask()


def test_that_who_has_finished_adds_nothing_and_takes_nothing_back(scan, depot):
    line = scan(number(1)).line
    depot.stocktakes.finish(scan.stocktake, 1)
    for ask in (
        lambda: scan(number(2)),
        lambda: depot.stocktakes.withdraw(line.id),
        lambda: depot.stocktakes.amend(AmendLine(line_id=line.id)),
        lambda: depot.stocktakes.finish(scan.stocktake, 1),
        lambda: depot.stocktakes.count_stranger(
            CountStranger(stocktake_id=scan.stocktake, counter=1, serial_read="Q")
        ),
    ):
        with pytest.raises(NotAllowedNow, match="Counter 1 has finished"):
            ask()
    count(depot, scan.stocktake, 2, [1])
    depot.stocktakes.finish(scan.stocktake, 2)
    with pytest.raises(NotAllowedNow, match="not being counted any more"):
        scan(number(2), counter=2)


def test_that_nothing_is_counted_in_a_register_that_is_only_read(scan, services_as):
    with pytest.raises(ReadOnly):
        services_as(read_only=True).stocktakes.count(
            CountWeapon(stocktake_id=scan.stocktake, counter=1, text=number(1))
        )


def test_that_a_count_of_nothing_is_not_found(depot):
    with pytest.raises(NotFound):
        depot.stocktakes.count(CountWeapon(stocktake_id=99, counter=1, text=number(1)))
    assert depot.stocktakes.get(opened(depot, place_id=STORE_A)).place_id == STORE_A
