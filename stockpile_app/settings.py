"""What this user prefers: a small TOML file, read and checked once at the start.

The file never keeps the program from starting: a value that cannot be used is reported in the log
and its default stands.
"""

from __future__ import annotations

import logging
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from stockpile_app import paths

_log = logging.getLogger(__name__)

FILE_NAME: Final = "settings.toml"
GAPS_MS: Final = (5, 200)
"""Between two keys of a scanner."""
LONGEST_AROUND: Final = 24
"""Characters that may be before or after each code."""
_MOST_BYTES: Final = 256 * 1024
_LANGUAGE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,34}")


class Theme(StrEnum):
    """The colours of the windows."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    HIGH_CONTRAST = "high-contrast"


class ScanEnd(StrEnum):
    """What a scanner sends after each code."""

    AUTO = "auto"
    """Whatever comes: Enter, a line feed or Tab; after a number of the register, nothing too."""
    ENTER = "enter"
    LINE_FEED = "line-feed"
    TAB = "tab"
    PAUSE = "pause"
    """Nothing: the code ends where the keys stop."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The preferences of one user on one machine.

    Attributes:
        language: A language or locale code (``fr``, ``pt_BR``); "" follows the environment.
        theme: The colours of the windows.
        idle_lock_minutes: After how long without a key or click the screen locks, 1 to 15.
        printer_dpi: Dots per inch of the label printer, 150 to 1200.
        text_scale: Size of the text in per cent, 100 to 200.
        scan_sounds: Whether the answer to a scan is also heard.
        scan_volume: How loud, 5 to 100.
        scan_gap_ms: Longest time between two keys of a scanner, 5 to 200.
        scan_end: What a scanner sends after each code.
        scan_prefix: What a scanner sends before each code, control characters as ``<STX>``.
        scan_suffix: What a scanner sends after each code, before its end; written likewise.
    """

    language: str = ""
    theme: Theme = Theme.SYSTEM
    idle_lock_minutes: int = 5
    printer_dpi: int = 203
    text_scale: int = 100
    scan_sounds: bool = True
    scan_volume: int = 70
    scan_gap_ms: int = 35
    scan_end: ScanEnd = ScanEnd.AUTO
    scan_prefix: str = ""
    scan_suffix: str = ""


def settings_file() -> Path:
    """Return where this user's settings are read from."""
    return paths.config_folder() / FILE_NAME


def load(path: Path | None = None) -> Settings:
    """Return the settings in ``path``, by default this user's; defaults for what is not there."""
    path = path or settings_file()
    try:
        with path.open("rb") as file:
            given = tomllib.loads(_bounded(file.read(_MOST_BYTES + 1)).decode())
    except FileNotFoundError:
        return Settings()
    except (OSError, ValueError, RecursionError) as error:
        _log.warning("Settings cannot be read, defaults are used: %s", type(error).__name__)
        return Settings()
    return changed(Settings(), given)


def changed(settings: Settings, given: Mapping[str, object]) -> Settings:
    """Return settings with other values; one that cannot be used is ignored, as in a file."""
    return replace(settings, **_accepted(given))


def _bounded(content: bytes) -> bytes:
    if len(content) > _MOST_BYTES:
        raise ValueError("it is far larger than settings can be")
    return content


def _accepted(given: Mapping[str, Any]) -> dict[str, Any]:
    accepted: dict[str, Any] = {}
    for name, value in given.items():
        if name not in _CHECKS:
            _log.warning("Unknown setting is ignored: %r", name)
            continue
        try:
            accepted[name] = _CHECKS[name](value)
        except (TypeError, ValueError) as error:
            _log.warning("Setting %s is ignored: %s", name, error)
    return accepted


def _whole(lowest: int, highest: int) -> Callable[[object], int]:
    def check(value: object) -> int:
        # True is an int to Python, not to a person.
        if isinstance(value, bool) or not isinstance(value, int):
            raise TypeError("it is not a whole number")
        if not lowest <= value <= highest:
            raise ValueError(f"it is not from {lowest} to {highest}")
        return value

    return check


def _yes_or_no(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError("it is neither true nor false")
    return value


def _one_of(kind: type[StrEnum]) -> Callable[[object], StrEnum]:
    def check(value: object) -> StrEnum:
        try:
            return kind(value)  # type: ignore[arg-type]  # anything a file holds is looked up
        except ValueError:
            raise ValueError(f"it is none of {', '.join(kind)}") from None

    return check


def _short(value: object) -> str:
    if not isinstance(value, str) or len(value) > LONGEST_AROUND:
        raise ValueError(f"it is no text of up to {LONGEST_AROUND} characters")
    return value


def _language(value: object) -> str:
    if not isinstance(value, str) or not _LANGUAGE.fullmatch(value):
        raise ValueError("it is not a language code")
    return value


_CHECKS: Final[Mapping[str, Callable[[object], object]]] = {
    "language": _language,
    "theme": _one_of(Theme),
    "idle_lock_minutes": _whole(1, 15),
    "printer_dpi": _whole(150, 1200),
    "text_scale": _whole(100, 200),
    "scan_sounds": _yes_or_no,
    "scan_volume": _whole(5, 100),
    "scan_gap_ms": _whole(*GAPS_MS),
    "scan_end": _one_of(ScanEnd),
    "scan_prefix": _short,
    "scan_suffix": _short,
}
