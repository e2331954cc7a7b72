"""Backups from a terminal, for scripts and for the day on which the disk dies."""

from __future__ import annotations

import shutil
from pathlib import Path

import pypdfium2
import pytest

from tests.builders_cli import HEADERS, Cli, with_passwords


@pytest.fixture
def cli(folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Cli:
    with_passwords(monkeypatch)
    return Cli(folder, capsys)


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    return tmp_path / "STICK"


def text_of(path: Path) -> str:
    return "\n".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(path))


def imported(cli: Cli, tmp_path: Path, *serials: str) -> None:
    rows = (f"{each},Izhmash,AKM,,SU,,,,Main depot,," for each in serials)
    file = tmp_path / f"{serials[0]}.csv"
    file.write_text("\n".join((HEADERS, *rows)))
    assert cli("import", file).status == 0


def test_that_a_backup_goes_to_both_places_and_a_missing_stick_is_told_with_a_status(
    cli: Cli, stick: Path
) -> None:
    chosen = cli("backup", "--medium", stick, "--json")
    assert chosen.json == {"state": "ready", "folder": str(stick), "same_disk": True}
    made = cli("backup", "--json")
    assert made.status == 0
    assert made.json["second"]["state"] == "ready"
    assert Path(made.json["second"]["path"]).parent == stick
    assert "Its copy" in cli("backup").out
    stick.rename(stick.with_name("away"))
    missed = cli("backup", "--json")
    assert missed.status == 1
    assert Path(missed.json["path"]).exists()
    assert missed.json["second"]["state"] == "missing"
    assert "Put it in" in missed.err
    given_up = cli("backup", "--no-medium", "--json")
    assert given_up.json["state"] == "none"
    assert cli("backup", "--json").json["second"] is None


def test_that_backups_are_listed_with_why_they_are_kept(cli: Cli, stick: Path) -> None:
    assert "no backup yet" in cli("backup", "--list").out
    cli("backup", "--medium", stick)
    cli("backup")
    listed = cli("backup", "--list", "--json").json
    assert [each["place"] for each in listed["backups"]] == ["second", "own"]
    assert listed["backups"][0]["kept"] == ["newest", "daily", "weekly", "monthly"]
    assert listed["light"] == "amber"
    assert "one of the last two, daily" in cli("backup", "--list").out
    assert cli("backup", "--list", "--no-medium").status == 2


def test_that_who_may_not_choose_the_medium_is_refused(cli: Cli, stick: Path) -> None:
    refusal = cli("backup", "--medium", stick, user="chipo").refusal
    assert "second medium" in refusal
    assert cli("backup", user="chipo").status == 0


def test_that_a_rehearsal_gives_a_proof_of_one_page(cli: Cli, tmp_path: Path) -> None:
    imported(cli, tmp_path, "A1", "A2")
    cli("backup")
    proof = tmp_path / "proof.pdf"
    assert cli("rehearse-restore", "--proof", proof, "--json").json["weapons"] == 2
    assert len(pypdfium2.PdfDocument(proof)) == 1
    text = text_of(proof)
    assert "was restored, opened with a password, and is in order" in text
    assert "RP-KE01-" in text
    assert "Seal" in text


def test_the_whole_story_of_a_disk_that_dies(cli: Cli, stick: Path, tmp_path: Path) -> None:
    imported(cli, tmp_path, "A1", "A2")
    cli("backup", "--medium", stick)
    older = tmp_path / "older.pdf"
    seal = cli("report", "audit-sheet", older, "--json").json["seal"]
    cli("backup")
    imported(cli, tmp_path, "B1", "B2", "B3")
    assert cli("people", "add", "Juma", "--json").status == 0
    newer = cli("report", "audit-sheet", tmp_path / "newer.pdf", "--json").json["seal"]
    old = cli.folder
    before = cli("find", "B", "--json").json["total"]
    assert before == 3
    shutil.rmtree(old / "backups")  # all that is left on this machine is half a disk
    (file,) = stick.glob("*.stockpile")
    paper = tmp_path / "lost.pdf"
    new = tmp_path / "new"
    outcome = cli(
        *("restore", file, new, "--compare", old, "--paper", paper, "--seal", seal, "--json")
    )
    assert outcome.status == 0
    lost = outcome.json["lost"]
    assert lost["by_kind"] == {"import-recorded": 1, "person-added": 1}
    assert lost["list"][0]["rows"] == 3
    assert lost["by_person"] == {"amina": 2}
    assert outcome.json["seal"]["entry"] is not None
    assert "B1.csv" in text_of(paper)
    cli.folder = new
    assert cli("verify").status == 0
    assert cli("find", "A", "--json").json["total"] == 2
    assert cli("find", "B", "--json").json["total"] == 0
    imported(cli, tmp_path, "B1", "B2", "B3")
    assert cli("find", "B", "--json").json["total"] == before
    # the old disk is dead for good: the newest paper says that something is missing
    again = cli("restore", file, tmp_path / "again", "--seal", newer)
    assert again.status == 0
    assert "newer than the backup" in again.out


def test_that_a_comparison_that_fails_leaves_the_restored_register(
    cli: Cli, tmp_path: Path
) -> None:
    made = cli("backup", "--json").json["path"]
    outcome = cli("restore", made, tmp_path / "new", "--compare", tmp_path / "nowhere")
    assert outcome.status == 1
    assert "is restored in" in outcome.out
    assert "no register" in outcome.err
    cli.folder = tmp_path / "new"
    assert cli("verify").status == 0
    assert cli("restore", made, tmp_path / "more", "--paper", tmp_path / "x.pdf").status == 2
    assert not (tmp_path / "more").exists()
