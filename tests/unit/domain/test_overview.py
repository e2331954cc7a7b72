from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from stockpile_app.domain.overview import (
    MOST_ITEMS,
    DueItem,
    DueKind,
    ScorePoint,
    due_list,
    sort_due,
)

TODAY = dt.date(2026, 3, 2)


def item(days: int | None, kind: DueKind = DueKind.FINDING, **more: object) -> DueItem:
    due = None if days is None else TODAY + dt.timedelta(days=days)
    return DueItem(kind=kind, page="security", due_on=due, **more)  # type: ignore[arg-type]


def test_that_the_day_itself_is_not_late_and_the_seventh_day_is_still_this_week():
    items = [item(each) for each in (-1, 0, 7, 8, None)]
    overdue, this_week, other = sort_due(items, TODAY)
    assert [each.due_on for each in overdue.items] == [TODAY - dt.timedelta(days=1)]
    assert [(each.due_on - TODAY).days for each in this_week.items] == [0, 7]
    assert [each.due_on for each in other.items] == [TODAY + dt.timedelta(days=8), None]


def test_that_the_oldest_comes_first_and_an_incident_before_what_has_the_same_day():
    late, incident, finding = item(-3), item(None, DueKind.INCIDENT), item(None)
    assert due_list([finding, incident, late]).items == (late, incident, finding)


def test_that_a_list_is_cut_and_its_total_is_not():
    listed = due_list(item(-each, weapons=2) for each in range(1, MOST_ITEMS + 51))
    assert (listed.total, listed.weapons, len(listed.items)) == (250, 500, 200)
    assert listed.items[0].due_on == TODAY - dt.timedelta(days=250)


@given(st.lists(st.one_of(st.none(), st.integers(-400, 400)), max_size=60))
def test_that_everything_stands_in_one_list_alone(days):
    lists = sort_due([item(each) for each in days], TODAY)
    assert sum(each.total for each in lists) == len(days)
    assert all(each.overdue(TODAY) for each in lists[0].items)
    assert not any(each.overdue(TODAY) for listed in lists[1:] for each in listed.items)


def test_that_a_score_is_never_rounded_up():
    point = ScorePoint(check_id=1, completed_on=TODAY, points=1199, out_of=1500, level=0)
    assert point.percent == 79
    assert ScorePoint(1, TODAY, 0, 0, 0).percent == 0
