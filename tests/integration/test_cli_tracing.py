"""Trace files and the directory of points of contact on a terminal."""

from __future__ import annotations

import csv
import json

import pytest

from stockpile_app.services import registers
from stockpile_app.services.gateway import Services
from tests.builders import PASSWORD, number
from tests.builders_cli import Cli, with_passwords
from tests.builders_tracing import register_weapon

REQUEST = {
    "country": "Uganda",
    "office": "Tracing desk",
    "their_reference": "UG/7",
    "details": {
        "grounds": ["national_law"],
        "circumstances": "Road block",
        "intended_use": "Investigation",
    },
    "description": {"serial": "KX742138", "model": "Type 56", "calibre": "7.62x39"},
}


@pytest.fixture
def cli(folder, capsys, monkeypatch):
    with_passwords(monkeypatch)
    manager = Services(registers.open_register(folder, "amina", PASSWORD))
    register_weapon(manager)
    manager.close()
    return Cli(folder, capsys, user="farah")


@pytest.fixture
def request_file(tmp_path):
    path = tmp_path / "request.json"
    path.write_text(json.dumps(REQUEST))
    return path


def test_that_a_request_out_goes_through_all_its_steps(cli, request_file, tmp_path):
    file = cli("trace", "request", number(1), "--from", request_file, "--json").json["file"]
    assert file.startswith("TR-KE01-")
    assert cli("trace", "send", file, "--means", "post").status == 0
    assert cli("trace", "acknowledge", file, "--reference", "UG/8").status == 0
    text = tmp_path / "answer.txt"
    text.write_text("Sold to the army in 1984.\n")
    assert cli("trace", "reply", file, "full", "--text", text).status == 0
    made = cli("trace", "paper", file, "request", tmp_path / "request.pdf", "--json").json
    assert made["number"].startswith("TD-KE01-")
    assert (tmp_path / "request.pdf").read_bytes().startswith(b"%PDF-")
    assert cli("trace", "paper", file, "reply", tmp_path / "no.pdf").status == 1
    assert cli("trace", "paper", file, "letter", tmp_path / "no.pdf").status == 2
    assert cli("trace", "close", file, "--result", "Prosecuted").status == 0
    shown = cli("trace", "show", file)
    assert "Sold to the army in 1984." in shown.out
    assert "Prosecuted" in shown.out
    told = cli("trace", "show", file, "--json").json
    assert told["answers"][0]["outcome"] == "full"
    assert told["counterpart"]["reference"] == "UG/8"
    assert [each["state"] for each in cli("trace", "list", "--json").json["files"]] == ["closed"]
    assert cli("trace", "list", "--open", "--json").json == {"files": []}


def test_that_a_request_in_is_searched_matched_and_refused(cli, request_file):
    file = cli("trace", "receive", "--from", request_file, "--json").json["file"]
    hits = cli("trace", "search", "--file", file, "--json").json["hits"]
    assert [each["number"] for each in hits] == [number(1)]
    assert hits[0]["reason"] == "two_misread"
    assert hits[0]["differences"] == [1, 6]
    assert cli("trace", "match", file, number(1), "--reason", "same model").status == 0
    refused = cli("trace", "reply", file, "refused")
    assert "reasons" in refused.refusal
    done = cli("trace", "reply", file, "refused", "--reason", "national_security")
    assert done.status == 0
    assert "Two characters differ" in cli("trace", "search", "KX742138").out


