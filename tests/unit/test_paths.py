from __future__ import annotations

import sys
from pathlib import Path

import pytest

from stockpile_app import paths

CHECKOUT = Path(__file__).resolve().parents[2]


def test_that_a_checkout_uses_its_own_folders() -> None:
    assert paths.resources_folder() == CHECKOUT / "resources"
    assert paths.migrations_folder() == CHECKOUT / "db" / "migrations"
    assert paths.translations_folder() == CHECKOUT / "resources" / "translations"


def test_that_a_wheel_uses_what_it_ships(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "site-packages" / "stockpile_app"
    (package / "_shipped").mkdir(parents=True)
    monkeypatch.setattr(paths, "__file__", str(package / "paths.py"))
    assert paths.resources_folder() == package / "_shipped" / "resources"
    assert paths.migrations_folder() == package / "_shipped" / "db" / "migrations"


def test_that_a_frozen_program_uses_its_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert paths.resources_folder() == tmp_path / "resources"


def test_that_one_folder_can_hold_everything_of_a_user(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STOCKPILE_HOME", str(tmp_path))
    folders = {paths.config_folder(), paths.data_folder(), paths.log_folder()}
    assert folders == {tmp_path / "config", tmp_path / "data", tmp_path / "log"}


def test_that_a_users_folders_are_absolute_and_not_created(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("STOCKPILE_HOME", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    for folder in (paths.config_folder(), paths.data_folder(), paths.log_folder()):
        assert folder.is_absolute()
        assert "stockpile" in folder.parts
    assert not any(tmp_path.iterdir())
