"""Closed vocabularies of needs for assistance and of lessons learned."""

from __future__ import annotations

from stockpile_app.domain.text import N_
from stockpile_app.domain.vocabulary import LabelledEnum


class NeedKind(LabelledEnum):
    """What is needed (2014 outcome, paragraphs 44, 45, 59 and 60)."""

    MARKING = "marking", N_("Marking equipment")
    STORAGE = "storage", N_("Storage and physical security")
    TRAINING = "training", N_("Training")
    DESTRUCTION = "destruction", N_("Means of destruction")
    RECORDS = "records", N_("Record-keeping and tracing")
    OTHER = "other", N_("Other")


class NeedOrigin(LabelledEnum):
    """What brought a need to light."""

    STATED = "stated", N_("Stated by staff")
    FINDING = "finding", N_("Open finding of a security check")
    MARKS = "marks", N_("Weapons without the marks they need")
    OVERDUE = "overdue", N_("Overdue counts and checks")
    QUALIFICATIONS = "qualifications", N_("Qualifications that ran out")


class NeedStatus(LabelledEnum):
    """How a need stands."""

    OPEN = "open", N_("Open")
    PROPOSED = "proposed", N_("Proposed to a partner")
    FUNDED = "funded", N_("Funded")
    MET = "met", N_("Met")
    DROPPED = "dropped", N_("Dropped")

    @property
    def is_settled(self) -> bool:
        """Whether nothing more is to be done about it."""
        return self in {NeedStatus.MET, NeedStatus.DROPPED}


class Priority(LabelledEnum):
    """How pressing a need is."""

    HIGH = "high", N_("High")
    MEDIUM = "medium", N_("Medium")
    LOW = "low", N_("Low")


class LessonKind(LabelledEnum):
    """Whether something went well or should be done otherwise."""

    GOOD_PRACTICE = "good_practice", N_("Good practice")
    LESSON = "lesson", N_("Lesson learned")


class LessonSubject(LabelledEnum):
    """What a lesson was learned at."""

    NONE = "none", N_("Nothing in particular")
    CHECK = "check", N_("Security check")
    STOCKTAKE = "stocktake", N_("Stocktake")
    INCIDENT = "incident", N_("Incident")
    DISPOSAL = "disposal", N_("Disposal")
    MARKING = "marking", N_("Marking job")
    COLLECTION = "collection", N_("Collection site")
