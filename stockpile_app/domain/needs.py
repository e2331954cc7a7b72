"""Needs for assistance and lessons learned: what is asked for, and what is known."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from stockpile_app.domain.documents import PrintDocument
from stockpile_app.domain.needs_vocabulary import (
    LessonKind,
    LessonSubject,
    NeedKind,
    NeedOrigin,
    NeedStatus,
    Priority,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedWords:
    """What a need says; fields as in ``NeedRaised``."""

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
    place_id: int | None = None
    due_on: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RaiseNeed:
    """Asks to state a need."""

    kind: NeedKind
    words: NeedWords
    origin: NeedOrigin = NeedOrigin.STATED
    evidence: dict[str, int] = field(default_factory=dict)
    finding: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StateNeed:
    """Asks to say how a need stands; a need that is met says what was measured."""

    need: int
    status: NeedStatus
    reason: str = ""
    partner: str = ""
    measured: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedStep:
    """How a need stood at some time."""

    status: NeedStatus
    stated_on: dt.date
    stated_by: str
    reason: str
    partner: str
    measured: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedRecord:
    """A need and how it stands."""

    id: int
    number: str
    kind: NeedKind
    words: NeedWords
    place: str
    origin: NeedOrigin
    evidence: dict[str, int]
    finding: int | None
    raised_on: dt.date
    raised_by: str
    status: NeedStatus
    steps: tuple[NeedStep, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedSuggestion:
    """A need that the register's own figures speak for.

    Attributes:
        evidence: The figures, by an untranslated name.
        title: Untranslated, as are ``objective``, ``indicator`` and ``unit``.
    """

    kind: NeedKind
    origin: NeedOrigin
    title: str
    objective: str
    indicator: str
    unit: str
    baseline: int
    target: int
    evidence: dict[str, int]
    finding: int | None = None
    place_id: int | None = None
    assessment: str = ""
    cost: int | None = None
    currency: str = ""
    priority: Priority = Priority.MEDIUM


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordLesson:
    """Asks to record a good practice or a lesson learned; fields as in ``LessonRecorded``."""

    kind: LessonKind
    title: str
    text: str
    topic: str = ""
    subject: LessonSubject = LessonSubject.NONE
    number: int | None = None
    shareable: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeLesson:
    """Asks to tell a lesson anew; all fields are the new ones."""

    lesson: int
    title: str
    text: str
    topic: str = ""
    shareable: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonRecord:
    """A good practice or a lesson learned."""

    id: int
    kind: LessonKind
    title: str
    text: str
    topic: str
    subject: LessonSubject
    number: int | None
    shareable: bool
    recorded_on: dt.date
    recorded_by: str
    withdrawn: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintProposal(PrintDocument):
    """Asks for a project proposal made of needs, in this order."""

    needs: tuple[int, ...]
    title: str = ""
    summary: str = ""
    contact: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintLessons(PrintDocument):
    """Asks for the lessons as a paper; those that may be passed on, unless ``internal``."""

    internal: bool = False
    lessons: tuple[int, ...] = ()
