from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import event

from stockpile_app.domain.errors import BadValue
from stockpile_app.domain.imports import ImportFiles
from stockpile_app.domain.places import AddPlace
from stockpile_app.domain.progress import Cancelled
from stockpile_app.domain.records import WeaponQuery
from stockpile_app.domain.vocabulary import Condition, PlaceKind
from stockpile_app.domain.weapons import DescribeWeapon, RegisterWeapon
from stockpile_app.persistence.tables.ledger import INDEX_OF_KINDS
from tests.builders import BRIAN, CancelAfter

DAY = dt.date(2026, 3, 2)


def register(services, serial, place=1):
    services.weapons.register(RegisterWeapon(place_id=place, serial=serial, model="M9"))


def count(services, day):
    return sum(each.weapons for each in services.ledgers.holdings_as_of(day))


def test_that_holdings_are_those_known_at_the_end_of_a_day(services, clock):
    register(services, "A1")
    clock.advance(days=1)
    register(services, "A2")
    services.weapons.describe(DescribeWeapon(weapon_id=1, condition=Condition.INCOMPLETE))
    clock.advance(days=1)
    assert [count(services, DAY + dt.timedelta(days=each)) for each in (-1, 0, 1, 2)] == [
        0,
        1,
        2,
        2,
    ]
    [then] = services.ledgers.holdings_as_of(DAY)
    assert (then.condition, then.depot) == (None, "Main depot")
    assert (
        services.ledgers.holdings_as_of(DAY + dt.timedelta(days=2)) == services.weapons.holdings()
    )


def test_that_a_day_in_the_future_is_refused(services):
    with pytest.raises(BadValue):
        services.ledgers.holdings_as_of(DAY + dt.timedelta(days=1))


def test_that_a_clock_that_was_wrong_leaves_no_hole_in_the_past(services, clock):
    clock.advance(days=300)  # somebody set the wrong year
    annex = services.places.add(AddPlace(PlaceKind.DEPOT, "Annex")).place_id
    register(services, "A1", annex)
    clock.advance(days=-299)
    register(services, "A2", annex)
    clock.advance(days=1)
    assert count(services, DAY) == 0
    assert count(services, DAY + dt.timedelta(days=1)) == 2


def test_that_the_past_can_be_stopped(services):
    with pytest.raises(Cancelled):
        services.ledgers.holdings_as_of(DAY, CancelAfter())


def test_that_verifying_changes_nothing_and_can_be_stopped(services):
    before = services.ledgers.entries()
    assert services.ledgers.verify().ok
    with pytest.raises(Cancelled):
        services.ledgers.verify(CancelAfter())
    assert services.ledgers.entries() == before


def test_that_text_that_is_no_seal_code_is_told(services):
    for text in ("KE01-000001-1", "x", "STOCKPILE1/x"):
        with pytest.raises(BadValue):
            services.ledgers.verify(against=text)


def test_that_entries_are_read_newest_first_in_pages(services):
    for each in range(5):
        register(services, f"A{each}")
    everything = services.ledgers.entries()
    assert [each.seq for each in everything] == list(range(everything[0].seq, 0, -1))
    first = services.ledgers.entries(limit=3)
    rest = services.ledgers.entries(before=first[-1].seq)
    assert [*first, *rest] == everything
    kinds = services.ledgers.entries(kinds=["weapon-registered"])
    assert len(kinds) == 5


def test_that_an_undone_import_is_in_the_past_as_it_was(services, clock, tmp_path):
    (tmp_path / "a.csv").write_text("Serial Number,Model\nA1,M9\nA2,M9\n")
    report = services.imports.run(ImportFiles(files=(tmp_path / "a.csv",)))
    clock.advance(days=1)
    services.imports.undo(report.batch, "wrong", BRIAN)
    assert count(services, DAY) == 2
    assert count(services, DAY + dt.timedelta(days=1)) == 0
    assert not services.weapons.snapshot(WeaponQuery())


def test_that_entries_of_a_rare_kind_are_found_without_reading_the_others(services):
    for at in range(40):
        register(services, f"B{at}")
    services.places.add(AddPlace(PlaceKind.STORE, "Store Q", parent=1))
    plans: list[str] = []

    def explain(connection, _cursor, statement, parameters, _context, _many) -> None:
        if "FROM entry" in statement and not statement.startswith("EXPLAIN"):
            plan = connection.connection.cursor()
            plan.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)
            plans.extend(row[3] for row in plan.fetchall())

    engine = services.desk.store.engine
    event.listen(engine, "before_cursor_execute", explain)
    try:
        (found,) = services.ledgers.entries(kinds=["place-added"], limit=1)
        assert any(f"COVERING INDEX {INDEX_OF_KINDS}" in each for each in plans)
        assert not any("TEMP B-TREE" in each or "SCAN" in each for each in plans)
        plans.clear()
        many = services.ledgers.entries(kinds=["weapon-registered", "place-added"], limit=3)
        assert sum(INDEX_OF_KINDS in each for each in plans) == 1
    finally:
        event.remove(engine, "before_cursor_execute", explain)
    assert "Store Q" in found.body
    assert [each.seq for each in many] == [found.seq, found.seq - 1, found.seq - 2]
