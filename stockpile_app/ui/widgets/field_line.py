"""The one line that has the keyboard in field mode, whatever is asked."""

from __future__ import annotations

import time
from collections import deque
from typing import Final

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from stockpile_app.domain.text import clean
from stockpile_app.i18n import gettext as _

_LONGEST: Final = 200
_GAP_MS: Final = 50
"""A scanner sends characters faster than this; nobody presses two digits so fast."""
_ENDS: Final = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_KEYS: Final = {
    Qt.Key.Key_F2,
    Qt.Key.Key_F3,
    Qt.Key.Key_F4,
    Qt.Key.Key_F5,
    Qt.Key.Key_F7,
    Qt.Key.Key_F8,
    Qt.Key.Key_F9,
    Qt.Key.Key_F12,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
}
_OWN: Final = _KEYS | {Qt.Key.Key_Escape}
_PLAIN: Final = Qt.KeyboardModifier.KeypadModifier


class FieldLine(QLineEdit):
    """Takes digits for choices, and letters where something may be typed.

    The keyboard never leaves it. Keys that are pressed while something is recorded wait, and are
    heard afterwards: nobody at the table has to wait for the disk.

    Attributes:
        gap_ms: How long a digit waits for a second character, which would make it a scan.

    Signals:
        digit: 0 to 9, of a numbered choice.
        entered: What was typed, cleaned; "" for Enter alone.
        back: Esc.
        pressed: A ``Qt.Key`` that is no text.
    """

    digit = Signal(int)
    entered = Signal(str)
    back = Signal()
    pressed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Take text, and no digits for choices yet."""
        super().__init__(parent)
        self.setObjectName("field_line")
        self.setAccessibleName(_("Answer"))
        self.setMaxLength(_LONGEST)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhNoPredictiveText | Qt.InputMethodHint.ImhNoAutoUppercase
        )
        self.gap_ms = _GAP_MS
        self._numbered = self._typed = False
        self._held = False
        self._waiting: deque[QKeyEvent] = deque()
        self._digit: int | None = None
        self._last_ms = 0.0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._on_timeout)

    def ask(self, *, numbered: bool, typed: bool, text: str = "") -> None:
        """Be ready for an answer: a digit, something typed, or both.

        Args:
            text: Stands there, to be taken with Enter or written over.
        """
        self.forget_digit()
        self._numbered, self._typed = numbered, typed
        self.setText(text)
        self.selectAll()
        self.setReadOnly(not typed)

    def hold(self, *, held: bool) -> None:
        """Let keys wait, or hear those that waited."""
        self._held = held
        while self._waiting and not self._held:
            self.keyPressEvent(self._waiting.popleft())

    @property
    def settled(self) -> bool:
        """Whether every key was heard."""
        return self._digit is None and not self._waiting and not self._held

    def forget_digit(self) -> None:
        """Take a digit that still waits for part of a scan."""
        self._timer.stop()
        self._digit = None

    # --- keys ------------------------------------------------------------------------------------

    @override
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.key() in _OWN:
            event.accept()  # or a menu of the window would take it
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._held:
            self._waiting.append(event.clone())
            return
        key, text = event.key(), event.text()
        plain = not event.modifiers() & ~_PLAIN
        now = float(event.timestamp()) or time.monotonic() * 1000
        fast, self._last_ms = now - self._last_ms <= self.gap_ms, now
        if plain and key in _ENDS:
            event.accept()
            self._finish()
        elif plain and key == Qt.Key.Key_Escape:
            event.accept()
            self._step_back()
        elif plain and key in _KEYS:
            event.accept()
            self.forget_digit()
            self.pressed.emit(Qt.Key(key))
        elif plain and self._is_choice(text):
            event.accept()
            self._take_digit(int(text), fast=fast)
        else:
            self._type(event)

    def _is_choice(self, text: str) -> bool:
        fresh = not self.text() or self.selectedText() == self.text()
        return self._numbered and text.isascii() and text.isdigit() and (fresh or not self._typed)

    def _take_digit(self, digit: int, *, fast: bool) -> None:
        if self._digit is not None or (fast and self.gap_ms):
            self._scan_begins(digit)
            return
        self._digit = digit
        if self.gap_ms:
            self._timer.start(self.gap_ms)
        else:
            self._on_timeout()

    def _scan_begins(self, digit: int) -> None:
        """Two digits at once are part of a number, not two answers."""
        first, self._digit = self._digit, None
        self._timer.stop()
        if self._typed:
            self.setText(f"{'' if first is None else first}{digit}")

    def _type(self, event: QKeyEvent) -> None:
        first, text = self._digit, event.text()
        self.forget_digit()
        if self._typed and first is not None and text.isprintable():
            self.setText(str(first))
        super().keyPressEvent(event)

    @Slot()
    def _on_timeout(self) -> None:
        digit, self._digit = self._digit, None
        if digit is not None:
            self.digit.emit(digit)

    def _finish(self) -> None:
        if self._digit is not None:  # pressed just now, and meant
            self._timer.stop()
            self._on_timeout()
            return
        self.entered.emit(clean(self.text()))

    def _step_back(self) -> None:
        self.forget_digit()
        if self.isModified() and self.text():
            self.clear()
        else:
            self.back.emit()
