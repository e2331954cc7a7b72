"""How long work tells how far it is, and learns that it shall stop."""

from __future__ import annotations

from typing import Protocol

from stockpile_app.domain.errors import StockpileError
from stockpile_app.domain.text import N_


class Cancelled(StockpileError):
    """The user asked to stop; nothing was changed."""

    message_id = N_("Cancelled. Nothing was changed.")


class Progress(Protocol):
    """Passed to every piece of work that can take longer than a moment."""

    def report(self, done: int, total: int, text: str = "") -> None:
        """Report how much is done; ``total`` is 0 when it is not known.

        Raises:
            Cancelled: The user asked to stop; let it propagate.
        """


class NoProgress:
    """For callers that do not watch."""

    def report(self, done: int, total: int, text: str = "") -> None:
        """Do nothing."""
