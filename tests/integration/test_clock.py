"""The clock of the machine is set back and forward: nothing is lost, hidden, opened or put off."""

from __future__ import annotations

import datetime as dt
import sys
import time

import pytest

from stockpile_app.domain.errors import SignInRefused
from stockpile_app.domain.guarding import CountKeys, FitLock
from stockpile_app.domain.overview import DueKind
from stockpile_app.domain.progress import NoProgress
from stockpile_app.domain.stocktakes import CloseStocktake
from stockpile_app.domain.vocabulary import StocktakeKind
from stockpile_app.domain.weapons import RegisterWeapon
from stockpile_app.persistence import opening
from stockpile_app.persistence.throttle import Throttle
from stockpile_app.persistence.verify import verify
from stockpile_app.services.registers import open_register
from tests.builders import BRIAN, PASSWORD, START, FakeClock
from tests.builders_stocktakes import STORE_A, counted, furnish

YEARS = dt.timedelta(days=3652)
JUMPS = (
    dt.timedelta(days=-1),
    dt.datetime(1970, 1, 1, tzinfo=dt.UTC) - START,
    YEARS,
    dt.timedelta(0),
    dt.timedelta(days=1),
)
BACK = 3
"""So many of the jumps go back: to the day before, to 1970, and from the future to now."""


def kinds(store):
    with store.read() as connection:
        rows = connection.exec_driver_sql("SELECT seq, kind FROM entry ORDER BY seq").fetchall()
    assert [row[0] for row in rows] == [*range(1, len(rows) + 1)]
    return [row[1] for row in rows]


def register(services, serial):
    return services.weapons.register(RegisterWeapon(place_id=1, serial=serial)).weapon_id


# --- what is recorded ----------------------------------------------------------------------------


def test_that_acts_under_any_clock_stay_in_order_and_each_step_back_is_an_entry(
    folder, clock, services_as
):
    services = services_as()
    seals = [services.ledgers.last_seal().code]
    for at, jump in enumerate(JUMPS):
        services.close()
        clock.now = START + jump
        open_register(folder, "amina", PASSWORD, clock).store.close()  # which seals each new day
        services = services_as()
        register(services, f"S{at}")
        seals.append(services.ledgers.last_seal().code)
    store = services.desk.store
    assert kinds(store).count("clock-went-back") == BACK
    assert len(set(seals)) == len(JUMPS)  # at the first, what was last sealed was the last
    for code in seals:
        assert verify(store, NoProgress(), code).problems == ()


def test_that_a_clock_behind_the_last_entry_is_told_on_the_first_page(services, clock):
    assert not due(services, DueKind.CLOCK)
    clock.now = START - dt.timedelta(days=1)
    [told] = due(services, DueKind.CLOCK)
    assert (told.page, told.due_on) == ("ledger", clock.now.date())
    assert told.about.startswith("2026-03-02")
    register(services, "S1")  # from here on the ledger itself says that the clock went back
    assert not due(services, DueKind.CLOCK)
    assert "clock-went-back" in kinds(services.desk.store)


def due(services, kind):
    record = services.overview.read()
    lists = (record.overdue, record.this_week, record.open)
    return [item for each in lists for item in each.items if item.kind is kind]


@pytest.mark.skipif(sys.platform == "win32", reason="the time zone of a process is POSIX")
def test_that_summer_time_and_another_time_zone_are_no_step_back(
    services, clock, monkeypatch, tmp_path
):
    made = []
    clock.now = dt.datetime(2026, 10, 24, 23, 30, tzinfo=dt.UTC)
    try:
        for zone in ("Europe/Berlin", "Europe/Berlin", "Pacific/Auckland", "America/Lima"):
            monkeypatch.setenv("TZ", zone)
            time.tzset()
            clock.advance(minutes=40)  # in Berlin it is 2:10 summer time, then 2:50, then 2:30
            register(services, f"S{len(made)}")
            made.append(services.backups.make(tmp_path / "backups").path.name)
    finally:
        monkeypatch.setenv("TZ", "UTC")
        time.tzset()
    assert made == sorted(set(made))
    assert "clock-went-back" not in kinds(services.desk.store)


# --- signing in ----------------------------------------------------------------------------------


@pytest.fixture
def refused(folder, clock):
    """A register at whose door five wrong passwords were given: the next try is in 4 seconds."""
    for _ in range(5):
        with pytest.raises(SignInRefused):
            opening.open_store(folder, "amina", "wrong", clock)
        clock.advance(seconds=4)
    clock.seconds_up -= 4
    return folder


