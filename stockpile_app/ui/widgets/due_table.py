"""What is due, overdue, in transit or open: a table whose rows open what they are about."""

from __future__ import annotations

import datetime as dt
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QIcon, QPalette
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from stockpile_app.domain.overview import DueItem, DueList
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import ngettext
from stockpile_app.ui.icons import icon
from stockpile_app.ui.models.records_model import Column, RecordsModel
from stockpile_app.ui.texts import count, day, label
from stockpile_app.ui.widgets.shares_table import SharesTable

_DUE_COLUMN = 3
_SHARES = (0.18, 0.25, 0.23, 0.225, 0.115)  # of the width


class DueTable(SharesTable[DueItem]):
    """Shows a ``DueList``.

    Signals:
        opened: The ``DueItem`` of the row that is opened, by double-click or Enter.
    """

    opened = Signal(object)

    def __init__(self, name: str, text: str, parent: QWidget | None = None) -> None:
        """Show nothing yet; ``text`` is the accessible name."""
        self.due = _DueModel()
        super().__init__(self.due, (name, text), _SHARES, parent)
        self.activated.connect(self._on_activated)

    def show_list(self, listed: DueList, today: dt.date) -> None:
        """Show other things to do; the selection stays where it was."""
        row = self.currentIndex().row()
        self.due.today = today
        self.due.show(listed.items)
        if listed.items:
            self.choose(min(max(row, 0), len(listed.items) - 1))

    @Slot(QModelIndex)
    def _on_activated(self, index: QModelIndex) -> None:
        self.opened.emit(self.due.record(index.row()))


class _DueModel(RecordsModel[DueItem]):
    """What is overdue is said in words, with a sign, and in the colour of errors."""

    def __init__(self) -> None:
        self.today = dt.date.min
        super().__init__(
            [
                Column(_("What"), lambda each: label(each.kind), icon=self._sign),
                Column(_("Details"), details),
                Column(_("Where"), lambda each: each.where),
                Column(_("Due"), self._due, order=lambda each: each.due_on or dt.date.max),
                Column(
                    _("Weapons"),
                    lambda each: count(each.weapons) if each.weapons else "",
                    number=True,
                    order=lambda each: each.weapons,
                ),
            ]
        )

    @override
    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if role == Qt.ItemDataRole.ForegroundRole and index.isValid():
            overdue = self.record(index.row()).overdue(self.today)
            if overdue and index.column() == _DUE_COLUMN:
                return QGuiApplication.palette().color(QPalette.ColorRole.BrightText)
            return None
        return super().data(index, role)

    def _sign(self, item: DueItem) -> QIcon | None:
        return icon("warning") if item.overdue(self.today) else None

    def _due(self, item: DueItem) -> str:
        return due_words(item, self.today)


def details(item: DueItem) -> str:
    """Return what something to do is about, in one line."""
    about = " ".join(item.about.split())
    return " · ".join(filter(None, (_(item.title), about)))


def due_words(item: DueItem, today: dt.date) -> str:
    """Return how late something is, or how soon it is due: ``5 days overdue (3 Mar 2026)``."""
    if item.due_on is None:
        return ""
    left = (item.due_on - today).days
    if left == 0:
        words = _("today")
    elif left < 0:
        words = ngettext("{days} day overdue", "{days} days overdue", -left)
    else:
        words = ngettext("in {days} day", "in {days} days", left)
    return _("{words} ({day})").format(
        day=day(item.due_on), words=words.format(days=count(abs(left)))
    )
