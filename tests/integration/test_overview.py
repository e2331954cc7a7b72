from __future__ import annotations

import datetime as dt

import pytest

from stockpile_app.domain import facts as f
from stockpile_app.domain.overview import DueKind, StoreKey
from stockpile_app.domain.records import WeaponQuery
from stockpile_app.domain.vocabulary import (
    Answer,
    Category,
    Component,
    Condition,
    CustodyKind,
    DeviceKind,
    IncidentKind,
    LineResult,
    MarkOccasion,
    PersonKind,
    PlaceKind,
    Status,
    StocktakeKind,
    StoreKind,
)
from tests.builders import PASSWORD, number, weapon

TODAY = dt.date(2026, 3, 2)


def day(days: int) -> str:
    return (TODAY + dt.timedelta(days=days)).isoformat()


@pytest.fixture
def record(services):
    """Record facts; return the number of the last entry."""

    def record_(*facts: f.Fact) -> int:
        with services.desk.store.write() as uow:
            uow.record(*facts)
            return uow.commit().head

    record_(
        f.PlaceAdded(place=2, place_kind=PlaceKind.STORE, code="A", name="Store A", parent=1,
                     store_kind=StoreKind.WEAPONS),
        f.PlaceAdded(place=3, place_kind=PlaceKind.RACK, code="R1", name="R1", parent=2),
        f.PlaceAdded(place=4, place_kind=PlaceKind.DEPOT, code="N", name="North depot"),
        f.PersonAdded(person=21, person_kind=PersonKind.PERSON, name="Sgt Juma", code="K1"),
    )  # fmt: skip
    return record_


@pytest.fixture
def armed(record):
    """Twelve rifles in a rack, two pistols in the depot itself, one of them withdrawn."""
    rifle = {"place": 3, "category": Category.RIFLE, "condition": Condition.SERVICEABLE}
    registered = record(
        *(weapon(each, **rifle) for each in range(1, 13)),
        weapon(13, place=1),
        weapon(14, place=1, category=Category.PISTOL),
    )
    record(f.RegistrationWithdrawn(number=number(14), corrects=registered, reason="twice"))
    record(
        f.MarkObserved(
            number=number(1),
            occurred_on=day(0),
            component=Component.RECEIVER,
            occasion=MarkOccasion.MANUFACTURE,
            text="A00001",
        )
    )
    return record


def issue(numbers, due: int | None, custody=CustodyKind.ISSUE) -> f.WeaponsIssued:
    return f.WeaponsIssued(
        weapons=tuple(number(each) for each in numbers),
        custody=custody,
        person=21,
        occurred_on=day(-30),
        handed_by="Chipo",
        received_by="Sgt Juma",
        authorised_by="Amina",
        due_on=None if due is None else day(due),
    )


def test_that_an_empty_register_has_nothing_to_show(services):
    record = services.overview.read()
    assert (record.overdue.total, record.this_week.total, record.open.total) == (0, 0, 0)
    assert record.holdings.weapons == 0
    assert [each.depot for each in record.scores] == ["Main depot"]
    assert record.scores[0].trend == ()
    assert record.backups.last_at is None


def test_that_holdings_count_everything_but_what_was_withdrawn(services, armed):
    armed(issue([1, 2], 10))
    held = services.overview.read().holdings
    assert (held.weapons, held.in_place) == (13, 11)
    assert (held.unmarked, held.unphotographed) == (12, 13)
    assert [(each.key, each.weapons, each.in_place) for each in held.by_category] == [
        (Category.RIFLE, 12, 10),
        (None, 1, 1),
    ]
    assert {each.key: each.weapons for each in held.by_status} == {
        Status.IN_STORE: 11,
        Status.ISSUED: 2,
    }
    assert [(each.key, each.weapons, each.in_place) for each in held.by_store] == [
        (StoreKey(1, "Main depot", is_store=False), 1, 1),
        (StoreKey(2, "Main depot / Store A", is_store=True), 12, 10),
    ]


def test_that_each_figure_is_the_length_of_the_list_that_it_opens(services, armed):
    armed(issue([1, 2], 10))
    held = services.overview.read().holdings

    def found(**query: object) -> int:
        return len(services.weapons.snapshot(WeaponQuery(**query)))

    assert found() == held.weapons
    assert found(unknown=("marks",)) == held.unmarked
    assert found(unknown=("photographs",)) == held.unphotographed
    for each in held.by_category:
        query = {"categories": (each.key,)} if each.key else {"unknown": ("category",)}
        assert found(**query) == each.weapons
    for each in held.by_condition:
        query = {"conditions": (each.key,)} if each.key else {"unknown": ("condition",)}
        assert found(**query) == each.weapons
    for each in held.by_status:
        assert found(statuses=(each.key,)) == each.weapons
    [store] = [each for each in held.by_store if each.key.is_store]
    assert found(place=store.key.place_id) == store.weapons


