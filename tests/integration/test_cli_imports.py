from __future__ import annotations

import csv
from pathlib import Path

import pytest

from stockpile_app.cli.commands.imports import INPUT_HAS_ERRORS
from tests.builders_cli import Cli, book, few_weapons, with_passwords

REPORT = {"read", "created", "unchanged", "skipped", "errors", "warnings", "batch"}
MESSAGE = {"file", "row", "column", "message"}


@pytest.fixture
def cli(folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Cli:
    with_passwords(monkeypatch)
    return Cli(folder, capsys)


@pytest.fixture
def few(tmp_path: Path) -> Path:
    return few_weapons(tmp_path)


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    return book(
        tmp_path / "faulty.csv",
        "A1,Colt,M16,5.56,US,2190,rifle,serviceable,Main depot,,",
        "A2,Colt,M16,5.56,US,1971,rifle,serviceable,Main depot,,",
        "A2,Colt,M16,5.56,US,1971,rifle,serviceable,Main depot,,",
    )


def entries(cli: Cli) -> int:
    count: int = cli("verify", "--json").json["entries"]
    return count


def rows_of(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_that_the_report_has_exactly_the_promised_names(cli: Cli, few: Path) -> None:
    outcome = cli("import", few, "--json")
    assert outcome.status == 0
    report = outcome.json
    assert set(report) == REPORT
    assert (report["read"], report["created"], report["batch"]) == (3, 3, report["batch"])
    assert isinstance(report["batch"], int)
    assert report["errors"] == []
    for warning in report["warnings"]:
        assert set(warning) == MESSAGE
    assert [each["row"] for each in report["warnings"]] == [4]


def test_that_importing_again_changes_nothing(cli: Cli, few: Path) -> None:
    cli("import", few)
    before = entries(cli)
    report = cli("import", few, "--json").json
    assert (report["created"], report["unchanged"], report["batch"]) == (0, 3, None)
    assert entries(cli) == before


def test_that_errors_are_all_reported_and_nothing_is_written(cli: Cli, faulty: Path) -> None:
    before = entries(cli)
    outcome = cli("import", faulty, "--json")
    assert outcome.status == INPUT_HAS_ERRORS
    report = outcome.json
    assert [(each["row"], each["column"]) for each in report["errors"]] == [
        (2, "year"),
        (4, "serial"),
    ]
    assert report["batch"] is None
    assert report["read"] == report["created"] + report["unchanged"] + report["skipped"] + 2
    assert entries(cli) == before


def test_that_valid_rows_are_accepted_on_request(cli: Cli, faulty: Path) -> None:
    outcome = cli("import", faulty, "--accept-valid", "--json")
    assert outcome.status == 0
    assert outcome.json["batch"]
    assert cli("find", "A2", "--json").json["total"] == 1


def test_that_a_rehearsal_says_all_and_writes_nothing(cli: Cli, few: Path) -> None:
    before = entries(cli)
    outcome = cli("import", few, "--rehearse")
    assert outcome.status == 0
    assert outcome.out.count("created") == 4
    assert "nothing was written" in outcome.out
    assert "North depot" in outcome.out
    assert entries(cli) == before


@pytest.mark.parametrize(
    "content",
    [b"", bytes(range(256)) * 20, b"serial,serial\n1,2\n"],
    ids=["empty", "garbage", "twins"],
)
@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_that_a_file_that_cannot_be_read_ends_with_3(
    cli: Cli, tmp_path: Path, content: bytes, suffix: str
) -> None:
    file = tmp_path / f"input{suffix}"
    file.write_bytes(content)
    outcome = cli("import", file, "--json")
    assert outcome.status == INPUT_HAS_ERRORS
    report = outcome.json
    assert set(report) == REPORT
    assert (report["read"], report["batch"]) == (0, None)
    assert [(each["file"], each["row"]) for each in report["errors"]] == [(file.name, 0)]
    assert outcome.err.startswith("stockpile: ")
    assert file.name in outcome.err


def test_that_of_several_files_the_one_that_cannot_be_read_is_named(
    cli: Cli, few: Path, tmp_path: Path
) -> None:
    for name, content in (("cut.xlsx", b"PK\x03\x04"), ("nul.csv", b"serial,model\nA\0,B\n")):
        (tmp_path / name).write_bytes(content)
        before = entries(cli)
        outcome = cli("import", few, tmp_path / name, "--json")
        assert outcome.status == INPUT_HAS_ERRORS
        assert [each["file"] for each in outcome.json["errors"]] == [name]
        assert outcome.err.startswith(f"stockpile: {name}: ")
        assert outcome.err.count(name) == 1
        assert entries(cli) == before


def test_that_a_rehearsal_says_what_is_odd_about_a_file(cli: Cli, tmp_path: Path) -> None:
    file = tmp_path / "old.csv"
    file.write_bytes("serial,maker,model,depot\nA1,Škoda,Vz. 58,Sklad\n".encode("cp1250"))
    outcome = cli("import", file, "--rehearse")
    assert outcome.status == 0
    assert "is not UTF-8" in outcome.out


def test_that_a_missing_file_is_refused(cli: Cli, tmp_path: Path) -> None:
    assert "There is no file" in cli("import", tmp_path / "none.csv").refusal


@pytest.mark.parametrize(
    ("pair", "sentence"),
    [("model=colour", "There is no field “colour”"), ("Nr=serial", "has no column “Nr”")],
)
def test_that_a_wrong_mapping_is_refused_plainly(
    cli: Cli, few: Path, pair: str, sentence: str
) -> None:
    assert sentence in cli("import", few, "--map", pair).refusal


def test_that_columns_are_mapped_left_out_and_remembered(cli: Cli, tmp_path: Path) -> None:
    file = book(tmp_path / "own.csv", "Z9,AKM,x", headers="Butt = no.,Kind of gun,Model")
    pairs = ("--map", "Butt = no.=serial", "--map", "Kind of gun=model", "--map", "Model=")
    assert cli("import", file, *pairs, "--save-profile", "ours").status == 0
    (found,) = cli("find", "Z9", "--json").json["weapons"]
    assert found["model"] == "AKM"
    other = book(tmp_path / "more.csv", "Z10,AKMS,x", headers="Butt = no.,Kind of gun,Model")
    assert cli("import", other, "--profile", "ours").status == 0
    (found,) = cli("find", "Z10", "--json").json["weapons"]
    assert found["model"] == "AKMS"


def test_that_an_unknown_profile_is_refused(cli: Cli, few: Path) -> None:
    assert "property-book" in cli("import", few, "--profile", "none").refusal


def test_that_rows_without_a_depot_go_where_they_are_told(cli: Cli, tmp_path: Path) -> None:
    cli("import", few_weapons(tmp_path))
    file = book(tmp_path / "own.csv", "Z9,AKM", headers="serial,model")
    assert cli("import", file).status == INPUT_HAS_ERRORS
    assert "Nowhere" in cli("import", file, "--depot", "Nowhere").refusal
    assert cli("import", file, "--depot", "North depot").status == 0
    (found,) = cli("find", "Z9", "--json").json["weapons"]
    assert found["depot"] == "North depot"


def test_that_skipped_rows_are_listed_in_a_file(cli: Cli, tmp_path: Path) -> None:
    file = book(
        tmp_path / "book.csv",
        "=TOWN,2320-01-107-7155,TRUCK,X1,1,2010-01-01",
        headers="Station Name (LEA),NSN,Item Name,Serial Number,Quantity,Ship Date",
    )
    out = tmp_path / "skipped.csv"
    outcome = cli("import", file, "--profile", "property-book", "--skipped", out, "--json")
    assert outcome.json["skipped"] == 1
    rows = rows_of(out)
    assert rows[0] == ["file", "row", "column", "reason"]
    assert rows[1][:2] == ["book.csv", "2"]


def test_that_a_list_of_skipped_rows_that_cannot_be_written_stops_all(
    cli: Cli, few: Path, tmp_path: Path
) -> None:
    outcome = cli("import", few, "--skipped", tmp_path / "none" / "out.csv")
    assert "cannot be used" in outcome.refusal
    assert cli("find", "T12345", "--json").json["total"] == 0


def test_that_an_import_is_undone_with_a_second_person(cli: Cli, few: Path) -> None:
    batch = cli("import", few, "--json").json["batch"]
    assert "--second" in cli("undo", batch).refusal
    assert "your own act" in cli("undo", batch, "--second", "amina").refusal
    assert "may not approve" in cli("undo", batch, "--second", "chipo").refusal
    outcome = cli("--second", "brian", "undo", batch, "--reason", "wrong file", "--json")
    assert outcome.json == {"batch": batch, "weapons": 3}
    assert cli("find", "T12345", "--json").json["total"] == 0
    assert "undone already" in cli("undo", batch, "--second", "brian").refusal
    assert cli("verify").status == 0


def test_that_the_password_of_the_second_person_is_checked(
    cli: Cli, few: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = cli("import", few, "--json").json["batch"]
    monkeypatch.setenv("STOCKPILE_SECOND_PASSWORD", "something else")
    assert "wrong" in cli("undo", batch, "--second", "brian").refusal
    monkeypatch.delenv("STOCKPILE_SECOND_PASSWORD")
    assert "STOCKPILE_SECOND_PASSWORD" in cli("undo", batch, "--second", "brian").refusal


def test_that_an_import_needs_the_right_to(cli: Cli, few: Path) -> None:
    assert "Your roles do not allow this" in cli("import", few, user="dora").refusal


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_that_its_own_export_changes_nothing(cli: Cli, tmp_path: Path, suffix: str) -> None:
    file = book(
        tmp_path / "odd.csv",
        "=1+1,@maker,-model,9 x 19 mm,BE,1971,pistol,serviceable,Main depot,=store,+R1",
        "007,Colt,M1911,.45 ACP,US,1944,pistol,,Main depot,,",
        "N/A,Tula,SKS,7.62 x 39 mm,SU,1954,rifle,,North depot,,",
    )
    assert cli("import", file).status == 0
    out = tmp_path / f"out{suffix}"
    assert cli("export", out, "--json").json == {"path": str(out), "weapons": 3}
    report = cli("import", out, "--json").json
    assert (report["read"], report["unchanged"], report["errors"]) == (3, 3, [])
    assert report["warnings"] == []


def test_that_no_exported_cell_is_a_formula(cli: Cli, tmp_path: Path) -> None:
    file = book(tmp_path / "odd.csv", "=1+1,@m,-x,,,,pistol,,Main depot,,")
    cli("import", file)
    cli("export", tmp_path / "out.csv")
    head, *rows = rows_of(tmp_path / "out.csv")
    assert head[:3] == ["number", "status", "serial"]
    assert all(not cell.startswith(("=", "@", "-", "+")) for row in rows for cell in row)
    assert "=1+1" in rows[0][2]


@pytest.mark.parametrize("name", ["out.pdf", "out", "none/out.csv"])
def test_that_an_export_that_cannot_be_made_leaves_nothing(
    cli: Cli, tmp_path: Path, name: str
) -> None:
    before = set(tmp_path.iterdir())
    assert cli("export", tmp_path / name).refusal
    assert set(tmp_path.iterdir()) == before


def test_that_an_export_takes_what_is_asked_for(cli: Cli, few: Path, tmp_path: Path) -> None:
    cli("import", few)
    out = tmp_path / "out.csv"
    assert cli("export", out, "--category", "pistol", "--json").json["weapons"] == 1
    assert cli("export", out, "--depot", "North depot", "--json").json["weapons"] == 1
    assert cli("export", out, "--store", "Store A", "--json").json["weapons"] == 2
    assert cli("export", out, "--status", "in-store", "--json").json["weapons"] == 3
    assert cli("export", out, "--condition", "REPAIRABLE", "--json").json["weapons"] == 1
