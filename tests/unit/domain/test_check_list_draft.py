from __future__ import annotations

import pytest

from stockpile_app.domain.check_list_draft import CheckListDraft
from stockpile_app.domain.checklists import parse_check_list
from stockpile_app.domain.errors import BadValue, NotAllowedNow
from stockpile_app.reference.checklists import shipped_check_list
from tests.builders_security import small_list

SMALL = parse_check_list(small_list())


@pytest.fixture
def draft():
    return CheckListDraft(SMALL)


def codes(draft):
    return [each["code"] for each in draft.questions]


def test_that_an_untouched_draft_is_the_list_it_began_with(draft):
    assert draft.finished() == SMALL
    assert not draft.is_changed
    shipped = shipped_check_list("depot-security")
    assert CheckListDraft(shipped).finished() == shipped


def test_that_nothing_is_wrong_with_the_shipped_list():
    draft = CheckListDraft(shipped_check_list("depot-security"))
    assert draft.wrong_with_list() is None
    assert [draft.wrong_with(at) for at in range(len(draft.questions))] == [None] * 70


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("code", "A 1"),
        ("code", "a02"),
        ("text", ""),
        ("text", "x" * 301),
        ("weight", 0),
        ("weight", 101),
        ("weight", "many"),
        ("critical", 4),
        ("source", ""),
        ("sure", "maybe"),
        ("evidence", "x" * 301),
        ("computed", "guess"),
    ],
)
def test_that_a_fault_of_a_question_is_told_at_its_field(draft, field, value):
    draft.change_question(0, field, value)
    wrong = draft.wrong_with(0)
    assert wrong.field == field
    assert draft.is_changed
    assert draft.wrong_with_list() is None
    with pytest.raises(BadValue):
        draft.finished()


def test_that_a_fault_of_one_question_is_not_told_at_another(draft):
    draft.change_question(0, "weight", 0)
    assert draft.wrong_with(1) is None


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", ""),
        ("thresholds", {1: 60, 2: 50, 3: 90}),
        ("thresholds", {1: 60, 2: "x", 3: 90}),
        ("thresholds_source", ""),
    ],
)
def test_that_a_fault_of_the_list_is_not_told_at_a_question(draft, field, value):
    draft.change(field, value)
    assert draft.wrong_with_list().field == field
    assert draft.wrong_with(0) is None


def test_that_a_fault_of_a_group_is_told(draft):
    draft.change_group(1, "title", "")
    assert draft.wrong_with_list().field == "title"
    assert draft.wrong_with(0) is None


def test_that_questions_follow_a_new_code_of_their_group(draft):
    draft.change_group(1, "code", "z")
    assert [each["group"] for each in draft.questions] == ["a", "a", "z", "z", "h"]
    assert draft.finished().groups[1].code == "z"


def test_that_an_optional_field_is_taken_away(draft):
    draft.change_question(3, "computed", None)
    draft.change_group(2, "store_kind", None)
    finished = draft.finished()
    assert finished.questions[3].computed is None
    assert finished.groups[2].store_kind is None


def test_that_a_new_question_follows_the_chosen_one_with_a_free_code(draft):
    at = draft.add_question(1)
    assert (at, codes(draft)) == (2, ["a01", "a02", "a03", "b01", "b02", "h01"])
    assert draft.wrong_with(at).field == "text"
    draft.change_question(at, "text", "New?")
    assert draft.finished().questions[2].group == "a"


def test_that_a_code_of_an_empty_group_begins_at_one(draft):
    at = draft.add_group()
    assert draft.groups[at]["code"] == "c"
    assert draft.new_code("c") == "c01"


def test_that_questions_move_and_go(draft):
    assert draft.move_question(0, 1) == 1
    assert draft.move_question(4, 1) == 4
    draft.remove_question(0)
    assert codes(draft) == ["a01", "b01", "b02", "h01"]
    for _each in range(3):
        draft.remove_question(0)
    with pytest.raises(NotAllowedNow, match="at least one question"):
        draft.remove_question(0)


def test_that_a_group_with_questions_stays(draft):
    with pytest.raises(NotAllowedNow, match="Group b has 2 questions"):
        draft.remove_group(1)
    draft.remove_question(4)
    draft.remove_group(2)
    assert [each["code"] for each in draft.groups] == ["a", "b"]


def test_that_a_question_is_found_by_its_code(draft):
    assert draft.place_of("b01") == 2
    assert draft.place_of("z99") is None
