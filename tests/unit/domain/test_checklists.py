from __future__ import annotations

import copy
import json
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stockpile_app.domain.checklists import (
    MOST_QUESTIONS,
    CheckList,
    Group,
    GroupScore,
    Question,
    Sure,
    as_data,
    leave_out,
    parse_check_list,
    score,
    shown_percent,
)
from stockpile_app.domain.errors import BadValue
from stockpile_app.domain.vocabulary import Answer, StoreKind

YES, PARTLY, NO, NOT_APPLICABLE = Answer
ORDER = (NO, PARTLY, YES)
DATA = {
    "id": "small",
    "version": 2,
    "title": "A small list",
    "language": "en",
    "thresholds": {1: 50, 2: 75, 3: 90},
    "thresholds_source": "own proposal",
    "thresholds_sure": "proposal",
    "groups": [
        {"code": "a", "title": "Location", "poa": "10.1 a"},
        {"code": "h", "title": "Ammunition", "poa": "", "store_kind": "ammunition"},
    ],
    "questions": [
        {
            "code": "a01", "group": "a", "text": "Is it far away?", "weight": 5, "critical": 2,
            "source": "own proposal", "sure": "proposal", "evidence": "A map.",
        },
        {
            "code": "a02", "group": "a", "text": "Is it locked?", "weight": 3, "critical": 1,
            "source": "IDDRS 4.10 §7.3.1", "sure": "seen", "evidence": "", "computed": "key_count",
        },
        {
            "code": "h01", "group": "h", "text": "Is it dry?", "weight": 2, "critical": 0,
            "source": "own proposal", "sure": "proposal", "evidence": "A log.",
        },
    ],
}  # fmt: skip
SMALL = parse_check_list(DATA)


def make(*weighted: tuple[int, int], thresholds: tuple[int, int, int] = (60, 75, 90)) -> CheckList:
    """Return a list of questions q0, q1 … of (weight, critical)."""
    return CheckList(
        id="made", version=1, title="Made", language="en", thresholds=thresholds,
        thresholds_source="test", thresholds_sure=Sure.PROPOSAL,
        groups=(Group(code="a", title="A"),),
        questions=tuple(
            Question(
                code=f"q{at}", group="a", text=f"{at}?", weight=weight, critical=critical,
                source="test", sure=Sure.PROPOSAL,
            )
            for at, (weight, critical) in enumerate(weighted)
        ),
    )  # fmt: skip


@st.composite
def answered(draw: st.DrawFn) -> tuple[CheckList, dict[str, Answer]]:
    weighted = draw(st.lists(st.tuples(st.integers(1, 100), st.integers(0, 3)), min_size=1))
    one, two, three = sorted(draw(st.tuples(*[st.integers(0, 100)] * 3)))
    made = make(*weighted, thresholds=(one, two, three))
    answers = {
        each.code: answer
        for each in made.questions
        if (answer := draw(st.sampled_from([None, *Answer]))) is not None
    }
    return made, answers


# --- score ---------------------------------------------------------------------------------------


def test_that_points_are_half_weights_of_what_applies_and_is_answered():
    found = score(SMALL, {"a01": PARTLY, "a02": YES, "h01": NOT_APPLICABLE})
    assert (found.points, found.out_of, found.percent) == (11, 16, Fraction(275, 4))
    assert found.by_group == (GroupScore("a", 11, 16), GroupScore("h", 0, 0))
    assert [each.percent for each in found.by_group] == [Fraction(275, 4), None]
    assert found.unanswered == ()


def test_that_critical_questions_without_a_yes_come_lowest_level_first():
    found = score(SMALL, {"a01": PARTLY})
    assert found.failed_critical == ("a02", "a01")
    assert found.unanswered == ("a02", "h01")
    assert found.level == 0


