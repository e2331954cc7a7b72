"""Runs the command line in this process, as the program does, and keeps what it said."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from stockpile_app.cli import main
from tests.builders import PASSWORD

HEADERS = "serial,maker,model,calibre,country,year,category,condition,depot,store,rack"


@dataclass(frozen=True)
class Outcome:
    """What a command returned and printed."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one object on standard output; fails where there is anything else."""
        return json.loads(self.out)

    @property
    def refusal(self) -> str:
        """The sentence of a refused command."""
        assert self.status == 1, self
        assert self.err.startswith("stockpile: ")
        assert self.err.count("\n") == 1
        assert "Traceback" not in self.err
        return self.err.removeprefix("stockpile: ").strip()


@dataclass
class Cli:
    """The command line with a register and somebody who signs in."""

    folder: Path
    capture: pytest.CaptureFixture[str]
    user: str = "amina"
    opened: list[Path | None] = field(default_factory=list)

    def __call__(self, *arguments: object, user: str = "") -> Outcome:
        """Run a command in the name of ``user``."""
        common = ("--register", self.folder, "--user", user or self.user)
        return self.bare(*common, *arguments)

    def bare(self, *arguments: object) -> Outcome:
        """Run a command line as it is."""
        self.capture.readouterr()
        status = main.run([str(each) for each in arguments], self._open_window)
        said = self.capture.readouterr()
        return Outcome(status, said.out, said.err)

    def _open_window(self, register: Path | None) -> int:
        self.opened.append(register)
        return 0


def without_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forget everything about registers and people that the environment says."""
    for name in ("REGISTER", "USER", "PASSWORD", "SECOND_PASSWORD", "NEW_PASSWORD", "RECOVERY"):
        monkeypatch.delenv(f"STOCKPILE_{name}", raising=False)


def with_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give the passwords of those who sign in and approve, and nothing else."""
    without_secrets(monkeypatch)
    monkeypatch.setenv("STOCKPILE_PASSWORD", PASSWORD)
    monkeypatch.setenv("STOCKPILE_SECOND_PASSWORD", PASSWORD)


def book(path: Path, *rows: str, headers: str = HEADERS) -> Path:
    """Write a file of weapons."""
    path.write_text("\n".join((headers, *rows)) + "\n", encoding="utf-8")
    return path


def few_weapons(folder: Path) -> Path:
    """Write three weapons of two depots, one of them without a serial."""
    return book(
        folder / "few.csv",
        "B-0671,Zastava,M70,7.62 x 39 mm,YU,1980,assault_rifle,serviceable,Main depot,Store A,R1",
        "T12345,FN Herstal,HP,9 x 19 mm,BE,1971,pistol,repairable,Main depot,Store A,R2",
        "N/A,Tula,SKS,7.62 x 39 mm,SU,1954,rifle,unserviceable,North depot,,",
    )
