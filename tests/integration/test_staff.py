from __future__ import annotations

import datetime as dt

import pytest

from stockpile_app.domain.errors import BadValue, NotFound
from stockpile_app.domain.people import AddPerson
from stockpile_app.domain.security import OpenCheck
from stockpile_app.domain.staff import (
    GainQualification,
    HoldTraining,
    PrintTraining,
    SexCount,
    Validity,
)
from stockpile_app.domain.stocktakes import OpenStocktake
from stockpile_app.domain.vocabulary import PersonKind, Sex, StocktakeKind

TODAY = dt.date(2026, 3, 1)


@pytest.fixture
def people(services):
    def add(name, sex, kind=PersonKind.PERSON):
        return services.people.add(AddPerson(kind=kind, name=name, sex=sex)).person_id

    return [add("Wanjiru", Sex.FEMALE), add("Otieno", Sex.MALE), add("Kim", None)]


def course(**fields):
    values = {"topic": "stocktaking", "title": "Counting", "held_on": TODAY, "provider": "School"}
    return HoldTraining(**{**values, **fields})


def qualified(person, **fields):
    values = {"person_id": person, "topic": "stocktaking", "gained_on": TODAY}
    return GainQualification(**{**values, **fields})


def test_that_a_course_counts_women_and_men_and_qualifies_those_in_the_register(services, people):
    services.staff.hold(course(people=(*people, people[0]), women=2, men=1, qualifies=True))
    record = services.staff.trainings()[0]
    assert (record.women, record.men, record.unknown, record.total) == (3, 2, 1, 6)
    assert record.people == ("Kim", "Otieno", "Wanjiru")
    held = services.staff.qualifications()
    assert [each.person for each in held] == ["Kim", "Otieno", "Wanjiru"]
    assert {each.expires_on for each in held} == {dt.date(2028, 3, 1)}
    figures = services.staff.figures(TODAY, TODAY)
    assert figures.courses == 1
    assert figures.trained == SexCount(3, 2, 1)
    assert figures.qualified == SexCount(1, 1, 1)
    assert figures.expired == SexCount()
    later = services.staff.figures(dt.date(2027, 1, 1), dt.date(2029, 1, 1))
    assert later.trained == SexCount()
    assert later.expired == SexCount(1, 1, 1)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"topic": " "}, "topic"),
        ({"title": ""}, "title"),
        ({"provider": ""}, "provider"),
        ({"days": 0}, "days"),
        ({"women": -1}, "women"),
        ({"held_on": dt.date(2026, 3, 20)}, "held_on"),
        ({"people": (), "women": 0}, "people"),
    ],
)
def test_that_a_course_says_what_is_wrong(services, fields, field):
    with pytest.raises(BadValue) as refused:
        services.staff.hold(course(**{"women": 1, **fields}))
    assert refused.value.field == field
    assert not services.staff.trainings()


def test_that_only_people_of_the_register_are_trained_by_name(services, people):
    unit = services.people.add(AddPerson(kind=PersonKind.UNIT, name="1st Battalion")).person_id
    for stranger in (unit, 99):
        with pytest.raises(NotFound, match="in the register"):
            services.staff.hold(course(people=(stranger,)))
        with pytest.raises(NotFound, match="in the register"):
            services.staff.gain(qualified(stranger))


def test_that_who_lacks_a_qualification_may_not_be_assigned(services, people, clock):
    she, he, other = people
    services.staff.gain(qualified(she))
    services.staff.gain(qualified(he, expires_on=dt.date(2026, 3, 31), certificate="C 7"))
    found = {each.person: each for each in services.staff.assignable("counter")}
    assert found["Wanjiru"].may
    assert found["Otieno"].may
    assert found["Kim"].missing == ("Counting by serial number",)
    later = {
        each.person: each for each in services.staff.assignable("counter", dt.date(2026, 4, 1))
    }
    assert later["Otieno"].expired == ("Counting by serial number",)
    assert not later["Otieno"].may
    with pytest.raises(NotFound, match="no duty"):
        services.staff.assignable("pilot")
    assert other