@pytest.mark.parametrize(
    ("answers", "level"),
    [
        ({"q0": YES, "q1": YES, "q2": YES}, 3),
        ({"q0": YES, "q1": YES, "q2": PARTLY}, 2),  # partly is no yes
        ({"q0": YES, "q1": NO, "q2": YES}, 1),
        ({"q0": NO, "q1": YES, "q2": YES}, 0),  # a level needs all lower ones
        ({"q1": YES, "q2": YES}, 0),  # no answer fails
        ({"q0": NOT_APPLICABLE, "q1": YES, "q2": YES}, 3),  # neither passes nor fails
        (dict.fromkeys(("q0", "q1", "q2"), NOT_APPLICABLE), 0),
        ({}, 0),
    ],
)
def test_that_a_level_needs_its_critical_questions(answers, level):
    assert score(make((1, 1), (1, 2), (1, 3), thresholds=(0, 0, 0)), answers).level == level


@pytest.mark.parametrize(
    ("weights", "level", "shown"),
    [
        ((9000, 1000), 3, "90.0"),
        ((8999, 1001), 2, "89.9"),  # 89.99 % would be rounded to 90.0
        ((7500, 2500), 2, "75.0"),
        ((5999, 4001), 0, "59.9"),
        ((1, 2), 0, "33.3"),
        ((2, 1), 1, "66.6"),
    ],
)
def test_that_a_threshold_is_met_exactly_or_not_at_all(weights, level, shown):
    good, bad = weights
    found = score(make((good, 0), (bad, 0)), {"q0": YES, "q1": NO})
    assert (found.level, shown_percent(found)) == (level, shown)


def test_that_there_is_no_percentage_of_nothing():
    found = score(SMALL, {})
    assert (found.percent, shown_percent(found)) == (None, "")


def test_that_an_answer_to_no_question_is_refused():
    with pytest.raises(BadValue, match="Version 2 of the check list has no question b99"):
        score(SMALL, {"b99": YES})


def test_that_groups_of_absent_stores_are_left_out_unless_answered():
    assert leave_out(SMALL, {"a01": YES}, {StoreKind.WEAPONS}) == {
        "a01": YES,
        "h01": NOT_APPLICABLE,
    }
    assert leave_out(SMALL, {"h01": NO}, ()) == {"h01": NO}
    assert leave_out(SMALL, {}, {StoreKind.AMMUNITION}) == {}


@given(answered(), st.data())
def test_that_a_better_answer_never_makes_the_result_worse(case, data):
    made, answers = case
    code = data.draw(st.sampled_from([each.code for each in made.questions]))
    at = ORDER.index(answers[code]) if answers.get(code) in ORDER else len(ORDER) - 1
    better = data.draw(st.sampled_from(ORDER[at:]))
    before, after = score(made, answers), score(made, {**answers, code: better})
    assert after.level >= before.level
    assert set(after.failed_critical) <= set(before.failed_critical)
    assert after.percent is not None
    assert before.percent is None or after.percent >= before.percent


@given(answered())
def test_that_the_percentage_is_never_shown_above_what_it_is(case):
    found = score(*case)
    shown = shown_percent(found)
    if found.percent is None:
        assert not shown
    else:
        assert Fraction(shown) <= found.percent < Fraction(shown) + Fraction(1, 10)


@given(answered())
def test_that_the_groups_add_up_and_every_level_below_holds(case):
    made, answers = case
    found = score(made, answers)
    assert found.points == sum(each.points for each in found.by_group) <= found.out_of
    critical = {each.code: each.critical for each in made.questions}
    assert all(critical[code] > found.level for code in found.failed_critical)
    if found.level:
        assert found.percent is not None
        assert found.percent >= made.thresholds[found.level - 1]


# --- reading and writing -------------------------------------------------------------------------


@given(answered())
def test_that_a_list_is_written_and_read_back_as_the_same(case):
    made, _ = case
    assert parse_check_list(as_data(made)) == made
    assert parse_check_list(json.loads(json.dumps(as_data(made)))) == made


def test_that_data_is_written_back_as_it_was_read():
    assert as_data(SMALL) == DATA


