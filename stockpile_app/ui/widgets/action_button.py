"""Push buttons that follow an action, or open a menu."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

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


def tool_button(action: QAction, *, primary: bool = False) -> ActionButton:
    """Return a button for an action."""
    button = ActionButton(action, with_icon=False)
    button.setObjectName(f"tool_{action.objectName()}")
    if primary:
        button.setProperty("primary", True)  # noqa: FBT003 - Qt
    return button


def menu_button(text: str, name: str, menu: QMenu) -> QPushButton:
    """Return a button that opens a menu."""
    button = QPushButton(text)
    button.setObjectName(f"tool_{name}")
    button.setAccessibleName(without_mnemonic(text))
    button.setMenu(menu)
    button.setProperty("menu", True)  # noqa: FBT003 - Qt
    button.setMinimumWidth(button.sizeHint().width() + 16)
    return button