def test_that_who_lost_a_qualification_counts_cuts_and_inspects_no_more(services, people):
    def counted(*names):
        services.stocktakes.open(
            OpenStocktake(kind=StocktakeKind.FULL, place_id=1, counters=names, occurred_on=TODAY)
        )

    she, he, _other = people
    services.staff.gain(
        qualified(she, gained_on=dt.date(2024, 1, 1), expires_on=dt.date(2026, 2, 28))
    )
    with pytest.raises(BadValue, match=r"WANJIRU may not .*Counting by serial number") as refused:
        counted("Otieno", " WANJIRU ")
    assert refused.value.field == "counters"
    done = services.staff.gain(qualified(he, topic="inspection"))
    services.staff.withdraw(done.id, "Resigned")
    with pytest.raises(BadValue, match="Otieno may not"):
        services.security.open(OpenCheck(place_id=1, inspector="Otieno", occurred_on=TODAY))
    services.staff.gain(qualified(she))
    counted("Kim", "Wanjiru")  # of whom nothing is known, and who renewed it
    services.security.open(OpenCheck(place_id=1, inspector="Wanjiru", occurred_on=TODAY))


def test_that_of_two_people_of_a_name_one_who_may_is_enough(services, people):
    services.staff.gain(qualified(people[0], topic="inspection", expires_on=TODAY))
    services.people.add(AddPerson(name="Wanjiru", code="7"))
    opened = OpenCheck(place_id=1, inspector="Wanjiru", occurred_on=TODAY)
    services.security.open(opened)


def test_that_figures_are_those_of_the_last_day_of_the_period(services, people, clock):
    she, he, _other = people
    services.staff.gain(qualified(she, expires_on=dt.date(2026, 4, 30)))
    done = services.staff.gain(qualified(he))
    clock.advance(hours=24 * 20)
    services.staff.withdraw(done.id, "Did not count")
    then = services.staff.figures(TODAY, TODAY)
    assert (then.qualified, then.soon) == (SexCount(1, 1), SexCount(1))
    now = services.staff.figures(TODAY, services.desk.today)
    assert (now.qualified, now.soon, now.expired) == (SexCount(1), SexCount(1), SexCount())
    before = services.staff.figures(dt.date(2025, 1, 1), dt.date(2025, 12, 31))
    assert before.qualified == before.soon == SexCount()


def test_that_what_runs_out_is_told_until_it_is_made_good(services, people, clock):
    she = people[0]
    services.staff.gain(qualified(she, expires_on=dt.date(2026, 4, 1)))
    assert [each.validity for each in services.staff.expiring()] == [Validity.SOON]
    clock.advance(hours=24 * 40)
    assert [each.validity for each in services.staff.expiring()] == [Validity.EXPIRED]
    services.staff.gain(qualified(she, gained_on=services.desk.today))
    assert services.staff.expiring() == []


def test_that_a_qualification_is_withdrawn_with_a_reason(services, people):
    done = services.staff.gain(qualified(people[0]))
    with pytest.raises(BadValue, match="must not be empty"):
        services.staff.withdraw(done.id, " ")
    services.staff.withdraw(done.id, "Did not count for two years")
    record = services.staff.qualifications(people[0])[0]
    assert record.validity is Validity.WITHDRAWN
    assert record.withdrawn_reason == "Did not count for two years"
    assert not next(e for e in services.staff.assignable("counter") if e.person == "Wanjiru").may
    with pytest.raises(NotFound, match="withdrawn"):
        services.staff.withdraw(done.id, "again")


def test_that_a_qualification_cannot_run_out_before_it_was_gained(services, people):
    with pytest.raises(BadValue, match="before it was gained"):
        services.staff.gain(qualified(people[0], expires_on=dt.date(2025, 1, 1)))


def test_that_training_stands_on_paper(services, people, tmp_path):
    services.staff.hold(course(people=tuple(people), qualifies=True))
    asked = PrintTraining(out=tmp_path / "t.pdf", from_day=TODAY, to_day=TODAY)
    done = services.staff.papers.training(asked)
    assert done.number.startswith("TL-")
    assert (tmp_path / "t.pdf").read_bytes().startswith(b"%PDF")
    assert services.ledgers.verify().ok
