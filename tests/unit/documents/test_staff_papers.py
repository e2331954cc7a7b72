"""Proposals, lessons and training on paper: what they say, whatever is written into them."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace

import pytest

from stockpile_app.documents.lessons_paper import write_lessons
from stockpile_app.documents.project_proposal import write_proposal
from stockpile_app.documents.training_list import write_training_list
from stockpile_app.domain.needs import LessonRecord, NeedRecord, NeedWords
from stockpile_app.domain.needs_vocabulary import (
    LessonKind,
    LessonSubject,
    NeedKind,
    NeedOrigin,
    NeedStatus,
    Priority,
)
from stockpile_app.domain.staff import (
    QualificationRecord,
    SexCount,
    StaffFigures,
    TrainingRecord,
    Validity,
)
from tests.unit.documents.material import HOSTILE, STAMP, texts

DAY = dt.date(2026, 3, 1)
LONG = " ".join(f"word{number}" for number in range(1, 601))
WORDS = NeedWords(
    title="Two machines",
    objective="Every weapon is marked.",
    assessment="One machine broke.",
    indicator="weapons without marks",
    baseline=400,
    target=0,
    unit="weapons",
    cost=48000,
    currency="USD",
    priority=Priority.HIGH,
    due_on=dt.date(2027, 6, 30),
)


def need(number=1, **words):
    return NeedRecord(
        id=number,
        number=f"ND-KE01-{number}",
        kind=NeedKind.MARKING,
        words=replace(WORDS, **words),
        place="Main depot",
        origin=NeedOrigin.MARKS,
        evidence={"weapons that lack a mark they need": 1400},
        finding=None,
        raised_on=DAY,
        raised_by="Amina",
        status=NeedStatus.OPEN,
    )


def lesson(**changes):
    values = {
        "id": 3,
        "kind": LessonKind.LESSON,
        "title": "Light",
        "text": "Count by daylight.",
        "topic": "Counts",
        "subject": LessonSubject.INCIDENT,
        "number": 12,
        "shareable": True,
        "recorded_on": DAY,
        "recorded_by": "Amina Yusuf",
    }
    return LessonRecord(**{**values, **changes})


def _proposal(*needs, summary="", contact=""):
    out = io.BytesIO()
    pages = write_proposal(out, STAMP, needs, summary=summary, contact=contact)
    return pages, _text(out)


def _lessons(*lessons, internal=False):
    out = io.BytesIO()
    pages = write_lessons(out, STAMP, lessons, internal=internal)
    return pages, _text(out)


def _text(out):
    return " ".join(" ".join(texts(out.getvalue())).split())


def test_that_a_proposal_says_what_paragraph_63_asks_for():
    _pages, text = _proposal(need(), need(2, title="Pins", due_on=dt.date(2026, 5, 1)))
    for wanted in (
        "Every weapon is marked.",
        "One machine broke.",
        "weapons that lack a mark they need: 1,400",
        "weapons without marks 400 weapons 0 weapons",
        "ND-KE01-1 · Marking equipment · Main depot",
        "High",
        "96,000 USD",
    ):
        assert wanted in text
    timetable = text[text.index("Timetable") :]
    assert timetable.index("May 1, 2026") < timetable.index("Jun 30, 2027")


def test_that_costs_are_added_by_currency_and_what_has_none_is_told():
    _pages, text = _proposal(
        need(), need(2, cost=500, currency="EUR"), need(3, cost=None, currency="", due_on=None)
    )
    assert "Total 500 EUR" in text
    assert "Total 48,000 USD" in text
    assert "One need has no estimate of its cost yet" in text


def test_that_a_need_without_a_goal_or_a_day_has_no_table_of_them():
    _pages, text = _proposal(need(indicator="", baseline=0, due_on=None))
    assert "Measured by" not in text
    assert "Timetable" not in text


def test_that_long_texts_are_printed_to_the_last_word():
    pages, text = _proposal(
        *(need(number, assessment=LONG, objective=LONG) for number in (1, 2, 3)), summary=LONG
    )
    assert pages > 3
    assert text.count("word600") == 3 * 2 + 1  # a row of the timetable has six lines at most
    pages, text = _lessons(*(lesson(text=LONG) for _ in range(6)))
    assert pages > 1
    assert text.count("word600") == 6


@pytest.mark.parametrize("words", HOSTILE)
def test_that_any_words_can_be_printed(words):
    assert _proposal(need(title=words, objective=words, unit=words), contact=words)[0] >= 1
    assert _lessons(lesson(title=words, text=words, topic=words), internal=True)[0] >= 1


def test_that_a_paper_for_others_says_neither_who_nor_where():
    _pages, text = _lessons(lesson())
    assert "Amina Yusuf" not in text
    assert "Incident" not in text
    assert "These notes may be passed on." in text
    _pages, text = _lessons(lesson(), internal=True)
    assert "Amina Yusuf" in text
    assert "Incident 12" in text


def test_that_training_is_told_by_sex():
    course = TrainingRecord(
        id=1,
        topic="marking",
        topic_name="Marking weapons",
        title="At the bench",
        held_on=DAY,
        provider="School",
        days=2,
        location="",
        people=(),
        women=4,
        men=1200,
        unknown=0,
        notes="",
    )
    held = QualificationRecord(
        id=2,
        person_id=1,
        person="Wanjiru",
        sex=None,
        topic="marking",
        topic_name="Marking weapons",
        gained_on=DAY,
        expires_on=None,
        certificate="C-7",
        issued_by="",
        validity=Validity.VALID,
    )
    figures = StaffFigures(
        courses=1,
        staff=SexCount(5, 6, 7),
        trained=SexCount(4, 1200),
        qualified=SexCount(1),
        soon=SexCount(0, 2),
        expired=SexCount(0, 0, 3),
    )
    out = io.BytesIO()
    write_training_list(out, STAMP, figures, [course], [held])
    text = _text(out)
    for wanted in (
        "Staff in the register 5 6 7 18",
        "Places taken in courses 4 1,200 0 1,204",
        "runs out within 60 days 0 2 0 2",
        "At the bench",
        "Wanjiru Marking weapons Mar 1, 2026 never Valid C-7",
    ):
        assert wanted in text
    out = io.BytesIO()
    write_training_list(out, STAMP, figures, [], [])
    assert "None in this period." in _text(out)
