from __future__ import annotations

import enum
import json
import re
import typing
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stockpile_app.domain.facts import KINDS, Fact, decode, encode
from stockpile_app.persistence.projections.projector import HANDLERS
from tests.builders import facts_of

SNAPSHOT = Path(__file__).with_name("facts.json")


def definition_of(fact):
    hints = typing.get_type_hints(fact)
    return {
        field.name: [_type(hints[field.name]), _default(field)]
        for field in msgspec.structs.fields(fact)
    }


def _type(hint):
    if isinstance(hint, type) and issubclass(hint, enum.Enum):
        return hint.__name__
    name = re.sub(r"stockpile_app\.domain\.(\w+_)?vocabulary\.", "", str(hint))
    return name.removeprefix("<class '").removesuffix("'>")


def _default(field):
    if field.required:
        return "required"
    default = field.default_factory() if field.default is msgspec.NODEFAULT else field.default
    return json.loads(msgspec.json.encode(default))


@pytest.mark.parametrize("kind", sorted(KINDS))
@settings(max_examples=30)
@given(data=st.data())
def test_that_a_fact_survives_encoding(kind, data):
    fact = data.draw(facts_of(KINDS[kind]))
    body = encode(fact)
    assert decode(kind, body) == fact
    assert encode(decode(kind, body)) == body


def test_that_kinds_are_unique_and_short():
    facts = Fact.__subclasses__()
    assert len(KINDS) == len(facts)
    assert all(kind == kind.lower() and 0 < len(kind) <= 40 for kind in KINDS)


def test_that_every_kind_has_a_projection():
    assert set(HANDLERS) == set(KINDS.values())


def test_that_a_released_fact_keeps_its_definition():
    # A changed definition changes the meaning of what is in ledgers already: state a new kind.
    # Only a kind that is new may be added to facts.json.
    released = json.loads(SNAPSHOT.read_text())
    assert {kind: definition_of(KINDS[kind]) for kind in released} == released


def test_that_every_fact_is_in_the_list_of_released_ones():
    assert set(KINDS) == set(json.loads(SNAPSHOT.read_text()))


def test_that_a_fact_leaves_out_what_is_not_known():
    body = encode(KINDS["weapon-registered"](number="KE01-000001-1", place=1))
    assert json.loads(body) == {"number": "KE01-000001-1", "place": 1}


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b'{"place": 1}', b'{"number": "x", "place": 1, "more": 2}', b"\xff"]
)
def test_that_a_body_that_is_no_fact_is_refused(body):
    with pytest.raises((msgspec.DecodeError, UnicodeDecodeError)):
        decode("weapon-registered", body)


def test_that_an_unknown_kind_is_refused():
    with pytest.raises(KeyError):
        decode("weapon-teleported", b"{}")
