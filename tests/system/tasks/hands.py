"""A keyboard and a scanner: the only ways in which a task may act on the window.

Each key goes to the window that has the focus, as the system would bring it there; nothing here
sets a value, gives anything the focus or presses a button. Widgets are looked at, never touched.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QElapsedTimer, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QDialog,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QWidget,
)

from stockpile_app.ui.scan_burst import FEWEST, ScanRules

_WAIT_MS: Final = 20_000
_TYPING_MS: Final = ScanRules().gap_ms + 8
"""A pause as somebody who types makes it; nothing that was typed is then a scan."""
_DIGIT_MS: Final = 100
"""A digit alone is an answer: nothing comes before and after it as fast as in a scan."""
_ATTEMPTS: Final = 8


@dataclass
class Count:
    """What was pressed: a chord counts one; what is typed into a field counts apart."""

    keys: int = 0
    typed: int = 0
    scans: int = 0


class Hands:
    """Somebody with a keyboard and a scanner."""

    def __init__(self, qtbot: Any, busy: Callable[[], bool]) -> None:
        """Start with nothing pressed; ``busy`` says whether the program works on something."""
        self._qtbot, self._busy = qtbot, busy
        self.count = Count()
        self.heard: list[str] = []

    # --- keyboard --------------------------------------------------------------------------------

    def press(self, *chords: str) -> None:
        """Press keys one after the other, such as "Ctrl+4" or "Enter"; wait for what they do."""
        for chord in chords:
            self.count.keys += 1
            sequence = QKeySequence("Return" if chord == "Enter" else chord)
            key = sequence[0]  # type: ignore[index]  # the stubs do not know it
            pause = _DIGIT_MS if chord.isdigit() else 0
            QTest.qWait(_TYPING_MS if chord in ("Enter", "Tab") else pause)
            QTest.keyClick(self._window(), key.key(), key.keyboardModifiers())
            QTest.qWait(pause)
            self.settle()
            self._tell(chord)

    def type(self, text: str) -> None:
        """Type into whatever has the focus."""
        self.count.typed += len(text)
        for at, letter in enumerate(text):
            if at % (FEWEST - 1) == 0:
                QTest.qWait(_TYPING_MS)
            QTest.keyClick(self._window(), letter)  # type: ignore[call-overload]
        self.settle()
        self._tell(repr(text))

    def type_path(self, path: Path) -> None:
        """Type a path, of which the name counts: the rest is another one on each machine."""
        before = self.count.typed
        self.type(str(path))
        self.count.typed = before + len(path.name)

    # --- scanner ---------------------------------------------------------------------------------

    def scan(self, *codes: str) -> None:
        """Scan codes; one that the machine was too slow for is scanned again, and counts once."""
        for code in codes:
            self.count.scans += 1
            for _attempt in range(_ATTEMPTS):
                field = QApplication.focusWidget()
                typed = field.text() if isinstance(field, QLineEdit) else ""
                self.heard.clear()
                self._burst(code)
                if self.heard == [code]:
                    break
                if isinstance(field, QLineEdit):  # what was taken for typing
                    field.setText(typed)
            assert self.heard == [code], (code, self.heard)
            self.settle()
            self._tell(code)

    def _burst(self, code: str) -> None:
        QTest.qWait(_TYPING_MS)  # whoever scans has typed before, and not at that speed
        window = self._window()
        for key in (*code, Qt.Key.Key_Return):
            QTest.qWait(1)
            QTest.keyClick(window, key)

    # --- eyes ------------------------------------------------------------------------------------

    def settle(self) -> None:
        """Wait until the program is ready for the next key."""
        quiet, waited = 0, QElapsedTimer()
        waited.start()
        while quiet < 2 and waited.elapsed() < _WAIT_MS:
            QTest.qWait(1)
            quiet = 0 if self._busy() or _pressed() else quiet + 1
        assert quiet, f"not ready: {self._busy()} {_pressed()}"
        self._window()

    def until(self, what: Callable[[], object]) -> None:
        """Wait for what somebody would wait for at the screen."""
        self._qtbot.waitUntil(lambda: bool(what()), timeout=_WAIT_MS)
        self.settle()

    @property
    def focus(self) -> str:
        """Name of the control that has the keyboard."""
        widget = QApplication.focusWidget()
        return widget.objectName() if widget else ""

    @property
    def dialog(self) -> str:
        """Name of the dialog in front, or "" where there is none."""
        front = QApplication.activeModalWidget()
        return front.objectName() if isinstance(front, QDialog) else ""

    @property
    def front(self) -> QWidget:
        """The dialog or the window that has the keyboard; to be looked at."""
        found = QApplication.activeModalWidget() or QApplication.activeWindow()
        assert found is not None
        return found

    def sees(self, name: str) -> Any:
        """Return a control in front by its name, to be looked at."""
        found = [each for each in self.front.findChildren(QWidget, name) if each.isVisible()]
        assert found, (name, self.said())
        return found[0]

    def said(self) -> list[str]:
        """Return every text that stands in front, for a message of a test that fails."""
        texts = []
        for each in self.front.findChildren(QWidget):
            with suppress(TypeError, AttributeError, RuntimeError):
                text = each.text()  # type: ignore[attr-defined]
                if text and each.isVisible():
                    texts.append(f"{each.objectName()}: {text}")
        return texts

    def _tell(self, what: str) -> None:
        """Say where one is now, for whoever reads the output of a test that failed."""
        print(f"{what:<14} {self.dialog or self.front.objectName()}: {self.focus}")

    def _window(self) -> QWindow:
        """Return the window that has the keys; without a screen nobody gives them to the next."""
        limit = time.monotonic() + _WAIT_MS / 1000
        while time.monotonic() < limit:
            window: QWindow | None = QGuiApplication.focusWindow()
            wanted = _in_front()
            if window is not None and wanted is None:
                return window
            if wanted is not None and wanted.isActiveWindow() and wanted.windowHandle() is window:
                return window
            if wanted is not None:
                wanted.activateWindow()
            QTest.qWait(1)
        raise AssertionError(f"no window has the keyboard: {QApplication.topLevelWidgets()}")


def _pressed() -> list[QAbstractButton]:
    """Return the buttons on their way down: an Alt key clicks them only after a moment."""
    windows = [each for each in QApplication.topLevelWidgets() if each.isVisible()]
    kinds = (QPushButton, QCheckBox, QRadioButton)
    buttons = [each for window in windows for kind in kinds for each in window.findChildren(kind)]
    return [each for each in buttons if each.isDown() and each.isVisible()]


def _in_front() -> QWidget | None:
    """Return the window that a system would give the keys; None leaves them to a list."""
    if QApplication.activePopupWidget() is not None:
        return None
    kinds = (Qt.WindowType.Window, Qt.WindowType.Dialog)
    shown = [each for each in QApplication.topLevelWidgets() if each.isVisible()]
    windows = [each for each in shown if each.windowType() in kinds]
    return QApplication.activeModalWidget() or (windows[-1] if windows else None)
