from __future__ import annotations

import base64
import contextlib

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from stockpile_app.domain.errors import BadValue
from stockpile_app.ledger.seals import (
    CODE_LENGTH,
    Seal,
    is_genuine,
    make_seal,
    read_code,
    seal_code,
    show_code,
)
from stockpile_app.ledger.signing import SigningKey

KEY = SigningKey("KE01", bytes(range(32)))
DIGESTS = st.binary(min_size=32, max_size=32)
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
MADE_AT = "2026-03-02T08:00:00.000000Z"


def seal(seq=7, digest=bytes(32), occasion="AS-KE01-7"):
    return make_seal(KEY, "KE01", seq, digest, made_at=MADE_AT, occasion=occasion)


@given(st.integers(1, 2**40), DIGESTS)
def test_that_a_code_reads_back_as_printed(seq, digest):
    code = seal_code("KE01", seq, digest)
    assert len(code) == CODE_LENGTH
    assert set(code) <= set(CROCKFORD)
    assert read_code(show_code(code)) == code
    assert read_code(f" {show_code(code).lower()}\n".replace("0", "o").replace("1", "l")) == code
    assert read_code(code.replace("1", "I")) == code


@given(st.integers(1, 2**40), DIGESTS, st.integers(1, 2**40), DIGESTS)
def test_that_other_entries_have_other_codes(seq, digest, other_seq, other_digest):
    assume((seq, digest) != (other_seq, other_digest))
    assert seal_code("KE01", seq, digest) != seal_code("KE01", other_seq, other_digest)


def test_that_another_register_has_another_code():
    assert seal_code("KE01", 7, bytes(32)) != seal_code("KE02", 7, bytes(32))


def test_that_a_code_is_what_it_has_always_been():
    assert seal_code("KE01", 7, bytes(32)) == "0K6JT4N4WS120494KBMX"


@given(st.integers(1, 2**40), DIGESTS)
def test_that_a_scanned_seal_gives_its_code(seq, digest):
    made = seal(seq, digest)
    assert read_code(made.qr) == made.code
    assert read_code(f"  {made.qr.lower()}\r\n") == made.code


def test_that_a_qr_needs_only_the_characters_that_qr_packs_best():
    assert set(seal().qr) <= set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")


@given(st.data())
def test_that_a_scanned_seal_over_something_else_gives_another_code(data):
    made = seal()
    parts = made.qr.split("/")
    at = data.draw(st.sampled_from([1, 2, 3]))
    other = {
        1: st.just("KE02"),
        2: st.integers(0, 10**6).map(str),
        3: DIGESTS.map(lambda each: base64.b32encode(each).decode().rstrip("=")),
    }[at]
    forged = data.draw(other)
    assume(forged != parts[at])
    parts[at] = forged
    assert read_code("/".join(parts)) != made.code


@pytest.mark.parametrize(
    "text",
    [
        "",
        "KE01-000001-1",
        "ABCDE-FGHJK-MNPQR-STVW",
        "ABCDE-FGHJK-MNPQR-STVWXY",
        "ABCDE-FGHJK-MNPQR-STVWU",
        "٠٠٠٠٠-٠٠٠٠٠-٠٠٠٠٠-٠٠٠٠٠",
        "STOCKPILE1",
        "STOCKPILE1/KE01/7",
        "STOCKPILE1/KE01/x/y/z/a/b",
        "STOCKPILE1/KE01/" + "9" * 40 + "/AAAA/AAAA/A/B",
        "STOCKPILE1/KE01/7/????/AAAA/A/B",
    ],
)
def test_that_other_text_is_no_seal(text):
    with pytest.raises(BadValue):
        read_code(text)


@given(st.text(max_size=60))
def test_that_reading_any_text_gives_a_code_or_a_refusal(text):
    for each in (text, "STOCKPILE1" + text, "STOCKPILE1/" + "/".join(text)):
        with contextlib.suppress(BadValue):
            assert len(read_code(each)) == CODE_LENGTH


def test_that_a_genuine_seal_is_known_by_the_register_s_key():
    assert is_genuine(seal(), KEY.public)
    assert not is_genuine(seal(), SigningKey.generate("KE01").public)
    assert not is_genuine(seal(), "")


CHANGES = {
    "origin": "KE02",
    "seq": 8,
    "digest": bytes([1]) + bytes(31),
    "made_at": "2026-03-02T08:00:00.000001Z",
    "occasion": "AS-KE01-8",
    "signature": bytes(64),
    "code": "0" * 20,
}


@pytest.mark.parametrize("field", Seal._fields)
def test_that_a_seal_with_any_other_field_is_not_genuine(field):
    assert not is_genuine(seal()._replace(**{field: CHANGES[field]}), KEY.public)
