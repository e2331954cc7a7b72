"""Asks which of several weapons was meant by a scan."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from stockpile_app.domain.records import WeaponRecord
from stockpile_app.i18n import gettext as _
from stockpile_app.ui.scan_words import weapon_words, where_words
from stockpile_app.ui.widgets.plain import PlainLabel

_MOST_SHOWN: Final = 5
_MARGIN: Final = 12
_WEAPON: Final = Qt.ItemDataRole.UserRole


class ScanChoice(QFrame):
    """A short list of weapons; hidden while there is nothing to choose.

    Enter or a double click chooses, Escape gives up. The next scan gives up too.

    Signals:
        chosen: The ``WeaponRecord`` that was meant.
        given_up: None of them.
    """

    chosen = Signal(object)
    given_up = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Offer nothing yet."""
        super().__init__(parent)
        self.setObjectName("scan_choice")
        self.title = PlainLabel(
            _("Choose with the arrow keys and Enter; Escape for none."), role="hint"
        )
        self.list = QListWidget()
        self.list.setObjectName("scan_choices")
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

    def offer(self, weapons: Sequence[WeaponRecord]) -> None:
        """Offer these weapons; none hides the list."""
        had_focus = self.list.hasFocus()
        self.list.clear()
        for weapon in weapons:
            item = QListWidgetItem(
                _("{number} · {weapon} · {place}").format(
                    number=weapon.number, weapon=weapon_words(weapon), place=where_words(weapon)
                )
            )
            item.setData(_WEAPON, weapon)
            item.setSizeHint(QSize(0, self.fontMetrics().height() + _MARGIN))
            self.list.addItem(item)
        if weapons:
            rows = min(len(weapons), _MOST_SHOWN)
            height = self.fontMetrics().height() + _MARGIN
            self.list.setFixedHeight(rows * height + 2 * self.list.frameWidth() + 2)
            self.list.setCurrentRow(0)
        self.setVisible(bool(weapons))
        if weapons and not had_focus:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(QListWidgetItem)
    def _on_activated(self, item: QListWidgetItem) -> None:
        weapon = item.data(_WEAPON)
        self.offer(())
        self.chosen.emit(weapon)

    @Slot()
    def _on_escape(self) -> None:
        self.offer(())
        self.given_up.emit()
