"""The door that every fact goes through: no hidden character passes, whatever service forgot it."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stockpile_app.domain import confidential_facts
from stockpile_app.domain import facts as f
from stockpile_app.domain.errors import BadValue
from stockpile_app.domain.text import clean, clean_all, is_plain, is_plain_json
from stockpile_app.domain.written import written
from tests.builders import facts_of

KINDS = {**f.KINDS, **confidential_facts.kinds()}
HIDDEN = "\x00\t\r\x1b\x7f\x85\u202e\u2066\u200b\ufeff\ud800\ue000\u2028\u2029\U000e0001"


def texts(value):
    match value:
        case str():
            yield value
        case dict():
            for key, each in value.items():
                yield from (*texts(key), *texts(each))
        case list() | tuple():
            for each in value:
                yield from texts(each)


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=6)
@given(st.data())
def test_that_a_fact_is_written_when_all_its_texts_are_plain_and_never_else(kind, data):
    fact = data.draw(facts_of(KINDS[kind]))
    stated = list(texts(msgspec.to_builtins(fact)))
    # bytes are base64; what is folded by cleaning is no harm to what is written
    plain = all(is_plain(line) for each in stated for line in each.split("\n"))
    try:
        written(fact, msgspec.json.encode)
    except BadValue:
        assert not plain
    else:
        assert plain


@pytest.mark.parametrize("sign", HIDDEN)
def test_that_every_kind_of_fact_with_a_text_refuses_what_is_hidden(sign):
    tried, text = 0, f"a{sign}b"
    for fact in KINDS.values():
        for field in msgspec.structs.fields(fact):
            if field.type not in {str, str | None, dict[str, str]}:
                continue
            values = {each.name: None for each in msgspec.structs.fields(fact)}
            made = fact(
                **{**values, field.name: {"x": text} if field.type == dict[str, str] else text}
            )
            with pytest.raises(BadValue, match="cannot be seen"):
                written(made, msgspec.json.encode)
            tried += 1
    assert tried > 200


@pytest.mark.parametrize(
    "text", ["one\ntwo", 'a "quoted" one', "C:\\n\\u202e", "می\u200cخواهم", "×"]
)
def test_that_what_is_seen_is_written(text):
    assert written(f.PlaceClosed(place=1, reason=text), f.encode)


@given(st.text(alphabet=st.characters(exclude_categories=()), max_size=30))
def test_that_whatever_is_cleaned_can_be_written(text):
    assert written(f.PlaceClosed(place=1, reason=clean(text, multiline=True)), f.encode)


@given(st.text(max_size=30))
def test_that_a_text_within_json_is_plain_when_it_is_by_itself(text):
    encoded = msgspec.json.encode([text]).decode()
    assert is_plain_json(encoded) == all(is_plain(line) for line in text.split("\n"))


def test_that_texts_are_cleaned_however_deep_they_lie():
    data = {"a\u202e": ["b\x00", {"c": ("d\ud800", 1, None, 2.5, True)}]}
    assert clean_all(data) == {"a‹U+202E›": ["b‹U+0000›", {"c": ["d‹U+D800›", 1, None, 2.5, True]}]}
