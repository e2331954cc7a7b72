"""A push button that follows an action."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QPushButton, QWidget

from stockpile_app.ui.texts import escaped, without_mnemonic


class ActionButton(QPushButton):
    """Shows the text and icon of ``action``, is enabled with it, and triggers it."""

    def __init__(
        self, action: QAction, *, with_icon: bool = True, parent: QWidget | None = None
    ) -> None:
        """Follow ``action``."""
        super().__init__(parent)
        self._action = action
        self._with_icon = with_icon
        action.changed.connect(self._on_changed)
        self.clicked.connect(action.trigger)
        self._on_changed()

    @Slot()
    def _on_changed(self) -> None:
        text = without_mnemonic(self._action.text())
        # Qt leaves no room between icon and text
        self.setText((" " if self._with_icon else "") + escaped(text))
        if self._with_icon:
            self.setIcon(self._action.icon())
        self.setToolTip(self._action.toolTip())
        self.setAccessibleName(text.rstrip("…"))
        self.setEnabled(self._action.isEnabled())
