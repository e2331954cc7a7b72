"""Tells a bar-code scanner, which is a fast keyboard, from somebody who types.

A scanner sends a character every 1 to 25 ms and then Enter or Tab, wherever the focus is; a quick
typist needs 30 ms and more for one key and never keeps it up. The characters are let through like
any other; when the end of a burst shows that it was a number of this register, the field that got
them is put back to how it was.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication
from typing_extensions import override

from stockpile_app.ui.field_state import FieldState, field_state

LONGEST_GAP_MS: Final = 35
FEWEST: Final = 6
_MOST: Final = 400
"""A seal's QR code says some 230 characters."""

_ENDS: Final = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab}
_SHIFTS: Final = {Qt.Key.Key_Shift, Qt.Key.Key_CapsLock, Qt.Key.Key_AltGr}
_WITH: Final = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier


class Scanner(QObject):
    """Watches the keys of every window of the program while it is started.

    Signals:
        scanned: What a scanner read.
    """

    scanned = Signal(str)

    def __init__(self, is_number: Callable[[str], bool], parent: QObject | None = None) -> None:
        """Take a burst for a scan when ``is_number`` says so; anything else is typing."""
        super().__init__(parent)
        self._is_number = is_number
        self._burst = ""
        self._last_ms = 0.0
        self._ended_ms = 0.0
        self._field: FieldState | None = None
        self._watches = False
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)  # noqa: S101 - there is a window
        application.focusWindowChanged.connect(self._on_focus_window)

    def start(self) -> None:
        """Begin to watch."""
        self._watches = True
        self._on_focus_window(QGuiApplication.focusWindow())

    def stop(self) -> None:
        """Watch no longer."""
        self._watches = False
        for window in QGuiApplication.allWindows():
            window.removeEventFilter(self)
        self._forget()

    @Slot(QWindow)
    def _on_focus_window(self, window: QWindow | None) -> None:
        # a window gets each key once, a widget and all around it may get it again and again
        if self._watches and window is not None:
            window.removeEventFilter(self)  # so that there is never more than one
            window.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is not QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() in _SHIFTS:
            return False
        # when it was pressed, not when a busy window got round to it
        now = float(event.timestamp()) or time.monotonic() * 1000
        if event.key() in _ENDS:
            return self._on_end(now)
        self._on_character(event, now)
        return False

    def _on_character(self, event: QKeyEvent, now: float) -> None:
        text = event.text()
        plain = len(text) == 1 and text.isascii() and text.isprintable()
        if not plain or event.isAutoRepeat() or event.modifiers() & ~_WITH:
            self._forget()
            return
        if not self._burst or now - self._last_ms > LONGEST_GAP_MS or len(self._burst) >= _MOST:
            self._burst = ""
            self._field = field_state(QApplication.focusWidget())
        self._burst += text
        self._last_ms = now

    def _on_end(self, now: float) -> bool:
        """Return whether the key ended a scan, so that nobody else must see it."""
        burst, field = self._burst, self._field
        self._forget()
        if not burst:  # a scanner that sends both CR and LF
            return now - self._ended_ms <= LONGEST_GAP_MS
        in_time = now - self._last_ms <= LONGEST_GAP_MS
        if not in_time or len(burst) < FEWEST or not self._is_number(burst):
            return False
        self._ended_ms = now
        if field is not None:
            field.restore()
        self.scanned.emit(burst)
        return True

    def _forget(self) -> None:
        self._burst = ""
        self._field = None
