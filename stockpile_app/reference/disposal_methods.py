"""The table of disposal methods that is shipped; a register may use its own version."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from stockpile_app.domain.disposal_methods import MethodTable, parse_methods
from stockpile_app.domain.errors import BadFile, BadValue
from stockpile_app.domain.text import N_
from stockpile_app.reference.files import load_table

_FILE: Final = "disposal/methods.yaml"


@lru_cache(maxsize=1)
def shipped_methods() -> MethodTable:
    """Return the methods as the file gives them.

    Raises:
        BadFile: The file is missing or somebody has damaged it.
    """
    try:
        return parse_methods(load_table(_FILE))
    except BadValue as error:
        raise BadFile(
            N_(
                "The table {name} cannot be used: {reason} Correct the file or install the program"
                " again."
            ),
            name=_FILE,
            reason=str(error),
        ) from error
