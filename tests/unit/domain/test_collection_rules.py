from __future__ import annotations

import dataclasses
import inspect
import re
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import stockpile_app
from stockpile_app.domain.collection_people import PersonalData, RegisterParticipant
from stockpile_app.domain.collection_rules import (
    age_group_of,
    check_condition,
    check_no_name,
    check_personal,
)
from stockpile_app.domain.collections_vocabulary import AgeGroup, ParticipantKind
from stockpile_app.domain.errors import BadValue
from stockpile_app.domain.facts import Fact
from stockpile_app.domain.facts import collections as facts
from stockpile_app.domain.vocabulary import Condition

NAME = "Zebedayo Mwanzo-Testa"


@given(st.integers(0, 130))
def test_that_every_age_has_a_group(age):
    group = AgeGroup.of(age)
    assert group is not AgeGroup.UNKNOWN
    assert (group is AgeGroup.CHILD) == (age < 18)
    asked = RegisterParticipant(
        site=1, kind=ParticipantKind.CIVILIAN, personal=PersonalData(), age=age
    )
    assert age_group_of(asked) is group


@pytest.mark.parametrize(
    "text",
    [NAME, NAME.upper(), f"of {NAME}.", "zebedayo   mwanzo testa", f"({NAME})", f"x,{NAME},y"],
)
def test_that_a_text_with_the_name_is_refused_without_repeating_it(text):
    with pytest.raises(BadValue) as refused:
        check_no_name(NAME, "KAV-0001", notes=text)
    assert refused.value.field == "notes"
    said = str(refused.value) + repr(refused.value.params)
    assert "zebedayo" not in said.casefold()
    assert "KAV-0001" in said


@pytest.mark.parametrize("text", ["", "rusty", "Zebedayo alone", "Mwanzotesta", "testa mwanzo"])
def test_that_other_texts_pass(text):
    check_no_name(NAME, "KAV-0001", notes=text)
    check_no_name("", "KAV-0001", notes=text)


def test_that_no_message_and_no_repr_tells_personal_data():
    personal = PersonalData(name=NAME, commander=NAME, notes=NAME)
    assert "Zebedayo" not in repr(personal)
    with pytest.raises(BadValue) as refused:
        check_personal(PersonalData(name=NAME * 20))
    assert "Zebedayo" not in str(refused.value) + repr(refused.value.params)


@given(st.sampled_from(list(Condition)) | st.none(), st.booleans() | st.none())
def test_that_condition_and_serviceability_agree_or_are_refused(condition, serviceable):
    try:
        found, works = check_condition(condition, serviceable=serviceable)
    except BadValue:
        assert condition is not None
        assert serviceable is not (condition is Condition.SERVICEABLE)
        return
    assert (found is None) == (works is None)
    assert found is None or works is (found is Condition.SERVICEABLE)


# --- no money against a weapon (IDDRS 4.10, section 5.3.1) ---------------------------------------

MONEY = re.compile(
    r"\b(price|prices|cost|costs|pay|paid|payment|payments|money|cash|reward|bounty|currency|"
    r"amount|voucher|compensation|value_of|buy|bought|reimburse\w*|allowance|fee|stipend)\b",
    re.IGNORECASE,
)
SOURCES = sorted(
    each
    for each in Path(stockpile_app.__file__).parent.rglob("*.py")
    if re.match(r"collection(s|_)|hand_in|field_", each.stem) and each.stem != "field_state"
)
RECORDS = [
    each
    for module in (
        "collections",
        "collection_days",
        "collection_people",
        "collection_sites",
        "collection_papers",
        "collection_forms",
    )
    for _, each in inspect.getmembers(
        import_module(f"stockpile_app.domain.{module}"), dataclasses.is_dataclass
    )
    if each.__module__.startswith("stockpile_app.domain.collection")
]
FACTS = [each for each in Fact.__subclasses__() if each.__module__ == facts.__name__]


@pytest.mark.parametrize("record", [*RECORDS, *FACTS], ids=lambda each: each.__name__)
def test_that_no_field_is_for_money(record):
    names = (
        [each.name for each in dataclasses.fields(record)]
        if dataclasses.is_dataclass(record)
        else record.__struct_fields__
    )
    assert names
    told = [each for each in names if MONEY.search(each.replace("_", " "))]
    assert not told


@pytest.mark.parametrize("source", SOURCES, ids=lambda each: each.stem)
def test_that_no_text_speaks_of_money(source):
    texts = re.findall(r'\b(?:N_|_|ngettext)\(\s*((?:"[^"]*"\s*)+)', source.read_text("utf-8"))
    assert not [each for each in texts if MONEY.search(each)]


def test_that_there_is_something_to_look_at():
    assert len(SOURCES) > 20
    assert len(RECORDS) > 40
    assert len(FACTS) >= 17
