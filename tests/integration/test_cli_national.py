"""National reports on a terminal."""

from __future__ import annotations

import json

import pytest

from tests.builders_cli import Cli, with_passwords

PERIOD = ("--since", "2024-01-01", "--until", "2025-06-30")


@pytest.fixture
def cli(folder, capsys, monkeypatch):
    with_passwords(monkeypatch)
    return Cli(folder, capsys)


def _json(cli, *arguments):
    outcome = cli(*arguments, "--json")
    assert outcome.status == 0, outcome
    return outcome.json


def test_that_a_report_goes_from_the_draft_to_the_paper(cli, tmp_path):
    cells = {each["cell"]: each for each in _json(cli, "national", "draft", *PERIOD)["cells"]}
    assert cells["recorded/registered//all"]["value"] == 0
    assert cells["sdg/indicator//all"] == {
        "cell": "sdg/indicator//all",
        "unit": "hundredths_percent",
        "value": None,
        "state": "undefined",
    }
    records = _json(cli, "national", "records", "stocktakes/all", *PERIOD)
    assert records == {"cell": "stocktakes/all//all", "records": []}
    first = _json(cli, "national", "freeze", *PERIOD, "--title", "First")["number"]
    override = ("--override", "stocktakes/full//2025", "2", "Counted on paper.")
    answer = ("--answer", "agency", "The commission.")
    second = _json(cli, "national", "freeze", *PERIOD, *override, *answer)["number"]
    listed = _json(cli, "national", "list")["reports"]
    assert [each["number"] for each in listed] == [second, first]
    assert listed[0]["overrides"] == 4  # the year and the whole period, the line and all lines
    compared = _json(cli, "national", "compare", first, second)["rows"]
    assert {(each["line"], each["change"]) for each in compared} == {("full", 2), ("all", 2)}
    out = tmp_path / "report.json"
    _json(cli, "national", "export", second, str(out))
    assert json.loads(out.read_text())["number"] == second
    for name, options in (
        ("national", ("--report", second)),
        ("sdg-indicator", ("--report", second)),
        ("national-comparison", ("--report", second, "--before", first)),
        ("national-draft", PERIOD[:2]),
    ):
        paper = tmp_path / f"{name}.pdf"
        assert _json(cli, "report", name, str(paper), *options)["seal"]
        assert paper.read_bytes().startswith(b"%PDF")


def test_that_tables_are_printed_for_people(cli):
    text = cli("national", "draft", *PERIOD, "--categories").out
    assert "collected/seized//all" in text
    assert "n/a" in text
    assert "to be given by a tracing officer" in text


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--override", "stocktakes/full", "two", "x"), "is no value"),
        (("--override", "stocktakes/full", "2.5", "x"), "is no value"),
        (("--override", "stocktakes", "2", "x"), "names no cell"),
        (("--override", "stocktakes/full", "2", ""), "Say why"),
        (("--answer", "weather", "Fine."), "no question"),
        (("--numbering", "1999"), "no numbering"),
        (("--compare-with", "NR-KE01-9999"), "no such national report"),
    ],
)
def test_that_what_cannot_stand_is_refused(cli, arguments, says):
    assert says in cli("national", "freeze", *PERIOD, *arguments).refusal
    assert _json(cli, "national", "list") == {"reports": []}
