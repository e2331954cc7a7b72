"""The top of the window: back and forward, and the command field."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton

from stockpile_app.ui.command_field import CommandField
from stockpile_app.ui.texts import without_mnemonic


class TopBar(QFrame):
    """Buttons for going back and forward beside the one field."""

    def __init__(self, back: QAction, forward: QAction, command: CommandField) -> None:
        """Show both actions as buttons, in the direction in which the window is read."""
        super().__init__()
        self.setObjectName("top_bar")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(6)
        for action in (back, forward):
            row.addWidget(_button(action))
        row.addWidget(command, 3)
        row.addStretch(1)


def _button(action: QAction) -> QToolButton:
    button = QToolButton()
    button.setDefaultAction(action)
    button.setObjectName(f"tool_{action.objectName()}")
    name = without_mnemonic(action.text())
    shown = action.shortcut().toString(action.shortcut().SequenceFormat.NativeText)
    button.setAccessibleName(name)
    button.setToolTip(f"{name} ({shown})")
    return button