def test_that_files_are_exported_for_iarms_and_others(cli, request_file, tmp_path):
    file = cli("trace", "receive", "--from", request_file, "--json").json["file"]
    out = tmp_path / "iarms.csv"
    assert cli("trace", "export", out, file, "--iarms").status == 0
    with out.open(encoding="utf-8-sig", newline="") as sheet:
        [row] = csv.DictReader(sheet)
    assert row["Serial number"] == "KX742138"
    assert (row["Requesting country"], row["Requested country"]) == ("UG", "KE")
    assert cli("trace", "export", tmp_path / "iarms.xlsx", file, "--iarms").status == 0
    whole = tmp_path / "trace.json"
    assert cli("trace", "export", whole, file).status == 0
    assert json.loads(whole.read_text())["description"]["serial"] == "KX742138"
    lines = tmp_path / "trace.csv"
    assert cli("trace", "export", lines, file).status == 0
    assert "description,serial,KX742138" in lines.read_text(encoding="utf-8-sig")
    assert cli("trace", "export", tmp_path / "x.pdf", file).status == 1
    assert cli("trace", "export", tmp_path / "x.pdf", file, "--iarms").status == 1
    assert cli("trace", "export", whole, file, file).status == 1
    events = [each["kind"] for each in cli("trace", "show", file, "--json").json["events"]]
    assert events == ["received", *["exported"] * 4]


def test_that_what_is_overdue_and_counted_is_told(cli, request_file):
    old = ("--on", "2026-01-02")
    file = cli("trace", "receive", "--from", request_file, *old, "--json").json["file"]
    [ack, answer] = sorted(
        cli("trace", "overdue", "--json").json["overdue"], key=lambda each: each["due_on"]
    )
    assert (ack["file"], ack["acknowledgement"], answer["acknowledgement"]) == (file, True, False)
    assert file in cli("trace", "overdue").out
    period = ("--from", "2026-01-01", "--to", "2026-12-31")
    assert cli("trace", "stats", *period, "--json").json["received"]["requests"] == 1
    assert "Request from another State" in cli("trace", "stats", *period).out


def test_that_a_template_can_be_filled_in_and_a_slip_is_told(cli, tmp_path):
    path = tmp_path / "empty.json"
    assert cli("trace", "template", path).status == 0
    fields = json.loads(path.read_text())
    assert {"details", "description", "country"} <= fields.keys()
    fields["description"]["serial"] = "KZ742188"
    fields["country"] = "UG"
    path.write_text(json.dumps(fields))
    assert cli("trace", "receive", "--from", path).status == 0
    for content in (
        '{"serail": 1}',
        "{",
        "\udcff".encode("utf-8", "surrogateescape"),
        '{"details": 3}',
    ):
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        assert (
            "cannot be read as a trace request" in cli("trace", "receive", "--from", path).refusal
        )


@pytest.mark.parametrize("user", ["amina", "brian", "dora", "gita"])
def test_that_nobody_else_is_told_anything(cli, request_file, user):
    file = cli("trace", "receive", "--from", request_file, "--json").json["file"]
    for command in (("list",), ("show", file), ("search", "KZ742188"), ("overdue",)):
        outcome = cli("trace", *command, user=user)
        assert "Your roles do not allow this" in outcome.refusal
        assert outcome.out == ""


def test_that_the_directory_is_kept(cli):
    added = cli(
        "contacts",
        "add",
        "Uganda",
        "Focal Point",
        "--for",
        "iti",
        "--email",
        "a@example.org",
        "--json",
    ).json
    assert added["id"] == 1
    assert "never" in cli("contacts", "list").out
    assert cli("contacts", "list", "--stale", "--json").json["contacts"][0]["id"] == 1
    assert cli("contacts", "confirm", 1, "--by", "telephone").status == 0
    assert cli("contacts", "list", "--days", 30, "--json").json == {"contacts": []}
    assert cli("contacts", "list", "ugan", "--json").json["contacts"][0]["country"] == "UG"
    assert cli("contacts", "retire", 1, "--reason", "moved").status == 0
    assert cli("contacts", "list", "--json").json == {"contacts": []}
    assert "(retired)" in cli("contacts", "list", "--all").out
    assert cli("contacts", "confirm", 1, "--by", "x").status == 1
    assert cli("contacts", "add", "UG", "x", "--for", "iti", user="brian").status == 1
