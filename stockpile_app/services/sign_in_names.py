"""Who may sign in, read from the key file alone: the first window asks, and must not wait."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

from stockpile_app.domain.errors import NotARegister, RegisterDamaged
from stockpile_app.domain.text import N_
from stockpile_app.persistence import keys
from stockpile_app.persistence.register_paths import Paths

_NO_KEYS = N_(
    "keys.json is missing in {folder}, and without it nobody can sign in. Put back the one from the"
    " last backup."
)

MARKER: Final = "demo.json"
"""Beside the folder of a sample register; says what it holds, and its password."""


def user_names(folder: Path) -> list[str]:
    """Return the names that may sign in, for the sign-in screen; no secrets are needed.

    Raises:
        NotARegister: There is no register in the folder.
        RegisterDamaged: The key file is damaged, or missing beside the database.
    """
    if not Paths(folder).keys.is_file():
        if Paths(folder).database.is_file():
            raise RegisterDamaged(_NO_KEYS, folder=folder)
        raise NotARegister(N_("There is no register in {folder}."), folder=folder)
    found = keys.load(Paths(folder).keys)
    return [slot.name for slot in found.slots if slot.name != keys.RECOVERY]


def sample_password(folder: Path) -> str:
    """Return the password of everybody in a sample register; "" where ``folder`` is none."""
    try:
        marked = json.loads((folder.parent / MARKER).read_text(encoding="utf-8"))
        if marked["register"] == folder.name:
            return str(marked["password"])
    except (OSError, ValueError, KeyError, TypeError):
        pass
    return ""
