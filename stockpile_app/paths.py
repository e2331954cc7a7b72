"""Where things are: the shipped files, and this user's own folders. Nothing is created here."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Final

import platformdirs

_NAME: Final = "stockpile"
_OWN_FOLDER: Final = "STOCKPILE_HOME"


def _root() -> Path:
    """Return the folder that holds ``db`` and ``resources``: checkout, wheel or frozen folder."""
    if frozen := getattr(sys, "_MEIPASS", None):
        return Path(frozen)
    package = Path(__file__).resolve().parent
    shipped = package / "_shipped"
    return shipped if shipped.is_dir() else package.parent


def resources_folder() -> Path:
    """Return the folder of icons, fonts, vocabularies and other reference data."""
    return _root() / "resources"


def migrations_folder() -> Path:
    """Return the folder of Alembic's migrations."""
    return _root() / "db" / "migrations"


def translations_folder() -> Path:
    """Return the folder of message catalogues, ``<language>/LC_MESSAGES/stockpile.mo``."""
    return resources_folder() / "translations"


def config_folder() -> Path:
    """Return the folder of this user's settings."""
    return _own("config") or platformdirs.user_config_path(_NAME, appauthor=False)


def data_folder() -> Path:
    """Return the folder where this user's drafts and new registers go unless told otherwise."""
    return _own("data") or platformdirs.user_data_path(_NAME, appauthor=False)


def log_folder() -> Path:
    """Return the folder of this user's log files."""
    return _own("log") or platformdirs.user_log_path(_NAME, appauthor=False)


def _own(kind: str) -> Path | None:
    """Return the folder of a ``kind`` when all of them are kept together, as on a memory stick."""
    home = os.environ.get(_OWN_FOLDER)
    return Path(home).absolute() / kind if home else None
