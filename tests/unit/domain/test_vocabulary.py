from __future__ import annotations

import inspect

import pytest

from stockpile_app.domain import access, vocabulary
from stockpile_app.domain.vocabulary import Category, LabelledEnum, Status, WeaponClass

ENUMS = [
    each
    for module in (vocabulary, access)
    for _, each in inspect.getmembers(module, inspect.isclass)
    if issubclass(each, LabelledEnum) and each is not LabelledEnum
]


@pytest.mark.parametrize("kind", ENUMS, ids=lambda kind: kind.__name__)
def test_that_every_code_has_a_label_of_its_own(kind):
    labels = [each.label for each in kind]
    assert all(labels)
    assert len(set(labels)) == len(labels)


@pytest.mark.parametrize("kind", ENUMS, ids=lambda kind: kind.__name__)
def test_that_every_code_is_read_back_as_stored_and_as_typed(kind):
    for each in kind:
        assert each.value == each.name.lower()
        assert kind(each.value) is each
        assert kind.parse(f" {each.value.replace('_', '-')} ") is each
        assert kind.parse(each.value.replace("_", " ").title()) is each


def test_that_an_unknown_code_is_refused():
    with pytest.raises(KeyError):
        Category.parse("catapult")


def test_that_every_category_is_of_a_class():
    small = [each for each in Category if each.weapon_class is WeaponClass.SMALL_ARM]
    assert len(small) == 7
    assert Category.MORTAR.weapon_class is WeaponClass.LIGHT_WEAPON


def test_that_what_is_destroyed_transferred_or_withdrawn_is_final():
    final = {each for each in Status if each.is_final}
    assert final == {Status.DESTROYED, Status.TRANSFERRED, Status.WITHDRAWN}
