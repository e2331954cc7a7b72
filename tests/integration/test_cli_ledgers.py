from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from stockpile_app.cli.commands.ledgers import FAILED
from stockpile_app.persistence.store import Store
from tests.builders import tamper
from tests.builders_cli import Cli, with_passwords
from tests.builders_everything import record_much


@pytest.fixture
def cli(
    folder: Path,
    open_as: Callable[..., Store],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Cli:
    with_passwords(monkeypatch)
    store = open_as()
    record_much(store)
    store.close()
    return Cli(folder, capsys)


def edit(open_as: Callable[..., Store], *statements: str) -> None:
    store = open_as()
    tamper(store, *statements)
    store.close()


def test_that_an_untouched_register_is_whole(cli: Cli) -> None:
    outcome = cli("verify", "--json")
    assert outcome.status == 0
    assert set(outcome.json) == {"ok", "entries", "head", "problems"}
    assert outcome.json["ok"] is True
    assert outcome.json["problems"] == []
    assert len(outcome.json["head"]) == 64
    assert "The register is whole" in cli("verify").out


@pytest.mark.parametrize(
    ("statement", "kind"),
    [
        ("UPDATE weapon SET serial = 'X' WHERE number = 'KE01-000001-9'", "row-changed"),
        ("DELETE FROM mark", "row-missing"),
        (
            "UPDATE entry SET body = CAST(replace(CAST(body AS TEXT), 'A00001', 'A00002') AS BLOB)",
            "entry-changed",
        ),
    ],
)
def test_that_an_edit_with_a_database_tool_is_named(
    cli: Cli, open_as: Callable[..., Store], statement: str, kind: str
) -> None:
    edit(open_as, statement)
    outcome = cli("verify", "--json")
    assert outcome.status == FAILED
    assert outcome.json["ok"] is False
    for each in outcome.json["problems"]:
        assert set(each) == {"kind", "where", "message"}
    assert kind in {each["kind"] for each in outcome.json["problems"]}
    said = cli("verify")
    assert said.status == FAILED
    assert "The register was changed or damaged" in said.out


def test_that_an_unknown_seal_fails(cli: Cli) -> None:
    outcome = cli("verify", "--against", "AAAAA-BBBBB-CCCCC-DDDDD", "--json")
    assert outcome.status == FAILED
    assert len(outcome.json["problems"]) == 1


def test_that_what_is_no_seal_code_is_refused(cli: Cli) -> None:
    assert "is not a seal code" in cli("verify", "--against", "hello").refusal


@pytest.mark.parametrize("name", ["register.db", "media.db", "keys.json"])
@pytest.mark.parametrize("content", [b"", b"garbage" * 1000])
def test_that_a_damaged_file_fails_verification_and_is_refused_else(
    cli: Cli, name: str, content: bytes
) -> None:
    for each in cli.folder.glob(f"{name}-*"):
        each.unlink()
    (cli.folder / name).write_bytes(content)
    outcome = cli("verify", "--json")
    assert outcome.status == FAILED
    assert outcome.json["ok"] is False
    assert outcome.json["problems"]
    assert cli("export", cli.folder.parent / "out.csv").refusal


def test_that_looking_works_beside_somebody_who_writes(
    cli: Cli, open_as: Callable[..., Store], tmp_path: Path
) -> None:
    open_as("brian")
    assert cli("find", "A00001", "--json").json["total"] == 1
    assert cli("holdings").status == 0
    assert cli("verify").status == 0
    refusal = cli("export", tmp_path / "out.csv").refusal
    assert "open in another window: brian" in refusal


def test_that_the_drill_says_what_would_be_lost(cli, folder, tmp_path):
    assert "no backup yet" in cli("rehearse-restore").refusal
    cli("backup", str(tmp_path / "copies"))
    (file,) = (tmp_path / "copies").iterdir()
    outcome = cli("rehearse-restore", str(file), "--json")
    assert outcome.status == 0
    assert outcome.json["ok"]
    assert outcome.json["behind"] == 1  # the entry that says that the backup was made
    assert "would be lost with this machine" in cli("rehearse-restore", str(file)).out
