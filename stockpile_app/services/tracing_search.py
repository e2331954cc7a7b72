"""Comparing a description with everything the register holds, misread characters allowed for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stockpile_app.domain.confidential_facts.tracing import Description
from stockpile_app.domain.tracing import MOST_HITS
from stockpile_app.domain.tracing_records import TraceHits

if TYPE_CHECKING:
    from stockpile_app.services.desk import Desk


class TraceSearch:
    """Finding the weapon that a request is about."""

    def __init__(self, desk: Desk) -> None:
        """Work at ``desk``."""
        self._desk = desk

    def compare(
        self, file_id: str, description: Description | None = None, *, limit: int = MOST_HITS
    ) -> TraceHits:
        """Compare a file's description, or another reading of it, with the register.

        What was compared, and the best hits, are recorded in the file.

        Raises:
            BadValue: Nothing is given that could identify a weapon.
            NotAllowed: The user is no tracing officer, or has no key yet.
            NotFound: There is no such file.
        """
        raise NotImplementedError

    def look(self, description: Description, *, limit: int = MOST_HITS) -> TraceHits:
        """Compare a description with the register, outside any file; nothing is recorded.

        Raises:
            BadValue: Nothing is given that could identify a weapon.
            NotAllowed: The user is no tracing officer.
        """
        raise NotImplementedError
