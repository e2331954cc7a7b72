from __future__ import annotations

import csv
import json
from pathlib import Path

import pypdfium2
import pytest

from stockpile_app.domain.errors import StockpileError
from stockpile_app.domain.serials import fold, normalise
from stockpile_app.services.demo_data import photograph, write_property_book
from tests.builders_cli import Cli, without_secrets


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo") / "folder"


@pytest.fixture
def cli(made: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Cli:
    without_secrets(monkeypatch)
    cli = Cli(made / "register", capsys, user="manager")
    if not made.exists():
        assert cli.bare("demo", made, "--weapons", "60", "--no-window").status == 0
    monkeypatch.setenv(
        "STOCKPILE_PASSWORD", json.loads((made / "demo.json").read_text())["password"]
    )
    return cli


def test_that_a_demonstration_is_whole_and_complete(cli: Cli, made: Path) -> None:
    assert {path.name for path in made.iterdir()} == {
        "register",
        "demo.json",
        "labels.pdf",
        "audit-sheet.pdf",
        "recovery-sheet.pdf",
        "weapons.csv",
    }
    assert cli("verify").status == 0
    holdings = cli("holdings", "--json").json
    assert holdings["total"] == 60
    assert len({each["depot"] for each in holdings["holdings"]}) == 3
    users = {each["name"] for each in cli("user", "list", "--json").json["users"]}
    assert users == {"manager", "deputy", "inspector", "storekeeper", "ddr", "tracer"}


def test_that_a_demonstration_has_marks_photographs_and_a_correction(cli: Cli, made: Path) -> None:
    with (made / "weapons.csv").open(encoding="utf-8-sig") as file:
        numbers = [row["number"] for row in csv.DictReader(file)]
    first = cli("show", numbers[0], "--json").json
    assert first["marks"]
    assert len(first["photographs"]) == 1
    kinds = [each["kind"] for each in cli("show", numbers[11], "--json").json["history"]]
    assert "identity-corrected" in kinds


def test_that_its_documents_name_every_weapon(cli: Cli, made: Path) -> None:
    with (made / "weapons.csv").open(encoding="utf-8-sig") as file:
        numbers = {row["number"] for row in csv.DictReader(file)}
    for name in ("labels.pdf", "audit-sheet.pdf"):
        document = pypdfium2.PdfDocument(made / name)
        text = "".join(page.get_textpage().get_text_range() for page in document)
        document.close()
        assert all(number in text for number in numbers)


def test_that_a_demonstration_is_opened_again(cli: Cli, made: Path) -> None:
    outcome = cli.bare("demo", made, "--json")
    assert outcome.json["made"] is False
    assert outcome.json["register"] == str(made / "register")
    assert cli.opened == [made / "register"]


def test_that_without_a_display_the_files_are_named(
    cli: Cli, made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_window(_register: Path | None) -> int:
        raise StockpileError("There is no display.")

    monkeypatch.setattr(cli, "_open_window", no_window)
    outcome = cli.bare("demo", made)
    assert outcome.status == 0
    assert outcome.err == "stockpile: There is no display.\n"
    assert "audit-sheet.pdf" in outcome.out


def test_that_a_folder_with_other_things_is_refused(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("x")
    assert "holds no demonstration" in cli.bare("demo", tmp_path, "--no-window").refusal
    assert [each.name for each in tmp_path.iterdir()] == ["letter.txt"]


def test_that_the_made_up_weapons_are_the_same_every_time(tmp_path: Path) -> None:
    one, other = tmp_path / "one.csv", tmp_path / "other.csv"
    write_property_book(one, 2000)
    write_property_book(other, 2000)
    assert one.read_bytes() == other.read_bytes()


def test_that_made_up_serials_are_unique_and_some_look_alike(tmp_path: Path) -> None:
    write_property_book(tmp_path / "book.csv", 4000)
    with (tmp_path / "book.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    known = [row for row in rows if row["Serial Number"] not in {"", "N/A", "NULL"}]
    assert 0 < len(rows) - len(known) < 100
    serials = {(row["Model"], normalise(row["Serial Number"])) for row in known}
    assert len(serials) == len(known)
    assert len({(model, fold(serial)) for model, serial in serials}) < len(serials)


def test_that_the_photograph_is_a_picture() -> None:
    content = photograph()
    assert content.startswith(b"\x89PNG\r\n\x1a\n")
    assert content == photograph()


def test_that_a_large_property_book_is_written_soon(tmp_path: Path) -> None:
    write_property_book(tmp_path / "book.csv", 100_000)  # more than some patterns have serials
    with (tmp_path / "book.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["Model"] == "AKM"]
    typed = [row["Serial Number"] for row in rows]
    named = [normalise(each) for each in typed if each not in {"", "N/A", "NULL"}]
    assert len(named) > 10_000
    assert len(set(named)) == len(named)
