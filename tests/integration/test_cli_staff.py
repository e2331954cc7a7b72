"""Training, needs and lessons on a terminal."""

from __future__ import annotations

import pytest

from tests.builders_cli import Cli, with_passwords


@pytest.fixture
def cli(folder, capsys, monkeypatch):
    with_passwords(monkeypatch)
    return Cli(folder, capsys)


def _json(cli, *arguments):
    outcome = cli(*arguments, "--json")
    assert outcome.status == 0, outcome
    return outcome.json


def test_that_training_is_kept_and_told(cli, tmp_path):
    _json(cli, "people", "add", "Wanjiru", "--sex", "female")
    course = ("--topic", "stocktaking", "--title", "Counting", "--provider", "School")
    took = ("--person", "Wanjiru", "--men", "3", "--qualifies", "--on", "2026-02-20")
    _json(cli, "training", "hold", *course, *took)
    (told,) = _json(cli, "training", "list", "--since", "2026-01-01")["courses"]
    assert (told["women"], told["men"], told["held_on"]) == (1, 3, "2026-02-20")
    _json(cli, "training", "qualify", "Wanjiru", "--topic", "marking", "--until", "2099-03-09")
    held = _json(cli, "training", "qualifications")["qualifications"]
    assert [(each["topic"], each["validity"]) for each in held] == [
        ("stocktaking", "valid"),
        ("marking", "valid"),
    ]
    (person,) = _json(cli, "training", "who", "counter")["people"]
    assert person == {"person": "Wanjiru", "may": True, "expired": [], "missing": []}
    assert "no duty" in cli("training", "who", "pilot").refusal
    _json(cli, "training", "paper", str(tmp_path / "t.pdf"), "--since", "2026-01-01")
    assert (tmp_path / "t.pdf").read_bytes().startswith(b"%PDF")
    assert "Counting by serial number" in cli("training", "qualifications").out


def test_that_needs_are_stated_followed_and_proposed(cli, tmp_path):
    stated = ("--kind", "marking", "--title", "Machines", "--objective", "Marks everywhere")
    goal = ("--indicator", "unmarked", "--baseline", "40", "--cost", "9", "--currency", "USD")
    number = _json(cli, "needs", "state", *stated, *goal)["number"]
    _json(cli, "needs", "follow", number, "funded", "--partner", "A partner")
    assert "what the indicator was" in cli("needs", "follow", number, "met").refusal
    (need,) = _json(cli, "needs", "list", "--open")["needs"]
    assert (need["number"], need["status"], need["baseline"]) == (number, "funded", 40)
    _json(cli, "needs", "proposal", str(tmp_path / "p.pdf"), number, "--title", "Marking")
    assert (tmp_path / "p.pdf").read_bytes().startswith(b"%PDF")
    _json(cli, "needs", "follow", number, "met", "--measured", "0")
    assert _json(cli, "needs", "list", "--open")["needs"] == []
    assert _json(cli, "needs", "suggest")["suggestions"] == []


def test_that_lessons_are_written_down_and_printed(cli, tmp_path):
    words = ("--title", "Light", "--text", "Count by daylight.", "--share")
    _json(cli, "lessons", "record", *words, "--good-practice")
    (lesson,) = _json(cli, "lessons", "list", "--text", "DAYLIGHT")["lessons"]
    assert (lesson["kind"], lesson["shareable"]) == ("good_practice", True)
    _json(cli, "lessons", "paper", str(tmp_path / "l.pdf"))
    assert (tmp_path / "l.pdf").read_bytes().startswith(b"%PDF")
