"""What the program calls its actions and pages, and the keys that lead to them."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from stockpile_app.reference.guides import Key
from stockpile_app.ui.actions.make import key_of
from stockpile_app.ui.actions.window_actions import named_keys


def keys_of(window: QWidget) -> dict[str, Key]:
    """Return the keys of the program, and of the acts on weapons of a window."""
    keys = named_keys()
    for action in window.findChildren(QAction):
        name, shortcut = action.objectName(), action.shortcut()
        if name and not shortcut.isEmpty():
            keys.setdefault(name, key_of(action.text(), shortcut.toString()))
    return keys
