"""What the fields of an import are called on the screen."""

from __future__ import annotations

from typing import Final

from stockpile_app.domain.text import N_
from stockpile_app.i18n import gettext as _

FIELD_TEXTS: Final = {
    "serial": N_("Serial number"),
    "maker": N_("Maker"),
    "model": N_("Model"),
    "calibre": N_("Calibre"),
    "country": N_("Country of manufacture"),
    "year": N_("Year of manufacture"),
    "category": N_("Category"),
    "condition": N_("Condition"),
    "depot": N_("Depot"),
    "store": N_("Store"),
    "rack": N_("Rack"),
    "received_on": N_("Date received"),
    "source": N_("Source"),
    "reference": N_("Source’s reference"),
    "notes": N_("Notes"),
    "quantity": N_("Quantity"),
    "nsn": N_("NATO stock number"),
    "item_name": N_("Item name"),
    "number": N_("Register number"),
    "status": N_("Status"),
}
"""In the order in which they are offered."""


def field_text(field: str) -> str:
    """Return a field's name as people read it; its code when it has none."""
    return _(FIELD_TEXTS[field]) if field in FIELD_TEXTS else field
