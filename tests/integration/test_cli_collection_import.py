"""`collect import` on a terminal: rehearsed, all errors at once, once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from stockpile_app.domain.collection_sites import OpenProgramme, OpenSite
from stockpile_app.services import registers
from stockpile_app.services.gateway import Services
from tests.builders import PASSWORD, START
from tests.builders_cli import Cli, with_passwords
from tests.builders_forms import hand_in, kobo_text

NAME = "Amina Example"


@pytest.fixture
def cli(folder, capsys, monkeypatch):
    with_passwords(monkeypatch)
    return Cli(folder, capsys, user="emeka")


@pytest.fixture
def form(folder):
    """A form of a site that was opened in the register of ``folder``."""
    store = registers.open_register(folder, "emeka", PASSWORD)
    services = Services(store)
    setup = services.collections.setup
    day = START.date()
    programme = setup.open_programme(
        OpenProgramme(name="Made-up programme", authority="Ministry", starts_on=day)
    ).id
    setup.open_site(OpenSite(programme=programme, code="NG", opened_on=day, name="North gate"))
    store.store.close()
    return hand_in(day=day)


def test_that_forms_are_rehearsed_and_then_imported_once(cli, form, tmp_path) -> None:
    (path,) = kobo_text(tmp_path, [form])
    rehearsed = cli("collect", "import", path, "--rehearse")
    assert rehearsed.status == 0
    assert "1 rows read: 1 created" in rehearsed.out
    assert "NG-0001" in rehearsed.out
    assert NAME not in rehearsed.out
    done = cli("collect", "import", path)
    assert (done.status, done.out.splitlines()[-1]) == (0, "1 hand-in was recorded.")
    again = cli("collect", "import", path, "--json").json
    assert again["errors"] == []
    assert (again["read"], again["unchanged"], again["created"]) == (1, 1, 0)


def test_that_errors_are_told_with_file_row_and_column(cli, form, tmp_path) -> None:
    bad = replace(form, instance="bad", participant=replace(form.participant, age=15))
    (path,) = kobo_text(tmp_path, [bad])
    refused = cli("collect", "import", path, "--json")
    assert refused.status == 3
    (error,) = refused.json["errors"]
    assert (error["file"], error["row"]) == ("forms.csv", 2)
    assert error["message"].startswith("Under 18")


def test_that_columns_are_mapped_and_sites_named_on_the_command_line(cli, form, tmp_path) -> None:
    (path,) = kobo_text(tmp_path, [replace(form, site="", weapons=())])
    text = path.read_text("utf-8").replace("person/armed_group", "person/who_with")
    path.write_text(text, "utf-8")
    warned = cli("collect", "import", path, "--rehearse", "--json").json
    assert any("who_with" in each["message"] for each in warned["warnings"])
    mapped = cli(
        "collect", "import", path, "--rehearse", "--json", "--site", "ng",
        "--map", "Collection/person/who_with=person.group",
    ).json  # fmt: skip
    assert mapped["warnings"] == []
    unknown = cli("collect", "import", path, "--site", "nowhere")
    assert unknown.refusal == "There is no site “nowhere”. The sites are: NG (North gate)."


def test_that_a_file_that_is_none_is_an_error_of_the_input(cli, form, tmp_path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("weapon,PARENT_KEY\nx,y\n", "utf-8")
    assert cli("collect", "import", path).status == 3
    assert cli("collect", "import", tmp_path / "none.csv").status == 1
    assert cli("collect", "import", path, user="chipo").status == 1
