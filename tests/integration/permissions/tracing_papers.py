"""Who may ask what of ``services.tracing.papers``."""

from __future__ import annotations

import datetime as dt

from stockpile_app.domain.documents import PrintDocument
from stockpile_app.domain.tracing_papers import (
    PrintTracePaper,
    PrintTraceStatistics,
    TracePaper,
)

DAY = dt.date(2026, 3, 1)
ROWS = {
    "tracing.papers.make": (
        "T",
        lambda s, out: s.tracing.papers.make(
            PrintTracePaper(out=out / "t.pdf", file_id="TR-KE01-1", paper=TracePaper.PACK)
        ),
    ),
    "tracing.papers.statistics": (
        "T",
        lambda s, out: s.tracing.papers.statistics(
            PrintTraceStatistics(out=out / "t.pdf", from_day=DAY, to_day=DAY)
        ),
    ),
    "tracing.papers.contacts": (
        "TA",
        lambda s, out: s.tracing.papers.contacts(PrintDocument(out=out / "t.pdf")),
    ),
}
