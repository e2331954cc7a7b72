from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from stockpile_app import logs
from stockpile_app.domain.errors import Duplicate

log = logging.getLogger("stockpile_app.tests")


@pytest.fixture(autouse=True)
def _stopped() -> Iterator[None]:
    yield
    logs.stop()
    logging.getLogger("stockpile_app").setLevel(logging.NOTSET)


def lines(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def started(folder: Path) -> Path:
    file = logs.start(folder)
    assert file is not None
    return file


def test_that_each_record_is_one_object_a_line(tmp_path: Path) -> None:
    file = started(tmp_path / "log")
    log.info("%d entries\nverified", 3)
    log.debug("left out")
    (line,) = lines(file)
    assert line.pop("at").endswith("+00:00")
    assert line == {
        "level": "info",
        "logger": "stockpile_app.tests",
        "message": "3 entries\nverified",
    }


def test_that_an_exception_is_logged_without_its_text(tmp_path: Path) -> None:
    file = started(tmp_path)
    try:
        try:
            raise Duplicate("AK-SECRET-1", ["KE01-000001-0"])
        except Duplicate as error:
            raise ValueError("AK-SECRET-1") from error
    except ValueError:
        log.exception("Import failed")
    assert "SECRET" not in file.read_text(encoding="utf-8")
    types = [cause["type"] for cause in lines(file)[0]["error"]]
    assert types == ["builtins.ValueError", "stockpile_app.domain.errors.Duplicate"]
    assert "test_logs.py" in lines(file)[0]["error"][0]["lines"][0]


def test_that_a_chain_of_causes_that_bites_its_tail_ends(tmp_path: Path) -> None:
    file = started(tmp_path)
    error = ValueError()
    error.__cause__ = KeyError()
    error.__cause__.__cause__ = error
    log.error("odd", exc_info=error)
    assert len(lines(file)[0]["error"]) == 2


def test_that_libraries_do_not_write_into_the_log(tmp_path: Path) -> None:
    file = started(tmp_path)
    logging.getLogger("sqlalchemy.engine").warning("INSERT ... AK-1")
    assert not lines(file)


def test_that_the_file_is_rotated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logs, "_LARGEST", 500)
    started(tmp_path)
    for _ in range(100):
        log.info("filling")
    assert len(list(tmp_path.iterdir())) == 6


def test_that_a_file_that_cannot_be_rotated_grows_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(logs, "_LARGEST", 200)
    monkeypatch.setattr("os.rename", refuse)
    file = started(tmp_path)
    for _ in range(10):
        log.info("filling")
    assert len(lines(file)) == 10


def test_that_starting_twice_writes_once(tmp_path: Path) -> None:
    started(tmp_path / "first")
    file = started(tmp_path / "second")
    log.info("once")
    assert len(lines(file)) == 1
    assert not lines(tmp_path / "first" / logs.FILE_NAME)


def test_that_a_folder_that_cannot_be_written_means_no_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    assert logs.start(tmp_path / "file" / "log") is None
    log.error("lost")
    assert "lost" not in capsys.readouterr().err


def test_that_the_users_folder_is_used_unless_another_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STOCKPILE_HOME", str(tmp_path))
    assert logs.start() == tmp_path / "log" / logs.FILE_NAME
