"""Asks a counter which of several weapons was meant; says nothing of where each should be."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from stockpile_app.domain.stocktakes import CountedWeapon
from stockpile_app.i18n import gettext as _
from stockpile_app.ui.count_words import weapon_line
from stockpile_app.ui.widgets.plain import PlainLabel

_MOST_SHOWN: Final = 6
_WEAPON: Final = Qt.ItemDataRole.UserRole


class CountChoice(QFrame):
    """A short list of weapons; hidden while there is nothing to choose.

    Arrow keys and Enter choose, Escape gives up. Scanning may go on meanwhile: what else turns out
    to be ambiguous waits until this is settled, so nothing is forgotten.

    Signals:
        chosen: The ``CountedWeapon`` that was meant.
        given_up: The text that was typed, of which none was meant.
        settled: Nothing is left to choose.
    """

    chosen = Signal(object)
    given_up = Signal(str)
    settled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Offer nothing yet."""
        super().__init__(parent)
        self.setObjectName("count_choice")
        self._waiting: deque[tuple[str, tuple[CountedWeapon, ...]]] = deque()
        self._said = ""
        self.title = PlainLabel("", role="heading", wrap=True)
        self.title.setObjectName("count_choice_title")
        self.list = QListWidget()
        self.list.setObjectName("count_choices")
        self.list.setAccessibleName(_("Weapons that may be meant"))
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.itemActivated.connect(self._on_activated)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self._on_escape)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.title)
        layout.addWidget(self.list)
        self.hide()

    def offer(self, said: str, weapons: Sequence[CountedWeapon]) -> None:
        """Offer these weapons for what was typed, after what is on offer already."""
        self._waiting.append((said, tuple(weapons)))
        if self.isHidden():
            self._next()

    def clear(self) -> None:
        """Offer nothing any more."""
        self._waiting.clear()
        self.list.clear()
        self.hide()

    def _next(self) -> None:
        self.list.clear()
        if not self._waiting:
            self.hide()
            self.settled.emit()
            return
        self._said, weapons = self._waiting.popleft()
        self.title.setText(_("Which weapon is {text}?").format(text=self._said))
        for weapon in weapons:
            text = _("{number} · {weapon}").format(number=weapon.number, weapon=weapon_line(weapon))
            item = QListWidgetItem(text)
            item.setData(_WEAPON, weapon)
            self.list.addItem(item)
        rows = min(len(weapons), _MOST_SHOWN)
        height = self.list.sizeHintForRow(0)
        self.list.setFixedHeight(rows * height + 2 * self.list.frameWidth() + 4)
        self.list.setCurrentRow(0)
        self.show()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(QListWidgetItem)
    def _on_activated(self, item: QListWidgetItem) -> None:
        weapon: CountedWeapon = item.data(_WEAPON)
        self._next()
        self.chosen.emit(weapon)

    @Slot()
    def _on_escape(self) -> None:
        said = self._said
        self._next()
        self.given_up.emit(said)
