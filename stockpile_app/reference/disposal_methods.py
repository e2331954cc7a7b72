"""The table of disposal methods that is shipped; a register may use its own version."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from stockpile_app.domain.disposal_methods import MethodTable, parse_methods
from stockpile_app.reference.files import load_rules

_FILE: Final = "disposal/methods.yaml"


@lru_cache(maxsize=1)
def shipped_methods() -> MethodTable:
    """Return the methods as the file gives them.

    Raises:
        BadFile: The file is missing or somebody has damaged it.
    """
    return load_rules(_FILE, parse_methods)
