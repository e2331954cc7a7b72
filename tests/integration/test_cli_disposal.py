"""Disposal, surplus and marking on a terminal: told and printed, never done."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pypdfium2
import pytest

import stockpile_app.cli
from stockpile_app.domain.disposal import DisposeOfWeapons
from stockpile_app.domain.marking_work import OpenMarkingJob
from stockpile_app.domain.surplus import DeclareSurplus, Kind, StateRequirement
from stockpile_app.domain.vocabulary import MarkOccasion
from stockpile_app.services import registers
from stockpile_app.services.gateway import Services
from tests.builders import PASSWORD
from tests.builders_cli import Cli, with_passwords
from tests.builders_disposal import Depot, attest_command

ACTS = (
    "OrderDisposal",
    "ApproveDisposal",
    "CancelDisposal",
    "PlaceForDisposal",
    "OpenDisposalDay",
    "ReadWeapon",
    "DisposeOfWeapons",
    "LiftStop",
    "RemoveFromOrder",
    "CloseDisposalDay",
    "AttestDisposal",
    "CutterSession",
    "ApplyMark",
)


@pytest.fixture
def cli(folder, capsys, monkeypatch):
    with_passwords(monkeypatch)
    return Cli(folder, capsys)


def sit(folder, name="amina"):
    return Services(registers.open_register(folder, name, PASSWORD))


@pytest.fixture
def numbers(folder):
    """An order that is destroyed and not verified, an open job, and a declaration."""
    services = sit(folder)
    depot = Depot(services, weapons=4)
    order = depot.placed(*depot.weapons[:2])
    session = depot.day(order)
    depot.read(session, *depot.weapons[:2])
    session.dispose(DisposeOfWeapons())
    depot.close(session, 2)
    work = services.marking.work
    job = work.open(
        OpenMarkingJob(
            weapon_ids=(depot.weapons[2],),
            occasion=MarkOccasion.STATE_STOCK,
            occurred_on=dt.date(2026, 3, 2),
            team="Team 1",
        )
    )
    surplus = services.disposal.surplus
    day = dt.date(2026, 3, 2)
    surplus.require(
        StateRequirement(unit="Army", kind=Kind(model="AKM"), occurred_on=day, obsolete=True)
    )
    surplus.declare(
        DeclareSurplus(
            weapon_ids=(depot.weapons[3],), occurred_on=day, authority="Staff", reason="Old."
        )
    )
    found = {
        "order": services.disposal.get(order).order.number,
        "job": job.number,
        "declaration": surplus.declarations()[0].number,
        "id": order,
    }
    services.close()
    return found


def printed(cli, name, out, *options):
    outcome = cli("report", name, out, *options, "--json")
    assert outcome.status == 0, outcome
    pages = pypdfium2.PdfDocument(out)
    return " ".join(each.get_textpage().get_text_bounded() for each in pages)


def test_that_no_command_disposes_of_anything():
    sources = [each.read_text() for each in Path(stockpile_app.cli.__file__).parent.rglob("*.py")]
    assert len(sources) > 10
    assert [act for act in ACTS for source in sources if act in source] == []


def test_that_orders_jobs_and_surplus_are_listed(cli, numbers):
    (order,) = cli("disposal", "list", "--json").json["orders"]
    assert order["number"] == numbers["order"]
    assert order["lines"]["disposed"] == 2
    assert numbers["order"] in cli("disposal", "list").out
    (job,) = cli("marking", "jobs", "--open", "--json").json["jobs"]
    assert job["number"] == numbers["job"]
    (row,) = cli("surplus", "review", "--json").json["rows"]
    assert (row["model"], row["required"], row["declared"]) == ("AKM", 0, 1)
    models = cli("marking", "models", "--json").json["models"]
    assert sum(each["not_examined"] for each in models) == 2
    for words in (("marking", "models"), ("marking", "jobs"), ("surplus", "review")):
        assert cli(*words).status == 0


def test_that_methods_are_listed_with_why_some_are_excluded(cli):
    methods = {each["code"]: each for each in cli("disposal", "methods", "--json").json["methods"]}
    assert methods["sea"]["excluded"]
    assert not methods["cutting"]["excluded"]


@pytest.mark.parametrize(
    ("name", "about"),
    [
        ("disposal-order", "order"),
        ("disposal-work-list", "order"),
        ("marking-job-list", "job"),
        ("surplus-declaration", "declaration"),
    ],
)
def test_that_papers_name_what_they_are_about(cli, numbers, tmp_path, name, about):
    text = printed(cli, name, tmp_path / "p.pdf", f"--{about}", numbers[about])
    assert numbers[about] in text


def test_that_the_review_is_printed(cli, numbers, tmp_path):
    assert "AKM" in printed(cli, "surplus-review", tmp_path / "p.pdf")


@pytest.mark.parametrize(
    ("name", "about"), [("disposal-certificate", "order"), ("marking-certificate", "job")]
)
def test_that_nothing_is_certified_before_it_is_over(cli, numbers, tmp_path, name, about):
    outcome = cli("report", name, tmp_path / "p.pdf", f"--{about}", numbers[about])
    assert outcome.status == 1
    assert "certify" in outcome.err
    assert not (tmp_path / "p.pdf").exists()


def test_that_a_verified_order_is_certified(cli, numbers, tmp_path, folder):
    services = sit(folder, "dora")
    today = services.desk.today
    services.disposal.attest(attest_command(numbers["id"], 2, occurred_on=today))
    services.close()
    text = printed(cli, "disposal-certificate", tmp_path / "c.pdf", "--order", numbers["order"])
    assert "Certificate of destruction" in text
    assert "KM0001" in text


def test_that_a_report_says_what_it_needs(cli, tmp_path):
    outcome = cli("report", "disposal-order", tmp_path / "p.pdf")
    assert outcome.status == 2
    assert "--order" in outcome.err
