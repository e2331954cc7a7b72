from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from tests.builders_cli import Cli, few_weapons, with_passwords


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


def text_of(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    pages = [page.get_textpage().get_text_range() for page in document]
    document.close()
    return "\n".join(pages)


def test_that_labels_carry_what_is_asked_for(cli: Cli, tmp_path: Path) -> None:
    out = tmp_path / "labels.pdf"
    done = cli("labels", out, "--category", "pistol", "--copies", "2", "--start", "5", "--json")
    assert done.json["weapons"] == 1
    assert set(done.json) == {"path", "document", "weapons"}
    text = text_of(out)
    assert text.count("KE01-000002-7") == 2
    assert "KE01-000001-9" not in text


@pytest.mark.parametrize(
    "options",
    [
        ("--stock", "5160"),
        ("--stock", "L7651", "--offset", "0.5,-1", "--dpi", "203"),
        ("--own-size", "a4:2x5:90x50:10x10"),
        ("--own-size", "Letter:2x5:90x50:10x10:95x51.5"),
    ],
)
def test_that_labels_fit_many_sheets(cli: Cli, tmp_path: Path, options: tuple[str, ...]) -> None:
    assert cli("labels", tmp_path / "labels.pdf", *options).status == 0
    assert text_of(tmp_path / "labels.pdf").count("KE01-") == 3


def test_that_labels_of_a_label_printer_are_its_commands(cli: Cli, tmp_path: Path) -> None:
    out = tmp_path / "labels.zpl"
    done = cli("labels", out, "--roll", "60x40", "--dpi", "300", "--copies", "2", "--json")
    assert done.json["weapons"] == 3
    said = out.read_text()
    assert said.count("^XA") == 3
    assert said.count("^PQ2") == 3
    assert cli("labels", tmp_path / "none.zpl", "--roll", "sixty").status == 2
    assert cli("labels", tmp_path / "none.zpl", "--roll", "22x12").refusal
    assert not (tmp_path / "none.zpl").exists()


def test_that_a_calibration_page_is_no_document(cli: Cli, tmp_path: Path) -> None:
    before = cli("verify", "--json").json["entries"]
    done = cli("labels", tmp_path / "page.pdf", "--calibration", "--json").json
    assert done["document"] is None
    assert (tmp_path / "page.pdf").read_bytes().startswith(b"%PDF")
    assert cli("verify", "--json").json["entries"] == before


@pytest.mark.parametrize(
    "options",
    [
        ("--stock", "none"),
        ("--own-size", "A4:9x9:90x50:10x10"),
        ("--depot", "Nowhere"),
        ("--text", "nothing"),
        ("--start", "500"),
        ("--batch", "99"),
    ],
)
def test_that_labels_that_cannot_be_made_leave_nothing(
    cli: Cli, tmp_path: Path, options: tuple[str, ...]
) -> None:
    before = set(tmp_path.iterdir())
    assert cli("labels", tmp_path / "labels.pdf", *options).refusal
    assert set(tmp_path.iterdir()) == before


def test_that_an_audit_sheet_is_of_one_place_and_sealed(cli: Cli, tmp_path: Path) -> None:
    out = tmp_path / "audit.pdf"
    place = ("--depot", "Main depot", "--store", "Store A")
    done = cli("report", "audit-sheet", out, *place, "--classification", "RESTRICTED", "--json")
    assert set(done.json) == {"path", "document", "weapons", "seal"}
    assert done.json["weapons"] == 2
    text = text_of(out)
    assert "RESTRICTED" in text
    assert done.json["seal"] in text
    assert "T12345" in text
    verified = cli("verify", "--against", done.json["seal"])
    assert verified.status == 0
    assert "tell the same history" in verified.out


def test_that_an_audit_sheet_is_of_everything_without_a_place(cli: Cli, tmp_path: Path) -> None:
    done = cli("report", "audit-sheet", tmp_path / "audit.pdf", "--page", "Letter", "--json")
    assert done.json["weapons"] == 3


def test_that_printing_needs_the_right_to(cli: Cli, tmp_path: Path) -> None:
    refusal = cli("report", "audit-sheet", tmp_path / "audit.pdf", user="gita").refusal
    assert "Your roles do not allow this" in refusal
