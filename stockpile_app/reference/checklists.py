"""The check lists that are shipped; a register adopts one and may then use its own version."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from stockpile_app.domain.checklists import CheckList, parse_check_list
from stockpile_app.reference.files import load_rules

DEPOT_SECURITY: Final = "depot-security"
SHIPPED: Final = (DEPOT_SECURITY,)
"""The lists by ``id``, which is also the name of the file."""


def shipped_check_lists() -> tuple[CheckList, ...]:
    """Return all check lists that are shipped.

    Raises:
        BadFile: A file is missing or somebody has damaged it.
    """
    return tuple(map(shipped_check_list, SHIPPED))


@lru_cache(maxsize=8)
def shipped_check_list(list_id: str) -> CheckList:
    """Return the check list with an ``id`` of ``SHIPPED``.

    Raises:
        BadFile: The file is missing or somebody has damaged it.
    """
    name = f"checklists/{list_id}.yaml"
    return load_rules(name, parse_check_list)
