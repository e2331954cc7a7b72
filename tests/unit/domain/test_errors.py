from __future__ import annotations

from stockpile_app.domain.errors import BadFile


def test_that_a_sentence_is_never_longer_than_anybody_reads():
    error = BadFile("{name} cannot be read: {reason}.", name="n" * 5000, reason="r" * 10**6)
    assert len(str(error)) < 2100
    assert error.params["name"].endswith("n…")


def test_that_what_fills_a_sentence_is_no_sentence_itself():
    assert str(BadFile("{name}", name="{0.__class__} %s {name}")) == "{0.__class__} %s {name}"
