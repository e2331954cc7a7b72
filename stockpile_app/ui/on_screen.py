"""Keeps windows within their screen."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QPoint, QSize, Qt, Slot
from PySide6.QtGui import QGuiApplication, QWindow

_KINDS: Final = (Qt.WindowType.Window, Qt.WindowType.Dialog)
_FITTED: Final = "stockpile_fitted"


class OnScreen(QObject):
    """Makes a window fit its screen when it first has the keyboard.

    On the small screen of an old machine the foot of a large window, with its buttons, would be
    out of reach. Afterwards the user may push it wherever they like.
    """

    def __init__(self, application: QGuiApplication) -> None:
        """Look after every window that ``application`` shows from now on."""
        super().__init__(application)
        self._application = application
        application.focusWindowChanged.connect(self._on_window)

    def stop(self) -> None:
        """Leave every window as it is from now on."""
        self._application.focusWindowChanged.disconnect(self._on_window)

    @Slot(QObject)
    def _on_window(self, window: QWindow | None) -> None:
        if window is None or window.type() not in _KINDS or window.property(_FITTED):
            return
        window.setProperty(_FITTED, True)  # noqa: FBT003 - Qt
        if window.windowState() is Qt.WindowState.WindowNoState:
            fit(window)


def fit(window: QWindow) -> None:
    """Make a window no larger than its screen, as far as it can be made smaller, and move it in."""
    room, frame = window.screen().availableGeometry(), window.frameGeometry()
    if room.contains(frame):
        return
    around = frame.size() - window.size()
    size = window.size().boundedTo(room.size() - around).expandedTo(window.minimumSize())
    if size != window.size():
        window.resize(size)
    whole: QSize = size + around
    left = max(room.left(), min(frame.left(), room.right() + 1 - whole.width()))
    top = max(room.top(), min(frame.top(), room.bottom() + 1 - whole.height()))
    window.setFramePosition(QPoint(left, top))