def test_that_weapons_out_are_due_by_voucher(services, armed):
    late = armed(issue([1, 2], -5))
    soon = armed(issue([3], 0, CustodyKind.LOAN))
    armed(issue([4], 8))
    armed(issue([5], None, CustodyKind.REPAIR))
    record = services.overview.read()
    [item] = record.overdue.items
    assert (item.kind, item.title, item.about) == (DueKind.RETURN, "Issue", "Sgt Juma")
    assert (item.where, item.weapons) == ("Main depot / Store A", 2)
    assert (item.page, item.item_id) == ("movements", late)
    [item] = [each for each in record.this_week.items if each.kind is DueKind.RETURN]
    assert (item.item_id, item.due_on, item.overdue(TODAY)) == (soon, TODAY, False)
    assert record.open.total == 0


def test_that_what_came_back_is_due_no_more(services, armed):
    armed(issue([1], -5))
    armed(
        f.WeaponsReturned(
            weapons=(number(1),),
            person=21,
            place=3,
            occurred_on=day(0),
            handed_by="Sgt Juma",
            received_by="Chipo",
        )
    )
    assert services.overview.read().overdue.total == 0


@pytest.fixture
def dispatched(armed):
    """A container with two rifles on its way north, expected on a day."""

    def send(expected: int) -> int:
        armed(
            f.PlaceAdded(
                place=5, place_kind=PlaceKind.CONTAINER, code="C5", name="Container 5", parent=2
            ),
            f.WeaponsMoved(
                weapons=(number(1), number(2)), place=5, occurred_on=day(-3), handed_by="Chipo"
            ),
            f.ContainerSealed(place=5, seals=("S1",), occurred_on=day(-3), sealed_by="Chipo"),
        )
        return armed(
            f.WeaponsDispatched(
                loads={5: (number(1), number(2))},
                seals={5: ("S1",)},
                place=4,
                occurred_on=day(-2),
                expected_on=day(expected),
                handed_by="Chipo",
                received_by="Driver",
                authorised_by="Amina",
            )
        )

    return send


@pytest.mark.parametrize(("expected", "section"), [(-1, "overdue"), (3, "this_week"), (20, "")])
def test_that_a_dispatch_is_in_transit_and_may_be_late_too(services, dispatched, expected, section):
    sent = dispatched(expected)
    record = services.overview.read()
    [item] = record.in_transit.items
    assert (item.kind, item.item_id, item.weapons) == (DueKind.DISPATCH, sent, 2)
    assert (item.page, item.where) == ("movements", "North depot")
    assert record.in_transit.weapons == 2
    for name in ("overdue", "this_week", "open"):
        there = item in getattr(record, name).items
        assert there is (name == section)


def test_that_stores_are_to_be_counted_and_an_open_count_is_open(services, armed, clock):
    clock.advance(days=9)
    record = services.overview.read()
    counts = [each for each in record.overdue.items if each.kind is DueKind.COUNT]
    # the depot has a weapon outside its stores
    assert {(each.title, each.where) for each in counts} == {
        (kind.label, where)
        for kind in (StocktakeKind.WEEKLY, StocktakeKind.TENTH)
        for where in ("Main depot", "Main depot / Store A")
    }
    opened = armed(
        f.StocktakeOpened(
            stocktake_kind=StocktakeKind.FULL,
            place=2,
            occurred_on=day(9),
            counters=("A. Diallo", "B. Keita"),
        )
    )
    record = services.overview.read()
    [item] = record.open.items
    assert (item.kind, item.title, item.about) == (
        DueKind.STOCKTAKE,
        StocktakeKind.FULL.label,
        "A. Diallo, B. Keita",
    )
    assert (item.page, item.item_id) == ("stocktakes", opened)
    counts = [each for each in record.overdue.items if each.kind is DueKind.COUNT]
    assert {each.item_id for each in counts} == {None, opened}


def test_that_discrepancies_and_incidents_stay_until_they_are_closed(services, armed):
    counted = armed(
        f.StocktakeOpened(
            stocktake_kind=StocktakeKind.FULL, place=2, occurred_on=day(0), counters=("A", "B")
        )
    )
    armed(f.StocktakeClosed(stocktake=counted, occurred_on=day(0), expected=12, found=11))
    raised = armed(
        f.DiscrepancyRaised(stocktake=counted, result=LineResult.MISSING, number=number(1), place=3)
    )
    armed(f.DiscrepancyAssigned(discrepancy=raised, owner="B. Keita", due_on=day(-1)))
    incident = armed(
        f.IncidentReported(
            incident_kind=IncidentKind.UNEXPLAINED,
            discovered_on=day(0),
            circumstances="Not found in the count.",
            reported_by="Amina",
            place=2,
            weapons=(number(1),),
        )
    )
    record = services.overview.read()
    [late] = record.overdue.items
    assert (late.kind, late.title) == (DueKind.DISCREPANCY, LineResult.MISSING.label)
    assert late.about == f"{number(1)} · B. Keita"
    assert (late.page, late.item_id) == ("stocktakes", raised)
    [gone] = record.open.items
    assert (gone.kind, gone.item_id, gone.weapons) == (DueKind.INCIDENT, incident, 1)
    assert gone.about == "Not found in the count."
    armed(
        f.DiscrepancyClosed(discrepancy=raised, occurred_on=day(0), outcome="Found"),
        f.IncidentClosed(incident=incident, occurred_on=day(0), outcome="Found"),
    )
    record = services.overview.read()
    assert (record.overdue.total, record.open.total) == (0, 0)


