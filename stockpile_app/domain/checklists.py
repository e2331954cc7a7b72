"""Check lists of physical security, and the level that a depot reaches by its answers.

A list is data: one is shipped, and a national administrator edits it. How the answers make a level
is UNODA's rule for the Risk Reduction Process Levels of the IATG (STANDARDS section 3.1): "the
score must meet or exceed the threshold and all critical questions must be satisfactorily
answered". Scores are whole numbers of half weights, so that nothing is ever rounded.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

from stockpile_app.domain.errors import BadValue
from stockpile_app.domain.plain_data import Fields
from stockpile_app.domain.text import N_
from stockpile_app.domain.vocabulary import Answer, LabelledEnum, StoreKind

LEVELS: Final = (1, 2, 3)
MOST_WEIGHT: Final = 100
MOST_QUESTIONS: Final = 300
MOST_GROUPS: Final = 26
LONGEST_TITLE: Final = 120
LONGEST_QUESTION: Final = 300
LONGEST_EVIDENCE: Final = 300
LONGEST_SOURCE: Final = 200

_CODE: Final = re.compile(r"[a-z][a-z0-9-]{0,15}")
_ID: Final = re.compile(r"[a-z][a-z0-9-]{0,63}")
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")
_HALF_WEIGHTS: Final = {Answer.YES: 2, Answer.PARTLY: 1, Answer.NO: 0}


class Sure(LabelledEnum):
    """How sure we are that a question is what its source asks (the tags of STANDARDS)."""

    SEEN = "seen", N_("Read in the source")
    SECONDARY = "secondary", N_("Read in a text that restates the source")
    MEMORY = "memory", N_("From memory; check it against the source")
    PROPOSAL = "proposal", N_("A proposal; no standard asks for it")


class Computed(LabelledEnum):
    """What a register can look up itself, to suggest the answer to a question."""

    WEEKLY_COUNT = "weekly_count", N_("Weekly counts")
    TENTH_COUNT = "tenth_count", N_("Checks of one serial number in ten")
    FULL_COUNT = "full_count", N_("Full counts")
    DISCREPANCIES_CLOSED = "discrepancies_closed", N_("Open differences")
    HANDOVER = "handover", N_("Handovers between storekeepers")
    UNIQUE_RECORDS = "unique_records", N_("Records of weapons")
    BACKUPS = "backups", N_("Backups")
    KEY_COUNT = "key_count", N_("Key counts")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question that "yes" is the good answer to.

    Attributes:
        code: Stable across versions of its list, such as ``b02``.
        weight: How much it counts, 1 to 100.
        critical: The level, 1 to 3, that cannot be reached without a "yes"; 0 for none.
        source: The clause that it rests on.
        evidence: What to ask to be shown.
        computed: What the register can look up to suggest the answer.
    """

    code: str
    group: str
    text: str
    weight: int
    critical: int
    source: str
    sure: Sure
    evidence: str = ""
    computed: Computed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Questions that belong together.

    Attributes:
        poa: The question of the national report it answers, such as ``10.1 a``, or "".
        store_kind: The group is asked only where there is a store of this kind.
    """

    code: str
    title: str
    poa: str = ""
    store_kind: StoreKind | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckList:
    """A version of a check list.

    Attributes:
        thresholds: The least percentages for levels 1, 2 and 3; whole numbers that do not fall.
        thresholds_source: Where the thresholds are from, and ``thresholds_sure`` how sure that is.
    """

    id: str
    version: int
    title: str
    language: str
    thresholds: tuple[int, int, int]
    thresholds_source: str
    thresholds_sure: Sure
    groups: tuple[Group, ...]
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class GroupScore:
    """What the answers to one group are worth, in half weights."""

    group: str
    points: int
    out_of: int

    @property
    def percent(self) -> Fraction | None:
        """The exact percentage; None where no question of the group applies or is answered."""
        return _percent(self.points, self.out_of)


@dataclass(frozen=True, slots=True)
class Score:
    """What the answers to a list are worth.

    Attributes:
        points: Half weights reached: twice the weight for "yes", once for "partly".
        out_of: Half weights of the questions that apply and are answered.
        level: The level reached, 0 to 3.
        failed_critical: Codes of critical questions without a "yes", lowest level first: the
            work plan. One that does not apply is not among them; one not answered is.
        unanswered: Codes of all questions without an answer, in the order of the list.
        by_group: The points of every group, in the order of the list.
    """

    points: int
    out_of: int
    level: int
    failed_critical: tuple[str, ...]
    unanswered: tuple[str, ...]
    by_group: tuple[GroupScore, ...]

    @property
    def percent(self) -> Fraction | None:
        """The exact percentage; None where no question applies or none is answered."""
        return _percent(self.points, self.out_of)


def score(check_list: CheckList, answers: Mapping[str, Answer]) -> Score:
    """Return what ``answers``, by code of the question, are worth (STANDARDS section 3.1).

    A level holds if the unrounded percentage meets its threshold and every question that is
    critical for it, or for a lower level, is answered "yes". The level reached is the highest for
    which it and all lower ones hold. A question that does not apply neither passes nor fails and
    counts in no percentage; a critical question without an answer fails. Other questions without
    an answer are left out of the percentage, so show ``unanswered`` beside it.

    Raises:
        BadValue: An answer is to a question that this version of the list does not have.
    """
    codes = {question.code for question in check_list.questions}
    for code in answers:
        if code not in codes:
            raise BadValue(
                N_("Version {version} of the check list has no question {question}."),
                "question",
                version=check_list.version,
                question=code,
            )
    groups = tuple(_group_score(check_list, group.code, answers) for group in check_list.groups)
    points = sum(each.points for each in groups)
    out_of = sum(each.out_of for each in groups)
    failed = [each for each in check_list.questions if _fails(each, answers)]
    failed.sort(key=lambda each: each.critical)  # stable: then in the order of the list
    return Score(
        points=points,
        out_of=out_of,
        level=_level(check_list.thresholds, points, out_of, failed),
        failed_critical=tuple(each.code for each in failed),
        unanswered=tuple(
            each.code for each in check_list.questions if answers.get(each.code) is None
        ),
        by_group=groups,
    )


def shown_percent(scored: Score | GroupScore) -> str:
    """Return the percentage with one decimal and never rounded up; "" where there is none.

    ``89.9`` is shown for 89.99, which does not meet a threshold of 90. There is no percent sign.
    """
    if not scored.out_of:
        return ""
    tenths = 1000 * scored.points // scored.out_of
    return f"{tenths // 10}.{tenths % 10}"


def leave_out(
    check_list: CheckList, answers: Mapping[str, Answer], present: Collection[StoreKind]
) -> dict[str, Answer]:
    """Return the answers, with "not applicable" for groups of stores that the depot has not.

    What was answered all the same is kept: somebody found what should not be there.

    Args:
        check_list: The list that is answered.
        answers: By code of the question.
        present: The kinds of stores in the depot.
    """
    absent = {
        group.code
        for group in check_list.groups
        if group.store_kind is not None and group.store_kind not in present
    }
    left_out = {
        each.code: Answer.NOT_APPLICABLE for each in check_list.questions if each.group in absent
    }
    return {**left_out, **answers}


def parse_check_list(data: Mapping[str, Any]) -> CheckList:
    """Return the check list that ``data``, as from YAML or JSON, describes.

    ``thresholds`` maps 1, 2 and 3 (or "1", "2" and "3": JSON has no other keys) to percentages.

    Raises:
        BadValue: Something is missing, unknown, too long or out of range; the sentence names the
            question by its code (or by ``#`` and its place where the code is at fault), and
            ``field`` is the key at fault.
    """
    fields = Fields(data)
    groups = tuple(map(_group, fields.items("groups", MOST_GROUPS)))
    _check_unique([each.code for each in groups], "groups")
    known = {group.code for group in groups}
    questions = tuple(_question(each, known) for each in fields.items("questions", MOST_QUESTIONS))
    _check_unique([each.code for each in questions], "questions")
    found = CheckList(
        id=fields.code("id", _ID, "depot-security"),
        version=fields.number("version", 1, 1_000_000),
        title=fields.text("title", LONGEST_TITLE),
        language=fields.code("language", _LANGUAGE, "en"),
        thresholds=_thresholds(fields.take("thresholds")),
        thresholds_source=fields.text("thresholds_source", LONGEST_SOURCE),
        thresholds_sure=fields.choice("thresholds_sure", Sure),
        groups=groups,
        questions=questions,
    )
    fields.finish()
    return found


def as_data(check_list: CheckList) -> dict[str, Any]:
    """Return a list as plain values, which ``parse_check_list`` reads back as the same list."""
    return {
        "id": check_list.id,
        "version": check_list.version,
        "title": check_list.title,
        "language": check_list.language,
        "thresholds": dict(zip(LEVELS, check_list.thresholds, strict=True)),
        "thresholds_source": check_list.thresholds_source,
        "thresholds_sure": check_list.thresholds_sure.value,
        "groups": [_group_data(each) for each in check_list.groups],
        "questions": [_question_data(each) for each in check_list.questions],
    }


def _percent(points: int, out_of: int) -> Fraction | None:
    return Fraction(100 * points, out_of) if out_of else None


def _group_score(check_list: CheckList, group: str, answers: Mapping[str, Answer]) -> GroupScore:
    points = out_of = 0
    for question in check_list.questions:
        answer = answers.get(question.code)
        if question.group == group and answer in _HALF_WEIGHTS:
            points += _HALF_WEIGHTS[answer] * question.weight
            out_of += _HALF_WEIGHTS[Answer.YES] * question.weight
    return GroupScore(group, points, out_of)


def _fails(question: Question, answers: Mapping[str, Answer]) -> bool:
    passes = {Answer.YES, Answer.NOT_APPLICABLE}
    return question.critical > 0 and answers.get(question.code) not in passes


def _level(thresholds: Sequence[int], points: int, out_of: int, failed: Sequence[Question]) -> int:
    reached = 0
    for level, threshold in zip(LEVELS, thresholds, strict=True):
        if not out_of or 100 * points < threshold * out_of:
            break
        if any(question.critical <= level for question in failed):
            break
        reached = level
    return reached


def _group(fields: Fields) -> Group:
    found = Group(
        code=fields.code("code", _CODE, "b"),
        title=fields.text("title", LONGEST_TITLE),
        poa=fields.text("poa", LONGEST_SOURCE, optional=True),
        store_kind=fields.optional_choice("store_kind", StoreKind),
    )
    fields.finish()
    return found


def _question(fields: Fields, groups: Collection[str]) -> Question:
    found = Question(
        code=fields.code("code", _CODE, "b02"),
        group=fields.code("group", _CODE, "b"),
        text=fields.text("text", LONGEST_QUESTION),
        weight=fields.number("weight", 1, MOST_WEIGHT),
        critical=fields.number("critical", 0, LEVELS[-1]),
        source=fields.text("source", LONGEST_SOURCE),
        sure=fields.choice("sure", Sure),
        evidence=fields.text("evidence", LONGEST_EVIDENCE, optional=True),
        computed=fields.optional_choice("computed", Computed),
    )
    fields.finish()
    if found.group not in groups:
        raise BadValue(
            N_("Question {question} is in group {group}, which the list does not have."),
            "group",
            question=found.code,
            group=found.group,
        )
    return found


def _thresholds(data: object) -> tuple[int, int, int]:
    given = data if isinstance(data, Mapping) else {}
    levels = {str(level): value for level, value in given.items()}
    values = [levels.get(str(level)) for level in LEVELS]
    percentages = [each for each in values if type(each) is int and 0 <= each <= 100]
    if len(percentages) != len(LEVELS) or len(given) != len(LEVELS):
        raise BadValue(
            N_("The thresholds must be three whole percentages from 0 to 100, for levels 1 to 3."),
            "thresholds",
        )
    if percentages != sorted(percentages):
        raise BadValue(
            N_("The threshold of a level must not be lower than that of the level before it."),
            "thresholds",
        )
    one, two, three = percentages
    return one, two, three


def _check_unique(codes: Sequence[str], field: str) -> None:
    seen: set[str] = set()
    for code in codes:
        if code in seen:
            raise BadValue(
                N_("{item}: this code is given twice; every question and group needs its own."),
                field,
                item=code,
            )
        seen.add(code)


def _group_data(group: Group) -> dict[str, Any]:
    data: dict[str, Any] = {"code": group.code, "title": group.title, "poa": group.poa}
    if group.store_kind is not None:
        data["store_kind"] = group.store_kind.value
    return data


def _question_data(question: Question) -> dict[str, Any]:
    data: dict[str, Any] = {
        "code": question.code,
        "group": question.group,
        "text": question.text,
        "weight": question.weight,
        "critical": question.critical,
        "source": question.source,
        "sure": question.sure.value,
        "evidence": question.evidence,
    }
    if question.computed is not None:
        data["computed"] = question.computed.value
    return data
