"""Short texts one below the other, for histories and marks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from stockpile_app.i18n import gettext as _
from stockpile_app.ui.widgets.plain import PlainLabel

_MOST: Final = 200


class Card(NamedTuple):
    """A heading, what it is about, and small print."""

    title: str
    lines: tuple[str, ...] = ()
    hint: str = ""


class CardList(QScrollArea):
    """Shows cards; of very many only the first."""

    def __init__(self, name: str, accessible_name: str, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(accessible_name)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_cards(self, cards: Sequence[Card], empty: str) -> None:
        """Show ``cards``, or the text ``empty`` where there are none."""
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(4)
        for card in cards[:_MOST]:
            _add(layout, card)
        if not cards:
            layout.addWidget(PlainLabel(empty, role="hint", wrap=True))
        elif len(cards) > _MOST:
            more = _("{more} more are not shown.").format(more=len(cards) - _MOST)
            layout.addWidget(PlainLabel(more, role="hint"))
        layout.addStretch(1)
        self.setWidget(inside)


def _add(layout: QVBoxLayout, card: Card) -> None:
    if card.hint:
        layout.addWidget(PlainLabel(card.hint, role="hint", wrap=True))
    layout.addWidget(PlainLabel(card.title, role="heading", wrap=True))
    for line in card.lines:
        layout.addWidget(PlainLabel(line, wrap=True))
    layout.addSpacing(12)
