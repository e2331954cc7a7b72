"""Where a number or question is from, as people read it."""

from __future__ import annotations

from typing import Final

from stockpile_app.domain.text import N_
from stockpile_app.i18n import _, clauses

OWN_PROPOSAL: Final = N_("own proposal")
"""What files say of what no standard does; standards go by the names they gave themselves."""
FROM_MEMORY: Final = N_("number from memory")
NOT_SEEN: Final = N_("number not seen")


def source_words(source: str) -> str:
    """Return where something is from; standards, divided by semicolons, as they stand."""
    return clauses(_(each) for each in source.split("; "))
