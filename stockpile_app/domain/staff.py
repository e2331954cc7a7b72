"""Training and qualifications of staff: asked for and known, and who may be assigned."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from stockpile_app.domain.documents import PrintDocument
from stockpile_app.domain.errors import BadValue
from stockpile_app.domain.text import N_
from stockpile_app.domain.vocabulary import LabelledEnum, Sex

SOON: Final = 60
"""Days before a qualification runs out in which it is told."""

_BAD_TABLE: Final = N_("{where}: {what}.")


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic of training; ``months`` is how long a qualification holds, 0 for ever."""

    code: str
    name: str
    months: int


@dataclass(frozen=True, slots=True)
class Duty:
    """A duty and the codes of the topics that it needs."""

    code: str
    name: str
    topics: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TrainingTable:
    """Topics and duties, with the version and source of the file."""

    version: str
    source: str
    topics: tuple[Topic, ...]
    duties: tuple[Duty, ...]

    def topic(self, code: str) -> Topic | None:
        """Return the topic of that code."""
        return next((each for each in self.topics if each.code == code), None)

    def duty(self, code: str) -> Duty | None:
        """Return the duty of that code."""
        return next((each for each in self.duties if each.code == code), None)

    def name(self, code: str) -> str:
        """Return what a topic is called; words that are no code are their own name."""
        found = self.topic(code)
        return found.name if found else code


def parse_training(content: Mapping[str, Any]) -> TrainingTable:
    """Return the table that a file gives.

    Raises:
        BadValue: Something is missing, or a duty needs a topic that is not there.
    """
    try:
        topics = tuple(
            Topic(code, str(each["name"]), int(each.get("months", 0)))
            for code, each in content["topics"].items()
        )
        duties = tuple(
            Duty(code, str(each["name"]), tuple(each["topics"]))
            for code, each in content["duties"].items()
        )
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise BadValue(_BAD_TABLE, "topics", where="topics", what=repr(error)) from error
    known = {each.code for each in topics}
    for duty in duties:
        for code in duty.topics:
            if code not in known:
                raise BadValue(_BAD_TABLE, "duties", where=duty.code, what=code)
    return TrainingTable(
        str(content.get("version", "")), str(content.get("source", "")), topics, duties
    )


def expiry(gained_on: dt.date, months: int) -> dt.date | None:
    """Return the day a qualification runs out; in a short month its last day."""
    if not months:
        return None
    year, month = divmod(gained_on.year * 12 + gained_on.month - 1 + months, 12)
    for day in range(gained_on.day, 0, -1):
        try:
            return dt.date(year, month + 1, day)
        except ValueError:
            continue
    return None


class Validity(LabelledEnum):
    """How a qualification stands on a day."""

    VALID = "valid", N_("Valid")
    SOON = "soon", N_("Runs out soon")
    EXPIRED = "expired", N_("Run out")
    WITHDRAWN = "withdrawn", N_("Withdrawn")


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldTraining:
    """Asks to record a course.

    Attributes:
        people: Ids of people of the register who took part.
        qualifies: Whether each of them is qualified by it, from its last day.
    """

    topic: str
    title: str
    held_on: dt.date
    provider: str
    days: int = 1
    location: str = ""
    people: tuple[int, ...] = ()
    women: int = 0
    men: int = 0
    qualifies: bool = False
    notes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GainQualification:
    """Asks to record a qualification; ``expires_on`` None takes the topic's own period."""

    person_id: int
    topic: str
    gained_on: dt.date
    expires_on: dt.date | None = None
    certificate: str = ""
    issued_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingRecord:
    """A course that took place; ``women`` and ``men`` are all who took part, by sex."""

    id: int
    topic: str
    topic_name: str
    title: str
    held_on: dt.date
    provider: str
    days: int
    location: str
    people: tuple[str, ...]
    women: int
    men: int
    unknown: int
    notes: str

    @property
    def total(self) -> int:
        """All who took part."""
        return self.women + self.men + self.unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class QualificationRecord:
    """A qualification of a person, as it stands today."""

    id: int
    person_id: int
    person: str
    sex: Sex | None
    topic: str
    topic_name: str
    gained_on: dt.date
    expires_on: dt.date | None
    certificate: str
    issued_by: str
    validity: Validity
    withdrawn_reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignable:
    """Whether somebody may be given a duty on a day, and which topics they lack.

    Attributes:
        expired: Topics whose qualification ran out.
        missing: Topics that were never gained, or were withdrawn.
    """

    person_id: int
    person: str
    expired: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def may(self) -> bool:
        """Whether nothing is lacking."""
        return not self.expired and not self.missing


@dataclass(frozen=True, slots=True)
class SexCount:
    """People by sex."""

    female: int = 0
    male: int = 0
    unknown: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return self.female + self.male + self.unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffFigures:
    """Training in a period, by sex (2014 outcome, paragraphs 10, 20 and 51).

    Attributes:
        staff: People of the register who are not retired.
        trained: Places taken in courses; somebody who took two counts twice.
        qualified: People with at least one qualification that holds on the last day.
        soon: People with at least one that runs out within ``SOON`` days, and none newer.
        expired: People with at least one that ran out and none of that topic that holds.
    """

    courses: int
    staff: SexCount
    trained: SexCount
    qualified: SexCount
    soon: SexCount
    expired: SexCount


def validity(expires_on: dt.date | None, today: dt.date, *, withdrawn: bool = False) -> Validity:
    """Return how a qualification stands on ``today``; it holds on its last day."""
    if withdrawn:
        return Validity.WITHDRAWN
    if expires_on is None:
        return Validity.VALID
    if expires_on < today:
        return Validity.EXPIRED
    return Validity.SOON if (expires_on - today).days <= SOON else Validity.VALID


def lacks(
    duty: Duty, held: Iterable[QualificationRecord], day: dt.date
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the topics of a duty that ran out by ``day``, and those that were never gained."""
    good: set[str] = set()
    once: set[str] = set()
    for each in held:
        if each.validity is Validity.WITHDRAWN or each.gained_on > day:
            continue
        once.add(each.topic)
        if each.expires_on is None or each.expires_on >= day:
            good.add(each.topic)
    expired = tuple(topic for topic in duty.topics if topic in once - good)
    missing = tuple(topic for topic in duty.topics if topic not in once)
    return expired, missing


def by_sex(sexes: Sequence[Sex | None]) -> SexCount:
    """Count people by sex."""
    female = sum(each is Sex.FEMALE for each in sexes)
    male = sum(each is Sex.MALE for each in sexes)
    return SexCount(female, male, len(sexes) - female - male)


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintTraining(PrintDocument):
    """Asks for the training of a period, and the qualifications as they stand today."""

    from_day: dt.date
    to_day: dt.date
