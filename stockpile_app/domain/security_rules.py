"""Security checks: when one is complete, and what may be recorded of it and of its findings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from stockpile_app.domain.checklists import CheckList, Question
from stockpile_app.domain.errors import BadValue, NotAllowedNow
from stockpile_app.domain.security import CheckRecord, CheckState, CheckView
from stockpile_app.domain.text import N_, clean
from stockpile_app.domain.vocabulary import Answer

MOST_PRESENT: Final = 20
MOST_COST: Final = 1_000_000_000_000

_NAMED_MOST: Final = 12


def check_open(record: CheckRecord) -> None:
    """Refuse what is done with a check that is under way.

    Raises:
        NotAllowedNow: It is completed or cancelled.
    """
    if record.state is CheckState.COMPLETED:
        raise NotAllowedNow(
            N_("This check was completed on {day}. Begin a new check of the depot."),
            day=record.completed_on,
        )
    if record.state is CheckState.CANCELLED:
        raise NotAllowedNow(N_("This check was cancelled. Begin a new check of the depot."))


def find_question(check_list: CheckList, code: str) -> Question:
    """Return a question by its code.

    Raises:
        BadValue: The list has none of this code.
    """
    for each in check_list.questions:
        if each.code == code:
            return each
    raise BadValue(
        N_("Version {version} of the check list has no question {question}."),
        "question",
        version=check_list.version,
        question=code,
    )


def check_complete(view: CheckView) -> None:
    """Refuse to complete a check that is not answered in full.

    Raises:
        NotAllowedNow: Questions have no answer, or a critical one is said not to apply without a
            note that says why.
    """
    if missing := view.score.unanswered:
        raise NotAllowedNow(
            N_("Answer these questions first: {questions}."), questions=_named(missing)
        )
    if silent := unexplained(view):
        raise NotAllowedNow(
            N_(
                "These critical questions are said not to apply. Write in the note why:"
                " {questions}."
            ),
            questions=_named(silent),
        )


def unexplained(view: CheckView) -> tuple[str, ...]:
    """Return codes of critical questions answered with "not applicable" and no note."""
    return tuple(
        each.code
        for each in view.check_list.questions
        if each.critical
        and (given := view.answers.get(each.code))
        and given.answer is Answer.NOT_APPLICABLE
        and not given.note
    )


def first_unanswered(view: CheckView) -> str | None:
    """Return the code of the first question that still needs an answer, or None."""
    return next(iter(view.score.unanswered), None)


def group_verdict(check_list: CheckList, group: str, answers: Mapping[str, Answer]) -> Answer:
    """Return how a group is answered as one question of the national report (PoA 10.1 a to h).

    Our own rule, as the report's form has none: yes if every question that applies is answered
    with yes, no if none is answered with yes or partly, otherwise partly.
    """
    given = {answers.get(each.code) for each in check_list.questions if each.group == group}
    given -= {Answer.NOT_APPLICABLE}
    if not given:
        return Answer.NOT_APPLICABLE
    if given == {Answer.YES}:
        return Answer.YES
    return Answer.PARTLY if given & {Answer.YES, Answer.PARTLY} else Answer.NO


def clean_names(names: Sequence[str], longest: int) -> tuple[str, ...]:
    """Return names as they are recorded: cleaned, none empty, each once.

    Raises:
        BadValue: One is too long, or there are too many.
    """
    cleaned = tuple(dict.fromkeys(filter(None, (clean(each) for each in names))))
    if len(cleaned) > MOST_PRESENT or any(len(each) > longest for each in cleaned):
        raise BadValue(
            N_("Give at most {most} names of at most {longest} characters each."),
            "present",
            most=MOST_PRESENT,
            longest=longest,
        )
    return cleaned


def check_cost(cost: int | None, currency: str) -> tuple[int | None, str]:
    """Return a cost estimate and its currency as they are recorded.

    Raises:
        BadValue: The cost is negative or too large, or the currency is missing or no code.
    """
    currency = clean(currency).upper()
    if cost is None:
        return None, ""
    if not 0 <= cost <= MOST_COST:
        raise BadValue(N_("The cost must be a whole number from 0 upwards."), "cost")
    if not (len(currency) == 3 and currency.isascii() and currency.isalpha()):
        raise BadValue(
            N_("Give the currency of the cost by its three letters, for example KES."), "currency"
        )
    return cost, currency


def _named(codes: Sequence[str]) -> str:
    shown = ", ".join(codes[:_NAMED_MOST])
    return f"{shown}, …" if len(codes) > _NAMED_MOST else shown
