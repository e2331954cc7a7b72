"""The demonstration with all that happens in it: every subject has something to show."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count

import pytest

from stockpile_app.domain.confidential import Compartment
from stockpile_app.domain.disposal_records import DisposalLineState, OrderState
from stockpile_app.domain.errors import NotAllowed
from stockpile_app.domain.national_report_cells import CellName
from stockpile_app.domain.overview import DueKind
from stockpile_app.domain.records import WeaponQuery
from stockpile_app.domain.vocabulary import Status
from stockpile_app.services.compartments import Compartments
from stockpile_app.services.demo import Demo, make_demo
from stockpile_app.services.gateway import Services
from stockpile_app.services.registers import open_register
from tests.builders import START, FakeClock

WEAPONS = 1000
PAPERS = {
    "surplus-declaration.pdf",
    "marking-job.pdf",
    "disposal-certificate.pdf",
    "national-report.pdf",
    "hand-in-receipt.pdf",
    "project-proposal.pdf",
}


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    return make_demo(tmp_path_factory.mktemp("demo") / "folder", WEAPONS)


@pytest.fixture
def as_user(demo: Demo) -> Callable[..., object]:
    @contextmanager
    def sign_in(name: str) -> Iterator[Services]:
        services = Services(open_register(demo.register, name, demo.password, read_only=True))
        try:
            yield services
        finally:
            services.close()

    return sign_in


def test_that_everything_in_it_verifies(demo, as_user):
    with as_user("manager") as services:
        assert services.ledgers.verify().ok


@pytest.mark.parametrize("hour", [dt.time(0, 0, 1), dt.time(23, 59, 59)], ids=str)
def test_that_it_is_made_at_any_hour_of_the_machine(tmp_path, hour):
    now = dt.datetime.combine(START.date(), hour).astimezone()
    made = make_demo(tmp_path / "demo", WEAPONS, clock=FakeClock(now.astimezone(dt.UTC)))
    assert {each.name for each in made.documents} >= PAPERS


def test_that_midnight_may_pass_while_it_is_made(tmp_path):
    looks = count()  # at the clock; a day goes by in forty of them
    made = make_demo(
        tmp_path / "demo", WEAPONS, clock=lambda: START + dt.timedelta(minutes=36 * next(looks))
    )
    assert {each.name for each in made.documents} >= PAPERS


def test_that_its_papers_are_there(demo):
    assert {each.name for each in demo.documents} >= PAPERS
    assert all(each.stat().st_size > 1000 for each in demo.documents)
    named = json.loads((demo.folder / "demo.json").read_text(encoding="utf-8"))["users"]
    assert {"ddr", "tracer"} <= set(named)


def test_that_weapons_are_marked_surplus_and_destroyed(as_user):
    with as_user("manager") as services:
        under_way, done = services.disposal.list()
        assert done.state is OrderState.VERIFIED
        assert under_way.state is OrderState.APPROVED
        assert under_way.open_day is not None
        states = Counter(each.state for each in services.disposal.lines(under_way.id))
        assert states == {
            DisposalLineState.DISPOSED: 2,
            DisposalLineState.VERIFIED: 1,
            DisposalLineState.PLACED: 1,
        }
        destroyed = services.weapons.snapshot(WeaponQuery(statuses=(Status.DESTROYED,)))
        assert len(destroyed) == done.weapons + 2
        (declaration,) = services.disposal.surplus.declarations()
        assert declaration.weapons == 12
        (job,) = services.marking.work.list()
        assert job.state.value == "open"


def test_that_a_report_is_frozen_to_compare_with(as_user):
    with as_user("tracer") as services:
        (record,) = services.national.frozen()
        report = services.national.report(record.id)
        assert not report.withheld
        assert report.cell(CellName("collected", "seized")).value is not None


def test_that_trace_files_are_seen_by_the_tracing_officer_alone(demo, as_user):
    services = Services(open_register(demo.register, "tracer", demo.password))
    try:
        files = services.tracing.files()
        assert len(files) == 4
        due = services.overview.read()
        kinds = [each.kind for each in (*due.overdue.items, *due.open.items)]
        assert DueKind.TRACE in kinds
        assert kinds.count(DueKind.CONTACT) == 2
    finally:
        services.close()
    with as_user("manager") as services:
        with pytest.raises(NotAllowed):
            services.tracing.files()
        due = services.overview.read()
        kinds = {each.kind for each in (*due.overdue.items, *due.open.items)}
        assert DueKind.TRACE not in kinds


def test_that_staff_are_trained_and_needs_are_open(as_user):
    with as_user("manager") as services:
        assert len(services.staff.trainings()) == 2
        assert len(services.staff.expiring()) == 2
        assert len(services.needs.list(open_only=True)) == 2
        assert len(services.lessons.list()) == 2
        found = services.overview.read()
        items = (*found.overdue.items, *found.this_week.items, *found.open.items)
        assert {DueKind.QUALIFICATION, DueKind.NEED} <= {each.kind for each in items}


def test_that_a_programme_collects_weapons(as_user):
    with as_user("ddr") as services:
        market, road = services.collections.setup.sites()
        assert (market.participants, market.open_hand_ins, market.days_open) == (5, 0, ())
        assert (road.participants, road.open_hand_ins, len(road.days_open)) == (2, 1, 1)
        sealed = Compartments(services.desk).read(Compartment.PARTICIPANTS)
        assert "Demo Kapok" in {each.fact.name for each in sealed}
    with as_user("manager") as services, pytest.raises(NotAllowed):
        services.collections.people.named()


def test_that_a_request_that_waits_tells_no_more_than_that_it_does(demo, as_user):
    with as_user("tracer") as services:
        due = services.overview.read()
        items = [each for each in due.overdue.items if each.kind is DueKind.TRACE]
        assert items
        assert {(each.item_id, each.about, each.where) for each in items} == {(None, "", "")}
