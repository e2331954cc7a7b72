"""Where a paper is for the moment in which it is made, shown and printed.

Writers of documents want a file. The folder is open to this user of the machine alone and goes with
the block; what a program that was killed in that moment left is thrown away by the next one.
"""

from __future__ import annotations

import contextlib

from stockpile_app.domain.errors import StockpileError
from stockpile_app.persistence.files import scratch_folder


def sweep() -> None:
    """Throw away what programs that were killed left; that it cannot be done stops nothing."""
    with contextlib.suppress(StockpileError), scratch_folder():
        pass


__all__ = ["scratch_folder", "sweep"]
