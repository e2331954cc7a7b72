from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from stockpile_app.domain.errors import BadValue, NotAllowedNow, NotFound
from stockpile_app.domain.incidents import ReportIncident
from stockpile_app.domain.needs import (
    ChangeLesson,
    NeedWords,
    PrintLessons,
    PrintProposal,
    RaiseNeed,
    RecordLesson,
    StateNeed,
)
from stockpile_app.domain.needs_vocabulary import (
    LessonKind,
    LessonSubject,
    NeedKind,
    NeedOrigin,
    NeedStatus,
    Priority,
)
from stockpile_app.domain.people import AddPerson
from stockpile_app.domain.security import AnswerQuestion, CompleteCheck, OpenCheck
from stockpile_app.domain.staff import GainQualification
from stockpile_app.domain.stocktakes import OpenStocktake
from stockpile_app.domain.vocabulary import (
    Answer,
    Component,
    IncidentKind,
    MarkOccasion,
    StocktakeKind,
)
from stockpile_app.domain.weapons import ObserveMark, RegisterWeapon
from tests.unit.documents.material import texts

MARCH = dt.date(2026, 3, 1)
WORDS = NeedWords(
    title="Two marking machines",
    objective="Every weapon of the State carries the marks it needs.",
    assessment="The only machine broke in January.",
    indicator="weapons without marks",
    baseline=400,
    target=0,
    unit="weapons",
    cost=60000,
    currency="usd",
    priority=Priority.HIGH,
    due_on=dt.date(2027, 1, 1),
)


def stated(services, **fields):
    words = NeedWords(**{**_fields(WORDS), **fields})
    return services.needs.state(RaiseNeed(kind=NeedKind.MARKING, words=words)).need_id


def _fields(words):
    return {name: getattr(words, name) for name in words.__dataclass_fields__}


def test_that_a_need_is_followed_until_it_is_met(services):
    need = stated(services)
    record = services.needs.get(need)
    assert record.number == f"ND-KE01-{need}"
    assert record.words.currency == "USD"
    services.needs.follow(StateNeed(need=need, status=NeedStatus.FUNDED, partner="A partner"))
    with pytest.raises(BadValue, match="what the indicator was"):
        services.needs.follow(StateNeed(need=need, status=NeedStatus.MET))
    services.needs.follow(StateNeed(need=need, status=NeedStatus.MET, measured=3))
    record = services.needs.get(need)
    assert [step.status for step in record.steps] == [NeedStatus.FUNDED, NeedStatus.MET]
    assert record.steps[-1].measured == 3
    assert services.needs.list(open_only=True) == []
    with pytest.raises(NotAllowedNow, match="settled"):
        services.needs.follow(StateNeed(need=need, status=NeedStatus.FUNDED))
    with pytest.raises(NotAllowedNow, match="settled"):
        services.needs.change(need, WORDS)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"title": ""}, "title"),
        ({"objective": " "}, "objective"),
        ({"indicator": ""}, "indicator"),
        ({"baseline": 0}, "indicator"),
        ({"cost": -1}, "cost"),
        ({"currency": "dollars"}, "currency"),
    ],
)
def test_that_a_need_says_what_is_wrong(services, fields, field):
    with pytest.raises(BadValue) as refused:
        stated(services, **fields)
    assert refused.value.field == field
    assert services.needs.list() == []


def test_that_a_need_is_described_anew_and_the_most_pressing_comes_first(services):
    low = stated(services, priority=Priority.LOW)
    high = stated(services)
    assert [each.id for each in services.needs.list()] == [high, low]
    services.needs.change(low, NeedWords(title="New", objective="Other", place_id=1))
    record = services.needs.get(low)
    assert (record.words.title, record.place) == ("New", "Main depot")
    with pytest.raises(NotFound):
        services.needs.change(999, WORDS)
    with pytest.raises(NotFound):
        services.needs.get(999)
    with pytest.raises(BadValue, match="why it is dropped"):
        services.needs.follow(StateNeed(need=low, status=NeedStatus.DROPPED))


def test_that_the_register_s_figures_speak_for_needs(services):
    assert services.needs.suggestions() == []
    weapon = services.weapons.register(RegisterWeapon(place_id=1, serial="A1", model="M1"))
    services.weapons.observe_mark(
        ObserveMark(
            weapon_id=weapon.weapon_id,
            component=Component.RECEIVER,
            occasion=MarkOccasion.MANUFACTURE,
            text="A1",
        )
    )
    person = services.people.add(AddPerson(name="Wanjiru")).person_id
    services.staff.gain(
        GainQualification(
            person_id=person,
            topic="marking",
            gained_on=dt.date(2020, 1, 1),
            expires_on=dt.date(2021, 1, 1),
        )
    )
    found = {each.origin: each for each in services.needs.suggestions()}
    marks = found[NeedOrigin.MARKS]
    assert (marks.baseline, marks.priority) == (1, Priority.HIGH)
    assert sum(marks.evidence.values()) == 2  # once in all, once by verdict
    assert found[NeedOrigin.QUALIFICATIONS].baseline == 1
    assert found[NeedOrigin.QUALIFICATIONS].kind is NeedKind.TRAINING


