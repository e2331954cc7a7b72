"""The tables of tracing that an administrator may correct."""

from __future__ import annotations

import copy

import pytest

from stockpile_app.domain.errors import BadValue
from stockpile_app.domain.tracing_sheet import SHEET_FIELDS
from stockpile_app.reference.files import load_table
from stockpile_app.reference.tracing import (
    iarms_columns,
    parse_columns,
    parse_targets,
    shipped_targets,
)

TARGETS = load_table("tracing/targets.yaml")
COLUMNS = load_table("tracing/iarms.yaml")


def test_that_the_shipped_tables_are_read_and_say_how_sure_they_are():
    assert shipped_targets().acknowledge <= shipped_targets().answer
    shipped = iarms_columns()
    assert shipped.sure == "proposal"
    assert len({field for _, field in shipped.columns}) == len(shipped.columns)
    assert {field for _, field in shipped.columns} <= set(SHEET_FIELDS)


@pytest.mark.parametrize(
    "change",
    [
        {"acknowledge": {"days": 0, "source": "x", "sure": "proposal"}},
        {"acknowledge": {"days": 3, "source": "x", "sure": "certain"}},
        {"acknowledge": {"days": 3, "sure": "proposal"}},
        {"answer": None},
        {"further": 1},
    ],
)
def test_that_targets_that_cannot_be_are_refused(change):
    with pytest.raises(BadValue):
        parse_targets({**copy.deepcopy(TARGETS), **change})


@pytest.mark.parametrize(
    "change",
    [
        {"columns": []},
        {"columns": [{"title": "x", "field": "secret"}]},
        {"columns": [{"title": "x", "field": "serial", "width": 3}]},
        {"columns": [{"title": "x", "field": "serial"}] * 101},
        {"sure": "perhaps"},
        {"version": 0},
    ],
)
def test_that_columns_that_cannot_be_are_refused(change):
    with pytest.raises(BadValue):
        parse_columns({**copy.deepcopy(COLUMNS), **change})