@pytest.mark.parametrize("jump", [-YEARS, dt.timedelta(seconds=-1), dt.timedelta(0), YEARS])
def test_that_setting_the_clock_neither_opens_the_door_nor_shuts_it(refused, clock, jump):
    clock.now += jump
    with pytest.raises(SignInRefused, match="Try again in 4 seconds"):
        opening.open_store(refused, "amina", PASSWORD, clock)
    clock.advance(seconds=4)
    opening.open_store(refused, "amina", PASSWORD, clock).close()


def test_that_a_machine_that_was_started_anew_has_waited_as_long_as_it_is_up(refused, clock):
    clock.seconds_up = 3.0
    with pytest.raises(SignInRefused, match="Try again in 1 seconds"):
        opening.open_store(refused, "amina", PASSWORD, clock)
    clock.seconds_up = 4.0
    opening.open_store(refused, "amina", PASSWORD, clock).close()


def test_that_nobody_waits_longer_than_the_longest_delay_whatever_the_file_says(tmp_path):
    throttle = Throttle(tmp_path / "sign-in.json", FakeClock().up)
    for _ in range(40):
        throttle.failed("amina", START + YEARS)
    with pytest.raises(SignInRefused, match="Try again in 300 seconds"):
        throttle.check("amina", START)


# --- what is due ---------------------------------------------------------------------------------


def test_that_what_was_done_in_the_future_puts_nothing_off(services, clock):
    furnish(services)
    clock.now = START + YEARS
    for kind in (StocktakeKind.FULL, StocktakeKind.WEEKLY):
        if kind is StocktakeKind.FULL:
            stocktake = counted(services, range(1, 8), kind=kind)
            services.stocktakes.close(
                CloseStocktake(stocktake_id=stocktake, occurred_on=clock.now.date()), BRIAN
            )
    services.guarding.fit_lock(
        FitLock(place_id=STORE_A, label="Door", copies=1, occurred_on=START.date())
    )
    services.guarding.count_keys(
        CountKeys(place_id=1, occurred_on=clock.now.date(), counted=1, counted_by="A", witness="B")
    )
    clock.now = START
    clock.advance(days=400)
    overdue = {
        item.kind
        for item in services.overview.read().overdue.items
        if item.due_on < clock.now.date()
    }
    assert {DueKind.COUNT, DueKind.KEY_COUNT} <= overdue
    last = {each.kind: each.last for each in services.stocktakes.due() if each.place_id == STORE_A}
    assert set(last.values()) == {None}


# --- the past ------------------------------------------------------------------------------------


def weapons_as_of(services, day):
    return sum(each.weapons for each in services.ledgers.holdings_as_of(day))


def test_that_an_entry_dated_1970_does_not_make_the_past_that_of_today(services, clock):
    for each in range(3):
        register(services, f"S{each}")
        clock.advance(days=30)
    right = clock.now
    clock.now = dt.datetime(1970, 1, 1, 12, tzinfo=dt.UTC)
    register(services, "DATED-BACK")
    clock.now = right
    register(services, "LAST")
    days = [START.date() + dt.timedelta(days=each) for each in (-1, 0, 31, 61, 90)]
    assert [weapons_as_of(services, day) for day in days] == [0, 1, 2, 3, 5]


def test_that_the_past_does_not_end_with_entries_dated_1970(services, clock):
    for each in range(2):
        register(services, f"S{each}")
        clock.advance(days=30)
    clock.now = dt.datetime(1970, 1, 1, 12, tzinfo=dt.UTC)
    register(services, "DATED-BACK")
    clock.now = START + dt.timedelta(days=61)
    days = [START.date() + dt.timedelta(days=each) for each in (-1, 0, 31)]
    assert [weapons_as_of(services, day) for day in days] == [0, 1, 2]


def test_that_an_hour_in_the_future_does_not_end_the_register(services, clock):
    register(services, "S0")
    clock.advance(days=30)
    right = clock.now
    clock.now = START + YEARS
    register(services, "DATED-AHEAD")
    clock.now = right
    for each in range(2):
        clock.advance(days=30)
        register(services, f"S{each + 1}")
    days = [START.date() + dt.timedelta(days=each) for each in (0, 59, 60, 89, 90)]
    assert [weapons_as_of(services, day) for day in days] == [1, 1, 3, 3, 4]
