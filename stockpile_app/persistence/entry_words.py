"""What entries and days are called, for people who know no sequence numbers."""

from __future__ import annotations

import datetime as dt
from typing import Final

from stockpile_app import i18n
from stockpile_app.domain.text import N_, clean
from stockpile_app.i18n import tr
from stockpile_app.ledger.entries import Entry
from stockpile_app.reference.entry_names import TITLES

_ENTRY: Final = N_("Entry {seq} (“{what}”, recorded on {day} by {who})")


class LedgerWords:
    """Says what an entry or a day is called; a tool may have put anything into either."""

    def entry(self, entry: Entry) -> str:
        """Return it with its number, what it states, and when and by whom it was recorded."""
        what = TITLES.get(entry.kind, entry.kind)
        who = " + ".join(str(each) for each in (entry.recorded_by, entry.approved_by) if each)
        return tr(
            _ENTRY,
            seq=entry.seq,
            what=clean(i18n.gettext(str(what))),
            day=self.day(entry.recorded_at),
            who=clean(who) or "–",
        )

    def day(self, moment: str) -> str:
        """Return the day of a moment as the ledger keeps it, or the text where it is none."""
        try:
            return i18n.format_date(dt.datetime.fromisoformat(moment).date())
        except (ValueError, TypeError):
            return clean(str(moment)) or "–"
