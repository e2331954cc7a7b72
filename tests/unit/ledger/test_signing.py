from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stockpile_app.ledger.signing import SigningKey, is_signed, transaction_message

KEY = SigningKey("amina", bytes(range(32)))
MESSAGES = st.tuples(
    st.sampled_from(["KE01", "KE", "UG02"]),
    st.integers(1, 5),
    st.integers(1, 5),
    st.sampled_from([bytes(32), bytes([1]) * 32]),
)


@given(MESSAGES, MESSAGES)
def test_that_a_signature_is_good_for_its_transaction_alone(one, other):
    signature = KEY.sign(transaction_message(*one))
    assert is_signed(KEY.public, signature, transaction_message(*other)) == (one == other)


@given(st.integers(0, 511))
def test_that_a_signature_with_one_other_bit_is_none(bit):
    message = transaction_message("KE01", 1, 2, bytes(32))
    signature = bytearray(KEY.sign(message))
    signature[bit // 8] ^= 1 << bit % 8
    assert not is_signed(KEY.public, bytes(signature), message)


@pytest.mark.parametrize("public", ["", "xx", "00" * 31, SigningKey("brian", bytes(32)).public])
def test_that_another_key_does_not_answer_for_it(public):
    assert not is_signed(public, KEY.sign(b"message"), b"message")


def test_that_no_signature_is_no_signature():
    assert not is_signed(KEY.public, None, b"message")


def test_that_a_key_comes_back_from_its_secret():
    key = SigningKey.generate("amina")
    again = SigningKey("amina", key.secret)
    assert again.public == key.public
    assert again.sign(b"message") == key.sign(b"message")


def test_that_a_signature_is_what_it_has_always_been():
    message = transaction_message("KE01", 1, 2, bytes(32))
    assert KEY.sign(message).hex().startswith("f3510a16aef43dc3f109a25e1752ea50")
