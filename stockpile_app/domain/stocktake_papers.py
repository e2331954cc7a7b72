"""Papers about stocktakes: what is asked for when one is printed."""

from __future__ import annotations

from dataclasses import dataclass

from stockpile_app.domain.documents import PrintDocument


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintCountSheet(PrintDocument):
    """Asks for the sheet of one counter.

    Attributes:
        lines: Empty lines for each place, where everything is counted; the same for all of them.
    """

    stocktake_id: int
    counter: int
    lines: int = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintStocktakeCertificate(PrintDocument):
    """Asks for the certificate of a stocktake that is closed."""

    stocktake_id: int
