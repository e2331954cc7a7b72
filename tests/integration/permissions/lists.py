"""Who may ask what of ``services.lists``."""

from __future__ import annotations

from stockpile_app.domain.lists import ListColumn, ListSheet, PrintList
from stockpile_app.domain.records import WeaponQuery
from stockpile_app.domain.weapon_groups import GroupBy

SHEET = ListSheet("People", (ListColumn("Name"),), (("A",),), 1)

ROWS = {
    "lists.groups": ("SMIDT", lambda s, out: s.lists.groups(WeaponQuery(), GroupBy.MODEL)),
    "lists.export": ("MIT", lambda s, out: s.lists.export(out / "list.csv", SHEET)),
    "lists.print_list": (
        "SMIDT",
        lambda s, out: s.lists.print_list(PrintList(out=out / "list.pdf", sheet=SHEET)),
    ),
}
