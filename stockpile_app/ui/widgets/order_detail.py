"""Everything about one disposal order: its steps, what is known of it, and its weapons."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Slot
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from stockpile_app.domain.disposal_records import (
    DisposalLineState,
    OrderDetails,
    OrderLineRecord,
)
from stockpile_app.i18n import gettext as _
from stockpile_app.ui.icons import icon
from stockpile_app.ui.models.records_model import Column, RecordsModel
from stockpile_app.ui.texts import count, label
from stockpile_app.ui.widgets.cards import CardList
from stockpile_app.ui.widgets.disposal_words import (
    LINE_SIGNS,
    line_words,
    order_cards,
    step_of,
    steps,
)
from stockpile_app.ui.widgets.plain import PlainLabel
from stockpile_app.ui.widgets.shares_table import SharesTable
from stockpile_app.ui.widgets.step_track import StepTrack

_SHARES: Final = (0.24, 0.2, 0.24, 0.32)
_ROWS: Final = 5


class OrderDetail(QWidget):
    """The steps on top, cards at the side, the lines below.

    Attributes:
        details: What is shown.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self.setObjectName("order_detail")
        self.details: OrderDetails | None = None
        self._all: tuple[OrderLineRecord, ...] = ()
        self.track = StepTrack("order_steps", steps())
        self.cards = CardList("order_cards", _("About this order"))
        self.which = QComboBox()
        self.which.setObjectName("which_lines")
        self.which.setAccessibleName(_("Which weapons"))
        self.which.addItem(_("All weapons"), None)
        for each in DisposalLineState:
            self.which.addItem(label(each), each)
        self.which.currentIndexChanged.connect(self._filter)
        self.total = PlainLabel("", role="hint")
        self.total.setObjectName("lines_total")
        self.lines: SharesTable[OrderLineRecord] = SharesTable(
            RecordsModel(_columns()), ("order_lines", _("Weapons of this order")), _SHARES
        )
        self.lines.when_empty(_("Select an order to see its weapons."))
        self.lines.setMinimumHeight(self.lines.height_of(_ROWS))
        head = QHBoxLayout()
        head.addWidget(PlainLabel(_("Weapons"), role="heading"))
        head.addWidget(self.which)
        head.addWidget(self.total)
        head.addStretch(1)
        below = QWidget()
        rows = QVBoxLayout(below)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(6)
        rows.addLayout(head)
        rows.addWidget(self.lines, 1)
        parts = QSplitter()
        parts.setOrientation(parts.orientation().Vertical)
        parts.setChildrenCollapsible(False)
        parts.addWidget(self.cards)
        parts.addWidget(below)
        parts.setSizes([300, 300])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 0, 8, 0)
        layout.setSpacing(8)
        layout.addWidget(self.track)
        layout.addWidget(parts, 1)

    def show_order(self, details: OrderDetails | None, lines: Sequence[OrderLineRecord]) -> None:
        """Show an order with its lines, or that none is selected."""
        self.details, self._all = details, tuple(lines)
        self.track.setVisible(details is not None)
        if details is not None:
            self.track.show_done(step_of(details.order))
        cards = order_cards(details) if details is not None else []
        self.cards.show_cards(cards, _("Select an order to see what is known of it."))
        self._filter()

    def chosen_lines(self) -> list[OrderLineRecord]:
        """Return the selected lines."""
        rows = self.lines.selectionModel().selectedRows()
        return [self.lines.records.record(each.row()) for each in rows]

    @Slot()
    def _filter(self) -> None:
        state = self.which.currentData()
        shown = [each for each in self._all if state is None or each.state == state]
        self.lines.records.show(shown)
        self.total.setText(count(len(shown)))


def _sign(line: OrderLineRecord) -> QIcon | None:
    name = LINE_SIGNS.get(line.state)
    return icon(name) if name else None


def _columns() -> list[Column[OrderLineRecord]]:
    return [
        Column(_("Number"), lambda each: each.weapon.number, order=lambda each: each.position),
        Column(_("Model"), lambda each: " ".join(filter(None, (each.maker, each.model)))),
        Column(_("State"), lambda each: label(each.state), icon=_sign),
        Column(_("Said of it"), line_words),
    ]
