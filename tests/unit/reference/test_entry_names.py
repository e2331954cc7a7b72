"""Every kind of entry, and what it states, has a name that people read."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest

from stockpile_app.domain import facts
from stockpile_app.domain.facts import KINDS
from stockpile_app.domain.records import EntryRecord
from stockpile_app.reference.entry_names import FIELDS, TITLES
from stockpile_app.reference.entry_words import _LEFT_OUT, entry_words

DAY = "2026-03-02"


def test_that_every_kind_has_a_title():
    assert TITLES.keys() == KINDS.keys()


def test_that_everything_stated_has_a_name_or_is_left_out():
    stated = {field.name for each in KINDS.values() for field in msgspec.structs.fields(each)}
    assert stated - FIELDS.keys() - _LEFT_OUT == set()


def test_that_codes_of_lists_and_documents_are_told_in_words():
    team = facts.TeamStated(
        site=1, occurred_on="2026-03-02", members=(("Fir", "female", "child_protection"),)
    )
    assert "Fir, Female, Child protection" in told(team)
    made = facts.DocumentIssued(document="audit-sheet", doc_number="AS-1", scope="", weapons=0)
    assert "Audit sheet" in told(made)


@pytest.mark.parametrize(
    ("fact", "words"),
    [
        (
            facts.CheckOpened(
                place=1, check_list="depot-security", version=1, inspector="A", occurred_on=DAY
            ),
            "Physical security of a depot",
        ),
        (
            facts.QualificationGained(person=1, topic="storekeeping", occurred_on=DAY),
            "Keeping a weapons store",
        ),
        (facts.ContactStated(contact=1, country="SU", office="X", instruments=()), "USSR"),
        (facts.QualificationGained(person=1, topic="swimming", occurred_on=DAY), "swimming"),
    ],
)
def test_that_codes_of_tables_are_told_by_their_names(fact, words):
    assert words in told(fact)


def told(fact):
    moment = dt.datetime(2026, 3, 2, tzinfo=dt.UTC)
    body = facts.encode(fact).decode()
    return entry_words(EntryRecord("KE01", 1, moment, "amina", None, fact.kind, body, "")).details
