from __future__ import annotations

from pathlib import Path

import pytest

from stockpile_app import settings
from stockpile_app.settings import ScanEnd, Settings, Theme


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / settings.FILE_NAME


def test_that_no_file_means_defaults(file: Path, caplog: pytest.LogCaptureFixture) -> None:
    assert settings.load(file) == Settings()
    assert not caplog.records


def test_that_this_users_file_is_read_unless_another_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STOCKPILE_HOME", str(tmp_path))
    settings.settings_file().parent.mkdir()
    settings.settings_file().write_text("idle_lock_minutes = 7\n", encoding="utf-8")
    assert settings.load().idle_lock_minutes == 7


def test_that_every_setting_is_read(file: Path) -> None:
    file.write_text(
        'language = "pt-BR"\ntheme = "high-contrast"\nidle_lock_minutes = 15\n'
        "printer_dpi = 203\ntext_scale = 200\nscan_sounds = false\nscan_volume = 30\n"
        'scan_gap_ms = 60\nscan_end = "tab"\nscan_prefix = "<STX>"\nscan_suffix = "*"\n',
        encoding="utf-8",
    )
    expected = Settings(
        "pt-BR",
        Theme.HIGH_CONTRAST,
        15,
        203,
        200,
        scan_sounds=False,
        scan_volume=30,
        scan_gap_ms=60,
        scan_end=ScanEnd.TAB,
        scan_prefix="<STX>",
        scan_suffix="*",
    )
    assert settings.load(file) == expected


@pytest.mark.parametrize(
    "line",
    [
        'language = "../etc"',
        'language = ""',
        "language = 3",
        'theme = "pink"',
        "theme = 1",
        "theme = []",
        "idle_lock_minutes = 0",
        "idle_lock_minutes = 16",
        "idle_lock_minutes = true",
        "idle_lock_minutes = 5.0",
        'printer_dpi = "300"',
        "printer_dpi = 100",
        "text_scale = 201",
        "scan_sounds = 1",
        "scan_volume = 0",
        "scan_gap_ms = 4",
        'scan_end = "bell"',
        f'scan_prefix = "{"x" * 25}"',
        "scan_suffix = 7",
    ],
)
def test_that_a_bad_value_is_logged_and_its_default_stands(
    file: Path, caplog: pytest.LogCaptureFixture, line: str
) -> None:
    good = 'theme = "dark"' if not line.startswith("theme") else "text_scale = 150"
    file.write_text(f"{line}\n{good}\n", encoding="utf-8")
    expected = Settings(theme=Theme.DARK) if "theme" in good else Settings(text_scale=150)
    assert settings.load(file) == expected
    assert line.partition(" ")[0] in caplog.text


def test_that_an_unknown_setting_is_logged_and_ignored(
    file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file.write_text('colour = "red"\n[window]\nwidth = 3\n', encoding="utf-8")
    assert settings.load(file) == Settings()
    assert "'colour'" in caplog.text
    assert "'window'" in caplog.text


@pytest.mark.parametrize("content", [b"theme = ", b"\xff\xfe\x00", b"theme = 1\ntheme = 2\n"])
def test_that_a_broken_file_means_defaults(
    file: Path, caplog: pytest.LogCaptureFixture, content: bytes
) -> None:
    file.write_bytes(content)
    assert settings.load(file) == Settings()
    assert "cannot be read" in caplog.text


def test_that_a_folder_in_its_place_means_defaults(file: Path) -> None:
    file.mkdir()
    assert settings.load(file) == Settings()
