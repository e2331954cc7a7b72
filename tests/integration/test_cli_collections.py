"""Collections on a terminal."""

from __future__ import annotations

import datetime as dt

import pytest

from stockpile_app.services import registers
from stockpile_app.services.gateway import Services
from tests.builders import PASSWORD
from tests.builders_cli import Cli, with_passwords
from tests.builders_collections import (
    NAME,
    grenade,
    open_programme,
    open_site,
    person,
    rifle,
    rounds,
    team,
)


@pytest.fixture
def cli(folder, capsys, monkeypatch):
    with_passwords(monkeypatch)
    return Cli(folder, capsys)


@pytest.fixture(autouse=True)
def day(folder):
    """A site where one person handed in today."""
    services = Services(registers.open_register(folder, "emeka", PASSWORD))
    today = services.desk.today
    programme = open_programme(services, starts_on=today - dt.timedelta(days=3))
    here = open_site(services, programme, opened_on=today)
    team(services, here)
    table = services.collections.desk
    hand_in = table.register(person(here)).details.hand_in.id
    table.add_weapon(rifle(hand_in))
    table.add_ammunition(rounds(hand_in, 40))
    table.refer(grenade(hand_in))
    table.close(hand_in)
    services.close()
    return today


def test_that_sites_are_listed_with_what_waits_there(cli, day):
    told = cli("--json", "collect", "sites").json["sites"]
    assert [(each["code"], each["participants"], each["weapons_here"]) for each in told] == [
        ("KAV", 1, 1)
    ]
    assert told[0]["days_open"] == [day.isoformat()]
    out = cli("collect", "sites").out
    assert "Site KAV" in out


def test_that_a_day_is_told_and_closed_with_its_reason(cli):
    told = cli("--json", "collect", "day", "kav").json
    assert (told["served"], told["rounds"], told["closed_by"]) == (1, 40, None)
    assert not next(each for each in told["checks"] if each["check"] == "receipts")["agrees"]
    assert "NO" in cli("collect", "day", "KAV").out
    refused = cli("collect", "day", "KAV", "--close", user="emeka")
    assert "1 and 0 differ" in refused.refusal
    wrong = cli("collect", "day", "KAV", "--close", "--why", "x=y", user="emeka")
    assert wrong.status == 2
    closed = cli(
        *("--json", "collect", "day", "KAV", "--close", "--spoilt", "T-9"),
        *("--why", "receipts=The printer broke"),
        user="emeka",
    ).json
    assert (closed["closed_by"], closed["spoilt"]) == ("Emeka", ["T-9"])
    assert "The printer broke" in cli("collect", "day", "Site KAV").out


def test_that_a_manager_does_not_close_a_day(cli):
    assert "Your roles do not allow this" in cli("collect", "day", "KAV", "--close").refusal


def test_that_indicators_are_counted(cli):
    told = cli("--json", "collect", "indicators", "--programme", "disarmament north").json
    assert (told["women_combatants"], told["weapons"], told["rounds"]) == (1, 1, 40)
    assert told["share_of_women_combatants"] == 100
    nothing = cli("collect", "indicators", "--to", "2001-01-01").out
    assert "n/a" in nothing
    assert "no programme" in cli("collect", "indicators", "--programme", "x").refusal


def test_that_a_site_is_planned(cli):
    told = cli("--json", "collect", "plan", "KAV", "300", "--lanes", "2").json
    assert (told["per_day"], told["days"], told["lanes_needed"]) == (48, 7, 13)
    assert "The sites are: KAV" in cli("collect", "plan", "XYZ", "300").refusal


def test_that_a_participant_is_told_by_code_alone(cli):
    outcome = cli("--json", "collect", "participant", "kav-0001", user="emeka")
    assert outcome.json["hand_ins"][0]["weapons"] == 1
    plain = cli("collect", "participant", "KAV-0001", user="emeka").out
    assert "KAV-0001" in plain
    assert NAME not in outcome.out + plain
    assert "no participant" in cli("collect", "participant", "KAV-0999").refusal
