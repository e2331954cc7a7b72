from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders import PASSWORD, copy_register
from tests.builders_cli import Cli, with_passwords, without_secrets

OTHER = "a quite different sentence"


@pytest.fixture
def cli(folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Cli:
    with_passwords(monkeypatch)
    return Cli(folder, capsys)


def test_that_users_are_listed(cli: Cli) -> None:
    users = cli("user", "list", "--json").json["users"]
    amina = next(each for each in users if each["name"] == "amina")
    assert set(amina) == {"name", "full_name", "roles", "retired", "added_at"}
    assert amina["roles"] == ["administrator", "depot_manager"]
    assert "Depot manager" in cli("user", "list").out


def test_that_a_user_is_added_by_two_and_may_sign_in(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STOCKPILE_NEW_PASSWORD", OTHER)
    new = ("user", "add", "hanna", "--role", "inspector", "--role", "ddr-officer")
    assert "--second" in cli(*new).refusal
    added = cli(*new, "--full-name", "Hanna H.", "--second", "brian", "--json").json
    assert (added["name"], added["full_name"]) == ("hanna", "Hanna H.")
    assert set(added["roles"]) == {"inspector", "ddr_officer"}
    assert "already" in cli(*new, "--second", "brian").refusal
    monkeypatch.setenv("STOCKPILE_PASSWORD", OTHER)
    assert cli("find", "1", user="hanna").status == 0


def test_that_a_poor_password_is_refused(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STOCKPILE_NEW_PASSWORD", "short")
    new = ("user", "add", "hanna", "--role", "inspector", "--second", "brian")
    assert "at least 15 characters" in cli(*new).refusal
    monkeypatch.delenv("STOCKPILE_NEW_PASSWORD")
    assert "STOCKPILE_NEW_PASSWORD" in cli(*new).refusal


def test_that_a_user_is_retired(cli: Cli) -> None:
    assert cli("user", "retire", "dora", "--reason", "moved", "--json").json["retired"] is True
    assert "wrong" in cli("find", "1", user="dora").refusal
    assert "retire yourself" in cli("user", "retire", "amina").refusal
    assert "no user" in cli("user", "retire", "nobody").refusal


def test_that_a_password_is_reset_by_two(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STOCKPILE_NEW_PASSWORD", OTHER)
    assert "--second" in cli("user", "reset", "dora").refusal
    assert cli("user", "reset", "dora", "--second", "brian").status == 0
    assert "wrong" in cli("find", "1", user="dora").refusal
    monkeypatch.setenv("STOCKPILE_PASSWORD", OTHER)
    assert cli("find", "1", user="dora").status == 0


def test_that_one_changes_ones_own_password(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STOCKPILE_NEW_PASSWORD", OTHER)
    changed = cli("password", "--json", user="dora")
    assert changed.json == {"user": "dora", "recovery": False}
    assert "wrong" in cli("find", "1", user="dora").refusal
    monkeypatch.setenv("STOCKPILE_PASSWORD", OTHER)
    assert cli("find", "1", user="dora").status == 0
    assert cli("verify", user="dora").status == 0


def test_that_the_recovery_code_gives_a_new_password(
    lonely_template: tuple[Path, str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    template, code = lonely_template
    cli = Cli(copy_register(template, tmp_path / "lonely"), capsys)
    without_secrets(monkeypatch)
    monkeypatch.setenv("STOCKPILE_NEW_PASSWORD", OTHER)
    assert "STOCKPILE_RECOVERY" in cli("password", "--recovery").refusal
    monkeypatch.setenv("STOCKPILE_RECOVERY", code[::-1])
    assert "recovery code is" in cli("password", "--recovery").refusal
    monkeypatch.setenv("STOCKPILE_RECOVERY", code)
    assert cli("password", "--recovery", "--json").json == {"user": "amina", "recovery": True}
    monkeypatch.setenv("STOCKPILE_PASSWORD", OTHER)
    assert cli("verify").status == 0


def test_that_a_backup_is_restored(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = cli("backup", tmp_path / "safe", "--json").json
    assert set(made) == {"path", "entries", "head", "whole", "second"}
    place = tmp_path / "restored"
    restored = cli("restore", made["path"], place, "--json")
    assert restored.json == {"folder": str(place), "origin": "KE01"}
    cli.folder = place
    assert cli("verify").status == 0
    assert "not empty" in cli("restore", made["path"], place).refusal
    monkeypatch.setenv("STOCKPILE_PASSWORD", PASSWORD + "?")
    assert "wrong" in cli("restore", made["path"], tmp_path / "again").refusal
    assert not (tmp_path / "again").exists()


@pytest.mark.parametrize("content", [b"", b"garbage" * 500])
def test_that_what_is_no_backup_is_refused(cli: Cli, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "x.stockpile"
    file.write_bytes(content)
    assert "x.stockpile" in cli("restore", file, tmp_path / "restored").refusal
    assert not (tmp_path / "restored").exists() or not any((tmp_path / "restored").iterdir())
    assert "no file" in cli("restore", tmp_path / "none", tmp_path / "restored").refusal
