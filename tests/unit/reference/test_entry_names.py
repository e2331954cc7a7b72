"""Every kind of entry, and what it states, has a name that people read."""

from __future__ import annotations

import msgspec

from stockpile_app.domain.facts import KINDS
from stockpile_app.reference.entry_names import FIELDS, TITLES
from stockpile_app.reference.entry_words import _LEFT_OUT


def test_that_every_kind_has_a_title():
    assert TITLES.keys() == KINDS.keys()


def test_that_everything_stated_has_a_name_or_is_left_out():
    stated = {field.name for each in KINDS.values() for field in msgspec.structs.fields(each)}
    assert stated - FIELDS.keys() - _LEFT_OUT == set()
