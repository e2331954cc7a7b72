from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from stockpile_app.domain.checklists import (
    Computed,
    Question,
    as_data,
    parse_check_list,
    score,
    shown_percent,
)
from stockpile_app.domain.errors import BadFile
from stockpile_app.domain.vocabulary import Answer, StoreKind
from stockpile_app.reference import checklists, files
from stockpile_app.reference.checklists import (
    DEPOT_SECURITY,
    SHIPPED,
    shipped_check_list,
    shipped_check_lists,
)

LIST = shipped_check_list(DEPOT_SECURITY)
# STANDARDS section 13 marks these "c1"; e and f have none there.
CRITICAL_AT_ONE = {
    "a": {"a01"},
    "b": {"b01", "b02", "b04", "b10"},
    "c": {"c01", "c03", "c05", "c06", "c07", "c08", "c10"},
    "d": {"d01", "d02", "d05"},
    "e": set(),
    "f": set(),
    "g": {"g01", "g02", "g03"},
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setattr(files, "resources_folder", lambda: tmp_path)
    (tmp_path / "checklists").mkdir()
    shipped_check_list.cache_clear()
    yield tmp_path / "checklists"
    shipped_check_list.cache_clear()


def test_that_every_list_in_the_folder_is_shipped_under_its_name() -> None:
    in_folder = {path.stem for path in (files.resources_folder() / "checklists").iterdir()}
    assert in_folder == set(SHIPPED)
    assert [each.id for each in shipped_check_lists()] == list(SHIPPED)


def test_that_the_groups_are_those_of_the_programme_of_action() -> None:
    assert [(each.code, each.poa) for each in LIST.groups] == [
        (letter, f"10.1 {letter}") for letter in "abcdefgh"
    ]
    assert {each.code: each.store_kind for each in LIST.groups if each.store_kind} == {
        "h": StoreKind.AMMUNITION
    }


@pytest.mark.parametrize("group", CRITICAL_AT_ONE)
def test_that_what_the_standards_mark_is_critical_at_level_one(group: str) -> None:
    critical = {each.code for each in LIST.questions if each.group == group and each.critical == 1}
    assert critical == CRITICAL_AT_ONE[group]


@pytest.mark.parametrize("question", LIST.questions, ids=lambda question: question.code)
def test_that_a_question_can_be_asked(question: Question) -> None:
    assert question.code.startswith(question.group)
    assert question.text.endswith("?")
    assert question.evidence.endswith(".")
    assert question.source.strip()
    assert 1 <= question.weight <= 5
    assert (question.source == "own proposal") is (question.sure.value == "proposal")


def test_that_nothing_is_asked_twice() -> None:
    texts = Counter(each.text.casefold() for each in LIST.questions)
    assert max(texts.values()) == 1
    assert sorted(each.code for each in LIST.questions) == [each.code for each in LIST.questions]


def test_that_all_the_register_can_look_up_is_asked_once() -> None:
    computed = [each.computed for each in LIST.questions if each.computed is not None]
    assert sorted(computed) == sorted(Computed)


def test_that_the_shipped_list_is_written_back_as_it_is() -> None:
    data = files.load_table("checklists/depot-security.yaml")
    written = as_data(LIST)
    assert written == data
    assert parse_check_list(json.loads(json.dumps(written))) == LIST


def test_that_a_depot_where_all_is_well_reaches_the_highest_level() -> None:
    reached = score(LIST, dict.fromkeys((each.code for each in LIST.questions), Answer.YES))
    assert (reached.level, shown_percent(reached)) == (3, "100.0")
    assert score(LIST, {}).level == 0


def test_that_a_damaged_list_is_named(folder: Path) -> None:
    (folder / "depot-security.yaml").write_text("id: depot-security\n", encoding="utf-8")
    with pytest.raises(BadFile, match=r"depot-security.yaml cannot be used: “groups” is missing"):
        checklists.shipped_check_list(DEPOT_SECURITY)
    (folder / "depot-security.yaml").unlink()
    with pytest.raises(BadFile, match="cannot be read"):
        shipped_check_lists()
