from __future__ import annotations

import datetime as dt

import pytest

from stockpile_app.domain.errors import BadValue
from stockpile_app.domain.staff import (
    SOON,
    Duty,
    QualificationRecord,
    SexCount,
    Validity,
    by_sex,
    expiry,
    lacks,
    parse_training,
    validity,
)
from stockpile_app.domain.vocabulary import Sex
from stockpile_app.reference.training import training_table

DAY = dt.date(2026, 3, 1)
TABLE = {
    "version": 1,
    "topics": {"a": {"name": "A", "months": 12}, "b": {"name": "B"}},
    "duties": {"d": {"name": "D", "topics": ["a", "b"]}},
}


@pytest.mark.parametrize(
    ("gained", "months", "out"),
    [
        (DAY, 12, dt.date(2027, 3, 1)),
        (dt.date(2024, 2, 29), 12, dt.date(2025, 2, 28)),
        (dt.date(2024, 2, 29), 48, dt.date(2028, 2, 29)),
        (dt.date(2026, 8, 31), 6, dt.date(2027, 2, 28)),
        (dt.date(2026, 12, 31), 1, dt.date(2027, 1, 31)),
        (DAY, 0, None),
    ],
)
def test_that_a_qualification_runs_out_on_the_same_day_of_the_month(gained, months, out):
    assert expiry(gained, months) == out


@pytest.mark.parametrize(
    ("days", "stands"),
    [
        (-1, Validity.EXPIRED),
        (0, Validity.SOON),
        (SOON, Validity.SOON),
        (SOON + 1, Validity.VALID),
    ],
)
def test_that_a_qualification_holds_on_its_last_day(days, stands):
    assert validity(DAY + dt.timedelta(days=days), DAY) is stands
    assert validity(DAY + dt.timedelta(days=days), DAY, withdrawn=True) is Validity.WITHDRAWN


def test_that_one_without_an_end_holds():
    assert validity(None, DAY) is Validity.VALID


def held(topic, expires_on, stands=Validity.VALID, gained_on=dt.date(2025, 1, 1)):
    return QualificationRecord(
        id=1,
        person_id=1,
        person="Wanjiru",
        sex=None,
        topic=topic,
        topic_name=topic,
        gained_on=gained_on,
        expires_on=expires_on,
        certificate="",
        issued_by="",
        validity=stands,
    )


DUTY = Duty("d", "D", ("a", "b"))
YESTERDAY = DAY - dt.timedelta(days=1)


@pytest.mark.parametrize(
    ("qualifications", "expired", "missing"),
    [
        ([], (), ("a", "b")),
        ([held("a", None), held("b", DAY)], (), ()),
        ([held("a", YESTERDAY), held("b", None)], ("a",), ()),
        ([held("a", YESTERDAY), held("a", DAY), held("b", None)], (), ()),
        ([held("a", None, Validity.WITHDRAWN), held("b", None)], (), ("a",)),
        ([held("a", None, gained_on=DAY + dt.timedelta(days=1)), held("b", None)], (), ("a",)),
        ([held("other", None)], (), ("a", "b")),
    ],
)
def test_what_somebody_lacks_for_a_duty(qualifications, expired, missing):
    assert lacks(DUTY, qualifications, DAY) == (expired, missing)


def test_that_people_are_counted_by_sex():
    assert by_sex([Sex.FEMALE, None, Sex.MALE, Sex.FEMALE]) == SexCount(2, 1, 1)
    assert by_sex([]).total == 0


def test_that_a_table_is_read():
    table = parse_training(TABLE)
    assert [each.months for each in table.topics] == [12, 0]
    assert table.duty("d").topics == ("a", "b")
    assert table.duty("x") is table.topic("x") is None
    assert (table.name("a"), table.name("Driving lorries")) == ("A", "Driving lorries")


@pytest.mark.parametrize(
    "change",
    [
        {"topics": None},
        {"topics": {"a": {"months": 3}}},
        {"topics": {"a": {"name": "A", "months": "long"}}},
        {"duties": {"d": {"name": "D", "topics": ["z"]}}},
        {"duties": {"d": {"topics": ["a"]}}},
    ],
)
def test_that_a_table_that_cannot_be_used_is_refused(change):
    with pytest.raises(BadValue):
        parse_training({**TABLE, **change})


def test_that_the_shipped_table_has_the_duties_that_the_program_asks_about():
    table = training_table()
    for duty in ("counter", "inspector", "disposal_operator"):
        assert table.duty(duty).topics
    assert table.version
    assert table.source
