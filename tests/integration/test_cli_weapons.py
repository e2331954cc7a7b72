from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders_cli import Cli, book, few_weapons, with_passwords

FOUND = {
    "number",
    "serial",
    "maker",
    "model",
    "calibre",
    "country",
    "category",
    "status",
    "depot",
    "place",
}


@pytest.fixture
def cli(
    folder: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Cli:
    with_passwords(monkeypatch)
    cli = Cli(folder, capsys)
    assert cli("import", few_weapons(tmp_path)).status == 0
    return cli


def test_that_find_has_exactly_the_promised_names(cli: Cli) -> None:
    outcome = cli("find", "T12345", "--json")
    (weapon,) = outcome.json["weapons"]
    assert set(outcome.json) == {"total", "weapons"}
    assert set(weapon) == FOUND
    assert weapon == {
        "number": weapon["number"],
        "serial": "T12345",
        "maker": "FN Herstal",
        "model": "HP",
        "calibre": "9 x 19 mm",
        "country": "BE",
        "category": "pistol",
        "status": "in_store",
        "depot": "Main depot",
        "place": "Store A / R2",
    }


@pytest.mark.parametrize("text", ["234", "t12345", "KE01-000002-7", "ke010000027", "T 123-45"])
def test_that_any_part_number_and_spelling_is_found(cli: Cli, text: str) -> None:
    found = cli("find", text, "--json").json
    assert (found["total"], found["weapons"][0]["serial"]) == (1, "T12345")


def test_that_look_alikes_come_after_direct_matches(cli: Cli, tmp_path: Path) -> None:
    cli("import", book(tmp_path / "more.csv", "TI2345,FN Herstal,MAG,,,,,,Main depot,,"))
    found = cli("find", "T12345", "--json").json
    assert [each["serial"] for each in found["weapons"]] == ["T12345", "TI2345"]
    assert found["total"] == 2
    said = cli("find", "T12345").out
    assert said.index("T12345") < said.index("Did you mean:") < said.index("TI2345")


def test_that_a_limit_cuts_the_list_and_not_the_total(cli: Cli) -> None:
    found = cli("find", "1", "--limit", "1", "--json").json
    assert (found["total"], len(found["weapons"])) == (2, 1)
    assert "1 of 2 are listed" in cli("find", "1", "--limit", "1").out


def test_that_nothing_found_is_said(cli: Cli) -> None:
    outcome = cli("find", "\x1b[31mQ\u202eX")
    assert outcome.status == 0
    assert outcome.out.startswith("No weapon has “‹U+001B›[31mQ‹U+202E›X”")


def test_that_a_weapon_without_serial_has_none(cli: Cli) -> None:
    shown = cli("show", "KE01-000003-5", "--json").json
    assert (shown["serial"], shown["serial_state"]) == (None, "not_recorded")
    assert "(Serial not recorded)" in cli("show", "KE01-000003-5").out


def test_that_show_tells_the_whole_history(cli: Cli) -> None:
    shown = cli("show", "ke010000027", "--json").json
    assert set(shown) > FOUND | {"code", "year", "condition", "marks", "photographs", "history"}
    (entry,) = shown["history"]
    assert (entry["kind"], entry["recorded_by"]) == ("weapon-registered", "amina")
    assert entry["body"]["serial"] == "T12345"
    said = cli("show", "KE01-000002-7").out
    assert "weapon registered" in said
    assert "FN Herstal" in said


@pytest.mark.parametrize("number", ["", "T12345", "KE01-000002-8", "KE01-999999-9"])
def test_that_what_is_no_number_is_refused(cli: Cli, number: str) -> None:
    assert "is not the register number" in cli("show", number).refusal


def test_that_holdings_add_up(cli: Cli) -> None:
    holdings = cli("holdings", "--json").json
    assert set(holdings) == {"as_of", "total", "holdings"}
    assert holdings["as_of"] is None
    assert holdings["total"] == 3 == sum(each["weapons"] for each in holdings["holdings"])
    assert {each["depot"] for each in holdings["holdings"]} == {"Main depot", "North depot"}
    assert "3 weapons in all." in cli("holdings").out


def test_that_holdings_of_a_past_day_are_those_of_then(cli: Cli) -> None:
    past = cli("holdings", "--as-of", "2026-01-01", "--json").json
    assert past == {"as_of": "2026-01-01", "total": 0, "holdings": []}
    assert "in the future" in cli("holdings", "--as-of", "2999-01-01").refusal


def test_that_looking_writes_nothing_and_needs_the_right_to(cli: Cli) -> None:
    before = cli("verify", "--json").json["entries"]
    for arguments in (("find", "1"), ("show", "KE01-000002-7"), ("holdings",), ("user", "list")):
        assert cli(*arguments).status == 0
    assert cli("verify", "--json").json["entries"] == before
    assert "Your roles do not allow this" in cli("find", "1", user="gita").refusal
