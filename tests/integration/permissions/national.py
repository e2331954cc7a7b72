"""Who may ask what of ``services.national``."""

from __future__ import annotations

import datetime as dt

from stockpile_app.domain.national_report import (
    FreezeReport,
    PrintComparison,
    PrintDraft,
    PrintReport,
)
from stockpile_app.domain.national_report_cells import CellName, Period
from stockpile_app.reference.report_templates import shipped_template

REPORTERS = "MT"
YEAR = Period(dt.date(2025, 1, 1), dt.date(2025, 12, 31))
CELL = CellName("recorded", "registered")
FREEZE = FreezeReport(period=YEAR, numbering="2010")

ROWS = {
    "national.draft": (REPORTERS, lambda s, out: s.national.draft(YEAR, "2010")),
    "national.records": (REPORTERS, lambda s, out: s.national.records(CELL, YEAR)),
    "national.suggestions": (REPORTERS, lambda s, out: s.national.suggestions()),
    "national.followed": (REPORTERS, lambda s, out: s.national.followed(1).__enter__()),
    "national.check": (REPORTERS, lambda s, out: s.national.check(FREEZE)),
    "national.freeze": (REPORTERS, lambda s, out: s.national.freeze(FREEZE)),
    "national.frozen": (REPORTERS, lambda s, out: s.national.frozen()),
    "national.report": (REPORTERS, lambda s, out: s.national.report(1)),
    "national.compare": (REPORTERS, lambda s, out: s.national.compare(1, 2)),
    "national.compare_draft": (
        REPORTERS,
        lambda s, out: s.national.compare_draft(1, s.national.draft(YEAR, "2010")),
    ),
    "national.papers.annex": (
        REPORTERS,
        lambda s, out: s.national.papers.annex(PrintReport(out=out / "n.pdf", report_id=1)),
    ),
    "national.papers.draft": (
        REPORTERS,
        lambda s, out: s.national.papers.draft(
            PrintDraft(out=out / "n.pdf", period=YEAR, numbering="2010")
        ),
    ),
    "national.papers.indicator": (
        REPORTERS,
        lambda s, out: s.national.papers.indicator(PrintReport(out=out / "n.pdf", report_id=1)),
    ),
    "national.papers.comparison": (
        REPORTERS,
        lambda s, out: s.national.papers.comparison(
            PrintComparison(out=out / "n.pdf", report_id=1, before_id=2)
        ),
    ),
    "national.exports.write": (
        REPORTERS,
        lambda s, out: s.national.exports.write(out / "n.json", 1),
    ),
    "national.exports.write_draft": (
        REPORTERS,
        lambda s, out: s.national.exports.write_draft(out / "n.json", YEAR, "2010"),
    ),
    "national.templates.in_force": ("MTA", lambda s, out: s.national.templates.in_force()),
    "national.templates.adopt": (
        "A",
        lambda s, out: s.national.templates.adopt(shipped_template(), 1, "x"),
    ),
    "national.templates.read_file": (
        "A",
        lambda s, out: s.national.templates.read_file(out / "template.yaml"),
    ),
    "national.templates.write_file": (
        "MTA",
        lambda s, out: s.national.templates.write_file(out / "written.yaml"),
    ),
}
