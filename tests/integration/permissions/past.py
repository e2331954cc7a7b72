"""Who may ask what of ``services.past``."""

from __future__ import annotations

import datetime as dt


def _open(services):
    with services.past.open(dt.date(2026, 3, 1)) as past:
        past.holdings()


ROWS = {"past.open": ("SMIDT", lambda s, out: _open(s))}
