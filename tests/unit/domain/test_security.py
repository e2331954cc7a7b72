from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from stockpile_app.domain.checklists import parse_check_list
from stockpile_app.domain.errors import BadValue, NotAllowedNow
from stockpile_app.domain.security import (
    AnswerRecord,
    CheckRecord,
    CheckState,
    CheckView,
    FindingRecord,
    TrendPoint,
)
from stockpile_app.domain.security_rules import (
    check_complete,
    check_cost,
    check_open,
    clean_names,
    find_question,
    first_unanswered,
    group_verdict,
    unexplained,
)
from stockpile_app.domain.vocabulary import Answer, StoreKind
from tests.builders_security import small_list

DAY = dt.date(2026, 3, 2)
LIST = parse_check_list(small_list())
YES, PARTLY, NO, SKIP = Answer.YES, Answer.PARTLY, Answer.NO, Answer.NOT_APPLICABLE
OPEN = CheckRecord(
    id=7,
    place_id=1,
    place="Main depot",
    check_list="depot-security",
    version=1,
    inspector="Dora",
    opened_on=DAY,
)
DONE = replace(OPEN, completed_on=DAY, points=7, out_of=8, level=0)


def view(record=OPEN, present=(), **answers):
    given = {
        code: AnswerRecord(code, *((each,) if isinstance(each, Answer) else each))
        for code, each in answers.items()
    }
    return CheckView(record=record, check_list=LIST, answers=given, present=frozenset(present))


def test_that_a_check_is_in_one_of_three_states():
    assert [each.state for each in (OPEN, DONE, replace(OPEN, cancelled=True))] == list(CheckState)


def test_that_a_score_is_never_rounded_up():
    assert replace(DONE, points=8999, out_of=10000).shown == "89.9"
    assert TrendPoint(1, DAY, 2, 3, 0, ()).shown == "66.6"
    assert (OPEN.shown, replace(DONE, points=0, out_of=0).shown) == ("", "")


def test_that_questions_of_a_store_that_is_not_there_are_left_out():
    found = view(a01=YES)
    assert found.full == {"a01": YES, "h01": SKIP}
    assert found.left_out == {"h01"}
    assert view(present=[StoreKind.AMMUNITION]).left_out == frozenset()


def test_that_what_was_answered_all_the_same_counts():
    assert view(h01=NO).full["h01"] is NO
    assert view(h01=NO).left_out == frozenset()


def test_that_a_completed_check_says_not_applicable_where_nothing_was_said():
    found = view(DONE, [StoreKind.AMMUNITION], a01=YES)
    assert found.full == {"a01": YES, "a02": SKIP, "b01": SKIP, "b02": SKIP, "h01": SKIP}


def test_that_the_first_question_without_an_answer_is_found():
    assert first_unanswered(view()) == "a01"
    assert first_unanswered(view(a01=YES, b01=NO)) == "a02"
    assert first_unanswered(view(a01=YES, a02=YES, b01=NO, b02=YES)) is None


def test_that_only_a_whole_check_is_complete():
    with pytest.raises(NotAllowedNow, match="Answer these questions first: a02, b02"):
        check_complete(view(a01=YES, b01=NO))
    check_complete(view(a01=YES, a02=NO, b01=PARTLY, b02=SKIP))


def test_that_only_a_critical_question_must_say_why_it_does_not_apply():
    silent = view(a01=SKIP, a02=SKIP, b01=(SKIP, "no doors"), b02=YES)
    assert unexplained(silent) == ("a01",)
    with pytest.raises(NotAllowedNow, match="Write in the note why: a01"):
        check_complete(silent)


def test_that_many_codes_are_named_shortly():
    many = parse_check_list(
        small_list(
            questions=[
                {**small_list()["questions"][1], "code": f"a{each:02d}"} for each in range(1, 20)
            ]
        )
    )
    with pytest.raises(NotAllowedNow, match=r"a01, a02, .* a12, …"):
        check_complete(replace(view(), check_list=many))


@pytest.mark.parametrize(
    ("record", "sentence"),
    [(DONE, "completed on 2026-03-02"), (replace(OPEN, cancelled=True), "cancelled")],
)
def test_that_only_an_open_check_goes_on(record, sentence):
    check_open(OPEN)
    with pytest.raises(NotAllowedNow, match=sentence):
        check_open(record)


@pytest.mark.parametrize(
    ("answers", "verdict"),
    [
        ({"a01": YES, "a02": YES}, YES),
        ({"a01": YES, "a02": SKIP}, YES),
        ({"a01": NO, "a02": NO}, NO),
        ({"a01": NO, "a02": SKIP}, NO),
        ({"a01": NO, "a02": YES}, PARTLY),
        ({"a01": NO, "a02": PARTLY}, PARTLY),
        ({"a01": PARTLY, "a02": PARTLY}, PARTLY),
        ({"a01": SKIP, "a02": SKIP}, SKIP),
        ({}, NO),
        ({"a01": YES}, PARTLY),
    ],
)
def test_that_a_group_is_answered_as_one_question(answers, verdict):
    assert group_verdict(LIST, "a", answers) is verdict


def test_that_a_question_is_found_by_its_code():
    assert find_question(LIST, "b02").text == "Counted?"
    with pytest.raises(BadValue, match="has no question z99"):
        find_question(LIST, "z99")


def test_that_names_are_cleaned_and_kept_once():
    assert clean_names(["  Ada  B ", "", "Ada B", "Eve"], 120) == ("Ada B", "Eve")
    for names in (["x" * 121], [str(each) for each in range(21)]):
        with pytest.raises(BadValue, match="at most 20 names"):
            clean_names(names, 120)


def test_that_a_cost_has_a_currency():
    assert check_cost(1200, " kes ") == (1200, "KES")
    assert check_cost(0, "KES") == (0, "KES")
    assert check_cost(None, "KES") == (None, "")
    for cost, currency in ((-1, "KES"), (10**13, "KES"), (1, ""), (1, "KE"), (1, "K2S")):
        with pytest.raises(BadValue):
            check_cost(cost, currency)


def test_that_a_finding_is_overdue_after_its_day_only():
    finding = FindingRecord(
        id=1,
        check_id=7,
        place_id=1,
        place="Main depot",
        question="a01",
        group="a",
        critical=1,
        text="Risk known?",
        answer=NO,
        raised_on=DAY,
        due_on=DAY,
    )
    assert not finding.is_overdue(DAY)
    assert finding.is_overdue(DAY + dt.timedelta(days=1))
    assert not replace(finding, closed_on=DAY).is_overdue(DAY + dt.timedelta(days=1))
    assert not replace(finding, due_on=None).is_overdue(DAY)