def test_that_texts_are_cleaned():
    data = copy.deepcopy(DATA)
    data["questions"][0]["text"] = "  Is it\n far\u202e away? "
    assert parse_check_list(data).questions[0].text == "Is it far‹U+202E› away?"


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        ("weight", 0, "a02: “weight” must be a whole number from 1 to 100."),
        ("weight", 101, "a02: “weight”"),
        ("weight", True, "a02: “weight”"),
        ("weight", 2.0, "a02: “weight”"),
        ("critical", 4, "a02: “critical” must be a whole number from 0 to 3."),
        ("critical", "1", "a02: “critical”"),
        ("text", "", "a02: “text” must be a text of 1 to 300 characters."),
        ("text", " \n", "a02: “text”"),
        ("text", "x" * 301, "a02: “text”"),
        ("text", None, "a02: “text”"),
        ("source", "", "a02: “source”"),
        ("evidence", "x" * 301, "a02: “evidence” must be a text of 0 to 300 characters."),
        ("sure", "certain", "a02: “sure” must be one of these: seen, secondary, memory, proposal."),
        ("sure", ["seen"], "a02: “sure”"),
        ("computed", "tea", "a02: “computed” must be one of these: weekly_count"),
        ("group", "z", "Question a02 is in group z, which the list does not have."),
        ("group", False, "a02: “group” must be a short code in small letters, such as b."),
        ("code", "h01", "h01: this code is given twice"),
        ("code", "A02", "A02: “code” must be a short code"),
        ("code", "a" * 17, f"{'a' * 17}: “code” must be a short code"),
        ("code", "a b\n", "#2: “code” must be a short code"),
        ("code", 2, "#2: “code” must be a short code"),
        ("weigth", 3, "a02: “weigth” is not a field of this list."),
    ],
)
def test_that_a_bad_question_is_named(key, value, message):
    data = copy.deepcopy(DATA)
    data["questions"][1][key] = value
    with pytest.raises(BadValue) as refused:
        parse_check_list(data)
    assert str(refused.value).startswith(message)


@pytest.mark.parametrize("key", ["code", "group", "text", "weight", "critical", "source", "sure"])
def test_that_a_question_must_be_whole(key):
    data = copy.deepcopy(DATA)
    del data["questions"][1][key]
    with pytest.raises(BadValue) as refused:
        parse_check_list(data)
    assert str(refused.value) == f"{'#2' if key == 'code' else 'a02'}: “{key}” is missing."
    assert refused.value.field == key


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        ("id", "Depot security", "“id” must be a short code in small letters"),
        ("version", 0, "“version” must be a whole number from 1 to 1000000."),
        ("title", "x" * 121, "“title” must be a text of 1 to 120 characters."),
        ("language", "English", "“language” must be"),
        ("thresholds", {1: 50, 2: 75}, "The thresholds must be three whole percentages"),
        ("thresholds", {1: 50, 2: 75, 3: 101}, "The thresholds must be three"),
        ("thresholds", {1: 50, 2: 75, 3: True}, "The thresholds must be three"),
        ("thresholds", {1: 50, 2: 75, 3: 90, 4: 95}, "The thresholds must be three"),
        ("thresholds", {1: 50, "1": 50, 2: 75, 3: 90}, "The thresholds must be three"),
        ("thresholds", [50, 75, 90], "The thresholds must be three"),
        ("thresholds", {1: 50, 2: 49, 3: 90}, "The threshold of a level must not be lower"),
        ("questions", [], "“questions” must be a list of 1 to 300 items."),
        ("questions", [{}] * (MOST_QUESTIONS + 1), "“questions” must be a list"),
        ("questions", {"a01": {}}, "“questions” must be a list"),
        ("questions", ["Is it far away?"], "#1 must have fields with names."),
        ("groups", [], "“groups” must be a list of 1 to 26 items."),
        ("groups", [DATA["groups"][0]] * 2, "a: this code is given twice"),
        ("groups", [{"code": "a"}], "a: “title” is missing."),
        ("colour", "red", "“colour” is not a field of this list."),
    ],
)
def test_that_a_bad_list_is_refused(key, value, message):
    with pytest.raises(BadValue) as refused:
        parse_check_list({**DATA, key: value})
    assert str(refused.value).startswith(message)


@pytest.mark.parametrize("data", [None, [], "list", 3])
def test_that_what_is_no_list_at_all_is_refused(data):
    with pytest.raises(BadValue, match="must have fields with names"):
        parse_check_list(data)


@given(st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from([*DATA, "code"]), inner),
))  # fmt: skip
def test_that_any_data_is_read_or_refused(data):
    with pytest.raises(BadValue):
        parse_check_list(data)
