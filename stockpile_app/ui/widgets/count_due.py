"""The counts that are due or overdue, each with a button that opens it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRectF, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from stockpile_app.domain.stocktakes import DueCount
from stockpile_app.i18n import gettext as _
from stockpile_app.i18n import ngettext
from stockpile_app.ui.icons import paint_line_icon
from stockpile_app.ui.texts import count, day, label
from stockpile_app.ui.widgets.plain import PlainLabel

_SOON: Final = dt.timedelta(days=7)
_SHOWN: Final = 3
_MOST: Final = 60


class CountDue(QFrame):
    """Rows of what is to be counted by the end of the next seven days.

    Signals:
        open_asked: A ``DueCount`` that shall be opened.
        continue_asked: Id of the stocktake that is being done for it.
    """

    open_asked = Signal(object)
    continue_asked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self.setObjectName("count_due")
        self.setProperty("panel", True)  # noqa: FBT003 - Qt
        self._due: list[DueCount] = []
        self.buttons: list[QPushButton] = []
        self.title = PlainLabel("", role="heading")
        self.title.setObjectName("due_title")
        self.area = QScrollArea()
        self.area.setObjectName("due_scroll")
        self.area.setAccessibleName(_("Counts that are due"))
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.viewport().setAutoFillBackground(False)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 8, 14, 8)
        layout.setSpacing(4)
        layout.addWidget(self.title)
        layout.addWidget(self.area)

    def show_due(self, due: Sequence[DueCount], today: dt.date, *, may_open: bool) -> None:
        """Show what is due soon; the longest overdue first."""
        self._due = [each for each in due if each.due <= today + _SOON][:_MOST]
        overdue = sum(each.overdue for each in self._due)
        self.title.setText(_title(due, self._due, overdue))
        self.area.setVisible(bool(self._due))
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(8, 0, 8, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        self.buttons = []
        for row, each in enumerate(self._due):
            self._add(grid, row, each, today, may_open=may_open)
        self.area.setWidget(inside)
        inside.setAutoFillBackground(False)  # the panel shows through
        height = self.buttons[0].sizeHint().height() + 4 if self.buttons else 0
        self.area.setFixedHeight(min(len(self._due), _SHOWN) * height)

    def _add(
        self, grid: QGridLayout, row: int, each: DueCount, today: dt.date, *, may_open: bool
    ) -> None:
        sign = _Sign("warning" if each.overdue else "")
        what = PlainLabel(
            _("{kind} · {place}").format(kind=label(each.kind), place=each.path), wrap=True
        )
        when = PlainLabel(_when(each, today), role="error" if each.overdue else "hint")
        going = each.open_id is not None
        button = QPushButton(_("Go on") if going else _("Open…"))
        button.setObjectName(f"due_{row}")
        button.setAccessibleName(
            _("{act} {kind} of {place}").format(
                act=button.text().rstrip("…"), kind=label(each.kind), place=each.path
            )
        )
        button.setEnabled(going or may_open)
        button.clicked.connect(self._on_clicked)
        self.buttons.append(button)
        for column, widget in enumerate((sign, what, when, button)):
            grid.addWidget(widget, row, column)

    @Slot()
    def _on_clicked(self) -> None:
        each = self._due[int(self.sender().objectName().removeprefix("due_"))]
        if each.open_id is not None:
            self.continue_asked.emit(each.open_id)
        else:
            self.open_asked.emit(each)


class _Sign(QWidget):
    """A small picture in the colour of the text, whatever the theme becomes."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        side = self.fontMetrics().height() + 2
        self.setFixedSize(side, side)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._name:
            painter = QPainter(self)
            colour = self.palette().color(QPalette.ColorRole.WindowText)
            paint_line_icon(painter, self._name, QRectF(self.rect()), colour)
            painter.end()


def _title(due: Sequence[DueCount], soon: Sequence[DueCount], overdue: int) -> str:
    if not due:
        return _("Nothing is to be counted: there are no weapons in any store.")
    if not soon:
        return _("Nothing is due this week. The next count is due on {day}.").format(
            day=day(min(each.due for each in due))
        )
    text = ngettext("{count} count is due", "{count} counts are due", len(soon))
    text = text.format(count=count(len(soon)))
    if not overdue:
        return text
    late = ngettext("{count} of them overdue", "{count} of them overdue", overdue)
    return f"{text}, {late.format(count=count(overdue))}"


def _when(each: DueCount, today: dt.date) -> str:
    late = (today - each.due).days
    if late > 0:
        words = ngettext("{days} day overdue", "{days} days overdue", late).format(days=count(late))
    elif late == 0:
        words = _("today")
    else:
        words = ngettext("in {days} day", "in {days} days", -late).format(days=count(-late))
    return _("due {day}, {words}").format(day=day(each.due), words=words)
