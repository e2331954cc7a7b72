from __future__ import annotations

import datetime as dt

from stockpile_app.domain.needs import (
    ChangeLesson,
    NeedWords,
    PrintLessons,
    PrintProposal,
    RaiseNeed,
    RecordLesson,
    StateNeed,
)
from stockpile_app.domain.needs_vocabulary import LessonKind, NeedKind, NeedStatus
from stockpile_app.domain.staff import GainQualification, HoldTraining, PrintTraining

DAY = dt.date(2026, 3, 1)
READERS = "SMIDT"
WORDS = NeedWords(title="x", objective="y")

ROWS = {
    "staff.table": (READERS, lambda s, out: s.staff.table()),
    "staff.trainings": (READERS, lambda s, out: s.staff.trainings()),
    "staff.qualifications": (READERS, lambda s, out: s.staff.qualifications()),
    "staff.expiring": (READERS, lambda s, out: s.staff.expiring()),
    "staff.assignable": (READERS, lambda s, out: s.staff.assignable("storekeeper")),
    "staff.figures": (READERS, lambda s, out: s.staff.figures(DAY, DAY)),
    "staff.hold": (
        "M",
        lambda s, out: s.staff.hold(
            HoldTraining(topic="x", title="x", held_on=DAY, provider="x", women=1)
        ),
    ),
    "staff.gain": (
        "M",
        lambda s, out: s.staff.gain(GainQualification(person_id=1, topic="x", gained_on=DAY)),
    ),
    "staff.withdraw": ("M", lambda s, out: s.staff.withdraw(1, "x")),
    "staff.papers.training": (
        READERS,
        lambda s, out: s.staff.papers.training(
            PrintTraining(out=out / "t.pdf", from_day=DAY, to_day=DAY)
        ),
    ),
    "needs.list": (READERS, lambda s, out: s.needs.list()),
    "needs.get": (READERS, lambda s, out: s.needs.get(1)),
    "needs.suggestions": (READERS, lambda s, out: s.needs.suggestions()),
    "needs.state": (
        "MI",
        lambda s, out: s.needs.state(RaiseNeed(kind=NeedKind.OTHER, words=WORDS)),
    ),
    "needs.change": ("MI", lambda s, out: s.needs.change(1, WORDS)),
    "needs.follow": (
        "MI",
        lambda s, out: s.needs.follow(StateNeed(need=1, status=NeedStatus.FUNDED)),
    ),
    "needs.papers.proposal": (
        READERS,
        lambda s, out: s.needs.papers.proposal(PrintProposal(out=out / "p.pdf", needs=(1,))),
    ),
    "lessons.list": (READERS, lambda s, out: s.lessons.list()),
    "lessons.record": (
        READERS,
        lambda s, out: s.lessons.record(RecordLesson(kind=LessonKind.LESSON, title="x", text="y")),
    ),
    "lessons.change": (
        READERS,
        lambda s, out: s.lessons.change(ChangeLesson(lesson=1, title="x", text="y")),
    ),
    "lessons.withdraw": (READERS, lambda s, out: s.lessons.withdraw(1, "x")),
    "lessons.papers.paper": (
        READERS,
        lambda s, out: s.lessons.papers.paper(PrintLessons(out=out / "l.pdf")),
    ),
}
