"""The columns of the tables of stocktakes and of discrepancies."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QHeaderView, QTableView

from stockpile_app.domain.stocktakes import DiscrepancyRecord, StocktakeRecord, StocktakeState
from stockpile_app.i18n import gettext as _
from stockpile_app.ui.count_words import discrepancy_words, state_words
from stockpile_app.ui.icons import icon
from stockpile_app.ui.models.records_model import Column
from stockpile_app.ui.texts import NOTHING, count, day, label

_NARROWEST: Final = 56


def fit(table: QTableView, characters: Sequence[int | None]) -> None:
    """Share the width of a table: so many characters a column, and None for what is left."""
    heads = table.horizontalHeader()
    heads.setStretchLastSection(False)
    heads.setMinimumSectionSize(_NARROWEST)
    digit = table.fontMetrics().horizontalAdvance("0")
    for column, width in enumerate(characters):
        if width is None:
            heads.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        else:
            heads.resizeSection(column, max(_NARROWEST, width * digit + 16))


def about(each: DiscrepancyRecord) -> str:
    """Return everything by which a discrepancy is looked for."""
    parts = (
        each.number,
        each.stocktake,
        discrepancy_words(each),
        each.place,
        each.belongs,
        each.found,
        each.owner,
        each.cause,
        each.action,
        each.serial_read,
        each.description,
    )
    return "\n".join(parts).casefold()


def stocktake_columns() -> list[Column[StocktakeRecord]]:
    """Return the columns of the table of stocktakes."""

    def figures(each: StocktakeRecord) -> str:
        if each.expected is None or each.found is None:
            return NOTHING  # nobody is told before it is closed
        return _("{found} of {expected}").format(
            found=count(each.found), expected=count(each.expected)
        )

    return [
        Column(_("Number"), lambda each: each.number, order=lambda each: each.id),
        Column(_("Kind"), lambda each: label(each.kind)),
        Column(_("Place"), lambda each: each.path),
        Column(_("State"), state_words, icon=_state_icon),
        Column(_("Opened"), lambda each: day(each.opened_on), order=lambda each: each.opened_on),
        Column(
            _("Closed"),
            lambda each: day(each.closed_on),
            order=lambda each: each.closed_on or dt.date.max,
        ),
        Column(_("Found"), figures, order=lambda each: each.found or -1),
    ]


def _state_icon(record: StocktakeRecord) -> QIcon | None:
    match record.state:
        case StocktakeState.OPEN:
            return icon("stocktakes")
        case StocktakeState.COUNTED:
            return icon("differs")
        case StocktakeState.CLOSED:
            return icon("check")
        case _:
            return icon("close")


def discrepancy_columns() -> list[Column[DiscrepancyRecord]]:
    """Return the columns of the table of discrepancies."""
    return [
        Column(_("Number"), lambda each: each.number, order=lambda each: each.id),
        Column(_("What"), discrepancy_words, icon=_shortage_icon),
        Column(_("Place"), lambda each: each.place),
        Column(_("Owner"), lambda each: each.owner or NOTHING),
        Column(
            _("Due"), lambda each: day(each.due_on), order=lambda each: each.due_on or dt.date.max
        ),
        Column(_("State"), lambda each: _("Settled") if each.closed_on else _("Open")),
    ]


def _shortage_icon(each: DiscrepancyRecord) -> QIcon | None:
    return icon("warning") if each.is_shortage and each.closed_on is None else None
