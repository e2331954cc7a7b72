from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stockpile_app.exchange.days import DayOrder, NotADay, day_order, parse_day
from tests.builders_exchange import TODAY

LAST = dt.date(2013, 12, 31)


@pytest.mark.parametrize(
    "text",
    [
        "2013-12-31", "2013/12/31", "2013.12.31", "20131231", "31/12/2013", "31.12.2013",
        "31-Dec-2013", "31 December 2013", "Dec 31, 2013", "December 31st, 2013",
        "2013-12-31 23:59:59.999", "2013-12-31T08:00", "31/12/2013 08:00", "٣١/١٢/٢٠١٣",
        "31 décembre 2013", "31 de diciembre de 2013", "31 dezembro 2013", "31 декабря 2013 г.",
        "31 ديسمبر 2013", "2013 Dec 31",
    ],
)  # fmt: skip
def test_that_spellings_of_a_day_are_read(text: str) -> None:
    assert parse_day(text, DayOrder.UNKNOWN, TODAY).day == LAST


@pytest.mark.parametrize(
    ("texts", "order"),
    [
        (["03/04/2013", "31/12/2013"], DayOrder.DAY_FIRST),
        (["03/04/2013", "12/31/2013"], DayOrder.MONTH_FIRST),
        (["03/04/2013", "2013-12-31", "n/a"], DayOrder.UNKNOWN),
        (["31/12/2013", "12/31/2013"], DayOrder.MIXED),
        ([], DayOrder.UNKNOWN),
    ],
)
def test_that_a_column_tells_its_order(texts: list[str], order: DayOrder) -> None:
    assert day_order(texts) is order


def test_that_the_order_of_the_column_decides() -> None:
    assert parse_day("03/04/2013", DayOrder.MONTH_FIRST, TODAY).day == dt.date(2013, 3, 4)
    assert parse_day("03/04/2013", DayOrder.DAY_FIRST, TODAY).day == dt.date(2013, 4, 3)
    unsure = parse_day("03/04/2013", DayOrder.UNKNOWN, TODAY)
    assert unsure.either
    assert unsure.day == dt.date(2013, 4, 3)
    assert not parse_day("03/03/2013", DayOrder.UNKNOWN, TODAY).either


def test_that_a_short_year_is_never_in_the_future() -> None:
    assert parse_day("1/2/26", DayOrder.DAY_FIRST, TODAY).day.year == 2026
    assert parse_day("1/2/27", DayOrder.DAY_FIRST, TODAY) == (
        dt.date(1927, 2, 1),
        False,
        True,
        False,
    )


def test_that_the_count_of_a_spreadsheet_is_read() -> None:
    assert parse_day("41639", DayOrder.UNKNOWN, TODAY) == (LAST, False, False, True)


@pytest.mark.parametrize("text", ["31/02/2013", "2013-02-30", "13/25/2013", "0000-01-01"])
def test_that_an_impossible_day_is_told_from_nonsense(text: str) -> None:
    with pytest.raises(NotADay) as refused:
        parse_day(text, DayOrder.DAY_FIRST, TODAY)
    assert refused.value.impossible


@pytest.mark.parametrize("text", ["spring 2010", "2013", "31 Foo 2013", "", "1 May", "Dec 2013"])
def test_that_nonsense_is_no_day(text: str) -> None:
    with pytest.raises(NotADay) as refused:
        parse_day(text, DayOrder.DAY_FIRST, TODAY)
    assert not refused.value.impossible


@given(st.text(max_size=30), st.sampled_from(DayOrder))
def test_that_any_text_is_a_day_or_none(text: str, order: DayOrder) -> None:
    try:
        assert parse_day(text, order, TODAY).day
    except NotADay:
        assert day_order([text])


@given(st.dates(dt.date(1800, 1, 1)))
def test_that_iso_days_come_back(day: dt.date) -> None:
    assert parse_day(day.isoformat(), DayOrder.MONTH_FIRST, TODAY).day == day
