from __future__ import annotations

from pathlib import Path

import pytest

from stockpile_app import __version__
from stockpile_app.cli import main
from tests.builders import PASSWORD
from tests.builders_cli import Cli, with_passwords, without_secrets


@pytest.fixture
def cli(folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Cli:
    with_passwords(monkeypatch)
    return Cli(folder, capsys)


COMMANDS = (
    "new",
    "demo",
    "import",
    "find",
    "show",
    "holdings",
    "due",
    "people",
    "issue",
    "return",
    "move",
    "dispatch",
    "receive",
    "movements",
    "custody",
    "stocktake",
    "check",
    "incident",
    "labels",
    "report",
    "export",
    "verify",
    "undo",
    "user",
    "password",
    "backup",
    "restore",
)


def test_that_the_version_is_one_line(cli: Cli) -> None:
    outcome = cli.bare("--version")
    assert (outcome.status, outcome.out) == (0, f"stockpile {__version__}\n")


def test_that_help_names_every_command_and_common_option(cli: Cli) -> None:
    outcome = cli.bare("--help")
    assert outcome.status == 0
    for name in (*COMMANDS, "--register", "--user", "--second", "--json"):
        assert name in outcome.out


@pytest.mark.parametrize("name", COMMANDS)
def test_that_every_command_explains_itself(cli: Cli, name: str) -> None:
    outcome = cli.bare(name, "--help")
    assert outcome.status == 0
    assert f"Usage: stockpile {name}" in outcome.out
    assert "--register FOLDER" in outcome.out


def test_that_common_options_stand_before_or_after_the_command(cli: Cli) -> None:
    common = ("--register", cli.folder, "--user", "amina", "--json")
    expected = {"total": 0, "weapons": []}
    assert cli.bare(*common, "find", "X1").json == expected
    assert cli.bare("find", "X1", *common).json == expected
    assert cli.bare("find", *common, "X1").json == expected
    assert cli.bare("--json", "find", "X1", *common[:4]).json == expected


def test_that_common_options_stand_between_a_command_and_its_own(cli: Cli) -> None:
    outcome = cli.bare("user", "--register", cli.folder, "--json", "list", "--user", "amina")
    assert "amina" in {each["name"] for each in outcome.json["users"]}


def test_that_an_option_after_the_command_wins(cli: Cli) -> None:
    outcome = cli.bare(
        "--register", "nowhere", "--user", "x", "find", "X1", "--register", cli.folder,
        "--user", "amina",
    )  # fmt: skip
    assert outcome.status == 0


def test_that_options_win_over_the_environment(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STOCKPILE_REGISTER", str(cli.folder))
    monkeypatch.setenv("STOCKPILE_USER", "nobody")
    assert cli.bare("find", "X1", "--user", "amina").status == 0
    assert "wrong" in cli.bare("find", "X1").refusal


@pytest.mark.parametrize(
    "arguments",
    [
        ("find",),
        ("find", "X1"),
        ("find", "X1", "--register", "somewhere"),
        ("find", "X1", "--bogus"),
        ("find", "X1", "--limit", "0"),
        ("nonsense",),
        ("report", "holdings", "out.pdf"),
        ("holdings", "--as-of", "soon"),
        ("labels", "out.pdf", "--category", "cannon"),
        ("labels", "out.pdf", "--offset", "1"),
        ("labels", "out.pdf", "--own-size", "A4:3x7"),
        ("undo", "seven"),
        ("user", "add", "hanna", "--role", "king"),
        ("import", "a.csv", "--map", "nothing"),
        ("import", "a.csv", "--rehearse", "--save-profile", "mine"),
        ("new", "folder", "--country", "KE"),
    ],
)
def test_that_wrong_usage_ends_with_2(cli: Cli, arguments: tuple[str, ...]) -> None:
    outcome = cli.bare(*arguments, "--json")
    assert outcome.status == main.USAGE
    assert set(outcome.json) == {"error"}
    assert "Error: " in outcome.err


def test_that_a_missing_password_is_one_sentence(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    without_secrets(monkeypatch)
    assert "STOCKPILE_PASSWORD" in cli("find", "X1").refusal


def test_that_a_wrong_password_is_refused(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STOCKPILE_PASSWORD", PASSWORD + "!")
    refusal = cli("find", "X1").refusal
    assert refusal == "The name or the password is wrong."


def test_that_a_refusal_with_json_is_one_object(cli: Cli) -> None:
    outcome = cli("show", "nothing", "--json")
    assert outcome.json == {"error": outcome.refusal}


@pytest.mark.parametrize("made", ["nothing", "empty folder", "file", "other folder"])
def test_that_what_is_no_register_is_refused(cli: Cli, tmp_path: Path, made: str) -> None:
    place = tmp_path / "place"
    if made == "file":
        place.write_bytes(b"x")
    elif made != "nothing":
        place.mkdir()
    if made == "other folder":
        (place / "keys.json").write_text("{}")
        (place / "notes.txt").write_text("x")
    outcome = cli.bare("find", "X1", "--register", place, "--user", "amina")
    assert outcome.status == 1
    assert outcome.err.count("\n") == 1
    if made in {"nothing", "empty folder"}:
        assert "There is no register in" in outcome.err
        assert list(tmp_path.rglob("*.db")) == list(cli.folder.rglob("*.db"))


def test_that_no_command_opens_the_window(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    assert cli.bare().status == 0
    assert cli.bare("--register", cli.folder).status == 0
    monkeypatch.setenv("STOCKPILE_REGISTER", "elsewhere")
    assert cli.bare().status == 0
    assert cli.opened == [None, cli.folder, Path("elsewhere")]


def test_that_a_bug_is_one_line_and_a_trace_on_request(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_register: Path | None) -> int:
        raise ZeroDivisionError("a secret value")

    monkeypatch.setattr(cli, "_open_window", broken)
    monkeypatch.delenv("STOCKPILE_DEBUG", raising=False)
    assert "ZeroDivisionError" in cli.bare().refusal
    monkeypatch.setenv("STOCKPILE_DEBUG", "1")
    outcome = cli.bare()
    assert outcome.status == 1
    assert "Traceback" in outcome.err


@pytest.mark.parametrize(
    ("failure", "sentence"),
    [
        (KeyboardInterrupt(), "Cancelled. Nothing was changed."),
        (PermissionError(13, "Permission denied", "x.pdf"), "x.pdf cannot be used: Permission"),
    ],
)
def test_that_known_failures_are_told_in_a_sentence(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, failure: BaseException, sentence: str
) -> None:
    def failing(_register: Path | None) -> int:
        raise failure

    monkeypatch.setattr(cli, "_open_window", failing)
    outcome = cli.bare()
    assert outcome.status == 1
    assert f"stockpile: {sentence}" in outcome.err


@pytest.mark.parametrize("name", main._COMMANDS)
def test_that_every_command_can_be_asked_what_it_does(cli, name):
    outcome = cli(name, "--help")
    assert outcome.status == 0
    assert outcome.out.startswith("Usage")
