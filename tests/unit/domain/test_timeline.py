from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stockpile_app.domain import facts as f
from stockpile_app.domain.marking_vocabulary import Acquisition
from stockpile_app.domain.timeline import TimelineEvent, day_of, in_order
from stockpile_app.domain.vocabulary import IncidentKind
from tests.builders import facts_of, weapon

DAY = dt.date(2026, 3, 2)
MORNING = dt.datetime(2026, 3, 2, 8, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("fact", "day"),
    [
        (weapon(1), None),
        (weapon(1, received_on="1991-05-02"), dt.date(1991, 5, 2)),
        (f.WeaponDescribed(number="x", occurred_on="2026-03-01"), dt.date(2026, 3, 1)),
        (
            f.AcquisitionStated(
                number="x", acquisition=Acquisition.FOUND, acquired_on="2025-12-24"
            ),
            dt.date(2025, 12, 24),
        ),
        (
            f.IncidentReported(
                incident_kind=IncidentKind.LOSS,
                discovered_on="2026-02-28",
                circumstances="x",
                reported_by="y",
            ),
            dt.date(2026, 2, 28),
        ),
        (
            f.WeaponsDisposed(
                order=1, day=2, weapons=("x",), at="2026-03-01T23:59", operator="Otieno"
            ),
            dt.date(2026, 3, 1),
        ),
        (f.RegistrationWithdrawn(number="x", corrects=1, reason="twice"), None),
    ],
)
def test_that_a_fact_says_on_which_day(fact, day):
    assert day_of(fact) == day


@given(st.sampled_from(sorted(f.KINDS)).flatmap(lambda kind: facts_of(f.KINDS[kind])))
def test_that_a_day_nobody_could_mean_does_not_hide_the_life_of_a_weapon(fact):
    assert day_of(fact) is None or isinstance(day_of(fact), dt.date)


def test_that_events_of_one_day_stand_as_they_were_recorded():
    def event(on, minutes, who):
        recorded = MORNING + dt.timedelta(minutes=minutes)
        return TimelineEvent(on=on, recorded_at=recorded, recorded_by=who)

    late = event(DAY - dt.timedelta(days=9), 30, "of old, recorded last")
    events = [event(DAY, 20, "second"), late, event(DAY, 10, "first")]
    assert [each.recorded_by for each in in_order(events)] == [late.recorded_by, "first", "second"]
