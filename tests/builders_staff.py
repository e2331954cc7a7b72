"""Facts of every kind about training, needs and lessons."""

from __future__ import annotations

from collections.abc import Callable

from stockpile_app.domain import facts as f
from stockpile_app.domain.needs_vocabulary import (
    LessonKind,
    LessonSubject,
    NeedKind,
    NeedOrigin,
    NeedStatus,
    Priority,
)
from stockpile_app.domain.vocabulary import PersonKind, Sex

DAY = "2026-03-02"


def record_staff(record: Callable[..., int]) -> None:
    """Record every kind of fact of the subjects, so that each of their tables has a row."""
    record(
        f.PersonAdded(person=81, person_kind=PersonKind.PERSON, name="Wanjiru", sex=Sex.FEMALE),
        f.PersonAdded(person=82, person_kind=PersonKind.PERSON, name="Otieno", sex=Sex.MALE),
    )
    course = record(
        f.TrainingHeld(
            topic="stocktaking",
            title="Counting by serial",
            occurred_on=DAY,
            provider="School of Logistics",
            days=3,
            location="Gilgil",
            people=(81, 82),
            women=2,
            men=5,
            notes="In two groups.",
        )
    )
    gained = record(
        f.QualificationGained(
            person=81,
            topic="stocktaking",
            occurred_on=DAY,
            expires_on="2028-03-02",
            certificate="C-7",
            issued_by="School of Logistics",
            training=course,
        )
    )
    record(
        f.QualificationGained(person=82, topic="marking", occurred_on=DAY),
        f.QualificationWithdrawn(qualification=gained, occurred_on=DAY, reason="No practice."),
    )
    need = record(
        f.NeedRaised(
            need_kind=NeedKind.MARKING,
            title="Marking machines",
            objective="Every weapon carries its marks.",
            occurred_on=DAY,
            assessment="No machine is left.",
            indicator="weapons that lack a mark they need",
            baseline=400,
            unit="weapons",
            cost=60000,
            currency="USD",
            priority=Priority.HIGH,
            place=1,
            due_on="2027-01-01",
            origin=NeedOrigin.MARKS,
            evidence={"weapons that lack a mark they need": 400},
        )
    )
    record(
        f.NeedChanged(need=need, title="Two machines", objective="Marks.", cost=1, currency="EUR"),
        f.NeedStatusStated(
            need=need,
            status=NeedStatus.FUNDED,
            occurred_on=DAY,
            reason="Promised.",
            partner="A partner",
            measured=3,
        ),
    )
    lesson = record(
        f.LessonRecorded(
            lesson_kind=LessonKind.LESSON,
            title="Light",
            text="Count by daylight.",
            occurred_on=DAY,
            topic="counts",
            subject=LessonSubject.STOCKTAKE,
            number=7,
        )
    )
    record(
        f.LessonChanged(lesson=lesson, title="Daylight", text="Count by day.", shareable=True),
        f.LessonWithdrawn(lesson=lesson, reason="Lamps came."),
    )