def check(record, place: int, points: int, days: int, name: str = "depot-security") -> int:
    opened = record(
        f.CheckOpened(
            place=place, check_list=name, version=1, inspector="Dora", occurred_on=day(days)
        )
    )
    record(
        f.CheckCompleted(
            check=opened, occurred_on=day(days), points=points, out_of=200, level=points // 150
        )
    )
    return opened


def test_that_the_score_of_a_depot_shows_its_last_comparable_checks(services, record):
    check(record, 1, 10, -500, "another-list")
    for at in range(10):
        last = check(record, 1, 100 + 10 * at, at - 90)
    main, north = services.overview.read().scores
    assert [each.percent for each in main.trend] == [60, 65, 70, 75, 80, 85, 90, 95]
    assert (main.trend[-1].check_id, main.trend[-1].level) == (last, 1)
    assert (north.depot, north.trend) == ("North depot", ())


def test_that_a_check_under_way_is_open_and_findings_are_due(services, record):
    done = check(record, 1, 120, -40)
    critical = record(
        f.FindingRaised(
            check=done, question="b02", group="b", critical=1, text="Two locks", answer=Answer.NO
        )
    )
    record(f.FindingAssigned(finding=critical, owner="Brian", due_on=day(-2)))
    record(
        f.FindingRaised(
            check=done, question="c4", group="c", critical=0, text="Visitors", answer=Answer.PARTLY
        )
    )
    under_way = record(
        f.CheckOpened(
            place=4, check_list="depot-security", version=1, inspector="Dora", occurred_on=day(0)
        )
    )
    found = services.overview.read()
    [late] = found.overdue.items
    assert (late.title, late.about) == ("Critical finding", "Two locks · Brian")
    assert (found.open.items[0].kind, found.open.items[0].item_id) == (DueKind.CHECK, under_way)
    assert found.open.items[1].about == "Visitors"
    record(f.FindingClosed(finding=critical, occurred_on=day(0), action="Mended"))
    assert services.overview.read().overdue.total == 0


def test_that_a_failed_device_and_a_lost_key_are_due_at_once(services, record):
    record(
        f.DeviceTested(
            place=2,
            device=DeviceKind.ALARM,
            occurred_on=day(-1),
            passed=False,
            tested_by="Chipo",
            label="North door",
        ),
        f.LockFitted(lock=61, place=2, label="Upper lock", copies=2, occurred_on=day(-60)),
        f.KeyLost(lock=61, copy=2, occurred_on=day(-4), circumstances="Not in the safe"),
    )
    found = {each.kind: each for each in services.overview.read().overdue.items}
    failed = found[DueKind.FAILED_DEVICE]
    assert (failed.title, failed.about) == (DeviceKind.ALARM.label, "North door")
    assert found[DueKind.LOCK].about == "Upper lock"
    assert found[DueKind.LOCK].due_on == TODAY - dt.timedelta(days=4)
    assert DueKind.KEY_COUNT in found


def test_that_the_last_backup_and_the_next_drill_are_told(services, clock):
    assert services.overview.read().backups.last_at is None
    services.backups.make()
    made = clock.now
    assert services.overview.read().backups.last_at == made
    clock.advance(days=24)
    record = services.overview.read()
    (drill,) = [each for each in record.this_week.items if each.kind is DueKind.REHEARSAL]
    assert (drill.page, drill.due_on) == ("backups", dt.date(2026, 4, 1))
    services.backups.rehearse(PASSWORD)
    record = services.overview.read()
    assert record.backups.rehearsed_at == clock.now
    listed = (*record.overdue.items, *record.this_week.items, *record.open.items)
    assert not any(each.kind is DueKind.REHEARSAL for each in listed)
    clock.advance(days=31)
    assert DueKind.REHEARSAL in {each.kind for each in services.overview.read().overdue.items}


def test_that_the_holdings_are_answered_by_one_index(services, armed):
    statement = (
        "SELECT place_id, category, condition, status, marks, photographs, count(*) FROM weapon"
        " GROUP BY place_id, category, condition, status, marks, photographs"
    )
    with services.desk.store.read() as connection:
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}").fetchall()
    index = "ix_weapon_place_id_category_condition_status_marks_photographs"
    assert [row[3] for row in plan] == [f"SCAN weapon USING COVERING INDEX {index}"]
