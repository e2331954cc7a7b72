"""Who may ask what of ``services.lists``."""

from __future__ import annotations

from stockpile_app.domain.lists import ListColumn, ListSheet, PrintList

SHEET = ListSheet("People", (ListColumn("Name"),), (("A",),), 1)

ROWS = {
    "lists.export": ("MIT", lambda s, out: s.lists.export(out / "list.csv", SHEET)),
    "lists.print_list": (
        "SMIDT",
        lambda s, out: s.lists.print_list(PrintList(out=out / "list.pdf", sheet=SHEET)),
    ),
}
