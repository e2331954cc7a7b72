"""Confidential facts keep their meaning: what is sealed today must be read in thirty years."""

from __future__ import annotations

import inspect
import json
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stockpile_app.domain.confidential import ConfidentialFact
from stockpile_app.domain.confidential_facts import decode, encode, participants, tracing
from tests.builders import facts_of
from tests.unit.domain.test_facts import definition_of

SNAPSHOT = Path(__file__).with_name("confidential_facts.json")
STRUCTS = {
    name: each
    for module in (participants, tracing)
    for name, each in inspect.getmembers(module, inspect.isclass)
    if issubclass(each, msgspec.Struct) and each.__module__ == module.__name__
}
"""The facts, and what they are put together from."""
FACTS = {name: each for name, each in STRUCTS.items() if issubclass(each, ConfidentialFact)}


def test_that_no_definition_changed():
    # A changed definition changes the meaning of what is sealed already: state a new kind.
    # Only what is new may be added to confidential_facts.json.
    released = json.loads(SNAPSHOT.read_text())
    found = {
        name: {"kind": getattr(each, "kind", ""), **definition_of(each)}
        for name, each in STRUCTS.items()
    }
    assert found == released


@pytest.mark.parametrize("name", sorted(FACTS))
@settings(max_examples=20)
@given(data=st.data())
def test_that_a_confidential_fact_survives_sealing(name, data):
    fact = data.draw(facts_of(FACTS[name]))
    assert decode(encode(fact)) == fact


def test_that_no_two_facts_have_the_same_kind():
    assert len({each.kind for each in FACTS.values()}) == len(FACTS)
