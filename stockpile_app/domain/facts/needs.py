"""Needs for assistance (2014 outcome of the PoA, paragraphs 57, 62 and 63), and lessons learned."""

from __future__ import annotations

from typing import ClassVar

from stockpile_app.domain.facts.base import Fact
from stockpile_app.domain.needs_vocabulary import (
    LessonKind,
    LessonSubject,
    NeedKind,
    NeedOrigin,
    NeedStatus,
    Priority,
)


class NeedRaised(Fact, frozen=True):
    """Something is needed; its ``seq`` is its number.

    Attributes:
        assessment: What was found, in detail and without judging (paragraph 63).
        indicator, baseline, target, unit: The goal, so that it can be measured.
        cost: Whole units of ``currency``.
        origin: What brought it to light, and ``evidence`` the figures of that day.
        finding: The ``seq`` of a finding that it would close.
    """

    kind: ClassVar[str] = "need-raised"
    need_kind: NeedKind
    title: str
    objective: str
    occurred_on: str
    assessment: str = ""
    indicator: str = ""
    baseline: int = 0
    target: int = 0
    unit: str = ""
    cost: int | None = None
    currency: str = ""
    priority: Priority = Priority.MEDIUM
    place: int | None = None
    due_on: str | None = None
    origin: NeedOrigin = NeedOrigin.STATED
    evidence: dict[str, int] = {}
    finding: int | None = None


class NeedChanged(Fact, frozen=True):
    """What is needed is described anew; all fields are the new ones."""

    kind: ClassVar[str] = "need-changed"
    need: int
    title: str
    objective: str
    assessment: str = ""
    indicator: str = ""
    baseline: int = 0
    target: int = 0
    unit: str = ""
    cost: int | None = None
    currency: str = ""
    priority: Priority = Priority.MEDIUM
    place: int | None = None
    due_on: str | None = None


class NeedStatusStated(Fact, frozen=True):
    """How a need stands from now on; ``measured`` is the indicator when it was met."""

    kind: ClassVar[str] = "need-status-stated"
    need: int
    status: NeedStatus
    occurred_on: str
    reason: str = ""
    partner: str = ""
    measured: int | None = None


class LessonRecorded(Fact, frozen=True):
    """Something worth telling others (paragraph 22); its ``seq`` is its number.

    Attributes:
        subject, number: What it was learned at, and the ``seq`` of that.
        shareable: Whether it may stand on a paper for others.
    """

    kind: ClassVar[str] = "lesson-recorded"
    lesson_kind: LessonKind
    title: str
    text: str
    occurred_on: str
    topic: str = ""
    subject: LessonSubject = LessonSubject.NONE
    number: int | None = None
    shareable: bool = False


class LessonChanged(Fact, frozen=True):
    """A lesson is told anew; all fields are the new ones."""

    kind: ClassVar[str] = "lesson-changed"
    lesson: int
    title: str
    text: str
    topic: str = ""
    shareable: bool = False


class LessonWithdrawn(Fact, frozen=True):
    """A lesson proved wrong or does not matter any more."""

    kind: ClassVar[str] = "lesson-withdrawn"
    lesson: int
    reason: str
