"""The two buttons at the side of a mouse, which go back and forward wherever it points."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override


class SideButtons(QObject):
    """Watches the window itself, before any widget takes the press.

    Signals:
        back, forward: The button was pressed.
    """

    back = Signal()
    forward = Signal()

    def __init__(self, window: QWidget) -> None:
        """Watch ``window``, a top-level widget."""
        super().__init__(window)
        window.winId()  # so that there is a handle to watch
        window.windowHandle().installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is not QEvent.Type.MouseButtonPress or not isinstance(event, QMouseEvent):
            return False
        if event.button() is Qt.MouseButton.BackButton:
            self.back.emit()
            return True
        if event.button() is Qt.MouseButton.ForwardButton:
            self.forward.emit()
            return True
        return False
