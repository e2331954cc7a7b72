"""Training of staff, and what they are qualified for."""

from __future__ import annotations

from typing import ClassVar

from stockpile_app.domain.facts.base import Fact


class TrainingHeld(Fact, frozen=True):
    """A course took place; its ``seq`` is its number.

    Attributes:
        topic: Code of the table of topics, or words.
        occurred_on: Its last day.
        people: Numbers of people of the register who took part.
        women, men: How many others took part.
    """

    kind: ClassVar[str] = "training-held"
    topic: str
    title: str
    occurred_on: str
    provider: str
    days: int = 1
    location: str = ""
    people: tuple[int, ...] = ()
    women: int = 0
    men: int = 0
    notes: str = ""


class QualificationGained(Fact, frozen=True):
    """A person is qualified in a topic; ``training`` is the ``seq`` of the course, if any."""

    kind: ClassVar[str] = "qualification-gained"
    person: int
    topic: str
    occurred_on: str
    expires_on: str | None = None
    certificate: str = ""
    issued_by: str = ""
    training: int | None = None


class QualificationWithdrawn(Fact, frozen=True):
    """A qualification counts no longer; ``qualification`` is the ``seq`` that stated it."""

    kind: ClassVar[str] = "qualification-withdrawn"
    qualification: int
    occurred_on: str
    reason: str
