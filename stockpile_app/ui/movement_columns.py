"""The columns of a table of movements."""

from __future__ import annotations

from stockpile_app.domain.movements import MovementRecord
from stockpile_app.i18n import gettext as _
from stockpile_app.ui.icons import icon
from stockpile_app.ui.models.records_model import Column
from stockpile_app.ui.movement_words import due_words, movement_icon, whom_words
from stockpile_app.ui.texts import NOTHING, count, day, label


def movement_columns() -> list[Column[MovementRecord]]:
    """Return number, kind, day, whom, how many are open, and until when."""
    return [
        Column(_("Number"), lambda each: each.number),
        Column(
            _("What"), lambda each: label(each.kind), icon=lambda each: movement_icon(each.kind)
        ),
        Column(_("Day"), lambda each: day(each.occurred_on), order=lambda each: each.occurred_on),
        Column(_("Who or where"), whom_words),
        Column(
            _("Weapons"),
            lambda each: count(each.weapons),
            number=True,
            order=lambda each: each.weapons,
        ),
        Column(
            _("Open"),
            lambda each: count(each.open) if each.open else NOTHING,
            number=True,
            order=lambda each: each.open,
        ),
        Column(
            _("Due"),
            due_words,
            icon=lambda each: icon("warning") if each.overdue else None,
            order=lambda each: str(each.due_on or ""),
        ),
    ]
