from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from stockpile_app.domain.backups import (
    BackupStatus,
    Kept,
    Light,
    MediumState,
    SecondMedium,
    is_future,
    keep,
    size_words,
)

NOW = dt.datetime(2026, 3, 2, 8, 0, tzinfo=dt.UTC)
moments = st.lists(
    st.integers(-100_000, 100_000).map(lambda hours: NOW + dt.timedelta(hours=hours)),
    unique=True,
    max_size=60,
)


def ago(**by: float) -> dt.datetime:
    return NOW - dt.timedelta(**by)


def kept_of(made: list[dt.datetime], why: Kept) -> list[dt.datetime]:
    return [each for each, kept in zip(made, keep(made), strict=True) if why in kept]


# --- which are kept ------------------------------------------------------------------------------


@given(moments)
def test_that_the_last_two_are_always_kept(made):
    assert sorted(kept_of(made, Kept.NEWEST)) == sorted(made)[-2:]


@given(moments)
def test_that_no_more_are_kept_than_there_are_reasons(made):
    assert sum(1 for kept in keep(made) if kept) <= 2 + 7 + 4 + 12
    assert len(kept_of(made, Kept.DAILY)) <= 7
    assert len(kept_of(made, Kept.WEEKLY)) <= 4
    assert len(kept_of(made, Kept.MONTHLY)) <= 12


@given(moments)
def test_that_the_last_of_a_day_a_week_and_a_month_is_kept(made):
    for why, slot_of in (
        (Kept.DAILY, lambda each: each.date()),
        (Kept.WEEKLY, lambda each: each.isocalendar()[:2]),
        (Kept.MONTHLY, lambda each: (each.year, each.month)),
    ):
        for each in kept_of(made, why):
            assert each == max(other for other in made if slot_of(other) == slot_of(each))


@given(moments)
def test_that_rotating_again_removes_nothing_more(made):
    left = [each for each, kept in zip(made, keep(made), strict=True) if kept]
    assert all(keep(left))


@given(moments)
@example([])
def test_that_the_order_in_which_they_are_listed_does_not_matter(made):
    one = dict(zip(made, keep(made), strict=True))
    other = dict(zip(made[::-1], keep(made[::-1]), strict=True))
    assert one == other


@given(moments, st.integers(1, 20))
def test_that_a_new_backup_pushes_out_no_more_than_one_of_each_kind(made, days):
    before = {each for each, kept in zip(made, keep(made), strict=True) if kept}
    newer = [*before, max(made, default=NOW) + dt.timedelta(days=days)]
    after = {each for each, kept in zip(newer, keep(newer), strict=True) if kept}
    assert len(before - after) <= 4


def test_that_a_year_of_daily_backups_leaves_a_week_a_month_and_a_year():
    made = [ago(days=each) for each in range(400)]
    left = [each for each, kept in zip(made, keep(made), strict=True) if kept]
    assert left[:7] == made[:7]
    assert 18 <= len(left) <= 23
    assert min(left) < ago(days=300)


def test_that_a_hundred_backups_of_one_day_push_out_none_of_the_days_before():
    before = [ago(days=each) for each in range(1, 7)]
    made = [*before, *(ago(minutes=each) for each in range(100))]
    left = [each for each, kept in zip(made, keep(made), strict=True) if kept]
    assert set(before) < set(left)
    assert len(left) == len(before) + 2


def test_that_a_machine_that_stood_still_for_years_keeps_what_it_had():
    made = [NOW, *(ago(days=2000 + each) for each in range(5))]
    assert all(keep(made))


def test_that_a_clock_may_be_a_little_off_before_a_backup_counts_as_of_the_future():
    assert not is_future(NOW + dt.timedelta(minutes=4), NOW)
    assert is_future(NOW + dt.timedelta(minutes=6), NOW)


# --- how safe it is ------------------------------------------------------------------------------

GOOD = SecondMedium(state=MediumState.READY, name="STICK", last_at=ago(hours=1), chosen_at=NOW)


def status(**fields: object) -> BackupStatus:
    values: dict[str, object] = {
        "now": NOW,
        "begun_at": ago(days=5),
        "last_at": ago(hours=1),
        "second": GOOD,
    }
    return BackupStatus(**{**values, **fields})


def test_that_backups_in_two_places_of_today_are_in_order():
    assert status().light is Light.GREEN
    assert status().warnings() == []


@pytest.mark.parametrize(
    ("fields", "light", "says"),
    [
        ({"last_at": None}, Light.RED, "no backup yet"),
        ({"last_at": ago(days=30)}, Light.GREEN, ""),  # nothing was recorded since
        ({"last_at": ago(hours=23), "unsaved": 9}, Light.GREEN, ""),
        ({"last_at": ago(hours=25), "unsaved": 9}, Light.AMBER, "days old"),
        ({"last_at": ago(days=8), "unsaved": 9}, Light.RED, "days old"),
        ({"last_whole": False}, Light.RED, "not in order"),
        ({"second": SecondMedium()}, Light.AMBER, "on this machine"),
        ({"second": replace(GOOD, same_disk=True)}, Light.AMBER, "same disk"),
        ({"rehearsed_ok": False}, Light.RED, "not in order"),
        ({"rehearsed_at": ago(days=31)}, Light.AMBER, "not rehearsed"),
        ({"rehearsed_at": ago(days=29), "begun_at": ago(days=900)}, Light.GREEN, ""),
        ({"begun_at": ago(days=31)}, Light.AMBER, "not rehearsed"),
    ],
)
def test_that_the_light_says_what_is_wrong_in_words(fields, light, says):
    found = status(**fields)
    assert found.light is light
    assert says in " ".join(said.message_id for _light, said in found.warnings())


@pytest.mark.parametrize("state", [each for each in MediumState if each is not MediumState.NONE])
def test_that_a_second_medium_without_a_copy_is_told_in_whatever_state_it_is(state):
    for age, light in ((2, Light.AMBER), (8, Light.RED)):
        second = SecondMedium(state=state, name="STICK", last_at=ago(days=age), chosen_at=NOW)
        found = status(second=second)
        assert found.light is light
        ((_light, said),) = found.warnings()
        assert str(age) in said.message_id.format(**said.params)
        assert "STICK" in said.message_id.format(**said.params)


def test_that_a_stick_in_a_safe_is_no_worry_while_it_has_everything():
    second = SecondMedium(
        state=MediumState.MISSING, name="STICK", last_at=ago(days=40), chosen_at=ago(days=90)
    )
    assert status(second=second, last_at=ago(days=40), rehearsed_at=NOW).light is Light.GREEN


def test_that_a_second_medium_that_never_got_a_copy_is_told_at_once():
    second = SecondMedium(state=MediumState.READY, name="STICK", chosen_at=ago(hours=1))
    assert status(second=second).light is Light.AMBER


def test_that_the_worst_is_told_first():
    found = status(last_at=None, second=SecondMedium(), begun_at=ago(days=90))
    assert [light for light, _said in found.warnings()] == [Light.RED, Light.AMBER, Light.AMBER]


@pytest.mark.parametrize(
    ("size", "said"),
    [(0, "0 B"), (999, "999 B"), (1500, "1.5 kB"), (12_345_678, "12.3 MB"), (2**40, "1.1 TB")],
)
def test_that_sizes_are_told_as_people_write_them(size, said):
    assert size_words(size) == said
