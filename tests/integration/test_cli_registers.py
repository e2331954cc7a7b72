from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from tests.builders_cli import Cli, with_passwords, without_secrets

STATE = ("--authority", "Ministry", "--country", "KE", "--origin", "ke07", "--depot", "Main")


@pytest.fixture
def cli(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Cli:
    with_passwords(monkeypatch)
    return Cli(tmp_path / "register", capsys)


def test_that_a_new_register_prints_its_recovery_code_once(cli: Cli, tmp_path: Path) -> None:
    outcome = cli.bare("new", cli.folder, *STATE, "--user", "amina", "--json")
    assert outcome.status == 0
    assert set(outcome.json) == {"folder", "origin", "recovery_code", "recovery_sheet"}
    assert (outcome.json["folder"], outcome.json["origin"]) == (str(cli.folder), "KE07")
    sheet = Path(outcome.json["recovery_sheet"])
    assert sheet == tmp_path / "register-recovery.pdf"
    document = pypdfium2.PdfDocument(sheet)
    text = document[0].get_textpage().get_text_range()
    document.close()
    for group in outcome.json["recovery_code"].split("-"):
        assert group in text
    verified = cli("verify", "--json").json
    assert (verified["ok"], verified["entries"]) == (True, 5)
    again = cli.bare("new", cli.folder, *STATE, "--user", "amina")
    assert "not empty" in again.refusal


def test_that_a_recovery_sheet_is_never_overwritten(cli: Cli, tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.pdf"
    sheet.write_bytes(b"of another register")
    new = ("new", cli.folder, *STATE, "--user", "amina", "--recovery-sheet")
    assert "recovery code of another register" in cli.bare(*new, sheet).refusal
    assert "does not exist" in cli.bare(*new, tmp_path / "none" / "sheet.pdf").refusal
    assert not cli.folder.exists()


@pytest.mark.parametrize(
    ("option", "value", "sentence"),
    [
        ("--country", "Narnia", "is no country"),
        ("--origin", "1", "origin code"),
        ("--depot", " ", "must not be empty"),
        ("--user", "x", "user name"),
    ],
)
def test_that_what_cannot_be_used_makes_nothing(
    cli: Cli, option: str, value: str, sentence: str
) -> None:
    outcome = cli.bare("new", cli.folder, *STATE, "--user", "amina", option, value)
    assert sentence in outcome.refusal
    assert not cli.folder.exists()


def test_that_a_password_is_needed_and_must_be_good(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = ("new", cli.folder, *STATE, "--user", "amina")
    monkeypatch.setenv("STOCKPILE_PASSWORD", "short")
    assert "at least 15 characters" in cli.bare(*new).refusal
    without_secrets(monkeypatch)
    assert "STOCKPILE_PASSWORD" in cli.bare(*new).refusal
    assert not cli.folder.exists()
