"""Rules of the national report: periods, cells, sums that hold, and templates."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections import Counter
from itertools import product

import msgspec
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from stockpile_app.domain.checklists import parse_check_list
from stockpile_app.domain.errors import BadValue
from stockpile_app.domain.national_report import Override
from stockpile_app.domain.national_report_build import all_cells, hundredths, percentage
from stockpile_app.domain.national_report_cells import (
    TOTAL,
    UNKNOWN,
    WHOLE,
    CellName,
    CellState,
    CellValue,
    Period,
    Unit,
)
from stockpile_app.domain.national_report_figures import (
    ALL,
    figure_map,
    figures_of,
    usable_template,
)
from stockpile_app.domain.national_report_overrides import (
    apply_overrides,
    as_computed,
    check_sums,
    read_value,
    stated,
)
from stockpile_app.domain.national_report_security import meets
from stockpile_app.domain.vocabulary import Answer, Category
from stockpile_app.reference.checklists import SHIPPED, shipped_check_list
from stockpile_app.reference.disposal_methods import shipped_methods
from stockpile_app.reference.report_templates import shipped_template
from tests.builders_security import small_list

TEMPLATE = shipped_template()
TWO_YEARS = Period(dt.date(2025, 1, 1), dt.date(2026, 12, 31))
COLUMNS = TWO_YEARS.columns


def test_that_the_columns_of_a_period_are_its_years():
    assert [each.key for each in COLUMNS] == ["all", "2025", "2026"]
    half = Period(dt.date(2025, 7, 1), dt.date(2026, 6, 30)).columns
    assert [(each.first, each.last) for each in half[1:]] == [
        (dt.date(2025, 7, 1), dt.date(2025, 12, 31)),
        (dt.date(2026, 1, 1), dt.date(2026, 6, 30)),
    ]
    assert [each.key for each in Period(dt.date(2025, 1, 1), dt.date(2025, 3, 1)).columns] == [
        "all"
    ]


@given(st.from_regex(r"[a-z_]{1,8}", fullmatch=True), st.sampled_from(["", "rifle", UNKNOWN]))
def test_that_a_cell_is_read_back_from_its_code(line, category):
    name = CellName("collected", line, category, "2025")
    assert CellName.parse(name.code) == name
    assert CellName.parse(f"collected/{line}") == CellName("collected", line, TOTAL, WHOLE)


# --- numbers -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("part", "whole", "value"),
    [(0, 3, 0), (1, 3, 3333), (2, 3, 6667), (3, 3, 10_000), (1, 8, 1250), (1, 100_000, 0)],
)
def test_that_a_percentage_is_rounded_half_up(part, whole, value):
    assert percentage(part, whole) == CellValue(value)


def test_that_nothing_of_nothing_is_not_applicable():
    assert percentage(0, 0) == CellValue(None, CellState.UNDEFINED)
    assert hundredths(None) == CellValue(None, CellState.UNDEFINED)
    assert hundredths(12.345) == CellValue(1234)


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("7", Unit.COUNT, 7),
        (" n/a ", Unit.PERCENT, None),
        ("12.5", Unit.PERCENT, 1250),
        ("12,05 %", Unit.PERCENT, 1205),
        ("3", Unit.DAYS, 300),
    ],
)
def test_that_a_typed_value_is_read(text, unit, value):
    assert read_value(text, unit) == value


@pytest.mark.parametrize("text", ["", "-1", "1.5", "x", "1e3", "1 000", "٣"])
def test_that_what_is_no_number_is_refused(text):
    with pytest.raises(BadValue, match="is no value"):
        read_value(text, Unit.COUNT)


# --- sums ----------------------------------------------------------------------------------------

CATEGORIES = ("rifle", "pistol", UNKNOWN)
NUMBERS = st.integers(0, 30)
SOURCES = ("seized", "confiscated", "found", "surrendered", "captured")


YEARS = st.dictionaries(
    st.tuples(st.sampled_from(("2025", "2026")), st.sampled_from(SOURCES)),
    st.dictionaries(st.sampled_from(CATEGORIES), NUMBERS),
)


@st.composite
def registers(draw):
    """Cells of what was collected, as a register would count them, with what follows."""
    cells: Counter[CellName] = Counter()
    for (year, source), groups in draw(YEARS).items():
        for category, number in groups.items():
            for line, group, column in product((source, ALL), (category, TOTAL), (year, WHOLE)):
                cells[CellName("collected", line, group, column)] += number
                if line in {"seized", "found", "surrendered"}:
                    cells[CellName("sdg", "arms", group, column)] += number
    values = {name: CellValue(number) for name, number in cells.items() if number}
    for column in ("all", "2025", "2026"):
        arms = cells[CellName("sdg", "arms", TOTAL, column)]
        part = CellValue(draw(st.integers(0, arms))) if arms else percentage(0, 0)
        values[CellName("sdg", "established", TOTAL, column)] = part
        values[CellName("sdg", "indicator", TOTAL, column)] = percentage(part.value or 0, arms)
    return values


NAMES = st.builds(
    CellName,
    st.just("collected"),
    st.sampled_from((*SOURCES, ALL)),
    st.sampled_from((*CATEGORIES, TOTAL)),
    st.sampled_from(("all", "2025", "2026")),
)
OVERRIDES = st.lists(
    st.builds(Override, cell=NAMES, value=NUMBERS, reason=st.just("why")), max_size=3
)


@given(registers(), OVERRIDES)
def test_that_a_report_adds_up_whatever_is_overridden_or_says_why_not(cells, overrides):
    check_sums(TEMPLATE, COLUMNS, cells)
    done = None
    with contextlib.suppress(BadValue):
        done = apply_overrides(TEMPLATE, COLUMNS, cells, overrides)
    assume(done is not None)
    check_sums(TEMPLATE, COLUMNS, done)
    for each in overrides:
        assert done[each.cell].value == each.value
    assert {name for name, value in stated(done) if not value.reason} == set()
    # nothing but what is told as overridden has changed, and it can be undone
    unchanged = {name for name in done if not done[name].overridden}
    assert all(done[name] == cells.get(name, CellValue(0)) for name in unchanged)
    before = {name: value for name, value in as_computed(done).items() if value != CellValue(0)}
    assert before == {name: value for name, value in cells.items() if value != CellValue(0)}


def test_that_every_line_is_told_and_only_categories_of_which_there_is_something():
    cells = {
        CellName("gone", "loss"): CellValue(2),
        CellName("gone", "loss", "rifle"): CellValue(2),
    }
    told = [name for name, _ in all_cells(TEMPLATE, TWO_YEARS.columns[:1], cells)]
    assert CellName("gone", "theft") in told
    assert [name for name in told if name.category] == [CellName("gone", "loss", "rifle")]
    lines = sum(len(figure.lines) for figure in figures_of(TEMPLATE))
    assert len(told) == lines + 1


# --- templates -----------------------------------------------------------------------------------


def test_that_every_figure_answers_a_question():
    asked = [key for question in TEMPLATE.questions for key in question.figures]
    assert sorted(asked) == sorted(figure_map(TEMPLATE))


def test_that_every_category_and_method_has_its_line():
    assert {TEMPLATE.group_of(each) for each in Category} <= {e.code for e in TEMPLATE.categories}
    assert [each.code for each in TEMPLATE.destruction] == [
        "i",
        "ii",
        "iii",
        "iv",
        "v",
        "vi",
        "vii",
    ]
    # what the table of methods says of itself is what the template says of it
    for method in shipped_methods().methods:
        if method.poa.startswith("10.5.1 "):
            assert TEMPLATE.destruction_of(method.code) == method.poa.removeprefix("10.5.1 ")
    assert TEMPLATE.destruction_of("acid-bath") == "vii"


def test_that_every_subject_of_security_has_its_group_in_the_check_list():
    groups = {group.poa for name in SHIPPED for group in shipped_check_list(name).groups}
    assert {each.poa for each in TEMPLATE.security} <= groups
    assert [each.code for each in TEMPLATE.security] == list("abcdefg")


def test_that_every_question_has_its_source_and_how_sure_it_is():
    for question in TEMPLATE.questions:
        assert question.source
        assert question.figures or question.hint, question.key
        assert question.text.endswith("?")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda data: data["questions"][0].update(figures=["weather"]), "no figure “weather”"),
        (lambda data: data["questions"][0].update(numbers={"1999": "1"}), "does not have"),
        (lambda data: data["questions"][1]["numbers"].update({"2010": "1"}), "“1” is there twice"),
        (lambda data: data["questions"][1].update(key="agency"), "“agency” is there twice"),
        (lambda data: data["categories"][1].update(holds=["pistol"]), "“pistol” is there twice"),
        (lambda data: data["categories"][1].update(code="unknown"), "may have the code"),
        (lambda data: data["categories"][1].update(holds=["sword"]), "cannot be used"),
        (lambda data: data["destruction"][1].update(methods=["cutting"]), "there twice"),
        (lambda data: data.pop("security_rule"), "security_rule"),
        (lambda data: data.update(more=1), "more"),
    ],
)
def test_that_a_template_that_cannot_be_used_is_refused(change, says):
    data = msgspec.json.decode(msgspec.json.encode(TEMPLATE))
    assert usable_template(data) == TEMPLATE
    change(data)
    with pytest.raises(BadValue, match=says):
        usable_template(data)
    with pytest.raises(BadValue, match="cannot be used"):
        usable_template([])


# --- security ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answers", "passes"),
    [
        ({"a01": Answer.YES, "a02": Answer.YES}, True),
        ({"a01": Answer.NOT_APPLICABLE, "a02": Answer.YES}, True),
        ({"a01": Answer.PARTLY, "a02": Answer.YES}, False),  # critical
        ({"a01": Answer.YES, "a02": Answer.NO}, False),  # one of four
        ({"a01": Answer.YES, "a02": Answer.PARTLY}, True),  # five of eight halves
        ({"a02": Answer.YES}, False),  # the critical one was not answered
        ({"a01": Answer.NOT_APPLICABLE, "a02": Answer.NOT_APPLICABLE}, False),
        ({}, False),
    ],
)
def test_that_a_depot_meets_a_subject_by_its_questions_alone(answers, passes):
    check_list = parse_check_list(small_list())
    others = {"b01": Answer.NO, "b02": Answer.NO}
    subject = TEMPLATE.security[0]
    assert meets(check_list, {**answers, **others}, subject, TEMPLATE.security_rule) is passes
