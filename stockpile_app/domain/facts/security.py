"""Physical-security checks and what is done about their findings."""

from __future__ import annotations

from typing import ClassVar

from stockpile_app.domain.facts.base import Fact
from stockpile_app.domain.vocabulary import Answer


class CheckListAdopted(Fact, frozen=True):
    """A version of a check list is in force; ``content`` is the whole list as JSON."""

    kind: ClassVar[str] = "check-list-adopted"
    check_list: str
    version: int
    content: str
    reason: str = ""


class CheckOpened(Fact, frozen=True):
    """A check of a depot began; its ``seq`` is the number of the check."""

    kind: ClassVar[str] = "check-opened"
    place: int
    check_list: str
    version: int
    inspector: str
    occurred_on: str


class CheckAnswered(Fact, frozen=True):
    """A question was answered; the last answer counts."""

    kind: ClassVar[str] = "check-answered"
    check: int
    question: str
    answer: Answer
    note: str = ""


class CheckPhotographAdded(Fact, frozen=True):
    """A photograph is evidence for an answer; ``sha256`` is the digest of the file, in hex."""

    kind: ClassVar[str] = "check-photograph-added"
    check: int
    question: str
    sha256: str
    media_type: str
    size: int
    caption: str = ""


class CheckCompleted(Fact, frozen=True):
    """All answers are given; they score ``points`` of ``out_of`` (half weights) and ``level``."""

    kind: ClassVar[str] = "check-completed"
    check: int
    occurred_on: str
    points: int
    out_of: int
    level: int
    failed: tuple[str, ...] = ()
    present: tuple[str, ...] = ()
    notes: str = ""


class CheckCancelled(Fact, frozen=True):
    """A check was given up."""

    kind: ClassVar[str] = "check-cancelled"
    check: int
    reason: str


class FindingRaised(Fact, frozen=True):
    """A question was answered with no or partly; its ``seq`` is the number of the finding."""

    kind: ClassVar[str] = "finding-raised"
    check: int
    question: str
    group: str
    critical: int
    text: str
    answer: Answer


class FindingAssigned(Fact, frozen=True):
    """Who mends a finding, by when, and what it is thought to cost, in whole ``currency``."""

    kind: ClassVar[str] = "finding-assigned"
    finding: int
    owner: str
    due_on: str | None = None
    cost: int | None = None
    currency: str = ""
    action: str = ""


class FindingClosed(Fact, frozen=True):
    """A finding is mended."""

    kind: ClassVar[str] = "finding-closed"
    finding: int
    occurred_on: str
    action: str
