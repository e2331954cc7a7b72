from __future__ import annotations

from pathlib import Path

import pytest

from stockpile_app.domain.errors import BadFile
from stockpile_app.reference import files


def test_that_a_damaged_table_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "resources_folder", lambda: tmp_path)
    (tmp_path / "words").write_text("a: [1,", encoding="utf-8")
    with pytest.raises(BadFile, match="words cannot be read"):
        files.load_table("words")
    with pytest.raises(BadFile, match="none cannot be read"):
        files.load_table("none")


def test_that_a_table_runs_no_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "resources_folder", lambda: tmp_path)
    (tmp_path / "evil.yaml").write_text("!!python/object/apply:os.getcwd []", encoding="utf-8")
    with pytest.raises(BadFile):
        files.load_table("evil.yaml")
