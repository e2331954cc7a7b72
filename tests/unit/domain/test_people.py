from __future__ import annotations

import pytest

from stockpile_app.domain.errors import BadValue, NotAllowedNow
from stockpile_app.domain.people import (
    AddPerson,
    PersonRecord,
    check_holds_nothing,
    check_person,
    matches,
)
from stockpile_app.domain.vocabulary import PersonKind, Sex

ADA = PersonRecord(id=1, kind=PersonKind.PERSON, name="Ada Löwe", code="K-12")


@pytest.mark.parametrize(
    ("kind", "fields", "field"),
    [
        (PersonKind.PERSON, {"name": " "}, "name"),
        (PersonKind.PERSON, {"name": "x" * 121}, "name"),
        (PersonKind.PERSON, {"name": "Ada", "code": "1" * 33}, "code"),
        (PersonKind.UNIT, {"name": "2nd Company", "sex": Sex.MALE}, "sex"),
        (PersonKind.ORGANISATION, {"name": "Police", "sex": Sex.FEMALE}, "sex"),
    ],
)
def test_that_a_person_who_cannot_be_is_refused(kind, fields, field):
    with pytest.raises(BadValue) as refused:
        check_person(kind, AddPerson(kind=kind, **fields))
    assert refused.value.field == field


def test_that_words_are_cleaned():
    words = check_person(PersonKind.PERSON, AddPerson(name="  Ada \u202e Löwe", code=" K-12 "))
    assert (words.name, words.code) == ("Ada ‹U+202E› Löwe", "K-12")


def test_that_name_and_code_stand_together():
    assert ADA.title == "Ada Löwe (K-12)"
    assert PersonRecord(id=2, kind=PersonKind.UNIT, name="2nd Company").title == "2nd Company"


@pytest.mark.parametrize("text", ["LÖW", "ada", " k-1 ", "12", ""])
def test_that_any_part_of_name_or_code_is_found_whatever_the_case(text):
    assert matches(ADA, text)


@pytest.mark.parametrize("text", ["Eve", "K12", "Sergeant"])
def test_that_what_is_in_neither_is_not_found(text):
    assert not matches(ADA, text)


@pytest.mark.parametrize(("weapons", "keys"), [(2, 0), (0, 3)])
def test_that_who_still_holds_something_is_named_with_it(weapons, keys):
    person = PersonRecord(
        id=1, kind=PersonKind.PERSON, name="Ada", code="K-12", weapons=weapons, keys=keys
    )
    with pytest.raises(NotAllowedNow) as refused:
        check_holds_nothing(person)
    assert f"weapons: {weapons}, keys: {keys}" in str(refused.value)
    assert "Ada (K-12)" in str(refused.value)


def test_that_who_holds_nothing_may_go():
    check_holds_nothing(ADA)
