"""The columns that a table of weapons can show."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

from stockpile_app.domain.records import WeaponOrder, WeaponRecord
from stockpile_app.domain.text import N_
from stockpile_app.ui.texts import NOTHING, Shown, count, day, label


class WeaponColumn(NamedTuple):
    """One column.

    Attributes:
        order: What a click on its head sorts by; None where there is no index for it.
        width: In pixels, where ten digits are 76 of them wide.
        shown: Whether it is there before the user chooses.
    """

    name: str
    heading: str
    text: Callable[[WeaponRecord], str]
    order: WeaponOrder | None
    width: int
    shown: bool = True


def serial_text(weapon: WeaponRecord) -> str:
    """Return the serial number, or why there is none."""
    return weapon.serial or label(weapon.serial_state)


def _year(weapon: WeaponRecord) -> str:
    return NOTHING if weapon.year is None else Shown(str(weapon.year), weapon.year)


def _place(weapon: WeaponRecord) -> str:
    return " / ".join(filter(None, (weapon.store, weapon.rack))) or NOTHING


# The first eight fit beside the detail pane in a window of 1280 pixels.
COLUMNS: Final = (
    WeaponColumn("number", N_("Number"), lambda w: w.number, WeaponOrder.NUMBER, 122),
    WeaponColumn("serial", N_("Serial"), serial_text, WeaponOrder.SERIAL, 96),
    WeaponColumn("model", N_("Model"), lambda w: w.model, WeaponOrder.MODEL, 82),
    WeaponColumn("calibre", N_("Calibre"), lambda w: w.calibre, WeaponOrder.CALIBRE, 104),
    WeaponColumn("depot", N_("Depot"), lambda w: w.depot, None, 80),
    WeaponColumn("place", N_("Place"), _place, WeaponOrder.PLACE, 90),
    WeaponColumn(
        "condition", N_("Condition"), lambda w: label(w.condition), WeaponOrder.CONDITION, 100
    ),
    WeaponColumn("status", N_("Status"), lambda w: label(w.status), WeaponOrder.STATUS, 84),
    WeaponColumn(
        "custodian", N_("Custodian"), lambda w: w.custodian or NOTHING, None, 150, shown=False
    ),
    WeaponColumn("due_on", N_("Due back"), lambda w: day(w.due_on), None, 100, shown=False),
    WeaponColumn("maker", N_("Maker"), lambda w: w.maker, WeaponOrder.MAKER, 128, shown=False),
    WeaponColumn(
        "category",
        N_("Category"),
        lambda w: label(w.category),
        WeaponOrder.CATEGORY,
        176,
        shown=False,
    ),
    WeaponColumn(
        "received_on",
        N_("Received"),
        lambda w: day(w.received_on),
        WeaponOrder.RECEIVED,
        100,
        shown=False,
    ),
    WeaponColumn("country", N_("Country"), lambda w: w.country, None, 70, shown=False),
    WeaponColumn("year", N_("Year"), _year, None, 60, shown=False),
    WeaponColumn("source", N_("Source"), lambda w: w.source, None, 140, shown=False),
    WeaponColumn("reference", N_("Reference"), lambda w: w.reference, None, 140, shown=False),
    WeaponColumn("marks", N_("Marks"), lambda w: count(w.marks), None, 60, shown=False),
    WeaponColumn(
        "photographs", N_("Photographs"), lambda w: count(w.photographs), None, 90, shown=False
    ),
)
