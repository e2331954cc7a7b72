"""Tells a bar-code scanner, which is a fast keyboard, from somebody who types.

A scanner sends a character every 1 to 25 ms and then Enter or Tab, wherever the focus is; a quick
typist needs 30 ms and more for one key and never keeps it up. The characters are let through like
any other; when the end of a burst shows that it was a number of this register, the field that got
them is put back to how it was.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication
from typing_extensions import override

from stockpile_app.domain.scan_text import Understood, is_control
from stockpile_app.settings import ScanEnd
from stockpile_app.ui.field_state import FieldState, field_state
from stockpile_app.ui.scan_burst import Burst, ScanRules, Step
from stockpile_app.ui.scan_keys import KeyReader, control_of, moment_of


class Scanner(QObject):
    """Watches the keys of every window of the program while it is started.

    Signals:
        scanned: What a scanner read.
        repaired: A ``Fault``: keyboards do not fit together, but what was meant is certain.
    """

    scanned = Signal(str)
    repaired = Signal(object)

    def __init__(
        self,
        proves: Callable[[str], bool],
        takes_all: Callable[[], bool],
        parent: QObject | None = None,
    ) -> None:
        """Take a burst for a scan when it proves itself, or when anything is taken just now."""
        super().__init__(parent)
        self._proves, self._takes_all = proves, takes_all
        self._burst = Burst()
        self._reader = KeyReader()
        self._field: FieldState | None = None
        self._watches = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self._on_pause)
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)  # noqa: S101 - there is a window
        application.focusWindowChanged.connect(self._on_focus_window)

    @Slot(object)
    def use(self, rules: ScanRules) -> None:
        """Tell scans by these rules from now on."""
        self._forget()
        self._burst.rules = rules

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
        if not isinstance(event, QKeyEvent):
            return False
        now = moment_of(event)
        match event.type():
            case QEvent.Type.KeyPress:
                text = self._reader.read(event)
                return text is not None and self._on_key(text, now)
            case QEvent.Type.ShortcutOverride if control_of(event) and self._burst.runs(now):
                event.accept()  # GS is Ctrl+] and LF is Ctrl+J: no commands within a burst
                return True
            case QEvent.Type.KeyRelease if typed := self._reader.released(event):
                return self._on_key(typed, now)
        return False

    def _on_key(self, text: str, now: float) -> bool:
        """Return whether nobody else must see the key."""
        if not text:
            self._forget()
            return False
        step = self._burst.take(text, now)
        if step is Step.END:
            return self._on_end(now)
        if step is Step.FIRST:
            self._field = field_state(QApplication.focusWidget())
        if step in (Step.FIRST, Step.INSIDE) and not is_control(text):
            self._wait_for_pause()
        return step is Step.HIDDEN

    def _wait_for_pause(self) -> None:
        rules = self._burst.rules
        if rules.end in (ScanEnd.AUTO, ScanEnd.PAUSE):
            self._pause.start(rules.pause_ms)

    def _on_end(self, now: float) -> bool:
        """Return whether the key ended a scan."""
        read = self._burst.result(self._proves, now, _keyboard())
        if read is None or not (read.proven or self._takes_all()):
            self._forget()
            return False
        self._emit(read, now)
        return True

    @Slot()
    def _on_pause(self) -> None:
        """Take a code that no key ended, where it is certain that it is one."""
        read = self._burst.result(self._proves, likely=_keyboard()) if self._burst.keys else None
        alone = self._burst.rules.end is ScanEnd.PAUSE and self._takes_all()
        if read is not None and (read.proven or alone):
            self._emit(read, None)

    def _emit(self, read: Understood, now: float | None) -> None:
        field = self._field
        self._burst.accept(now)
        self._forget()
        if field is not None:
            field.restore()
        if read.fault is not None:
            self.repaired.emit(read.fault)
        self.scanned.emit(read.text)

    def _forget(self) -> None:
        self._burst.forget()
        self._pause.stop()
        self._field = None


def _keyboard() -> str:
    """Return the locale of the workstation's keyboard, as the system says."""
    return QGuiApplication.inputMethod().locale().name()
