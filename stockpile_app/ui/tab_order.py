"""Where Tab goes from here."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QDialog, QMainWindow, QPushButton, QWidget
from typing_extensions import override

_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ReadingOrderWindow(QMainWindow):
    """A main window in which Tab reaches every control, and Enter presses a button, too."""

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        return go_on(self, forwards=next)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        button = self.focusWidget()
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and event.key() in _ENTER and isinstance(button, QAbstractButton):
            button.click()
        else:
            super().keyPressEvent(event)


class ReadingOrderDialog(QDialog):
    """A dialog in which Tab reaches every control, and Enter presses the button that is meant."""

    @override
    def setVisible(self, visible: bool) -> None:
        if visible:
            _keep_default(self)
        super().setVisible(visible)

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        return go_on(self, forwards=next)


def _keep_default(dialog: QDialog) -> None:
    """Tell a dialog which button is its default.

    One that was made the default before it stood in the dialog is not known there, and Enter would
    press the first button that there is: Cancel.
    """
    for button in dialog.findChildren(QPushButton):
        if button.isDefault():
            button.setDefault(False)
            button.setDefault(True)


def go_on(window: QWidget, *, forwards: bool) -> bool:
    """Give the focus to the control that follows, round again; whether there is one.

    Qt itself, on its way forwards, enters whatever has a focus proxy by that proxy and so passes
    over what stands before it: the buttons over a table could not be reached. And its ring comes
    apart when a panel is put into a window late. So the order here is that in which the parts were
    put together. (Qt's ring is not even asked: PySide takes each widget for a part of the one
    before it, and lets it go with that one.)
    """
    here = window.focusWidget()
    parts = window.findChildren(QWidget)
    controls = [each for each in parts if each is here or _stops_at(each, window)]
    if not [each for each in controls if each is not here]:
        return False
    at = next((at for at, each in enumerate(controls) if each is here), -1 if forwards else 0)
    reasons = Qt.FocusReason
    target = controls[(at + (1 if forwards else -1)) % len(controls)]
    target.setFocus(reasons.TabFocusReason if forwards else reasons.BacktabFocusReason)
    return True


def _stops_at(widget: QWidget, window: QWidget) -> bool:
    takes = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None
    seen = widget.isEnabled() and widget.isVisible()
    return takes and seen and widget is not window and widget.window() is window
