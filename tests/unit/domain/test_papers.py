from __future__ import annotations

import datetime as dt

import pytest

from stockpile_app.domain.papers import PaperAnswer, PaperVerdict, document_entry

DAY = dt.datetime(2026, 3, 2, 8, 0, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("number", "entry"),
    [
        ("AS-KE01-123", 123),
        (" as-ke01-123 ", 123),
        ("AS - KE01 - 7", 7),
        ("AS-KE02-123", None),
        ("AS-KE01-", None),
        ("AS-KE01-12x", None),
        ("KE01-000123-X", None),
        ("", None),
    ],
)
def test_that_a_document_number_leads_to_its_entry(number, entry):
    assert document_entry(number, "KE01") == entry


@pytest.mark.parametrize("verdict", PaperVerdict)
@pytest.mark.parametrize("known", [True, False])
def test_that_every_answer_is_a_sentence_whatever_is_known(verdict, known):
    seen = {"seq": 7, "sealed_at": DAY, "entry_at": DAY, "last_seq": 9, "last_at": DAY}
    answer = PaperAnswer(verdict, "0" * 20, meant="1", **(seen if known else {}))
    said = answer.message_id.format_map(answer.params)
    assert said.endswith(".")
    assert "None" not in said
    assert answer.agrees == (verdict is PaperVerdict.AGREES)
