from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stockpile_app.domain.disposal_methods import (
    Batch,
    check_choosable,
    compare,
    from_text,
    parse_methods,
    to_text,
)
from stockpile_app.domain.disposal_vocabulary import DisposalKind
from stockpile_app.domain.errors import BadValue
from stockpile_app.domain.vocabulary import Component
from stockpile_app.reference.disposal_methods import shipped_methods

DESTRUCTION = DisposalKind.DESTRUCTION
POA = {"10.5.1 i", "10.5.1 ii", "10.5.1 iii", "10.5.1 iv", "10.5.1 v", "10.5.1 vi", "10.5.1 vii"}
BATCHES = st.builds(Batch, st.integers(0, 5000), st.integers(0, 500), st.integers(1, 9))


def plain():
    return msgspec.to_builtins(shipped_methods())


def changed(code, /, **fields):
    data = plain()
    data["methods"] = [
        {**each, **fields} if each["code"] == code else each for each in data["methods"]
    ]
    return parse_methods(data)


def test_that_the_list_of_the_national_report_is_whole():
    poa = {each.poa for each in shipped_methods().methods if DESTRUCTION in each.kinds}
    assert poa == POA


def test_that_the_sea_and_the_ground_are_off_by_default():
    for code in ("sea", "burial"):
        with pytest.raises(BadValue, match="excluded"):
            check_choosable(shipped_methods(), DESTRUCTION, code)
        assert check_choosable(changed(code, excluded=""), DESTRUCTION, code).code == code


@pytest.mark.parametrize("code", ["nothing", "deactivation", ""])
def test_that_a_method_of_another_kind_is_not_chosen(code):
    with pytest.raises(BadValue):
        check_choosable(shipped_methods(), DESTRUCTION, code)


@pytest.mark.parametrize("code", ["burning", "crushing"])
def test_that_what_does_not_do_alone_is_followed_by_what_does(code):
    table = shipped_methods()
    batch = Batch(500, 0)
    alone, both = table.get(code), compare(table, DESTRUCTION, batch).get(code)
    cutting = compare(table, DESTRUCTION, batch).get("cutting")
    assert alone.components == ()
    assert Component.RECEIVER in both.components
    assert both.further == "Cutting or shredding"
    assert both.days == -(-500 // alone.rate) + cutting.days
    assert both.cost == alone.fixed_cost + 500 * alone.unit_cost + cutting.cost


def test_that_the_calculation_is_that_of_the_standard():
    table = changed(
        "cutting",
        fixed_cost=1000,
        unit_cost=10,
        rate=100,
        scrap_small=3000,
        scrap_light=10000,
        scrap_recovery=50,
        scrap_price=20,
    )
    found = compare(table, DESTRUCTION, Batch(200, 1)).get("cutting")
    assert found.days == 3  # 201 of 100 a day
    assert found.scrap == 610_000
    assert found.income == 6100  # 305 kg at 20
    assert found.cost == 1000 + 2010 - 6100
    assert compare(table, DESTRUCTION, Batch(200, 1, 2)).get("cutting").days == 2
    assert compare(table, DESTRUCTION, Batch(200, 0)).get("cutting").days == 2


@given(batch=BATCHES)
def test_that_costs_add_up_and_what_is_excluded_comes_last(batch):
    found = compare(shipped_methods(), DESTRUCTION, batch).methods
    for each in found:
        assert each.cost == each.fixed + each.work - each.income
        assert each.income >= 0
    excluded = [bool(each.excluded) for each in found]
    assert excluded == sorted(excluded)
    assert {"sea", "burial"} <= {each.code for each in found if each.excluded}
    allowed = [each.cost for each in found if not each.excluded]
    assert allowed == sorted(allowed)


@given(batch=BATCHES, more=st.integers(1, 500))
def test_that_more_weapons_never_take_less_time(batch, more):
    one = compare(shipped_methods(), DESTRUCTION, batch)
    other = compare(
        shipped_methods(), DESTRUCTION, Batch(batch.small + more, batch.light, batch.teams)
    )
    for each in one.methods:
        assert other.get(each.code).days >= each.days
        assert other.get(each.code).scrap >= each.scrap


@given(batch=BATCHES)
def test_that_an_order_keeps_the_comparison(batch):
    found = compare(shipped_methods(), DESTRUCTION, batch)
    assert from_text(to_text(found)) == found
    assert from_text("") is None


@pytest.mark.parametrize(
    "fields",
    [
        {"rate": 0},
        {"unit_cost": -1},
        {"scrap_recovery": 101},
        {"environment": 6},
        {"kinds": []},
        {"components": ["wing"]},
        {"sure": "certain"},
        {"code": "Cutting"},
        {"code": "smelting"},
        {"further": "cutting"},
        {"further": "burning"},
        {"further": "nothing"},
        {"price": 3},
    ],
)
def test_that_a_table_that_cannot_be_used_is_refused(fields):
    with pytest.raises(BadValue):
        changed("cutting", **fields)


def test_that_every_figure_says_where_it_comes_from():
    for each in shipped_methods().methods:
        assert each.source
        assert each.figures_source
