"""Who may ask what of ``services.collections.papers`` and ``services.collections.forms``."""

from __future__ import annotations

import datetime as dt

from stockpile_app.domain.collection_forms import ImportForms
from stockpile_app.domain.collection_papers import (
    PrintDaySheet,
    PrintDuplicates,
    PrintIndicators,
    PrintReceipt,
    PrintSitePlan,
    PrintTagLabels,
)

DAY = dt.date(2026, 3, 1)
READERS, COLLECTORS = "SMIDT", "D"
PDF = "x.pdf"


def forms(out) -> ImportForms:
    return ImportForms(files=(out / "a.csv",))


def papers(services):
    return services.collections.papers


ROWS = {
    "collections.papers.receipt": (
        COLLECTORS,
        lambda s, out: papers(s).receipt(PrintReceipt(out=out / PDF, hand_in=1)),
    ),
    "collections.papers.tags": (
        COLLECTORS,
        lambda s, out: papers(s).tags(PrintTagLabels(out=out / PDF, hand_in=1)),
    ),
    "collections.papers.duplicates": (
        COLLECTORS,
        lambda s, out: papers(s).duplicates(PrintDuplicates(out=out / PDF, site=1)),
    ),
    "collections.papers.day_sheet": (
        READERS,
        lambda s, out: papers(s).day_sheet(PrintDaySheet(out=out / PDF, site=1, day=DAY)),
    ),
    "collections.papers.site_plan": (
        READERS,
        lambda s, out: papers(s).site_plan(PrintSitePlan(out=out / PDF, site=1, people=9)),
    ),
    "collections.papers.indicators": (
        READERS,
        lambda s, out: papers(s).indicators(PrintIndicators(out=out / PDF)),
    ),
    "collections.forms.look": (COLLECTORS, lambda s, out: s.collections.forms.look(forms(out))),
    "collections.forms.fields": (COLLECTORS, lambda s, out: s.collections.forms.fields()),
    "collections.forms.sites": (COLLECTORS, lambda s, out: s.collections.forms.sites()),
    "collections.forms.rehearse": (
        COLLECTORS,
        lambda s, out: s.collections.forms.rehearse(forms(out)),
    ),
    "collections.forms.run": (COLLECTORS, lambda s, out: s.collections.forms.run(forms(out))),
    "documents.tag_labels": (
        READERS,
        lambda s, out: s.documents.tag_labels(PrintTagLabels(out=out / PDF, hand_in=1)),
    ),
}
