"""Who may ask what of ``services.disposal.surplus``."""

from __future__ import annotations

import datetime as dt

from stockpile_app.domain.documents import PrintDocument
from stockpile_app.domain.surplus import (
    DeclareSurplus,
    Kind,
    PrintDeclaration,
    StateRequirement,
    SurplusRow,
    WithdrawSurplus,
)

DAY = dt.date(2026, 3, 1)
READERS, MANAGERS = "SMIDT", "M"
ROW = SurplusRow(Kind(), 0, 0, 0, 0, 0, 0, ())

ROWS = {
    "disposal.surplus.requirements": (READERS, lambda s, out: s.disposal.surplus.requirements()),
    "disposal.surplus.require": (
        MANAGERS,
        lambda s, out: s.disposal.surplus.require(
            StateRequirement(unit="x", kind=Kind(model="AKM"), occurred_on=DAY, posts=1)
        ),
    ),
    "disposal.surplus.review": (READERS, lambda s, out: s.disposal.surplus.review()),
    "disposal.surplus.suggest": (READERS, lambda s, out: s.disposal.surplus.suggest(ROW)),
    "disposal.surplus.declare": (
        MANAGERS,
        lambda s, out: s.disposal.surplus.declare(
            DeclareSurplus(weapon_ids=(1,), occurred_on=DAY, authority="x", reason="x")
        ),
    ),
    "disposal.surplus.withdraw": (
        MANAGERS,
        lambda s, out: s.disposal.surplus.withdraw(
            WithdrawSurplus(weapon_ids=(1,), occurred_on=DAY, reason="x")
        ),
    ),
    "disposal.surplus.declarations": (READERS, lambda s, out: s.disposal.surplus.declarations()),
    "disposal.surplus.declared": (READERS, lambda s, out: s.disposal.surplus.declared(1)),
    "disposal.surplus.papers.review": (
        READERS,
        lambda s, out: s.disposal.surplus.papers.review(PrintDocument(out=out / "r.pdf"), ()),
    ),
    "disposal.surplus.papers.declaration": (
        READERS,
        lambda s, out: s.disposal.surplus.papers.declaration(
            PrintDeclaration(out=out / "d.pdf", declaration_id=1)
        ),
    ),
}