def test_that_a_finding_speaks_for_a_need_until_it_is_stated(services):
    check = services.security.open(OpenCheck(place_id=1, inspector="Dora", occurred_on=MARCH))
    for question in services.security.check(check.check_id).check_list.questions:
        given = Answer.NO if question.code == "a01" else Answer.YES
        services.security.answer(
            AnswerQuestion(
                check_id=check.check_id, question=question.code, answer=given, note="No plan."
            )
        )
    services.security.complete(CompleteCheck(check_id=check.check_id, occurred_on=MARCH))
    (finding,) = services.security.findings(open_only=True)
    (told,) = services.needs.suggestions()
    assert (told.finding, told.place_id, told.assessment) == (finding.id, 1, "No plan.")
    words = NeedWords(title=told.title, objective=told.objective)
    asked = RaiseNeed(kind=told.kind, words=words, origin=told.origin, finding=told.finding)
    need = services.needs.state(asked).need_id
    assert services.needs.suggestions() == []
    services.needs.follow(StateNeed(need=need, status=NeedStatus.DROPPED, reason="No money"))
    assert services.needs.suggestions() == [told]
    with pytest.raises(NotFound, match="no such finding"):
        services.needs.state(dataclasses.replace(asked, finding=check.check_id))


def test_that_a_proposal_has_objective_assessment_and_measurable_goals(services, tmp_path):
    need = stated(services)
    other = stated(services, title="Training", cost=5000, currency="EUR")
    asked = PrintProposal(
        out=tmp_path / "p.pdf", needs=(need, other), title="Marking 2027", summary="In short."
    )
    done = services.needs.papers.proposal(asked)
    assert done.number.startswith("PP-")
    text = text_of(tmp_path / "p.pdf")
    for wanted in (
        "Marking 2027",
        "Timetable",
        "In short.",
        WORDS.objective,
        WORDS.assessment,
        "400 weapons",
    ):
        assert wanted in text
    assert "60,000 USD" in text
    assert "5,000 EUR" in text
    with pytest.raises(BadValue, match="at least one"):
        services.needs.papers.proposal(PrintProposal(out=tmp_path / "q.pdf", needs=()))
    with pytest.raises(NotFound):
        services.needs.papers.proposal(PrintProposal(out=tmp_path / "q.pdf", needs=(999,)))
    assert services.ledgers.verify().ok


def test_that_lessons_are_kept_changed_and_withdrawn(services):
    words = {"kind": LessonKind.LESSON, "title": "Light", "text": "Count by daylight."}
    count = services.stocktakes.open(
        OpenStocktake(
            kind=StocktakeKind.FULL, place_id=1, counters=("Ada", "Bo"), occurred_on=MARCH
        )
    ).stocktake_id
    lesson = services.lessons.record(
        RecordLesson(**words, topic="Counts", subject=LessonSubject.STOCKTAKE, number=count)
    ).lesson_id
    assert services.lessons.list()[0].number == count
    for subject in set(LessonSubject) - {LessonSubject.NONE, LessonSubject.STOCKTAKE}:
        with pytest.raises(BadValue, match="none with the number"):
            services.lessons.record(RecordLesson(**words, subject=subject, number=count))
    with pytest.raises(BadValue, match="give its number"):
        services.lessons.record(
            RecordLesson(
                kind=LessonKind.LESSON, title="x", text="y", subject=LessonSubject.INCIDENT
            )
        )
    with pytest.raises(BadValue, match="must not be empty"):
        services.lessons.change(ChangeLesson(lesson=lesson, title="x", text=" "))
    services.lessons.change(ChangeLesson(lesson=lesson, title="Daylight", text="By day."))
    assert [each.title for each in services.lessons.list(text="DAY")] == ["Daylight"]
    assert services.lessons.list(text="night") == []
    services.lessons.withdraw(lesson, "Lamps came")
    assert services.lessons.list() == []
    assert services.lessons.list(withdrawn=True)[0].withdrawn == "Lamps came"
    with pytest.raises(NotAllowedNow):
        services.lessons.withdraw(lesson, "again")
    with pytest.raises(NotFound):
        services.lessons.withdraw(999, "x")


def test_that_only_what_may_be_passed_on_stands_on_the_paper_for_others(services, tmp_path):
    def record(title, **fields):
        services.lessons.record(
            RecordLesson(kind=LessonKind.GOOD_PRACTICE, title=title, text="Words.", **fields)
        )

    told = ReportIncident(kind=IncidentKind.THEFT, discovered_on=MARCH, circumstances="x")
    incident = services.incidents.report(told).incident_id
    record("Ours alone", subject=LessonSubject.INCIDENT, number=incident)
    out = tmp_path / "l.pdf"
    with pytest.raises(NotAllowedNow, match="no lesson to print"):
        services.lessons.papers.paper(PrintLessons(out=out))
    record("For all")
    record("For others", shareable=True)
    services.lessons.papers.paper(PrintLessons(out=out))
    text = text_of(out)
    assert "For others" in text
    assert "Ours alone" not in text
    services.lessons.papers.paper(PrintLessons(out=tmp_path / "i.pdf", internal=True))
    text = text_of(tmp_path / "i.pdf")
    assert "Ours alone" in text
    assert f"Incident {incident}" in text


def text_of(path):
    return " ".join(" ".join(texts(path.read_bytes())).split())
