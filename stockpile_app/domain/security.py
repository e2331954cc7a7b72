"""Security checks of depots and what is done about their findings: what is asked, and the rules."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from stockpile_app.domain.changes import ChangeSet
from stockpile_app.domain.checklists import (
    CheckList,
    GroupScore,
    Score,
    leave_out,
    score,
    shown_percent,
)
from stockpile_app.domain.documents import PrintDocument
from stockpile_app.domain.text import N_
from stockpile_app.domain.vocabulary import Answer, Category, LabelledEnum, StoreKind

DEFAULT_LIST: Final = "depot-security"
LONGEST_NOTE: Final = 2000
LONGEST_ACTION: Final = 500
LONGEST_REASON: Final = 500
LONGEST_CAPTION: Final = 200
MOST_PHOTOGRAPHS: Final = 60
"""Of one check: more would make a report that nobody prints."""


class CheckState(LabelledEnum):
    """How far a check has come."""

    OPEN = "open", N_("Open")
    COMPLETED = "completed", N_("Completed")
    CANCELLED = "cancelled", N_("Cancelled")


# --- what is asked -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCheck:
    """Asks to begin a check of a depot."""

    place_id: int
    inspector: str
    occurred_on: dt.date
    check_list: str = DEFAULT_LIST


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerQuestion:
    """Asks to record the answer to one question; a later answer replaces it."""

    check_id: int
    question: str
    answer: Answer
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AddCheckPhotograph:
    """Asks to keep a photograph as evidence for an answer."""

    check_id: int
    question: str
    content: bytes
    caption: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CompleteCheck:
    """Asks to complete a check; ``present`` are the names of who was there."""

    check_id: int
    occurred_on: dt.date
    present: tuple[str, ...] = ()
    notes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelCheck:
    """Asks to give a check up."""

    check_id: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignFinding:
    """Asks to record who mends a finding; all fields are the new ones.

    Attributes:
        cost: Estimate in whole units of ``currency``.
        currency: Three letters of ISO 4217, such as ``KES``.
        action: What is to be done.
    """

    finding_id: int
    owner: str
    due_on: dt.date | None = None
    cost: int | None = None
    currency: str = ""
    action: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseFinding:
    """Asks to record that a finding is mended, and what was done."""

    finding_id: int
    occurred_on: dt.date
    action: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveCheckList:
    """Asks to put a further version of a check list in force.

    Attributes:
        content: The list; its ``version`` is given by the register, whatever it says.
        based_on: The version that was edited; refused if another came into force meanwhile.
    """

    content: CheckList
    based_on: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintCheck(PrintDocument):
    """Asks for a paper about one check: the sheet to fill in, or the report of it."""

    check_id: int


# --- what is answered ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CheckDone:
    """Result of an act on a check."""

    check_id: int
    changes: ChangeSet


@dataclass(frozen=True, slots=True)
class FindingChanged:
    """Result of an act on a finding."""

    finding_id: int
    changes: ChangeSet


@dataclass(frozen=True, slots=True)
class CheckListSaved:
    """Result of saving a check list: the version that is in force now."""

    id: str
    version: int
    changes: ChangeSet


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckListVersion:
    """A version of a check list.

    Attributes:
        adopted_at: When it came into force, UTC; None of a shipped list that no check used yet.
        questions: How many it has.
        checks: How many checks used it.
    """

    id: str
    version: int
    title: str = ""
    questions: int = 0
    adopted_at: dt.datetime | None = None
    adopted_by: str = ""
    reason: str = ""
    checks: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckRecord:
    """A check of a depot.

    Attributes:
        place: Name of the depot.
        points, out_of: Half weights; None until the check is completed. See ``shown``.
        level: The level reached, 0 to 3; None until then.
        failed: Codes of critical questions without a "yes", lowest level first.
        present: Names of who was there.
        answered: How many questions have an answer.
    """

    id: int
    place_id: int
    place: str
    check_list: str
    version: int
    inspector: str
    opened_on: dt.date
    completed_on: dt.date | None = None
    cancelled: bool = False
    points: int | None = None
    out_of: int | None = None
    level: int | None = None
    failed: tuple[str, ...] = ()
    present: tuple[str, ...] = ()
    notes: str = ""
    answered: int = 0

    @property
    def state(self) -> CheckState:
        """How far it has come."""
        if self.cancelled:
            return CheckState.CANCELLED
        return CheckState.OPEN if self.completed_on is None else CheckState.COMPLETED

    @property
    def shown(self) -> str:
        """The score in percent, one decimal, never rounded up, no sign; "" where there is none."""
        return shown_percent(GroupScore("", self.points or 0, self.out_of or 0))


@dataclass(frozen=True, slots=True)
class AnswerRecord:
    """The last answer to a question."""

    question: str
    answer: Answer
    note: str = ""


@dataclass(frozen=True, slots=True)
class CheckPhotograph:
    """A photograph of a check; the picture itself is in the media store under ``sha256``."""

    id: int
    question: str
    sha256: str
    media_type: str
    size: int
    caption: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingRecord:
    """Something that is to be mended.

    Attributes:
        place: Name of the depot.
        group: Code of the question's group.
        critical: The level that it stands in the way of, 1 to 3; 0 for none.
        text: The question that was not answered with yes.
        note: What the inspector wrote beside the answer.
        cost: Estimate in whole units of ``currency``.
        action: What is to be done; of a closed finding, what was done.
        raised_on: Day of the check.
    """

    id: int
    check_id: int
    place_id: int
    place: str
    question: str
    group: str
    critical: int
    text: str
    answer: Answer
    raised_on: dt.date
    note: str = ""
    owner: str = ""
    due_on: dt.date | None = None
    cost: int | None = None
    currency: str = ""
    action: str = ""
    closed_on: dt.date | None = None

    @property
    def is_open(self) -> bool:
        """Whether it is still to be mended."""
        return self.closed_on is None

    def is_overdue(self, today: dt.date) -> bool:
        """Whether the day by which it was to be mended has passed."""
        return self.is_open and self.due_on is not None and self.due_on < today


@dataclass(frozen=True, slots=True)
class Behind:
    """How many weapons of a kind stand in a depot now."""

    category: Category | None
    weapons: int


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """What a completed check scored, in all and by group, in half weights.

    ``groups`` are those of the version that the check used: codes that two versions share are
    compared, whatever their titles.
    """

    check_id: int
    day: dt.date
    points: int
    out_of: int
    level: int
    groups: tuple[GroupScore, ...]

    @property
    def shown(self) -> str:
        """The score in percent, one decimal, never rounded up, no sign; "" where there is none."""
        return shown_percent(GroupScore("", self.points, self.out_of))


@dataclass(frozen=True, slots=True, kw_only=True)
class DepotScore:
    """How secure a depot was found.

    Attributes:
        last: Its last completed check; None where there is none.
        open_check: Id of the check that is under way.
        trend: Completed checks, oldest first, at most the last ``TREND_LENGTH``.
        findings: How many findings are open; ``critical`` and ``overdue`` of them.
        weapons: How many weapons stand in it now.
    """

    place_id: int
    place: str
    last: CheckRecord | None = None
    open_check: int | None = None
    trend: tuple[TrendPoint, ...] = ()
    findings: int = 0
    critical: int = 0
    overdue: int = 0
    weapons: int = 0


TREND_LENGTH: Final = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckView:
    """A check with all that a screen or a report shows of it.

    Attributes:
        answers: By code of the question, as given; see ``full``.
        present: Kinds of stores that the depot has; of a completed check nothing is left out later.
    """

    record: CheckRecord
    check_list: CheckList
    answers: Mapping[str, AnswerRecord]
    photographs: tuple[CheckPhotograph, ...] = ()
    present: frozenset[StoreKind] = frozenset()

    @property
    def full(self) -> dict[str, Answer]:
        """All answers, with "not applicable" for questions that are not asked in this depot.

        What a completed check left without an answer was left out by this rule on its day.
        """
        given = {code: each.answer for code, each in self.answers.items()}
        if self.record.state is CheckState.COMPLETED:
            codes = [each.code for each in self.check_list.questions]
            return {**dict.fromkeys(codes, Answer.NOT_APPLICABLE), **given}
        return leave_out(self.check_list, given, self.present)

    @property
    def left_out(self) -> frozenset[str]:
        """Codes of the questions that are not asked in this depot."""
        return frozenset(self.full) - frozenset(self.answers)

    @property
    def score(self) -> Score:
        """What the answers are worth so far."""
        return score(self.check_list, self.full)

    @property
    def shown(self) -> str:
        """The score so far in percent, one decimal, never rounded up, no sign."""
        return shown_percent(self.score)

    def note(self, question: str) -> str:
        """Return what was written beside an answer."""
        answer = self.answers.get(question)
        return answer.note if answer else ""
