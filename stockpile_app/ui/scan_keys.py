"""What a key gave, also where a scanner types a control character in a way of its own."""

from __future__ import annotations

import time
from typing import Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from stockpile_app.domain.scan_text import is_control
from stockpile_app.ui.scan_burst import CR, TAB

_NAMED: Final = {Qt.Key.Key_Return: CR, Qt.Key.Key_Enter: CR, Qt.Key.Key_Tab: TAB}
_HELD: Final = {
    Qt.Key.Key_Shift,
    Qt.Key.Key_CapsLock,
    Qt.Key.Key_NumLock,
    Qt.Key.Key_AltGr,
    Qt.Key.Key_Control,
    Qt.Key.Key_Alt,
}
_OF_PEOPLE: Final = {Qt.Key.Key_Escape, Qt.Key.Key_Backspace, Qt.Key.Key_Delete}
"""They give control characters, too, but no scanner presses them."""
_CONTROL, _ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
_WITH: Final = (
    Qt.KeyboardModifier.ShiftModifier
    | Qt.KeyboardModifier.KeypadModifier
    | Qt.KeyboardModifier.GroupSwitchModifier
)
_FIRST_LETTER, _LAST_LETTER = Qt.Key.Key_At.value, Qt.Key.Key_Underscore.value
_MOST_DIGITS: Final = 4
_BEYOND: Final = 0x80


class KeyReader:
    """Puts together what is typed as Alt and digits, such as Alt+029 for GS."""

    def __init__(self) -> None:
        """Nothing is held."""
        self._digits = ""

    def read(self, event: QKeyEvent) -> str | None:
        """Return what a pressed key gave; "" for one that is no character; None to pass it over."""
        key = event.key()
        if key in _HELD:
            return None
        if event.isAutoRepeat() or key in _OF_PEOPLE:
            return ""
        if control := control_of(event):
            return control
        modifiers = event.modifiers() & ~_WITH
        if modifiers == _ALT and event.text().isdecimal() and event.text().isascii():
            self._digits = (self._digits + event.text())[-_MOST_DIGITS:]
            return None
        return "" if modifiers else _character(event.text())

    def released(self, event: QKeyEvent) -> str:
        """Return the control character that was typed as Alt and digits, or ""."""
        if event.key() != Qt.Key.Key_Alt:
            return ""
        digits, self._digits = self._digits, ""
        code = int(digits or _BEYOND)
        return chr(code) if code < _BEYOND and is_control(chr(code)) else ""


def _character(text: str) -> str:
    """Return what a key typed; Arabic keyboards have keys that give two letters."""
    return text if 1 <= len(text) <= 2 and text.isprintable() else ""


def control_of(event: QKeyEvent) -> str:
    """Return the control character that a key gives, such as GS for Ctrl+], or ""."""
    key, modifiers = event.key(), event.modifiers() & ~_WITH
    if key in _NAMED:
        return "" if modifiers else _NAMED[Qt.Key(key)]
    if modifiers not in (Qt.KeyboardModifier.NoModifier, _CONTROL):
        return ""
    if is_control(event.text()):
        return event.text()
    if modifiers == _CONTROL and _FIRST_LETTER <= key <= _LAST_LETTER:
        return chr(key - _FIRST_LETTER)
    return ""


def moment_of(event: QEvent) -> float:
    """Return when a key was pressed, not when a busy window got round to it, in ms."""
    stamp = event.timestamp() if isinstance(event, QKeyEvent) else 0
    return float(stamp) or time.monotonic() * 1000
