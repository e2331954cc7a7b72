"""Acts of a panel of national reports: an icon, a shortcut, enabled while they are possible."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from stockpile_app.ui.actions.make import make_action, with_icon


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
