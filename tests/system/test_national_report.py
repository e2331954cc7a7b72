"""A national report of two years, computed twice: from derived tables, and from the entries."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest

from stockpile_app.domain.confidential import Compartment
from stockpile_app.domain.facts import decode
from stockpile_app.domain.national_report import FreezeReport
from stockpile_app.domain.national_report_cells import (
    TOTAL,
    CellName,
    CellState,
    CellValue,
    Period,
    RecordKind,
    Unit,
)
from stockpile_app.domain.national_report_overrides import check_sums
from stockpile_app.domain.progress import NoProgress
from stockpile_app.domain.vocabulary import Category
from stockpile_app.persistence.ledger_store import read_entries
from stockpile_app.persistence.opening import open_store
from stockpile_app.persistence.verify import verify
from stockpile_app.reference.checklists import shipped_check_list
from stockpile_app.services.compartments import Compartments
from stockpile_app.services.demo import make_demo, utc_now
from stockpile_app.services.desk import Desk
from stockpile_app.services.gateway import Services
from tests.builders import PASSWORD, FakeClock, copy_register
from tests.builders_year import CHECK_LIST, END, FIRST, LAST, Years, trace
from tests.system.report_fold import NEVER, Entries, Traces

TRACER = "tracer"
"""The tracing officer of the demonstration."""

YEARS = Period(FIRST, LAST)
PERIODS = {
    "two years": YEARS,
    "half a year over New Year": Period(dt.date(2026, 10, 1), dt.date(2027, 3, 31)),
    "one day": Period(dt.date(2027, 1, 1), dt.date(2027, 1, 1)),
    "nothing yet": Period(dt.date(2001, 1, 1), dt.date(2001, 12, 31)),
}
FOLLOWED = (
    CellName("recorded", "registered", "rifle", "2026"),
    CellName("collected", "all"),
    CellName("surplus", "declared"),
    CellName("gone", "all", column="2027"),
    CellName("depots", "b"),
    CellName("taking_part", "witness_female"),
    CellName("sdg", "established"),
    CellName("traces_out", "overdue"),
    CellName("traces_in", "full"),
)
STANDING = (RecordKind.TRACE, RecordKind.MEMBER, RecordKind.NEED)  # may stand for long
DIRECTIONS = {"traces_out": "out", "traces_in": "in", "traces_domestic": "domestic"}


@pytest.fixture(scope="module")
def years(template, tmp_path_factory):
    """A register after two years of everything."""
    folder = copy_register(template, tmp_path_factory.mktemp("years") / "register")
    clock = FakeClock()
    store = open_store(folder, "amina", PASSWORD, clock)
    Years(store, clock).pass_by()
    store.close()
    clock.now = END
    store = open_store(folder, "farah", PASSWORD, clock)
    trace(store)
    store.close()
    return folder


@pytest.fixture
def sit_down(years, tmp_path):
    """Sit down as somebody at a copy of the register."""
    opened = []
    folder = copy_register(years, tmp_path / "register")

    def as_(name):
        while opened:
            opened.pop().close()
        opened.append(open_store(folder, name, PASSWORD, FakeClock(END)))
        return Services(Desk(opened[0]))

    yield as_
    while opened:
        opened.pop().close()


def followed(services):
    """Follow the entries, and what is sealed among them."""
    entries, traces = Entries(shipped_check_list(CHECK_LIST)), Traces()
    with services.desk.store.read() as connection:
        for chunk in read_entries(connection, services.desk.store.origin):
            for each in chunk:
                fact = decode(each.kind, each.body)
                entries.apply(each.seq, each.recorded_at, fact)
    for sealed in Compartments(services.desk).read(Compartment.TRACING):
        traces.apply(sealed.subject, sealed.fact)
    return entries, traces


def told(entries, traces, period):
    """Return every cell as the entries alone make it; one that is not there is 0."""
    cells = {}
    for column in period.columns:
        days = (column.first, column.last)
        lines = entries.lines(*days)
        for (figure, line), records in lines.items():
            cells[figure, line, TOTAL, column.key] = len(records)
            groups = Counter(entries.group(each) for each in records if each)
            cells |= {(figure, line, key, column.key): n for key, n in groups.items()}
        for figure, direction in DIRECTIONS.items():
            for line, value in traces.cells(direction, *days).items():
                cells[figure, line, TOTAL, column.key] = value
        arms = set(lines.get(("sdg", "arms"), ()))
        traced = len(arms & traces.diverted(column.last))
        cells["sdg", "established", TOTAL, column.key] = traced if arms else NEVER
        share = round(10_000 * traced / len(arms)) if arms else NEVER
        cells["sdg", "indicator", TOTAL, column.key] = share
    return {CellName(*name): value for name, value in cells.items() if value != 0}


def reported(view):
    """Return every cell as the product tells it, those of 0 left out."""
    return {
        row.name(column): NEVER if value.state is CellState.UNDEFINED else value.value
        for figure in view.figures
        for row in figure.rows
        for column, value in zip(view.columns, row.values, strict=True)
        if value.value != 0
    }


@pytest.mark.parametrize("name", PERIODS)
def test_that_tables_and_entries_agree_in_every_cell(sit_down, name):
    services = sit_down("farah")
    entries, traces = followed(services)
    view = services.national.draft(PERIODS[name], "2010")
    assert reported(view) == told(entries, traces, PERIODS[name])
    cells = {
        row.name(column): value
        for figure in view.figures
        for row in figure.rows
        for column, value in zip(view.columns, row.values, strict=True)
    }
    check_sums(view.template, view.columns, cells)  # what is computed adds up by itself
    if name == "two years":
        empty = {
            (row.figure, row.line)
            for figure in view.figures
            for row in figure.rows
            if not row.category and all(each.value in (0, None) for each in row.values)
        }
        assert not empty  # the years have something of everything
        groups = {row.category for figure in view.figures for row in figure.rows}
        assert groups >= {view.template.group_of(each) for each in Category} | {"unknown"}


def test_that_the_demonstration_agrees_too(tmp_path):
    demo = make_demo(tmp_path / "demo", 1500)
    services = Services(Desk(open_store(demo.register, TRACER, demo.password, utc_now)))
    entries, traces = followed(services)
    today = services.desk.today
    period = Period(dt.date(today.year - 1, 1, 1), today)
    view = services.national.draft(period, "2016")
    assert reported(view) == told(entries, traces, period)
    assert view.cell(CellName("destroyed", "all")).value
    services.close()


def test_that_a_drill_down_has_as_many_records_as_its_cell_says(sit_down):
    services = sit_down("farah")
    view = services.national.draft(YEARS, "2016")
    counted = 0
    for figure in view.figures:
        for row in figure.rows:
            for column, value in zip(view.columns, row.values, strict=True):
                name = row.name(column)
                found = services.national.records(name, YEARS)
                if row.unit is not Unit.COUNT:
                    assert found == ()
                    continue
                assert len(found) == (value.value or 0), name.code
                counted += len(found)
                days = [each.day for each in found if each.kind not in STANDING]
                assert all(column.first <= day <= column.last for day in days)
                if row.category and row.category != "unknown":
                    codes = {view.template.group_of(each.category_code) for each in found}
                    assert codes <= {row.category}
    assert counted > 3000


def test_that_whoever_may_not_trace_sees_no_number_of_it_and_never_0(sit_down):
    services = sit_down("brian")
    view = services.national.draft(YEARS, "2010")
    assert view.withheld
    for figure in DIRECTIONS:
        for row in view.figure(figure).rows:
            assert {each.state for each in row.values} == {CellState.WITHHELD}
            assert {each.value for each in row.values} == {None}
    sdg = view.figure("sdg")
    assert sdg.row("arms").values[0].value
    for line in ("established", "indicator"):
        assert {each.state for each in sdg.row(line).values} == {CellState.WITHHELD}
    for name in (CellName("traces_in", "requests"), CellName("sdg", "established")):
        with pytest.raises(Exception, match="Your roles do not allow this"):
            services.national.records(name, YEARS)
    nothing = services.national.draft(PERIODS["nothing yet"], "2010")
    assert nothing.cell(CellName("sdg", "indicator")) == CellValue(None, CellState.UNDEFINED)
    assert nothing.cell(CellName("sdg", "arms")) == CellValue(0)


def test_that_what_comes_later_changes_nothing_of_a_frozen_report(sit_down):
    services = sit_down("farah")
    national = services.national
    before = national.draft(YEARS, "2010")
    first = national.freeze(FreezeReport(period=YEARS, numbering="2010"))
    frozen = national.report(first.report_id)
    assert reported(frozen) == reported(before)
    assert frozen.record.head == first.report_id - 1
    services = sit_down("amina")
    clock = FakeClock(END)
    later = Years(services.desk.store, clock, seed=8)
    later.weapons = [f"x{at}" for at in range(2000)]  # numbers that are not taken
    for _ in range(5):
        later.register()
        later.surplus()
        later.lose()
    services = sit_down("farah")
    again = services.national.report(first.report_id)
    with services.national.followed(first.report_id) as then:
        for name in FOLLOWED:
            found = then.records(name)
            assert len(found) == frozen.cell(name).value, name.code
        moved = CellName("surplus", "declared")
        assert len(services.national.records(moved, YEARS)) > len(then.records(moved))
    assert again == frozen
    now = services.national.draft(YEARS, "2010")
    changed = [
        row for row in services.national.compare_draft(first.report_id, now).rows if row.change
    ]
    assert {row.figure for row in changed} >= {"surplus", "gone"}
    second = services.national.freeze(FreezeReport(period=YEARS, numbering="2016"))
    assert services.national.report(second.report_id).record.compared == first.report_id
    compared = services.national.compare(first.report_id, second.report_id)
    assert [row for row in compared.rows if row.change] == changed
    assert verify(services.desk.store, NoProgress()).ok
