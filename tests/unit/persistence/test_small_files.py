"""The small files beside a register, which anybody with the disk can write anything into."""

from __future__ import annotations

import base64
import datetime as dt
from contextlib import suppress

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stockpile_app.domain.errors import RegisterDamaged, SignInRefused
from stockpile_app.persistence import keys
from stockpile_app.persistence.lock import WriterLock
from stockpile_app.persistence.throttle import Throttle
from tests.builders import START

DEEP = b'{"x": ' + b"[" * 200_000


def json_like(keys_):
    leaves = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
    return st.recursive(
        leaves,
        lambda inner: (
            st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(keys_), inner, max_size=6)
        ),
        max_leaves=12,
    ).map(msgspec.json.encode)


BAD_JSON = {
    "nothing": b"",
    "no JSON": b"\xff\xfe{",
    "lists in lists": b"[" * 200_000,
    "maps in maps": b'{"format": 2, "seal": ' + b'{"a": ' * 200_000,
    "deep in a field that nobody knows": DEEP,
    "a huge number": b'{"format": 1e999}',
    "endless digits": b'{"format": ' + b"9" * 300_000 + b"}",
    "NaN": b'{"format": NaN}',
    "a lone surrogate": b'{"format": 2, "origin": "\\ud800"}',
    "a byte order mark": b"\xef\xbb\xbf{}",
    "more than it can be": b" " * (4 * 1024 * 1024 + 1),
}


@pytest.mark.parametrize("name", BAD_JSON)
def test_that_a_hostile_key_file_is_refused_in_a_sentence(name, tmp_path):
    path = tmp_path / "keys.json"
    path.write_bytes(BAD_JSON[name])
    with pytest.raises(RegisterDamaged, match=r"keys\.json is damaged"):
        keys.load(path)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("memory_kib", 2**32 - 1),  # four tebibytes
        ("memory_kib", 0),
        ("time", 2**31),  # some hundred years
        ("time", -1),
        ("lanes", 2**24 - 1),
        ("salt", base64.b64encode(b"short").decode()),
        ("salt", base64.b64encode(b"x" * 3_000_000).decode()),
    ],
)
def test_that_a_key_file_cannot_ask_for_all_the_memory_or_time(field, value, folder):
    path = folder / "keys.json"
    content = msgspec.json.decode(path.read_bytes())
    content["slots"][0]["kdf"][field] = value
    path.write_bytes(msgspec.json.encode(content))
    with pytest.raises(RegisterDamaged, match=r"keys\.json is damaged"):
        keys.load(path)


def test_that_no_name_in_a_key_file_hides_what_it_is(folder):
    path = folder / "keys.json"
    path.write_bytes(path.read_bytes().replace(b'"amina"', b'"amina\\u202e"'))
    with pytest.raises(RegisterDamaged, match="names"):
        keys.load(path)


@given(st.binary(max_size=60) | json_like(["format", "origin", "salt", "seal", "slots", "grants"]))
def test_that_anything_is_a_key_file_or_a_sentence(tmp_path_factory, content):
    path = tmp_path_factory.getbasetemp() / "any-keys.json"
    path.write_bytes(content)
    with suppress(RegisterDamaged):
        keys.load(path)


HOSTILE_COUNTS = {
    "no count at all": b'{"amina": {"times": null}}',
    "as many as there are": b'{"amina": {"times": 1000000000000000000, "last_at": "x"}}',
    "less than none": b'{"amina": {"times": -5}}',
    "a time that is none": b'{"amina": {"times": 9, "last_at": "yesterday"}}',
    "a time of no zone": b'{"amina": {"times": 9, "last_at": "2026-03-02T08:00:00"}}',
    "the first moment of all": b'{"amina": {"times": 9, "last_at": "0001-01-01T00:00:00+14:00"}}',
    "the last one": b'{"amina": {"times": 9, "last_at": "9999-12-31T23:59:59-14:00"}}',
}


@pytest.mark.parametrize("content", [*BAD_JSON.values(), *HOSTILE_COUNTS.values()])
def test_that_a_hostile_count_of_wrong_passwords_counts_as_none(content, tmp_path):
    path = tmp_path / "sign-in.json"
    path.write_bytes(content)
    throttle = Throttle(path)
    throttle.check("amina", START)
    for _ in range(4):
        throttle.failed("amina", START)
    with pytest.raises(SignInRefused, match="Try again in 2 seconds"):
        Throttle(path).check("amina", START)


def test_that_the_most_wrong_passwords_that_can_be_counted_are_answered_at_once(tmp_path):
    path = tmp_path / "sign-in.json"
    path.write_bytes(
        msgspec.json.encode({"amina": {"times": 1_000_000, "last_at": START.isoformat()}})
    )
    with pytest.raises(SignInRefused, match="300 seconds"):
        Throttle(path).check("amina", START + dt.timedelta(milliseconds=1))
    Throttle(path).failed("amina", START)
    Throttle(path).check("brian", START)


@given(st.binary(max_size=60) | json_like(["amina", "times", "last_at"]))
def test_that_any_count_can_be_gone_on_from(tmp_path_factory, content):
    path = tmp_path_factory.getbasetemp() / "any-sign-in.json"
    path.write_bytes(content)
    with suppress(SignInRefused):
        Throttle(path).check("amina", START)


@pytest.mark.parametrize("content", BAD_JSON.values())
def test_that_a_hostile_note_of_who_has_the_register_is_a_question_mark(content, tmp_path):
    (tmp_path / "register.holder").write_bytes(content)
    assert WriterLock(tmp_path).holder() == "?"


def test_that_a_note_of_who_has_the_register_is_shown_as_it_is(tmp_path):
    note = {"user": "a\u202e\x00" + "b" * 5000, "machine": "m", "process": 1, "since": "now"}
    (tmp_path / "register.holder").write_bytes(msgspec.json.encode(note))
    said = WriterLock(tmp_path).holder()
    assert said.startswith("a‹U+202E›‹U+0000›b")
    assert len(said) == 200
