"""What may happen next, and the record sheet, from a terminal."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from tests.builders_cli import Cli, few_weapons, with_passwords

RIFLE = "KE01-000001-9"


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


def test_that_show_says_what_may_happen_next_and_who_may(cli: Cli) -> None:
    shown = cli("show", RIFLE, "--json").json
    assert shown["ended"] is None
    steps = {each["act"]: each for each in shown["next"]}
    assert steps["issue"] == {
        "act": "issue",
        "possible": True,
        "why": None,
        "roles": ["storekeeper", "depot_manager"],
        "second": None,
        "to": "issued",
    }
    assert steps["correct"]["second"] == "correct_identity"
    assert not steps["dispatch"]["possible"]
    assert "sealed container" in steps["dispatch"]["why"]
    said = cli("show", RIFLE).out
    assert "What may happen next" in said
    assert "Order its disposal" in said
    assert "Dispatch it" not in said  # what cannot be now is in the JSON


def test_that_the_record_sheet_is_a_report(cli: Cli, tmp_path: Path) -> None:
    out = tmp_path / "record.pdf"
    done = cli("report", "record-sheet", out, "--number", RIFLE, "--json").json
    assert (done["path"], done["weapons"]) == (str(out), 1)
    assert done["document"].startswith("WR-KE01-")
    text = pypdfium2.PdfDocument(out.read_bytes())[0].get_textpage().get_text_bounded()
    assert RIFLE in text
    assert "Record sheet of a weapon" in text


def test_that_the_record_sheet_needs_a_weapon(cli: Cli, tmp_path: Path) -> None:
    out = tmp_path / "record.pdf"
    refused = cli("report", "record-sheet", out)
    assert refused.status == 2
    assert cli("report", "record-sheet", out, "--number", "KE01-999999-9").status == 1
    assert not out.exists()
