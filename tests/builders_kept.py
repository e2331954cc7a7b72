"""Registers that earlier versions of the program made, one for every schema (tests/fixtures)."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from typing import Any, Final

from stockpile_app.persistence import backup, opening
from stockpile_app.persistence.engine import Key, open_engine
from stockpile_app.persistence.keys import load
from stockpile_app.persistence.register_paths import Paths
from stockpile_app.persistence.store import Store
from stockpile_app.services.backups import back_up_before_upgrade
from tests.builders import FakeClock

FIXTURES: Final = Path(__file__).parent / "fixtures"
KEPT: Final = tuple(sorted((FIXTURES / "registers").glob("*.stockpile")))
SCHEMAS: Final = tuple(path.stem for path in KEPT)


def what_was_said(schema: str) -> dict[str, Any]:
    """Return what the version that made a register found in it."""
    found: dict[str, Any] = json.loads((FIXTURES / "registers" / f"{schema}.json").read_text())
    return found


def restore(schema: str, folder: Path) -> Path:
    """Put the files of a kept register into a new folder, as they were; nothing is upgraded."""
    backup.unpack(FIXTURES / "registers" / f"{schema}.stockpile", folder)
    return folder


def open_kept(folder: Path, said: dict[str, Any], user: str = "amina", **options: Any) -> Store:
    """Sign in to a kept register, as the program does: with a backup, if it has to be upgraded."""
    options = {"before_upgrade": back_up_before_upgrade, **options}
    return opening.open_store(folder, user, said["password"], FakeClock(), **options)


def what_is_in(folder: Path, said: dict[str, Any]) -> dict[str, Any]:
    """Return what is in a register now, of whichever schema, read without the program's tables."""
    keys = load(Paths(folder).keys)
    key = Key(keys.unlock("amina", said["password"]).store, keys.salt)
    engine = open_engine(Paths(folder).database, key, read_only=True)
    try:
        found: dict[str, Any] = _maker().what_is_in(engine.connect, said["origin"])
    finally:
        engine.dispose()
    return found


def _maker() -> Any:
    path = FIXTURES / "make_register.py"
    spec = importlib.util.spec_from_file_location("make_register", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
