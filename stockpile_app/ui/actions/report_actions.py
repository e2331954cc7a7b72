"""Acts of a panel of national reports: an icon, a shortcut, enabled while they are possible."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from stockpile_app.ui.actions.make import make_action, with_icon
from stockpile_app.ui.texts import without_mnemonic
from stockpile_app.ui.widgets.action_button import ActionButton


def panel_action(
    panel: QWidget, name: str, text: str, keys: tuple[str, str], slot: Callable[[], object]
) -> QAction:
    """Return an action that works while the keyboard is in ``panel``.

    Args:
        keys: Its shortcut and its icon.
        slot: A bound method of a QObject.
    """
    shortcut, icon_name = keys
    action = with_icon(make_action(panel, name, text, shortcut, slot), icon_name)
    action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    panel.addAction(action)
    return action


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
