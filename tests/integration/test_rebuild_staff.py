"""Any sequence of training, needs and lessons gives the same tables again."""

from __future__ import annotations

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule

from stockpile_app.domain import facts as f
from stockpile_app.domain.needs_vocabulary import (
    LessonKind,
    LessonSubject,
    NeedKind,
    NeedOrigin,
    NeedStatus,
    Priority,
)
from tests.integration.test_rebuild import DAY, TEXT
from tests.integration.test_rebuild_depot import DepotLife

PEOPLE = st.lists(st.integers(1, 3), max_size=3).map(tuple)


class StaffLife(DepotLife):
    """People are trained, needs are stated and lessons written down."""

    @initialize()
    def open(self):
        DepotLife.open(self)
        self.gained: list[int] = []
        self.needs: list[int] = []
        self.lessons: list[int] = []

    @rule(text=TEXT, people=PEOPLE, days=st.integers(1, 9))
    def train(self, text, people, days):
        course = self.record(
            f.TrainingHeld(
                topic=text,
                title=text,
                occurred_on=DAY,
                provider=text,
                days=days,
                people=people,
                women=days,
            )
        )
        for person in people:
            self.gained.append(
                self.record(
                    f.QualificationGained(
                        person=person,
                        topic=text,
                        occurred_on=DAY,
                        expires_on=DAY if days > 4 else None,
                        training=course if days > 2 else None,
                    )
                )
            )

    @rule(data=st.data(), text=TEXT)
    def withdraw(self, data, text):
        if self.gained:
            which = data.draw(st.sampled_from(self.gained))
            self.record(f.QualificationWithdrawn(qualification=which, occurred_on=DAY, reason=text))

    @rule(data=st.data(), text=TEXT, number=st.integers(0, 9))
    def need(self, data, text, number):
        pick = lambda each: data.draw(st.sampled_from(list(each)))  # noqa: E731
        self.needs.append(
            self.record(
                f.NeedRaised(
                    need_kind=pick(NeedKind),
                    title=text,
                    objective=text,
                    occurred_on=DAY,
                    baseline=number,
                    cost=number or None,
                    priority=pick(Priority),
                    place=1 if number > 4 else None,
                    origin=pick(NeedOrigin),
                    evidence={text: number},
                    finding=number or None,
                )
            )
        )
        need = pick(self.needs)
        self.record(
            f.NeedChanged(need=need, title=text, objective=text, target=number),
            f.NeedStatusStated(
                need=need, status=pick(NeedStatus), occurred_on=DAY, reason=text, measured=number
            ),
        )

    @rule(data=st.data(), text=TEXT, share=st.booleans())
    def lesson(self, data, text, share):
        self.lessons.append(
            self.record(
                f.LessonRecorded(
                    lesson_kind=data.draw(st.sampled_from(list(LessonKind))),
                    title=text,
                    text=text,
                    occurred_on=DAY,
                    subject=data.draw(st.sampled_from(list(LessonSubject))),
                    number=4 if share else None,
                    shareable=share,
                )
            )
        )
        which = data.draw(st.sampled_from(self.lessons))
        self.record(f.LessonChanged(lesson=which, title=text, text=text, shareable=not share))
        if share:
            self.record(f.LessonWithdrawn(lesson=which, reason=text))


StaffLife.TestCase.settings = settings(
    max_examples=10,
    stateful_step_count=15,
    deadline=None,
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.filter_too_much,
        HealthCheck.data_too_large,
    ],
)
TestThatStaffAndNeedsRebuildTheSameTables = StaffLife.TestCase
