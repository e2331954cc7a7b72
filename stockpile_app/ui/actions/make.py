"""Makes actions that all look alike: an icon, a text, a shortcut that is shown."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence

from stockpile_app.reference.guides import Key
from stockpile_app.ui.icons import icon
from stockpile_app.ui.texts import without_mnemonic


def make_action(
    parent: QObject, name: str, text: str, shortcut: str, triggered: Callable[[], object]
) -> QAction:
    """Return an action.

    Args:
        name: Its object name.
        triggered: A bound method of a QObject.
    """
    action = QAction(text, parent)
    action.setObjectName(name)
    if shortcut:
        sequence = QKeySequence(shortcut)
        action.setShortcut(sequence)
        shown = sequence.toString(QKeySequence.SequenceFormat.NativeText)
        action.setToolTip(f"{without_mnemonic(text).rstrip('…')} ({shown})")
    action.triggered.connect(triggered)
    return action


def key_of(text: str, shortcut: str) -> Key:
    """Return an action as people speak of it: its name, and its keys as this system writes them."""
    shown = QKeySequence(shortcut).toString(QKeySequence.SequenceFormat.NativeText)
    return Key(without_mnemonic(text).rstrip("…"), shown)


def with_icon(action: QAction, name: str) -> QAction:
    """Give ``action`` one of our icons."""
    action.setIcon(icon(name))
    return action
