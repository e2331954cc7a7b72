"""What the window remembers between two days: widths, places, recent registers. No data."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from PySide6.QtCore import QByteArray, QSettings

from stockpile_app import paths
from stockpile_app.settings import Theme

_RECENT: Final = "recent_registers"
_MOST_RECENT: Final = 8
_THEME: Final = "theme"
_LANGUAGE: Final = "language"
_SCANNER: Final = "scanner"


def memory() -> QSettings:
    """Return where the window keeps such things, for this user on this machine."""
    return QSettings(str(paths.config_folder() / "window.ini"), QSettings.Format.IniFormat)


def remember_state(key: str, state: QByteArray) -> None:
    """Remember how something looked, as Qt packs it."""
    memory().setValue(key, state)


def remembered_state(key: str) -> QByteArray:
    """Return how something looked, or nothing."""
    value = memory().value(key)
    return value if isinstance(value, QByteArray) else QByteArray()


def remember_look(user: str, table: str, look: str) -> None:
    """Remember which columns of a table somebody wants, and how."""
    memory().setValue(_look_key(user, table), look)


def remembered_look(user: str, table: str) -> str:
    """Return which columns of a table somebody wants, and how, or ""."""
    return str(memory().value(_look_key(user, table), ""))


def remember_views(whose: str, views: str) -> None:
    """Remember the views of weapons that somebody keeps: filters and columns, never a serial."""
    memory().setValue(f"views/{_code(whose)}", views)


def remembered_views(whose: str) -> str:
    """Return the views of weapons that somebody keeps, or ""."""
    return str(memory().value(f"views/{_code(whose)}", ""))


def remember_theme(theme: Theme) -> None:
    """Remember the colours that were chosen in the window."""
    memory().setValue(_THEME, theme.value)


def remembered_theme(otherwise: Theme) -> Theme:
    """Return the colours that were chosen in the window, or ``otherwise``."""
    try:
        return Theme(memory().value(_THEME))
    except ValueError:
        return otherwise


def remember_language(code: str) -> None:
    """Remember the language that was chosen in the window."""
    memory().setValue(_LANGUAGE, code)


def remembered_language(otherwise: str) -> str:
    """Return the language that was chosen in the window, or ``otherwise``."""
    return str(memory().value(_LANGUAGE, "")) or otherwise


def recent_registers() -> list[Path]:
    """Return the folders that were opened, the last one first."""
    value = memory().value(_RECENT)
    names = [value] if isinstance(value, str) else value
    return [Path(str(name)) for name in names] if isinstance(names, list) else []


def remember_register(folder: Path) -> None:
    """Put a folder on top of the recent ones."""
    others = [each for each in recent_registers() if each != folder]
    names = [str(each) for each in (folder, *others)][:_MOST_RECENT]
    memory().setValue(_RECENT, names)


def remember_user(folder: Path, name: str) -> None:
    """Remember who signed in last, to offer the name first."""
    memory().setValue(_user_key(folder), name)


def remembered_user(folder: Path) -> str:
    """Return who signed in last, or ""."""
    return str(memory().value(_user_key(folder), ""))


def first_today(key: str, folder: Path, today: dt.date) -> bool:
    """Whether something is told for the first time today of a register; it is remembered."""
    key, day = _key_of(key, folder), today.isoformat()
    if memory().value(key) == day:
        return False
    memory().setValue(key, day)
    return True


def _look_key(user: str, table: str) -> str:
    return f"tables/{_code(user)}/{table}"


def _code(name: str) -> str:
    """Return what stands for somebody's name, which is not to be read here."""
    return hashlib.sha256(name.encode()).hexdigest()[:12]


def _user_key(folder: Path) -> str:
    return _key_of("last_user", folder)


def _key_of(key: str, folder: Path) -> str:
    return f"{key}/{folder.as_posix().strip('/').replace('/', '|')}"


def remember_scanner(values: Mapping[str, object]) -> None:
    """Remember what was chosen in the window for scanners, by the names of settings."""
    memory().setValue(_SCANNER, json.dumps(dict(values)))


def remembered_scanner() -> dict[str, object]:
    """Return what was chosen for scanners; nothing where it cannot be read."""
    try:
        found = json.loads(str(memory().value(_SCANNER, "{}")))
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
