"""Who may ask what of ``services.stocktakes``."""

from __future__ import annotations

import datetime as dt

from stockpile_app.domain.stocktake_papers import PrintCountSheet, PrintStocktakeCertificate
from stockpile_app.domain.stocktakes import (
    AmendLine,
    AssignDiscrepancy,
    CloseDiscrepancy,
    CloseStocktake,
    CountStranger,
    CountType,
    CountWeapon,
    OpenStocktake,
    RecountLine,
    RecountType,
)
from stockpile_app.domain.vocabulary import StocktakeKind
from tests.builders import BRIAN, GITA

DAY = dt.date(2026, 3, 1)
READERS, COUNTERS, OPENERS, MENDERS = "SMIDT", "SMI", "MI", "M"


def other(services):
    return GITA if services.user.name == "brian" else BRIAN


OPEN = OpenStocktake(kind=StocktakeKind.FULL, place_id=2, counters=("Ada", "Bo"), occurred_on=DAY)
COUNT = CountWeapon(stocktake_id=1, counter=1, text="A1")
STRANGER = CountStranger(stocktake_id=1, counter=1, serial_read="Q1")
CLOSE = CloseStocktake(stocktake_id=1, occurred_on=DAY)
SETTLE = CloseDiscrepancy(discrepancy_id=1, outcome="x", occurred_on=DAY)

ROWS = {
    "stocktakes.all": (READERS, lambda s, out: s.stocktakes.all()),
    "stocktakes.get": (READERS, lambda s, out: s.stocktakes.get(1)),
    "stocktakes.due": (READERS, lambda s, out: s.stocktakes.due()),
    "stocktakes.reconciliation": (READERS, lambda s, out: s.stocktakes.reconciliation(1)),
    "stocktakes.known_types": (READERS, lambda s, out: s.stocktakes.known_types()),
    "stocktakes.sheet_lines": (READERS, lambda s, out: s.stocktakes.sheet_lines(1)),
    "stocktakes.detection": (READERS, lambda s, out: s.stocktakes.detection(1)),
    "stocktakes.differences": (READERS, lambda s, out: s.stocktakes.differences(1)),
    "stocktakes.result": (READERS, lambda s, out: s.stocktakes.result(1)),
    "stocktakes.discrepancies": (READERS, lambda s, out: s.stocktakes.discrepancies()),
    "stocktakes.count": (COUNTERS, lambda s, out: s.stocktakes.count(COUNT)),
    "stocktakes.count_stranger": (
        COUNTERS,
        lambda s, out: s.stocktakes.count_stranger(STRANGER),
    ),
    "stocktakes.count_type": (
        COUNTERS,
        lambda s, out: s.stocktakes.count_type(
            CountType(stocktake_id=1, counter=1, model="M", quantity=1)
        ),
    ),
    "stocktakes.amend": (COUNTERS, lambda s, out: s.stocktakes.amend(AmendLine(line_id=1))),
    "stocktakes.withdraw": (COUNTERS, lambda s, out: s.stocktakes.withdraw(1)),
    "stocktakes.finish": (COUNTERS, lambda s, out: s.stocktakes.finish(1, 1)),
    "stocktakes.lines": (COUNTERS, lambda s, out: s.stocktakes.lines(1, 1)),
    "stocktakes.progress": (COUNTERS, lambda s, out: s.stocktakes.progress(1, 1)),
    "stocktakes.type_counts": (COUNTERS, lambda s, out: s.stocktakes.type_counts(1, 1)),
    "stocktakes.recount": (
        COUNTERS,
        lambda s, out: s.stocktakes.recount(RecountLine(stocktake_id=1, weapon_id=1, found=True)),
    ),
    "stocktakes.recount_type": (
        COUNTERS,
        lambda s, out: s.stocktakes.recount_type(
            RecountType(stocktake_id=1, model="M", quantity=1)
        ),
    ),
    "stocktakes.open": (OPENERS, lambda s, out: s.stocktakes.open(OPEN)),
    "stocktakes.close": (OPENERS, lambda s, out: s.stocktakes.close(CLOSE, other(s))),
    "stocktakes.cancel": (OPENERS, lambda s, out: s.stocktakes.cancel(1, "x")),
    "stocktakes.assign": (
        MENDERS,
        lambda s, out: s.stocktakes.assign(AssignDiscrepancy(discrepancy_id=1, owner="Ada")),
    ),
    "stocktakes.close_discrepancy": (
        MENDERS,
        lambda s, out: s.stocktakes.close_discrepancy(SETTLE, other(s)),
    ),
    "stocktakes.papers.count_sheet": (
        READERS,
        lambda s, out: s.stocktakes.papers.count_sheet(
            PrintCountSheet(out=out / "count.pdf", stocktake_id=1, counter=1)
        ),
    ),
    "stocktakes.papers.certificate": (
        READERS,
        lambda s, out: s.stocktakes.papers.certificate(
            PrintStocktakeCertificate(out=out / "result.pdf", stocktake_id=1)
        ),
    ),
}
